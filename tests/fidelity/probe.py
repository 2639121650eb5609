"""An OpenAPI document of nothing but cases: every shape of type, spelling of a name, default, enum, response code and
scheme once in every place, to see which of them a generator prints alike.

Each case is a tag with one operation or a model of its own, so that documents of its own are about it. Its name is a
word that generators respell only as a whole, and which `alike` takes out again: what is left of the documents of two
cases differs only where the dialect tells them apart.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from string import ascii_lowercase
from types import MappingProxyType
from typing import Any, Final

from generator.spec import openapi
from generator.spec.api import Api, Schema

from . import shapes
from .keys import FORMATS, kind, signature, styled

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One case. `group`: what it is compared within (`type of a parameter`); `key`: its key there; `says`: the facts
    that it states, by name: where two cases print alike, those that they do not have in common are printed alike.
    `operation` is its path item, by the rest of its path, or `schema` its model."""

    group: str
    key: str
    says: Mapping[str, str]
    schema: Json | None = None
    operation: Json | None = None
    path: str = ""


COMPONENTS: Final[Mapping[str, Json]] = MappingProxyType(
    {
        "Creature": {"type": "object", "properties": {"legs": {"type": "integer"}}},
        "Season": {"type": "string", "enum": ["dry", "wet"]},
        "Bag": {"type": "object"},
    }
)
SCHEMES: Final[Mapping[str, Json]] = MappingProxyType(
    {
        "keyOne": {"type": "apiKey", "in": "header", "name": "X-Key"},
        "keyTwo": {"type": "apiKey", "in": "query", "name": "key"},
        "basicOne": {"type": "http", "scheme": "basic"},
        "bearerOne": {"type": "http", "scheme": "bearer"},
        "flowOne": {
            "type": "oauth2",
            "flows": {"clientCredentials": {"tokenUrl": "https://auth.example/token", "scopes": {"read": "Read"}}},
        },
        "openOne": {"type": "openIdConnect", "openIdConnectUrl": "https://auth.example/openid"},
    }
)

STRING: Final[Json] = {"type": "string"}
INTEGER: Final[Json] = {"type": "integer"}
MODEL: Final[Json] = {"$ref": "#/components/schemas/Creature"}
NAMED_ENUM: Final[Json] = {"$ref": "#/components/schemas/Season"}
ENUM: Final[Json] = {"type": "string", "enum": ["red", "blue"]}
FORMATTED: Final = [
    {"type": "integer" if one[:3] == "int" else "number" if one in ("float", "double") else "string", "format": one}
    for one in FORMATS
]
ATOMS: Final[tuple[Json, ...]] = (
    *(STRING, INTEGER, {"type": "number"}, {"type": "boolean"}, {"type": "object"}, {}, *FORMATTED, ENUM),
    {"type": "object", "additionalProperties": True},
    *({"type": "integer", "enum": [1, 2]}, MODEL, NAMED_ENUM, {"$ref": "#/components/schemas/Bag"}),
)
DEEP: Final = (STRING, INTEGER, MODEL)
"""What the probe has in containers of containers."""
ONE_WORD: Final = ("l", "C", "U", "$l", "@l", "_l", "l_", "l[]", "ld")
TWO_WORDS: Final = (
    *("l_l", "l-l", "l.l", "l:l", "l[l", "lC", "CC", "lU", "UC", "U_U", "U-U", "C-C", "C_C", "C.C", "l-C"),
    *("l_d", "l-d", "l l"),
)
AFTER_NUMBERS: Final = {"d_l": "amber2_birch", "d-l": "amber2-birch", "dC": "amber2Birch", "dl": "amber2birch"}
PLACES: Final = ("parameter", "form", "property")


def cases() -> tuple[Case, ...]:
    """Every case, in the order of their words."""
    values = (*_types(), *_defaults(), *_required(), *_enums(), *_names())
    return (*values, *_cookies(), *_codes(), *_contents(), *_schemes())


def word(number: int) -> str:
    """The word that names a case."""
    first, second, third = number // 676, number // 26 % 26, number % 26
    return "zq" + "".join(ascii_lowercase[index] for index in (first, second, third)) + "qz"


def document(found: tuple[Case, ...]) -> Json:
    """The OpenAPI document of the cases."""
    paths: Json = {}
    schemas: Json = dict(COMPONENTS)
    for number, case in enumerate(found):
        name = word(number)
        if case.schema is not None:
            schemas[name.capitalize()] = _named(case.schema, name)
        if case.operation is not None:
            about = {"operationId": name, "tags": [name], **_named(case.operation, name)}
            paths[f"/{name}{case.path}"] = {"post" if "requestBody" in about else "get": about}
    components = {"schemas": schemas, "securitySchemes": dict(SCHEMES)}
    info = {"title": "Probe", "version": "1"}
    servers = [{"url": "https://api.probe.example"}]
    return {"openapi": "3.0.3", "info": info, "servers": servers, "paths": paths, "components": components}


