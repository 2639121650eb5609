"""Path items -> operations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from generator.spec.api import METHODS, Evidence, Operation, Parameter, Server
from generator.spec.openapi.cursor import EVIDENCE_KEY, Cursor
from generator.spec.openapi.read import rules
from generator.spec.openapi.read.around import servers
from generator.spec.openapi.read.bodies import request_body, responses
from generator.spec.openapi.read.parameters import of_path, override, parameters
from generator.spec.openapi.read.security import security
from generator.spec.openapi.read.source import Source

_OWN: Final = frozenset(
    "operationId tags summary description deprecated parameters requestBody responses security servers".split()
) | {EVIDENCE_KEY}
_PATH_ITEM_KEYS: Final = frozenset({"$ref", "summary", "description", "servers", "parameters"})


def operations(source: Source) -> tuple[Operation, ...]:
    """The operations of all paths, each with an operationId of its own."""
    return _with_unique_ids(source, _operations(source))


def _operations(source: Source) -> list[tuple[Operation, Cursor]]:
    """Every operation and where it stands."""
    if source.root.value.get("paths") is None and not source.root.value.keys() & {"webhooks", "components"}:
        source.reading.report("S14", source.root, "there are no `paths`: the API has no operations")
    found: list[tuple[Operation, Cursor]] = []
    for key, at in source.reading.mapping(source.root, "paths"):
        if not key.startswith("x-"):
            found.extend(_path_item(source, _path_of(source, key, at), at))
    return found


def _path_of(source: Source, key: str, at: Cursor) -> str:
    if key.startswith("/"):
        return key
    source.reading.report("S15", at, f"path {key!r} does not begin with a slash: read as {'/' + key!r}")
    return "/" + key


def _path_item(source: Source, path: str, at: Cursor) -> Iterable[tuple[Operation, Cursor]]:
    reading = source.reading
    if at.value is None:
        return
    for item in _with_referred(source, at):
        common, own = parameters(source, item), servers(source, item)
        for key in item.value:
            if key in METHODS:
                if reading.is_mapping(item.child(key)):
                    yield _operation(source, path, key, item.child(key), common, own), item.child(key)
            elif key not in _PATH_ITEM_KEYS and not key.startswith("x-"):
                reading.report("S13", item.child(key), f"{key!r} is no verb of OpenAPI: left out")


def _with_referred(source: Source, at: Cursor) -> Iterable[Cursor]:
    """A path item, and the one that it refers to: the verbs beside a `$ref` count first."""
    if not source.reading.is_mapping(at):
        return []
    if "$ref" not in at.value:
        return [at]
    found = source.reading.target(at)
    if found is None or not source.reading.is_mapping(found):
        return [Cursor({key: value for key, value in at.value.items() if key != "$ref"}, at.pointer)]
    hidden = {key for key in at.value if key in METHODS}
    kept = {key: value for key, value in found.value.items() if key not in hidden}
    return [at, Cursor(kept, found.pointer)]


def _operation(
    source: Source, path: str, method: str, at: Cursor, common: tuple[Parameter, ...], shared: tuple[Server, ...]
) -> Operation:
    reading = source.reading
    operation_id, evidence = _operation_id(source, path, method, at)
    if source.is_3_0 and at.value.get("responses") is None:
        reading.report("S14", at, "the operation has no responses: none are documented")
    return Operation(
        operation_id=operation_id,
        method=method,
        path=path,
        tags=tuple(dict.fromkeys(reading.texts(at, "tags"))),
        summary=reading.text(at, "summary"),
        description=reading.text(at, "description"),
        deprecated=reading.flag(at, "deprecated"),
        parameters=of_path(source, path, at, override(common, parameters(source, at))),
        request_body=request_body(source, at) if at.value.get("requestBody") is not None else None,
        responses=responses(source, at),
        security=security(source, at),
        servers=servers(source, at) or shared,
        extra=source.beside(at, _OWN, "callbacks externalDocs"),
        evidence=evidence,
    )


def _operation_id(source: Source, path: str, method: str, at: Cursor) -> tuple[str, Evidence]:
    evidence = source.reading.evidence(at)
    stated = source.reading.text(at, "operationId")
    if stated:
        return stated, evidence
    return rules.operation_id_from_path(method, path), _inferred(
        evidence, "operationId", rules.operation_id_from_path.name
    )


def _with_unique_ids(source: Source, found: list[tuple[Operation, Cursor]]) -> tuple[Operation, ...]:
    """Every operationId once; those that the document states go before those made from paths."""
    stated = {operation.operation_id for operation, at in found if at.value.get("operationId")}
    used: set[str] = set()
    result = []
    for operation, at in found:
        is_stated, name = bool(at.value.get("operationId")), operation.operation_id
        if name in used or (not is_stated and name in stated):
            operation = _renamed(source, operation, rules.operation_id_made_unique(name, used | stated), is_stated, at)
        used.add(operation.operation_id)
        result.append(operation)
    return tuple(result)


def _renamed(source: Source, operation: Operation, name: str, is_stated: bool, at: Cursor) -> Operation:
    if not is_stated:
        return replace(operation, operation_id=name)
    message = f"operationId {operation.operation_id!r} is used before: this one becomes {name!r}"
    source.reading.report("S30", (*at.pointer, "operationId"), message)
    evidence = _inferred(operation.evidence, "operationId", rules.operation_id_made_unique.name)
    return replace(operation, operation_id=name, evidence=evidence)


def _inferred(evidence: Evidence, key: str, rule: str) -> Evidence:
    return replace(evidence, inferred={**evidence.inferred, key: rule})
