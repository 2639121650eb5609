"""What an API is: frozen dataclasses with the names of OpenAPI 3.1, and for each fact the evidence of it.

These are the types of the border in the middle. `generator.spec.recover` makes an Api from what documents state,
`generator.spec.openapi` reads and writes it as an OpenAPI document, `generator.client` renders it. A field that an
OpenAPI document leaves out is None, empty or MISSING here; nothing is filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple

Place = Literal["path", "query", "header", "cookie"]
"""Where a parameter travels: the `in` of OpenAPI."""

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
"""The verbs of an OpenAPI path item, lower case, in the order of the standard."""

TYPES: Final = ("null", "boolean", "integer", "number", "string", "array", "object")
"""The types of JSON Schema 2020-12."""

NO_CONTENT: Final = frozenset({"204", "205", "304"})
"""Status codes of responses without content (RFC 9110, 15.3.5, 15.3.6 and 15.4.5)."""


def json_type(value: Any) -> str:
    """The one of TYPES that a JSON value is of, the narrowest: a whole number is an integer."""
    names: tuple[tuple[Any, str], ...] = (
        (bool, "boolean"),
        (int, "integer"),
        (float, "number"),
        (str, "string"),
        (list | tuple, "array"),
        (Mapping, "object"),
    )
    return next((name for kind, name in names if isinstance(value, kind)), "null")


class Missing(Enum):
    """The type of MISSING: no value is given, which differs from a value of null."""

    MISSING = "missing"

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing.MISSING

EMPTY: Final[Mapping[str, Any]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where an object's facts come from; written as `x-docs` on the object.

    `at`: the places that state it, each `path:line`, relative to the folder that holds all the documents.
    `inferred`: key of the object (`in`, `name`, `required`, `schema`, ...) -> name of the rule that supplied it.
    `guesses`: those keys of `inferred` which the evidence does not favour.
    `override`: keys that an overlay corrected by hand.
    `pointer`: where the object stands in the OpenAPI document that it was read from; it is written nowhere, and does
    not count in comparisons.
    """

    at: tuple[str, ...] = ()
    inferred: Mapping[str, str] = field(default_factory=dict)
    guesses: tuple[str, ...] = ()
    override: tuple[str, ...] = ()
    pointer: tuple[str | int, ...] = field(default=(), compare=False, repr=False)


NOWHERE: Final = Evidence()


