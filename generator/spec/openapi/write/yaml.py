"""Plain values -> YAML text, in one block style that never changes.

Own code and not PyYAML's emitter, because the text is reviewed and diffed: literal blocks for all texts of several
lines (emoji and trailing spaces included), no folding, no aliases, and the same bytes with every version of libyaml.
Texts that YAML 1.1 or 1.2 would take for something else are quoted, so readers of both read the same.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

_STEP: Final = "  "
_LONG_KEY: Final = 500
"""Keys beyond this get a `?`: YAML bounds implicit keys to 1024 characters, escapes counted."""

_UNPRINTABLE: Final = re.compile("[^ -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_BLOCK: Final = re.compile("[^\t\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_PLAIN: Final = re.compile(r"[A-Za-z/$(_\u00c0-\ud7ff].*(?<! )", re.S)
_NOT_PLAIN: Final = re.compile(r": | #|:$")
_WORDS: Final = frozenset("y n yes no on off true false null".split())
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def yaml_text(value: Mapping[str, Any]) -> str:
    """The YAML text of a mapping: of mappings, lists and tuples, text, numbers, truth values and None.

    Raises TypeError for any other value.
    """
    return "".join(f"{line}\n" for line in _mapping(value, "")) or "{}\n"


def _mapping(value: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, child in value.items():
        name = _inline(str(key))
        if len(name) <= _LONG_KEY:
            yield from _entry(f"{indent}{name}:", child, indent)
        else:
            yield f"{indent}? {name}"
            yield from _entry(f"{indent}:", child, indent)


def _entry(head: str, value: Any, indent: str) -> Iterator[str]:
    """`head` and the value behind it: on the same line, or below and deeper."""
    inner = indent + _STEP
    if isinstance(value, Mapping) and value:
        yield head
        yield from _mapping(value, inner)
    elif isinstance(value, list | tuple) and value:
        yield head
        yield from _sequence(value, inner)
    elif isinstance(value, str) and "\n" in value and _fits_block(value):
        yield from _block(head, value, inner)
    else:
        yield f"{head} {_inline(value)}"


def _sequence(value: list[Any] | tuple[Any, ...], indent: str) -> Iterator[str]:
    for item in value:
        if isinstance(item, Mapping) and item:
            yield from _behind_dash(_mapping(item, indent + _STEP), indent)
        elif isinstance(item, list | tuple) and item:
            yield from _behind_dash(_sequence(item, indent + _STEP), indent)
        else:
            yield from _entry(f"{indent}-", item, indent)


def _behind_dash(lines: Iterator[str], indent: str) -> Iterator[str]:
    """The first line starts on the line of its dash."""
    yield f"{indent}- {next(lines)[len(indent) + len(_STEP) :]}"
    yield from lines


def _fits_block(text: str) -> bool:
    return not _NOT_IN_BLOCK.search(text) and text.strip("\n") != ""


def _block(head: str, text: str, indent: str) -> Iterator[str]:
    """A literal block; its header tells how many line breaks end the text, and the indent if it begins with space."""
    hint = str(len(_STEP)) if text[0] in " \t\n" else ""
    if not text.endswith("\n"):
        keep, lines = "-", text.split("\n")
    else:
        keep = "+" if text.endswith("\n\n") else ""
        lines = text[:-1].split("\n")
    yield f"{head} |{hint}{keep}"
    for line in lines:
        yield indent + line if line else ""


def _inline(value: Any) -> str:
    match value:
        case str():
            return _text(value)
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return _number(value)
        case Mapping():
            return "{}"
        case list() | tuple():
            return "[]"
    raise TypeError(f"{type(value).__name__} is nothing that YAML can say")


def _number(value: float) -> str:
    """A float as both versions of YAML read it: with a point, and a sign in the exponent."""
    if math.isnan(value):
        return ".nan"
    if math.isinf(value):
        return ".inf" if value > 0 else "-.inf"
    text = repr(value)
    return text.replace("e", ".0e") if "e" in text and "." not in text else text


def _text(text: str) -> str:
    if _UNPRINTABLE.search(text):
        return '"' + "".join(_escaped(character) for character in text) + '"'
    if _PLAIN.fullmatch(text) and not _NOT_PLAIN.search(text) and text.lower() not in _WORDS:
        return text
    return "'" + text.replace("'", "''") + "'"


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if not _UNPRINTABLE.match(character):
        return character
    code = ord(character)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}"
