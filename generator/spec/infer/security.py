"""Security: what a scheme is where no README says so, and how the schemes of an operation go together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from generator.spec.api import KeyPlace, OAuthFlow, SecurityRequirement, SecurityScheme
from generator.spec.facts import StatedScheme, StatedSecurity
from generator.spec.infer.book import Found, evidence, first, inference
from generator.spec.infer.places import COOKIES
from generator.spec.merge import Scheme
from generator.spec.spelling import header_case, plain, recase, word_set, words

_KINDS: Final = {
    "apikey": "apiKey",
    "oauth2": "oauth2",
    "oauth": "oauth2",
    "basic": "http",
    "bearer": "http",
    "signature": "http",
    "openidconnect": "openIdConnect",
    "mutualtls": "mutualTLS",
}
_HINTS: Final = (
    ("oauth", "oauth2"),
    ("clientcredentials", "oauth2"),
    ("authorizationcode", "oauth2"),
    ("accesscode", "oauth2"),
    ("implicit", "oauth2"),
    ("openid", "openidconnect"),
    ("oidc", "openidconnect"),
    ("httpsignature", "signature"),
    ("basic", "basic"),
    ("signature", "signature"),
    ("bearer", "bearer"),
    ("jwt", "bearer"),
    ("accesstoken", "bearer"),
)
_FLOWS: Final = {
    "accesscode": "authorizationCode",
    "authorizationcode": "authorizationCode",
    "application": "clientCredentials",
    "clientcredentials": "clientCredentials",
    "implicit": "implicit",
    "password": "password",
}
_AUTHORIZATION: Final = ("auth", "authentication", "authorization")
_API_KEY: Final = ["api", "key"]
_KEYLIKE: Final = word_set("key apikey id header query cookie custom session secret hmac x")
_NEEDS_AUTHORIZATION: Final = ("authorizationCode", "implicit")
_NEEDS_TOKEN: Final = ("authorizationCode", "clientCredentials", "password")


# --------------------------------------------------------------------------------------------------- the kind


@inference("scheme-kind-from-sample")
def kind_from_sample(scheme: Scheme) -> Found[str] | None:
    """A sample that configures the scheme calls it an API key, an OAuth access token, or HTTP basic or bearer."""
    return Found(scheme.samples[0].kind) if scheme.samples else None


@inference("scheme-kind-from-name")
def kind_from_name(scheme: Scheme) -> Found[str] | None:
    """A scheme that is only named is what its name says: `oauth` or one of its flows, `openid`, `http signature`,
    `basic`, `bearer` or `jwt`."""
    name = plain(scheme.key)
    return next((Found(kind) for hint, kind in _HINTS if hint in name), None)


@inference("scheme-kind-not-basic")
def not_basic(scheme: Scheme) -> Found[str] | None:
    """READMEs of old versions call every HTTP scheme basic. One that another README or a sample calls a bearer token is
    one; so is, as a guess, one whose name speaks of a token and not of anything basic, and so is a signature."""
    if "bearer" in [*(one.kind for one in scheme.stated), *(one.kind for one in scheme.samples)]:
        return Found("bearer")
    named = kind_from_name(scheme) or kind_token(scheme)
    return Found(named.value, guess=True) if named is not None and named.value in ("bearer", "signature") else None


@inference("scheme-kind-token")
def kind_token(scheme: Scheme) -> Found[str] | None:
    """A scheme that is called a token, and not a key, is a bearer token. A guess."""
    parts = words(scheme.key)
    return Found("bearer", guess=True) if "token" in parts and "key" not in parts else None


@inference("scheme-kind-auth")
def kind_auth(scheme: Scheme) -> Found[str] | None:
    """A scheme that is called somebody's or something's authorization (`store_auth`), and nothing like a key, is a
    bearer token, as those of OAuth are; `http_auth` is HTTP basic. A guess."""
    *before, last = words(scheme.key) or ("",)
    if not before or last not in _AUTHORIZATION or _KEYLIKE.intersection(before):
        return None
    return Found("basic" if before == ["http"] else "bearer", guess=True)


@inference("scheme-kind-unknown")
def kind_unknown(scheme: Scheme) -> Found[str]:
    """A scheme whose name says nothing is an API key. A guess."""
    return Found("apiKey", guess="key" not in plain(scheme.key) and "token" not in plain(scheme.key))


# ------------------------------------------------------------------------------------------------ the API key


@inference("key-name-from-sample")
def name_from_sample(scheme: Scheme) -> Found[str] | None:
    """A sample that configures an API key shows the name of its header, query parameter or cookie."""
    return next((Found(sample.name) for sample in scheme.samples if sample.name), None)


@inference("key-name-from-scheme")
def name_from_scheme(scheme: Scheme) -> Found[str] | None:
    """An API key whose scheme is called like a header (`X-Api-Key`, `x_api_key`) travels in that header; one in small
    letters with hyphens (`branch-key`) as a guess."""
    parts = words(scheme.key)
    headerlike = "-" in scheme.key or parts[:1] == ("x",)
    small = scheme.key.islower() and parts[:1] != ("x",)
    return Found(scheme.key if "-" in scheme.key else header_case(parts), guess=small) if headerlike and parts else None


def _bare(name: str) -> list[str]:
    """The words of a scheme's name, without those that say that it is a scheme, or of authorization."""
    parts = [part for part in words(name) if part not in ("scheme", "security", "header")]
    while len(parts) > 1 and parts[-1] in _AUTHORIZATION:
        parts.pop()
    return parts