@dataclass(frozen=True, slots=True, kw_only=True)
class Discriminator:
    """OpenAPI discriminator: the property that tells the members of a union apart, and value -> schema name."""

    property_name: str
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """A JSON Schema (2020-12 as OpenAPI 3.1 uses it) with the keywords that a client needs as fields.

    `ref` is the name of a schema in `Api.schemas`; other keywords may stand beside it, as 3.1 allows.
    `types` are the JSON types, "null" among them when null is allowed; () means any.
    `additional` is the schema of other properties, True or False where the document says so, None where it is silent.
    `extra` keeps every other keyword (minimum, pattern, xml, x-...) as it stood; `within` has the schemas in those of
    them that describe items or properties, too (prefixItems, patternProperties, then, else and others).
    """

    ref: str | None = None
    types: tuple[str, ...] = ()
    format: str | None = None
    title: str | None = None
    description: str = ""
    default: Any = MISSING
    enum: tuple[Any, ...] | None = None
    items: Schema | None = None
    properties: tuple[Property, ...] = ()
    additional: Schema | bool | None = None
    all_of: tuple[Schema, ...] = ()
    one_of: tuple[Schema, ...] = ()
    any_of: tuple[Schema, ...] = ()
    discriminator: Discriminator | None = None
    read_only: bool = False
    write_only: bool = False
    deprecated: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)
    within: Mapping[str, tuple[Schema, ...]] = field(default_factory=dict, compare=False, repr=False)
    evidence: Evidence = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A named property of an object schema. Its evidence is that of its schema."""

    name: str
    schema: Schema
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """An OpenAPI parameter. `content_type` is set when it is described by `content` instead of `schema`."""

    name: str
    location: Place
    schema: Schema
    required: bool = False
    description: str = ""
    deprecated: bool = False
    style: str | None = None
    explode: bool | None = None
    content_type: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    evidence: Evidence = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaType:
    """One representation of a body. `encoding` is the OpenAPI encoding object of form bodies, as it stood."""

    content_type: str
    schema: Schema | None = None
    encoding: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestBody:
    """An OpenAPI request body; `content` in the order of the document, the preferred one first."""

    content: tuple[MediaType, ...]
    required: bool = False
    description: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    evidence: Evidence = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A response header."""

    name: str
    schema: Schema | None = None
    description: str = ""
    required: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A response; `status` is "200", "4XX" or "default"."""

    status: str
    description: str = ""
    headers: tuple[Header, ...] = ()
    content: tuple[MediaType, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    evidence: Evidence = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityRequirement:
    """One alternative: all of its schemes are needed together. `schemes`: (name, scopes) pairs; () is anonymous."""

    schemes: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuthFlow:
    """An OAuth2 flow. `kind` is the key of OpenAPI (`clientCredentials`, `authorizationCode`, ...)."""

    kind: str
    authorization_url: str | None = None
    token_url: str | None = None
    refresh_url: str | None = None
    scopes: Mapping[str, str] = field(default_factory=dict)


class KeyPlace(NamedTuple):
    """Where an API key travels: `location` is "header" or "query", `name` that of the header or parameter."""

    location: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityScheme:
    """An OpenAPI security scheme under its component key `key`.

    `kind` is the `type` of OpenAPI: apiKey, http, oauth2, openIdConnect or mutualTLS. `name` and `location` belong to
    apiKey, `scheme` and `bearer_format` to http. `prefix` (written `x-prefix`) stands before an API key on the wire,
    as `SSWS` in `Authorization: SSWS 00a...`. `also` (written `x-also`) are further headers that an API key is sent in,
    where no document says which it is; `elsewhere` (written `x-elsewhere`) are the places that are tried only when a
    server refuses it there.
    """

    key: str
    kind: str
    name: str | None = None
    location: str | None = None
    scheme: str | None = None
    bearer_format: str | None = None
    flows: tuple[OAuthFlow, ...] = ()
    open_id_connect_url: str | None = None
    prefix: str | None = None
    also: tuple[str, ...] = ()
    elsewhere: tuple[KeyPlace, ...] = ()
    description: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    evidence: Evidence = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server: `url` may hold `{variables}`; `variables` is the OpenAPI mapping as it stood."""

    url: str
    description: str = ""
    variables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    evidence: Evidence = NOWHERE

    def values(self) -> dict[str, tuple[str | None, ...]]:
        """Of each variable its default (None without one), then the only values that it may have, if they are told."""
        found = {name: (told.get("default"), *_listed(told.get("enum"))) for name, told in self.variables.items()}
        return {name: tuple(None if one is None else str(one) for one in told) for name, told in found.items()}


def _listed(told: Any) -> tuple[Any, ...]:
    return tuple(told) if isinstance(told, list | tuple) else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """An OpenAPI operation together with its verb (lower case) and path.

    `path` is the key of `paths`; a literal query may follow it (`/templates?variant=html`) where documents tell two
    operations of one path apart by it. `security` is None when the operation does not say (the API's applies), and ()
    when it is documented as open. `parameters` include those of the path item.
    """

    operation_id: str
    method: str
    path: str
    tags: tuple[str, ...] = ()
    summary: str = ""
    description: str = ""
    deprecated: bool = False
    parameters: tuple[Parameter, ...] = ()
    request_body: RequestBody | None = None
    responses: tuple[Response, ...] = ()
    security: tuple[SecurityRequirement, ...] | None = None
    servers: tuple[Server, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    evidence: Evidence = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag of the API and what it is for."""

    name: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """An API: the content of one OpenAPI document. `schemas` and `security_schemes` are keyed by component name."""

    title: str
    version: str
    description: str = ""
    servers: tuple[Server, ...] = ()
    tags: tuple[Tag, ...] = ()
    operations: tuple[Operation, ...] = ()
    schemas: Mapping[str, Schema] = field(default_factory=dict)
    security_schemes: Mapping[str, SecurityScheme] = field(default_factory=dict)
    security: tuple[SecurityRequirement, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    evidence: Evidence = NOWHERE
