"""A drift report -> corrections: the OpenAPI Overlay 1.0 after which a spec agrees with what a server really sent.

Nothing that was documented is taken back beyond what came: types grow, fields become optional, enums take new values,
what was not documented is added. Each action says why, with the place in the documents and how often it was seen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from generator.problems import Problem, ProblemsError
from generator.spec.document import Pointer, read
from generator.spec.drift import Mismatch, read_report
from generator.spec.openapi_read import load
from generator.spec.overlay import Action, Corrections
from generator.spec.reading import EVIDENCE_KEY, Cursor, Reading
from generator.spec.where import Places
from generator.spec.yaml_write import yaml_text

MAX_NEW_VALUES: Final = 20
"""An enum to which a server adds more values than these, or longer ones, is open: its list goes."""

MAX_VALUE: Final = 100

_ANNOTATIONS: Final = frozenset(
    "title description default readOnly writeOnly deprecated example examples externalDocs xml nullable".split()
)
"""Keywords that say something about a value and restrict none: they stay where they are."""

_COMPOUND: Final = frozenset("$ref oneOf anyOf allOf not enum const if then else discriminator".split())
"""Keywords beside which `type` cannot simply grow."""

_NARROWING: Final = {
    "string": ("format", "contentEncoding", "contentMediaType", "pattern", "minLength", "maxLength"),
    "number": ("format",),
    "integer": ("format",),
}
"""What makes a type narrower; when a value of that very type was a mismatch, it goes."""

_IMPLIED: Final = {"properties": "object", "additionalProperties": "object", "items": "array", "format": "string"}

_SHORTHAND: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def correct(spec: str, spec_path: str, report: str, report_path: str) -> tuple[str, tuple[Problem, ...]]:
    """The overlay that corrects `spec` by a drift report, as YAML, and what could not be used of the report.

    The actions are for the document as it stands in `spec`, in the order in which they must be applied. Raises
    ProblemsError when either text cannot be read at all (S01, S02, S10, S11), or the report is none (S50).
    """
    api, _ = load(spec, spec_path)
    document, _ = read(spec, spec_path)
    mismatches, reading, problems = read_report(report, report_path)
    draft = _Draft(document.value, reading)
    try:
        for finding in _findings(mismatches, Places(document, api), reading):
            _RULES[finding.kind](draft, finding)
    except RecursionError:
        raise ProblemsError((*problems, document.problem("S02", (), "nested too deeply"))) from None
    overlay = {
        "overlay": "1.0.0",
        "info": {"title": f"Corrections of {api.title} by what its server sent", "version": api.version},
        "actions": draft.actions,
    }
    return yaml_text(overlay), (*problems, *reading.problems)


@dataclass(frozen=True, slots=True)
class _Finding:
    """All mismatches of one kind at one place of the spec.

    `places`: the object to correct, then, where it is about a `field` of a model, the schemas of that property.
    `holders`: the parts of the model, where it may be called required.
    """

    kind: str
    places: tuple[Cursor, ...]
    field: str
    mismatches: tuple[Mismatch, ...]
    holders: tuple[Cursor, ...] = ()

    def joined(self, other: _Finding) -> _Finding:
        """Both findings, which are of one kind at one place."""
        holders = {each.pointer: each for each in (*self.holders, *other.holders)}
        return replace(self, mismatches=self.mismatches + other.mismatches, holders=tuple(holders.values()))

    def why(self, what: str) -> str:
        """The description of an action: what it does, and what was seen how often against which document."""
        first = self.mismatches[0]
        where = f"{first.model}.{first.field}".strip(".") or f"the response of {first.operation}"
        documented = f"documented as {first.documented[:200]}" if first.documented else "not documented"
        at = f" ({first.at})" if first.at else ""
        counts: dict[str, int] = {}
        for mismatch in self.mismatches:
            shown = str(mismatch.came)[:MAX_VALUE]
            counts[shown] = counts.get(shown, 0) + mismatch.count
        seen = ", ".join(f"{came} {_times(count)}" for came, count in list(counts.items())[:MAX_NEW_VALUES])
        return f"{what}: {where} is {documented}{at}; came {seen}."


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"


class _Draft:
    """The document while it is being corrected, and the actions so far. Both change together."""

    def __init__(self, document: dict[str, Any], reading: Reading) -> None:
        self._reading = reading
        self._state = Corrections(reading, document)
        self.actions: list[dict[str, Any]] = []
        self.is_old = str(document.get("openapi", "")).startswith("3.0")

    def value(self, pointer: Pointer) -> Any:
        """What stands at a place now."""
        value: Any = self._state.document
        for step in pointer:
            value = value[step]
        return value

    def update(self, finding: _Finding, pointer: Pointer, update: dict[str, Any], why: str) -> None:
        """Merge `update` into the object at a place."""
        self._act(finding, _path(pointer), why, update=update)

    def remove(self, finding: _Finding, pointer: Pointer, why: str) -> None:
        """Remove what stands at a place."""
        self._act(finding, _path(pointer), why, remove=True)

    def drop(self, finding: _Finding, pointer: Pointer, item: str, why: str) -> None:
        """Remove an item of a list; with the last one the list goes."""
        if all(each == item for each in self.value(pointer)):
            self.remove(finding, pointer, why)
        else:
            self._act(finding, f"{_path(pointer)}[?@ == {_quoted(item)}]", why, remove=True)

    def refuse(self, finding: _Finding, message: str) -> None:
        """Say that a person has to see to it."""
        self._reading.report("S53", finding.mismatches[0].pointer, message)

    def _act(self, finding: _Finding, target: str, why: str, **change: Any) -> None:
        at = Cursor(None, finding.mismatches[0].pointer)
        if self._state.act(Action(at, target, bool(change.get("remove")), change.get("update"))):
            self.actions.append({"target": target, "description": why, **change})


# -- from mismatches to findings ------------------------------------------------------------------------------------


def _findings(mismatches: Iterable[Mismatch], places: Places, reading: Reading) -> list[_Finding]:
    """What was found, each place once, the deepest first: so that no correction moves what another one is about."""
    grouped: dict[tuple[str, Pointer, str], _Finding] = {}
    for mismatch in sorted(mismatches, key=_order):
        for found in _located(mismatch, places, reading):
            key = found.kind, found.places[0].pointer, found.field
            known = grouped.get(key)
            grouped[key] = known.joined(found) if known else found
    return sorted(grouped.values(), key=_depth)


def _order(mismatch: Mismatch) -> tuple[str, ...]:
    return (mismatch.model, mismatch.field, mismatch.kind, mismatch.operation, str(mismatch.came))


def _depth(finding: _Finding) -> tuple[int, tuple[str, ...], int, str]:
    pointer = finding.places[0].pointer
    return -len(pointer), tuple(map(str, pointer)), list(_RULES).index(finding.kind), finding.field


def _located(mismatch: Mismatch, places: Places, reading: Reading) -> Iterator[_Finding]:
    """The findings that a mismatch is part of; when there is no place for it, that is reported."""
    found = list(_places_of(mismatch, places))
    if not found:
        name = f"{mismatch.model}.{mismatch.field}".strip(".") or f"operation {mismatch.operation!r}"
        reading.report("S52", mismatch.pointer, f"the spec has no one place for {name[:200]}: left out")
    yield from found


def _places_of(mismatch: Mismatch, places: Places) -> Iterator[_Finding]:
    if mismatch.kind in ("status", "content"):
        operation = places.operation(mismatch.operation)
        if operation is not None:
            yield _Finding(mismatch.kind, (operation,), "", (mismatch,))
        return
    if mismatch.kind in ("type", "enum"):
        schemas = _values(mismatch, places)
        if mismatch.kind == "enum":
            schemas = [enum for schema in schemas for enum in places.enums(schema)]
        for schema in schemas:
            yield _Finding(mismatch.kind, (schema,), "", (mismatch,))
        return
    model = _model(mismatch, places)
    if model is not None:
        declared, parts = places.declared(model, mismatch.field), tuple(places.parts(model))
        if mismatch.kind != "name":
            yield _Finding(mismatch.kind, (model, *declared), mismatch.field, (mismatch,), parts)
        else:
            yield from (_Finding("name", (each,), mismatch.field, (mismatch,), parts) for each in declared)


def _values(mismatch: Mismatch, places: Places) -> list[Cursor]:
    if not mismatch.model:
        return places.roots(mismatch.operation, mismatch.field, mismatch.documented)
    found = [places.values(model, mismatch.field) for model in places.models(mismatch.model)]
    told = [each for each in found if each]
    return told[0] if len(told) == 1 else []


def _model(mismatch: Mismatch, places: Places) -> Cursor | None:
    """The one schema of the model's name; of several inline ones the one that has the field."""
    models = places.models(mismatch.model)
    if len(models) > 1 and mismatch.kind != "undocumented":
        models = [model for model in models if places.declared(model, mismatch.field)]
    return models[0] if len(models) == 1 else None


