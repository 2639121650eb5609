"""Schemas -> Python types, and the classes and aliases that these name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from generator.client import layout, names, schemas
from generator.client.declarations import Alias, Declaration, Field, Model, without_circles
from generator.client.notes import Note, place
from generator.client.types import (
    ANY,
    BYTES,
    FILE,
    NONE,
    STR,
    DictOf,
    ListOf,
    Named,
    Plain,
    Type,
    certain,
    doubted,
    is_text_enum,
    optional,
    parts,
    union,
)
from generator.spec.api import Api, Property, Schema, json_type

MAX_DEPTH: Final = 60
"""Schemas nested deeper than this are Any."""

LONG: Final = 60
"""An enum written in more characters than this gets a name of its own."""

_FORMATS: Final[Mapping[str, str]] = {
    "date-time": "dt.datetime",
    "date": "dt.date",
    "time": "dt.time",
    "uuid": "uuid.UUID",
    "byte": "bytes",
    "base64": "bytes",
    "decimal": "decimal.Decimal",
}
_SCALARS: Final[Mapping[str, Plain]] = {
    "integer": Plain("int"),
    "number": Plain("float"),
    "boolean": Plain("bool"),
    "null": NONE,
}

MODULE_NAMES: Final = frozenset(
    "Any Iterator Literal Mapping Sequence TYPE_CHECKING TypeAlias Unpack annotations".split()
)
"""Names of a module of models that no class may take."""

ATTRIBUTES: Final = frozenset(
    "to_dict from_dict is_set replace self cls str int float bool bytes list dict dt rt uuid decimal".split()
)
"""Names that no field may take: methods of models, and what annotations in a class body mean."""


@dataclass
class Types:
    """The types of one API. Asking for the type of an inline object declares a class for it.

    `declarations` are complete after `finish`, in the order of the API's schemas, then of first use.
    """

    api: Api
    declarations: dict[str, Declaration] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def __post_init__(self) -> None:
        plain = {key: schemas.without_null_member(schema) for key, schema in self.api.schemas.items()}
        self.api = replace(self.api, schemas=plain)
        self._flattener = schemas.Flattener(self.api.schemas)
        self._children = schemas.families(self.api.schemas)
        self._extensions = frozenset(child for children in self._children.values() for child in children)
        self._uploads = schemas.reachable(_upload_references(self.api), self.api.schemas)
        self._nullable = frozenset(key for key, schema in self.api.schemas.items() if self._is_nullable(schema))
        self._named = self._component_names()
        self._taken = {*self._named.values(), *MODULE_NAMES}
        self._base_names = {key: self._fresh(f"{self._named[key]}Base") for key in self._children}
        self._order: list[str] = []
        for key in self.api.schemas:
            self._component(key)

    def _component_names(self) -> dict[str, str]:
        """Key of a schema -> the name of its class or alias."""
        wanted = [names.pascal(key, "Model") for key in self.api.schemas]
        chosen = names.unique(wanted, MODULE_NAMES, separator="")
        for (key, schema), name, want in zip(self.api.schemas.items(), chosen, wanted, strict=True):
            if name != want:
                self._note("R08", f"schema {key!r} is called {name}, since {want} is taken", schema)
        return dict(zip(self.api.schemas, chosen, strict=True))

    def finish(self) -> tuple[Declaration, ...]:
        """Every declaration, none of them defined by itself."""
        self.declarations, cut = without_circles(self.declarations)
        for name in cut:
            schema = self.api.schemas.get(self.declarations[name].key, schemas.ANY)
            self._note("R02", f"{name} is defined by itself: any value", schema)
        return tuple(self.declarations[name] for name in self._order)

    def resolved(self, kind: Type) -> Type:
        """`kind`, or what it is an alias of in the end."""
        seen: set[str] = set()
        kind = certain(kind)
        while isinstance(kind, Named) and kind.name not in seen:
            seen.add(kind.name)
            found = self.declarations.get(kind.name)
            if not isinstance(found, Alias):
                break
            kind = certain(found.kind)
        return kind

    def model(self, kind: Type) -> Model | None:
        """The class that `kind` is, through aliases; None when it is something else."""
        end = self.resolved(kind)
        found = self.declarations.get(end.name) if isinstance(end, Named) else None
        return found if isinstance(found, Model) else None

    def of(self, schema: Schema | None, name: str, *, upload: bool = False, closed: bool = False) -> Type:
        """The type of `schema`; `name` (in pascal case) is for the class that an inline object needs.

        `upload`: in a multipart body, where binary strings are files. `closed`: enums that can be sent only.
        """
        if schema is None:
            return ANY
        return self._of(schema, name, _Context(upload=upload, closed=closed))

    # -- one schema ---------------------------------------------------------------------------------------------

    def _of(self, schema: Schema, name: str, context: _Context) -> Type:
        if context.depth > MAX_DEPTH:
            self._note("R02", f"{name[:80]} is nested too deeply: any value", schema)
            return ANY
        context = replace(context, depth=context.depth + 1)
        return doubted(self._told(self._flat(schema, name), name, context), schema.evidence)

    def _told(self, schema: Schema, name: str, context: _Context) -> Type:
        if schema.ref is not None:
            return self._reference(schema, schema.ref)
        if schema.enum is not None:
            return self._enum(schema, name, context)
        if (schema.one_of or schema.any_of) and not schema.properties:
            return self._union(schema, name, context)
        kinds = schema.types or _implied(schema)
        return union([self._single(schema, kind, name, context) for kind in kinds])

    def _flat(self, schema: Schema, name: str, *, whole: bool = False) -> Schema:
        flat, clashes = self._flattener.flatten(schema, whole=whole)
        for clash in clashes:
            self._note("R01", f"{name}: {clash}; the last one is used", schema)
        return flat

    def _reference(self, schema: Schema, key: str) -> Type:
        if key not in self._named:
            self._note("R09", f"there is no schema {key!r}: any value", schema)
            return ANY
        kind: Type = Named(self._named[key])
        return optional(kind) if schemas.is_nullable(schema) or key in self._nullable else kind

    def _is_nullable(self, schema: Schema) -> bool:
        """Whether a named schema is a class or null: the class has its name, and null stands where it is used."""
        flat, _ = self._flattener.flatten(schema) if "null" in schema.types else (schema, ())
        return flat.ref is None and schemas.is_nullable(flat) and schemas.is_class(flat)

    def _enum(self, schema: Schema, name: str, context: _Context) -> Type:
        values = schema.enum or ()
        told = [value for value in _distinct(values) if value is not None]
        nullable = (NONE,) if None in values or "null" in schema.types else ()
        if values and not told:
            return NONE
        is_choice = told and all(isinstance(value, str | int) for value in told)
        kind = self._choice if is_choice else self._unchecked
        return union([kind(schema, told, name, context), *nullable])

    def _choice(self, schema: Schema, values: Sequence[str | int], name: str, context: _Context) -> Type:
        """One of `values`; of texts others may come, too, but not be sent."""
        choice = Plain(f"Literal[{', '.join(map(layout.literal, values))}]")
        is_text = all(isinstance(value, str) for value in values)
        received = union([choice, STR]) if is_text else choice
        if len(choice.text) > LONG and len(values) > 1 and not context.component:
            return self._hoist(schema, name, received)
        return choice if context.closed else received

    def _unchecked(self, schema: Schema, values: Sequence[Any], name: str, context: _Context) -> Type:
        """An enum of what no Literal can have: the type of its values."""
        if values:
            self._note("R05", f"{name}: an enum of {layout.literal(list(values))[:200]} is not checked", schema)
        return self._of(replace(schema, enum=None, types=schema.types or _types_of(values)), name, context)

    def _union(self, schema: Schema, name: str, context: _Context) -> Type:
        members = [*schema.one_of, *schema.any_of]
        told = [member for member in members if member.types != ("null",)]
        inner = replace(context, component=False)
        title = [f"{name}{names.pascal(member.title or f'Option{n}')}" for n, member in enumerate(told, 1)]
        kinds = [self._of(member, title[n] if len(told) > 1 else name, inner) for n, member in enumerate(told)]
        nullable = (NONE,) if len(told) < len(members) or "null" in schema.types else ()
        kind = union(kinds)
        if STR in kinds:  # any text will do: an enum beside it would be taken for all that can be sent
            kind = union([part for part in parts(kind) if not is_text_enum(part)])
        if schema.discriminator and len(parts(kind)) > 1 and not context.component:
            kind = self._hoist(schema, name, kind)
        return union([kind, *nullable])

    def _single(self, schema: Schema, kind: str, name: str, context: _Context) -> Type:
        if kind == "string":
            return _string(schema, context.upload)
        if kind == "array":
            return ListOf(self._any_of(schemas.elements(schema), f"{name}Item", context))
        if kind == "object":
            return self._object(schema, name, context)
        return _SCALARS.get(kind, ANY)

    def _object(self, schema: Schema, name: str, context: _Context) -> Type:
        if schema.properties:
            return self._inline(schema, name, context)
        return DictOf(self._any_of(schemas.others(schema), f"{name}Value", context))

    def _any_of(self, kinds: Sequence[Schema], name: str, context: _Context) -> Type:
        """The type of what is of one of several schemas."""
        inner = replace(context, component=False)
        return union([self._of(kind, name, inner) for kind in kinds])

    def _inline(self, schema: Schema, name: str, context: _Context) -> Named:
        chosen = self._fresh(name)
        self._order.append(chosen)
        self.declarations[chosen] = self._model(schema, chosen, chosen, context)
        return Named(chosen)

    def _hoist(self, schema: Schema, name: str, kind: Type) -> Named:
        """A name for a type that is too long to be written where it is used, or has a discriminator."""
        chosen = self._fresh(name)
        self._order.append(chosen)
        self.declarations[chosen] = self._alias(schema, chosen, chosen, kind)
        return Named(chosen)

    # -- declarations -------------------------------------------------------------------------------------------

    def _component(self, key: str) -> None:
        """Declare the schema `key`: a class for an object with fields or of which nothing is known, else an alias."""
        name, context = self._named[key], _Context(upload=key in self._uploads, component=True)
        self._order.append(name)
        schema = self._flat(self.api.schemas[key], name, whole=key in self._extensions)
        if key in self._children:
            self._family(key, schema, context)
        elif schema.ref is None and schemas.is_class(schema):
            self.declarations[name] = self._model(schema, name, key, context)
        else:
            kind = self._of(schema, name, context)
            self.declarations[name] = self._alias(schema, name, key, kind)

    def _family(self, key: str, schema: Schema, context: _Context) -> None:
        """A schema with a discriminator that others extend is a union of these, and of itself for unknown kinds."""
        base = self._base_names[key]
        self._order.append(base)
        self.declarations[base] = self._model(schema, base, key, context)
        told = schema.discriminator.mapping if schema.discriminator else {}
        classes = {child: self._class_of(child) for child in self._children[key]}
        implied = {child: name for child, name in classes.items() if child not in told.values() and child not in told}
        mapping = {value: self._class_of(child) for value, child in told.items() if child in self._named}
        kind = union([*map(Named, classes.values()), Named(base)])
        alias = self._alias(schema, self._named[key], key, kind)
        self.declarations[alias.name] = replace(alias, mapping={**mapping, **implied})

    def _class_of(self, key: str) -> str:
        return self._base_names.get(key) or self._named[key]

    def _model(self, schema: Schema, name: str, key: str, context: _Context) -> Model:
        described = self._properties(schema, name)
        properties = (*described, *schemas.undescribed(schema, described))
        attributes = self._attributes([prop.name for prop in properties])
        inner = replace(context, component=False, closed=False, depth=context.depth + 1)
        values = schemas.others(schema)
        return Model(
            name=name,
            key=key,
            fields=tuple(
                self._field(prop, attribute, name, inner)
                for prop, attribute in zip(properties, attributes, strict=True)
            ),
            is_open=schemas.is_open(schema) or (schema.additional is None and not described),
            values=self._any_of(values, f"{name}Value", inner) if values else None,
            description=schema.description or (schema.title or ""),
            deprecated=schema.deprecated,
            at=place(schema.evidence),
        )

    def _attributes(self, wires: Sequence[str]) -> list[str]:
        """The names of fields. None is the wire name of another field: in a mapping that one would be meant."""
        wanted = {wire: names.snake(wire, "field") for wire in wires}
        order = sorted(wanted, key=lambda wire: wanted[wire] != wire)
        chosen = names.unique([wanted[wire] for wire in order], ATTRIBUTES | (self._taken & set(wanted.values())))
        found = dict(zip(order, chosen, strict=True))
        return [found[wire] for wire in wires]

    def _properties(self, schema: Schema, name: str) -> tuple[Property, ...]:
        """Those of the schema, required where it says so in any way, then those of its alternatives, all optional."""
        also = schemas.required(schema)
        found = {p.name: replace(p, required=p.required or p.name in also) for p in schema.properties}
        for member in schemas.alternatives(schema):
            variant = self._flat(schemas.target(self._flat(member, name), self.api.schemas), name)
            for prop in variant.properties:
                found.setdefault(prop.name, replace(prop, required=False))
        return tuple(found.values())

    def _field(self, prop: Property, attribute: str, owner: str, context: _Context) -> Field:
        kind = self._of(prop.schema, f"{owner}{names.pascal(prop.name, 'Field')}", context)
        told = schemas.annotated(prop.schema, self.api.schemas)
        return Field(attribute=attribute, wire=prop.name, kind=kind, required=prop.required, schema=told)

    def _alias(self, schema: Schema, name: str, key: str, kind: Type) -> Alias:
        """An alias; a discriminator of its own leads to the classes that the union has."""
        classes = [leaf.name for leaf in parts(kind) if isinstance(leaf, Named)]
        found = schema.discriminator if len(classes) > 1 else None
        mapping = {
            value: self._class_of(child)
            for value, child in (found.mapping if found else {}).items()
            if self._named.get(child) in classes
        }
        told = set(mapping.values())
        known = self._named.items() if found else ()
        implied = {key: name for key, name in known if name in classes and name not in told and key != name}
        return Alias(
            name=name,
            key=key,
            kind=kind,
            discriminator=found.property_name if found else "",
            mapping={**mapping, **implied} if found else {},
            description=schema.description or (schema.title or ""),
            at=place(schema.evidence),
        )

    def _fresh(self, name: str) -> str:
        chosen = names.fresh(name[: names.MAX_LENGTH], self._taken, separator="")
        self._taken.add(chosen)
        return chosen

    def _note(self, code: str, message: str, schema: Schema) -> None:
        self.notes.append(Note(code, message, schema.evidence))


@dataclass(frozen=True, slots=True)
class _Context:
    """Where a schema stands: how deep, in an upload, in a request alone, as a component."""

    upload: bool = False
    closed: bool = False
    component: bool = False
    depth: int = 0


def _implied(schema: Schema) -> tuple[str, ...]:
    """The type that a schema without `type` means by its other keywords."""
    if schema.properties or schemas.is_open(schema):
        return ("object",)
    if schemas.elements(schema):
        return ("array",)
    return ("string",) if schema.format in _FORMATS or schema.format == "binary" else ("any",)


def _string(schema: Schema, upload: bool) -> Plain:
    is_base64 = schema.extra.get("contentEncoding") == "base64"
    if schemas.is_binary(schema) and upload:
        return FILE
    return BYTES if is_base64 else Plain(_FORMATS.get(schema.format or "", "str"))


def _types_of(values: Sequence[Any]) -> tuple[str, ...]:
    """The JSON types of the values of an enum."""
    return tuple(dict.fromkeys(map(json_type, values))) or ("any",)


def _distinct(values: Iterable[Any]) -> list[Any]:
    """JSON values, each once; 1, 1.0 and true are three."""
    return list({repr(value): value for value in values}.values())


def _upload_references(api: Api) -> frozenset[str]:
    media = [
        content
        for operation in api.operations
        if operation.request_body
        for content in operation.request_body.content
        if content.content_type.startswith("multipart/")
    ]
    return frozenset(name for content in media if content.schema for name in schemas.references(content.schema))
