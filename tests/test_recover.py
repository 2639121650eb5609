"""What documents state -> the Api: the whole middle, on facts written down by hand."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from generator.problems import Location
from generator.spec.api import MISSING, Api, Operation, Parameter, Schema
from generator.spec.facts import SampleField, SampleKey, StatedDocument, StatedScheme, StatedServer
from generator.spec.openapi.write import document_value
from generator.spec.recover import recover
from tests.stated import (
    BINARY,
    BOOLEAN,
    CAMEL,
    CAPITALIZED,
    INTEGER,
    RENAMED,
    SNAKE,
    STRING,
    document,
    field,
    model,
    operation,
    ref,
)

JSON = ("application/json",)
ITEM = "/rooms/{roomId}"


def sessions() -> list[StatedDocument]:
    """Three dialects of one API of rooms: a complete newer one that capitalizes, an older one that keeps, a renaming
    one."""
    sample = SampleField(
        parameter="NewRoom", name="DoorCode", wire=False, value="1", schema=STRING, at=Location("p.md", 9)
    )
    literal = SampleField(
        parameter="newRoom", name="doorCode", wire=True, value="1", schema=STRING, at=Location("t.md", 9)
    )
    key = SampleKey(scheme="apiToken", kind="apiKey", at=Location("p.md", 8), name="Authorization")
    both = ["apiToken", "oauth2"]
    newer = document(
        operation("CreateRoom", "POST", "/rooms", field("newRoom", ref("NewRoom"), required=True), consumes=JSON,
                  returns=ref("Room"), security=["apiToken"], statuses={"200": "Success", "429": "Slow"}, tag="Room"),
        operation("GetRoom", "GET", ITEM, field("roomId", required=True, description="`id` of the room"), consumes=(),
                  produces=JSON, returns=ref("Room"), security=both, statuses={"404": "Not Found", "200": "Success"}),
        operation("DropRoom", "DELETE", ITEM, field("roomId", required=True), consumes=(), returns=None,
                  security=both, statuses={"204": "No Content"}, summary="Drop a room", file="c.md", line=7),
        operation("LeaveRoom", "DELETE", "/rooms/me", field("cookie", required=False), returns=None, security=[]),
        dialect="csharp", style=CAPITALIZED, path="c.md", namespace="Acme.Sdk.Api",
        servers=(StatedServer(url="https://rooms.example", at=Location("c.md", 3)),),
    )  # fmt: skip
    older = document(
        operation("createRoom", "POST", "/rooms", field("newRoom", ref("NewRoom"), required=True), consumes=JSON,
                  returns=ref("Room"), security=["API_Token"], sample_fields=(literal,), tag="Room"),
        operation("endRoom", "DELETE", ITEM, field("roomId", required=True), security=["API_Token", "OAuth_2.0"],
                  summary="End a room", file="t.md", line=5),
        dialect="typescript", style=CAMEL, path="t.md", namespace="acme",
    )  # fmt: skip
    renaming = document(
        operation("New-Room", "POST", "/rooms", field("NewRoom", ref("NewRoom"), required=True), consumes=JSON,
                  sample_fields=(sample,), sample_keys=(key,), security=["apiToken"]),
        operation("Get-Room", "GET", ITEM, field("RoomId", required=True)),
        dialect="powershell", style=RENAMED, path="p.md", namespace="PSOpenAPITools.PSOpenAPITools",
    )  # fmt: skip
    return [newer, older, renaming]


def one(*documents: StatedDocument) -> Api:
    return recover(documents)[0]


def only(*parameters: Any, method: str = "GET", path: str = "/things", style: Any = CAMEL, **facts: Any) -> Operation:
    api = one(document(operation("op", method, path, *parameters, **facts), style=style))
    return api.operations[0]


def by_id(api: Api, name: str) -> Operation:
    return next(operation for operation in api.operations if operation.operation_id == name)


def named(operation: Operation, name: str) -> Parameter:
    return next(parameter for parameter in operation.parameters if parameter.name == name)


@pytest.mark.parametrize(
    ("namespace", "title"),
    [
        ("Acme.Sdk", "Acme API"),
        ("BoatsApi", "Boats API"),
        ("BoatsApiV3Sdk", "Boats API"),
        ("Acme\\BoatsApiClient", "Acme Boats API"),
    ],
)
def test_the_title_has_the_words_of_the_namespace_but_those_that_generators_put_behind(
    namespace: str, title: str
) -> None:
    api, _ = recover([StatedDocument(path="t.md", dialect="php", namespace=namespace)])
    assert api.title == title


def test_three_dialects_make_one_api() -> None:
    api, problems = recover(sessions())
    assert [one.operation_id for one in api.operations] == ["createRoom", "getRoom", "dropRoom", "leaveRoom"]
    assert [(one.method, one.path) for one in api.operations][:2] == [("post", "/rooms"), ("get", ITEM)]
    assert api.title == "Acme API"
    assert api.evidence.inferred["title"] == "title-from-namespace"
    assert sorted(api.security_schemes) == ["apiToken", "oauth2"]
    assert "t.md:5 M01" in "\n".join(map(str, problems))


def test_the_order_of_documents_does_not_matter() -> None:
    results = [recover(documents) for documents in itertools.permutations(sessions())]
    assert all(result == results[0] for result in results)


def test_a_kept_operation_id_is_stated_and_a_lowered_one_inferred() -> None:
    api = one(*sessions())
    assert "operationId" not in by_id(api, "createRoom").evidence.inferred
    assert by_id(api, "dropRoom").evidence.inferred["operationId"] == "operation-id-lowered"


def test_the_api_key_is_what_the_sample_configures() -> None:
    scheme = one(*sessions()).security_schemes["apiToken"]
    assert (scheme.kind, scheme.name, scheme.location) == ("apiKey", "Authorization", "header")
    assert scheme.evidence.inferred["name"] == "key-name-from-sample"
    assert scheme.evidence.guesses == ()


def test_oauth_without_a_readme_has_no_flow() -> None:
    scheme = one(*sessions()).security_schemes["oauth2"]
    assert (scheme.kind, scheme.flows) == ("oauth2", ())
    assert scheme.evidence.inferred["flows"] == "oauth-flows-unknown"


def test_a_body_field_comes_from_the_samples_under_its_name_on_the_wire() -> None:
    schema = one(*sessions()).schemas["NewRoom"]
    assert [part.name for part in schema.properties] == ["doorCode"]
    inferred = schema.properties[0].schema.evidence.inferred
    assert inferred["name"] == inferred["schema"] == "property-from-sample"
    assert schema.properties[0].schema.evidence.at == ("t.md:9", "p.md:9")


def test_a_recased_body_field_is_put_into_the_convention() -> None:
    schema = one(sessions()[2]).schemas["NewRoom"]
    assert [part.name for part in schema.properties] == ["doorCode"]
    assert schema.properties[0].schema.evidence.guesses == ("required",)


def test_a_model_that_is_only_named_is_an_open_object() -> None:
    schema = one(*sessions()).schemas["Room"]
    assert (schema.types, schema.properties, schema.additional) == (("object",), (), None)
    assert schema.evidence.inferred == {"schema": "schema-named-only"}


def test_evidence_names_every_document_that_states_the_operation() -> None:
    assert by_id(one(*sessions()), "dropRoom").evidence.at == ("c.md:7", "t.md:5")


def test_schemes_are_alternatives_and_none_means_open() -> None:
    api = one(*sessions())
    security = by_id(api, "getRoom").security
    assert security is not None
    assert [required.schemes for required in security] == [(("apiToken", ()),), (("oauth2", ()),)]
    assert by_id(api, "getRoom").evidence.inferred["security"] == "security-alternatives"
    assert by_id(api, "leaveRoom").security == ()


def test_the_return_type_goes_to_the_success_status_only() -> None:
    responses = by_id(one(*sessions()), "getRoom").responses
    assert [(row.status, len(row.content)) for row in responses] == [("200", 1), ("404", 0)]
    assert responses[0].content[0].schema == ref("Room")


@pytest.mark.parametrize(
    ("method", "returns", "status"),
    [
        ("GET", ref("Room"), "200"),
        ("GET", None, "200"),
        ("POST", None, "200"),
        ("PUT", None, "200"),
        ("PATCH", None, "204"),
        ("DELETE", None, "204"),
        ("DELETE", ref("Room"), "200"),
    ],
)
def test_an_unstated_success_status_is_a_guess(method: str, returns: Schema | None, status: str) -> None:
    response = only(method=method, returns=returns).responses[0]
    assert (response.status, response.evidence.guesses[-1]) == (status, "status")


@pytest.mark.parametrize(
    ("method", "alone", "beside_told"),
    [
        ("GET", True, True),
        ("POST", True, False),
        ("PUT", True, False),
        ("PATCH", True, False),
        ("DELETE", False, False),
    ],
)
def test_where_nothing_is_said_of_what_comes_it_may_be_anything(method: str, alone: bool, beside_told: bool) -> None:
    """A README's table of endpoints says no more than verb and path."""
    silent, told = operation("change", method, "/rooms"), operation("getRoom", "GET", "/room", returns=ref("Room"))
    for others, expected in (((), alone), ((told,), beside_told)):
        found = by_id(one(document(silent, *others)), "change").responses[0]
        assert [media.schema for media in found.content] == ([Schema()] if expected else [])
        assert ("schema" in found.evidence.guesses) is expected


