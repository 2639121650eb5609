"""Schema -> the plain value of an OpenAPI 3.1 schema object; Evidence -> the value of `x-docs`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from generator.spec.api import MISSING, NOWHERE, Discriminator, Evidence, Schema

SCHEMA_PREFIX: Final = "#/components/schemas/"

_ORDER: Final = (
    "$ref title description type format enum default minimum maximum exclusiveMinimum exclusiveMaximum minLength"
    " maxLength pattern items minItems maxItems uniqueItems required properties additionalProperties minProperties"
    " maxProperties allOf oneOf anyOf not discriminator readOnly writeOnly deprecated example examples"
).split()
_RANK: Final = {key: index for index, key in enumerate(_ORDER)}


def schema_value(schema: Schema) -> dict[str, Any]:
    """The schema object, keys in a stable order."""
    value: dict[str, Any] = dict(schema.extra)
    required = [item.name for item in schema.properties if item.required] + list(value.pop("required", ()))
    fields: dict[str, Any] = {
        "$ref": SCHEMA_PREFIX + schema.ref if schema.ref is not None else None,
        "type": _type_value(schema.types),
        "format": schema.format,
        "title": schema.title,
        "description": schema.description or None,
        "enum": list(schema.enum) if schema.enum is not None else None,
        "items": schema_value(schema.items) if schema.items is not None else None,
        "required": required or None,
        "properties": {item.name: schema_value(item.schema) for item in schema.properties} or None,
        "additionalProperties": _additional_value(schema.additional),
        "allOf": [schema_value(part) for part in schema.all_of] or None,
        "oneOf": [schema_value(part) for part in schema.one_of] or None,
        "anyOf": [schema_value(part) for part in schema.any_of] or None,
        "discriminator": _discriminator_value(schema.discriminator) if schema.discriminator else None,
        "readOnly": schema.read_only or None,
        "writeOnly": schema.write_only or None,
        "deprecated": schema.deprecated or None,
        "x-docs": evidence_value(schema.evidence),
    }
    value.update((key, field) for key, field in fields.items() if field is not None)
    if schema.default is not MISSING:
        value["default"] = schema.default
    return dict(sorted(value.items(), key=_rank))


def _rank(item: tuple[str, Any]) -> tuple[int, str]:
    """Known keys in their order, then other keywords, then extensions, `x-docs` last of all."""
    key = item[0]
    if key in _RANK:
        return _RANK[key], ""
    return len(_RANK) + (2 if key == "x-docs" else key.startswith("x-")), key


def _type_value(types: tuple[str, ...]) -> str | list[str] | None:
    if not types:
        return None
    return types[0] if len(types) == 1 else list(types)


def _additional_value(additional: Schema | bool | None) -> Any:
    return schema_value(additional) if isinstance(additional, Schema) else additional


def _discriminator_value(discriminator: Discriminator) -> dict[str, Any]:
    value: dict[str, Any] = {"propertyName": discriminator.property_name}
    if discriminator.mapping:
        value["mapping"] = {key: SCHEMA_PREFIX + name for key, name in discriminator.mapping.items()}
    return value


def evidence_value(evidence: Evidence) -> Mapping[str, Any] | None:
    """The value of `x-docs`, None when there is no evidence; a single place is written as text, several as a list."""
    if evidence == NOWHERE:
        return None
    value: dict[str, Any] = {}
    if evidence.at:
        value["at"] = evidence.at[0] if len(evidence.at) == 1 else list(evidence.at)
    if evidence.inferred:
        value["inferred"] = dict(sorted(evidence.inferred.items()))
    if evidence.guesses:
        value["guesses"] = list(evidence.guesses)
    if evidence.override:
        value["override"] = list(evidence.override)
    return value
