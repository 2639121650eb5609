"""What every reader of OpenAPI documents needs: a cursor, tolerant access to values, and local references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Final
from urllib.parse import unquote

from generator.problems import Problem, ProblemsError
from generator.spec.api import EMPTY, Evidence
from generator.spec.openapi.document import MAX_NODES, Document, Pointer

MAX_PROBLEMS: Final = 1000
"""So many problems are listed one by one; a document with more is not one that anybody reads to the end."""

EVIDENCE_KEY: Final = "x-docs"


@dataclass(frozen=True, slots=True)
class Cursor:
    """A value of the document and the way to it."""

    value: Any
    pointer: Pointer

    def child(self, key: str | int) -> Cursor:
        """The member `key` of a mapping, or the item `key` of a sequence, which must exist."""
        return Cursor(self.value[key], (*self.pointer, key))


class Reading:
    """One document being read: its problems so far, and access to its values that reports what it cannot use."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self._weights: dict[Pointer, int] = {}
        self._inlined = 0

    def report(self, code: str, at: Cursor | Pointer, message: str) -> None:
        """Record a problem at a place of the document."""
        pointer = at.pointer if isinstance(at, Cursor) else at
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(self.document.problem(code, pointer, message))
        elif len(self.problems) == MAX_PROBLEMS:
            self.problems.append(
                self.document.problem("S05", pointer, f"more than {MAX_PROBLEMS} problems; the rest is not listed")
            )

    def wrong(self, at: Cursor, expected: str) -> None:
        """Report a value of the wrong kind, which is left out."""
        last = at.pointer[-1] if at.pointer else None
        name = "the document" if last is None else f"item {last + 1}" if isinstance(last, int) else repr(last)
        self.report("S13", at, f"{name} must be {expected}, not {kind(at.value)}: left out")

    def unknown(self, at: Cursor, known: Iterable[str], only_near: bool = False) -> None:
        """Report the keys of a mapping that are neither `known` nor extensions (`x-...`): they are kept, and mean
        nothing. `only_near`: where any key may stand, those that look like a known one misspelt."""
        known = frozenset(known)
        for key in at.value:
            if key in known or key.startswith("x-"):
                continue
            near = next((one for one in known if one.lower() == key.lower()), None)
            close = [near] if near else get_close_matches(key, known, 1, 0.85)
            if close or not only_near:
                hint = f"; {close[0]!r} is one" if close else ""
                self.report("S16", at.child(key), f"{key!r} is not known here{hint}: it has no effect")

    def is_mapping(self, at: Cursor) -> bool:
        """Whether there is a mapping (an empty one is one); anything else is reported."""
        if not isinstance(at.value, dict):
            self.wrong(at, "a mapping")
            return False
        return True

    def members(self, at: Cursor) -> dict[str, Any]:
        """The mapping at `at`; when it is none, that is reported and it counts as empty."""
        return at.value if self.is_mapping(at) else {}

    def mapping(self, at: Cursor, key: str) -> Iterable[tuple[str, Cursor]]:
        """(name, cursor) of each member of the mapping under `key`, which may be absent or null."""
        if at.value.get(key) is None:
            return ()
        child = at.child(key)
        return [(name, child.child(name)) for name in self.members(child)]

    def items(self, at: Cursor, key: str) -> list[Cursor]:
        """The items of the sequence under `key`, which may be absent or null."""
        if at.value.get(key) is None:
            return []
        child = at.child(key)
        if not isinstance(child.value, list):
            self.wrong(child, "a list")
            return []
        return [child.child(index) for index in range(len(child.value))]

    def text(self, at: Cursor, key: str) -> str:
        """The text under `key`, "" when absent; a number or truth value as it was written (`1.10`)."""
        value = at.value.get(key)
        if isinstance(value, str):
            return value
        if value is None:
            return ""
        child = at.child(key)
        if isinstance(value, dict | list):
            self.wrong(child, "text")
            return ""
        return self.document.source(child.pointer) or str(value)

    def optional_text(self, at: Cursor, key: str) -> str | None:
        """As `text`, but None where there is none or an empty one."""
        return self.text(at, key) or None

    def texts(self, at: Cursor, key: str) -> tuple[str, ...]:
        """The sequence of texts under `key`."""
        found = []
        for item in self.items(at, key):
            if isinstance(item.value, str):
                found.append(item.value)
            elif item.value is None or isinstance(item.value, dict | list):
                self.wrong(item, "text")
            else:
                found.append(self.document.source(item.pointer) or str(item.value))
        return tuple(found)

    def flag(self, at: Cursor, key: str) -> bool:
        """The truth value under `key`, False when absent."""
        return self.optional_flag(at, key) or False

    def optional_flag(self, at: Cursor, key: str) -> bool | None:
        """The truth value under `key`, None when absent; a quoted one is taken with a warning."""
        value = at.value.get(key)
        if value is None or isinstance(value, bool):
            return value
        child = at.child(key)
        if isinstance(value, str) and value.lower() in ("true", "false"):
            self.report("S15", child, f"{key!r} is the text {value!r}: taken as a truth value")
            return value.lower() == "true"
        self.wrong(child, "true or false")
        return None

    def evidence(self, at: Cursor) -> Evidence:
        """The `x-docs` of the object at `at`."""
        if EVIDENCE_KEY not in at.value:
            return Evidence(pointer=at.pointer)
        child = at.child(EVIDENCE_KEY)
        raw = child.value
        if not isinstance(raw, dict):
            self.report("S35", child, f"x-docs must be a mapping, not {kind(raw)}: ignored")
            return Evidence(pointer=at.pointer)
        places = raw.get("at", ())
        return Evidence(
            at=self._evidence_list(child, "at", [places] if isinstance(places, str) else places),
            inferred=self._evidence_rules(child, raw.get("inferred", EMPTY)),
            guesses=self._evidence_list(child, "guesses", raw.get("guesses", ())),
            override=self._evidence_list(child, "override", raw.get("override", ())),
            pointer=at.pointer,
        )

    def _evidence_list(self, at: Cursor, key: str, value: Any) -> tuple[str, ...]:
        if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.report("S35", at, f"{key!r} of x-docs must be a list of texts: ignored")
        return ()

    def _evidence_rules(self, at: Cursor, value: Any) -> Mapping[str, str]:
        if isinstance(value, Mapping) and all(isinstance(rule, str) for rule in value.values()):
            return dict(value) or EMPTY
        self.report("S35", at, "'inferred' of x-docs must map keys to names of rules: ignored")
        return EMPTY

    def target(self, at: Cursor) -> Cursor | None:
        """What the `$ref` of the mapping at `at` refers to, through further references; None (reported) if nothing.

        Only references within the document are followed (RFC 6901 in a URI fragment).
        """
        seen: set[Pointer] = set()
        here = at
        while isinstance(here.value, dict) and isinstance(here.value.get("$ref"), str):
            found = self.lookup(here.value["$ref"], here)
            if found is None:
                return None
            if found.pointer in seen:
                self.report("S22", at, f"{at.value['$ref']!r} refers to itself")
                return None
            seen.add(found.pointer)
            here = found
        self._weigh(here)
        return here

    def lookup(self, reference: str, at: Cursor) -> Cursor | None:
        """The value that `reference` names, one step only; None (reported at `at`) when there is none."""
        found = self.find(reference, at.pointer)
        if found is None:
            place = (*at.pointer, "$ref") if isinstance(at.value, dict) and "$ref" in at.value else at.pointer
            is_local = reference.startswith("#")
            why = "refers to nothing" if is_local else "is in another document"
            self.report("S20" if is_local else "S21", place, f"{reference!r} {why}")
        return found

    def find(self, reference: str, near: Pointer = ()) -> Cursor | None:
        """As `lookup`, but silent; `near` is the place of the reference."""
        if not reference.startswith("#"):
            return None
        if reference[1:2] not in ("", "/"):
            return self._anchored(unquote(reference[1:]), near)
        found = Cursor(self.document.value, ())
        for token in _tokens(reference):
            step = _step(found.value, token)
            if step is None:
                return None
            found = found.child(step)
        return found

    def _anchored(self, name: str, near: Pointer) -> Cursor | None:
        """The schema of an anchor: the one in the same component, or else the first."""
        return max(self._anchors.get(name, ()), key=lambda at: at.pointer[:3] == near[:3], default=None)

    @cached_property
    def _anchors(self) -> dict[str, list[Cursor]]:
        """The schemas that `$anchor` and `$dynamicAnchor` name, in the order of the document."""
        found: dict[str, list[Cursor]] = {}
        pending = [Cursor(self.document.value, ())]
        while pending:
            at = pending.pop()
            keys: Iterable[Any] = at.value if isinstance(at.value, dict) else range(len(at.value))
            pending.extend(at.child(key) for key in reversed(list(keys)) if isinstance(at.value[key], dict | list))
            for key in ("$anchor", "$dynamicAnchor"):
                name = at.value.get(key) if isinstance(at.value, dict) else None
                if isinstance(name, str):
                    found.setdefault(name, []).append(at)
        return found

    def _weigh(self, at: Cursor) -> None:
        """Bound what inlining makes of the document: a large part may be referred to from many places."""
        weight = self._weights.get(at.pointer)
        if weight is None:
            weight = self._weights[at.pointer] = size(at.value)
        self._inlined += weight
        if self._inlined > MAX_NODES:
            message = f"more than {MAX_NODES:,} values when its references are written out"
            raise ProblemsError((*self.problems, self.document.problem("S02", (), message)))


