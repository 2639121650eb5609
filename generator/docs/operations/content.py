"""The content types that a section lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.docs.cells import mend, tables
from generator.docs.document import Table
from generator.docs.operations.lines import texts
from generator.docs.operations.scope import Scope

_MISK = re.compile(r"(?<![A-Z_])[A-Z_]+\s*/\*\s*@todo\(unknown\) -> (.{1,200}?)\s*\*/")
_TYPES = re.compile(r",|(?<=\w)(?=(?:application|text|image|audio|video|multipart)/)")
"""Between content types; Java's retrofit2 of version 4 printed nothing there."""
_CONSTANTS = {
    "APPLICATION_OCTETSTREAM": "application/octet-stream",
    "FORM_DATA": "multipart/form-data",
    "FORM_MULTIPART": "multipart/form-data",
    "MULTIPART_FORM_DATA": "multipart/form-data",
    "APPLICATION_FORM_URLENCODED": "application/x-www-form-urlencoded",
}


def content_types(scope: Scope, which: str) -> tuple[str, ...] | None:
    """The content types in the line of the header `which`; () where it says that there are none, None without one."""
    for block in scope.section.part("headers"):
        for text in texts(block):
            plain = mend.name(text)
            match = re.match(rf"^\W*{which}\W*?[:：]\s*(.*)$", plain, re.I)
            if match:
                if re.match(r"not defined|none|n/a", match[1], re.I):
                    return ()
                return tuple(dict.fromkeys(_media_types(match[1])))
    return _tabled(scope) if which == "accept" else None


def _tabled(scope: Scope) -> tuple[str, ...] | None:
    """The content types in a column of the response tables, those of errors last; None without such a column."""
    listed = [block for block in scope.section.part("responses") if isinstance(block, Table) and block.header]
    rows = [
        tables.by_role(row, named)
        for table in listed
        for row in table.rows
        if "content" in (named := tables.roles(table))
    ]
    ordered = sorted(rows, key=lambda cells: not mend.name(cells.get("status")).startswith("2"))
    found = [name for cells in ordered for name in _media_types(mend.name(cells.get("content")))]
    return tuple(dict.fromkeys(found)) or None


def _media_types(text: str) -> Iterator[str]:
    """The content types of a line; kotlin-misk prints constants (`APPLICATION_JSON`)."""
    for part in _TYPES.split(_MISK.sub(r"\1", text)):
        name = part.strip()
        if re.fullmatch(r"[A-Z]+(?:_[A-Z]+)+", name):
            name = _CONSTANTS.get(name) or name.lower().replace("_", "/", 1).replace("_", "-")
        if "/" in name:
            yield name
