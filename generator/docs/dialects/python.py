"""Python (python, python-legacy, python-prior, python-pydantic-v1, Swagger Codegen)."""

from generator.docs.cells.type_names import ANY, BINARY, DATE_TIME, DECIMAL, NUMBER, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

DIALECT = Dialect(
    name="python",
    fences=("python",),
    signs=(
        ("import ", 1),
        ("from pprint import pprint", 4),
        ("**str**", 4),
        ("List[", 2),
        ("Dict[str", 4),
        ("dict(str", 4),
        ("list[", 2),
        ("**bytearray**", 4),
        ("configuration.api_key[", 4),
        ("with openapi_client.", 2),
        ("**datetime**", 2),
        ("# str |", 3),
        ("{str: ", 4),
    ),
    style=NameStyle(operation="recased", field="snake", property="snake"),
    prints=frozenset(
        (
            "str int List list float bool Dict dict UUID datetime date bytes object bytearray none_type "
            "file file_type Decimal"
        ).split()
    ),
    value_models=True,
    schema_sections=True,
    types=TypeNames(
        {
            "Decimal": DECIMAL,
            "float": NUMBER,
            "bytearray": BINARY,
            "bytes": BINARY,
            "file_type": BINARY,
            "none_type": ANY,
            "date_or_datetime": DATE_TIME,
            "Json": ANY,
        },
        vague="bytearray bytes none_type",
    ),
)
