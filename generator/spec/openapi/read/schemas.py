"""Schemas of OpenAPI 3.0 and 3.1 documents -> Schema, in the terms of 3.1."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from generator.spec.api import EMPTY, MISSING, TYPES, Discriminator, Property, Schema, json_type
from generator.spec.openapi.cursor import EVIDENCE_KEY, Cursor, Reading, component_names, unique
from generator.spec.openapi.document import Pointer
from generator.spec.openapi.read.circles import circles, without
from generator.spec.openapi.write.schemas import schema_value

NULL: Final = Schema(types=("null",))

_MENDED: Final[dict[str, tuple[str, str | None]]] = {name: (name, None) for name in TYPES} | {
    "bool": ("boolean", None),
    "date": ("string", "date"),
    "date-time": ("string", "date-time"),
    "datetime": ("string", "date-time"),
    "double": ("number", "double"),
    "file": ("string", "binary"),
    "float": ("number", "float"),
    "int": ("integer", None),
    "int32": ("integer", "int32"),
    "int64": ("integer", "int64"),
    "long": ("integer", "int64"),
    "uuid": ("string", "uuid"),
}
"""What documents write as a type -> the type and format that they mean."""

_OWN_KEYS: Final = frozenset(
    "$ref $dynamicRef type format title description default enum const items properties required additionalProperties"
    " allOf oneOf anyOf discriminator readOnly writeOnly deprecated nullable $defs".split()
) | {EVIDENCE_KEY}
_BESIDE_REFERENCE: Final = frozenset(
    "$ref title description default nullable readOnly writeOnly deprecated example externalDocs".split()
)
_ONE_SCHEMA: Final = frozenset(
    "not if then else contains propertyNames unevaluatedItems unevaluatedProperties contentSchema".split()
)
_LIST_OF_SCHEMAS: Final = frozenset({"prefixItems"})
_MAP_OF_SCHEMAS: Final = frozenset({"patternProperties", "dependentSchemas"})
_DESCRIBING: Final = frozenset("prefixItems patternProperties then else dependentSchemas unevaluatedProperties".split())
"""Those of them that say what items and properties are."""

_KEYWORDS: Final = (
    _OWN_KEYS
    | _ONE_SCHEMA
    | _LIST_OF_SCHEMAS
    | _MAP_OF_SCHEMAS
    | frozenset(
        "$schema $id $anchor $dynamicAnchor $dynamicRef $vocabulary $comment $recursiveRef definitions id example"
        " examples externalDocs xml multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength"
        " pattern maxItems minItems uniqueItems maxContains minContains maxProperties minProperties dependentRequired"
        " contentEncoding contentMediaType".split()
    )
)
"""What OpenAPI and JSON Schema know; in a schema any other key may stand, too."""
_STRUCTURE: Final = frozenset("components schemas properties paths content schema responses".split())


class SchemaReader:
    """Reads schemas; references to them become names of components.

    A reference that points into something (`#/components/schemas/A/properties/b`) makes a component of what is there,
    named after the way to it (`A_b`); `components` gives those too. In 3.0 only annotations count beside a reference.
    """

    def __init__(self, reading: Reading, components: Cursor, is_3_0: bool) -> None:
        self._reading = reading
        self._is_3_0 = is_3_0
        self._declared = components
        self._names = component_names(reading.members(components))
        self._taken = set(self._names.values())
        self._lifted: dict[Pointer, str] = {}
        self._pending: list[tuple[str, Cursor]] = []

    def components(self) -> dict[str, Schema]:
        """Every schema of `components.schemas`, then those that references made; to be called last."""
        found: dict[str, Schema] = {}
        for key, name in self._names.items():
            at = self._declared.child(key)
            if key != name:
                self._reading.report("S15", at, f"component name {key!r} is not allowed: renamed to {name!r}")
            found[name] = self.schema(at)
        while self._pending:
            name, at = self._pending.pop(0)
            found[name] = self.schema(at)
        return self._without_circles(found)

    def schema(self, at: Cursor) -> Schema:
        """The schema at `at`. A boolean schema is `{}` or `{not: {}}`."""
        if at.value is True:
            return Schema()
        if at.value is False:
            return Schema(extra={"not": {}})
        if not isinstance(at.value, dict):
            self._reading.wrong(at, "a schema")
            return Schema()
        if not at.value:
            return Schema()
        if self._is_3_0 and "$ref" in at.value:
            at = self._bare_reference(at)
        schema = self._with_enum_of_items(self._fields(at), at)
        return with_null(schema) if self._reading.flag(at, "nullable") else schema

    def _bare_reference(self, at: Cursor) -> Cursor:
        ignored = [key for key in at.value if key not in _BESIDE_REFERENCE and not key.startswith("x-")]
        found = self._reading.find(str(at.value["$ref"])) if ignored else None
        same = found.value if found and isinstance(found.value, dict) else {}
        told = [key for key in ignored if key not in same or same[key] != at.value[key]]
        if told:
            self._reading.report("S15", at, f"{', '.join(told)} beside a $ref: OpenAPI 3.0 says to ignore that")
        return Cursor({key: value for key, value in at.value.items() if key not in ignored}, at.pointer)

    def _with_enum_of_items(self, schema: Schema, at: Cursor) -> Schema:
        """An array is never one of the texts or numbers that an enum beside it lists: its items are."""
        is_slip = schema.types == ("array",) and schema.enum and all(isinstance(one, str | int) for one in schema.enum)
        if not is_slip or (schema.items is not None and schema.items.enum is not None):
            return schema
        self._reading.report(
            "S15", at.child("enum"), "the 'enum' of an array lists no arrays: read as that of its items"
        )
        return replace(schema, enum=None, items=replace(schema.items or Schema(), enum=schema.enum))

    def _fields(self, at: Cursor) -> Schema:
        reading, value = self._reading, at.value
        extra, within = self._extra(at) if value.keys() - _OWN_KEYS or "required" in value else (EMPTY, EMPTY)
        return Schema(
            ref=self._reference(at) if "$ref" in value or "$dynamicRef" in value else None,
            types=self._types(at) if "type" in value else (),
            format=self._format(at),
            title=reading.optional_text(at, "title"),
            description=reading.text(at, "description"),
            default=value.get("default", MISSING),
            enum=self._enum(at),
            items=self._items(at) if value.get("items") is not None else None,
            properties=self._properties(at) if "properties" in value else (),
            additional=self._additional(at) if "additionalProperties" in value else None,
            all_of=self._members(at, "allOf"),
            one_of=self._members(at, "oneOf"),
            any_of=self._members(at, "anyOf"),
            discriminator=(
                self._discriminator(at.child("discriminator")) if value.get("discriminator") is not None else None
            ),
            read_only=reading.flag(at, "readOnly"),
            write_only=reading.flag(at, "writeOnly"),
            deprecated=reading.flag(at, "deprecated"),
            extra=extra,
            within=within,
            evidence=reading.evidence(at),
        )

    def _types(self, at: Cursor) -> tuple[str, ...]:
        raw = at.value["type"]
        known: dict[str, None] = {}
        for name in raw if isinstance(raw, list) else [raw]:
            if name in TYPES:
                known[name] = None
                continue
            word = "null" if name is None else _MENDED.get(str(name).lower(), (None, None))[0]
            if name is not None:
                self._reading.report("S15", at.child("type"), f"unknown type {name!r}: read as {word or 'any'} type")
            if word is None:
                return ()
            known[word] = None
        return tuple(known)

    def _format(self, at: Cursor) -> str | None:
        """The format; of a type that is none of JSON Schema's (`type: date`), the one that it means."""
        implied = _MENDED.get(str(at.value.get("type")).lower(), (None, None))[1]
        return self._reading.optional_text(at, "format") or implied

    def _enum(self, at: Cursor) -> tuple[Any, ...] | None:
        if "const" in at.value:
            return (at.value["const"],)
        if at.value.get("enum") is None:
            return None
        stated = tuple(item.value for item in self._reading.items(at, "enum"))
        raw = at.value.get("type")
        kinds = [kind for kind in (raw if isinstance(raw, list) else [raw]) if kind not in ("null", None)]
        values = tuple(_as_type(value, kinds[0]) for value in stated) if len(kinds) == 1 else stated
        if values != stated or list(map(type, values)) != list(map(type, stated)):
            message = f"values of 'enum' are of another type than {kinds[0]!r}: read as of that type"
            self._reading.report("S15", at.child("enum"), message)
        told = [value for value in values if value is not None]
        if told and len(kinds) == 1 and not any(_may_be(value, kinds[0]) for value in told):
            message = f"no value of 'enum' is of type {kinds[0]!r}, none could be sent: left out"
            self._reading.report("S15", at.child("enum"), message)
            return None
        return values

    def _properties(self, at: Cursor) -> tuple[Property, ...]:
        required = self._required(at)
        return tuple(
            Property(name=name, schema=self.schema(child), required=name in required)
            for name, child in self._reading.mapping(at, "properties")
        )

    def _required(self, at: Cursor) -> frozenset[str]:
        raw = at.value.get("required")
        return frozenset(name for name in raw if isinstance(name, str)) if isinstance(raw, list) else frozenset()

    def _items(self, at: Cursor) -> Schema | None:
        child = at.child("items")
        return None if isinstance(child.value, list) else self.schema(child)

    def _additional(self, at: Cursor) -> Schema | bool | None:
        child = at.child("additionalProperties")
        if child.value is None or isinstance(child.value, bool):
            return child.value
        return self.schema(child)

    def _members(self, at: Cursor, key: str) -> tuple[Schema, ...]:
        if key not in at.value:
            return ()
        return tuple(self.schema(item) for item in self._reading.items(at, key))

    def _discriminator(self, at: Cursor) -> Discriminator | None:
        if isinstance(at.value, str) and at.value:  # as Swagger 2.0 writes it
            return Discriminator(property_name=at.value)
        if not self._reading.is_mapping(at):
            return None
        if not self._reading.text(at, "propertyName"):
            self._reading.report("S14", at, "the discriminator has no propertyName: left out")
            return None
        mapping = {}
        for value, child in self._reading.mapping(at, "mapping"):
            name = self._mapped_name(child)
            if name is not None:
                mapping[value] = name
        return Discriminator(property_name=self._reading.text(at, "propertyName"), mapping=mapping or EMPTY)

    def _mapped_name(self, at: Cursor) -> str | None:
        """A discriminator maps to a reference or to the bare name of a component; without it values still tell."""
        if not isinstance(at.value, str):
            self._reading.wrong(at, "the name of a schema")
            return None
        if at.value in self._names:
            return self._names[at.value]
        if self._reading.find(at.value) is not None:
            return self._name_of(at.value, at)
        last = re.split("[/#]", at.value)[-1]
        name = self._names.get(last) or self._names.get(re.sub(r"\.(ya?ml|json)$", "", last))
        done = f"read as schema {name!r}" if name else "left out"
        self._reading.report("S15", at, f"the discriminator maps to {at.value!r}, which is not there: {done}")
        return name

    def _extra(self, at: Cursor) -> tuple[Mapping[str, Any], Mapping[str, tuple[Schema, ...]]]:
        """The keywords that no field is for, and the schemas in those of them that describe items or properties."""
        extra: dict[str, Any] = {}
        within: dict[str, tuple[Schema, ...]] = {}
        self._reading.unknown(at, _KEYWORDS, only_near=True)
        for key in at.value:
            if key not in _OWN_KEYS:
                extra[key], within[key] = self._keyword(key, at.child(key))
        self._bound(extra, "minimum", "exclusiveMinimum")
        self._bound(extra, "maximum", "exclusiveMaximum")
        leftover = self._undescribed(at) if "required" in at.value else []
        if leftover:
            extra["required"] = leftover
        if isinstance(at.value.get("items"), list):  # as JSON Schema wrote it before 2020-12
            extra["prefixItems"], within["prefixItems"] = self._keyword("prefixItems", at.child("items"))
        told = {key: parts for key, parts in within.items() if key in _DESCRIBING and parts}
        return extra or EMPTY, told or EMPTY

    def _keyword(self, key: str, at: Cursor) -> tuple[Any, tuple[Schema, ...]]:
        """The value of a keyword that no field is for, and the schemas in it; `true` and `false` describe nothing."""
        if key in _ONE_SCHEMA:
            found = {"": self.schema(at)}
        elif key in _LIST_OF_SCHEMAS and isinstance(at.value, list):
            found = {str(index): self.schema(at.child(index)) for index in range(len(at.value))}
        elif key in _MAP_OF_SCHEMAS and isinstance(at.value, dict):
            found = {name: self.schema(at.child(name)) for name in at.value}
        else:
            return at.value, ()
        values = {name: schema_value(schema) for name, schema in found.items()}
        value = values[""] if key in _ONE_SCHEMA else values if key in _MAP_OF_SCHEMAS else list(values.values())
        return value, () if isinstance(at.value, bool) else tuple(found.values())

    def _undescribed(self, at: Cursor) -> list[str]:
        """Required properties that `properties` does not describe (other parts of an allOf often do)."""
        if isinstance(at.value["required"], bool):  # as draft 3 marked a property
            self._reading.report("S15", at.child("required"), "'required' must be a list of names: ignored")
            return []
        properties = at.value.get("properties")
        described = properties if isinstance(properties, dict) else {}
        return [name for name in dict.fromkeys(self._reading.texts(at, "required")) if name not in described]

    def _bound(self, extra: dict[str, Any], limit: str, exclusive: str) -> None:
        """In 3.0 `exclusiveMinimum` is a truth value about `minimum`, in 3.1 it is the limit."""
        flag = extra.get(exclusive)
        if isinstance(flag, bool):
            del extra[exclusive]
            if flag and limit in extra:
                extra[exclusive] = extra.pop(limit)

    def _reference(self, at: Cursor) -> str | None:
        """The component that a schema refers to. The dynamic scope of a `$dynamicRef` is not followed: its anchor in
        the same component counts, as where nobody overrides it."""
        key = "$ref" if "$ref" in at.value else "$dynamicRef"
        reference = at.value[key]
        if not isinstance(reference, str):
            self._reading.wrong(at.child(key), "text")
            return None
        return self._name_of(reference, at)

    def _name_of(self, reference: str, at: Cursor) -> str | None:
        """The component that a reference to a schema names; what it points into becomes one."""
        seen: set[Pointer] = set()
        found = self._reading.lookup(reference, at)
        while found is not None and not self._is_component(found.pointer):
            if found.pointer in seen:
                self._reading.report("S22", at, f"{reference!r} refers to itself")
                return None
            seen.add(found.pointer)
            if not self._can_be_schema(found):
                self._reading.report("S23", at, f"{reference!r} does not refer to a schema")
                return None
            if not (isinstance(found.value, dict) and found.value.keys() == {"$ref"}):
                return self._lift(found)
            if not isinstance(found.value["$ref"], str):
                return None
            found = self._reading.lookup(found.value["$ref"], found)
        return self._names[str(found.pointer[2])] if found is not None else None

    def _is_component(self, pointer: Pointer) -> bool:
        return len(pointer) == 3 and pointer[:2] == ("components", "schemas")

    def _can_be_schema(self, at: Cursor) -> bool:
        in_component = len(at.pointer) > 3 if at.pointer[:1] == ("components",) else len(at.pointer) > 1
        return in_component and isinstance(at.value, dict | bool)

    def _lift(self, at: Cursor) -> str:
        if at.pointer not in self._lifted:
            words = [str(step) for step in at.pointer if step not in _STRUCTURE]
            name = re.sub(r"[^A-Za-z0-9]+", "_", "_".join(words)).strip("_") or "Schema"
            self._lifted[at.pointer] = unique(name, self._taken)
            self._pending.append((self._lifted[at.pointer], at))
        return self._lifted[at.pointer]

    def _without_circles(self, schemas: dict[str, Schema]) -> dict[str, Schema]:
        """Cut references and allOf parts that lead back to where they came from: they say nothing about a value."""
        keys = {name: key for key, name in self._names.items()}
        for name, target in circles(schemas):
            place: Pointer = ("components", "schemas", keys.get(name, name))
            others = "itself" if name == target else f"{target!r}, which is defined by it"
            self._reading.report("S22", place, f"schema {name!r} is defined by {others}: that part is left out")
            schemas[name] = without(schemas[name], target)
        return schemas


