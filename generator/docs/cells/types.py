"""A type cell -> a schema: markup, links, and the lists of values that dialects print instead of a type."""

from __future__ import annotations

import html
import re
from dataclasses import replace

from generator.docs.cells import mend
from generator.docs.cells.type_grammar import ARRAYS, NotATypeError, PrintedType, parse_type, string_literals
from generator.docs.cells.type_names import ANY, BINARY, STRING, TypeNames
from generator.spec.api import Schema

_CODE_LIST = re.compile(r"^`[^`]*`(?:\s*,\s*`[^`]*`)+$")
_NAME_LIST = re.compile(r"^\[\s*\w+(?:\s*,\s*\w+)+\s*\]$")
_TS_VALUES = re.compile(r"\]\*\*Array<(.*)>\*\*\s*$", re.S)
_TS_WRAPPED = re.compile(r"^\[\*\*(.*?)\*\*\](?!\()", re.S)

_DOUBLED = re.compile(r"\s*\*\*(.+?)\*\*\s*\*\*\1\*\*\s*$")
"""How a plain type is printed that is a file (`**string****string**`)."""

_STARS = re.compile(r"(?:\\?\*){3,}")
"""What tools that lay out documents escape in such a type."""

_SCALARS = (("string",), ("integer",), ("number",), ("boolean",))


def read_type(cell: str, names: TypeNames) -> PrintedType:
    """Understand a type cell. Never raises: what it cannot parse is any type, `understood` False."""
    if len(cell) > 4000:
        return PrintedType(ANY, cell[:80], uncertain=True, understood=False)
    cell = _STARS.sub(lambda match: match[0].replace("\\", ""), cell)
    values = _listed_values(cell.strip(), names)
    if values:
        return PrintedType(replace(STRING, enum=values), cell, uncertain=True)
    wrapped = _TS_WRAPPED.match(cell.strip())
    unlinked = mend.unlink(wrapped[1] if wrapped else cell)
    text = _plain(unlinked.text)
    try:
        found = parse_type(_unboxed(text) if names.boxed else text, names, _target(unlinked.targets))
    except NotATypeError:
        return PrintedType(ANY, text, uncertain=True, understood=not text)
    anchors = [link[1:] for link in unlinked.targets if link.startswith("#") and len(link) > 1]
    return replace(
        found,
        schema=_marked(cell, found.schema, names),
        text=text,
        anchor=anchors[0] if anchors else None,
        uncertain=found.uncertain or names.lossy,
    )


def listed(printed: PrintedType, cell: str, names: TypeNames) -> PrintedType:
    """A type as that of the items of an array, where a dialect that prints no more links to it: a scalar
    (`[**string**](string.md)`), or a model without its pointer."""
    schema, target = printed.schema, _target(mend.unlink(cell).targets)
    if not names.lossy or not target or schema.types[:1] == ("array",) or isinstance(schema.additional, Schema):
        return printed
    scalar = schema.types[:1] in _SCALARS and printed.text == target
    if not scalar and (not names.pointer_is_one or printed.text.startswith("*")):
        return printed
    items = Schema(types=("array",), items=schema) if target.lower() in ARRAYS else schema
    return replace(printed, schema=Schema(types=("array",), items=items))


def _listed_values(cell: str, names: TypeNames) -> tuple[str, ...]:
    """The values of an enum that stand in the place of its type; names of types in brackets are none."""
    if _CODE_LIST.match(cell):
        return tuple(part.strip().strip("`") for part in cell.split(","))
    words = tuple(part.strip() for part in cell[1:-1].split(",")) if _NAME_LIST.match(cell) else ()
    return words if all(names.schema(word.lower()) is None for word in words) else ()


def _marked(cell: str, schema: Schema, names: TypeNames) -> Schema:
    """The schema that the markup around a printed type tells: an enum, a map, or a file."""
    if schema == STRING and _TS_WRAPPED.match(cell.strip()):
        schema = _listed_enum(cell) or schema
    if schema.items is not None and names.map_sign is not None and names.map_sign.search(cell):
        schema = Schema(types=("object",), additional=schema.items)
    if _DOUBLED.match(cell) and (schema.ref is not None or schema in (ANY, STRING)):
        schema = BINARY
    return schema


def _plain(text: str) -> str:
    r"""The type without markup: entities undone, bold and code gone, `\*` a pointer, a doubled type halved."""
    text = html.unescape(html.unescape(text)).replace("\\*", "\x00").replace("**", "").replace("`", "").strip()
    text = text.replace("\x00", "*").replace("\\_", "_").strip()
    text = re.sub(r"\\([\[\]<>{}|\\])", r"\1", text)
    half = len(text) // 2
    if text and len(text) % 2 == 0 and text[:half] == text[half:]:
        text = text[:half]
    return re.sub(r"\s+", " ", text)


def _unboxed(text: str) -> str:
    """A type without the brackets around all of it."""
    return text[1:-1] if text.startswith("[") and text.endswith("]") and not text.startswith("[]") else text


def _listed_enum(cell: str) -> Schema | None:
    """The enum behind a type in brackets, where TypeScript lists its values (`[**string**]**Array<'a' | 'b'>**`)."""
    values = _TS_VALUES.search(html.unescape(html.unescape(cell)))
    return None if values is None else string_literals(values[1])


def _target(targets: tuple[str, ...]) -> str:
    """The model that a link points to: the file's name without folder and extension; "" for other links."""
    for link in targets:
        match = re.search(r"(?<![^/#\\*])([^/#\\*]+)\**\.md(?:#.*)?$", link)
        if match:
            return match[1]
    return ""