@pytest.mark.parametrize(
    ("statuses", "carrying"),
    [(("200", "201"), ["200", "201"]), (("200", "202"), ["200"]), (("201", "202"), ["201"]), (("200", "204"), ["200"])],
)
def test_only_200_and_201_answer_with_the_same(statuses: tuple[str, ...], carrying: list[str]) -> None:
    responses = only(returns=ref("Room"), statuses=dict.fromkeys(statuses, "Done")).responses
    assert [row.status for row in responses if row.content] == carrying
    assert ["schema" in row.evidence.guesses for row in responses if row.content][1:] == [True] * (len(carrying) - 1)


def test_default_carries_the_return_type_where_no_success_is_listed() -> None:
    responses = only(returns=ref("Room"), statuses={"0": "any"}).responses
    assert [(row.status, bool(row.content)) for row in responses] == [("default", True)]


@pytest.mark.parametrize(
    ("printed", "place", "name"),
    [
        ("if_match", "header", "If-Match"),
        ("acceptLanguage", "header", "Accept-Language"),
        ("x_request_id", "header", "X-Request-Id"),
        ("XRequestId", "header", "X-Request-Id"),
        ("cookie", "header", "Cookie"),
        ("idempotencyKey", "header", "Idempotency-Key"),
        ("JSESSIONID", "cookie", "JSESSIONID"),
        ("xAxis", "query", "xAxis"),
        ("range", "query", "range"),
        ("limit", "query", "limit"),
        ("var_class", "query", "class"),
        ("_from", "query", "from"),
        ("propertyClass", "query", "class"),
    ],
)
def test_places_and_names_of_recased_parameters(printed: str, place: str, name: str) -> None:
    parameter = only(field(printed)).parameters[0]
    assert (parameter.location, parameter.name) == (place, name)
    assert "in" in parameter.evidence.inferred


