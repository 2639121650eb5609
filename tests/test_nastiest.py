"""The twenty nastiest things that published references were found to do, one test each, in words of our own.

They are numbered so that a reader can count them. The documents are as small as the defect allows; what is around it
(headings, samples, the other parts of a section) is tried in test_docs_read.py.
"""

from __future__ import annotations

import pytest

from generator.docs import Reading, SourceFile, read
from generator.spec import openapi
from generator.spec.api import Api, Schema
from generator.spec.facts import StatedField, StatedModel, StatedOperation
from generator.spec.recover import recover

STRING = Schema(types=("string",))
FILE = Schema(types=("string",), format="binary")
METHODS = "Method | HTTP request | Description\n------------- | ------------- | -------------\n"
COLUMNS = "Name | Type | Description  | Notes\n------------- | ------------- | ------------- | -------------\n"
PIPED = "| Name | Type | Description | Notes |\n| ---- | ---- | ----------- | ----- |\n"


def reading(dialect: str | None = None, /, **files: str) -> Reading:
    return read([SourceFile(f"{name}.md", text.encode()) for name, text in files.items()], dialect)


def recovered(dialect: str | None = None, /, **files: str) -> Api:
    return recover(reading(dialect, **files).documents)[0]


def operations(text: str, dialect: str | None = None) -> tuple[StatedOperation, ...]:
    return reading(dialect, KilnApi=text).documents[0].operations


def operation(row: str, section: str, dialect: str | None = None) -> StatedOperation:
    (found,) = operations(f"# KilnApi\n\n{METHODS}{row}\n{section}", dialect)
    return found


def parameters(table: str, dialect: str, title: str = "### Parameters") -> dict[str, StatedField]:
    row = "[**fire**](KilnApi.md#fire) | **POST** /kilns/{id}/fire | Fire it\n"
    tail = "\n### Return type\n\nvoid (empty response body)\n"
    found = operation(row, f"\n# **fire**\n> fire(id)\n\nFire it\n\n{title}\n\n{table}{tail}", dialect)
    return {each.name: each for each in found.parameters}


def model(text: str, dialect: str = "csharp") -> StatedModel:
    (found,) = reading(dialect, Kiln=text).documents[0].models
    return found


def test_01_parameter_rows_before_their_header() -> None:
    """Kotlin 7 prints the header above the last row only."""
    rows = "| **id** | **kotlin.Long**| The kiln | |\n| **cone** | **kotlin.Int**|  | [optional] |\n"
    found = parameters(f"{rows}{PIPED}| **glaze** | **kotlin.String**|  | [optional] |\n", "kotlin")
    assert {name: each.required for name, each in found.items()} == {"id": True, "cone": False, "glaze": False}


def test_02_blank_lines_inside_a_table() -> None:
    """Go leaves one for each path parameter, and they end the table for any Markdown parser."""
    table = f"{COLUMNS}\n\n **cone** | **int32** | How hot | \n **glaze** | **string** |  | \n"
    assert list(parameters(table, "go", "### Other Parameters")) == ["cone", "glaze"]


def test_03_a_table_flattened_into_a_cell() -> None:
    """A description of forty cells stays one description, and the notes behind it are still the notes."""
    flat = " ".join(["| Cone | Degrees |", "| :--- | ---: |", *(f"| {n} | {n * 100} |" for n in range(4, 20))])
    row = f"**Cone** | **string** | The cone. {flat} | [optional] [default to &quot;06&quot;]\n"
    found = model(f"# Kilns.Model.Kiln\n\n## Properties\n\n{COLUMNS}{row}").fields[0]
    assert (found.name, found.required, found.default) == ("Cone", False, "06")
    assert found.description.startswith("The cone. | Cone | Degrees |")
    assert found.description.endswith("| 19 | 1900 |")


def test_04_pipes_in_the_types_of_unions() -> None:
    """TypeScript lists the values of an enum with bare bars between them, and all of them twice."""
    union = "[**&#39;electric&#39; | &#39;gas&#39;**]**Array<&#39;electric&#39; &#124; &#39;gas&#39;>**"
    found = parameters(f"{COLUMNS} **fuel** | {union} | What burns | (optional) defaults to undefined\n", "typescript")
    assert found["fuel"].schema == Schema(types=("string",), enum=("electric", "gas"))
    assert (found["fuel"].description, found["fuel"].required) == ("What burns", False)
    numbers = "[**0 | 1 | 3**]**Array<0 &#124; 1 &#124; 3>**"
    found = parameters(f"{COLUMNS} **shelf** | {numbers} |  | defaults to undefined\n", "typescript")
    assert found["shelf"].schema.enum == (0, 1, 3)


