"""Schemas made simple: references followed, allOf flattened, one shape for what OpenAPI can say in several ways.

Pure functions over `Api.schemas`. What a flattened schema cannot keep is said beside it, in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from generator.spec.api import MISSING, NOWHERE, Property, Schema

ANY: Final = Schema()
NOTHING: Final = Schema(extra={"not": {}})
"""The schema `false`."""


def target(schema: Schema, schemas: Mapping[str, Schema]) -> Schema:
    """What `schema` refers to in the end, or itself; ANY for a reference to nothing or to itself."""
    seen = set()
    while schema.ref is not None:
        if schema.ref in seen or schema.ref not in schemas:
            return ANY
        seen.add(schema.ref)
        schema = schemas[schema.ref]
    return schema


MAX_PARTS: Final = 60
"""A chain of schemas that extend each other is followed no further than this."""


class Flattener:
    """Schemas without allOf. What a component contributes to others is worked out once."""

    def __init__(self, schemas: Mapping[str, Schema]) -> None:
        self._schemas = schemas
        self._bases: dict[str, Schema] = {}
        self._clashes: list[str] = []

    def flatten(self, schema: Schema, *, whole: bool = False) -> tuple[Schema, tuple[str, ...]]:
        """`schema` without allOf: its parts merged from first to last, its own keywords last; and what of them clashes.

        An allOf of one reference that says nothing more is that reference, unless the `whole` of it is asked for, and
        so is a reference beside which nothing stands. A part that leads back to the schema itself adds nothing.
        """
        if not schema.all_of and schema.ref is None:
            return schema, ()
        self._clashes = []
        bare = replace(schema, all_of=(), ref=None)
        parts = [part for part in schema.all_of if part.all_of or _counts(part)]
        parts += [Schema(ref=schema.ref)] if schema.ref is not None else []
        key = parts[0].ref if len(parts) == 1 else None
        if key is not None and not self._adds(bare, key) and not (whole and schema.all_of):
            return replace(bare, ref=key), ()
        return self._merged(schema, ()), tuple(self._clashes)

    def _adds(self, beside: Schema, key: str) -> bool:
        """Whether keywords beside a reference say more than what it refers to; many repeat its type."""
        types = set(target(Schema(ref=key), self._schemas).types)
        return is_telling(replace(beside, types=()) if types == set(beside.types) else beside)

    def _merged(self, schema: Schema, path: tuple[str, ...]) -> Schema:
        """All parts of `schema`; `path` are the components that led here."""
        merged = Schema()
        for part in schema.all_of:
            merged = merge(merged, self._part(part, path), self._clashes)
        if schema.ref is not None:
            merged = merge(merged, self._base(schema.ref, path), self._clashes)
        return merge(merged, replace(schema, all_of=(), ref=None), self._clashes)

    def _part(self, part: Schema, path: tuple[str, ...]) -> Schema:
        if len(path) > MAX_PARTS:
            return ANY
        return self._merged(part, (*path, "")) if part.all_of or part.ref is not None else part

    def _base(self, key: str, path: tuple[str, ...]) -> Schema:
        """What a component contributes: its own text and discriminator are its own affair."""
        if key in path or key not in self._schemas:
            return ANY
        if len(path) > MAX_PARTS:
            self._clashes.append(f"more than {MAX_PARTS} schemas that extend each other")
            return ANY
        found = self._bases.get(key)
        if found is None:
            inner = self._part(self._schemas[key], (*path, key))
            found = replace(inner, title=None, description="", discriminator=None, deprecated=False, evidence=NOWHERE)
            self._bases[key] = found
        return found


def is_nullable(schema: Schema) -> bool:
    """Whether `schema` says of itself that null is a value of it."""
    return "null" in schema.types or (schema.enum is not None and None in schema.enum)


def without_null_member(schema: Schema) -> Schema:
    """The object with fields that a schema is as one of two, the other being null: null is then among its types."""
    members = (*schema.one_of, *schema.any_of)
    told = [member for member in members if member.types != ("null",)]
    if len(members) != 2 or len(told) != 1 or is_telling(replace(schema, one_of=(), any_of=())):
        return schema
    if not told[0].properties or not is_class(told[0]):
        return schema
    about = schema.description or told[0].description
    return replace(told[0], types=("object", "null"), description=about, evidence=schema.evidence)


def is_telling(schema: Schema) -> bool:
    """Whether the schema restricts values at all; annotations (description, default, readOnly) do not."""
    return bool(
        set(schema.types) - {"null", "object"}
        or schema.enum is not None
        or schema.items
        or schema.properties
        or schema.additional is not None
        or schema.one_of
        or schema.any_of
        or schema.ref
        or schema.within
    )


def _counts(part: Schema) -> bool:
    """Whether a part of an allOf is more than words about the others."""
    return is_telling(part) or part.types == ("null",) or bool(part.extra.get("required"))


def is_class(schema: Schema) -> bool:
    """Whether a named schema is an object with fields, or an object of which nothing else is known; or null."""
    if schema.enum is not None or set(schema.types) - {"object", "null"}:
        return False
    if schema.properties:
        return True
    is_union = schema.one_of or schema.any_of
    return "object" in schema.types and not is_union and not others(schema)


def others(schema: Schema) -> tuple[Schema, ...]:
    """The schemas of properties that have no names of their own."""
    if schema.additional is True:
        return ()
    rest = (schema.additional,) if isinstance(schema.additional, Schema) else ()
    return (*schema.within.get("patternProperties", ()), *(rest or schema.within.get("unevaluatedProperties", ())))


def elements(schema: Schema) -> tuple[Schema, ...]:
    """The schemas of the items of an array: one for all of them, or first those of the first items."""
    rest = schema.items if schema.items != NOTHING else None
    return (*schema.within.get("prefixItems", ()), *([rest] if rest is not None else []))


def alternatives(schema: Schema) -> tuple[Schema, ...]:
    """The schemas that may hold beside one: members of unions, and what depends on a condition."""
    conditional = [part for key in ("then", "else", "dependentSchemas") for part in schema.within.get(key, ())]
    return (*schema.one_of, *schema.any_of, *conditional)


def is_open(schema: Schema) -> bool:
    """Whether an object schema allows fields beside those that it names."""
    return schema.additional not in (None, False) or bool(others(schema))


def required(schema: Schema) -> tuple[str, ...]:
    """What a schema requires beside the properties that it describes itself."""
    named = schema.extra.get("required", ())
    return tuple(named) if isinstance(named, list | tuple) else ()


def undescribed(schema: Schema, described: Iterable[Property]) -> Iterator[Property]:
    """Properties that are required and nowhere described: they can be sent. Many are slips, so none must be."""
    known = {prop.name for prop in described}
    if schema.additional is not False:
        kind = schema.additional if isinstance(schema.additional, Schema) else ANY
        yield from (Property(name=name, schema=kind) for name in required(schema) if name not in known)


def is_binary(schema: Schema) -> bool:
    """Whether a string schema is raw bytes: `format: binary`, or a media type without an encoding (3.1)."""
    has_media = "contentMediaType" in schema.extra and "contentEncoding" not in schema.extra
    is_json = "json" in str(schema.extra.get("contentMediaType", ""))
    return schema.format == "binary" or (has_media and not is_json)


def merge(first: Schema, second: Schema, clashes: list[str]) -> Schema:
    """Both schemas hold: the second one's word counts where both speak."""
    if (first.one_of or first.any_of) and (second.one_of or second.any_of):
        clashes.append("allOf of two unions, taken for the union of all their members")
    return replace(
        second,
        types=_types(first, second, clashes),
        format=second.format or first.format,
        title=second.title or first.title,
        description=second.description or first.description,
        default=first.default if second.default is MISSING else second.default,
        enum=_enum(first, second),
        items=second.items or first.items,
        properties=_properties(first.properties, second.properties, clashes),
        additional=first.additional if second.additional is None else second.additional,
        one_of=first.one_of + second.one_of,
        any_of=first.any_of + second.any_of,
        discriminator=second.discriminator or first.discriminator,
        read_only=first.read_only or second.read_only,
        write_only=first.write_only or second.write_only,
        deprecated=first.deprecated or second.deprecated,
        extra=_extra(first.extra, second.extra),
        within={
            key: first.within.get(key, ()) + second.within.get(key, ()) for key in {**first.within, **second.within}
        },
        evidence=first.evidence if second.evidence == NOWHERE else second.evidence,
    )


