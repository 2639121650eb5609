"""What documents state -> the Api: merge them, learn the API's conventions, infer what is left unsaid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from generator.problems import Location, Problem
from generator.spec import merge as merging
from generator.spec.api import (
    Api,
    Operation,
    Property,
    Schema,
    SecurityRequirement,
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
    schemes,
    security,
)
from generator.spec.routes import WITH_BODY, path_key, placeholders, query_template

NAMED: Final = 5
"""How many of the models that no document describes a message names."""


def recover(documents: Sequence[StatedDocument]) -> tuple[Api, tuple[Problem, ...]]:
    """The Api that documents about one API state together, and every difference and assumption worth telling.

    The order of the documents does not matter. Never raises for what a document says.
    """
    merged, differences = merging.merge(documents)
    known = learn(merged)
    components, wrong = schemas.component_schemas(merged, known)
    defaults = [Problem("I04", place, message) for place, message in wrong]
    security_schemes = {scheme.key: schemes.security_scheme(scheme) for scheme in merged.schemes}
    required = security.requirements(merged, security_schemes)
    operations, problems = _operations(merged, required, known, components)
    title, version = info.title(merged), info.version(merged)
    api = Api(
        title=title.value,
        version=version.value,
        description=info.description(merged),
        servers=tuple(map(_server, merged.servers)),
        tags=tuple(Tag(name=name) for name in dict.fromkeys(tag for one in operations for tag in one.tags)),
        operations=operations,
        schemas=_settled(components),
        security_schemes=security_schemes,
        evidence=evidence((), {"title": title, "version": version}),
    )
    return api, (*differences, *defaults, *_only_named(components), *problems)


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
    security: Sequence[Found[tuple[SecurityRequirement, ...] | None]],
    known: Knowledge,
    components: Mapping[str, Schema],
) -> tuple[tuple[Operation, ...], list[Problem]]:
    """The operations, and what is wrong with them."""
    taken: set[str] = set()
    built: list[Operation] = []
    problems: list[Problem] = []
    for operation, required in zip(merged.operations, security, strict=True):
        wanted = operation_ids.operation_id(operation, known)
        name = operation_ids.unique(wanted.value, operation.tags, taken) or wanted
        if name is not wanted:
            message = f"a second operation is called {wanted.value}; this one is called {name.value}"
            problems.append(Problem("I03", operation.at[0], message))
        taken.add(name.value)
        one, wrong = _operation(operation, name, required, known, components)
        built.append(one)
        problems += wrong
    shared = Counter((one.method, one.path) for one in built)
    told_apart = (
        _with_query(one, stated.path) if shared[one.method, one.path] > 1 else one
        for one, stated in zip(built, merged.operations, strict=True)
    )
    return tuple(told_apart), problems


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
) -> tuple[Operation, list[Problem]]:
    """One operation, and what is wrong with it."""
    operation = parameters.typed(operation, known.models)
    placed = places.place(operation, known)
    body, wrong = bodies.request_body(operation, placed, known)
    described, defaults = parameters.parameters(operation, placed, components)
    missing = parameters.undescribed(operation, placed)
    problems = [Problem("I04", operation.at[-1], message) for message in (*wrong, *defaults)]
    if operation.parameters_stated:
        problems += (_told("I01", operation, f"no document describes its parameter {one.name}") for one in missing)
        problems += _without_body(operation, known) if body is None else ()
    template = (names.placeholder(one, operation.placeholder_style) for one in placeholders(operation.path))
    path = next((one for one in template if one is not None), None)
    built = Operation(
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
    return built, problems


def _told(code: str, operation: merging.Operation, message: str) -> Problem:
    """A problem with an operation, at the last place that states it."""
    return Problem(code, operation.at[-1], f"{operation.method} {operation.path}: {message}")


def _without_body(operation: merging.Operation, known: Knowledge) -> Iterator[Problem]:
    """A problem where an operation states the content types of a body, and no parameter is one."""
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
