"""How much of a document is understood in a copy of its page: `python -m tests.fidelity.copied [--dialect NAME]...`.

Every document is read twice, as Markdown and as the page that a browser shows of it (`tests.sources.page`), and what
both state is compared fact by fact. What the page does not show cannot be found, and counts as missing all the same:
cells beyond the header of a table, the names of files that links lead to, rows that Markdown does not take for a table.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table

from generator.docs import SourceFile, read
from generator.spec.api import MISSING
from generator.spec.facts import StatedDocument, StatedField, StatedModel, StatedOperation
from tests.sources.page import TABS, TIGHT, WORDS, Form, page

from .archives import HELD_OUT, SPECS, archive
from .dialects import DIALECTS

FORMS: Mapping[str, Form] = {"words": WORDS, "tabs": TABS, "tight": TIGHT}
FACTS: tuple[str, ...] = (
    "operation",
    "text",
    "parameter",
    "type",
    "required",
    "default",
    "returns",
    "security",
    "media",
    "responses",
)
FACTS += ("model", "property", "members", "scheme", "server", "dialect")

Fact = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Copied:
    """For each class of facts: how many the Markdown states, how many of them the page states too, how many more."""

    stated: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    invented: Counter[str] = field(default_factory=Counter)
    missing: tuple[Fact, ...] = ()
    extra: tuple[Fact, ...] = ()

    def share(self, *facts: str) -> float:
        """The share of facts found, of all classes or of some."""
        stated = sum(self.stated[fact] for fact in facts or FACTS)
        return sum(self.found[fact] for fact in facts or FACTS) / stated if stated else 1.0


def compare(dialect: str, form: str, specs: Sequence[str] = ()) -> Copied:
    """Read the documents of a dialect (of every spec that is not held out) both ways."""
    stated, found, invented = Counter[str](), Counter[str](), Counter[str]()
    missing: list[Fact] = []
    extra: list[Fact] = []
    for spec in specs or [spec for spec in SPECS if not spec.startswith(HELD_OUT)]:
        files = archive(spec)[dialect]
        pages = {path: page(path.rpartition("/")[2], data.decode(), FORMS[form]) for path, data in files.items()}
        original = set(facts(read([SourceFile(path, data) for path, data in files.items()]).documents))
        copied = set(facts(read([SourceFile(path, text.encode()) for path, text in pages.items()]).documents))
        stated.update(fact[0] for fact in original)
        found.update(fact[0] for fact in original & copied)
        invented.update(fact[0] for fact in copied - original)
        missing.extend(sorted(original - copied))
        extra.extend(sorted(copied - original))
    return Copied(stated, found, invented, tuple(missing), tuple(extra))


def facts(documents: Iterable[StatedDocument]) -> Iterator[Fact]:
    """Everything that documents state, but for lines and markup."""
    for document in documents:
        yield "dialect", document.path, document.dialect
        for server in document.servers:
            yield "server", document.path, server.url
        for scheme in document.schemes:
            told = (scheme.kind, scheme.name, scheme.location, scheme.flow, scheme.authorization_url, scheme.scopes)
            yield "scheme", document.path, scheme.key, *map(str, told)
        for operation in document.operations:
            yield from _operation(document, operation)
        for model in document.models:
            yield from _model(document, model)


def _operation(document: StatedDocument, operation: StatedOperation) -> Iterator[Fact]:
    key = f"{document.path} {operation.name}"
    yield "operation", key, operation.tag, operation.method, operation.path, str(operation.section is not None)
    yield "text", key, _words(operation.summary), _words(operation.description)
    yield from _fields(key, "parameter", operation.parameters)
    if operation.returns is not None:
        yield "returns", key, str(operation.returns.schema)
    yield "security", key, str(operation.security and [(each.name, each.scopes) for each in operation.security])
    yield "media", key, str(operation.consumes), str(operation.produces)
    for response in operation.responses or ():
        headers = ",".join(header.name for header in response.headers)
        yield "responses", key, response.status, _words(response.description), headers


def _model(document: StatedDocument, model: StatedModel) -> Iterator[Fact]:
    key = f"{document.path} {model.name}"
    yield "model", key, model.kind
    yield from _fields(key, "property", model.fields)
    yield "members", key, str(model.enum), str(model.union), str(model.alias)


def _fields(key: str, kind: str, fields: Iterable[StatedField]) -> Iterator[Fact]:
    for each in fields:
        yield kind, key, each.name, str(each.place)
        yield "type", key, each.name, str(each.schema)
        yield "required", key, each.name, str(each.required)
        yield "default", key, each.name, "" if each.default is MISSING else repr(each.default)
        yield "text", key, each.name, _words(each.description)


def _words(text: Any) -> str:
    """A text without its markup, which no page shows."""
    return " ".join(re.findall(r"\w+", re.sub(r"<[^>]*>", " ", re.sub(r"\]\([^)]*\)", "", str(text)))))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print, for each dialect and form, the share of facts found by class, and how much is invented."""
    parser = argparse.ArgumentParser(description="copied pages compared with their documents")
    parser.add_argument("--dialect", action="append", help="only this dialect (may be repeated)")
    parser.add_argument("--form", action="append", choices=sorted(FORMS), help="only this form of a page")
    parser.add_argument("--misses", action="store_true", help="list what differs")
    options = parser.parse_args(arguments)
    console = Console(width=None if Console().is_terminal else 260)
    table = Table("dialect", "form", "all", *FACTS, "invented")
    for dialect in options.dialect or DIALECTS:
        for form in options.form or FORMS:
            found = compare(dialect, form)
            shares = (f"{found.share(fact):.0%}" if found.stated[fact] else "" for fact in FACTS)
            table.add_row(dialect, form, f"{found.share():.1%}", *shares, str(found.invented.total()))
            if options.misses:
                for sign, facts_ in (("-", found.missing), ("+", found.extra)):
                    for fact in facts_:
                        console.print(f"{sign} {' ¦ '.join(fact)}", markup=False, highlight=False, soft_wrap=True)
    console.print(table)


if __name__ == "__main__":
    main()