def _extra(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """The other keywords of both; what either requires is required."""
    lists = [told for told in (first.get("required"), second.get("required")) if isinstance(told, list | tuple)]
    required = list(dict.fromkeys(name for told in lists for name in told))
    return {**first, **second, **({"required": required} if required else {})}


def annotated(schema: Schema, schemas: Mapping[str, Schema]) -> Schema:
    """`schema` with what the parts of it, and what it refers to, say about its use; their words where it has none."""
    others = [part for part in schema.any_of if part.types != ("null",)]
    parts = [*schema.all_of, *(others if len(others) == 1 else [])]
    if not parts and schema.ref is None:
        return schema
    told = [schema, *(target(part, schemas) for part in (schema, *parts) if part.ref is not None)]
    inline = [schema, *(part for part in schema.all_of if part.ref is None)]
    return replace(
        schema,
        description=next((part.description for part in inline if part.description), ""),
        default=next((part.default for part in inline if part.default is not MISSING), MISSING),
        deprecated=any(part.deprecated for part in inline),
        read_only=any(part.read_only for part in (*told, *inline)),
        write_only=any(part.write_only for part in (*told, *inline)),
    )


def _types(first: Schema, second: Schema, clashes: list[str]) -> tuple[str, ...]:
    if not first.types or not second.types:
        return second.types or first.types
    both = tuple(kind for kind in second.types if kind in first.types)
    if "integer" in second.types and "number" in first.types:
        both = (*both, "integer")
    if not both and ("null",) in (first.types, second.types):
        return tuple(dict.fromkeys((*first.types, *second.types)))  # nothing is both: "or null" is what is meant
    if not both:
        clashes.append(f"allOf of {'/'.join(first.types)} and {'/'.join(second.types)}")
    return both or second.types


def _enum(first: Schema, second: Schema) -> tuple[object, ...] | None:
    if first.enum is None or second.enum is None:
        return second.enum if first.enum is None else first.enum
    return tuple(value for value in second.enum if value in first.enum) or second.enum


def _properties(first: tuple[Property, ...], second: tuple[Property, ...], clashes: list[str]) -> tuple[Property, ...]:
    """The properties of both, in the order in which they first appear."""
    merged = {prop.name: prop for prop in first}
    for prop in second:
        before = merged.get(prop.name)
        merged[prop.name] = prop if before is None else _property(before, prop, clashes)
    return tuple(merged.values())


def _property(before: Property, after: Property, clashes: list[str]) -> Property:
    required = before.required or after.required
    if not is_telling(after.schema):
        silent = after.schema
        schema = replace(before.schema, description=silent.description or before.schema.description)
        return Property(name=after.name, schema=schema, required=required)
    kinds = set(before.schema.types), set(after.schema.types)
    if all(kinds) and not kinds[0] & kinds[1] and kinds != ({"number"}, {"integer"}):
        clashes.append(f"property {after.name!r} is {'/'.join(kinds[0])} and {'/'.join(kinds[1])}")
    return replace(after, required=required)


def references(schema: Schema) -> Iterator[str]:
    """The names of the schemas that `schema` refers to, directly or in its parts."""
    pending = [schema]
    while pending:
        current = pending.pop()
        if current.ref is not None:
            yield current.ref
        pending.extend(prop.schema for prop in current.properties)
        pending.extend((*current.all_of, *current.one_of, *current.any_of))
        pending.extend(part for part in (current.items, current.additional) if isinstance(part, Schema))
        pending.extend(part for parts in current.within.values() for part in parts)


def reachable(start: Iterable[str], schemas: Mapping[str, Schema]) -> frozenset[str]:
    """The names of all schemas that can be reached from `start`, these included."""
    found: set[str] = set()
    pending = [name for name in start if name in schemas]
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending.extend(other for other in references(schemas[name]) if other in schemas)
    return frozenset(found)


def families(schemas: Mapping[str, Schema]) -> dict[str, tuple[str, ...]]:
    """Schemas with a discriminator and no union of their own -> those that extend them, by way of others too."""
    bases = {
        key
        for key, schema in schemas.items()
        if schema.discriminator and schema.properties and not schema.one_of and not schema.any_of
    }
    ancestors = {key: _ancestors(key, schemas) for key in schemas}
    found = {base: tuple(key for key in schemas if base in ancestors[key]) for base in schemas if base in bases}
    return {base: children for base, children in found.items() if children}


def _ancestors(key: str, schemas: Mapping[str, Schema]) -> frozenset[str]:
    found: set[str] = set()
    pending = [schemas[key]]
    while pending:
        schema = pending.pop()
        for part in schema.all_of:
            if part.ref in schemas and part.ref is not None and part.ref not in found and part.ref != key:
                found.add(part.ref)
                pending.append(schemas[part.ref])
            elif part.ref is None:
                pending.append(part)
    return frozenset(found)
