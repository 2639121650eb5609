"""The lines of blocks, without what the templates put around them, and problems with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator.docs.document import Block, Document, Listing, Text
from generator.problems import Location, Problem

CHROME: Final = re.compile(r"^\s*([-*_])(?:\s*\1){2,}\s*$|^\s*(?:\[\[.*\]\]\(.*\)\s*|\[Back to [^\]]*\]\s*)+$")
"""Rules between sections, and links back to the top."""


def texts(block: Block) -> Iterator[str]:
    """The lines of text in a block, list items included."""
    return (text for _, text in numbered(block))


def numbered(block: Block) -> Iterator[tuple[int, str]]:
    """The lines of text in a block, list items included, each with its number in the document."""
    if isinstance(block, Text):
        yield from enumerate(block.lines, block.line)
    elif isinstance(block, Listing):
        for item in block.items:
            yield item.line, item.text


def without_chrome(text: str) -> str:
    """A paragraph without anchors and the line of "Back to" links."""
    lines = [re.sub(r"<a (?:name|id)=\"[^\"]*\"\s*/?>(?:</a>)?", "", line) for line in text.split("\n")]
    return "\n".join(line for line in lines if not CHROME.match(line)).strip()


def problem(code: str, document: Document, line: int, message: str) -> Problem:
    """A problem with a line of a document, which is quoted."""
    return Problem(code, Location(document.path, line, 1), message, document.quote(line))
