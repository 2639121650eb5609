"""C (libcurl): pointers, `list_t` for arrays and maps, `_t` after model names."""

import re

from generator.docs.cells.type_names import ANY, BINARY, INTEGER, NUMBER, OBJECT, STRING, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

DIALECT = Dialect(
    name="c",
    fences=("c",),
    signs=(
        ("apiClient_t", 8),
        ("[list_t](", 4),
        ("list_t*", 4),
        ("char \\*", 6),
        ("_t](", 4),
        ("_e**", 3),
        ("_t\n\n## Properties", 4),
        ("_t\n", 1),
    ),
    style=NameStyle(operation="kept", field="identifier", property="snake"),
    prints=frozenset("char list_t int long double float binary_t object_t any_type_t short".split()),
    types=TypeNames(
        {
            "int": INTEGER,
            "char": STRING,
            "binary_t": BINARY,
            "object_t": OBJECT,
            "object": OBJECT,
            "any_type_t": ANY,
            "float": NUMBER,
            "double": NUMBER,
        },
        vague="any_type_t int list_t",
        suffix="_t",
        map_sign=re.compile(r"\blist\\?_t\\?\*(?:\*\*|\\?_t|$)"),
    ),
    sdk_only={"apiClient": "apiClient_t"},
)
