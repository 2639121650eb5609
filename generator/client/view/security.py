"""Security schemes: what an operation needs, and the arguments of the clients that give it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator.client import media, names
from generator.client.layout import Group, call, string, value
from generator.client.notes import Note
from generator.client.package import Scheme
from generator.client.schema_types import Types
from generator.spec.api import Api, KeyPlace, Operation, SecurityScheme

SETTINGS: Final = frozenset(
    "self base_url settings timeout max_retries http_client headers query auth on_mismatch on_request on_response"
    " max_response_bytes server_variables rt str".split()
)
"""Names that no credential may take as an argument of the clients."""


_WORD: Final = r"(?!Authorization\b)([A-Za-z][\w-]{1,20})"
_PREFIXES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # A word, then what stands for the key: `SSWS {token}`, "Bearer <token>", Authorization: Token [key].
        rf"(?:[`\"']|Authorization: ?)(?:Authorization: ?)?{_WORD} [{{<\[]\w",
        rf"'{_WORD}' ?\[space\]",
        rf"\b(?:word|string) [`\"']{_WORD}[`\"'] followed by",
        rf"\bpre(?:fix|fixed with|pended with) [`\"']{_WORD} ?[`\"']",
        r"\bpre(?:fixed|pended) with ([A-Z][\w-]{1,20})\b",
    )
)
"""How descriptions of API keys show the word before the key."""


@dataclass(frozen=True, slots=True)
class _Credential:
    """What the client needs for a scheme: the annotation, and the runtime's class with its arguments."""

    annotation: str
    class_name: str
    facts: tuple[str | Group, ...]


# -- of an operation ----------------------------------------------------------------------------------------------


def alternatives(operation: Operation, api: Api, types: Types) -> tuple[tuple[str, ...], ...]:
    """The alternatives of schemes for an operation; () where none is needed."""
    stated = api.security if operation.security is None else operation.security
    found = []
    for requirement in stated:
        keys = [key for key, _ in requirement.schemes]
        unknown = [key for key in keys if key not in api.security_schemes]
        if unknown:
            message = f"{operation.operation_id} needs {', '.join(unknown)[:200]}, which no scheme describes: left out"
            types.notes.append(Note("R06", message, operation.evidence))
            continue
        found.append(tuple(key for key in keys if _is_usable(api.security_schemes[key])))
    if is_together(operation):
        found.sort(key=lambda keys: _standing(keys, api))
    else:
        found = [_with_required(keys, found, operation, api) for keys in found]
    return tuple(dict.fromkeys(found)) if any(found) else ()


def _with_required(
    keys: tuple[str, ...], alternatives: list[tuple[str, ...]], operation: Operation, api: Api
) -> tuple[str, ...]:
    """An alternative with the keys of others that are required parameters of the operation, too."""
    every = dict.fromkeys(key for one in alternatives for key in one)
    others = {_place(api.security_schemes[key]): key for key in every}
    sent = {_place(api.security_schemes[key]) for key in keys}
    required = [(one.location, one.name.lower()) for one in operation.parameters if one.required]
    missing = [others[place] for place in required if place in others and place not in sent]
    return tuple(key for key in every if key in missing or key in keys) if missing else keys


def credential_places(security: tuple[tuple[str, ...], ...], api: Api) -> frozenset[tuple[str, str]]:
    """Where the credentials of an operation travel: places and names in lower case. One whose place is a guess is
    taken to travel in the Authorization header, too, as all do that are no keys."""
    schemes = [api.security_schemes[key] for keys in security for key in keys]
    guessed = [("header", "authorization")] * any(one.evidence.guesses for one in schemes)
    return frozenset([*guessed, *(_place(one) for one in schemes if not one.evidence.guesses)])


def _place(scheme: SecurityScheme) -> tuple[str, str]:
    """Where a credential travels: the place, and the name there in lower case."""
    is_key = scheme.kind == "apiKey"
    return (scheme.location or "header", (scheme.name or "").lower()) if is_key else ("header", "authorization")


def is_together(operation: Operation) -> bool:
    """Whether the documents do not say how the schemes of an operation go together: then whatever is configured is
    sent."""
    return "security" in operation.evidence.inferred


