"""Parameters of path items and operations."""

from __future__ import annotations

import re
from functools import partial
from typing import Final, get_args

from generator.spec.api import Parameter, Place, Schema
from generator.spec.openapi.cursor import EVIDENCE_KEY, Cursor
from generator.spec.openapi.read import rules
from generator.spec.openapi.read.source import Source
from generator.spec.openapi.read.values import style

_OWN: Final = frozenset("name in description required deprecated schema content style explode".split()) | {EVIDENCE_KEY}
_PLACES: Final = frozenset(get_args(Place))
_VARIABLE: Final = re.compile(r"\{([^{}/]*)\}")


def parameters(source: Source, at: Cursor) -> tuple[Parameter, ...]:
    """The parameters of a path item or operation, the first of each name and place."""
    found: dict[tuple[str, str], Parameter] = {}
    for item in source.reading.items(at, "parameters"):
        parameter = source.inlined(item, partial(_parameter, source))
        if parameter is None:
            continue
        key = (parameter.name, parameter.location)
        if key in found:
            message = f"{parameter.location} parameter {parameter.name!r} is described before"
            source.reading.report("S32", item, message)
        found.setdefault(key, parameter)
    return tuple(found.values())


def _parameter(source: Source, at: Cursor) -> Parameter | None:
    reading = source.reading
    name, place = reading.text(at, "name"), reading.text(at, "in")
    if not name:
        reading.report("S14", at, "a parameter without a name cannot be sent: left out")
        return None
    if place not in _PLACES:
        reading.report("S13", at, f"parameter {name!r} with `in: {place[:40]}`: left out")
        return None
    content_type, schema = _described(source, at)
    if place == "path" and not reading.flag(at, "required"):
        reading.report("S15", at, f"path parameter {name!r} is not marked required: taken as required")
    return Parameter(
        name=name,
        location=place,  # type: ignore[arg-type]  # one of _PLACES
        schema=schema or Schema(),
        required=place == "path" or reading.flag(at, "required"),
        description=reading.text(at, "description"),
        deprecated=reading.flag(at, "deprecated"),
        style=style(source, at, place) if content_type is None else None,
        explode=reading.optional_flag(at, "explode") if content_type is None else None,
        content_type=content_type,
        extra=source.beside(at, _OWN, "allowEmptyValue allowReserved example examples"),
        evidence=reading.evidence(at),
    )


def _described(source: Source, at: Cursor) -> tuple[str | None, Schema | None]:
    """Content type and schema of a parameter: it has either `schema` or `content` with one entry."""
    if at.value.get("schema") is not None:
        return None, source.schemas.schema(at.child("schema"))
    for content_type, child in source.reading.mapping(at, "content"):
        if "schema" in source.reading.members(child):
            return content_type, source.schemas.schema(child.child("schema"))
        return content_type, None
    return None, None


def of_path(source: Source, path: str, at: Cursor, stated: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
    """The `stated` parameters with exactly those of `in: path` that the path has variables for."""
    anywhere = set(_VARIABLE.findall(path))
    kept = []
    for parameter in stated:
        if parameter.location == "path" and parameter.name not in anywhere:
            message = f"path parameter {parameter.name!r} is not in the path {path!r}: left out"
            source.reading.report("S31", at, message)
        else:
            kept.append(parameter)
    known = {parameter.name for parameter in kept if parameter.location == "path"}
    for name in _wanted(path, stated):
        if name not in known:
            source.reading.report("S31", at, f"no parameter describes {{{name}}} of {path!r}: read as a text")
            kept.append(rules.parameter_from_path(name))
    return tuple(kept)


def _wanted(path: str, stated: tuple[Parameter, ...]) -> list[str]:
    """The variables of a path that must be path parameters: those of its query may be stated as query parameters."""
    route, _, query = path.partition("#")[0].partition("?")
    sent = {parameter.name for parameter in stated if parameter.location == "query"}
    literal = [pair for pair in query.split("&") if pair.partition("=")[0] not in sent]
    found = dict.fromkeys(_VARIABLE.findall("&".join((route, *literal))))
    return [name for name in found if name and name not in sent]


def override(common: tuple[Parameter, ...], own: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
    """The parameters of a path item, those of its operation replacing them by name and place."""
    merged = {(parameter.name, parameter.location): parameter for parameter in common}
    merged.update({(parameter.name, parameter.location): parameter for parameter in own})
    return tuple(merged.values())
