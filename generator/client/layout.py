"""Text laid out as black leaves it: literals, docstrings, bracketed groups; black itself only for what overflows.

black is by far the slowest step of a large package, so this module writes what black would write, and hands black the
few statements with a line that is still too long.
"""

from __future__ import annotations

import inspect
import re
import textwrap
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

import black
from black.strings import str_width

LINE_LENGTH: Final = 88
"""The line length of black's default mode, which all output has."""

_QUOTES: Final = '"""'
_FENCE: Final = re.compile(r"^\s*(```|~~~)")
_ESCAPES: Final = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\"}


def string(text: str) -> str:
    """`text` as a string literal in the quotes that black prefers; whatever cannot be seen is escaped."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    body = text
    if not text.isprintable() or "\\" in text:
        body = "".join(_ESCAPES.get(char) or (char if char.isprintable() else _escape(char)) for char in text)
    return quote + body.replace(quote, f"\\{quote}") + quote


def literal(value: Any) -> str:
    """A JSON value (or a tuple of such) as Python source on one line. Raises TypeError for anything else."""
    if isinstance(value, str):
        return string(value)
    if value is None or isinstance(value, bool | int):
        return repr(value)
    if isinstance(value, float):
        return repr(value) if value == value and abs(value) != float("inf") else f'float("{value}")'
    if isinstance(value, tuple):
        return f"({', '.join(map(literal, value))}{',' if len(value) == 1 else ''})"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{literal(key)}: {literal(item)}' for key, item in value.items())}}}"
    raise TypeError(f"no literal for {type(value).__name__}")


def _escape(char: str) -> str:
    code = ord(char)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def prose(text: str) -> str:
    """Text of a document as a docstring keeps it: plain spaces, none at the ends, no two blank lines in a row."""
    spaced = text
    if not text.isascii():
        spaced = "".join(" " if unicodedata.category(char) == "Zs" else char for char in text)
    lines = [line.expandtabs(4).rstrip() for line in re.split(r"\r\n|\r|\n", spaced)]
    return re.sub(r"\n{3,}", "\n\n", inspect.cleandoc("\n".join(lines))).strip()


def reflow(text: str, width: int) -> str:
    """`text` with lines longer than `width` broken between words; fenced code and tables are left alone."""
    result: list[str] = []
    fenced = False
    for line in text.split("\n"):
        fenced ^= bool(_FENCE.match(line))
        keep = fenced or len(line) <= width or line.lstrip().startswith("|")
        result.extend([line] if keep else _broken(line, width))
    return "\n".join(result)


def _broken(line: str, width: int) -> list[str]:
    margin = re.match(r"\s*(?:[-*+] |\d+[.)] )?", line)
    hang = " " * min(margin.end() if margin else 0, width // 2)
    return textwrap.wrap(
        line,
        max(width, len(hang) + 20),
        subsequent_indent=hang,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    )


def docstring(text: str, indent: int = 0) -> str:
    """`text` as a docstring at `indent`, without the indent of its first line.

    Nothing in the text can end the literal; `inspect.cleandoc` of the docstring gives back `folded(text, indent)`.
    """
    lines = folded(text, indent).split("\n")
    escaped = [_docstring_line(line) for line in lines]
    if escaped[0].startswith('"'):
        escaped[0] = "\\" + escaped[0]
    margin = " " * indent
    if len(escaped) == 1:
        padding = " " if escaped[0].endswith('"') else ""
        return f"{_QUOTES}{escaped[0]}{padding}{_QUOTES}"
    body = f"\n{margin}".join(escaped)
    return re.sub(r"\n +\n", "\n\n", f"{_QUOTES}{body}\n{margin}{_QUOTES}")


def folded(text: str, indent: int = 0) -> str:
    """`text` as `docstring` at `indent` says it: `prose`, with lines that are too long broken between words."""
    return prose(reflow(prose(text), LINE_LENGTH - indent - 4))


def _docstring_line(line: str) -> str:
    shown = line.replace("\\", "\\\\")
    if not shown.isprintable():
        shown = "".join(char if char.isprintable() else _escape(char) for char in shown)
    return shown.replace(_QUOTES, '\\"\\"\\"')


@dataclass(frozen=True, slots=True)
class Group:
    """Something in brackets: `head` up to and with the opening bracket, `items`, `tail` from the closing one on.

    `display`: the brackets are those of a tuple, list or dict, whose items black never puts on one line of their own.
    """

    head: str
    items: tuple[str | Group, ...]
    tail: str = ")"
    display: bool = False

    def __str__(self) -> str:
        """All of it on one line."""
        comma = "," if self._is_one_tuple() else ""
        return f"{self.head}{', '.join(map(str, self.items))}{comma}{self.tail}"

    def _is_one_tuple(self) -> bool:
        return self.display and len(self.items) == 1 and self.tail == ")"

    def _is_def(self) -> bool:
        return self.head.startswith("def ")

    def needs_comma(self) -> bool:
        """Whether a comma follows the last item when each has a line."""
        return len(self.items) > 1 or self._is_one_tuple() or self._is_def()

    def lines(self, indent: int, suffix: str) -> list[str]:
        """The lines of it at `indent`, `suffix` (a comma, a colon) behind the last one."""
        margin = " " * indent
        whole = f"{margin}{self}{suffix}"
        if not self.items or _fits(whole):
            return [whole]
        inner = f"{margin}    {', '.join(map(str, self.items))}"
        one_line = _fits(inner) and not self._splits()
        body = [inner] if one_line else self._exploded(indent + 4)
        return [f"{margin}{self.head}", *body, f"{margin}{self.tail}{suffix}"]

    def _splits(self) -> bool:
        return (self.display and len(self.items) > 1) or self._is_one_tuple() or self._is_alone_in_def()

    def _is_alone_in_def(self) -> bool:
        return self._is_def() and len(self.items) == 1

    def _exploded(self, indent: int) -> list[str]:
        if self._is_def():
            return [line for item in self.items for line in _parameter(str(item), indent)]
        comma = "," if self.needs_comma() else ""
        return [line for item in self.items for line in _lines(item, indent, comma)]


@dataclass(frozen=True, slots=True)
class Import:
    """A `from` import: `head` up to the names, which black puts in parentheses, one a line, when they are too long."""

    head: str
    names: tuple[str, ...]

    def lines(self, indent: int, suffix: str) -> list[str]:
        """The lines of it at `indent`."""
        margin = " " * indent
        whole = f"{margin}{self.head}{', '.join(self.names)}{suffix}"
        if _fits(whole):
            return [whole]
        return [f"{margin}{self.head}(", *(f"{margin}    {name}," for name in self.names), f"{margin})"]


class _Final(str):
    """A line that black itself has written."""


@lru_cache(maxsize=10_000)
def _parameter(declared: str, indent: int) -> list[str]:
    """The lines of a parameter that has a line of its own; a long one alone is much less for black than all of them."""
    line = f"{' ' * indent}{declared},"
    if not _may_break(line):
        return [line]
    found = _PARAMETER.fullmatch(declared)
    hinted = _hinted(found["name"], found["kind"], f"{found['default'] or ''},", indent) if found else []
    if hinted:
        return hinted
    margin = " " * (indent - 4)
    lines = _by_black(f"def f(\n{line}\n{margin}):", indent - 4).split("\n")
    return [_Final(line) for line in lines[1:-1]]


def attribute(name: str, kind: str, value: Group, indent: int) -> str:
    """`name: kind = value` in a class body, without the indent of its first line."""
    group = replace(value, head=f"{name}: {kind} = {value.head}")
    margin = " " * indent
    if _fits(f"{margin}{name}: {kind} = ("):
        lines = [f"{margin}{group.head}", f"{margin}{name}: {kind} = (", f"{margin}    {value}", f"{margin})"]
        broken = lines[1:] if not _fits(lines[0]) and _fits(lines[2]) else []
    else:
        broken = _hinted(name, kind, f" = {value}", indent)
    return "\n".join(broken).lstrip(" ") if broken else lay_out(group, indent)


_PARAMETER: Final = re.compile(r"(?P<name>\w+): (?P<kind>.*?)(?P<default> = [\w.]+)?")
_PIECE: Final = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[\[\]]| \| |[^\[\]"' ]+| """)


