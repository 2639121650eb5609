"""Tables written in HTML -> Table, with cells in Markdown."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from generator.docs.document import Row, Table

_OPEN = re.compile(r"^\s*<table\b", re.I)
_CLOSE = re.compile(r"</table\s*>\s*$", re.I)
_FENCE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})")
_LONGEST = 20_000
"""Lines that a table may have; what is not closed by then is no table."""


@dataclass(frozen=True, slots=True)
class Found:
    """A table and the lines that it takes, from index `first` to below `end`."""

    first: int
    end: int
    table: Table


def find(lines: Sequence[str]) -> Iterator[Found]:
    """The tables that begin a line and end one, outside of samples, in order. Never raises on any text."""
    index, fenced = 0, False
    closing = [n for n, line in enumerate(lines) if _CLOSE.search(line)]
    while closing and index <= closing[-1]:
        fenced ^= _FENCE.match(lines[index]) is not None
        if not fenced and _OPEN.match(lines[index]):
            end = closing[bisect_left(closing, index)] + 1
            table = _read(lines[index:end], index + 1) if end - index < _LONGEST else None
            if table is not None:
                yield Found(index, end, table)
                index = end
                continue
        index += 1


def _read(lines: Sequence[str], first: int) -> Table | None:
    """The table in these lines; None where it has no rows below its header."""
    reader = _Reader()
    reader.feed("\n".join(lines))
    reader.close()
    rows = [row for row in reader.rows if row.cells]
    if len(rows) < 2:
        return None
    header, *body = rows
    made = (Row(first + row.line - 1, tuple(row.cells), _source(row.cells)) for row in body)
    return Table(first, tuple(header.cells), tuple(made))


def _source(cells: Sequence[str]) -> str:
    """The row as Markdown has it."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


@dataclass(slots=True)
class _Cells:
    line: int
    cells: list[str] = field(default_factory=list)


_SILENT = frozenset({"br", "div", "li", "p", "pre", "small", "span", "sub", "sup", "u", "ul"})
_MARKS = {"strong": "**", "b": "**", "code": "`", "tt": "`", "em": "*", "i": "*"}


class _Reader(HTMLParser):
    """Gathers the rows; markup in cells becomes Markdown, entities stay as they are."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.rows: list[_Cells] = []
        self._cell: list[str] | None = None
        self._target = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end_cell()
            self.rows.append(_Cells(self.getpos()[0]))
        elif tag in ("td", "th"):
            self._end_cell()
            self._cell = []
        elif self._cell is not None:
            if tag == "a":
                self._target = dict(attrs).get("href") or ""
                self._cell.append("[" if self._target else "")
            elif tag in _SILENT:
                self._cell.append(" ")
            else:
                self._cell.append(_MARKS.get(tag) or self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        elif self._cell is not None and tag == "a" and self._target:
            self._cell.append(f"]({self._target})")
            self._target = ""
        elif self._cell is not None:
            self._cell.append(_MARKS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def _end_cell(self) -> None:
        if self._cell is not None and self.rows:
            self.rows[-1].cells.append(" ".join("".join(self._cell).split()))
        self._cell = None
