"""Mismatches -> findings: all that was seen at one place of the spec, together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from generator.spec.drift.places import Places
from generator.spec.drift.report import Mismatch
from generator.spec.openapi.cursor import Cursor, Reading
from generator.spec.openapi.document import Pointer

ORDER: Final = ("missing", "undocumented", "enum", "type", "name", "status", "content")
"""The kinds of findings, in the order in which those at one place are corrected."""

MAX_TOLD: Final = 20
"""How many different values a description tells of."""

MAX_VALUE: Final = 100
"""How many characters of a value it tells."""


@dataclass(frozen=True, slots=True)
class Finding:
    """All mismatches of one kind at one place of the spec.

    `places`: the object to correct, then, where it is about a `field` of a model, the schemas of that property.
    `holders`: the parts of the model, where it may be called required.
    """

    kind: str
    places: tuple[Cursor, ...]
    field: str
    mismatches: tuple[Mismatch, ...]
    holders: tuple[Cursor, ...] = ()

    @property
    def came(self) -> frozenset[str]:
        """What came, as text."""
        return frozenset(str(mismatch.came) for mismatch in self.mismatches)

    def joined(self, other: Finding) -> Finding:
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
        seen = ", ".join(f"{came} {_times(count)}" for came, count in list(counts.items())[:MAX_TOLD])
        return f"{what}: {where} is {documented}{at}; came {seen}."


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"


def findings(mismatches: Iterable[Mismatch], places: Places, reading: Reading) -> list[Finding]:
    """What was found, each place once, the deepest first: so that no correction moves what another one is about."""
    grouped: dict[tuple[str, Pointer, str], Finding] = {}
    for mismatch in sorted(mismatches, key=_order):
        for found in _located(mismatch, places, reading):
            key = found.kind, found.places[0].pointer, found.field
            known = grouped.get(key)
            grouped[key] = known.joined(found) if known else found
    return sorted(grouped.values(), key=_depth)


def _order(mismatch: Mismatch) -> tuple[str, ...]:
    return (mismatch.model, mismatch.field, mismatch.kind, mismatch.operation, str(mismatch.came))


def _depth(finding: Finding) -> tuple[int, tuple[str, ...], int, str]:
    pointer = finding.places[0].pointer
    return -len(pointer), tuple(map(str, pointer)), ORDER.index(finding.kind), finding.field


def _located(mismatch: Mismatch, places: Places, reading: Reading) -> Iterator[Finding]:
    """The findings that a mismatch is part of; when there is no place for it, that is reported."""
    found = list(_places_of(mismatch, places))
    if not found:
        name = f"{mismatch.model}.{mismatch.field}".strip(".") or f"operation {mismatch.operation!r}"
        reading.report("S52", mismatch.pointer, f"the spec has no one place for {name[:200]}: left out")
    yield from found


def _places_of(mismatch: Mismatch, places: Places) -> Iterator[Finding]:
    if mismatch.kind in ("status", "content"):
        operation = places.operation(mismatch.operation)
        if operation is not None:
            yield Finding(mismatch.kind, (operation,), "", (mismatch,))
        return
    if mismatch.kind in ("type", "enum"):
        schemas = _values(mismatch, places)
        if mismatch.kind == "enum":
            schemas = [enum for schema in schemas for enum in places.enums(schema)]
        for schema in schemas:
            yield Finding(mismatch.kind, (schema,), "", (mismatch,))
        return
    model = _model(mismatch, places)
    if model is not None:
        declared, parts = places.declared(model, mismatch.field), tuple(places.parts(model))
        if mismatch.kind != "name":
            yield Finding(mismatch.kind, (model, *declared), mismatch.field, (mismatch,), parts)
        else:
            yield from (Finding("name", (each,), mismatch.field, (mismatch,), parts) for each in declared)


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