def _hinted(name: str, kind: str, rest: str, indent: int) -> list[str]:
    """`name: kind rest` with the union `kind` in parentheses, as black has it; nothing when that is not enough."""
    margin = " " * indent
    members = _members(kind)
    whole = f"{margin}    {kind}"
    body = [whole] if _fits(whole) else [f"{margin}    {'| ' if n else ''}{member}" for n, member in enumerate(members)]
    lines = [f"{margin}{name}: (", *body, f"{margin}){rest}"]
    return lines if len(members) > 1 and all(map(_fits, lines)) else []


def _members(kind: str) -> list[str]:
    """The members of a union, as text."""
    members, depth = [""], 0
    for piece in _PIECE.findall(kind):
        depth += {"[": 1, "]": -1}.get(piece, 0)
        if piece == " | " and not depth:
            members.append("")
        else:
            members[-1] += piece
    return members


def _lines(item: str | Group, indent: int, suffix: str) -> list[str]:
    return item.lines(indent, suffix) if isinstance(item, Group) else [f"{' ' * indent}{item}{suffix}"]


def _fits(line: str) -> bool:
    return width(line) <= LINE_LENGTH


def width(line: str) -> int:
    """How many columns `line` takes, as black counts them: wide characters are two, combining marks none."""
    return len(line) if line.isascii() else str_width(line)


