"""A page copied out of a browser -> the same Document as Markdown gives.

Nothing but words is left of such a page: headings are bare lines, a table row is a line of words (with tabs between
cells in some browsers), bullets are signs or nothing at all, and the site's own chrome stands above and below. The
form is known, though: the method table comes first and names every operation, the parts of a section have fixed
titles, a table's header has fixed words, and a row begins with a name and a type.

What cannot be known: what the page did not show (the files that links lead to, cells beyond a table's header), and,
without tabs, where a type of an unusual form ends and where one of two texts side by side begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from generator.docs.cells import mend, tables
from generator.docs.cells.titles import PARAMETER_PARTS, kind_of_title, squeeze
from generator.docs.document import Block, Document, Fence, Heading, Item, Listing, Quote, Row, Table, Text
from generator.docs.parse.words import header_of, is_method_row, leaves_open, split_row, with_tabs

_MARKUP = re.compile(
    r"^ {0,3}(?:```|~~~|[=-]{3,}\s*$|#{1,6} +\S|\|? *:?-{3,}:? *\|)|\]\([^()\s]*\.md[^()]*\)|^<a (?:name|id)="
    r"|^ *\|? *\*\*[^*|]+\*\* *\|"
)
_COMMENT = re.compile(r"^# (?!\*\*)")
_MEASURE = re.compile(r"^\d+ lines \(\d+ loc\)")
_BASE = re.compile(r"^(?:All URIs are relative to|Base URL)", re.I)
_FOOT = re.compile(r"^\[{0,2}Back to ", re.I)
_BULLET = re.compile(r"^\s*[•*◦▪·-]\s+(?=\S)")
_MODEL = re.compile(
    r"^(?:properties|fields|enum|enum variants|enum(?: values)?:? ?[\w.]+|methods|class instance methods|type"
    r"|openapi_(?:one|any)_of|(?:one|any)of(?: schemas)?)$",
    re.I,
)
_CHAPTER = re.compile(
    r"^(?:documentation for [\w ]{3,40}|api endpoints|models|author|authorization methods|installation.*)$", re.I
)
_AUTHORIZATION = re.compile(r"^(?:documentation for )?authorization(?: methods)?$", re.I)
_DESCRIBED = re.compile(r"^(?:[\s•*◦-]*Type: \S|Authorization method is )")
_EXAMPLE = re.compile(r"^examples?\b[\w ]{0,16}$", re.I)
_LISTED = re.compile(r"^(?:Type: \S|API version: \S)|\(value: .*\)$|^[\w ]+ Authentication \(\S+\):?$")
"""Items whose bullets got lost: facts of a README about a scheme or itself, members of an enum, schemes of a sample."""
_SIGNS = re.compile("[\u200b\u2060\ufeff]|(?<=\\w)\\s?[\u00b6\U0001f517]$|(?<=[a-z])#$|(?<=\\w)\\s#$")
_BORDERED = re.compile(r"^\S+ \|(?: |$)")
"""Rows that stand apart from their header keep their borders."""
_BEHIND = re.compile(r"\)\s+(?=[A-Z]\w*\s)")


def is_copied_page(lines: Sequence[str]) -> bool:
    """True for text with the headers and titles of a reference in which hardly any Markdown is left."""
    bare = marked = 0
    for line in map(_without_signs, lines):
        if _MARKUP.search(line):
            marked += not _COMMENT.match(line)
        elif 0 < len(line) < 120:
            bare += _is_title(line.strip()) or bool(header_of(line))
    return bare > marked


def _without_signs(line: str) -> str:
    """A line without what sites put behind a heading, as a link to it."""
    return line if line.isascii() and not line.endswith("#") else _SIGNS.sub("", line)


def parse(path: str, text: str) -> Document:
    """Parse a copied page into a Document; never raises on any text."""
    lines = tuple(text.splitlines())
    blocks = tuple(_Page(with_tabs([*map(_without_signs, lines)])).blocks())
    return Document(path, lines, blocks, "\n".join((*lines, *_marked(blocks))))


def _marked(blocks: Sequence[Block]) -> Iterator[str]:
    """The rows as Markdown has them, for the signs of the dialects."""
    for block in blocks:
        if isinstance(block, Table):
            yield " | ".join(block.header)
            for row in block.rows:
                cells = (f"[**{cell[1:-1]}**]" if cell.startswith("[") else f"**{cell}**" for cell in row.cells[:2])
                yield " | ".join((*cells, *row.cells[2:]))


def _is_title(line: str) -> bool:
    """True for a line that consists of a title of the reference."""
    return bool(kind_of_title(line) or _MODEL.match(line) or _EXAMPLE.match(line) or _CHAPTER.match(line))


def _is_spaced(lines: Sequence[str]) -> bool:
    """True for a page whose headings have an empty line above: most of the known ones do."""
    above = [not lines[index - 1].strip() for index, line in enumerate(lines) if index and _is_title(line.strip())]
    return 2 * sum(above) >= len(above) if above else any(not line.strip() for line in lines)


class _Page:
    """Walks the lines of a page once."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._operations: set[str] = set()
        self._part = ""
        self._current = ""
        self._fresh = False
        """Whether a heading has just been read: the signature or what a part says follows."""
        self._columns: tuple[str, ...] = tables.FIELD_COLUMNS
        self._readme = any(_CHAPTER.match(line.strip()) and line.strip().lower() != "models" for line in lines)
        self._spaced = True

    def blocks(self) -> Iterator[Block]:
        index, title = self._start()
        self._spaced = _is_spaced(self._lines[max(index - 1, 0) :])
        if title is not None:
            yield title
        while index < len(self._lines):
            line = self._lines[index].strip()
            if not line or _FOOT.match(line):
                index += 1
                continue
            block, index = self._block(line, index)
            self._fresh = self._fresh and isinstance(block, Heading)
            yield from _parted(block)

    # -- where the document begins ---------------------------------------------------------------------------------

    def _start(self) -> tuple[int, Heading | None]:
        """The index of the first line of the document, below the site's chrome, and its title.

        The title stands under the line that measures the file, where a code host shows one; else it is the nearest
        line of one word above the base URL or the first table.
        """
        measures = [n for n, line in enumerate(self._lines[:200]) if _MEASURE.match(line.strip())]
        if measures:
            index = self._next(measures[-1] + 1)
            if index is not None and not header_of(self._lines[index]):
                return index + 1, Heading(index + 1, 1, self._lines[index].strip())
        if self._readme:
            return 0, None
        for wanted in (_BASE.match, _MODEL.match, header_of):
            start = self._first(wanted)
            if start is not None:
                return self._titled(start)
        return 0, None

    def _titled(self, start: int) -> tuple[int, Heading | None]:
        """The index below the title that stands nearest above a line; that line itself where there is none."""
        for index in range(start - 1, max(-1, start - 40), -1):
            line = mend.name(self._lines[index])
            if line and " " not in line and (index == 0 or not self._lines[index - 1].strip()) and not _is_title(line):
                return index + 1, Heading(index + 1, 1, line)
        return start, None

    def _first(self, wanted: Callable[[str], object]) -> int | None:
        return next((n for n, line in enumerate(self._lines) if wanted(line.strip())), None)

    def _next(self, index: int) -> int | None:
        """The index of the next line that is not empty, this one included."""
        return next((n for n in range(index, len(self._lines)) if self._lines[n].strip()), None)

    # -- headings --------------------------------------------------------------------------------------------------

    def _block(self, line: str, index: int) -> tuple[Block, int]:
        header = header_of(self._lines[index])
        if not header and index + 1 < len(self._lines) and self._heads_methods(line, index):
            header = ("Method", "HTTP request", "Description")
        if header:
            return self._table(header, index)
        if self._is_heading(line, index):
            return self._heading(line, index), index + 1
        if _BULLET.match(line) or _LISTED.search(line) or (self._fresh and self._part.startswith(("oneof", "anyof"))):
            return self._list(index)
        if self._part == "example":
            return self._sample(index)
        if line.count("|") > 1 and (self._part in PARAMETER_PARTS or _MODEL.match(self._part)):
            return self._run_together(index)
        return self._paragraph(index)

    def _heads_methods(self, line: str, index: int) -> bool:
        """A header in another language: a method row follows, and no row is itself."""
        return is_method_row(self._lines[index + 1].strip()) and not is_method_row(line) and not self._operations

    def _is_heading(self, line: str, index: int) -> bool:
        if len(line) > 120 or (self._spaced and index and self._lines[index - 1].strip()):
            return False
        titled = _is_title(line) and (line[0].isupper() or self._part != "example")
        return titled or self._is_operation(line) or self._is_scheme(index)

    def _is_operation(self, line: str) -> bool:
        """The name of an operation as the method table prints it.

        Right below its own heading, or in its sample, it is a call without arguments; below the title of a part it is
        what the part says (a type of the same name).
        """
        name = mend.name(line)
        if name not in self._operations or (self._fresh and self._part == "returns"):
            return False
        return name != self._current or not (self._fresh or self._part == "example")

    def _is_scheme(self, index: int) -> bool:
        """A line in a README's chapter on authorization, below which a list says of which type the scheme is."""
        following = self._next(index + 1)
        return self._readme and following is not None and bool(_DESCRIBED.match(self._lines[following]))

    def _heading(self, line: str, index: int) -> Heading:
        if self._is_operation(line):
            self._part, self._current, self._fresh = "", mend.name(line), True
            return Heading(index + 1, 1, line)
        chapter = _CHAPTER.match(line) or _MODEL.match(line) or (self._readme and _AUTHORIZATION.match(line))
        kind = kind_of_title(line) or ""
        self._part = "example" if _EXAMPLE.match(line) else kind or line.lower()
        self._fresh = True
        return Heading(index + 1, 2 if chapter else 3, line)

    # -- what stands between them ----------------------------------------------------------------------------------

    def _table(self, header: tuple[str, ...], index: int) -> tuple[Block, int]:
        roles = tables.roles(Table(index + 1, header, ()))
        kind = tables.kind_of(roles)
        rows: list[Row] = []
        end = index + 1
        while end < len(self._lines) and self._lines[end].strip() and not self._ends_table(end):
            raw = self._lines[end]
            if rows and leaves_open(rows[-1].raw):
                raw, line = f"{rows[-1].raw} {raw.strip()}", rows.pop().line
            else:
                line = end + 1
            cells = split_row(raw, roles)
            if cells is not None and ("\t" in raw or not (rows and "\t" in rows[-1].raw)):
                rows.append(Row(line, cells, raw))
            elif rows and (self._spaced or _BULLET.match(raw)):
                rows[-1] = _continued(rows[-1], raw, roles)
            else:
                break
            end += 1
        if kind == "methods":
            names = (row.cells[roles.index("method")] for row in rows if len(row.cells) > roles.index("method"))
            self._operations.update(mend.name(name) for name in names)
        elif kind == "fields":
            self._columns = roles
        return Table(index + 1, header, tuple(rows)), end

    def _ends_table(self, index: int) -> bool:
        line = self._lines[index].strip()
        return bool(_FOOT.match(line) or _BORDERED.match(line)) or (
            not self._spaced and (_is_title(line) or self._is_operation(line) or bool(header_of(self._lines[index])))
        )

    def _run_together(self, index: int) -> tuple[Block, int]:
        """Rows that the page shows as a paragraph, because they stand apart from their header: all in one line."""
        raw = self._lines[index]
        cells = _apart([cell.strip() for cell in tables.PIPE.split(raw.strip())], len(self._columns))
        rows = tuple(
            Row(index + 1, tuple(cells[n : n + len(self._columns)]), raw)
            for n in range(0, len(cells), len(self._columns))
        )
        return Table(index + 1, (), rows), index + 1

    def _sample(self, index: int) -> tuple[Block, int]:
        """The sample: everything up to the next part of the section."""
        end = index + 1
        while end < len(self._lines) and not self._is_heading(self._lines[end].strip(), end):
            end += 1
        return Fence(index + 1, "", "\n".join(self._lines[index:end])), end

    def _list(self, index: int) -> tuple[Block, int]:
        """A list: all lines that have bullets; where the first has none, all up to the end of the paragraph."""
        items: list[Item] = []
        bullets = bool(_BULLET.match(self._lines[index]))
        end = index
        while end < len(self._lines) and self._lines[end].strip():
            line = self._lines[end]
            if (bullets and not _BULLET.match(line)) or (items and self._is_heading(line.strip(), end)):
                break
            items.append(Item(end + 1, 0, _BULLET.sub("", line).strip()))
            end += 1
        return Listing(index + 1, tuple(items)), end

    def _paragraph(self, index: int) -> tuple[Block, int]:
        """A paragraph; the one below an operation's heading that names it is the signature."""
        signs = self._fresh and not self._part
        end = index + 1
        while end < len(self._lines) and self._goes_on(index, end, signs):
            end += 1
        part = tuple(line.strip() for line in self._lines[index:end])
        self._fresh = False
        if signs and self._call in squeeze("".join(part)):
            return Quote(index + 1, part), end
        return Text(index + 1, part), end

    @property
    def _call(self) -> str:
        return squeeze(self._current).removesuffix("()")

    def _goes_on(self, start: int, end: int, signs: bool) -> bool:
        line = self._lines[end].strip()
        if not line or _FOOT.match(line) or self._is_heading(line, end) or header_of(self._lines[end]):
            return False
        if not self._spaced and _LISTED.search(line):
            return False
        return self._spaced or not signs or not self._is_signature(start, end) or line[0] in "[<"

    def _is_signature(self, start: int, end: int) -> bool:
        """True when these lines name the operation and close every parenthesis that they open."""
        text = "".join(self._lines[start:end])
        return self._call in squeeze(text) and text.count("(") == text.count(")")


