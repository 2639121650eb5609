"""What a client knows and decides without any I/O: settings, credentials, base URLs, budget, tokens, logging."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict
from urllib.parse import quote, urlsplit

from .auth import (
    ApiKeyScheme,
    Attachment,
    ClientCredentials,
    Scheme,
    Tokens,
    attached,
    environment,
)
from .errors import ConfigurationError
from .parameters import header
from .retry import Budget

if TYPE_CHECKING:
    from .drift import OnMismatch
    from .exchange import Attempt
    from .requests import Operation
    from .responses import RawResponse

Security = tuple[tuple[tuple[str, ...], ...], bool]
"""The alternatives of an operation, and whether all that are configured are sent."""

Hook = Callable[["Attempt"], Any]


class Settings(TypedDict, total=False):
    """What a client takes beside base URL and credentials.

    `timeout`: seconds for a whole call, retries among them (60; None: no limit). `max_retries`: 2. `http_client`: an
    httpx2.Client or AsyncClient of your own, with its proxies, transports and TLS settings; it is not closed with this
    client. `headers`, `query`: sent with every call that does not give its own. `auth`: any httpx2.Auth or (user,
    password), instead of the documented credentials. `on_mismatch`: a callback, a DriftReport, "warn" or "raise".
    `on_request`, `on_response`: hooks, called with an Attempt. `max_response_bytes`: 100 MiB, after decompression;
    streams have no limit. `server_variables`: values for the variables of a documented base URL.
    """

    timeout: float | None
    max_retries: int
    http_client: Any
    headers: Mapping[str, str]
    query: Mapping[str, Any]
    auth: Any
    on_mismatch: OnMismatch | None
    on_request: Hook | None
    on_response: Hook | None
    max_response_bytes: int | None
    server_variables: Mapping[str, str]


class Api(NamedTuple):
    """What the documents say of the API as a whole.

    `base_url` may hold {variables}; `variables` has those of all servers, each with its default (or None), then the
    only values that it may have, if they are documented; `schemes` are the security schemes by name; `resources` leads
    from a client's attributes to `module:Class`.
    """

    package: str
    title: str
    version: str = ""
    base_url: str = ""
    variables: Mapping[str, tuple[str | None, ...]] = {}
    schemes: Mapping[str, Scheme] = {}
    resources: Mapping[str, str] = {}


def stacklevel() -> int:
    """The `stacklevel` that lets a warning, given by whoever calls this, point at the code that uses the package."""
    # As text, which names of files are compared with.
    package = os.path.dirname(os.path.dirname(__file__)) + os.sep  # noqa: PTH120
    frame, level = sys._getframe(1), 1
    while frame.f_back is not None and frame.f_code.co_filename.startswith(package):
        frame, level = frame.f_back, level + 1
    return level


def _there(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _from_environment(api: Api) -> dict[str, Any]:
    """The credentials that the environment has."""
    found = {key: environment(api.package, one) for key, one in api.schemes.items()}
    return _there(found)


def _check(settings: Mapping[str, Any]) -> None:
    """Raises TypeError for a setting that there is not, ConfigurationError for one that cannot be."""
    unknown = set(settings) - set(Settings.__annotations__)
    if unknown:
        name = min(unknown)
        raise TypeError(f"the client: unexpected keyword argument {name!r}")
    on_mismatch = settings.get("on_mismatch")
    if not callable(on_mismatch) and on_mismatch not in (None, "warn", "raise"):
        raise ConfigurationError(
            'on_mismatch: expected a callback, a DriftReport, "warn" or "raise"'
        )


class Core:
    """The state of a client that does no I/O; the calls of all threads and tasks share it."""

    def __init__(
        self,
        api: Api,
        base_url: str | None,
        credentials: Mapping[str, Any],
        settings: Mapping[str, Any],
    ) -> None:
        _check(settings)
        self.api, self.settings = api, settings
        self.timeout: float | None = settings.get("timeout", 60.0)
        self.max_retries: int = settings.get("max_retries", 2)
        self.auth = settings.get("auth")
        http_client = settings.get("http_client")
        self.foreign_auth = (
            self.auth is not None or getattr(http_client, "auth", None) is not None
        )
        self.on_mismatch = settings.get("on_mismatch")
        self.on_request: Hook | None = settings.get("on_request")
        self.on_response: Hook | None = settings.get("on_response")
        self.max_response_bytes: int | None = settings.get(
            "max_response_bytes", 100 * 1024 * 1024
        )
        headers = (header(*pair) for pair in (settings.get("headers") or {}).items())
        self.headers = {name.lower(): (name, value) for name, value in headers}
        self.query: Mapping[str, Any] = settings.get("query") or {}
        self.variables: Mapping[str, str] = settings.get("server_variables") or {}
        urls = [getattr(one, "token_url", "") for one in api.schemes.values()]
        self._documented(self.variables, api.variables, " ".join(urls))
        own_credentials = _there(credentials)
        self.given = frozenset(own_credentials)
        self.credentials = _from_environment(api) | own_credentials
        own = base_url or os.environ.get(f"{api.package}_BASE_URL".upper())
        self.own_base_url = self.checked_url(own) if own else None
        self.budget, self.tokens = Budget(), Tokens()
        self._logger: Any = None
        self._bases: dict[Any, str] = {}
        self._doubtful = {
            key: scheme
            for key, scheme in api.schemes.items()
            if isinstance(scheme, ApiKeyScheme) and scheme.elsewhere
        }
        self._moved: dict[str, bool] = {}
        self._fixed: dict[Security, list[Attachment] | None] = {}
        self._preferred: dict[Security, tuple[str, ...]] = {}

    def preferred(self, operation: Operation) -> tuple[str, ...]:
        """The alternative that is configured: by argument first, then with what the environment has; () for none."""
        found = self._preferred.get((operation.security, operation.together))
        if found is None:
            alternatives = operation.security
            if operation.together:
                alternatives = self._together(alternatives)
            there = self.credentials.keys()
            ready = [chosen for chosen in alternatives if chosen and there >= {*chosen}]
            given = [chosen for chosen in ready if self.given.issuperset(chosen)]
            found = next(iter([*given, *ready]), ())
            self._preferred[operation.security, operation.together] = found
        return found

    def _together(
        self, alternatives: tuple[tuple[str, ...], ...]
    ) -> tuple[tuple[str, ...], ...]:
        """All schemes that are configured, by argument first; of those that stand in one place, the first. A server
        that needs one of two is content with both, one that needs both is not with one.
        """
        keys = dict.fromkeys(
            key for chosen in alternatives for key in chosen if key in self.credentials
        )
        chosen: dict[tuple[str, str], str] = {}
        for key in sorted(keys, key=lambda key: key not in self.given):
            scheme = self.api.schemes[key]
            chosen.setdefault((scheme.location, scheme.name.lower()), key)
        return (tuple(chosen.values()),)

    def base_url(
        self, operation: Operation, variables: Mapping[str, str] | None = None
    ) -> str:
        """The base URL of a call: the client's own, else the documented one with its variables filled in."""
        documented = operation.servers or self.api.base_url
        if variables:
            self._documented(variables, (), documented)
            given = {**self.variables, **variables}
            url = self.expand(documented, given, operation.variables)
            return self.checked_url(url)
        if self.own_base_url is not None:
            return self.own_base_url
        key: Any = documented
        if operation.variables:
            key = documented, *operation.variables.items()
        base = self._bases.get(key)
        if base is None:
            if not documented:
                name = f"{self.api.package}_BASE_URL".upper()
                raise ConfigurationError(
                    f"the documents name no server: give base_url= (environment: {name})"
                )
            url = self.expand(documented, self.variables, operation.variables)
            base = self._bases[key] = self.checked_url(url)
        return base

    def _documented(
        self, variables: Mapping[str, str], known: Collection[str], url: str
    ) -> None:
        """Raises ConfigurationError for a variable that is neither known nor in a URL."""
        for name in variables:
            if name not in known and f"{{{name}}}" not in url:
                where = url or "the documents"
                raise ConfigurationError(f"server_variables: no {name} in {where}")

    def expand(
        self,
        url: str,
        given: Mapping[str, str],
        own: Mapping[str, tuple[str | None, ...]] | None = None,
    ) -> str:
        """A documented URL with its variables, some of which are its `own`, filled in: as given, or by default."""
        known = {**self.api.variables, **(own or {})}
        for name in re.findall(r"\{([^{}]*)\}", url):
            default, *listed = known.get(name, (None,))
            value = given.get(name, default)
            if value is None:
                raise ConfigurationError(
                    f"server_variables: {name} has no value for {url}"
                )
            if name in given and listed and value not in listed:
                raise ConfigurationError(
                    f"server_variables: {name}: expected one of {listed}"
                )
            url = url.replace("{" + name + "}", quote(value, safe=":/"))
        return url

    def checked_url(self, url: str) -> str:
        """A base URL without its last slash. Raises ConfigurationError for what is none."""
        try:
            parts = urlsplit(url if isinstance(url, str) else "")
            is_host = bool(parts.hostname) and parts.port != 0
        except ValueError:  # such as http://[ or a port that is no number
            parts, is_host = urlsplit(""), False
        if (
            not is_host
            or parts.scheme not in ("http", "https")
            or any(sign <= " " for sign in url)
        ):
            raise ConfigurationError("base_url: expected an absolute http or https URL")
        if parts.query or parts.fragment:
            raise ConfigurationError(
                "base_url: a base URL has no query and no fragment"
            )
        return url.rstrip("/")

    def fixed(self, operation: Operation) -> list[Attachment] | None:
        """The credentials of the preferred alternative, when they are the same for every call."""
        needed = operation.security, operation.together
        if needed not in self._fixed:
            chosen = self.preferred(operation)
            values = [(self.api.schemes[key], self.credentials[key]) for key in chosen]
            fixed = values and all(
                not callable(value) and not isinstance(value, ClientCredentials)
                for _, value in values
            )
            self._fixed[needed] = (
                [one for pair in values for one in attached(*pair)] if fixed else None
            )
        return self._fixed[needed]

    def doubted(self, operation: Operation) -> list[tuple[ApiKeyScheme, bool | None]]:
        """Of the keys that an operation is sent with, those of which the documents do not tell where they travel; each
        with whether the server takes it elsewhere (`ApiKeyScheme.elsewhere`), None where it has not told yet.
        """
        if not self._doubtful:
            return []
        chosen = self.preferred(operation)
        found = [pair for pair in self._doubtful.items() if pair[0] in chosen]
        return [(scheme, self._moved.get(key)) for key, scheme in found]

    def settle(self, operation: Operation, moved: bool) -> None:
        """Keeps where the keys of a call that succeeded were sent, for the calls to come, unless that call tells
        nothing: it needs no credential, or had another one, too.
        """
        chosen = self.preferred(operation)
        if not moved and (len(chosen) > 1 or () in operation.security):
            return
        for key in chosen:
            if key in self._doubtful and key not in self._moved:
                self._moved[key] = moved
                if moved:
                    self._warn(self._doubtful[key])

    def _warn(self, scheme: ApiKeyScheme) -> None:
        import logging

        logging.getLogger(self.api.package).warning(
            "%s: the documents do not tell where it travels, and the server takes it in one of these places only: %s."
            " An overlay that says where spares the others.",
            scheme.keyword,
            ", ".join(f"{name} ({location})" for location, name in scheme.elsewhere),
        )

    def compared(self, response: RawResponse[Any]) -> None:
        """Tells `on_mismatch` how a response differs from the documents. May raise MismatchError."""
        if self.on_mismatch is not None:
            from .drift import report

            report(self.on_mismatch, response)

    def listened(self) -> bool:
        """Whether anybody listens to the package's logger."""
        if self._logger is None:
            import logging

            self._logger = logging.getLogger(self.api.package)
        return bool(self._logger.isEnabledFor(20))

    def log(self, tried: Attempt) -> None:
        """Logs an attempt: INFO without any value, DEBUG with URL and headers, credentials hidden."""
        operation, sent = tried.operation, tried.request
        outcome = type(tried.error).__name__
        if tried.error is None:
            outcome = tried.response.status_code
        self._logger.info(
            "%s %s: %s in %.0f ms, attempt %d",
            operation.method,
            operation.path,
            outcome,
            tried.seconds * 1000,
            tried.number,
        )
        self._logger.debug("%s: %s %s", operation.operation_id, sent.url, sent.headers)
