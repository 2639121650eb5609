"""Statements, the choice between them, and what is reported of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from generator.problems import Location, Problem
from generator.spec.facts import NameStyle
from generator.spec.rules import Rulebook
from generator.spec.spelling import plain

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
CHOICES: Final = Rulebook()


@dataclass(frozen=True, slots=True)
class Said(Generic[T_co]):
    """One statement: the value, where it stands, and what the document's dialect does to names."""

    value: T_co
    at: Location
    style: NameStyle


_ESCAPES: Final = re.compile(r'""|\\\\|\*_/|/_\*|\\_')
"""What a dialect makes of signs that end something in its language: a quote doubled, a comment's end or start
broken."""


@CHOICES.rule("says-more")
def says_more(texts: Sequence[Said[str]], fact: str, differences: list[Problem]) -> str:
    """A fact that only some documents state is taken from them: response codes, tags, schemes, content types,
    parameters and properties are united. Of two texts of which one contains the other, white space, case and
    punctuation aside, the longer is taken, but of two with the same letters the one with fewer signs that stand for an
    escape; texts that differ otherwise go by precedence."""
    spoken = [text for text in texts if text.value.strip()]
    if not spoken:
        return ""
    best, overruled = spoken[0], []
    for other in spoken[1:]:
        mine, theirs = plain(best.value), plain(other.value)
        if mine == theirs:
            best = min(best, other, key=lambda text: (len(_ESCAPES.findall(text.value)), -len(text.value)))
        elif mine in theirs and len(other.value) > len(best.value):
            best = other
        elif theirs not in mine:
            overruled.append(other)
    distinct = {plain(other.value): other for other in reversed(overruled)}
    for text, other in reversed(distinct.items()):
        if text not in plain(best.value):
            differences.append(differ("M05", other, best, fact))
    return best.value


def settle(
    said: Sequence[Said[T]],
    code: str,
    fact: str,
    differences: list[Problem],
    same: Callable[[Any, Any], bool] = lambda one, other: bool(one == other),
) -> T:
    """The first statement; the others that differ from it are reported."""
    best = said[0]
    differences.extend(differ(code, other, best, fact) for other in said[1:] if not same(best.value, other.value))
    return best.value


def differ(code: str, other: Said[Any], best: Said[Any], fact: str) -> Problem:
    """The problem that one statement differs from the one that is taken."""
    theirs, mine = _shown(other.value, best.value), _shown(best.value, other.value)
    return Problem(code, other.at, f"{fact} {theirs} differs from {mine}", taken=best.at)


def _shown(value: object, other: object) -> str:
    """A value for a message: of a long text, the part where it begins to differ from the other."""
    text, rival = " ".join(str(value).split()), " ".join(str(other).split())
    pairs = zip(text.casefold(), rival.casefold(), strict=False)
    same = next((place for place, (mine, theirs) in enumerate(pairs) if mine != theirs), len(text))
    start = max(0, min(same - 20, len(text) - 60)) if len(text) > 60 else 0
    cut = text[start : start + 60]
    return f'"{"..." if start else ""}{cut}{"..." if start + 60 < len(text) else ""}"'


def same_value(first: object, second: object) -> bool:
    """Whether two defaults are one, as `20` and `"20"`."""
    return first == second or str(first).strip("\"'").lower() == str(second).strip("\"'").lower()


def likely_first(said: Sequence[Said[Any]], allowed: Sequence[Any] | None) -> list[Said[Any]]:
    """Defaults that are among the `allowed` values before others, then those that are typed before those that are text,
    as `20` goes before `"20"`."""
    return sorted(said, key=lambda one: (one.value not in (allowed or (one.value,)), isinstance(one.value, str)))


def each(said: Sequence[Said[T]], value: Callable[[T], str]) -> list[Said[str]]:
    """The same statements, reduced to one of their texts."""
    return [Said(value(one.value), one.at, one.style) for one in said]


def united(lists: Iterable[tuple[str, ...] | None]) -> tuple[str, ...] | None:
    """All that any document lists; () only where every document that speaks says that there is nothing."""
    stated = [one for one in lists if one is not None]
    return distinct(value for one in stated for value in one) if stated else None


def distinct(values: Iterable[T]) -> tuple[T, ...]:
    """The values that are not empty, each once, in their order."""
    return tuple(dict.fromkeys(value for value in values if value))
