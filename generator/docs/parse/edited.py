"""What people and their tools do to the Markdown of a reference, undone line by line: as many lines come out as go in.

Front matter, comments, headings that are underlined, and strong text between underscores say nothing of their own; the
parts of a reference are known by their usual form.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_TITLE = re.compile(r"^title:\s*(?:\"([^\"]+)\"|'([^']+)'|(\S.*?))\s*$")
_YAML = re.compile(r"^(?:[\w\"'][^:|]*:(?:\s|$)|\s+\S|- |#|$)")
_FAR = re.compile(r"(?:\s{2,99}|\s{0,99}<a [^>]{0,300}></a>\s+)(#{2,6} \S+)\s*$")
_UNDERLINE = re.compile(r"^(?:=+|-{3,})\s*$")
_NO_TITLE = re.compile(r"^\s*(?:[#>|]|[*+-]\s|\d+[.)]\s|`{3}|~{3}|<(?!a ))|\|")
_PART = re.compile(
    r"^\*\*((?:(?:path|query|header|required|optional|other) )?parameters|return type|authorization|examples?|"
    r"http request headers|http response details):?\*\*:?(?=\s|$)(?!\s*\|)(.*)$",
    re.I,
)
_ATTRIBUTES = re.compile(r"\{: ?[^{}|]*\}\s*|:::(?!.*:::).*")
"""What Jekyll's Markdown is told of the block above (`{: class="table"}`), and the ends of a box of Docusaurus."""
_BOX = re.compile(r"\s*(?:<details[^>]*>)?\s*(?:<summary[^>]*>(.*?)</summary>)?\s*(?:</details>)?\s*", re.I)
"""A line of a box that opens and closes, whose title may be that of a part."""
_STRONG = re.compile(r"(?<![\w`*\\])__(?=\S)([^|\n]{0,999}?\S)__(?![\w`])")


def plain(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines as a generator would have written them; what has no place in that is an empty line."""
    found = _with_headings(_without_boxes(_outdented(_without_front_matter(list(lines)))))
    underscored = _prefers_underscores(found)
    commented = False
    for index, (line, code) in enumerate(_outside_code(found)):
        if code:
            continue
        commented = commented or line.lstrip().startswith("<!--")
        if commented:
            found[index], commented = _behind_comment(line)
        elif _ATTRIBUTES.fullmatch(line):
            found[index] = ""
        elif _underlines(found, index):
            found[index - 1] = f"{'#' if line.startswith('=') else '##'} {found[index - 1].strip()}"
            found[index] = ""
        elif underscored and "__" in line:
            found[index] = _STRONG.sub(r"**\1**", line)
    return tuple(found)


def _outdented(lines: list[str]) -> list[str]:
    """The lines with headings of one word that stand further to the right, or behind an anchor, and what is below them
    there, at the left: kotlin-misk's README has its security schemes so."""
    below = False
    for index, (line, code) in enumerate(_outside_code(lines)):
        far = None if code else _FAR.match(line)
        below = bool(far) or (below and line[:1] in ("", " ") and not code)
        lines[index] = far[1] if far else line.strip() if below else line
    return lines


def _without_boxes(lines: list[str]) -> list[str]:
    """The lines without those of boxes; a title that is one of a part becomes strong text, which may be its heading."""
    for index, (line, code) in enumerate(_outside_code(lines)):
        box = None if code or "<" not in line else _BOX.fullmatch(line)
        if box:
            title = f"**{box[1].strip(' *')}**" if box[1] else ""
            lines[index] = title if _PART.match(title) else ""
    return lines


def _with_headings(lines: list[str]) -> list[str]:
    """The lines with strong text that stands for the heading of a part made one, the rest of its line below it
    (`**Return type**: [**Boat**](Boat.md)`); but for parts that mostly have real ones, whose descriptions may have
    strong text."""
    text = [(index, line) for index, (line, code) in enumerate(_outside_code(lines)) if not code]
    strong = [(index, match) for index, line in text if (match := _PART.match(line)) and _stands_alone(lines, index)]
    counted = Counter(_title(match[1]) for _, match in strong)
    counted.subtract(_title(line.lstrip("#")) for _, line in text if line.startswith("##"))
    for index, match in strong:
        heading, rest = f"### {match[1]}", match[2].strip()
        if counted[_title(match[1])] > 0:
            lines[index - 1 : index + 1] = (heading, rest) if rest else (lines[index - 1], heading)
    return lines


def _title(text: str) -> str:
    return text.strip(" *:{").lower()


def _stands_alone(lines: Sequence[str], index: int) -> bool:
    return index > 0 and not lines[index - 1].strip()


def _prefers_underscores(lines: Sequence[str]) -> bool:
    """True where strong text stands between underscores more often than between asterisks."""
    text = [line for line, code in _outside_code(lines) if not code and ("__" in line or "**" in line)]
    return sum(1 for line in text if _STRONG.search(line)) > sum(1 for line in text if "**" in line)


def _without_front_matter(lines: list[str]) -> list[str]:
    """The lines with the YAML between two rules at the top gone; its `title` is a heading where no other stands above
    the first table."""
    if not lines or lines[0].rstrip() != "---":
        return lines
    end = next((n for n, line in enumerate(lines[1:100], 1) if line.rstrip() in ("---", "...")), None)
    if end is None or not lines[1][:1].isalnum() or not all(map(_YAML.match, lines[1:end])):
        return lines
    titles = (_TITLE.match(line) for line in lines[1:end])
    title = next((match[1] or match[2] or match[3] for match in titles if match), None)
    above = takewhile(lambda line: "|" not in line, lines[end:])
    headed = any(line.startswith("# ") for line, code in _outside_code(list(above)) if not code)
    head = [""] * (end + 1)
    if title is not None and not headed:
        head[0] = f"# {title}"
    return head + lines[end + 1 :]


def _outside_code(lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Every line, and whether it belongs to a fenced sample."""
    fence = ""
    for line in lines:
        mark = _FENCE.match(line)
        if fence:
            yield line, True
            if mark and mark[1][0] == fence[0] and len(mark[1]) >= len(fence):
                fence = ""
            continue
        yield line, mark is not None
        fence = mark[1] if mark else ""


def _behind_comment(line: str) -> tuple[str, bool]:
    """What follows a comment in the line where it ends, and whether it goes on."""
    _, end, rest = line.partition("-->")
    return (rest, False) if end else ("", True)


def _underlines(lines: Sequence[str], index: int) -> bool:
    """True for a line that makes the one above, which stands alone, a heading."""
    if not index or not _UNDERLINE.match(lines[index]):
        return False
    title, above = lines[index - 1], lines[index - 2] if index > 1 else ""
    return bool(title.strip()) and not above.strip() and len(title) <= 120 and not _NO_TITLE.search(title)