def _parted(block: Block) -> Iterator[Block]:
    """A block; a signature that the summary follows in the same line (rust-server) is two."""
    behind = _BEHIND.search(block.lines[-1]) if isinstance(block, Quote) else None
    if behind is None or not isinstance(block, Quote):
        yield block
        return
    yield Quote(block.line, (*block.lines[:-1], block.lines[-1][: behind.start() + 1]))
    yield Text(block.line + len(block.lines) - 1, (block.lines[-1][behind.end() :],))


def _continued(row: Row, raw: str, roles: Sequence[str]) -> Row:
    """A row with a line that goes on in its last text; a break in a response's list of headers."""
    column = (
        len(row.cells) - 1 if roles[-1] == "headers" else roles.index("description") if "description" in roles else -1
    )
    cell = f"{row.cells[column]}{'<br>' if roles[-1] == 'headers' else ' '}{raw.strip()}"
    cells = (*row.cells[:column], cell, *row.cells[column:][1:])
    return replace(row, cells=cells)


def _apart(cells: list[str], width: int) -> list[str]:
    """The cells of rows that stand in one line, each row as long as the others.

    With outer borders an empty cell is between two rows; without, the last cell of a row and the name of the next one
    stand in one, where the name is the last word.
    """
    if cells and not cells[0]:
        return [cell for number, cell in enumerate(cells[1:]) if number % (width + 1) < width]
    found: list[str] = []
    for number, cell in enumerate(cells):
        if number and number % (width - 1) == 0 and number < len(cells) - 1:
            last, _, name = cell.rpartition(" ")
            found.extend((last.strip(), name))
        else:
            found.append(cell)
    return found
