"""Clients: settings, credentials and the two ways, sync and async, of performing the steps of an exchange."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Mapping
from importlib import import_module
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypedDict, Unpack
from urllib.parse import quote, urlsplit

from .auth import Ask, Fetch, Scheme, Tokens, environment
from .errors import ConfigurationError
from .requests import Operation, Options, Request, header_value
from .retry import Budget

if TYPE_CHECKING:
    from .drift import OnMismatch
    from .exchange import Attempt
    from .responses import RawResponse, SentRequest

Hook = Callable[["Attempt"], Any]


class Settings(TypedDict, total=False):
    """What a client takes beside base URL and credentials.

    `timeout`: seconds for a whole call, retries among them (60; None: no limit). `max_retries`: 2. `http_client`: an
    httpx2.Client or AsyncClient of your own, with its proxies, transports and TLS settings; it is not closed with
    this client. `headers`: sent with every call. `auth`: any httpx2.Auth or (user, password), instead of the
    documented credentials. `on_mismatch`: a callback, a DriftReport, "warn" or "raise". `on_request`, `on_response`:
    hooks, called with an Attempt. `max_response_bytes`: 100 MiB, after decompression; streams have no limit.
    `server_variables`: values for the variables of a documented base URL.
    """

    timeout: float | None
    max_retries: int
    http_client: Any
    headers: Mapping[str, str]
    auth: Any
    on_mismatch: OnMismatch | None
    on_request: Hook | None
    on_response: Hook | None
    max_response_bytes: int | None
    server_variables: Mapping[str, str]


class Api(NamedTuple):
    """What the documents say of the API as a whole.

    `base_url` may hold {variables}, whose documented defaults are `variables`; `schemes` are the security schemes by
    name; `resources` leads from a client's attributes to `module:Class`.
    """

    package: str
    title: str
    version: str = ""
    base_url: str = ""
    variables: Mapping[str, str | None] = {}
    schemes: Mapping[str, Scheme] = {}
    resources: Mapping[str, str] = {}


class Core:
    """The state of a client that does no I/O; the calls of all threads and tasks share it."""

    def __init__(
        self, api: Api, base_url: str | None, credentials: Mapping[str, Any], settings: Mapping[str, Any]
    ) -> None:
        unknown = set(settings) - set(Settings.__annotations__)
        if unknown:
            raise TypeError(f"unexpected keyword argument {sorted(unknown)[0]!r}")
        self.api, self.settings = api, settings
        self.timeout: float | None = settings.get("timeout", 60.0)
        self.max_retries: int = settings.get("max_retries", 2)
        self.auth = settings.get("auth")
        http_client = settings.get("http_client")
        self.foreign_auth = self.auth is not None or getattr(http_client, "auth", None) is not None
        self.on_mismatch = settings.get("on_mismatch")
        self.on_request: Hook | None = settings.get("on_request")
        self.on_response: Hook | None = settings.get("on_response")
        self.max_response_bytes: int | None = settings.get("max_response_bytes", 100 * 1024 * 1024)
        self.headers = [(name, header_value(name, value)) for name, value in (settings.get("headers") or {}).items()]
        self.variables = {**api.variables, **(settings.get("server_variables") or {})}
        given = {key: value for key, value in credentials.items() if value is not None}
        from_environment = {
            key: environment(api.package, scheme) for key, scheme in api.schemes.items() if key not in given
        }
        self.given = frozenset(given)
        self.credentials = given | {key: value for key, value in from_environment.items() if value is not None}
        self.own_base_url = base_url or os.environ.get(f"{api.package}_BASE_URL".upper()) or None
        self.budget, self.tokens = Budget(), Tokens()
        self._bases: dict[str, str] = {}
        self._preferred: dict[tuple[tuple[str, ...], ...], list[tuple[str, ...]]] = {}
        if self.own_base_url is not None:
            self.own_base_url = self.checked_url(self.own_base_url)

    def preferred(self, alternatives: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
        """The alternatives that are configured: by argument first, then with what the environment has."""
        found = self._preferred.get(alternatives)
        if found is None:
            ready = [chosen for chosen in alternatives if chosen and all(key in self.credentials for key in chosen)]
            found = sorted(ready, key=lambda chosen: not self.given.issuperset(chosen))
            self._preferred[alternatives] = found
        return found

    def base_url(self, documented: str) -> str:
        """The base URL of a call: the client's own, else the documented one with its variables filled in."""
        if self.own_base_url is not None:
            return self.own_base_url
        base = self._bases.get(documented)
        if base is None:
            if not documented:
                name = f"{self.api.package}_BASE_URL".upper()
                raise ConfigurationError(f"the documents name no server: give base_url= (environment: {name})")
            base = self._bases[documented] = self.checked_url(self.expand(documented))
        return base

    def expand(self, url: str) -> str:
        """A documented URL with its variables filled in."""
        for name, value in self.variables.items():
            if value is not None:
                url = url.replace("{" + name + "}", quote(value, safe=":/"))
        if "{" in url:
            name = url.partition("{")[2].partition("}")[0]
            raise ConfigurationError(f"server_variables: {name} has no value for {url}")
        return url

    def checked_url(self, url: str) -> str:
        """A base URL without its last slash. Raises ConfigurationError for what is none."""
        parts = urlsplit(url) if isinstance(url, str) else urlsplit("")
        if parts.scheme not in ("http", "https") or not parts.hostname or any(sign <= " " for sign in url):
            raise ConfigurationError("base_url: expected an absolute http or https URL")
        if parts.query or parts.fragment:
            raise ConfigurationError("base_url: a base URL has no query and no fragment")
        return url.rstrip("/")

    @property
    def log(self) -> Callable[..., None] | None:
        """Logs an attempt, or None when nobody listens to the package's logger."""
        import logging

        logger = logging.getLogger(self.api.package)
        if not logger.isEnabledFor(logging.INFO):
            return None

        def log(sent: SentRequest, attempt: int, status: int | None, seconds: float, error: Any) -> None:
            outcome = status if error is None else type(error).__name__
            operation = sent.operation
            logger.info(
                "%s %s: %s in %.0f ms, attempt %d", operation.method, operation.path, outcome, seconds * 1000, attempt
            )
            logger.debug("%s: %s %s", operation.operation_id, sent.url, sent.headers)

        return log

    def finish(self, response: RawResponse[Any]) -> RawResponse[Any]:
        """A success on its way to the caller: what differs from the documents is told."""
        if self.on_mismatch is not None:
            from .drift import report

            report(self.on_mismatch, response)
        return response


