"""One call from request to response: credentials, retries, redirects, hooks, logging. It does no I/O itself.

Both clients share it: what is awaited here is done by the client, and what the sync client does never suspends.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Set
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin, urlsplit

from . import retry
from .auth import ApiKeyScheme, Attachment, attachments, elsewhere, refreshable
from .errors import ApiConnectionError, ApiError, InvalidRequestError
from .multipart import Payload, encode
from .parameters import header, header_value
from .requests import Operation, Options, Request
from .responses import AsyncStreamedResponse, RawResponse, SentRequest, StreamedResponse
from .sending import Deadline, Sending

if TYPE_CHECKING:
    from .client import AsyncClientBase, ClientBase
    from .core import Core, Hook

Headers = dict[str, tuple[str, str | None]]
"""Lower-case name -> the header as it is sent, each name once; None for one that the call wants left out."""

_OPTIONS = frozenset({*Options.__annotations__, "secrets"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_REFUSALS = frozenset({401, 403})
_KEPT = frozenset({"accept", "accept-language", "range", "user-agent"})


class Attempt:
    """One sending of a request, as hooks see it.

    `on_request` may add to `headers`. `on_response` finds `response` (for a stream without its body) or `error`, which
    may be what cancels the call.
    `context` is for the hooks' own use, such as a span that one starts and the other ends:

        def on_request(attempt: Attempt) -> None:
            span = attempt.context["span"] = tracer.start_span(attempt.operation.operation_id)
            inject(attempt.headers, context=set_span_in_context(span))  # traceparent

        def on_response(attempt: Attempt) -> None:
            span = attempt.context["span"]
            if attempt.error is not None:
                span.record_exception(attempt.error)
            else:
                span.set_attribute("http.response.status_code", attempt.response.status_code)
            span.end()
    """

    def __init__(
        self, request: SentRequest, number: int, headers: dict[str, str]
    ) -> None:
        self.operation = request.operation
        self.request = request
        self.number = number
        self.headers = headers
        self.context: dict[str, Any] = {}
        self.response: Any = None
        self.error: BaseException | None = None
        self.seconds = 0.0


async def exchange(
    client: ClientBase | AsyncClientBase,
    request: Request,
    options: Mapping[str, Any],
    stream: bool = False,
) -> Any:
    """Makes one call and gives its response.

    Raises the error of a status that is no success, or of the connection, when no retry mends it.
    """
    core = client._core
    call = _Call(client, request, options, stream)
    while True:
        response, failure = await call.attempt()
        if response is not None:
            if response.status_code < 300:
                core.budget.give()
                call.settle()
                if not stream:
                    core.compared(response)
                return response
            if call.redirected(response) or call.refreshed(response):
                continue
            if call.moved(response):
                continue
            failure = call.failure(response)
        pause = call.pause(response, failure)
        if pause is None:
            if response is not None:
                core.compared(response)
            raise failure
        await client._pause(pause)


class _Call:
    """The state of one call: what is sent next, how often it was sent, until when."""

    def __init__(
        self,
        client: ClientBase | AsyncClientBase,
        request: Request,
        options: Mapping[str, Any],
        stream: bool,
    ) -> None:
        if not options.keys() <= _OPTIONS:
            unknown = min(options.keys() - _OPTIONS)
            name = request.operation.operation_id
            raise TypeError(f"{name}: unexpected keyword argument {unknown!r}")
        core = client._core
        self._client, self._core = client, core
        self._operation, self._stream = request.operation, stream
        self._deadline = Deadline(options.get("timeout", core.timeout))
        self._retries: int = options.get("max_retries", core.max_retries)
        if not isinstance(self._retries, int):
            got = type(self._retries).__name__
            raise TypeError(f"max_retries: expected an int, got {got}")
        key = _idempotency_key(request.operation, options)
        self._safe = request.operation.idempotent or key is not None
        # Those of a token request, which no Attachment knows.
        self._secrets = options.get("secrets", ())
        self._method = request.operation.method
        self._url = _url(core, request, options)
        self._headers, self._content = _message(core, request, options, key)
        self._replayable = (
            not isinstance(self._content, Payload) or self._content.replayable
        )
        self._number, self._redirects, self._plain = 1, 0, False
        self._found: list[Attachment] = []
        self._rejected: frozenset[str] | None = None
        self._refusal: RawResponse[Any] | None = None

    async def attempt(self) -> tuple[Any, Any]:
        """Sends once. Gives the response, or why there is none; other errors are raised."""
        core, client = self._core, self._client
        self._found = await self._credentials()
        url, headers = _attach(self._url, self._headers, self._found)
        sending = [
            (name, value) for name, value in headers.values() if value is not None
        ]
        sent = SentRequest(self._operation, url, sending, self._found, self._secrets)
        tried = Attempt(sent, self._number, dict(sending))
        if core.on_request is not None:
            await client._ask(core.on_request, tried)
            sending = [header(*pair) for pair in tried.headers.items()]
        begun = time.monotonic()
        tried.response, tried.error = await self._answer(sent, url, sending)
        tried.seconds = time.monotonic() - begun
        if core.on_response is not None:
            await self._tell(core.on_response, tried)
        if core.listened():
            core.log(tried)
        if tried.error is not None and not isinstance(tried.error, ApiConnectionError):
            raise tried.error
        return tried.response, tried.error

    async def _tell(self, on_response: Hook, tried: Attempt) -> None:
        """Calls the hook of responses. When it fails, nobody else will close what was to be streamed."""
        try:
            await self._client._ask(on_response, tried)
        except BaseException:
            if isinstance(tried.response, StreamedResponse | AsyncStreamedResponse):
                await self._client._discard(tried.response)
            raise

    async def _answer(
        self, sent: SentRequest, url: str, headers: list[tuple[str, str]]
    ) -> tuple[Any, BaseException | None]:
        """The response, or the error, that sending ends in."""
        sending = Sending(
            core=self._core,
            sent=sent,
            method=self._method,
            url=url,
            headers=headers,
            content=self._content,
            deadline=self._deadline,
            plain=self._plain,
            stream=self._stream,
        )
        try:
            return await self._client._send(sending), None
        except BaseException as error:  # to be raised when hooks and the log know it
            return None, error

    async def _credentials(self) -> list[Attachment]:
        """The credentials of the next attempt: none elsewhere, or where the HTTP client has its own."""
        core, operation = self._core, self._operation
        if self._plain or not operation.security or core.foreign_auth:
            return []
        found = core.fixed(operation) or await attachments(
            self._client,
            operation,
            self._headers,
            self._rejected or frozenset(),
            self._deadline,
        )
        for scheme, moved in core.doubted(operation):
            if moved or (moved is None and self._refusal is not None):
                found = [*found, *elsewhere(scheme, found)]
        return found

    def redirected(self, response: RawResponse[Any]) -> bool:
        """Whether a redirect is to be followed; if so, the next attempt does."""
        status = response.status_code
        if status not in _REDIRECTS or self._redirects >= 5:
            return False
        location = response.headers.get("location", "")
        has_body = self._content is not None
        following = _redirect(self._method, self._url, status, location, has_body)
        if following is None or not self._replayable:
            return False
        self._redirects += 1
        self._method, self._url, is_same = following
        self._url = response.request.without_credentials(self._url)
        if not is_same:
            self._plain = True
            self._keep_headers(self._headers.keys() & _KEPT)
        if self._method == "GET" and has_body:
            self._content = None
            self._keep_headers(
                self._headers.keys() - {"content-type", "content-length"}
            )
        return True

    def _keep_headers(self, names: Set[str]) -> None:
        self._headers = {
            name: pair for name, pair in self._headers.items() if name in names
        }

    def refreshed(self, response: RawResponse[Any]) -> bool:
        """Whether another credential may help after a 401, once; if so, the next attempt asks for it."""
        if (
            response.status_code != 401
            or self._rejected is not None
            or not self._found
            or not self._replayable
        ):
            return False
        self._rejected = frozenset(item.secret for item in self._found)
        return refreshable(self._core, self._operation)

    def moved(self, response: RawResponse[Any]) -> bool:
        """Whether a key may have been refused for its place, which the documents do not tell, once; if so, the next
        attempt sends it elsewhere, too.
        """
        if (
            response.status_code not in _REFUSALS
            or self._refusal is not None
            or not self._replayable
            or not self._unsettled()
        ):
            return False
        self._refusal = response
        return True

    def _unsettled(self) -> list[ApiKeyScheme]:
        """The keys that were sent and may be wanted elsewhere."""
        doubted = self._core.doubted(self._operation) if self._found else []
        return [scheme for scheme, moved in doubted if moved is None]

    def settle(self) -> None:
        """Keeps where the keys of this call, which succeeded, were sent."""
        if self._unsettled():
            self._core.settle(self._operation, self._refusal is not None)

    def failure(self, response: RawResponse[Any]) -> ApiError:
        """The error of a response, or of the refusal that sending a key elsewhere did not mend; of a key whose place
        the documents do not tell, it says where it was sent.
        """
        if self._refusal is not None and response.status_code in (400, *_REFUSALS):
            response = self._refusal
        failure = response.error()
        if response.status_code in _REFUSALS:
            for scheme in self._unsettled():
                failure.add_note(self._told(scheme))
        return failure

    def _told(self, scheme: ApiKeyScheme) -> str:
        secrets = {one.secret for one in self._found if one.name == scheme.name}
        sent = [one for one in self._found if one.secret in secrets]
        places = ", ".join(f"{one.name} ({one.location})" for one in sent)
        return (
            f"{scheme.keyword}: the documents do not tell where it travels. It was sent"
            f" as {places}; where the API wants it elsewhere, give it to the client in"
            " headers= or query=, too."
        )

    def pause(
        self, response: RawResponse[Any] | None, failure: ApiError
    ) -> float | None:
        """The seconds before the next attempt, or None when there is none."""
        status, headers = None, None
        if response is not None:
            status, headers = response.status_code, response.headers
        if self._number > self._retries or not self._replayable:
            return None
        if not retry.may_repeat(self._safe, status, headers, failure):
            return None
        pause = retry.wait(self._number, headers)
        if pause is None or self._deadline.is_over(pause):
            return None
        if not self._core.budget.take():
            return None
        self._number += 1
        return pause


def _url(core: Core, request: Request, options: Mapping[str, Any]) -> str:
    """The URL of a request, but for credentials."""
    base = options.get("base_url")
    if base is None:
        base = core.base_url(request.operation, options.get("server_variables"))
    else:
        base = core.checked_url(base)
    if core.query and not _is_foreign(request):
        request = request.with_query(core.query, keep=True)
    if options.get("extra_query"):
        request = request.with_query(options["extra_query"])
    return (_origin(base) if request.absolute else base) + request.target()


def _is_foreign(request: Request) -> bool:
    """Whether it is a token request, which has no path: what every call is sent with may be nobody else's business."""
    return not request.operation.path


