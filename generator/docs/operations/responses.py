"""The table of response codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from generator.docs.cells import mend, tables
from generator.docs.cells.types import read_type
from generator.docs.document import Row, Table
from generator.docs.operations.lines import problem
from generator.docs.operations.scope import Scope
from generator.spec.api import Schema
from generator.spec.facts import StatedHeader, StatedResponse

_STATUS: Final = re.compile(r"(?:0|[1-5](?:\d\d|XX)|default)\b", re.I)
_NO_RESPONSE: Final = "n/a"
"""In the place of a status: what the client gives that is asked not to decode the response."""


def responses(scope: Scope) -> tuple[StatedResponse, ...] | None:
    """The responses in the tables of the section; None where there is no table."""
    found: list[StatedResponse] = []
    for block in scope.section.part("responses"):
        if isinstance(block, Table):
            named = tables.roles(block) if block.header else ("status", "description", "headers")
            if "status" in named:
                stated = [(row, _status(scope, row, named)) for row in block.rows]
                found.extend(_response(scope, row, named, status) for row, status in stated if status)
    return tuple(_without_repeats(found)) or None


def _response(scope: Scope, row: Row, named: Sequence[str], status: str) -> StatedResponse:
    cells = tables.by_role(row, named)
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
    """Responses with the default one, for which Helidon prints 200: it has a status that stands there already, or is
    the last, behind an error and another success, where nobody puts a 200."""
    told = any(each.status in ("0", "default") for each in responses)
    seen: set[str] = set()
    for number, each in enumerate(responses, 1):
        is_behind = number == len(responses) and each.status == "200" and {one[0] for one in seen} >= {"2", "4"}
        is_default = not told and (each.status in seen or is_behind)
        yield replace(each, status="default") if is_default else each
        seen.add(each.status)


def _status(scope: Scope, row: Row, named: Sequence[str]) -> str:
    """The status of a row, a word behind it (`200 OK`) left out; empty where there is none, which is a problem."""
    cell = mend.name(tables.by_role(row, named).get("status"))
    if match := _STATUS.match(cell):
        return match[0]
    if cell and cell != _NO_RESPONSE:
        scope.problems.append(problem("D113", scope.document, row.line, f"{cell!r} is no status code"))
    return ""


def _headers(text: str) -> Iterator[StatedHeader]:
    r"""Response headers: `  * Retry-After - Seconds to wait <br>  * ...`, or ` -  ` for none."""
    for piece in re.split(r"<br\s*/?>", text):
        match = re.match(r"^\s*\\?[*•]\s*([\w-]+)\s*-?\s*(.*)$", piece)
        if match:
            yield StatedHeader(name=match[1], description=mend.prose(match[2]))
