"""Documents of SDKs that are generated with templates of their own: the same facts in other layouts."""

from __future__ import annotations

import pytest

from generator.docs import Reading, SourceFile, read
from generator.spec.api import MISSING, Schema
from generator.spec.facts import StatedField, StatedOperation

STRING = Schema(types=("string",))

HEAD = """# harbour.services.BoatApi

All URIs are relative to *https://api.example.com*

Method | HTTP request | Description
------------- | ------------- | -------------
"""


def reading(text: str, path: str = "BoatApi.md", dialect: str | None = None) -> Reading:
    return read([SourceFile(path, text.encode())], dialect)


def operation(text: str) -> StatedOperation:
    (document,) = reading(text).documents
    assert len(document.operations) == 1
    return document.operations[0]


def parameters(text: str) -> dict[str, StatedField]:
    return {each.name: each for each in operation(text).parameters}


BOUND = f"""{HEAD}[**find**](BoatApi.md#find) | **PUT** /fleets/{{fleetId}}/boats | Find boats

# **find**
> find(
> fleet_id: str,
> query
> ) -> Boats

Find boats

### Parameters

Name | Type | API binding | Description | Notes
-------- | ----- | ------------- | ------------- | -------------
"""


def test_a_column_may_tell_place_and_name_on_the_wire() -> None:
    """The SDK's own arguments for whole places are no parameters."""
    found = parameters(f"""{BOUND}**fleet_id** | **str** | path parameter `"fleetId"` | The fleet |
**json** | [**Filter**](Filter.md) | json request body | What to find |
**query** | [QueryTypes](Call.md#query) \\| **None** | URL query parameter |  |
**query['withCrew']** (dict) <br> **query.with_crew** (Query) | **bool** | query parameter `"withCrew"` | | \
[optional] [default False]
**headers** | [HeaderTypes](Call.md#headers) | request headers |  |
**trace** | **str** | header parameter `"X-Trace"` |  | [optional]
""")
    assert {name: (each.place, each.wire) for name, each in found.items()} == {
        "fleetId": ("path", "fleetId"),
        "json": ("body", None),
        "withCrew": ("query", "withCrew"),
        "X-Trace": ("header", "X-Trace"),
    }
    assert found["withCrew"].required is False
    assert found["withCrew"].default is False


def test_a_column_may_tell_the_place_in_a_word() -> None:
    head = f"{HEAD}[**find**](BoatApi.md#find) | **GET** /boats | Find\n\n# **find**\n> find()\n\n### Parameters\n\n"
    rows = "| `trace` | header | string | No | The trace |\n| `query` | query | string | Yes | Words |\n"
    table = f"| Name | In | Type | Required? | Description |\n|---|---|---|---|---|\n{rows}"
    found = parameters(head + table)
    assert (found["trace"].place, found["trace"].required) == ("header", False)
    assert (found["query"].place, found["query"].required) == ("query", True)


def test_the_return_type_may_be_a_column() -> None:
    table = """### Return type

Chosen part | Raw | Return Type | Links
----------- | --- | ----------- | -----
Literal[""] _(default)_ | False | **`Boats`** | [Boats](Boats.md)
/ | True | `Response` |
"""
    returned = operation(f"{BOUND}\n{table}").returns
    assert returned is not None and returned.schema == Schema(ref="Boats")


SUMMED = """## Boat
You can use these functions of the `Boat` client.

All URIs are relative to https://api.example.com, except if the operation defines another base path.

| Method | HTTP request | Description |
| ------------- | ------------- | ------------- |
| [**getBoat()**](Boat.md#getboat-function) | **GET** /boats/{id} | Look a boat up |


## `getBoat()` Function


### Function Signature
| Name          |    Value \t     |
|--------------------|:-------------:|
| Function Name | `getBoat` |
| Request Parameters  |  [GetBoatRequest](#request-parameters--GetBoatRequest)\t |
| Return Type  |  [Boat](fleet/Boat.md) |

### Request Parameters - GetBoatRequest
| Field Name |   Type \t |  Required  | Default |
|-----------|:----------:|:----------:|-----------|
| **id** | **string** | ☑️ |  |
| **kind** | [SAIL, MOTOR] |  | [&#39;SAIL&#39;] |
| **limit** | **number** |  | 20 |

### Usage Example
```typescript
const response: Boat = await boats.getBoat({ id: "7" })
```
"""


def test_a_function_may_be_summed_up_in_a_table() -> None:
    found = operation(SUMMED)
    assert found.returns is not None and found.returns.schema == Schema(ref="Boat")
    assert found.description == ""
    fields = {each.name: (each.required, each.default) for each in found.parameters}
    assert fields["id"][0] is True
    assert fields["limit"] == (False, 20)
    assert fields["kind"] == (False, "SAIL")
    assert found.parameters[1].schema == Schema(types=("string",), enum=("SAIL", "MOTOR"))
    assert not reading(SUMMED).problems


