"""Where parameters travel."""

from __future__ import annotations

from typing import Any

import pytest

from generator.problems import Location
from generator.spec.api import Schema
from generator.spec.facts import (
    StatedScheme,
)
from generator.spec.recover import recover
from tests.stated import (
    BINARY,
    BOOLEAN,
    CAMEL,
    CAPITALIZED,
    INTEGER,
    KEPT,
    SNAKE,
    STRING,
    api_of,
    document,
    field,
    model,
    names,
    operation,
    ref,
)

JSON = ("application/json",)
URI = Schema(types=("string",), format="uri")


@pytest.mark.parametrize(
    ("method", "consumes", "guess"), [("POST", None, True), ("POST", (), False), ("GET", None, False)]
)
def test_a_parameter_beside_an_unstated_content_type_may_be_a_field(
    method: str, consumes: tuple[str, ...] | None, guess: bool
) -> None:
    (found,) = api_of(operation("a", method, "/a", field("size", INTEGER), consumes=consumes)).operations[0].parameters
    assert (found.location, "in" in found.evidence.guesses) == ("query", guess)


@pytest.mark.parametrize(
    ("description", "place"), [("Session cookie", "cookie"), ("Which room gets the cookie", "query")]
)
def test_a_description_may_call_a_parameter_a_cookie(description: str, place: str) -> None:
    found = api_of(operation("a", "GET", "/a", field("sid", description=description))).operations[0]
    assert found.parameters[0].location == place


def test_what_the_document_says_about_the_place_is_stated() -> None:
    parameter = api_of(operation("a", "GET", "/a", field("token", place="header"))).operations[0].parameters[0]
    assert (parameter.location, "in" in parameter.evidence.inferred) == ("header", False)


@pytest.mark.parametrize(
    ("printed", "style", "place"),
    [
        ("acceptVersion", CAMEL, "header"),
        ("XAPIKEY", CAPITALIZED, "header"),
        ("psuIpAddress", CAMEL, "header"),
        ("depot_correlation_id", SNAKE, "header"),
        ("Depot-api-key", KEPT, "header"),
        ("depot-api-key", KEPT, "query"),
        ("correlation", CAMEL, "query"),
    ],
)
def test_names_that_only_headers_have(printed: str, style: Any, place: str) -> None:
    found = api_of(operation("list", "GET", "/a", field(printed)), style=style).operations[0]
    assert found.parameters[0].location == place


@pytest.mark.parametrize(
    ("printed", "facts", "place"),
    [
        ("depotVersion", {"required": True}, "header"),
        ("apiVersion", {"required": True}, "query"),
        ("depotToken", {"required": True}, "query"),
        ("depotAuth", {"required": True}, "query"),
        ("depotVersion", {"required": False}, "query"),
        ("depot", {"required": True}, "query"),
    ],
)
def test_what_every_operation_needs_is_a_header(printed: str, facts: dict[str, Any], place: str) -> None:
    verbs = ("GET", "POST", "DELETE", "GET", "PATCH")
    found = api_of(*(operation(f"do{n}", verb, f"/a{n}", field(printed, **facts)) for n, verb in enumerate(verbs)))
    assert {parameter.location for each in found.operations for parameter in each.parameters} == {place}


def test_what_only_reading_operations_need_is_no_header() -> None:
    found = api_of(*(operation(f"do{n}", "GET", f"/a{n}", field("depotVersion", required=True)) for n in range(6)))
    assert {parameter.location for each in found.operations for parameter in each.parameters} == {"query"}


def test_a_model_under_its_own_name_is_the_body_even_of_a_get() -> None:
    wanted, room = field("Room", ref("Room")), model("Room", field("size"))
    found = api_of(operation("find", "GET", "/a", wanted, consumes=JSON), models=(room,)).operations[0]
    assert found.request_body is not None
    assert (
        api_of(operation("find", "GET", "/a", wanted, consumes=()), models=(room,)).operations[0].request_body is None
    )


@pytest.mark.parametrize(
    ("schema", "consumes", "has_body"),
    [(STRING, (), False), (STRING, None, True), (STRING, JSON, True), (ref("Room"), (), True)],
)
def test_a_text_called_body_is_none_of_a_get_that_is_told_to_have_none(
    schema: Schema, consumes: tuple[str, ...] | None, has_body: bool
) -> None:
    room = model("Room", field("size"))
    found = api_of(operation("find", "GET", "/a", field("body", schema), consumes=consumes), models=(room,)).operations[
        0
    ]
    assert (found.request_body is not None, names(found)) == (has_body, [] if has_body else ["body"])


@pytest.mark.parametrize(
    ("template", "printed", "places"),
    [
        ("rentRoom", "rentRoomParam", {"rentRoom": "path"}),
        ("id", "roomId", {"id": "path"}),
        ("id", "desk", {"id": "path", "desk": "query"}),
    ],
)
def test_a_path_parameter_may_be_renamed(template: str, printed: str, places: dict[str, str]) -> None:
    call = operation("rentRoom", "GET", f"/rooms/{{{template}}}", field(printed, required=True))
    assert {parameter.name: parameter.location for parameter in api_of(call).operations[0].parameters} == places


def test_of_two_parameters_that_differ_in_capitals_the_path_takes_the_one_that_is_spelled_so() -> None:
    fields = (field("toolId", required=True), field("TOOL_ID", required=True))
    found = api_of(operation("find", "GET", "/tools/{TOOL_ID}", *fields)).operations[0]
    assert {parameter.name: parameter.location for parameter in found.parameters} == {
        "toolId": "query",
        "TOOL_ID": "path",
    }