def _named(value: Json, name: str) -> Json:
    """A part of the document with the word of the case in it."""
    text = json.dumps(value)
    for found, word_of in (("WORD", name), ("Word", name.capitalize()), ("WoRD", name.upper())):
        text = text.replace(found, word_of)
    named: Json = json.loads(text)
    return named


# ------------------------------------------------------------------------------------------------------- families


def _types() -> Iterator[Case]:
    array = [{"type": "array", "items": one} for one in ATOMS]
    maps = [{"type": "object", "additionalProperties": one} for one in ATOMS if one.get("format") != "binary"]
    containers = ("array", "map")
    deep = [_wrapped(_wrapped(one, inner), outer) for one in DEEP for outer in containers for inner in containers]
    for place in (*PLACES, "body", "return"):
        for schema in (*ATOMS, *array, *maps, *deep):
            judged = _essence(shapes.shape(_api(), _loaded(schema)))
            yield _value(f"type of a {place}", place, _key(schema), judged, schema)
    empty = {"responses": {"200": {"description": "Done"}}}
    yield Case("type of a return", "nothing", {"": "nothing"}, operation=empty)


def _defaults() -> Iterator[Case]:
    values: tuple[tuple[Json, tuple[Any, ...]], ...] = (
        (STRING, ("amber", "birch", "")),
        (INTEGER, (7, 8, 0)),
        ({"type": "integer", "format": "int64"}, (7, 8, 0)),
        ({"type": "number"}, (1.5, 2.5, 0)),
        ({"type": "number", "format": "double"}, (1.5, 2.5, 0)),
        ({"type": "boolean"}, (True, False)),
        ({"type": "string", "format": "date"}, ("2020-01-02", "2020-01-03")),
        ({"type": "string", "format": "date-time"}, ("2020-01-02T03:04:05Z", "2020-01-03T03:04:05Z")),
        (ENUM, ("red", "blue")),
        ({"allOf": [NAMED_ENUM]}, ("dry", "wet")),
        ({"type": "array", "items": STRING}, (["amber"], ["birch"], [])),
        ({"type": "array", "items": ENUM}, (["red"], ["blue"], [])),
    )
    for place in PLACES:
        capital = {"type": "string", "enum": ["Red", "blue"], "default": "Red"}
        yield _value(f"default of a {place} enum string", place, "text", "'Red'", capital)
        for schema, given in values:
            group = f"default of a {place} {_key(schema)}"
            yield _value(group, place, "absent", "", schema)
            for value in given:
                yield _value(group, place, kind(value), repr(value), {**schema, "default": value})


def _required() -> Iterator[Case]:
    for place in (*PLACES, "body"):
        for schema, key in ((STRING, "plain"), ({**STRING, "default": "amber"}, "with a default")):
            for required in (True, False):
                yield _value(f"required of a {place}", place, key, str(required), schema, required=required)


def _enums() -> Iterator[Case]:
    lists = [(style, ["red", styled(style, "amber", "birch")]) for style in (*ONE_WORD, *TWO_WORDS)]
    lists += [("list", ["red", "green"]), ("list", ["red", "blue"]), ("d", ["1", "2"]), ("d", ["1", "3"])]
    lists += [("none", ["red", ""]), ("none", ["red", "*"])]
    lists += [("l, l", ["red", "amber, birch"]), ("l, l", ["red", "amber", "birch"])]
    for place in PLACES:
        for key, values in lists:
            schema = {"type": "string", "enum": values}
            yield _value(f"enum of a {place}", place, key, repr(values), schema)
            yield _value(f"enum in a {place}", place, key, repr(values), {"type": "array", "items": schema})
        for numbers in ([1, 2], [1, 3]):
            yield _value(f"enum of a {place}", place, "number", repr(numbers), {"type": "integer", "enum": numbers})
    for key, values in lists:
        yield Case("enum of a model", key, {"": repr(values)}, schema={"type": "string", "enum": values})
    for numbers in ([1, 2], [1, 3]):
        yield Case("enum of a model", "number", {"": repr(numbers)}, schema={"type": "integer", "enum": numbers})


def _names() -> Iterator[Case]:
    for place in ("query", "header", "path", "form", "property"):
        for schema, kind_of in ((STRING, "text"), (INTEGER, "other")):
            names = {style: styled(style, "amber", "birch") for style in (*ONE_WORD, *TWO_WORDS)}
            for style, name in (names | AFTER_NUMBERS).items():
                yield _value(f"name of a {place} {kind_of}", place, style, name, schema, name=name)
    for style in TWO_WORDS:
        if "l " not in style and "d" not in style:
            second = {"C": "Word", "U": "WoRD"}.get(style[-1], "WORD")
            name = styled(style[:-1] + "x", "amber").replace("x", second)
            operation = {"operationId": name.replace("]", ""), "responses": _responses(STRING)}
            yield Case("name of an operation", style, {"": style}, operation=operation)


