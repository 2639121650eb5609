"""Models of the demo client."""

from __future__ import annotations

import datetime as dt
import decimal
import uuid
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from . import _runtime as rt

if TYPE_CHECKING:
    Genre: TypeAlias = Literal["novel", "poetry"] | str
    Medium: TypeAlias = "Disc | Tape"
    Tree: TypeAlias = "list[Tree] | str"
else:
    Genre = rt.alias('Literal["novel", "poetry"] | str', __name__)
    Medium = rt.alias("Disc | Tape", __name__, discriminator="kind", mapping={"disc": "Disc", "tape-8": "Tape"})
    Tree = rt.alias("list[Tree] | str", __name__)


class Book(rt.Model, at="docs/Book.md:3"):
    """A book."""

    id: str = rt.optional(read_only=True, at="docs/Book.md:5")
    title: str = rt.required(at="docs/Book.md:6")
    pages: int | None = rt.optional(at="docs/Book.md:7")
    price: float | None = rt.optional()
    genre: Genre | None = rt.optional(at="docs/Book.md:9")
    author: Author | None = rt.optional()
    sequels: list[Book] | None = rt.optional()
    note: str | None = rt.optional(nullable=True)
    added_at: dt.datetime | None = rt.optional("addedAt")
    printed: dt.date | None = rt.optional()
    key: uuid.UUID | None = rt.optional()
    cover: bytes | None = rt.optional()
    fee: decimal.Decimal | None = rt.optional()
    links: dict[str, Any] | None = rt.optional("links", inferred=True)
    lending_pin: str | None = rt.optional("lendingPin", write_only=True)
    media: list[Medium] | None = rt.optional()
    tree: Tree | None = rt.optional()
    dates: list[dt.datetime] | None = rt.optional()


class Author(rt.Model):
    """Who wrote it."""

    name: str = rt.required()
    born: int | None = rt.optional(nullable=True)


class Disc(rt.Model):
    """A disc."""

    kind: str = rt.required()
    tracks: int = rt.required()


class Tape(rt.Model):
    """A tape."""

    kind: str = rt.required()
    minutes: int = rt.required()


class Animal(rt.Model, discriminator="species", mapping={"cat": "Cat"}):
    """A parent that names its children."""

    species: str = rt.required()


class Cat(Animal):
    """A child."""

    lives: int | None = rt.optional()


class Session(rt.OpenModel):
    """A model whose fields are not documented."""


class Counts(rt.OpenModel, values="int"):
    """Numbers by name."""

    total: int = rt.required()


class Problem(rt.Model):
    """What is wrong."""

    code: int | None = rt.optional()
    message: str | None = rt.optional()


class Upload(rt.Model):
    """A form with files."""

    title: str = rt.required()
    scan: rt.FileSource = rt.required()
    more: list[rt.FileSource] | None = rt.optional()
    about: Author | None = rt.optional()


class Login(rt.Model):
    """A form."""

    user: str = rt.required()
    tags: list[str] | None = rt.optional()
