"""README files: the API's title and version, servers, the endpoint table, authorization."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.docs import languages, mend, tables
from generator.docs.document import Block, Document, Heading, Listing, Table, Text
from generator.problems import Location
from generator.spec.facts import StatedScheme

_KINDS = (
    (re.compile(r"api ?key", re.I), "apiKey"),
    (re.compile(r"bearer", re.I), "bearer"),
    (re.compile(r"basic", re.I), "basic"),
    (re.compile(r"oauth", re.I), "oauth2"),
    (re.compile(r"open ?id", re.I), "openIdConnect"),
    (re.compile(r"signature", re.I), "signature"),
)
_PLACES = (("header", "header"), ("query", "query"), ("cookie", "cookie"))


@dataclass(frozen=True, slots=True)
class Introduction:
    """The head of a README: `title`, `version` and `description` of the API, "" where they are not stated."""

    title: str
    version: str
    description: str


def is_readme(document: Document) -> bool:
    """True for a document with an endpoint table that has a class column, or an authorization chapter."""
    for index, block in enumerate(document.blocks):
        if isinstance(block, Table) and block.header and "class" in tables.roles(block) and tables.is_methods(block):
            return True
        if _is_chapter(document.blocks, index):
            return True
    return False


def _is_chapter(blocks: Sequence[Block], index: int) -> bool:
    """True for the heading of the chapter on authorization; deep in a document, below which facts follow."""
    block = blocks[index]
    if not isinstance(block, Heading):
        return False
    title = languages.title(mend.name(block.text))
    if title == "authorization" and block.level > 2:
        below = next((n for n in range(index + 1, min(index + 6, len(blocks))) if isinstance(blocks[n], Heading)), None)
        return below is not None and _next_is_facts(blocks, below)
    return title in ("documentation for authorization", "authorization")


def read_introduction(document: Document) -> Introduction:
    """Title, version and description, from the lines that generators print above `- API version:`."""
    texts: list[str] = []
    version = ""
    for block in document.blocks[:12]:
        if isinstance(block, Listing):
            for item in block.items:
                match = re.match(r"^\**API version\**:\s*\**\s*(\S+)", item.text, re.I)
                version = version or (mend.name(match[1]) if match else "")
            if version:
                break
        elif isinstance(block, Text) and not block.lines[0].startswith(("[!", "All URIs")):
            texts.append(mend.prose(block.joined))
    if not version:
        return Introduction("", "", "")
    heading = next((b for b in document.blocks if isinstance(b, Heading)), None)
    title = texts[0] if texts and len(texts[0]) <= 120 and "\n" not in texts[0] else ""
    if heading is not None and not title and " " in mend.name(heading.text):
        title = mend.name(heading.text)
    rest = texts[1:] if texts and texts[0] == title else texts
    return Introduction(title, version, "\n\n".join(rest))


def read_schemes(document: Document) -> Iterator[StatedScheme]:
    """The schemes of the authorization chapter: one heading each, then a list of facts."""
    inside = False
    level = 0
    current: StatedScheme | None = None
    for index, block in enumerate(document.blocks):
        if isinstance(block, Heading):
            if _is_chapter(document.blocks, index):
                inside, level, current = True, block.level, None
                continue
            if inside and (block.level > level or _next_is_facts(document.blocks, index)):
                yield from _finished(current)
                name = mend.scheme(mend.heading(block.text))
                current = StatedScheme(key=name, kind="", at=Location(document.path, block.line))
                continue
            if inside:
                yield from _finished(current)
                inside, current = _goes_on(document.blocks, index), None
        elif inside and current is not None and isinstance(block, Listing):
            current = _with_facts(current, block)
        elif inside and current is not None and isinstance(block, Text) and block.lines[0].startswith(">"):
            continue
    yield from _finished(current)


def _goes_on(blocks: Sequence[Block], index: int) -> bool:
    """True when the next heading is a scheme's, though this one is of a scheme without facts ("Not supported.")."""
    below = next((n for n in range(index + 1, len(blocks)) if isinstance(blocks[n], Heading)), None)
    return below is not None and _next_is_facts(blocks, below)


def _next_is_facts(blocks: Sequence[Block], index: int) -> bool:
    """True when a list that states a Type follows (Swagger Codegen uses the chapter's own level for schemes)."""
    return any(
        isinstance(b, Listing) and _fact(b.items[0].text)[0].lower() == "type" for b in blocks[index + 1 : index + 3]
    )


def _finished(scheme: StatedScheme | None) -> Iterator[StatedScheme]:
    if scheme is not None and scheme.kind:
        yield scheme


def _with_facts(scheme: StatedScheme, listing: Listing) -> StatedScheme:
    """A scheme with what a list says of it."""
    scopes: list[tuple[str, str]] = list(scheme.scopes)
    in_scopes = False
    for item in listing.items:
        key, value = _fact(item.text)
        low = key.lower()
        if low == "type":
            scheme = _with_type(scheme, value)
        elif low.endswith("parameter name"):
            scheme = replace(scheme, name=value or None)
        elif low == "location":
            scheme = replace(scheme, location=_place(value))
        elif low == "flow":
            scheme = replace(scheme, flow=value or None)
        elif low == "authorization url":
            scheme = replace(scheme, authorization_url=value or None)
        elif low == "token url":
            scheme = replace(scheme, token_url=value or None)
        elif low == "scopes":
            in_scopes = True
            if value and value.upper() != "N/A":
                scopes.append((value, ""))
        elif in_scopes:
            scope = _scope(item.text)
            if scope:
                scopes.append(scope)
    return replace(scheme, scopes=tuple(dict(scopes).items()))


def _fact(text: str) -> tuple[str, str]:
    """`**Type**: API key` -> (Type, API key); a scope's line has no such key."""
    match = re.match(r"^\*\*([^*]+)\*\*\s*:?\s*(.*)$", text) or re.match(r"^([A-Z][\w ]+):\s*(.*)$", text)
    return (match[1].strip().rstrip(":"), mend.name(match[2])) if match else ("", "")


def _with_type(scheme: StatedScheme, value: str) -> StatedScheme:
    kind = next((kind for pattern, kind in _KINDS if pattern.search(value)), "")
    form = re.search(r"\(([^)]+)\)", value)
    return replace(scheme, kind=kind, bearer_format=form[1] if form and kind == "bearer" else None)


def _place(value: str) -> str | None:
    return next((place for word, place in _PLACES if word in value.lower()), None)


def _scope(text: str) -> tuple[str, str] | None:
    """A scope's line: `**s**: d`, `` `s`: d ``, `s: d`; a scope may hold colons, the description follows `: `."""
    plain = mend.name(text)
    if plain.upper() == "N/A" or not plain:
        return None
    name, _, description = plain.partition(": ")
    return name.rstrip(":").strip(), mend.prose(description)