def test_range_is_a_header_where_bytes_come_back() -> None:
    parameter = only(field("range"), returns=BINARY).parameters[0]
    assert (parameter.location, parameter.name) == ("header", "Range")


def test_the_case_of_names_is_learned_from_path_templates() -> None:
    documents = document(
        operation("a", "GET", "/pools/{pool_id}/{lane_id}", field("poolId"), field("laneId"), field("minDepth")),
        operation("b", "GET", "/lanes", field("laneId")),
        style=CAMEL,
    )
    first, second = one(documents).operations
    assert [parameter.name for parameter in first.parameters] == ["pool_id", "lane_id", "min_depth"]
    assert first.parameters[2].evidence.inferred["name"] == "name-convention"
    assert second.parameters[0].evidence.inferred["name"] == "name-known"


def test_models_that_no_document_describes_are_told_once() -> None:
    reads = [operation(name, "GET", f"/{name}", returns=ref(name), line=n) for n, name in enumerate("FEDCBA", 3)]
    models = document(models=(model("F", field("x", path="F.md"), path="F.md"),), path="F.md")
    (problem,) = recover([document(*reads), models])[1]
    assert (problem.code, str(problem.location)) == ("I05", "a.md:4")
    assert "no document describes 5 of 6 models (A, B, C, D, E)" in problem.message


