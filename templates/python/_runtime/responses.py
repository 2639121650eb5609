"""What was sent and what came back, as users see it: SentRequest, RawResponse, StreamedResponse."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import unquote

from .codec import ANY, STRING, Array, ModelCodec, Table
from .errors import ApiStatusError, DecodingError, status_error
from .redact import redact_headers, redact_url, scrub
from .requests import charset, is_json

if TYPE_CHECKING:
    from .auth import Attachment
    from .codec import Codec
    from .requests import Operation

T_co = TypeVar("T_co", covariant=True)


class SentRequest:
    """A request as it was sent. `url` and `headers` are shown with credentials hidden."""

    __slots__ = ("_found", "_headers", "_secrets", "_url", "method", "operation")

    def __init__(
        self,
        operation: Operation,
        url: str,
        headers: list[tuple[str, str]],
        found: Sequence[Attachment] = (),
        secrets: tuple[str, ...] = (),
    ) -> None:
        self.operation, self.method = operation, operation.method
        self._url = url
        self._headers = headers
        self._found = found
        self._secrets = secrets

    @property
    def url(self) -> str:
        """The URL, with credentials hidden."""
        return redact_url(self._url, [item.name for item in self._found])

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers that the client set, with credentials hidden."""
        return redact_headers(self._headers, [item.name for item in self._found])

    def without_credentials(self, url: str) -> str:
        """A URL that the server gave, without the credentials of this request's query that it may repeat."""
        names = {item.name for item in self._found if item.location == "query"}
        path, _, query = url.partition("?")
        pairs = [(pair, unquote(pair.partition("=")[0])) for pair in query.split("&")]
        kept = "&".join(pair for pair, name in pairs if name not in names)
        return f"{path}?{kept}" if kept else path

    def scrub(self, text: str) -> str:
        """Text without this request's credentials."""
        found = [item.secret for item in self._found]
        # A server may repeat the whole header: what stands behind "Basic" is the password in another spelling.
        found += [item.value.rpartition(" ")[2] for item in self._found]
        return scrub(text, [*self._secrets, *found])

    def __repr__(self) -> str:
        return f"<SentRequest {self.method} {self.url}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return SentRequest, (self.operation, self.url, list(self.headers.items()))


class RawResponse(Generic[T_co]):
    """A whole response: `status_code`, `headers` (names in any case), `content`, `text`, `body`, `parsed`."""

    def __init__(
        self,
        request: SentRequest,
        status_code: int,
        headers: Mapping[str, str],
        content: bytes,
    ) -> None:
        self.request = request
        self.status_code = status_code
        self.headers = headers
        self.content = content

    @property
    def text(self) -> str:
        """The body as text, in the character set that its content type names, else UTF-8."""
        try:
            return self.content.decode(self._charset() or "utf-8", "replace")
        except (LookupError, ValueError):
            # There is no such codec, or it is none of a character set.
            return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        """The body as JSON. Raises DecodingError when it is none."""
        from json import loads

        try:
            try:
                return loads(self.content)
            except UnicodeDecodeError:
                if self._charset() in ("", "utf-8", "utf8"):
                    raise
                return loads(self.text)
        except (ValueError, RecursionError) as error:
            what = f"the body is not JSON ({type(error).__name__}, {len(self.content)} bytes)"
            raise self._undecodable(what) from None

    @property
    def body(self) -> Any:
        """The body: parsed JSON, else text; None when there is none."""
        if "_body" not in self.__dict__:
            if not self.content:
                self._body = None
            else:
                try:
                    self._body = self.json()
                except DecodingError:
                    self._body = self.text
        return self._body

    @property
    def parsed(self) -> T_co:
        """The body as the documented type of this status.

        Raises DecodingError when the documents say JSON and the body of a success is none.
        """
        if "_parsed" not in self.__dict__:
            self._parsed: T_co = self._parse()
        return self._parsed

    @property
    def meaning(self) -> str:
        """What the documents say of this status, or ""."""
        return self.request.operation.response(self.status_code)[1]

    @property
    def is_success(self) -> bool:
        """Whether the status is 2xx."""
        return 200 <= self.status_code < 300

    def _parse(self) -> Any:
        documented = self._documented()
        if documented is None:
            return None if self.is_success else self.body
        if documented == "bytes":
            return self.content
        if not self.content:
            return None
        codec = self.request.operation.codec(documented)
        if self.is_text_for(codec):
            return codec.decode(self.text)
        if documented.endswith("rt.Doubt"):
            kind = self.headers.get("content-type", "")
            if not is_json(kind):
                return self.text if kind.startswith("text/") else self.content
        raw = self.json() if self.is_success else self.body
        try:
            return codec.decode(raw)
        except RecursionError:
            raise self._undecodable("the body is nested too deeply") from None

    def _documented(self) -> str | None:
        """The type of this status. A success that the documents do not list is most likely to look like the one that
        they do, and not like `default`, which then is what errors are like.
        """
        operation, status = self.request.operation, self.status_code
        documented = operation.response(status)[0]
        is_listed = operation.response_key(status) not in (None, "default")
        if is_listed or not self.is_success:
            return documented
        told = operation.responses.items()
        listed = {kind for key, (kind, _) in told if key.startswith("2")}
        return listed.pop() if len(listed) == 1 else documented

    def is_text_for(self, codec: Codec) -> bool:
        """Whether the body is no JSON, but a text that is of a documented type all the same."""
        codec = codec.resolved
        if isinstance(codec, ModelCodec | Array | Table):
            return False
        if is_json(self.headers.get("content-type", "")):
            return False
        if codec is STRING:
            return True
        return (
            codec is not ANY and self.body == self.text != "" and codec.fits(self.text)
        )

    def _charset(self) -> str:
        return charset(self.headers.get("content-type", ""))

    def _undecodable(self, what: str) -> DecodingError:
        kind = self.headers.get("content-type", "no content type")[:80]
        where = f"{self.request.operation.operation_id}: {self.status_code}, {kind}"
        return DecodingError(f"{where}: {what}", request=self.request, response=self)

    def error(self) -> ApiStatusError:
        """The error of a response that is no success, of the class of its status."""
        operation = self.request.operation
        told = f" ({self.meaning})" if self.meaning else ""
        said = self.request.scrub(_message(self.body))[:200]
        text = f"{operation.operation_id}: {self.status_code}{told}{': ' + said if said else ''}"
        return status_error(self.status_code)(
            text, response=self, meaning=self.meaning, request=self.request
        )

    def __repr__(self) -> str:
        return f"<RawResponse {self.status_code}, {len(self.content)} bytes>"

    def __reduce__(self) -> tuple[Any, ...]:
        return RawResponse, (
            self.request,
            self.status_code,
            CaseInsensitive(self.headers),
            self.content,
        )


