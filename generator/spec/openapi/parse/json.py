"""JSON -> Document, by RFC 8259."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, Final

from generator.problems import Problem
from generator.spec.openapi.document import BREAK, MAX_DEPTH, MAX_NODES, SURROGATE, Document, Pointer, refused

_SPACE: Final = re.compile(r"[ \t\n\r]*")


class _Pairs(list[tuple[str, Any]]):
    """The members of a JSON object, duplicates and all."""


class JsonReader:
    """Reads JSON with the standard library, which knows no places: those are looked up in the text when asked for."""

    def __init__(self, text: str, path: str) -> None:
        self._text = text
        self._path = path
        self._scan = json.JSONDecoder().raw_decode
        self._starts = [0, *(found.end() for found in BREAK.finditer(text))]
        self._children: dict[Pointer, dict[str | int, tuple[int, int]]] = {}
        self._duplicates: list[Pointer] = []
        self._nodes = 0

    def read(self) -> tuple[Document, tuple[Problem, ...]] | None:
        """The document, or None when the text is no JSON (it may still be YAML in flow style)."""
        try:
            raw = json.loads(self._text, object_pairs_hook=_Pairs, parse_constant=_no_constant)
        except RecursionError:
            raise refused(self._path, f"nested more than {MAX_DEPTH} levels deep") from None
        except ValueError:
            return None
        value = self._build(raw, ())
        document = Document(self._path, self._text, value, self._find, self._source)
        problems = tuple(
            document.problem("S03", pointer, f"duplicate key {pointer[-1]!r}: the first one is used")
            for pointer in self._duplicates
        )
        return document, problems

    def _build(self, raw: Any, pointer: Pointer) -> Any:
        self._nodes += 1
        if len(pointer) >= MAX_DEPTH and isinstance(raw, list):
            raise refused(self._path, f"nested more than {MAX_DEPTH} levels deep")
        if self._nodes > MAX_NODES:
            raise refused(self._path, f"more than {MAX_NODES:,} values")
        if isinstance(raw, _Pairs):
            result: dict[str, Any] = {}
            for key, child in raw:
                name = _without_surrogates(key)
                if name in result:
                    self._duplicates.append((*pointer, name))
                else:
                    result[name] = self._build(child, (*pointer, name))
            return result
        if isinstance(raw, list):
            return [self._build(child, (*pointer, index)) for index, child in enumerate(raw)]
        return _without_surrogates(raw) if isinstance(raw, str) else raw

    def _find(self, pointer: Pointer) -> tuple[int, int]:
        mark = _skip(self._text, 0)
        for depth in range(len(pointer)):
            found = self._members(pointer[:depth]).get(pointer[depth])
            if found is None:
                break
            mark = found[0]
        line = bisect_right(self._starts, mark)
        return line, mark - self._starts[line - 1] + 1

    def _source(self, pointer: Pointer) -> str | None:
        if not pointer or pointer[-1] not in self._members(pointer[:-1]):
            return None
        start = self._members(pointer[:-1])[pointer[-1]][1]
        return self._text[start : self._scan(self._text, start)[1]]

    def _members(self, pointer: Pointer) -> dict[str | int, tuple[int, int]]:
        """Key or index -> (where the key or item starts, where its value starts), of the container at `pointer`."""
        if pointer not in self._children:
            if pointer:
                start = self._members(pointer[:-1]).get(pointer[-1], (0, 0))[1]
            else:
                start = _skip(self._text, 0)
            self._children[pointer] = dict(self._scan_members(start))
        return self._children[pointer]

    def _scan_members(self, start: int) -> Iterator[tuple[str | int, tuple[int, int]]]:
        text, closing = self._text, {"{": "}", "[": "]"}.get(self._text[start])
        seen: set[str | int] = set()
        at, count = _skip(text, start + 1), 0
        while closing and text[at] != closing:
            key: str | int = count
            mark = at
            if closing == "}":
                name, at = self._scan(text, at)
                key, at = _without_surrogates(name), _skip(text, _skip(text, at) + 1)
            if key not in seen:
                yield key, (mark, at)
            seen.add(key)
            count += 1
            at = _skip(text, self._scan(text, at)[1])
            if text[at] == ",":
                at = _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _without_surrogates(text: str) -> str:
    """JSON can escape half a character (`\\ud800`), which no file can hold: it becomes U+FFFD."""
    return SURROGATE.sub("\ufffd", text)
