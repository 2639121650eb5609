"""Go: path parameters apart from the others, `ctx`, pointers for optional properties."""

import re

from generator.docs.cells.type_names import ANY, BINARY, DATE_TIME, DOUBLE, INTEGER, NUMBER, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.api import Schema
from generator.spec.facts import NameStyle


def _null(kind: str, form: str | None = None) -> Schema:
    return Schema(types=(kind, "null"), format=form)


DIALECT = Dialect(
    name="go",
    fences=("go", "golang"),
    signs=(
        ("context.Context", 6),
        ("### Path Parameters", 3),
        ("Pointer to ", 6),
        ("passed through a pointer", 6),
        ("NewAPIClient", 4),
        ("time.Time", 4),
        ("map[string]", 3),
        ("`func New", 6),
        ("[]string", 2),
        ("interface{}", 2),
        ("**int32**", 1),
        ("**float32**", 2),
    ),
    style=NameStyle(operation="capitalized", field="camel", property="pascal"),
    prints=frozenset(
        (
            "string context.Context int32 int64 float32 map bool float64 time.Time Pointer NullableString "
            "NullableTime NullableInt32 NullableInt64 NullableBool NullableFloat32 NullableFloat64 "
            "interface os.File int"
        ).split()
    ),
    types=TypeNames(
        {
            "float32": NUMBER,
            "float64": DOUBLE,
            "time.Time": DATE_TIME,
            "Time": DATE_TIME,
            "os.File": BINARY,
            "interface{}": ANY,
            "NullableString": _null("string"),
            "NullableTime": _null("string", "date-time"),
            "NullableBool": _null("boolean"),
            "NullableInt32": _null("integer"),
            "NullableInt64": _null("integer", "int64"),
            "NullableFloat32": _null("number"),
            "NullableFloat64": _null("number"),
            "int": INTEGER,
            "optional.": ANY,  # of the fields of a form in Swagger Codegen 3
        },
        vague="interface{} optional.",
        noise=re.compile(r"^optional\.Interface of |(?<=.)optional\.$"),  # of Swagger Codegen 3
        map_of_map=True,
        decimals="float64 NullableFloat64",
    ),
    optional_in_samples=True,
    sdk_only={"ctx": "context.Context", "optional": "Opts|map"},
)