def test_placeholders_in_capitals_show_no_name_that_is_sent_elsewhere() -> None:
    documents = document(
        operation("a", "GET", "/pools/{POOL_ID}/{LANE}", field("pool_id"), field("lane")),
        operation("b", "GET", "/pools", field("pool_id"), field("lane"), field("page_size")),
        style=SNAKE,
    )
    first, second = one(documents).operations
    assert [parameter.name for parameter in first.parameters] == ["POOL_ID", "LANE"]
    assert [parameter.name for parameter in second.parameters] == ["pool_id", "lane", "page_size"]


def test_a_name_without_any_evidence_of_its_case_is_a_guess() -> None:
    parameter = only(field("min_depth"), style=SNAKE).parameters[0]
    assert (parameter.name, parameter.evidence.guesses) == ("min_depth", ("name", "required"))


def test_a_name_that_a_sample_shows_is_stated() -> None:
    parameter = only(field("xTrace", wire="X-Trace")).parameters[0]
    assert (parameter.name, parameter.location) == ("X-Trace", "header")
    assert "name" not in parameter.evidence.inferred


def test_a_description_that_spells_the_name_out_is_believed() -> None:
    parameter = only(field("filter_name", description="Use `filter[name]=x` to search"), style=SNAKE).parameters[0]
    assert (parameter.name, parameter.evidence.inferred["name"]) == ("filter[name]", "name-in-text")


@pytest.mark.parametrize(
    ("parameters", "consumes", "body"),
    [
        ([field("id"), field("roomInput", ref("RoomInput"))], JSON, ref("RoomInput")),
        ([field("sort", ref("Sort")), field("room", ref("Room"), required=True)], JSON, ref("Room")),
        ([field("body")], ("text/plain",), STRING),
        ([field("flag", BOOLEAN), field("note")], ("text/plain",), None),
        (
            [field("requestBody", Schema(types=("array",), items=STRING))],
            JSON,
            Schema(types=("array",), items=STRING),
        ),
        ([field("data", BINARY)], ("application/octet-stream",), BINARY),
    ],
)
def test_which_parameter_is_the_body(parameters: list[Any], consumes: tuple[str, ...], body: Schema | None) -> None:
    found = only(*parameters, method="POST", path="/rooms/{id}", consumes=consumes).request_body
    assert (found.content[0].schema if found else None) == body


def test_a_model_in_a_query_of_an_operation_without_body_stays_there() -> None:
    found = only(field("sort", ref("Sort")), consumes=())
    assert found.request_body is None
    assert found.parameters[0].location == "query"


def test_a_body_keeps_all_its_content_types_in_order() -> None:
    types = ("application/json", "application/xml")
    body = only(field("body", ref("Room"), required=True), method="PUT", consumes=types).request_body
    assert body is not None
    assert (tuple(media.content_type for media in body.content), body.required) == (types, True)


def test_a_form_takes_what_is_neither_path_nor_header() -> None:
    form = ("multipart/form-data",)
    fields = [
        field("id", required=True),
        field("photo", BINARY, required=True),
        field("if_match"),
        field("caption"),
    ]
    found = only(*fields, method="POST", path="/rooms/{id}/photo", consumes=form)
    assert found.request_body is not None
    schema = found.request_body.content[0].schema
    assert schema is not None
    assert [(part.name, part.required) for part in schema.properties] == [("photo", True), ("caption", False)]
    assert [parameter.name for parameter in found.parameters] == ["id", "If-Match"]
    assert found.request_body.required


def test_query_parameters_of_a_form_are_known_from_other_operations() -> None:
    documents = document(
        operation("list", "GET", "/rooms", field("expand", required=False), consumes=()),
        operation("add", "POST", "/rooms", field("expand", required=False), field("name", required=False),
                  consumes=("application/x-www-form-urlencoded",)),
        style=CAMEL,
    )  # fmt: skip
    added = by_id(one(documents), "add")
    assert [parameter.name for parameter in added.parameters] == ["expand"]


