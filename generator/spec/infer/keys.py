"""API keys: which header, query parameter or cookie they travel in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from generator.spec.api import KeyPlace, SecurityScheme
from generator.spec.infer.book import Found, first, inference
from generator.spec.infer.places import COOKIES
from generator.spec.merge import Scheme
from generator.spec.spelling import header_case, plain, recase, words

AUTHORIZATION: Final = ("auth", "authentication", "authorization")
"""The words that say of a scheme that it is one."""

_API_KEY: Final = ["api", "key"]


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
    while len(parts) > 1 and parts[-1] in AUTHORIZATION:
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


def api_key(scheme: Scheme) -> tuple[SecurityScheme, dict[str, Found[Any] | None]]:
    """The definition of an API key, and the rules behind it."""
    stated = next((Found(one.name) for one in scheme.stated if one.name), None)
    name = stated or first((name_from_sample, name_from_scheme, name_conventional), scheme) or name_unknown()
    told = next((Found(one.location) for one in scheme.stated if one.location), None)
    place = told or key_place_named(scheme) or key_cookie(name.value, stated is not None) or key_place(name)
    also = key_also(name) if place.value == "header" else None
    elsewhere = key_elsewhere(scheme, name, place, also.value if also else ())
    made = SecurityScheme(
        key=scheme.key,
        kind="apiKey",
        name=name.value,
        location=place.value,
        also=also.value if also else (),
        elsewhere=elsewhere.value if elsewhere else (),
    )
    return made, {"name": name, "in": place, "x-also": also, "x-elsewhere": elsewhere}
