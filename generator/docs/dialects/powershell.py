"""PowerShell: cmdlets (`New-Session`) for operations, names in Pascal case."""

import re

from generator.docs.cells.type_names import BINARY, BOOLEAN, BYTE, DATE_TIME, INT64, INTEGER, NUMBER, OBJECT, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

_SINGLE = re.compile(r'(?<!")"(?:"")*(?!")')


def _halved(text: str) -> str:
    """A text whose quotes are all doubled, as they are in PowerShell's literals, without that."""
    return text if _SINGLE.search(text) else text.replace('""', '"')


DIALECT = Dialect(
    name="powershell",
    unescape=_halved,
    fences=("powershell",),
    signs=(
        ("&nbsp;&nbsp;", 4),
        ("<PSCustomObject>", 6),
        ("(PSCustomObject)", 6),
        ("Get-Configuration", 6),
        ("ConvertTo-JSON", 4),
        ("System.Collections.Hashtable", 6),
        ("PSOpenAPITools", 4),
        ("Initialize-", 4),
        ("[default to $", 4),
    ),
    style=NameStyle(operation="renamed", field="pascal", property="pascal"),
    prints=frozenset(
        (
            "String Int32 System.DateTime Int64 Boolean Double System.Collections.Hashtable Decimal "
            "SystemByte System.IO.FileInfo AnyType"
        ).split()
    ),
    types=TypeNames(
        {
            "Int32": INTEGER,
            "Int64": INT64,
            "Double": NUMBER,
            "System.Byte[]": BYTE,
            "SystemByte": BYTE,
            "Decimal": NUMBER,
            "System.DateTime": DATE_TIME,
            "System.IO.FileInfo": BINARY,
            "SystemCollectionsHashtable": OBJECT,
            "Boolean": BOOLEAN,
        },
        vague="System.DateTime Double",
        decimals="Decimal",
    ),
)
