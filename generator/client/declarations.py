"""The classes and aliases of `models`: what types name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.client.types import ANY, Named, Type, is_nullable, parts
from generator.spec.api import Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a model. `kind` includes None where null is documented."""

    attribute: str
    wire: str
    kind: Type
    required: bool
    schema: Schema

    @property
    def nullable(self) -> bool:
        """Whether null is documented."""
        return is_nullable(self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A class of `models`: an object with documented fields. `is_open`: it may have others, of type `values`."""

    name: str
    key: str
    fields: tuple[Field, ...]
    is_open: bool
    values: Type | None
    description: str
    deprecated: bool
    at: str

    def kinds(self) -> list[Type]:
        """The types that the class is made of."""
        return [item.kind for item in self.fields] + ([self.values] if self.values else [])


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A name of `models` for a type that is no class: an enum, a union, an array."""

    name: str
    key: str
    kind: Type
    discriminator: str
    mapping: Mapping[str, str]
    description: str
    at: str

    def kinds(self) -> list[Type]:
        """The types that the alias is made of."""
        return [self.kind]


Declaration = Model | Alias


def without_circles(declarations: Mapping[str, Declaration]) -> tuple[dict[str, Declaration], tuple[str, ...]]:
    """`declarations` without aliases that are themselves by way of unions and other aliases alone, and their names.

    Such an alias means nothing: it is Any.
    """
    found, cut = dict(declarations), []
    for name, declaration in declarations.items():
        if isinstance(declaration, Alias) and _leads_to(declaration, name, found):
            found[name] = replace(declaration, kind=ANY, discriminator="", mapping={})
            cut.append(name)
    return found, tuple(cut)


def _leads_to(start: Alias, name: str, declarations: Mapping[str, Declaration]) -> bool:
    seen: set[str] = set()
    pending = _named_parts(start)
    while pending:
        current = pending.pop()
        if current == name:
            return True
        found = declarations.get(current)
        if current not in seen and isinstance(found, Alias):
            seen.add(current)
            pending.extend(_named_parts(found))
    return False


def _named_parts(alias: Alias) -> list[str]:
    return [part.name for part in parts(alias.kind) if isinstance(part, Named)]
