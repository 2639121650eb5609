"""What an operation returns."""

from __future__ import annotations

import html
import re
from dataclasses import replace

from generator.docs.cells.titles import kind_of_title
from generator.docs.cells.types import read_type
from generator.docs.document import Fence, Table, Text
from generator.docs.operations import samples
from generator.docs.operations.cutting import Part, summarized_return
from generator.docs.operations.lines import problem, without_chrome
from generator.docs.operations.scope import Scope
from generator.spec.facts import StatedReturn

_EMPTY = re.compile(r"[({]\s*empty response body\s*\)", re.I)
_MARKUP = re.compile(r"\*\*|`|\]\(")
_NOTHING = frozenset({"void", "null", "nil", "none", "unit", "void?", "nothing", "()", "kotlin.unit", "undefined", ""})


def returns(scope: Scope, signature: str) -> StatedReturn | None:
    """What the Return type part says; where there is none, what a sample expects, or the signature gives."""
    for part in scope.section.parts:
        if part.kind == "returns":
            told = _told(scope, part)
            return StatedReturn(schema=None, type_text="", at=scope.at(part.line)) if told is None else told
    return _summarized(scope) or _expected(scope) or _returned_by(scope, signature)


def _told(scope: Scope, part: Part) -> StatedReturn | None:
    """The type that a part shows as a link, in bold or as code, or nothing as none; what somebody remarked may stand
    above it. Else the first text; None without any."""
    blocks = [block for block in part.blocks if isinstance(block, Text | Table)]
    texts = [
        (without_chrome(block.joined) if isinstance(block, Text) else _first_cell(block), block.line)
        for block in blocks
    ]
    texts = [(text, line) for text, line in texts if text.strip() and not text.startswith("[[")]
    shown = (each for each in texts if _is_shown(scope, *each))
    return _return_type(scope, *next(shown, texts[0])) if texts else None


def _is_shown(scope: Scope, text: str, line: int) -> bool:
    found, understood = _read(scope, text, line)
    return understood and (found.schema is None or _MARKUP.search(text) is not None)


def _first_cell(table: Table) -> str:
    """The first cell of the column that is called after the return type, else the first row."""
    row = table.rows[0]
    columns = [n for n, title in enumerate(table.header) if kind_of_title(title) == "returns"]
    return row.cells[columns[0]] if columns and columns[0] < len(row.cells) else row.raw


def _summarized(scope: Scope) -> StatedReturn | None:
    """The type in a table of names and values that sums up the function, beside its name and arguments."""
    for block in scope.section.part("summary"):
        row = summarized_return(block) if isinstance(block, Table) else None
        if row is not None:
            return _return_type(scope, row.cells[1], row.line)
    return None


def _expected(scope: Scope) -> StatedReturn | None:
    """The type that a sample expects, where there is no Return type part (gdscript)."""
    for block in scope.section.part("example"):
        name = samples.response_type(block) if isinstance(block, Fence) else None
        if name is not None and isinstance(block, Fence):
            printed = read_type(name, scope.dialect.types)
            at = scope.at(block.line)
            return StatedReturn(schema=printed.schema, type_text=name, at=at, uncertain=True)
    return None


def _return_type(scope: Scope, text: str, line: int) -> StatedReturn:
    """The type in a text; a problem where it is not understood."""
    found, understood = _read(scope, text, line)
    if not understood:
        message = f"the return type {found.type_text!r} is not understood"
        scope.problems.append(problem("D109", scope.document, line, message))
    return found


def _read(scope: Scope, text: str, line: int) -> tuple[StatedReturn, bool]:
    """The type in a text, and whether it is understood."""
    at = scope.at(line)
    plain = re.sub(r"\\([()])", r"\1", text.strip())  # tools that lay out documents escape parentheses
    plain = re.sub(r"\s*\(PSCustomObject\)\s*$", "", plain)
    if _EMPTY.search(plain) or _returns_nothing(plain):
        return StatedReturn(schema=None, type_text="", at=at), True
    printed = read_type(plain, replace(scope.dialect.types, map_of_map=False))  # which is so in parameters alone
    if printed.text.lower().strip("[]()* ") in _NOTHING:
        return StatedReturn(schema=None, type_text=printed.text, at=at), True
    uncertain = printed.uncertain or bool(printed.schema.one_of)
    found = StatedReturn(schema=printed.schema, type_text=printed.text, at=at, uncertain=uncertain)
    return found, printed.understood


def _returned_by(scope: Scope, signature: str) -> StatedReturn | None:
    """The type before the name in a signature, where there is no Return type part."""
    match = re.match(
        r"^([\w\[\]<>,:.* ]+?)\s+[\w.]*" + re.escape(scope.row.name) + r"\b", html.unescape(signature), re.I
    )
    if match is None or match[1] in ("func", "def", "public", "async"):
        return None
    at = scope.at(scope.section.line)
    printed = read_type(match[1], scope.dialect.types)
    if printed.text.lower() in _NOTHING or (printed.schema.ref or "-").lower() in _NOTHING:
        return StatedReturn(schema=None, type_text=printed.text, at=at)
    return StatedReturn(schema=printed.schema, type_text=printed.text, at=at, uncertain=True)


def _returns_nothing(text: str) -> bool:
    """True for `void (...)` and for words in parentheses, in whatever language they say that the body is empty."""
    match = re.match(r"^(?:\w+\[)?`?(\w*)`?\]?\s*[({]([^,<>\[\]]+)\)$", text)
    return match is not None and match[1].lower() in _NOTHING and bool(match[1] or re.search(r"[^!-~]", match[2]))