def test_a_path_parameter_that_no_document_describes_is_reported_and_there() -> None:
    api, problems = recover([document(operation("get", "GET", "/rooms/{id}"))])
    assert (api.operations[0].parameters[0].name, api.operations[0].parameters[0].required) == ("id", True)
    assert [problem.code for problem in problems] == ["I01"]


def test_path_parameters_are_required_whatever_is_printed() -> None:
    parameter = only(field("id", required=False), path="/rooms/{id}").parameters[0]
    assert (parameter.required, parameter.evidence.inferred["required"]) == (True, "path-required")


def test_two_operations_of_one_path_are_told_apart_by_a_literal_query() -> None:
    api = one(document(operation("a", "GET", "/pages?kind=html"), operation("b", "GET", "/pages?kind=pdf")))
    assert [one.path for one in api.operations] == ["/pages?kind=html", "/pages?kind=pdf"]


def test_operations_that_only_parameters_in_the_query_tell_apart_all_survive() -> None:
    by_city = operation("byCity", "GET", "/weather?city={city}", field("city"), field("units"))
    by_place = operation("byPlace", "GET", "/weather?lat={lat}&lon={lon}", field("lat"), field("lon"))
    api = one(document(by_city, by_place), document(by_city, by_place, path="b.md"))
    assert {each.path: {(one.name, one.location) for one in each.parameters} for each in api.operations} == {
        "/weather?city={city}": {("city", "path"), ("units", "query")},
        "/weather?lat={lat}&lon={lon}": {("lat", "path"), ("lon", "path")},
    }
    assert list(OpenAPIV31SpecValidator(document_value(api)).iter_errors()) == []


def test_a_query_that_one_document_leaves_out_tells_nothing_apart() -> None:
    with_query = operation("a", "GET", "/weather?city={city}", field("city"))
    without = operation("a", "GET", "/weather", field("city"))
    (found,) = one(document(with_query), document(without, path="b.md")).operations
    assert (found.path, found.parameters[0].location) == ("/weather", "query")


def test_parameters_in_the_query_of_a_path_are_query_parameters() -> None:
    found = only(field("appId"), path="/notes?app_id={app_id}")
    assert (found.path, [(one.name, one.location) for one in found.parameters]) == (
        "/notes",
        [("app_id", "query")],
    )


def test_a_form_holds_nothing_that_the_path_has_in_its_query() -> None:
    form = ("application/x-www-form-urlencoded",)
    sent = (field("appId", required=True), field("title", required=True))
    found = only(*sent, method="POST", path="/notes?app_id={app_id}", consumes=form)
    assert found.request_body is not None
    schema = found.request_body.content[0].schema
    assert schema is not None
    assert [one.name for one in schema.properties] == ["title"]


def test_operation_ids_are_unique() -> None:
    api, problems = recover(
        [document(operation("list", "GET", "/a", tag="A"), operation("list", "GET", "/b", tag="B"))]
    )
    assert [one.operation_id for one in api.operations] == ["list", "listB"]
    assert [problem.code for problem in problems] == ["I03"]


@pytest.mark.parametrize(
    ("default", "schema", "kept", "told"),
    [
        ("20", INTEGER, 20, []),
        ("true", BOOLEAN, True, []),
        ("many", INTEGER, MISSING, ["I04"]),
        ("b", Schema(types=("string",), enum=("a",)), MISSING, ["I04"]),
    ],
)
def test_defaults_have_the_type_of_their_schema_or_are_left_out(
    default: str, schema: Schema, kept: object, told: list[str]
) -> None:
    api, problems = recover([document(operation("op", "GET", "/a", field("x", schema, default=default)))])
    assert api.operations[0].parameters[0].schema.default == kept
    assert [problem.code for problem in problems] == told


