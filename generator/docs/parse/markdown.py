"""Markdown -> Document, with markdown-it (CommonMark 0.31 and GitHub tables). The only importer of markdown_it.

Only block rules run: inline text is mended cell by cell where it is needed, which is four times as fast on the
documents of a large API. Rules that would hide facts are off: setext headings (a table without outer pipes looks like
one), indented code (kotlin indents its enum lists), reference definitions and HTML blocks (anchors stand before
headings).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.docs.cells import mend
from generator.docs.cells.tables import PIPE as _PIPE
from generator.docs.cells.tables import split_row
from generator.docs.document import Block, Document, Fence, Heading, Item, Listing, Quote, Row, Table, Text
from generator.docs.parse import edited, html_tables

_PARSER = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table")
_PARSER.disable(["lheading", "code", "reference", "html_block", "inline", "text_join", "hr"])

_DELIMITER = re.compile(r"^[\s:|]*-[\s:|-]*$")
_ITEM = re.compile(r"^(\s*)(?:[-*+•]|\d{1,9}[.)])\s+(.*)$")
_MARKED_ROW = re.compile(r"^\s*(?:\||\*(?!\s)|`|\[|<a )")
_BORDER = re.compile(r"^ {0,3}(?:#{1,6} |`{3}|~{3})")
_NEAR = 60
"""Lines that a text in a cell may go on for."""
_TOLD_LANGUAGE = re.compile(r"\{\s*(?:\"lang(?:uage)?\"\s*:\s*\"|\.)([\w#+-]+)")
_CLOSING = re.compile(r"^ {0,3}(?:`{3,}|~{3,})\s*$")
_OPENING = re.compile(r"^ {0,3}(?:`{3,}|~{3,})[A-Za-z]\w*\s*$")
_SECTION = re.compile(r"^#{2,4} +(?:Parameters|Return type|Authorization|HTTP request headers)\b", re.I)


def parse(path: str, text: str) -> Document:
    """Parse Markdown text into a Document; never raises on any text.

    A fence that is never closed ends before the next section of the reference, so that one lost line does not hide
    the rest of the file.
    """
    source = tuple(text.splitlines())
    lines = edited.plain(source)
    blocks: list[Block] = []
    start = 0
    for found in html_tables.find(lines):
        blocks.extend(_parse_between(lines[: found.first], start))
        blocks.append(found.table)
        start = found.end
    blocks.extend(_parse_between(lines, start))
    return Document(path, source, tuple(blocks), None if lines == source else "\n".join(lines))


def _parse_between(lines: Sequence[str], offset: int) -> Iterator[Block]:
    """The blocks from line index `offset` to the end of the lines."""
    while offset < len(lines):
        part, offset = _parse_from(lines, offset)
        yield from part


def _parse_from(lines: Sequence[str], offset: int) -> tuple[list[Block], int]:
    """The blocks from line index `offset` on, and the index where reading must start again (the end, usually)."""
    tokens = _PARSER.parse("\n".join(lines[offset:]))
    blocks: list[Block] = []
    done = offset
    width = 0
    for token in tokens:
        if token.level or token.map is None or token.nesting < 0:
            continue
        first, last = token.map[0] + offset, token.map[1] + offset
        if first < done:
            blocks.extend(_parse_between(lines[:last], done) if done < last else ())
            done = max(done, last)
            continue
        if token.type == "fence" and _lost_its_end(lines[first:last]):
            restart = next((n for n in range(first + 1, last) if _begins_section(lines, n)), None)
            if restart is not None:
                blocks.extend(_blocks(token, lines, first, restart, 0))
                return blocks, restart
        done = _table_end(lines, first, last) if token.type == "table_open" else last
        found = tuple(_blocks(token, lines, first, done, width))
        blocks.extend(found)
        width = next((_width(block) for block in reversed(found) if isinstance(block, Heading | Table)), width)
    return blocks, len(lines)


def _width(block: Heading | Table) -> int:
    """The columns of a table, whose rows may stand apart from it up to the next heading."""
    return (len(block.header) or len(block.rows[0].cells)) if isinstance(block, Table) else 0


def _lost_its_end(fence: Sequence[str]) -> bool:
    """True for a fence that goes to the end of the text, or in which another one opens."""
    return not _CLOSING.match(fence[-1]) or any(map(_OPENING.match, fence[1:]))


def _table_end(lines: Sequence[str], first: int, last: int) -> int:
    """Where a table ends whose last row goes on behind the lines that it was taken for.

    Bash prints descriptions as they are, and a blank line or a list in one ends the table. The row has too few cells
    then, and the line that has the others is near.
    """
    width = len(split_row(lines[first], first).cells)
    taken = _taken(lines[first + 2 : last], 0)
    while 1 < taken < width:
        near = range(last, min(len(lines), last + _NEAR))
        stop = next((n for n in near if _PIPE.search(lines[n]) or _BORDER.match(lines[n])), None)
        if stop is None or _MARKED_ROW.match(lines[stop]) or taken + _count(lines[stop]) - 1 != width:
            return last
        last = next((n for n in range(stop, len(lines)) if not lines[n].strip()), len(lines))
        taken = _taken(lines[stop:last], taken)
    return last


def _taken(lines: Iterable[str], taken: int) -> int:
    """How many cells the last row in these lines has, where the one before them has `taken`."""
    for line in lines:
        count = _count(line)
        taken = count if count > 1 and _MARKED_ROW.match(line) else taken + count - 1
    return taken


def _count(line: str) -> int:
    """The cells in a line; a border at either end is none between two."""
    return len(_PIPE.findall(line.strip().removeprefix("|").removesuffix("|"))) + 1


def _begins_section(lines: Sequence[str], index: int) -> bool:
    """True for the title of a part of a section, and for that of a document."""
    if _SECTION.match(lines[index]):
        return True
    return lines[index].startswith("# ") and any(
        line.startswith("All URIs are") for line in lines[index + 1 : index + 3]
    )


def _language(info: str) -> str:
    """The language of a code sample: the first word behind its fence, or what JSON or attributes there say it is
    (`{"language": "python"}`, `{.python}`)."""
    told = _TOLD_LANGUAGE.search(info)
    return (told[1] if told else info.strip().split(" ")[0]).lower()


def _blocks(token: Token, lines: Sequence[str], first: int, last: int, width: int) -> Iterator[Block]:
    """The blocks that a top-level token stands for; `first` and `last` are line indexes, half open. `width`: the
    columns of the table above, 0 without one."""
    while last > first + 1 and not lines[last - 1].strip():
        last -= 1
    part = lines[first:last]
    if token.type == "heading_open":
        text = part[0].strip()
        yield Heading(first + 1, int(token.tag[1]), re.sub(r"\s#+$", "", text.lstrip("#")).strip())
    elif token.type == "fence":
        body = part[1:-1] if len(part) > 1 and _CLOSING.match(part[-1]) else part[1:]
        yield Fence(first + 2, _language(token.info), "\n".join(body))
    elif token.type == "table_open":
        header = split_row(part[0], first + 1).cells
        yield Table(first + 1, header, tuple(_rows(part[2:], first + 3, len(header))))
    elif token.type == "blockquote_open":
        yield from _quote(part, first)
    elif token.type in ("bullet_list_open", "ordered_list_open"):
        items = tuple(_items(part, first))
        if items:  # a marker with nothing behind it has none
            yield Listing(first + 1, items)
    else:
        yield from _paragraph(part, first, width)


def _quote(part: Sequence[str], first: int) -> Iterator[Block]:
    """A quote; lines that CommonMark lets continue it lazily are a paragraph of their own here.

    rust-server prints the summary right below the signature.
    """
    marked = [line for line in part if line.lstrip().startswith(">")]
    count = next((n for n, line in enumerate(part) if not line.lstrip().startswith(">")), len(part))
    if len(marked) > count:
        count = len(part)
    yield Quote(first + 1, tuple(re.sub(r"^\s*> ?", "", line) for line in part[:count]))
    if count < len(part):
        yield from _paragraph(part[count:], first + count, 0)


def _items(part: Sequence[str], first: int) -> Iterator[Item]:
    """The items of a list with their depth by indentation; wrapped lines are joined to their item."""
    current: Item | None = None
    indents: list[int] = []
    for number, line in enumerate(part, first + 1):
        match = _ITEM.match(line)
        if match is None:
            if current is not None and line.strip():
                current = Item(current.line, current.depth, f"{current.text} {line.strip()}")
            continue
        if current is not None:
            yield current
        indent = len(match[1].expandtabs(4))
        while indents and indents[-1] > indent:
            indents.pop()
        if not indents or indents[-1] < indent:
            indents.append(indent)
        current = Item(number, len(indents) - 1, match[2].strip())
    if current is not None:
        yield current


def _paragraph(part: Sequence[str], first: int, width: int) -> Iterator[Block]:
    """A paragraph, or the table rows in it that have lost their header."""
    rows: list[Row] = []
    text: list[str] = []
    start = first
    for number, line in enumerate(part, first + 1):
        if _looks_like_row(line, width):
            if text:
                yield Text(start + 1, tuple(text))
                text = []
            rows.append(split_row(line, number))
            continue
        if rows:
            yield Table(rows[0].line, (), tuple(rows))
            rows = []
        if not text:
            start = number - 1
        text.append(line.strip())
    if rows:
        yield Table(rows[0].line, (), tuple(rows))
    if text:
        yield Text(start + 1, tuple(text))


def _rows(part: Sequence[str], first: int, width: int) -> Iterator[Row]:
    """The rows of a table of `width` columns; a line that a text in a cell goes on in belongs to the row above it."""
    start, taken, parts = 0, 0, list[str]()
    for number, line in enumerate(part, first):
        if mend.is_blank(line):
            continue
        count = _count(line)
        if parts and _goes_on(parts[0], line) and (count == 1 or taken + count - 1 <= width):
            parts[-1] = parts[-1].rstrip().removesuffix("|").rstrip()
            parts.append(line.strip())
            taken += count - 1
            continue
        if parts:
            yield split_row(" ".join(parts), start)
        start, taken, parts = number, count, [line]
    if parts:
        yield split_row(" ".join(parts), start)


def _goes_on(row: str, line: str) -> bool:
    """True for a line without markup, or without a border, below a row with some."""
    return _MARKED_ROW.match(row) is not None and not (_MARKED_ROW.match(line) and _PIPE.search(line))


def _looks_like_row(line: str, width: int) -> bool:
    """True for a row of a table whose header is elsewhere: a bold cell first and two pipes or more, or as many cells as
    the table above has columns."""
    stripped = line.strip()
    if stripped.startswith("|"):
        return len(_PIPE.findall(stripped)) >= 3 and not _DELIMITER.match(stripped)
    return len(split_row(line, 0).cells) == width > 2 or (
        stripped.startswith("**") and len(_PIPE.findall(stripped)) >= 2
    )
