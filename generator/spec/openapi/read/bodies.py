"""Request bodies and responses."""

from __future__ import annotations

import re
from functools import partial
from typing import Final

from generator.spec.api import EMPTY, Header, MediaType, RequestBody, Response, Schema
from generator.spec.openapi.cursor import EVIDENCE_KEY, Cursor
from generator.spec.openapi.read.source import Source
from generator.spec.openapi.read.values import style

_STATUS: Final = re.compile(r"[1-5](\d\d|XX)|default")


def request_body(source: Source, at: Cursor) -> RequestBody | None:
    """The request body of the operation at `at`, which has one."""
    return source.inlined(at.child("requestBody"), partial(_body, source))


def _body(source: Source, at: Cursor) -> RequestBody:
    reading = source.reading
    if at.value.get("content") is None:
        reading.report("S14", at, "the request body has no `content`: its content type is not known")
    return RequestBody(
        content=_content(source, at),
        required=reading.flag(at, "required"),
        description=reading.text(at, "description"),
        extra=source.beside(at, {"content", "required", "description", EVIDENCE_KEY}),
        evidence=reading.evidence(at),
    )


def _content(source: Source, at: Cursor) -> tuple[MediaType, ...]:
    found = []
    for key, child in source.reading.mapping(at, "content"):
        content_type = key.strip() or "*/*"
        if content_type != key:
            source.reading.report("S15", child, f"content type {key!r}: read as {content_type!r}")
        if child.value is None:
            child = Cursor({}, child.pointer)
        media = source.inlined(child, partial(_media_type, source, content_type))
        if media is not None:
            found.append(media)
    return tuple(found)


def _media_type(source: Source, content_type: str, at: Cursor) -> MediaType:
    value = at.value
    encoding = source.portable(at.child("encoding")) if isinstance(value.get("encoding"), dict) else {}
    return MediaType(
        content_type=content_type,
        schema=source.schemas.schema(at.child("schema")) if value.get("schema") is not None else None,
        encoding=encoding or EMPTY,
        extra=source.beside(at, {"schema", "encoding"}, "example examples"),
    )


def responses(source: Source, at: Cursor) -> tuple[Response, ...]:
    """The responses of the operation at `at`."""
    found = []
    for key, child in source.reading.mapping(at, "responses"):
        status = key.upper() if re.fullmatch(r"[1-5][xX]{2}", key) else key
        if key.startswith("x-"):
            continue
        if not _STATUS.fullmatch(status):
            source.reading.report("S13", child, f"{key!r} is no status code: the response is left out")
            continue
        response = source.inlined(child, partial(_response, source, status))
        if response is not None:
            found.append(response)
    return tuple(found)


def _response(source: Source, status: str, at: Cursor) -> Response:
    reading = source.reading
    if at.value.get("description") is None:
        reading.report("S14", at, f"the response {status} has no description: it stays empty")
    headers = [source.inlined(child, partial(_header, source, name)) for name, child in reading.mapping(at, "headers")]
    return Response(
        status=status,
        description=reading.text(at, "description"),
        headers=tuple(header for header in headers if header is not None),
        content=_content(source, at),
        extra=source.beside(at, {"description", "headers", "content", EVIDENCE_KEY}, "links"),
        evidence=reading.evidence(at),
    )


def _header(source: Source, name: str, at: Cursor) -> Header:
    reading = source.reading
    schema = source.schemas.schema(at.child("schema")) if at.value.get("schema") is not None else None
    stated = style(source, at, "header")
    kept = "allowEmptyValue allowReserved content deprecated example examples explode"
    extra = source.beside(at, {"schema", "description", "required", "style"}, kept)
    return Header(
        name=name,
        schema=None if schema == Schema() else schema,  # `{}` says nothing
        description=reading.text(at, "description"),
        required=reading.flag(at, "required"),
        extra={**extra, "style": stated} if stated else extra,
    )
