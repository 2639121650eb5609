"""R: `character` for every string, enums as types, `list( X )`."""

from generator.docs.cells.type_names import BINARY, BOOLEAN, NUMBER, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

DIALECT = Dialect(
    name="r",
    fences=("r",),
    signs=(
        ("**character**", 8),
        ("**numeric**", 4),
        ("library(", 4),
        ("list( ", 4),
        ("data.frame", 3),
        ("api_instance <-", 6),
        ("Enum [", 4),
        ("array[character]", 4),
        ("map(character)", 4),
    ),
    style=NameStyle(operation="kept", field="snake", property="kept"),
    prints=frozenset("character integer numeric array map list Enum AnyType data.frame object".split()),
    types=TypeNames(
        {"data.frame": BINARY, "complex": NUMBER, "logical": BOOLEAN}, vague="character data.frame", decimals="numeric"
    ),
)
