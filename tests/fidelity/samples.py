"""Values to call operations with: valid for the origin, in the Python types of the client under test.

`sample` makes a JSON value (bytes for files) that a schema of the origin allows. `adapt` rewrites it for the
extraction: properties under the names that the extraction has for them, dates and UUIDs as Python objects where the
client's types ask for them. That is what a user of the client would write, who knows the API and sees only the client.
"""

from __future__ import annotations

import base64
import datetime as dt
import math
import re
import uuid
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any, Final

from hypothesis import find, settings
from hypothesis import strategies as st
from hypothesis.errors import HypothesisException

from generator.client.schemas import Flattener, required
from generator.spec.api import MISSING, Api, Property, Schema, json_type

from .pairing import pair
from .shapes import plain, properties, union

_FORMATS: Final[Mapping[str, Any]] = {
    "date": "2024-03-09",
    "date-time": "2024-03-09T10:20:30Z",
    "time": "10:20:30Z",
    "duration": "P1D",
    "uuid": "0f8fad5b-d9cb-469f-a165-70867728950e",
    "uri": "https://example.org/x",
    "url": "https://example.org/x",
    "email": "someone@example.org",
    "hostname": "example.org",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "decimal": "3",
    "byte": base64.b64encode(b"bytes").decode(),
    "binary": b"bytes of a file",
}
_PRINTABLE: Final = st.characters(min_codepoint=32, max_codepoint=126)
_DEEP: Final = 3
"""How deep optional properties are filled."""

_DEEPEST: Final = 12
"""Where a schema that needs itself is given up."""


def flat(api: Api, schema: Schema) -> Schema:
    """A schema without references and allOf: what a value must be, in one."""
    for _ in range(20):
        schema, _ = Flattener(api.schemas).flatten(schema, whole=True)
        if schema.ref is None:
            break
        schema = api.schemas.get(schema.ref, Schema())
    return schema


def sample(api: Api, schema: Schema, depth: int = 0) -> Any:
    """A value that the schema allows, every property filled that a request may have."""
    found = flat(api, schema)
    kinds = [kind for kind in found.types if kind != "null"] or list(found.types)
    told = [value for value in (*(found.enum or ()), found.default) if _is_value(value, kinds)]
    if told or found.enum == ("",):
        return told[0] if told else ""
    members = union(found)
    if members and not found.properties:
        return _member(api, found, members, depth)
    if not kinds:
        is_object = found.properties or required(found) or isinstance(found.additional, Schema)
        kinds = ["object"] if is_object else ["array"] if found.items else ["any"]
    if kinds[0] == "object":
        return _object(api, found, depth)
    if kinds[0] == "array":
        return _array(api, found, depth)
    return _plain(found, kinds[0])


def _is_value(value: Any, kinds: list[str]) -> bool:
    """Whether an enum's value or a default is one that the types allow."""
    kind = json_type(value) if value is not MISSING else "none"
    is_kind = not kinds or kind in kinds or (kind == "integer" and "number" in kinds)
    return is_kind and value not in (MISSING, None, "")


def _plain(schema: Schema, kind: str) -> Any:
    if kind in ("integer", "number"):
        return _number(schema, "integer" if str(schema.format).startswith("int") else kind)
    if kind == "boolean":
        return True
    if kind == "null":
        return None
    least, most = int(schema.extra.get("minLength", 0)), int(schema.extra.get("maxLength", 1 << 20))
    text = _FORMATS.get(schema.format or "", "text")
    if isinstance(text, bytes):
        return text
    return _matching(str(schema.extra.get("pattern", "")), least, most, text) or text.ljust(least, "x")[:most]


def _number(schema: Schema, kind: str) -> float:
    """The least number that is allowed, 3 or 2.5 where that is."""
    limits = schema.extra
    step = limits.get("multipleOf", 1 if kind == "integer" else 0.5)
    wanted: float = 3 if kind == "integer" else 2.5
    wanted = max(wanted, limits.get("minimum", wanted), limits.get("exclusiveMinimum", wanted - step) + step)
    wanted = min(wanted, limits.get("maximum", wanted), limits.get("exclusiveMaximum", wanted + step) - step)
    wanted = wanted if "multipleOf" not in limits else math.ceil(wanted / step) * step
    return int(wanted) if kind == "integer" else wanted


@cache
def _matching(pattern: str, least: int, most: int, usual: str) -> str:
    """The simplest text that a pattern and the limits of length allow; "" where the `usual` one will do, and where
    Python finds none."""
    try:
        if re.search(pattern, usual):
            return ""
        texts = st.from_regex(re.compile(pattern, re.ASCII), alphabet=_PRINTABLE)
        quick = settings(max_examples=200, database=None, derandomize=True)
        return find(texts, lambda text: max(1, least) <= len(text) <= most and "\n" not in text, settings=quick)
    except (re.error, HypothesisException):
        return ""


