"""OpenAPI documents -> Api -> OpenAPI documents."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator

from generator.problems import ProblemsError
from generator.spec.api import (
    MISSING,
    Api,
    Discriminator,
    Evidence,
    Operation,
    Parameter,
    Schema,
    SecurityRequirement,
    Server,
)
from generator.spec.openapi import dump, load
from generator.spec.openapi.parse import parse
from tests.strategies import apis

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

HEAD = "openapi: 3.1.1\ninfo: {title: T, version: 1.10}\n"


def read(text: str) -> Api:
    """The Api of a document that nothing is wrong with."""
    api, problems = load(text, "api.yaml")
    assert [str(problem) for problem in problems] == []
    return api


def codes(text: str) -> list[str]:
    return [problem.code for problem in load(text, "api.yaml")[1]]


def refused(text: str) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        load(text, "api.yaml")
    return [str(problem) for problem in caught.value.problems]


def schema(written: str, version: str = "3.1.0") -> Schema:
    """The schema `A` of a document."""
    return read(HEAD.replace("3.1.1", version) + f"paths: {{}}\ncomponents: {{schemas: {{A: {written}}}}}").schemas["A"]


def operation(written: str) -> Operation:
    """The only operation of a document."""
    (found,) = read(HEAD + f"paths: {{/a: {{get: {written}}}}}").operations
    return found


# ------------------------------------------------------------------------------------------------------- round trip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(apis())
def test_what_is_written_is_read_back(api: Api) -> None:
    text = dump(api)
    assert read(text) == api
    assert dump(read(text)) == text


SHOP = """
openapi: 3.0.3
info:
  title: Flower shop
  version: "2"
  contact: {name: Ann}
servers:
  - url: https://{region}.shop.example/v{n}
    variables:
      region: {default: eu, enum: [eu, us]}
      n: {default: 2}
security:
  - key: []
  - oauth: [read]
    sign: []
  - {}
tags:
  - {name: flowers, description: All flowers}
paths:
  /flowers/{id}:
    parameters:
      - $ref: '#/components/parameters/Id'
      - {name: trace, in: header, schema: {type: string}}
    servers:
      - url: https://flowers.example
    get:
      tags: [flowers]
      operationId: getFlower
      parameters:
        - {name: trace, in: header, required: true, schema: {type: integer}}
        - name: filter
          in: query
          content:
            application/json: {schema: {type: object, additionalProperties: {type: string}}}
      responses:
        200: {$ref: '#/components/responses/Flower'}
        4xx: {description: No}
        default: {description: Else}
    patch:
      requestBody: {$ref: '#/components/requestBodies/Patch'}
      security: []
      responses:
        "204":
          description: Done
          headers:
            ETag: {$ref: '#/components/headers/Tag'}
          links:
            self: {operationId: getFlower}
      callbacks:
        done:
          '{$request.body#/url}':
            post:
              parameters: [{$ref: '#/components/parameters/Id'}]
              responses: {200: {$ref: '#/components/responses/Flower'}}
