"""Base URLs: those of a document, and those of one operation."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Any

from generator.docs.cells import mend
from generator.docs.document import Document, Heading, Item, Listing, Quote, Table, Text
from generator.docs.operations.scope import Scope
from generator.problems import Location
from generator.spec.facts import StatedServer

_BASE = re.compile(r"^(?:All URIs are relative to|(?:API )?Base[ -](?:URL|URI|path):?)\s*(.*)$", re.I)
_URL = re.compile(r"(https?://[^\s*,<>)`]+|/[^\s*,<>)`]*(?=[*`>]|\s*$))")
"""A base URL; of a path alone the sentence has to end there, or markup ("base URL / version / name" names none)."""
_EMPHASISED = re.compile(r"(?<![\w*])[*_]((?:https?://|/)[^\s*]{1,2000})[*_](?![\w*])")
_UNDERSCORED = re.compile(r"^_(.*)_\W*$")
_TITLE = re.compile(r"(?:base |server |api )?(?:urls?|uris?|servers?)", re.I)
_SERVER = re.compile(r"https?://[^\s*,<>)`]+")
_ADDRESS = re.compile(r"^((?:https?://|/)\S*)(.*)$", re.S)
_ADDRESSES = re.compile(r"(?<!\S)-\s+(?=https?://|/)")


def read_servers(document: Document) -> Iterator[StatedServer]:
    """The base URL of "All URIs are relative to"; above the first table, in whatever language it is introduced."""
    above = next((block.line for block in document.blocks if isinstance(block, Table)), 0)
    for block in document.blocks:
        if isinstance(block, Text | Quote | Heading):
            for offset, line in enumerate((block.text,) if isinstance(block, Heading) else block.lines):
                plain = mend.unlink(line).text.replace("**", "*")
                match = _BASE.match(plain) or (_EMPHASISED.search(plain) if block.line < above else None)
                url = _URL.search(_UNDERSCORED.sub(r"\1", html.unescape(match[1]))) if match else None
                if url:
                    text = re.sub(r"^https?://.*(?=https?://)", "", url[1].rstrip("."))  # Tizen prints host and URL
                    yield StatedServer(url=text, at=Location(document.path, block.line + offset))
        elif isinstance(block, Table):
            yield from _tabled(document, block)


def _tabled(document: Document, table: Table) -> Iterator[StatedServer]:
    """The servers in a table with a column of base URLs, and what another column says of each (`Region | Base URL`)."""
    titles = [mend.name(cell) for cell in table.header]
    column = next((n for n, title in enumerate(titles) if _TITLE.fullmatch(title)), None)
    if column is None or len(titles) != 2:
        return
    rows = [row for row in table.rows if len(row.cells) > column]
    urls = [mend.name(row.cells[column].strip("<> ")) for row in rows]
    for row, url in zip(rows, urls, strict=True) if all(map(_SERVER.fullmatch, urls)) else ():
        yield StatedServer(url=url, description=mend.prose(row.cells[1 - column]), at=Location(document.path, row.line))


def _variables(items: Iterable[Item]) -> dict[str, dict[str, Any]]:
    """The variables of a server, as OpenAPI has them, from a list of four levels."""
    found: dict[str, dict[str, Any]] = {}
    told: dict[str, Any] = {}
    for item in items:
        word, _, rest = item.text.partition(":")
        if item.depth == 2:
            told = found.setdefault(word.strip(), {"default": ""})
            told |= {"description": rest.strip()} if rest.strip() not in ("", "No description provided") else {}
        elif item.depth == 3 and word == "Default value":
            told["default"] = rest.strip()
        elif item.depth == 4:
            told.setdefault("enum", []).append(item.text)
    return found


def own_servers(scope: Scope) -> Iterator[StatedServer]:
    """The servers of this operation alone: a list, and below a server its variables."""
    items = [item for b in scope.section.part("servers") if isinstance(b, Listing) for item in b.items]
    for number, item in enumerate(items):
        if item.depth:
            continue
        variables = _variables(takewhile(lambda each: each.depth, items[number + 1 :]))
        text = mend.prose(item.text.removesuffix(scope.row.summary))
        for piece in _ADDRESSES.split(text):
            url = _ADDRESS.match(piece)
            if url:
                own = {name: told for name, told in variables.items() if f"{{{name}}}" in url[1]}
                at = scope.at(item.line)
                yield StatedServer(url=url[1], description=url[2].strip(), variables=own, at=at)
