"""Lines of words -> cells: the rows of a table whose borders got lost.

Where tabs stand between the cells they are the borders. Else the columns tell: a method row has a verb in the middle,
a response row begins with a status, and a field's row is a name, a type, words, and notes in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.docs.cells import languages, tables
from generator.docs.document import Row, Table

_METHOD_ROW = re.compile(r"^(?:(\S+)\s+)?(\S+)\s+(" + "|".join(tables.VERBS) + r")\s+(\S+)(?:\s+(.*))?$", re.I)
_RESPONSE_ROW = re.compile(r"^(\d{1,3}|[1-5]XX|default)(?:\s+(.*?))??(?:\s+(-|\*\s.*))?$", re.I)
_OPENER = re.compile(
    r"(?:^|(?<=\s)|(?<=[\])]))[\[(](?:optional|read-?only|write-?only|required|deprecated|defaults? to\b|enum:)", re.I
)
_OPEN_NOTE = re.compile(r"\[(?:defaults? to|enum:)[^\[\]]*$", re.I)
_DEFAULTS = re.compile(r"(?:^|\s)(\(optional\)\s+)?defaults to (?:'[^']*'|\"[^\"]*\"|\[.*\]|\{.*\}|\S*[^\s.])$")
_NEXT_HEADER = re.compile(r"\s\*\s+(?=[\w-]+ - )")
_CLOSE = {"[": "]", "(": ")"}


def header_of(line: str) -> tuple[str, ...]:
    """The column titles that a line consists of; () when it is no header of a table of the reference."""
    if "\t" in line:
        titles = tuple(cell.strip() for cell in line.strip().split("\t"))
    else:
        plain = len(line) < 100 and ":" not in line and (line[:1].isupper() or not line.isascii())
        titles = tuple(_titles(line.split())) if plain else ()
    return titles if tables.kind_of([tables.ROLES.get(languages.title(title), "") for title in titles]) else ()


def _titles(words: Sequence[str]) -> list[str]:
    """Words as column titles, the longest first; [] when a word belongs to none."""
    titles: list[str] = []
    index = 0
    while index < len(words):
        count = next((n for n in (3, 2, 1) if languages.title(" ".join(words[index : index + n])) in tables.ROLES), 0)
        if not count:
            return []
        titles.append(" ".join(words[index : index + count]))
        index += count
    return titles


def with_tabs(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines of a page, tables that still have bars between their cells with tabs there."""
    found: list[str] = []
    roles: tuple[str, ...] = ()
    for line in lines:
        row = tables.split_row(line, 0) if "|" in line else None
        roles = () if row is None else roles or _roles(row.cells)
        found.append("\t".join(_at_most(row, roles)) if row and roles else line)
    return tuple(found)


def _roles(titles: Sequence[str]) -> tuple[str, ...]:
    return tables.roles(Table(0, tuple(titles), ())) if header_of("\t".join(titles)) else ()


def _at_most(row: Row, roles: Sequence[str]) -> Sequence[str]:
    """The cells of a row, those that a bar in a text made too many joined again."""
    told = tables.by_role(row, roles) if len(row.cells) > len(roles) else None
    return row.cells if told is None else [told.get(role) for role in roles]


def is_method_row(line: str) -> bool:
    """True for a line with a name, a verb and a path."""
    found = _METHOD_ROW.match(line)
    return found is not None and found[3].isupper() and found[4].startswith("/")


def split_row(line: str, roles: Sequence[str]) -> tuple[str, ...] | None:
    """The cells of a line under columns of these roles; None when it is no row of such a table."""
    kind = tables.kind_of(roles)
    if "\t" in line:
        cells = [cell.strip() for cell in line.split("\t")]
        if kind == "methods" and "request" not in roles:
            return (*cells[:-1], _in_one(_method(cells[-1])) or cells[-1])
        return tuple(tables.filled(cells, roles))
    line = line.strip()
    if kind == "methods":
        told = _method(line)
        return _under(roles, told if "request" in roles or told is None else {**told, "method": _in_one(told)})
    if kind == "responses":
        match = _RESPONSE_ROW.match(line)
        headers = _NEXT_HEADER.sub("<br>* ", (match and match[3]) or "")
        return _under(roles, match and {"status": match[1], "description": match[2], "headers": headers})
    if kind == "values":
        name, _, value = line.partition(" ")
        return (name, value.strip())
    return _under(roles, _field(line, roles))


def _under(roles: Sequence[str], cells: dict[str, str] | None) -> tuple[str, ...] | None:
    return None if cells is None else tuple(cells.get(role) or "" for role in roles)


def _method(line: str) -> dict[str, str] | None:
    match = _METHOD_ROW.match(line)
    if match is None:
        return None
    return {
        "class": match[1] or "",
        "method": match[2],
        "request": f"{match[3]} {match[4]}",
        "description": match[5] or "",
    }


def _in_one(told: dict[str, str] | None) -> str:
    """The cell of a table that has one for name, request and summary (Julia's README)."""
    return f"{told['method']}<br>{told['request']}<br>{told['description']}" if told else ""


def _field(line: str, roles: Sequence[str]) -> dict[str, str]:
    """One word, one balanced type expression, words, notes at the end; only what there is a column for."""
    name, _, rest = line.partition(" ")
    if "description" not in roles and "notes" not in roles:
        return {"name": name, "type": rest.strip()}
    rest, notes = take_notes(rest.strip()) if "notes" in roles else (rest.strip(), "")
    kind, description = take_type(rest)
    return {"name": name, "type": kind, "description": description, "notes": notes}


def leaves_open(line: str) -> bool:
    """Whether a note that a row ends with goes on in the next line."""
    return _OPEN_NOTE.search(line) is not None


def take_notes(text: str) -> tuple[str, str]:
    """(text without, the notes at its end): `[optional] [default to 1]`, `(optional) defaults to undefined`."""
    bare = _DEFAULTS.search(text)
    if bare:
        return text[: bare.start()].rstrip(), text[bare.start() :].strip()
    start = len(text)
    for opener in reversed([match.start() for match in _OPENER.finditer(text)]):
        if not text[:start].rstrip().endswith(_CLOSE[text[opener]]):
            break
        start = opener
    return text[:start].rstrip(), text[start:].strip()


def take_type(text: str) -> tuple[str, str]:
    """(type, rest): the words at the start that make one type expression.

    Words go on while brackets or quotes are open, around `|`, after a comma, and where a language writes its types in
    several words.
    """
    words = text.split(" ")
    count, depth = 1, _open(words[0])
    while count < len(words) and (depth > 0 or _goes_on(words[:count], words[count])):
        depth += _open(words[count])
        count += 1
    return " ".join(words[:count]), " ".join(words[count:]).strip()


_BEGUN = frozenset({"pointer", "pointer to", "optional.interface", "optional.interface of", "named"})
"""How types begin that a language writes in several words."""
_BEFORE_BRACKETS = frozenset({"list", "array", "set", "enum", "map", "table", "string_table", "dict"})


def _goes_on(words: Sequence[str], word: str) -> bool:
    """Whether a type of these words, all brackets closed, goes on with the next one."""
    last = words[-1]
    joined = word in ("*", "|") or last == "|" or last.endswith(",")
    in_brackets = word[:1] in ("<", "[", "(") and last.lower() in _BEFORE_BRACKETS
    return joined or in_brackets or " ".join(words).lower() in _BEGUN


def _open(word: str) -> int:
    """How many brackets a word leaves open."""
    return sum(word.count(mark) for mark in "<[({") - sum(word.count(mark) for mark in ">])}")