@pytest.mark.parametrize(("mark", "required"), [("✓", True), ("✅", True), ("Y", True), ("❌", False), ("", False)])
def test_a_column_of_marks_tells_what_is_required(mark: str, required: bool) -> None:
    head = "# Boat\n\n## Properties\n\n| Name | Type | Required | Description | Examples |\n|---|---|---|---|---|\n"
    (document,) = reading(f"{head}| **name** |string | {mark} | Its name. | | |\n", "Boat.md", "java").documents
    (field,) = document.models[0].fields
    assert (field.required, field.description) == (required, "Its name.")


def test_the_name_of_a_scheme_may_be_several_words() -> None:
    sample = """### Example

* Basic Authentication (Shore Leave):
```python
# Configure HTTP basic authorization: Shore Leave
configuration.username = 'YOUR_USERNAME'
```

### Parameters

This endpoint does not need any parameter.

### Authorization

Shore Leave, Captain

"""
    head = f"{HEAD}[**find**](BoatApi.md#find) | **GET** /boats | Find\n\n# **find**\n> find()\n\n"
    found = operation(head + sample)
    assert [each.scheme for each in found.sample_keys] == ["Shore Leave"]
    assert [each.name for each in found.security or ()] == ["Shore Leave", "Captain"]


def test_a_page_of_prose_with_a_table_of_paths_is_no_model() -> None:
    page = "# Harbour Node SDK\n\n## Distribution\n\n| Format | Entry Point |\n|---|---|\n| ESM | `dist/index.js` |\n"
    assert [problem.code for problem in reading(page, "agents.md").problems] == ["D102", "D101"]


TYPED = """---
id: boats
title: Boats
---

# harbour.apis.tags.boats_api.BoatsApi

All URIs are relative to *https://api.example.com*

Method | HTTP request | Description
------------- | ------------- | -------------
[**Get-V3Boats**](#list-boats) | **GET** `/boats` | List boats


## list-boats
List boats
Those of the fleet that is asked for.

### Parameters
Param Type | Name | Data Type | Required  | Description
------------- | ------------- | ------------- | ------------- | -------------
  Query | Limit | **Int32** |   (optional) (default to 250) | How many (at most)
  Header | XFleet | **String** | True | The fleet

### Return type
[**Boat[]**](../models/boat)

### Responses
Code | Description  | Data Type | Response headers |
------------- | ------------- | ------------- |------------------|
200 | The boats | Boat[] |  * X-Total - All of them <br>  |
204 | No boats |  |  -  |
404 | No such fleet | Failure |  -  |
"""


def test_a_section_is_the_one_that_the_table_links_to() -> None:
    """No heading is called like the operation itself."""
    found = operation(TYPED)
    assert found.section is not None and not reading(TYPED).problems
    assert [(each.place, each.required, each.default) for each in found.parameters] == [
        ("query", False, 250),
        ("header", True, MISSING),
    ]


def test_responses_may_have_types() -> None:
    found = operation(TYPED).responses
    assert found is not None
    boats = Schema(types=("array",), items=Schema(ref="Boat"))
    assert [(each.status, each.schema) for each in found] == [
        ("200", boats),
        ("204", None),
        ("404", Schema(ref="Failure")),
    ]


def test_a_first_line_that_repeats_the_summary_is_no_description() -> None:
    assert operation(TYPED).description == "Those of the fleet that is asked for."


def test_folders_and_modules_name_no_api() -> None:
    (document,) = reading(TYPED).documents
    assert (document.namespace, document.operations[0].tag) == ("harbour", "Boats")


def test_swagger_codegen_2_misspells_the_authorization_url() -> None:
    text = """# harbour-client

## Documentation for API Endpoints

Class | Method | HTTP request | Description
------------ | ------------- | ------------- | -------------
*BoatApi* | [**getBoat**](docs/BoatApi.md#getBoat) | **GET** /boats/{id} | Look a boat up

## Documentation for Authorization

### mooring

- **Type**: OAuth
- **Flow**: implicit
- **Authorizatoin URL**: https://id.example.com/authorize
- **Scopes**: N/A
"""
    (document,) = reading(text, "README.md").documents
    assert [each.authorization_url for each in document.schemes] == ["https://id.example.com/authorize"]


def test_servers_may_stand_in_a_table() -> None:
    table = (
        "Region | Base URL\n-- | --\nNorth | https://north.example.com/api\nSouth | <https://south.example.com/api>\n\n"
    )
    head = HEAD.replace("Method |", f"{table}Method |").replace(
        "*https://api.example.com*", "the base URL of a region."
    )
    (document,) = reading(f"{head}[**find**](BoatApi.md#find) | **GET** /boats | Find\n").documents
    assert [(each.url, each.description) for each in document.servers] == [
        ("https://north.example.com/api", "North"),
        ("https://south.example.com/api", "South"),
    ]


def test_a_table_of_other_addresses_lists_no_servers() -> None:
    table = "Name | URL | Type\n-- | -- | --\n**logo** | https://example.com/a.png | **string**\n\n"
    head = HEAD.replace("Method |", f"{table}Method |").replace("*https://api.example.com*", "the base URL.")
    (document,) = reading(f"{head}[**find**](BoatApi.md#find) | **GET** /boats | Find\n").documents
    assert document.servers == ()


