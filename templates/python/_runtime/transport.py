"""The only module that uses httpx2: it sends what an exchange asks to send, and turns httpx2's errors into ours."""

from __future__ import annotations

import logging
import re
import ssl
from collections.abc import Iterable, Iterator
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
from .multipart import Payload
from .redact import redact_url
from .responses import AsyncStreamedResponse, RawResponse, SentRequest, StreamedResponse
from .sending import Sending

_FOREIGN = (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError)
_NEVER_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)


@contextmanager
def mapped(sent: SentRequest) -> Iterator[None]:
    """Turns the errors of httpx2 into those of this package."""
    try:
        yield
    except _FOREIGN as error:
        raise failure(error, sent) from error


def failure(error: Exception, sent: SentRequest) -> Exception:
    """Our error for one of httpx2's, without what it might tell of credentials."""
    name = sent.operation.operation_id
    text = sent.scrub(str(error)) or type(error).__name__
    if isinstance(error, httpx2.StreamError):
        return DecodingError(f"{name}: the stream was read or closed", request=sent)
    if isinstance(error, httpx2.DecodingError):
        return DecodingError(
            f"{name}: the body cannot be decompressed: {text}", request=sent
        )
    if isinstance(error, httpx2.InvalidURL | httpx2.UnsupportedProtocol):
        return ConfigurationError(
            f"{name}: the URL cannot be used: {type(error).__name__}", request=sent
        )
    if isinstance(error, httpx2.LocalProtocolError):
        return InvalidRequestError(
            f"{name}: the request cannot be sent: {text}", request=sent
        )
    is_late = isinstance(error, httpx2.TimeoutException)
    kind = ApiTimeoutError if is_late else ApiConnectionError
    broken = kind(f"{name}: {type(error).__name__}: {text}", request=sent)
    broken.sent = not isinstance(error, _NEVER_SENT)
    return broken


class _Wire:
    """An httpx2 client, and what is sent with each request of it.

    Our own client keeps no cookies, so that a call depends on what it is given and not on earlier calls; since it adds
    nothing else either, requests need not be merged with it. A client that was handed in adds what it was made with.
    """

    def __init__(
        self, kind: type[Any], given: Any, user_agent: str, hidden: list[str]
    ) -> None:
        if given is not None and not isinstance(given, kind):
            raise ConfigurationError(
                f"http_client: expected an httpx2.{kind.__name__}, got {type(given).__name__}"
            )
        _quiet(hidden)
        self.owned = given is None
        self.client: Any = given
        if given is None:
            self.client = kind(
                headers={"User-Agent": user_agent},
                follow_redirects=False,
                timeout=None,
                verify=_LateTLS(ssl.PROTOCOL_TLS_CLIENT),
            )
            self.client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._defaults = [
            (name, value)
            for name, value in self.client.headers.items()
            if name != "accept"
        ]

    def _request(self, sending: Sending, content: Any) -> httpx2.Request:
        if self.client.is_closed:
            raise ConfigurationError("the http_client is closed", request=sending.sent)
        left = _time_left(sending)
        timeouts = {"connect": left, "read": left, "write": left, "pool": left}
        headers, extensions = sending.headers, {"timeout": timeouts}
        make = httpx2.Request
        if self.owned:
            own = {name.lower() for name, _ in headers}
            headers = headers + [pair for pair in self._defaults if pair[0] not in own]
        elif not sending.plain:
            make = self.client.build_request
        request = make(
            sending.method,
            sending.url,
            headers=[pair for pair in headers if pair[0].lower() != "cookie"],
            content=content,
            extensions=extensions,
        )
        for name, value in headers:
            if name.lower() == "cookie":
                _add_cookies(request, value)
        return request

    def _authentication(self, sending: Sending) -> Any:
        auth = sending.core.auth
        is_open = not sending.sent.operation.security
        if sending.plain or (auth is not None and is_open):
            return None
        return httpx2.USE_CLIENT_DEFAULT if auth is None else auth

    def _check(self, sending: Sending, response: httpx2.Response, size: int) -> None:
        """Raises for a body that is too large or too late."""
        limit = sending.core.max_response_bytes
        if limit is not None and size > limit:
            known: RawResponse[Any] = RawResponse(
                sending.sent, response.status_code, response.headers, b""
            )
            name = sending.sent.operation.operation_id
            text = (
                f"{name}: the response has more than {limit} bytes (max_response_bytes)"
            )
            raise ResponseTooLargeError(text, request=sending.sent, response=known)
        if sending.deadline.is_over():
            raise _late(sending)


