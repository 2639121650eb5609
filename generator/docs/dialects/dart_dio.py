"""Dart (dio): built_value collections."""

from generator.docs.cells.type_names import BINARY, DATE, INTEGER, NUMBER, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

DIALECT = Dialect(
    name="dart-dio",
    style=NameStyle(operation="kept", field="camel", property="camel"),
    fences=("dart",),
    signs=(
        ("import 'package:", 3),
        ("final api = ", 4),
        ("BuiltList", 8),
        ("BuiltMap", 8),
        ("JsonObject", 5),
        ("## Load the model package", 8),
        (".getDio", 3),
        ("on catch DioException", 6),
        ("DioError", 6),
    ),
    prints=frozenset(
        (
            "String int BuiltList bool double BuiltMap num DateTime Date JsonObject MultipartFile "
            "BuiltSet Uint8List Object List Map"
        ).split()
    ),
    fills_collections=True,
    types=TypeNames({"double": NUMBER, "int": INTEGER, "Date": DATE, "Uint8List": BINARY}, decimals="double"),
)
