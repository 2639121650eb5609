"""Parameters: what the path requires of them, and how objects travel in a query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from generator.spec.api import Parameter, Schema
from generator.spec.infer.book import Found, inference
from generator.spec.merge import Field, Model
from generator.spec.spelling import plain

_UNTYPED: Final = (Schema(), Schema(types=("array",), items=Schema()))


@inference("path-required")
def path_required(location: str, stated: bool | None) -> Found[bool] | None:
    """A path parameter is required, whatever a document prints."""
    return Found(True) if location == "path" and stated is not True else None


@inference("required-unknown")
def required_unknown(stated: bool | None) -> Found[bool] | None:
    """What no document calls required or optional is optional. A guess."""
    return Found(False, guess=True) if stated is None else None


def required(stated: bool | None) -> Found[bool]:
    """Whether a value is required: as documents state it, else by the rule."""
    return required_unknown(stated) or Found(bool(stated))


@inference("type-from-model-name")
def type_from_model(field: Field, models: Mapping[str, Model]) -> Found[Field] | None:
    """A parameter whose type, or the type of whose items, no document prints, and that is called like a documented
    model (`plantInput`), is that model. A guess."""
    if field.schema not in _UNTYPED:
        return None
    wanted = plain(field.name)
    name = next((name for name in models if plain(name) == wanted), None)
    if name is None:
        return None
    model = Schema(ref=name)
    schema = replace(field.schema, items=model) if field.schema.items is not None else model
    return Found(replace(field, schema=schema, uncertain=True), guess=True)


@inference("path-parameter")
def path_parameter(name: str) -> Found[Parameter]:
    """A placeholder of the path that no document describes is a required string in the path."""
    return Found(Parameter(name=name, location="path", schema=Schema(types=("string",)), required=True))


@inference("query-template-parameter")
def query_parameter(name: str) -> Found[Parameter]:
    """A placeholder in the query of the path that no document describes is a required string in the query."""
    return Found(Parameter(name=name, location="query", schema=Schema(types=("string",)), required=True))


@inference("query-object")
def query_object(location: str, schema: Schema, components: Mapping[str, Schema]) -> Found[str] | None:
    """A query parameter that is a map or an object travels as `deepObject`: `filter[name]=value`. A guess."""
    target = components.get(schema.ref or "", schema)
    return Found("deepObject", guess=True) if location == "query" and "object" in target.types else None
