"""The document as its readers see it: references to all but schemas are written out, schemas go by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

from generator.spec.api import EMPTY
from generator.spec.openapi.cursor import EVIDENCE_KEY, Cursor, Reading, component_names
from generator.spec.openapi.document import Pointer
from generator.spec.openapi.read.schemas import SchemaReader
from generator.spec.openapi.write.schemas import schema_value

_DATA: Final = frozenset({"example", "default", "value", "enum", "const", EVIDENCE_KEY})
_NOTHING: Final = Cursor({}, ())

_Part = TypeVar("_Part")


class Source:
    """A document of a known version: access to its values, its schemas, and the names of its security schemes."""

    def __init__(self, reading: Reading, root: Cursor, is_3_0: bool) -> None:
        self.reading = reading
        self.root = root
        self.is_3_0 = is_3_0
        components = {name: at for name, at in reading.mapping(root, "components") if at.value is not None}
        self.schemas = SchemaReader(reading, components.get("schemas", _NOTHING), is_3_0)
        self.schemes = components.get("securitySchemes", _NOTHING)
        self.scheme_names = component_names(reading.members(self.schemes))
        self._inlining: list[Pointer] = []

    def inlined(self, at: Cursor, parse: Callable[[Cursor], _Part | None]) -> _Part | None:
        """What `parse` makes of the object at `at`, or of what its `$ref` refers to; a description beside it counts."""
        if not isinstance(at.value, dict):
            self.reading.wrong(at, "a mapping")
            return None
        if not isinstance(at.value.get("$ref"), str):
            return parse(at)
        found = self.reading.target(at)
        if found is None:
            return None
        if not isinstance(found.value, dict):
            self.reading.report("S23", at, f"{at.value['$ref']!r} does not refer to an object")
            return None
        if isinstance(at.value.get("description"), str):
            found = Cursor({**found.value, "description": at.value["description"]}, found.pointer)
        return parse(found)

    def beside(self, at: Cursor, own: Iterable[str], kept: str = "") -> Mapping[str, Any]:
        """The members of an object beside its `own`, without references to what an Api does not keep. `kept`: the
        other keys that OpenAPI knows here; any more are reported."""
        self.reading.unknown(at, {*own, *kept.split()})
        names = [key for key in at.value if key not in own]
        return {key: self._kept(key, at.child(key)) for key in names} or EMPTY

    def portable(self, at: Cursor) -> Any:
        """A copy in which references to anything but schemas are written out."""
        if isinstance(at.value, list):
            return [self.portable(at.child(index)) for index in range(len(at.value))]
        if not isinstance(at.value, dict):
            return at.value
        if isinstance(at.value.get("$ref"), str):
            return self._portable_target(at)
        return {key: self._kept(key, at.child(key)) for key in at.value}

    def _kept(self, key: str, at: Cursor) -> Any:
        if key in _DATA or key.startswith("x-"):
            return at.value
        if key == "schema" and isinstance(at.value, dict | bool):
            return schema_value(self.schemas.schema(at))
        return self.portable(at)

    def _portable_target(self, at: Cursor) -> Any:
        found = self.reading.target(at)
        if found is None:
            return {}
        if found.pointer[:2] == ("components", "schemas") and isinstance(found.value, dict | bool):
            return schema_value(self.schemas.schema(at))
        if found.pointer in self._inlining:
            self.reading.report("S22", at, f"{at.value['$ref']!r} holds itself")
            return {}
        self._inlining.append(found.pointer)
        try:
            return self.portable(found)
        finally:
            self._inlining.pop()
