"""The chapter of a README on authorization: the security schemes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from generator.docs.cells import languages, mend
from generator.docs.document import Block, Document, Heading, Listing, Text, following
from generator.problems import Location, Problem
from generator.spec.facts import StatedScheme

_METHOD = re.compile(
    r"^Authorization method is (?:of )?(?:\*\*)?(api key|basic auth|OAuth2)[\w ]*?(?:\*\*)?"
    r"(?: with `?(\w+)`? flow)?"
    r"(?:\. The parameter `?([^`\s]+)`? is located in `?(\w+)`?)?(?:\.|$)",
    re.I,
)
_SCOPE = re.compile(r"^[*-]\s*`?([^`]+)`?(?::\s*(.*))?$")

_BULLETS = re.compile(r"\s\\?(?=\* `?\w)")
_MARKED = re.compile(r"(?:\*\*|`)(?P<key>[^*`]+)(?:\*\*|`)\s*[:：–—-]?\s*(?P<value>.*)$")
_PLAIN = re.compile(r"(?P<key>[A-Z][\w ]+)[:：]\s*(?P<value>.*)$")


def tells_scheme(blocks: Sequence[Block], index: int) -> bool:
    """True for the heading of the chapter on authorization, or that of a scheme, whatever its chapter is called."""
    return is_chapter(blocks, index) or (isinstance(blocks[index], Heading) and _next_is_facts(blocks, index))


def is_chapter(blocks: Sequence[Block], index: int) -> bool:
    """True for the heading of the chapter on authorization; deep in a document, below which facts follow."""
    block = blocks[index]
    if not isinstance(block, Heading):
        return False
    title = languages.title(mend.name(block.text))
    if title == "authorization" and block.level > 2:
        below = next((n for n in range(index + 1, min(index + 6, len(blocks))) if isinstance(blocks[n], Heading)), None)
        return below is not None and _next_is_facts(blocks, below)
    return title in ("documentation for authorization", "authorization", "authorization methods")


def read_schemes(document: Document, problems: list[Problem]) -> Iterator[StatedScheme]:
    """The schemes of the authorization chapter: one heading each, then a list of facts. Those whose type is not
    understood are added to `problems`."""
    for index, heading in _scheme_headings(document.blocks):
        name = mend.scheme(mend.heading(heading.text))
        scheme = StatedScheme(key=name, kind="", at=Location(document.path, heading.line))
        lists = [block for block in _below(document.blocks, index) if isinstance(block, Listing)]
        for block in lists:
            scheme = _with_facts(scheme, block)
        if scheme.kind:
            yield scheme
        elif any(_fact(item.text)[0] for block in lists for item in block.items):
            message = f"of which type the scheme {name!r} is, is not understood"
            problems.append(Problem("D114", scheme.at, message, document.quote(heading.line)))
    yield from _of_micronaut(document)


def _scheme_headings(blocks: Sequence[Block]) -> Iterator[tuple[int, Heading]]:
    """The headings of schemes in chapters on authorization, and which blocks they are."""
    inside, level = False, 0
    for index, block in enumerate(blocks):
        if not isinstance(block, Heading):
            continue
        if is_chapter(blocks, index):
            inside, level = True, block.level
        elif (inside and block.level > level) or _next_is_facts(blocks, index):
            yield index, block
            inside, level = True, level if inside else block.level - 1
        elif inside:
            inside = _goes_on(blocks, index)


def _below(blocks: Sequence[Block], index: int) -> Iterator[Block]:
    """What stands between a heading and the next."""
    return takewhile(lambda each: not isinstance(each, Heading), following(blocks, index))


def _of_micronaut(document: Document) -> Iterator[StatedScheme]:
    """The schemes that Micronaut describes in sentences, each below a heading."""
    heading: Heading | None = None
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = block
        elif heading is not None and isinstance(block, Text) and (match := _METHOD.match(" ".join(block.lines))):
            found = (_SCOPE.match(line) for line in _BULLETS.sub("\n", block.joined).split("\n"))
            yield StatedScheme(
                key=mend.name(heading.text),
                kind=_told(languages.SCHEMES, match[1]) or "",
                at=Location(document.path, heading.line),
                name=match[3],
                location=match[4] and _told(languages.PLACES, match[4]),
                flow=match[2],
                scopes=tuple((each[1], each[2] or "") for each in found if each),
            )


def _goes_on(blocks: Sequence[Block], index: int) -> bool:
    """True when the next heading is a scheme's, though this one is of a scheme without facts ("Not supported.")."""
    below = next((n for n in range(index + 1, len(blocks)) if isinstance(blocks[n], Heading)), None)
    return below is not None and _next_is_facts(blocks, below)


