"""The components: schemas of models that are documented, and of those that are only named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.problems import Location
from generator.spec.api import Discriminator, Property, Schema, json_type
from generator.spec.facts import SampleField
from generator.spec.infer.book import Found, evidence, inference
from generator.spec.infer.fields import field_schema, null_from_description
from generator.spec.infer.learn import Knowledge, sampled_wire
from generator.spec.infer.names import distinct, wire_name, with_capital
from generator.spec.infer.parameters import required
from generator.spec.infer.standards import hal, oauth
from generator.spec.merge import Field, Merged, Model, Operation, Spelling, refs, spellings
from generator.spec.routes import WITHOUT_BODY
from generator.spec.spelling import key, plain


@inference("schema-named-only")
def named_only() -> Found[Schema]:
    """A model that documents only name becomes an object that is open: no property is known, any is allowed."""
    return Found(Schema(types=("object",)))


@inference("schema-named-value")
def named_value(name: str, values: frozenset[str]) -> Found[Schema] | None:
    """A model that documents only name, or describe without a single property, and that is the type of a query, path or
    header parameter or has a plain default, is an enum whose values are lost: a string. A guess."""
    return Found(Schema(types=("string",)), guess=True) if name in values else None


@inference("schema-empty")
def empty_model() -> Found[Schema]:
    """A model document without a single property is an enum, a union or an empty object, and does not say which: any
    value is allowed."""
    return Found(Schema())


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
    best = min(samples, key=lambda one: not one.wire)
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
        return _stated(model.alias, model), ()
    if not model.fields and not samples:
        found = named_value(model.name, values) or empty_model()
        return _stated(found.value, model, {"schema": found}), ()
    union = union_from_members(model, known)
    if union is not None:
        return _stated(union.value, model, {"schema": union}), ()
    properties, wrong = _properties_of(model.fields, samples, known, model.name)
    return _stated(Schema(types=("object",), properties=properties), model), wrong


def _stated(schema: Schema, model: Model, facts: Mapping[str, Found[Any]] | None = None) -> Schema:
    """The schema of a model, with what its documents say of it, and the rules that supplied these facts."""
    return replace(schema, description=model.description, evidence=evidence(model.at, facts))


def _enum(model: Model) -> Schema:
    kinds = enum_type(model)
    return _stated(Schema(types=kinds.value, enum=model.enum), model, {"type": kinds})


def _union(model: Model, known: Knowledge) -> Schema:
    members = {member.ref for member in model.union}
    discriminator = None if None in members else model.discriminator
    if discriminator is not None:
        mapping = {value: name for value, name in discriminator.mapping.items() if name in members}
        discriminator = replace(discriminator, mapping=mapping)
    union = Schema(
        one_of=() if model.any_of else model.union,
        any_of=model.union if model.any_of else (),
        discriminator=None if discriminator is None else _spelled(discriminator, model, known),
    )
    return _stated(union, model)


def _spelled(discriminator: Discriminator, model: Model, known: Knowledge) -> Discriminator:
    """The discriminator with its property spelled as the members of the union spell it."""
    wanted = key(discriminator.property_name)
    for member in model.union:
        target = known.models.get(member.ref or "")
        for field in target.fields if target is not None else ():
            if key(field.name) == wanted:
                return replace(discriminator, property_name=wire_name(field, known.property_case, known).value)
    return discriminator


def _properties_of(
    fields: Sequence[Field], samples: Sequence[SampleField], known: Knowledge, owner: str
) -> tuple[tuple[Property, ...], tuple[str, ...]]:
    """The properties of a model: those that documents state, then those that only samples show."""
    shown: dict[str, list[SampleField]] = defaultdict(list)
    for sample in samples:
        shown[key(sample.name)].append(sample)
    properties: dict[str, Property] = {}
    wrong: list[str] = []
    beside = {field.name for field in fields}
    for field in fields:
        sampled = _with_sample(field, shown.pop(key(field.name), ()))
        one, problems = _property(sampled, known, taken=properties, beside=beside)
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
    field: Field, known: Knowledge, sampled: str = "", taken: Collection[str] = (), beside: Collection[str] = ()
) -> tuple[Property, tuple[str, ...]]:
    name = wire_name(field, known.property_case, known, (field.description,))
    name = with_capital(field, name, known.property_case) or oauth(name, beside) or name
    if name.rule:
        name = hal(name.value, _holds_links(field.schema, known)) or name
    name = distinct(name.value, field.name, taken, beside) or name
    null = null_from_description(field)
    schema, facts, wrong = field_schema(field if null is None else replace(field, nullable=True))
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
    properties, _ = _properties_of((), samples, known, name)
    return replace(found.value, properties=properties, evidence=evidence(places, {"schema": found}))


def _named(merged: Merged) -> dict[str, list[Location]]:
    """The models that are referred to, each with the first place in every file that does so."""
    places: dict[str, list[Location]] = defaultdict(list)
    for schema, place in merged.schemas():
        for name in refs(schema):
            places[name].append(place)
    return {name: _one_a_file(found) for name, found in sorted(places.items())}


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
        bodiless = operation.method in WITHOUT_BODY and not operation.consumes
        for field in operation.parameters:
            ref = field.schema.ref or (field.schema.items.ref if field.schema.items else None)
            if ref is not None and (bodiless or _has_plain_default(field)):
                names.add(ref)
    for model in merged.models.values():
        names.update(field.schema.ref for field in model.fields if field.schema.ref and _has_plain_default(field))
    return frozenset(names)


def _has_plain_default(field: Field) -> bool:
    return isinstance(field.default, str | int | float) and field.default != ""
