"""What a document is about: the class in its title, and the tag that this is called after."""

from __future__ import annotations

import re
from typing import Final

from generator.docs.cells import mend, tables
from generator.docs.cells.titles import squeeze
from generator.docs.dialects import Dialect
from generator.docs.document import Document, Heading, Table

_SEPARATOR: Final = re.compile(r"[.\\/]|::")
"""Between a namespace and the class in it."""


def read_class(document: Document, dialect: Dialect) -> tuple[str, str]:
    r"""The SDK's namespace and the tag, from the title: `Okta.Sdk.Api.SessionApi` -> (`Okta.Sdk`, `Session`)."""
    full = _class_name(document)
    if squeeze(full) == squeeze(re.sub(r"^.*/|\.\w+$", "", document.path)):
        full = re.sub(r"\s+", "", full)  # a title in words (`Boat API`)
    parts = [part for part in _SEPARATOR.split(full) if part]
    if not parts or " " in parts[-1]:
        return "", ""
    around = ("api", "apis", "tags", parts[-1].lower())  # folders, and the module that the class is in
    namespace = ".".join(part for part in parts[:-1] if part.lower().replace("_", "") not in around)
    return namespace, tag_of(parts[-1], dialect)


def _class_name(document: Document) -> str:
    """The title above the method table, which is the last one of its level (a README may stand above it); without one,
    the file that the rows of the table link to."""
    table = tables.method_table(document)
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    above = [block for block in headings if block.line < table.line] if table else headings[:1]
    if above:
        level = min(block.level for block in above)
        names = [mend.name(block.text) for block in above if block.level == level]
        return next((name for name in reversed(names) if " " not in name), names[0])
    links = (mend.unlink(row.raw).targets for row in (table.rows if table else ()))
    files = (re.match(r"^([\w./-]+)\.md\b", target) for targets in links for target in targets[:1])
    return next((match[1].rpartition("/")[2] for match in files if match), "")


def tag_of(class_name: str, dialect: Dialect) -> str:
    """The tag that a class is called after: `SessionApi`, `BERTHS_API`, `berths_api`, `api_berths`, `OAIBerthsApi`."""
    class_name = class_name.strip("_")  # which may be emphasis
    name = re.sub(r"(?:Api|API|_api|_API)?Interface$|(?:Api|API|_api|_API|(?<=[a-z])Manager)$", "", class_name)
    name = name.removeprefix("api_") if name == class_name else name or class_name
    if dialect.types.prefix is not None:
        name = re.sub(dialect.types.prefix, "", name)
    return name.strip("_")


def tag_named(name: str, dialect: Dialect) -> str:
    """The tag of a class that is named with or without its namespace."""
    return tag_of(_SEPARATOR.split(name)[-1], dialect)


def tag_above(document: Document, table: Table, dialect: Dialect, *, several: bool) -> str:
    """The tag of the class whose heading stands above a table; "" where the heading is no name, or, but for `several`
    tables, no class's."""
    above = [block for block in document.blocks if isinstance(block, Heading) and block.line < table.line]
    name = mend.name(above[-1].text) if above else ""
    return "" if " " in name or not (several or re.search(r"A(?:pi|PI)$", name)) else tag_of(name, dialect)
