"""PHP for a Symfony server: arrays and maps are printed as what they hold."""

from generator.docs.cells.type_names import BINARY, DATE, DATE_TIME, NUMBER, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

DIALECT = Dialect(
    name="php-symfony",
    fences=("php",),
    signs=(
        ("<?php", 6),
        ("ApiInterface", 9),
        ("Bundle", 4),
        ("Server\\Model", 6),
        ("UploadedFile", 3),
        ("services.yml", 4),
    ),
    style=NameStyle(operation="kept", field="camel", property="camel"),
    prints=frozenset(r"string int float \DateTime bool AnyType UploadedFile array".split()),
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
        lossy=True,
        vague="\\DateTime DateTime float mixed",
        decimals="float",
    ),
)
