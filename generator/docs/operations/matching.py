"""Which section belongs to which row of the method table."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from generator.docs.cells import mend
from generator.docs.cells.titles import squeeze
from generator.docs.document import Document
from generator.docs.operations.cutting import Part, Section, called
from generator.docs.operations.lines import problem
from generator.docs.operations.rows import MethodRow, without_twin
from generator.problems import Problem


def match(
    document: Document, rows: Sequence[MethodRow], sections: Sequence[Section], problems: list[Problem]
) -> tuple[dict[MethodRow, Section], list[Section]]:
    """Which section belongs to which row, and the sections of no row.

    By heading where there are headings; else by the operation that the sample calls, its place in the table agreeing.
    """
    if sections and not sections[0].name:
        return _match_by_sample(document, rows, sections, problems)
    matched: dict[MethodRow, Section] = {}
    lost: list[Section] = []
    waiting: dict[str, deque[MethodRow]] = {}
    for row in rows:
        waiting.setdefault(squeeze(row.name), deque()).append(row)
    for section in sections:
        candidates = waiting.get(squeeze(section.name))
        if candidates:
            matched[candidates.popleft()] = section
        elif candidates is None and not any(squeeze(name) in waiting for name in without_twin(section.name)):
            lost.append(section)
    return matched, lost


def _match_by_sample(
    document: Document, rows: Sequence[MethodRow], sections: Sequence[Section], problems: list[Problem]
) -> tuple[dict[MethodRow, Section], list[Section]]:
    matched: dict[MethodRow, Section] = {}
    lost: list[Section] = []
    names = [row.name for row in rows]
    for index, section in enumerate(sections):
        name = called(section, names)
        by_place = rows[index] if len(sections) == len(rows) else None
        row = next((row for row in rows if row.name == name), by_place)
        if row is None or row in matched:
            lost.append(section)
            continue
        if by_place is not None and row is not by_place:
            message = f"the sample calls {row.name}, but the section stands at the place of {by_place.name}"
            problems.append(problem("D111", document, section.line, message))
        matched[row] = section
    return matched, lost


def without_section(
    document: Document, rows: Sequence[MethodRow], matched: dict[MethodRow, Section], sections: Sequence[Section]
) -> Iterator[Problem]:
    """Problems: the rows of no section."""
    for row in rows if sections else ():
        if row not in matched:
            yield problem("D104", document, row.at.line, f"{row.name} is in the method table but has no section")
    if rows and not sections:
        names = rows[0].name if len(rows) == 1 else f"{rows[0].name} and {len(rows) - 1} more"
        yield problem("D106", document, rows[0].at.line, f"nothing but verb and path is known of {names}")


def without_row(document: Document, lost: Sequence[Section]) -> Iterator[Problem]:
    """Problems: the sections of no row."""
    for section in lost:
        name = section.name or "a section"
        yield problem("D105", document, section.line, f"{name} has a section but is not in the method table")


def not_understood(document: Document, parts: Sequence[Part]) -> Iterator[Problem]:
    """Problems: the parts of a section whose title nobody knows and whose content does not tell what they are."""
    level = min((part.heading.level for part in parts if part.heading and part.kind != "unknown"), default=0)
    for part in parts:
        if part.kind == "unknown" and part.blocks and part.heading and part.heading.level <= level:
            message = f"nothing is taken from the part {mend.name(part.heading.text)!r}"
            yield problem("D114", document, part.line, message)
