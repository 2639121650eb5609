"""How the values of parameters and headers are written."""

from __future__ import annotations

from typing import Final

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