def _array(api: Api, schema: Schema, depth: int) -> list[Any]:
    least = int(schema.extra.get("minItems", 0))
    if depth > _DEEPEST:
        return []
    if "prefixItems" in schema.within:
        return [sample(api, item, depth + 1) for item in schema.within["prefixItems"]]
    items = flat(api, schema.items or Schema())
    if least > 1 and items.enum:
        return list(items.enum[:least])
    return [sample(api, items, depth + 1)] * max(1, least)


def _object(api: Api, schema: Schema, depth: int) -> dict[str, Any]:
    also = required(schema)
    fields = [field for field in schema.properties if not _is_read_only(api, field)]
    needed = {field.name for field in fields if depth < _DEEPEST and (field.required or field.name in also)}
    value = {
        field.name: sample(api, field.schema, depth + 1)
        for field in fields
        if field.name in needed or (depth < _DEEP and not _empty(api, field))
    }
    inner = schema.additional if isinstance(schema.additional, Schema) else Schema(types=("string",))
    described = {field.name for field in schema.properties}
    value |= {name: sample(api, inner, depth + 1) for name in also if name not in described}
    if not fields and isinstance(schema.additional, Schema) and depth < _DEEPEST:
        value["key"] = sample(api, schema.additional, depth + 1)
    return value


def _is_read_only(api: Api, field: Property) -> bool:
    return field.schema.read_only or flat(api, field.schema).read_only


def _empty(api: Api, field: Property) -> bool:
    return flat(api, field.schema) == Schema()


def _member(api: Api, schema: Schema, members: tuple[Schema, ...], depth: int) -> Any:
    member = next((one for one in members if flat(api, one).types != ("null",)), members[0])
    value = sample(api, member, depth)
    if schema.discriminator and isinstance(value, dict):
        mapping = schema.discriminator.mapping
        names = [key for key, target in mapping.items() if target == member.ref]
        value[schema.discriminator.property_name] = names[0] if names else member.ref
    return value


def adapt(value: Any, origin: Api, one: Schema, got: Api, other: Schema) -> Any:
    """A sample of the origin's schema `one` as the client of the extraction takes it for its schema `other`."""
    left, right = flat(origin, one), flat(got, other)
    if isinstance(value, list):
        items = (left.items or Schema(), right.items or Schema())
        return [adapt(each, origin, items[0], got, items[1]) for each in value]
    if isinstance(value, dict):
        return _adapt_object(value, origin, left, got, right)
    if isinstance(value, str):
        return _adapt_text(value, next((one for one in _members(got, right) if one.types != ("null",)), right))
    return value


def _adapt_object(value: dict[str, Any], origin: Api, left: Schema, got: Api, right: Schema) -> dict[str, Any]:
    left, right = (_chosen(api, side, value) for api, side in ((origin, left), (got, right)))
    fields = {one.name: one for one in properties(origin, left)}
    known = {one.name: one for one in properties(got, right)}
    if not fields or not known:
        inner = (_additional(left), _additional(right))
        return {key: adapt(each, origin, inner[0], got, inner[1]) for key, each in value.items()}
    found = pair(tuple(fields.values()), tuple(known.values()), lambda one: one.name, lambda one: "")
    undescribed = {name: value[name] for name in required(right) if name in value and name not in fields}
    return undescribed | {
        other.name: adapt(value[one.name], origin, one.schema, got, other.schema)
        for one, other in found.both
        if one.name in value
    }


def _chosen(api: Api, schema: Schema, value: Mapping[str, Any]) -> Schema:
    """The schema, or the member of a union that has the most of the value's names."""
    if not union(schema) or schema.properties:
        return schema
    names = {plain(name) for name in value}
    members = [flat(api, member) for member in union(schema)]
    chosen = max(members, key=lambda one: len(names & {plain(field.name) for field in properties(api, one)}))
    return _chosen(api, chosen, value)


def _members(api: Api, schema: Schema) -> list[Schema]:
    """The members of a union, and of unions in it."""
    members = [flat(api, member) for member in union(schema)]
    return [leaf for member in members for leaf in (_members(api, member) or [member])]


def _additional(schema: Schema) -> Schema:
    return schema.additional if isinstance(schema.additional, Schema) else Schema()


def _adapt_text(value: str, schema: Schema) -> Any:
    if schema.format == "date-time" and value[:4].isdigit():
        moment = dt.datetime.fromisoformat(value)
        return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    if schema.format == "date" and "T" not in value:
        return dt.date.fromisoformat(value)
    if schema.format == "uuid" and value == _FORMATS["uuid"]:
        return uuid.UUID(value)
    if schema.format == "decimal":
        return Decimal(value)
    if schema.format == "byte":
        return base64.b64decode(value)
    return value
