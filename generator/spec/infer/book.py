"""The rulebook of inferences, and what an inference gives: a value, the rule that supplied it, and how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, Final, Generic, ParamSpec, TypeVar, cast

from generator.problems import Location
from generator.spec.api import Evidence
from generator.spec.rules import Rule, Rulebook

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

INFERENCES: Final = Rulebook()


@dataclass(frozen=True, slots=True)
class Found(Generic[T_co]):
    """A value with its rule: "" when a document states it. `guess`: the evidence does not favour it."""

    value: T_co
    rule: str = ""
    guess: bool = False


F = TypeVar("F", bound=Found[Any] | None)


def inference(name: str) -> Callable[[Callable[P, F]], Rule[P, F]]:
    """Decorator of an inference: what the function finds carries the name of the rule."""

    def register(function: Callable[P, F]) -> Rule[P, F]:
        @wraps(function)
        def named(*args: P.args, **kwargs: P.kwargs) -> F:
            found = function(*args, **kwargs)
            return found if found is None else cast(F, replace(found, rule=name))

        return INFERENCES.rule(name)(named)

    return register


def first(rules: Iterable[Callable[P, Found[T] | None]], *args: P.args, **kwargs: P.kwargs) -> Found[T] | None:
    """What the first of the rules that finds anything finds."""
    for rule in rules:
        found = rule(*args, **kwargs)
        if found is not None:
            return found
    return None


def evidence(at: Iterable[Location], facts: Mapping[str, Found[Any] | None] | None = None) -> Evidence:
    """The evidence of an object that stands at these places, with those of its facts that are inferred."""
    inferred = {name: fact for name, fact in (facts or {}).items() if fact is not None and fact.rule}
    return Evidence(
        at=tuple(dict.fromkeys(str(Location(place.path, place.line)) for place in at)),
        inferred={name: fact.rule for name, fact in sorted(inferred.items())},
        guesses=tuple(name for name, fact in sorted(inferred.items()) if fact.guess),
    )
