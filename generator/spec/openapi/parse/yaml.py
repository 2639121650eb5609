"""YAML -> Document, by the core schema of YAML 1.2. The only importer of PyYAML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from generator.problems import Location, Problem, ProblemsError
from generator.spec.openapi.document import BREAK, MAX_DEPTH, MAX_NODES, Document, Pointer, broken, quote, refused

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


class YamlReader:
    """Builds values from composed nodes; a node that aliases share is built once and its size counted each time."""

    def __init__(self, text: str, path: str) -> None:
        self._text = text
        self._path = path
        self._lines = BREAK.split(text)
        self._problems: list[Problem] = []
        self._built: dict[int, tuple[Any, int, int]] = {}

    def read(self) -> tuple[Document, tuple[Problem, ...]]:
        """The document, and what is wrong with it; raises ProblemsError when the text is no YAML."""
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
            raise broken(self._text, self._path, *place, f"not valid YAML: {error.problem}") from None
        except yaml.YAMLError as error:
            reason = " ".join(str(error).split())
            raise broken(self._text, self._path, 0, 0, f"not valid YAML: {reason}") from None
        return node

    def _too_deep(self) -> ProblemsError:
        return refused(self._path, f"nested more than {MAX_DEPTH} levels deep")

    def _too_large(self) -> ProblemsError:
        return refused(self._path, f"more than {MAX_NODES:,} values, aliases written out")

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