@pytest.mark.parametrize(
    ("dialect", "printed"), [("csharp", "System.IO.Stream****System.IO.Stream"), ("objc", "NSURL*****NSURL*")]
)
def test_05_types_of_files_printed_twice(dialect: str, printed: str) -> None:
    assert parameters(f"{COLUMNS} **photo** | **{printed}**| The pot | \n", dialect)["photo"].schema == FILE


def test_06_an_enum_of_which_only_prose_is_left() -> None:
    """Its values stand in a table that was flattened into its description: kept as text, and nothing made of it."""
    prose = "How it is heated  | fuel | Description | | - -- - | - -- -- | | WOOD | Logs | | GAS | Propane |"
    text = f"# Kilns.Model.Fuel\n{prose}\n\n## Properties\n\n{COLUMNS}\n"
    found = model(text)
    assert (found.fields, found.enum) == ((), None)
    assert "| fuel | Description | | ---- | ----- | | WOOD | Logs |" in found.description
    api = recovered("csharp", Fuel=text, KilnApi=f"# KilnApi\n\n{METHODS}**List** | **GET** /kilns | List\n")
    assert api.schemas["Fuel"].types == ()


def test_07_a_property_row_that_reads_like_a_method_table() -> None:
    found = reading(
        "csharp",
        Call=f"# Kilns.Model.Call\n\n## Properties\n\n{COLUMNS}"
        "**Method** | **string** | The HTTP request method | [optional] \n**Url** | **string** | Description | \n",
    )
    assert found.documents[0].operations == ()
    assert [each.name for each in found.documents[0].models[0].fields] == ["Method", "Url"]


def test_08_path_parameters_that_no_document_describes() -> None:
    """They are in the path, so they are in the API; escaped underscores are underscores."""
    row = "[**fire\\_kiln**](KilnApi.md#fire_kiln) | **POST** /kilns/{kiln_id}/fire | Fire it\n"
    section = "\n# **fire\\_kiln**\n> fire\\_kiln()\n\n### Parameters\nThis endpoint does not need any parameter.\n"
    text = f"# KilnApi\n\n{METHODS}{row}{section}\n### Return type\n\nnull (empty response body)\n"
    found = reading("markdown", KilnApi=text)
    api, problems = recover(found.documents)
    (parameter,) = api.operations[0].parameters
    assert (api.operations[0].operation_id, parameter.name, parameter.location) == ("fire_kiln", "kiln_id", "path")
    assert parameter.required
    assert "I01" in [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("dialect", "placeholder", "printed"), [("powershell", "kilnId", "KilnId"), ("python", "KILN_ID", "kiln_id")]
)
def test_09_names_in_another_case_than_in_the_path(dialect: str, placeholder: str, printed: str) -> None:
    row = f"[**getKiln**](KilnApi.md#getKiln) | **GET** /kilns/{{{placeholder}}} | One\n"
    section = f"\n# **getKiln**\n> getKiln()\n\n### Parameters\n\n{COLUMNS} **{printed}** | **String**|  | \n"
    (one,) = recovered(dialect, KilnApi=f"# KilnApi\n\n{METHODS}{row}{section}").operations
    assert [(each.name, each.location) for each in one.parameters] == [(placeholder, "path")]


def test_10_one_operation_under_several_tags() -> None:
    row = "[**getKiln**]({0}.md#getKiln) | **GET** /kilns/{{id}} | One\n"
    section = f"\n# **getKiln**\n> getKiln(id)\n\n### Parameters\n\n{COLUMNS} **id** | **String**|  | \n"
    files = {name: f"# {name}\n\n{METHODS}{row.format(name)}{section}" for name in ("KilnApi", "StudioApi")}
    (one,) = recovered("swift", **files).operations
    assert (one.operation_id, one.tags) == ("getKiln", ("Kiln", "Studio"))


