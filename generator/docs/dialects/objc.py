"""Objective-C: NS types, a class prefix before models."""

from generator.docs.cells.type_names import ANY, BINARY, BYTE, DATE_TIME, STRING, TypeNames
from generator.docs.dialects import Dialect
from generator.spec.api import Schema
from generator.spec.facts import NameStyle

NUMBER_OR_FLAG = Schema(types=("number", "boolean"))
"""What an NSNumber holds."""

DIALECT = Dialect(
    name="objc",
    fences=("objc", "objective-c"),
    signs=(("NSString*", 8), ("NSNumber*", 6), ("NSArray", 4), ("```objc", 6), ("NSDate*", 4)),
    style=NameStyle(operation="recased", field="camel", property="camel"),
    prints=frozenset("NSString NSNumber NSArray NSDate NSDictionary NSURL NSData NSObject".split()),
    types=TypeNames(
        {
            "NSString": STRING,
            "NSNumber": NUMBER_OR_FLAG,
            "NSDate": DATE_TIME,
            "NSURL": BINARY,
            "NSData": BYTE,
            "NSObject": ANY,
        },
        vague="NSNumber NSDate NSObject",
        prefix="^(?:(?:SWG|OAI)(?=[A-Z])|[A-Z]{2,4}(?=[A-Z][a-z]))",
    ),
)
