"""A document as blocks: what every reader of the tool sees, whatever the file looked like.

Blocks carry raw text (markup inside is mended later, cell by cell) and the line they start on, from 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: `level` from 1, `text` raw."""

    line: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its raw line and the cells split from it, outer pipes dropped."""

    line: int
    cells: tuple[str, ...]
    raw: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `header` is () for rows that lost their header (see `Document`)."""

    line: int
    header: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Fence:
    """A code sample: `info` is its language, lower case; `line` that of its first line of code."""

    line: int
    info: str
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quote, its markers stripped."""

    line: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: `depth` from 0, `text` raw, on one line."""

    line: int
    depth: int
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, flattened: nested items follow their parents with a greater depth."""

    line: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph: its lines, raw."""

    line: int
    lines: tuple[str, ...]

    @property
    def joined(self) -> str:
        """The lines, joined by newlines."""
        return "\n".join(self.lines)


Block = Heading | Table | Fence | Quote | Listing | Text


@dataclass(frozen=True, slots=True)
class Document:
    """A file as blocks, with its lines (index 0 is line 1).

    Table rows that stand apart from a header (openapi-generator's go template breaks tables with blank lines, its
    kotlin template prints rows before their header) are Tables with an empty header.

    `marked` is the text with the markup of a generator where it has another (an edited document) or has lost it (a
    copied page), else None.
    """

    path: str
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    marked: str | None = None

    @property
    def text(self) -> str:
        """What the signs of the dialects are looked for in."""
        return "\n".join(self.lines) if self.marked is None else self.marked

    def quote(self, line: int) -> str:
        """The text of a line, from 1; "" where there is none."""
        return self.lines[line - 1] if 0 < line <= len(self.lines) else ""


def following(parts: Sequence[T], index: int) -> Iterator[T]:
    """What follows the part at `index`; a slice would copy all the rest, which is much where only a little is read."""
    return map(parts.__getitem__, range(index + 1, len(parts)))
