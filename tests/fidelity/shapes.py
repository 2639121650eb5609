"""Schemas brought to a form in which two of them can be compared: names resolved, aliases opened, null left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.spec.api import Api, Property, Schema, json_type

from .verdicts import Outcome


@dataclass(frozen=True, slots=True)
class Shape:
    """`kind` is "any", "array", "map", "object" or the JSON types of a plain value (`integer|string`).

    `inner` is the shape of items or of additional properties, `name` the component that the schema refers to (letters
    and digits, lower case), `members` the properties of an object.
    """

    kind: str
    inner: Shape | None = None
    name: str = ""
    members: frozenset[str] = frozenset()

    def __str__(self) -> str:
        """As short as a type in a document."""
        label = self.name or self.kind
        return f"{label}<{self.inner}>" if self.inner else label


ANY = Shape("any")


def plain(name: str) -> str:
    """Letters and digits of a name, lower case: what every respelling keeps."""
    return re.sub(r"[\W_]+", "", name).lower()


def resolve(api: Api, schema: Schema) -> Schema:
    """The schema behind references, also behind an `allOf` of one (3.0 puts keywords beside it so) or one or null."""
    for _ in range(20):
        target = _only_ref(schema)
        if target is None or target not in api.schemas:
            return schema
        schema = api.schemas[target]
    return schema


def properties(api: Api, schema: Schema, depth: int = 0) -> Iterator[Property]:
    """The properties of an object with those of its `allOf` members; not those of a union's members.

    What one member requires is required, though another describes it too.
    """
    schema = resolve(api, schema)
    told = [prop for part in schema.all_of if depth < 10 for prop in properties(api, part, depth + 1)]
    told.extend(schema.properties)
    required = {prop.name for prop in told if prop.required}
    for prop in {prop.name: prop for prop in told}.values():
        yield replace(prop, required=prop.name in required)


def union(schema: Schema) -> tuple[Schema, ...]:
    """The members of a union, () when the schema is none."""
    return schema.one_of or schema.any_of


def shape(api: Api, schema: Schema | None, depth: int = 0) -> Shape:
    """The shape of a schema of an API."""
    if schema is None or depth > 8:
        return ANY
    name = plain(_only_ref(schema) or "")
    found = resolve(api, schema)
    members = frozenset(plain(prop.name) for prop in properties(api, found))
    types = tuple(kind for kind in found.types if kind != "null")
    if members or union(found) or (found.all_of and not types):
        return Shape("object", name=name, members=members)
    if types == ("array",):
        return Shape("array", shape(api, found.items, depth + 1))
    if types == ("object",):
        inner = found.additional if isinstance(found.additional, Schema) else None
        return Shape("map", shape(api, inner, depth + 1), name="" if inner else name)
    if not types and found.enum:
        types = tuple({json_type(value) for value in found.enum} - {"null"})
    return Shape("|".join(sorted(types)) or "any", name=name)


def compare(expected: Shape, got: Shape) -> Outcome:
    """RIGHT, WIDE (`got` allows all that `expected` does, and more) or WRONG."""
    if _same_name(expected, got):
        return Outcome.RIGHT
    if expected == got:
        return Outcome.RIGHT
    if expected.kind == "any" and got.kind == "any":
        return Outcome.RIGHT
    if got.kind == "any":
        return Outcome.WIDE
    if expected.kind == "object":
        return _compare_object(expected, got)
    if expected.kind != got.kind:
        return Outcome.WIDE if _includes(got.kind, expected.kind) else Outcome.WRONG
    if expected.kind in ("array", "map"):
        return compare(expected.inner or ANY, got.inner or ANY)
    return Outcome.RIGHT


def innermost(api: Api, schema: Schema | None) -> Schema | None:
    """The schema of the values in an array, an array of arrays or a map: the one that carries format and enum."""
    for _ in range(8):
        if schema is None:
            return None
        schema = resolve(api, schema)
        if schema.items is not None:
            schema = schema.items
        elif isinstance(schema.additional, Schema) and not schema.properties:
            schema = schema.additional
        else:
            return schema
    return schema


def _compare_object(expected: Shape, got: Shape) -> Outcome:
    if got.kind == "map":
        return Outcome.WIDE if (got.inner or ANY).kind == "any" else Outcome.WRONG
    if got.kind != "object":
        return Outcome.WRONG
    if not got.members:
        return Outcome.WIDE
    return Outcome.RIGHT if got.members == expected.members else Outcome.WRONG


def _same_name(expected: Shape, got: Shape) -> bool:
    return bool(expected.name) and got.name.removeprefix("model") == expected.name


def _includes(wide: str, narrow: str) -> bool:
    allowed = set(wide.split("|"))
    if "number" in allowed:
        allowed.add("integer")
    return set(narrow.split("|")) <= allowed


def _only_ref(schema: Schema) -> str | None:
    values = [one for one in union(schema) if one.types != ("null",)]
    if len(values) == 1 < len(union(schema)):
        return _only_ref(values[0])
    if schema.ref is None and len(schema.all_of) == 1 and not schema.properties:
        return schema.all_of[0].ref
    return schema.ref
