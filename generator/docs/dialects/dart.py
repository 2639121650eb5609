"""Dart (http)."""

from generator.docs.cells.type_names import BINARY, DATE, INTEGER, NUMBER, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

DIALECT = Dialect(
    name="dart",
    style=NameStyle(operation="kept", field="camel", property="camel"),
    fences=("dart",),
    signs=(
        ("import 'package:", 4),
        ("api_instance", 2),
        ("final ", 1),
        ("## Load the model package", 8),
        ("[default to const ", 6),
        ("**num**", 2),
        ("**DateTime**", 1),
        ("List<", 1),
    ),
    prints=frozenset("String int List DateTime bool double Map num Object MultipartFile Set Uint8List".split()),
    fills_collections=True,
    types=TypeNames(
        {"double": NUMBER, "int": INTEGER, "Date": DATE, "Uint8List": BINARY}, vague="DateTime", decimals="double"
    ),
)
