"""What the columns of a table mean, and rows with more cells than columns split again.

Roles are found by the header's words; where these are translated or missing, by what the cells look like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from operator import add
from typing import Final

from generator.docs.cells import languages, mend
from generator.docs.document import Document, Heading, Row, Table

ROLES: Final[Mapping[str, str]] = {
    "class": "class", "class name": "class", "category": "class", "api": "class", "resource": "class",
    "method": "method", "feature": "method", "operation": "method", "function": "method", "cmdlet": "method",
    "http request": "request", "http method": "request", "request": "request", "endpoint": "request",
    "description": "description", "summary": "description", "meaning": "description", "details": "description",
    "name": "name", "key": "name", "property": "name", "field": "name", "parameter": "name",
    "field name": "name", "parameter name": "name", "property name": "name",
    "type": "type", "input type": "type", "data type": "type",
    "in": "place", "param type": "place", "located in": "place", "location": "place",
    "binding": "place", "api binding": "place",
    "default": "default", "default value": "default",
    "accessed type": "accessed",
    "notes": "notes", "note": "notes", "remarks": "notes", "remark": "notes", "comments": "notes",
    "required": "required",
    "status code": "status", "code": "status", "status": "status", "http code": "status", "http status": "status",
    "response headers": "headers", "headers": "headers",
    "content type": "content", "content types": "content", "media type": "content",
    "value": "value",
}  # fmt: skip
"""What the title of a column says (lower case) about what is in it."""

VERBS: Final = ("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE")

REQUEST = re.compile(r"^\W{0,4}(" + "|".join(VERBS) + r")\W{0,3}\s+[`<]?\s*(\S.*?)[`>]?$", re.I)
"""A cell of the request column: the verb and the path, in any of the dialects' markup."""

_IN_ONE = re.compile(
    r"^(.{1,400}?)<br\s*/?>\s*(\W{0,4}(?:" + "|".join(VERBS) + r")\W{0,3}\s.*?)(?:<br\s*/?>(.*))?$", re.I | re.S
)
"""A cell with the name of an operation, its request and its summary, as Julia's README has them."""

PIPE = re.compile(r"(?<!\\)\|")
"""The border between two cells."""

_STATUS = re.compile(r"^\**\s*(?:[0-9]{1,3}|[1-5]XX|default)\s*\**$", re.I)
_TYPE_LIKE = re.compile(r"^\[?(?:\*\*|`)|\]\([^)]*\)|^Option<|^Pointer to|^list\(|^Enum ")
_NOTE_LIKE = re.compile(
    r"^\s*(?:[\[(](?:optional|read-?only|required|defaults?|enum|max|min|pattern)\b.*|defaults to .*"
    r"|(?:\[[^\[\]]+\]\s*)+)?\s*$",
    re.I | re.S,
)


@dataclass(frozen=True, slots=True)
class Cells:
    """A row by role. `extra` is how many cells it had beyond the columns; `raw` its line."""

    line: int
    by_role: Mapping[str, str]
    extra: int
    raw: str
    columns: tuple[str, ...] = ()

    def get(self, role: str) -> str:
        """The cell of a role, "" where the row is short of it or the table has no such column."""
        return self.by_role.get(role, "")


def split_row(line: str, number: int) -> Row:
    r"""Split a table line into raw cells at unescaped pipes, dropping the outer ones; `\|` becomes `|`."""
    stripped = line.strip()
    body = stripped[1:] if stripped.startswith("|") else stripped
    cells = [cell.strip().replace("\\|", "|") for cell in PIPE.split(body)]
    if len(cells) > 1 and stripped.startswith("|") and not cells[-1]:
        cells.pop()
    return Row(number, tuple(cells), line)


def titles(table: Table) -> tuple[str, ...]:
    """The role of each column by its title, "" for a title that is not known."""
    return tuple(map(_role, table.header))


@lru_cache(maxsize=1024)
def _role(title: str) -> str:
    """Nearly all tables of a reference have the same few titles, and each table is asked for several times."""
    return ROLES.get(languages.title(mend.name(title)), "")


def roles(table: Table) -> tuple[str, ...]:
    """The role of each column, "" for a column whose meaning is not known."""
    named = titles(table)
    if kind_of(named):
        return named
    return _by_content(table) or named


def kind_of(named: Sequence[str]) -> str:
    """What a table with these columns is: "methods", "fields", "responses", "values" or "" for none of them."""
    present = set(named)
    if {"method", "request"} <= present or present == {"class", "method"}:
        return "methods"
    if {"name", "type"} <= present:
        return "fields"
    if "status" in present and ("description" in present or "headers" in present):
        return "responses"
    if present == {"name", "value"}:
        return "values"
    return ""


