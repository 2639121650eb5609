"""The parameters that the tables of a section state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.docs.cells import mend, tables
from generator.docs.cells.titles import PARAMETER_PARTS
from generator.docs.fields import field_name, field_rows, read_field
from generator.docs.groups import Group
from generator.docs.operations.cutting import Part
from generator.docs.operations.scope import Scope
from generator.spec.facts import StatedField, StatedPlace


def stated_parameters(scope: Scope) -> tuple[StatedField, ...]:
    """The parameters of the API in all tables of the section, the first of each name."""
    found: list[StatedField] = []
    for part in scope.section.parts:
        if part.kind not in PARAMETER_PARTS:
            continue
        for cells in _api_rows(scope, part):
            stated = read_field(cells, scope.document, scope.dialect, scope.problems)
            if stated is not None:
                stated = _placed(stated, cells)
                group = scope.groups.get(stated.schema.ref or "")
                members = _members(scope, group) if group else [_unlike(scope.row.name, stated)]
                found.extend(_with_part(each, part.kind) for each in members)
    return tuple(_unique(found))


def _api_rows(scope: Scope, part: Part) -> Iterator[tables.Cells]:
    """The rows of a part that are parameters of the API, and not of the SDK."""
    below_sdk = False
    for cells in field_rows(part.blocks, scope.document, scope.problems):
        name = field_name(cells)
        kind = scope.dialect.sdk_only.get(name)
        is_sdk = kind is not None and re.search(kind, mend.name(cells.get("type"))) is not None
        if not is_sdk and not (below_sdk and name in scope.dialect.sdk_tail) and not _holds_all(name, cells):
            yield cells
        below_sdk = is_sdk


_PLACES: Mapping[str, StatedPlace] = {
    "path": "path",
    "query": "query",
    "header": "header",
    "cookie": "cookie",
    "form": "form",
    "body": "body",
}
_PLACE = re.compile(rf"\b({'|'.join(_PLACES)})", re.I)
_QUOTED = re.compile(r"[\"'“]([^\s\"'“”]+)[\"'”]")


def _placed(stated: StatedField, cells: tables.Cells) -> StatedField:
    """A parameter with the place, and with the name on the wire in quotes, that a column of its own gives it."""
    place, wire = _PLACE.search(cells.get("place")), _QUOTED.search(cells.get("place"))
    if wire:
        stated = replace(stated, name=wire[1], wire=wire[1])
    return replace(stated, place=_PLACES[place[1].lower()]) if place else stated


def _holds_all(name: str, cells: tables.Cells) -> bool:
    """Whether a row is the argument of the SDK that all parameters of a place are passed in (`headers`, in `request
    headers`), and which is called like that place."""
    text = cells.get("place")
    place = _PLACE.search(text)
    bag = place is not None and " " in text.strip() and _QUOTED.search(text) is None
    return bag and place is not None and name.lower().removesuffix("s") == place[1].lower()


def _members(scope: Scope, group: Group) -> list[StatedField]:
    """The parameters that a request holds, where the SDK passes them as one object."""
    rows = field_rows(group.blocks, scope.document, scope.problems)
    found = (read_field(cells, scope.document, scope.dialect, scope.problems) for cells in rows)
    return [stated for stated in found if stated is not None]


def _with_part(stated: StatedField, kind: str) -> StatedField:
    """A row under `Path Parameters` is in the path; one under `Required Parameters` is required."""
    if kind in _PLACES:
        stated = replace(stated, place=_PLACES[kind])
    if kind == "path" or (kind == "required" and stated.required is None):
        return replace(stated, required=True)
    return replace(stated, required=False) if kind == "optional" else stated


def _unlike(operation: str, stated: StatedField) -> StatedField:
    """A parameter without the word that tells it from an operation that is called like it (`boat_param` in Julia)."""
    return replace(stated, name=operation) if stated.name == f"{operation}_param" else stated


def _unique(fields: Iterable[StatedField]) -> Iterator[StatedField]:
    """The first of each name: kotlin 7 repeats no row, but hand-edited tables do."""
    seen: set[str] = set()
    for stated in fields:
        if stated.name not in seen:
            seen.add(stated.name)
            yield stated