components:
  parameters:
    Id: {name: id, in: path, required: true, schema: {type: string, format: uuid}}
  headers:
    Tag: {schema: {type: string}, description: Version}
  requestBodies:
    Patch:
      required: true
      content:
        application/merge-patch+json:
          schema: {$ref: '#/components/schemas/Flower'}
          examples:
            one: {$ref: '#/components/examples/Rose'}
        multipart/form-data:
          schema:
            type: object
            properties: {photo: {type: string, format: binary}}
          encoding:
            photo: {contentType: image/png}
  examples:
    Rose: {value: {name: Rose, $ref: data}}
  responses:
    Flower:
      description: A flower
      content:
        application/json:
          schema: {$ref: '#/components/schemas/Flower'}
  schemas:
    Flower:
      type: object
      required: [name]
      properties:
        name: {type: string, nullable: true}
        kind: {type: string, enum: [rose, tulip], default: rose, readOnly: true}
        height: {type: number, minimum: 0, exclusiveMinimum: true}
        parent: {allOf: [{$ref: '#/components/schemas/Flower'}], nullable: true}
        when: {type: string, example: 2001-01-01}
      additionalProperties: false
  securitySchemes:
    key: {type: apiKey, in: header, name: Authorization, x-prefix: SSWS}
    guessed: {type: apiKey, in: header, name: X-Key, x-also: [key], x-elsewhere: [{in: query, name: key}]}
    sign: {type: http, scheme: bearer, bearerFormat: JWT}
    oauth:
      type: oauth2
      flows:
        clientCredentials: {tokenUrl: https://shop.example/token, scopes: {read: Read}}
"""

ODD = """
openapi: 3.1.0
info: {title: Odd, version: '1', summary: s, license: {name: MIT}}
jsonSchemaDialect: https://json-schema.org/draft/2020-12/schema
webhooks:
  fallen: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Tree/$defs/Leaf'}}}}}}
paths:
  /templates?variant=html:
    get: {summary: One}
  /templates?variant=pdf:
    get: {summary: Other}
  /trees/{id}/leaves.{format}:
    post:
      summary: |
        Two
        lines
      parameters:
        - {name: id, in: path, required: true, schema: {type: [integer, 'null'], const: 5}}
        - {name: format, in: path, required: true, schema: true}
        - {name: 'filter[x]', in: query, style: deepObject, explode: true, schema: {$ref: '#/components/schemas/Tree'}}
        - {name: q, in: query, schema: {$ref: '#/components/schemas/Tree/properties/name'}}
components:
  schemas:
    Tree:
      oneOf: [{$ref: '#/components/schemas/Oak'}, {type: 'null'}]
      discriminator: {propertyName: kind, mapping: {o: Oak, p: '#/components/schemas/Oak'}}
      properties: {name: {type: string, examples: [a, b]}}
      patternProperties: {'^x-': {nullable: true, type: string}}
      $defs: {Leaf: {type: object, not: {type: object, nullable: true}}}
    Oak: {type: object, required: [kind, late], properties: {kind: {type: string}}}
"""


@pytest.mark.parametrize("text", [SHOP, ODD, HEAD], ids=["shop", "odd", "empty"])
def test_what_is_written_is_valid_openapi_3_1(text: str) -> None:
    written = dump(load(text, "api.yaml")[0])
    value = yaml.load(written, yaml.CSafeLoader)
    assert value["openapi"] == "3.1.1"
    assert [error.message for error in OpenAPIV31SpecValidator(value).iter_errors()] == []
    assert dump(read(written)) == written


def test_json_gives_the_same_api_as_yaml() -> None:
    value = parse(SHOP, "api.yaml")[0].value
    assert read(json.dumps(value)) == read(SHOP)


def test_statuses_are_quoted_and_order_is_that_of_the_standard() -> None:
    text = dump(read(SHOP))
    assert "\n        '200':\n" in text
    assert [line.split(":")[0] for line in text.splitlines() if line[:1] not in (" ", "-")] == [
        "openapi", "info", "servers", "security", "tags", "paths", "components",
    ]  # fmt: skip
    assert "&" not in text
    assert "\n      summary: |\n        Two\n        lines\n" in dump(read(ODD))


def test_two_operations_with_one_verb_and_path_are_not_written() -> None:
    twice = Operation(operation_id="a", method="get", path="/a", evidence=Evidence(at=("docs/a.md:7",)))
    with pytest.raises(ProblemsError) as caught:
        dump(Api(title="", version="", operations=(twice, twice)))
    assert str(caught.value) == "docs/a.md:7 S34 GET /a (a) is there twice"


def test_schemas_that_nest_too_deeply_are_not_written() -> None:
    deep = Schema()
    for _ in range(5000):
        deep = Schema(items=deep)
    with pytest.raises(ProblemsError, match="S02"):
        dump(Api(title="", version="", schemas={"A": deep}))


# ------------------------------------------------------------------------------------------------------- references


def test_references_to_other_parts_than_schemas_are_written_out() -> None:
    get, patch = read(SHOP).operations
    assert [(item.name, item.location, item.required, item.schema.types) for item in get.parameters] == [
        ("id", "path", True, ("string",)),
        ("trace", "header", True, ("integer",)),  # the operation's replaces the path item's
        ("filter", "query", False, ("object",)),
    ]
    assert [(item.status, item.description) for item in get.responses] == [
        ("200", "A flower"), ("4XX", "No"), ("default", "Else"),
    ]  # fmt: skip
    assert get.responses[0].content[0].schema == Schema(ref="Flower")
    assert get.servers == (Server(url="https://flowers.example"),)
    assert patch.request_body is not None
    assert patch.request_body.required
    json_patch, form = patch.request_body.content
    assert json_patch.extra["examples"] == {"one": {"value": {"name": "Rose", "$ref": "data"}}}
    assert form.encoding == {"photo": {"contentType": "image/png"}}
    assert patch.responses[0].headers[0].description == "Version"
    (callback,) = patch.extra["callbacks"]["done"].values()
    assert callback["post"]["parameters"][0]["name"] == "id"
    assert callback["post"]["responses"]["200"]["description"] == "A flower"


def test_references_into_something_become_components() -> None:
    api = read(ODD)
    assert api.schemas["Tree_name"].types == ("string",)
    assert api.operations[2].parameters[3].schema == Schema(ref="Tree_name")
    assert api.schemas["Tree_defs_Leaf"].extra["not"] == {"type": ["object", "null"]}
    body = api.extra["webhooks"]["fallen"]["post"]["requestBody"]
    assert body["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Tree_defs_Leaf"}


def test_references_between_operations_and_through_lists() -> None:
    api = read(HEAD + """
paths:
  /a~b/{x}:
    get:
      parameters: [{name: x, in: path, required: true, schema: {type: object, properties: {y: {type: boolean}}}}]
  /c:
    get:
      parameters:
        - {name: x, in: query, schema: {$ref: '#/paths/~1a~0b~1%7Bx%7D/get/parameters/0/schema'}}
        - {name: z, in: query, schema: {$ref: '#/paths/~1a~0b~1%7Bx%7D/get/parameters/0/schema/properties/y'}}
        - {name: w, in: query, schema: {$ref: '#/paths/~1c/get/parameters/0/schema'}}
""")  # fmt: skip
    first, second, third = api.operations[1].parameters
    assert first.schema == third.schema
    assert first.schema.ref is not None
    assert second.schema.ref is not None
    assert api.schemas[first.schema.ref].types == ("object",)
    assert api.schemas[second.schema.ref].types == ("boolean",)


def test_path_items_may_be_referred_to() -> None:
    rest = "components: {pathItems: {P: {get: {operationId: shown}, put: {operationId: hidden}}}}"
    api = read(HEAD + "paths: {/a: {$ref: '#/components/pathItems/P', put: {operationId: own}}}\n" + rest)
    assert {(item.method, item.operation_id) for item in api.operations} == {("get", "shown"), ("put", "own")}


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("#/components/schemas/No", "S20"), ("other.yaml#/A", "S21"), ("https://x.example/a", "S21"),
        ("#/components/responses/R", "S23"), ("#/info", "S23"), ("", "S21"), ("#/%zz~9", "S20"),
        ("#/paths/~1a/get/parameters/0/schema", "S22"), ("#/paths/~1a/get/parameters/9", "S20"),
    ],
)  # fmt: skip
def test_references_that_cannot_be_followed_are_problems(reference: str, code: str) -> None:
    text = HEAD + f"""paths:
  /a:
    get:
      parameters:
        - name: x
          in: query
          schema: {{$ref: {json.dumps(reference)}}}
components: {{responses: {{R: {{description: r}}}}}}
"""
    api, problems = load(text, "api.yaml")
    assert [(problem.code, problem.location.line) for problem in problems] == [(code, 9)]
    assert "$ref" in problems[0].quote
    assert api.operations[0].parameters[0].schema == Schema()


def test_circles_are_cut_where_they_say_nothing_and_kept_where_they_do() -> None:
    text = HEAD + """components:
  schemas:
    A: {$ref: '#/components/schemas/B'}
    B: {$ref: '#/components/schemas/A'}
    C: {allOf: [{$ref: '#/components/schemas/C'}, {type: object}]}
    D: {type: object, properties: {d: {$ref: '#/components/schemas/D'}}}
  parameters:
    P: {$ref: '#/components/parameters/P'}
paths: {/a: {get: {parameters: [{$ref: '#/components/parameters/P'}]}}}
"""
    api, problems = load(text, "api.yaml")
    assert [problem.code for problem in problems] == ["S22", "S22", "S22"]
    assert api.schemas["A"] == Schema(ref="B")
    assert api.schemas["B"] == Schema()
    assert api.schemas["C"].all_of == (Schema(types=("object",)),)
    assert api.schemas["D"].properties[0].schema.ref == "D"


# ---------------------------------------------------------------------------------------------------------- schemas


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{type: string, nullable: true}", Schema(types=("string", "null"))),
        ("{type: string, nullable: true, enum: [a]}", Schema(types=("string", "null"), enum=("a", None))),
        ("{nullable: true}", Schema()),
        ("{nullable: true, oneOf: [{}]}", Schema(one_of=(Schema(), Schema(types=("null",))))),
        ("{minimum: 1, exclusiveMinimum: true}", Schema(extra={"exclusiveMinimum": 1})),
        ("{type: integer, maximum: 1, exclusiveMaximum: false}", Schema(types=("integer",), extra={"maximum": 1})),
    ],
)  # fmt: skip
def test_schemas_of_3_0_are_read_in_the_terms_of_3_1(written: str, meant: Schema) -> None:
    assert schema(written, "3.0.3") == meant


def test_beside_a_reference_of_3_0_only_annotations_count() -> None:
    text = "openapi: 3.0.3\n" + HEAD.partition("\n")[2]
    text += "paths: {}\ncomponents: {schemas: {A: {type: object}, B: {$ref: '#/components/schemas/A', %s}}}"
    api, problems = load(text % "type: string, description: d, x-y: 1, minLength: 2", "api.yaml")
    assert [problem.message for problem in problems] == [
        "type, minLength beside a $ref: OpenAPI 3.0 says to ignore that"
    ]
    assert api.schemas["B"] == Schema(ref="A", description="d", extra={"x-y": 1})
    assert load(text % "type: object, readOnly: true", "api.yaml")[1] == ()


def test_a_nullable_reference_is_the_reference_or_null() -> None:
    parent = read(SHOP).schemas["Flower"].properties[3].schema
    assert parent == Schema(any_of=(Schema(ref="Flower"), Schema(types=("null",))))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{type: [string, 'null'], const: a}", Schema(types=("string", "null"), enum=("a",))),
        ("{type: [string, null]}", Schema(types=("string", "null"))),
        ("{enum: [on, 1, null, 1.5]}", Schema(enum=("on", 1, None, 1.5))),
        ("true", Schema()),
        ("false", Schema(extra={"not": {}})),
        ("{default: null}", Schema(default=None)),
        ("{items: {}, additionalProperties: {}}", Schema(items=Schema(), additional=Schema())),
        ("{examples: [1], x-y: {$ref: z}}", Schema(extra={"examples": [1], "x-y": {"$ref": "z"}})),
        ("{required: [b], x-docs: {at: 'a.md:1', inferred: {type: r}}}",
         Schema(extra={"required": ["b"]}, evidence=Evidence(at=("a.md:1",), inferred={"type": "r"}))),
    ],
)  # fmt: skip
def test_schemas_of_3_1(written: str, meant: Schema) -> None:
    assert schema(written) == meant


def test_discriminators_map_to_names() -> None:
    assert read(ODD).schemas["Tree"].discriminator == Discriminator(
        property_name="kind", mapping={"o": "Oak", "p": "Oak"}
    )


def test_no_default_differs_from_a_default_of_null() -> None:
    assert schema("{}").default is MISSING


def test_unknown_types_are_mended_or_any_type_and_said() -> None:
    text = HEAD + "components: {schemas: {A: {type: date}, B: {type: gadget}, C: {type: file}, D: {type: Object}}}"
    api, problems = load(text, "api.yaml")
    assert [problem.code for problem in problems] == ["S15"] * 4
    assert api.schemas == {
        "A": Schema(types=("string",), format="date"),
        "B": Schema(),
        "C": Schema(types=("string",), format="binary"),
        "D": Schema(types=("object",)),
    }


def test_component_names_that_openapi_does_not_allow_are_renamed() -> None:
    text = HEAD + "components: {schemas: {'P[User]': {}, 'P_User_': {}, X: {$ref: '#/components/schemas/P%5BUser%5D'}}}"
    api, problems = load(text, "api.yaml")
    assert [problem.code for problem in problems] == ["S15"]
    assert api.schemas["X"].ref in api.schemas
    assert api.schemas["X"].ref != "P_User_"


# ------------------------------------------------------------------------------------------------------- operations


def test_operations_without_an_id_are_named_after_verb_and_path() -> None:
    api, _ = load(HEAD + "paths: {'/v1/users/{user_id}/files.zip': {get: {}}}", "api.yaml")
    assert api.operations[0].operation_id == "getV1UsersUserIdFilesZip"
    assert api.operations[0].evidence.inferred == {"operationId": "operation-id-from-path"}


def test_ids_made_from_paths_are_unique_and_give_way_to_stated_ones() -> None:
    api = read(HEAD + "paths: {/a-b: {get: {}}, /a/b: {get: {}}, /c: {get: {operationId: getAB}}}")
    assert [item.operation_id for item in api.operations] == ["getAB_2", "getAB_3", "getAB"]


def test_duplicate_ids_are_a_problem_and_told_apart() -> None:
    api, problems = load(HEAD + "paths: {/a: {get: {operationId: x}}, /b: {get: {operationId: x}}}", "api.yaml")
    assert [item.operation_id for item in api.operations] == ["x", "x_2"]
    assert [problem.code for problem in problems] == ["S30"]
    assert api.operations[1].evidence.inferred == {"operationId": "operation-id-made-unique"}


def test_references_to_anchors_lead_to_the_schema_of_the_same_component() -> None:
    api = read(HEAD + """
components:
  schemas:
    Tree:
      $dynamicAnchor: node
      properties: {parent: {$ref: '#node'}, children: {type: array, items: {$dynamicRef: '#node'}}}
    Other:
      $dynamicAnchor: node
      $defs: {leaf: {$anchor: leaf, type: string}}
      properties: {next: {$dynamicRef: '#node'}, leaf: {$ref: '#leaf'}}
""")
    tree, other = api.schemas["Tree"], api.schemas["Other"]
    assert tree.properties[0].schema.ref == "Tree"
    items = tree.properties[1].schema.items
    assert items is not None and items.ref == "Tree"
    assert [prop.schema.ref for prop in other.properties] == ["Other", "Other_defs_leaf"]
    assert api.schemas["Other_defs_leaf"].types == ("string",)


def test_an_enum_beside_an_array_is_that_of_its_items() -> None:
    text = "{type: array, items: {type: string}, enum: [a, b]}"
    api, problems = load(HEAD + f"components: {{schemas: {{a: {text}, b: {{type: array, enum: [[1]]}}}}}}", "api.yaml")
    found = api.schemas["a"]
    assert (found.enum, found.items) == (None, Schema(types=("string",), enum=("a", "b")))
    assert api.schemas["b"].enum == ([1],)
    assert [problem.code for problem in problems] == ["S15"]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ("{type: string, enum: [1, true, 2.5, a]}", ("1", "true", "2.5", "a")),
        ("{type: integer, enum: ['1', 2, x, '2.5']}", (1, 2, "x", "2.5")),
        ("{type: number, enum: ['2.5', 'NaN']}", (2.5, "NaN")),
        ("{type: [boolean, 'null'], enum: ['true']}", (True,)),
        ("{type: integer, enum: [0 (User), 1 (Group)]}", ()),
        ("{type: integer, nullable: true, enum: [0 (User), null]}", ()),
    ],
)
def test_values_of_an_enum_are_of_the_type_beside_it(schema: str, expected: tuple[Any, ...]) -> None:
    api, problems = load(HEAD + f"components: {{schemas: {{a: {schema}}}}}", "api.yaml")
    found = api.schemas["a"].enum or ()
    assert [(value, type(value)) for value in found] == [(value, type(value)) for value in expected]
    assert [problem.code for problem in problems] == ["S15"]


def test_security_of_an_operation_differs_when_absent_empty_and_anonymous() -> None:
    assert operation("{operationId: a}").security is None
    assert operation("{operationId: a, security: []}").security == ()
    assert operation("{operationId: a, security: [{}]}").security == (SecurityRequirement(),)
    assert read(SHOP).security == (
        SecurityRequirement(schemes=(("key", ()),)),
        SecurityRequirement(schemes=(("oauth", ("read",)), ("sign", ()))),
        SecurityRequirement(),
    )


def test_security_schemes() -> None:
    found = read(SHOP).security_schemes
    assert found["key"].prefix == "SSWS"
    assert found["sign"].bearer_format == "JWT"
    (flow,) = found["oauth"].flows
    assert (flow.kind, flow.token_url, flow.scopes) == (
        "clientCredentials",
        "https://shop.example/token",
        {"read": "Read"},
    )


def test_text_is_read_as_written() -> None:
    api = read(HEAD + "paths: {/a: {get: {summary: 1.10, description: true, tags: [0x1F]}}}")
    found = api.operations[0]
    assert (api.version, found.summary, found.description, found.tags) == ("1.10", "1.10", "true", ("0x1F",))


def test_server_variables_are_texts() -> None:
    assert read(SHOP).servers[0].variables["n"] == {"default": "2"}


def test_path_parameters_agree_with_the_path() -> None:
    text = HEAD + "paths: {'/a/{b}': {get: {operationId: x, parameters: [{name: c, in: path, schema: {}}]}}}"
    api, problems = load(text, "api.yaml")
    assert [problem.code for problem in problems] == ["S15", "S31", "S31"]
    (parameter,) = api.operations[0].parameters
    assert isinstance(parameter, Parameter)
    assert (parameter.name, parameter.location, parameter.required) == ("b", "path", True)
    assert parameter.evidence.inferred["schema"] == "parameter-from-path"


def test_variables_in_the_query_of_a_path_have_a_parameter_too() -> None:
    text = HEAD + "paths: {'/a?x={x}&y={y}#z={z}': {get: {operationId: o, parameters: [{name: y, in: query}]}}}"
    api, problems = load(text, "api.yaml")
    assert [problem.code for problem in problems] == ["S31"]
    assert [(one.name, one.location) for one in api.operations[0].parameters] == [("y", "query"), ("x", "path")]


def test_a_discriminator_may_map_to_files_that_were_bundled_or_are_gone() -> None:
    mapping = "{a: 'parts/Cat.yaml', b: '#/Dog', c: 'other.yaml#/Owl'}"
    union = f"A: {{oneOf: [{{}}], discriminator: {{propertyName: kind, mapping: {mapping}}}}}"
    api, problems = load(HEAD + f"paths: {{}}\ncomponents: {{schemas: {{Cat: {{}}, Dog: {{}}, {union}}}}}", "api.yaml")
    assert [problem.code for problem in problems] == ["S15"] * 3
    found = api.schemas["A"].discriminator
    assert found is not None
    assert found.mapping == {"a": "Cat", "b": "Dog"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("openapi: 3.1.0", ["S14", "S14"]),
        (HEAD + "paths: {/a: {get: {parameters: [{name: '', in: query}]}}}", ["S14"]),
        (HEAD + "paths: {/a: {get: {requestBody: {content: {'': {}, ' text/plain': {}}}}}}", ["S15", "S15"]),
        (HEAD + "paths: [a]", ["S13"]),
        (HEAD + "paths: {a: {get: {}}}", ["S15"]),
        (HEAD + "paths: {/a: {gte: {}}}", ["S13"]),
        (HEAD + "paths: {/a: {get: 5}}", ["S13"]),
        (HEAD + "paths: {/a: {get: {parameters: [{name: x}]}}}", ["S13"]),
        (HEAD + "paths: {/a: {get: {parameters: [{name: x, in: query}, {name: x, in: query}]}}}", ["S32"]),
        (HEAD + "paths: {/a: {get: {responses: {20: {description: a}}}}}", ["S13"]),
        (HEAD + "paths: {/a: {get: {responses: {200: {}}}}}", ["S14"]),
        (HEAD + "paths: {/a: {get: {security: [{k: []}]}}}", ["S33"]),
        (HEAD + "paths: {/a: {get: {deprecated: 'true'}}}", ["S15"]),
        (HEAD + "paths: {/a: {get: {x-docs: 5}}}", ["S35"]),
        (HEAD + "paths: {/a: {get: {x-docs: {at: [1], inferred: {a: 1}}}}}", ["S35", "S35"]),
        (HEAD + "components: {securitySchemes: {a: {type: basic}, b: {type: magic}}}", ["S15", "S13"]),
        (HEAD + "components: {schemas: {a: {properties: 5, items: x, enum: y, allOf: z}}}", ["S13"] * 4),
        (HEAD + "components: {schemas: {a: {required: true}}}", ["S15"]),
        (HEAD + "paths: {/a: {get: {operationID: a, x-own: 1, responses: {}}}}", ["S16"]),
        (HEAD + "components: {schemas: {a: {type: object, requried: [b], our-own: 1}}}", ["S16"]),
        (HEAD + "paths: {/a: {get: {parameters: [{name: a, in: query, schema: {}, requird: true}]}}}", ["S16"]),
        (HEAD.replace("3.1.1", "3.2.0") + "paths: {}", ["S12"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_the_rest_is_read(text: str, expected: list[str]) -> None:
    assert sorted(codes(text)) == sorted(expected)


def test_a_problem_has_its_line_and_column() -> None:
    _, problems = load("openapi: 3.0.0\ninfo: {title: a, version: b}\npaths:\n  /a:\n    get: []\n", "dir/api.yaml")
    assert str(problems[0]) == "dir/api.yaml:5:5 S13 'get' must be a mapping, not a list: left out"
    assert problems[0].quote == "    get: []"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("swagger: '2.0'", "api.yaml:1:1 S11 this is a Swagger 2.0 document, not OpenAPI 3"),
        ("hello", "api.yaml:1:1 S10 the root must be a mapping, not the text 'hello'"),
        ("", "api.yaml S10 the root must be a mapping, not null"),
        ("a: 1", "api.yaml:1:1 S10 there is no `openapi: 3...` at the root"),
        ("openapi: 4.0.0", "api.yaml:1:1 S10 OpenAPI version '4.0.0' is not 3.0 or 3.1"),
    ],
)
def test_other_documents_are_refused(text: str, message: str) -> None:
    assert refused(text) == [message]


def test_what_references_would_blow_up_is_refused() -> None:
    big = json.dumps({"description": "", "x-big": list(range(50_000))})
    paths = {f"/{n}": {"get": {"responses": {"200": {"$ref": "#/components/responses/B"}}}} for n in range(100)}
    text = f'{{"openapi": "3.1.0", "paths": {json.dumps(paths)}, "components": {{"responses": {{"B": {big}}}}}}}'
    assert "S02" in refused(text)[-1]


junk = st.recursive(
    st.sampled_from(
        [None, True, 1, "", "a", "#/components/schemas/A", "#/paths/~1a", "query", "path", "object", "3.1.0"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "$ref schema content parameters responses get type properties items allOf name in 200 headers a/b"
                " required discriminator mapping propertyName x-docs security flows /a enum requestBody examples"
                " servers url".split()
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.fixed_dictionaries({"paths": junk, "components": junk, "tags": junk, "servers": junk, "security": junk}),
    junk,
    junk,
)
@example({}, None, {"discriminator": ""})
def test_any_junk_is_read_and_what_comes_of_it_is_written(root: dict[str, Any], item: Any, component: Any) -> None:
    whole = root | {"openapi": "3.0.0", "info": item}
    whole["paths"] = {"/a": item, "/b": {"get": item, "parameters": component}}
    whole["components"] = {
        "schemas": {"A": component},
        "responses": {"R": item},
        "securitySchemes": {"s": component},
    }
    api, _ = load(json.dumps(whole), "api.json")
    text = dump(api)
    assert dump(load(text, "again")[0]) == text
