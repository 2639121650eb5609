"""Types: the narrowest that agrees with all documents, and those that an SDK made up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from generator.problems import Location, Problem
from generator.spec.api import Schema
from generator.spec.facts import StatedDocument, StatedField
from generator.spec.merge.said import CHOICES
from generator.spec.spelling import plain


@CHOICES.rule("narrower-type")
def narrower(first: Schema, second: Schema) -> Schema | None:
    """Of two types of which one contains the other, the narrower is taken: a format over none, integer over number, an
    enum over a string, a model or a map over a bare object, anything over a type that a dialect prints in doubt. Types
    that exclude each other go by precedence."""
    if first == second or _is_any(second):
        return first
    if _is_any(first):
        return second
    if first.ref is not None or second.ref is not None:
        return _narrower_ref(first, second)
    if any((first.one_of, first.any_of, first.all_of, second.one_of, second.any_of, second.all_of)):
        return None
    return _narrower_inline(first, second)


def settle_type(
    said: Sequence[tuple[Schema, int, Location]], fact: str, differences: list[Problem]
) -> tuple[Schema, bool]:
    """The type that several documents state, and whether it is in doubt. Each is printed in no doubt (0), or in some
    (1) or more of it; one that is in more doubt than another adds to it at most a format or an enum. Of two in the same
    doubt that exclude each other, or of which one is but a name, that with values is taken."""
    best, doubt, place = min(said, key=lambda one: one[1])
    uncertain = bool(doubt)
    for schema, doubtful, at in sorted(said, key=lambda one: one[1]):
        narrow = narrower(best, schema)
        if doubtful > doubt:
            best, added = _refined(best, schema, narrow)
            uncertain = uncertain or added
        elif doubtful and (narrow is None or narrow.ref is not None):
            best = next((one for one in (best, schema) if one.enum), narrow or best)
        elif narrow is None:
            message = f"{fact}: type {describe(schema)} differs from {describe(best)}"
            differences.append(Problem("M02", at, message, taken=place))
        elif narrow != best:
            best, place = narrow, at
    return best, uncertain


def _refined(best: Schema, doubtful: Schema, narrow: Schema | None) -> tuple[Schema, bool]:
    """A type with the format and enum of one in doubt, and whether anything was added."""
    if narrow is not None and _same_base(best, narrow):
        return narrow, narrow != best and narrow.enum == best.enum
    if doubtful.enum and best.items is not None and best.items.enum is None and best.items.types:
        values = tuple(_as_type(value, best.items.types[0]) for value in doubtful.enum)
        return replace(best, items=replace(best.items, enum=values)), False
    if doubtful.enum and best.enum is None and best.types in (("string",), ("integer",)):
        return replace(best, enum=tuple(_as_type(value, best.types[0]) for value in doubtful.enum)), False
    return best, False


def _same_base(first: Schema, second: Schema) -> bool:
    if first.ref != second.ref or set(first.types) - {"null"} != set(second.types) - {"null"}:
        return False
    if first.items is not None and second.items is not None:
        return _same_base(first.items, second.items)
    if isinstance(first.additional, Schema) and isinstance(second.additional, Schema):
        return _same_base(first.additional, second.additional)
    return True


def _as_type(value: Any, kind: str) -> Any:
    """A value of an enum without quotes, as the type has it where it can be read so."""
    if kind == "string" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if kind == "integer" and isinstance(value, str) and re.fullmatch(r"-?\d{1,18}", value):
        return int(value)
    return value


def describe(schema: Schema) -> str:
    """A schema in a few words, for messages: `array of Session`, `string/date`."""
    if schema.ref is not None:
        return schema.ref
    if schema.items is not None:
        return f"array of {describe(schema.items)}"
    if isinstance(schema.additional, Schema):
        return f"map of {describe(schema.additional)}"
    name = " or ".join(schema.types) or "anything"
    name += f"/{schema.format}" if schema.format else ""
    return name + (f" {list(schema.enum)}" if schema.enum else "")


def _is_any(schema: Schema) -> bool:
    return schema == Schema()


def _narrower_ref(first: Schema, second: Schema) -> Schema | None:
    if first.ref == second.ref:
        return first
    if first.ref is not None and second.ref is not None:
        return None
    named, other = (first, second) if first.ref is not None else (second, first)
    bare = other.items is None and not isinstance(other.additional, Schema) and other.format is None
    return named if bare and set(other.types) <= {"object", "string", "null"} else None


def _narrower_inline(first: Schema, second: Schema) -> Schema | None:
    types = _narrower_types(set(first.types), set(second.types))
    if types is None:
        return None
    base, other = (first, second) if types == set(first.types) else (second, first)
    parts = (
        _either(
            first.format if types == set(first.types) else None,
            other.format if types == set(other.types) else None,
        ),
        _narrower_part(first.items, second.items),
        _narrower_additional(first.additional, second.additional),
        _either(first.enum, second.enum),
    )
    if any(part is _CLASH for part in parts):
        return None
    merged = replace(base, format=parts[0] or base.format, items=parts[1], additional=parts[2], enum=parts[3])
    if not merged.properties and other.properties:
        merged = replace(merged, properties=other.properties)
    return first if merged == first else second if merged == second else merged


_CLASH: Final[Any] = object()


def _narrower_types(first: set[str], second: set[str]) -> set[str] | None:
    if not first or not second:
        return first or second
    if first == second:
        return first
    if first - {"null"} == second - {"null"}:
        return first | second if first | second in (first, second) else None
    return next((one for one, other in ((first, second), (second, first)) if _covers(other, one)), None)


def _covers(wide: set[str], narrow: set[str]) -> bool:
    """Whether every value of some types is of others, null aside: whole numbers are numbers."""
    whole = {"integer"} if "number" in wide else set()
    return narrow - {"null"} <= wide | whole


def _either(first: Any, second: Any) -> Any:
    if first is None or second is None or first == second:
        return second if first is None else first
    return _CLASH


def _narrower_part(first: Schema | None, second: Schema | None) -> Any:
    if first is None or second is None:
        return second if first is None else first
    part = narrower(first, second)
    return _CLASH if part is None else part


def _narrower_additional(first: Schema | bool | None, second: Schema | bool | None) -> Any:
    if isinstance(first, Schema) and isinstance(second, Schema):
        return _narrower_part(first, second)
    if isinstance(first, Schema) or isinstance(second, Schema):
        return first if isinstance(first, Schema) else second
    return first if first is not None else second


@CHOICES.rule("own-enum")
def own_enums(documents: Sequence[StatedDocument]) -> list[StatedDocument]:
    """A type called like its property or parameter (`KindEnum` of `kind`, C's `sdk_model_KIND_e`) that no document
    describes is an enum which the SDK made a type of its own: a string. C's `kind_e` where `kind` is described is that
    model."""
    described = frozenset(plain(model.name) for document in documents for model in document.models)

    def settled(field: StatedField) -> StatedField:
        schema = field.schema.items if field.schema.types[:1] == ("array",) else field.schema
        printed = (schema and schema.ref) or ""
        if schema is None or plain(printed) in described:
            return field
        if printed.endswith("_e") and plain(printed[:-2]) in described:
            meant = replace(schema, ref=printed[:-2])
        elif _is_own_enum(printed, field.name):
            meant = replace(schema, ref=None, types=("string",))
        else:
            return field
        return replace(field, schema=meant if schema is field.schema else replace(field.schema, items=meant))

    return [
        replace(
            document,
            models=tuple(replace(one, fields=tuple(map(settled, one.fields))) for one in document.models),
            operations=tuple(
                replace(one, parameters=tuple(map(settled, one.parameters))) for one in document.operations
            ),
        )
        for document in documents
    ]


def _is_own_enum(printed: str, name: str) -> bool:
    bare, kind = plain(name), plain(printed)
    in_c = printed.endswith("_e") and kind[:-1].endswith(bare) and kind[:-1] != bare
    return kind == f"{bare}enum" or in_c
