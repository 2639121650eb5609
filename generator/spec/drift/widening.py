"""Schemas that take more values than they took: another type, or null, as OpenAPI 3.0 or 3.1 says it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from generator.spec.drift.draft import Draft, listed
from generator.spec.drift.findings import Finding
from generator.spec.openapi.document import Pointer

TYPE_ORDER: Final = ("boolean", "integer", "number", "string", "array", "object", "null")
"""The JSON types, in the order in which they are added."""

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


def allow(draft: Draft, finding: Finding, pointer: Pointer, came: str) -> None:
    """Let a schema take values of the type `came` besides."""
    schema, why = draft.value(pointer), finding.why("Type widened")
    types = _types(schema)
    if _is_compound(schema) or (draft.is_3_0 and types and not _accepts(types, came)):
        _alternative(draft, finding, pointer, observed({came}, draft.is_3_0))
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


def allow_null(draft: Draft, finding: Finding, pointer: Pointer) -> None:
    """Let a schema take null besides, as 3.0 or as 3.1 says it."""
    schema, why = draft.value(pointer), finding.why("Null allowed")
    types = _types(schema)
    only_enum = _is_compound(schema) and not (_COMPOUND & schema.keys()) - {"enum"}
    if _is_compound(schema) and not only_enum:
        null = {"nullable": True} if draft.is_3_0 else {"type": "null"}
        _alternative(draft, finding, pointer, null)
        return
    change: dict[str, Any] = {"enum": [None]} if only_enum and None not in listed(schema, "enum") else {}
    if draft.is_3_0:
        change["nullable"] = True
    elif types and "null" not in types:
        change["type"] = ["null"] if isinstance(schema.get("type"), list) else [*types, "null"]
    if change:
        draft.update(finding, pointer, change, why)


def _alternative(draft: Draft, finding: Finding, pointer: Pointer, other: dict[str, Any]) -> None:
    """Make a schema `anyOf` what it was and `other`; `nullable` (3.0) is no alternative, but stands beside them."""
    schema, why = draft.value(pointer), finding.why("Alternative added")
    moved = {key: value for key, value in schema.items() if key not in _ANNOTATIONS and not key.startswith("x-")}
    flag = other if "nullable" in other else {}
    added = [] if flag else [other]
    if moved.keys() == {"anyOf"}:
        added = [each for each in added if each not in listed(schema, "anyOf")]
        change = {"anyOf": added, **flag} if added else flag
    else:
        for key in moved:
            draft.remove(finding, (*pointer, key), why)
        change = {"anyOf": [moved, *added], **flag}
    if change:
        draft.update(finding, pointer, change, why)


def observed(types: Collection[str], is_3_0: bool) -> dict[str, Any]:
    """The schema of values of these types: null alone says nothing, an integer is a number."""
    told = [each for each in TYPE_ORDER if each in types and not (each == "integer" and "number" in types)]
    values = [each for each in told if each != "null"]
    if not values:
        return {}
    if not is_3_0:
        return _of_types(told)
    schema = _of_types(values) if len(values) == 1 else {"anyOf": [_of_types([each]) for each in values]}
    return {**schema, "nullable": True} if "null" in told else schema


def _of_types(names: list[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": names[0] if len(names) == 1 else names}
    return {**schema, "items": {}} if "array" in names else schema


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