@inference("key-name-conventional")
def name_conventional(scheme: Scheme) -> Found[str] | None:
    """A scheme that is called a key or an id, and of which nothing shows the header, travels in a header called after
    it behind an `X-` (`ApiKeyAuth`: `X-Api-Key`), or just as it is where it is in small letters with underscores
    (`api_key`); in a query, under the scheme's own name. A guess."""
    parts = _bare(scheme.key)
    place = key_place_named(scheme)
    if place is not None and place.value != "header":
        bare = [part for part in parts if part != place.value]
        return Found("_".join(("api", *bare) if bare == ["key"] else bare) or scheme.key, guess=True)
    if not {"key", "id", "apikey"} & set(parts):
        return None
    named = scheme.key == "_".join(parts) and len(parts) > 1
    return Found(scheme.key if named else "X-" + header_case(parts), guess=True)


@inference("key-also")
def key_also(name: Found[str]) -> Found[tuple[str, ...]] | None:
    """A key whose header is only a guess by its scheme's name is sent in the other headers that such keys travel in,
    too: `api_key` and `apikey` beside `X-Api-Key`, `X-Api-Key` beside that of an API key with more to its name
    (`X-Depot-Api-Key`), Azure's header beside that of a subscription key."""
    bare = [part for part in words(name.value) if part != "x"]
    if not name.guess or name.value == "Authorization" or not bare:
        return None
    other = "_".join(bare) if name.value[:2] in ("X-", "x-") else "X-" + header_case(bare)
    more: tuple[str, ...] = ()
    if bare in (_API_KEY, ["apikey"]):
        more = ("apikey",)
    elif bare[-2:] == _API_KEY:
        more = ("X-Api-Key",)
    elif bare[-2:] == ["subscription", "key"]:
        more = ("Ocp-Apim-Subscription-Key",)
    return Found(tuple(one for one in (other, *more) if one.lower() != name.value.lower()))


@inference("key-elsewhere")
def key_elsewhere(
    scheme: Scheme, name: Found[str], place: Found[str], also: Sequence[str]
) -> Found[tuple[KeyPlace, ...]] | None:
    """A key whose name or place is a guess may travel elsewhere: in the query, under its name, or, where a scheme's
    name is all that tells of it, under that, as it is and in snake_case and camelCase, or, but for an id, as `key`,
    `api_key` or `apikey`; or in `Authorization` or `X-Api-Key`. Clients send it there only after a refusal."""
    if place.value == "cookie" or not (name.guess or place.guess):
        return None
    parts = _bare(scheme.key)
    general = () if "id" in parts else ("key", "api_key", "apikey")
    names = (scheme.key, recase(parts, "snake"), recase(parts, "camel"), *general) if name.guess else (name.value,)
    headers = ("Authorization", "X-Api-Key") if name.guess and place.value == "header" else ()
    used = {(place.value, one.lower()) for one in (name.value, *also)}
    places = [*(KeyPlace("header", one) for one in headers), *(KeyPlace("query", one) for one in names if one)]
    return Found(tuple(one for one in dict.fromkeys(places) if (one.location, one.name.lower()) not in used))


