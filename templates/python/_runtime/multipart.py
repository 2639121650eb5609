"""Files and multipart bodies (RFC 7578), sent piece by piece: nothing is read whole."""

from __future__ import annotations

import os
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from .errors import InvalidRequestError
from .models import Object
from .parameters import Parameter, is_nested, json_text, query_pairs, text
from .requests import Content, body_kind, charset, is_json

_CHUNK = 64 * 1024


class File:
    """A file to upload. `filename` defaults to the name of a path or an open file, `content_type` to a guess by it."""

    def __init__(self, source: Any, filename: str = "", content_type: str = "") -> None:
        if isinstance(source, bytearray | memoryview):
            source = bytes(source)
        known = isinstance(
            source, bytes | os.PathLike | Iterable | AsyncIterable
        ) or hasattr(source, "read")
        if isinstance(source, str | Mapping | Object) or not known:
            raise InvalidRequestError(
                f"file: expected bytes, a path, an open file or an iterator, got {type(source).__name__}"
            )
        path = (
            source if isinstance(source, os.PathLike) else getattr(source, "name", "")
        )
        self.source: Any = source
        self.filename = filename or (
            Path(path).name if isinstance(path, str | os.PathLike) else ""
        )
        self.content_type = content_type
        self._start: int | None = self.source.tell() if _seekable(source) else None

    @property
    def replayable(self) -> bool:
        """Whether it can be sent a second time, as a retry needs."""
        return (
            isinstance(self.source, bytes | os.PathLike | list | tuple)
            or self._start is not None
        )

    @property
    def length(self) -> int | None:
        """The number of bytes, where it is known without reading."""
        if isinstance(self.source, bytes):
            return len(self.source)
        if isinstance(self.source, os.PathLike):
            try:
                # By any PathLike, not only by a Path.
                return os.stat(self.source).st_size  # noqa: PTH116
            except OSError as error:
                raise InvalidRequestError(
                    f"file: {error.strerror}: {self.filename}"
                ) from None
        if self._start is None:
            return None
        end = self.source.seek(0, os.SEEK_END)
        self.source.seek(self._start)
        return int(end) - self._start

    def media_type(self) -> str:
        """The content type given, or a guess by the file name, or application/octet-stream."""
        from mimetypes import guess_type

        return (
            self.content_type
            or guess_type(self.filename)[0]
            or "application/octet-stream"
        )

    def __iter__(self) -> Iterator[bytes]:
        source: Any = self.source
        if isinstance(source, bytes):
            yield source
        elif isinstance(source, os.PathLike):
            try:
                # By any PathLike; only what opening raises is the caller's mistake, so `with` comes after.
                opened = open(source, "rb")  # noqa: PTH123, SIM115
            except OSError as error:
                raise InvalidRequestError(
                    f"file: {error.strerror}: {self.filename}"
                ) from None
            with opened:
                yield from _pieces(opened)
        elif hasattr(source, "read"):
            if self._start is not None:
                source.seek(self._start)
            yield from _pieces(source)
        elif isinstance(source, Iterable):
            yield from map(_bytes, source)
        else:
            raise InvalidRequestError(
                "file: an asynchronous iterator needs the AsyncClient"
            )

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if isinstance(self.source, AsyncIterable):
            async for piece in self.source:
                yield _bytes(piece)
        else:
            for piece in self:  # reads of 64 KiB: short enough for an event loop
                yield piece


FileSource = (
    bytes
    | bytearray
    | os.PathLike[str]
    | IO[bytes]
    | Iterable[bytes]
    | AsyncIterable[bytes]
    | File
)
"""What can be uploaded: bytes, a `pathlib.Path`, a file opened for reading bytes, an iterator of bytes, a `File`."""


def _seekable(source: Any) -> bool:
    seekable = getattr(source, "seekable", None)
    return bool(seekable and seekable())


def _pieces(opened: Any) -> Iterator[bytes]:
    while piece := opened.read(_CHUNK):
        yield _bytes(piece)


def _bytes(piece: Any) -> bytes:
    if not isinstance(piece, bytes | bytearray | memoryview):
        got = type(piece).__name__
        raise InvalidRequestError(f"file: expected bytes (mode 'rb'), got {got}")
    return bytes(piece)


class Payload:
    """A body that is sent piece by piece. `length` is None when it is not known: it then goes in chunks."""

    def __init__(self, parts: list[bytes | File]) -> None:
        self._parts = parts
        lengths = [
            len(part) if isinstance(part, bytes) else part.length for part in parts
        ]
        known = [length for length in lengths if length is not None]
        self.length = sum(known) if len(known) == len(parts) else None
        self.replayable = all(
            isinstance(part, bytes) or part.replayable for part in parts
        )

    def __iter__(self) -> Iterator[bytes]:
        for part in self._parts:
            if isinstance(part, bytes):
                yield part
            else:
                yield from part

    async def pieces(self) -> AsyncIterator[bytes]:
        """The same for an event loop."""
        for part in self._parts:
            if isinstance(part, bytes):
                yield part
            else:
                async for piece in part:
                    yield piece