def _next_is_facts(blocks: Sequence[Block], index: int) -> bool:
    """True when a list that states a Type follows (Swagger Codegen uses the chapter's own level for schemes)."""
    below = takewhile(lambda each: not isinstance(each, Heading), blocks[index + 1 : index + 3])
    return any(isinstance(block, Listing) and _is_type(*_fact(block.items[0].text)) for block in below)


def _is_type(key: str, value: str) -> bool:
    """Whether a fact is the type of a scheme: it is called so, or begins a list with what is one, in another
    language."""
    return _kind(key) == "type" or bool(key and not key.isascii() and _told(languages.SCHEMES, value))


def _with_facts(scheme: StatedScheme, listing: Listing) -> StatedScheme:
    """A scheme with what a list says of it."""
    scopes = dict(scheme.scopes)
    in_scopes = False
    first = listing.items[0] if not scheme.kind else None
    for item in listing.items:
        key, value = _fact(item.text)
        kind = languages.title(key) if in_scopes else "type" if item is first and _is_type(key, value) else _kind(key)
        if kind in _FACTS:
            scheme = _FACTS[kind](scheme, value)
        elif kind == "scopes":
            in_scopes = True
            scopes |= {value: ""} if value and value.upper() != "N/A" else {}
        elif in_scopes:
            scopes |= _scope(item.text)
    return replace(scheme, scopes=tuple(scopes.items()))


def _kind(key: str) -> str:
    """What a fact is about, in whatever language: "API" stands in the name of the parameter's title, "URL" in that of
    the place to authorize."""
    kind = languages.title(key)
    if kind in _FACTS:
        return kind
    return "parameter name" if "api" in kind else "authorization url" if "url" in kind else kind


def _fact(text: str) -> tuple[str, str]:
    """`**Type**: API key` -> (Type, API key); a scope's line has no such key."""
    match = _MARKED.match(text) or _PLAIN.match(text)
    return (match["key"].strip().rstrip(":："), mend.name(match["value"])) if match else ("", "")


def _with_type(scheme: StatedScheme, value: str) -> StatedScheme:
    kind = _told(languages.SCHEMES, value) or ""
    form = re.search(r"\(([^()]+)\)", value)
    return replace(scheme, kind=kind, bearer_format=form[1] if form and kind == "bearer" else None)


def _told(words: Sequence[tuple[re.Pattern[str], str]], value: str) -> str | None:
    return next((meant for pattern, meant in words if pattern.search(value)), None)


def _scope(text: str) -> dict[str, str]:
    """A scope's line: `**s**: d`, `` `s`: d ``, `s: d`; a scope may hold colons, the description follows `: `."""
    plain = mend.name(text)
    if plain.upper() == "N/A" or not plain or (plain.endswith(":") and " " in plain):
        return {}
    name, *description = re.split(r": |：\s{0,9}| [–—] ", plain, maxsplit=1)
    return {name.rstrip(":").strip(): mend.prose("".join(description))}


_FACTS: Mapping[str, Callable[[StatedScheme, str], StatedScheme]] = {
    "type": _with_type,
    "parameter name": lambda scheme, value: replace(scheme, name=value or None),
    "location": lambda scheme, value: replace(scheme, location=_told(languages.PLACES, value)),
    "flow": lambda scheme, value: replace(scheme, flow=value or None),
    "authorization url": lambda scheme, value: replace(scheme, authorization_url=value or None),
    "authorizatoin url": lambda scheme, value: replace(scheme, authorization_url=value or None),  # Swagger Codegen 2
    "token url": lambda scheme, value: replace(scheme, token_url=value or None),
}
"""What an item of the list is called -> the scheme with what it says."""
