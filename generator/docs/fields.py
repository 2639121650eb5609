"""Rows of parameter and property tables -> stated fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from generator.docs.cells import mend, signs, tables, values
from generator.docs.cells.listed import listed_fields
from generator.docs.cells.notes import Notes, not_understood, read_notes
from generator.docs.cells.type_grammar import PrintedType
from generator.docs.cells.type_names import BOOLEAN, INTEGER, NUMBER, STRING
from generator.docs.cells.types import listed, read_type
from generator.docs.dialects import Dialect
from generator.docs.document import Block, Document, Listing, Table
from generator.problems import Location, Problem
from generator.spec.api import MISSING, Schema
from generator.spec.facts import StatedField


def field_rows(blocks: Iterable[Block], document: Document, problems: list[Problem]) -> Iterator[tables.Cells]:
    """The rows of every table of fields in a part, those that lost their header among them; without any table, the
    items of lists.

    Rows with more cells than columns are reported; see `tables.by_role` for how they are split again.
    """
    blocks = tuple(blocks)
    tables_here = [block for block in blocks if isinstance(block, Table)]
    if not tables_here:
        yield from (cells for block in blocks if isinstance(block, Listing) for cells in listed_fields(block))
    headed = [tables.roles(table) for table in tables_here if table.header]
    usual = next((named for named in headed if tables.kind_of(named) == "fields"), tables.FIELD_COLUMNS)
    for table in tables_here:
        named = tables.roles(table) if table.header else usual
        if tables.kind_of(named) != "fields":
            continue
        for row in table.rows:
            cells = tables.by_role(row, named)
            if cells.extra:
                where = Location(document.path, row.line, 1)
                message = f"{len(row.cells)} cells under {len(named)} columns: the rest is read as description"
                problems.append(Problem("D107", where, message, row.raw))
            yield cells


def read_field(
    cells: tables.Cells, document: Document, dialect: Dialect, problems: list[Problem]
) -> StatedField | None:
    """A row as a stated field; None (and a problem) when it has no name."""
    row_name = field_name(cells)
    name = dialect.unspell(row_name)
    if not name:
        if any(cells.by_role.values()):
            where = Location(document.path, cells.line, 1)
            problems.append(Problem("D108", where, "this row has no name", cells.raw))
        return None
    notes = _notes(cells)
    words = "" if dialect.schema_sections else not_understood(cells.get("notes"))
    if words:
        message = f"the note {words!r} is not understood"
        problems.append(Problem("D114", Location(document.path, cells.line, 1), message, cells.raw))
    printed = shown(_printed(cells, name, document, dialect, problems), notes.default or "")
    description, enum = _description(cells.get("description"), notes)
    schema = _with_enum(printed.schema, "" if _are_bounds(enum, printed.schema, notes.default) else enum)
    default = _default(notes.default, schema, name, dialect)
    in_doubt = _is_member(notes.default or "", default, schema, dialect) or _may_be_digits(printed.schema, schema)
    required = None if _is_foreign(cells, notes, document) else _required(notes, printed, cells, dialect)
    return StatedField(
        name=name,
        schema=schema,
        type_text=printed.text,
        at=Location(document.path, cells.line),
        required=required,
        nullable=printed.nullable or (printed.optional and required is True and schema.ref is None),
        default=default,
        description=description,
        read_only=notes.read_only,
        deprecated=notes.deprecated,
        schema_uncertain=printed.uncertain or in_doubt or split_in_doubt(schema),
        may_be_text=printed.may_be_text and schema.enum is None,
        wire=signs.exact(name, row_name),
        anchor=printed.anchor,
    )


def _printed(
    cells: tables.Cells, name: str, document: Document, dialect: Dialect, problems: list[Problem]
) -> PrintedType:
    """The type that a row prints; a problem where it is not understood."""
    cell = cells.get("type")
    printed = read_type(cell, dialect.types)
    if name != "body":  # which is always linked
        printed = listed(printed, cell, dialect.types)
    if not printed.understood:
        where = Location(document.path, cells.line, max(1, cells.raw.find(cell) + 1))
        message = f"the type {printed.text!r} is not understood; any type is assumed"
        problems.append(Problem("D109", where, message, cells.raw))
    return printed


def _notes(cells: tables.Cells) -> Notes:
    """What the notes of a row say, with the default that stands in a column of its own."""
    notes = read_notes(cells.get("notes") + " " + cells.get("required"))
    own = mend.name(cells.get("default"))
    return notes if not re.search(r"\w", own) or notes.default is not None else replace(notes, default=own)


def split_in_doubt(schema: Schema) -> bool:
    """Whether an enum has an empty value, so that its list was split at commas in doubt: one may belong to a value."""
    return "" in ((schema.items or schema).enum or ())


def shown(printed: PrintedType, value: str) -> PrintedType:
    """A number of which a default or a sample shows what its type does not tell: that it is a flag (`int` in C), or
    has a fraction (`int` in GDScript)."""
    if printed.schema.types not in (("integer",), ("number",)):
        return printed
    if value.lower() in ("true", "false"):
        return replace(printed, schema=BOOLEAN, uncertain=False)
    if printed.schema.types == ("integer",) and _FRACTION.fullmatch(value):
        return replace(printed, schema=NUMBER, uncertain=False)
    return printed


def _is_member(printed: str, default: Any, schema: Schema, dialect: Dialect) -> bool:
    """Whether a default is the name of a member of an enum (`.free` in Swift, `Free` in Rust 6), whose value may be
    spelled otherwise."""
    if schema.enum is not None or not isinstance(default, str | list):
        return False
    named = dialect.member_defaults and schema.types == ("string",) and _MEMBER.fullmatch(str(default)) is not None
    return named or values.is_member_access(printed)


def field_name(cells: tables.Cells) -> str:
    """The name that a row gives to its parameter or property."""
    return _VAR.sub(r"\1", mend.name(cells.get("name")))


def _default(printed: str | None, schema: Schema, name: str, dialect: Dialect) -> Any:
    """The default that the notes state.

    MISSING for a member of an enum (`Kind_Free`; of a type called like the property, `Free`) whose values nobody
    prints, and for the empty collection that a dialect prints where there is no default.
    """
    if printed is None:
        return MISSING
    value = values.parse_default(printed, schema)
    if value in ([], {}) and dialect.fills_collections:
        return MISSING
    if not isinstance(value, str) or schema.enum is not None:
        return value
    member = re.match(r"^([A-Z]\w{0,99}?)(?:Enum)?[._]{1,9}[A-Z]\w*$", value)
    own = member is not None and mend.bare(member[1]) == mend.bare(name)
    inline = value[:1].isupper() and mend.bare(schema.ref or "") == mend.bare(name)
    return MISSING if own or inline else value


_FOREIGN = re.compile(r"\s*[\[(][^\W\d_]+(?:[ -][^\W\d_]+)?[\])]")
_FRACTION = re.compile(r"-?\d*\.0*[1-9]\d*")
_MEMBER = re.compile(r"(?:[A-Z][a-z0-9]+)+")
_VAR = re.compile(r"^var\"(.+)\"$")
"""Julia's mark around names that are no identifiers."""


