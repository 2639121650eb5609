"""Ruby."""

from generator.docs.cells.type_names import DATE, DATE_TIME, NUMBER, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

DIALECT = Dialect(
    name="ruby",
    fences=("ruby",),
    signs=(
        ("require '", 4),
        ("rescue ", 4),
        ("_with_http_info", 4),
        ("nil (empty response body)", 6),
        ("Array&lt;", 3),
        ("Hash&lt;", 4),
        ("[optional][", 2),
        (".configure do |config|", 6),
        ("| ---- | ---- |", 3),
    ),
    style=NameStyle(operation="recased", field="snake", property="snake"),
    prints=frozenset("String Integer Array Float Boolean BOOLEAN Hash Time Date DateTime Object File Mixed".split()),
    types=TypeNames({"Float": NUMBER, "Time": DATE_TIME, "Date": DATE, "DateTime": DATE_TIME}, decimals="Float"),
)
