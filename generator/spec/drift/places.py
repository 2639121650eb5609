"""Where the things of a generated client stand in the OpenAPI document that it was rendered from.

A client knows models by the names of their schemas, and inline objects by names made of the way to them: the owner's
name and the property's. Here that way is found back; what does not lead to one place leads to none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from generator.spec.api import Api
from generator.spec.openapi.cursor import Cursor, Reading, component_names
from generator.spec.openapi.document import Document, Pointer
from generator.spec.spelling import plain

MAX_PARTS: Final = 200
"""How many parts of one schema are looked at."""

_STEPS: Final = {"[]": "items", ".*": "additionalProperties"}
_SUFFIX: Final = re.compile(r"\[\]|\.\*")
_ALTERNATIVES: Final = ("oneOf", "anyOf")


class Places:
    """The places of models, fields and operations in a document. `api` is what the document was read as."""

    def __init__(self, document: Document, api: Api) -> None:
        self._reading = Reading(document)  # its problems are those of reading the document, told there
        self._root = Cursor(document.value, ())
        self._operations = {each.operation_id: (each.path, each.method) for each in api.operations}
        self._components = self._named()
        self._inline: dict[str, list[Cursor]] | None = None

    def operation(self, operation_id: str) -> Cursor | None:
        """The operation object."""
        path, method = self._operations.get(operation_id, ("", ""))
        item = self._child(self._root, "paths", path)
        item = self._followed(item) if item else None
        return self._child(item, method) if item else None

    def models(self, name: str) -> list[Cursor]:
        """The schemas that a client calls `name`: one component, or the inline objects of such a name."""
        if name in self._components:
            return [self._components[name]]
        if self._inline is None:
            self._inline = self._index()
        return self._inline.get(plain(name), [])

    def declared(self, model: Cursor, field: str) -> list[Cursor]:
        """The schemas of a property: in the model itself and all it is made of, else in its first alternative."""
        own = [self._child(part, "properties", field) for part in self.parts(model)]
        found = [each for each in own if each is not None]
        if not found:
            others = (self._child(part, "properties", field) for part in self._alternatives(model))
            found = [each for each in others if each is not None][:1]
        return found

    def values(self, model: Cursor, field: str) -> list[Cursor]:
        """The schemas of a field's value, or of what it holds: `tags`, `tags[]`, `labels.*`."""
        for name, steps in _readings(field):
            declared = self.declared(model, name)
            if declared:
                return self.below(declared, steps)
        return []

    def below(self, schemas: Iterable[Cursor], steps: Iterable[str]) -> list[Cursor]:
        """The schemas that `steps` (`[]` for items, `.*` for other properties) lead to."""
        found = list(schemas)
        for step in steps:
            ways = [self._child(part, _STEPS[step]) for each in found for part in self._all_parts(each)]
            found = list({each.pointer: each for each in ways if each is not None}.values())
        return found

    def roots(self, operation_id: str, field: str, documented: str) -> list[Cursor]:
        """The one schema of the JSON that an operation answers with, or of what it holds (`[]`), that a client calls
        `documented`; one of success before others."""
        responses = self._child(self.operation(operation_id), "responses")
        found: dict[bool, list[Cursor]] = {True: [], False: []}
        for response in _mapping(responses):
            bodies = self.below(self._bodies(response), _SUFFIX.findall(field))
            found[str(response.pointer[-1])[:1] == "2"] += [
                body for body in bodies if _is_called(body.value, documented)
            ]
        told = found[True] or found[False]
        return told if len(told) == 1 else []

    def enums(self, schema: Cursor) -> list[Cursor]:
        """The schemas that list the values of `schema`: those that all hold, else the first alternative."""
        found = [part for part in self.parts(schema) if _lists_texts(part.value)]
        return found or [part for part in self._alternatives(schema) if _lists_texts(part.value)][:1]

    def parts(self, schema: Cursor) -> list[Cursor]:
        """The schema, and all of what it refers to and is made of by allOf."""
        return list(islice(self._reach([schema], ("allOf",)), MAX_PARTS))

    def _all_parts(self, schema: Cursor) -> list[Cursor]:
        return list(islice(self._reach([schema], ("allOf", *_ALTERNATIVES)), MAX_PARTS))

    def _alternatives(self, schema: Cursor) -> list[Cursor]:
        own = {part.pointer for part in self.parts(schema)}
        return [part for part in self._all_parts(schema) if part.pointer not in own]

    def _reach(self, start: list[Cursor], keys: tuple[str, ...]) -> Iterator[Cursor]:
        pending, seen = start, set[Pointer]()
        while pending:
            at = pending.pop(0)
            if at.pointer in seen or not isinstance(at.value, dict):
                continue
            seen.add(at.pointer)
            yield at
            if isinstance(at.value.get("$ref"), str):
                found = self._reading.lookup(at.value["$ref"], at)
                pending += [found] if found else []
            pending += [member for key in keys for member in _members(at, key)]

    def _followed(self, at: Cursor) -> Cursor:
        """What a reference leads to in the end; of others the thing itself."""
        return list(islice(self._reach([at], ()), MAX_PARTS))[-1] if isinstance(at.value, dict) else at

    def _child(self, at: Cursor | None, *keys: str) -> Cursor | None:
        for key in keys:
            if at is None or not isinstance(at.value, dict) or key not in at.value:
                return None
            at = at.child(key)
        return at

    def _bodies(self, response: Cursor) -> Iterator[Cursor]:
        """The schemas of the JSON representations of a response."""
        content = self._child(self._followed(response), "content")
        for media in _mapping(content):
            if "json" in str(media.pointer[-1]).lower():
                schema = self._child(media, "schema")
                if schema is not None:
                    yield schema

    def _named(self) -> dict[str, Cursor]:
        schemas = self._child(self._root, "components", "schemas")
        declared = {str(each.pointer[-1]): each for each in _mapping(schemas)}
        return {name: declared[key] for key, name in component_names(declared).items()}

    # -- inline objects -----------------------------------------------------------------------------------------

    def _index(self) -> dict[str, list[Cursor]]:
        """Loose name -> the inline objects that a client would call so."""
        found: dict[str, list[Cursor]] = {}
        for name, at in self._named_roots():
            for inner, schema in _inner(name, at):
                found.setdefault(plain(inner), []).append(schema)
        return found

    def _named_roots(self) -> Iterator[tuple[str, Cursor]]:
        yield from self._components.items()
        for operation_id in self._operations:
            operation = self.operation(operation_id)
            for response in _mapping(self._child(operation, "responses")):
                status = str(response.pointer[-1])
                name = f"{operation_id}{'' if status[:1] == '2' else status}Response"
                yield from ((name, schema) for schema in self._bodies(response))


