"""Model documents: property tables, enums in all their layouts, unions, aliases -> stated models."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.docs.cells import mend, tables
from generator.docs.cells.types import read_type
from generator.docs.dialects import Dialect
from generator.docs.document import Document, Fence, Listing, Table, Text
from generator.docs.fields import field_name, field_rows, read_field
from generator.docs.groups import Group, groups
from generator.docs.models.enums import ENUM_HEADING, PROPERTIES, anchored, read_enum, with_anchor
from generator.docs.models.nested import ANY_NAME, read_nested_model
from generator.docs.models.unions import ONE_OF, read_union
from generator.problems import Location, Problem
from generator.spec.api import Schema
from generator.spec.facts import StatedField, StatedModel

_BOILERPLATE = re.compile(r"\[\[|<a |\[Back to|The class is defined in |This model is an? `(?:one|any)Of` wrapper")


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
    whole = read_nested_model(document, dialect, base)
    if whole is None and not _is_model(found):
        return ModelRead(None, ())
    whole = whole or read_union(found, dialect, base) or read_enum(found, base)
    return _object(found, document, dialect, base) if whole is None else ModelRead(whole, ())


def _object(parts: Sequence[Group], document: Document, dialect: Dialect, base: StatedModel) -> ModelRead:
    """A model with properties, or what such a document may stand for besides: an enum, an alias."""
    problems: list[Problem] = []
    fields = _fields(parts, document, dialect, problems)
    alias = _value(fields, base, document) if dialect.value_models else None
    if alias is None and not fields:
        alias = _alias(parts, dialect)
    if alias is None:
        return ModelRead(replace(base, fields=fields), tuple(problems))
    if fields and alias.enum:
        return ModelRead(replace(base, kind="enum", enum=alias.enum), tuple(problems))
    return ModelRead(replace(base, kind="alias", alias=alias), tuple(problems))


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
        group.title.lower() in PROPERTIES
        or ENUM_HEADING.match(group.title)
        or (group.title == "Type" and group.level == 2)
        or group.title.lower().startswith("class instance methods")
        or (ONE_OF.search(group.title.replace("_", " ")) and _has_members(group))
        or any(isinstance(block, Table) and _lists_fields(block, title) for block in group.blocks)
        for group in parts
    )


def _lists_fields(table: Table, title: str) -> bool:
    """Whether a table lists properties; where only its cells look like it, the title must be a name and no phrase."""
    return tables.kind_of(tables.titles(table) if " " in title else tables.roles(table)) == "fields"


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
    """The properties, with the values of enums that stand further down in the file. Two of one table may have one name:
    they differ on the wire in what the language of the dialect does to names (`kind`, `Kind`)."""
    enums = anchored(parts)
    # Two things that are so in parameters alone.
    dialect = replace(dialect, types=replace(dialect.types, map_of_map=False), silent_is_required=True)
    found: dict[tuple[str, str, str], StatedField] = {}
    for group in parts:
        above = {stated.name for stated in found.values()}
        is_properties = group.title.lower() in PROPERTIES
        blocks = [block for block in group.blocks if is_properties or not isinstance(block, Listing)]
        for cells in field_rows(blocks, document, problems):
            if field_name(cells).replace("_", " ") == ANY_NAME:
                continue
            stated = read_field(cells, document, dialect, problems)
            if stated is not None and stated.name not in above:
                full = with_anchor(_titled(stated) if dialect.titled else stated, enums)
                found.setdefault((stated.name, stated.type_text, stated.description), full)
        if found and is_properties:
            break
    return tuple(found.values())


def _titled(stated: StatedField) -> StatedField:
    """A property of whose schema the title is printed."""
    return replace(stated, title=stated.description, description="")


def _alias(parts: Sequence[Group], dialect: Dialect) -> Schema | None:
    """What the model stands for, as rust-server says it below `## Type`."""
    told = (block for group in parts if group.title == "Type" for block in group.blocks if isinstance(block, Text))
    return next((read_type(block.joined, dialect.types).schema for block in told), None)
