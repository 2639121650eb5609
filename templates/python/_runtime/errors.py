"""Everything that a client raises, in one tree.

ApiError
├── ConfigurationError            no base URL, no credential, a setting that cannot be; nothing was sent
├── InvalidRequestError           an argument or a body that the documents do not allow; nothing was sent (ValueError)
├── ApiConnectionError            no answer: refused, reset, cut off (ConnectionError)
│   └── ApiTimeoutError           not within the timeout (TimeoutError)
├── DecodingError                 an answer that cannot be read: not the JSON it should be, broken compression
│   └── ResponseTooLargeError     more than `max_response_bytes`
├── MismatchError                 an answer that contradicts the documents, with `on_mismatch="raise"` only
└── ApiStatusError                an answer that is no success
    ├── RedirectError             3xx that was not followed
    ├── ClientError               4xx
    │   ├── BadRequestError 400, UnauthorizedError 401, PaymentRequiredError 402, ForbiddenError 403
    │   ├── NotFoundError 404, MethodNotAllowedError 405, NotAcceptableError 406, RequestTimeoutError 408
    │   ├── ConflictError 409, GoneError 410, PreconditionFailedError 412, PayloadTooLargeError 413
    │   ├── UnsupportedMediaTypeError 415, RangeNotSatisfiableError 416, UnprocessableEntityError 422
    │   └── LockedError 423, TooManyRequestsError 429 (with `retry_after`)
    └── ServerError               5xx
        ├── InternalServerError 500, NotImplementedByServerError 501, BadGatewayError 502
        └── ServiceUnavailableError 503 (with `retry_after`), GatewayTimeoutError 504

Messages name operations, paths and fields, never credentials.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .mismatch import Mismatch
    from .responses import RawResponse, SentRequest


class ApiError(Exception):
    """The root of the tree. `request` is what was sent, with credentials hidden, or None when nothing was."""

    def __init__(self, message: str, *, request: SentRequest | None = None) -> None:
        super().__init__(message)
        self.request = request

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (type(self), self.args, self.__dict__)


class ConfigurationError(ApiError):
    """The client cannot make the call as it is configured; nothing was sent."""


class InvalidRequestError(ApiError, ValueError):
    """An argument or a body that the documents do not allow; the message begins with its name. Nothing was sent."""


class ApiConnectionError(ApiError, ConnectionError):
    """No whole answer came. `sent` is False when the server cannot have seen the request."""

    sent = True


class ApiTimeoutError(ApiConnectionError, TimeoutError):
    """No whole answer came within the timeout."""


class DecodingError(ApiError):
    """An answer came that cannot be read. `response` is that answer, as far as it came."""

    def __init__(
        self,
        message: str,
        *,
        request: SentRequest | None = None,
        response: RawResponse[Any] | None = None,
    ) -> None:
        super().__init__(message, request=request)
        self.response = response


class ResponseTooLargeError(DecodingError):
    """An answer that is larger than `max_response_bytes`, be it only after decompression."""


class MismatchError(ApiError):
    """An answer that contradicts the documents; raised with `on_mismatch="raise"` only. `mismatches` say how."""

    def __init__(
        self,
        message: str,
        *,
        mismatches: tuple[Mismatch, ...] = (),
        request: SentRequest | None = None,
    ) -> None:
        super().__init__(message, request=request)
        self.mismatches = mismatches


class ApiStatusError(ApiError):
    """An answer that is no success.

    `status_code`, `headers` and `body` (parsed JSON, else text) are the answer's; `parsed` is the documented error
    model where there is one, else the same as `body`; `meaning` is what the documents say of this status, or "".
    """

    def __init__(
        self,
        message: str,
        *,
        response: RawResponse[Any],
        meaning: str = "",
        request: SentRequest | None = None,
    ) -> None:
        super().__init__(message, request=request)
        self.response = response
        self.meaning = meaning

    @property
    def status_code(self) -> int:
        """The status of the answer."""
        return self.response.status_code

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of the answer; names in any case."""
        return self.response.headers

    @property
    def body(self) -> Any:
        """The body of the answer: parsed JSON, else text; None when there is none."""
        return self.response.body

    @property
    def parsed(self) -> Any:
        """The documented error model, where the documents have one for this status; else `body`."""
        return self.response.parsed


class RedirectError(ApiStatusError):
    """A 3xx that was not followed, because it leads a request with a body or a credential elsewhere."""


class ClientError(ApiStatusError):
    """4xx: the server holds the request to be wrong."""


class ServerError(ApiStatusError):
    """5xx: the server failed."""


class _WaitError(ApiStatusError):
    @property
    def retry_after(self) -> float | None:
        """The seconds that the server asks to wait (Retry-After, in seconds or as a date), or None."""
        from .retry import retry_after

        return retry_after(self.response.headers.get("retry-after"))


class BadRequestError(ClientError):
    """400."""


class UnauthorizedError(ClientError):
    """401: the credential is missing, wrong or expired."""


class PaymentRequiredError(ClientError):
    """402."""


class ForbiddenError(ClientError):
    """403: the credential does not allow it."""


class NotFoundError(ClientError):
    """404."""


class MethodNotAllowedError(ClientError):
    """405."""


class NotAcceptableError(ClientError):
    """406."""


class RequestTimeoutError(ClientError):
    """408."""


class ConflictError(ClientError):
    """409."""


class GoneError(ClientError):
    """410."""


class PreconditionFailedError(ClientError):
    """412."""


class PayloadTooLargeError(ClientError):
    """413. An ApiConnectionError of the AsyncClient if the server hangs up before it has read all that is sent."""


class UnsupportedMediaTypeError(ClientError):
    """415."""


class RangeNotSatisfiableError(ClientError):
    """416."""


class UnprocessableEntityError(ClientError):
    """422."""


class LockedError(ClientError):
    """423."""


class TooManyRequestsError(ClientError, _WaitError):
    """429; `retry_after` has the seconds that the server asks to wait."""


class InternalServerError(ServerError):
    """500."""


class NotImplementedByServerError(ServerError):
    """501."""


class BadGatewayError(ServerError):
    """502."""


class ServiceUnavailableError(ServerError, _WaitError):
    """503; `retry_after` has the seconds that the server asks to wait."""


class GatewayTimeoutError(ServerError):
    """504."""


_BY_STATUS: dict[int, type[ApiStatusError]] = {
    400: BadRequestError,
    401: UnauthorizedError,
    402: PaymentRequiredError,
    403: ForbiddenError,
    404: NotFoundError,
    405: MethodNotAllowedError,
    406: NotAcceptableError,
    408: RequestTimeoutError,
    409: ConflictError,
    410: GoneError,
    412: PreconditionFailedError,
    413: PayloadTooLargeError,
    415: UnsupportedMediaTypeError,
    416: RangeNotSatisfiableError,
    422: UnprocessableEntityError,
    423: LockedError,
    429: TooManyRequestsError,
    500: InternalServerError,
    501: NotImplementedByServerError,
    502: BadGatewayError,
    503: ServiceUnavailableError,
    504: GatewayTimeoutError,
}


def status_error(status: int) -> type[ApiStatusError]:
    """The class of a status that is no success."""
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    return (
        RedirectError if status < 400 else ClientError if status < 500 else ServerError
    )


def _restore(
    kind: type[ApiError], args: tuple[Any, ...], state: dict[str, Any]
) -> ApiError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error
