"""Eiffel: types in capitals, models as STRING_32 keyed tables."""

from generator.docs.cells.type_names import ANY, BYTE, DOUBLE, INT64, INTEGER, NUMBER, STRING, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

DIALECT = Dialect(
    name="eiffel",
    signs=(
        ("STRING_32", 8),
        ("INTEGER_32", 6),
        ("INTEGER_64", 6),
        ("STRING_TABLE", 6),
        ("{empty response body)", 6),
        ("Feature |", 6),
        ("LIST [", 4),
        ("REAL_", 4),
    ),
    style=NameStyle(operation="recased", field="snake", property="snake"),
    prints=frozenset(
        (
            "STRING_32 LIST INTEGER_32 INTEGER_64 REAL_32 BOOLEAN STRING_TABLE UUID DATE_TIME DATE "
            "REAL_64 STRING ANY FILE NATURAL_8 ARRAY"
        ).split()
    ),
    types=TypeNames(
        {
            "ARRAY [NATURAL_8]": BYTE,
            "ANY_TYPE": ANY,
            "STRING_32": STRING,
            "INTEGER_32": INTEGER,
            "INTEGER_64": INT64,
            "REAL_32": NUMBER,
            "REAL_64": DOUBLE,
        },
        decimals="REAL_64",
    ),
)