class CaseInsensitive(dict[str, str]):
    """Headers without the HTTP library: lower case, found in any case."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        super().__init__({name.lower(): value for name, value in headers.items()})

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name.lower())

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a header, its name in any case."""
        return super().get(name.lower(), default)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and super().__contains__(name.lower())


def _message(body: Any) -> str:
    """What an error body says in words, by the names that APIs use (RFC 9457 among them), on one line."""
    if isinstance(body, dict):
        for name in (
            "message",
            "errorSummary",
            "error_description",
            "detail",
            "title",
            "error",
        ):
            value = body.get(name)
            if isinstance(value, dict):
                return _message(value)
            if isinstance(value, str) and value:
                return " ".join(value.split())
    return ""


class _Streamed:
    """What is known of a response before its body is read."""

    def __init__(self, request: SentRequest, http: Any) -> None:
        self.request, self._http = request, http
        self.status_code: int = http.status_code
        self.headers: Mapping[str, str] = http.headers


class StreamedResponse(_Streamed):
    """A response whose body is read piece by piece; a context manager, which closes it."""

    def __enter__(self) -> StreamedResponse:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Gives the connection back, read to the end or not."""
        self._http.close()

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """The body, decompressed, in pieces as they come or of `chunk_size`. Raises ApiConnectionError if cut off."""
        from .transport import mapped

        with mapped(self.request):
            yield from self._http.iter_bytes(chunk_size)

    def iter_lines(self) -> Iterator[str]:
        """The body as lines of text."""
        from .transport import mapped

        with mapped(self.request):
            yield from self._http.iter_lines()

    def read(self) -> bytes:
        """The whole body."""
        return b"".join(self.iter_bytes())

    def to_file(self, path: str | os.PathLike[str]) -> int:
        """Writes the body to a file and gives the number of bytes; a file cut short is removed."""
        written = 0
        with _whole_file(path) as opened:
            for piece in self.iter_bytes():
                written += opened.write(piece)
        return written


class AsyncStreamedResponse(_Streamed):
    """The same for an event loop: an asynchronous context manager."""

    async def __aenter__(self) -> AsyncStreamedResponse:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Gives the connection back, read to the end or not."""
        await self._http.aclose()

    async def iter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        """The body, decompressed, in pieces as they come or of `chunk_size`. Raises ApiConnectionError if cut off."""
        from .transport import mapped

        with mapped(self.request):
            async for piece in self._http.aiter_bytes(chunk_size):
                yield piece

    async def iter_lines(self) -> AsyncIterator[str]:
        """The body as lines of text."""
        from .transport import mapped

        with mapped(self.request):
            async for line in self._http.aiter_lines():
                yield line

    async def read(self) -> bytes:
        """The whole body."""
        return b"".join([piece async for piece in self.iter_bytes()])

    async def to_file(self, path: str | os.PathLike[str]) -> int:
        """Writes the body to a file and gives the number of bytes; a file cut short is removed."""
        written = 0
        with _whole_file(path) as opened:
            async for piece in self.iter_bytes():
                written += opened.write(piece)
        return written


class _whole_file:  # noqa: N801 (used like `open`)
    """A file that takes its name only when it is complete."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = Path(path)
        self._part = Path(f"{self._path}.{os.urandom(4).hex()}.part")

    def __enter__(self) -> Any:
        self._opened = self._part.open("xb")
        return self._opened

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._opened.close()
        try:
            if kind is None:
                self._part.replace(self._path)
        finally:
            self._part.unlink(missing_ok=True)
