"""Bare type names: what they mean in most dialects, and the form in which a dialect says what they mean in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from generator.spec.api import Schema

STRING: Final = Schema(types=("string",))
BOOLEAN: Final = Schema(types=("boolean",))
INTEGER: Final = Schema(types=("integer",))
INT64: Final = Schema(types=("integer",), format="int64")
NUMBER: Final = Schema(types=("number",))
FLOAT: Final = Schema(types=("number",), format="float")
DOUBLE: Final = Schema(types=("number",), format="double")
DECIMAL: Final = Schema(types=("string",), format="decimal")
DATE: Final = Schema(types=("string",), format="date")
DATE_TIME: Final = Schema(types=("string",), format="date-time")
UUID: Final = Schema(types=("string",), format="uuid")
URI: Final = Schema(types=("string",), format="uri")
BYTE: Final = Schema(types=("string",), format="byte")
BINARY: Final = Schema(types=("string",), format="binary")
ANY: Final = Schema()
OBJECT: Final = Schema(types=("object",))

_MEANINGS: Final = (
    (STRING, "string String str STRING char character CharSequence"),
    (BOOLEAN, "bool Bool boolean Boolean BOOLEAN"),
    (INTEGER, "int Int integer Integer INTEGER int32 Int32 i32 u32 BigInteger"),
    (INT64, "long Long int64 Int64 i64 u64"),
    (NUMBER, "number Number num numeric decimal Decimal BigDecimal float Float float32 f32 Float32"),
    (DOUBLE, "double Double float64 f64 Float64"),
    (DATE, "date DATE LocalDate NaiveDate DateOnly"),
    (
        DATE_TIME,
        "date-time datetime DateTime DATE_TIME OffsetDateTime LocalDateTime ZonedDateTime DateTimeOffset Instant",
    ),
    (UUID, "UUID Uuid Guid uuid"),
    (URI, "URI Uri uri"),
    (BYTE, "byte[] ByteArray base64"),
    (BINARY, "File file FILE binary Binary Blob MultipartFile UploadedFile"),
    (
        ANY,
        "object Object any Any ANY AnyType mixed Mixed OBJECT OasAnyTypeNotMapped oas_any_type_not_mapped "
        "any_type JsonObject TODO_OBJECT_MAPPING null",
    ),
)
COMMON: Final[Mapping[str, Schema]] = MappingProxyType(
    {name: schema for schema, names in _MEANINGS for name in names.split()}
)
"""Printed name -> what it means in most dialects."""

_VAGUE: Final = frozenset(name for name, schema in COMMON.items() if schema == ANY)


@dataclass(frozen=True, slots=True)
class TypeNames:
    """What bare names mean in a dialect."""

    own: Mapping[str, Schema] = field(default_factory=dict)
    """Names that differ from COMMON, or that it does not have."""
    vague: str = ""
    """Further names, separated by blanks, that say less than a type."""
    decimals: str = ""
    """Names, separated by blanks, of numbers that decimal text (of the format `decimal`) is printed as, too."""
    suffix: str = ""
    prefix: str | None = None
    """What the language puts around the names of models: `_t`, and a pattern of what stands in front (`OAI`)."""
    lossy: bool = False
    """True where arrays and maps are printed as what they hold, with a link to it (`[**string**](string.md)`)."""
    question_is_silent: bool = False
    """True where `?` may stand after any type, so that it tells neither optional nor nullable (`int?` in C#)."""
    map_of_map: bool = False
    """True where a map of X is printed as a map of a map of X (go's parameters)."""
    pointer_is_one: bool = False
    """True where a link tells one model by a pointer (`[***Boat**](Boat.md)`), and an array by none."""
    map_sign: re.Pattern[str] | None = None
    """What stands in the markup of a map, where a map and an array are called the same (`**list_t***` in C)."""
    noise: re.Pattern[str] | None = None
    """What stands around types and says nothing of them."""
    boxed: bool = False
    """True where every type stands in brackets, which make no array of it (`[**string**]`)."""
    namesakes: frozenset[str] = frozenset()
    """Documented models that are called like a type: what a cell means that links to them (`[**File**](File.md)`)."""
    rivals: frozenset[str] = frozenset()
    """Those of them whose name the dialect prints for a type, too: a cell that links to them leaves a doubt."""

    def schema(self, name: str) -> Schema | None:
        """What a name means; None where it is no type of the language, but a model's."""
        return self.own.get(name) or COMMON.get(name)

    def is_affixed(self, name: str) -> bool:
        """Whether a type is called as if it were a model with the affixes of the language (`NSString`, `list_t`)."""
        marked = (self.prefix is not None and re.match(self.prefix, name)) or (
            self.suffix and name.endswith(self.suffix)
        )
        return bool(marked) and (name in self.own or self.is_vague(name))

    def may_be_text(self, name: str) -> bool:
        """Whether a name of a number may stand for decimal text."""
        return name in self.decimals.split()

    def is_vague(self, name: str) -> bool:
        """Whether a name says less than a type, so that another dialect's word goes before."""
        return (name in _VAGUE and self.schema(name) == ANY) or name in self.vague.split()