def lay_out(group: Group | Import, indent: int = 0, suffix: str = "") -> str:
    """`group` as black would break it, without the indent of its first line.

    black itself is asked only when a line stays too long that is more than a name and a string.
    """
    lines = group.lines(indent, suffix)
    text = "\n".join(lines).lstrip(" ")
    return _by_black(text, indent) if any(map(_may_break, lines)) else text


def value(head: str, content: Any) -> str | Group:
    """`head` (such as `encoding=`) and a literal of `content`, breakable at its own brackets."""
    if isinstance(content, Mapping):
        entries = tuple(value(f"{literal(key)}: ", item) for key, item in content.items())
        return Group(f"{head}{{", entries, "}", display=True)
    if isinstance(content, tuple | list):
        brackets = "()" if isinstance(content, tuple) else "[]"
        return Group(head + brackets[0], tuple(value("", item) for item in content), brackets[1], display=True)
    return f"{head}{literal(content)}"


def call(head: str, items: Iterable[str | Group]) -> Group:
    """A call, a definition's parameters or a subscript's: `head` ends with the opening bracket."""
    closing = {"(": ")", "[": "]"}[head[-1]]
    return Group(head, tuple(items), closing)


def _by_black(text: str, indent: int) -> str:
    """One statement (or the head of one) at `indent`, formatted by black, without the indent of its first line."""
    levels = indent // 4
    head = "".join(f"{' ' * 4 * level}class A:\n" for level in range(levels))
    body = f"\n{' ' * (indent + 4)}pass" if text.endswith(":") else ""
    formatted = black.format_str(f"{head}{' ' * indent}{text}{body}\n", mode=black.Mode())
    lines = formatted.rstrip("\n").split("\n")[levels : -1 if body else None]
    return "\n".join(lines).strip(" \n")


_ATOM: Final = re.compile(
    r"""\s*(?:[\w.]+\s*=\s*|[\w.]+:\s|"[^"\\]*":\s)?(?:[\w.]+(?: as \w+)?|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'),?"""
)


def _may_break(line: str) -> bool:
    """Whether black could do something about `line`: it is too long, and not just a name and a string."""
    is_open = len(line) > LINE_LENGTH // 2 and not isinstance(line, _Final) and not _fits(line)
    return is_open and not _ATOM.fullmatch(line)


def assigned(head: str, atom: str, indent: int) -> str:
    """The assignment of a string, in parentheses when it is too long, as black has it."""
    margin = " " * indent
    if _fits(f"{margin}{head}{atom}"):
        return f"{head}{atom}"
    broken = f"{head}(\n{margin}    {atom}\n{margin})"
    return broken if _fits(f"{margin}{head}(") else _by_black(f"{head}{atom}", indent)


def alternatives(head: str, members: Sequence[str], indent: int) -> str:
    """`head` and the union of `members`, of which only the first may be long (`Literal[...]`), as black breaks it."""
    margin = " " * indent
    whole = f"{head}{' | '.join(members)}"
    if _fits(margin + whole):
        return whole
    is_flat = members[0].startswith("Literal[") or members[0].count("[") == 1
    is_usual = len(members) <= 2 and is_flat and "[" not in "".join(members[1:])
    if not is_usual or not _fits(f"{margin}{head}("):
        return _by_black(whole, indent)
    first = call(members[0][: members[0].index("[") + 1], _choices(members[0]))
    if len(members) == 1:
        return lay_out(Group(head + first.head, first.items, "]"), indent)
    inner = f"{margin}    {' | '.join(members)}"
    broken = [f"{margin}    {lay_out(first, indent + 4)}", *(f"{margin}    | {other}" for other in members[1:])]
    body = [inner] if _fits(inner) else broken
    return "\n".join([f"{head}(", *body, f"{margin})"])


_CHOICE: Final = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^,\[\]"']+""")


def _choices(text: str) -> list[str]:
    """The arguments of a subscript of literals."""
    inside = text[text.index("[") + 1 : -1]
    return [found.group().strip() for found in _CHOICE.finditer(inside) if found.group().strip()]
