"""Content types: which a body has where no document says so, and what may travel in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from generator.spec.api import MISSING, Schema
from generator.spec.infer.book import Found, inference
from generator.spec.merge import Field, Operation
from generator.spec.spelling import word_set, words

MULTIPART: Final = "multipart/form-data"
_URLENCODED: Final = "application/x-www-form-urlencoded"
_BINARY: Final = "application/octet-stream"
_TEXT: Final = Schema(types=("string",))
_FILES: Final = word_set("""
    archive attachment audio avatar csv icon image logo media pdf photo picture thumbnail upload video zip
    """)
_ENDS_AS_FILE: Final = re.compile(r"(?<!pro)file$|document$")
_A_FILE: Final = re.compile(r"\W*((the|an?)\s+)?(\w[\w-]*\s+)?file\b(?![- ]?(name|path|type|size|id|system))", re.I)


def is_form(content_type: str) -> bool:
    """Whether a content type is that of a form."""
    return content_type.partition(";")[0].lower() in (MULTIPART, _URLENCODED)


def takes_form(operation: Operation) -> bool:
    """Whether the content types of an operation begin with a form."""
    return any(map(is_form, (operation.consumes or ())[:1]))


def is_file(schema: Schema) -> bool:
    """Whether a schema is a file, or a list of files."""
    return schema.format == "binary" or (schema.items is not None and is_file(schema.items))


def is_bytes(content_type: str) -> bool:
    """Whether a content type is one of files, and of no text."""
    return bool(re.match(r"(image|audio|video|font)/(?!svg)|application/(octet-stream|pdf|zip|gzip)", content_type))


@inference("content-binary")
def content_binary(schema: Schema) -> Found[tuple[str, ...]] | None:
    """Bytes whose content type no document states are `application/octet-stream`. A guess."""
    return Found((_BINARY,), guess=True) if schema.format == "binary" else None


@inference("content-json")
def content_json() -> Found[tuple[str, ...]]:
    """A body whose content type no document states is JSON. A guess."""
    return Found(("application/json",), guess=True)


def content_unstated(schema: Schema) -> Found[tuple[str, ...]]:
    """The content types of a body where no document states any."""
    return content_binary(schema) or content_json()


@inference("content-form")
def content_form(files: bool) -> Found[tuple[str, ...]]:
    """A form whose content type no document states is `multipart/form-data` with a file in it, else urlencoded. A
    guess."""
    return Found((MULTIPART if files else _URLENCODED,), guess=True)


@inference("file-as-text")
def file_as_text(field: Field) -> Found[Schema] | None:
    """Some dialects print files as text. In a form that is, or may be, `multipart/form-data` and has no file, a text
    called `file`, `image`, `attachment` or the like, or described as a file, is one. A guess."""
    listed = field.schema == Schema(types=("array",), items=_TEXT)
    if not listed and field.schema != _TEXT:
        return None
    last = "".join(words(field.name)[-1:])
    last = last.removesuffix("s") if listed else last
    called = last in _FILES or _ENDS_AS_FILE.search(last) is not None
    told = called or _A_FILE.match(field.description) is not None
    return Found(_as_file(field.schema), guess=True) if told else None


@inference("text-or-file")
def text_or_file(field: Field) -> Found[Schema] | None:
    """Where nothing in a form that is `multipart/form-data` is printed as a file, any text may be one. A guess."""
    is_text = field.schema == _TEXT and field.default is MISSING
    return Found(field.schema, guess=True) if is_text else None


def _as_file(schema: Schema) -> Schema:
    """A text as a file, a list of texts as a list of files."""
    if schema.items is not None:
        return replace(schema, items=_as_file(schema.items))
    return replace(schema, format="binary")


@inference("content-fits")
def content_fits(schema: Schema, produces: Sequence[str]) -> Found[tuple[str, ...]] | None:
    """`Accept` lists the content types of all the responses of an operation. Those that cannot hold the return type
    (text or bytes for a model, JSON or XML for a file, or for a text beside types of files), and those of problem
    details, are left to the other responses."""
    fitting = tuple(one for one in produces if "problem+" not in one)
    if schema.ref is not None or schema.items is not None or "object" in schema.types:
        fitting = tuple(one for one in fitting if not _is_opaque(one))
    elif schema.format == "binary" or (schema == _TEXT and any(map(is_bytes, fitting))):
        others = tuple(one for one in fitting if "json" not in one)
        fitting = tuple(one for one in others if not re.match(r"(?:application|text)/(?:.*\+)?xml", one)) or others
    return Found(fitting) if fitting and fitting != tuple(produces) else None


@inference("content-shared")
def content_shared(operation: Operation) -> Found[tuple[str, ...]] | None:
    """`Accept` lists the content types of all the responses of an operation: where it lists several, and the operation
    may have other responses, the success is taken to come in each."""
    types = tuple(operation.produces or ())
    return Found(types) if len(types) > 1 and len(operation.responses or ()) != 1 else None


def _is_opaque(content_type: str) -> bool:
    return is_bytes(content_type) or content_type.startswith("text/plain")


@inference("bytes-as-text")
def bytes_as_text(schema: Schema, content: Sequence[str]) -> Found[Schema] | None:
    """Some dialects print files as text: a text in content types of files is bytes. A guess."""
    told = schema == _TEXT and bool(content) and all(map(is_bytes, content))
    return Found(replace(schema, format="binary"), guess=True) if told else None
