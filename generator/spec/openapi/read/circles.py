"""Schemas that are defined by themselves: what leads back to where it came from says nothing about a value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from generator.spec.api import Schema


def circles(schemas: Mapping[str, Schema]) -> list[tuple[str, str]]:
    """The references and parts of an allOf that close a circle: the name of the schema that has each, and of the one
    that it leads back to."""
    return _back_edges({name: list(_parts(schema)) for name, schema in schemas.items()})


def without(schema: Schema, target: str) -> Schema:
    """The schema without the references and parts of an allOf that are the schema `target`."""
    return replace(
        schema,
        ref=None if schema.ref == target else schema.ref,
        all_of=tuple(without(part, target) for part in schema.all_of if part != Schema(ref=target)),
    )


def _parts(schema: Schema) -> Iterable[str]:
    """The components that a schema must agree with as a whole."""
    if schema.ref is not None:
        yield schema.ref
    for part in schema.all_of:
        yield from _parts(part)


def _back_edges(graph: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """The edges that close a circle, found depth first in the order of the graph (no recursion: chains are long)."""
    done: set[str] = set()
    found: list[tuple[str, str]] = []
    for root in graph:
        path: dict[str, int] = {}
        stack = [root]
        while stack:
            node = stack[-1]
            edges = graph.get(node, ())
            at = path.setdefault(node, 0)
            if node in done or at == len(edges):
                path.pop(node)
                done.add(stack.pop())
                continue
            path[node] += 1
            if edges[at] in path:
                found.append((node, edges[at]))
            elif edges[at] not in done:
                stack.append(edges[at])
    return found
