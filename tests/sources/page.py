"""A Markdown document as it comes out of a browser: `python -m tests.sources.page NAME.md < generated > copied`.

Somebody opens a document on a code host, selects the whole page and copies it. What arrives has the host's own lines
on top and no markup: headings are bare lines, a table is one line a row, code has lost its fences and links are their
texts. What the host does not show is not there: cells beyond the header, tags, the targets of links.

Programs differ in what they make of tables and lists, so there is more than one `Form`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode as Node


@dataclass(frozen=True, slots=True)
class Form:
    """What stands between two cells, before an item of a list, and between two blocks."""

    cell: str
    bullet: str
    gap: str


WORDS = Form(" ", "  • ", "\n\n")
"""Cells run together, as when a selection is pasted as plain text."""
TABS = Form("\t", "", "\n\n")
"""What browsers put on the clipboard: tabs between cells, no bullets."""
TIGHT = Form(" ", "  • ", "\n")
"""No blank lines, as programs leave it that think them superfluous."""

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"<br\s*/?>", re.I)


def page(name: str, markdown: str, form: Form = WORDS) -> str:
    """The text of the page that shows the Markdown document `name`."""
    shown = (text for node in Node(_PARSER.parse(markdown)).children if (text := _block(node, form)).strip())
    return form.gap.join((*_chrome(name, markdown), *shown)) + "\n"


def _chrome(name: str, markdown: str) -> tuple[str, ...]:
    """What the host writes above a document: how long it is, and links that have become words."""
    lines = markdown.splitlines()
    size = f"{len(markdown.encode()) / 1024:.1f} KB"
    measure = f"{len(lines)} lines ({sum(1 for line in lines if line.strip())} loc) · {size}"
    history = ("Skip to content", "Latest commit", "\u00a0", "History", f"History\n{measure}")
    return (*history, name, "File metadata and controls", measure)


def _block(node: Node, form: Form) -> str:
    if node.type in ("fence", "code_block"):
        return node.content.strip("\n")
    if node.type == "html_block":
        return _TAG.sub("", _BREAK.sub("\n", node.content)).strip()
    if node.type in ("bullet_list", "ordered_list"):
        return "\n".join(_items(node, form, ""))
    if node.type == "table":
        return "\n".join(_row(row, form) for part in node.children for row in part.children)
    if node.type == "inline":
        return _inline(node)
    return "\n\n".join(filter(None, (_block(child, form) for child in node.children)))


def _items(node: Node, form: Form, indent: str) -> Iterator[str]:
    for item in node.children:
        for child in item.children:
            if child.type in ("bullet_list", "ordered_list"):
                yield from _items(child, form, f"{indent}  ")
            else:
                yield indent + form.bullet + _block(child, form)


def _row(node: Node, form: Form) -> str:
    """A row; where cells run together, empty ones leave nothing."""
    cells = [" ".join(_inline(inline).split()) for cell in node.children for inline in cell.children]
    return form.cell.join(cells if form.cell == "\t" else filter(None, cells))


def _inline(node: Node) -> str:
    """Inline Markdown as it is shown: white space joined, lines broken where a tag breaks them."""
    text = "".join(_shown(child) for child in node.children)
    return "\n".join(" ".join(line.replace("\u00a0", " ").split()) for line in text.split("\n")).strip()


def _shown(node: Node) -> str:
    if node.type in ("text", "code_inline"):
        return node.content
    if node.type == "html_inline":
        return "\n" if _BREAK.fullmatch(node.content) else ""
    if node.type in ("softbreak", "hardbreak"):
        return " " if node.type == "softbreak" else "\n"
    return "".join(_shown(child) for child in node.children)


if __name__ == "__main__":
    sys.stdout.write(page(sys.argv[1], sys.stdin.read()))
