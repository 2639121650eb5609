"""Perl."""

from generator.docs.cells.signs import with_slashes
from generator.docs.cells.type_names import DATE_TIME, NUMBER, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

DIALECT = Dialect(
    name="perl",
    fences=("perl",),
    signs=(
        ("->new(", 2),
        ("use Data::Dumper", 6),
        ("ARRAY[", 6),
        ("HASH[", 6),
        ("### Load the model package", 3),
        ("```perl", 6),
        ("::Object::", 6),
    ),
    unspell=with_slashes,
    style=NameStyle(operation="recased", field="snake", property="snake"),
    prints=frozenset("string int ARRAY double boolean HASH DATE_TIME DATE DateTime object".split()),
    types=TypeNames({"double": NUMBER, "DateTime": DATE_TIME}, vague="DateTime", decimals="double"),
)