def _standing(keys: tuple[str, ...], api: Api) -> tuple[bool, bool]:
    """Of schemes for the same header, those of which nothing is a guess go first, and user name with password last."""
    schemes = [api.security_schemes[key] for key in keys]
    return any(one.evidence.guesses for one in schemes), any(one.scheme == "basic" for one in schemes)


# -- of the clients -----------------------------------------------------------------------------------------------


def schemes(api: Api, package: str, types: Types) -> tuple[Scheme, ...]:
    """The schemes for which the clients take a credential; the others are noted."""
    usable = list(_usable(api, types))
    keywords = names.unique([names.snake(scheme.key, "credential") for scheme, _ in usable], SETTINGS)
    return tuple(
        _scheme(scheme, credential, word, package) for (scheme, credential), word in zip(usable, keywords, strict=True)
    )


def _usable(api: Api, types: Types) -> Iterator[tuple[SecurityScheme, _Credential]]:
    for scheme in api.security_schemes.values():
        credential = _credential(scheme)
        if credential is None:
            message = f"security scheme {scheme.key!r} ({scheme.kind}): hand in an http_client= that knows it"
            types.notes.append(Note("R06", message, scheme.evidence))
        elif not _is_usable(scheme):
            message = f"security scheme {scheme.key!r}: {scheme.name!r} is no name of a {scheme.location or 'header'}"
            types.notes.append(Note("R10", message, scheme.evidence))
        else:
            yield scheme, credential


def _is_usable(scheme: SecurityScheme) -> bool:
    """Whether the client can send a credential of this scheme."""
    is_named = scheme.location == "query" or media.is_token(scheme.name or "")
    return _credential(scheme) is not None and (scheme.kind != "apiKey" or is_named)


def _credential(scheme: SecurityScheme) -> _Credential | None:
    """What the client needs for a scheme; None for what is no credential."""
    if scheme.kind == "apiKey" and scheme.name:
        return _Credential("rt.Secret", "rt.ApiKeyScheme", tuple(_key_facts(scheme, scheme.name)))
    if scheme.kind == "http":
        kind = (scheme.scheme or "bearer").lower()
        return _Credential("rt.BasicCredential" if kind == "basic" else "rt.Secret", "rt.HttpScheme", (string(kind),))
    if scheme.kind in ("oauth2", "openIdConnect"):
        urls = [flow.token_url for flow in scheme.flows if flow.kind == "clientCredentials" and flow.token_url]
        return _Credential("rt.TokenCredential", "rt.OAuth2Scheme", tuple(map(string, urls[:1])))
    return None


def _key_facts(scheme: SecurityScheme, name: str) -> Iterator[str | Group]:
    """Name, place, prefix, other names and other places of an API key, as far as they must be said."""
    yield string(name)
    if scheme.location not in (None, "header"):
        yield f"location={string(scheme.location)}"
    prefix = scheme.prefix or _prefix(scheme, name)
    if prefix:
        yield f"prefix={string(prefix)}"
    also = tuple(name for name in scheme.also if media.is_token(name))
    if also:
        yield value("also=", also)
    elsewhere = tuple(tuple(place) for place in scheme.elsewhere if _is_place(place))
    if elsewhere:
        yield value("elsewhere=", elsewhere)


def _prefix(scheme: SecurityScheme, name: str) -> str:
    """The word before a key in `Authorization`, "" where the scheme's description shows none."""
    if name.lower() != "authorization":
        return ""
    shown = (pattern.search(scheme.description[:5_000]) for pattern in _PREFIXES)
    return next((match[1] for match in shown if match), "")


def _is_place(place: KeyPlace) -> bool:
    return place.location == "query" or (place.location == "header" and media.is_token(place.name))


def _scheme(scheme: SecurityScheme, credential: _Credential, keyword: str, package: str) -> Scheme:
    return Scheme(
        key=scheme.key,
        keyword=keyword,
        annotation=credential.annotation,
        declaration=call(f"{credential.class_name}(", [string(keyword), *credential.facts]),
        description=scheme.description,
        environment=f"{package}_{keyword}".upper(),
        is_doubted=bool(scheme.elsewhere),
    )
