"""Corrections: what servers sent against the documents, from the runtime's report to an overlay that mends the spec."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from openapi_spec_validator import validate

from generator import cli
from generator.problems import ProblemsError
from generator.spec.drift import correct
from generator.spec.drift.report import MAX_MISMATCHES
from generator.spec.openapi import dump, load
from generator.spec.openapi.parse import parse
from generator.spec.overlay import apply, apply_to
from tests.rendered import imported
from tests.strategies import apis, plain

SPEC = """
openapi: 3.1.1
info: {title: Harbour, version: '7'}
servers: [{url: 'https://harbour.test'}]
paths:
  /boats/{id}:
    get:
      operationId: getBoat
      x-docs: {at: 'docs/BoatApi.md:40'}
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/Boat'}}}}
  /boats:
    get:
      operationId: listBoats
      responses:
        '200':
          description: OK
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Boat'}}}}
  /tides:
    get:
      operationId: getTides
      responses:
        '200':
          description: OK
          content:
            application/json:
              schema: {type: object, required: [high], properties: {high: {type: number}, unit: {type: string}}}
components:
  schemas:
    Boat:
      type: object
      required: [name, length, "it's \\"odd\\""]
      properties:
        name: {type: string, x-docs: {at: 'docs/Boat.md:7'}}
        length: {type: integer, format: int32}
        built: {type: string, format: date-time}
        state: {$ref: '#/components/schemas/State'}
        flags: {type: array, items: {type: string}}
        labels: {type: object, additionalProperties: {type: integer}}
        owner: {$ref: '#/components/schemas/Owner'}
        cargo: {oneOf: [{$ref: '#/components/schemas/Fish'}, {$ref: '#/components/schemas/Coal'}]}
        mast: {type: object, properties: {height: {type: number}}}
        grade: {type: string, enum: [a, b]}
        "it's \\"odd\\"": {type: string}
        links: {type: object, x-docs: {at: 'docs/Boat.md:9', inferred: {name: name-as-printed}, guesses: [name]}}
        secret: {type: string, writeOnly: true}
    State: {type: string, enum: [afloat, docked]}
    Owner: {type: object, required: [id], properties: {id: {type: string}}}
    Fish: {type: object, required: [kind], properties: {kind: {type: string}}}
    Coal: {type: object, required: [tons], properties: {tons: {type: integer}}}
    Tug: {allOf: [{$ref: '#/components/schemas/Boat'}, {type: object, properties: {power: {type: integer}}}]}
"""
ODD = 'it\'s "odd"'
_names = (f"harbour_{number}" for number in count())
_CALLS = {"getBoat": ("get_boat", ["1"]), "listBoats": ("list_boats", []), "getTides": ("get_tides", [])}


def boat(**changes: Any) -> dict[str, Any]:
    """A boat as documented, but for some fields; None as a name's value is null, ... leaves it out."""
    fields = {"name": "Ida", "length": 5, ODD: "x"} | changes
    return {name: value for name, value in fields.items() if value is not ...}


def seen(spec: str, folder: Path, answers: list[tuple[str, Any, int]]) -> str:
    """The drift report of a client rendered from `spec`, whose own test double answers operations so."""
    api, problems = load(spec, "spec.yaml")
    assert problems == ()
    with imported(api, next(_names), folder) as package:
        report = package.DriftReport()
        for operation, payload, status in answers:
            server = package.FakeServer().on(operation, payload, status=status)
            client = package.Client(http_client=server.client(), on_mismatch=report, max_retries=0)
            name, arguments = _CALLS[operation]
            if status >= 400:
                with pytest.raises(package.ApiStatusError):
                    getattr(client.default, name)(*arguments)
            else:
                getattr(client.default, name)(*arguments)
        return str(report.to_json())


def mended(spec: str, report: str) -> tuple[str, list[dict[str, Any]]]:
    """The spec after the corrections of a report that nothing is wrong with, and their actions."""
    overlay, problems = correct(spec, "spec.yaml", report, "report.json")
    assert [str(problem) for problem in problems] == []
    text, problems = apply(spec, overlay, "overlay.yaml")
    assert [str(problem) for problem in problems] == []
    validate(yaml.safe_load(text))
    return text, yaml.safe_load(overlay)["actions"]