def _add_cookies(request: httpx2.Request, cookies: str) -> None:
    """Adds the cookies of a call, which count more than those of a client that was handed in."""
    names = {pair.partition("=")[0] for pair in cookies.split("; ")}
    others = request.headers.get("cookie", "").split("; ")
    kept = [pair for pair in others if pair and pair.partition("=")[0] not in names]
    request.headers["Cookie"] = "; ".join([cookies, *kept])


def _time_left(sending: Sending) -> _Until | None:
    """The seconds until a call must end. Raises ApiTimeoutError when there are none."""
    seconds = sending.deadline.left()
    if seconds is None:
        return None
    if not seconds:
        raise _late(sending)
    left = _Until(seconds)
    left.sending = sending
    return left


def _in_time(sending: Sending, pieces: Payload) -> Iterator[bytes]:
    """The pieces of a body. Raises ApiTimeoutError when whoever gives them takes longer than the call may."""
    for piece in pieces:
        if sending.deadline.is_over():
            raise _late(sending)
        yield piece


def _late(sending: Sending) -> ApiTimeoutError:
    return ApiTimeoutError(
        f"{sending.sent.operation.operation_id}: no whole answer in time",
        request=sending.sent,
    )


class Wire(_Wire):
    """Sends with an httpx2.Client."""

    def __init__(self, given: Any, user_agent: str, hidden: list[str]) -> None:
        super().__init__(httpx2.Client, given, user_agent, hidden)
        for transport in [self.client._transport, *self.client._mounts.values()]:
            pool: Any = getattr(transport, "_pool", None)
            backend = getattr(pool, "_network_backend", None)
            if backend is not None and not isinstance(backend, _Bounded):
                pool._network_backend = _Bounded(backend)

    def send(self, sending: Sending) -> RawResponse[Any] | StreamedResponse:
        """Sends, and reads the body unless it is to be streamed. Raises ApiError."""
        content = (
            _in_time(sending, sending.content)
            if isinstance(sending.content, Payload)
            else sending.content
        )
        try:
            request = self._request(sending, content)
            response = self.client.send(
                request,
                stream=True,
                auth=self._authentication(sending),
                follow_redirects=False,
            )
            if sending.stream and response.status_code < 300:
                _unbound(request)
                return StreamedResponse(sending.sent, response)
            pieces, size = [], 0
            try:
                for piece in response.iter_bytes():
                    pieces.append(piece)
                    size += len(piece)
                    self._check(sending, response, size)
            finally:
                response.close()
        except _FOREIGN as error:
            raise failure(error, sending.sent) from error
        return RawResponse(
            sending.sent, response.status_code, response.headers, b"".join(pieces)
        )

    def close(self) -> None:
        """Closes the connections."""
        self.client.close()


class AsyncWire(_Wire):
    """Sends with an httpx2.AsyncClient."""

    def __init__(self, given: Any, user_agent: str, hidden: list[str]) -> None:
        super().__init__(httpx2.AsyncClient, given, user_agent, hidden)

    async def send(self, sending: Sending) -> RawResponse[Any] | AsyncStreamedResponse:
        """Sends, and reads the body unless it is to be streamed. Raises ApiError."""
        import asyncio  # who makes no async call need not load it

        try:
            async with asyncio.timeout(sending.deadline.left()):
                return await self._sent(sending)
        except TimeoutError as error:
            if isinstance(error, ApiTimeoutError):
                raise
            raise _late(sending) from None

    async def _sent(self, sending: Sending) -> RawResponse[Any] | AsyncStreamedResponse:
        content = (
            sending.content.pieces()
            if isinstance(sending.content, Payload)
            else sending.content
        )
        try:
            request = self._request(sending, content)
            response = await self.client.send(
                request,
                stream=True,
                auth=self._authentication(sending),
                follow_redirects=False,
            )
            if sending.stream and response.status_code < 300:
                return AsyncStreamedResponse(sending.sent, response)
            pieces, size = [], 0
            try:
                async for piece in response.aiter_bytes():
                    pieces.append(piece)
                    size += len(piece)
                    self._check(sending, response, size)
            finally:
                await response.aclose()
        except _FOREIGN as error:
            raise failure(error, sending.sent) from error
        return RawResponse(
            sending.sent, response.status_code, response.headers, b"".join(pieces)
        )

    async def close(self) -> None:
        """Closes the connections."""
        await self.client.aclose()