def warn_deprecated(operation: Operation, arguments: tuple[str, ...]) -> None:
    """A DeprecationWarning at the caller's line for what the documents call deprecated."""
    from warnings import warn

    what = (
        [operation.operation_id]
        if operation.deprecated
        else [f"{operation.operation_id}({name}=)" for name in arguments]
    )
    warn(f"{', '.join(what)} is documented as deprecated", DeprecationWarning, stacklevel=5)


class _Client:
    """What both clients are: a core, resources that are loaded when they are first used, an HTTP client likewise."""

    _prefix = ""

    def __init__(
        self, api: Api, base_url: str | None, credentials: Mapping[str, Any], settings: Mapping[str, Any]
    ) -> None:
        self._core = Core(api, base_url, credentials, settings)
        self._arguments = (base_url, credentials, settings)
        self._lock = Lock()
        self._http = settings.get("http_client")
        self._owns = self._http is None
        self._closed = False

    if not TYPE_CHECKING:

        def __getattr__(self, name):
            """Load a resource when it is first used."""
            core = self.__dict__.get("_core")
            if core is None or name not in core.api.resources:
                raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")
            module, _, cls = core.api.resources[name].partition(":")
            resources = import_module(f"{__package__.rpartition('.')[0]}.resources.{module}")
            value = self.__dict__[name] = getattr(resources, self._prefix + cls)(self)
            return value

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._core.api.resources})

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._core.api.title or self._core.api.package}>"

    def _transport(self, kind: str) -> Any:
        """The HTTP client, built on first use."""
        if self._closed:
            raise ConfigurationError("the client is closed")
        if self._http is None:
            with self._lock:
                if self._http is None:
                    import httpx2

                    from .transport import new_client

                    api = self._core.api
                    agent = f"{api.package}/{api.version or '0'}"
                    self._http = new_client(getattr(httpx2, kind), agent)
        return self._http

    def with_options(self, **settings: Unpack[Settings]) -> Self:
        """The same client with other settings; it shares the HTTP client, tokens and retry budget."""
        base_url, credentials, before = self._arguments
        kind = "AsyncClient" if self._prefix else "Client"
        merged = {"http_client": self._transport(kind), **before, **settings}
        if merged["http_client"] is None:
            merged["http_client"] = self._transport(kind)
        other = object.__new__(type(self))
        _Client.__init__(other, self._core.api, base_url, credentials, merged)
        other._core.budget, other._core.tokens = self._core.budget, self._core.tokens
        other._lock = self._lock
        return other


