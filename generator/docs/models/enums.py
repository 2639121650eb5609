"""Enums of model documents, in all their layouts: of a whole document, and of single properties."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.docs.cells import mend, tables, values
from generator.docs.document import Block, Fence, Listing, Row, Table, Text
from generator.docs.fields import split_in_doubt
from generator.docs.groups import Group
from generator.spec.api import Schema
from generator.spec.facts import StatedField, StatedModel

PROPERTIES = frozenset({"properties", "fields", "attributes"})
"""Titles of the properties of an object."""

ENUM_HEADING = re.compile(r"^(?:enum(?: variants| values)?|values)\b\s*:?\s*(.*)$", re.I)

_ENUM_ITEM = re.compile(r"\(value:\s*(.*)\)\s*$", re.S)
_MADE = re.compile(r"""new [\w.]+\(["']?(-?\d+(?:\.\d+)?)["']?\)""")
"""A number as an object of Java."""
_ALLOWED = re.compile(r"^Allowed values:\s*\\?\[(.*?)\\?\]\s*$", re.S | re.I)
_LISTED = re.compile(r"\b(?:List|Set|Array|Seq|Vec|Collection)\b\s*(?:<|&lt;|\[)")
"""An anchor of a list of an enum, all that kotlin prints: `[**inline**](#kotlin.collections.List&lt;Kind&gt;)`."""


def read_enum(parts: Sequence[Group], base: StatedModel) -> StatedModel | None:
    """The model as an enum; None where no heading says that it is one, or no value stands below: Rust prints a union of
    models so."""
    listed = _own_values(parts)
    return replace(base, kind="enum", enum=listed) if listed else None


def _own_values(parts: Sequence[Group]) -> tuple[Any, ...] | None:
    """The values of a document that is an enum: `## Enum` or `## Enum Variants`; None when it is none."""
    for group in parts[1:]:
        match = ENUM_HEADING.match(group.title)
        if match is None or (match[1] and not match[1].lower().startswith("variants")):
            if group.title.lower() in PROPERTIES:
                return None
            continue
        printed: list[str] = []
        for block in group.blocks:
            printed.extend(_values(block, parts[0].title))
        return _enum(printed, _quoted(group)).enum or ()
    return None


@dataclass(frozen=True, slots=True)
class OwnEnum:
    """The enum of a property: its schema, and the property's name on the wire where its heading shows that."""

    schema: Schema
    wire: str | None = None


def anchored(parts: Sequence[Group]) -> dict[str, OwnEnum]:
    """Enums of properties, by their keys.

    Java and kotlin give each a heading and a Name/Value table (kotlin puts all values in one row, separated by
    commas, under the property's name on the wire), scala a line of allowed values, micronaut a heading that is nothing
    but the name.
    """
    found: dict[str, OwnEnum] = {}
    for group in parts[1:]:
        match = re.match(r"^(enum:?\s+)?(.+)$", group.title, re.I)
        if match is None or not (match[1] or any(_is_values(block) for block in group.blocks)):
            continue
        members = [member for block in group.blocks for member in _values(block, match[2])]
        title = mend.name(match[2])
        rows = [row for block in group.blocks if isinstance(block, Table) for row in block.rows]
        own = OwnEnum(_enum(members, _quoted(group)), title if _is_listed(title, rows) else None)
        found[_enum_key(match[2])] = own
        found.setdefault(mend.bare(match[2]), own)
    return found


def with_anchor(stated: StatedField, enums: Mapping[str, OwnEnum]) -> StatedField:
    """A property whose type is an enum below, with that enum's values.

    The type links to it (`[**KindEnum**](#KindEnum)`) or is called like it; else it has the property's own name, with
    `Enum` behind it in JavaScript, where the type is plain text.
    """
    key = next((key for key in _enum_keys(stated) if key in enums and _may_have(stated, enums[key])), None)
    if key is None and not stated.anchor:
        return stated
    own = enums.get(key or "") or OwnEnum(_enum((), False))
    enum = own.schema
    listed = stated.schema.types[:1] == ("array",) or _LISTED.search(stated.anchor or "") is not None
    schema = Schema(types=("array",), items=enum) if listed else enum
    if isinstance(stated.schema.additional, Schema):
        schema = replace(stated.schema, additional=enum)
    uncertain = stated.schema_uncertain or not enum.enum or split_in_doubt(enum)
    return replace(stated, schema=schema, schema_uncertain=uncertain, wire=stated.wire or own.wire)


def _may_have(stated: StatedField, enum: OwnEnum) -> bool:
    """Whether an enum below may be that of a property: without a link to it, one that is told to be another's is not,
    even where its heading is called like the model that is the property's type."""
    return stated.anchor is not None or enum.wire is None or mend.bare(enum.wire) == mend.bare(stated.name)


def _enum_keys(stated: StatedField) -> Iterator[str]:
    inner = stated.schema.additional if isinstance(stated.schema.additional, Schema) else stated.schema.items
    schema = inner or stated.schema
    yield from (_enum_key(name) for name in (stated.anchor, schema.ref) if name)
    if stated.anchor or (schema.types in (("string",), ("number",), ("integer",)) and schema.enum is None):
        yield _enum_key(f"{stated.name}Enum")
        yield _enum_key(stated.name)
        # In kotlin the heading has `class`, and the row `propertyClass`.
        yield _enum_key(stated.name.removeprefix("property"))


def _enum(members: Sequence[str], quoted: bool) -> Schema:
    """The schema of an enum: of numbers where all its values are some, and in no quotes; of text or whole numbers where
    they are not shown."""
    if not members:
        return Schema(types=("string", "integer"))
    kind = "string"
    if not quoted and all(re.fullmatch(r"-?\d+(?:\.\d+)?", value) for value in members):
        kind = "number" if any("." in value for value in members) else "integer"
    scalar = Schema(types=(kind,))
    return replace(scalar, enum=tuple(_whole(values.typed(value, scalar)) for value in members))


def _whole(value: Any) -> Any:
    """A number without a fraction as a whole one: kotlin prints `1.0` for 1."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _enum_key(name: str) -> str:
    """The name that an enum is looked up by: the innermost of `Set&lt;ColoursEnum&gt;`, letters and digits only."""
    return mend.bare(re.split(r"[<\[(]", html.unescape(name).lower().rstrip(">])"))[-1])


def _is_listed(title: str, rows: Sequence[Row]) -> bool:
    """Whether all values of an enum stand in one row, before which the name of its property is printed again: then the
    heading has that name as it is on the wire."""
    if len(rows) != 1:
        return False
    printed, name = mend.bare(mend.name(rows[0].cells[0])), mend.bare(title)
    return bool(name) and printed.endswith(name)  # an escape may stand in front (`propertyClass`)


def _is_values(block: Block) -> bool:
    return isinstance(block, Table) and tables.kind_of(tables.roles(block)) == "values"


def _values(block: Block, name: str) -> Iterator[str]:
    if isinstance(block, Table):
        rows = block.rows
        for row in rows:
            if len(row.cells) < 2:
                continue
            printed = html.unescape("|".join(row.cells[1:]))
            yield from values.parse_list(printed) if _is_listed(name, rows) else (_literal(printed),)
    elif isinstance(block, Text):
        allowed = _ALLOWED.match(block.joined.strip())
        if allowed:
            yield from values.parse_list(allowed[1])
    elif isinstance(block, Listing | Fence):
        yield from (value for value in map(_item_value, _items(block)) if value is not None)


def _items(block: Listing | Fence) -> list[str]:
    """The items of a list, though tools may have taken it for code: kotlin indents it."""
    return [item.text for item in block.items] if isinstance(block, Listing) else block.text.split("\n")


def _literal(text: str) -> str:
    """A printed enum value: quotes, code marks and what a language makes a number with dropped."""
    text = text.strip().strip("`").strip().replace("\\_", "_")
    made = _MADE.fullmatch(text)
    return made[1] if made else values.unquote(text)


def _item_value(item: str) -> str | None:
    match = _ENUM_ITEM.search(html.unescape(item))
    return _literal(match[1]) if match else None


def _quoted(group: Group) -> bool:
    """Whether the values of an enum stand in quotes."""
    sources = (_MADE.sub("", _source(block)) for block in group.blocks)
    return any('"' in source or "'" in source for source in sources)


def _source(block: Block) -> str:
    if isinstance(block, Table):
        return html.unescape("".join(row.raw for row in block.rows))
    if isinstance(block, Listing | Fence):
        return html.unescape("".join(_items(block)))
    return ""