def test_prose_on_how_urls_are_made_up_names_no_server() -> None:
    head = HEAD.replace("Method |", "Base URL / version / name / query\n\nBase path: /api\n\nMethod |")
    (document,) = reading(f"{head}[**find**](BoatApi.md#find) | **GET** /boats | Find\n").documents
    assert [server.url for server in document.servers] == ["https://api.example.com", "/api"]


def test_content_types_may_stand_beside_the_responses() -> None:
    text = f"""{HEAD}[**find**](#find) | **GET** /boats | Public Beta

# **find**
Find boats.

### Parameters

Name | Type | Description  | Notes |
-|-|-|-|
**limit** | Optional[Limit] | How many | [optional] |

### Return type
**Boats**

### Authorization

See [README](../../README.md#authorization)

### HTTP response details
| Status Code | Type | Description | Content Type |
|-|-|-|-|
**404** | Failure | None | application/problem+json |
**200** | Boats |  | text/csv |
"""
    found = operation(text)
    assert found.produces == ("text/csv", "application/problem+json")
    assert found.security is None and found.security_blank


def test_a_scheme_may_be_called_authorization() -> None:
    head = f"{HEAD}[**find**](#find) | **GET** /boats | Find\n\n# **find**\n> find()\n\n### Authorization\n\n"
    found = operation(f"{head}[Authorization](../README.md#Authorization)\n")
    assert [each.name for each in found.security or ()] == ["Authorization"]


STYLED = """---
title: BoatApi
---
## Harbour.Api.BoatApi

All URIs are relative to *https://api.example.com*

| Method | HTTP request | Description |
| ------------- | ------------- | ------------- |
| [**GetBoats**](BoatApi.html#getboats) | **GET** /boats | List boats. |
| [**PutBoat**](BoatApi.html#putboat) | **PUT** /boats/{id} | Store a boat. |
{: class="table table-striped"}

<a name="getboats"></a>

## [**BoatList**](BoatList.html) GetBoats (int? pageSize = null, string sortBy = null)



List boats.



Requires ANY permissions:

* fleet:view

### Example
```{"language":"csharp"}
// Configure OAuth2 access token for authorization: Harbour OAuth
Configuration.Default.AccessToken = "YOUR_ACCESS_TOKEN";
```

### Parameters


|Name | Type | Description  | Notes |
|------------- | ------------- | ------------- | -------------|
| **pageSize** | **int?**| How many | [optional] [default to 25] |
| **sortBy** | **string**| Which first | [optional]<br />**Values**: name, date |
{: class="table table-striped"}

### Return type

[**BoatList**](BoatList.html)

<a name="putboat"></a>

## void PutBoat (string id)



Store a boat.

### Parameters


|Name | Type | Description  | Notes |
|------------- | ------------- | ------------- | -------------|
| **id** | **string**| Which |  |
{: class="table table-striped"}

### Return type

void (empty response body)
"""


def test_signatures_with_a_blank_are_headings_and_attributes_of_blocks_say_nothing() -> None:
    (document,) = reading(STYLED, dialect="csharp").documents
    listed, stored = document.operations
    assert (listed.summary, stored.summary) == ("List boats.", "Store a boat.")
    assert listed.description == "Requires ANY permissions:\n\n* fleet:view"
    assert [each.schema.enum for each in listed.parameters] == [None, ("name", "date")]
    assert [each.name for each in stored.parameters] == ["id"]


def test_a_sample_tells_the_schemes_where_no_part_does() -> None:
    (document,) = reading(STYLED, dialect="csharp").documents
    listed, stored = document.operations
    assert [each.name for each in listed.security or ()] == ["Harbour OAuth"]
    assert stored.security is None


BOXED = f"""{HEAD}[**getBoat**](BoatApi#getBoat) | **GET** /boats/{{id}} | Look a boat up


## getBoat

> Boat getBoat(id, opts)

:::{{"alert":"warning","title":"Deprecated"}}
This resource has been deprecated
:::

GET /boats/{{id}}

Look a boat up

Whoever may sail.

### Parameters


| Name | Type | Description  | Notes |
| ------------- | ------------- | ------------- | ------------- |
 **id** | **String** | Which |  |
 **expand** | **[String]** | More | [optional]<br />**Values**: aCrew ("crew.all"), berth ("berth") |
"""


def test_rows_may_have_a_border_on_the_right_alone() -> None:
    read_boxed = reading(BOXED, dialect="javascript")
    assert not read_boxed.problems
    which, more = read_boxed.documents[0].operations[0].parameters
    assert (which.description, more.description) == ("Which", "More")
    assert more.schema.items is not None and more.schema.items.enum == ("crew.all", "berth")


def test_a_box_that_says_deprecated_and_a_repeated_request() -> None:
    found = operation(BOXED)
    assert found.deprecated
    assert found.description == "This resource has been deprecated\n\nLook a boat up\n\nWhoever may sail."
