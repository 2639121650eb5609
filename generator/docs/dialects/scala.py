"""Scala (akka, pekko): ApiRequest, Seq."""

from generator.docs.cells.type_names import ANY, FLOAT, INTEGER, OBJECT, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.facts import NameStyle

DIALECT = Dialect(
    name="scala",
    fences=("scala",),
    signs=(("ApiRequest[", 8), ("Seq[", 3), ("Seq&lt;", 4), ("ActorSystem", 4), ("Allowed values: [", 6)),
    style=NameStyle(operation="kept", field="camel", property="camel"),
    prints=frozenset(
        (
            "String Seq Int Long Boolean Map UUID BigDecimal OffsetDateTime LocalDate Float Double URI "
            "AnyType File ByteArray Set DateTime Date"
        ).split()
    ),
    types=TypeNames({"Float": FLOAT, "Int": INTEGER, "Unit": ANY, "Any": OBJECT}, decimals="BigDecimal"),
)
