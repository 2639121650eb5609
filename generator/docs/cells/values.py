"""Printed default values -> values: `'x'`, `&quot;x&quot;`, `$true`, `@(YES)`, `.efg`, `56L`, `[a, b]`."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from generator.docs.cells import mend
from generator.docs.cells.type_names import STRING
from generator.spec.api import MISSING, Schema

_NOTHING = frozenset({"", "null", "undefined", "nothing", "none", "nil", "nan", "void", "new()", "nothing()"})
_WORDS = frozenset({"none", "NONE", "nan", "nil", "NIL", "void", "VOID", "NOTHING", "UNDEFINED"})
"""What is a word where the value may be text: no language spells so what it prints for no default of a text."""
_TRUE = frozenset({"true", "yes", "$true", "t", "1"})
_FALSE = frozenset({"false", "no", "$false", "f", "0"})
_NUMBER = re.compile(r"^([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)(?:[lLfFdDmM]|_?[iuf](?:32|64))?$")
_WRAPPED = re.compile(r"^(?:new )?[\w.:$\\]+\((.*)\)$", re.S)
_NUMBERED = re.compile(r"^(?:[A-Za-z]\w*\._?|\._)(?=-?\d+$)")
"""Before the member of an enum that is called after a whole number (`Level._2`, `RatingEnum.3`)."""
_RUST = re.compile(r"^(.*)\.(?:to_string|to_owned|into)\(\)$", re.S)


def parse_default(text: str, schema: Schema) -> Any:
    """The value that `[default to TEXT]` means for a schema; MISSING where it stands for no default at all."""
    text = html.unescape(text).strip().strip("`").strip()
    if not text and schema == STRING:
        return ""
    empty_container = text.startswith("const ")
    text = _unwrap(text)
    kinds = set(schema.types) - {"null"}
    may_be_text = kinds == {"string"} or schema.ref is not None
    says_nothing = text.lower() in _NOTHING and not (may_be_text and text in _WORDS)
    if says_nothing or (empty_container and text in ("[]", "{}")):
        return MISSING
    if "array" in kinds:
        return _array(text, schema.items or Schema())
    if kinds == {"boolean"}:
        return _boolean(text)
    if kinds and kinds <= {"integer", "number"}:
        return _number(text, whole=kinds == {"integer"})
    if kinds == {"boolean", "number"}:
        number = _number(text, whole=False)
        return _boolean(text) if number is MISSING else number
    if kinds == {"object"}:
        return _json(text)
    if kinds == {"string"} or schema.ref or schema.enum:
        return _string(text, schema)
    return _anything(text)


def parse_list(text: str) -> tuple[str, ...]:
    """The values of a printed list, `a, b` or `[&quot;a&quot;, &quot;b&quot;]`: quotes and brackets dropped."""
    text = html.unescape(text).strip()
    if text.startswith("[") and text.endswith("]"):
        text = re.sub(r"(?<=[\"'\d]),\s*$", "", text[1:-1])  # Python 5 and 6 end their lists with a comma
    pieces = _split(text) if text.strip() else []
    return tuple(unquote(piece.strip().strip("`")) for piece in pieces)


def typed(value: str, schema: Schema) -> Any:
    """A printed enum value as the JSON value that its schema asks for."""
    kinds = set(schema.types) - {"null"}
    if kinds and kinds <= {"integer", "number"}:
        number = _number(value, whole=kinds == {"integer"})
        return value if number is MISSING else number
    if kinds == {"boolean"}:
        flag = _boolean(value)
        return value if flag is MISSING else flag
    return value


def _unwrap(text: str) -> str:
    """Without what a language puts around a literal: `@(...)`, `@"..."`, `"en".to_string()`, `BigDecimal("1")`."""
    text = text.removeprefix("const ").strip()
    if text.startswith("@"):
        text = text[1:].strip()
        text = text[1:-1].strip() if text.startswith("(") and text.endswith(")") else text
    wrapped = _RUST.match(text) or _WRAPPED.match(text)
    return _unwrap(wrapped[1].strip()) if wrapped and wrapped[1] != text else text


_QUOTES = frozenset(zip("\"'“‘", "\"'”’", strict=True))
"""Quotes, and what word processors make of them."""
_QUOTE = re.compile(r"\\([\"'])")
"""Generators escape double quotes inside of single ones, too."""


def unquote(text: str) -> str:
    """A literal without its quotes, and without the escapes of quotes in it; other text as it is."""
    if re.fullmatch(r"''[^']+''", text):  # PHP for Symfony, up to version 4
        return text[2:-2]
    if len(text) >= 2 and (text[0], text[-1]) in _QUOTES:
        return _QUOTE.sub(r"\1", text[1:-1])
    return text


def _boolean(text: str) -> Any:
    word = unquote(text).lower()
    return True if word in _TRUE else False if word in _FALSE else MISSING


def _number(text: str, *, whole: bool) -> Any:
    match = _NUMBER.match(_NUMBERED.sub("", unquote(text)))
    if match is None or len(match[1]) > 40:
        return MISSING
    if re.fullmatch(r"[+-]?\d+", match[1]):
        return int(match[1])
    value = float(match[1])
    return int(value) if whole and value.is_integer() else value


_ACCESS = re.compile(r"^\.(?=[A-Za-z_])(?:_(?=\d))?")
"""Before a member of an enum in Swift, whose name is the value; a digit stands behind an underscore."""
_SIGNS = re.compile(
    "(?:Back_?)?Slash|Minus|Period|Colon|Plus|Underscore|Comma|Dollar|Caret|Pipe|Equal|Star|Ampersand|Percent|Hash"
    "|Exclamation|Tilde|Question_?Mark|(?:Single|Double)_?Quote|(?:Greater|Less)_?Than|(?:Left|Right)_?Parenthesis"
)
"""What the member of an enum has for signs in its value: `YYYYMinusMM`."""
_MEMBER = re.compile(r"^[A-Z]\w*Enum[._]\w+$")


def is_member_access(text: str) -> bool:
    """Whether a printed value is a member of an enum that is told by the type (`.free`)."""
    return _ACCESS.match(text) is not None


def _string(text: str, schema: Schema) -> Any:
    """A string; an enum member written as a member access (`.efg`, `SortOrder.NAME`) becomes its value.

    Where the values are not known, the member's name is no value: MISSING.
    """
    boxed = re.fullmatch(r"\[(.*)\]", text, re.S) if schema.enum else None
    value = unquote(boxed[1].strip() if boxed else text)
    if boxed and value in (schema.enum or ()):
        return value
    if value == text and schema.enum is None and _MEMBER.match(text):
        return MISSING
    if value != text or schema.enum is None or value in schema.enum:
        return _ACCESS.sub("", text) if value == text else value
    member = text.rsplit(".", 1)[-1].rsplit(":", 1)[-1]
    members = {mend.bare(str(each)): str(each) for each in reversed(schema.enum)}
    spelled = (mend.bare(member), mend.bare(_SIGNS.sub("", member)))
    return next((members[letters] for letters in spelled if letters and letters in members), value)


def _array(text: str, items: Schema) -> Any:
    if text.startswith("["):
        value = _json(text)
        if isinstance(value, list):
            return value
    if not re.match(r"^[\[{(]", text) and "," not in text:
        return MISSING if text.endswith((">", "()")) else [typed(_ACCESS.sub("", unquote(text)), items)]
    return [typed(part, items) for part in parse_list(re.sub(r"^[{(]|[)}]$", "", text))]


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return MISSING


def _anything(text: str) -> Any:
    value = _json(text)
    return unquote(text) if value is MISSING else value


def _split(text: str) -> list[str]:
    """Split at commas outside quotes; where a space stands behind some of them only, these are the ones that separate
    (`name,asc, name,desc`)."""
    pieces = re.findall(r",(\s*)((?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|[^,])*)", f",{text}")
    is_spaced = any(space for space, _ in pieces[1:])
    found: list[str] = []
    for number, (space, piece) in enumerate(pieces, 1):
        if found and is_spaced and not space and (piece or number < len(pieces)):
            found[-1] += f",{piece}"
        else:
            found.append(piece)
    return found


def is_whole(text: str) -> bool:
    """Whether a text is a whole number."""
    return text.removeprefix("-").isdecimal()