@inference("key-name-unknown")
def name_unknown() -> Found[str]:
    """An API key of which nothing shows the header travels in `Authorization`. A guess."""
    return Found("Authorization", guess=True)


@inference("key-place-from-scheme")
def key_place_named(scheme: Scheme) -> Found[str] | None:
    """An API key whose scheme is called after its place (`queryKey`, `cookieAuth`) travels there."""
    places = [place for place in ("query", "cookie", "header") if place in words(scheme.key)]
    return Found(places[0]) if len(places) == 1 else None


@inference("key-place-cookie")
def key_cookie(name: str, described: bool) -> Found[str] | None:
    """A README prints where an API key travels only for headers and queries: one that it describes without a place is a
    cookie, and so is one with the name of a session cookie (`sid`, `JSESSIONID`)."""
    return Found("cookie") if described or plain(name) in COOKIES else None


@inference("key-place")
def key_place(name: Found[str]) -> Found[str]:
    """An API key whose place no README states travels in a header; the evidence favours it where the name is shown and
    that of a header (`Authorization`, or words with hyphens)."""
    return Found("header", guess=name.guess or not (name.value.lower() == "authorization" or "-" in name.value))


# ------------------------------------------------------------------------------------------------------ OAuth


@inference("token-url-derived")
def token_url(authorization_url: str | None) -> Found[str] | None:
    """READMEs state no token URL. Where the authorization URL ends in `authorize`, the token URL ends in
    `token` instead. A guess."""
    if not authorization_url or not re.search(r"/authorize$|/auth$", authorization_url):
        return None
    return Found(re.sub(r"/(authorize|auth)$", "/token", authorization_url), guess=True)


@inference("oauth-url-unknown")
def url_unknown() -> Found[str]:
    """An OAuth flow whose URL is not stated keeps it empty; the client has to be given one."""
    return Found("", guess=True)


@inference("oauth-flows-unknown")
def flows_unknown() -> Found[tuple[OAuthFlow, ...]]:
    """OAuth without a described flow has none: any access token will do."""
    return Found(())


# ------------------------------------------------------------------------------------------------- operations


@inference("security-keys-together")
def keys_together(
    schemes: Sequence[StatedSecurity], keys: frozenset[str], alone: frozenset[str]
) -> Found[tuple[SecurityRequirement, ...]] | None:
    """Several API keys of one operation (an id and a key, a key and a tenant) are needed together, unless each of them
    suffices alone for another operation; other schemes beside them are alternatives. Cookies are no such keys."""
    joint = [one for one in schemes if one.name in keys]
    if len(joint) < 2 or all(one.name in alone for one in joint):
        return None
    together = SecurityRequirement(schemes=tuple((one.name, one.scopes) for one in joint))
    return Found((*_each(one for one in schemes if one not in joint), together))


@inference("security-alternatives")
def alternatives(schemes: Sequence[StatedSecurity]) -> Found[tuple[SecurityRequirement, ...]] | None:
    """Documents print schemes that are needed together and schemes of which one is enough alike; they are read as
    alternatives. Clients send all of them that are configured and do not exclude each other."""
    return Found(_each(schemes)) if len(schemes) > 1 else None


def _each(schemes: Iterable[StatedSecurity]) -> tuple[SecurityRequirement, ...]:
    return tuple(SecurityRequirement(schemes=((one.name, one.scopes),)) for one in schemes)


@inference("security-unknown")
def unknown(described: Sequence[str]) -> Found[tuple[SecurityRequirement, ...]] | None:
    """An operation whose document has a part about authorization that names nothing takes any of the schemes that a
    README describes. A guess."""
    if not described:
        return None
    return Found(tuple(SecurityRequirement(schemes=((key, ()),)) for key in described), guess=True)


