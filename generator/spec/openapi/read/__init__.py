"""OpenAPI 3.0 and 3.1 documents -> Api.

References to parameters, responses, request bodies, headers, path items and examples are written out; references to
schemas stay, by the name of their component. What an Api has no place for is kept in `extra` where that has a meaning
for the object itself; summary, description and extensions of path items, and components that nothing refers to, are
not kept.
"""

from __future__ import annotations

import re
from typing import NoReturn

from generator.problems import Problem, ProblemsError
from generator.spec.api import Api
from generator.spec.openapi.cursor import Cursor, Reading, kind
from generator.spec.openapi.document import Document, Pointer
from generator.spec.openapi.parse import parse
from generator.spec.openapi.read.around import info, root_extra, servers, tags
from generator.spec.openapi.read.operations import operations
from generator.spec.openapi.read.security import security, security_schemes
from generator.spec.openapi.read.source import Source


def load(text: str, path: str) -> tuple[Api, tuple[Problem, ...]]:
    """Read an OpenAPI 3.0 or 3.1 document, YAML or JSON; `path` is what people call it.

    Gives the Api and every problem found (S codes, with line and column): what cannot be used is left out and said.
    Raises ProblemsError when nothing can be read: broken syntax, hostile nesting, no OpenAPI document, Swagger 2.0.
    """
    document, problems = parse(text, path)
    api, more = load_document(document)
    return api, (*problems, *more)


def load_document(document: Document) -> tuple[Api, tuple[Problem, ...]]:
    """As `load`, from a document that was read already."""
    reading, root = Reading(document), Cursor(document.value, ())
    try:
        api = _api(Source(reading, root, _is_3_0(reading, root)))
    except RecursionError:
        raise ProblemsError((document.problem("S02", (), "nested too deeply to be read"),)) from None
    return api, tuple(reading.problems)


def _is_3_0(reading: Reading, root: Cursor) -> bool:
    """Whether the document is OpenAPI 3.0 (and not 3.1)."""
    if not isinstance(root.value, dict):
        _stop(reading, "S10", (), f"the root must be a mapping, not {kind(root.value)}")
    if "openapi" not in root.value:
        if "swagger" in root.value:
            version = reading.text(root, "swagger")
            _stop(reading, "S11", ("swagger",), f"this is a Swagger {version} document, not OpenAPI 3")
        _stop(reading, "S10", (), "there is no `openapi: 3...` at the root")
    version = reading.text(root, "openapi")
    if not re.fullmatch(r"3\.\d+(\.\d+)?([-+].*)?", version):
        _stop(reading, "S10", ("openapi",), f"OpenAPI version {version!r} is not 3.0 or 3.1")
    if not re.match(r"3\.[01]\b", version):
        reading.report("S12", ("openapi",), f"OpenAPI version {version} is read as 3.1")
    return version.startswith("3.0")


def _stop(reading: Reading, code: str, pointer: Pointer, message: str) -> NoReturn:
    raise ProblemsError((reading.document.problem(code, pointer, message),))


def _api(source: Source) -> Api:
    reading, root = source.reading, source.root
    about = info(source)
    return Api(
        title=reading.text(about, "title"),
        version=reading.text(about, "version"),
        description=reading.text(about, "description"),
        servers=servers(source, root),
        tags=tags(source),
        operations=operations(source),
        security_schemes=security_schemes(source),
        security=security(source, root) or (),
        extra=root_extra(source, about),
        schemas=source.schemas.components(),  # last: it also gives the schemas that the rest refers into
        evidence=reading.evidence(root),
    )
