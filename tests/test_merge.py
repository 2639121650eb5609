"""Several documents about one API: what is united, what is chosen, what is reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from generator.problems import Location, Problem
from generator.spec.api import Schema
from generator.spec.facts import StatedDocument, StatedField, StatedScheme, StatedServer
from generator.spec.merge import Field, Merged, Operation, merge
from generator.spec.merge.naming import scheme_key
from generator.spec.merge.operations import operation_name, status
from generator.spec.merge.precedence import operation_key
from generator.spec.merge.said import Said
from generator.spec.merge.types import narrower
from tests.stated import (
    BOOLEAN,
    CAMEL,
    CAPITALIZED,
    INTEGER,
    KEPT,
    RENAMED,
    SNAKE,
    STRING,
    document,
    field,
    model,
    operation,
    ref,
)

ITEM = "/rooms/{id}"
LONG = Schema(types=("integer",), format="int64")
DATE = Schema(types=("string",), format="date")


def pair(first: Any, second: Any, **more: Any) -> tuple[Operation, tuple[Problem, ...]]:
    """One operation, as two dialects state it; the first goes before the second."""
    merged, problems = merge(
        [document(first, dialect="a", path="a.md", **more), document(second, dialect="b", path="b.md", **more)]
    )
    (one,) = merged.operations
    return one, problems


def codes(problems: Sequence[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def settled(one: StatedField, other: StatedField) -> tuple[Field, list[str]]:
    """One parameter as two dialects state it."""
    found, problems = pair(operation("get", "GET", "/a", one), operation("get", "GET", "/a", other))
    (parameter,) = found.parameters
    return parameter, codes(problems)


def said(name: str, style: Any) -> Said[str]:
    return Said(name, Location("x.md", 1), style)


@pytest.mark.parametrize(("elsewhere", "expected"), [(["key", "login"], ["key"]), (["key"], ["key", "login"])])
def test_a_list_of_all_schemes_gives_way_to_one_of_a_dialect_that_knows_them(
    elsewhere: list[str], expected: list[str]
) -> None:
    all_listed = document(
        operation("get", "GET", "/a", file="x.md", security=["key", "login"]), dialect="x", path="x.md"
    )
    told = document(
        operation("get", "GET", "/a", security=["key"], file="y.md"),
        operation("put", "PUT", "/a", security=elsewhere, file="y.md"),
        dialect="y",
        path="y.md",
    )
    found = next(one for one in merge([all_listed, told])[0].operations if one.method == "GET")
    assert [scheme.name for scheme in found.security or ()] == expected


def test_a_model_that_one_dialect_escapes_is_that_of_the_others() -> None:
    plainly = document(path="a.md", dialect="a", models=(model("Range", field("unit")),))
    escaped = model("ModelRange", field("unit", default="celsius"))
    for documents, names in (
        ([plainly, document(path="b.md", dialect="b", models=(escaped,))], ["Range"]),
        ([document(path="b.md", dialect="b", models=(model("Range"), escaped))], ["ModelRange", "Range"]),
    ):
        merged, _ = merge(documents)
        assert sorted(merged.models) == names
        assert [one.default for each in merged.models.values() for one in each.fields] == ["celsius"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("/rooms/{id}", "rooms/{roomId}", True),
        ("/rooms/{id}", "/rooms/{id}/", False),
        ("/pages?kind=html", "/pages?kind=pdf", False),
        ("/notes?app={app}", "/notes", True),
        ("/Rooms", "/rooms", False),
    ],
)
def test_operations_are_one_when_verb_and_path_agree(one: str, other: str, same: bool) -> None:
    assert (operation_key("get", one) == operation_key("GET", other)) is same


def test_a_repeated_operation_is_one_with_several_tags() -> None:
    merged, problems = merge(
        [
            document(operation("find", "GET", "/a", tag="Rooms"), path="rooms.md"),
            document(operation("find", "GET", "/a", tag="Search"), path="search.md"),
        ]
    )
    assert [one.tags for one in merged.operations] == [("Rooms", "Search")]
    assert problems == ()


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([said("RevokeRoom", CAPITALIZED), said("endRoom", KEPT)], ("RevokeRoom", "capitalized")),
        ([said("CreateRoom", CAPITALIZED), said("createRoom", KEPT)], ("createRoom", "kept")),
        ([said("New-Room", RENAMED), said("create_room", SNAKE)], ("create_room", "recased")),
        ([said("New-Room", RENAMED), said("CreateRoom", CAPITALIZED)], ("CreateRoom", "capitalized")),
    ],
)
def test_which_dialect_names_an_operation(names: list[Said[str]], expected: tuple[str, str]) -> None:
    assert operation_name(names, "op", []) == expected


def test_an_operation_that_is_named_differently_is_reported_with_both_places() -> None:
    more = operation("list", "GET", "/b", file="a.md")
    merged, problems = merge(
        [
            document(operation("revoke", "DELETE", ITEM, file="a.md", line=4), more, dialect="a", path="a.md"),
            document(operation("end", "DELETE", ITEM, file="b.md", line=9), dialect="b", path="b.md"),
        ]
    )
    assert merged.operations[0].name == "revoke"
    assert [str(problem) for problem in problems] == [
        'b.md:9 M01 DELETE /rooms/{id}: operation name "end" differs from "revoke", which is taken from a.md:4'
    ]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (INTEGER, LONG, LONG),
        (Schema(types=("number",)), INTEGER, INTEGER),
        (STRING, DATE, DATE),
        (STRING, Schema(types=("string",), enum=("a",)), Schema(types=("string",), enum=("a",))),
        (Schema(types=("object",)), ref("Room"), ref("Room")),
        (Schema(), BOOLEAN, BOOLEAN),
        (
            Schema(types=("array",), items=INTEGER),
            Schema(types=("array",), items=LONG),
            Schema(types=("array",), items=LONG),
        ),
        (
            Schema(types=("object",)),
            Schema(types=("object",), additional=STRING),
            Schema(types=("object",), additional=STRING),
        ),
        (Schema(types=("boolean", "number")), INTEGER, INTEGER),
        (Schema(types=("boolean", "null", "number")), BOOLEAN, BOOLEAN),
        (STRING, BOOLEAN, None),
        (ref("A"), ref("B"), None),
        (DATE, Schema(types=("string",), format="date-time"), None),
        (Schema(types=("array",), items=STRING), STRING, None),
    ],
)
def test_the_narrower_of_two_types(one: Schema, other: Schema, expected: Schema | None) -> None:
    assert narrower(one, other) == narrower(other, one) == expected


def test_types_that_exclude_each_other_are_reported() -> None:
    parameter, problems = settled(field("x", STRING), field("x", BOOLEAN))
    assert (parameter.schema, problems) == (STRING, ["M02"])


def test_a_type_in_doubt_gives_way_without_a_word() -> None:
    parameter, problems = settled(field("x", STRING, schema_uncertain=True), field("x", BOOLEAN))
    assert (parameter.schema, parameter.uncertain, problems) == (BOOLEAN, False, [])


def test_a_type_in_doubt_counts_where_it_agrees() -> None:
    parameter, problems = settled(field("x", STRING), field("x", DATE, schema_uncertain=True))
    assert (parameter.schema, parameter.uncertain, problems) == (DATE, True, [])


def test_a_type_in_more_doubt_gives_way_to_one_in_less() -> None:
    number = Schema(types=("number",))
    parameter, problems = settled(field("x", INTEGER, schema_uncertain=True), field("x", number, may_be_text=True))
    assert (parameter.schema, parameter.uncertain, parameter.may_be_text, problems) == (number, True, True, [])


@pytest.mark.parametrize("other", [ref("RoomKind"), BOOLEAN])
def test_of_two_types_in_doubt_the_one_with_values_is_taken(other: Schema) -> None:
    listed = field("kind", Schema(types=("string",), enum=("hall", "loft")), schema_uncertain=True)
    doubted = field("kind", other, schema_uncertain=True)
    assert settled(listed, doubted)[0].schema == settled(doubted, listed)[0].schema == listed.schema


@pytest.mark.parametrize(("kind", "values"), [(STRING, ("1", "2")), (INTEGER, (1, 2)), (BOOLEAN, None)])
def test_values_of_an_enum_in_doubt_are_of_the_type_that_another_states(
    kind: Schema, values: tuple[Any, ...] | None
) -> None:
    doubted = field("x", Schema(types=("integer",), enum=(1, 2)), schema_uncertain=True)
    assert settled(field("x", kind), doubted)[0].schema == replace(kind, enum=values)


@pytest.mark.parametrize(
    ("one", "other", "required", "expected"),
    [(True, None, True, []), (None, False, False, []), (True, False, True, ["M03"])],
)
def test_required_is_taken_from_whoever_says_it(
    one: bool | None, other: bool | None, required: bool, expected: list[str]
) -> None:
    parameter, problems = settled(field("x", required=one), field("x", required=other))
    assert (parameter.required, problems) == (required, expected)


def test_defaults_are_compared_as_values() -> None:
    assert settled(field("x", INTEGER, default="20"), field("x", INTEGER, default=20))[1] == []
    parameter, problems = settled(field("x", INTEGER, default=10), field("x", INTEGER, default=20))
    assert (parameter.default, problems) == (10, ["M04"])
    order = Schema(types=("string",), enum=("name,asc", "name,desc"))
    parameter, _ = settled(field("x", order, default="Order.byName"), field("x", order, default="name,asc"))
    assert parameter.default == "name,asc"


@pytest.mark.parametrize(
    ("one", "other", "text", "expected"),
    [
        ("", "Which room", "Which room", []),
        ("Which room", "which room.", "which room.", []),
        ("Which room", "Which room, by its id", "Which room, by its id", []),
        ("Which room", "The hall", "Which room", ["M05"]),
        ('Which ""room""', 'Which "room"', 'Which "room"', []),
        ("Ends in */", "Ends in *_/", "Ends in */", []),
        ("One of runs/_*", "One of runs/*", "One of runs/*", []),
    ],
)
def test_the_text_that_says_more_is_taken(one: str, other: str, text: str, expected: list[str]) -> None:
    parameter, problems = settled(field("x", description=one), field("x", description=other))
    assert (parameter.description, problems) == (text, expected)


@pytest.mark.parametrize(
    ("one", "other"),
    [("_from", "from_"), ("var_class", "class"), ("XRequestId", "x_request_id"), ("propertyClass", "_class")],
)
def test_parameters_are_matched_across_dialects(one: str, other: str) -> None:
    assert len(settled(field(one), field(other))[0].spellings) == 2


def test_parameters_that_differ_in_capitals_only_are_matched_in_their_order() -> None:
    asked = [field("rule"), field("Rule", ref("Rule"))]
    found, problems = pair(operation("a", "PUT", "/a", *asked), operation("a", "PUT", "/a", *asked))
    merged = [(one.spellings[0].name, one.schema) for one in found.parameters]
    assert merged == [("rule", STRING), ("Rule", ref("Rule"))]
    assert codes(problems) == []


def test_a_body_of_another_name_is_matched_by_its_model() -> None:
    found, _ = pair(
        operation("add", "POST", "/a", field("body", ref("Room"))),
        operation("add", "POST", "/a", field("room", ref("Room"))),
    )
    assert len(found.parameters) == 1


def test_parameters_that_one_document_has_are_kept() -> None:
    found, problems = pair(
        operation("add", "POST", "/a", field("x")), operation("add", "POST", "/a", field("x"), field("y"))
    )
    assert ([one.name for one in found.parameters], problems) == (["x", "y"], ())


def test_the_name_on_the_wire_wins_over_every_spelling() -> None:
    assert settled(field("xTrace"), field("x_trace", wire="X-Trace"))[0].name == "X-Trace"


@pytest.mark.parametrize("signed", ["$top", "room.top", "top[]"])
def test_a_spelling_with_signs_goes_before_those_that_dropped_them(signed: str) -> None:
    plain = operation("a", "GET", "/a", field(signed.strip("$[]").replace(".", "_")))
    documents = [
        document(plain, style=CAMEL),
        document(operation("a", "GET", "/a", field(signed)), style=SNAKE, path="b.md", dialect="b"),
    ]
    assert merge(documents)[0].operations[0].parameters[0].name == signed


def test_responses_are_united() -> None:
    found, _ = pair(
        operation("get", "GET", "/a", statuses={"200": "Success", "0": "Else"}),
        operation("get", "GET", "/a", statuses={"200": "Success", "404": "Not Found"}),
    )
    assert [row.status for row, _ in found.responses or ()] == ["200", "default", "404"]


@pytest.mark.parametrize(("printed", "expected"), [("0", "default"), ("200", "200"), ("4xx", "4XX")])
def test_statuses_are_written_as_openapi_does(printed: str, expected: str) -> None:
    assert status(printed) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected", "problems"),
    [
        (["apiToken"], ["API_Token", "OAuth_2.0"], ["apiToken", "OAuth_2.0"], []),
        ([], ["apiToken"], [], ["M06"]),
        (["apiToken"], ["basic"], ["apiToken"], ["M06"]),
    ],
)
def test_security_of_an_operation(one: list[str], other: list[str], expected: list[str], problems: list[str]) -> None:
    found, reported = pair(operation("get", "GET", "/a", security=one), operation("get", "GET", "/a", security=other))
    assert [scheme.name for scheme in found.security or ()] == expected
    assert codes(reported) == problems


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("apiToken", "API_Token", True),
        ("oauth2", "OAuth_2.0", True),
        ("key", "key2", False),
        ("oauth1", "oauth2", False),
    ],
)
def test_schemes_are_one_when_their_names_agree(one: str, other: str, same: bool) -> None:
    assert (scheme_key(one) == scheme_key(other)) is same


def test_a_scheme_goes_by_the_name_that_a_readme_describes() -> None:
    readme = StatedScheme(key="API_Token", kind="apiKey", at=Location("README.md", 3))
    merged, _ = merge([document(operation("a", "GET", "/a", security=["apiToken"]), schemes=(readme,))])
    assert [scheme.key for scheme in merged.schemes] == ["API_Token"]


def test_returning_something_and_returning_nothing_is_reported() -> None:
    found, problems = pair(
        operation("get", "GET", "/a", returns=ref("Room")), operation("get", "GET", "/a", returns=None)
    )
    assert found.returns is not None
    assert (found.returns.schema, codes(problems)) == (ref("Room"), ["M07"])


def test_model_documents_complete_each_other() -> None:
    first = model("Room", field("doorCode", INTEGER), field("kind"))
    second = model("room", field("door_code", LONG, read_only=True), field("floor"))
    merged, problems = merge(
        [document(models=(first,), dialect="a"), document(models=(second,), dialect="b", style=SNAKE)]
    )
    (name,) = merged.models
    fields = {one.name: one for one in merged.models[name].fields}
    assert (name, list(fields), problems) == ("Room", ["doorCode", "kind", "floor"], ())
    assert (fields["doorCode"].schema, fields["doorCode"].read_only) == (LONG, True)


def test_an_enum_without_values_takes_them_from_another_dialect() -> None:
    merged, _ = merge(
        [
            document(models=(model("Kind", kind="enum", enum=()),), dialect="a"),
            document(models=(model("Kind", kind="enum", enum=("x", "y")),), dialect="b"),
        ]
    )
    assert merged.models["Kind"].enum == ("x", "y")


def test_a_model_without_properties_says_nothing_about_its_kind() -> None:
    merged, problems = merge(
        [
            document(models=(model("Kind"),), dialect="a"),
            document(models=(model("Kind", kind="enum", enum=("x",)),), dialect="b"),
        ]
    )
    assert (merged.models["Kind"].kind, problems) == ("enum", ())


def test_models_of_different_kinds_are_reported() -> None:
    _, problems = merge(
        [
            document(models=(model("Kind", field("x")),), dialect="a"),
            document(models=(model("Kind", kind="enum", enum=("x",)),), dialect="b"),
        ]
    )
    assert codes(problems) == ["M10"]


def test_documents_that_share_no_host_with_others_may_be_of_another_api() -> None:
    def stated(name: str, *urls: str) -> StatedDocument:
        return document(path=name, servers=tuple(StatedServer(url=url, at=Location(name, 3)) for url in urls))

    one_api = [
        stated("a.md", "https://api.example/v1"),
        stated("b.md", "http://localhost"),
        stated("c.md", "https://test.example:8443"),
        stated("d.md", "/v1"),
        stated("e.md", "http://API.example:80/v2", "https://test.example"),
    ]
    assert merge(one_api)[1] == ()
    _, problems = merge([*one_api, stated("f.md", "https://zoo.example"), stated("g.md", "https://zoo.example/v2")])
    assert [str(problem) for problem in problems] == [
        "f.md:3 M09 server https://zoo.example differs from https://api.example/v1, which is taken from a.md:3"
    ]


def test_the_servers_that_generators_make_up_are_left_out_beside_real_ones() -> None:
    at = Location("a.md", 1)
    urls = ("http://localhost", "/v2", "https://api.example/v2/", "https://api.example/v2")
    merged, _ = merge([document(servers=tuple(StatedServer(url=url, at=at) for url in urls))])
    assert [server.url for server in merged.servers] == ["https://api.example/v2"]


def test_the_only_server_is_kept_whatever_it_is() -> None:
    merged, _ = merge([document(servers=(StatedServer(url="http://localhost", at=Location("a.md", 1)),))])
    assert [server.url for server in merged.servers] == ["http://localhost"]


def spelled(merged: Merged) -> set[str]:
    return {one.spellings[0].style for one in merged.operations[0].parameters}


def test_a_dialect_that_spells_path_parameters_otherwise_recases_names() -> None:
    recased = operation("get", "GET", "/rooms/{room_id}", field("roomId"), field("minDepth"))
    assert spelled(merge([document(recased, style=KEPT)])[0]) == {"camel"}


def test_a_dialect_that_spells_out_the_underscores_of_properties_recases_parameters() -> None:
    many = operation("get", "GET", "/rooms", field("minDepth"), field("maxDepth"))
    room = model("Room", field("bed_id", wire="bed_id"))
    assert spelled(merge([document(many, models=(room,), style=KEPT)])[0]) == {"camel"}
    assert spelled(merge([document(many, models=(model("Room", field("bed_id")),), style=KEPT)])[0]) == {"kept"}


def test_a_description_that_a_readme_prints_as_summary_is_none() -> None:
    described = operation("get", "GET", "/rooms", description="Lists rooms.\n\nAll of them.")
    for listed, summary in (("Lists rooms. All of them.", ""), ("List rooms", "List rooms")):
        readme = operation("get", "GET", "/rooms", summary=listed, parameters_stated=False)
        merged, _ = merge([document(described), document(readme, path="README.md")])
        assert merged.operations[0].summary == summary


def test_a_dialect_that_prints_two_cases_keeps_names() -> None:
    names = ("min_depth", "max_depth", "minWidth", "maxWidth")
    mixed = operation("get", "GET", "/rooms", *(field(name) for name in names))
    assert spelled(merge([document(mixed, style=SNAKE)])[0]) == {"kept"}


def test_a_few_odd_names_of_many_do_not_tell_the_case() -> None:
    many = operation("get", "GET", "/rooms", *(field(f"room_{n}_wide") for n in "abcdefghijklmnopqrstuvwxyz" * 5))
    odd = operation("put", "PUT", "/rooms", field("minDepth"), field("maxDepth"))
    assert spelled(merge([document(many, odd, style=SNAKE)])[0]) == {"snake"}


def test_an_enum_of_c_is_the_model_whose_document_lacks_its_ending() -> None:
    fields = (field("kind", ref("boat_kind_e")), field("flag", ref("sdk_boat_FLAG_e")))
    boat, kind = model("boat", *fields), model("boat_kind", kind="enum", enum=("a", "b"))
    merged, _ = merge([document(operation("a", "GET", "/a"), models=(boat, kind))])
    assert [one.schema for one in merged.models["Boat"].fields] == [ref("BoatKind"), STRING]


@pytest.mark.parametrize(("described", "expected"), [(True, ref("KindEnum")), (False, STRING)])
def test_a_type_called_like_its_property_is_a_model_only_where_a_document_describes_it(
    described: bool, expected: Schema
) -> None:
    boat = model("Boat", field("kind", ref("KindEnum")))
    kind = model("KindEnum", kind="enum", enum=("a", "b"))
    merged, _ = merge([document(operation("a", "GET", "/a"), models=(boat, kind) if described else (boat,))])
    assert merged.models["Boat"].fields[0].schema == expected


def test_the_dialect_that_describes_most_goes_first() -> None:
    few: StatedDocument = document(operation("a", "GET", "/a", summary="Old"), dialect="a", path="a.md")
    many = document(
        operation("a", "GET", "/a", summary="New"),
        operation("b", "GET", "/b"),
        dialect="b",
        style=CAMEL,
        path="b.md",
    )
    for documents in ([few, many], [many, few]):
        assert merge(documents)[0].operations[0].summary == "New"