def _cookies() -> Iterator[Case]:
    parameter = {"name": "amber", "in": "cookie", "schema": STRING}
    for found in ([], [parameter]):
        operation = {"parameters": found, "responses": _responses(STRING)}
        yield Case("cookie", "cookie", {"": str(len(found))}, operation=operation)


def _codes() -> Iterator[Case]:
    every = ("200", "201", "404", "2XX", "4XX", "default")
    for found in (*combinations(every, 1), *combinations(every, 2)):
        responses = {status: {"description": "Done", **_content(STRING)} for status in found}
        says = dict.fromkeys(found, "told")
        yield Case("codes", " ".join(sorted(found)), says, operation={"responses": responses})


def _contents() -> Iterator[Case]:
    """Content types of a success, beside those of another response."""
    text, both = {"text/plain": {"schema": STRING}}, {kind: {"schema": STRING} for kind in ("text/plain", "text/csv")}
    for key, success, failure in (
        ("several", text, {"text/csv": {"schema": STRING}}),
        ("several", both, text),
        ("several", both, both),
        ("one", text, text),
    ):
        responses = {
            "200": {"description": "Done", "content": success},
            "404": {"description": "No", "content": failure},
        }
        yield Case("content of a return", key, {"": " ".join(success)}, operation={"responses": responses})


def _schemes() -> Iterator[Case]:
    for size in (0, 1, 2):
        for names in combinations(SCHEMES, size):
            kinds = " ".join(sorted(_scheme_kind(SCHEMES[name]) for name in names))
            security = [{name: ["read"] if name == "flowOne" else []} for name in names]
            operation = {"security": security, "responses": _responses(STRING)}
            yield Case("schemes", kinds or "none", {"": " ".join(names)}, operation=operation)


# ------------------------------------------------------------------------------------------------------- fragments


def _value(
    group: str, place: str, key: str, judged: str, schema: Json, name: str = "amber", required: bool | None = None
) -> Case:
    """A case of a value in a place: a query parameter unless the place says otherwise."""
    says = {"": judged}
    needed = (place in ("path", "body")) if required is None else required
    if place == "property":
        model: Json = {"type": "object", "properties": {name: schema}}
        return Case(group, key, says, schema={**model, **({"required": [name]} if needed else {})})
    done: Json = {"responses": {"204": {"description": "Done"}}}
    if place == "return":
        return Case(group, key, says, operation={"responses": _responses(schema)})
    if place == "body":
        return Case(group, key, says, operation={"requestBody": {"required": needed, **_content(schema)}, **done})
    if place == "form":
        binary = "binary" in (schema.get("format"), schema.get("items", {}).get("format"))
        form: Json = {"type": "object", "properties": {name: schema}, **({"required": [name]} if needed else {})}
        media = "multipart/form-data" if binary else "application/x-www-form-urlencoded"
        return Case(group, key, says, operation={"requestBody": {"content": {media: {"schema": form}}}, **done})
    location = place if place in ("path", "header") else "query"
    parameter = {"name": name, "in": location, "required": needed, "schema": schema}
    path = f"/{{{name}}}" if place == "path" else ""
    return Case(group, key, says, operation={"parameters": [parameter], **done}, path=path)


def _responses(schema: Json) -> Json:
    return {"200": {"description": "Done", **_content(schema)}}


def _content(schema: Json) -> Json:
    media = "application/octet-stream" if schema.get("format") == "binary" else "application/json"
    return {"content": {media: {"schema": schema}}}


def _wrapped(schema: Json, container: str) -> Json:
    if container == "array":
        return {"type": "array", "items": schema}
    return {"type": "object", "additionalProperties": schema}


def _scheme_kind(scheme: Json) -> str:
    return str(scheme["type"]) + (f" {scheme['scheme']}" if "scheme" in scheme else "")


@cache
def _api() -> Api:
    return openapi.load(json.dumps(document(())), "probe.json")[0]


def _loaded(schema: Json) -> Schema:
    held = {**document(()), "components": {"schemas": {**COMPONENTS, "Held": {"properties": {"held": schema}}}}}
    return openapi.load(json.dumps(held), "probe.json")[0].schemas["Held"].properties[0].schema


def _essence(shape: shapes.Shape) -> str:
    """What a comparison of shapes looks at: names are no matter but those of objects."""
    if shape.kind == "object":
        return f"{shape.name} {sorted(shape.members)}"
    return shape.kind + (f"<{_essence(shape.inner)}>" if shape.inner else "")


def _key(schema: Json) -> str:
    return signature(_api(), _loaded(schema))
