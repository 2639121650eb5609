"""Swift (4, 5, 6): signatures in code fences, `[X]` for arrays."""

from generator.docs.cells.type_names import (
    ANY,
    BINARY,
    BYTE,
    DATE,
    DATE_TIME,
    DECIMAL,
    FLOAT,
    INTEGER,
    NUMBER,
    TypeNames,
)
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

DIALECT = Dialect(
    name="swift",
    fences=("swift",),
    signs=(
        ("open class func", 8),
        ("```swift", 6),
        ("Void (empty response body)", 4),
        ("[String: ", 4),
        ("AnyCodable", 4),
        ("JSONValue", 4),
        ("**Int64**", 2),
        ("// RxSwift", 3),
        ("**Bool**", 2),
    ),
    style=NameStyle(operation="kept", field="camel", property="camel"),
    prints=frozenset(
        "String Int Int64 Int32 Double Date Bool UUID Float AnyCodable JSONValue URL Data Set Any".split()
    ),
    types=TypeNames(
        {
            "Decimal": DECIMAL,
            "Float": FLOAT,
            "Double": NUMBER,
            "Date": DATE_TIME,
            "URL": BINARY,
            "Data": BYTE,
            "AnyCodable": ANY,
            "JSONValue": ANY,
            "OpenAPIDateWithoutTime": DATE,
            "ISOFullDate": DATE,
            "Int": INTEGER,
        },
        vague="Date AnyCodable JSONValue",
    ),
)
