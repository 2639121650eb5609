"""Java, all libraries (okhttp-gson, native, jersey, rest-assured, resttemplate, retrofit2, helidon, micronaut)."""

from generator.docs.cells.type_names import BINARY, DATE_TIME, FLOAT, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

DIALECT = Dialect(
    name="java",
    style=NameStyle(operation="kept", field="camel", property="camel"),
    fences=("java",),
    signs=(
        ("ApiClient defaultClient", 2),
        ("OffsetDateTime", 2),
        ("LocalDate", 1),
        ("&lt;String, ", 1),
        ("null (empty response body)", 1),
        ("|**", 1),
        ("## Enum: ", 1),
        ("**Long**", 1),
        ("**Integer**", 1),
        ("[optional parameter]", 6),
        ("[optional property]", 6),
        ("## Implemented Interfaces", 3),
        ("```java", 1),
        ("[**void**](Void.md)", 6),
        ("Helidon OpenAPI Generator", 8),
        ("|\n\n\n\n## ", 2),
    ),
    prints=frozenset(
        (
            "String List Integer Long Boolean Map UUID BigDecimal OffsetDateTime LocalDate LocalDateTime "
            "Float Double URI Object File byte Set Date InputStream"
        ).split()
    ),
    types=TypeNames(
        {"Float": FLOAT, "Date": DATE_TIME, "InputStream": BINARY, "TypedFile": BINARY},
        map_of_map=True,
        decimals="BigDecimal",
    ),
)
