"""The document while it is being corrected."""

from __future__ import annotations

from typing import Any

from generator.spec.drift.findings import Finding
from generator.spec.openapi.cursor import Cursor, Reading
from generator.spec.openapi.document import Pointer
from generator.spec.overlay import Action, Corrections
from generator.spec.overlay.jsonpath import path_to, quoted


class Draft:
    """The document while it is being corrected, and the actions so far. Both change together."""

    def __init__(self, document: dict[str, Any], reading: Reading) -> None:
        self._reading = reading
        self._state = Corrections(reading, document)
        self.actions: list[dict[str, Any]] = []
        self.is_3_0 = str(document.get("openapi", "")).startswith("3.0")

    def value(self, pointer: Pointer) -> Any:
        """What stands at a place now; None when nothing does."""
        return self._state.value(pointer)

    def items(self, pointer: Pointer) -> list[Any]:
        """The list that stands at a place now; whatever else may stand there holds nothing."""
        found = self.value(pointer[:-1])
        return listed(found, str(pointer[-1]))

    def update(self, finding: Finding, pointer: Pointer, update: dict[str, Any], why: str) -> None:
        """Merge `update` into the object at a place."""
        self._act(finding, path_to(pointer), why, update=update)

    def remove(self, finding: Finding, pointer: Pointer, why: str) -> None:
        """Remove what stands at a place."""
        self._act(finding, path_to(pointer), why, remove=True)

    def drop(self, finding: Finding, pointer: Pointer, item: str, why: str) -> None:
        """Remove an item of a list; with the last one the list goes."""
        if all(each == item for each in self.value(pointer)):
            self.remove(finding, pointer, why)
        else:
            self._act(finding, f"{path_to(pointer)}[?@ == {quoted(item)}]", why, remove=True)

    def refuse(self, finding: Finding, message: str) -> None:
        """Say that a person has to see to it."""
        self._reading.report("S53", finding.mismatches[0].pointer, message)

    def _act(self, finding: Finding, target: str, why: str, **change: Any) -> None:
        at = Cursor(None, finding.mismatches[0].pointer)
        if self._state.act(Action(at, target, bool(change.get("remove")), change.get("update"))):
            self.actions.append({"target": target, "description": why, **change})


def listed(schema: Any, key: str) -> list[Any]:
    """The list under `key` of a schema; whatever else may stand there holds nothing."""
    found = schema.get(key) if isinstance(schema, dict) else None
    return found if isinstance(found, list) else []
