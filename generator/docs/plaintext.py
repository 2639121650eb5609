"""A page copied out of a browser -> the same Document as Markdown gives.

Nothing but words is left of such a page: headings are bare lines, table rows are lines of words (with tabs between
cells in some browsers), list marks are bullets, and the site's own chrome stands above and below. The form is known,
though: the method table comes first and names every operation; inside a section the parts have fixed titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.docs.document import Block, Document, Fence, Heading, Item, Listing, Quote, Row, Table, Text
from generator.docs.sections import heading_name, squeeze
from generator.docs.tables import VERBS

_METHODS = re.compile(r"^(?:Class\s+)?(?:Method|Feature)\s+HTTP request\s+Description$", re.I)
_METHOD_ROW = re.compile(r"^(?:(\S+)\s+)?(\S+)\s+(" + "|".join(VERBS) + r")\s+(/?\S+)(?:\s+(.*))?$", re.I)
_FIELDS = re.compile(r"^Name\s+Type(?:\s+Description)?(\s+Required)?(?:\s+Notes)?$", re.I)
_RESPONSES = re.compile(r"^Status code\s+Description(?:\s+Response headers)?$", re.I)
_VALUES = re.compile(r"^Name\s+Value$", re.I)
_RESPONSE_ROW = re.compile(r"^(\d{1,3}|[1-5]XX|default)\s+(.*?)(?:\s+(-|\*\s.*))?$", re.I)
_NOTES = re.compile(
    r"\s*((?:[\[(](?:optional|readonly|required|default|enum|max|min)\b.*|defaults to \S+.*))$", re.I
)
_BULLET = re.compile(r"^\s*[•*◦-]\s+(.*)$")
_BASE = re.compile(r"^(?:All URIs are relative to|Base URL)", re.I)
_FOOT = re.compile(r"^\[?Back to ", re.I)
_TITLES = (
    "example", "parameters", "path parameters", "other parameters", "required parameters", "optional parameters",
    "return type", "authorization", "http request headers", "http response details", "properties", "enum",
    "enum variants", "examples", "methods", "responses",
)  # fmt: skip


def is_copied_page(lines: Sequence[str]) -> bool:
    """True for text with the method table (or property table) of a reference, and no Markdown in it."""
    marked = any(
        (line.startswith("#") and " " in line[:8]) or re.match(r"^\s*\|?\s*-+\s*\|", line) for line in lines
    )
    if marked and any("|" in line and "---" in line for line in lines):
        return False
    stripped = [line.strip() for line in lines]
    has_table = any(_METHODS.match(line) or _FIELDS.match(line) for line in stripped)
    return has_table and not any(re.match(r"^\|?\s*-{3,}", line) and "|" in line for line in stripped)


def parse(path: str, text: str) -> Document:
    """Parse a copied page into a Document; never raises on any text."""
    lines = tuple(text.splitlines())
    return Document(path, lines, tuple(_Page(lines).blocks()))


class _Page:
    """Walks the lines of a page once."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._operations: set[str] = set()
        self._section = ""
        self._fresh = False

    def blocks(self) -> Iterator[Block]:
        index = self._start()
        if index is None:
            return
        title = self._title(index)
        if title is not None:
            yield title
        while index < len(self._lines):
            line = self._lines[index].strip()
            if not line or _FOOT.match(line):
                index += 1
                continue
            block, index = self._block(line, index)
            if block is not None:
                yield block

    def _start(self) -> int | None:
        """The line of the base URL, or that of the first table, below the site's chrome."""
        found = next((n for n, line in enumerate(self._lines) if _BASE.match(line.strip())), None)
        if found is not None:
            return found
        table = next((n for n, line in enumerate(self._lines) if self._table_kind(line.strip())), None)
        if table is None:
            return None
        before = [n for n in range(table) if self._lines[n].strip().lower() in _TITLES]
        return before[-1] if before else table

    def _title(self, start: int) -> Heading | None:
        """The nearest line of one word above."""
        for index in range(start - 1, max(-1, start - 12), -1):
            line = self._lines[index].strip()
            if line and " " not in line:
                return Heading(index + 1, 1, line)
        return None

    def _block(self, line: str, index: int) -> tuple[Block | None, int]:
        kind = self._table_kind(line)
        if kind:
            return self._table(kind, index)
        if line.lower() in _TITLES and self._alone(index):
            self._section = line.lower()
            return Heading(index + 1, 3, line), index + 1
        if self._is_operation(line, index):
            self._section, self._fresh = "", True
            return Heading(index + 1, 1, line), index + 1
        if self._section in ("example", "examples"):
            return self._sample(index)
        if _BULLET.match(line):
            return self._list(index)
        return self._paragraph(index)

    def _table_kind(self, line: str) -> str:
        for kind, pattern in (
            ("methods", _METHODS),
            ("fields", _FIELDS),
            ("responses", _RESPONSES),
            ("values", _VALUES),
        ):
            if pattern.match(line):
                return kind
        return ""

    def _alone(self, index: int) -> bool:
        """A heading has an empty line (or the page's edge) before it."""
        return index == 0 or not self._lines[index - 1].strip()

    def _is_operation(self, line: str, index: int) -> bool:
        return " " not in line and squeeze(heading_name(line)) in self._operations and self._alone(index)

    def _table(self, kind: str, index: int) -> tuple[Block | None, int]:
        header = self._lines[index].strip()
        columns = _columns(kind, header)
        rows: list[Row] = []
        end = index + 1
        while end < len(self._lines) and self._lines[end].strip():
            raw = self._lines[end]
            cells = _split(kind, raw.strip(), columns)
            if cells is None:
                break
            rows.append(Row(end + 1, cells, raw))
            if kind == "methods":
                self._operations.add(squeeze(heading_name(cells[columns.index("Method")])))
            end += 1
        return Table(index + 1, columns, tuple(rows)), end

    def _sample(self, index: int) -> tuple[Block, int]:
        """The sample: everything up to the next part of the section."""
        end = index
        while end < len(self._lines):
            line = self._lines[end].strip()
            if (line.lower() in _TITLES and self._alone(end)) or self._is_operation(line, end):
                break
            end += 1
        self._section = ""
        return Fence(index + 1, _language(self._lines[index:end]), "\n".join(self._lines[index:end])), end

    def _list(self, index: int) -> tuple[Block, int]:
        items: list[Item] = []
        while index < len(self._lines):
            match = _BULLET.match(self._lines[index])
            if match is None:
                break
            items.append(Item(index + 1, 0, match[1].strip()))
            index += 1
        return Listing(items[0].line, tuple(items)), index

    def _paragraph(self, index: int) -> tuple[Block, int]:
        end = index
        while end < len(self._lines) and self._lines[end].strip():
            end += 1
        part = tuple(line.strip() for line in self._lines[index:end])
        if self._fresh:
            self._fresh = False
            return Quote(index + 1, part), end
        return Text(index + 1, part), end


