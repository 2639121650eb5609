"""TypeScript (axios): `[**string**]`, `defaults to undefined`."""

from generator.docs.dialects import BINARY, NUMBER, Dialect, names
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
    types=names({"number": NUMBER, "File": BINARY}, vague="number", boxed=True),
    signature_hides_optional=True,
)
