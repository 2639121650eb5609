"""Schemas: of a parameter or property, and the components, of documented models and of those that are only
named."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from generator.problems import Location
from generator.spec.api import MISSING, Discriminator, Property, Schema, json_type
from generator.spec.facts import SampleField
from generator.spec.infer.book import Found, evidence, first, inference
from generator.spec.infer.learn import Knowledge, sampled_wire
from generator.spec.infer.names import distinct, hal, wire_name, with_capital
from generator.spec.infer.parameters import required
from generator.spec.merge import Field, Merged, Model, Operation, Spelling, refs, spellings
from generator.spec.spelling import key, plain, word_set, words

_FORMATS: Final[dict[str, re.Pattern[str]]] = {
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
    "date-time": re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)"),
    "uuid": re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"),
}

# ----------------------------------------------------------------------------------------- types and defaults


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
    """Where the values of an enum are printed instead of its type, a list in a sample shows that it is an array of
    them."""
    listed = field.uncertain and field.example == "[" and field.schema.enum is not None
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


@inference("type-in-doubt")
def type_in_doubt(field: Field) -> Found[Schema] | None:
    """The only dialect that states the type prints several types alike (`character`, `dict`): a guess."""
    return Found(field.schema, guess=True) if field.uncertain else None


def field_schema(field: Field, *, read_only: bool) -> tuple[Schema, dict[str, Found[Any] | None], tuple[str, ...]]:
    """The schema of a field with its default, the rules behind it, and what is wrong with its default, in
    words."""
    order = (type_from_default, date_from_example, array_from_example, date_or_time, type_in_doubt)
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
        description=field.description if read_only or field.description else "",
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


# ------------------------------------------------------------------------------------------------- components


@inference("schema-named-only")
def named_only() -> Found[Schema]:
    """A model that documents only name becomes an object that is open: no property is known, any is
    allowed."""
    return Found(Schema(types=("object",)))


@inference("schema-named-value")
def named_value(name: str, values: frozenset[str]) -> Found[Schema] | None:
    """A model that documents only name, or describe without a single property, and that is the type of a
    query, path or header parameter or has a plain default, is an enum whose values are lost: a string. A
    guess."""
    return Found(Schema(types=("string",)), guess=True) if name in values else None


@inference("schema-empty")
def empty_model() -> Found[Schema]:
    """A model document without a single property is an enum, a union or an empty object, and does not say
    which: any value is allowed."""
    return Found(Schema())


@inference("enum-values-lost")
def values_lost(model: Model) -> Found[Schema] | None:
    """An enum whose values its document lost is text or a whole number. A guess."""
    return Found(Schema(types=("string", "integer")), guess=True) if not model.enum else None


@inference("enum-type")
def enum_type(model: Model) -> Found[tuple[str, ...]]:
    """An enum has the type that all its values have."""
    kinds = dict.fromkeys(map(json_type, model.enum or ()))
    return Found(tuple(kinds)) if len(kinds) == 1 else Found(())


@inference("property-from-sample")
def from_sample(samples: Sequence[SampleField]) -> Found[Field]:
    """A field that a sample fills is a property of the body's model; it is optional, and has the type that the sample's
    value looks like. A name that is no plain camelCase or PascalCase stands there as on the wire; others are spelled
    by the naming rules."""
    best = sorted(samples, key=lambda one: not one.wire)[0]
    names = (Spelling(one.name, "camel" if one.wire else "pascal") for one in samples)
    field = Field(
        spellings=spellings(names),
        schema=best.schema,
        at=tuple(dict.fromkeys(one.at for one in samples)),
        wire=next((name for one in samples if (name := sampled_wire(one)) is not None), None),
    )
    return Found(field)


@inference("union-from-members")
def union_from_members(model: Model, known: Knowledge) -> Found[Schema] | None:
    """Schemas that stand inside a oneOf or anyOf get models that are called after the one around it (`BoatOneOf`,
    `BoatOneOf1`), while most dialects print that one as an object with the properties of all. Where these models have
    all its properties, it is one of them: their required properties are not all required at once."""
    members = [known.models[name] for name in known.inline.get(plain(model.name), ())]
    covered = {key(one.name) for member in members for one in member.fields}
    if len(members) < 2 or not {key(one.name) for one in model.fields} <= covered:
        return None
    union = tuple(Schema(ref=member.name) for member in members)
    is_any = plain(members[0].name).removeprefix(plain(model.name)).startswith("any")
    return Found(Schema(any_of=union) if is_any else Schema(one_of=union))


def component_schemas(merged: Merged, known: Knowledge) -> tuple[dict[str, Schema], tuple[tuple[Location, str], ...]]:
    """The schemas of all models that are documented or named, and what is wrong with their defaults."""
    samples = _samples(merged)
    values = _plain_uses(merged)
    schemas: dict[str, Schema] = {}
    wrong: list[tuple[Location, str]] = []
    for name, model in merged.models.items():
        schema, problems = _component(model, samples.get(name, ()), values, known)
        schemas[name] = schema
        wrong += [(model.at[0], problem) for problem in problems]
    for name, places in _named(merged).items():
        if name not in schemas:
            schemas[name] = _only_named(name, places, samples.get(name, ()), values, known)
    return schemas, tuple(wrong)


def _component(
    model: Model, samples: Sequence[SampleField], values: frozenset[str], known: Knowledge
) -> tuple[Schema, tuple[str, ...]]:
    if model.kind == "enum":
        return _enum(model), ()
    if model.kind == "union":
        return _union(model, known), ()
    if model.kind == "alias" and model.alias is not None:
        return replace(model.alias, description=model.description, evidence=evidence(model.at)), ()
    if not model.fields and not samples:
        found = named_value(model.name, values) or empty_model()
        return replace(found.value, description=model.description, evidence=evidence(model.at, {"schema": found})), ()
    union = union_from_members(model, known)
    if union is not None:
        return replace(union.value, description=model.description, evidence=evidence(model.at, {"schema": union})), ()
    properties, wrong = properties_of(model.fields, samples, known, model.name)
    return (
        Schema(
            types=("object",),
            description=model.description,
            properties=properties,
            evidence=evidence(model.at),
        ),
        wrong,
    )


def _enum(model: Model) -> Schema:
    lost = values_lost(model)
    if lost is not None:
        return replace(lost.value, description=model.description, evidence=evidence(model.at, {"schema": lost}))
    kinds = enum_type(model)
    return Schema(
        types=kinds.value,
        enum=model.enum,
        description=model.description,
        evidence=evidence(model.at, {"type": kinds}),
    )


def _union(model: Model, known: Knowledge) -> Schema:
    discriminator = model.discriminator
    if discriminator is not None and any(member.ref is None for member in model.union):
        discriminator = None
    return Schema(
        one_of=() if model.any_of else model.union,
        any_of=model.union if model.any_of else (),
        description=model.description,
        discriminator=None if discriminator is None else _spelled(discriminator, model, known),
        evidence=evidence(model.at),
    )


def _spelled(discriminator: Discriminator, model: Model, known: Knowledge) -> Discriminator:
    """The discriminator with its property spelled as the members of the union spell it."""
    wanted = key(discriminator.property_name)
    for member in model.union:
        target = known.models.get(member.ref or "")
        for field in target.fields if target is not None else ():
            if key(field.name) == wanted:
                return replace(discriminator, property_name=wire_name(field, known.property_case, known).value)
    return discriminator


def properties_of(
    fields: Sequence[Field], samples: Sequence[SampleField], known: Knowledge, owner: str
) -> tuple[tuple[Property, ...], tuple[str, ...]]:
    """The properties of a model: those that documents state, then those that only samples show."""
    shown: dict[str, list[SampleField]] = defaultdict(list)
    for sample in samples:
        shown[key(sample.name)].append(sample)
    properties: dict[str, Property] = {}
    wrong: list[str] = []
    for field in fields:
        one, problems = _property(_with_sample(field, shown.pop(key(field.name), ())), known, taken=properties)
        properties.setdefault(one.name, one)
        wrong += [f"{owner}.{problem}" for problem in problems]
    for group in shown.values():
        found = from_sample(group)
        one, _ = _property(found.value, known, found.rule)
        properties.setdefault(one.name, one)
    return tuple(properties.values()), tuple(wrong)


def _with_sample(field: Field, samples: Sequence[SampleField]) -> Field:
    """The field with the name on the wire that a sample shows."""
    wire = next((name for sample in samples if (name := sampled_wire(sample)) is not None), None)
    return field if wire is None or field.wire is not None else replace(field, wire=wire)


def _property(
    field: Field, known: Knowledge, sampled: str = "", taken: Iterable[str] = ()
) -> tuple[Property, tuple[str, ...]]:
    name = wire_name(field, known.property_case, known, (field.description,))
    name = with_capital(field, name, known.property_case) or name
    if name.rule:
        name = hal(name.value, _holds_links(field.schema, known)) or name
    name = distinct(name.value, field.name, taken) or name
    null = null_from_description(field)
    schema, facts, wrong = field_schema(field if null is None else replace(field, nullable=True), read_only=True)
    if sampled:
        facts = {"schema": Found(schema, sampled), "required": Found(False, sampled, guess=True)}
        name = replace(name, rule=sampled)
    needed = required(field.required)
    facts = {"name": name, "required": needed, "nullable": null, **facts}
    schema = replace(schema, evidence=evidence(field.at, facts))
    return Property(name=name.value, schema=schema, required=needed.value), wrong


def _holds_links(schema: Schema, known: Knowledge, depth: int = 3) -> bool:
    """Whether a schema is a map of URLs, or objects with an `href` are found in it, at most `depth` models down; never
    in an API that is JSON:API, whose `links` hold such objects, too. In one that has what only HAL has, any model or
    map will do."""
    part = schema.additional if isinstance(schema.additional, Schema) else schema
    if known.is_hal and (schema.ref is not None or part is not schema):
        return True
    if part is not schema and part.format == "uri":
        return not known.is_json_api
    model = known.models.get(part.ref or "")
    if model is None or not depth or known.is_json_api:
        return False
    return any(key(field.name) == "href" or _holds_links(field.schema, known, depth - 1) for field in model.fields)


def _only_named(
    name: str,
    places: Sequence[Location],
    samples: Sequence[SampleField],
    values: frozenset[str],
    known: Knowledge,
) -> Schema:
    found = (None if samples else named_value(name, values)) or named_only()
    properties, _ = properties_of((), samples, known, name)
    return replace(found.value, properties=properties, evidence=evidence(places, {"schema": found}))


def _named(merged: Merged) -> dict[str, list[Location]]:
    """The models that are referred to, each with the first place in every file that does so."""
    places: dict[str, list[Location]] = defaultdict(list)
    for schema, place in _stated(merged):
        for name in refs(schema):
            places[name].append(place)
    return {name: _one_a_file(found) for name, found in sorted(places.items())}


def _stated(merged: Merged) -> Iterator[tuple[Schema, Location]]:
    """Every schema that a document states, and where."""
    for operation in merged.operations:
        yield from ((field.schema, field.at[0]) for field in operation.parameters)
        if operation.returns is not None and operation.returns.schema is not None:
            yield operation.returns.schema, operation.returns.at
        yield from ((row.schema, at[0]) for row, at in operation.responses or () if row.schema is not None)
    for model in merged.models.values():
        yield from ((field.schema, field.at[0]) for field in model.fields)
        yield from ((schema, model.at[0]) for schema in (*model.union, model.alias) if schema is not None)


def _one_a_file(places: Sequence[Location]) -> list[Location]:
    return sorted({place.path: place for place in sorted(places, reverse=True)}.values())


def _samples(merged: Merged) -> dict[str, list[SampleField]]:
    """Model name -> the fields that samples fill."""
    found: dict[str, list[SampleField]] = defaultdict(list)
    for operation in merged.operations:
        models = _model_parameters(operation)
        for sample in operation.sample_fields:
            name = models.get(key(sample.parameter))
            if name is not None:
                found[name].append(sample)
    return found


def _model_parameters(operation: Operation) -> dict[str, str]:
    models: dict[str, str] = {}
    for field in operation.parameters:
        if field.schema.ref is not None:
            models.update({key(spelling.name): field.schema.ref for spelling in field.spellings})
            models.setdefault(plain(field.schema.ref), field.schema.ref)
    return models


def _plain_uses(merged: Merged) -> frozenset[str]:
    """Models that are the type of a parameter that no body can be, or that have a plain default somewhere."""
    names: set[str] = set()
    for operation in merged.operations:
        bodiless = operation.method in ("GET", "HEAD") and not operation.consumes
        for field in operation.parameters:
            ref = field.schema.ref or (field.schema.items.ref if field.schema.items else None)
            if ref is not None and (bodiless or _has_plain_default(field)):
                names.add(ref)
    for model in merged.models.values():
        names.update(field.schema.ref for field in model.fields if field.schema.ref and _has_plain_default(field))
    return frozenset(names)


def _has_plain_default(field: Field) -> bool:
    return isinstance(field.default, str | int | float) and field.default != ""