def kind(value: Any) -> str:
    """What people call the type of a value."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case str():
            return f"the text {value[:40]!r}"
        case _:
            return f"the number {str(value)[:40]}"


def size(value: Any) -> int:
    """The number of values in `value`, itself included."""
    count, pending = 0, [value]
    while pending:
        current = pending.pop()
        count += 1
        if isinstance(current, dict):
            pending.extend(current.values())
        elif isinstance(current, list):
            pending.extend(current)
    return count


def component_names(keys: Iterable[str]) -> dict[str, str]:
    """Key of a component -> a name that OpenAPI allows for it (`^[A-Za-z0-9._-]+$`), each used once."""
    keys = list(keys)
    taken = {key for key in keys if _NAME.fullmatch(key)}
    return {key: key if key in taken else unique(_NOT_NAME.sub("_", key) or "_", taken) for key in keys}


def unique(name: str, taken: set[str]) -> str:
    """`name`, or `name_2`, `name_3`, ... when it is taken; the result is added to `taken`."""
    candidate, number = name, 2
    while candidate in taken:
        candidate, number = f"{name}_{number}", number + 1
    taken.add(candidate)
    return candidate


_NAME: Final = re.compile(r"[A-Za-z0-9._-]+")
_NOT_NAME: Final = re.compile(r"[^A-Za-z0-9._-]+")


def _tokens(reference: str) -> list[str]:
    fragment = unquote(reference[1:])
    if not fragment:
        return []
    return [token.replace("~1", "/").replace("~0", "~") for token in fragment.removeprefix("/").split("/")]


def _step(value: Any, token: str) -> str | int | None:
    if isinstance(value, dict):
        return token if token in value else None
    if isinstance(value, list) and token.isdecimal() and len(token) < 9 and int(token) < len(value):
        return int(token)
    return None
