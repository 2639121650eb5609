"""Julia, client and server."""

from generator.docs.cells.type_names import ANY, BYTE, DATE, DATE_TIME, INTEGER, NUMBER, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

DIALECT = Dialect(
    name="julia",
    fences=("julia",),
    signs=(
        ("| **`", 4),
        ("**`", 4),
        (" _api", 2),
        ("(_api::", 8),
        ("OpenAPI.Clients.ApiResponse", 6),
        ("OpenAPI.Clients.Client", 6),
        ("[default to nothing]", 6),
        ("HTTP.Request", 6),
        ("Vector{", 4),
        ("### Required Parameters", 2),
    ),
    style=NameStyle(operation="recased", field="snake", property="kept"),
    prints=frozenset(
        (
            "String Int64 Int32 Vector Float64 Bool Dict ZonedDateTime DateTime Float32 Date UInt8 Any HTTP.Request"
        ).split()
    ),
    types=TypeNames(
        {
            "Int64": INTEGER,
            "Int32": INTEGER,
            "Float64": NUMBER,
            "Float32": NUMBER,
            "ZonedDateTime": DATE_TIME,
            "Date": DATE,
            "Vector{UInt8}": BYTE,
            "Any": ANY,
        },
        vague="Vector{UInt8}",
        decimals="Float64",
    ),
    sdk_only={"_api": "Api", "req": "HTTP.Request"},
)
