"""Decoding a response, time and memory: `python -m tests.benchmarks.decode`.

Against `json.loads` alone, and against pydantic where it is installed: `model_construct` with nested models, the route
of SDKs that must not raise on what a server sends, and validation, which does raise. The package's models decode a
field when it is read, so both reading one field and reading all of them are measured.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import importlib
import json
import tracemalloc
import typing
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from tests.benchmarks.library import BOOK, package
from tests.benchmarks.measure import least, show

FIELDS = ("id", "title", "pages", "price", "lent", "genre", "added_at", "key", "words")


def read_one(books: list[Any]) -> None:
    """Read one field of each."""
    for book in books:
        assert book.title


def read_all(books: list[Any]) -> None:
    """Read every field of each."""
    for book in books:
        for name in FIELDS:
            getattr(book, name)
        assert book.author.name
        assert book.author.born


def kept(decode: Callable[[], list[Any]]) -> float:
    """Bytes that each decoded object keeps, with what it is made of."""
    gc.collect()
    tracemalloc.start()
    books = decode()
    read_all(books)
    size = tracemalloc.get_traced_memory()[0] / len(books)
    tracemalloc.stop()
    return size


def pydantic_ways() -> Iterator[tuple[str, Callable[[Any], list[Any]]]]:
    """Names and decoders of pydantic, if it is there."""
    try:
        import pydantic
    except ImportError:
        print("pydantic is not installed: left out")
        return

    class Author(pydantic.BaseModel):
        name: str | None = None
        born: int | None = None

    class Book(pydantic.BaseModel):
        id: str
        title: str
        pages: int | None = None
        price: float | None = None
        lent: bool | None = None
        genre: typing.Literal["novel", "poetry"] | None = None
        added_at: dt.datetime | None = pydantic.Field(default=None, alias="addedAt")
        key: uuid.UUID | None = None
        author: Author | None = None
        words: list[str] | None = None

    adapters: dict[Any, Any] = {
        dt.datetime: pydantic.TypeAdapter(dt.datetime),
        uuid.UUID: pydantic.TypeAdapter(uuid.UUID),
    }
    plans: dict[type, list[tuple[str, str, Any]]] = {
        model: [
            (name, field.alias or name, next(iter(typing.get_args(field.annotation)), field.annotation))
            for name, field in model.model_fields.items()
        ]
        for model in (Book, Author)
    }

    def value(kind: Any, raw: Any) -> Any:
        if isinstance(raw, dict) and kind in plans:
            return construct(kind, raw)
        if kind in adapters:
            try:
                return adapters[kind].validate_python(raw)
            except pydantic.ValidationError:
                return raw
        return raw

    def construct(model: Any, raw: dict[str, Any]) -> Any:
        told = {name: value(kind, raw[alias]) for name, alias, kind in plans[model] if alias in raw}
        return model.model_construct(_fields_set=set(told), **told)

    many = pydantic.TypeAdapter(list[Book])
    yield "pydantic, model_construct", lambda raw: [construct(Book, each) for each in raw]
    yield "pydantic, validation", many.validate_python


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--books", type=int, default=5000)
    arguments = parser.parse_args()
    text = json.dumps([BOOK | {"id": str(number)} for number in range(arguments.books)])
    base = least(lambda: json.loads(text))
    with package() as library:
        runtime = importlib.import_module(f"{library.__name__}._runtime.typetext")
        codec = runtime.parse("list[Book]", library.models.__name__)
        ways = [("this package", codec.decode), *pydantic_ways()]
        rows = []
        for name, decode in ways:

            def whole(read: Callable[[list[Any]], None], decode: Callable[[Any], list[Any]] = decode) -> float:
                return least(lambda: read(decode(json.loads(text)))) / base

            size = kept(lambda decode=decode: decode(json.loads(text)))  # type: ignore[misc]
            rows.append((name, f"{whole(read_one):9.2f} {whole(read_all):12.2f} {size:14.0f}"))
    plain = kept_plain(text)
    show(
        [("x json.loads", "one field   all fields   bytes a book"), ("json.loads", f"{1:9.2f} {1:12.2f} {plain:14.0f}")]
    )
    show(rows)


def kept_plain(text: str) -> float:
    """Bytes that each object keeps as json.loads gives it."""
    gc.collect()
    tracemalloc.start()
    books = json.loads(text)
    size = tracemalloc.get_traced_memory()[0] / len(books)
    tracemalloc.stop()
    return size


if __name__ == "__main__":
    main()
