"""What the cells of a Notes column say: optional, read-only, defaults and enums, in any dialect's wording."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.docs.cells import languages


@dataclass(frozen=True, slots=True)
class Notes:
    """What a Notes cell says; None where it is silent. `default` and `enum` are the printed texts."""

    required: bool | None = None
    default: str | None = None
    read_only: bool = False
    deprecated: bool = False
    enum: str = ""


_BRACKETED = re.compile(r"[\[(]\s*(optional|readonly|read-only|required|deprecated)\b[^\])]*[\])]", re.I)
_ESCAPED = re.compile(r"\\([\[\]_])")
"""Signs that linters escape."""
_DEFAULT = re.compile(r"\[\s*defaults?(?:\s+to|\s*[:=])?\s+(?!to\])", re.I)
_DEFAULT_ROUND = re.compile(r"\(defaults? to\s+(.*)\)\s*$", re.I | re.S)
_DEFAULT_BARE = re.compile(r"(?:^|\s|\))defaults? to\s+(.*?)(?:\]\s*)?$", re.I | re.S)
_SERVER_DEFAULT = re.compile(r"if omitted the server will use the default value of\s+(.*?)(?=$|\s*\[)", re.I | re.S)
_ENUM = re.compile(r"\[\s*(?:enum|one of):\s*(\[[^\]]*\]|[^\]]*)\]", re.I)
_VALUES = re.compile(r"(?:^|>|\])\s*\**(?:(?:allowed|possible) )?values\**\s*:\**\s*([^<>\[\]]+)$", re.I)
_MUST_BE = re.compile(r"must be one of\s+(\[.*?\])", re.I)


def read_notes(text: str) -> Notes:
    """Read a Notes cell in any dialect's wording."""
    plain = languages.notes(_ESCAPED.sub(r"\1", text.replace("`", "")))
    if not plain.strip():
        return Notes()
    closed = plain[: max(plain.rfind("]"), plain.rfind(")")) + 1]  # what is behind is never closed: no need to look
    listed = plain[: plain.rfind("]") + 1]
    words = {match[1].lower().replace("-", "") for match in _BRACKETED.finditer(closed)}
    enum = _ENUM.search(listed) or _MUST_BE.search(listed) or _VALUES.search(plain)
    default = _default(plain, listed)
    required = False if "optional" in words else True if "required" in words else None
    return Notes(
        required=required,
        default=_balanced(default.strip()) if default is not None else None,
        read_only="readonly" in words,
        deprecated="deprecated" in words,
        enum=_as_sent(enum[1]) if enum else "",
    )


_TOLD = re.compile(
    rf"{_BRACKETED.pattern}|{_ENUM.pattern}"
    rf"|(?:{_DEFAULT.pattern}|{_MUST_BE.pattern}|{_VALUES.pattern}|\bdefaults? to\b|\bif omitted\b"
    r"|\[(?:max|min|pattern|enum)\b).*",
    re.I | re.S,
)
"""All that is understood in notes, or says nothing that is looked for there; a default may have any signs in it."""
_LOOKED_AT = 2000
_BREAK = re.compile(r"<br\s*/?>", re.I)
_WORDS_IN_BRACKETS = re.compile(r"(?<!\w)[\[(][^\[\]()]*[^\W\d_][^\[\]()]*[\])]")


def not_understood(text: str) -> str:
    """The words in brackets, or else beside other notes, that nobody knows: a default, perhaps, in another language; ""
    where there are none."""
    if not text or "if omitted" in text:
        return ""
    plain = languages.notes(_ESCAPED.sub(r"\1", text[:_LOOKED_AT].replace("`", "")))
    left = _TOLD.sub("", _BREAK.sub(">", plain))
    words = _WORDS_IN_BRACKETS.search(left)
    return words[0] if words else left.strip() if re.search(r"[^\W\d_]", left) else ""


def _as_sent(listed: str) -> str:
    """A list of values without the names that a language gives them (`aLevel ("a.level"), other ("other")`)."""
    quoted = re.findall(r"\b\w+ \((\"[^\"]*\")\)", listed)
    return ", ".join(quoted) if len(quoted) > listed.count(", ") else listed


def _default(text: str, listed: str) -> str | None:
    """The printed default: in brackets (`listed` ends with the last of them), else behind the words."""
    bracketed = _ENUM.sub("", listed)
    opening = _DEFAULT.search(bracketed)
    if opening:
        return bracketed[opening.end() : -1]
    bare = _SERVER_DEFAULT.search(text) or _DEFAULT_ROUND.search(text) or _DEFAULT_BARE.search(text)
    return bare[1] if bare else None


def _balanced(text: str) -> str:
    """Cut a greedy match at the bracket that closes the note it stands in (`20] [enum: a`)."""
    depth = 0
    quote = ""
    for index, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in '"' or (character == "'" and (index == 0 or not text[index - 1].isalnum())):
            quote = character
        elif character == "[":
            depth += 1
        elif character == "]":
            depth -= 1
            if depth < 0:
                return text[:index].strip()
    return text
