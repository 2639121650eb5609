"""Overlays: what they change, how it is recorded, what is said about those that do not fit."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.problems import ProblemsError
from generator.spec.api import Api, Schema
from generator.spec.openapi import dump, load
from generator.spec.openapi.parse import parse
from generator.spec.overlay import apply, apply_to
from generator.spec.overlay.evidence import owner
from tests.strategies import plain

SPEC = """
openapi: 3.1.1
info: {title: Pets, version: '1'}
paths:
  /pets/{id}:
    get:
      operationId: getPet
      summary: Old
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - name: limit
          in: header
          schema: {type: integer}
          x-docs: {at: 'a.md:3', inferred: {in: by-guess, name: by-sample}, guesses: [in]}
      responses: {'200': {description: OK}}
    delete: {operationId: removePet}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}, age: {type: string}}}
"""


def overlay(*actions: str) -> str:
    lines = "".join(f"  - {action}\n" for action in actions)
    return (
        f"overlay: 1.0.0\ninfo: {{title: Corrections, version: '1'}}\nextends: nothing-like-it.yaml\nactions:\n{lines}"
    )


def corrected(*actions: str) -> Api:
    """The Api after corrections that nothing is wrong with."""
    text, problems = apply(SPEC, overlay(*actions), "overlay.yaml")
    assert [str(problem) for problem in problems] == []
    return load(text, "api.yaml")[0]


def said(*actions: str) -> list[str]:
    return [str(problem) for problem in apply(SPEC, overlay(*actions), "overlay.yaml")[1]]


LIMIT = "$.paths['/pets/{id}'].get.parameters[?@.name=='limit']"


def test_an_update_is_merged_and_recorded_where_it_belongs() -> None:
    api = corrected(f'{{target: "{LIMIT}", update: {{in: query, schema: {{default: 5}}}}}}')
    limit = api.operations[0].parameters[1]
    assert (limit.location, limit.schema) == (
        "query",
        Schema(types=("integer",), default=5, evidence=limit.schema.evidence),
    )
    assert limit.evidence.override == ("in",)
    assert limit.schema.evidence.override == ("default",)
    assert limit.evidence.at == ("a.md:3",)
    assert limit.evidence.inferred == {"name": "by-sample"}  # what was corrected is inferred no longer
    assert limit.evidence.guesses == ()


def test_lists_are_appended_to() -> None:
    api = corrected(
        "{target: $.paths.*.get, update: {tags: [pets], parameters: [{name: q, in: query, schema: {}}]}}",
        "{target: $.paths.*.get.parameters, update: {name: r, in: query, schema: {}}}",
        "{target: $, update: {tags: [{name: pets}]}}",
    )
    assert [item.name for item in api.operations[0].parameters] == ["id", "limit", "q", "r"]
    assert api.operations[0].evidence.override == ("parameters", "tags")
    assert api.evidence.override == ("tags",)


def test_removal() -> None:
    api = corrected(
        "{target: $.paths.*.delete, remove: true}",
        "{target: '$.components.schemas.Pet.properties[?@.type]', remove: true}",
        "{target: '$.paths.*.get.parameters[1]', remove: true, update: {ignored: true}}",
    )
    assert [item.operation_id for item in api.operations] == ["getPet"]
    assert api.schemas["Pet"].properties == ()
    assert api.schemas["Pet"].evidence.override == ("properties",)
    assert api.operations[0].evidence.override == ("parameters",)
    assert api.evidence.override == ("paths",)


def test_several_items_of_a_list_are_removed_at_once() -> None:
    document, _ = apply_to({"tags": ["a", "b", "c", "d"]}, overlay("{target: '$.tags[0,2,3]', remove: true}"), "o.yaml")
    assert document["tags"] == ["b"]


def test_actions_are_applied_one_after_the_other() -> None:
    api = corrected(
        "{target: $.paths.*.get, update: {summary: First}}",
        "{target: '$..[?@.summary==\"First\"]', update: {summary: Second}}",
    )
    assert api.operations[0].summary == "Second"


def test_what_is_the_same_already_is_not_a_correction() -> None:
    api = corrected("{target: $.paths.*.get, update: {summary: Old}}")
    assert api.operations[0].evidence.override == ()


def test_the_document_given_is_left_alone_and_aliases_are_told_apart() -> None:
    document = parse("a: &x {n: 1}\nb: *x\n", "api.yaml")[0].value
    result, _ = apply_to(document, overlay("{target: $.a, update: {n: 2}}"), "overlay.yaml")
    assert (result["a"], result["b"]) == ({"n": 2}, {"n": 1})
    assert document == {"a": {"n": 1}, "b": {"n": 1}}


def test_the_result_is_written_as_every_spec_is() -> None:
    text, _ = apply(SPEC, overlay("{target: $.paths.*.get, update: {description: 'Two\\n\\n  lines'}}"), "overlay.yaml")
    assert dump(load(text, "api.yaml")[0]) == text


@pytest.mark.parametrize(
    ("action", "settled"),
    [
        ("update: {required: [age]}", {"age"}),
        ("update: {required: age}", {"age"}),
        ("update: {required: [nothing, 5]}", set()),
        ("remove: true, target: $.components.schemas.Boat.required", {"name"}),
        ("remove: true, target: '$.components.schemas.Boat.required[0]'", {"name"}),
        ("update: {type: object}", set()),
    ],
)
def test_what_is_required_is_settled_for_the_properties_that_are_named(action: str, settled: set[str]) -> None:
    guessed = "{type: string, x-docs: {inferred: {required: by-guess}, guesses: [required]}}"
    boat = f"{{required: [name], properties: {{name: {guessed}, age: {guessed}}}}}"
    spec = f"openapi: 3.1.0\ninfo: {{title: a, version: b}}\npaths: {{}}\ncomponents: {{schemas: {{Boat: {boat}}}}}"
    target = "" if "target" in action else "target: $.components.schemas.Boat, "
    corrected, _ = apply(spec, overlay(f"{{{target}{action}}}"), "overlay.yaml")
    properties = load(corrected, "a.yaml")[0].schemas["Boat"].properties
    assert {one.name for one in properties if one.schema.evidence.override == ("required",)} == settled
    assert {one.name for one in properties if not one.schema.evidence.guesses} == settled


@pytest.mark.parametrize(
    ("action", "problem"),
    [
        ("{target: $.paths.nope, remove: true}", "overlay.yaml:5:6 S41 '$.paths.nope' matches nothing"),
        ("{target: '$..[?match(@.summary, \"x.*\")]', update: {}}", "matches nothing"),
        ("{target: '$[', update: {}}", "overlay.yaml:5:6 S42"),
        ("{target: paths, update: {}}", "overlay.yaml:5:6 S42"),
        ("{target: $, remove: true}", "S42 '$' is the document itself"),
        ("{target: $.info.title, update: New}", "S42 '$.info.title' matches the text 'Pets', which cannot"),
        ("{target: $.info, update: [a]}", "S42 '$.info' matches a mapping, which cannot be merged with a list"),
        ("{target: $.info}", "S42 an action needs `update` or `remove: true`"),
        ("{update: {}}", "S42 an action needs a `target`"),
        ("5", "S42 an action needs a `target`"),
        (
            "{target: $.paths.*.get, update: {requestBody: {$ref: '#/no'}}}",
            "overlay.yaml:5:52 S20 after these corrections",
        ),
        ("{target: $.components.schemas.Pet, update: {type: strng}}", "overlay.yaml:5:49 S15 after these corrections"),
        ("{target: '$.paths.*.get.parameters', update: {in: query}}", "overlay.yaml:5:42 S14 after these corrections"),
        (
            "{target: $.paths.*.get, update: {operationID: findPet}}",
            "overlay.yaml:5:38 S16 after these corrections: 'operationID' is not known here; 'op",
        ),
        ("{target: $.info, update: {}, x-why: a, Remove: 1}", "overlay.yaml:5:44 S16 'Remove' is not known here; 'rem"),
        ("{target: $.info, update: {}}\nactoins: []", "overlay.yaml:6:1 S16 'actoins' is not known here; 'actions' is"),
        ("{target: $.info, remove: true}", "overlay.yaml:5:6 S14 after these corrections: there is no `info`"),
        ("{target: $..*..*..*..*, update: {}}", "S42"),
    ],
)
def test_actions_that_do_not_fit_are_said(action: str, problem: str) -> None:
    (message,) = said(action)
    assert problem in message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("overlay: 2.0.0\nactions: []", "S40"), ("overlay: 1.1.0\nactions: []", "S40"), ("hello", "S40"), ("", "S40"),
        ("openapi: 3.1.0", "S40"), ("overlay: 1.0.0", "S40"), ("a: [", "S01"), ("[" * 10_000, "S02"),
    ],
)  # fmt: skip
def test_what_is_no_overlay_is_refused(text: str, code: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        apply(SPEC, text, "overlay.yaml")
    assert caught.value.problems[-1].code == code


def test_hostile_corrections_end() -> None:
    slow = "{target: '$..[?search(@.summary, \"(x|xx)+[yz]\")]', update: {}}"
    document: dict[str, Any] = {"a": {"summary": "x" * 60}}
    assert "takes too long" in str(apply_to(document, overlay(slow), "o.yaml")[1][0])
    levels = "{a: " * 90 + "{}" + "}" * 90
    grow = [f"{{target: '${'.a' * 90 * count}', update: {levels}}}" for count in range(20)]
    with pytest.raises(ProblemsError, match="S02"):
        apply(SPEC, overlay(*grow), "o.yaml")
    nested = "{target: '$[?" + "(" * 900 + "@.a" + ")" * 900 + "]', update: {}}"
    assert apply_to({"a": {"a": 1}}, overlay(nested), "o.yaml")[1][0].code in ("S41", "S42")


def test_doubling_ends() -> None:
    big = "[" + ",".join(["1"] * 1000) + "]"
    spread = f"{{target: '$.list[*]', update: {{x: {big}}}}}"
    problems = apply_to({"list": [{} for _ in range(2000)]}, overlay(spread), "o.yaml")[1]
    assert [problem.code for problem in problems] == ["S42"]


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(
        ["$", "$.*", "$..*", "$.paths.*", "$..[0]", "$..parameters", "$..schema", "$..['x-docs']", "$.a[-1:]"]
    ),
    plain,
    st.booleans(),
)
def test_any_correction_ends_in_a_document_or_problems(target: str, update: Any, remove: bool) -> None:
    action = json.dumps({"target": target, "update": update, "remove": remove}, allow_nan=True)
    if "Infinity" in action:
        return
    try:
        text, _ = apply(SPEC, overlay(action), "overlay.yaml")
    except ProblemsError:
        return
    assert dump(load(text, "api.yaml")[0]) == text


def test_evidence_belongs_to_the_object_around() -> None:
    assert owner(("paths", "/a", "get", "summary")) == ("paths", "/a", "get")
    assert owner(("paths", "/a", "get")) == ()
    assert owner(("paths", "/a", "get", "responses", "200", "content", "x/y", "schema", "items", "type")) == (
        "paths", "/a", "get", "responses", "200", "content", "x/y", "schema", "items",
    )  # fmt: skip
    assert owner(("paths", "/a", "get", "responses", "200", "headers", "h", "description")) == (
        "paths", "/a", "get", "responses", "200",
    )  # fmt: skip
    assert owner(("components", "schemas", "A", "properties", "b", "enum", 0)) == (
        "components", "schemas", "A", "properties", "b",
    )  # fmt: skip
    assert owner(("info", "title")) == ()
