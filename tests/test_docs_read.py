"""Reading documents: the forms that real references take, and the defects that real references have."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.docs import Reading, SourceFile, read
from generator.docs.cells.type_names import INTEGER
from generator.docs.document import Fence
from generator.docs.operations import samples
from generator.problems import ProblemsError
from generator.spec.api import MISSING, Schema
from generator.spec.facts import StatedField, StatedModel, StatedOperation
from generator.spec.recover import recover

HEAD = """# BoatApi

All URIs are relative to *https://api.example.com/v1*

Method | HTTP request | Description
------------- | ------------- | -------------
"""

SECTION_END = """
### Return type

[**Boat**](Boat.md)

### Authorization

[key](../README.md#key)

### HTTP request headers

 - **Content-Type**: Not defined
 - **Accept**: application/json

"""


def reading(text: str, path: str = "doc.md", dialect: str | None = None) -> Reading:
    return read([SourceFile(path, text.encode())], dialect)


def java(text: str) -> Reading:
    return reading(text, dialect="java")


def operations(text: str) -> tuple[StatedOperation, ...]:
    return tuple(operation for document in reading(text).documents for operation in document.operations)


def operation(text: str) -> StatedOperation:
    found = operations(text)
    assert len(found) == 1
    return found[0]


def model(text: str, path: str = "Boat.md") -> StatedModel:
    found = reading(text, path).documents[0].models
    assert len(found) == 1
    return found[0]


def codes(found: Reading) -> list[str]:
    return [problem.code for problem in found.problems]


def section(heading: str, parameters: str) -> str:
    return f"{heading}\n> Boat getBoat(id)\n\nFetch one\n\n### Parameters\n\n{parameters}\n{SECTION_END}"


ROW = "[**getBoat**](BoatApi.md#getBoat) | **GET** /boats/{id} | Fetch one\n"
SIZES = Schema(types=("string",), enum=("1", "2"))
COLUMNS_OF_FIELDS = """Name | Type | Description  | Notes
------------- | ------------- | ------------- | -------------
"""
TABLE = f"{COLUMNS_OF_FIELDS} **id** | **String**| The id | \n"


@pytest.mark.parametrize(
    "heading",
    [
        "# **getBoat**",
        "## getBoat",
        "## `getBoat()`",
        '<a name="getBoat"></a>\n# **getBoat**',
        '<a id="getboat"></a>\n## **getBoat**',
        "# **getBoat**   { #getBoat }",
        "# **BoatAPI_getBoat**",
    ],
)
def test_every_form_of_an_operation_heading(heading: str) -> None:
    found = operation(HEAD + ROW + "\n\n" + section(heading, TABLE))
    assert [field.name for field in found.parameters] == ["id"]
    assert found.returns is not None
    assert found.returns.schema == Schema(ref="Boat")
    assert found.security is not None
    assert [scheme.name for scheme in found.security] == ["key"]
    assert found.produces == ("application/json",)
    assert found.consumes == ()
    assert (found.summary, found.description) == ("Fetch one", "")


def test_facts_know_their_line() -> None:
    text = HEAD + ROW + "\n\n" + section("# **getBoat**", TABLE)
    found = operation(text)
    lines = text.split("\n")
    assert "getBoat" in lines[found.at.line - 1]
    assert found.section is not None
    assert lines[found.section.line - 1] == "# **getBoat**"
    assert "**id**" in lines[found.parameters[0].at.line - 1]


def test_crlf_and_a_byte_order_mark_change_nothing() -> None:
    text = HEAD + ROW + "\n\n" + section("# **getBoat**", TABLE)
    plain = read([SourceFile("a.md", text.encode())])
    windows = read([SourceFile("a.md", b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())])
    assert plain.documents == windows.documents


def test_rows_before_their_header_are_parameters_too() -> None:
    # kotlin 7 prints the header after all rows but the last
    rows = """| **owner** | **kotlin.String**|  | [optional] |
| Name | Type | Description  | Notes |
| ------------- | ------------- | ------------- | ------------- |
| **id** | **kotlin.String**| The id | |
"""
    found = operation(HEAD + ROW + "\n" + section("# **getBoat**", rows))
    assert {field.name: field.required for field in found.parameters} == {"owner": False, "id": True}


def test_a_table_broken_by_blank_lines_is_read_to_its_end() -> None:
    # go leaves a blank line for each path parameter
    text = """### Path Parameters

Name | Type | Description  | Notes
------------- | ------------- | ------------- | -------------
**ctx** | **context.Context** | context for authentication.
**id** | **string** | The id | 

### Other Parameters

Name | Type | Description  | Notes
------------- | ------------- | ------------- | -------------


 **depth** | **int32** |  | [default to 1]
"""
    found = operation(HEAD + ROW + "\n# **getBoat**\n> Boat GetBoat(ctx, id)\n\n" + text + SECTION_END)
    assert [(field.name, field.place) for field in found.parameters] == [("id", "path"), ("depth", None)]
    assert found.parameters[1].default == 1


def test_two_tables_of_required_and_optional_parameters() -> None:
    text = """### Required Parameters

Name | Type | Description  | Notes
------------- | ------------- | ------------- | -------------
 **ctx** | **context.Context** | context containing the authentication | nil if no authentication
  **id** | **String**|  | 
 **optional** | **map[string]interface{}** | optional parameters | nil if no parameters

### Optional Parameters
Optional parameters are passed through a map[string]interface{}.

Name | Type | Description  | Notes
------------- | ------------- | ------------- | -------------
 **depth** | **i32**|  | 
"""
    found = operation(HEAD + ROW + "\n# **getBoat**\n> models::Boat getBoat(ctx, id)\n\n" + text + SECTION_END)
    assert {field.name: field.required for field in found.parameters} == {"id": True, "depth": False}


@pytest.mark.parametrize("form", ["Async", "Call", ""])
def test_an_operation_may_be_called_like_a_twin(form: str) -> None:
    name = f"getBoat{form}"
    rows = "".join(f"[**{each}**](BoatApi.md#x) | **GET** /boats/{{id}} |\n" for each in (name, f"{name}WithHttpInfo"))
    found = java(HEAD + rows + "\n" + section(f"## {name}", TABLE) + section(f"## {name}WithHttpInfo", TABLE))
    assert (codes(found), [each.name for each in found.documents[0].operations]) == ([], [name])


@pytest.mark.parametrize("path", ["/a/{row}-{seat}", "/a/{row no}", "/a"])
def test_a_path_ends_where_the_text_begins(path: str) -> None:
    row = f"[**getBoat**](BoatApi.md#getBoat) | **GET** {path} Fetch (one)\n"
    (found,) = java(HEAD + row + "\n" + section("## getBoat", TABLE)).documents[0].operations
    assert found.path == path.replace(" ", "")


@pytest.mark.parametrize(
    ("dialect", "rows"),
    [
        ("go", ("**ctx** | **context.Context** | context", " **ctx** | **string** |  | ")),
        (
            "rust",
            (" **optional** | ***GetBoatOpts** | optional parameters | nil", "**optional** | Option<**bool**> |  |"),
        ),
        ("c", ("**apiClient** | **apiClient_t \\*** | context |", "**apiClient** | **char \\*** |  | ")),
        ("php", ("| hostIndex | null|int | Host index | [optional] |", "| **hostIndex** | **string** |  | |")),
        ("julia", ("**_api** | **`BoatApi`** | API context |", "**req** | **Req** |  |")),
    ],
)
def test_a_parameter_of_the_api_may_be_called_like_one_of_the_sdk(dialect: str, rows: tuple[str, str]) -> None:
    text = HEAD + ROW + "\n" + section("# **getBoat**", TABLE + "\n".join(rows) + "\n")
    found = reading(text, dialect=dialect).documents[0].operations[0]
    assert len(found.parameters) == 2
    assert found.parameters[1].at.line == text.splitlines().index(rows[1]) + 1


def test_parameters_that_only_a_signature_names_stand_in_its_line() -> None:
    text = HEAD + ROW + '\n<a name="getBoat"></a>\n# **getBoat**\n\n> Boat getBoat(id, depth)\n\nFetch one\n'
    (found,) = reading(text, dialect="graphql-nodejs-express-server").documents[0].operations
    line = text.splitlines().index("> Boat getBoat(id, depth)") + 1
    assert [(field.name, field.at.line) for field in found.parameters] == [("id", line), ("depth", line)]


@pytest.mark.parametrize(
    ("item", "facts"),
    [
        ("**depth** (**Integer**): How deep [optional] [default to 5]", ("depth", INTEGER, False, 5, "How deep")),
        ("`depth` (Integer, optional, default 5) - How deep", ("depth", INTEGER, False, 5, "How deep")),
        ("depth (Integer): How deep", ("depth", INTEGER, True, MISSING, "How deep")),
        ("**depth** *Integer* — How deep (optional)", ("depth", INTEGER, False, MISSING, "How deep")),
        ("**`Depth`** see below", None),
        ("**depth** - How deep", ("depth", Schema(), True, MISSING, "How deep")),
        ("The depth is below 5", None),
    ],
)
def test_parameters_may_stand_in_a_list(item: str, facts: tuple[Any, ...] | None) -> None:
    found = java(HEAD + ROW + "\n" + section("# **getBoat**", f"- {item}\n  - of `water`\n"))
    fields = found.documents[0].operations[0].parameters
    told = [(each.name, each.schema, each.required, each.default, each.description) for each in fields]
    assert told == ([] if facts is None else [facts])


@pytest.mark.parametrize(
    ("notes", "required"),
    [("[opcjonalny]", False), ("[isteğe bağlı]", None), ("", True), ("[salt] [readonly]", None), ("[readonly]", True)],
)
def test_a_note_in_an_unknown_language_may_mean_optional(notes: str, required: bool | None) -> None:
    rows = COLUMNS_OF_FIELDS + f"**depth** | **Integer** |  | {notes}\n"
    assert [each.required for each in model(f"# Boat\n\n## Properties\n\n{rows}").fields] == [required]
    rows += "**age** | **Integer** |  | [optional]\n"
    told = [each.required for each in model(f"# Boat\n\n## Properties\n\n{rows}").fields]
    assert told == [True if required is None else required, False]


def test_a_list_below_a_table_of_parameters_is_none_of_them() -> None:
    text = TABLE + "\n- **limit** (Integer): of a kind\n"
    found = java(HEAD + ROW + "\n" + section("# **getBoat**", text)).documents[0].operations[0]
    assert len(found.parameters) == 1


def test_the_twins_of_an_sdk_are_no_operations() -> None:
    twin = "[**getBoatWithHttpInfo**](BoatApi.md#getBoatWithHttpInfo) | **GET** /boats/{id} | Fetch one\n"
    text = HEAD + ROW + twin + "\n" + section("## getBoat", TABLE) + section("## getBoatWithHttpInfo", TABLE)
    found = java(text)
    assert [operation.name for operation in found.documents[0].operations] == ["getBoat"]
    assert codes(found) == []


def test_twins_without_a_method_table_are_no_operations() -> None:
    told = "\n\n**GET** /boats/{id}\n\n"
    headings = (f"## getBoat{twin}{told}" for twin in ("", "WithHttpInfo", "Async"))
    found = java("# BoatApi\n\n" + "\n".join(section(heading, TABLE) for heading in headings))
    assert [operation.name for operation in found.documents[0].operations] == ["getBoat"]


def test_a_query_in_the_path_is_kept_and_its_entities_undone() -> None:
    row = "[**getBoat**](BoatApi.md#getBoat) | **GET** /boats?kind&#x3D;{kind} | Fetch one\n"
    assert operation(HEAD + row).path == "/boats?kind={kind}"


def test_an_escaped_name_is_matched_with_its_section() -> None:
    row = "| [**add\\_boat**](BoatApi.md#add_boat) | **POST** /boats | Add |\n"
    text = (
        HEAD.replace("Method |", "| Method |")
        + row
        + '\n<a name="add_boat"></a>\n# **add\\_boat**\n> add_boat()\n'
        + SECTION_END
    )
    found = operation(text)
    assert found.name == "add_boat"
    assert found.section is not None


def test_a_description_over_several_lines_of_the_method_table_is_no_row() -> None:
    rows = "[**getBoat**](BoatApi.md#getBoat) | **GET** /boats/{id} | Fetch one\nand go on\n\n"
    assert [operation.name for operation in operations(HEAD + rows)] == ["getBoat"]


def test_sections_without_headings_belong_to_what_their_samples_call() -> None:
    rows = ROW + "[**deleteBoat**](BoatApi.md#deleteBoat) | **DELETE** boats/{id} | Drop one\n"

    def block(call: str, text: str) -> str:
        sample = f"### Example\n```kotlin\nval api = Api()\n{call}\n```\n\n### Parameters\n\n{TABLE}"
        return f"{text}\n\n{sample}{SECTION_END}"

    swapped = block("api.deleteBoat(id)", "Drop one") + block("api.getBoat(id)", "Fetch one")
    found = reading(HEAD + rows + "\n\n" + swapped)
    by_name = {operation.name: operation for operation in found.documents[0].operations}
    assert by_name["deleteBoat"].path == "/boats/{id}"
    assert by_name["deleteBoat"].section is not None
    assert by_name["getBoat"].section is not None
    assert by_name["deleteBoat"].section < by_name["getBoat"].section
    assert codes(found) == ["D111", "D111"]


def test_headings_in_another_language_are_known_by_what_they_hold() -> None:
    text = """# **getBoat**
> Boat getBoat(id)

Fetch one

### Paramètres

Nom | Genre | Texte | Remarques
------------- | ------------- | ------------- | -------------
 **id** | **String**| L'identifiant | [optional]

### En-têtes

 - **Content-Type**: Not defined
 - **Accept**: text/csv
"""
    found = operation(HEAD + ROW + "\n" + text)
    assert [(field.name, field.required) for field in found.parameters] == [("id", False)]
    assert found.produces == ("text/csv",)


def test_hand_written_sections_between_operations_are_left_alone() -> None:
    extra = "## How to start\n\nSome words.\n\n### Authentication\n\nUse the key.\n\n"
    found = java(HEAD + ROW + "\n" + extra + section("# **getBoat**", TABLE))
    assert codes(found) == []
    assert found.documents[0].operations[0].security is not None


def test_a_fence_that_is_never_closed_does_not_hide_the_rest() -> None:
    sample = "### Example\n```java\nint x = 1;\n"
    text = f"# **getBoat**\n> Boat getBoat(id)\n\n{sample}\n### Parameters\n\n{TABLE}{SECTION_END}"
    assert [field.name for field in operation(HEAD + ROW + "\n" + text).parameters] == ["id"]


def test_response_tables_with_and_without_outer_pipes() -> None:
    table = """### HTTP response details
| Status code | Description | Response headers |
|-------------|-------------|------------------|
**200** | A boat | * X-Rate-Limit - Calls left <br>  * Link - Next page <br>  |
| **404** | Not Found |  -  |
**0** | Anything else |  -  |
"""
    found = operation(HEAD + ROW + "\n" + section("# **getBoat**", TABLE) + table)
    assert found.responses is not None
    assert [(r.status, r.description) for r in found.responses] == [
        ("200", "A boat"),
        ("404", "Not Found"),
        ("0", "Anything else"),
    ]
    assert [header.name for header in found.responses[0].headers] == ["X-Rate-Limit", "Link"]


def test_a_status_that_is_none_is_told_and_a_word_behind_one_is_not_part_of_it() -> None:
    rows = "| **200 OK** | Good | - |\n| **4xx** | Bad | - |\n| **20 | Torn | - |\n| n/a | No response | - |\n"
    table = f"### HTTP response details\n| Status code | Description | Response headers |\n|---|---|---|\n{rows}"
    found = reading(HEAD + ROW + "\n" + section("# **getBoat**", TABLE) + table)
    (stated,) = found.documents[0].operations
    assert [one.status for one in stated.responses or ()] == ["200", "4xx"]
    (told,) = [problem for problem in found.problems if problem.code == "D113"]
    assert (told.message, told.quote) == ("'20' is no status code", "| **20 | Torn | - |")


@pytest.mark.parametrize(
    ("codes", "read"),
    [
        ("200 404 200", "200 404 default"),
        ("200 0 200", "200 0 200"),
        ("201 404 200", "201 404 default"),
        ("201 200", "201 200"),
        ("404 200", "404 200"),
        ("201 404 200 500", "201 404 200 500"),
        ("201 404 0 200", "201 404 0 200"),
    ],
)
def test_a_status_that_stands_there_twice_or_behind_errors_is_the_default(codes: str, read: str) -> None:
    rows = "".join(f"| **{code}** | What | - |\n" for code in codes.split())
    table = f"### HTTP response details\n| Status code | Description | Response headers |\n|---|---|---|\n{rows}"
    responses = operation(HEAD + ROW + "\n" + section("# **getBoat**", TABLE) + table).responses
    assert [one.status for one in responses or ()] == read.split()


def test_a_parameter_that_is_called_like_the_operation() -> None:
    text = section("# **getBoat**", TABLE.replace("**id**", "**get_boat_param**")).replace("getBoat", "get_boat")
    assert [one.name for one in operation(HEAD + ROW.replace("getBoat", "get_boat") + "\n" + text).parameters] == [
        "get_boat"
    ]


def test_content_types_that_kotlin_misk_does_not_know() -> None:
    unknown = "APPLICATION_OCTETSTREAM /* @todo(unknown) -> {} */"
    told = f"APPLICATION_JSON, {unknown.format('text/csv; header=present')}, {unknown.format('image/*')} "
    text = section("# **getBoat**", TABLE).replace("application/json", told)
    assert operation(HEAD + ROW + "\n" + text).produces == ("application/json", "text/csv; header=present", "image/*")


@pytest.mark.parametrize(
    ("value", "printed", "schema"),
    [
        ("56", "**Number**", Schema(types=("integer",))),
        ("3.14", "**Number**", Schema(types=("number",))),
        ("[56]", "[**[Number]**](Number.md)", Schema(types=("array",), items=Schema(types=("integer",)))),
        ("56", "**String**", Schema(types=("string",))),
    ],
)
def test_a_sample_shows_which_numbers_are_whole(value: str, printed: str, schema: Schema) -> None:
    sample = f"### Example\n\n```javascript\nlet opts = {{\n  'id': {value}, // Number | The id\n}};\n```\n\n"
    text = section("## getBoat", TABLE.replace("**String**", printed)).replace("### Param", f"{sample}### Param")
    (document,) = reading(HEAD + ROW + "\n\n" + text, "BoatApi.md", "javascript").documents
    assert [field.schema for field in document.operations[0].parameters] == [schema]


@pytest.mark.parametrize(
    ("sample", "schema", "default"),
    [
        ("// 1 | 2 | Size (optional)\n    id: 56,", Schema(types=("integer",), enum=(1, 2)), 2),
        ("// '1' | '2' | Size (optional)\n    id: id_example,", SIZES, "2"),
    ],
)
def test_a_sample_shows_what_the_values_of_an_enum_are(sample: str, schema: Schema, default: object) -> None:
    fence = f"### Example\n\n```ts\n  const body = {{\n    {sample}\n  }} satisfies GetBoatRequest;\n```\n\n"
    row = "**id** | `1`, `2` | Size | [Optional] [Defaults to `2`] [Enum: 1, 2]\n"
    text = section("## getBoat", f"{COLUMNS_OF_FIELDS}{row}").replace("### Param", f"{fence}### Param")
    (document,) = reading(HEAD + ROW + "\n\n" + text, "BoatApi.md", "typescript-fetch").documents
    assert [(one.schema, one.default) for one in document.operations[0].parameters] == [(schema, default)]


@pytest.mark.parametrize(("value", "kind"), [("789", "integer"), ("1.2", "number")])
def test_a_remark_shows_which_numbers_are_whole(value: str, kind: str) -> None:
    sample = f"```gdscript\napi.getBoat(\n\t# id: float   Eg: {value}\n\t# The id\n\tid,\n)\n```\n"
    text = f"## **getBoat**\n> `getBoat(id: float,)`\n\n### Example\n\n{sample}"
    (document,) = reading(HEAD + ROW + "\n\n" + text, "BoatApi.md", "gdscript").documents
    assert [field.schema.types for field in document.operations[0].parameters] == [(kind,)]


def test_what_a_remark_says_of_a_parameter_is_no_parameter() -> None:
    sample = "```gdscript\napi.getBoat(\n\t# page: int   Eg: 2\n\t# Default: 1\n\tpage,\n)\n```\n"
    text = f"## **getBoat**\n> `getBoat(page: int,)`\n\n### Example\n\n{sample}"
    (document,) = reading(HEAD + ROW + "\n\n" + text, "BoatApi.md", "gdscript").documents
    (page,) = document.operations[0].parameters
    assert (page.name, page.description) == ("page", "Default: 1")


def test_no_parameters_is_a_statement() -> None:
    text = (
        "# **getBoat**\n> Boat getBoat()\n\n### Parameters\nThis endpoint does not need any parameter.\n" + SECTION_END
    )
    found = operation(HEAD + ROW + "\n" + text)
    assert found.parameters == ()
    assert found.parameters_stated


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("void (empty response body)", True),
        ("null (empty response body)", True),
        (" (empty response body)", True),
        ("{empty response body)", True),
        ("void", True),
        ("`void` (Empty response body)", True),
        ("ApiRequest[Unit] (empty response body)", True),
        ("[**Boat**](Boat.md) (PSCustomObject)", False),
        ("ApiRequest[[**Boat**](Boat.md)]", False),
    ],
)
def test_return_types(text: str, nothing: bool) -> None:
    body = (
        f"# **getBoat**\n> getBoat()\n\n### Return type\n\n{text}\n\n### Authorization\n\nNo authorization required\n"
    )
    found = operation(HEAD + ROW + "\n" + body)
    assert found.returns is not None
    assert found.returns.schema == (None if nothing else Schema(ref="Boat"))
    assert found.security == ()


def test_a_comment_before_the_return_type_is_no_heading() -> None:
    text = (
        "# **Get-Boat**\n> Boat Get-Boat\n\n### Return type\n# cmdlet returns PSCustomObject, it has these fields\n"
        "[**Boat**](Boat.md)\n\n### Authorization\n\nNo authorization required\n"
    )
    row = "[**Get-Boat**](BoatApi.md#Get-Boat) | **GET** /boats/{id} | Fetch one\n"
    (found,) = reading(HEAD + row + "\n" + text, "BoatApi.md", "powershell").documents[0].operations
    assert found.returns is not None and found.returns.schema == Schema(ref="Boat")
    assert found.security == ()


def test_a_row_without_a_section_is_an_error_beside_rows_that_have_one() -> None:
    rows = ROW + "[**deleteBoat**](BoatApi.md#deleteBoat) | **DELETE** /boats/{id} | Drop one\n"
    found = java(HEAD + rows + "\n" + section("# **getBoat**", TABLE))
    assert codes(found) == ["D104"]
    assert found.problems[0].quote.startswith("[**deleteBoat**]")
    assert found.problems[0].location.line == 8


@pytest.mark.parametrize(("other", "paths"), [("boats/{id}", ["/", "/boats/{id}"]), ("/boats/{id}", ["/boats/{id}"])])
def test_the_root_has_no_path_where_paths_have_no_slash_in_front(other: str, paths: list[str]) -> None:
    rows = f"[**ping**](BoatApi.md#ping) | **GET**  | Up?\n[**getBoat**](BoatApi.md#getBoat) | **GET** {other} | One\n"
    found = java(HEAD + rows + "\n" + section("# **ping**", TABLE) + section("# **getBoat**", TABLE))
    assert [one.path for document in found.documents for one in document.operations] == paths
    assert codes(found) == ([] if "/" in paths else ["D120", "D105"])


def test_a_section_without_a_row_is_an_error() -> None:
    found = java(HEAD + ROW + "\n" + section("# **getBoat**", TABLE) + section("# **sinkBoat**", TABLE))
    assert codes(found) == ["D105"]


def test_a_row_with_too_many_cells_is_told() -> None:
    wide = TABLE + " **q** | **String**| one | two | [optional]\n"
    found = java(HEAD + ROW + "\n" + section("# **getBoat**", wide))
    assert codes(found) == ["D107"]
    assert found.documents[0].operations[0].parameters[1].required is False


def test_bytes_that_are_no_utf8_are_an_error_with_their_place() -> None:
    data = (HEAD + ROW).encode() + b"bad \xff byte\n"
    found = read([SourceFile("a.md", data)])
    problem = next(problem for problem in found.problems if problem.code == "D112")
    assert (problem.location.line, problem.location.column) == (8, 5)


def test_a_folder_without_a_method_table_is_an_error() -> None:
    found = reading("# Changelog\n\n- one\n")
    assert set(codes(found)) == {"D101", "D102"}


def test_an_unknown_dialect_is_told_and_read_all_the_same() -> None:
    found = reading("# X\n\nMethod | HTTP request | Description\n--- | --- | ---\nfetch | GET /x | Y\n")
    assert "D103" in codes(found)
    assert found.documents[0].operations[0].path == "/x"


def test_a_dialect_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ProblemsError):
        read([SourceFile("a.md", b"")], dialect="klingon")


def test_model_properties() -> None:
    found = model("""# Acme.Sdk.Model.Boat
A boat

## Properties

Name | Type | Description | Notes
------------ | ------------- | ------------- | -------------
**Id** | **Guid** |  | [readonly]
**MaxLength** | **float** | In metres | [optional] [default to 3.5F]
**Tags** | **List&lt;string&gt;** |  | [optional]

[[Back to Model list]](../README.md#documentation-for-models)
""")
    assert (found.name, found.kind, found.description) == ("Boat", "object", "A boat")
    assert [(f.name, f.required, f.read_only) for f in found.fields] == [
        ("Id", True, True),
        ("MaxLength", False, False),
        ("Tags", False, False),
    ]
    assert found.fields[1].default == 3.5


@pytest.mark.parametrize("literal", [r"'O\'Hara'", r'"O\"Hara"', '"O\'Hara"', "O&#39;Hara"])
def test_quotes_in_the_value_of_an_enum(literal: str) -> None:
    found = model(f"# Who\n\n## Enum\n\n* `O_HARA` (value: `{literal}`)\n")
    assert found.enum == ('O"Hara' if '\\"' in literal else "O'Hara",)


@pytest.mark.parametrize(
    "body",
    [
        '## Enum\n\n\n* `FREE` (value: `"free"`)\n\n* `TAKEN` (value: `"-taken"`)\n',
        "## Enum\n\n\n* `FREE` (value: `'free'`)\n\n* `TAKEN` (value: `'-taken'`)\n",
        '## Enum\n\n    * `free` (value: `"free"`)\n\n    * `taken` (value: `"-taken"`)\n',
        "## Enum Variants\n\n| Name | Value |\n|---- | -----|\n| Free | free |\n| Taken | -taken |\n",
    ],
)
def test_enum_documents_in_every_layout(body: str) -> None:
    found = model(f"# BoatState\n\n{body}")
    assert (found.kind, found.enum) == ("enum", ("free", "-taken"))


@pytest.mark.parametrize(
    ("row", "below"),
    [
        (
            "|**kind** | [**KindEnum**](#KindEnum) |  |  [optional] |",
            "## Enum: KindEnum\n\n| Name | Value |\n|---- | -----|\n| A | &quot;a&quot; |\n| B | &quot;b&quot; |\n",
        ),
        (
            "| **kind** | [**inline**](#Kind) |  |  [optional] |",
            '<a id="Kind"></a>\n## Enum: kind\n| Name | Value |\n| ---- | ----- |\n| kind | a, b |\n',
        ),
        ("**kind** | [**Kind**](#Kind) |  |  [optional]", "## Enum: Kind\nAllowed values: [a, b]\n"),
    ],
)
def test_enums_of_properties_stand_further_down(row: str, below: str) -> None:
    text = f"# Boat\n\n## Properties\n\n| Name | Type | Description | Notes |\n|---|---|---|---|\n{row}\n\n{below}"
    assert model(text).fields[0].schema.enum == ("a", "b")


@pytest.mark.parametrize(
    ("name", "heading", "wire"),
    [
        ("gateKind", "gate_kind", "gate_kind"),
        ("kind", "kind", "kind"),
        ("propertySize", "size", "size"),
        ("mastKind", "mast[kind]", "mast[kind]"),
        ("propertyClass", "class", "class"),
    ],
)
def test_kotlin_puts_the_name_on_the_wire_above_the_values_of_an_enum(
    name: str, heading: str, wire: str | None
) -> None:
    anchor = name[:1].upper() + name[1:]
    row = f"| **{name}** | [**inline**](#{anchor}) |  |  [optional] |"
    below = f'<a id="{anchor}"></a>\n## Enum: {heading}\n| Name | Value |\n| ---- | ----- |\n| {name} | a, none |\n'
    text = f"# Boat\n\n## Properties\n\n| Name | Type | Description | Notes |\n|---|---|---|---|\n{row}\n\n{below}"
    (found,) = model(text).fields
    assert (found.wire, found.schema.enum) == (wire, ("a", "none"))


def test_the_enum_of_one_property_is_not_the_model_that_another_refers_to() -> None:
    listed = "[**kotlin.collections.List&lt;Mast&gt;**](Mast.md)"
    rows = f"| **mast** | [**inline**](#Mast) |  |  |\n| **masts** | {listed} |  |  |"
    below = '<a id="Mast"></a>\n## Enum: mast\n| Name | Value |\n| ---- | ----- |\n| mast | fore, main |\n'
    text = f"# Boat\n\n## Properties\n\n| Name | Type | Description | Notes |\n|---|---|---|---|\n{rows}\n\n{below}"
    mast, masts = model(text).fields
    assert (mast.wire, mast.schema.enum) == ("mast", ("fore", "main"))
    assert (masts.wire, masts.schema) == (None, Schema(types=("array",), items=Schema(ref="Mast")))


def test_an_enum_without_a_value_is_none_for_it_may_be_a_union() -> None:
    found = model(
        "# Boat\n\n## Enum Variants\n\n| Name | Value |\n|---- | -----|\n\n[[Back to Model list]](../README.md)"
    )
    assert (found.kind, found.fields) == ("object", ())


def test_only_parameters_double_maps() -> None:
    cell = "**map[string]map[string]int32**"
    rows = f"### Parameters\n\nName | Type | Description | Notes\n--- | --- | --- | ---\n **sails** | {cell} | | \n"
    text = HEAD + f"[**rig**](B.md#rig) | **Post** /rig | \n\n## rig\n\n{rows}\n### Return type\n\n{cell}\n"
    (found,) = reading(text, dialect="go").documents[0].operations
    sails = Schema(types=("object",), additional=Schema(types=("integer",)))
    assert found.returns is not None
    assert found.parameters[0].schema == sails
    assert found.returns.schema == Schema(types=("object",), additional=sails)


def test_an_operation_may_be_called_like_a_part_of_its_section() -> None:
    rows = "[**moor**](B.md#moor) | **POST** /boats | \n[**return**](B.md#return) | **POST** /boats/{id} | \n"
    table = "### Parameters\n\nName | Type | Description | Notes\n--- | --- | --- | ---\n **{}** | **string** |  |\n"
    parts = [f"## {name}\n\n{table.format(row)}\n{SECTION_END}" for name, row in (("moor", "berth"), ("return", "id"))]
    found = operations(HEAD + rows + "\n" + "\n".join(parts))
    assert [(each.name, [row.name for row in each.parameters]) for each in found] == [
        ("moor", ["berth"]),
        ("return", ["id"]),
    ]


def test_bash_escapes_words_of_the_shell() -> None:
    rows = "**_time** | **string** |  | \n**_links** | **string** |  | "
    text = f"# Tide\n\n## Properties\nName | Type | Description | Notes\n--- | --- | --- | ---\n{rows}\n"
    (document,) = reading(text, "Tide.md", "bash").documents
    assert [field.name for field in document.models[0].fields] == ["time", "_links"]


_FILE = "# File\n\n## Properties\n\nName | Type | Description | Notes\n--- | --- | --- | ---\n**size** | **{}** |  | \n"


def _fields_beside_file(dialect: str, *cells: str) -> list[tuple[Schema, bool]]:
    rows = "".join(f"**field{n}** | {cell} |  | \n" for n, cell in enumerate(cells))
    boat = f"# Boat\n\n## Properties\n\nName | Type | Description | Notes\n--- | --- | --- | ---\n{rows}"
    sources = [SourceFile("docs/File.md", _FILE.encode()), SourceFile("docs/Boat.md", boat.encode())]
    stated = {each.path: each for each in read(sources, dialect).documents}["docs/Boat.md"].models[0]
    return [(field.schema, field.schema_uncertain) for field in stated.fields]


def test_a_link_to_a_documented_model_that_is_called_like_a_type_means_the_model() -> None:
    named, file = Schema(ref="File"), Schema(types=("string",), format="binary")
    assert _fields_beside_file("python", "[**File**](File.md)", "[**List[File]**](File.md)", "**bytearray**") == [
        (named, False),
        (Schema(types=("array",), items=named), False),
        (file, True),
    ]
    # Where the dialect prints that name for files as well, it is one, and doubted.
    assert _fields_beside_file("java", "[**File**](File.md)", "**File**") == [(file, True), (file, False)]


def test_readmes_that_print_modules_and_what_a_language_fills_in() -> None:
    nim = "api_boats | getBoat | **GET** /boats/{id} | Show"
    scala = "*BoatsApi* | **getBoat** | **GET** /boats/${id} | Show"
    for row in (nim, scala):
        text = f"# Boats\n\nClass | Method | HTTP request | Description\n--- | --- | --- | ---\n{row}\n"
        (document,) = reading(text, "README.md").documents
        assert [(found.tag.lower(), found.path) for found in document.operations] == [("boats", "/boats/{id}")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("TextPlain", ("text/plain",)),
        ("ApplicationXWwwFormUrlencoded", ("application/x-www-form-urlencoded",)),
        ("ApplicationVndBoatjson", None),
        ("ApplicationProblemjson", None),
    ],
)
def test_python_6_calls_schemas_after_their_content_type(name: str, content: tuple[str, ...] | None) -> None:
    text = f"""# PingApi

Method | HTTP request | Description
--- | --- | ---
[**ping**](#ping) | **get** /ping |

# **ping**

### Parameters
This endpoint does not need any parameter.

### Return Types, Responses

Code | Class | Description
--- | --- | ---
200 | [ApiResponseFor200](#ping.ApiResponseFor200) | Pong

#### ping.ApiResponseFor200
Name | Type | Description | Notes
--- | --- | --- | ---
body | typing.Union[SchemaFor200ResponseBody{name}, ] |  |
"""
    (document,) = reading(text, "PingApi.md", "python").documents
    assert document.operations[0].produces == content


def test_enums_of_the_values_of_a_map_stand_further_down() -> None:
    row = "|**berths** | [**Map&lt;String, InnerEnum&gt;**](#Map&lt;String, InnerEnum&gt;) |  |  [optional] |"
    below = "## Enum: Map&lt;String, InnerEnum&gt;\n\n| Name | Value |\n|---- | -----|\n| A | 1.5 |\n| B | -2 |\n"
    text = f"# Boat\n\n## Properties\n\n| Name | Type | Description | Notes |\n|---|---|---|---|\n{row}\n\n{below}"
    schema = model(text).fields[0].schema
    assert schema.types == ("object",)
    assert isinstance(schema.additional, Schema)
    assert (schema.additional.types, schema.additional.enum) == (("number",), (1.5, -2))


def test_an_enum_of_a_number_stands_further_down() -> None:
    text = (
        "# Shop.Boat\n\n## Properties\n\nName | Type | Description | Notes\n---- | ---- | ---- | ----\n"
        "**masts** | **Number** |  | [optional] \n\n## Enum: MastsEnum\n\n* `1` (value: `1`)\n\n* `2` (value: `2`)\n"
    )
    (document,) = reading(text, "Boat.md", "javascript").documents
    assert document.models[0].fields[0].schema == Schema(types=("integer",), enum=(1, 2))


@pytest.mark.parametrize(
    ("dialect", "row", "required", "nullable"),
    [
        ("rust", "**masts** | Option<**i32**> |  | [optional]", False, False),
        ("rust", "**masts** | Option<**i32**> |  | ", True, True),
        ("rust", "**masts** | **i32** |  | ", True, False),
        ("rust-server", "**masts** | **swagger::Nullable<i32>** |  | ", True, True),
        ("graphql-nodejs-express-server", "**mast** | [***Mast**](Mast.md) |  | [default to null]", True, False),
        (
            "graphql-nodejs-express-server",
            "**mast** | [***Mast**](Mast.md) |  | [optional] [default to null]",
            False,
            False,
        ),
    ],
)
def test_a_property_without_a_note_is_required(dialect: str, row: str, required: bool, nullable: bool) -> None:
    text = f"# Boat\n\n## Properties\n\nName | Type | Description | Notes\n---- | ---- | ---- | ----\n{row}\n"
    (document,) = reading(text, "Boat.md", dialect).documents
    (found,) = document.models[0].fields
    assert (found.required, found.nullable) == (required, nullable)


def test_an_empty_text_may_be_a_default() -> None:
    rows = "| **q** | **String**| Words | [default to ] |\n| **n** | **Integer**| How many | [default to ] |\n"
    text = f"# Boat\n\n## Properties\n\n| Name | Type | Description | Notes |\n|---|---|---|---|\n{rows}"
    assert [one.default for one in model(text).fields] == ["", MISSING]


def test_a_list_with_an_empty_value_is_split_in_doubt() -> None:
    def rust(values: str) -> StatedField:
        row = f"**hull** | **Hull** |  (enum: {values}) | [optional]"
        text = f"# Boat\n\n## Properties\n\nName | Type | Description | Notes\n---- | ---- | ---- | ----\n{row}\n"
        return reading(text, "Boat.md", "rust").documents[0].models[0].fields[0]

    assert [rust(values).schema_uncertain for values in ("steel, white, oak, ", "steel, oak")] == [True, False]


def test_values_that_hold_commas_are_parted_where_a_space_follows() -> None:
    def values(listed: str) -> tuple[object, ...] | None:
        row = f"| **sort** | **String**| Order | [default to name,asc] [enum: {listed}] |"
        text = f"# Boat\n\n## Properties\n\n| Name | Type | Description | Notes |\n|---|---|---|---|\n{row}\n"
        (found,) = model(text).fields
        return found.schema.enum

    assert values("name,asc, name,desc, length,asc") == ("name,asc", "name,desc", "length,asc")
    assert values("name,length") == ("name", "length")
    assert values("name, -name") == ("name", "-name")


def test_maps_of_maps_are_halved_in_parameters_alone() -> None:
    text = (
        "# Boat\n\n## Properties\n\nName | Type | Description | Notes\n---- | ---- | ---- | ----\n"
        "**Sails** | Pointer to **map[string]map[string]int32** |  | [optional] \n"
        "**Extra** | **map[string]map[string]interface{}** |  | [optional] \n"
    )
    (document,) = reading(text, "Boat.md", "go").documents
    schema = document.models[0].fields[0].schema
    assert isinstance(schema.additional, Schema)
    assert schema.additional.additional == Schema(types=("integer",))
    assert document.models[0].fields[1].schema == Schema(types=("object",), additional=Schema())


@pytest.mark.parametrize(
    ("sample", "number"),
    [
        ("let opts = {\n  'size': 56 // Number | How big\n};", "56"),
        ("let size = 3.4; // Number | How big", "3.4"),
        ("    $size: 789,", "789"),
        ("var_size <- -1.5 # numeric | How big", "-1.5"),
        ("let size = anotherSize56;", None),
        ("let size = 56 + offset;", None),
    ],
)
def test_samples_show_numbers_of_arguments(sample: str, number: str | None) -> None:
    assert samples.numbers(Fence(line=1, info="javascript", text=sample)).get("size") == number


@pytest.mark.parametrize(
    ("example", "expected"),
    [("56", Schema(types=("integer",), enum=(1, 5))), ('"size_example"', Schema(types=("string",), enum=("1", "5")))],
)
def test_an_enum_without_a_type_is_of_numbers_where_a_sample_has_one(example: str, expected: Schema) -> None:
    sample = f"### Example\n```R\nvar_size <- {example} # integer |\n```\n\n"
    row = "Name | Type | Description | Notes\n--- | --- | --- | ---\n **size** | Enum [1, 5] | How big | [optional]\n"
    text = (
        f"{HEAD}{ROW}\n# **getBoat**\n> Boat getBoat(size = var.size)\n\n{sample}### Parameters\n\n{row}{SECTION_END}"
    )
    (document,) = reading(text, "BoatApi.md", "r").documents
    assert [one.schema for one in document.operations[0].parameters] == [expected]


@pytest.mark.parametrize(
    ("sample", "listed"),
    [
        ('var_size <- c("red") # array[character] |', {"size"}),
        ("    // Array<'red' | 'blue'> | The colours\n    size: ...,", {"size"}),
        ("    // 'red' | 'blue' | The colours\n    size: ...,", set()),
        ('var_size <- "red" # character |', set()),
        ("function add(array $size, ?array $tags, array|object $x, array &$headers): array", {"size", "tags"}),
    ],
)
def test_samples_show_which_arguments_are_lists(sample: str, listed: set[str]) -> None:
    assert samples.lists(Fence(line=1, info="r", text=sample)) == listed


def test_a_column_may_say_what_is_required() -> None:
    rows = "| **kind** | **str** | Optional | What |\n| **size** | **int** | Required | How big |\n"
    found = model(f"# Boat\n\n## Properties\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n{rows}")
    assert [(one.name, one.required, one.description) for one in found.fields] == [
        ("kind", False, "What"),
        ("size", True, "How big"),
    ]


def test_the_members_of_a_union_may_be_a_list_of_links() -> None:
    found = model("# Craft\n\n## oneOf Type\n\nOne of these:\n\n* [Boat](./Boat.md)\n* [Ship](./Ship.md)\n\n## Usage\n")
    assert (found.kind, [member.ref for member in found.union]) == ("union", ["Boat", "Ship"])


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ("**value** | **str** | How it lies |", "alias"),
        ("**value** | **[str]** |  |", "alias"),
        ("**value** | **str** | What it is worth |", "object"),
        ("**value** | **str** | How it lies |\n**any string name** | **bool, str** | any | [optional]", "object"),
    ],
)
def test_a_value_that_python_documents_as_a_property(rows: str, kind: str) -> None:
    table = f"Name | Type | Description | Notes\n--- | --- | --- | ---\n{rows}\n"
    found = reading(f"# State\n\nHow it lies\n\n## Properties\n{table}", "State.md", "python")
    assert [model.kind for document in found.documents for model in document.models] == [kind]


def test_the_usage_line_of_bash_has_names_and_headers_as_on_the_wire() -> None:
    text = """# BoatApi

Method | HTTP request | Description
--- | --- | ---
[**listBoats**](BoatApi.md#listBoats) | **GET** /boats |

## listBoats

### Example

```bash
 listBoats  max.length=value  Specify as:  filter[kind]=value1 filter[kind]=value2 filter[kind]=... Trace-Id:value
```

### Parameters

Name | Type | Description | Notes
--- | --- | --- | ---
 **maxLength** | **integer** | | [optional]
 **filterLeft_Square_BracketkindRight_Square_Bracket** | **array[string]** | | [optional]
 **traceId** | **string** | | [optional]
"""
    (document,) = reading(text, "BoatApi.md", "bash").documents
    found = {field.wire: field.place for field in document.operations[0].parameters}
    assert found == {"max.length": None, "filter[kind]": None, "Trace-Id": "header"}


@pytest.mark.parametrize(
    ("values", "schema"),
    [
        ("&quot;1&quot; &quot;2&quot;", Schema(types=("string",), enum=("1", "2"))),
        ("1 2", Schema(types=("integer",), enum=(1, 2))),
        ("1.5 -2", Schema(types=("number",), enum=(1.5, -2))),
        ("1.0 2.0", Schema(types=("number",), enum=(1, 2))),
        ("new_Decimal(&quot;1&quot;) new_Decimal(&quot;2&quot;)", Schema(types=("integer",), enum=(1, 2))),
    ],
)
def test_values_in_quotes_are_text(values: str, schema: Schema) -> None:
    rows = "".join(f"V{number} | {value}\n" for number, value in enumerate(values.split())).replace("new_", "new ")
    text = f"""# Boat

## Properties
Name | Type | Description | Notes
--- | --- | --- | ---
**size** | [**SizeEnum**](#SizeEnum) | |

## Enum: SizeEnum
Name | Value
---- | -----
{rows}"""
    assert model(text).fields[0].schema == schema


def test_variants_without_values_are_the_members_of_a_union() -> None:
    rows = "| Vec<models::Boat> | Many |\n| models::Boat | |\n"
    found = model(f"# Craft\n\n## Enum Variants\n\n| Name | Description |\n|---- | -----|\n{rows}")
    assert (found.kind, found.union) == (
        "union",
        (Schema(types=("array",), items=Schema(ref="Boat")), Schema(ref="Boat")),
    )


@pytest.mark.parametrize(("row", "enum"), [("[Enum: [, a, b]]", ("", "a", "b")), ("[Enum: [a, b]]", ("a", "b"))])
def test_an_enum_may_have_the_empty_text(row: str, enum: tuple[str, ...]) -> None:
    found = model(f"# Boat\n\n## Properties\n{COLUMNS_OF_FIELDS}**kind** | **character** | | {row}\n")
    assert found.fields[0].schema.enum == enum


def test_a_number_may_have_an_enum_that_is_called_like_the_property() -> None:
    below = "## Enum: SizeEnum\n\n* `1` (value: `1`)\n\n* `2` (value: `2`)\n"
    found = model(f"# Boat\n\n## Properties\n{COLUMNS_OF_FIELDS}**size** | **Number** | | [optional]\n\n{below}")
    assert found.fields[0].schema.enum == (1, 2)


@pytest.mark.parametrize(
    ("printed", "enum", "uncertain"),
    [("Option<**Size**>", (1, 2), True), ("Option<**i32**>", (1, 2), False), ("Option<**String**>", ("1", "2"), False)],
)
def test_digits_in_an_enum_may_be_texts_where_only_the_name_of_its_type_is_printed(
    printed: str, enum: tuple[object, ...], uncertain: bool
) -> None:
    text = f"# Boat\n\n## Properties\n{COLUMNS_OF_FIELDS}**size** | {printed} |  (enum: 1, 2) | [optional]\n"
    (found,) = reading(text, "Boat.md", "rust").documents[0].models[0].fields
    assert (found.schema.enum, found.schema_uncertain) == (enum, uncertain)


def test_two_properties_of_one_name_in_one_table_are_two() -> None:
    rows = "**kind** | **String** | One | \n**kind** | **Integer** | Two | \n**kind** | **String** | One | \n"
    again = "## More\n\nName | Type | Description | Notes\n---|---|---|---\n**kind** | **Boolean** | Three | \n"
    found = model(f"# Boat\n\n## Properties\n{COLUMNS_OF_FIELDS}{rows}\n{again}")
    assert [(one.name, one.description) for one in found.fields] == [("kind", "One"), ("kind", "Two")]


def test_an_enum_below_a_heading_without_latin_letters_has_a_value_in_each_row() -> None:
    below = "## Enum: 種別\n| Name | Value |\n| ---- | ----- |\n| A | a,b |\n| C | c |\n"
    text = f"# Boat\n\n## Properties\n{COLUMNS_OF_FIELDS}**種別** | [**inline**](#種別) |  |  [optional]\n\n{below}"
    (found,) = model(text).fields
    assert (found.wire, found.schema.enum) == (None, ("a,b", "c"))


@pytest.mark.parametrize(
    ("notes", "enum", "default"),
    [
        ("[default to 25] [enum: 1, 100]", None, 25),  # Swagger Codegen 3: minimum and maximum
        ("[default to 1] [enum: 5]", None, 1),
        ("[default to 2] [enum: 1, 2]", (1, 2), 2),
        ("[default to 9] [enum: 1, 2, 3]", (1, 2, 3), 9),
    ],
)
def test_bounds_printed_as_an_enum_are_none(notes: str, enum: tuple[int, ...] | None, default: int) -> None:
    found = model(f"# Boat\n\n## Properties\n{COLUMNS_OF_FIELDS}**size** | **Integer** | | [optional] {notes}\n")
    assert (found.fields[0].schema.enum, found.fields[0].default) == (enum, default)


@pytest.mark.parametrize(("default", "kind"), [("false", "boolean"), ("0", "integer"), ("0.5", "number")])
def test_a_default_tells_what_a_vague_number_is(default: str, kind: str) -> None:
    row = f"**x** | **int** | | [optional] [default to {default}]\n"
    (field,) = model(f"# boat_t\n\n## Properties\n{COLUMNS_OF_FIELDS}{row}", "boat.md").fields
    assert (field.schema.types, field.schema_uncertain) == ((kind,), kind == "integer")
    assert str(field.default).lower() == default


@pytest.mark.parametrize(
    ("table", "required", "nullable"),
    [
        (f"{COLUMNS_OF_FIELDS}**id** | Option<**String**> | The id | [optional]\n", False, False),
        (f"{COLUMNS_OF_FIELDS}**id** | Option<**String**> | The id | \n", True, True),
        (
            "Name | Type | Description | Required | Notes\n--|--|--|--|--\n**id** | Option<**String**> | | |\n",
            False,
            False,
        ),
    ],
)
def test_null_in_rust_is_no_option_where_notes_would_tell(table: str, required: bool, nullable: bool) -> None:
    (found,) = reading(f"# Boat\n\n## Properties\n{table}", "Boat.md", "rust").documents[0].models
    assert [(field.required, field.nullable) for field in found.fields] == [(required, nullable)]


def test_a_member_of_an_enum_that_nobody_lists_is_in_doubt() -> None:
    row = "**x** | **String** | | [optional] [default to .free]\n"
    (found,) = reading(f"# Boat\n\n## Properties\n{COLUMNS_OF_FIELDS}{row}", "Boat.md", "swift").documents[0].models
    assert [(field.default, field.schema_uncertain) for field in found.fields] == [("free", True)]


def test_a_model_that_its_language_calls_otherwise_has_the_name_of_its_file() -> None:
    text = f"# ModelError\n\n## Properties\n{COLUMNS_OF_FIELDS}**id** | **string** | | [default to undefined]\n"
    assert model(text, "docs/Error.md").name == "Error"
    assert model(text, "docs/everything.md").name == "ModelError"


def test_dots_in_the_name_of_a_model_are_no_namespace_where_its_file_is_called_so() -> None:
    text = (
        f"# Depot.Api.Box\n\n## Properties\n{COLUMNS_OF_FIELDS}**lid** | [**Depot.Api.Lid**](Depot.Api.Lid.md) | | \n"
    )
    found = model(text, "docs/Depot.Api.Box.md")
    assert (found.name, found.fields[0].schema.ref) == ("Depot.Api.Box", "Depot.Api.Lid")
    assert model(text, "docs/DepotApiBox.md").name == "DepotApiBox"
    assert model(text, "docs/Box.md").name == "Box"


@pytest.mark.parametrize(("dialect", "name"), [("kotlin", "keys"), ("java", "propertyKeys")])
def test_kotlin_puts_a_word_before_names_that_every_map_has(dialect: str, name: str) -> None:
    text = f"# Boat\n\n## Properties\n{COLUMNS_OF_FIELDS}| **propertyKeys** | **Int** |  | [optional] |\n"
    assert reading(text, "Boat.md", dialect).documents[0].models[0].fields[0].name == name


@pytest.mark.parametrize(
    ("cell", "schema"),
    [
        ("[**depot.Lid**](depot.Lid.md)", Schema(ref="depot.Lid")),
        ("[**List**](depot.Lid.md)", Schema(types=("array",), items=Schema(ref="depot.Lid"))),
    ],
)
def test_a_link_to_a_file_with_dots_names_the_model_of_that_file(cell: str, schema: Schema) -> None:
    text = f"# depot.Box\n\n## Properties\n{COLUMNS_OF_FIELDS}| **lid** | {cell} |  | [optional] [default to null] |\n"
    assert reading(text, "Models/depot.Box.md", "markdown").documents[0].models[0].fields[0].schema == schema


def test_a_model_of_python_7_may_have_one_property_called_value() -> None:
    rows = f"\n## Properties\n\n{COLUMNS_OF_FIELDS}**value** | **List[Boat]** | All boats | [optional] \n"
    sample = "\n## Example\n\n```python\nfrom a.b import Boats\nboats = Boats.from_json(json)\n```\n"
    (document,) = reading(f"# Boats\n\nAll boats\n{rows}{sample}", "Boats.md", "python").documents
    assert [(one.kind, len(one.fields)) for one in document.models] == [("object", 1)]


def test_bash_prints_the_titles_of_properties() -> None:
    text = f"# Boat\n\n## Properties\n{COLUMNS_OF_FIELDS}**id** | **string** | Number of the boat | [default to null]\n"
    (document,) = reading(text, "Boat.md", "bash").documents
    assert [(field.title, field.description) for field in document.models[0].fields] == [("Number of the boat", "")]
    schema = recover((document,))[0].schemas["Boat"]
    assert [one.schema.title for one in schema.properties] == ["Number of the boat"]


def test_a_union_in_ruby() -> None:
    found = model(
        "# Sdk::Craft\n\n## Class instance methods\n\n### `openapi_one_of`\n\nReturns the list.\n\n#### Example\n\n"
        "```ruby\nrequire 'sdk'\n\nSdk::Craft.openapi_one_of\n# =>\n# [\n#   :'Boat',\n#   :'Raft'\n# ]\n```\n"
    )
    assert found.kind == "union"
    assert [member.ref for member in found.union] == ["Boat", "Raft"]


def test_ruby_lists_the_values_of_a_discriminator() -> None:
    lists = """# Fleet::Craft

## Class instance methods

### `openapi_one_of`

```ruby
Fleet::Craft.openapi_one_of
# =>
# [
#   :'Raft',
#   :'Sloop'
# ]
```

### `openapi_discriminator_name`

```ruby
Fleet::Craft.openapi_discriminator_name
# => :'kind'
```

### `openapi_discriminator_name`

```ruby
Fleet::Craft.openapi_discriminator_mapping
# =>
# {
#   :'r' => :'Raft',
#   :'with-a-sail' => :'Sloop',
#   :'gone' => :'Galley'
# }
```
"""
    row = "[**craft**](BoatApi.md#craft) | **GET** /craft | Craft\n\n# **craft**\n> Craft craft()\n\n### Parameters\n\n"
    sources = [SourceFile("BoatApi.md", (HEAD + row + SECTION_END).encode()), SourceFile("Craft.md", lists.encode())]
    craft = recover(read(sources, "ruby").documents)[0].schemas["Craft"]
    assert craft.discriminator is not None and craft.discriminator.property_name == "kind"
    assert craft.discriminator.mapping == {"r": "Raft", "with-a-sail": "Sloop"}


def test_a_scheme_that_an_sdk_does_not_support_does_not_end_the_chapter() -> None:
    text = """# boats

Class | Method | HTTP request | Description
--- | --- | --- | ---
*BoatApi* | [**getBoat**](docs/BoatApi.md#getboat) | **GET** /boats/{id} | Fetch one

## Documentation For Authorization

## signed

Not supported.

## login

- **Type**: OAuth
- **Flow**: implicit

## Author

ann@example.com
"""
    (document,) = reading(text, "README.md").documents
    assert [(scheme.key, scheme.kind, scheme.flow) for scheme in document.schemes] == [("login", "oauth2", "implicit")]


@pytest.mark.parametrize(
    "line",
    [
        "All URIs are relative to `https://api.example.com/v1`.",
        "> [!NOTE]\n> All URIs are relative to `https://api.example.com/v1`",
    ],
)
def test_the_base_url_may_be_code_or_in_a_note(line: str) -> None:
    (document,) = reading(HEAD.replace("All URIs are relative to *https://api.example.com/v1*", line) + ROW).documents
    assert [server.url for server in document.servers] == ["https://api.example.com/v1"]


REQUESTS = """# Acme.Services.BoatService

### API Base-Path: **https://api.example.com/v1**

### Authorization: [key](../README.md#key), [token](../README.md#token)

| Method | HTTP request | Description |
|--------|--------------|-------------|
| [**FindBoats**](BoatService.md#findboats) | **GET** /boats | Find boats |
| [**AddBoat**](BoatService.md#addboat) | **POST** /boats | Add one |

# **GET** **/boats**

Find boats

```csharp
Boats FindBoatsAsync(string kind, int? limit = null)
```

### Parameters

| Name | Type | Description |
|------|------|-------------|
| **kind** | **string** | Which |
| **limit** | **int?** | How many |

### Return type

[**Boats**](Boats.md)

# **POST** **/boats**

Add one

### Return type

[**Boat**](Boat.md)
"""


def test_sections_may_be_headed_by_verb_and_path() -> None:
    (document,) = reading(REQUESTS).documents
    assert [server.url for server in document.servers] == ["https://api.example.com/v1"]
    found, added = document.operations
    assert [(field.name, field.required) for field in found.parameters] == [("kind", True), ("limit", False)]
    assert [one.returns and one.returns.schema and one.returns.schema.ref for one in (found, added)] == [
        "Boats",
        "Boat",
    ]
    assert [name.name for name in found.security or ()] == ["key", "token"]
    assert codes(reading(REQUESTS)) == []


@pytest.mark.parametrize("heading", ["find_boat", "[**Boat**](Boat.html) find_boat(boat_id)"])
def test_a_sentence_may_tell_verb_and_path(heading: str) -> None:
    text = f"""# BoatsApi

|Method | Description|
|--- | ---|
|[**find_boat**](#find_boat) | Find one|

## {heading}

> find_boat(boat_id)

Find one

Wraps GET /boats/{{boatId}}

```{{"language":"python"}}
print(api.find_boat(boat_id))
```

### Parameters

|Name | Type | Description | Notes|
|--- | --- | --- | ---|
| **boat_id** | **str**| Which |  |

### Return type

[**Boat**](Boat)
"""
    found = operation(text)
    assert (found.name, found.method, found.path) == ("find_boat", "GET", "/boats/{boatId}")
    assert (found.tag, [field.name for field in found.parameters]) == ("Boats", ["boat_id"])
    assert found.description == "Find one\n\nWraps GET /boats/{boatId}"


@pytest.mark.parametrize(
    "printed", ["void (empty response body)", r"void \(empty response body\)", r" \(leere Antwort ä\)"]
)
def test_a_body_that_is_said_to_be_empty_may_have_escaped_parentheses(printed: str) -> None:
    text = section("# **getBoat**", TABLE).replace("[**Boat**](Boat.md)", printed)
    returned = operation(HEAD + ROW + text).returns
    assert returned is not None and returned.schema is None
    assert codes(reading(HEAD + ROW + text)) == []


def test_a_sample_without_a_heading_is_no_description() -> None:
    sample = "```java\nBoat boat = api.getBoat(id);\n```"
    text = section("# **getBoat**", TABLE).replace("Fetch one\n", f"Fetch one\n\nBy its id:\n\n{sample}\n", 1)
    assert operation(HEAD + ROW + text).description == "By its id:"


def test_a_title_in_words_names_the_class_that_its_file_is_called_after() -> None:
    text = f"{HEAD}{ROW}".replace("# BoatApi", "# Boat API")
    assert [reading(text, path).documents[0].operations[0].tag for path in ("BoatApi.md", "other.md")] == ["Boat", ""]


def test_the_authorization_chapter_of_a_readme() -> None:
    text = """# boats

Boats API
- API version: 2.1.0

## Documentation for API Endpoints

All URIs are relative to *https://api.example.com*

Class | Method | HTTP request | Description
------------ | ------------- | ------------- | -------------
*BoatApi* | [**getBoat**](docs/BoatApi.md#getboat) | **GET** /boats/{id} | Fetch one

## Documentation For Authorization

### key

- **Type**: API key
- **API key parameter name**: X-Key
- **Location**: HTTP header

### login

- **Type**: OAuth
- **Flow**: accessCode
- **Authorization URL**: https://auth.example.com
- **Scopes**:
  - **boats.read**: Read boats
  - boats:write: Write boats

## Author

me@example.com
"""
    found = reading(text, "README.md").documents[0]
    assert (found.title, found.version) == ("Boats API", "2.1.0")
    assert [(o.name, o.tag) for o in found.operations] == [("getBoat", "Boat")]
    key, login = found.schemes
    assert (key.kind, key.name, key.location) == ("apiKey", "X-Key", "header")
    assert (login.kind, login.flow) == ("oauth2", "accessCode")
    assert login.scopes == (("boats.read", "Read boats"), ("boats:write", "Write boats"))


MARKDOWN = HEAD + ROW + "\n\n" + section("# **getBoat**", TABLE)


@given(st.lists(st.sampled_from([*MARKDOWN.split("\n"), "|", "```", "> ", "# ", "- ", "\x00", "\u2028", "</a>"])))
def test_no_shuffled_document_breaks_the_reader(lines: list[str]) -> None:
    found = reading("\n".join(lines))
    assert all(problem.location.line <= len(lines) for problem in found.problems)


@given(st.integers(min_value=0, max_value=len(MARKDOWN)), st.text(max_size=40))
def test_no_edit_breaks_the_reader(at: int, text: str) -> None:
    edited = MARKDOWN[:at] + text + MARKDOWN[at:]
    lines = len(re.split(r"\r\n|\r|\n", edited))
    assert all(problem.location.line <= lines for problem in reading(edited).problems)


@pytest.mark.parametrize(
    "piece", [" ", "\t", "\u00a0", "](", "[", "(", "\\", "A", "_", "**", "`", "<", "&", "a.", "|", ":", "-_http://"]
)
def test_lines_without_an_end_cost_no_more_than_their_length(piece: str) -> None:
    long = piece * (60_000 // len(piece))
    above = f"# Boats\n\nSee{long}boats\n\n### Authorization{long}\n\n"
    rows = f"[**getBoat**](BoatApi.md#getBoat) | **GET** /boats | See{long}boats\n"
    text = above + HEAD + rows + section("## getBoat", long).replace("(id)", f"({long})")
    started = time.process_time()

    reading(text + f" - **Accept**: a{long}b\n\n204 No{long}-\n")

    assert time.process_time() - started < 4  # seconds; hundreds, where a pattern looks for its end from each character


@pytest.mark.parametrize("heading", ["# **getBoat{}**", "### Example\n```kotlin\napi.getBoat{}()\n```"])
def test_many_operations_cost_no_more_than_their_number(heading: str) -> None:
    rows = "".join(f"[**getBoat{n}**](BoatApi.md#getBoat{n}) | **GET** /boats/{n} | Fetch\n" for n in range(2500))
    text = "".join(f"\n{heading.format(n)}\n\n### Return type\n\nnull\n" for n in range(2500))
    started = time.process_time()

    assert len(operations(HEAD + rows + text)) == 2500
    assert time.process_time() - started < 4  # seconds, of which it needs one tenth


def test_the_wrappers_of_php_are_unions() -> None:
    text = """# Craft

This model is an `anyOf` wrapper: a value is at least one of these.

## anyOf

- [**\\Acme\\Model\\Boat**](Boat.md)
- [**\\Acme\\Model\\Ship**](Ship.md)

The concrete type is selected by the `craft_kind` discriminator property.
"""
    found = model(text)
    assert (found.kind, found.any_of, found.discriminator, found.description) == ("union", True, "craft_kind", "")
    assert [member.ref for member in found.union] == ["Boat", "Ship"]


def test_a_heading_in_a_description_begins_no_operation() -> None:
    text = """# BoatApi

Method | HTTP request | Description
--- | --- | ---
[**launch**](BoatApi.md#launch) | **POST** /launch | Launch

# **launch**
> launch(name)

Launch

# Before you launch

Look for leaks.

### Parameters

Name | Type | Description  | Notes
--- | --- | --- | ---
 **name** | **String**| Which | [optional]

### Return type

void (empty response body)

### HTTP request headers

 - **Content-Type**: Not defined
 - **Accept**: Not defined
"""
    found = reading(text, "BoatApi.md")
    assert codes(found) == []
    (operation,) = found.documents[0].operations
    assert [one.name for one in operation.parameters] == ["name"]
    assert "Look for leaks." in operation.description


DESCRIBED = """# Rules

## Steps

Look for leaks.

```
bail --all
```

Go.

"""


def test_headings_and_code_of_a_description_are_its_own() -> None:
    text = section("## getBoat", f"{TABLE}").replace(
        "Fetch one\n\n", f"Fetch one\n\n{DESCRIBED}### Example\n\n```java\n```\n\n"
    )
    found = reading(HEAD + ROW + "\n\n" + text)
    (operation,) = found.documents[0].operations
    assert codes(found) == []
    assert [field.name for field in operation.parameters] == ["id"]
    assert operation.description == DESCRIBED.strip()


PARTS_TOLD = """# **getBoat**

Boats have these:

## Parameters

| Name | Type | Description |
| --- | --- | --- |
| **ghost** | string | Never sent |

### Return type

A boat, that is.
"""


@pytest.mark.parametrize(
    "twin", ["", "[**getBoatWithHttpInfo**](BoatApi.md#getBoatWithHttpInfo) | **GET** /boats/{id} | Two\n"]
)
def test_parts_in_a_description_are_none_of_the_operation(twin: str) -> None:
    text = section("## getBoat", TABLE).replace("Fetch one\n\n", f"Fetch one\n\n{PARTS_TOLD}\n")
    second = text.replace("getBoat", "getBoatWithHttpInfo") if twin else ""
    found = reading(HEAD + ROW + twin + "\n\n" + text + second)
    (operation,) = found.documents[0].operations
    assert codes(found) == []
    assert [field.name for field in operation.parameters] == ["id"]
    assert operation.returns is not None and operation.returns.schema == Schema(ref="Boat")
    assert operation.description == PARTS_TOLD.strip()


def test_parts_that_somebody_added_below_change_none_above() -> None:
    added = "### Parameters\n\nAll of them are logged.\n"
    found = operation(HEAD + ROW + "\n\n" + section("## getBoat", TABLE) + added)
    assert [field.name for field in found.parameters] == ["id"]
    assert found.returns is not None and found.returns.schema == Schema(ref="Boat")


def test_headings_of_a_description_are_none_of_an_operation_where_operations_have_none() -> None:
    def block(call: str, text: str) -> str:
        return (
            f"{text}\n\n# Some rules\n\n### Example\n```kotlin\n{call}\n```\n\n### Parameters\n\n{TABLE}{SECTION_END}"
        )

    rows = ROW + "[**dropBoat**](BoatApi.md#dropBoat) | **DELETE** boats/{id} | Drop one\n"
    found = reading(
        HEAD + rows + "\n\n" + block("api.getBoat(id)", "Fetch one") + block("api.dropBoat(id)", "Drop one")
    )
    assert codes(found) == []
    assert [len(operation.parameters) for operation in found.documents[0].operations] == [1, 1]


def test_operations_without_a_name_follow_each_other_as_their_rows_do() -> None:
    rows = (
        "****](boat_api.md#) | **GET** /boats/{id} | Fetch one\n****](boat_api.md#) | **PUT** /boats/{id} | Mend one\n"
    )
    first = section("# ****", TABLE).replace("Fetch one", "Fetch one\n\n# Some rules")
    second = section("# ****", TABLE.replace("id", "key"))
    found = reading(HEAD + rows + "\n\n" + first + second)
    assert codes(found) == []
    assert [one.parameters[0].name for one in found.documents[0].operations] == ["id", "key"]


def test_rows_behind_a_summary_of_several_paragraphs_are_rows_too() -> None:
    rows = ROW.rstrip() + "\n\nOr [two](https://boats.test).\n[**list**](BoatApi.md#list) | **GET** /boats | All\n"
    text = section("## getBoat", TABLE).replace("Fetch one", "Fetch one\n\nOr [two](https://boats.test).\n\nAt once.")
    found = operations(HEAD + rows + "\n\n" + text)
    assert [(one.name, one.method, one.path) for one in found] == [
        ("getBoat", "GET", "/boats/{id}"),
        ("list", "GET", "/boats"),
    ]
    assert (found[0].summary, found[0].description) == ("Fetch one\n\nOr [two](https://boats.test).", "At once.")


def test_a_row_goes_on_behind_a_description_of_several_paragraphs() -> None:
    words = "The id,\n[as printed](https://boats.test):\n\n* one\n* two\n\nor any\n* **three**"
    first = f" **id** | **String** | {words} | [optional] [default to 7]\n"
    table = f"{COLUMNS_OF_FIELDS} **q** | **String** | What | [optional]\n{first} **z** | **String** | Which | \n"
    found = operation(HEAD + ROW + "\n\n" + section("## getBoat", table)).parameters
    assert [(field.name, field.required) for field in found] == [("q", False), ("id", False), ("z", True)]
    assert found[1].description.split() == words.split()
    assert found[1].default == "7"


@pytest.mark.parametrize(
    "line",
    [
        "configuration.access_token = 'YOURS'",
        "config.access_token = ENV['BOATS']",
        '$config->setAccessToken("YOURS");',
        'apiClient.setAccessToken("YOURS");',
        'defaultClient.authentications["own"].accessToken = "YOURS"',
    ],
)
def test_a_sample_that_sets_an_access_token_needs_one_where_no_section_tells(line: str) -> None:
    sample = f"\n```\n{line}\nboats.getBoat(1)\n```\n"
    text = HEAD + "[**getBoat**](B.md#getBoat) | **GET** /boat | Get\n\n# **getBoat**\n> getBoat()\n\n### Example"
    api, _ = recover(list(reading(text + sample).documents))
    assert [scheme.schemes for scheme in api.operations[0].security or ()] == [(("accessToken", ()),)]
    assert (api.security_schemes["accessToken"].kind, api.security_schemes["accessToken"].scheme) == ("http", "bearer")


@pytest.mark.parametrize(
    ("sample", "after"),
    [
        ("body.access_token = 'x'", ""),
        ('{"access_token": "x"}', ""),
        ("configuration.access_token = 'x'", "### Authorization\n\nNo authorization required\n"),
    ],
)
def test_other_tokens_in_samples_are_no_credentials(sample: str, after: str) -> None:
    text = HEAD + "[**getBoat**](B.md#getBoat) | **GET** /boat | Get\n\n# **getBoat**\n> getBoat()\n\n### Example"
    api, _ = recover(list(reading(f"{text}\n```\n{sample}\nboats.getBoat(1)\n```\n\n{after}").documents))
    assert not api.operations[0].security and not api.security_schemes


BOXES = [
    "!!! note\n    Be careful.",
    ":::tip Mind\n\nBe careful.\n\n:::",
    "**Note:** be careful",
    "Be careful.",
    "> Mind",
]


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize(
    ("printed", "schema"), [("[**Boat**](Boat.md)", Schema(ref="Boat")), ("void (empty response body)", None)]
)
def test_remarks_below_a_heading_are_no_type_and_no_scheme(box: str, printed: str, schema: Schema | None) -> None:
    text = section("## getBoat", TABLE).replace("[**Boat**](Boat.md)", printed)
    for title in ("### Return type", "### Authorization", "### Parameters", "### HTTP request headers"):
        text = text.replace(title, f"{title}\n\n{box}")
    found = reading(HEAD + ROW + "\n\n" + text)
    (operation,) = found.documents[0].operations
    assert codes(found) == []
    assert operation.returns is not None and operation.returns.schema == schema
    assert [scheme.name for scheme in operation.security or ()] == ["key"]


@pytest.mark.parametrize(
    "notes", ["[isteğe bağlı] [varsayılan 5]", "[optional] [varsayılan 5]", "(optional) varsayılan 5", "or so"]
)
def test_notes_that_nobody_knows_are_told_once(notes: str) -> None:
    rows = f"{TABLE} **limit** | **Integer**| How many | {notes}\n **most** | **Integer**| How many | {notes}\n"
    found = reading(HEAD + ROW + "\n\n" + section("## getBoat", rows))
    (told,) = found.problems
    assert (told.code, told.location.line) == ("D114", 20)


@pytest.mark.parametrize("notes", ["[optional] [Max. length: 4]", "[enum: a (b), c]", "[default to (a)]", "1"])
def test_notes_that_say_nothing_else_are_no_problem(notes: str) -> None:
    rows = f"{COLUMNS_OF_FIELDS} **limit** | **String**| How many | {notes}\n"
    assert codes(reading(HEAD + ROW + "\n\n" + section("## getBoat", rows))) == []


@pytest.mark.parametrize("text", ["Yetkilendirme gerekmez", "Ask us.", "Пусто"])
def test_an_authorization_that_names_no_scheme_is_told(text: str) -> None:
    found = reading(HEAD + ROW + "\n\n" + section("## getBoat", TABLE).replace("[key](../README.md#key)", text))
    assert codes(found) == ["D114"]
    assert found.documents[0].operations[0].security is None


@pytest.mark.parametrize("mark", ["", "`", "**"])
def test_rows_that_a_blank_line_tears_from_their_table_need_no_marks(mark: str) -> None:
    row = f" {mark}limit{mark} | **Integer** | How many | \n"
    rows = f"{TABLE}\n{row}\n{row.replace('limit', 'most')}\na | b | and so on\n"
    found = operation(HEAD + ROW + "\n\n" + section("## getBoat", rows))
    assert [field.name for field in found.parameters] == ["id", "limit", "most"]


def test_an_enum_is_that_of_the_property_it_is_called_after_without_a_link() -> None:
    text = """# Boat

## Properties
| Name | Type | Description | Notes |
| --- | --- | --- | --- |
| **kind** | **inline** |  |  [optional] |

<a id="Kind"></a>
## Enum: kind
| Name | Value |
| --- | --- |
| kind | sail, steam |
"""
    (kind,) = reading(text, "Boat.md", "kotlin").documents[0].models[0].fields
    assert kind.schema == Schema(types=("string",), enum=("sail", "steam"))


@pytest.mark.parametrize("printed", ["‘a’", "“a”", "'a'"])
def test_a_default_in_the_quotes_of_a_word_processor(printed: str) -> None:
    rows = f"{COLUMNS_OF_FIELDS} **kind** | **String**| Which | [optional] [default to {printed}]\n"
    assert operation(HEAD + ROW + "\n\n" + section("## getBoat", rows)).parameters[0].default == "a"


@pytest.mark.parametrize(
    "notes",
    [
        "[opcional] [por defecto a]",
        "[opcional] [valor predeterminado: a]",
        "[任意] [デフォルトは a]",
        "[任意] [既定: a]",
    ],
)
def test_notes_in_other_languages_stand_behind_a_text_with_bars(notes: str) -> None:
    rows = f"{COLUMNS_OF_FIELDS} **kind** | **String**| a | b | {notes}\n"
    (kind,) = operation(HEAD + ROW + "\n\n" + section("## getBoat", rows)).parameters
    assert (kind.required, kind.default, kind.description) == (False, "a", "a | b")


TURKISH = {
    "### Path Parameters": "### Yol parametreleri",
    "### Other Parameters": "### Diğer parametreler",
    "### Return type": "### Dönüş türü",
    "### Authorization": "### Yetkilendirme",
    "### HTTP request headers": "### HTTP istek başlıkları",
}


@pytest.mark.parametrize("known", ["", "### Path Parameters"])
def test_parts_are_known_by_what_they_hold(known: str) -> None:
    limit = f"{COLUMNS_OF_FIELDS} **limit** | **int32**| How many | \n"
    text = section("## getBoat", f"{TABLE}\n### Other Parameters\n\n{limit}")
    text = text.replace("### Parameters", "### Path Parameters" if known else "### Parameters")
    for english, turkish in TURKISH.items():
        text = text if english == known else text.replace(english, turkish)
    found = reading(HEAD + ROW + "\n\n" + text, dialect="go")
    (operation,) = found.documents[0].operations
    assert [field.name for field in operation.parameters] == (["id", "limit"] if known else ["id"])
    assert operation.returns is not None and operation.returns.schema == Schema(ref="Boat")
    assert [scheme.name for scheme in operation.security or ()] == ["key"]
    assert operation.produces == ("application/json",)
    assert codes(found) == ([] if known else ["D114"])


# What tools that lay out Markdown make of a reference.


@pytest.mark.parametrize("printed", ["*https://api.example.com/v1*", "_https://api.example.com/v1_", "_/v1_", "*/v1*"])
def test_a_base_url_in_either_emphasis(printed: str) -> None:
    (document,) = reading(HEAD.replace("*https://api.example.com/v1*", printed) + ROW).documents
    assert [server.url for server in document.servers] == [printed.strip("*_")]


@pytest.mark.parametrize(
    "cell", ["**File****File**", "**File\\****File**", "**File\\*\\*\\*\\*File**", "**A\\B\\File****A\\B\\File**"]
)
def test_a_file_whose_marks_are_escaped(cell: str) -> None:
    rows = f"{COLUMNS_OF_FIELDS} **image** | {cell} | Which | \n"
    (image,) = operation(HEAD + ROW + "\n\n" + section("## getBoat", rows)).parameters
    assert image.schema == Schema(types=("string",), format="binary")


def test_the_namespace_of_a_type_may_be_escaped() -> None:
    text = section("## getBoat", TABLE).replace("[**Boat**](Boat.md)", r"[**\\Boats\\Model\\Boat**](../Model/Boat.md)")
    (document,) = reading(HEAD + ROW + "\n\n" + text, dialect="php").documents
    returned = document.operations[0].returns
    assert returned is not None and returned.schema == Schema(ref="Boat")


def test_response_headers_may_be_escaped() -> None:
    table = "| Status code | Description | Response headers |\n| --- | --- | --- |\n"
    row = r"| **200** | ok | \* X-Total - All <br> |"
    text = section("## getBoat", TABLE) + f"\n### HTTP response details\n\n{table}{row}\n"
    (response,) = operation(HEAD + ROW + "\n\n" + text).responses or ()
    assert [(header.name, header.description) for header in response.headers] == [("X-Total", "All")]


def test_the_values_of_an_enum_that_were_taken_for_code() -> None:
    text = '# Kind\n\n## Enum\n\n```\n* `sail` (value: `"sail"`)\n\n* `steam` (value: `"steam"`)\n```\n'
    assert model(text, "Kind.md").enum == ("sail", "steam")


def test_notes_that_stand_where_the_description_is_missing_are_notes() -> None:
    rows = f"{COLUMNS_OF_FIELDS} **limit** | **Integer**| [optional] [default to 5]\n"
    (limit,) = operation(HEAD + ROW + "\n\n" + section("## getBoat", rows)).parameters
    assert (limit.required, limit.default, limit.description) == (False, 5, "")


def test_the_allowed_values_of_an_enum_in_escaped_brackets() -> None:
    text = """# Boat

## Properties
| Name | Type | Description | Notes |
| --- | --- | --- | --- |
| **kind** | [**Kind**](#Kind) |  | |

## Enum: Kind
Allowed values: \\[sail, steam\\]
"""
    (kind,) = reading(text, "Boat.md", "scala").documents[0].models[0].fields
    assert kind.schema.enum == ("sail", "steam")


@pytest.mark.parametrize(
    ("printed", "meant"), [('Say ""hi""', 'Say "hi"'), ('Say "hi" or ""', 'Say "hi" or ""'), ('Send """"', 'Send ""')]
)
def test_powershell_doubles_the_quotes_in_the_texts_of_operations(printed: str, meant: str) -> None:
    text = section("# **getBoat**", TABLE).replace("Fetch one\n", f"Fetch one\n\n{printed}\n")
    (document,) = reading(HEAD + ROW.replace("Fetch one", printed) + "\n\n" + text, dialect="powershell").documents
    assert document.operations[0].summary == meant
    assert meant in document.operations[0].description


def test_escaped_notes_stand_behind_a_text_with_bars() -> None:
    rows = f"{COLUMNS_OF_FIELDS} **kind** | **String**| a | b | \\[optional\\] \\[default to a\\]\n"
    (kind,) = operation(HEAD + ROW + "\n\n" + section("## getBoat", rows)).parameters
    assert (kind.required, kind.default, kind.description) == (False, "a", "a | b")


@pytest.mark.parametrize("mark", ["**", "`", "**`"])
def test_names_in_lists_in_any_marks(mark: str) -> None:
    rows = f"- {mark}limit{mark[::-1]} ({mark}Int64{mark[::-1]}): How many [optional] [default to 5]\n"
    (limit,) = operation(HEAD + ROW + "\n\n" + section("## getBoat", rows)).parameters
    assert (limit.name, limit.required, limit.default) == ("limit", False, 5)


def test_a_small_table_of_words_in_bold_tells_no_parameters() -> None:
    added = "### Rate limits\n\n| Plan | Calls |\n| --- | --- |\n| **free** | **10** |\n"
    text = f"## getBoat\n> Boat getBoat()\n\nFetch one\n{SECTION_END}\n{added}"
    found = java(HEAD + ROW + "\n\n" + text)
    assert found.documents[0].operations[0].parameters == ()
    assert codes(found) == ["D114"]
