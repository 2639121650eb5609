"""Which object of an extraction is which object of the origin, also where its name came out wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.spec.api import Api, Evidence, MediaType, Operation, Schema

from .shapes import plain, properties

T = TypeVar("T")

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True, slots=True)
class Pairs(Generic[T]):
    """Objects that belong together, those that only the origin has, and those that only the extraction has."""

    both: tuple[tuple[T, T], ...]
    missing: tuple[T, ...]
    invented: tuple[T, ...]


@dataclass(frozen=True, slots=True)
class Input:
    """A parameter or a form field: what an application passes by name. `place` is "form" for a field of a form."""

    name: str
    place: str
    schema: Schema
    required: bool
    description: str
    evidence: Evidence


def pair(expected: Sequence[T], got: Sequence[T], name: Callable[[T], str], text: Callable[[T], str]) -> Pairs[T]:
    """Pair by name, then by letters of the name, then by a name that contains the other, then by equal prose."""

    def same_prose(one: T, other: T) -> bool:
        return bool(plain(text(one))) and plain(text(one)) == plain(text(other))

    matches: tuple[Callable[[T, T], bool], ...] = (
        lambda one, other: name(one) == name(other),
        lambda one, other: bool(plain(name(one))) and plain(name(one)) == plain(name(other)),
        lambda one, other: same_prose(one, other) and _contains(name(one), name(other)),
        lambda one, other: _contains(name(one), name(other)),
        same_prose,
    )
    both: list[tuple[T, T]] = []
    left, right = list(expected), list(got)
    for match in matches:
        for one in tuple(left):
            found = next((other for other in right if match(one, other)), None)
            if found is not None:
                both.append((one, found))
                left.remove(one)
                right.remove(found)
    return Pairs(tuple(both), tuple(left), tuple(right))


def operations(expected: Api, got: Api) -> Pairs[Operation]:
    """Operations are the same when verb and path are, then also when names of path parameters and outer slashes do not
    count."""
    both: list[tuple[Operation, Operation]] = []
    left, right = list(expected.operations), list(got.operations)
    for place in (_exactly, _place):
        places = {place(operation): operation for operation in right}
        found = [(one, other) for one in left if (other := places.pop(place(one), None))]
        both += found
        left = [one for one in left if all(one is not each for each, _ in found)]
        right = [other for other in right if all(other is not each for _, each in found)]
    order = {id(one): index for index, one in enumerate(expected.operations)}
    return Pairs(tuple(sorted(both, key=lambda pair: order[id(pair[0])])), tuple(left), tuple(right))


def inputs(api: Api, operation: Operation) -> tuple[Input, ...]:
    """The parameters and the form fields of an operation."""
    found = [
        Input(one.name, one.location, one.schema, one.required, one.description or one.schema.description, one.evidence)
        for one in operation.parameters
    ]
    media = form(operation)
    for one in properties(api, media.schema) if media and media.schema else ():
        schema = one.schema
        found.append(Input(one.name, "form", schema, one.required, schema.description, schema.evidence))
    return tuple(found)


def form(operation: Operation) -> MediaType | None:
    """The form that an operation takes, if it takes one."""
    content = operation.request_body.content if operation.request_body else ()
    return next((media for media in content if media.content_type.partition(";")[0] in FORMS), None)


def _contains(one: str, other: str) -> bool:
    short, long = sorted((plain(one), plain(other)), key=len)
    return len(short) > 1 and short in long


def blank(path: str) -> str:
    """A path without the names of its template variables: paths that differ in these alone are identical in OpenAPI."""
    return re.sub(r"\{[^{}]*\}", "{}", path)


def _exactly(operation: Operation) -> tuple[str, str]:
    return operation.method, operation.path


def _place(operation: Operation) -> tuple[str, str]:
    return operation.method, blank(operation.path.strip("/"))
