"""A document of plain values that know their place, and what may be wrong with its text as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from generator.problems import Location, Problem, ProblemsError

Pointer: TypeAlias = tuple[str | int, ...]
"""The way from the root of a document to a value in it: keys of mappings, indexes of sequences."""

MAX_DEPTH: Final = 128
"""Nesting beyond this is refused: real documents stay below 40, and no reader or writer may run out of stack."""

MAX_NODES: Final = 3_000_000
"""Values beyond this, with every alias written out, are refused: the largest public documents stay below 2 million."""

MAX_TEXT: Final = 64 * 1024 * 1024
"""Characters beyond this are refused."""

QUOTE_WIDTH: Final = 300
"""Of a longer line (minified JSON) the part that begins at the problem is quoted."""

BREAK: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
SURROGATE: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was read: its `value`, and where each part of it stands in `text`.

    `path` is the path shown to people. `_find` gives line and column of a pointer, `_source` the text of a scalar.
    """

    path: str
    text: str
    value: Any
    _find: Callable[[Pointer], tuple[int, int]]
    _source: Callable[[Pointer], str | None]
    _lines: list[str] = field(default_factory=list)

    def location(self, pointer: Pointer) -> Location:
        """Where the value at `pointer` stands; of a member of a mapping, where its key stands."""
        return Location(self.path, *self._find(pointer))

    def problem(self, code: str, pointer: Pointer, message: str) -> Problem:
        """A problem about the value at `pointer`, with its place and its line."""
        location = self.location(pointer)
        return Problem(code, location, message, self._quote(location))

    def told_by(self, other: Document, where: Callable[[Pointer], Pointer | None]) -> Document:
        """The same values, with their problems told at the places of `other`: `where` leads from a pointer here to one
        there, or to None when nothing there is about it."""

        def find(pointer: Pointer) -> tuple[int, int]:
            place = where(pointer)
            return (0, 0) if place is None else other._find(place)

        return Document(other.path, other.text, self.value, find, self._source)

    def source(self, pointer: Pointer) -> str | None:
        """The scalar at `pointer` as written (`1.10`, not 1.1), or None when it is not known."""
        return self._source(pointer)

    def _quote(self, location: Location) -> str:
        if not self._lines:
            self._lines.extend(BREAK.split(self.text))
        return quote(self._lines, location)


def quote(lines: list[str], location: Location) -> str:
    """The line of `location`, or the part of it that begins there when the line is long."""
    if not 0 < location.line <= len(lines):
        return ""
    line = lines[location.line - 1]
    if len(line) <= QUOTE_WIDTH:
        return line
    start = max(location.column - 1, 0)
    return line[start : start + QUOTE_WIDTH]


def refused(path: str, message: str) -> ProblemsError:
    """The error that a text is too deep or too large to be read (S02)."""
    return ProblemsError((Problem("S02", Location(path), message),))


def broken(text: str, path: str, line: int, column: int, message: str) -> ProblemsError:
    """The error that the syntax of a text is broken at a place (S01), which is quoted."""
    location = Location(path, line, column)
    return ProblemsError((Problem("S01", location, message, quote(BREAK.split(text), location)),))
