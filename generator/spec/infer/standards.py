"""Names that standards and wide conventions spell: OData, OAuth, JSON:API, HAL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from generator.spec.infer.book import Found, inference
from generator.spec.infer.names import BY_CASE
from generator.spec.merge import Field
from generator.spec.spelling import plain, small_first, word_set

_IN_BRACKETS = re.compile(
    r"filter(?:[_-](\w+)|([A-Z]\w*))|page(?:[_-]|(?=[A-Z]))((?i:number|size|offset|limit|cursor))"
)
_ODATA: Final = frozenset(("top", "skip", "filter", "orderby", "select", "expand", "count", "search"))
_OAUTH: Final = {plain(name): name for name in word_set("""
    access_token actor_token actor_token_type client_assertion client_assertion_type client_id client_secret
    code_challenge code_challenge_method code_verifier device_code expires_in grant_type id_token redirect_uri
    refresh_token requested_token_type response_mode response_type subject_token subject_token_type token_type
    token_type_hint
    """)}
_ASKS: Final = ({"granttype"}, {"responsetype", "clientid"}, {"accesstoken", "tokentype", "expiresin"})


@inference("name-api-version")
def api_version(field: Field) -> Found[str] | None:
    """The version of an API that each call names in the query is `api-version`: Azure's convention, and no other is
    known."""
    return Found("api-version") if plain(field.name) == "apiversion" else None


@inference("name-odata")
def odata(names: Sequence[str]) -> Found[frozenset[str]] | None:
    """An operation with at least three of OData's query options, `orderby` or both `top` and `skip` among them, spells
    them with a dollar: `$top`."""
    options = _ODATA.intersection(name.lstrip("_") for name in names)
    certain = "orderby" in options or {"top", "skip"} <= options
    return Found(options) if certain and len(options) > 2 else None


@inference("name-oauth")
def oauth(name: Found[str], beside: Iterable[str]) -> Found[str] | None:
    """What asks for a token (`grant_type`, or `response_type` and `client_id`) or gives one (`access_token`,
    `token_type` and `expires_in`) is spelled as OAuth 2.0 has it, whatever the case of other names is."""
    standard = _OAUTH.get(plain(name.value)) if name.rule in BY_CASE else None
    names = {plain(one) for one in beside} if standard else set()
    return Found(standard) if standard and any(asked <= names for asked in _ASKS) else None


@inference("name-bracketed")
def bracketed(name: str, known: Iterable[str]) -> Found[str] | None:
    """Where an operation has a parameter `filter[name]`, one that is printed `filter_bed_id` is `filter[bed_id]`."""
    for other in known:
        head, bracket, _ = other.partition("[")
        for separator in ("_", "-", ""):
            start = head + separator
            rest = name[len(start) :]
            if bracket and rest and name.startswith(start) and (separator or rest[:1].isupper()):
                return Found(f"{head}[{rest if separator else small_first(rest)}]")
    return None


@inference("name-in-brackets")
def in_brackets(name: str) -> Found[str] | None:
    """In an API that is JSON:API (its models have `relationships` or `included`), or has six different query parameters
    whose first word is `filter` (not `filter_by`), what stands behind that word is in brackets, and so is what tells a
    page behind `page`: `page[size]`. A guess."""
    match = _IN_BRACKETS.fullmatch(name)
    if match is None:
        return None
    inner = match[1] or small_first(match[2] or match[3])
    return Found(f"{'page' if match[3] else 'filter'}[{inner}]", guess=True)


@inference("name-hal")
def hal(name: str, linked: bool) -> Found[str] | None:
    """A property `embedded` is `_embedded`, and `links` is `_links` in an API that has such a property, or where it
    holds objects with an `href` and nothing (`relationships`, `included`) speaks of JSON:API: dialects that recase
    names drop the underscore that HAL puts there."""
    return Found("_" + name) if name == "embedded" or (name == "links" and linked) else None
