"""Kotlin (jvm-okhttp, retrofit2, ktor, vertx, misk): `kotlin.` types, sections without headings in version 5."""

from generator.docs.cells.signs import hyphenated
from generator.docs.cells.type_names import ANY, BINARY, BYTE, DATE_TIME, FLOAT, INTEGER, NUMBER, STRING, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

_OF_COLLECTIONS = {
    "propertyEntries": "entries",
    "propertyKeys": "keys",
    "propertySize": "size",
    "propertyValues": "values",
}


def _bare(name: str) -> str:
    """A name with its hyphens, and without the word that stands before the names that every map and list has here."""
    return _OF_COLLECTIONS.get(name) or hyphenated(name)


DIALECT = Dialect(
    name="kotlin",
    fences=("kotlin",),
    signs=(
        ("kotlin.", 6),
        ("launch(Dispatchers", 6),
        ("java.time.OffsetDateTime", 3),
        ("ClientException", 2),
        ("[**inline**]", 6),
    ),
    style=NameStyle(operation="kept", field="camel", property="camel"),
    prints=frozenset(
        (
            "kotlin.String kotlin.collections.List kotlin.collections.Set kotlin.Int kotlin.Long "
            "kotlin.Boolean kotlin.collections.Map kotlin.Array inline java.util.UUID "
            "java.math.BigDecimal java.time.OffsetDateTime java.time.LocalDate java.time.LocalDateTime "
            "kotlin.Float kotlin.Double java.net.URI kotlin.Any java.io.File kotlin.ByteArray "
            "kotlin.time.Instant kotlinx.datetime.LocalDate kotlinx.datetime.Instant"
        ).split()
    ),
    unspell=_bare,
    types=TypeNames(
        {
            "kotlin.Float": FLOAT,
            "kotlin.Any": ANY,
            "kotlin.ByteArray": BYTE,
            "io.ktor.client.request.forms.InputProvider": BINARY,
            "io.ktor.client.request.forms.FormPart": BINARY,
            "java.io.File": BINARY,
            "kotlinx.datetime.Instant": DATE_TIME,
            "okio.ByteString": BYTE,
            "kotlin.Array<kotlin.Byte>": BINARY,
            "kotlin.Double": NUMBER,
            "kotlin.Int": INTEGER,
            "org.springframework.core.io.Resource": BINARY,
            "inline": STRING,
            "OctetByteArray": BINARY,
            "Base64ByteArray": BYTE,
        },
        vague="kotlin.Any inline",
        decimals="BigDecimal",
    ),
)
