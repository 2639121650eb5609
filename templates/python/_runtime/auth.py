"""Credentials: what the documents call security schemes, and what users configure for them."""

from __future__ import annotations

import os
import time
from collections.abc import Awaitable, Callable, Mapping, Set
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from .errors import ApiError, ConfigurationError, InvalidRequestError
from .parameters import header_value, literal_pairs
from .requests import Content, Operation, Request

if TYPE_CHECKING:
    from .client import AsyncClientBase, ClientBase
    from .core import Core
    from .sending import Deadline

Secret = str | Callable[[], str] | Callable[[], Awaitable[str]]
"""A key or a token, or a function that gives it, called for every request; the AsyncClient may await it."""

BasicCredential = tuple[str, str]
"""User name and password."""


class ClientCredentials(NamedTuple):
    """OAuth2 client credentials (RFC 6749, 4.4): a token is fetched when it is first needed, and again before it ends.

    `token_url` defaults to the documented one. `in_body` sends id and secret as form fields instead of in an
    Authorization header. `extra` are more fields of the token request, such as an audience.
    """

    client_id: str
    client_secret: str
    scopes: tuple[str, ...] = ()
    token_url: str = ""
    in_body: bool = False
    extra: Mapping[str, str] = {}

    def __repr__(self) -> str:
        return f"ClientCredentials({self.client_id!r}, '***', scopes={self.scopes!r})"


TokenCredential = (
    str | Callable[[], str] | Callable[[], Awaitable[str]] | ClientCredentials
)
"""What an OAuth2 scheme takes: a token, a function that gives one, or client credentials."""


class ApiKeyScheme(NamedTuple):
    """OpenAPI `apiKey`: sent under `name` in a "header", the "query" or a "cookie", after `prefix` and a space.

    `also` are further names that it is sent under, where the documents do not tell which of them it is. `elsewhere`
    are more places, each (location, name), that are tried only when the server refuses the key there.
    """

    keyword: str
    name: str
    location: str = "header"
    prefix: str = ""
    also: tuple[str, ...] = ()
    elsewhere: tuple[tuple[str, str], ...] = ()


class HttpScheme(NamedTuple):
    """OpenAPI `http`: "basic", "bearer" or another scheme of the Authorization header."""

    keyword: str
    scheme: str = "bearer"
    name: str = "Authorization"
    location: str = "header"


class OAuth2Scheme(NamedTuple):
    """OpenAPI `oauth2` and `openIdConnect`: a bearer token. `token_url` is that of the client credentials flow."""

    keyword: str
    token_url: str = ""
    name: str = "Authorization"
    location: str = "header"


Scheme = ApiKeyScheme | HttpScheme | OAuth2Scheme


def environment(package: str, scheme: Scheme) -> Any:
    """The credential of a scheme from the environment: `<PACKAGE>_<KEYWORD>`, or None.

    Basic: `user:password`. OAuth2 client credentials: the name with `_CLIENT_ID`, with `_CLIENT_SECRET` and, to ask
    for the token elsewhere than documented, with `_TOKEN_URL`.
    """
    name = f"{package}_{scheme.keyword}".upper()
    value = os.environ.get(name)
    if value and isinstance(scheme, HttpScheme) and scheme.scheme == "basic":
        user, _, password = value.partition(":")
        return user, password
    if not value and isinstance(scheme, OAuth2Scheme):
        client = os.environ.get(f"{name}_CLIENT_ID")
        secret = os.environ.get(f"{name}_CLIENT_SECRET")
        url = os.environ.get(f"{name}_TOKEN_URL", "")
        if not client or not secret:
            return None
        return ClientCredentials(client, secret, token_url=url)
    return value or None


class Attachment(NamedTuple):
    """Where a credential goes: `location`, the `name` there, and the `value` as it stands on the wire."""

    location: str
    name: str
    value: str
    secret: str


