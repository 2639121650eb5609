"""YAML or JSON text -> plain values that know their place.

YAML is read by the core schema of YAML 1.2 (`on`, `yes`, `=`, `<<`, `1_000` and dates are strings, keys are always
strings); JSON by RFC 8259. Text is untrusted: depth, size and aliases are bounded before anything is built from them.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import yaml

from generator.problems import Location, Problem, ProblemsError

Pointer: TypeAlias = tuple[str | int, ...]
"""The way from the root of a document to a value in it: keys of mappings, indexes of sequences."""

MAX_DEPTH: Final = 128
"""Nesting beyond this is refused: real documents stay below 40, and no reader or writer may run out of stack."""

MAX_NODES: Final = 3_000_000
"""Values beyond this, with every alias written out, are refused: the largest public documents stay below 2 million."""

MAX_TEXT: Final = 64 * 1024 * 1024
"""Characters beyond this are refused."""

QUOTE_WIDTH: Final = 300
"""Of a longer line (minified JSON) the part that begins at the problem is quoted."""

_BREAK: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_PLAIN: Final = "plain"
_QUOTED: Final = "tag:yaml.org,2002:str"
_INT: Final = re.compile(r"[-+]?[0-9]+")
_OCTAL: Final = re.compile(r"0o[0-7]+")
_HEX: Final = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_SPECIAL: Final[dict[str, Any]] = (
    dict.fromkeys(("", "~", "null", "Null", "NULL"))
    | dict.fromkeys(("true", "True", "TRUE"), True)
    | dict.fromkeys(("false", "False", "FALSE"), False)
    | {sign + word: float("inf") for sign in ("", "+") for word in (".inf", ".Inf", ".INF")}
    | dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf"))
    | dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan"))
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was read: its `value`, and where each part of it stands in `text`.

    `path` is the path shown to people. `_find` gives line and column of a pointer, `_source` the text of a scalar.
    """

    path: str
    text: str
    value: Any
    _find: Callable[[Pointer], tuple[int, int]]
    _source: Callable[[Pointer], str | None]
    _lines: list[str] = field(default_factory=list)

    def location(self, pointer: Pointer) -> Location:
        """Where the value at `pointer` stands; of a member of a mapping, where its key stands."""
        return Location(self.path, *self._find(pointer))

    def problem(self, code: str, pointer: Pointer, message: str) -> Problem:
        """A problem about the value at `pointer`, with its place and its line."""
        location = self.location(pointer)
        return Problem(code, location, message, self._quote(location))

    def told_by(self, other: Document, where: Callable[[Pointer], Pointer | None]) -> Document:
        """The same values, with their problems told at the places of `other`: `where` leads from a pointer here to one
        there, or to None when nothing there is about it."""

        def find(pointer: Pointer) -> tuple[int, int]:
            place = where(pointer)
            return (0, 0) if place is None else other._find(place)

        return Document(other.path, other.text, self.value, find, self._source)

    def source(self, pointer: Pointer) -> str | None:
        """The scalar at `pointer` as written (`1.10`, not 1.1), or None when it is not known."""
        return self._source(pointer)

    def _quote(self, location: Location) -> str:
        if not self._lines:
            self._lines.extend(_BREAK.split(self.text))
        return quote(self._lines, location)


def quote(lines: list[str], location: Location) -> str:
    """The line of `location`, or the part of it that begins there when the line is long."""
    if not 0 < location.line <= len(lines):
        return ""
    line = lines[location.line - 1]
    if len(line) <= QUOTE_WIDTH:
        return line
    start = max(location.column - 1, 0)
    return line[start : start + QUOTE_WIDTH]


def read(text: str, path: str) -> tuple[Document, tuple[Problem, ...]]:
    """Read a YAML or JSON document; `path` is what people call it.

    Gives the document and what is wrong with it (duplicate keys, tags, keys that are no scalars). Raises ProblemsError
    when it cannot be read: broken syntax (S01), nested too deeply or too large (S02).
    """
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_TEXT:
        raise _refused(path, f"the text is longer than {MAX_TEXT:,} characters")
    if _SURROGATE.search(text):
        raise _broken(text, path, 0, 0, "the text is not valid Unicode")
    if text.lstrip()[:1] in ("{", "["):
        read_json = _JsonReader(text, path).read()
        if read_json is not None:
            return read_json
    return _YamlReader(text, path).read()