# -- the rules: one for each kind of finding, in the order in which they apply to one place --------------------------


def _missing(draft: _Draft, finding: _Finding) -> None:
    """A required field did not come: it is optional."""
    if any(isinstance(each.value, dict) and each.value.get("writeOnly") is True for each in finding.places[1:]):
        draft.refuse(finding, f"{finding.field[:200]!r} is write-only, so no response needs to have it")
        return
    for pointer in ((*part.pointer, "required") for part in finding.holders):
        if finding.field in _list(draft, pointer):
            draft.drop(finding, pointer, finding.field, finding.why("Not required"))
    if not any(finding.field in _items(part.value, "required") for part in finding.holders):
        draft.refuse(finding, f"nothing in the spec says that {finding.field[:200]!r} is required")


def _undocumented(draft: _Draft, finding: _Finding) -> None:
    """A field came that no document knows: it is a property of the types that came."""
    if len(finding.places) > 1:  # known by now, or in a part that the client took for another thing
        draft.refuse(finding, f"{finding.field[:200]!r} is documented here")
        return
    schema = _observed({str(mismatch.came) for mismatch in finding.mismatches}, draft.is_old)
    pointer = finding.places[0].pointer
    draft.update(finding, pointer, {"properties": {finding.field: schema}}, finding.why("Property added"))


