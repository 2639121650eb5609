"""Security requirements and schemes."""

from __future__ import annotations

from functools import partial
from typing import Final

from generator.spec.api import EMPTY, KeyPlace, OAuthFlow, SecurityRequirement, SecurityScheme
from generator.spec.openapi.cursor import EVIDENCE_KEY, Cursor
from generator.spec.openapi.read.source import Source
from generator.spec.openapi.write import FLOW_URLS, is_bearer

_SCHEME_KINDS: Final = frozenset({"apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"})
_SWAGGER_FLOWS: Final = {"application": "clientCredentials", "accessCode": "authorizationCode"}
_SCHEME_OWN: Final = frozenset(
    "type name in scheme bearerFormat flows openIdConnectUrl x-prefix x-also x-elsewhere description".split()
) | {EVIDENCE_KEY}


def security(source: Source, at: Cursor) -> tuple[SecurityRequirement, ...] | None:
    """The alternatives of schemes that the document or an operation states; None where nothing is stated."""
    if at.value.get("security") is None:
        return None
    found = []
    for item in source.reading.items(at, "security"):
        if source.reading.is_mapping(item):
            found.append(_requirement(source, item))
    return tuple(found)


def _requirement(source: Source, at: Cursor) -> SecurityRequirement:
    schemes = []
    for key in at.value:
        if key not in source.scheme_names:
            source.reading.report("S33", at.child(key), f"security scheme {key!r} is not described")
        schemes.append((source.scheme_names.get(key, key), source.reading.texts(at, key)))
    return SecurityRequirement(schemes=tuple(schemes))


def security_schemes(source: Source) -> dict[str, SecurityScheme]:
    """The security schemes that can be read, by the names of their components."""
    found = {}
    for key, name in source.scheme_names.items():
        at = source.schemes.child(key)
        if key != name:
            source.reading.report("S15", at, f"component name {key!r} is not allowed: renamed to {name!r}")
        scheme = source.inlined(at, partial(_security_scheme, source, name))
        if scheme is not None:
            found[name] = scheme
    return found


def _security_scheme(source: Source, key: str, at: Cursor) -> SecurityScheme | None:
    reading = source.reading
    type_, scheme = reading.text(at, "type"), reading.optional_text(at, "scheme")
    if type_ == "basic":  # as Swagger 2.0 calls it
        reading.report("S15", at, "security scheme of type basic: read as type http, scheme basic")
        type_, scheme = "http", "basic"
    if type_ not in _SCHEME_KINDS:
        reading.report("S13", at, f"security scheme {key!r} of type {type_[:40]!r}: left out")
        return None
    return SecurityScheme(
        key=key,
        kind=type_,
        name=reading.optional_text(at, "name"),
        location=reading.optional_text(at, "in"),
        scheme=scheme,
        bearer_format=reading.optional_text(at, "bearerFormat") if is_bearer(scheme) else None,
        flows=_flows(source, at),
        open_id_connect_url=reading.optional_text(at, "openIdConnectUrl"),
        prefix=reading.optional_text(at, "x-prefix"),
        also=reading.texts(at, "x-also"),
        elsewhere=_elsewhere(source, at),
        description=reading.text(at, "description"),
        extra=source.beside(at, _SCHEME_OWN),
        evidence=reading.evidence(at),
    )


def _elsewhere(source: Source, at: Cursor) -> tuple[KeyPlace, ...]:
    reading = source.reading
    places = [item for item in reading.items(at, "x-elsewhere") if reading.is_mapping(item)]
    return tuple(KeyPlace(reading.text(item, "in"), reading.text(item, "name")) for item in places)


def _flows(source: Source, at: Cursor) -> tuple[OAuthFlow, ...]:
    found = []
    for name, child in source.reading.mapping(at, "flows"):
        flow = _SWAGGER_FLOWS.get(name, name)
        if flow != name:
            source.reading.report("S15", child, f"OAuth flow {name!r} of Swagger 2.0: read as {flow!r}")
        if flow in FLOW_URLS:
            if source.reading.is_mapping(child):
                found.append(_flow(source, flow, child))
        elif not name.startswith("x-"):
            source.reading.report("S13", child, f"{name!r} is no OAuth flow: left out")
    return tuple(found)


def _flow(source: Source, name: str, at: Cursor) -> OAuthFlow:
    """A flow; URLs that its kind has no use for are not kept."""
    reading, urls = source.reading, FLOW_URLS[name]
    scopes = {}
    if at.value.get("scopes") is not None:
        inner = at.child("scopes")
        scopes = {scope: reading.text(inner, scope) for scope in reading.members(inner)}
    return OAuthFlow(
        kind=name,
        authorization_url=reading.optional_text(at, "authorizationUrl") if "authorizationUrl" in urls else None,
        token_url=reading.optional_text(at, "tokenUrl") if "tokenUrl" in urls else None,
        refresh_url=reading.optional_text(at, "refreshUrl"),
        scopes=scopes or EMPTY,
    )
