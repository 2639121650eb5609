"""What each kind of finding corrects: one rule a kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from generator.spec.drift.draft import Draft, listed
from generator.spec.drift.findings import MAX_TOLD, MAX_VALUE, Finding
from generator.spec.drift.widening import TYPE_ORDER, allow, allow_null, observed
from generator.spec.openapi.cursor import EVIDENCE_KEY

MAX_NEW_VALUES: Final = 20
"""An enum to which a server adds more values than these, or longer ones, is open: its list goes."""


def _missing(draft: Draft, finding: Finding) -> None:
    """A required field did not come: it is optional."""
    if any(isinstance(each.value, dict) and each.value.get("writeOnly") is True for each in finding.places[1:]):
        draft.refuse(finding, f"{finding.field[:200]!r} is write-only, so no response needs to have it")
        return
    for pointer in ((*part.pointer, "required") for part in finding.holders):
        if finding.field in draft.items(pointer):
            draft.drop(finding, pointer, finding.field, finding.why("Not required"))
    if not any(finding.field in listed(part.value, "required") for part in finding.holders):
        draft.refuse(finding, f"nothing in the spec says that {finding.field[:200]!r} is required")


def _undocumented(draft: Draft, finding: Finding) -> None:
    """A field came that no document knows: it is a property of the types that came."""
    if len(finding.places) > 1:  # known by now, or in a part that the client took for another thing
        draft.refuse(finding, f"{finding.field[:200]!r} is documented here")
        return
    schema = observed(finding.came, draft.is_3_0)
    pointer = finding.places[0].pointer
    draft.update(finding, pointer, {"properties": {finding.field: schema}}, finding.why("Property added"))


def _renamed(draft: Draft, finding: Finding) -> None:
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
        if finding.field in draft.items(pointer):
            draft.update(finding, part.pointer, {"required": [new]}, why)
            draft.drop(finding, pointer, finding.field, why)


def _grown_enum(draft: Draft, finding: Finding) -> None:
    """Values came that an enum does not list: they are added, or the list goes when it holds too few to be one."""
    pointer = finding.places[0].pointer
    schema = draft.value(pointer)
    values = sorted(finding.came - _values(schema))
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


def _widened(draft: Draft, finding: Finding) -> None:
    """Values of another type came: the type grows by it, null by being allowed."""
    pointer = finding.places[0].pointer
    if not isinstance(draft.value(pointer), dict):
        draft.refuse(finding, "a schema that is true or false cannot be corrected")
        return
    for came in sorted(finding.came, key=TYPE_ORDER.index):
        if came == "null":
            allow_null(draft, finding, pointer)
        else:
            allow(draft, finding, pointer, came)


def _answered(draft: Draft, finding: Finding) -> None:
    """Statuses came that no document lists: they are responses of which nothing else is known."""
    pointer = finding.places[0].pointer
    for status in sorted(finding.came):
        seen = replace(finding, mismatches=tuple(each for each in finding.mismatches if str(each.came) == status))
        response = {"responses": {status: {"description": "Not documented, but seen."}}}
        draft.update(seen, pointer, response, seen.why("Response added"))


def _other_content(draft: Draft, finding: Finding) -> None:
    """No JSON came where it is documented. That may be a proxy's error page as well as the API: nobody can tell."""
    came = ", ".join(sorted({came[:MAX_VALUE] for came in finding.came})[:MAX_TOLD])
    draft.refuse(finding, f"{finding.mismatches[0].operation[:200]} answered with {came} instead of JSON")


RULES: Final[Mapping[str, Callable[[Draft, Finding], None]]] = {
    "missing": _missing,
    "undocumented": _undocumented,
    "enum": _grown_enum,
    "type": _widened,
    "name": _renamed,
    "status": _answered,
    "content": _other_content,
}
"""Kind of a finding -> the rule that corrects it."""


def _certain(schema: Any) -> Any:
    """A copy of a property's schema whose name is no longer inferred."""
    evidence = schema.get(EVIDENCE_KEY) if isinstance(schema, dict) else None
    if not isinstance(evidence, dict) or not isinstance(evidence.get("inferred"), dict):
        return schema
    rest = {key: rule for key, rule in evidence["inferred"].items() if key != "name"}
    guesses = [key for key in evidence.get("guesses", ()) if key != "name"]
    told = {**evidence, "inferred": rest, "guesses": guesses}
    return {**schema, EVIDENCE_KEY: {key: value for key, value in told.items() if value}}


def _values(schema: dict[str, Any]) -> set[str]:
    """The values that an enum lists, as text."""
    return {str(each) for each in [*listed(schema, "enum"), *([schema["const"]] if "const" in schema else [])]}
