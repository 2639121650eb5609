"""The rows of method tables: name, verb and path of each operation."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.docs.cells import mend, tables
from generator.docs.document import Document, Table
from generator.docs.operations.cutting import Section
from generator.docs.operations.lines import numbered, problem
from generator.problems import Location, Problem

_TWINS = re.compile(r"A?Sync$")
"""Tizen has no plain form: `getBoatSync` and `getBoatASync` are the twins of one operation."""
_VERBS = "|".join(tables.VERBS)
_VERB_ALONE = re.compile(rf"\W{{0,4}}({_VERBS})\W{{0,4}}", re.I)
_WRAPPED = re.compile(rf"^\w+:?\s+\W{{0,3}}({_VERBS})\W{{0,3}}\s+`?(/\S*?)`?$")
"""`Wraps GET /boats/{boatId}`"""
_TWIN = re.compile(r"(?:With_?Http_?Info|_with_http_info|WithResponseBody|Async(?:WithHttpInfo)?|_async|Call)$", re.I)
_HTTP_INFO = re.compile(r"_?With_?Http_?Info$", re.I)


@dataclass(frozen=True, slots=True)
class MethodRow:
    """A row of the method table; `anchor` is what its link to the section points to."""

    name: str
    tag: str
    method: str
    path: str
    summary: str
    at: Location
    anchor: str = ""


def read_rows(document: Document) -> tuple[MethodRow, ...]:
    """The rows of all method tables of a document."""
    found = (method_rows(document, table, "", []) for table in tables.method_tables(document))
    return tuple(without_twins(row for rows in found for row in rows))


def row_below(document: Document, section: Section, tag: str) -> Iterator[MethodRow]:
    """The row that a line with nothing but a verb and a path, or a word before them, stands for, where somebody put it
    below the heading."""
    for block in section.part("intro"):
        for number, text in numbered(block):
            request = tables.REQUEST.match(text.strip()) or _WRAPPED.match(text.strip())
            if request and section.name and request[2].startswith("/"):
                at = Location(document.path, number)
                yield MethodRow(section.name, tag, request[1].upper(), clean_path(request[2]), "", at)
                return


def method_rows(document: Document, table: Table, tag: str, problems: list[Problem]) -> Iterator[MethodRow]:
    """The rows of one table; those that cannot be read are added to `problems`. Where paths are printed without the
    slash in front, nothing is left of the root's."""
    named = tables.roles(table)
    rows = [(row, tables.by_role(row, named)) for row in tables.listed(document, table)]
    requests = [html.unescape(cells.get("request")) for _, cells in rows]
    is_relative = not any(re.search(r"\s[`<]?/", text) for text in requests)
    for (row, cells), printed in zip(rows, requests, strict=True):
        request = tables.REQUEST.match(f"{printed} /" if is_relative and _VERB_ALONE.fullmatch(printed) else printed)
        if request is None:
            if len([cell for cell in row.cells if cell]) > 1:  # else it is the rest of a wrapped row
                problems.append(
                    problem("D120", document, row.line, "this row of the method table has no verb and path")
                )
            continue
        owner = mend.name(cells.get("class"))
        yield MethodRow(
            name=_operation_name(mend.name(cells.get("method"))),
            tag=owner or tag,
            method=request[1].upper(),
            path=clean_path(request[2]),
            summary=mend.prose(cells.get("description")),
            at=Location(document.path, row.line),
            anchor=next(iter(mend.unlink(cells.get("method")).targets), "").partition("#")[2],
        )


def _operation_name(printed: str) -> str:
    """The operation's name as a cell has it: without call parentheses, and without the class that C puts before it."""
    return re.sub(r"^\w*A(?:PI|pi)_(?=\w)|\(.*\)$|\]\(.*$", "", printed)


_WHOLE = re.compile(r"(?:\{[^{}]{0,200}\}|\S)+")
"""A path up to the first blank outside of braces."""


def clean_path(text: str) -> str:
    """A path as printed, without markup: entities and escapes undone, one slash in front."""
    whole = _WHOLE.match(mend.name(text))
    path = whole[0].replace(" ", "") if whole else ""
    path = path.replace("${", "{")  # sttp prints what Scala fills in
    path = re.sub(r"(?<=/):([\w-]+)", r"{\1}", path)  # dart-jaguar prints parameters as its router wants them
    return path if path.startswith("/") else f"/{path}"


def without_twin(name: str) -> frozenset[str]:
    """The operations that a name may be the SDK's second form of; none for a name that has no such form. One of an
    operation that is itself called `...Async` ends in `AsyncWithHttpInfo`, too."""
    return frozenset((_TWIN.sub("", name), _HTTP_INFO.sub("", name))) - {name}


def without_twins(rows: Iterable[MethodRow]) -> Iterator[MethodRow]:
    """Rows without the SDK's second form of the same operation (`...WithHttpInfo`, `...Async`)."""
    listed = list(rows)
    names = {(row.name.lower(), row.method, row.path) for row in listed}
    for row in listed:
        bare = _TWINS.sub("", row.name)
        if all((f"{bare}{end}".lower(), row.method, row.path) in names for end in ("Sync", "ASync")):
            if not row.name.endswith("ASync"):
                yield replace(row, name=bare)
            continue
        if not any((name.lower(), row.method, row.path) in names for name in without_twin(row.name)):
            yield row