def _message(
    core: Core, request: Request, options: Mapping[str, Any], key: str | None
) -> tuple[Headers, bytes | Payload | None]:
    """Headers, an idempotency `key` among them, and body of a request, but for credentials."""
    operation, payload = request.operation, None
    headers: Headers = {"accept": ("Accept", operation.accept)}
    if not _is_foreign(request):
        headers.update(core.headers)
    for name, value in request.headers:
        headers[name.lower()] = (name, value)
    if request.content is not None:
        content_type, payload = encode(request.content, options.get("extra_body"))
        headers["content-type"] = ("Content-Type", content_type)
        if isinstance(payload, Payload) and payload.length is not None:
            headers["content-length"] = ("Content-Length", str(payload.length))
    elif options.get("extra_body"):
        raise InvalidRequestError("extra_body: this call sends no body to add to")
    if key is not None:
        headers[operation.idempotency_key.lower()] = (operation.idempotency_key, key)
    for name, value in request.cookies:
        _add_cookie(headers, name, value)
    for name, value in (options.get("extra_headers") or {}).items():
        told = (name, None) if value is None else header(name, value)
        headers[str(name).lower()] = told
    return headers, payload


def _idempotency_key(operation: Operation, options: Mapping[str, Any]) -> str | None:
    """The idempotency key of a call: its own, or a new one where the documents require one."""
    if "idempotency_key" in options:
        if not operation.idempotency_key:
            raise InvalidRequestError(
                f"idempotency_key: {operation.operation_id} documents none"
            )
        return header_value("idempotency_key", options["idempotency_key"])
    if not operation.requires_key:
        return None
    from uuid import uuid4  # few calls need it

    return str(uuid4())


