"""Headings, each with the blocks below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.docs.cells import languages, mend
from generator.docs.document import Block, Heading


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and the blocks up to the next one; `title` without markup."""

    title: str
    line: int
    level: int
    blocks: tuple[Block, ...]


def groups(blocks: Iterable[Block]) -> list[Group]:
    """Blocks as groups, in order; what stands before the first heading is in none."""
    found: list[tuple[Heading, list[Block]]] = []
    for block in blocks:
        if isinstance(block, Heading):
            found.append((block, []))
        elif found:
            found[-1][1].append(block)
    return [Group(_title(heading), heading.line, heading.level, tuple(below)) for heading, below in found]


_FIXED = {title.lower(): title for title in (
    "Properties", "Type", "Enum", "Enum Variants", "Class instance methods", "Example", "Parameters", "Model Type Info",
    "Dictionary Keys", "Tuple Items",
)}  # fmt: skip
"""Titles below that of a model, as generators print them."""


def _title(heading: Heading) -> str:
    """The title without markup; one that is fixed is in the generators' words, however it is written."""
    text = mend.heading(heading.text)
    return _FIXED.get(languages.title(text), text) if heading.level > 1 else text