def _refused(path: str, message: str) -> ProblemsError:
    return ProblemsError((Problem("S02", Location(path), message),))


def _broken(text: str, path: str, line: int, column: int, message: str) -> ProblemsError:
    location = Location(path, line, column)
    return ProblemsError((Problem("S01", location, message, quote(_BREAK.split(text), location)),))


# ---------------------------------------------------------------------------------------------------------- YAML


class _TooDeepError(Exception):
    pass


class _TooLargeError(Exception):
    pass


class _Composer(yaml.CSafeLoader):
    """Composes nodes with libyaml. Resolves no tags (that is done when values are built) but counts and bounds.

    libyaml composes recursively on the C stack, which overflows without an exception: hence the count of depth here.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._depth = 0
        self._nodes = 0

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return _PLAIN if kind is yaml.ScalarNode and implicit[0] else _QUOTED

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        self._depth += 1
        self._nodes += 1
        if self._depth > 2 * MAX_DEPTH:
            raise _TooDeepError
        if self._nodes > MAX_NODES:
            raise _TooLargeError

    def ascend_resolver(self) -> None:
        self._depth -= 1


class _YamlReader:
    """Builds values from composed nodes; a node that aliases share is built once and its size counted each time."""

    def __init__(self, text: str, path: str) -> None:
        self._text = text
        self._path = path
        self._lines = _BREAK.split(text)
        self._problems: list[Problem] = []
        self._built: dict[int, tuple[Any, int, int]] = {}

    def read(self) -> tuple[Document, tuple[Problem, ...]]:
        root = self._compose()
        value = self._build(root, 0)[0] if root is not None else None
        document = Document(
            self._path,
            self._text,
            value,
            lambda pointer: _find_node(root, pointer),
            lambda pointer: _source_of_node(root, pointer),
            self._lines,
        )
        return document, tuple(self._problems)

    def _compose(self) -> yaml.Node | None:
        try:
            composer = _Composer(self._text)
            try:
                node: yaml.Node | None = composer.get_single_node()
            finally:
                composer.dispose()
        except (_TooDeepError, RecursionError):
            raise self._too_deep() from None
        except _TooLargeError:
            raise self._too_large() from None
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = (mark.line + 1, mark.column + 1) if mark else (0, 0)
            raise _broken(self._text, self._path, *place, f"not valid YAML: {error.problem}") from None
        except yaml.YAMLError as error:
            reason = " ".join(str(error).split())
            raise _broken(self._text, self._path, 0, 0, f"not valid YAML: {reason}") from None
        return node

    def _too_deep(self) -> ProblemsError:
        return _refused(self._path, f"nested more than {MAX_DEPTH} levels deep")

    def _too_large(self) -> ProblemsError:
        return _refused(self._path, f"more than {MAX_NODES:,} values, aliases written out")

    def _build(self, node: yaml.Node, level: int) -> tuple[Any, int, int]:
        """Value of `node`, its size with aliases written out, and its height."""
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node), 1, 1
        known = self._built.get(id(node))
        if known is None:
            if level >= MAX_DEPTH:  # an alias to what holds it (`&a [*a]`) ends here too
                raise self._too_deep()
            known = self._mapping(node, level) if isinstance(node, yaml.MappingNode) else self._sequence(node, level)
            self._built[id(node)] = known
        if known[1] > MAX_NODES:
            raise self._too_large()
        if level + known[2] > MAX_DEPTH:
            raise self._too_deep()
        return known

    def _sequence(self, node: yaml.Node, level: int) -> tuple[Any, int, int]:
        self._check_tag(node, "tag:yaml.org,2002:seq")
        parts = [self._build(item, level + 1) for item in node.value]
        size = 1 + sum(part[1] for part in parts)
        return [part[0] for part in parts], size, 1 + max((part[2] for part in parts), default=0)

    def _mapping(self, node: yaml.Node, level: int) -> tuple[Any, int, int]:
        self._check_tag(node, "tag:yaml.org,2002:map")
        result: dict[str, Any] = {}
        size, height = 1, 0
        for key, child in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._report("S04", key, "a key that is no scalar: left out")
                continue
            value, child_size, child_height = self._build(child, level + 1)
            if key.value in result:
                self._report("S03", key, f"duplicate key {key.value!r}: the first one is used")
                continue
            result[key.value] = value
            size += child_size
            height = max(height, child_height)
        return result, size, 1 + height

    def _check_tag(self, node: yaml.Node, standard: str) -> None:
        if node.tag not in (_QUOTED, standard):
            self._report("S04", node, f"tag {node.tag!r}: ignored")

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        if node.tag == _PLAIN:
            return plain_value(node.value)
        if node.tag == _QUOTED:
            return node.value
        if node.tag in _STANDARD_SCALARS:
            return plain_value(node.value)
        self._report("S04", node, f"tag {node.tag!r}: read as a string")
        return node.value

    def _report(self, code: str, node: yaml.Node, message: str) -> None:
        location = Location(self._path, *_place(node))
        self._problems.append(Problem(code, location, message, quote(self._lines, location)))


_STANDARD_SCALARS: Final = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("int", "float", "bool", "null"))


def plain_value(text: str) -> Any:
    """The value of a plain scalar in the core schema of YAML 1.2 (section 10.3.2 of the standard)."""
    if text in _SPECIAL:
        return _SPECIAL[text]
    if text[0] not in "+-.0123456789":
        return text
    try:
        if _INT.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            return float(text)
        if _OCTAL.fullmatch(text) or _HEX.fullmatch(text):
            return int(text, 0)
    except ValueError:  # more digits than Python converts
        return text
    return text


def _place(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _walk(root: yaml.Node | None, pointer: Pointer) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    """For each step of `pointer` that exists: the node that marks its place (a key or an item), and its value."""
    node = root
    for step in pointer:
        if isinstance(node, yaml.MappingNode):
            pairs = (pair for pair in node.value if isinstance(pair[0], yaml.ScalarNode) and pair[0].value == step)
            pair = next(pairs, None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            pair = (node.value[step], node.value[step])
        else:
            pair = None
        if pair is None:
            return
        yield pair
        node = pair[1]


def _find_node(root: yaml.Node | None, pointer: Pointer) -> tuple[int, int]:
    mark = root
    for mark, _ in _walk(root, pointer):  # noqa: B007 - the last one counts
        pass
    return _place(mark) if mark is not None else (0, 0)


def _source_of_node(root: yaml.Node | None, pointer: Pointer) -> str | None:
    nodes = [value for _, value in _walk(root, pointer)]
    if len(nodes) == len(pointer) and nodes and isinstance(nodes[-1], yaml.ScalarNode):
        return str(nodes[-1].value)
    return None


# ---------------------------------------------------------------------------------------------------------- JSON


class _Pairs(list[tuple[str, Any]]):
    """The members of a JSON object, duplicates and all."""


class _JsonReader:
    """Reads JSON with the standard library, which knows no places: those are looked up in the text when asked for."""

    def __init__(self, text: str, path: str) -> None:
        self._text = text
        self._path = path
        self._scan = json.JSONDecoder().raw_decode
        self._starts = [0, *(found.end() for found in _BREAK.finditer(text))]
        self._children: dict[Pointer, dict[str | int, tuple[int, int]]] = {}
        self._duplicates: list[Pointer] = []
        self._nodes = 0

    def read(self) -> tuple[Document, tuple[Problem, ...]] | None:
        """The document, or None when the text is no JSON (it may still be YAML in flow style)."""
        try:
            raw = json.loads(self._text, object_pairs_hook=_Pairs, parse_constant=_no_constant)
        except RecursionError:
            raise _refused(self._path, f"nested more than {MAX_DEPTH} levels deep") from None
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
            raise _refused(self._path, f"nested more than {MAX_DEPTH} levels deep")
        if self._nodes > MAX_NODES:
            raise _refused(self._path, f"more than {MAX_NODES:,} values")
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


_SPACE: Final = re.compile(r"[ \t\n\r]*")


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _without_surrogates(text: str) -> str:
    """JSON can escape half a character (`\\ud800`), which no file can hold: it becomes U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)
