"""The markdown generator: no samples, names with escaped underscores, bare `List` with its item in the link."""

from generator.docs.dialects import DATE, DATE_TIME, FLOAT, INTEGER, Dialect, names

DIALECT = Dialect(
    name="markdown",
    signs=(
        ("](../Models/", 8),
        ("[default to null]", 1),
        ("\\_", 3),
        ("# Documentation for ", 4),
        ("](Apis/", 6),
        ("[**List**](", 4),
        ("[**Map**](", 4),
        ("**oas_any_type_not_mapped**", 6),
    ),
    types=names({"Float": FLOAT, "Date": DATE_TIME, "date": DATE, "Integer": INTEGER}),
)
