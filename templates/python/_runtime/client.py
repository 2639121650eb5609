"""Clients: the two ways, sync and async, of doing what an exchange awaits."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Coroutine, Mapping, Set
from importlib import import_module
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, Unpack

from .auth import places
from .core import Api, Core, Settings, stacklevel
from .errors import ApiTimeoutError, ConfigurationError
from .requests import Options, Request

if TYPE_CHECKING:
    from .responses import RawResponse
    from .sending import Deadline, Sending


def warn_deprecated(request: Request) -> None:
    """A DeprecationWarning at the caller's line where a request uses what the documents call deprecated."""
    operation = request.operation
    if operation.deprecated:
        what = [operation.operation_id]
    elif request.deprecated:
        what = [f"{operation.operation_id}({name}=)" for name in request.deprecated]
    else:
        return
    from warnings import warn

    warn(
        f"{', '.join(what)} is documented as deprecated",
        DeprecationWarning,
        stacklevel=stacklevel(),
    )


class _Connections:
    """What a client and its copies send with: built on first use, and anew where connections cannot be taken along, to
    another process (fork) and, of an AsyncClient, to another event loop.
    """

    def __init__(self, core: Core, is_async: bool) -> None:
        self._core, self._is_async = core, is_async
        self._lock = Lock()
        self._wire: Any = None
        self._home: tuple[int, Any] | None = None
        self.closed = False

    def wire(self) -> Any:
        """What sends from here."""
        home = self._here()
        if self._wire is None or (self._home != home and self._wire.owned):
            with self._lock:
                if self._wire is None or (self._home != home and self._wire.owned):
                    self._wire, self._home = self._build(), home
        return self._wire

    def _here(self) -> tuple[int, Any]:
        if not self._is_async:
            return os.getpid(), None
        import asyncio  # who makes no async call need not load it

        try:
            return os.getpid(), asyncio.get_running_loop()
        except RuntimeError:
            raise ConfigurationError("the AsyncClient needs asyncio's loop") from None

    def _build(self) -> Any:
        from . import transport

        api = self._core.api
        kind = transport.AsyncWire if self._is_async else transport.Wire
        hidden = [
            name
            for scheme in api.schemes.values()
            for location, name in places(scheme)
            if location == "query"
        ]
        agent = f"{api.package}/{api.version or '0'}"
        return kind(self._core.settings.get("http_client"), agent, hidden)

    def close(self) -> Any:
        """Sends no more. Gives what remains to be closed, unless it was handed in or belongs elsewhere."""
        self.closed = True
        is_own = self._wire is not None and self._wire.owned
        return self._wire if is_own and self._home == self._here() else None


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
        self._core = Core(api, base_url, credentials, settings)
        self._arguments = (base_url, credentials, settings)
        self._connections = _Connections(self._core, bool(self._prefix))
        self._closed, self._is_copy = False, False

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
        if self._closed or self._connections.closed:
            raise ConfigurationError("the client is closed")
        return self._connections.wire()

    def _closing(self) -> Any:
        """Closes this client. Gives what remains to be closed with it: nothing of a copy, whose original goes on."""
        self._closed = True
        return None if self._is_copy else self._connections.close()

    def with_options(self, **settings: Unpack[Settings]) -> Self:
        """The same client with other settings; it shares the HTTP client, tokens and retry budget."""
        base_url, credentials, before = self._arguments
        # Each API's own constructor takes its credentials by names of their own.
        other = object.__new__(type(self))
        after = {**before, **settings}
        _Client.__init__(other, self._core.api, base_url, credentials, after)
        other._core.budget, other._core.tokens = self._core.budget, self._core.tokens
        if settings.get("http_client") is None:
            other._connections, other._is_copy = self._connections, True
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
        wire = self._closing()
        if wire is not None:
            wire.close()

    def send(self, request: Request, **options: Unpack[Options]) -> RawResponse[Any]:
        """Sends any request; for what has no method of its own. Raises ApiError.

        Such as `Operation("status", "GET", "/status", security=(("apiKey",),)).request()`, of which `security` names
        schemes of the documents; without it no credential is sent.
        """
        warn_deprecated(request)
        response: RawResponse[Any] = self._call(request, options)
        return response

    def _call(self, request: Request, options: Any, stream: bool = False) -> Any:
        from .exchange import exchange

        return _finished(exchange(self, request, options, stream))

    # What an exchange awaits. None of it suspends: see `_finished`.

    async def _send(self, sending: Sending) -> Any:
        return self._connected().send(sending)

    async def _discard(self, response: Any) -> None:
        response.close()

    async def _pause(self, seconds: float) -> None:
        time.sleep(seconds)

    async def _ask(self, function: Callable[..., Any], *arguments: Any) -> Any:
        result = function(*arguments)
        if hasattr(result, "__await__"):
            getattr(result, "close", bool)()
            raise ConfigurationError(
                "an asynchronous function was given to a sync client; use the AsyncClient"
            )
        return result

    async def _token(self, key: str, rejected: Set[str], deadline: Deadline) -> str:
        tokens, left = self._core.tokens, deadline.left()
        if not tokens.lock.acquire(timeout=-1 if left is None else left):
            raise ApiTimeoutError("token request: no token in time")
        try:
            return await tokens.obtain(self, key, rejected, deadline)
        finally:
            tokens.lock.release()


def _finished(call: Coroutine[Any, Any, Any]) -> Any:
    """The result of a coroutine that never suspends, and so needs no event loop."""
    try:
        call.send(None)
    except StopIteration as stop:
        return stop.value
    raise RuntimeError("a sync call was suspended")


class AsyncClientBase(_Client):
    """The async client: an asynchronous context manager, safe for the tasks of one asyncio event loop at a time."""

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
        wire = self._closing()
        if wire is not None:
            await wire.close()

    async def send(
        self, request: Request, **options: Unpack[Options]
    ) -> RawResponse[Any]:
        """Sends any request; for what has no method of its own. Raises ApiError. See `ClientBase.send`."""
        warn_deprecated(request)
        response: RawResponse[Any] = await self._call(request, options)
        return response

    async def _call(self, request: Request, options: Any, stream: bool = False) -> Any:
        from .exchange import exchange

        return await exchange(self, request, options, stream)

    async def _send(self, sending: Sending) -> Any:
        return await self._connected().send(sending)

    async def _discard(self, response: Any) -> None:
        await response.aclose()

    async def _pause(self, seconds: float) -> None:
        import asyncio

        await asyncio.sleep(seconds)

    async def _ask(self, function: Callable[..., Any], *arguments: Any) -> Any:
        result = function(*arguments)
        return await result if hasattr(result, "__await__") else result

    async def _token(self, key: str, rejected: Set[str], deadline: Deadline) -> str:
        import asyncio

        tokens = self._core.tokens
        try:
            async with asyncio.timeout(deadline.left()), tokens.async_lock():
                return await tokens.obtain(self, key, rejected, deadline)
        except TimeoutError as error:
            if isinstance(error, ApiTimeoutError):
                raise
            raise ApiTimeoutError("token request: no token in time") from None