def _as_type(value: Any, kind: Any) -> Any:
    """A value of an enum as the type beside it says it is: YAML and its writers lose and add quotes (`[1, 2]` of type
    string). What cannot be of the type stays as it is."""
    if kind == "string" and isinstance(value, bool | int | float):
        return str(value).lower() if isinstance(value, bool) else str(value)
    if kind in ("integer", "number", "boolean") and isinstance(value, str):
        try:
            read = json.loads(value, parse_constant=str)
        except (ValueError, RecursionError):
            return value
        fitting = {"integer": ("integer",), "number": ("integer", "number"), "boolean": ("boolean",)}[kind]
        return read if json_type(read) in fitting else value
    return value


def _may_be(value: Any, kind: Any) -> bool:
    """Whether a value of an enum may be of the type beside it, as far as that is a plain one."""
    plain = {"integer": ("integer", "number"), "number": ("integer", "number"), "boolean": ("boolean",)}
    return json_type(value) in plain.get(str(kind), TYPES)


def with_null(schema: Schema) -> Schema:
    """The schema that allows null besides, as 3.1 says what `nullable: true` said in 3.0."""
    if schema.types and "null" not in schema.types:
        schema = replace(schema, types=(*schema.types, "null"))
    if schema.enum is not None and None not in schema.enum:
        schema = replace(schema, enum=(*schema.enum, None))
    if schema.one_of and NULL not in schema.one_of:
        schema = replace(schema, one_of=(*schema.one_of, NULL))
    if schema.any_of and NULL not in schema.any_of:
        schema = replace(schema, any_of=(*schema.any_of, NULL))
    if schema.any_of or not (schema.ref or schema.all_of):
        return schema
    parts = (Schema(ref=schema.ref), *schema.all_of) if schema.ref else schema.all_of
    whole = parts[0] if len(parts) == 1 else Schema(all_of=parts)
    return replace(schema, ref=None, all_of=(), any_of=(whole, NULL))
