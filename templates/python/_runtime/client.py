"""Clients: the two ways, sync and async, of performing the steps of an exchange."""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping
from importlib import import_module
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, Unpack

from .core import Api, Core, Settings
from .errors import ConfigurationError
from .requests import Operation, Options, Request
from .steps import Ask, Fetch, Pause, Send

if TYPE_CHECKING:
    from .responses import RawResponse


def warn_deprecated(operation: Operation, arguments: tuple[str, ...]) -> None:
    """A DeprecationWarning at the caller's line for what the documents call deprecated."""
    from warnings import warn

    what = (
        [operation.operation_id]
        if operation.deprecated
        else [f"{operation.operation_id}({name}=)" for name in arguments]
    )
    warn(
        f"{', '.join(what)} is documented as deprecated",
        DeprecationWarning,
        stacklevel=5,
    )


class _Client:
    """What both clients are: a core, resources that are loaded when they are first used, an HTTP client likewise."""

    _prefix = ""

    def __init__(
        self,
        api: Api,
        base_url: str | None,
        credentials: Mapping[str, Any],
        settings: Mapping[str, Any],
    ) -> None:
        self._start(api, base_url, credentials, settings)

    def _start(
        self,
        api: Api,
        base_url: str | None,
        credentials: Mapping[str, Any],
        settings: Mapping[str, Any],
    ) -> None:
        self._core = Core(api, base_url, credentials, settings)
        self._arguments = (base_url, credentials, settings)
        self._lock = Lock()
        self._wire: Any = None
        self._closed = False

    if not TYPE_CHECKING:

        def __getattr__(self, name):
            """Load a resource when it is first used."""
            core = self.__dict__.get("_core")
            if core is None or name not in core.api.resources:
                raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")
            module, _, cls = core.api.resources[name].partition(":")
            resources = import_module(
                f"{__package__.rpartition('.')[0]}.resources.{module}"
            )
            value = self.__dict__[name] = getattr(resources, self._prefix + cls)(self)
            return value

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._core.api.resources})

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._core.api.title or self._core.api.package}>"

    def _connected(self) -> Any:
        """What sends, built on first use. Raises ConfigurationError when the client is closed."""
        if self._closed:
            raise ConfigurationError("the client is closed")
        if self._wire is None:
            with self._lock:
                if self._wire is None:
                    from . import transport

                    core = self._core
                    agent = f"{core.api.package}/{core.api.version or '0'}"
                    kind = transport.AsyncWire if self._prefix else transport.Wire
                    given = core.settings.get("http_client")
                    hidden = [
                        scheme.name
                        for scheme in core.api.schemes.values()
                        if scheme.location == "query"
                    ]
                    self._wire = kind(
                        given, agent, core.auth, core.max_response_bytes, hidden
                    )
        return self._wire

    def with_options(self, **settings: Unpack[Settings]) -> Self:
        """The same client with other settings; it shares the HTTP client, tokens and retry budget."""
        base_url, credentials, before = self._arguments
        http_client = settings.get("http_client") or self._connected().client
        other = object.__new__(type(self))
        other._start(
            self._core.api,
            base_url,
            credentials,
            {**before, **settings, "http_client": http_client},
        )
        other._core.budget, other._core.tokens = self._core.budget, self._core.tokens
        return other


class ClientBase(_Client):
    """The sync client: a context manager, safe for threads."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections, unless they belong to an `http_client` that was handed in."""
        self._closed = True
        if self._wire is not None and self._wire.owned:
            self._wire.close()

    def send(self, request: Request, **options: Unpack[Options]) -> RawResponse[Any]:
        """Sends any request; for what has no method of its own. Raises ApiError."""
        return self._call(request, options)  # type: ignore[no-any-return]

    def _call(self, request: Request, options: Any, stream: bool = False) -> Any:
        from .exchange import exchange

        if request.operation.deprecated or request.deprecated:
            warn_deprecated(request.operation, request.deprecated)
        return self._run(exchange(self._core, request, options, stream))

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
        if isinstance(step, Send):
            return self._connected().send(step)
        if isinstance(step, Pause):
            return time.sleep(step.seconds)
        if isinstance(step, Fetch):
            token = self._core.tokens.current(step.scheme, step.rejected)
            if token is None:
                with self._core.tokens.lock:
                    token = self._run(
                        self._core.tokens.obtain(self._core, step.scheme, step.rejected)
                    )
            return token
        assert isinstance(step, Ask)  # noqa: S101 (the steps there are)
        result = step.function()
        if hasattr(result, "__await__"):
            getattr(result, "close", bool)()
            raise ConfigurationError(
                "an asynchronous function was given to a sync client; use the AsyncClient"
            )
        return result


class AsyncClientBase(_Client):
    """The async client: an asynchronous context manager, safe for the tasks of one asyncio event loop."""

    _prefix = "Async"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Closes the connections, unless they belong to an `http_client` that was handed in."""
        self._closed = True
        if self._wire is not None and self._wire.owned:
            await self._wire.close()

    async def send(
        self, request: Request, **options: Unpack[Options]
    ) -> RawResponse[Any]:
        """Sends any request; for what has no method of its own. Raises ApiError."""
        return await self._call(request, options)  # type: ignore[no-any-return]

    async def _call(self, request: Request, options: Any, stream: bool = False) -> Any:
        from .exchange import exchange

        return await self._run(exchange(self._core, request, options, stream))

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
        if isinstance(step, Send):
            return await self._connected().send(step)
        import asyncio

        if isinstance(step, Pause):
            return await asyncio.sleep(step.seconds)
        if isinstance(step, Fetch):
            token = self._core.tokens.current(step.scheme, step.rejected)
            if token is None:
                tokens = self._core.tokens
                tokens.async_lock = tokens.async_lock or asyncio.Lock()
                async with tokens.async_lock:
                    token = await self._run(
                        self._core.tokens.obtain(self._core, step.scheme, step.rejected)
                    )
            return token
        assert isinstance(step, Ask)  # noqa: S101 (the steps there are)
        result = step.function()
        return await result if hasattr(result, "__await__") else result
