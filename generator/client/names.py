"""Wire names -> Python names: words, case, keywords, collisions.

A name from a spec is data. What leaves this module is a Python identifier of at most MAX_LENGTH characters, made of
letters, digits and underscores only, so it can be neither code nor a path. The name on the wire is never changed.
"""

from __future__ import annotations

import hashlib
import keyword
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from itertools import count
from typing import Final

MAX_LENGTH: Final = 80
"""No identifier is longer; the rest is cut off, and collisions are resolved as ever."""

KEYWORDS: Final = frozenset(keyword.kwlist) | {"_"}
"""Names that are no identifiers; soft keywords (`match`, `type`) are fine."""

_DEVICES: Final = frozenset(["con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))])
"""File names that Windows keeps for devices."""

# A word begins where case rises, and at the last capital of an acronym (`URLPath`) unless the acronym is a plural
# (`URLs`); OAuth is one word.
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?!(?<=O)Auth)(?=[A-Z](?!s(?![a-z]))[a-z])")
_SIGNS: Final[Mapping[str, str]] = {
    "+": "plus", "-": "minus", "*": "star", "=": "equals", "!": "not", "<": "less", ">": "greater", "~": "tilde",
    "$": "dollar", "%": "percent", "&": "and", "|": "or", "@": "at", "#": "number", "/": "slash", ".": "dot",
}  # fmt: skip


def words(text: str) -> tuple[str, ...]:
    """The words of a wire name, in their case: `X-Rate-LimitURLs` -> X, Rate, Limit, URLs.

    Words end at anything that cannot be part of an identifier, at underscores and at a change of case. Digits stay with
    the word before them.
    """
    normal = unicodedata.normalize("NFKC", text[: 4 * MAX_LENGTH])
    spaced = "".join(char if _is_word(char) else " " for char in normal)
    return tuple(word for part in spaced.split() for word in _CAMEL.split(part) if word)


def snake(text: str, fallback: str = "value") -> str:
    """`createSession` -> create_session: the name of a method, argument, field or module."""
    return _identifier("_".join(word.lower() for word in words(text)) or _spelled(text) or fallback, fallback)


def pascal(text: str, fallback: str = "Value") -> str:
    """`create-session request` -> CreateSessionRequest: the name of a class. Acronyms keep their case."""
    parts = words(text) or tuple(_spelled(text).split("_"))
    joined = "".join(word[0].upper() + word[1:] for word in parts if word)
    return _identifier(joined or fallback, fallback)


def escape(name: str, reserved: Iterable[str] = ()) -> str:
    """`name`, with an underscore after it when it is a keyword or `reserved`."""
    return f"{name}_" if name in KEYWORDS or name in reserved else name


def unique(wanted: Sequence[str], reserved: Iterable[str] = (), separator: str = "_") -> list[str]:
    """One name for each of `wanted`, in order, all different and none of them a keyword or `reserved`.

    The first of several equal names keeps it, the next ones become `name_2`, `name_3` (with `separator` between); a
    name that is `wanted` by somebody else is never taken away from them by such a number.
    """
    reserved = frozenset(reserved)
    taken = set(reserved | KEYWORDS)
    plain = {name for name in wanted if name not in taken}
    names = []
    for name in wanted:
        free = name not in taken
        choice = name if free else _next_free(escape(name, reserved), lambda x: x in taken or x in plain, separator)
        taken.add(choice)
        names.append(choice)
    return names


def fresh(name: str, taken: Set[str], separator: str = "_") -> str:
    """`name`, or `name_2`, `name_3` (with `separator` between) where it is `taken`; no keyword."""
    return _next_free(escape(name), lambda other: other in taken, separator)


def module(text: str, fallback: str = "default") -> str:
    """The name of a module: like `snake`, and usable as a file name on every system."""
    name = escape(snake(text, fallback))
    return f"{name}_" if name in _DEVICES else name


def plural(word: str) -> str:
    """The regular English plural of a lower-case word."""
    if re.search(r"(s|x|z|ch|sh)$", word):
        return f"{word}es"
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}s"


def package_name(title: str) -> str:
    """A name for the package of an API of this title: `Okta API` -> okta_api_client."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    name = escape(snake(plain, "api"))
    return name if name.endswith("_client") else f"{name.rstrip('_')}_client"


def is_package_name(name: str) -> bool:
    """Whether `name` can be a package: an ASCII identifier, no keyword, no dunder, no module that it may need."""
    is_taken = name in KEYWORDS or name in sys.stdlib_module_names or name == "httpx2"
    return bool(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,99}", name)) and not is_taken


def _is_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LMN" and f"a{char}".isidentifier()


def _identifier(name: str, fallback: str) -> str:
    """`name` cut to size, never starting with a digit or a mark, in the form in which Python compares names (NFKC)."""
    plain = unicodedata.normalize("NFKC", name)
    cut = plain if len(plain) <= MAX_LENGTH else f"{plain[: MAX_LENGTH - 7].rstrip('_')}_{_digest(name)}"
    if cut.isidentifier():
        return cut
    joined = f"{fallback}_{cut}" if fallback.islower() else f"{fallback}{cut}"
    return unicodedata.normalize("NFKC", joined)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]


def _spelled(text: str) -> str:
    """A name for text without letters, such as the sort order `+` or `<=`."""
    return "_".join(_SIGNS[char] for char in text[:8] if char in _SIGNS)


def _next_free(name: str, is_taken: Callable[[str], bool], separator: str) -> str:
    if not is_taken(name):
        return name
    stem = f"{name.rstrip('_') or name}{separator}"
    return next(f"{stem}{n}" for n in count(2) if not is_taken(f"{stem}{n}"))
