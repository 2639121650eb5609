"""One call from request to response: credentials, retries, redirects, hooks, logging. It does no I/O itself.

`exchange` is a generator that yields steps (Send, Pause, Ask, Fetch) and is given their results, so that the sync and
the async client share it: each performs the steps in its own way.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from . import retry
from .auth import Ask, Attachment, attachments, refreshable
from .errors import ApiConnectionError, InvalidRequestError
from .multipart import Payload, encode
from .requests import Request, header_value
from .responses import RawResponse, SentRequest

if TYPE_CHECKING:
    from .client import Core

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_KEPT = frozenset({"accept", "accept-language", "range", "user-agent"})


class Send(NamedTuple):
    """A step: send this and give back the answer. Raises ApiConnectionError when none comes by `deadline`.

    `plain` leaves out what the HTTP client would add of its own (headers, cookies, authentication); `stream` leaves
    the body of a success unread.
    """

    method: str
    url: str
    headers: list[tuple[str, str]]
    content: bytes | Payload | None
    deadline: float | None
    plain: bool
    stream: bool
    secured: bool
    sent: SentRequest


class Pause(NamedTuple):
    """A step: wait."""

    seconds: float


class Answer(NamedTuple):
    """What a Send gives: `content` is None when the body is left to be read from `http`."""

    status: int
    headers: Mapping[str, str]
    content: bytes | None
    http: Any


class Attempt:
    """One sending of a request, as hooks see it.

    `on_request` may add to `headers`. `on_response` finds `response` (for a stream without its body) or `error`.
    `context` is for the hooks' own use, such as a span that one starts and the other ends.
    """

    def __init__(self, request: SentRequest, number: int, headers: dict[str, str]) -> None:
        self.operation, self.request, self.number, self.headers = request.operation, request, number, headers
        self.context: dict[str, Any] = {}
        self.response: RawResponse[Any] | None = None
        self.error: Exception | None = None
        self.seconds = 0.0


def exchange(core: Core, request: Request, options: Mapping[str, Any], stream: bool) -> Generator[Any, Any, Any]:
    """The steps of one call. Gives a RawResponse, or for a stream the open Answer and its SentRequest.

    Raises the error of a status that is no success, or of the connection, when no retry mends it.
    """
    operation = request.operation
    timeout = options.get("timeout", core.timeout)
    started = time.monotonic()
    deadline = None if timeout is None else started + timeout
    retries = options.get("max_retries", core.max_retries)
    safe = operation.idempotent or "idempotency_key" in options
    secrets = options.get("secrets", ())  # those of a token request, which no Attachment knows
    url, headers, payload = _message(core, request, options)
    if isinstance(payload, Payload) and not payload.replayable:
        retries = 0
    method, plain, redirects, attempt, rejected, refreshed = operation.method, False, 0, 1, "", False
    while True:
        found: list[Attachment] = []
        if not plain:
            found = yield from attachments(core, operation, {name.lower() for name, _ in headers}, rejected)
        target, sending = _attach(url, headers, found) if found else (url, headers)
        names = tuple(item.name for item in found)
        sent = SentRequest(operation, target, sending, names, (*secrets, *(item.secret for item in found)))
        tried = None
        if core.on_request is not None or core.on_response is not None:
            tried = Attempt(sent, attempt, dict(sending))
            if core.on_request is not None:
                yield Ask(lambda tried=tried: core.on_request(tried))  # type: ignore[misc]
                sending = [(name, header_value(name, value)) for name, value in tried.headers.items()]
        begun = time.monotonic()
        failure = response = answer = None
        try:
            answer = yield Send(
                method, target, sending, payload, deadline, plain, stream, bool(operation.security), sent
            )
            status, content = answer.status, answer.content
            response = RawResponse[Any](sent, status, answer.headers, content or b"")
        except ApiConnectionError as error:
            failure, status, content = error, None, b""
        except Exception as error:
            if tried is not None:
                yield from _told(core, tried, None, error, begun)
            raise
        if tried is not None:
            yield from _told(core, tried, response, failure, begun)
        if core.log is not None:
            core.log(sent, attempt, status, time.monotonic() - begun, failure)
        if status is not None and status < 300:
            core.budget.give()
            return (answer, sent) if content is None else response
        got = None if response is None else response.headers
        if got is not None and status in _REDIRECTS and redirects < 5:
            following = _redirect(method, url, status, got.get("location", ""), payload is not None)
            if following is not None:
                method, new, redirects = following[0], following[1], redirects + 1
                if _origin(new) != _origin(url):
                    plain, headers = True, [pair for pair in headers if pair[0].lower() in _KEPT]
                payload = None if method == "GET" else payload
                url = new
                continue
        if status == 401 and not refreshed and found and refreshable(core, operation):
            refreshed, rejected = True, found[0].secret
            if not isinstance(payload, Payload) or payload.replayable:
                continue
        pause = (
            retry.wait(attempt, got) if attempt <= retries and retry.may_repeat(safe, status, got, failure) else None
        )
        late = deadline is not None and pause is not None and time.monotonic() + pause >= deadline
        if pause is None or late or not core.budget.take():
            raise failure or response.error()  # type: ignore[union-attr]
        yield Pause(pause)
        attempt += 1


def _told(core: Core, tried: Attempt, response: Any, error: Any, begun: float) -> Generator[Any, Any, None]:
    tried.response, tried.error, tried.seconds = response, error, time.monotonic() - begun
    if core.on_response is not None:
        yield Ask(lambda: core.on_response(tried))  # type: ignore[misc]


def _message(
    core: Core, request: Request, options: Mapping[str, Any]
) -> tuple[str, list[tuple[str, str]], bytes | Payload | None]:
    """URL, headers and body of a request with the options of the call, but for credentials."""
    operation = request.operation
    base = options.get("base_url")
    base = core.base_url(operation.servers or core.api.base_url) if base is None else core.checked_url(base)
    if options.get("extra_query"):
        request = request.with_query(options["extra_query"])
    url = (_origin(base) if request.absolute else base) + request.target()
    headers = [("Accept", operation.accept), *core.headers, *request.headers]
    payload: bytes | Payload | None = None
    if request.content is not None:
        content_type, payload = encode(request.content, options.get("extra_body"))
        headers.append(("Content-Type", content_type))
        if isinstance(payload, Payload) and payload.length is not None:
            headers.append(("Content-Length", str(payload.length)))
    elif options.get("extra_body"):
        raise InvalidRequestError("extra_body: this call sends no body to add to")
    if "idempotency_key" in options:
        if not operation.idempotency_key:
            raise InvalidRequestError(f"idempotency_key: {operation.operation_id} documents none")
        headers.append((operation.idempotency_key, header_value("idempotency_key", options["idempotency_key"])))
    if request.cookies:
        headers.append(("Cookie", "; ".join(f"{name}={value}" for name, value in request.cookies)))
    extra = options.get("extra_headers")
    if extra:
        replaced = {name.lower() for name in extra}
        headers = [pair for pair in headers if pair[0].lower() not in replaced]
        headers += [(name, header_value(name, value)) for name, value in extra.items() if value is not None]
    return url, headers, payload


def _attach(url: str, headers: list[tuple[str, str]], found: list[Attachment]) -> tuple[str, list[tuple[str, str]]]:
    """URL and headers with credentials; a header that the call sets itself wins over a credential of that name."""
    own = {name.lower() for name, _ in headers}
    headers = list(headers)
    for location, name, value, _ in found:
        if location == "query":
            url += f"{'&' if '?' in url else '?'}{quote(name, safe='')}={value}"
        elif location == "cookie":
            before = next((text for key, text in headers if key == "Cookie"), "")
            headers = [pair for pair in headers if pair[0] != "Cookie"]
            headers.append(("Cookie", f"{before}; {name}={value}" if before else f"{name}={value}"))
        elif name.lower() not in own:
            headers.append((name, value))
    return url, headers


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _redirect(method: str, url: str, status: int, location: str, has_body: bool) -> tuple[str, str] | None:
    """Method and URL that a redirect leads to, or None for one that is not followed.

    Reads (GET, HEAD) follow everywhere but from https to http, without credentials on another origin. Other methods
    follow only within the origin, and only where the standard keeps their meaning (RFC 9110, 15.4): 307 and 308 as
    they are, 303 as GET.
    """
    try:
        target = urljoin(url, location).partition("#")[0]
        there = urlsplit(target)
    except ValueError:  # such as http://[
        return None
    if not location or there.scheme not in ("http", "https") or (url.startswith("https:") and there.scheme == "http"):
        return None
    if method in ("GET", "HEAD"):
        return (method, target) if not has_body or _origin(target) == _origin(url) else None
    if _origin(target) != _origin(url) or status in (301, 302):
        return None
    return ("GET", target) if status == 303 else (method, target)