def is_methods(table: Table) -> bool:
    """True when the table lists operations: its request column holds verbs and paths, whatever its header says.

    A property table may hold a row `Method | string | HTTP request`; that is no method table.
    """
    named = roles(table)
    if kind_of(named) != "methods":
        return False
    if "request" not in named:
        return any(_IN_ONE.match(row.cells[-1]) for row in table.rows)
    return any(_requests(row, named) for row in table.rows)


def method_table(document: Document) -> Table | None:
    """The table that lists the document's operations; None when there is none."""
    return next(method_tables(document), None)


def method_tables(document: Document) -> Iterator[Table]:
    """All tables that list operations: Tizen's README has one for each class."""
    return (block for block in document.blocks if isinstance(block, Table) and block.header and is_methods(block))


def lists_classes(table: Table) -> bool:
    """True for a table of operations that tells the class of each, as that of a README does."""
    return bool(table.header) and "class" in roles(table) and is_methods(table)


def listed(document: Document, table: Table) -> Iterator[Row]:
    """The rows of a table that lists operations, and those that follow it in the file up to the next heading or table.

    Bash prints a text of several paragraphs as it stands, which ends the table; the text up to the next row belongs to
    the row above it.
    """
    end = max((row.line for row in table.rows), default=table.line + 1)
    below = (block for block in document.blocks if block.line > end)
    borders = (
        block.line for block in below if isinstance(block, Heading) or (isinstance(block, Table) and block.header)
    )
    lines = document.lines[: next(borders, len(document.lines) + 1) - 1]
    piped = (split_row(line, n) for n, line in enumerate(lines[end:], end + 1) if line.count("|") > 1)
    named = roles(table)
    rows = [*table.rows, *(row for row in piped if _requests(row, named))]
    kept = max(0, len(table.rows) - 1)
    yield from rows[:kept]
    yield from (_continued(row, lines[row.line : following.line - 1]) for row, following in pairwise(rows[kept:]))
    yield from rows[max(kept, len(rows) - 1) :]


def _continued(row: Row, below: Sequence[str]) -> Row:
    """A row with the paragraphs behind the first blank line below it in its last cell."""
    told = "\n".join(["", *below]).partition("\n\n")[2].strip()
    return replace(row, cells=(*row.cells[:-1], f"{row.cells[-1]}\n\n{told}")) if told else row


def _requests(row: Row, named: Sequence[str]) -> bool:
    """Whether a row has a verb and a path where they belong."""
    column = named.index("request") if "request" in named else len(row.cells)
    return len(row.cells) > column and REQUEST.match(row.cells[column]) is not None


def _by_content(table: Table) -> tuple[str, ...]:
    """Roles from the cells, for a header in another language: methods, responses, then fields in their usual order."""
    width = len(table.header)
    columns = [[row.cells[n] for row in table.rows if len(row.cells) > n] for n in range(width)]
    for index, cells in enumerate(columns):
        if cells and all(REQUEST.match(cell) for cell in cells) and any("/" in cell for cell in cells):
            before = ["class"] * (index - 1) + ["method"] if index else []
            rest = ["description"] + [""] * width
            return tuple([*before, "request", *rest][:width])
    if columns and columns[0] and all(_STATUS.match(cell) for cell in columns[0]):
        return tuple(["status", "description", "headers", *[""] * width][:width])
    if width in (2, 4, 5) and len(columns) > 1 and columns[1] and all(_TYPE_LIKE.search(c) for c in columns[1]):
        order = ["name", "type", "description", "notes"] if width != 5 else [*RUST_COLUMNS]
        return tuple(order[:width])
    return ()


FIELD_COLUMNS: Final = ("name", "type", "description", "notes")
RUST_COLUMNS: Final = ("name", "type", "description", "required", "notes")


def by_role(row: Row, named: Sequence[str]) -> Cells:
    """A row's cells by role.

    A row with too many cells had a raw `|` in a cell: pieces of an unfinished type (a union, unbalanced markup) are
    joined first; then the columns before the description are taken from the left, those after it from the right, and
    what is between is the description. The last column counts only if it looks like notes.
    """
    cells = list(row.cells)
    extra = len(cells) - len(named)
    if extra > 0 and not cells[-1] and (named[-1] != "notes" or _is_border(cells, named)):
        cells.pop()
        extra -= 1
    if extra > 0:
        cells = _pieces(row.raw.strip())[: len(cells)]
        cells = _join_type(cells, named.index("type"), extra) if "type" in named else cells
        extra = len(cells) - len(named)
        cells = [cell.strip() for cell in _from_both_ends(cells, named)]
    cells = filled(cells, named)
    told = {role: cell for role, cell in zip(named, cells, strict=False) if role}
    in_one = _IN_ONE.match(told.get("method", "")) if "request" not in named else None
    if in_one:
        told |= {"method": in_one[1], "request": in_one[2], "description": in_one[3] or ""}
    return Cells(row.line, told, max(0, extra), row.raw, tuple(named))


