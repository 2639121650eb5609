"""OpenAPI Overlay 1.0: corrections by hand, applied to a document and recorded in its `x-docs`.

What an action changes is named in the `override` of the object that it belongs to, and no longer counts as inferred.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final

from generator.problems import Location, Problem, ProblemsError
from generator.spec.openapi import dump, load_document
from generator.spec.openapi.cursor import EVIDENCE_KEY, Cursor, Reading, kind, size
from generator.spec.openapi.document import Document, Pointer
from generator.spec.openapi.parse import parse
from generator.spec.openapi.write.yaml import yaml_text
from generator.spec.overlay.evidence import owner
from generator.spec.overlay.jsonpath import QueryError, find

MAX_ADDED: Final = 1_000_000
"""Values that an overlay may add, over all places that its actions match."""


@dataclass(frozen=True, slots=True)
class Action:
    """An action of an overlay: it removes, or else merges `update`. `at` is where problems with it are reported."""

    at: Cursor
    target: str
    remove: bool
    update: Any


def apply(spec: str, overlay_text: str, overlay_path: str) -> tuple[str, tuple[Problem, ...]]:
    """The OpenAPI document `spec` with an overlay applied, written anew as `dump` writes it.

    Gives the new text, and what is wrong with the overlay (an action that matches nothing is), or with the document
    after it. Raises ProblemsError when either cannot be read at all.
    """
    document, broken = parse(spec, overlay_path)
    if not isinstance(document.value, dict):
        raise ProblemsError((Problem("S10", Location(overlay_path), "what it is applied to is no OpenAPI document"),))
    known = (*broken, *load_document(document)[1])
    before = {(problem.code, problem.message) for problem in known}
    state, overlay, problems = _applied(document.value, overlay_text, overlay_path)
    try:
        corrected, more = parse(yaml_text(state.document), overlay_path)
        api, after = load_document(corrected.told_by(overlay, state.origin))
    except ProblemsError as error:
        raise ProblemsError((*problems, *_about_result(error.problems))) from None
    except RecursionError:
        raise ProblemsError((*problems, _too_deep(overlay_path))) from None
    new = [problem for problem in (*more, *after) if (problem.code, problem.message) not in before]
    return dump(api), (*problems, *_about_result(new))


def apply_to(
    document: dict[str, Any], overlay_text: str, overlay_path: str
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """A copy of `document` (plain values) with an overlay applied: its actions one after the other.

    Objects are merged, what an `update` brings for a list is appended to it, anything else is replaced. Raises
    ProblemsError when the overlay is none: broken syntax (S01), another format or version (S40).
    """
    state, _, problems = _applied(document, overlay_text, overlay_path)
    return state.document, problems


def _applied(
    document: dict[str, Any], overlay_text: str, overlay_path: str
) -> tuple[Corrections, Document, tuple[Problem, ...]]:
    overlay, problems = parse(overlay_text, overlay_path)
    reading = Reading(overlay)
    actions = _actions(reading)
    state = Corrections(reading, document)
    try:
        for action in actions:
            state.act(action)
    except RecursionError:
        raise ProblemsError((*problems, *reading.problems, _too_deep(overlay_path))) from None
    return state, overlay, (*problems, *reading.problems)


def _about_result(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Problems of the corrected document: at the lines that brought them, else said of the overlay as a whole."""
    for problem in problems:
        yield replace(problem, message=f"after these corrections: {problem.message}")


def _too_deep(overlay_path: str) -> Problem:
    return Problem("S02", Location(overlay_path), "after these corrections: nested too deeply")


def _copy(value: Any) -> Any:
    """A copy that shares nothing, not even what aliases shared: a correction must change one place only."""
    if isinstance(value, dict):
        return {key: _copy(child) for key, child in value.items()}
    return [_copy(child) for child in value] if isinstance(value, list) else value


def _actions(reading: Reading) -> list[Action]:
    _check(reading.document, reading)
    root = Cursor(reading.document.value, ())
    reading.unknown(root, ("overlay", "info", "extends", "actions"))
    found = []
    for item in reading.items(root, "actions"):
        action = _action(reading, item)
        if action is not None:
            found.append(action)
    return found


def _check(document: Document, reading: Reading) -> None:
    root = document.value
    message = None
    if not isinstance(root, dict):
        message = f"the root must be a mapping, not {kind(root)}"
    elif "overlay" not in root:
        message = "there is no `overlay: 1.0.0` at the root"
    elif not re.fullmatch(r"1\.0(\.\d+)?", reading.text(Cursor(root, ()), "overlay")):
        message = f"Overlay version {reading.text(Cursor(root, ()), 'overlay')[:40]!r} is not 1.0"
    elif root.get("actions") is None:
        message = "there are no `actions`"
    if message:
        place: Pointer = ("overlay",) if isinstance(root, dict) and "overlay" in root else ()
        raise ProblemsError((document.problem("S40", place, message),))


def _action(reading: Reading, at: Cursor) -> Action | None:
    if not isinstance(at.value, dict) or not isinstance(at.value.get("target"), str):
        reading.report("S42", at, "an action needs a `target`, a JSONPath: left out")
        return None
    reading.unknown(at, ("target", "description", "update", "remove"))
    remove = reading.flag(at, "remove")
    if not remove and "update" not in at.value:
        reading.report("S42", at, "an action needs `update` or `remove: true`: left out")
        return None
    return Action(at, at.value["target"], remove, at.value.get("update"))