def test_11_twins_that_only_the_table_has() -> None:
    rows = "".join(f"[**{name}**](KilnApi.md#{name}) | **GET** /kilns | All\n" for name in ("list", "listWithHttpInfo"))
    section = "\n## list\n\n> list(listRequest): ApiRequest[Seq[Kiln]]\n\n### Return type\n\nApiRequest[Seq[Kiln]]\n"
    found = reading("scala", KilnApi=f"# KilnApi\n\n{METHODS}{rows}{section}")
    (one,) = found.documents[0].operations
    assert one.returns is not None
    assert one.returns.schema == Schema(types=("array",), items=Schema(ref="Kiln"))
    assert found.problems == ()


def test_12_a_query_in_the_path() -> None:
    """A literal one tells two operations of one path apart; one with a placeholder is a query parameter."""
    rows = (
        "[**add**](KilnApi.md#add) | **POST** /kilns | Add\n"
        "[**copy**](KilnApi.md#copy) | **POST** /kilns?from&#x3D;other | Copy\n"
        "[**export**](KilnApi.md#export) | **POST** /exports?kiln_id&#x3D;{kiln_id} | Export\n"
    )
    api = recovered("javascript", KilnApi=f"# KilnApi\n\n{METHODS}{rows}")
    found = {one.operation_id: one for one in api.operations}
    assert {name: one.path for name, one in found.items()} == {
        "add": "/kilns",
        "copy": "/kilns?from=other",
        "export": "/exports",
    }
    assert [(each.name, each.location) for each in found["export"].parameters] == [("kiln_id", "query")]


def test_13_sections_that_somebody_wrote_between_the_operations() -> None:
    """They have headings like the parts of an operation, and samples of their own."""
    by_hand = (
        "## Before you begin\n\nRead this.\n\n### Authentication\n\nEvery call wants the **studio key**.\n\n"
        "### Errors\n\n```typescript\nawait client.fire({});\n```\n\n"
    )
    row = "[**fire**](KilnApi.md#fire) | **POST** /kilns/{id}/fire | Fire it\n"
    section = "# **fire**\n> void fire()\n\n### Authorization\n\n[studio_key](https://kilns.test/help#keys)\n"
    found = operation(row, f"\n{by_hand}{section}", "typescript")
    assert found.security is not None
    assert [scheme.name for scheme in found.security] == ["studio_key"]
    assert found.description == ""


def test_14_grouped_parameters_in_a_section_of_their_own() -> None:
    """Java passes them as one object; its properties are the parameters."""
    group = "| fireRequest | [**APIfireRequest**](KilnApi.md#APIfireRequest)|-|-|\n"
    members = "| **id** | **Long** | The kiln | |\n| **cone** | **Integer** |  | [optional] |\n"
    below = f'\n<a id="APIfireRequest"></a>\n## APIfireRequest\n### Properties\n\n{PIPED}{members}'
    found = parameters(f"{PIPED}{group}{below}", "java")
    assert {name: (each.schema.format, each.required) for name, each in found.items()} == {
        "id": ("int64", True),
        "cone": (None, False),
    }


def test_15_headings_of_the_first_level_inside_an_operation() -> None:
    """Python 6 puts every schema into a section of its own, and what is required into the wrong column."""
    text = f"""# kilns.apis.tags.kiln_api.KilnApi

{METHODS}[**fire**](#fire) | **post** /kilns | Fire it

# **fire**
<a id="fire"></a>
> Firing fire(plan)

Fire it

### Parameters

{COLUMNS}body | typing.Union[SchemaForRequestBodyApplicationJson] | required |
content_type | str | optional, default is 'application/json' | Selects the schema
stream | bool | default is False | if True then it is streamed

### body

# SchemaForRequestBodyApplicationJson
Type | Description  | Notes
------------- | ------------- | -------------
[**Plan**](../../models/Plan.md) |  |


### Return Types, Responses

Code | Class | Description
------------- | ------------- | -------------
n/a | api_client.ApiResponseWithoutDeserialization | When skip_deserialization is True this response is returned
201 | [ApiResponseFor201](#fire.ApiResponseFor201) | Lit

#### fire.ApiResponseFor201
{COLUMNS}response | urllib3.HTTPResponse | Raw response |
body | typing.Union[SchemaFor201ResponseBodyApplicationJson, ] |  |

# SchemaFor201ResponseBodyApplicationJson
Type | Description  | Notes
------------- | ------------- | -------------
[**Firing**](../../models/Firing.md) |  |


### Authorization

[token](../../../README.md#token)
"""
    (one,) = recovered("python", KilnApi=text).operations
    assert one.parameters == ()
    assert one.request_body is not None
    assert [(media.content_type, media.schema) for media in one.request_body.content] == [
        ("application/json", Schema(ref="Plan"))
    ]
    assert [(each.status, each.description) for each in one.responses] == [("201", "Lit")]
    assert one.security


