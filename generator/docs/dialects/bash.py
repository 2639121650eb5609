"""Bash: parameters by their wire names, no example in a language of its own."""

from generator.docs.cells.signs import spelled
from generator.docs.cells.type_names import TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

DIALECT = Dialect(
    name="bash",
    style=NameStyle(operation="kept", field="camel", property="kept"),
    signs=(
        (" <br/>", 0),
        ("\n## Example\n```bash", 4),
        (" Specify as: ", 6),
        ("(empty response body)", 0),
        ("map[String, ", 4),
    ),
    fences=("bash",),
    prints=frozenset("string integer array boolean float map String AnyType binary Set number".split()),
    types=TypeNames(vague="integer"),
    titled=True,
    usage_line=True,
    unspell=spelled,
)
