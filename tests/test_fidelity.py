"""What is recovered from documents of every dialect, measured against the OpenAPI documents that they come from."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pytest

from generator.spec import openapi
from generator.spec.api import MISSING, Api, Evidence, Operation, Schema
from tests.fidelity import alike, corpus, floors, probe
from tests.fidelity.archives import SPECS, archive, origin, specs_of
from tests.fidelity.compare import compare
from tests.fidelity.dialects import DIALECTS, OLD_DIALECTS
from tests.fidelity.generate import pack
from tests.fidelity.keys import signature, styles
from tests.fidelity.printed import Documents
from tests.fidelity.scoreboard import board, verdicts, worse
from tests.fidelity.showing import Showing
from tests.fidelity.verdicts import Outcome, Shown, Verdict


def changed(api: Api, operation_id: str, **changes: object) -> Api:
    """The Api with one operation changed."""
    operations = [replace(one, **changes) if one.operation_id == operation_id else one for one in api.operations]  # type: ignore[arg-type]
    return replace(api, operations=tuple(operations))


def operation(api: Api, operation_id: str) -> Operation:
    return next(one for one in api.operations if one.operation_id == operation_id)


def not_right(expected: Api, got: Api) -> list[tuple[str, str, Outcome]]:
    return [
        (verdict.fact, verdict.where, verdict.outcome)
        for verdict in compare(expected, got)
        if verdict.outcome is not Outcome.RIGHT
    ]


# ------------------------------------------------------------------------------------------- the comparison itself


@pytest.mark.parametrize("spec", SPECS)
def test_an_api_is_all_right_against_itself(spec: str) -> None:
    assert not_right(origin(spec), origin(spec)) == []


def test_a_lost_and_an_invented_operation_are_found() -> None:
    api = origin("marina")
    got = changed(api, "getRates", path="/elsewhere")
    assert not_right(api, got) == [
        ("operation", "GET /berths/{berthId}/rates", Outcome.MISSING),
        ("operation", "GET /elsewhere", Outcome.INVENTED),
    ]


def test_names_of_path_parameters_are_no_matter_of_finding_but_are_told() -> None:
    api = origin("marina")
    got = changed(api, "exportLog", path="/log/export/")
    assert not_right(api, got) == [("path", "GET /log/export", Outcome.WRONG)]


def test_a_respelt_misplaced_parameter_is_found_with_what_is_wrong_about_it() -> None:
    api = origin("marina")
    first, *others = operation(api, "cancelBooking").parameters
    moved = replace(others[-1], name="send_email", location="header")
    got = changed(api, "cancelBooking", parameters=(first, *others[:-1], moved))
    where = "POST /berths/{berthId}/bookings/{booking_id}/lifecycle/cancel query:sendEmail"
    assert not_right(api, got) == [("place", where, Outcome.WRONG), ("wire name", where, Outcome.WRONG)]


def test_the_case_of_a_header_does_not_count() -> None:
    api = origin("greenhouse")
    shouted = tuple(
        replace(one, name=one.name.upper()) if one.location == "header" else one
        for one in operation(api, "list_plants").parameters
    )
    assert shouted != operation(api, "list_plants").parameters
    assert not_right(api, changed(api, "list_plants", parameters=shouted)) == []


def test_a_default_of_null_is_none() -> None:
    def defaults_to(value: object) -> Api:
        first, *others = operation(origin("marina"), "cancelBooking").parameters
        changes = (replace(first, schema=replace(first.schema, default=value)), *others)
        return changed(origin("marina"), "cancelBooking", parameters=changes)

    assert not_right(defaults_to(None), defaults_to(MISSING)) == []
    assert not_right(defaults_to("x"), defaults_to(MISSING)) != []


def test_what_is_inferred_is_not_counted_as_stated() -> None:
    api = origin("marina")
    last = operation(api, "cancelBooking").parameters[-1]
    others = operation(api, "cancelBooking").parameters[:-1]
    moved = replace(last, location="header", evidence=Evidence(inferred={"in": "a-rule"}))
    wrong = compare(api, changed(api, "cancelBooking", parameters=(*others, moved)))
    assert [(one.fact, one.inferred) for one in wrong if one.outcome is Outcome.WRONG] == [("place", "a-rule")]


def test_lost_responses_headers_and_schemes_are_missing() -> None:
    api = origin("marina")
    listing = operation(api, "listBerths")
    bare = tuple(replace(one, headers=()) for one in listing.responses if one.status != "429")
    got = changed(api, "listBerths", responses=bare, security=())
    assert not_right(api, got) == [
        ("response headers", "GET /berths 200", Outcome.MISSING),
        ("response", "GET /berths 429", Outcome.MISSING),
        ("schemes of an operation", "GET /berths", Outcome.MISSING),
    ]


@pytest.mark.parametrize(
    ("schema", "outcome"),
    [
        (Schema(types=("integer",), format="int32"), Outcome.WRONG),
        (Schema(), Outcome.WIDE),
        (Schema(types=("array",), items=Schema(types=("integer",))), Outcome.WRONG),
    ],
)
def test_a_type_against_the_origin_is_wrong_and_a_wider_one_wide(schema: Schema, outcome: Outcome) -> None:
    api = origin("marina")
    first, *others = operation(api, "listBerths").parameters
    got = changed(api, "listBerths", parameters=(replace(first, schema=schema), *others))
    assert ("type", "GET /berths query:q", outcome) in not_right(api, got)


def test_a_model_loses_and_gains_properties() -> None:
    api = origin("marina")
    money = api.schemas["Money"]
    extra = replace(money.properties[0], name="vat")
    got = replace(api, schemas={**api.schemas, "Money": replace(money, properties=(money.properties[1], extra))})
    assert not_right(api, got) == [
        ("property", "Money.amount", Outcome.MISSING),
        ("property", "Money.vat", Outcome.INVENTED),
    ]


def test_prose_that_lost_its_punctuation_is_wide_and_other_prose_wrong() -> None:
    api = origin("marina")
    assert not_right(api, changed(api, "listBerths", summary="List, berths")) == [
        ("summary", "GET /berths", Outcome.WIDE)
    ]
    assert not_right(api, changed(api, "listBerths", summary="Delete")) == [("summary", "GET /berths", Outcome.WRONG)]


def test_a_fact_is_printed_where_the_documents_show_it() -> None:
    text = b"## `x`\n**GET** /a\n| **X-Trace** | `free`, `taken` | [default to &quot;all&quot;] | [optional] |\n"
    documents = Documents({"Api.md": text})
    assert documents.stands("X-Trace") and not documents.stands("X-Other")
    assert documents.enum(("free", "taken")) and not documents.enum(("taken", "free"))
    assert documents.default("all") and not documents.default("none")


# ----------------------------------------------------------------------------------------------- printed or guessed


def showing(*tables: dict[str, set[str]], text: bytes = b"**GET** /a/{berth_id}\n**berth_id** **sort**\n") -> Showing:
    """What documents with a text show in dialects that print some things alike."""
    alike = [{group: frozenset(keys) for group, keys in table.items()} for table in tables]
    return Showing(origin("marina"), Documents({"Api.md": text}, alike))


STRING = Schema(types=("string",))


def test_a_type_is_printed_exactly_unless_its_dialect_prints_another_alike() -> None:
    maps = Schema(types=("object",), additional=STRING)
    table = {"type of a body": {"map<string>"}}
    assert showing(table).type("body", STRING) is showing(table).type("return", maps) is Shown.EXACTLY
    assert showing(table).type("body", maps) is Shown.ALIKE
    assert showing(table).type("body", Schema(types=("array",), items=maps)) is Shown.ALIKE
    assert showing().type("body", maps) is Shown.EXACTLY
    assert showing({"type of a body": {"*"}}).type("body", STRING) is Shown.NOT


def test_of_merged_dialects_one_that_tells_is_enough() -> None:
    lossy = {"type of a body": {"string"}}
    assert showing(lossy, {}).type("body", STRING) is Shown.EXACTLY
    assert showing(lossy, lossy).type("body", STRING) is Shown.ALIKE


def test_a_name_is_printed_exactly_where_it_is_told_from_its_siblings() -> None:
    found = showing({"name of a query text": {"l_l", "lC"}})
    assert found.name("berth_id", "query", STRING) is Shown.ALIKE
    assert found.name("berth_id", "cookie", STRING) is Shown.ALIKE
    assert found.name("berth_id", "header", STRING) is Shown.EXACTLY
    assert found.name("sort", "query", STRING) is Shown.EXACTLY
    assert found.name("berthId", "query", STRING) is Shown.NOT


def test_the_name_of_a_path_parameter_is_printed_where_its_path_stands() -> None:
    assert showing().name("berth_id", "path", STRING, "/a/{berth_id}") is Shown.EXACTLY
    assert showing().name("berth-id", "path", STRING, "/a/{berth-id}") is Shown.NOT


def test_a_response_code_is_told_from_each_of_the_others() -> None:
    found = showing({"codes": {"200: 200", "404 default: default"}}, text=b"**GET** /a\n| 200 | OK |\n")
    assert found.response("200", ["200"]) is Shown.ALIKE
    assert found.response("200", ["200", "500"]) is Shown.EXACTLY
    assert found.response("default", ["200", "401", "default"]) is Shown.ALIKE


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("limit", set()),
        ("soil.ph", {"l.l"}),
        ("MAX_TEMP", {"U_U"}),
        ("X-Rate-Limit", {"C-C"}),
        ("filter[max_age]", {"l[l", "l_l"}),
        ("ids[]", {"l[]"}),
        ("$top", {"$l"}),
        ("userId2", {"lC", "Cd"}),
        ("", {"none"}),
    ],
)
def test_styles_of_names(name: str, expected: set[str]) -> None:
    assert styles(name) == expected


def test_the_probe_has_a_case_of_every_key_that_it_makes_names_of() -> None:
    for case in probe.cases():
        if case.group.startswith("name of a query"):
            assert case.key in styles(case.says[""]) or (case.key, styles(case.says[""])) == ("l", frozenset())


def test_the_probe_is_an_openapi_document_whose_types_have_the_keys_of_their_cases() -> None:
    found = probe.cases()
    api, problems = openapi.load(json.dumps(probe.document(found)), "probe.json")
    assert problems == ()
    for number, case in enumerate(found):
        if case.group == "type of a property":
            (prop,) = api.schemas[probe.word(number).capitalize()].properties
            assert signature(api, prop.schema) == case.key


def test_cases_that_print_the_same_and_say_different_things_are_alike() -> None:
    found = [
        probe.Case("type", "integer", {"": "integer"}),
        probe.Case("type", "integer:int64", {"": "integer"}),
        probe.Case("type", "boolean", {"": "boolean"}),
        probe.Case("type", "string", {"": "string"}),
        probe.Case("codes", "200", {"200": "told"}),
        probe.Case("codes", "200 404", {"200": "told", "404": "told"}),
    ]
    files = {
        f"docs/{probe.word(number).upper()}Api.md": f"# {probe.word(number)}\n**{text}**".encode()
        for number, text in enumerate(["int", "int", "int", "char", "", ""])
    }
    assert alike.derive(found, alike.printed(found, files)) == {
        "type": ["boolean", "integer", "integer:int64"],
        "codes": ["*"],
    }


def test_the_documents_of_another_case_do_not_count() -> None:
    found = [probe.Case("type", "integer", {"": "integer"}), probe.Case("type", "string", {"": "string"})]
    files = {f"{probe.word(0)}.md": b"same", f"{probe.word(1)}.md": b"same", f"{probe.word(1)}Model.md": b"more"}
    assert alike.derive(found, alike.printed(found, files)) == {}


def test_there_is_a_table_of_every_dialect() -> None:
    assert set(DIALECTS) <= set(alike.tables())


def test_the_archives_depend_on_nothing_but_their_documents() -> None:
    assert pack({"b/x.md": b"1", "a/y.md": b"2"}) == pack({"a/y.md": b"2", "b/x.md": b"1"})


# ------------------------------------------------------------------------------------------------------ the bars


@pytest.mark.parametrize("spec", SPECS)
def test_there_are_documents_of_every_dialect(spec: str) -> None:
    assert sorted(set(archive(spec)) - set(OLD_DIALECTS)) == sorted(DIALECTS)


@pytest.mark.parametrize("dialect", [*DIALECTS, *OLD_DIALECTS])
def test_every_operation_is_found_and_none_invented(dialect: str) -> None:
    def places(found: tuple[Verdict, ...]) -> Counter[Outcome]:
        return Counter(one.outcome for one in found if one.fact == "operation")

    assert specs_of(dialect)
    for spec in specs_of(dialect):
        assert places(verdicts(spec, dialect)) == {Outcome.RIGHT: len(origin(spec).operations)}


@pytest.mark.parametrize("dialect", [*DIALECTS, *OLD_DIALECTS])
def test_no_dialect_falls_below_its_floor(dialect: str) -> None:
    assert floors.fallen(floors.load()[dialect], floors.reached(dialect)) == {}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_wrong_guess_at_what_is_printed_alike_is_marked_as_one(dialect: str) -> None:
    assert board(SPECS, dialect).unmarked == 0


@pytest.mark.parametrize("merge", floors.MERGES, ids="+".join)
def test_merged_dialects_are_not_worse_than_the_best_of_them(merge: tuple[str, ...]) -> None:
    found = worse(SPECS, *merge)
    assert len(found) <= floors.load()["+".join(merge)]["worse"], found


def test_a_board_adds_up_what_its_verdicts_say() -> None:
    scores = board(("marina",), "python").scores
    assert scores["operation"].facts == scores["operation"].right == len(origin("marina").operations)


def test_documents_of_published_sdks_give_as_many_operations_as_their_specs() -> None:
    differing = {}
    with corpus.unpacked() as folder:
        for source in corpus.sources(folder) if folder else ():
            api = corpus.extract(source).api
            count = len(api.operations) if api else 0
            if source.spec and count != source.spec.operations:
                differing[source.repository, source.dialect] = (source.spec.operations, count)
    assert differing == {}
