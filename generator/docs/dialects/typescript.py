"""TypeScript (the generator `typescript`): samples with object literals, `[**string**]`."""

from generator.docs.cells.type_names import BINARY, DATE_TIME, NUMBER, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

DIALECT = Dialect(
    name="typescript",
    fences=("typescript", "ts"),
    signs=(
        ("defaults to undefined", 3),
        ("import { ", 2),
        ("from ''", 1),
        ("createConfiguration", 6),
        ("[**string**]", 3),
        ("HttpFile", 6),
        ("(data:any)", 6),
        ("import * as fs", 4),
        ("apiInstance.", 1),
    ),
    style=NameStyle(operation="kept", field="camel", property="kept"),
    prints=frozenset("string number Array boolean HttpFile Date any RequestFile Set".split()),
    types=TypeNames(
        {"number": NUMBER, "Date": DATE_TIME, "HttpFile": BINARY, "RequestFile": BINARY},
        vague="number Date",
        boxed=True,
    ),
    wire_samples=True,
    signature_hides_optional=True,
)