def _renamed(draft: _Draft, finding: _Finding) -> None:
    """A name that was only inferred is spelt otherwise: the spelling that came most often is taken."""
    counts: dict[str, int] = {}
    for mismatch in finding.mismatches:
        counts[mismatch.came] = counts.get(mismatch.came, 0) + mismatch.count
    new = min(counts, key=lambda name: (-counts[name], name))
    schema, why = finding.places[0].pointer, finding.why("Property renamed")
    if new in draft.value(schema[:-1]):
        draft.refuse(finding, f"there is a property {new[:200]!r} beside {finding.field[:200]!r} already")
        return
    draft.update(finding, schema[:-1], {new: _certain(draft.value(schema))}, why)
    draft.remove(finding, schema, why)
    for part in finding.holders:
        pointer = (*part.pointer, "required")
        if finding.field in _list(draft, pointer):
            draft.update(finding, part.pointer, {"required": [new]}, why)
            draft.drop(finding, pointer, finding.field, why)


def _grown_enum(draft: _Draft, finding: _Finding) -> None:
    """Values came that an enum does not list: they are added, or the list goes when it holds too few to be one."""
    pointer = finding.places[0].pointer
    schema = draft.value(pointer)
    values = sorted({str(mismatch.came) for mismatch in finding.mismatches} - set(map(str, _listed(schema))))
    if not values:
        return
    if len(values) > MAX_NEW_VALUES or any(len(value) > MAX_VALUE for value in values):
        for key in ("enum", "const"):
            if key in schema:
                draft.remove(finding, (*pointer, key), finding.why("Enum opened"))
        if "type" not in schema:
            draft.update(finding, pointer, {"type": "string"}, finding.why("Enum opened"))
        return
    if "const" in schema:
        values = [schema["const"], *values]
        draft.remove(finding, (*pointer, "const"), finding.why("Values added"))
    draft.update(finding, pointer, {"enum": values}, finding.why("Values added"))