def test_model_documents_become_components() -> None:
    room = model(
        "Room",
        field("DoorCode", required=True, read_only=True),
        field("Kind", ref("Kind"), required=False),
        field("ClosedOn", Schema(types=("string",), format="date"), nullable=True),
        field("PropertyClass", required=False),
    )
    kind = model("Kind", kind="enum", enum=("small", "large"))
    path = operation("get", "GET", "/rooms/{roomId}/{doorCode}")
    schemas = one(document(path, style=CAPITALIZED, models=(room, kind))).schemas
    assert [part.name for part in schemas["Room"].properties] == ["doorCode", "kind", "closedOn", "class"]
    assert schemas["Room"].properties[0].required
    assert schemas["Room"].properties[0].schema.read_only
    assert schemas["Room"].properties[2].schema.types == ("string", "null")
    assert (schemas["Kind"].types, schemas["Kind"].enum) == (("string",), ("small", "large"))


def test_a_union_is_one_of_its_members() -> None:
    boat = model("Boat", kind="union", union=(ref("Sail"), ref("Motor")), discriminator="boatType")
    schema = one(document(models=(boat, model("Sail", field("BoatType")), model("Motor", field("BoatType"))))).schemas[
        "Boat"
    ]
    assert schema.one_of == (ref("Sail"), ref("Motor"))
    assert schema.discriminator is not None
    assert schema.discriminator.property_name == "BoatType"


def test_schemes_of_a_readme_are_taken_as_they_stand() -> None:
    at = Location("README.md", 4)
    schemes = (
        StatedScheme(key="key", kind="apiKey", at=at, name="api_key", location="query"),
        StatedScheme(key="token", kind="bearer", at=at, bearer_format="JWT"),
        StatedScheme(
            key="login",
            kind="oauth2",
            at=at,
            flow="accessCode",
            authorization_url="https://id.example/oauth/authorize",
            scopes=(("read", "Read"),),
        ),
    )
    found = one(document(schemes=schemes)).security_schemes
    assert (found["key"].name, found["key"].location) == ("api_key", "query")
    assert found["key"].evidence.inferred == {}
    assert (found["token"].kind, found["token"].scheme, found["token"].bearer_format) == (
        "http",
        "bearer",
        "JWT",
    )
    flow = found["login"].flows[0]
    assert (flow.kind, flow.token_url, flow.scopes) == (
        "authorizationCode",
        "https://id.example/oauth/token",
        {"read": "Read"},
    )
    assert found["login"].evidence.guesses == ("flows",)


@pytest.mark.parametrize(
    ("name", "kind"), [("oauth2", "oauth2"), ("basicAuth", "http"), ("jwt", "http"), ("X-Key", "apiKey")]
)
def test_a_scheme_that_is_only_named_is_what_its_name_says(name: str, kind: str) -> None:
    assert one(document(operation("a", "GET", "/a", security=[name]))).security_schemes[name].kind == kind


def test_an_api_key_of_which_nothing_is_known_is_a_guess() -> None:
    scheme = one(document(operation("a", "GET", "/a", security=["magic"]))).security_schemes["magic"]
    assert (scheme.name, scheme.location) == ("Authorization", "header")
    assert "name" in scheme.evidence.guesses


@pytest.mark.parametrize(
    ("url", "title"),
    [("https://api.kilns.example/v2", "kilns.example"), ("https://kilns.example", "kilns.example"), ("/v2", "API")],
)
def test_an_api_that_nothing_names_is_called_after_its_host(url: str, title: str) -> None:
    server = StatedServer(url=url, at=Location("a.md", 1))
    assert one(document(operation("a", "GET", "/a"), servers=(server,))).title == title


def test_the_version_is_taken_from_the_paths() -> None:
    api = one(document(operation("a", "GET", "/api/v3/a"), operation("b", "GET", "/api/v3/b")))
    assert (api.version, api.evidence.guesses) == ("3", ("title", "version"))


@pytest.mark.parametrize(
    "namespace",
    ["OpenAPI\\Client", "PSOpenAPITools.PSOpenAPITools\\Api", "Org.OpenAPITools.Api", "openapi_client"],
)
def test_what_generators_put_into_a_namespace_is_no_title(namespace: str) -> None:
    assert one(document(namespace=namespace)).title == "API"
