"""Rust (hyper, reqwest): a Required column, `Option<>`."""

from generator.docs.cells.signs import with_periods
from generator.docs.cells.type_names import ANY, BINARY, DATE, DATE_TIME, INTEGER, NUMBER, STRING, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

DIALECT = Dialect(
    name="rust",
    fences=("rust",),
    signs=(
        ("Option<", 6),
        ("Description  | Required | Notes", 8),
        ("models::", 3),
        ("::models::", 14),
        ("**::std::", 4),
        ("_api.md#", -6),
        ("Vec<", 3),
        ("std::collections::HashMap", 4),
        ("**i32**", 3),
        ("**i64**", 3),
        ("## Enum Variants", 6),
        ("uuid::Uuid", 3),
        ("serde_json::Value", 4),
        ("chrono::DateTime<chrono", 2),
    ),
    member_defaults=True,
    sdk_only={"ctx": "context.Context", "optional": "Opts|map"},
    unspell=with_periods,
    style=NameStyle(operation="recased", field="snake", property="snake", placeholder="identifier"),
    prints=frozenset(
        (
            "Option String Vec i32 i64 f64 bool std::collections::HashMap uuid::Uuid chrono::DateTime f32 "
            "chrono::NaiveDate serde_json::Value std::path::PathBuf HashSet context.Context map interface"
        ).split()
    ),
    types=TypeNames(
        {
            "crate::models::BigDecimal": STRING,
            "crate::models::Decimal": STRING,
            **dict.fromkeys(("u8", "u16", "i8", "i16"), INTEGER),
            "f32": NUMBER,
            "f64": NUMBER,
            "Vec<u8>": BINARY,
            "std::path::PathBuf": BINARY,
            "PathBuf": BINARY,
            "models::File": BINARY,  # this and the next two: of version 4 and before, and of Swagger Codegen
            "models::BigDecimal": STRING,
            "Value": ANY,
            "serde_json::Value": ANY,
            "chrono::DateTime<chrono::FixedOffset>": DATE_TIME,
            "chrono::NaiveDate": DATE,
        },
        vague="serde_json::Value Value",
    ),
)
