"""Rust server: required and optional parameters in tables of their own."""

from generator.docs.cells.type_names import ANY, BINARY, DATE, DATE_TIME, INT64, INTEGER, NUMBER, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

DIALECT = Dialect(
    name="rust-server",
    signs=(
        ("swagger::", 6),
        ("cargo run --example", 6),
        ("map[string]interface{}", 3),
        ("nil if no parameters", 4),
        ("chrono::naive::NaiveDate", 6),
        ("chrono::DateTime::<chrono::Utc>", 6),
        ("nil if no authentication", 3),
        ("_api.md#", 4),
        ("Option<", -3),
        ("models::", 2),
    ),
    style=NameStyle(operation="kept", field="snake", property="snake"),
    prints=frozenset(
        (
            "String context.Context i32 i64 Vec f64 bool std::collections::HashMap chrono::DateTime "
            "swagger::ByteArray chrono::naive::NaiveDate f32 swagger::Nullable serde_json::Value "
            "uuid::Uuid u32 u64 array string map"
        ).split()
    ),
    types=TypeNames(
        {
            **dict.fromkeys(("u8", "u16", "i8", "i16"), INTEGER),
            "f32": NUMBER,
            "f64": NUMBER,
            "u32": INTEGER,
            "isize": INTEGER,
            "u64": INT64,
            "i32": INTEGER,
            "i64": INT64,
            "swagger::ByteArray": BINARY,
            "chrono::naive::NaiveDate": DATE,
            "chrono::DateTime::<chrono::Utc>": DATE_TIME,
            "chrono::DateTime<chrono::Utc>": DATE_TIME,
            "serde_json::Value": ANY,
        },
        lossy=True,
        vague="serde_json::Value swagger::ByteArray",
    ),
    sdk_only={"ctx": "context.Context", "optional": "Opts|map"},
)
