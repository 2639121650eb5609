"""How a parameter or header is written: its schema, content type and style."""

from __future__ import annotations

from typing import Final

from generator.spec.api import Schema
from generator.spec.openapi.cursor import Cursor
from generator.spec.openapi.read.source import Source

_STYLES: Final = {
    "path": {"simple", "label", "matrix"},
    "query": {"form", "spaceDelimited", "pipeDelimited", "deepObject"},
    "header": {"simple"},
    "cookie": {"form"},
}


def style(source: Source, at: Cursor, place: str) -> str | None:
    """The style of a value at `place`; one that is not for it is ignored."""
    stated = source.reading.optional_text(at, "style")
    if stated is None or stated in _STYLES[place]:
        return stated
    source.reading.report("S15", at.child("style"), f"style {stated!r} is not for a {place} value: ignored")
    return None


def described(source: Source, at: Cursor) -> tuple[str | None, Schema | None]:
    """Content type and schema of a parameter or header: it has either `schema` or `content` with one entry."""
    if at.value.get("schema") is not None:
        return None, source.schemas.schema(at.child("schema"))
    for content_type, child in source.reading.mapping(at, "content"):
        if "schema" in source.reading.members(child):
            return content_type, source.schemas.schema(child.child("schema"))
        return content_type, None
    return None, None
