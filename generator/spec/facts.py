"""What documents state, and nothing else: the border between `generator.docs` and `generator.spec`.

`generator.docs` fills these from one document each; `generator.spec.recover` merges them into an Api and infers what
they leave unsaid. Every object knows its line. Text is mended already (HTML entities, escapes, markup), names are as
printed. What a document does not say is None, () or MISSING: no default of ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from generator.problems import Location
from generator.spec.api import MISSING, Place, Schema

StatedPlace = Place | Literal["form", "body"]
"""Where a parameter or a field of a form travels."""

ModelKind = Literal["object", "enum", "union", "alias"]

OperationStyle = Literal["kept", "capitalized", "recased", "renamed"]
FieldStyle = Literal["kept", "identifier", "camel", "pascal", "snake", "kebab"]
"""What dialects do to names, see NameStyle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedField:
    """A row of a parameter table or of a property table.

    `name`: as printed (`SessionId`, `berth_id`, `var_class`), without markup.
    `schema`: the printed type as understood (types, format, items, ref, enum; never description or default).
    `required`: None when the dialect does not tell. `nullable`: the type says that null is allowed (`int?` in a
    dialect where this means null and not optional).
    `place`: "path", "query", "header", "cookie", "form" or "body" where the document says so (go lists its path
    parameters apart), else None.
    `wire`: the name on the wire where the row itself or the sample shows it (`"X-Trace"` in typescript), else None.
    `example`: the sample's value for it, as text, `[` for a list, or "".
    `schema_uncertain`: the printed type says less than a type (`dict`, `list_t`, `character`); another dialect's wins.
    `may_be_text`: so does a number that decimal text is printed alike (`BigDecimal`); numbers are far more frequent.
    `anchor`: the enum further down in the same file that the type links to; its values are in `schema` already.
    `title`: that of its schema, where a dialect prints it in place of the description.
    """

    name: str
    schema: Schema
    type_text: str
    at: Location
    required: bool | None = None
    nullable: bool = False
    default: Any = MISSING
    description: str = ""
    read_only: bool = False
    deprecated: bool = False
    place: StatedPlace | None = None
    wire: str | None = None
    example: str = ""
    schema_uncertain: bool = False
    may_be_text: bool = False
    anchor: str | None = None
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedHeader:
    """A response header as the response table lists it."""

    name: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedResponse:
    """A row of a response table: `status` as printed ("200", "0" for default), `schema` where the row has one."""

    status: str
    description: str
    at: Location
    headers: tuple[StatedHeader, ...] = ()
    schema: Schema | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedSecurity:
    """A scheme that an operation names, with its scopes where the document prints them. Its line does not count in
    comparisons."""

    name: str
    scopes: tuple[str, ...] = ()
    at: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleField:
    """A field of a body that a sample fills: `parameter.name = value`.

    `parameter` is the body parameter's printed name or its model's name; `wire` is True when the sample's language
    writes names as they are on the wire (an object literal in typescript), False when they are recased
    (`-SessionToken` in powershell). `value` is the example as text, `schema` what the value looks like.
    """

    parameter: str
    name: str
    wire: bool
    value: str
    schema: Schema
    at: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleKey:
    """A credential that a sample configures.

    `scheme`: its name; `kind`: "apiKey", "oauth2", "basic" or "bearer" as the comment calls it;
    `name`: an API key's header or query name where the sample shows it (`ApiKey.Authorization`), else None.
    """

    scheme: str
    kind: str
    at: Location
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedReturn:
    """A return type: `schema` None means that the document says "no body" (`void`)."""

    schema: Schema | None
    type_text: str
    at: Location
    uncertain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedOperation:
    """One operation as one document has it: a row of the method table and the section that belongs to it.

    `name` as printed (`New-Session`, `getSession`); `tag` from the class name (`SessionApi` -> `Session`), or "".
    `method` upper case; `path` as printed but for entities, markup and a missing leading slash, its query kept.
    `summary` and `description` as the table and the section have them ("" when absent).
    `parameters` in printed order, the body among them (which one is the body, recover decides); SDK-only rows are out.
    `parameters_stated`: False when there was no section, so that no parameters does not mean none.
    `returns`: None when nothing is said. `security`: None when nothing is said, () for "No authorization required".
    `security_blank`: there is a part about it, but it names nothing: credentials of some kind are needed.
    `consumes`, `produces`: None when nothing is said, () for "Not defined".
    `servers`: those of this operation alone.
    `at`: the row of the method table, or the section's heading where there is no row; `section`: that heading.
    """

    name: str
    tag: str
    method: str
    path: str
    at: Location
    section: Location | None = None
    summary: str = ""
    description: str = ""
    deprecated: bool = False
    parameters: tuple[StatedField, ...] = ()
    parameters_stated: bool = True
    returns: StatedReturn | None = None
    security: tuple[StatedSecurity, ...] | None = None
    security_blank: bool = False
    consumes: tuple[str, ...] | None = None
    produces: tuple[str, ...] | None = None
    responses: tuple[StatedResponse, ...] | None = None
    servers: tuple[StatedServer, ...] = ()
    sample_fields: tuple[SampleField, ...] = ()
    sample_keys: tuple[SampleKey, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedModel:
    """A model document: an object (`fields`), an enum (`enum`), a union or an alias.

    `kind`: "object", "enum", "union" or "alias" (then `alias` is its schema).
    `enum` is None when the model is none, () when it is an enum whose values the document lost.
    `any_of`: whether a value of the union may be several of its members at once.
    `mapping`: the values of the discriminator, each with the model that it stands for, where they are listed.
    """

    name: str
    kind: ModelKind
    at: Location
    description: str = ""
    fields: tuple[StatedField, ...] = ()
    enum: tuple[Any, ...] | None = None
    union: tuple[Schema, ...] = ()
    any_of: bool = False
    discriminator: str | None = None
    mapping: tuple[tuple[str, str], ...] = ()
    alias: Schema | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedScheme:
    """A security scheme as a README describes it.

    `kind`: "apiKey", "basic", "bearer", "oauth2", "openIdConnect" or "signature"; `name`, `location` ("header",
    "query", "cookie") for an API key; `flow` as printed (`accessCode`, `application`, `implicit`, `password`, ...).
    """

    key: str
    kind: str
    at: Location
    name: str | None = None
    location: str | None = None
    bearer_format: str | None = None
    flow: str | None = None
    authorization_url: str | None = None
    token_url: str | None = None
    scopes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedServer:
    """A base URL, as "All URIs are relative to" or a README has it; `variables` as OpenAPI has them."""

    url: str
    at: Location
    description: str = ""
    variables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameStyle:
    """What a dialect does to names, so that recover knows which of two spellings is nearer to the wire.

    `operation`: "kept" (the operationId itself), "capitalized" (CreateSession for createSession), "recased"
    (create_session) or "renamed" (New-Session). `field`: "kept", "camel" (berthId), "snake" (berth_id) or "pascal"
    (BerthId) for parameters; `property`: the same for model properties ("kept" where documents print wire names,
    "identifier" where they print them with `_` for every sign that is none of an identifier's). `placeholder`: "kept"
    or "identifier", the same for the names between braces in paths.
    """

    operation: OperationStyle = "kept"
    field: FieldStyle = "kept"
    property: FieldStyle = "kept"
    placeholder: FieldStyle = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedDocument:
    """All that one file states. `dialect` is the name of the dialect that read it; `namespace` and `title` what the
    headings show of the SDK's and the API's name; `package` the SDK that a README is about, `version` the API's version
    where it prints that."""

    path: str
    dialect: str
    style: NameStyle = NameStyle()
    title: str = ""
    namespace: str = ""
    package: str = ""
    version: str = ""
    description: str = ""
    servers: tuple[StatedServer, ...] = ()
    operations: tuple[StatedOperation, ...] = ()
    models: tuple[StatedModel, ...] = ()
    schemes: tuple[StatedScheme, ...] = ()
