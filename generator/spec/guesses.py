"""The guesses in an Api: facts that were inferred although the evidence does not favour them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from generator.problems import Location, Problem
from generator.spec.api import (
    Api,
    Evidence,
    Operation,
    Parameter,
    Property,
    RequestBody,
    Response,
    SecurityScheme,
    Server,
)


@dataclass(frozen=True, slots=True)
class Guess:
    """One guess: the object it is about, the key of it, the rule that supplied it, and where the object is stated."""

    owner: str
    key: str
    rule: str
    at: tuple[str, ...]


def guesses(api: Api) -> tuple[Guess, ...]:
    """Every guess of an API, in the order of its document."""
    return tuple(_walk(api, ()))


def problem(guess: Guess, spec: str = "") -> Problem:
    """A guess as a problem (I90), at the first place that states its object, or at the spec when none does."""
    location = Location.of(guess.at[0]) if guess.at else Location(spec)
    return Problem("I90", location, f"{guess.owner}: {guess.key!r} is a guess (rule {guess.rule})")


def _walk(value: Any, owner: tuple[str, ...]) -> Iterator[Guess]:
    """The guesses of an object and of what it holds; `owner` names the way to it."""
    if isinstance(value, tuple):
        for item in value:
            yield from _walk(item, owner)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _walk(item, (*owner, str(key)))
    elif isinstance(value, Evidence):
        for key in value.guesses:
            yield Guess(" ".join(owner) or "the API", key, value.inferred.get(key, "?"), value.at)
    elif is_dataclass(value):
        name = _name(value)
        for field in fields(value):
            if field.name != "extra":
                yield from _walk(getattr(value, field.name), (*owner, name) if name else owner)


def _name(value: Any) -> str:
    """What people call an object."""
    match value:
        case Operation():
            return f"{value.method.upper()} {value.path}"
        case Parameter():
            return f"{value.location} parameter {value.name}"
        case Property():
            return f"property {value.name}"
        case RequestBody():
            return "request body"
        case Response():
            return f"response {value.status}"
        case SecurityScheme():
            return "security scheme"
        case Server():
            return f"server {value.url}"
    return ""
