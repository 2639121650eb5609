"""Values to call operations with: valid for the origin, in the Python types of the client under test.

`sample` makes a JSON value (bytes for files) that a schema of the origin allows. `adapt` rewrites it for the
extraction: properties under the names that the extraction has for them, dates and UUIDs as Python objects where the
client's types ask for them. That is what a user of the client would write, who knows the API and sees only the client.
"""

from __future__ import annotations

import base64
import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from generator.spec.api import MISSING, Api, Property, Schema

from .pairing import pair
from .shapes import plain, properties, resolve, union

_FORMATS: Mapping[str, Any] = {
    "date": "2024-03-09",
    "date-time": "2024-03-09T10:20:30Z",
    "uuid": "0f8fad5b-d9cb-469f-a165-70867728950e",
    "uri": "https://example.org/x",
    "email": "someone@example.org",
    "byte": base64.b64encode(b"bytes").decode(),
    "binary": b"bytes of a file",
}


def sample(api: Api, schema: Schema, depth: int = 0) -> Any:
    """A value that the schema allows, every property filled that a request may have."""
    found = resolve(api, schema)
    if found.enum:
        return found.enum[0]
    if found.default is not MISSING:
        return found.default
    members = union(found)
    if members:
        return _member(api, found, members[0], depth)
    kinds = [kind for kind in found.types if kind != "null"]
    kind = kinds[0] if kinds else "object" if any(True for _ in properties(api, found)) else "any"
    if kind == "object":
        return _object(api, found, depth)
    if kind == "array":
        return [sample(api, found.items or Schema(), depth + 1)]
    return _plain(found, kind)


def _plain(schema: Schema, kind: str) -> Any:
    if kind == "integer":
        return max(3, int(schema.extra.get("minimum", 3)))
    if kind == "number":
        return 2.5
    if kind == "boolean":
        return True
    text = _FORMATS.get(schema.format or "", "text")
    return text if isinstance(text, bytes) else text.ljust(int(schema.extra.get("minLength", 0)), "x")


def _object(api: Api, schema: Schema, depth: int) -> dict[str, Any]:
    fields = [field for field in properties(api, schema) if not field.schema.read_only]
    value = {
        field.name: sample(api, field.schema, depth + 1)
        for field in fields
        if field.required or (depth < 3 and not _empty(api, field))
    }
    if not fields and isinstance(schema.additional, Schema):
        value["key"] = sample(api, schema.additional, depth + 1)
    return value


def _empty(api: Api, field: Property) -> bool:
    return resolve(api, field.schema) == Schema()


def _member(api: Api, schema: Schema, member: Schema, depth: int) -> Any:
    value = sample(api, member, depth)
    if schema.discriminator and isinstance(value, dict):
        mapping = schema.discriminator.mapping
        names = [key for key, target in mapping.items() if target == member.ref]
        value[schema.discriminator.property_name] = names[0] if names else member.ref
    return value


def adapt(value: Any, origin: Api, one: Schema, got: Api, other: Schema) -> Any:
    """A sample of the origin's schema `one` as the client of the extraction takes it for its schema `other`."""
    left, right = resolve(origin, one), resolve(got, other)
    if isinstance(value, list):
        items = (left.items or Schema(), right.items or Schema())
        return [adapt(each, origin, items[0], got, items[1]) for each in value]
    if isinstance(value, dict):
        return _adapt_object(value, origin, left, got, right)
    if isinstance(value, str):
        return _adapt_text(value, right)
    return value


def _adapt_object(value: dict[str, Any], origin: Api, left: Schema, got: Api, right: Schema) -> dict[str, Any]:
    if union(left):
        left = _chosen(origin, left, value)
    if union(right):
        right = _chosen(got, right, value)
    fields = {one.name: one for one in properties(origin, left)}
    known = {one.name: one for one in properties(got, right)}
    if not fields or not known:
        inner = (_additional(left), _additional(right))
        return {key: adapt(each, origin, inner[0], got, inner[1]) for key, each in value.items()}
    found = pair(tuple(fields.values()), tuple(known.values()), lambda one: one.name, lambda one: "")
    return {
        other.name: adapt(value[one.name], origin, one.schema, got, other.schema)
        for one, other in found.both
        if one.name in value
    }


def _chosen(api: Api, schema: Schema, value: Mapping[str, Any]) -> Schema:
    """The member of a union that has the most of the value's names."""
    names = {plain(name) for name in value}
    members = [resolve(api, member) for member in union(schema)]
    return max(members, key=lambda one: len(names & {plain(field.name) for field in properties(api, one)}))


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
    if schema.format == "byte":
        return base64.b64decode(value)
    return value
