"""Python types as data, and their text in annotations.

A type is a small tree, because one type is written in several places: bare in models and in the texts that the
runtime evaluates (`list[Session]`), with a prefix in resources (`list[models.Session]`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator.spec.api import Evidence


@dataclass(frozen=True, slots=True)
class Plain:
    """A type that Python or the runtime has: `str`, `dt.date`, `Literal["a"]`."""

    text: str


@dataclass(frozen=True, slots=True)
class Named:
    """A class or alias of `<package>.models`."""

    name: str


@dataclass(frozen=True, slots=True)
class ListOf:
    """`list[item]`."""

    item: Type


@dataclass(frozen=True, slots=True)
class DictOf:
    """`dict[str, value]`."""

    value: Type


@dataclass(frozen=True, slots=True)
class UnionOf:
    """`a | b`: at least two members, none of them a union, None last."""

    members: tuple[Type, ...]


Type = Plain | Named | ListOf | DictOf | UnionOf

ANY: Final = Plain("Any")
NONE: Final = Plain("None")
STR: Final = Plain("str")
BYTES: Final = Plain("bytes")
FILE: Final = Plain("rt.FileSource")
DOUBT: Final = Plain("rt.Doubt")
"""Beside a type that is a guess: anything else may be sent, too."""


def union(members: Sequence[Type]) -> Type:
    """The union of `members`, flat, each once, None last. Any swallows the rest; no members are Any."""
    flat: list[Type] = []
    for member in members:
        flat.extend(part for part in parts(member) if part not in flat)
    if ANY in flat or not flat:
        return ANY
    if NONE in flat:
        flat = [member for member in flat if member != NONE] + [NONE]
    return flat[0] if len(flat) == 1 else UnionOf(tuple(flat))


def parts(kind: Type) -> tuple[Type, ...]:
    """The members of a union, or the type itself."""
    return kind.members if isinstance(kind, UnionOf) else (kind,)


def present(kind: Type) -> tuple[Type, ...]:
    """What a value is that is there: the members of a union without None, or the type itself; () for None alone."""
    return tuple(part for part in parts(kind) if part != NONE)


def optional(kind: Type) -> Type:
    """`kind | None`."""
    return union((kind, NONE))


def doubted(kind: Type, evidence: Evidence) -> Type:
    """`kind`, or `kind | rt.Doubt` where the evidence says that the type is a guess."""
    return union((kind, DOUBT)) if "schema" in evidence.guesses else kind


def certain(kind: Type) -> Type:
    """`kind` without the doubt beside it."""
    return union([member for member in parts(kind) if member != DOUBT]) if DOUBT in parts(kind) else kind


def is_nullable(kind: Type) -> bool:
    """Whether None is one of the members of `kind`."""
    return NONE in parts(kind)


def text(kind: Type, prefix: str = "") -> str:
    """`kind` as Python text, names of models behind `prefix`."""
    match kind:
        case Plain():
            return kind.text
        case Named():
            return f"{prefix}{kind.name}"
        case ListOf():
            return f"list[{text(kind.item, prefix)}]"
        case DictOf():
            return f"dict[str, {text(kind.value, prefix)}]"
        case UnionOf():
            return " | ".join(text(member, prefix) for member in kind.members)


def leaves(kind: Type) -> Iterator[Plain | Named]:
    """The named and plain types that `kind` is made of."""
    match kind:
        case ListOf():
            yield from leaves(kind.item)
        case DictOf():
            yield from leaves(kind.value)
        case UnionOf():
            for member in kind.members:
                yield from leaves(member)
        case _:
            yield kind


def is_text_enum(kind: Type) -> bool:
    """Whether a type lists texts."""
    return text(kind).startswith(('Literal["', "Literal['"))