def _columns(kind: str, header: str) -> tuple[str, ...]:
    if kind == "methods":
        names = ("Class", "Method", "HTTP request", "Description")
        return names if header.lower().startswith("class") else names[1:]
    if kind == "responses":
        return ("Status code", "Description", "Response headers")
    if kind == "values":
        return ("Name", "Value")
    required = ("Required",) if "required" in header.lower() else ()
    return ("Name", "Type", "Description", *required, "Notes")


def _split(kind: str, line: str, columns: Sequence[str]) -> tuple[str, ...] | None:
    """A line of words as cells; None when it is no row of such a table."""
    if "\t" in line:
        cells = [cell.strip() for cell in line.split("\t")]
        return (*cells, *[""] * (len(columns) - len(cells)))
    if kind == "methods":
        match = _METHOD_ROW.match(line)
        if match is None:
            return None
        request = f"{match[3]} {match[4]}"
        owner = (match[1] or "",) if len(columns) == 4 else ()
        return (*owner, match[2], request, match[5] or "")
    if kind == "responses":
        match = _RESPONSE_ROW.match(line)
        return (match[1], match[2], match[3] or "") if match else None
    if kind == "values":
        name, _, value = line.partition(" ")
        return (name, value)
    return _split_field(line, columns)


def _split_field(line: str, columns: Sequence[str]) -> tuple[str, ...]:
    """`name type description notes`: one word, one balanced type expression, words, notes at the end."""
    name, _, rest = line.partition(" ")
    kind, rest = _take_type(rest.strip())
    notes = _NOTES.search(rest)
    description = rest[: notes.start()].strip() if notes else rest.strip()
    required = ("",) if "Required" in columns else ()
    return (name, kind, description, *required, notes[1] if notes else "")


def _take_type(text: str) -> tuple[str, str]:
    """The type expression that text starts with, and what follows: words go on while brackets are open."""
    words = text.split(" ")
    taken = words[:1]
    for index, word in enumerate(words[1:], 1):
        sofar = " ".join(taken)
        opened = sum(sofar.count(mark) for mark in "<[({") - sum(sofar.count(mark) for mark in ">])}")
        goes_on = (
            opened > 0
            or sofar.lower().endswith((" to", "pointer"))
            or word == "*"
            or word == "|"
            or sofar.endswith("|")
        )
        generic = word.startswith(("<", "[")) and not _NOTES.match(" ".join(words[index:]))
        if not (goes_on or generic):
            break
        taken.append(word)
    return " ".join(taken), " ".join(words[len(taken) :])


_LANGUAGES = (
    ("csharp", ("using System", "namespace Example", "Debug.")),
    ("php", ("<?php", "$apiInstance")),
    ("powershell", ("Get-Configuration", "Write-Host", "$Configuration")),
    ("kotlin", ("launch(Dispatchers", "//import ", "val apiInstance", "val apiClient")),
    ("java", ("import org.", "import io.swagger", "public class Example", "ApiClient defaultClient")),
    ("go", ("package main", "openapiclient.", "context.Background()")),
    ("ruby", ("require '", "rescue ")),
    ("python", ("from pprint import", "import openapi_client", "except ApiException", "from __future__")),
    ("typescript", ("import {", "(data:any)", "from './")),
    ("javascript", ("= require(", "import ", "let apiInstance", "var apiInstance")),
    ("swift", ("import OpenAPIClient", "let ", "guard error")),
    ("scala", ("import akka", "implicit val")),
    ("r", ("library(", "<-")),
    ("perl", ("use Data::Dumper", "my $api")),
    ("dart", ("import 'package:",)),
)


def _language(lines: Sequence[str]) -> str:
    """The language that a sample is written in, by what it says; "" when nothing tells."""
    text = "\n".join(lines)
    return next((language for language, signs in _LANGUAGES if any(sign in text for sign in signs)), "")