def _widened(draft: _Draft, finding: _Finding) -> None:
    """Values of another type came: the type grows by it, null by being allowed."""
    pointer = finding.places[0].pointer
    if not isinstance(draft.value(pointer), dict):
        draft.refuse(finding, "a schema that is true or false cannot be corrected")
        return
    for came in sorted({str(mismatch.came) for mismatch in finding.mismatches}, key=_TYPE_ORDER.index):
        if came == "null":
            _allow_null(draft, finding, pointer)
        else:
            _allow(draft, finding, pointer, came)


def _answered(draft: _Draft, finding: _Finding) -> None:
    """Statuses came that no document lists: they are responses of which nothing else is known."""
    pointer = finding.places[0].pointer
    for status in sorted({str(mismatch.came) for mismatch in finding.mismatches}):
        seen = replace(finding, mismatches=tuple(each for each in finding.mismatches if str(each.came) == status))
        response = {"responses": {status: {"description": "Not documented, but seen."}}}
        draft.update(seen, pointer, response, seen.why("Response added"))


def _other_content(draft: _Draft, finding: _Finding) -> None:
    """No JSON came where it is documented. That may be a proxy's error page as well as the API: nobody can tell."""
    came = ", ".join(sorted({str(mismatch.came)[:MAX_VALUE] for mismatch in finding.mismatches})[:MAX_NEW_VALUES])
    draft.refuse(finding, f"{finding.mismatches[0].operation[:200]} answered with {came} instead of JSON")


_RULES: Final = {
    "missing": _missing,
    "undocumented": _undocumented,
    "enum": _grown_enum,
    "type": _widened,
    "name": _renamed,
    "status": _answered,
    "content": _other_content,
}

_TYPE_ORDER: Final = ("boolean", "integer", "number", "string", "array", "object", "null")


# -- schemas --------------------------------------------------------------------------------------------------------


def _allow(draft: _Draft, finding: _Finding, pointer: Pointer, came: str) -> None:
    """Let a schema take values of the type `came` besides."""
    schema, why = draft.value(pointer), finding.why("Type widened")
    types = _types(schema)
    if _is_compound(schema) or (draft.is_old and types and not _accepts(types, came)):
        _alternative(draft, finding, pointer, _observed({came}, draft.is_old))
    elif _accepts(types, came):
        narrowing = [key for key in _NARROWING.get(came, ()) if key in schema]
        for key in narrowing:
            draft.remove(finding, (*pointer, key), finding.why(f"Any {came}"))
        if not narrowing:
            draft.refuse(finding, f"the spec allows a value of the type {came} here already")
    elif types == ["integer"] and came == "number":
        if "format" in schema:
            draft.remove(finding, (*pointer, "format"), why)
        draft.update(finding, pointer, {"type": "number"}, why)
    else:
        draft.update(
            finding, pointer, {"type": [came] if isinstance(schema.get("type"), list) else [*types, came]}, why
        )


def _allow_null(draft: _Draft, finding: _Finding, pointer: Pointer) -> None:
    """Let a schema take null besides, as 3.0 or as 3.1 says it."""
    schema, why = draft.value(pointer), finding.why("Null allowed")
    types = _types(schema)
    only_enum = _is_compound(schema) and not (_COMPOUND & schema.keys()) - {"enum"}
    if _is_compound(schema) and not only_enum:
        null = {"nullable": True} if draft.is_old else {"type": "null"}
        _alternative(draft, finding, pointer, null)
        return
    change: dict[str, Any] = {"enum": [None]} if only_enum and None not in _items(schema, "enum") else {}
    if draft.is_old:
        change["nullable"] = True
    elif types and "null" not in types:
        change["type"] = ["null"] if isinstance(schema.get("type"), list) else [*types, "null"]
    if change:
        draft.update(finding, pointer, change, why)


