"""The security schemes that a section names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from generator.docs.cells import languages, mend, tables
from generator.docs.document import Document, Fence, Heading, Listing
from generator.docs.operations import samples
from generator.docs.operations.lines import CHROME, numbered, problem
from generator.docs.operations.scope import Scope
from generator.problems import Location
from generator.spec.facts import StatedSecurity

_OF_ALL = re.compile(r"^\W*(?:authorization|authentication)[^\w:]*+:[^\w\[]*+(\[.*\]\(.*)$", re.I)
"""`### Authorization: [key](../README.md#key)`"""
_LINK = re.compile(r"\[([^\]\[]+)\]\(([^)]*)\)")
_ANCHORED = re.compile(r"\]\([^)]*#[^)]*\)")
_NAME = re.compile(r"(?=\W*\w)[\w.\-:]+(?: [\w.\-]+)?", re.A)
_SPEAKING = re.compile(r"key|token|auth|bearer|basic|jwt|session|secret|cookie|sign|login|password|id$", re.I)


def security(scope: Scope) -> tuple[StatedSecurity, ...] | None:
    """The schemes of an operation; () where it says that it needs none, None where it says nothing."""
    if not scope.section.has("security"):
        return _security_of_example(scope) or scope.secured or _security_of_sample(scope)
    lines = [each for block in scope.section.part("security") for each in numbered(block) if not _is_chrome(each[1])]
    if any(languages.NO_AUTHORIZATION.search(text) for _, text in lines):
        return ()
    found: dict[str, StatedSecurity] = {}
    linked = ([each for each in lines if link.search(each[1])] for link in (_ANCHORED, _LINK))
    for line, text in next(filter(None, linked), lines):
        for name, scopes in _schemes(text):
            previous = found.get(name, StatedSecurity(name=name, at=scope.at(line)))
            merged = dict.fromkeys((*previous.scopes, *scopes))
            found[name] = replace(previous, scopes=tuple(merged))
    if lines and not found:
        scope.problems.append(problem("D114", scope.document, lines[0][0], "this names no security scheme"))
    return tuple(found.values()) or None


def _security_of_example(scope: Scope) -> tuple[StatedSecurity, ...] | None:
    """The schemes that are listed above the sample (``* Api Key Authentication (`apiToken`)``)."""
    found: dict[str, StatedSecurity] = {}
    for block in scope.section.part("example"):
        for item in block.items if isinstance(block, Listing) else ():
            match = re.match(r"^[\w ]*Authentication \(`?([^`()]+)`?\)", item.text)
            if match:
                at = scope.at(item.line)
                found.setdefault(match[1].strip(), StatedSecurity(name=match[1].strip(), at=at))
    return tuple(found.values()) or None


def _security_of_sample(scope: Scope) -> tuple[StatedSecurity, ...] | None:
    """What the sample configures, where no section says what is needed: schemes by name, else an access token."""
    fences = [block for block in scope.section.part("example") if isinstance(block, Fence)]
    named = [key for fence in fences for key in samples.sample_keys(fence, scope.document.path)]
    if named:
        first = {key.scheme: key for key in reversed(named)}
        return tuple(StatedSecurity(name=key.scheme, at=key.at) for key in named if first[key.scheme] is key)
    found = [key for fence in fences for key in samples.unnamed_tokens(fence, scope.document.path)]
    return tuple(StatedSecurity(name=key.scheme, at=key.at) for key in found[:1]) or None


def security_of_all(document: Document) -> tuple[StatedSecurity, ...] | None:
    """The schemes that a heading or a line above the table links for every operation of the document."""
    table = tables.method_table(document)
    for block in takewhile(lambda each: table is not None and each.line < table.line, document.blocks):
        for line, text in [(block.line, block.text)] if isinstance(block, Heading) else numbered(block):
            told = _OF_ALL.match(text)
            if told:
                at = Location(document.path, line)
                return tuple(StatedSecurity(name=name, at=at) for name, _ in _schemes(told[1])) or None
    return None


def _schemes(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Scheme names in a line: links, bold links, bare names, `Configure NAME:`; `scopes: a, b` after them."""
    configured = samples.CONFIGURED.match(text)
    if configured:
        yield configured[1], ()
        return
    scopes = re.search(r"scopes?:\s*(.*)$", text, re.I)
    head = text[: scopes.start()] if scopes else text
    listed = tuple(part.strip(" `*[]()") for part in re.split(r"[,\s]+", scopes[1])) if scopes else ()
    links = _LINK.findall(head)
    names = [name for name, target in links if not _is_file(name, target)] if links else _bare_schemes(head)
    for name in names:
        yield mend.scheme(name), tuple(scope for scope in listed if scope)


def _is_chrome(text: str) -> bool:
    return mend.is_blank(text) or CHROME.match(text) is not None


def _is_file(name: str, target: str) -> bool:
    """Whether a link is called after the file that it leads to (`[README](../README.md#authorization)`): it names no
    scheme, though one may be called `Authorization`."""
    return target.partition("#")[0].rpartition("/")[2].lower() == f"{name.lower()}.md"


def _bare_schemes(text: str) -> list[str]:
    """Names in a copied page, where the links are gone; two words are one where both are capitalized, or one of them
    speaks of proving who one is."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    return parts if all(_NAME.fullmatch(part) and _is_one_name(part) for part in parts) else []


def _is_one_name(text: str) -> bool:
    return " " not in text or text.istitle() or _SPEAKING.search(text) is not None
