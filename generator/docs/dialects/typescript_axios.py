"""TypeScript (axios): `[**string**]`, `defaults to undefined`."""

from generator.docs.cells.type_names import BINARY, NUMBER, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

DIALECT = Dialect(
    name="typescript-axios",
    fences=("typescript", "ts"),
    signs=(
        ("defaults to undefined|", 6),
        ("[default to undefined]", 6),
        ("const { status, data }", 8),
        ("from './api'", 6),
        ("|Name | Type", 3),
        ("(default to undefined)", 4),
        ("does not have any parameters", 4),
        ("{ [key: string]:", 3),
    ),
    style=NameStyle(operation="kept", field="camel", property="identifier"),
    prints=frozenset("string number Array boolean any File Set object".split()),
    types=TypeNames({"number": NUMBER, "File": BINARY}, vague="number", boxed=True),
    signature_hides_optional=True,
)