def _alternative(draft: _Draft, finding: _Finding, pointer: Pointer, other: dict[str, Any]) -> None:
    """Make a schema `anyOf` what it was and `other`; `nullable` (3.0) is no alternative, but stands beside them."""
    schema, why = draft.value(pointer), finding.why("Alternative added")
    moved = {key: value for key, value in schema.items() if key not in _ANNOTATIONS and not key.startswith("x-")}
    flag = other if "nullable" in other else {}
    added = [] if flag else [other]
    if moved.keys() == {"anyOf"}:
        added = [each for each in added if each not in _items(schema, "anyOf")]
        change = {"anyOf": added, **flag} if added else flag
    else:
        for key in moved:
            draft.remove(finding, (*pointer, key), why)
        change = {"anyOf": [moved, *added], **flag}
    if change:
        draft.update(finding, pointer, change, why)


def _observed(types: set[str], is_old: bool) -> dict[str, Any]:
    """The schema of values of these types: null alone says nothing, an integer is a number."""
    told = [each for each in _TYPE_ORDER if each in types and each != "null"]
    if "number" in told and "integer" in told:
        told.remove("integer")
    if not told:
        return {}
    if is_old and len(told) > 1:
        schema: dict[str, Any] = {"anyOf": [_observed({each}, is_old) for each in told]}
    else:
        names = [*told, "null"] if "null" in types and not is_old else told
        schema = {"type": names[0] if len(names) == 1 else names}
        schema.update({"items": {}} if "array" in told else {})
    return {**schema, "nullable": True} if "null" in types and is_old else schema


def _certain(schema: Any) -> Any:
    """A copy of a property's schema whose name is no longer inferred."""
    evidence = schema.get(EVIDENCE_KEY) if isinstance(schema, dict) else None
    if not isinstance(evidence, dict) or not isinstance(evidence.get("inferred"), dict):
        return schema
    rest = {key: rule for key, rule in evidence["inferred"].items() if key != "name"}
    guesses = [key for key in evidence.get("guesses", ()) if key != "name"]
    told = {**evidence, "inferred": rest, "guesses": guesses}
    return {**schema, EVIDENCE_KEY: {key: value for key, value in told.items() if value}}


def _types(schema: dict[str, Any]) -> list[str]:
    """The types of a schema, those that other keywords imply where it names none."""
    named = schema.get("type")
    if isinstance(named, list):
        return [str(each) for each in named]
    if isinstance(named, str):
        return [named]
    return list(dict.fromkeys(kind for key, kind in _IMPLIED.items() if key in schema))[:1]


def _accepts(types: list[str], came: str) -> bool:
    return not types or came in types or (came == "integer" and "number" in types)


def _is_compound(schema: dict[str, Any]) -> bool:
    return bool(_COMPOUND & schema.keys())


def _listed(schema: dict[str, Any]) -> list[Any]:
    return [*_items(schema, "enum"), *([schema["const"]] if "const" in schema else [])]


def _list(draft: _Draft, pointer: Pointer) -> list[Any]:
    return _items(draft.value(pointer[:-1]), str(pointer[-1]))


def _items(schema: Any, key: str) -> list[Any]:
    """The list under `key` of a schema; whatever else may stand there holds nothing."""
    found = schema.get(key) if isinstance(schema, dict) else None
    return found if isinstance(found, list) else []


# -- JSONPath (RFC 9535) -------------------------------------------------------------------------------------------


def _path(pointer: Pointer) -> str:
    return "$" + "".join(_step(step) for step in pointer)


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if _SHORTHAND.fullmatch(step) else f"[{_quoted(step)}]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
