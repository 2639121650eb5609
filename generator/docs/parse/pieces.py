"""A file that somebody put together from several documents -> those documents.

Each begins with its title: a heading above a method table and the sections of its operations, above the properties of a
model, or above the endpoint table of a README. The titles of one file are on one level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from generator.docs.cells import languages, mend, tables
from generator.docs.cells.titles import MODEL_PARTS, part_kind
from generator.docs.document import Block, Document, Heading, Table

_NAME = re.compile(r"[\w$.:\\/\[\]<>, -]{1,200}")


def split(document: Document) -> tuple[Document, ...]:
    """The documents that a file consists of, in order; the document itself where it is one."""
    blocks = document.blocks
    titles = sorted({*_of_operations(blocks), *_of_models(blocks), *_of_readmes(blocks)})
    level = min((_level(blocks[index]) for index in titles), default=0)
    titles = [index for index in titles if _level(blocks[index]) == level]
    if len(titles) < 2:
        return (document,)
    starts = [0, *titles[1:]]
    return tuple(_piece(document, start, end) for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True))


def _level(block: Block) -> int:
    return block.level if isinstance(block, Heading) else 0


def _piece(document: Document, start: int, end: int) -> Document:
    """The document of some blocks; what stands above keeps its lines, so that all know their number."""
    blocks = document.blocks[start:end]
    last = document.blocks[end].line - 1 if end < len(document.blocks) else len(document.lines)
    first = blocks[0].line - 1 if start and blocks else 0
    marked = document.text.split("\n")[first:last]
    return replace(document, lines=document.lines[:last], blocks=blocks, marked="\n".join(marked))


def _of_operations(blocks: Sequence[Block]) -> Iterator[int]:
    """Headings right above a method table, below which operations are described."""
    title: int | None = None
    waiting: int | None = None
    for index, block in enumerate(blocks):
        if isinstance(block, Heading):
            if waiting is not None and part_kind(block):
                yield waiting
                waiting = None
            title = index
        elif isinstance(block, Table) and title is not None and block.header and tables.is_methods(block):
            waiting = None if "class" in tables.roles(block) else title


def _of_models(blocks: Sequence[Block]) -> Iterator[int]:
    """Headings of one name, with properties or an enum in the next heading below."""
    headings = [index for index, block in enumerate(blocks) if isinstance(block, Heading)]
    for above, below in pairwise(headings):
        title, part = blocks[above], blocks[below]
        if isinstance(title, Heading) and isinstance(part, Heading) and part.level == title.level + 1:
            named = _NAME.fullmatch(mend.name(title.text))
            kind = languages.title(mend.name(part.text))
            if named and (kind in MODEL_PARTS or (kind == "model type info" and "." in named[0])):
                yield above


def _of_readmes(blocks: Sequence[Block]) -> Iterator[int]:
    """The nearest heading of the first level above an endpoint table with a column for classes."""
    title: int | None = None
    for index, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level == 1:
            title = index
        elif isinstance(block, Table) and title is not None and tables.lists_classes(block):
            yield title