def schema(spec: str, *path: str) -> Any:
    """A part of the component Boat."""
    value = yaml.safe_load(spec)["components"]["schemas"]
    for step in path:
        value = value[step]
    return {key: each for key, each in value.items() if key != "x-docs"} if isinstance(value, dict) else value


MISMATCHES: dict[str, dict[str, Any]] = {
    "missing": {"name": ...},
    "every required field missing": {"name": ..., "length": ..., ODD: ...},
    "null": {"name": None},
    "null for a model": {"owner": None},
    "null for an enum": {"grade": None},
    "null in a list": {"flags": [None]},
    "null for a union": {"cargo": None},
    "another type": {"name": 5},
    "fractions": {"length": 5.5},
    "not the format": {"built": "yesterday"},
    "in a list": {"flags": ["a", 1, {}]},
    "in a map": {"labels": {"a.b": "x"}},
    "in an inline object": {"mast": {"height": "tall"}},
    "instead of a model": {"owner": "Ada"},
    "instead of a union": {"cargo": [1]},
    "instead of an enum": {"grade": 1, "state": 2},
    "an enum's value": {"state": "sunk", "grade": "it's \"c\""},
    "undocumented": {"dollar $.x['y']": 1, "list": [], "map": {}, "nothing": None, "": 1.5},
    "spelling": {"_links": {}, "links": ...},
    "in another model": {"owner": {"name": "Ada"}},
    "all at once": {
        "name": None, "length": "5", ODD: ..., "built": 5, "flags": "a", "labels": [], "owner": 5, "cargo": {"a": 1},
        "mast": None, "grade": "z", "state": None, "LINKS": 5, "new": {},
    },
}  # fmt: skip


@pytest.mark.parametrize("version", ["3.1.1", "3.0.3"])
@pytest.mark.parametrize("case", MISMATCHES)
def test_after_the_corrections_a_client_has_nothing_to_report(case: str, version: str, tmp_path: Path) -> None:
    spec = SPEC.replace("3.1.1", version)
    answers = [("getBoat", boat(**MISMATCHES[case]), 200), ("listBoats", [boat(), boat(**MISMATCHES[case])], 200)]
    report = seen(spec, tmp_path, answers)
    assert json.loads(report)["mismatches"]
    text, _ = mended(spec, report)
    assert json.loads(seen(text, tmp_path, [*answers, ("getBoat", boat(), 200)]))["mismatches"] == []


def test_the_overlay_is_sound_in_the_version_of_its_spec(tmp_path: Path) -> None:
    """It corrects the document as it stands, so an OpenAPI 3.0 document stays one."""
    for version in ("3.0.3", "3.1.1"):
        spec = SPEC.replace("3.1.1", version)
        report = seen(spec, tmp_path, [("getBoat", boat(**MISMATCHES["all at once"]), 200)])
        overlay, _ = correct(spec, "spec.yaml", report, "report.json")
        validate(apply_to(parse(spec, "spec.yaml")[0].value, overlay, "overlay.yaml")[0])


def test_only_what_came_is_corrected_and_what_was_documented_stays(tmp_path: Path) -> None:
    answers = [
        ("getBoat", boat(name=5, state="sunk", crew=3), 200), ("getBoat", boat(name=None, crew="two"), 200),
        ("listBoats", [boat(length=...)], 200),
    ]  # fmt: skip
    text, _ = mended(SPEC, seen(SPEC, tmp_path, answers))
    assert schema(text, "Boat", "properties", "name") == {"type": ["string", "integer", "null"]}
    assert schema(text, "Boat", "properties", "crew") == {"type": ["integer", "string"]}
    assert schema(text, "State")["enum"] == ["afloat", "docked", "sunk"]
    assert schema(text, "Boat", "required") == ["name", ODD]
    for name in ("built", "flags", "labels", "owner", "cargo", "mast", "grade", "length"):
        assert schema(text, "Boat", "properties", name) == schema(SPEC, "Boat", "properties", name)