class Corrections:
    """A copy of a document while actions are applied to it. `reading` is told what is wrong with an action."""

    def __init__(self, reading: Reading, document: dict[str, Any]) -> None:
        self._reading = reading
        self._added = 0
        self._origins: dict[Pointer, Pointer] = {}
        self.document = _copy(document)

    def origin(self, pointer: Pointer) -> Pointer | None:
        """The place in the overlay that brought the value at `pointer`, or what it stands in; None when none did."""
        for length in range(len(pointer), -1, -1):
            if pointer[:length] in self._origins:
                return (*self._origins[pointer[:length]], *pointer[length:])
        return None

    def value(self, place: Pointer) -> Any:
        """What stands at a place now; None when nothing does."""
        value: Any = self.document
        for step in place:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):  # removed already, with what held it
                return None
        return value

    def act(self, action: Action) -> bool:
        """Apply an action at every place that its target matches; False when that was refused, which is reported."""
        try:
            places = find(action.target, self.document)
        except QueryError as error:
            return self._refuse(action, f"{action.target[:200]!r}: {error}")
        if not places:
            self._reading.report("S41", (*action.at.pointer, "target"), f"{action.target!r} matches nothing")
            return False
        return self._remove(action, places) if action.remove else self._update(action, places)

    def _refuse(self, action: Action, message: str) -> bool:
        self._reading.report("S42", (*action.at.pointer, "target"), message)
        return False

    def _remove(self, action: Action, places: list[Pointer]) -> bool:
        """Remove from the back, so that earlier indexes of lists stay right."""
        if () in places:
            return self._refuse(action, f"{action.target!r} is the document itself, which cannot be removed")
        for place in places:
            self._record(place)
            value = self.value(place)
            self._record_required(*((place, value) if isinstance(value, list) else (place[:-1], [value])))
        for place in sorted(places, key=_by_index, reverse=True):
            with suppress(KeyError, IndexError, TypeError):  # gone already, with what held it
                del self.value(place[:-1])[place[-1]]
            self._origins[place[:-1]] = (*action.at.pointer, "target")
        return True

    def _update(self, action: Action, places: list[Pointer]) -> bool:
        done = True
        for place in places:
            target = self.value(place)
            self._added += size(action.update)
            if self._added > MAX_ADDED:
                return self._refuse(action, f"adds more than {MAX_ADDED:,} values: not applied")
            origin = (*action.at.pointer, "update")
            if isinstance(target, list):
                self._append(target, action.update, place, origin)
            elif isinstance(target, dict) and isinstance(action.update, dict):
                self._merge(target, action.update, place, origin)
            else:
                what = f"{kind(target)}, which cannot be merged with {kind(action.update)}"
                done = self._refuse(action, f"{action.target!r} matches {what}")
        return done

    def _merge(self, target: dict[str, Any], update: dict[str, Any], place: Pointer, origin: Pointer) -> None:
        for key, value in update.items():
            known, here, there = target.get(key), (*place, key), (*origin, key)
            if isinstance(known, dict) and isinstance(value, dict):
                self._merge(known, value, here, there)
            elif isinstance(known, list):
                self._append(known, value, here, there)
            elif key not in target or known != value:
                target[key] = _copy(value)
                self._record(here)
                self._record_required(here, value)
                self._origins[here] = there

    def _append(self, target: list[Any], update: Any, place: Pointer, origin: Pointer) -> None:
        self._record(place)
        self._record_required(place, update if isinstance(update, list) else [update])
        for index, value in enumerate(update if isinstance(update, list) else [update]):
            self._origins[(*place, len(target))] = (*origin, index) if isinstance(update, list) else origin
            target.append(_copy(value))

    def _record(self, place: Pointer) -> None:
        """Name what was changed in the evidence of the object around it."""
        holder = owner(place)
        key = str(place[len(holder)]) if len(place) > len(holder) else EVIDENCE_KEY
        found = self.value(holder)
        if key == EVIDENCE_KEY or not isinstance(found, dict):
            return
        evidence = found.get(EVIDENCE_KEY)
        found[EVIDENCE_KEY] = _overridden(evidence if isinstance(evidence, dict) else {}, key)

    def _record_required(self, place: Pointer, names: Any) -> None:
        """Where a schema's list `required` changes by these names: name it in the evidence of these properties."""
        if place[-1:] == ("required",) and isinstance(names, list):
            for name in names:
                self._record((*place[:-1], "properties", str(name), "required"))


def _overridden(evidence: dict[str, Any], key: str) -> dict[str, Any]:
    result = dict(evidence)
    inferred, guesses, override = (evidence.get(name) for name in ("inferred", "guesses", "override"))
    if isinstance(inferred, dict):
        result["inferred"] = {name: rule for name, rule in inferred.items() if name != key}
    if isinstance(guesses, list):
        result["guesses"] = [name for name in guesses if name != key]
    names = {name for name in override if isinstance(name, str)} if isinstance(override, list) else set()
    result["override"] = sorted(names | {key})
    return result


def _by_index(place: Pointer) -> tuple[tuple[int, str], ...]:
    return tuple((step, "") if isinstance(step, int) else (-1, step) for step in place)