def _attach(url: str, headers: Headers, found: list[Attachment]) -> tuple[str, Headers]:
    """URL and headers with credentials; a header that the call sets itself wins over a credential of that name."""
    headers = dict(headers)
    for location, name, value, _ in found:
        if location == "query":
            url += f"{'&' if '?' in url else '?'}{quote(name, safe='')}={value}"
        elif location == "cookie":
            _add_cookie(headers, name, value)
        else:
            headers.setdefault(name.lower(), (name, value))
    return url, headers


def _add_cookie(headers: Headers, name: str, value: str) -> None:
    before = headers.get("cookie", ("Cookie", ""))[1]
    if before is not None:
        pairs = [before, f"{name}={value}"] if before else [f"{name}={value}"]
        headers["cookie"] = ("Cookie", "; ".join(pairs))


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _place(url: str) -> tuple[str, str | None, int | None]:
    """An origin, to compare (RFC 6454)."""
    parts = urlsplit(url)
    default = {"http": 80, "https": 443}.get(parts.scheme)
    port = default if parts.port is None else parts.port
    return parts.scheme, parts.hostname, port


def _redirect(
    method: str, url: str, status: int, location: str, has_body: bool
) -> tuple[str, str, bool] | None:
    """Method and URL that a redirect leads to, and whether within the origin; or None for one that is not followed.

    Reads (GET, HEAD) follow everywhere but from https to http, without credentials on another origin. Other methods
    follow only within the origin, and only where the standard keeps their meaning (RFC 9110, 15.4): 307 and 308 as
    they are, 303 as GET. A target with user information is an error (RFC 9110, 4.2.4).
    """
    try:
        target = urljoin(url, location).partition("#")[0]
        parts, same = urlsplit(target), _place(target) == _place(url)
    except ValueError:  # such as http://[
        return None
    is_downgrade = url.startswith("https:") and parts.scheme == "http"
    if not location or parts.scheme not in ("http", "https") or is_downgrade:
        return None
    if "@" in parts.netloc and parts.netloc != urlsplit(url).netloc:
        return None
    if method in ("GET", "HEAD"):
        return (method, target, same) if same or not has_body else None
    if not same or status in (301, 302):
        return None
    return "GET" if status == 303 else method, target, same