def spelled(scheme: Scheme, value: Any) -> Attachment:
    """A credential as it stands on the wire. Raises ConfigurationError, without the value, for one that cannot."""
    if isinstance(scheme, HttpScheme) and scheme.scheme == "basic":
        if not isinstance(value, tuple | list) or len(value) != 2 or ":" in value[0]:
            raise ConfigurationError(
                f"{scheme.keyword}: expected (user name without a colon, password)"
            )
        from base64 import b64encode

        encoded = b64encode(f"{value[0]}:{value[1]}".encode()).decode()
        return Attachment("header", scheme.name, f"Basic {encoded}", value[1])
    if not isinstance(value, str) or not value.strip():
        raise ConfigurationError(
            f"{scheme.keyword}: expected a text that is not empty, got {type(value).__name__}"
        )
    prefix = _prefix(scheme)
    is_bare = prefix and not value.startswith(f"{prefix} ")
    sent = f"{prefix} {value}" if is_bare else value
    try:
        header_value(scheme.keyword, sent)
    except InvalidRequestError as error:
        raise ConfigurationError(str(error)) from None
    if scheme.location != "header":
        sent = quote(sent, safe="")
    return Attachment(scheme.location, scheme.name, sent, value)


def _prefix(scheme: Scheme) -> str:
    if isinstance(scheme, ApiKeyScheme):
        return scheme.prefix
    return scheme.scheme.capitalize() if isinstance(scheme, HttpScheme) else "Bearer"


def attached(scheme: Scheme, value: Any) -> list[Attachment]:
    """A credential as it stands on the wire, under each name that it is sent under. Raises as `spelled` does."""
    one = spelled(scheme, value)
    also = scheme.also if isinstance(scheme, ApiKeyScheme) else ()
    return [one, *(one._replace(name=name) for name in also)]


def places(scheme: Scheme) -> list[tuple[str, str]]:
    """Where the credential of a scheme may travel: locations and names."""
    elsewhere = scheme.elsewhere if isinstance(scheme, ApiKeyScheme) else ()
    return [(scheme.location, scheme.name), *elsewhere]


def elsewhere(scheme: ApiKeyScheme, found: list[Attachment]) -> list[Attachment]:
    """The key that is among `found`, as it is sent where it travels if it was in the wrong place."""
    secret = next((one.secret for one in found if one.name == scheme.name), None)
    if secret is None:
        return []
    spellings = {"header": secret, "query": quote(secret, safe="")}
    return [
        Attachment(location, name, spellings[location], secret)
        for location, name in scheme.elsewhere
    ]


async def attachments(
    client: ClientBase | AsyncClientBase,
    operation: Operation,
    own: Mapping[str, object],
    rejected: Set[str],
    deadline: Deadline,
) -> list[Attachment]:
    """The credentials of an operation: those of the first documented alternative that is configured, or all of them.

    `own` are the names of headers that the call sets itself, which stand for a credential of that name; a token that
    is not `rejected` is fetched by `deadline`. Raises ConfigurationError when the operation needs a credential
    and none is there.
    """
    core = client._core
    chosen = core.preferred(operation)
    if chosen:
        found: list[Attachment] = []
        for key in chosen:
            scheme, value = core.api.schemes[key], core.credentials[key]
            if isinstance(value, ClientCredentials):
                value = core.tokens.current(key, rejected) or await client._token(
                    key, rejected, deadline
                )
            elif callable(value):
                value = await client._ask(value)
            found += attached(scheme, value)
        return found
    ways = [[core.api.schemes[key] for key in way] for way in operation.security]
    schemes = [scheme for way in ways for scheme in way]
    headers = {one.name.lower() for one in schemes if one.location == "header"}
    if [] in ways or headers & own.keys():
        return []
    raise _missing(core.api.package, operation, ways)


def _missing(
    package: str, operation: Operation, ways: list[list[Scheme]]
) -> ConfigurationError:
    """The error that tells which arguments, or variables, would give an operation its credential."""

    def argument(scheme: Scheme) -> str:
        variable = f"{package}_{scheme.keyword}".upper()
        return f"{scheme.keyword}= (environment: {variable})"

    # Whether schemes go together may not be documented.
    either, both = (" or ", " with ") if not operation.together else (" and/or ",) * 2
    told = either.join(both.join(map(argument, way)) for way in ways)
    return ConfigurationError(
        f"{operation.operation_id} needs a credential: give the client {told}"
    )