def encode(
    content: Content, extra: Mapping[str, Any] | None = None
) -> tuple[str, bytes | Payload]:
    """A body as its content type says, and that content type with its parameters; `extra` are more fields for it."""
    content_type, value = content.content_type, content.value
    kind = body_kind(content_type)
    if extra:
        if not isinstance(value, dict) or kind not in ("json", "form", "multipart"):
            raise InvalidRequestError("extra_body: this body has no fields to add to")
        value = {**value, **extra}
    concrete = "" if "*" in content_type else content_type
    if isinstance(value, File):
        is_whole = isinstance(value.source, bytes)
        body = value.source if is_whole else Payload([value])
        return concrete or value.media_type(), body
    if kind == "json":
        return concrete or "application/json", json_text(value, "body").encode()
    if kind == "form":
        return content_type, _form(value, content.encoding)
    if kind == "multipart":
        boundary = os.urandom(16).hex()
        parts = _multipart(value, content.encoding, boundary)
        return f"{content_type}; boundary={boundary}", Payload(parts)
    concrete = concrete or "text/plain"
    if kind == "text" and ";" not in concrete:
        concrete = f"{concrete}; charset=utf-8"
    try:
        return concrete, str(value).encode(charset(concrete) or "utf-8")
    except (LookupError, ValueError):
        raise InvalidRequestError(f"body: not to be written as {concrete}") from None


def _form(value: Any, encoding: Mapping[str, Mapping[str, Any]]) -> bytes:
    """The fields of `application/x-www-form-urlencoded`; lists and objects as the encoding object says."""
    if not isinstance(value, dict):
        raise InvalidRequestError("body: the body of a form has fields")
    pairs: list[tuple[str, str]] = []
    for name, item in value.items():
        how = encoding.get(name, {})
        if (isinstance(item, dict) or is_nested(item)) and "style" not in how:
            item = json_text(item, name)
        parameter = Parameter(
            name, "query", style=how.get("style", ""), explode=how.get("explode")
        )
        pairs += query_pairs(parameter, item)
    return "&".join(f"{name}={value}" for name, value in pairs).encode()


def _multipart(
    value: Any, encoding: Mapping[str, Mapping[str, Any]], boundary: str
) -> list[bytes | File]:
    if not isinstance(value, dict):
        raise InvalidRequestError("body: a multipart body has fields")
    parts: list[bytes | File] = []
    for name, item in value.items():
        how = encoding.get(name, {})
        if how.get("explode") is False and _is_plain_list(item):
            item = ",".join(text(piece, name) for piece in item)
        stated = str(how.get("contentType", "")).split(",")[0].strip()
        for piece in item if isinstance(item, list) else [item]:
            parts += _part(name, piece, stated, boundary)
    return [*parts, f"--{boundary}--\r\n".encode()]


def _part(name: str, piece: Any, stated: str, boundary: str) -> list[bytes | File]:
    """A field of a multipart body; `stated` is the content type that its documents give, or ""."""
    content_type, body = _field(name, piece, stated)
    if any(character in content_type for character in "\r\n"):
        raise InvalidRequestError(
            f"{name}: a content type must not contain line breaks"
        )
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{_quoted(name)}"'
    if isinstance(piece, File):
        head += f'; filename="{_quoted(piece.filename or name)}"'
    if content_type:
        head += f"\r\nContent-Type: {content_type}"
    # The name of a file may hold bytes that are no text (PEP 383).
    return [f"{head}\r\n\r\n".encode(errors="replace"), body, b"\r\n"]


def _field(name: str, piece: Any, stated: str) -> tuple[str, bytes | File]:
    """Content type and body of a field."""
    if isinstance(piece, File):
        guessed = piece.media_type()
        is_exact = stated and "*" not in stated
        is_unknown = guessed == "application/octet-stream"
        return stated if is_exact and is_unknown else guessed, piece
    if isinstance(piece, dict | list) or is_json(stated):
        return stated or "application/json", json_text(piece, name).encode()
    return stated, text(piece, name).encode()


def _is_plain_list(value: Any) -> bool:
    return isinstance(value, list) and not any(
        isinstance(item, File | dict | list) for item in value
    )


def _quoted(name: str) -> str:
    """A name within a part's header, escaped as the HTML standard says (multipart/form-data encoding)."""
    return name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")
