"""The only module that uses httpx2: it sends what an exchange yields, and turns httpx2's errors into ours."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import httpx2

from .errors import (
    ApiConnectionError,
    ApiTimeoutError,
    ConfigurationError,
    DecodingError,
    InvalidRequestError,
    ResponseTooLargeError,
)
from .exchange import Answer, Send
from .multipart import Payload
from .responses import RawResponse, SentRequest

_NEVER_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)


@contextmanager
def mapped(sent: SentRequest) -> Iterator[None]:
    """Turns the errors of httpx2 into those of this package, without what they might tell of credentials."""
    try:
        yield
    except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, RuntimeError) as error:
        raise failure(error, sent) from error


def failure(error: Exception, sent: SentRequest) -> Exception:
    """Our error for one of httpx2's."""
    name = sent.operation.operation_id
    text = sent.scrub(str(error)) or type(error).__name__
    if isinstance(error, httpx2.TimeoutException):
        late = ApiTimeoutError(f"{name}: no answer in time ({type(error).__name__})", request=sent)
        late.sent = not isinstance(error, _NEVER_SENT)
        return late
    if isinstance(error, httpx2.DecodingError):
        return DecodingError(f"{name}: the body cannot be decompressed: {text}", request=sent)
    if isinstance(error, httpx2.InvalidURL | httpx2.UnsupportedProtocol):
        return ConfigurationError(f"{name}: the URL cannot be used: {type(error).__name__}", request=sent)
    if isinstance(error, httpx2.LocalProtocolError):
        return InvalidRequestError(f"{name}: the request cannot be sent: {text}", request=sent)
    if isinstance(error, httpx2.HTTPError):
        broken = ApiConnectionError(f"{name}: {type(error).__name__}: {text}", request=sent)
        broken.sent = not isinstance(error, _NEVER_SENT)
        return broken
    if "closed" in str(error):
        return ConfigurationError(f"{name}: the client is closed", request=sent)
    return error


def new_client(kind: type[Any], user_agent: str) -> Any:
    """An httpx2 client that keeps no cookies: calls depend on what they are given, not on earlier calls."""
    client = kind(headers={"User-Agent": user_agent}, follow_redirects=False, timeout=None)
    client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    if kind is httpx2.Client:
        for transport in [client._transport, *client._mounts.values()]:
            pool = getattr(transport, "_pool", None)
            backend = getattr(pool, "_network_backend", None)
            if pool is not None and backend is not None:
                pool._network_backend = _Bounded(backend)
    return client


class _Until(float):
    """The seconds that are left of a call, with the time when they end."""

    end: float


class _Bounded:
    """A network backend or stream of httpx2's that keeps to the end of a call.

    The timeout that httpx2 knows begins anew with every piece that arrives: a server that sends one byte at a time
    could hold a thread for ever. An event loop needs no such help, there a call is cancelled.
    """

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def connect_tcp(self, *arguments: Any, **options: Any) -> _Bounded:
        return _Bounded(self._inner.connect_tcp(*arguments, **options))

    def start_tls(self, *arguments: Any, **options: Any) -> _Bounded:
        return _Bounded(self._inner.start_tls(*arguments, **options))

    def read(self, max_bytes: int, timeout: float | None = None) -> Any:
        return self._inner.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> Any:
        return self._inner.write(buffer, _left(timeout))


def _left(timeout: float | None) -> float | None:
    return max(timeout.end - time.monotonic(), 0.001) if isinstance(timeout, _Until) else timeout


def mock_client(handler: Any, is_async: bool) -> Any:
    """An httpx2 client whose network is `handler(method, url, headers, body)`, giving (status, headers, body)."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        status, headers, body = handler(request.method, str(request.url), request.headers, request.content)
        return httpx2.Response(status, headers=headers, content=body)

    def sync_answer(request: httpx2.Request) -> httpx2.Response:
        request.read()
        return answer(request)

    async def async_answer(request: httpx2.Request) -> httpx2.Response:
        await request.aread()
        return answer(request)

    if is_async:
        return httpx2.AsyncClient(transport=httpx2.MockTransport(async_answer))
    return httpx2.Client(transport=httpx2.MockTransport(sync_answer))


def _extensions(step: Send) -> dict[str, Any]:
    left = None
    if step.deadline is not None:
        left = _Until(step.deadline - time.monotonic())
        left.end = step.deadline
        if left <= 0:
            raise _late(step)
    return {"timeout": {"connect": left, "read": left, "write": left, "pool": left}}


def _request(client: Any, step: Send, content: Any) -> httpx2.Request:
    if step.plain:
        return httpx2.Request(
            step.method, step.url, headers=step.headers, content=content, extensions=_extensions(step)
        )
    request: httpx2.Request = client.build_request(
        step.method, step.url, headers=step.headers, content=content, extensions=_extensions(step)
    )
    return request


def _auth(auth: Any, step: Send) -> Any:
    if step.plain or (auth is not None and not step.secured):
        return None
    return httpx2.USE_CLIENT_DEFAULT if auth is None else auth


def _late(step: Send) -> ApiTimeoutError:
    return ApiTimeoutError(f"{step.sent.operation.operation_id}: no whole answer in time", request=step.sent)


def _too_large(step: Send, response: Any, limit: int) -> ResponseTooLargeError:
    known = RawResponse[Any](step.sent, response.status_code, response.headers, b"")
    text = f"{step.sent.operation.operation_id}: the response has more than {limit} bytes (max_response_bytes)"
    return ResponseTooLargeError(text, request=step.sent, response=known)


def _leaves_open(step: Send, response: Any) -> bool:
    return step.stream and response.status_code < 300


def send(client: httpx2.Client, step: Send, auth: Any, limit: int | None) -> Answer:
    """Sends, and reads the body unless it is to be streamed. Raises ApiError."""
    content = iter(step.content) if isinstance(step.content, Payload) else step.content
    with mapped(step.sent):
        request = _request(client, step, content)
        response = client.send(request, stream=True, auth=_auth(auth, step), follow_redirects=False)
        if _leaves_open(step, response):
            return Answer(response.status_code, response.headers, None, response)
        try:
            pieces, size = [], 0
            for piece in response.iter_bytes():
                pieces.append(piece)
                size += len(piece)
                if limit is not None and size > limit:
                    raise _too_large(step, response, limit)
                if step.deadline is not None and time.monotonic() > step.deadline:
                    raise _late(step)
        finally:
            response.close()
    return Answer(response.status_code, response.headers, b"".join(pieces), response)


async def send_async(client: httpx2.AsyncClient, step: Send, auth: Any, limit: int | None) -> Answer:
    """The same, awaited."""
    content = step.content.pieces() if isinstance(step.content, Payload) else step.content
    left = None if step.deadline is None else max(step.deadline - time.monotonic(), 0.0)
    try:
        async with asyncio.timeout(left):
            with mapped(step.sent):
                request = _request(client, step, content)
                response = await client.send(request, stream=True, auth=_auth(auth, step), follow_redirects=False)
                if _leaves_open(step, response):
                    return Answer(response.status_code, response.headers, None, response)
                try:
                    pieces, size = [], 0
                    async for piece in response.aiter_bytes():
                        pieces.append(piece)
                        size += len(piece)
                        if limit is not None and size > limit:
                            raise _too_large(step, response, limit)
                finally:
                    await response.aclose()
            return Answer(response.status_code, response.headers, b"".join(pieces), response)
    except TimeoutError as error:
        if isinstance(error, ApiTimeoutError):
            raise
        raise _late(step) from None
