"""Bash: parameters by their wire names, no example in a language of its own."""

from generator.docs.cells.signs import spelled
from generator.docs.cells.type_names import TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

_RESERVED = frozenset({"done", "esac", "fi", "time"})
"""Words that no other language reserves."""


def _bare(name: str) -> str:
    """A name with its signs, and without the underscore that stands before the words of the shell."""
    return name[1:] if name[:1] == "_" and name[1:] in _RESERVED else spelled(name)


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
    unspell=_bare,
)