def test_16_a_summary_over_several_lines_of_the_method_table() -> None:
    rows = (
        "[**fire**](KilnApi.md#fire) | **POST** /kilns | Fire a kiln\nslowly,\n窯を焚く\n"
        "[**stop**](KilnApi.md#stop) | **DELETE** /kilns | Stop it\n"
    )
    section = "\n## **fire**\n\nFire a kiln\nslowly,\n窯を焚く\n\nNever alone.\n\n### Return type\n\nnull\n"
    fire, stop = operations(f"# KilnApi\n\n{METHODS}{rows}{section}", "bash")
    assert (fire.summary, fire.description) == ("Fire a kiln slowly, 窯を焚く", "Never alone.")
    assert (stop.name, stop.summary) == ("stop", "Stop it")


def test_17_rows_that_belong_to_the_sdk() -> None:
    """PHP lists the servers of an operation, and then has parameters that choose among them."""
    row = "| [**fire()**](KilnApi.md#fire) | **POST** /kilns | Fire it |\n"
    section = f"""
## `fire()`

```php
fire($variables, $cone)
```
### URI(s):
- https://kilns.test/v1 The old one - https://{{town}}.kilns.test/v2 The new one
    - Variables:
      - town: Where it stands
        - Allowed values:
          - ghent
          - delft
        - Default value: delft

Fire it

### Parameters

{PIPED}| **variables** | [**\\Kilns\\Model\\Plan**](../Model/Plan.md)| The plan | |
| hostIndex | null|int | Host index. Defaults to null | [optional] |
| variables | array | Variables to pass to the host | [optional] |
"""
    found = operation(row, section, "php")
    assert [(each.name, each.schema.ref) for each in found.parameters] == [("variables", "Plan")]
    assert found.description == ""
    assert [(each.url, each.description) for each in found.servers] == [
        ("https://kilns.test/v1", "The old one"),
        ("https://{town}.kilns.test/v2", "The new one"),
    ]
    assert found.servers[1].variables == {
        "town": {"default": "delft", "description": "Where it stands", "enum": ["ghent", "delft"]}
    }


@pytest.mark.parametrize(
    ("dialect", "printed", "schema"),
    [
        ("java", "[**FuelEnum**](.md)", Schema(types=("string",), enum=("WOOD", "GAS"))),
        ("csharp", "[**List&lt;string&gt;**](string.md)", Schema(types=("array",), items=STRING)),
        ("csharp", "[**Object**](Object.md)", Schema()),
    ],
)
def test_18_links_to_files_that_do_not_exist(dialect: str, printed: str, schema: Schema) -> None:
    notes = "[optional] [enum: WOOD, GAS]" if schema.enum else "[optional]"
    assert parameters(f"{COLUMNS} **fuel** | {printed}|  | {notes}\n", dialect)["fuel"].schema == schema


def test_19_a_spec_with_the_scalars_that_yaml_libraries_stumble_over() -> None:
    """`=` and `<<` are plain text to OpenAPI, and special to YAML 1.1."""
    text = """openapi: 3.0.3
info: {title: Kilns, version: '1'}
paths: {}
components:
  schemas:
    Comparison:
      type: string
      enum: [=, '!=', <, <<, <=]
      example: {operator: =}
"""
    api, problems = openapi.load(text, "openapi.yaml")
    assert problems == ()
    assert api.schemas["Comparison"].enum == ("=", "!=", "<", "<<", "<=")


def test_20_a_stale_file_about_the_same_operation() -> None:
    """The tag was renamed, and the file of the old class is still there."""
    row = "[**fire**]({0}.md#fire) | **POST** /kilns | Fire it\n"
    section = "\n# **fire**\n> Kiln fire()\n\n### Return type\n\n[**Kiln**](Kiln.md)\n"
    files = {name: f"# {name}\n\n{METHODS}{row.format(name)}{section}" for name in ("KilnTagApi", "Kiln_tagApi")}
    api = recovered("javascript", **files)
    assert [(one.method, one.path, len(one.tags)) for one in api.operations] == [("post", "/kilns", 1)]