def test_an_action_says_why(tmp_path: Path) -> None:
    report = seen(SPEC, tmp_path, [("getBoat", boat(name=None), 200), ("listBoats", [boat(name=None)], 200)])
    assert mended(SPEC, report)[1] == [
        {
            "target": "$.components.schemas.Boat.properties.name",
            "description": "Null allowed: Boat.name is documented as str (docs/Boat.md:7); came null 2 times.",
            "update": {"type": ["string", "null"]},
        }
    ]


def test_the_spelling_that_came_is_certain_afterwards(tmp_path: Path) -> None:
    text, _ = mended(SPEC, seen(SPEC, tmp_path, [("getBoat", boat(_links={}), 200)]))
    properties = schema(text, "Boat", "properties")
    assert "links" not in properties
    assert properties["_links"]["x-docs"] == {"at": "docs/Boat.md:9"}


def test_responses_that_no_component_describes(tmp_path: Path) -> None:
    answers = [("getTides", {"high": "3 m", "low": 1}, 200), ("listBoats", {"items": []}, 200), ("getBoat", {}, 418)]
    text, actions = mended(SPEC, seen(SPEC, tmp_path, answers))
    assert json.loads(seen(text, tmp_path, answers))["mismatches"] == []
    assert "'418'" in text
    assert any("the response of listBoats is documented as list[Boat]" in each["description"] for each in actions)


def test_an_enum_that_grows_without_end_is_open(tmp_path: Path) -> None:
    answers = [("getBoat", boat(grade=f"grade {number}"), 200) for number in range(21)]
    text, _ = mended(SPEC, seen(SPEC, tmp_path, answers))
    assert schema(text, "Boat", "properties", "grade") == {"type": "string"}


def test_fields_that_a_schema_inherits_are_corrected_where_they_stand() -> None:
    entries = [
        entry("missing", "Tug", "name"),
        entry("type", "Tug", "length", came="null"),
        entry("type", "Tug", "power"),
    ]
    overlay, problems = correct(SPEC, "spec.yaml", report_of(*entries), "report.json")
    assert problems == ()
    assert [action["target"] for action in yaml.safe_load(overlay)["actions"]] == [
        "$.components.schemas.Tug.allOf[1].properties.power",
        "$.components.schemas.Boat.properties.length",
        '$.components.schemas.Boat.required[?@ == "name"]',
    ]


def test_nothing_to_correct() -> None:
    overlay, problems = correct(SPEC, "spec.yaml", '{"mismatches": []}', "report.json")
    assert (yaml.safe_load(overlay)["actions"], problems) == ([], ())


def entry(kind: str, model: str = "Boat", field: str = "name", **more: Any) -> dict[str, Any]:
    """A mismatch as a report has it."""
    return {"kind": kind, "operation": "getBoat", "model": model, "field": field, "came": "string"} | more


def report_of(*entries: Any) -> str:
    return json.dumps({"mismatches": entries}, indent=1)


