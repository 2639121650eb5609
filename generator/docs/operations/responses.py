"""The table of response codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.docs.cells import mend, tables
from generator.docs.cells.types import read_type
from generator.docs.document import Row, Table
from generator.docs.operations.scope import Scope
from generator.spec.api import Schema
from generator.spec.facts import StatedHeader, StatedResponse


def responses(scope: Scope) -> tuple[StatedResponse, ...] | None:
    """The responses in the tables of the section; None where there is no table."""
    found: list[StatedResponse] = []
    for block in scope.section.part("responses"):
        if isinstance(block, Table):
            named = tables.roles(block) if block.header else ("status", "description", "headers")
            if "status" in named:
                found.extend(_response(scope, row, named) for row in block.rows if _is_status(row, named))
    return tuple(_without_repeats(found)) or None


def _response(scope: Scope, row: Row, named: Sequence[str]) -> StatedResponse:
    cells = tables.by_role(row, named)
    status = mend.name(cells.get("status"))
    return StatedResponse(
        status=status,
        description=mend.prose(cells.get("description")),
        headers=tuple(_headers(cells.get("headers"))),
        schema=_schema(scope, cells.get("type")),
        at=scope.at(row.line),
    )


def _schema(scope: Scope, cell: str) -> Schema | None:
    """What a response is, where the table has a column for that."""
    printed = read_type(cell, scope.dialect.types) if cell else None
    return printed.schema if printed is not None and printed.understood else None


def _without_repeats(responses: Sequence[StatedResponse]) -> Iterator[StatedResponse]:
    """Responses with a status that stands there again as the default one, for which Helidon prints 200."""
    told = any(each.status in ("0", "default") for each in responses)
    seen: set[str] = set()
    for each in responses:
        yield each if told or each.status not in seen else replace(each, status="default")
        seen.add(each.status)


def _is_status(row: Row, named: Sequence[str]) -> bool:
    column = named.index("status")
    cell = mend.name(row.cells[column]) if len(row.cells) > column else ""
    return re.fullmatch(r"\d{1,3}|[1-5]XX|default", cell, re.I) is not None


def _headers(text: str) -> Iterator[StatedHeader]:
    r"""Response headers: `  * Retry-After - Seconds to wait <br>  * ...`, or ` -  ` for none."""
    for piece in re.split(r"<br\s*/?>", text):
        match = re.match(r"^\s*\*\s*([\w-]+)\s*-?\s*(.*)$", piece)
        if match:
            yield StatedHeader(name=match[1], description=mend.prose(match[2]))
