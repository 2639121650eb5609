"""JavaScript (and its apollo form)."""

from generator.docs.cells.type_names import BYTE, DATE_TIME, NUMBER, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

DIALECT = Dialect(
    name="javascript",
    fences=("javascript", "js"),
    signs=(
        ("(error, data, response)", 6),
        ("let apiInstance", 4),
        ("var apiInstance", 2),
        ("from 'open_api", 3),
        ("import ", 1),
        ("**Number**", 3),
        ("{String: ", 6),
        ("null (empty response body)", 1),
        ("let opts = {", 4),
    ),
    style=NameStyle(operation="kept", field="camel", property="camel"),
    prints=frozenset("String Number Date Boolean Object File Blob".split()),
    types=TypeNames({"Number": NUMBER, "Blob": BYTE, "Date": DATE_TIME}, vague="Number Date"),
)
