"""What the documents under `specs/` state is in the two APIs, whole, and every fact says where it comes from."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache

import pytest

from generator.docs import SourceFile, read
from generator.spec.api import Api, Evidence, Operation, Schema
from generator.spec.recover import recover
from generator.spec.spelling import plain
from tests import seeds

APIS = tuple(seeds.NAMES)


@cache
def documents(name: str) -> dict[str, bytes]:
    """The documents of an API by their paths below its folder."""
    return {f"{dialect}/SessionApi.md": seeds.own(name, dialect) for dialect in seeds.NAMES[name]}


@cache
def api(name: str) -> Api:
    found = read([SourceFile(path, data) for path, data in documents(name).items()])
    assert found.problems == ()
    return recover(found.documents)[0]


def operation(name: str, operation_id: str) -> Operation:
    return next(one for one in api(name).operations if one.operation_id == operation_id)


# Which operation there is, its parameters ("?" where it can be left out), its body and what it gives back.
OKTA = {
    ("createSession", "POST /api/v1/sessions", "", "application/json CreateSessionRequest", "Session"),
    ("closeCurrentSession", "DELETE /api/v1/sessions/me", "header Cookie?", "", ""),
    ("getCurrentSession", "GET /api/v1/sessions/me", "header Cookie?", "", "Session"),
    ("refreshCurrentSession", "POST /api/v1/sessions/me/lifecycle/refresh", "header Cookie?", "", "Session"),
    ("getSession", "GET /api/v1/sessions/{sessionId}", "path sessionId", "", "Session"),
    ("revokeSession", "DELETE /api/v1/sessions/{sessionId}", "path sessionId", "", ""),
    ("refreshSession", "POST /api/v1/sessions/{sessionId}/lifecycle/refresh", "path sessionId", "", "Session"),
}
TOKEN = "path uuid, path tokenId"
EQUISOFT = {
    ("createSession", "POST /sessions", "", "application/json SessionPayload", "Session"),
    ("deleteAllSessions", "DELETE /sessions", "", "", ""),
    ("deleteExpiredSessions", "DELETE /sessions/expired", "", "", ""),
    ("getSession", "GET /sessions/{uuid}", "path uuid, query keepAlive?", "", "Session"),
    ("deleteSession", "DELETE /sessions/{uuid}", "path uuid", "", ""),
    ("getSessionSsoToken", "GET /sessions/{uuid}/tokens/{tokenId}", TOKEN, "", "SsoToken"),
    ("setSessionSsoToken", "PUT /sessions/{uuid}/tokens/{tokenId}", TOKEN, "text/plain string", ""),
    ("deleteSessionSsoToken", "DELETE /sessions/{uuid}/tokens/{tokenId}", TOKEN, "", ""),
    ("enableSession", "POST /sessions/{uuid}/enable", "path uuid", "text/plain string?", ""),
    (
        "enableSessionForEquisoftConnect",
        "POST /sessions/{uuid}/enable/EQUISOFT_CONNECT",
        "path uuid",
        "application/json EnableEquisoftConnectPayloadSchema?",
        "",
    ),
    ("enableSessionForCrm", "POST /sessions/{uuid}/enable/crm", "path uuid, query bumpOldestSession?", "", ""),
    ("impersonate", "POST /sessions/{uuid}/impersonate", "path uuid", "application/json ImpersonatePayload", "Session"),
    ("revertIdentity", "POST /sessions/{uuid}/revertIdentity", "path uuid", "text/plain string?", "Session"),
}


@pytest.mark.parametrize(("name", "expected"), [("okta", OKTA), ("equisoft", EQUISOFT)])
def test_every_operation_whole(name: str, expected: set[tuple[str, ...]]) -> None:
    assert {shown(one) for one in api(name).operations} == expected


def shown(one: Operation) -> tuple[str, ...]:
    parameters = (f"{each.location} {each.name}{'' if each.required else '?'}" for each in one.parameters)
    body = one.request_body
    media = (f"{each.content_type} {kind(each.schema)}" for each in body.content) if body else ()
    given = {kind(media.schema) for response in one.responses for media in response.content}
    return (
        one.operation_id,
        f"{one.method.upper()} {one.path}",
        ", ".join(parameters),
        ", ".join(media) + ("?" if body and not body.required else ""),
        ", ".join(given),
    )


def kind(schema: Schema | None) -> str:
    return "" if schema is None else schema.ref or "/".join(schema.types)


@pytest.mark.parametrize(
    ("operation_id", "parameter", "type_"),
    [
        ("getSession", "uuid", "string"),
        ("getSession", "keepAlive", "boolean"),
        ("enableSessionForCrm", "bumpOldestSession", "boolean"),
        ("setSessionSsoToken", "tokenId", "string"),
    ],
)
def test_types_of_parameters(operation_id: str, parameter: str, type_: str) -> None:
    (found,) = (one for one in operation("equisoft", operation_id).parameters if one.name == parameter)
    assert found.schema.types == (type_,)


TEXTS = {"200": "Success", "204": "No Content", "400": "Bad Request", "403": "Forbidden", "404": "Not Found"}
TEXTS["429"] = "Too Many Requests"


@pytest.mark.parametrize(
    ("operation_id", "codes"),
    [
        ("createSession", "200 400 403 429"),
        ("closeCurrentSession", "204 404"),
        ("getCurrentSession", "200 404"),
        ("refreshCurrentSession", "200 404"),
        ("getSession", "200 400 403 404 429"),
        ("revokeSession", "204 403 404 429"),
        ("refreshSession", "200 403 404 429"),
    ],
)
def test_responses_with_their_texts(operation_id: str, codes: str) -> None:
    found = {response.status: response.description for response in operation("okta", operation_id).responses}
    assert found == {code: TEXTS[code] for code in codes.split()}


@pytest.mark.parametrize(
    ("operation_id", "schemes"),
    [
        ("createSession", "apiToken"),
        ("closeCurrentSession", ""),
        ("getCurrentSession", ""),
        ("refreshCurrentSession", ""),
        ("getSession", "apiToken oauth2"),
        ("revokeSession", "apiToken oauth2"),
        ("refreshSession", "apiToken oauth2"),
    ],
)
def test_schemes_of_operations(operation_id: str, schemes: str) -> None:
    security = operation("okta", operation_id).security
    assert security is not None
    assert [name for alternative in security for name, _ in alternative.schemes] == schemes.split()


def test_differently_spelt_schemes_are_one() -> None:
    schemes = api("okta").security_schemes
    assert set(schemes) == {"apiToken", "oauth2"}
    assert (schemes["apiToken"].kind, schemes["apiToken"].location, schemes["apiToken"].name) == (
        "apiKey",
        "header",
        "Authorization",
    )
    assert schemes["oauth2"].kind == "oauth2"
    assert api("equisoft").security_schemes == {}


def test_models() -> None:
    """A field that only samples show is in, as inferred; models that are only named are open."""
    (token,) = api("okta").schemas["CreateSessionRequest"].properties
    assert (token.name, token.schema.types, token.required) == ("sessionToken", ("string",), False)
    assert token.schema.evidence.inferred["name"]
    assert set(api("okta").schemas) == {"CreateSessionRequest", "Session"}
    assert {"Session", "SessionPayload", "SsoToken", "ImpersonatePayload"} <= set(api("equisoft").schemas)
    session = api("okta").schemas["Session"]
    assert (session.types, session.properties) == (("object",), ())
    assert session.additional is not False


def test_servers_and_tags() -> None:
    assert [server.url for server in api("okta").servers] == ["https://subdomain.okta.com"]
    assert [server.url for server in api("equisoft").servers] == ["http://localhost"]
    assert {tag for name in APIS for one in api(name).operations for tag in one.tags} == {"Session"}


def test_texts_are_shown_as_meant() -> None:
    """Entities and escapes of the documents are gone, and no table or heading has run into a text."""
    assert '"admin"' in operation("equisoft", "revertIdentity").summary
    assert "enable=false" in operation("equisoft", "enableSession").summary
    texts = [text for name in APIS for one in api(name).operations for text in (one.summary, one.description)]
    assert all(one.summary for name in APIS for one in api(name).operations)
    assert not [text for text in texts if re.search(r"&#|&quot;|\\|###|\n\n", text)]


# ----------------------------------------------------------------------------------------------- evidence


@pytest.mark.parametrize("name", APIS)
def test_every_fact_is_where_the_evidence_says(name: str) -> None:
    """Each `path:line` of an object is a line of that document which holds one of the object's names."""
    wrong = [
        f"{place} {words}: {line(name, place)!r}"
        for evidence, words in facts(api(name))
        for place in evidence.at
        if not any(word and plain(word) in plain(line(name, place)) for word in words)
    ]
    assert not wrong


