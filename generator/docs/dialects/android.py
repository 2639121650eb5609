"""Android, of OpenAPI Generator and Swagger Codegen: Java with `[default to null]` on every parameter."""

from generator.docs.cells.type_names import DATE_TIME, FLOAT, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

DIALECT = Dialect(
    name="android",
    style=NameStyle(operation="kept", field="camel", property="camel"),
    signs=(
        ("[default to null]", 2),
        ("// Import classes:\n//import org.openapitools.client.api.", 6),
        ("// Import classes:\n//import io.swagger.client.api.", 6),
        ("null (empty response body)", 1),
        ("[**Date**](Date.md)", 2),
    ),
    fences=("java",),
    prints=frozenset(
        (
            "String List Integer Long Date Boolean Map UUID BigDecimal Float Double URI "
            "OasAnyTypeNotMapped Object File byte Set"
        ).split()
    ),
    types=TypeNames({"Float": FLOAT, "Date": DATE_TIME}, vague="Date", decimals="BigDecimal"),
)
