"""Each document shows its dialect by itself, whatever it is called and whatever lies beside it."""

from __future__ import annotations

import pytest

from generator.docs import SourceFile, read
from generator.docs.dialects import all_dialects
from tests.dialects.cases import CASES, Case

NAMES = {dialect.name.replace("-", "_"): dialect.name for dialect in all_dialects()} | {
    "graphql": "graphql-nodejs-express-server"
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_document_of_operations_is_known_under_any_name(case: Case) -> None:
    for file in case.files():
        stated = read([file]).documents
        if stated and any(one.section for one in stated[0].operations):
            ((path, dialect, reason),) = read([SourceFile("page.md", file.data)]).reasons
            assert (path, dialect) == ("page.md", NAMES[case.dialect]), reason
            assert reason.startswith("it")


def test_documents_of_many_dialects_in_one_folder_keep_their_own() -> None:
    wanted: dict[str, str] = {}
    files: list[SourceFile] = []
    for number, case in enumerate(case for case in CASES if "-" not in case.name):
        for file in case.files():
            if any(one.section for document in read([file]).documents for one in document.operations):
                path = f"docs/{number}.md"
                files.append(SourceFile(path, file.data))
                wanted[path] = NAMES[case.dialect]
    assert {path: dialect for path, dialect, _ in read(files).reasons} == wanted


def test_documents_that_show_little_are_not_those_of_another_folder() -> None:
    """C# without samples, beside a folder that is clear: some have only a type that many dialects print."""

    def page(name: str, kind: str) -> str:
        return f"""# {name}

| Method | HTTP request | Description |
|--------|--------------|-------------|
| [**{name}**](x.md#{name}) | **GET** /{name}/{{id}} | Look |

# **{name}**
> Boat {name} ({kind} id)

### Parameters

| Name | Type | Description | Notes |
|------|------|-------------|-------|
| **id** | **{kind}** | Which |  |

### Return type

[**Boat**](Boat.md)
"""

    kinds = ("Guid", "DateOnly", "long")
    files = [SourceFile(f"one/{kind}.md", page(f"Look{number}", kind).encode()) for number, kind in enumerate(kinds)]
    (java,) = (case for case in CASES if case.name == "java")
    files += [SourceFile(f"two/{file.path}", file.data) for file in java.files()]
    assert {dialect for path, dialect, _ in read(files).reasons if path.startswith("one/")} == {"csharp"}
    assert {dialect for path, dialect, _ in read(files).reasons if path.startswith("two/")} == {"java"}


def test_documents_that_show_little_are_rather_those_of_their_own_folder() -> None:
    (kotlin,) = (case for case in CASES if case.name == "kotlin")
    api = "# BoatApi\n\nMethod | HTTP request | Description\n-|-|-\n"
    api += "[**GetBoat**](boat_api.md#GetBoat) | **GET** /boats | Get\n"
    boat = "# Boat\n\n## Properties\n\nName | Type | Description | Notes\n-|-|-|-\n"
    boat += "**size** | String! |  | [default to null]\n"
    files = [SourceFile(f"one/{file.path}", file.data) for file in kotlin.files()]
    files += [SourceFile("two/boat_api.md", api.encode()), SourceFile("two/Boat.md", boat.encode())]
    found = {path: dialect for path, dialect, _ in read(files).reasons if path.startswith("two/")}
    assert set(found.values()) == {"graphql-nodejs-express-server"}


def test_documents_that_show_little_are_in_the_dialect_of_the_readme() -> None:
    text = "# {}\n\n## Properties\n\nName | Type | Description | Notes\n-|-|-|-\n"
    text += "**size** | **String** |  | [default to null]\n"
    readme = "# Documentation\n\n| Class | Method | HTTP request | Description |\n|-|-|-|-|\n"
    readme += "| *BoatApi* | [**getBoat**](Apis/BoatApi.md#getboat) | **GET** /boats | Fetch |\n"
    files = [SourceFile(f"Models/{name}.md", text.format(name).encode()) for name in ("Boat", "Berth")]
    reasons = read([*files, SourceFile("README.md", readme.encode())]).reasons
    assert {dialect for path, dialect, _ in reasons if path.startswith("Models/")} == {"markdown"}


def test_a_dialect_that_is_asked_for_is_taken() -> None:
    (case,) = (case for case in CASES if case.name == "java")
    found = read(case.files(), "kotlin")
    assert {dialect for _, dialect, _ in found.reasons} == {"kotlin"}
    assert {reason for _, _, reason in found.reasons} == {"it was asked for"}
    assert {document.dialect for document in found.documents} == {"kotlin"}


def test_the_language_of_samples_tells_where_types_are_spelled_by_hand() -> None:
    text = """# boats

Method | HTTP request | Description
--- | --- | ---
**find** | **GET** /boats/{id} | Find one

# **find**

### Parameters

Name | Type | Description | Notes
--- | --- | --- | ---
**id** | **number** | which | [required]
**by** | **string** | how | [optional]

### Examples

```javascript
const boat = await boats.find(21);
```
"""
    ((_, dialect, _),) = read([SourceFile("boats.md", text.encode())]).reasons
    assert dialect == "javascript"


OLD_RUST = """# \\BoatApi

All URIs are relative to *https://api.example.com*

Method | HTTP request | Description
------------- | ------------- | -------------
[**add_boat**](BoatApi.md#add_boat) | **Post** /boats | Add one


# **add_boat**
> ::models::Boat add_boat(ctx, optional)
Add one

### Required Parameters

Name | Type | Description  | Notes
------------- | ------------- | ------------- | -------------
 **ctx** | **context.Context** | context containing the authentication | nil if no authentication
 **optional** | **map[string]interface{}** | optional parameters | nil if no parameters

### Optional Parameters
Optional parameters are passed through a map[string]interface{}.

Name | Type | Description  | Notes
------------- | ------------- | ------------- | -------------
 **boat** | [**Boat**](Boat.md)| A boat |

### Return type

[**::models::Boat**](Boat.md)
"""
OLD_JAVA = """# BoatApi

All URIs are relative to *https://api.example.com*

Method | HTTP request | Description
------------- | ------------- | -------------
[**getBoat**](BoatApi.md#getBoat) | **GET** /boats/{id} | Fetch one


<a name="getBoat"></a>
# **getBoat**
> Boat getBoat(id)

Fetch one

### Example
```java
// Import classes:
__IMPORTS__

BoatApi apiInstance = new BoatApi();
```

### Parameters

Name | Type | Description  | Notes
------------- | ------------- | ------------- | -------------
 **id** | **String**| Which |

### Return type

[**Boat**](Boat.md)
"""


OLD_MARKDOWN = """# BoatApi

All URIs are relative to *https://api.example.com*

Method | HTTP request | Description
------------- | ------------- | -------------
[**getBoat**](BoatApi.md#getBoat) | **GET** /boats/{id} | Fetch one


<a name="getBoat"></a>
# **getBoat**
> Boat getBoat(id)

Fetch one

### Parameters

Name | Type | Description  | Notes
------------- | ------------- | ------------- | -------------
 **id** | **String**| Which | [default to null]

### Return type

[**Boat**](..//Models/Boat.md)
"""


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        (OLD_RUST, "rust"),
        (OLD_MARKDOWN, "markdown"),
        (OLD_JAVA.replace("__IMPORTS__", "//import io.swagger.client.api.BoatApi;"), "android"),
        (OLD_JAVA.replace("__IMPORTS__", "//import org.openapitools.client.api.BoatApi;"), "android"),
        (
            OLD_JAVA.replace(
                "__IMPORTS__",
                "//import org.openapitools.client.ApiException;\n//import org.openapitools.client.api.BoatApi;",
            ),
            "java",
        ),
    ],
)
def test_documents_of_old_generators_are_told_from_those_of_others_that_are_like_them(text: str, dialect: str) -> None:
    ((_, found, reason),) = read([SourceFile("docs/BoatApi.md", text.encode())]).reasons
    assert found == dialect, reason
