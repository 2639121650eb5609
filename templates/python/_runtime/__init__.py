"""What every generated client stands on; copied as it is into the package, and replaced when it is generated again.

Only names of this module are meant for use outside of it. Each is loaded when it is first asked for (PEP 562), so that
importing a client costs next to nothing: the HTTP library, for one, is not imported before the first call.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .auth import ApiKeyScheme as ApiKeyScheme
    from .auth import BasicCredential as BasicCredential
    from .auth import ClientCredentials as ClientCredentials
    from .auth import HttpScheme as HttpScheme
    from .auth import OAuth2Scheme as OAuth2Scheme
    from .auth import Secret as Secret
    from .auth import TokenCredential as TokenCredential
    from .client import AsyncClientBase as AsyncClientBase
    from .client import ClientBase as ClientBase
    from .codec import Doubt as Doubt
    from .core import Api as Api
    from .core import Settings as Settings
    from .drift import DriftReport as DriftReport
    from .errors import ApiConnectionError as ApiConnectionError
    from .errors import ApiError as ApiError
    from .errors import ApiStatusError as ApiStatusError
    from .errors import ApiTimeoutError as ApiTimeoutError
    from .errors import BadGatewayError as BadGatewayError
    from .errors import BadRequestError as BadRequestError
    from .errors import ClientError as ClientError
    from .errors import ConfigurationError as ConfigurationError
    from .errors import ConflictError as ConflictError
    from .errors import DecodingError as DecodingError
    from .errors import ForbiddenError as ForbiddenError
    from .errors import GatewayTimeoutError as GatewayTimeoutError
    from .errors import GoneError as GoneError
    from .errors import InternalServerError as InternalServerError
    from .errors import InvalidRequestError as InvalidRequestError
    from .errors import LockedError as LockedError
    from .errors import MethodNotAllowedError as MethodNotAllowedError
    from .errors import MismatchError as MismatchError
    from .errors import NotAcceptableError as NotAcceptableError
    from .errors import NotFoundError as NotFoundError
    from .errors import NotImplementedByServerError as NotImplementedByServerError
    from .errors import PayloadTooLargeError as PayloadTooLargeError
    from .errors import PaymentRequiredError as PaymentRequiredError
    from .errors import PreconditionFailedError as PreconditionFailedError
    from .errors import RangeNotSatisfiableError as RangeNotSatisfiableError
    from .errors import RedirectError as RedirectError
    from .errors import RequestTimeoutError as RequestTimeoutError
    from .errors import ResponseTooLargeError as ResponseTooLargeError
    from .errors import ServerError as ServerError
    from .errors import ServiceUnavailableError as ServiceUnavailableError
    from .errors import TooManyRequestsError as TooManyRequestsError
    from .errors import UnauthorizedError as UnauthorizedError
    from .errors import UnprocessableEntityError as UnprocessableEntityError
    from .errors import UnsupportedMediaTypeError as UnsupportedMediaTypeError
    from .exchange import Attempt as Attempt
    from .mismatch import Mismatch as Mismatch
    from .models import ABSENT as ABSENT
    from .models import Absent as Absent
    from .models import Model as Model
    from .models import OpenModel as OpenModel
    from .models import alias as alias
    from .models import optional as optional
    from .models import required as required
    from .multipart import File as File
    from .multipart import FileSource as FileSource
    from .pagination import Pagination as Pagination
    from .parameters import Parameter as Parameter
    from .requests import Body as Body
    from .requests import Operation as Operation
    from .requests import Options as Options
    from .requests import Request as Request
    from .resources import AsyncRawResource as AsyncRawResource
    from .resources import AsyncResource as AsyncResource
    from .resources import AsyncStreamResource as AsyncStreamResource
    from .resources import RawResource as RawResource
    from .resources import Resource as Resource
    from .resources import StreamResource as StreamResource
    from .resources import async_iterate as async_iterate
    from .resources import async_raw as async_raw
    from .resources import async_stream as async_stream
    from .resources import asynchronous as asynchronous
    from .resources import raw as raw
    from .resources import stream as stream
    from .responses import AsyncStreamedResponse as AsyncStreamedResponse
    from .responses import RawResponse as RawResponse
    from .responses import StreamedResponse as StreamedResponse
    from .testing import FakeServer as FakeServer
    from .testing import RecordedCall as RecordedCall
    from .testing import UndocumentedRequestError as UndocumentedRequestError

_MODULES = {
    "auth": "ApiKeyScheme BasicCredential ClientCredentials HttpScheme OAuth2Scheme Secret TokenCredential",
    "client": "AsyncClientBase ClientBase",
    "codec": "Doubt",
    "core": "Api Settings",
    "drift": "DriftReport",
    "errors": "ApiConnectionError ApiError ApiStatusError ApiTimeoutError BadGatewayError BadRequestError ClientError "
    "ConfigurationError ConflictError DecodingError ForbiddenError GatewayTimeoutError GoneError "
    "InternalServerError InvalidRequestError LockedError MethodNotAllowedError MismatchError NotAcceptableError "
    "NotFoundError NotImplementedByServerError PayloadTooLargeError PaymentRequiredError PreconditionFailedError "
    "RangeNotSatisfiableError RedirectError RequestTimeoutError ResponseTooLargeError ServerError "
    "ServiceUnavailableError TooManyRequestsError UnauthorizedError UnprocessableEntityError UnsupportedMediaTypeError",
    "exchange": "Attempt",
    "mismatch": "Mismatch",
    "models": "ABSENT Absent Model OpenModel alias optional required",
    "multipart": "File FileSource",
    "pagination": "Pagination",
    "parameters": "Parameter",
    "requests": "Body Operation Options Request",
    "resources": "AsyncRawResource AsyncResource AsyncStreamResource RawResource Resource StreamResource "
    "async_iterate async_raw async_stream asynchronous raw stream",
    "responses": "AsyncStreamedResponse RawResponse StreamedResponse",
    "testing": "FakeServer RecordedCall UndocumentedRequestError",
}
_HOME = {name: module for module, names in _MODULES.items() for name in names.split()}

if not TYPE_CHECKING:

    def __getattr__(name):
        """Load a public name from its module when it is first asked for."""
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(_HOME)
