"""Fields in a list, as people write them who dislike tables: `- **limit** (integer, optional): At most so many`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator.docs.cells import languages, mend, tables
from generator.docs.cells.type_grammar import split_outside
from generator.docs.document import Item, Listing

_NAME: Final = re.compile(
    r"\*\*`(?P<strong>[^*`|\s]{1,200})`\*\*(?=\s*\()|(\*\*|`)(?P<marked>[^*`|\s]{1,200}?)\2"
    r"|(?P<plain>[\w$.\[\]-]{1,200})(?=\s*\()"
)
_TYPE: Final = re.compile(r"\s*:?\s*(?:(?P<mark>\*\*|[*_`])(?P<marked>[^*`]{1,300}?)(?P=mark)|(?=\())")
_NOTE: Final = re.compile(r"(?:optional|required|read-?only|deprecated)|defaults?(?: to|:)? .*|enum: .*", re.I | re.S)
_NOTES: Final = re.compile(
    r"(?:^|\s)(?:\\?[\[(](?:optional|required|read-?only|deprecated|defaults? to|enum)\b.*"
    r"(?:[\])]|\)\s*defaults to \S+)|defaults to \S+)\s*$",
    re.I | re.S,
)
_LONGEST_NOTES: Final = 400
_BETWEEN: Final = " \t:-–—,"


def listed_fields(listing: Listing) -> Iterator[tables.Cells]:
    """The items of a list as a table of fields would have them: those that tell a name and a type, and, where each
    begins with a name, all of them."""
    items = [(item, _NAME.match(item.text)) for item in listing.items if item.depth == 0]
    names_all = all(name is not None and name["marked"] for _, name in items)
    for item, name in items:
        kind = None if name is None else _TYPE.match(item.text, name.end())
        if name is not None and (kind is not None or names_all):
            yield _cells(item, name, kind)


def _cells(item: Item, name: re.Match[str], kind: re.Match[str] | None) -> tables.Cells:
    rest = item.text[(kind or name).end() :]
    told, notes = (kind["marked"] or "") if kind else "", [""]
    if kind is not None and rest.startswith("("):
        inside, rest = _in_brackets(rest)
        pieces = [languages.notes(f"[{piece}]")[1:-1].strip() for piece in split_outside(inside, ",")]
        notes = [f"[{piece}]" for piece in pieces if _NOTE.fullmatch(piece)]
        told = told or ", ".join(piece for piece in pieces if not _NOTE.fullmatch(piece))
    rest = languages.notes(mend.without_anchors(rest))
    behind = _NOTES.search(rest, max(0, len(rest) - _LONGEST_NOTES))
    if behind:
        rest, notes = rest[: behind.start()], [*notes, behind[0]]
    by_role = {
        "name": name["strong"] or name["marked"] or name["plain"],
        "type": told,
        "description": rest.strip(_BETWEEN),
        "notes": " ".join(notes),
    }
    return tables.Cells(item.line, by_role, 0, item.text, tables.FIELD_COLUMNS)


def _in_brackets(text: str) -> tuple[str, str]:
    """What stands in the parentheses that a text begins with, and what follows them; nothing where they stay open."""
    depth = 0
    for index, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if not depth:
            return text[1:index], text[index + 1 :]
    return "", text
