"""A Markdown document as it comes out of a browser: `python -m tests.sources.page NAME.md < generated > copied`.

Somebody opens a document on a code host, selects the whole page and copies it. What arrives has the host's own lines
on top and no markup: headings are bare lines, a table is one line of words a row, a list has bullets, code has lost
its fences and links are their texts.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Iterator

_LINK = re.compile(r"\[((?:\[[^\]]*\]|[^\[\]])*)\]\([^)]*\)")
_BOLD = re.compile(r"\*\*(.+?)\*\*|\*(\S[^*]*)\*")
_ANCHOR = re.compile(r'^<a (?:name|id)="[^"]*"></a>$')
_RULE = re.compile(r"^[\s|:-]*-{3,}[\s|:-]*$")
_HEADING = re.compile(r"^#+ ")
_ITEM = re.compile(r"^ *- ")


def page(name: str, markdown: str) -> str:
    """The text of the page that shows the Markdown document `name`."""
    body = "\n".join(_lines(markdown))
    return re.sub(r"\n{3,}", "\n\n", _chrome(name, markdown) + body).rstrip("\n") + "\n"


def _chrome(name: str, markdown: str) -> str:
    """What the host writes above a document: how long it is, and links that have become words."""
    lines = markdown.splitlines()
    size = f"{len(markdown.encode()) / 1024:.1f} KB"
    measure = f"{len(lines)} lines ({sum(1 for line in lines if line.strip())} loc) · {size}"
    history = ("Skip to content", "Latest commit", "\u00a0", "History", f"History\n{measure}")
    return "\n\n".join((*history, name, "File metadata and controls", measure, ""))


def _lines(markdown: str) -> Iterator[str]:
    code = False
    for line in markdown.splitlines():
        if line.startswith("```"):
            code = not code
            yield ""
        elif code:
            yield line
        elif _HEADING.match(line):
            yield f"\n{_text(_HEADING.sub('', line))}\n"
        elif not _ANCHOR.match(line) and not _RULE.match(line):
            yield _prose(line)


def _prose(line: str) -> str:
    """A line outside of code that is no heading: a row, an item or a paragraph, quoted or not."""
    if " | " in line or line.startswith("|"):
        return " ".join(text for cell in line.split("|") if (text := _text(cell)))
    if _ITEM.match(line):
        return "  • " + _text(_ITEM.sub("", line))
    return _text(line.removeprefix("> "))


def _text(markdown: str) -> str:
    """Inline Markdown as it is shown."""
    shown = _BOLD.sub(lambda match: match[1] or match[2], _LINK.sub(r"\1", markdown))
    return " ".join(html.unescape(shown).split())


if __name__ == "__main__":
    sys.stdout.write(page(sys.argv[1], sys.stdin.read()))
