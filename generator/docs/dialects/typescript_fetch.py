"""TypeScript (fetch): types in code spans, `[Defaults to ...]`, two columns for properties."""

from generator.docs.cells.type_names import BINARY, DATE_TIME, NUMBER, OBJECT, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

DIALECT = Dialect(
    name="typescript-fetch",
    fences=("ts", "typescript"),
    signs=(
        ("[Defaults to ", 6),
        ("satisfies ", 6),
        ("`void` (Empty response body)", 6),
        ("#api-endpoints", 2),
        ("Name | Type\n------------ | -------------\n", 4),
    ),
    style=NameStyle(operation="kept", field="camel", property="camel"),
    prints=frozenset("string number Array Date boolean any Blob Set object".split()),
    types=TypeNames({"number": NUMBER, "Date": DATE_TIME, "Blob": BINARY, "object": OBJECT}, vague="number Date"),
)
