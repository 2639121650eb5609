"""Rules that have a name: one function each, and a page that lists them.

A `Rulebook` is filled by its decorator. The docstring of the function is what the reference page prints, so a rule
cannot exist without its sentence there.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rule(Generic[P, T]):
    """A function with a name that evidence can cite, and a text that says what it does."""

    name: str
    text: str
    function: Callable[P, T]

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """Call the function."""
        return self.function(*args, **kwargs)


class Rulebook:
    """The rules of one stage, by name, in the order in which they were written down."""

    def __init__(self) -> None:
        self.rules: dict[str, Rule[..., Any]] = {}

    def rule(self, name: str) -> Callable[[Callable[P, T]], Rule[P, T]]:
        """Decorator: the function becomes the rule `name`. Raises ValueError when the name is taken."""

        def register(function: Callable[P, T]) -> Rule[P, T]:
            if name in self.rules:
                raise ValueError(f"two rules are called {name}")
            rule = Rule(name, _first_paragraph(function), function)
            self.rules[name] = rule
            return rule

        return register


def _first_paragraph(function: Callable[..., object]) -> str:
    return " ".join((inspect.getdoc(function) or "").split("\n\n")[0].split())