def security(
    schemes: Sequence[StatedSecurity] | None, keys: frozenset[str], alone: frozenset[str], described: Sequence[str] = ()
) -> Found[tuple[SecurityRequirement, ...] | None]:
    """The security of an operation: None when nothing is said of it nor of the API, () when it needs none.

    `keys` are the names of the API's keys that travel in headers or queries, `alone` those of schemes that are the
    only one of some operation, `described` those among which the operation may need one for all that it says.
    """
    if schemes is None:
        anything = unknown(described)
        return Found(anything.value, anything.rule, anything.guess) if anything is not None else Found(None)
    found = keys_together(schemes, keys, alone) or alternatives(schemes)
    return Found(found.value, found.rule) if found is not None else Found(_each(schemes))


def security_scheme(scheme: Scheme) -> SecurityScheme:
    """The definition of a scheme: from a README where there is one, else from samples and its name."""
    facts: dict[str, Found[Any] | None] = {}
    kind = scheme.stated[0].kind if scheme.stated else None
    if kind is None:
        found = first((kind_from_sample, kind_from_name, kind_token, kind_auth), scheme) or kind_unknown(scheme)
        kind, facts["type"] = found.value, found
    elif kind == "basic" and (other := not_basic(scheme)) is not None:
        kind, facts["type"] = other.value, other
    openapi = _KINDS.get(plain(kind), "apiKey")
    made = SecurityScheme(key=scheme.key, kind=openapi)
    if openapi == "apiKey":
        made = _api_key(made, scheme, facts)
    elif openapi == "http":
        form = next((one.bearer_format for one in scheme.stated if one.bearer_format), None)
        made = replace(made, scheme=plain(kind), bearer_format=form)
    elif openapi == "oauth2":
        made = _oauth(made, scheme, facts)
    elif openapi == "openIdConnect":
        facts["openIdConnectUrl"] = url_unknown()
        made = replace(made, open_id_connect_url="")
    return replace(made, evidence=evidence(scheme.at, facts))


def _api_key(made: SecurityScheme, scheme: Scheme, facts: dict[str, Found[Any] | None]) -> SecurityScheme:
    stated = next((Found(one.name) for one in scheme.stated if one.name), None)
    name = stated or first((name_from_sample, name_from_scheme, name_conventional), scheme) or name_unknown()
    told = next((Found(one.location) for one in scheme.stated if one.location), None)
    place = told or key_place_named(scheme) or key_cookie(name.value, stated is not None) or key_place(name)
    also = key_also(name) if place.value == "header" else None
    elsewhere = key_elsewhere(scheme, name, place, also.value if also else ())
    facts |= {"name": name, "in": place, "x-also": also, "x-elsewhere": elsewhere}
    return replace(
        made,
        name=name.value,
        location=place.value,
        also=also.value if also else (),
        elsewhere=elsewhere.value if elsewhere else (),
    )


def _oauth(made: SecurityScheme, scheme: Scheme, facts: dict[str, Found[Any] | None]) -> SecurityScheme:
    flows: dict[str, OAuthFlow] = {}
    for stated in scheme.stated:
        kind = _FLOWS.get(plain(stated.flow or ""))
        if kind is None:
            continue
        flow, found = _flow(kind, stated)
        facts["flows"] = found if found is not None else facts.get("flows")
        known = flows.setdefault(kind, flow)
        flows[kind] = replace(known, scopes={**flow.scopes, **known.scopes})
    if not flows:
        facts["flows"] = flows_unknown()
    return replace(made, flows=tuple(flows.values()))


def _flow(kind: str, stated: StatedScheme) -> tuple[OAuthFlow, Found[str] | None]:
    authorization, token = stated.authorization_url, stated.token_url
    found: Found[str] | None = None
    if kind in _NEEDS_TOKEN and not token:
        found = token_url(authorization) or url_unknown()
        token = found.value
    if kind in _NEEDS_AUTHORIZATION and not authorization:
        found = url_unknown()
        authorization = ""
    flow = OAuthFlow(
        kind=kind,
        authorization_url=authorization if kind in _NEEDS_AUTHORIZATION else None,
        token_url=token if kind in _NEEDS_TOKEN else None,
        scopes=dict(stated.scopes),
    )
    return flow, found