@pytest.mark.parametrize("name", APIS)
def test_every_object_has_evidence(name: str) -> None:
    assert not [words for evidence, words in facts(api(name)) if not evidence.at]


def line(name: str, place: str) -> str:
    path, _, number = place.rpartition(":")
    return html.unescape(documents(name)[path].decode().splitlines()[int(number) - 1])


def facts(found: Api) -> Iterator[tuple[Evidence, tuple[str, ...]]]:
    """Every object of an API with what its lines are to hold, one of these."""
    for server in found.servers:
        yield server.evidence, (server.url,)
    for key, scheme in found.security_schemes.items():
        yield scheme.evidence, (key, "OAuth_2.0")
    for key, schema in found.schemas.items():
        yield schema.evidence, (key,)
        yield from ((one.schema.evidence, (one.name,)) for one in schema.properties)
    for one in found.operations:
        yield from operation_facts(one)


OTHER_NAMES = ("endSession", "New-Session", "Stop-Session", "Get-Session", "Invoke-RefreshSession")
"""What the other dialects call operations of Okta."""


def operation_facts(one: Operation) -> Iterator[tuple[Evidence, tuple[str, ...]]]:
    """The row has verb and path; the section begins with one of its names, or without a heading with the summary."""
    call = f"{one.method} {one.path}"
    row, *sections = one.evidence.at
    yield Evidence(at=(row,)), (call,)
    yield Evidence(at=tuple(sections)), (call, one.operation_id, *OTHER_NAMES, one.summary)
    for parameter in one.parameters:
        yield parameter.evidence, (parameter.name,)
    if one.request_body is not None:
        media = one.request_body.content[0]
        yield one.request_body.evidence, (kind(media.schema), "body")
    for response in one.responses:
        returned = tuple(kind(media.schema) for media in response.content)
        yield response.evidence, (response.status, *returned, "empty response body")
