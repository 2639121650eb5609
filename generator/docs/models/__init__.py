"""Model documents: property tables, enums in all their layouts, unions, aliases -> stated models."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.docs.cells import mend, tables, values
from generator.docs.cells.types import read_type
from generator.docs.dialects import Dialect
from generator.docs.document import Block, Document, Fence, Item, Listing, Row, Table, Text
from generator.docs.fields import field_name, field_rows, read_field, split_in_doubt
from generator.docs.groups import Group, groups
from generator.docs.models.nested import ANY_NAME, read_nested_model
from generator.problems import Location, Problem
from generator.spec.api import Schema
from generator.spec.facts import StatedField, StatedModel

_PROPERTIES = frozenset({"properties", "fields", "attributes"})
_ENUM_HEADING = re.compile(r"^(?:enum(?: variants| values)?|values)\b\s*:?\s*(.*)$", re.I)
_ENUM_ITEM = re.compile(r"\(value:\s*(.*)\)\s*$", re.S)
_MADE = re.compile(r"""new [\w.]+\(["']?(-?\d+(?:\.\d+)?)["']?\)""")
"""A number as an object of Java."""
_ALLOWED = re.compile(r"^Allowed values:\s*\[(.*)\]\s*$", re.S | re.I)
_BOILERPLATE = re.compile(r"\[\[|<a |\[Back to|The class is defined in |This model is an? `(?:one|any)Of` wrapper")
_ONE_OF = re.compile(r"one(?: |-)?of|any(?: |-)?of", re.I)


@dataclass(frozen=True, slots=True)
class ModelRead:
    """A model document, understood; `model` is None when the document is none."""

    model: StatedModel | None
    problems: tuple[Problem, ...]


def read_model(document: Document, dialect: Dialect) -> ModelRead:
    """Read a model document: one title, then Properties, an Enum or a union."""
    found = groups(document.blocks)
    if not found:
        return ModelRead(None, ())
    at = Location(document.path, found[0].line)
    name = _filed(found[0].title, document.path) or model_name(found[0].title, dialect)
    base = StatedModel(name=name, kind="object", at=at, description=_description(found[0]))
    nested = read_nested_model(document, dialect, base)
    if nested is not None:
        return ModelRead(nested, ())
    if not _is_model(found):
        return ModelRead(None, ())
    problems: list[Problem] = []
    union = _union(found, dialect)
    if union is not None:
        union_of = replace(
            base, kind="union", union=union, any_of=_is_any_of(found), discriminator=_discriminator(found)
        )
        return ModelRead(union_of, ())
    enum = _own_enum(found)
    if enum is not None:
        return ModelRead(replace(base, kind="enum", enum=enum), ())
    fields = _fields(found, document, dialect, problems)
    value = _value(fields, base, document) if dialect.value_models else None
    if value is not None and value.enum:
        return ModelRead(replace(base, kind="enum", enum=value.enum), tuple(problems))
    if value is not None:
        return ModelRead(replace(base, kind="alias", alias=value), tuple(problems))
    alias = _alias(found, dialect) if not fields else None
    if alias is not None:
        return ModelRead(replace(base, kind="alias", alias=alias), tuple(problems))
    return ModelRead(replace(base, fields=fields), tuple(problems))


def model_name(title: str, dialect: Dialect) -> str:
    """The model that a title names, without namespace and the language's affixes (`Okta.Sdk.Model.Session`)."""
    name = mend.name(title)
    name = re.split(r"[.\\/]|::", name)[-1].strip()
    suffix = dialect.types.suffix
    name = name[: -len(suffix)] if suffix and name.endswith(suffix) else name
    return re.sub(dialect.types.prefix, "", name) if dialect.types.prefix else name


def _filed(title: str, path: str) -> str:
    """The name of the file of a model whose language calls it otherwise (`ModelError` in `Error.md`), or that has dots
    in its name, which are no namespace (`Depot.Box` in `Depot.Box.md` or `DepotBox.md`); else ""."""
    stem, name = path.rpartition("/")[2].removesuffix(".md"), mend.name(title)
    is_dotted = "." in name and mend.bare(name) == mend.bare(stem)
    return stem if is_dotted or re.split(r"[.\\/]|::", name)[-1] == f"Model{stem}" else ""


def _value(fields: Sequence[StatedField], base: StatedModel, document: Document) -> Schema | None:
    """The schema that a model is which Python 5 documents as the one property `value`, None for an object.

    An object has the row for additional properties, or a sample of Python 7; such a value has an enum, the model's own
    description, or is a collection in the form of that version (`[str]`, `{str: (int,)}`).
    """
    if len(fields) != 1 or fields[0].name != "value" or ANY_NAME in document.text or "from_json(" in document.text:
        return None
    value = fields[0]
    described = bool(base.description) and value.description == base.description
    return value.schema if value.schema.enum or described or value.type_text[:1] in ("[", "{") else None


def _is_model(parts: Sequence[Group]) -> bool:
    """A title of one word, and below it properties, an enum or the methods of a union."""
    title = parts[0].title
    if not re.fullmatch(r"[\w$.:\\/\[\]<>, -]{1,200}", title) or parts[0].level > 2:
        return False
    return any(
        group.title.lower() in _PROPERTIES
        or _ENUM_HEADING.match(group.title)
        or (group.title == "Type" and group.level == 2)
        or group.title.lower().startswith("class instance methods")
        or (_ONE_OF.search(group.title.replace("_", " ")) and _has_members(group))
        or any(isinstance(block, Table) and tables.kind_of(tables.roles(block)) == "fields" for block in group.blocks)
        for group in parts
    )


def _has_members(group: Group) -> bool:
    """Whether members of a union may stand below a heading below the title."""
    return group.level > 1 and any(isinstance(block, Listing | Fence) for block in group.blocks)


def _description(group: Group) -> str:
    lines = [block.joined for block in group.blocks if isinstance(block, Text)]
    kept = [text for text in lines if not _BOILERPLATE.match(text)]
    return mend.prose("\n\n".join(kept))


def _fields(
    parts: Sequence[Group], document: Document, dialect: Dialect, problems: list[Problem]
) -> tuple[StatedField, ...]:
    """The properties, with the values of enums that stand further down in the file."""
    enums = _anchored(parts)
    # Two things that are so in parameters alone.
    dialect = replace(dialect, types=replace(dialect.types, map_of_map=False), silent_is_required=True)
    found: dict[str, StatedField] = {}
    for group in parts:
        if _ENUM_HEADING.match(group.title) and group is not parts[0]:
            continue
        for cells in field_rows(group.blocks, document, problems):
            if field_name(cells).replace("_", " ") == ANY_NAME:
                continue
            stated = read_field(cells, document, dialect, problems)
            if stated is not None and stated.name not in found:
                found[stated.name] = _with_anchor(_titled(stated) if dialect.titled else stated, enums)
        if found and group.title.lower() in _PROPERTIES:
            break
    return tuple(found.values())


def _titled(stated: StatedField) -> StatedField:
    """A property of whose schema the title is printed."""
    return replace(stated, title=stated.description, description="")


def _with_anchor(stated: StatedField, enums: Mapping[str, _OwnEnum]) -> StatedField:
    """A property whose type is an enum below, with that enum's values.

    The type links to it (`[**KindEnum**](#KindEnum)`) or is called like it; else it has the property's own name, with
    `Enum` behind it in JavaScript, where the type is plain text.
    """
    key = next((key for key in _enum_keys(stated) if key in enums), None)
    if key is None and not stated.anchor:
        return stated
    own = enums.get(key or "") or _OwnEnum(_enum((), False))
    enum = own.schema
    listed = stated.schema.types[:1] == ("array",) or _LISTED.search(stated.anchor or "") is not None
    schema = Schema(types=("array",), items=enum) if listed else enum
    if isinstance(stated.schema.additional, Schema):
        schema = replace(stated.schema, additional=enum)
    uncertain = stated.schema_uncertain or not enum.enum or split_in_doubt(enum)
    return replace(stated, schema=schema, schema_uncertain=uncertain, wire=stated.wire or own.wire)


def _enum_keys(stated: StatedField) -> Iterator[str]:
    inner = stated.schema.additional if isinstance(stated.schema.additional, Schema) else stated.schema.items
    schema = inner or stated.schema
    yield from (_enum_key(name) for name in (stated.anchor, schema.ref if schema else None) if name)
    if stated.anchor or (schema.types in (("string",), ("number",), ("integer",)) and schema.enum is None):
        yield _enum_key(f"{stated.name}Enum")
    if stated.anchor:
        yield _enum_key(stated.name)


_LISTED = re.compile(r"\b(?:List|Set|Array|Seq|Vec|Collection)\b\s*(?:<|&lt;|\[)")
"""An anchor of a list of an enum, all that kotlin prints: `[**inline**](#kotlin.collections.List&lt;Kind&gt;)`."""


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


@dataclass(frozen=True, slots=True)
class _OwnEnum:
    """The enum of a property: its schema, and the property's name on the wire where its heading shows that."""

    schema: Schema
    wire: str | None = None


def _anchored(parts: Sequence[Group]) -> dict[str, _OwnEnum]:
    """Enums of properties, by their keys.

    Java and kotlin give each a heading and a Name/Value table (kotlin puts all values in one row, separated by
    commas, under the property's name on the wire), scala a line of allowed values, micronaut a heading that is nothing
    but the name.
    """
    found: dict[str, _OwnEnum] = {}
    for group in parts[1:]:
        match = re.match(r"^(enum:?\s+)?(.+)$", group.title, re.I)
        if match is None or not (match[1] or any(_is_values(block) for block in group.blocks)):
            continue
        members = [member for block in group.blocks for member in _values(block, match[2])]
        title = mend.name(match[2])
        rows = [row for block in group.blocks if isinstance(block, Table) for row in block.rows]
        own = _OwnEnum(_enum(members, _quoted(group)), title if _is_listed(title, rows) else None)
        found[_enum_key(match[2])] = own
        found.setdefault(mend.bare(match[2]), own)
    return found


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
    elif isinstance(block, Listing):
        yield from (value for value in map(_item_value, block.items) if value is not None)


def _literal(text: str) -> str:
    """A printed enum value: quotes, code marks and what a language makes a number with dropped."""
    text = text.strip().strip("`").strip().replace("\\_", "_")
    made = _MADE.fullmatch(text)
    if made:
        return made[1]
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    return text


def _item_value(item: Item) -> str | None:
    match = _ENUM_ITEM.search(html.unescape(item.text))
    return _literal(match[1]) if match else None


def _own_enum(parts: Sequence[Group]) -> tuple[Any, ...] | None:
    """The values of a document that is an enum: `## Enum` or `## Enum Variants`; None when it is none."""
    for group in parts[1:]:
        match = _ENUM_HEADING.match(group.title)
        if match is None or (match[1] and not match[1].lower().startswith("variants")):
            if group.title.lower() in _PROPERTIES:
                return None
            continue
        printed: list[str] = []
        for block in group.blocks:
            printed.extend(_values(block, parts[0].title))
        return _enum(printed, _quoted(group)).enum or ()
    return None


def _quoted(group: Group) -> bool:
    """Whether the values of an enum stand in quotes."""
    sources = (_MADE.sub("", _source(block)) for block in group.blocks)
    return any('"' in source or "'" in source for source in sources)


def _source(block: Block) -> str:
    if isinstance(block, Table):
        return html.unescape("".join(row.raw for row in block.rows))
    if isinstance(block, Listing):
        return html.unescape("".join(item.text for item in block.items))
    return ""


def _union(parts: Sequence[Group], dialect: Dialect) -> tuple[Schema, ...] | None:
    """The members of a union: ruby's fenced list, a `oneOf` row of julia, a list under a oneOf heading, rust's types
    where an enum has values."""
    for group in parts[1:]:
        if _ENUM_HEADING.match(group.title) and any(_is_variants(block) for block in group.blocks):
            rows = (row for block in group.blocks if isinstance(block, Table) for row in block.rows)
            return tuple(_member(mend.name(row.cells[0]), dialect) for row in rows if row.cells[0])
        if _ONE_OF.search(group.title.replace("_", " ")) and "discriminator" not in group.title:
            members = [*_fenced_members(group), *_listed_members(group)]
            following = parts[parts.index(group) + 1 :][:1]
            for example in following:
                members.extend(_fenced_members(example) if example.title.lower().startswith("example") else [])
            if members:
                return tuple(_member(name, dialect) for name in dict.fromkeys(members))
    for group in parts:
        for block in group.blocks:
            if isinstance(block, Table):
                for row in block.rows:
                    match = re.search(r"exactly one of the following types:\s*([^|]*)", row.raw)
                    match = match or re.search(r"(?:any|one) of the following types:\s*([^|]*)", row.raw)
                    if match:
                        return tuple(_member(name.strip(), dialect) for name in match[1].split(",") if name.strip())
    return None


def _is_variants(block: Block) -> bool:
    return isinstance(block, Table) and tables.titles(block) == ("name", "description")


def _is_any_of(parts: Sequence[Group]) -> bool:
    """Whether a value of a union may be several of its members at once."""
    return any(re.search(r"any(?: |-)?of", group.title.replace("_", " "), re.I) for group in parts[1:]) or any(
        "any of the following types:" in row.raw
        for group in parts
        for block in group.blocks
        if isinstance(block, Table)
        for row in block.rows
    )


def _fenced_members(group: Group) -> Iterator[str]:
    for block in group.blocks:
        if isinstance(block, Fence):
            yield from re.findall(r"^#\s+:'([^']+)',?\s*$", block.text, re.M)


def _listed_members(group: Group) -> Iterator[str]:
    for block in group.blocks:
        if isinstance(block, Listing):
            yield from (mend.name(item.text) for item in block.items)


def _member(name: str, dialect: Dialect) -> Schema:
    return read_type(name, dialect.types).schema


def _discriminator(parts: Sequence[Group]) -> str | None:
    for group in parts:
        for block in group.blocks:
            text = block.text if isinstance(block, Fence) else block.joined if isinstance(block, Text) else ""
            match = re.search(r"openapi_discriminator_name\s*# => :'([^']+)'", text)
            match = match or re.search(r"discriminator field is `([^`]+)`|`([^`]+)` discriminator property", text)
            if match:
                return match[match.lastindex or 0]
    return None


def _alias(parts: Sequence[Group], dialect: Dialect) -> Schema | None:
    """An alias: a property table with one nameless row that holds only a type, or rust-server's `## Type`."""
    for group in parts:
        for block in group.blocks:
            if isinstance(block, Text) and group.title == "Type":
                return read_type(block.joined, dialect.types).schema
            if isinstance(block, Table) and len(block.rows) == 1 and block.header:
                cells = tables.by_role(block.rows[0], tables.roles(block))
                if not mend.name(cells.get("name")) and cells.get("type"):
                    return read_type(cells.get("type"), dialect.types).schema
    return None