def _inner(name: str, at: Cursor) -> Iterator[tuple[str, Cursor]]:
    """(name, schema) of a schema and of all that stand in it, named as a client names inline objects."""
    pending = [(name, at)]
    while pending:
        name, at = pending.pop()
        if not isinstance(at.value, dict):
            continue
        if isinstance(at.value.get("properties"), dict) or isinstance(at.value.get("allOf"), list):
            yield name, at
        pending += [(name + str(each.pointer[-1]), each) for each in _mapping(_key(at, "properties"))]
        pending += [(name + word, at.child(key)) for key, word in _WORDS if key in at.value]
        pending += [(name, each) for each in _members(at, "allOf")]
        told = [each for key in _ALTERNATIVES for each in _members(at, key) if each.value != {"type": "null"}]
        pending += [(name + _option(each, number, len(told)), each) for number, each in enumerate(told, 1)]


_WORDS: Final = (("items", "Item"), ("additionalProperties", "Value"))


def _option(member: Cursor, number: int, count: int) -> str:
    title = member.value.get("title") if isinstance(member.value, dict) else None
    return "" if count == 1 else str(title or f"Option{number}")


def _key(at: Cursor, key: str) -> Cursor | None:
    return at.child(key) if key in at.value else None


def _mapping(at: Cursor | None) -> list[Cursor]:
    return [at.child(key) for key in at.value] if at is not None and isinstance(at.value, dict) else []


def _members(at: Cursor, key: str) -> list[Cursor]:
    members = at.value.get(key)
    return [at.child(key).child(index) for index in range(len(members))] if isinstance(members, list) else []


def _lists_texts(value: Any) -> bool:
    listed = value.get("enum")
    return isinstance(value.get("const"), str) or (
        isinstance(listed, list) and any(isinstance(item, str) for item in listed)
    )


def _is_called(schema: Any, documented: str) -> bool:
    """Whether a client may write the type of `schema` so."""
    if not isinstance(schema, dict):
        return False
    if isinstance(schema.get("$ref"), str):
        return plain(schema["$ref"].rpartition("/")[2]) == plain(documented)
    named = schema.get("type")
    patterns = [_TYPE_TEXT[each] for each in (named if isinstance(named, list) else [named]) if each in _TYPE_TEXT]
    return not patterns or any(pattern.match(documented) for pattern in patterns)


_TYPE_TEXT: Final = {
    "array": re.compile(r"list\["),
    "object": re.compile(r"dict\[|[A-Z]"),
    "string": re.compile(r"str|datetime|uuid|bytes|decimal|Literal"),
    "integer": re.compile(r"int|Literal"),
    "number": re.compile(r"float"),
    "boolean": re.compile(r"bool"),
}


def _readings(field: str) -> Iterator[tuple[str, list[str]]]:
    """How a field of a report can be read: a name, and steps below it. Names may hold brackets: the longest first."""
    steps: list[str] = []
    yield field, steps
    while field[-2:] in _STEPS:
        steps, field = [field[-2:], *steps], field[:-2]
        yield field, steps