class _LateTLS(ssl.SSLContext):
    """httpx2's own TLS settings, made when a connection first needs them: reading the certificates that are trusted
    costs more than anything else of a client, and those that talk to plain http never need them.
    """

    _made: ssl.SSLContext | None = None
    _protocols: tuple[str, ...] = ()

    def set_alpn_protocols(self, alpn_protocols: Iterable[str]) -> None:
        self._protocols = tuple(alpn_protocols)

    def _own(self) -> ssl.SSLContext:
        made = self._made
        if made is None:
            made = self._made = httpx2.create_ssl_context()
        made.set_alpn_protocols(self._protocols)
        return made

    def wrap_socket(self, *arguments: Any, **options: Any) -> ssl.SSLSocket:
        return self._own().wrap_socket(*arguments, **options)

    def wrap_bio(self, *arguments: Any, **options: Any) -> ssl.SSLObject:
        return self._own().wrap_bio(*arguments, **options)


class _Until(float):
    """The seconds that are left of a call, with what it sends (None: they begin anew with every piece)."""

    sending: Sending | None


class _Bounded:
    """A network backend of httpx2's, or a stream of one, that keeps to the end of a call.

    The timeout that httpx2 knows begins anew with every piece that arrives: a server that sends one byte at a time, or
    never an end of what precedes an answer, could hold a thread for ever. An event loop needs no such help, there a
    call is cancelled. What a client that was handed in sends of its own is not bounded.
    """

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self.get_extra_info = getattr(inner, "get_extra_info", None)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def connect_tcp(self, *arguments: Any, **options: Any) -> _Bounded:
        return _Bounded(self._inner.connect_tcp(*arguments, **options))

    def start_tls(self, *arguments: Any, **options: Any) -> _Bounded:
        options["timeout"] = _left(options.get("timeout"))
        return _Bounded(self._inner.start_tls(*arguments, **options))

    def read(self, max_bytes: int, timeout: float | None = None) -> Any:
        return self._inner.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> Any:
        return self._inner.write(buffer, _left(timeout))


def _left(timeout: float | None) -> float | None:
    if isinstance(timeout, _Until) and timeout.sending is not None:
        return _time_left(timeout.sending)
    return timeout


def _unbound(request: httpx2.Request) -> None:
    """Lets the reading of a stream take its time, as long as there is something to read."""
    left = request.extensions["timeout"]["read"]
    if left is not None:
        left.sending = None


_hidden: set[str] = set()
_LOGGED = re.compile(
    r"(\(b'(?:set-cookie|location)', b)('[^']*'|\"[^\"]*\")", re.IGNORECASE
)


def _quiet(names: list[str]) -> None:
    """Keeps API keys of the query out of what httpx2 itself logs, which is whole URLs; cookies and
    redirects out of what httpcore2 does, which is whole headers.
    """
    logging.getLogger("httpx2").addFilter(_hide)
    for protocol in ("http11", "http2"):
        logging.getLogger(f"httpcore2.{protocol}").addFilter(_hide_headers)
    _hidden.update(names)


def _hide_headers(record: logging.LogRecord) -> bool:
    if isinstance(record.msg, str):
        record.msg = _LOGGED.sub(r"\1'***'", record.msg)
    return True


def _hide(record: logging.LogRecord) -> bool:
    # What is shown stays a URL: the runtime of another package may have keys to hide.
    if isinstance(record.args, tuple):
        shown = (
            (
                httpx2.URL(redact_url(str(item), _hidden))
                if isinstance(item, httpx2.URL)
                else item
            )
            for item in record.args
        )
        record.args = tuple(shown)
    return True


def mock_client(handler: Any, is_async: bool) -> Any:
    """An httpx2 client whose network is `handler(method, url, headers, body)`, giving (status, headers, body)."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        status, headers, body = handler(
            request.method, str(request.url), request.headers, request.content
        )
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