def test_a_header_is_no_body() -> None:
    found = api_of(operation("a", "POST", "/a", field("prefer", ref("PreferHeader")), consumes=())).operations[0]
    assert (found.request_body, names(found)) == (None, ["Prefer"])


def test_a_map_in_a_query_is_a_deep_object() -> None:
    schema = Schema(types=("object",), additional=STRING)
    parameter = api_of(operation("a", "GET", "/a", field("filter", schema))).operations[0].parameters[0]
    assert (parameter.style, parameter.explode, "style" in parameter.evidence.guesses) == ("deepObject", True, True)


@pytest.mark.parametrize(
    ("schema", "expected"), [(BINARY, "multipart/form-data"), (STRING, "application/x-www-form-urlencoded")]
)
def test_several_parameters_of_a_post_without_content_type_may_be_a_form(schema: Schema, expected: str) -> None:
    body = api_of(operation("a", "POST", "/a", field("map", schema), field("caption"))).operations[0].request_body
    assert body is not None
    assert (body.content[0].content_type, body.evidence.guesses) == (expected, ("content",))


@pytest.mark.parametrize(
    ("name", "described", "is_whole"),
    [("classifyRequest", False, True), ("classifyRequest", True, False), ("options", False, False)],
)
def test_the_only_field_of_a_form_may_be_the_form(name: str, described: bool, is_whole: bool) -> None:
    consumes = ("application/x-www-form-urlencoded",)
    form = operation("classify", "POST", "/texts", field(name, ref("ClassifyRequest")), consumes=consumes)
    models = (model("ClassifyRequest", field("text")),) if described else ()
    body = api_of(form, models=models).operations[0].request_body
    assert body is not None and body.content[0].schema is not None
    assert body.content[0].schema.ref == ("ClassifyRequest" if is_whole else None)
    assert [part.name for part in body.content[0].schema.properties] == ([] if is_whole else [name])
    assert ("in" in body.evidence.guesses) == is_whole


@pytest.mark.parametrize(
    ("name", "description", "place"),
    [
        ("trace_header", "", "header"),
        ("include_header", "", "query"),
        ("token", "A header of the gateway", "header"),
        ("token", "What goes into the header of the page", "query"),
    ],
)
def test_a_parameter_may_be_called_a_header(name: str, description: str, place: str) -> None:
    found = api_of(operation("a", "GET", "/a", field(name, description=description)), style=KEPT).operations[0]
    assert (found.parameters[0].location, found.parameters[0].name) == (place, name)


def test_a_parameter_called_like_the_api_key_travels_where_the_key_does() -> None:
    scheme = StatedScheme(key="key", kind="apiKey", at=Location("README.md", 1), name="api_key", location="header")
    found = api_of(operation("a", "GET", "/a", field("apiKey")), schemes=(scheme,)).operations[0]
    assert [(parameter.name, parameter.location) for parameter in found.parameters] == [("api_key", "header")]


@pytest.mark.parametrize(("elsewhere", "place"), [((), "body"), (None, "query")])
def test_a_plain_body_is_told_by_its_content_type_where_others_have_none(
    elsewhere: tuple[str, ...] | None, place: str
) -> None:
    check = operation("a", "POST", "/a", field("text", required=True), field("level", required=False), consumes=JSON)
    found = api_of(check, operation("b", "POST", "/b", consumes=elsewhere)).operations[0]
    assert ("body" if found.request_body else "query", names(found)) == (
        place,
        ["level"] if place == "body" else ["text", "level"],
    )


def test_headers_of_european_banking_are_known_with_what_travels_beside_them() -> None:
    asked = [field(name) for name in ("pSUIPAddress", "tPPRedirectURI", "signature", "consentID", "digest")]
    found = api_of(operation("a", "GET", "/a", *asked), operation("b", "GET", "/b", field("signature")))
    assert names(found.operations[0]) == ["PSU-IP-Address", "TPP-Redirect-URI", "Signature", "Consent-Id", "Digest"]
    assert {each.location for each in found.operations[0].parameters} == {"header"}
    assert [each.location for each in found.operations[1].parameters] == ["query"]


def test_what_stands_before_a_file_that_is_the_last_is_a_query_parameter() -> None:
    scan = field("scan", Schema(types=("string",), format="binary"), required=True)
    asked = [field("overwrite", required=True), scan, field("note", required=False)]

    def placed(*fields: Any) -> list[str]:
        found = api_of(operation("a", "POST", "/a", *fields, consumes=("multipart/form-data",))).operations[0]
        return names(found)

    assert placed(*asked) == ["overwrite"]
    assert placed(*asked, field("caption", required=True)) == []


def test_a_list_of_numbers_that_is_called_after_their_type_is_the_body() -> None:
    numbers = field("bigDecimal", Schema(types=("array",), items=Schema(types=("number",))), required=False)
    found = api_of(operation("a", "POST", "/a", numbers, consumes=JSON)).operations[0]
    assert (names(found), found.request_body is not None) == ([], True)


def test_a_missing_body_is_reported() -> None:
    _, problems = recover([document(operation("a", "POST", "/a", field("flag", BOOLEAN), consumes=JSON))])
    assert [problem.code for problem in problems] == ["I02"]


def test_no_body_is_missing_where_operations_that_read_have_a_content_type_too() -> None:
    added = operation("a", "POST", "/a", field("flag", BOOLEAN), consumes=JSON)
    _, problems = recover([document(added, operation("b", "GET", "/a", consumes=JSON))])
    assert problems == ()