def _required(notes: Notes, printed: PrintedType, cells: tables.Cells, dialect: Dialect) -> bool | None:
    """Required, as the row tells: its notes, a type that means optional, or the silence of a column that would say."""
    if notes.required is not None:
        return notes.required
    said = _said(cells)
    if said is not None:
        return said
    if printed.optional:
        return not _told_by_type(cells)
    if printed.required:
        return True
    told = "notes" in cells.columns or "required" in cells.columns
    silent = dialect.signature_hides_optional and not cells.get("notes")
    return True if told and not silent and dialect.silent_is_required else None


def _is_foreign(cells: tables.Cells, notes: Notes, document: Document) -> bool:
    """Whether the notes begin with a word in brackets that nobody knows, which may mean optional in the language of a
    document that says so nowhere in a known one."""
    first = _FOREIGN.match(cells.get("notes")) if notes.required is None else None
    return first is not None and read_notes(first[0]) == Notes() and "[optional" not in document.text


def _said(cells: tables.Cells) -> bool | None:
    """What a column that is called Required says in a word or with a mark; a cell without either is one that is not
    ticked, unless there are notes that may tell."""
    text = mend.prose(cells.get("required")).strip("*_` \ufe0f").lower()
    unticked = not text and "required" in cells.columns and "notes" not in cells.columns
    return False if unticked else _SAID.get(text)


def _told_by_type(cells: tables.Cells) -> bool:
    """Whether a type may be all that tells optional: Rust's properties have notes for that, and null in their types."""
    return "notes" not in cells.columns or "required" in cells.columns


_SAID = MappingProxyType(
    dict.fromkeys(("required", "yes", "true", "y", *"✓✔☑✅"), True)
    | dict.fromkeys(("optional", "no", "false", "n", "-", *"✗✘☐❌"), False)
)
"""What stands in a column that is called Required, where it is no note in brackets."""

_INLINE_ENUM = re.compile(r"\(enum:\s*(.*)\)\s*$", re.I | re.S)


def _description(text: str, notes: Notes) -> tuple[str, str]:
    """The description and the printed enum; rust prints the enum at the end of the description."""
    match = _INLINE_ENUM.search(text) if text.rstrip().endswith(")") else None
    if match:
        return mend.prose(text[: match.start()]), match[1]
    return mend.prose(text), notes.enum


def _are_bounds(printed: str, schema: Schema, default: str | None) -> bool:
    """Whether the values of an enum are a number's minimum and maximum, which Swagger Codegen 3 prints alike
    (`[default to 25] [enum: 1, 100]`): at most two of them, neither of which is the default."""
    if not printed or default is None or schema.types not in (("integer",), ("number",)):
        return False
    members = [values.typed(value, schema) for value in values.parse_list(printed)]
    return len(members) <= 2 and values.parse_default(default, schema) not in (MISSING, *members)


def _may_be_digits(printed: Schema, schema: Schema) -> bool:
    """Whether the members of an enum are numbers, as which texts of digits are printed where the type is but a name."""
    return (printed.items or printed).ref is not None and (schema.items or schema).types == ("integer",)


def _with_enum(schema: Schema, printed: str) -> Schema:
    """A schema with the enum that the notes list; the items of an array have it."""
    if not printed:
        return schema
    items = schema.items if schema.types[:1] == ("array",) else None
    target = items or schema
    printed_members = values.parse_list(printed)
    if target.ref:
        whole = all(re.fullmatch(r"-?\d+", member) for member in printed_members)
        target = INTEGER if whole else STRING
    members = tuple(values.typed(value, target) for value in printed_members)
    filled = replace(target, enum=members)
    return replace(schema, items=filled) if items is not None else filled
