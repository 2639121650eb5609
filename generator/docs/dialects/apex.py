"""Apex (Salesforce): Java's types, and a prefix before every class."""

from generator.docs.cells.type_names import BINARY, DATE, DATE_TIME, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

DIALECT = Dialect(
    name="apex",
    style=NameStyle(operation="kept", field="camel", property="camel"),
    fences=("java",),
    signs=(
        ("Map<String, Object> params = new Map<String, Object>{", 9),
        ("// cross your fingers", 6),
        ("System.debug(result)", 6),
        ("new Map<String, Object>{", 3),
        ("Force.com", 9),
    ),
    prints=frozenset("String List Integer Long Boolean Map Decimal Double Date Datetime Blob Object".split()),
    types=TypeNames(
        {"Date": DATE, "Datetime": DATE_TIME, "Blob": BINARY}, vague="Blob", prefix="^(?:OAS|Swag)(?=[A-Z])"
    ),
)
