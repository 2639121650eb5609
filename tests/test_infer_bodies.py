"""Types, forms, bodies, responses, and the schemas of models."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.problems import Location
from generator.spec.api import MISSING, Schema
from generator.spec.facts import (
    StatedField,
    StatedOperation,
    StatedResponse,
)
from generator.spec.infer.content import content_fits
from generator.spec.recover import recover
from tests.stated import (
    BINARY,
    BOOLEAN,
    CAMEL,
    INTEGER,
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
FORM_TYPE = ("multipart/form-data",)


def test_a_sample_tells_a_date_from_a_date_with_a_time() -> None:
    moment = Schema(types=("string",), format="date-time")
    dated = field("until", moment, schema_uncertain=True, example="2013-10-20")
    timed = field("until", moment, schema_uncertain=True, example="2013-10-20T19:20:30+01:00")
    found = [api_of(operation("a", "GET", "/a", each)).operations[0].parameters[0] for each in (dated, timed)]
    assert [each.schema.format for each in found] == ["date", None]


@pytest.mark.parametrize(
    ("printed", "uncertain", "is_array"),
    [
        (Schema(types=("string",), enum=("red", "blue")), True, True),
        (ref("Room"), True, True),
        (BINARY, True, True),
        (ref("Room"), False, False),
        (STRING, True, False),
    ],
)
def test_a_list_in_a_sample_makes_an_array_of_what_is_printed(printed: Schema, uncertain: bool, is_array: bool) -> None:
    given = field("colours", printed, schema_uncertain=uncertain, example="[")
    (found,) = api_of(operation("a", "GET", "/a", given)).operations[0].parameters
    assert (found.schema.types == ("array",), found.schema.items) == (is_array, printed if is_array else None)


def test_an_argument_without_a_type_that_is_called_like_a_model_is_that_model() -> None:
    add = operation("a", "POST", "/rooms", field("roomInput", Schema()))
    body = api_of(add, models=(model("RoomInput", field("size")),)).operations[0].request_body
    assert body is not None and body.content[0].schema is not None
    assert body.content[0].schema.ref == "RoomInput"
    assert "schema" in body.evidence.guesses


def test_text_in_content_types_of_files_is_bytes() -> None:
    text = operation("a", "GET", "/a", returns=STRING, produces=("application/pdf", "application/json"))
    response = api_of(text).operations[0].responses[0]
    assert [(media.content_type, media.schema and media.schema.format) for media in response.content] == [
        ("application/pdf", "binary")
    ]
    assert "schema" in response.evidence.guesses


@pytest.mark.parametrize(
    ("schema", "produces", "expected"),
    [
        (ref("Room"), ("application/json", "text/plain"), ("application/json",)),
        (ref("Room"), ("application/json", "application/problem+json"), ("application/json",)),
        (BINARY, ("application/pdf", "application/json"), ("application/pdf",)),
        (BINARY, ("image/svg+xml", "image/png", "application/problem+xml"), ("image/svg+xml", "image/png")),
        (BINARY, ("image/png", "application/vnd.shop+xml", "text/xml"), ("image/png",)),
    ],
)
def test_content_types_that_cannot_hold_the_return_type(
    schema: Schema, produces: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    found = content_fits(schema, produces)
    assert found is not None
    assert found.value == expected


@pytest.mark.parametrize(
    ("method", "produces", "statuses", "answers"),
    [
        ("GET", JSON, {"200": "OK"}, True),
        ("GET", JSON, {}, True),
        ("GET", JSON, {"204": "Gone", "404": "Unknown"}, False),
        ("GET", ("application/problem+json",), {"200": "OK"}, False),
        ("GET", (), {"200": "OK"}, False),
        ("POST", JSON, {"200": "OK"}, False),
    ],
)
def test_a_get_that_accepts_something_returns_it(
    method: str, produces: tuple[str, ...], statuses: dict[str, str], answers: bool
) -> None:
    found = api_of(operation("look", method, "/a", produces=produces, statuses=statuses, returns=None)).operations[0]
    contents = [response.content for response in found.responses if response.status == "200"]
    assert any(contents) is answers
    assert all(media.schema == Schema() for content in contents for media in content)


def test_a_type_among_several_to_accept_may_be_that_of_another_response() -> None:
    both = ("application/json", "application/xml")

    def inferred(produces: tuple[str, ...], statuses: dict[str, str]) -> bool:
        call = operation("look", "GET", "/a", produces=produces, statuses=statuses, returns=STRING)
        return "content" in api_of(call).operations[0].responses[0].evidence.inferred

    assert inferred(both, {"200": "OK", "404": "Unknown"})
    assert not inferred(both, {"200": "OK"})
    assert not inferred(JSON, {"200": "OK", "404": "Unknown"})


def test_the_only_content_type_is_believed() -> None:
    assert content_fits(ref("Room"), ("text/plain",)) is None


def test_bytes_without_a_content_type_are_an_octet_stream() -> None:
    response = api_of(operation("a", "GET", "/a", returns=BINARY, statuses={"200": "Bytes"})).operations[0].responses[0]
    assert response.content[0].content_type == "application/octet-stream"
    assert response.evidence.inferred["content"] == "content-binary"


@pytest.mark.parametrize("default", [True, "TRUE"])
def test_a_default_tells_a_boolean_from_a_string_in_doubt(default: object) -> None:
    found = api_of(operation("a", "GET", "/a", field("x", STRING, default=default, schema_uncertain=True))).operations[
        0
    ]
    assert (found.parameters[0].schema.types, found.parameters[0].schema.default) == (("boolean",), True)


def test_an_empty_model_in_a_query_is_an_enum_whose_values_are_lost() -> None:
    documents = document(
        operation("a", "GET", "/a", field("sort", ref("Sort")), consumes=()), models=(model("Sort"), model("Other"))
    )
    schemas = recover([documents])[0].schemas
    assert (schemas["Sort"].types, schemas["Other"].types) == (("string",), ())
    assert schemas["Sort"].evidence.guesses == ("schema",)


def test_a_number_that_may_be_decimal_text_is_one_unless_another_dialect_tells() -> None:
    number, text = Schema(types=("number",)), Schema(types=("string",), format="decimal")
    price = field("price", number, may_be_text=True, required=True)
    alone = api_of(models=(model("Kiosk", price),)).schemas["Kiosk"].properties[0].schema
    assert (alone.types, alone.evidence.inferred, alone.evidence.guesses) == (
        ("number",),
        {"name": "name-one-word", "schema": "number-or-text"},
        (),
    )
    documents = [
        document(dialect="one", style=CAMEL, models=(model("Kiosk", price),)),
        document(dialect="two", style=CAMEL, models=(model("Kiosk", field("price", text)),)),
    ]
    both = recover(documents)[0].schemas["Kiosk"].properties[0].schema
    assert (both.types, both.format, "schema" in both.evidence.inferred) == (("string",), "decimal", False)


@pytest.mark.parametrize("name", ["string", "string_32", "some_integer64", "boolean"])
def test_a_list_called_after_its_items_is_a_body(name: str) -> None:
    listed = field(name.removeprefix("some_"), Schema(types=("array",), items=STRING), required=True)
    sent = operation("add", "POST", "/kiosks/{id}", field("id", required=True), listed, consumes=JSON)
    (found,) = api_of(sent).operations
    assert names(found) == ["id"]
    assert found.request_body is not None


def test_enums_have_the_type_of_their_values() -> None:
    models = (model("Level", kind="enum", enum=(1, 2)), model("Mixed", kind="enum", enum=(1, "a")))
    schemas = api_of(models=models).schemas
    assert (schemas["Level"].types, schemas["Mixed"].types) == (("integer",), ())


@pytest.mark.parametrize(
    ("description", "may_be_null"),
    [
        ("The berth of the boat, otherwise null.", True),
        ("Who left it; `null` if nobody knows.", True),
        ("Nullable.", True),
        ("Is null when the boat is out.", True),
        ("Never null.", False),
        ("Must not be `null`.", False),
        ("This can't be null", False),
        ("A non-null text", False),
        ("A null-terminated text", False),
        ("The annulled contract", False),
    ],
)
def test_a_description_tells_that_a_property_may_be_null(description: str, may_be_null: bool) -> None:
    fields = (field("berth", description=description), field("owner", ref("Owner"), description=description))
    berth, owner = api_of(models=(model("Boat", *fields), model("Owner"))).schemas["Boat"].properties
    assert ("null" in berth.schema.types) is may_be_null
    assert [part.types for part in owner.schema.any_of or ()] == ([(), ("null",)] if may_be_null else [])
    assert berth.schema.evidence.inferred.get("nullable") == ("null-from-description" if may_be_null else None)


def test_defaults_are_checked_against_the_enum_they_refer_to() -> None:
    kind = model("Kind", kind="enum", enum=("a", "b"))
    room = model("Room", field("good", ref("Kind"), default="a"), field("bad", ref("Kind"), default="z"))
    good, bad = api_of(models=(kind, room)).schemas["Room"].properties
    assert (good.schema.default, bad.schema.default) == ("a", MISSING)


def test_a_nullable_reference_is_one_of_two() -> None:
    (part,) = api_of(models=(model("Room", field("kind", ref("Kind"), nullable=True)),)).schemas["Room"].properties
    assert part.schema.any_of == (ref("Kind"), Schema(types=("null",)))


@pytest.mark.parametrize(
    ("name", "description", "fmt"),
    [
        ("photo", "", "binary"),
        ("logfile", "", "binary"),
        ("profile", "", None),
        ("data", "A file to keep", "binary"),
        ("data", "The file name", None),
        ("caption", "What the file shows", None),
    ],
)
def test_a_text_in_a_multipart_form_without_a_file_may_be_the_file(
    name: str, description: str, fmt: str | None
) -> None:
    consumes = ("multipart/form-data",)
    upload = operation("a", "POST", "/a", field(name, description=description), field("note"), consumes=consumes)
    body = api_of(upload).operations[0].request_body
    assert body is not None and body.content[0].schema is not None
    found = body.content[0].schema.properties[0].schema
    rule = "file-as-text" if fmt else "text-or-file"
    assert (found.format, found.evidence.inferred["schema"], "schema" in found.evidence.guesses) == (fmt, rule, True)


@pytest.mark.parametrize("other", [BINARY, Schema(types=("array",), items=BINARY)])
def test_a_text_in_a_form_is_one_beside_a_file_and_where_the_form_may_be_urlencoded(other: Schema) -> None:
    def is_guess(beside: Schema, *consumes: str) -> bool:
        sent = operation("a", "POST", "/a", field("note"), field("other", beside), consumes=consumes)
        body = api_of(sent).operations[0].request_body
        assert body is not None and body.content[0].schema is not None
        return "schema" in body.content[0].schema.properties[0].schema.evidence.guesses

    assert not is_guess(other, "multipart/form-data")
    assert not is_guess(INTEGER, "multipart/form-data", "application/x-www-form-urlencoded")
    assert is_guess(INTEGER, "multipart/form-data")


FORM = [field("caption"), field("is_cover", Schema()), field("taken_at")]


TWIN = [
    field("caption", required=False, description="A line"),
    field("is_cover", BOOLEAN, required=False, default=False),
    field("taken_at", required=True, description="When"),
]


def test_a_form_without_descriptions_is_the_model_with_its_fields_that_nothing_refers_to() -> None:
    form = operation("a", "POST", "/a", *(replace(each, required=True) for each in FORM), consumes=FORM_TYPE)
    api, _ = recover([document(form, models=(model("ABody", *TWIN),))])
    body = api.operations[0].request_body
    assert body is not None and body.required
    schema = body.content[0].schema
    assert schema is not None
    assert [(one.name, one.required, one.schema.types, one.schema.default) for one in schema.properties] == [
        ("caption", False, ("string",), MISSING),
        ("is_cover", False, ("boolean",), False),
        ("taken_at", True, ("string",), MISSING),
    ]
    assert {one.schema.evidence.inferred["required"] for one in schema.properties} == {"form-from-model"}


def _answer(status: str, schema: Schema) -> StatedResponse:
    return StatedResponse(status=status, description="", at=Location("b.md", 3), schema=schema)


@pytest.mark.parametrize(
    ("form", "others"),
    [
        ([replace(FORM[0], description="Its own"), *FORM[1:]], ()),
        (FORM[1:], ()),
        (FORM, (operation("b", "GET", "/b", returns=ref("ABody")),)),
        (FORM, (replace(operation("b", "GET", "/b"), responses=(_answer("404", ref("ABody")),)),)),
    ],
)
def test_a_form_is_no_model_that_is_used_or_has_other_fields(
    form: list[StatedField], others: tuple[StatedOperation, ...]
) -> None:
    stated = operation("a", "POST", "/a", *(replace(each, required=True) for each in form), consumes=FORM_TYPE)
    api, _ = recover([document(stated, *others, models=(model("ABody", *TWIN),))])
    body = api.operations[0].request_body
    schema = body.content[0].schema if body else None
    assert schema is not None and all(one.required for one in schema.properties)


def test_texts_in_a_multipart_form_may_be_files() -> None:
    photos = field("photos", Schema(types=("array",), items=STRING))
    body = api_of(operation("a", "POST", "/a", photos, field("note"), consumes=("multipart/form-data",))).operations[0]
    assert body.request_body is not None and body.request_body.content[0].schema is not None
    found = body.request_body.content[0].schema.properties[0].schema
    assert found.items == BINARY


def test_an_object_with_the_properties_of_models_that_are_called_after_it_is_their_union() -> None:
    wood, steel = field("wood", required=True), field("steel", required=True)
    members = [model(f"HullOneOf{n or ''}", one) for n, one in enumerate([wood, steel, *[field("x")] * 9])]
    whole, other = model("Hull", wood, steel), model("Mast", wood, steel)
    api = api_of(operation("a", "GET", "/a"), models=(*sorted(members, key=lambda each: each.name), whole, other))
    assert [each.ref for each in api.schemas["Hull"].one_of][:3] == ["HullOneOf", "HullOneOf1", "HullOneOf2"]
    assert api.schemas["Mast"].types == ("object",)
    more = api_of(operation("a", "GET", "/a"), models=(*members[:2], model("Hull", wood, steel, field("length"))))
    assert more.schemas["Hull"].types == ("object",)
    any_of = api_of(
        operation("a", "GET", "/a"), models=(model("h_any_of", wood), model("h_any_of_1", steel), model("H", wood))
    )
    assert [each.ref for each in any_of.schemas["H"].any_of] == ["h_any_of", "h_any_of_1"]
