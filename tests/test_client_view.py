"""What the templates see: resources, methods, arguments, pages, security."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from generator.client import render
from generator.client.package import Method, Package
from generator.client.texts import ERRORS
from generator.client.types import text
from generator.client.view import package_view
from generator.problems import CATALOGUE
from generator.spec.api import (
    Api,
    Evidence,
    Header,
    KeyPlace,
    MediaType,
    OAuthFlow,
    Operation,
    Parameter,
    Property,
    RequestBody,
    Response,
    Schema,
    SecurityRequirement,
    SecurityScheme,
    Server,
    Tag,
)

STRING, INTEGER = Schema(types=("string",)), Schema(types=("integer",))
SERVER = Server(url="https://x.example")
GUESSED = Evidence(inferred={"schema": "a-rule"}, guesses=("schema",))


def operation(operation_id: str = "op", path: str = "/x", **facts: Any) -> Operation:
    return Operation(operation_id=operation_id, **{"method": "get", "path": path, "tags": ("tag",), **facts})


def view(*operations: Operation, **facts: Any) -> Package:
    return package_view(Api(title="T", version="1", servers=(SERVER,), operations=operations, **facts), "pkg")[0]


def codes(*operations: Operation, **facts: Any) -> list[str]:
    api = Api(**{"title": "T", "version": "1", "servers": (SERVER,), "operations": operations, **facts})
    return [note.code for note in package_view(api, "pkg")[1]]


def only(*operations: Operation, **facts: Any) -> Method:
    return view(*operations, **facts).resources[0].methods[0]


def names(method: Method) -> list[str]:
    return [item.declared for item in method.arguments.signature]


def ok(schema: Schema | None = None, content_type: str = "application/json", status: str = "200") -> Response:
    return Response(status=status, content=(MediaType(content_type=content_type, schema=schema),))


def thing(**fields: Schema) -> Schema:
    return Schema(
        types=("object",), properties=tuple(Property(name=name, schema=kind) for name, kind in fields.items())
    )


# -- resources ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "paths", "attribute"),
    [
        ("Session", ["/api/v1/sessions", "/api/v1/sessions/{id}"], "sessions"),
        ("Session", ["/api/v1/sessions", "/api/v1/users/{id}"], "session"),
        ("APIToken", ["/api-tokens/{sessions}"], "api_tokens"),
        ("User Factor", ["/x"], "user_factor"),
        ("import", ["/x"], "import_"),
        ("close", ["/x"], "close_"),
        ("../../etc", ["/x"], "etc"),
    ],
)
def test_a_resource_is_called_after_its_tag_or_the_urls_plural_of_it(
    tag: str, paths: list[str], attribute: str
) -> None:
    found = view(*(operation(f"op{n}", path, tags=(tag,)) for n, path in enumerate(paths)))

    assert [resource.attribute for resource in found.resources] == [attribute]


@pytest.mark.parametrize("tag", ["None", "true", "False", "Any", "Literal", "Iterator", "Unpack"])
def test_a_class_of_a_resource_takes_no_name_that_its_module_means_something_by(tag: str) -> None:
    assert view(operation(tags=(tag,))).resources[0].class_name == f"{tag.capitalize()}Resource"


def test_an_operation_of_several_tags_appears_once_and_one_without_tags_too() -> None:
    found = view(operation("a", tags=("one", "two")), operation("b", tags=()), tags=(Tag(name="one", description="D"),))

    assert [(item.attribute, [method.name for method in item.methods]) for item in found.resources] == [
        ("one", ["a"]),
        ("default", ["b"]),
    ]
    assert found.resources[0].docstring == '"""one: D."""'


def test_classes_of_resources_never_collide_with_each_other_or_the_clients() -> None:
    found = view(*(operation(f"op{n}", tags=(tag,)) for n, tag in enumerate(["x", "async x", "client", "X"])))

    assert [resource.class_name for resource in found.resources] == ["X", "AsyncXResource", "ClientResource", "X2"]


def test_methods_of_one_name_are_numbered_and_reserved_ones_escaped() -> None:
    ids = ["getThing", "get_thing", "raw", "list", "class", "名前"]
    found = view(*(operation(name) for name in ids)).resources[0]

    assert [method.name for method in found.methods] == ["get_thing", "get_thing_2", "raw_", "list_", "class_", "名前"]
    constants = {method.declaration.split()[0] for method in found.methods}
    assert len(constants | {f"_{method.name}" for method in found.methods}) == 12


# -- arguments ----------------------------------------------------------------------------------------------------


def test_path_parameters_come_by_position_in_the_order_of_the_path_then_required_ones() -> None:
    parameters = (
        Parameter(name="limit", location="query", schema=INTEGER),
        Parameter(name="b", location="path", schema=STRING, required=True),
        Parameter(name="filter[x]", location="query", schema=STRING, required=True),
        Parameter(name="a", location="path", schema=STRING, required=True),
    )
    found = only(operation(path="/{a}/{b}", parameters=parameters))

    assert names(found) == ["a: str", "b: str", "filter_x: str", "limit: int | None = None"]
    assert found.signature == (
        "def op(\n        self,\n        a: str,\n        b: str,\n        *,\n        filter_x: str,\n"
        "        limit: int | None = None,\n        **options: Unpack[rt.Options],\n    ) -> None:"
    )


def test_arguments_of_one_name_say_where_they_travel() -> None:
    parameters = (
        Parameter(name="id", location="path", schema=STRING, required=True),
        Parameter(name="id", location="query", schema=STRING),
        Parameter(name="timeout", location="query", schema=STRING),
    )
    body = RequestBody(content=(MediaType(content_type="application/json", schema=thing(id=STRING)),), required=True)
    found = only(operation(path="/{id}", parameters=parameters, request_body=body))

    assert [item.name for item in found.arguments.signature] == ["id", "query_id", "timeout_", "body_id", "body"]
    assert 'fields={"id": body_id}' in found.builder


def test_fields_of_a_body_are_arguments_without_what_is_read_only() -> None:
    readonly = replace(STRING, read_only=True)
    nullable = Schema(types=("string", "null"))
    schema = thing(id=readonly, name=STRING, note=nullable, kind=Schema(enum=("a", "b")))
    body = RequestBody(content=(MediaType(content_type="application/json", schema=schema),), required=True)

    assert names(only(operation(method="post", request_body=body))) == [
        "name: str | None = None",
        "note: str | None | rt.Absent = rt.ABSENT",
        'kind: Literal["a", "b"] | None = None',
        "body: models.OpRequest | Mapping[str, Any] | None = None",
    ]


@pytest.mark.parametrize(
    ("content_type", "schema", "declared"),
    [
        ("application/json", Schema(types=("array",), items=STRING), "body: list[str]"),
        ("application/json", Schema(types=("object",)), "body: Mapping[str, Any]"),
        ("application/json", None, "body: Any"),
        ("text/plain", STRING, "body: str"),
        ("application/xml", thing(a=STRING), "body: str"),
        ("application/octet-stream", None, "body: rt.FileSource"),
        ("image/png", Schema(types=("string",), format="binary"), "body: rt.FileSource"),
    ],
)
def test_a_body_without_fields_is_one_argument(content_type: str, schema: Schema | None, declared: str) -> None:
    body = RequestBody(content=(MediaType(content_type=content_type, schema=schema),), required=True)

    assert names(only(operation(method="post", request_body=body))) == [declared]


def test_json_is_preferred_among_several_content_types_and_the_others_can_be_chosen() -> None:
    content = (
        MediaType(content_type="application/xml", schema=thing(a=STRING)),
        MediaType(content_type="application/json", schema=thing(a=STRING)),
    )
    found = only(operation(method="post", request_body=RequestBody(content=content)))

    assert [body.content_type for body in found.arguments.bodies] == ["application/json", "application/xml"]
    assert names(found) == [
        "a: str | None = None",
        "body: models.OpRequest | Mapping[str, Any] | str | None = None",
        "content_type: str | None = None",
    ]


def test_headers_that_the_client_sets_are_no_arguments_and_told() -> None:
    headers = tuple(
        Parameter(name=name, location="header", schema=STRING) for name in ("Accept", "Content-Type", "Host", "X-Y")
    )

    assert names(only(operation(parameters=headers))) == ["x_y: str | None = None"]
    assert codes(operation(parameters=headers)) == ["R04"] * 3


def test_a_parameter_that_is_the_credential_of_its_operation_is_no_argument() -> None:
    scheme = SecurityScheme(key="k", kind="apiKey", name="Api-Key", location="query")
    key = Parameter(name="api-key", location="query", required=True, schema=STRING)
    secured, public = operation(parameters=(key,), security=(needs("k"),)), operation(parameters=(key,), security=())
    assert names(only(secured, security_schemes={"k": scheme})) == []
    assert names(only(public, security_schemes={"k": scheme})) == ["api_key: str"]
    assert codes(secured, security_schemes={"k": scheme}) == ["R04"]


def test_the_authorization_header_is_an_argument_where_no_scheme_of_the_operation_sends_it() -> None:
    header = Parameter(name="authorization", location="header", schema=STRING)
    schemes = {
        "key": SecurityScheme(key="key", kind="apiKey", name="X-Key", location="header"),
        "token": SecurityScheme(key="token", kind="http", scheme="bearer"),
    }
    by_key, by_token = (operation(parameters=(header,), security=(needs(key),)) for key in schemes)
    assert names(only(by_key, security_schemes=schemes)) == ["authorization: str | None = None"]
    assert names(only(by_token, security_schemes=schemes)) == []


def test_a_credential_that_is_a_required_parameter_goes_with_every_alternative() -> None:
    schemes = {key: SecurityScheme(key=key, kind="apiKey", name=key, location="query") for key in ("key", "token")}
    sent = tuple(Parameter(name=name, location="query", required=True, schema=STRING) for name in schemes)
    either = (needs("key"), needs("token"))
    found = only(operation(parameters=sent, security=either), security_schemes=schemes)
    assert 'security=(("key", "token"),)' in found.declaration
    found = only(operation(parameters=sent[:1], security=either), security_schemes=schemes)
    assert 'security=(("key",), ("key", "token"))' in found.declaration
    found = only(operation(security=either), security_schemes=schemes)
    assert 'security=(("key",), ("token",))' in found.declaration


def test_what_http_never_lets_carry_content_gives_none() -> None:
    content = (MediaType(content_type="application/json", schema=thing(a=STRING)),)
    head = only(operation(method="head", responses=(Response(status="200", content=content),)))
    assert head.signature.endswith("-> None:")
    deleted = only(operation(method="delete", responses=(Response(status="204", content=content),)))
    assert deleted.signature.endswith("-> models.OpResponse | None:")


def test_what_many_operations_share_is_told_once() -> None:
    header = Parameter(name="Accept", location="header", schema=STRING)
    both = tuple(operation(name, parameters=(header,)) for name in ("one", "two"))
    api = Api(title="T", version="1", servers=(SERVER,), operations=both)
    assert [problem.message for problem in render(api, "pkg")[1]] == [
        "header 'Accept' is set by the client: no argument"
    ]


def test_a_header_that_makes_retries_safe_is_the_option_for_it() -> None:
    header = Parameter(name="Idempotency-Key", location="header", schema=STRING)
    found = only(operation(method="post", parameters=(header,)))

    assert names(found) == [] and 'idempotency_key="Idempotency-Key"' in found.declaration
    assert "requires_key" not in found.declaration
    found = only(operation(method="post", parameters=(replace(header, required=True),)))
    assert names(found) == [] and "requires_key=True" in found.declaration


def test_a_server_of_its_own_is_the_operations_alone() -> None:
    own = Server(url="https://{region}.y.example", variables={"region": {"default": "eu", "enum": ["eu", "us"]}})

    declaration = only(operation(servers=(own,))).declaration
    assert 'servers="https://{region}.y.example"' in declaration
    assert 'variables={"region": ("eu", "eu", "us")}' in declaration
    api = view(operation(servers=(own,))).api_declaration
    assert 'variables={"region": ("eu", "eu", "us")}' in api
    assert codes(operation(servers=(Server(url="/other"),))) == ["R07"]


def test_all_servers_are_told_where_there_are_several() -> None:
    servers = (SERVER, Server(url="https://y.example", description="To  try\nthings"))
    told = "https://x.example, https://y.example (To try things)."
    assert f"Served at {told}" in " ".join(only(operation(servers=servers)).docstring.split())
    found = package_view(Api(title="T", version="1", servers=servers, operations=(operation(),)), "pkg")[0]
    assert f"Documented: {told}" in " ".join(found.client_docstring.split())


# -- what comes back ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("responses", "returned"),
    [
        ((), "None"),
        ((Response(status="204"),), "None"),
        ((ok(STRING),), "str"),
        ((ok(STRING), ok(INTEGER, status="202")), "str | int"),
        ((ok(STRING), Response(status="204")), "str | None"),
        ((ok(STRING, "text/csv"),), "str"),
        ((ok(thing(a=STRING), "application/x-ndjson"),), "str"),
        ((ok(STRING, "application/x-json"),), "str"),
        ((ok(None, "application/pdf"),), "bytes"),
        ((ok(None),), "Any"),
        ((ok(INTEGER, status="default"),), "int"),
        ((ok(STRING), ok(INTEGER, status="400")), "str"),
        ((ok(STRING, status="2XX"),), "str"),
        ((replace(ok(STRING), evidence=GUESSED),), "str | rt.Doubt"),
        ((ok(STRING), replace(ok(STRING, status="201"), evidence=GUESSED)), "str"),
    ],
)
def test_the_type_of_a_result(responses: tuple[Response, ...], returned: str) -> None:
    found = only(operation(responses=responses))

    assert (text(found.returns) if found.returns else "None") == returned


@pytest.mark.parametrize(
    ("responses", "expected"),
    [
        ((ok(None, "application/pdf"),), True),
        ((ok(None, "application/pdf"), Response(status="204")), True),
        ((ok(STRING, "text/event-stream"),), True),
        ((ok(STRING, "application/x-ndjson"),), True),
        ((ok(STRING, "text/plain"),), False),
        ((ok(STRING),), False),
        ((), False),
    ],
)
def test_what_may_be_long_can_be_read_in_pieces(responses: tuple[Response, ...], expected: bool) -> None:
    assert only(operation(responses=responses)).is_stream is expected


def test_documented_errors_are_told_with_their_class_and_words() -> None:
    responses = (ok(STRING), Response(status="404", description="No such thing"), Response(status="5XX"))

    assert "Raises:\n            NotFoundError: 404, No such thing.\n            ServerError: 5XX." in (
        only(operation(responses=responses)).docstring
    )


def test_every_error_of_the_docstrings_is_the_runtimes_for_that_status() -> None:
    from templates.python._runtime.errors import status_error

    assert {status: status_error(int(status)).__name__ for status in ERRORS} == ERRORS


# -- pages --------------------------------------------------------------------------------------------------------

ITEMS = Schema(types=("array",), items=STRING)


def query(name: str, schema: Schema = INTEGER) -> Parameter:
    return Parameter(name=name, location="query", schema=schema)


@pytest.mark.parametrize(
    ("parameters", "schema", "pagination"),
    [
        ([query("page"), query("perPage")], ITEMS, 'rt.Pagination("page", parameter="page")'),
        (
            [query("page", replace(INTEGER, default=0))],
            thing(data=ITEMS),
            'rt.Pagination("page", parameter="page", items="/data", start=0)',
        ),
        (
            [query("offset"), query("limit")],
            thing(total=INTEGER, rows=ITEMS),
            'rt.Pagination("offset", parameter="offset", items="/rows")',
        ),
        (
            [query("pageToken", STRING)],
            thing(items=ITEMS, nextPageToken=STRING),
            'rt.Pagination("cursor", parameter="pageToken", items="/items", next="/nextPageToken")',
        ),
        (
            [query("after", STRING)],
            thing(values=ITEMS, paging=thing(next=STRING)),
            'rt.Pagination("cursor", parameter="after", items="/values", next="/paging/next")',
        ),
        (
            [query("page")],
            thing(results=ITEMS, next=STRING),
            'rt.Pagination("cursor", parameter="page", items="/results", next="/next")',
        ),
        (
            [query("limit")],
            thing(**{"a/b": ITEMS, "@odata.nextLink": STRING}),
            'rt.Pagination("cursor", items="/a~1b", next="/@odata.nextLink")',
        ),
        (
            [query("page")],
            thing(_embedded=thing(orders=ITEMS), _links=thing(next=thing(href=STRING))),
            'rt.Pagination("cursor", items="/_embedded/orders", next="/_links/next/href")',
        ),
        (
            [query("limit")],
            thing(data=ITEMS, links=thing(next=STRING)),
            'rt.Pagination("cursor", items="/data", next="/links/next")',
        ),
        ([query("limit")], thing(data=ITEMS, paging=thing(next=STRING)), ""),
        ([query("limit")], thing(tags=ITEMS, links=thing(next=STRING)), ""),
        ([replace(query("page"), required=True)], ITEMS, 'rt.Pagination("page", parameter="page")'),
        ([query("limit")], thing(values=ITEMS, next=STRING), ""),
        ([query("page", STRING)], ITEMS, ""),
        ([query("page")], thing(a=ITEMS, b=ITEMS), ""),
        ([query("page")], STRING, ""),
        ([query("after", STRING)], thing(values=ITEMS), ""),
        ([query("limit")], ITEMS, ""),
    ],
)
def test_pages_are_seen_where_parameters_and_response_show_them(
    parameters: list[Parameter], schema: Schema, pagination: str
) -> None:
    found = only(operation("listThings", parameters=tuple(parameters), responses=(ok(schema),)))

    flat = " ".join(found.declaration.split()).replace("( ", "(").replace(", )", ")").replace(" )", ")")
    assert f"pagination={pagination}" in flat if pagination else "pagination" not in flat
    assert (found.iterator.name if found.iterator else "") == ("iter_things" if pagination else "")


def test_a_link_header_shows_pages() -> None:
    response = replace(ok(ITEMS), headers=(Header(name="Link"),))

    assert 'rt.Pagination("link")' in only(operation("listThings", responses=(response,))).declaration
    assert only(operation("deleteThings", method="delete", responses=(response,))).iterator is None


@pytest.mark.parametrize(
    ("words", "shows"),
    [
        ("A cursor, obtained from the `Link` response header.", True),
        ('Follow the link with `rel="next"`.', True),
        ("The link in the header of the page.", False),
    ],
)
def test_a_link_header_that_is_only_spoken_of_shows_pages(words: str, shows: bool) -> None:
    after = replace(query("after", STRING), description=words)
    for told in (
        operation("listThings", responses=(ok(ITEMS),), parameters=(after,)),
        replace(operation("listThings", responses=(ok(ITEMS),)), description=words),
    ):
        assert (only(told).iterator is not None) is shows


# -- security -----------------------------------------------------------------------------------------------------

KEY = SecurityScheme(key="apiToken", kind="apiKey", name="Authorization", location="header", prefix="SSWS")
OAUTH = SecurityScheme(
    key="OAuth_2.0", kind="oauth2", flows=(OAuthFlow(kind="clientCredentials", token_url="https://t.example"),)
)
TLS = SecurityScheme(key="tls", kind="mutualTLS")


def needs(*keys: str) -> SecurityRequirement:
    return SecurityRequirement(schemes=tuple((key, ()) for key in keys))


def test_schemes_are_arguments_and_environment_variables() -> None:
    found = view(operation(), security_schemes={"apiToken": KEY, "OAuth_2.0": OAUTH})

    assert [(s.keyword, s.annotation, s.environment, str(s.declaration)) for s in found.schemes] == [
        (
            "api_token",
            "rt.Secret",
            "PKG_API_TOKEN",
            'rt.ApiKeyScheme("api_token", "Authorization", prefix="SSWS")',
        ),
        ("oauth_2_0", "rt.TokenCredential", "PKG_OAUTH_2_0", 'rt.OAuth2Scheme("oauth_2_0", "https://t.example")'),
    ]


@pytest.mark.parametrize(
    ("also", "shown"),
    [
        (("X-Api-Key",), ', also=("X-Api-Key",)'),
        (("X-Api-Key", "apikey"), ', also=("X-Api-Key", "apikey")'),
        (("no token",), ""),
    ],
)
def test_a_key_whose_header_is_in_doubt_has_several(also: tuple[str, ...], shown: str) -> None:
    key = SecurityScheme(key="api_key", kind="apiKey", name="api_key", location="header", also=also)
    (found,) = view(operation(), security_schemes={"api_key": key}).schemes
    assert str(found.declaration) == f'rt.ApiKeyScheme("api_key", "api_key"{shown})'


@pytest.mark.parametrize(
    ("name", "text", "prefix"),
    [
        ("Authorization", "As `SSWS {token}`, from the settings", "SSWS"),
        ("authorization", "Send `Authorization: Token <key>`", "Token"),
        ("Authorization", "The syntax is Authorization: Bearer [token]", "Bearer"),
        ("Authorization", 'With the Bearer scheme. Example: "Authorization: Bearer {token}"', "Bearer"),
        ("Authorization", "Enter 'Bearer' [space] and then your token. Example: 'Bearer 12345'", "Bearer"),
        ("Authorization", "The key, prefixed with SSWS: see the settings", "SSWS"),
        ("Authorization", 'A token with the required prefix "Token"', "Token"),
        ("Authorization", 'A token prefixed with "Bearer "', "Bearer"),
        ("Authorization", 'Tokens are prepended with "token" and a space', "token"),
        ("Authorization", "The word 'Token' followed by a space and the key", "Token"),
        ("Authorization", "Tokens are prefixed with the name of your team", ""),
        ("Authorization", "Send the `token` itself, as in `curl --header [..]`", ""),
        ("Authorization", "Put `Authorization {token}` there", ""),
        ("X-Key", "As `SSWS {token}`", ""),
    ],
)
def test_the_description_of_a_key_shows_the_word_before_it(name: str, text: str, prefix: str) -> None:
    key = SecurityScheme(key="key", kind="apiKey", name=name, location="header", description=text)
    (found,) = view(operation(), security_schemes={"key": key}).schemes
    told = f', prefix="{prefix}"' if prefix else ""
    assert str(found.declaration) == f'rt.ApiKeyScheme("key", "{name}"{told})'


def test_a_key_whose_place_is_in_doubt_has_others_that_can_be() -> None:
    places = (("query", "a key"), ("header", "no token"), ("header", "X-Key"), ("body", "key"))
    elsewhere = tuple(KeyPlace(*place) for place in places)
    key = SecurityScheme(key="api_key", kind="apiKey", name="api_key", location="header", elsewhere=elsewhere)
    (found,) = view(operation(), security_schemes={"api_key": key}).schemes
    told = 'elsewhere=(("query", "a key"), ("header", "X-Key"))'
    assert str(found.declaration) == f'rt.ApiKeyScheme("api_key", "api_key", {told})'


@pytest.mark.parametrize(
    ("own", "shown"),
    [
        (None, 'security=(("apiToken",),)'),
        ((), ""),
        ((needs(),), ""),
        ((needs("apiToken"), needs("OAuth_2.0")), 'security=(("apiToken",), ("OAuth_2.0",))'),
        ((needs("apiToken", "OAuth_2.0"),), 'security=(("apiToken", "OAuth_2.0"),)'),
        ((needs("apiToken"), needs()), 'security=(("apiToken",), ())'),
        ((needs("apiToken", "tls"),), 'security=(("apiToken",),)'),
    ],
)
def test_security_of_an_operation(own: tuple[SecurityRequirement, ...] | None, shown: str) -> None:
    schemes = {scheme.key: scheme for scheme in (KEY, OAUTH, TLS)}
    found = only(operation(security=own), security_schemes=schemes, security=(needs("apiToken"),))

    assert shown in found.declaration if shown else "security" not in found.declaration


def test_what_cannot_be_said_is_told() -> None:
    assert codes(operation(security=(needs("unknown"),))) == ["R06"]
    assert codes(operation(), security_schemes={"tls": TLS}) == ["R06"]
    assert codes(operation(), servers=()) == ["R07"]
    assert codes(operation(), servers=(Server(url="/v1"),)) == ["R07"]
    header = Parameter(name="X Y:", location="header", schema=STRING)
    assert codes(operation(parameters=(header,))) == ["R10"]
    assert names(only(operation(parameters=(header,)))) == []
    assert codes(operation(), extra={"webhooks": {"arrived": {}}}) == ["R11"]
    assert codes(operation(extra={"callbacks": {"done": {}}})) == ["R11"]
    form = MediaType(content_type="multipart/form-data", schema=thing(a=STRING), encoding={"a": {"headers": {"X": {}}}})
    assert codes(operation(method="post", request_body=RequestBody(content=(form,)))) == ["R11"]
    assert {f"R0{n}" for n in range(1, 10)} <= CATALOGUE.keys()


def test_fields_that_are_files_go_into_a_form_where_there_is_one() -> None:
    upload = thing(photo=Schema(types=("array",), items=Schema(types=("string",), format="binary")))
    kinds = ("application/json", "multipart/form-data")
    body = RequestBody(content=tuple(MediaType(content_type=kind, schema=upload) for kind in kinds))
    taken = only(operation(method="post", request_body=body)).arguments
    assert [item.content_type for item in taken.bodies] == ["multipart/form-data", "application/json"]


def test_a_content_type_that_is_none_is_left_out() -> None:
    content = tuple(MediaType(content_type=kind, schema=STRING) for kind in ("a\nb", "text/plain"))
    sending = operation(method="post", request_body=RequestBody(content=content))
    assert [item.content_type for item in only(sending).arguments.bodies] == ["text/plain"]
    assert codes(sending) == ["R10"]


def test_a_mapping_may_stand_for_any_object_and_is_said_once() -> None:
    schemas = {"A": thing(a=STRING), "B": thing(b=STRING)}
    schemas["Either"] = Schema(one_of=(Schema(ref="A"), Schema(ref="B")))
    kinds = {"application/json": Schema(ref="Either"), "multipart/form-data": Schema(ref="A")}
    content = tuple(MediaType(content_type=kind, schema=schema) for kind, schema in kinds.items())
    sending = operation(method="post", request_body=RequestBody(content=content, required=True))
    assert names(only(sending, schemas=schemas))[0] == "body: models.Either | Mapping[str, Any] | models.A"


def test_classes_of_one_name_are_numbered() -> None:
    kinds = {"application/json": thing(a=STRING), "multipart/form-data": thing(b=STRING)}
    content = tuple(MediaType(content_type=kind, schema=schema) for kind, schema in kinds.items())
    bodies = only(operation(method="post", request_body=RequestBody(content=content))).arguments.bodies
    assert [text(body.kind) for body in bodies] == ["OpRequest", "OpRequest2"]


def test_a_required_parameter_of_one_value_need_not_be_given() -> None:
    action, version = Schema(types=("string",), enum=("List" * 20,)), Schema(types=("string",), enum=("1", "2"))
    needed = [replace(query(name, kind), required=True) for name, kind in (("Action", action), ("Version", version))]
    method = only(operation(parameters=(*needed, query("By", action))))
    assert names(method) == [
        'version: Literal["1", "2"]',
        f'action: Literal["{"List" * 20}"] = "{"List" * 20}"',
        f'by: Literal["{"List" * 20}"] | None = None',
    ]
    assert method.declaration.count("required=True") == 2
