"""What documents state -> the Api: merge them, learn the API's conventions, infer what is left unsaid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final, cast

from generator.problems import Location, Problem
from generator.spec import merge as merging
from generator.spec.api import (
    Api,
    Operation,
    Parameter,
    Place,
    Property,
    Schema,
    SecurityRequirement,
    SecurityScheme,
    Server,
    Tag,
)
from generator.spec.facts import StatedDocument, StatedServer
from generator.spec.infer import (
    Found,
    Knowledge,
    bodies,
    evidence,
    fields,
    info,
    learn,
    names,
    operation_ids,
    parameters,
    places,
    responses,
    schemas,
    security,
)
from generator.spec.infer.places import Placed
from generator.spec.routes import WITH_BODY, path_key, placeholders, query_template

NAMED: Final = 5
"""So many models are named of those that no document describes."""


def recover(documents: Sequence[StatedDocument]) -> tuple[Api, tuple[Problem, ...]]:
    """The Api that documents about one API state together, and every difference and assumption worth telling.

    The order of the documents does not matter. Never raises for what a document says.
    """
    merged, differences = merging.merge(documents)
    known = learn(merged)
    found: list[Problem] = []
    components, wrong = schemas.component_schemas(merged, known)
    found += [Problem("I04", place, message) for place, message in wrong]
    found += _only_named(components)
    schemes = {scheme.key: security.security_scheme(scheme) for scheme in merged.schemes}
    operations = _operations(merged, known, components, schemes, found)
    title, version = info.title(merged), info.version(merged)
    api = Api(
        title=title.value,
        version=version.value,
        description=info.description(merged),
        servers=tuple(map(_server, merged.servers)),
        tags=tuple(Tag(name=name) for name in dict.fromkeys(tag for one in operations for tag in one.tags)),
        operations=operations,
        schemas=_settled(components),
        security_schemes=schemes,
        evidence=evidence((), {"title": title, "version": version}),
    )
    return api, (*differences, *found)


def _only_named(components: Mapping[str, Schema]) -> list[Problem]:
    """One problem for all models that no document describes: a client knows none of their properties."""
    rule = schemas.named_only().rule
    told = {name: one.evidence for name, one in sorted(components.items()) if not one.properties}
    models = {name: evidence for name, evidence in told.items() if evidence.inferred.get("schema") == rule}
    if not models:
        return []
    shown = ", ".join(islice(models, NAMED)) + ", ..." * (len(models) > NAMED)
    message = f"no document describes {len(models)} of {len(components)} models ({shown}): any property is let through"
    places = (Location.of(evidence.at[0]) for evidence in models.values() if evidence.at)
    return [Problem("I05", min(places), message)]


def _server(stated: StatedServer) -> Server:
    at = evidence((stated.at,))
    return Server(url=stated.url, description=stated.description, variables=stated.variables, evidence=at)


def _operations(
    merged: merging.Merged,
    known: Knowledge,
    components: Mapping[str, Schema],
    schemes: Mapping[str, SecurityScheme],
    found: list[Problem],
) -> tuple[Operation, ...]:
    keys = frozenset(key for key, one in schemes.items() if one.kind == "apiKey" and one.location != "cookie")
    described = [scheme.key for scheme in merged.schemes if scheme.stated]
    alone = frozenset(one.security[0].name for one in merged.operations if one.security and len(one.security) == 1)
    taken: set[str] = set()
    built = []
    for operation in merged.operations:
        name = _named(operation, known, taken, found)
        taken.add(name.value)
        required = security.security(operation.security, keys, alone, described if operation.security_blank else ())
        built.append(_operation(operation, name, required, known, components, found))
    shared = Counter((one.method, one.path) for one in built)
    return tuple(
        _with_query(one, stated.path) if shared[one.method, one.path] > 1 else one
        for one, stated in zip(built, merged.operations, strict=True)
    )


def _named(operation: merging.Operation, known: Knowledge, taken: set[str], found: list[Problem]) -> Found[str]:
    """The operationId of an operation, which is none of those that are `taken`."""
    wanted = operation_ids.operation_id(operation, known)
    if wanted.value not in taken:
        return wanted
    name = operation_ids.unique(wanted.value, operation.tags[0] if operation.tags else "", taken)
    message = f"a second operation is called {wanted.value}; this one is called {name.value}"
    found.append(Problem("I03", operation.at[0], message))
    return name


def _with_query(operation: Operation, path: str) -> Operation:
    """An operation that only the parameters in the query of its path tell from others: its path keeps that query, and
    they are variables of it."""
    variables = dict(query_template(path))
    return replace(
        operation,
        path="/" + path.lstrip("/"),
        parameters=tuple(
            (
                replace(one, name=variables[one.name], location="path", required=True, style=None, explode=None)
                if one.location == "query" and one.name in variables
                else one
            )
            for one in operation.parameters
        ),
    )


def _operation(
    operation: merging.Operation,
    name: Found[str],
    required: Found[tuple[SecurityRequirement, ...] | None],
    known: Knowledge,
    components: Mapping[str, Schema],
    found: list[Problem],
) -> Operation:
    operation = replace(operation, parameters=tuple(_typed(field, known) for field in operation.parameters))
    placed = places.place(operation, known)
    body, wrong = bodies.request_body(operation, placed, known)
    described, problems = _parameters(operation, placed, components)
    missing = _undescribed(operation, placed)
    found += [Problem("I04", operation.at[-1], message) for message in (*wrong, *problems)]
    if operation.parameters_stated:
        found += (_told("I01", operation, f"no document describes its parameter {one.name}") for one in missing)
        found += _without_body(operation, known) if body is None else ()
    template = (names.placeholder(one, operation.placeholder_style) for one in placeholders(operation.path))
    path = next((one for one in template if one is not None), None)
    return Operation(
        operation_id=name.value,
        method=operation.method.lower(),
        path=path_key(operation.path),
        tags=operation.tags,
        summary=operation.summary,
        description=operation.description,
        deprecated=operation.deprecated,
        parameters=(*missing, *described),
        request_body=body,
        responses=responses.responses(operation, known),
        security=required.value,
        servers=tuple(map(_server, operation.servers)),
        evidence=evidence(operation.at, {"operationId": name, "path": path, "security": required}),
    )


def _told(code: str, operation: merging.Operation, message: str) -> Problem:
    """A problem with an operation, at the last place that states it."""
    return Problem(code, operation.at[-1], f"{operation.method} {operation.path}: {message}")


def _typed(field: merging.Field, known: Knowledge) -> merging.Field:
    found = parameters.type_from_model(field, known.models)
    return field if found is None else found.value


def _parameters(
    operation: merging.Operation, placed: Sequence[Placed], components: Mapping[str, Schema]
) -> tuple[list[Parameter], list[str]]:
    built: dict[tuple[str, str], Parameter] = {}
    wrong: list[str] = []
    taken: set[str] = set()
    for one in placed:
        if one.place.value not in ("path", "query", "header", "cookie"):
            continue
        distinct = names.distinct(one.name.value, one.field.name, taken) or one.name
        parameter, problems = _parameter(replace(one, name=distinct), components)
        wrong += [f"{operation.method} {operation.path}: {problem}" for problem in problems]
        built.setdefault((parameter.location, parameter.name), parameter)
        taken.add(parameter.name)
    return list(built.values()), wrong


def _parameter(placed: Placed, components: Mapping[str, Schema]) -> tuple[Parameter, tuple[str, ...]]:
    field = placed.field
    plain = replace(field, description="", read_only=False, deprecated=False)
    schema, facts, wrong = fields.field_schema(plain, read_only=False)
    location = cast(Place, placed.place.value)
    required = parameters.path_required(location, field.required) or parameters.required(field.required)
    style = parameters.query_object(location, schema, components)
    parameter = Parameter(
        name=placed.name.value,
        location=location,
        schema=fields.drop_default(schema, components),
        required=required.value,
        description=field.description,
        deprecated=field.deprecated,
        style=style.value if style else None,
        explode=True if style else None,
        evidence=evidence(
            field.at, {"in": placed.place, "name": placed.name, "required": required, "style": style, **facts}
        ),
    )
    return parameter, wrong


def _undescribed(operation: merging.Operation, placed: Sequence[Placed]) -> list[Parameter]:
    described = {(one.place.value, one.name.value) for one in placed}
    wanted = {("path", name): parameters.path_parameter(name) for name in placeholders(operation.path)}
    wanted |= {("query", name): parameters.query_parameter(name) for name, _ in query_template(operation.path)}
    built = []
    for (place, name), found in wanted.items():
        if name and (place, name) not in described:
            facts = dict.fromkeys(("in", "required", "schema"), found)
            built.append(replace(found.value, evidence=evidence(operation.at[:1], facts)))
    return built


def _without_body(operation: merging.Operation, known: Knowledge) -> Iterator[Problem]:
    """The problem that an operation that no parameter is the body of must have one."""
    if operation.consumes and operation.method in WITH_BODY and not known.content_blanket:
        yield _told("I02", operation, f"takes {', '.join(operation.consumes)}, but no parameter can be its body")


def _settled(components: Mapping[str, Schema]) -> dict[str, Schema]:
    """The components, sorted, without defaults that the models they refer to do not allow."""

    def settled(one: Property) -> Property:
        return replace(one, schema=fields.drop_default(one.schema, components))

    return {
        name: replace(schema, properties=tuple(map(settled, schema.properties)))
        for name, schema in sorted(components.items())
    }
