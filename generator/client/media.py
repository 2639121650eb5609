"""Content types: which one is preferred, and what Python type a body of each has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from generator.client import names
from generator.client.schema_types import Types
from generator.client.schemas import is_binary, target
from generator.client.types import BYTES, FILE, NONE, STR, Type, certain, doubted, optional, union
from generator.spec.api import NO_CONTENT, MediaType, Response, Schema

FORM = "application/x-www-form-urlencoded"

_TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def is_token(name: str) -> bool:
    """Whether HTTP can carry a header or cookie of this name (RFC 9110, 5.6.2)."""
    return _TOKEN.fullmatch(name) is not None


def is_sendable(content_type: str) -> bool:
    """Whether a content type can stand in a header at all."""
    return content_type.isascii() and content_type.isprintable() and content_type == content_type.strip() != ""


def essence(content_type: str) -> str:
    """A content type without its parameters, lower case."""
    return content_type.partition(";")[0].strip().lower()


def is_json(content_type: str) -> bool:
    """Whether a body of this content type is JSON (RFC 6839 suffixes included); `*/*` is taken for it."""
    kind = essence(content_type)
    return kind in ("*/*", "application/*", "") or kind.endswith(("/json", "+json", "-json", ".json"))


def is_form(content_type: str) -> bool:
    """Whether a body of this content type is made of fields."""
    return essence(content_type) == FORM or essence(content_type).startswith("multipart/")


_LINES: Final = frozenset(
    "application/x-ndjson application/ndjson application/jsonl application/x-jsonl application/jsonlines"
    " application/x-jsonlines application/json-lines application/json-seq text/event-stream text/csv".split()
)


def is_lines(content_type: str) -> bool:
    """Whether a body of this content type is a sequence of lines or events, which may be long or never end."""
    return essence(content_type) in _LINES


def is_text(content_type: str) -> bool:
    """Whether a body of this content type is text; XML is handed over as text too."""
    kind = essence(content_type)
    yaml = ("application/yaml", "application/x-yaml")
    return kind.startswith("text/") or kind.endswith(("/xml", "+xml", "+yaml")) or kind in yaml or is_lines(kind)


def by_preference(content: Sequence[MediaType]) -> tuple[MediaType, ...]:
    """`content` with JSON first, the order of the document otherwise."""
    return tuple(sorted(content, key=lambda media: not is_json(media.content_type)))


def to_send(types: Types, content: Sequence[MediaType]) -> tuple[MediaType, ...]:
    """`content` by preference; files, and fields that are files, are first of all sent as what they are."""

    def is_awkward(media: MediaType) -> bool:
        return is_json(media.content_type) and (is_file(types, media) or (has_form and _has_files(types, media)))

    has_form = any(is_form(media.content_type) for media in content)
    return tuple(sorted(by_preference(content), key=is_awkward))


def _has_files(types: Types, media: MediaType) -> bool:
    """Whether fields of a body are raw bytes."""
    schema = target(media.schema or Schema(), types.api.schemas)
    fields = [target(prop.schema, types.api.schemas) for prop in schema.properties]
    return any(is_binary(target(field.items or field, types.api.schemas)) for field in fields)


def is_file(types: Types, media: MediaType) -> bool:
    """Whether the schema of a body says that it is raw bytes."""
    return media.schema is not None and is_binary(target(media.schema, types.api.schemas))


def sent(types: Types, media: MediaType, name: str) -> Type:
    """The type of a request body of this representation."""
    if is_file(types, media):
        return FILE
    if is_json(media.content_type):
        return types.of(media.schema, name)
    if is_form(media.content_type):
        is_upload = essence(media.content_type) != FORM
        return types.of(media.schema, name, upload=is_upload)
    return STR if is_text(media.content_type) else FILE


def received(types: Types, media: MediaType, name: str) -> Type:
    """The type of a response body of this representation."""
    if is_file(types, media):
        return BYTES
    if is_json(media.content_type):
        return types.of(media.schema, name)
    return STR if is_text(media.content_type) or is_form(media.content_type) else BYTES


def response_type(types: Types, response: Response, name: str) -> Type | None:
    """The type of what a response carries, in its preferred representation; None for an empty one. A status that never
    has content comes without it, also where the documents describe some."""
    content = by_preference(response.content)
    if not content:
        return None
    kind = received(types, content[0], name)
    if response.status in NO_CONTENT:
        kind = optional(kind)
    is_certain = kind == BYTES or not is_json(content[0].content_type)
    return kind if is_certain else doubted(kind, response.evidence)


def is_success(status: str) -> bool:
    """Whether a status (`200`, `2XX`) is one of success."""
    return status.startswith("2")


def successes(responses: Sequence[Response]) -> tuple[Response, ...]:
    """The responses of success; where none is documented, the default one."""
    found = tuple(response for response in responses if is_success(response.status))
    return found or tuple(response for response in responses if response.status.lower() == "default")


def is_stream(kinds: Sequence[Type | None], success: Sequence[Response]) -> bool:
    """Whether what comes back may be wanted in pieces: bytes, lines."""
    preferred = [by_preference(response.content)[0] for response in success if response.content]
    return BYTES in kinds or any(is_lines(media.content_type) for media in preferred)


def accept(responses: Sequence[Response]) -> str:
    """The Accept header: the preferred content type of each success, each once. Where one is inferred, any will do."""
    preferred = [by_preference(response.content)[0] for response in successes(responses) if response.content]
    told = dict.fromkeys(media.content_type for media in preferred)
    sendable = [content_type for content_type in told if is_sendable(content_type)]
    inferred = any("content" in response.evidence.inferred for response in successes(responses))
    return ", ".join([*sendable, *(["*/*;q=0.1"] if inferred else [])])


def returned(kinds: Sequence[Type | None]) -> Type | None:
    """What a method gives for successes of these types: None when none of them carries anything. A type that is only
    guessed for one success, and certain for another, is certain."""
    told = [kind for kind in kinds if kind is not None]
    if not told:
        return None
    told = [certain(kind) if certain(kind) in told else kind for kind in told]
    return union([*told, *([NONE] if len(told) < len(kinds) else [])])


def class_name(operation_id: str, suffix: str) -> str:
    """The name of the class for an inline schema of an operation."""
    return f"{names.pascal(operation_id, 'Operation')}{suffix}"
