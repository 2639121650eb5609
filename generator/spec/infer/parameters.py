"""Parameters: of which type they are and whether they are required, and those that only the path tells of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, cast

from generator.spec.api import Parameter, Place, Schema
from generator.spec.infer.book import Found, evidence, inference
from generator.spec.infer.fields import drop_default, field_schema
from generator.spec.infer.names import distinct
from generator.spec.infer.places import Placed
from generator.spec.merge import Field, Model, Operation
from generator.spec.routes import placeholders, query_template
from generator.spec.spelling import plain

_UNTYPED: Final = (Schema(), Schema(types=("array",), items=Schema()))


@inference("path-required")
def path_required(location: str, stated: bool | None) -> Found[bool] | None:
    """A path parameter is required, whatever a document prints."""
    return Found(True) if location == "path" and stated is not True else None


@inference("required-unknown")
def required_unknown(stated: bool | None) -> Found[bool] | None:
    """What no document calls required or optional is optional. A guess."""
    return Found(False, guess=True) if stated is None else None


def required(stated: bool | None) -> Found[bool]:
    """Whether a value is required: as documents state it, else by the rule."""
    return required_unknown(stated) or Found(bool(stated))


@inference("type-from-model-name")
def type_from_model(field: Field, models: Mapping[str, Model]) -> Found[Field] | None:
    """A parameter whose type, or the type of whose items, no document prints, and that is called like a documented
    model (`plantInput`), is that model. A guess."""
    if field.schema not in _UNTYPED:
        return None
    wanted = plain(field.name)
    name = next((name for name in models if plain(name) == wanted), None)
    if name is None:
        return None
    model = Schema(ref=name)
    schema = replace(field.schema, items=model) if field.schema.items is not None else model
    return Found(replace(field, schema=schema, uncertain=True), guess=True)


@inference("path-parameter")
def path_parameter(name: str) -> Found[Parameter]:
    """A placeholder of the path that no document describes is a required string in the path."""
    return Found(Parameter(name=name, location="path", schema=Schema(types=("string",)), required=True))


@inference("query-template-parameter")
def query_parameter(name: str) -> Found[Parameter]:
    """A placeholder in the query of the path that no document describes is a required string in the query."""
    return Found(Parameter(name=name, location="query", schema=Schema(types=("string",)), required=True))


@inference("query-object")
def query_object(location: str, schema: Schema, components: Mapping[str, Schema]) -> Found[str] | None:
    """A query parameter that is a map or an object travels as `deepObject`: `filter[name]=value`. A guess."""
    target = components.get(schema.ref or "", schema)
    return Found("deepObject", guess=True) if location == "query" and "object" in target.types else None


def typed(operation: Operation, models: Mapping[str, Model]) -> Operation:
    """The operation with a type for each parameter that only its name tells one of."""
    found = [(field, type_from_model(field, models)) for field in operation.parameters]
    return replace(operation, parameters=tuple(field if model is None else model.value for field, model in found))


def parameters(
    operation: Operation, placed: Sequence[Placed], components: Mapping[str, Schema]
) -> tuple[list[Parameter], list[str]]:
    """The parameters that are neither body nor field of a form, and what is wrong with their defaults."""
    built: dict[tuple[str, str], Parameter] = {}
    wrong: list[str] = []
    taken: set[str] = set()
    for one in placed:
        if one.place.value not in ("path", "query", "header", "cookie"):
            continue
        name = distinct(one.name.value, one.field.name, taken) or one.name
        parameter, defaults = _parameter(replace(one, name=name), components)
        wrong += [f"{operation.method} {operation.path}: {problem}" for problem in defaults]
        built.setdefault((parameter.location, parameter.name), parameter)
        taken.add(parameter.name)
    return list(built.values()), wrong


def _parameter(placed: Placed, components: Mapping[str, Schema]) -> tuple[Parameter, tuple[str, ...]]:
    field = placed.field
    plain = replace(field, description="", read_only=False, deprecated=False)
    schema, facts, wrong = field_schema(plain)
    location = cast(Place, placed.place.value)
    needed = path_required(location, field.required) or required(field.required)
    style = query_object(location, schema, components)
    parameter = Parameter(
        name=placed.name.value,
        location=location,
        schema=drop_default(schema, components),
        required=needed.value,
        description=field.description,
        deprecated=field.deprecated,
        style=style.value if style else None,
        explode=True if style else None,
        evidence=evidence(
            field.at, {"in": placed.place, "name": placed.name, "required": needed, "style": style, **facts}
        ),
    )
    return parameter, wrong


def undescribed(operation: Operation, placed: Sequence[Placed]) -> list[Parameter]:
    """The parameters in the path and its query that no document describes."""
    known = {(one.place.value, one.name.value) for one in placed}
    wanted = {("path", name): path_parameter(name) for name in placeholders(operation.path)}
    wanted |= {("query", name): query_parameter(name) for name, _ in query_template(operation.path)}
    built = []
    for (place, name), found in wanted.items():
        if name and (place, name) not in known:
            facts = dict.fromkeys(("in", "required", "schema"), found)
            built.append(replace(found.value, evidence=evidence(operation.at[:1], facts)))
    return built
