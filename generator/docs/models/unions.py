"""Unions: the members that a model document lists, and what tells them apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.docs.cells import mend, tables
from generator.docs.cells.types import read_type
from generator.docs.dialects import Dialect
from generator.docs.document import Fence, Listing, Row, Table, Text
from generator.docs.groups import Group
from generator.docs.models.enums import ENUM_HEADING
from generator.spec.facts import StatedModel

ONE_OF = re.compile(r"one(?: |-)?of|any(?: |-)?of", re.I)
_ANY_OF = re.compile(r"any(?: |-)?of", re.I)
_EITHER = re.compile(r"(?:any|one) of the following types:\s*([^|]*)")


def read_union(parts: Sequence[Group], dialect: Dialect, base: StatedModel) -> StatedModel | None:
    """The model as a union; None where the document lists no members of one."""
    names = _members(parts)
    if names is None:
        return None
    return replace(
        base,
        kind="union",
        union=tuple(read_type(name, dialect.types).schema for name in names),
        any_of=_is_any_of(parts),
        discriminator=_discriminator(parts),
        mapping=_mapping(parts, dialect),
    )


def _members(parts: Sequence[Group]) -> list[str] | None:
    """The members' names: under a heading of their own, else in a row that says so (a `oneOf` row of julia)."""
    for index, group in enumerate(parts[1:], 1):
        if ENUM_HEADING.match(group.title) and any(_is_variants(table) for table in _tables([group])):
            return [mend.name(row.cells[0]) for row in _rows([group]) if row.cells[0]]
        found = _below(group, parts[index + 1 : index + 2])
        if found:
            return found
    told = next((match[1] for row in _rows(parts) if (match := _EITHER.search(row.raw))), None)
    return None if told is None else [name.strip() for name in told.split(",") if name.strip()]


def _below(group: Group, following: Sequence[Group]) -> list[str]:
    """The names below a oneOf heading: a list, or ruby's fenced one, which may stand in an example that follows."""
    if not ONE_OF.search(group.title.replace("_", " ")) or "discriminator" in group.title:
        return []
    examples = [one for one in following if one.title.lower().startswith("example")]
    names = [*_fenced(group), *_listed(group), *(name for one in examples for name in _fenced(one))]
    return list(dict.fromkeys(names))


def _tables(parts: Iterable[Group]) -> Iterator[Table]:
    return (block for group in parts for block in group.blocks if isinstance(block, Table))


def _rows(parts: Iterable[Group]) -> Iterator[Row]:
    return (row for table in _tables(parts) for row in table.rows)


def _is_variants(table: Table) -> bool:
    """Whether a table has rust's types where that of an enum has values."""
    return tables.titles(table) == ("name", "description")


def _fenced(group: Group) -> Iterator[str]:
    for block in group.blocks:
        if isinstance(block, Fence):
            yield from re.findall(r"^#\s+:'([^']+)',?\s*$", block.text, re.M)


def _listed(group: Group) -> Iterator[str]:
    for block in group.blocks:
        if isinstance(block, Listing):
            yield from (mend.name(item.text) for item in block.items)


def _is_any_of(parts: Sequence[Group]) -> bool:
    """Whether a value of a union may be several of its members at once."""
    titled = any(_ANY_OF.search(group.title.replace("_", " ")) for group in parts[1:])
    return titled or any("any of the following types:" in row.raw for row in _rows(parts))


def _discriminator(parts: Sequence[Group]) -> str | None:
    for group in parts:
        for block in group.blocks:
            text = block.text if isinstance(block, Fence) else block.joined if isinstance(block, Text) else ""
            match = re.search(r"openapi_discriminator_name\s*# => :'([^']+)'", text)
            match = match or re.search(r"discriminator field is `([^`]+)`|`([^`]+)` discriminator property", text)
            if match:
                return match[match.lastindex or 0]
    return None


def _mapping(parts: Sequence[Group], dialect: Dialect) -> tuple[tuple[str, str], ...]:
    """The values of a discriminator and the model that each stands for, as Ruby lists them."""
    fences = (block.text for group in parts for block in group.blocks if isinstance(block, Fence))
    listed = next((text for text in fences if "openapi_discriminator_mapping" in text), "")
    pairs = re.findall(r"^#\s*:'([^'\n]*)' => :'([^'\n]*)'", listed, re.M)
    return tuple((value, read_type(name, dialect.types).schema.ref or name) for value, name in pairs)
