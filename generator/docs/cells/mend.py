r"""Mending text: what the generators' templates did to words on their way into a document, undone.

HTML entities (`&#39;`, `&#x3D;`), escaped quotes (`\&quot;`), escaped underscores, `- -- --` for a run of dashes, bold
and code markup around names, links around types.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_DASHES = re.compile(r"(?<![\w-])-(?: --)+(?: -)?(?![\w-])|(?<=[|:])- -(?=[|:])")
_ESCAPE = re.compile(r"\\([_*\[\]<>#`~|\"'!{}()+.-])")
_QUOTE = re.compile(r"(?<!\\)\\+([\"'])")
_RAW = re.compile(r"[<`=']|(?<!\\)\"")
"""Signs that Mustache escapes, as they stand."""
# Bounded, as a document may have the beginning of an anchor in every word, and any number of spaces.
_ANCHOR = re.compile(r"<a\s{1,9}(?:name|id)\s{0,9}=\s{0,9}\"?[^\">]{0,300}\"?\s{0,9}/?>\s{0,9}(?:</a>)?|</a>", re.I)
_ATTRIBUTES = re.compile(r"(?:\s{0,9}\{\s{0,9}#[^{}]{0,300}\}){1,9}$")


def prose(text: str) -> str:
    """Mended running text: entities and escaped quotes undone, dashes joined, outer white space dropped.

    Markdown in it (emphasis, links, code) stays: descriptions in OpenAPI are Markdown too. So do entities in a text
    with signs that its template would have made entities of.
    """
    if "&" in text and not _RAW.search(text):
        text = html.unescape(text)
    if "\\" in text:
        text = _QUOTE.sub(r"\1", text)
    if "- -" in text:
        text = _DASHES.sub(lambda match: match[0].replace(" ", ""), text)
    return _without_controls(text).strip()


def name(text: str) -> str:
    """A name or value as it stands in a cell or heading: markup, anchors and attributes dropped, escapes undone."""
    text = _ATTRIBUTES.sub("", _ANCHOR.sub("", text.replace("**", "")).strip()).strip().lstrip("# ")
    text = html.unescape(unlink(text).text).replace("`", "").strip()
    if text.startswith("*") and text.endswith("*") and len(text) > 2:
        text = text[1:-1]
    return _without_controls(_ESCAPE.sub(r"\1", text)).strip()


def without_anchors(text: str) -> str:
    """A text without what can only be linked to in it."""
    return _ANCHOR.sub("", text).strip()


def is_blank(line: str) -> bool:
    """Whether a line shows nothing: it is empty, or an anchor and no more."""
    return not without_anchors(line)


def bare(name: str) -> str:
    """The letters and digits of a name in lower case: what its spellings have in common."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


_DECORATION = re.compile(r"^(?:\d+(?:\.\d+)*[.)]|\d+(?:\.\d+)+|[^\w\s$@\"'<{(\\/.-]+)\s+")


def heading(text: str) -> str:
    """What a heading names, without markup, a number or a symbol in front, and a colon behind."""
    return _DECORATION.sub("", name(text)).rstrip(":： ")


_FLOW = re.compile(r" (?:application|accessCode|implicit|password|clientCredentials|authorizationCode)$")


def scheme(text: str) -> str:
    """The name of a security scheme, without the flow that typescript-fetch prints behind it."""
    return _FLOW.sub("", name(text))


@dataclass(frozen=True, slots=True)
class Unlinked:
    """Text without its Markdown links, and where they pointed."""

    text: str
    targets: tuple[str, ...]


def unlink(text: str) -> Unlinked:
    """Replace each `[label](target)` by its label; labels may hold balanced brackets (`[**List[int]**](int.md)`)."""
    targets: list[str] = []
    at = text.find("](")
    while at >= 0:
        start = _opening(text, at)
        end = None if start is None else _closing(text, at + 2)
        if start is None or end is None:
            at = text.find("](", at + 2)
            continue
        targets.append(text[at + 2 : end])
        label = text[start + 1 : at]
        text = f"{text[:start]}{label}{text[end + 1 :]}"
        at = text.find("](", start + len(label))
    return Unlinked(text, tuple(targets))


def _opening(text: str, at: int) -> int | None:
    """The index of the bracket that `text[at] == ']'` closes."""
    depth = 0
    if text.rfind("[", max(0, at - 2000), at) < 0:  # quick, since a text may consist of nothing but such ends
        return None
    for index in range(at, max(-1, at - 2000), -1):
        if text[index] == "]":
            depth += 1
        elif text[index] == "[":
            depth -= 1
            if depth == 0:
                return index
    return None


def _closing(text: str, at: int) -> int | None:
    """The index of the parenthesis that ends a link target starting at `at`."""
    depth = 1
    if text.find(")", at, at + 2000) < 0:
        return None
    for index in range(at, min(len(text), at + 2000)):
        if text[index] == "(":
            depth += 1
        elif text[index] == ")":
            depth -= 1
            if depth == 0:
                return index
    return None


_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160), 8203, 8288, 65279))


def _without_controls(text: str) -> str:
    """Control characters are in no documented fact, and YAML 1.2 does not allow them."""
    return text if text.isprintable() else text.translate(_CONTROLS)


def words(text: str) -> list[str]:
    """The words of a text, however often it was escaped."""
    return html.unescape(html.unescape(prose(text))).split()
