"""What the way in which documents print a fact depends on: the shape of a type, the style of a name, the kind of value.

The keys made here of the facts of an origin are those of the cases of the `probe`: what `alike` finds about a case
holds for every fact with the same key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from generator.spec.api import Api, Schema

from . import shapes

FORMATS: Final = ("int32", "int64", "float", "double", "date", "date-time", "uuid", "byte", "binary", "uri", "email")
"""The formats that the probe has; a type of any other is taken for the plain one."""

_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_NESTED: Final = re.compile(r"(array|map)<(array|map)<(.*)>>")


def signature(api: Api, schema: Schema | None, depth: int = 0) -> str:
    """The shape of a schema, with all that a generator prints differently: `array<string:uuid>`, `map<model>`. An
    object without a name is a model too: generators make up a name for it."""
    if schema is None or depth > 8:
        return "any"
    found = shapes.resolve(api, schema)
    named = "named " if found is not schema else ""
    types = "|".join(kind for kind in found.types if kind != "null")
    if found.enum:
        return f"{named}enum {types or 'string'}"
    if any(shapes.properties(api, found)) or shapes.union(found) or (found.all_of and not types):
        return "model"
    if types == "array":
        return f"array<{signature(api, found.items, depth + 1)}>"
    if types == "object" and isinstance(found.additional, Schema):
        return f"map<{signature(api, found.additional, depth + 1)}>"
    if types == "object":
        return "open object" if found.additional is True else f"{named}object"
    return (types or "any") + (f":{found.format}" if types and found.format in FORMATS else "")


def nested(key: str) -> Iterator[str]:
    """The signatures that must be told apart for one to be: those of one container are all in the probe, those of two
    with a text, an integer or a model. Another one is told where the two outer containers are told, and what is in
    the outer one."""
    match = _NESTED.fullmatch(key)
    if match is None:
        yield key
        return
    outer, inner, rest = match.groups()
    yield f"{outer}<{inner}<{rest if rest in ('string', 'integer', 'model') else 'string'}>>"
    yield from nested(f"{inner}<{rest}>")


def styles(name: str) -> frozenset[str]:
    """How a name (or a value of an enum) is spelled, two words at a time: `soil.ph` is {"l.l"}, `MAX_TEMP` {"U_U"},
    `X-Rate-Limit` {"C-C"}, `$top` {"$l"}, `ids[]` {"l[]"}.

    `l` is a lower-case word, `C` a capitalized one, `U` one in capitals, `d` a number. A single lower-case word is
    nothing special ({}): it counts as told wherever it stands, which makes the bar harder.
    """
    words = list(_WORD.finditer(name))
    if not words:
        return frozenset({"none"})
    if len(words) == 1 and words[0].group() == name and name.islower():
        return frozenset()
    edges = [0, *(edge for word in words for edge in word.span()), len(name)]
    signs = [name[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    codes = [_code(word.group()) for word in words]
    pairs = {first + sign + second for first, sign, second in zip(codes, signs[1:], codes[1:], strict=False)}
    outer = {signs[0] + codes[0]} if signs[0] else set()
    outer |= {codes[-1] + signs[-1]} if signs[-1] and not (signs[-1] == "]" and "[" in signs) else set()
    return frozenset(pairs | outer or {codes[0]})


def styled(style: str, *words: str) -> str:
    """A name of some words in a style, as `styles` names them."""
    left = iter(words)
    write = {"l": str.lower, "C": str.capitalize, "U": str.upper}
    name = "".join("2" if code == "d" else write[code](next(left)) if code in write else code for code in style)
    return name + ("]" if "[" in style and "]" not in style else "")


def kind(value: Any) -> str:
    """What kind of value a default is: documents that leave the falsy ones out print them as no default at all."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return "number" if value else "0"
    if isinstance(value, str):
        return "text" if value else "empty"
    return "list" if value else "empty"


def defaulted(key: str) -> str:
    """The signature of the case of the probe that shows how defaults of a type are printed."""
    if key.startswith("array<"):
        return key if key == "array<enum string>" else "array<string>"
    kept = key.endswith((":int64", ":double", ":date", ":date-time"))
    return key if kept else key.partition(":")[0]


def listed(values: Iterable[Any]) -> frozenset[str]:
    """What matters of the values of an enum: that it is printed at all (`list`), and the styles of its texts."""
    texts = [value for value in values if isinstance(value, str)]
    return frozenset({"list" if texts else "number"}).union(*map(styles, texts))


def status(code: str, codes: Iterable[str]) -> Iterator[str]:
    """What matters of a response code of an operation: with which others it stands, two at a time."""
    own, all_of_them = _status(code), {_status(one) for one in codes}
    for other in sorted(all_of_them - {own}) or [own]:
        yield f"{' '.join(sorted({own, other}))}: {own}"


def _status(code: str) -> str:
    """One response code, reduced to one of those of the probe."""
    if code in ("200", "default"):
        return code
    if code.upper().endswith("XX"):
        return "2XX" if code.startswith("2") else "4XX"
    return "201" if code.startswith("2") else "404"


def _code(word: str) -> str:
    if word.isdigit():
        return "d"
    if word.islower():
        return "l"
    return "U" if word.isupper() and len(word) > 1 else "C"