def _is_notes(cell: str) -> bool:
    return _NOTE_LIKE.match(languages.notes(cell.replace("\\[", "[").replace("\\]", "]"))) is not None


def filled(cells: Sequence[str], named: Sequence[str]) -> list[str]:
    """The cells of a row that is short of some, which are empty: copied pages may drop them before the notes, too."""
    empty = [""] * (len(named) - len(cells))
    noted = len(cells) > 2 and cells[-1] and named[-1] == "notes" and _is_notes(cells[-1])
    return [*cells[:-1], *empty, cells[-1]] if noted else [*cells, *empty]


def _is_border(cells: Sequence[str], named: Sequence[str]) -> bool:
    """Whether the last of too many cells, which is empty, is but the border behind the notes: they stand before it, or
    nothing does. Where `Required` comes before them, both may be empty."""
    return _is_notes(cells[-2]) and (bool(cells[-2]) or "required" not in named)


def _pieces(line: str) -> list[str]:
    """The cells of a line as they stand, white space and all, the outer borders dropped."""
    body = line[1:].removesuffix("|") if line.startswith("|") else line
    return [cell.replace("\\|", "|") for cell in PIPE.split(body)]


def _join_type(cells: list[str], column: int, surplus: int) -> list[str]:
    """Join the cells after `column` to it for as long as its markup or brackets are open, or no blank is at the bar
    between them (`null|int`) and there are too many cells."""
    end = column
    marks = _marks(cells[column]) if column < len(cells) else (0,) * 5
    while end + 1 < len(cells) and (
        _unfinished(marks) or (end - column < surplus and cells[end][-1:].strip() and cells[end + 1][:1].strip())
    ):
        end += 1
        marks = tuple(map(add, marks, _marks(cells[end])))
    if end == column or _unfinished(marks):
        return cells
    return [*cells[:column], "|".join(cells[column : end + 1]), *cells[end + 1 :]]


def _marks(text: str) -> tuple[int, ...]:
    """How many marks a text has, and how many brackets it leaves open."""
    pairs = (text.count(opening) - text.count(closing) for opening, closing in ("[]", "()", "{}"))
    return (text.count("**"), text.count("`"), *pairs)


def _unfinished(marks: Sequence[int]) -> bool:
    bold, code, *brackets = marks
    return bold % 2 == 1 or code % 2 == 1 or any(left > 0 for left in brackets)


def _from_both_ends(cells: list[str], named: Sequence[str]) -> list[str]:
    """Put the surplus into the description column."""
    if "description" not in named or len(cells) <= len(named):
        return cells[: len(named)]
    middle = named.index("description")
    after = len(named) - middle - 1
    if after and named[-1] == "notes":
        cells = _with_notes(cells, middle)
    if after and named[-1] == "headers":
        cells = _with_headers(cells, middle)
    if after and named[-1] == "notes" and not _is_notes(cells[-1]):
        return [*cells[:middle], "|".join(cells[middle:]), *[""] * after]
    stop = len(cells) - after
    return [*cells[:middle], "|".join(cells[middle:stop]), *cells[stop:]]


def _with_headers(cells: list[str], middle: int) -> list[str]:
    """Join the pieces of response headers behind the column `middle`: the first that begins their list, and the
    rest."""
    starts = (start for start in range(middle + 1, len(cells)) if cells[start].lstrip().startswith("* "))
    start = next(starts, len(cells) - 1)
    return [*cells[:start], "|".join(cells[start:])]


_BARS = 40
"""How many may stand in notes."""


def _with_notes(cells: list[str], middle: int) -> list[str]:
    """Join the pieces of notes behind the column `middle`, where a default or a pattern has bars
    (`[default to <|end|>]`)."""
    for start in range(len(cells) - 1, max(middle, len(cells) - _BARS), -1):
        notes = "|".join(cells[start:])
        if _is_notes(notes) and not _unfinished(_marks(notes)):
            return [*cells[:start], notes]
    return cells
