"""The type and the default of a parameter, a form field or a property."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from generator.spec.api import MISSING, Schema, json_type
from generator.spec.infer.book import Found, first, inference
from generator.spec.merge import Field
from generator.spec.spelling import word_set, words

_FORMATS: Final[dict[str, re.Pattern[str]]] = {
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "date-time": re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)"),
    "uuid": re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"),
}


@inference("type-from-default")
def type_from_default(field: Field) -> Found[Schema] | None:
    """A string, or any type that a dialect prints in doubt, is a boolean where the default is `true` or `false`."""
    said, schema = field.default, field.schema
    boolean = isinstance(said, bool) or (field.uncertain and str(said).lower() in ("true", "false"))
    plain_type = schema.types == ("string",) or (field.uncertain and schema.types in (("integer",), ("number",)))
    if boolean and plain_type and schema.format is None and not schema.enum:
        return Found(replace(schema, types=("boolean",)))
    return None


def _is_moment(field: Field) -> bool:
    return field.uncertain and _innermost(field.schema).format in ("date", "date-time")


def _innermost(schema: Schema) -> Schema:
    for part in (schema.items, schema.additional):
        if isinstance(part, Schema):
            return _innermost(part)
    return schema


def _formatted(schema: Schema, format_: str | None) -> Schema:
    """The schema with another format for its values."""
    if schema.items is not None:
        return replace(schema, items=_formatted(schema.items, format_))
    if isinstance(schema.additional, Schema):
        return replace(schema, additional=_formatted(schema.additional, format_))
    return replace(schema, format=format_)


@inference("date-from-example")
def date_from_example(field: Field) -> Found[Schema] | None:
    """In a language with one type for dates and for dates with a time, the value in a sample shows which it is; PHP's
    samples give every one a time, and show nothing."""
    date = re.fullmatch(r"\d{4}-\d\d-\d\d", field.example)
    return Found(_formatted(field.schema, "date")) if date and _is_moment(field) else None


@inference("array-from-example")
def array_from_example(field: Field) -> Found[Schema] | None:
    """Where the values of an enum are printed instead of its type, or a model or a file for a list of them, a list in a
    sample shows that it is an array."""
    schema = field.schema
    is_one = schema.enum is not None or schema.ref is not None or schema.format == "binary"
    listed = field.uncertain and field.example == "[" and is_one
    return Found(Schema(types=("array",), items=field.schema)) if listed else None


@inference("date-or-time")
def date_or_time(field: Field) -> Found[Schema] | None:
    """A dialect that has one type for dates and times does not tell which is meant. The name does when it ends in
    `date`, `day` or `on` (a date), in `time`, `timestamp` or `since`, or in `at` behind a verb that systems stamp
    (`created_at`: both a time). Otherwise it is text without a format, which takes either."""
    return Found(_formatted(field.schema, _moment(words(field.name))), guess=True) if _is_moment(field) else None


_STAMPED: Final = word_set("""
    created updated modified changed deleted expires expired started finished completed ended sent received accessed
    activated revoked issued published
    """)


def _moment(parts: Sequence[str]) -> str | None:
    """The format that the words of a name tell."""
    last, before = (parts or ("",))[-1].lower(), (parts[-2].lower() if len(parts) > 1 else "")
    if last in ("date", "day", "on", "birthday"):
        return "date"
    if last in ("time", "timestamp", "datetime", "since") or (last == "at" and before in _STAMPED):
        return "date-time"
    return None


@inference("number-or-text")
def number_or_text(field: Field) -> Found[Schema] | None:
    """A number that decimal text is printed alike (`BigDecimal`), in all the dialects that state it, is a number: so
    are nearly all."""
    return Found(field.schema) if field.may_be_text else None


@inference("type-in-doubt")
def type_in_doubt(field: Field) -> Found[Schema] | None:
    """The only dialect that states the type prints several types alike (`character`, `dict`): a guess."""
    return Found(field.schema, guess=True) if field.uncertain else None


def field_schema(field: Field) -> tuple[Schema, dict[str, Found[Any] | None], tuple[str, ...]]:
    """The schema of a field with its default, the rules behind it, and what is wrong with its default, in words."""
    order = (type_from_default, date_from_example, array_from_example, date_or_time, number_or_text, type_in_doubt)
    found = first(order, field) or Found(field.schema)
    schema = found.value
    default = typed_default(field.default, schema)
    wrong: tuple[str, ...] = ()
    if default is not MISSING and not _fits(default, schema):
        wrong = (f"{field.name}: the default {field.default!r} is no value of its type",)
        default = MISSING
    if field.nullable:
        schema = _nullable(schema)
    schema = replace(
        schema,
        default=default,
        title=field.title or schema.title,
        description=field.description,
        read_only=field.read_only,
        deprecated=field.deprecated or schema.deprecated,
    )
    return schema, {"schema": found}, wrong


def _nullable(schema: Schema) -> Schema:
    if schema.ref is not None:
        return Schema(any_of=(schema, Schema(types=("null",))))
    if not schema.types or "null" in schema.types:
        return schema
    enum = None if schema.enum is None else (*schema.enum, *(() if None in schema.enum else (None,)))
    return replace(schema, types=(*schema.types, "null"), enum=enum)


_NULL: Final = re.compile(r"\bnull(able)?\b(?!.(terminat|byte|char))", re.I)
_NOT_NULL: Final = re.compile(
    r"\b(not|never|non|no|cannot|\w+n['’]t|without|neither)\W+(\w+\W+){0,3}null|\bnull\W+(\w+\W+){0,3}(not|ignored)\b",
    re.I,
)


@inference("null-from-description")
def null_from_description(field: Field) -> Found[bool] | None:
    """A property whose description speaks of null as of a value of it (`otherwise null`, `null if unknown`) may be
    null, unless that is what the description denies (`never null`); few dialects have a type that says so."""
    speaks = _NULL.search(field.description) and not _NOT_NULL.search(field.description)
    return Found(True) if speaks and not field.nullable else None


def typed_default(value: Any, schema: Schema) -> Any:
    """A default that is printed as text, read as its type wants it; as it is when it cannot be read so."""
    if not isinstance(value, str):
        return value
    kinds = [kind for kind in schema.types if kind != "null"]
    if kinds in (["boolean"], ["integer"], ["number"], ["array"], ["object"]):
        try:
            return json.loads(value.strip().lower() if kinds == ["boolean"] else value.strip())
        except (ValueError, RecursionError):
            return value
    return value


def _fits(value: Any, schema: Schema) -> bool:
    """Whether a default is valid for the schema as far as can be seen without its references."""
    if schema.enum is not None and schema.items is None and value not in schema.enum:
        return False
    if schema.items is not None:
        return isinstance(value, list) and all(_fits(one, schema.items) for one in value)
    kinds = set(schema.types)
    kind = json_type(value)
    if kinds and kind not in kinds and not (kind == "integer" and "number" in kinds):
        return False
    pattern = _FORMATS.get(schema.format or "")
    return pattern is None or not isinstance(value, str) or pattern.fullmatch(value) is not None


def drop_default(schema: Schema, schemas: Mapping[str, Schema]) -> Schema:
    """The schema without a default that the model it refers to does not allow."""
    if schema.ref is None or schema.default is MISSING:
        return schema
    target = schemas.get(schema.ref, Schema())
    return schema if _fits(schema.default, target) else replace(schema, default=MISSING)
