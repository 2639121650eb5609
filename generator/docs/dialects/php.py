"""PHP (php, php-nextgen, php-dt): namespaces with backslashes."""

from generator.docs.cells.type_names import BINARY, DATE, DATE_TIME, NUMBER, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

DIALECT = Dialect(
    name="php",
    fences=("php",),
    signs=(
        ("<?php", 6),
        ("\\Model\\", 6),
        ("](../Model/", 6),
        ("SplFileObject", 6),
        ("\\DateTime", 4),
        ("**mixed**", 2),
        ("array<string,", 3),
        ("# # ", 0),
        ("()`", 1),
    ),
    style=NameStyle(operation="kept", field="snake", property="snake"),
    prints=frozenset(r"string int float \DateTime bool array mixed \SplFileObject object map".split()),
    types=TypeNames(
        {
            "\\DateTime": DATE_TIME,
            "DateTime": DATE_TIME,
            "\\SplFileObject": BINARY,
            "SplFileObject": BINARY,
            "float": NUMBER,
            "double": NUMBER,
            "Date": DATE,
            "Psr\\Http\\Message\\UploadedFileInterface": BINARY,
        },
        vague="\\DateTime DateTime float mixed",
        decimals="float",
    ),
    sdk_only={"hostIndex": "int"},
    sdk_tail=frozenset({"variables"}),
)
