"""The markdown generator: no samples, names with escaped underscores, bare `List` with its item in the link."""

from generator.docs.cells.signs import spelled
from generator.docs.cells.type_names import DATE, DATE_TIME, FLOAT, INTEGER, OBJECT, TypeNames
from generator.docs.dialects import Dialect

DIALECT = Dialect(
    name="markdown",
    signs=(
        ("](../Models/", 8),
        ("](..//Models/", 8),
        ("[**Integer**](integer.md)", 6),
        ("|Name | Type | Description  | Notes |", 4),
        ("[default to null]", 1),
        ("\\_", 3),
        ("](Apis/", 6),
        ("[**List**](", 4),
        ("[**Map**](", 4),
        ("**oas_any_type_not_mapped**", 6),
    ),
    prints=frozenset(
        (
            "String List Integer Long Boolean Map UUID Date date BigDecimal Float Double URI File byte "
            "oas_any_type_not_mapped Set Object"
        ).split()
    ),
    unspell=spelled,
    types=TypeNames(
        {"Float": FLOAT, "Date": DATE_TIME, "date": DATE, "Integer": INTEGER, "Object": OBJECT}, decimals="BigDecimal"
    ),
)