class ClientBase(_Client):
    """The sync client: a context manager, safe for threads."""

    def __init__(
        self, api: Api, base_url: str | None, credentials: Mapping[str, Any], settings: Mapping[str, Any]
    ) -> None:
        super().__init__(api, base_url, credentials, settings)
        self._token_lock = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections, unless they belong to an `http_client` that was handed in."""
        self._closed = True
        if self._owns and self._http is not None:
            self._http.close()

    def send(self, request: Request, **options: Unpack[Options]) -> RawResponse[Any]:
        """Sends any request; for what has no method of its own. Raises ApiError."""
        return self._call(request, options)  # type: ignore[no-any-return]

    def _call(self, request: Request, options: Any, stream: bool = False) -> Any:
        from .exchange import exchange

        if request.operation.deprecated or request.deprecated:
            warn_deprecated(request.operation, request.deprecated)
        done = self._run(exchange(self._core, request, options, stream))
        return done if stream else self._core.finish(done)

    def _run(self, steps: Generator[Any, Any, Any]) -> Any:
        """Performs steps until they give a result."""
        result: Any = None
        failed: Exception | None = None
        while True:
            try:
                step = steps.send(result) if failed is None else steps.throw(failed)
            except StopIteration as stop:
                return stop.value
            result, failed = None, None
            try:
                result = self._perform(step)
            except Exception as error:
                failed = error

    def _perform(self, step: Any) -> Any:
        from .exchange import Pause, Send
        from .transport import send

        if isinstance(step, Send):
            return send(self._transport("Client"), step, self._core.auth, self._core.max_response_bytes)
        if isinstance(step, Pause):
            return time.sleep(step.seconds)
        if isinstance(step, Fetch):
            token = self._core.tokens.current(step.scheme, step.rejected)
            if token is None:
                with self._token_lock:
                    token = self._run(self._core.tokens.obtain(self._core, step.scheme, step.rejected))
            return token
        assert isinstance(step, Ask)  # noqa: S101 (the steps there are)
        result = step.function()
        if hasattr(result, "__await__"):
            result.close()
            raise ConfigurationError("an asynchronous function was given to a sync client; use the AsyncClient")
        return result


class AsyncClientBase(_Client):
    """The async client: an asynchronous context manager, safe for the tasks of one asyncio event loop."""

    _prefix = "Async"

    def __init__(
        self, api: Api, base_url: str | None, credentials: Mapping[str, Any], settings: Mapping[str, Any]
    ) -> None:
        super().__init__(api, base_url, credentials, settings)
        self._token_lock: Any = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Closes the connections, unless they belong to an `http_client` that was handed in."""
        self._closed = True
        if self._owns and self._http is not None:
            await self._http.aclose()

    async def send(self, request: Request, **options: Unpack[Options]) -> RawResponse[Any]:
        """Sends any request; for what has no method of its own. Raises ApiError."""
        return await self._call(request, options)  # type: ignore[no-any-return]

    async def _call(self, request: Request, options: Any, stream: bool = False) -> Any:
        from .exchange import exchange

        done = await self._run(exchange(self._core, request, options, stream))
        return done if stream else self._core.finish(done)

    async def _run(self, steps: Generator[Any, Any, Any]) -> Any:
        result: Any = None
        failed: Exception | None = None
        while True:
            try:
                step = steps.send(result) if failed is None else steps.throw(failed)
            except StopIteration as stop:
                return stop.value
            result, failed = None, None
            try:
                result = await self._perform(step)
            except Exception as error:
                failed = error

    async def _perform(self, step: Any) -> Any:
        import asyncio

        from .exchange import Pause, Send
        from .transport import send_async

        if isinstance(step, Send):
            http = self._transport("AsyncClient")
            return await send_async(http, step, self._core.auth, self._core.max_response_bytes)
        if isinstance(step, Pause):
            return await asyncio.sleep(step.seconds)
        if isinstance(step, Fetch):
            token = self._core.tokens.current(step.scheme, step.rejected)
            if token is None:
                self._token_lock = self._token_lock or asyncio.Lock()
                async with self._token_lock:
                    token = await self._run(self._core.tokens.obtain(self._core, step.scheme, step.rejected))
            return token
        assert isinstance(step, Ask)  # noqa: S101 (the steps there are)
        result = step.function()
        return await result if hasattr(result, "__await__") else result