def refreshable(core: Core, operation: Operation) -> bool:
    """Whether asking again may give another credential, as after a 401."""
    values = [core.credentials[key] for key in core.preferred(operation)]
    return any(
        callable(value) or isinstance(value, ClientCredentials) for value in values
    )


# The documents say nothing of tokens that a server could contradict.
_TOKEN = Operation("token request", "POST", "")
_TOKEN.idempotent = True  # a second token does no harm


class Tokens:
    """The tokens of a client's OAuth2 schemes. Whoever calls `obtain` holds `lock`, or `async_lock()` between tasks."""

    def __init__(self) -> None:
        self.lock = Lock()
        self._async: tuple[Any, Any] = (None, None)  # an event loop and its lock
        self._kept: dict[str, tuple[str, float]] = {}

    def async_lock(self) -> Any:
        """The lock between the tasks of this event loop."""
        import asyncio

        loop = asyncio.get_running_loop()
        if self._async[0] is not loop:
            self._async = loop, asyncio.Lock()
        return self._async[1]

    def current(self, key: str, rejected: Set[str]) -> str | None:
        """The token of a scheme, if there is one that is good for a while and not among the `rejected`."""
        token, until = self._kept.get(key, ("", 0.0))
        return (
            token
            if token and token not in rejected and time.monotonic() < until
            else None
        )

    async def obtain(
        self,
        client: ClientBase | AsyncClientBase,
        key: str,
        rejected: Set[str],
        deadline: Deadline,
    ) -> str:
        """The token of a scheme, fetched unless somebody else just did. Raises ApiError when the server gives none."""
        token = self.current(key, rejected)
        if token is not None:
            return token
        from .exchange import exchange

        core = client._core
        credentials = core.credentials[key]
        url = _token_url(core, key, credentials)
        request, headers = _token_request(url, credentials)
        options: dict[str, Any] = {
            "base_url": urljoin(url, "/"),
            "extra_headers": headers,
            "secrets": (credentials.client_secret,),
            "timeout": deadline.left(),
        }
        answer = (await exchange(client, request, options)).body
        token = answer.get("access_token") if isinstance(answer, dict) else None
        if not isinstance(token, str) or not token:
            raise ApiError("token request: the answer holds no access_token")
        try:
            seconds = float(answer.get("expires_in", 300))
        except (TypeError, ValueError):
            seconds = 300.0
        good = max(seconds - min(30.0, seconds / 10), 0.0)
        self._kept[key] = token, time.monotonic() + good
        return token


def _token_url(core: Core, key: str, credentials: ClientCredentials) -> str:
    scheme = core.api.schemes[key]
    url = credentials.token_url or getattr(scheme, "token_url", "")
    if not url:
        variable = f"{core.api.package}_{scheme.keyword}_TOKEN_URL".upper()
        raise ConfigurationError(
            f"{scheme.keyword}: the documents name no token_url; give one (environment: {variable})"
        )
    url = core.expand(url, core.variables)
    return url if "://" in url else urljoin(f"{core.base_url(_TOKEN)}/", url)


def _token_request(
    url: str, credentials: ClientCredentials
) -> tuple[Request, dict[str, str]]:
    """The request of a token and its headers: who asks is said in a header, or in the form (RFC 6749, 2.3.1)."""
    client, secret = credentials.client_id, credentials.client_secret
    form = {"grant_type": "client_credentials", **credentials.extra}
    headers = {}
    if credentials.scopes:
        form["scope"] = " ".join(credentials.scopes)
    if credentials.in_body:
        form |= {"client_id": client, "client_secret": secret}
    else:
        basic = HttpScheme("client_credentials", "basic")
        pair = quote(client, safe=""), quote(secret, safe="")
        headers["Authorization"] = spelled(basic, pair).value
    content = Content("application/x-www-form-urlencoded", form)
    parts = urlsplit(url)
    query = tuple(literal_pairs(parts.query))
    request = Request(_TOKEN, parts.path, query, content=content, absolute=True)
    return request, headers
