"""API documents: the method table and the operations' sections -> stated operations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.docs.cells import tables
from generator.docs.cells.titles import squeeze
from generator.docs.dialects import Dialect
from generator.docs.document import Document, Heading, Table
from generator.docs.groups import Group, groups
from generator.docs.operations.classes import read_class, tag_above, tag_named
from generator.docs.operations.cutting import Section, cut, heading_name, settle
from generator.docs.operations.matching import match, not_understood, without_row, without_section
from generator.docs.operations.rows import MethodRow, method_rows, row_below, without_twins
from generator.docs.operations.scope import Scope
from generator.docs.operations.section import read_section
from generator.docs.operations.security import security_of_all
from generator.docs.operations.servers import read_servers
from generator.problems import Problem
from generator.spec.facts import StatedOperation, StatedServer


@dataclass(frozen=True, slots=True)
class OperationsRead:
    """What a document says of operations."""

    operations: tuple[StatedOperation, ...]
    servers: tuple[StatedServer, ...]
    namespace: str
    problems: tuple[Problem, ...]


def read_operations(document: Document, dialect: Dialect, elsewhere: Sequence[MethodRow] = ()) -> OperationsRead:
    """Read an API document. Problems: rows that cannot be read, rows without a section, sections without a row.

    A document without a method table takes the rows that are listed `elsewhere`.
    """
    namespace, tag = read_class(document, dialect)
    listed = list(tables.method_tables(document))
    problems: list[Problem] = []
    if listed:
        rows, sections = _attached(document, dialect, tag, listed, problems)
    else:
        rows, sections = _detached(document, dialect, tag, elsewhere)
    matched, lost = match(document, rows, sections, problems)
    if not listed:
        rows = [row for row in rows if row in matched]
    requests, secured = _requests(document), security_of_all(document)
    scopes = {
        row: Scope(document, dialect, row, replace(section, parts=settle(section.parts)), problems, requests, secured)
        for row, section in matched.items()
    }
    if not dialect.schema_sections:
        problems.extend(told for scope in scopes.values() for told in not_understood(document, scope.section.parts))
    operations = tuple(_operation(row, dialect, scopes.get(row)) for row in rows)
    problems.extend(without_section(document, rows, matched, sections))
    problems.extend(without_row(document, lost))
    return OperationsRead(operations, tuple(read_servers(document)), namespace, tuple(problems))


def _attached(
    document: Document, dialect: Dialect, tag: str, listed: Sequence[Table], problems: list[Problem]
) -> tuple[list[MethodRow], list[Section]]:
    """The rows of a document's own method tables, and the sections behind the first of them."""
    tags = [tag_above(document, table, dialect, several=len(listed) > 1) or tag for table in listed]
    found = [
        row for table, own in zip(listed, tags, strict=True) for row in method_rows(document, table, own, problems)
    ]
    rows = list(without_twins(found))
    end = max((row.line for row in listed[0].rows), default=listed[0].line)
    requests = {f"{row.method} {row.path}": row.name for row in rows}
    names = dict.fromkeys(row.name for row in (*rows, *found))
    return rows, cut(document, [*names], end, requests | _linked(document, rows))


def _linked(document: Document, rows: Sequence[MethodRow]) -> dict[str, str]:
    """The operations whose sections only the links of the table tell, by their anchors: no heading is called like the
    operation itself (`Get-Boat` stands below `get-a-boat`)."""
    headings = {squeeze(heading_name(block.text)) for block in document.blocks if isinstance(block, Heading)}
    return {row.anchor: row.name for row in rows if row.anchor and squeeze(row.name) not in headings}


def _detached(
    document: Document, dialect: Dialect, tag: str, elsewhere: Sequence[MethodRow]
) -> tuple[list[MethodRow], list[Section]]:
    """Sections without a method table: their rows are in the README, or verb and path below their heading."""
    own = [row for row in elsewhere if tag_named(row.tag, dialect) == tag] or list(elsewhere)
    first = next((block.line for block in document.blocks if isinstance(block, Heading)), 0)
    sections = cut(document, [row.name for row in own], first)
    headings = {squeeze(section.name) for section in sections}
    rows = [row for row in own if squeeze(row.name) in headings or headings == {""}]
    named = {squeeze(row.name) for row in rows}
    unnamed = [section for section in sections if squeeze(section.name) not in named]
    below = (row for section in unnamed for row in row_below(document, section, tag))
    return [*rows, *without_twins(below)], sections


def _operation(row: MethodRow, dialect: Dialect, scope: Scope | None) -> StatedOperation:
    """What a row states of its operation, and its section where it has one."""
    listed = StatedOperation(
        name=row.name,
        tag=tag_named(row.tag, dialect),
        method=row.method,
        path=row.path,
        at=row.at,
        summary=row.summary,
        parameters_stated=False,
    )
    found = read_section(scope, listed) if scope else listed
    return replace(found, summary=dialect.unescape(found.summary), description=dialect.unescape(found.description))


def _requests(document: Document) -> dict[str, Group]:
    """The properties of the requests that an API document describes itself, by the name of the request.

    Java passes parameters that are grouped as one object, and puts its properties behind the operation.
    """
    listed = groups(document.blocks)
    return {
        name.title: properties
        for name, properties in pairwise(listed)
        if name.level < properties.level and properties.title.lower() == "properties"
    }
