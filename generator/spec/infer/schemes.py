"""Security schemes: of which kind they are where no README says so, and what READMEs leave out of OAuth."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

from generator.spec.api import OAuthFlow, SecurityScheme
from generator.spec.facts import StatedScheme
from generator.spec.infer.book import Found, evidence, first, inference
from generator.spec.infer.keys import AUTHORIZATION, api_key
from generator.spec.merge import Scheme
from generator.spec.spelling import plain, word_set, words

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
_KEYLIKE: Final = word_set("key apikey id header query cookie custom session secret hmac x")
_NEEDS_AUTHORIZATION: Final = ("authorizationCode", "implicit")
_NEEDS_TOKEN: Final = ("authorizationCode", "clientCredentials", "password")


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
    if not before or last not in AUTHORIZATION or _KEYLIKE.intersection(before):
        return None
    return Found("basic" if before == ["http"] else "bearer", guess=True)


@inference("scheme-kind-unknown")
def kind_unknown(scheme: Scheme) -> Found[str]:
    """A scheme whose name says nothing is an API key. A guess."""
    return Found("apiKey", guess="key" not in plain(scheme.key) and "token" not in plain(scheme.key))


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


def security_scheme(scheme: Scheme) -> SecurityScheme:
    """The definition of a scheme: from a README where there is one, else from samples and its name."""
    kind = _kind(scheme)
    openapi = _KINDS.get(plain(kind.value), "apiKey")
    made = SecurityScheme(key=scheme.key, kind=openapi)
    facts: dict[str, Found[Any] | None] = {}
    if openapi == "apiKey":
        made, facts = api_key(scheme)
    elif openapi == "http":
        form = next((one.bearer_format for one in scheme.stated if one.bearer_format), None)
        made = replace(made, scheme=plain(kind.value), bearer_format=form)
    elif openapi == "oauth2":
        flows = _flows(scheme)
        made, facts = replace(made, flows=flows.value), {"flows": flows}
    elif openapi == "openIdConnect":
        made, facts = replace(made, open_id_connect_url=""), {"openIdConnectUrl": url_unknown()}
    return replace(made, evidence=evidence(scheme.at, {"type": kind, **facts}))


def _kind(scheme: Scheme) -> Found[str]:
    stated = scheme.stated[0].kind if scheme.stated else None
    if stated is None:
        return first((kind_from_sample, kind_from_name, kind_token, kind_auth), scheme) or kind_unknown(scheme)
    return (not_basic(scheme) if stated == "basic" else None) or Found(stated)


def _flows(scheme: Scheme) -> Found[tuple[OAuthFlow, ...]]:
    """The flows that READMEs describe, each once with all its scopes; of the rules behind them the last one."""
    flows: dict[str, OAuthFlow] = {}
    last: Found[str] | None = None
    for stated in scheme.stated:
        kind = _FLOWS.get(plain(stated.flow or ""))
        if kind is None:
            continue
        flow, found = _flow(kind, stated)
        last = found or last
        known = flows.setdefault(kind, flow)
        flows[kind] = replace(known, scopes={**flow.scopes, **known.scopes})
    if not flows:
        return flows_unknown()
    made = tuple(flows.values())
    return Found(made) if last is None else Found(made, last.rule, last.guess)


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