@pytest.mark.parametrize(
    ("found", "problem"),
    [
        (5, "report.json:3:3 S51 a mismatch is an object, not the number 5: left out"),
        (entry("type", came="date"), "S51 what came must be a JSON type, not the text 'date'"),
        (entry("type", came=["null"]), "S51 what came must be a JSON type"),
        (entry("enum", came=5), "S51 what came must be a text"),
        (entry("name", came=""), "S51 a name has 1 to"),
        (entry("status", came=True), "S51 what came must be a status"),
        (entry("status", came=10**30), "S51 what came must be a status"),
        (entry("odd"), "S51 the text 'odd' is no kind of mismatch"),
        (entry("type", count=0), "S51 'count' must be a whole number from 1"),
        (entry("type") | {"field": None}, "S51 'field' must be a text"),
        (entry("undocumented", field="x" * 5000), "S51 'field' must be a text of at most 1000"),
        (entry("type", model="Plane"), "S52 the spec has no one place for Plane.name"),
        (entry("type", field="wings[]"), "S52 the spec has no one place for Boat.wings[]"),
        (entry("status", operation="sail", came=418), "S52 the spec has no one place for"),
        (entry("missing", field="secret"), "S53 'secret' is write-only"),
        (entry("missing", field="grade"), "S53 nothing in the spec says that 'grade' is required"),
        (entry("undocumented", field="name"), "S53 'name' is documented here"),
        (entry("name", field="links", came="name"), "S53 there is a property 'name' beside 'links' already"),
        (entry("type", came="string"), "S53 the spec allows a value of the type string here already"),
        (entry("content", model="", field="", came="text/html"), "S53 getBoat answered with text/html instead of JSON"),
    ],
)
def test_what_cannot_be_used_is_said_with_its_place(found: Any, problem: str) -> None:
    overlay, problems = correct(SPEC, "spec.yaml", report_of(found), "report.json")
    assert len(problems) == 1
    assert problem in str(problems[0])
    assert yaml.safe_load(overlay)["actions"] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "S50"),
        ("[]", "S50"),
        ("{}", "S50"),
        ('{"mismatches": {}}', "S50"),
        ('{"mism', "S01"),
        ("[" * 10_000, "S02"),
    ],
)
def test_what_is_no_report_is_refused(text: str, code: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        correct(SPEC, "spec.yaml", text, "report.json")
    assert caught.value.problems[-1].code == code


def test_huge_reports_end() -> None:
    entries = [entry("undocumented", field=f"field {number}") for number in range(MAX_MISMATCHES + 5)]
    overlay, problems = correct(SPEC, "spec.yaml", report_of(*entries[:300], *["x"] * MAX_MISMATCHES), "report.json")
    assert len(yaml.safe_load(overlay)["actions"]) == 300
    assert {problem.code for problem in problems} == {"S51", "S05"}


def test_names_are_quoted_in_targets() -> None:
    nasty = ["a'b", 'a"b', "a\\", "]", "$..*", "a\nb", "\x00", "é", "[]", "x.*"]
    entries = [entry("undocumented", field=name, came="integer") for name in nasty]
    text, _ = mended(SPEC, report_of(*entries))
    again, _ = mended(text, report_of(*(entry("type", field=name, came="null") for name in nasty)))
    for name in nasty:
        assert schema(again, "Boat", "properties", name) == {"type": ["integer", "null"]}


def is_json(value: Any) -> bool:
    """Whether JSON can say it, which has no infinite numbers."""
    try:
        json.dumps(value, allow_nan=False)
    except ValueError:
        return False
    return True


kinds = st.sampled_from(["type", "enum", "missing", "undocumented", "name", "status", "content", "null", "guess"])
names = st.sampled_from(["", "a", "b", "Boat", "name", "name[]", "state", "cargo", "[]", "mast.*", "links", "secret"])
came = st.sampled_from(["null", "string", "integer", "number", "object", "array", 418, "name"]) | plain.filter(is_json)
fields = {"kind": kinds, "operation": names, "model": names, "field": names, "came": came, "count": st.integers(0, 9)}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.fixed_dictionaries(fields), max_size=12), st.one_of(st.just(SPEC), apis().map(dump)), st.data())
def test_any_report_ends_in_an_overlay_that_applies(entries: list[Any], spec: str, data: st.DataObject) -> None:
    models = [*load(spec, "spec.yaml")[0].schemas, "Boat"]
    entries = [each | {"model": data.draw(st.sampled_from(models))} for each in entries]
    overlay, _ = correct(spec, "spec.yaml", json.dumps({"mismatches": entries}), "report.json")
    _, problems = apply_to(parse(spec, "spec.yaml")[0].value, overlay, "overlay.yaml")
    assert problems == ()


def test_the_command(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("spec.yaml").write_text(SPEC)
    Path("report.json").write_text(report_of(entry("type", came="null"), entry("type", model="Plane")))
    assert cli.run(["correct", "spec.yaml", "report.json", "-o", "out/overlay.yaml"]) == 0
    assert "report.json:10:3 S52 the spec has no one place for Plane.name" in capfd.readouterr().err
    assert "Null allowed" in Path("out/overlay.yaml").read_text()
    Path("report.json").write_text("{}")
    assert cli.run(["correct", "spec.yaml", "report.json"]) == 3
    assert cli.run(["correct", "spec.yaml", "none.json"]) == 2
    assert cli.run(["correct", "-", "-"]) == 2
