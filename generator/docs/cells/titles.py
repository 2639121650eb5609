"""The fixed titles of a reference: which part of a section a heading opens, and names as headings print them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from generator.docs.cells import languages, mend
from generator.docs.document import Block, Heading

_PARTS: Mapping[str, str] = {
    "example": "example", "examples": "example", "sample": "example", "usage": "example",
    "parameters": "parameters", "parameter": "parameters", "request parameters": "parameters",
    "path parameters": "path", "query parameters": "query", "header parameters": "header",
    "required parameters": "required", "optional parameters": "optional", "other parameters": "other",
    "return type": "returns", "returns": "returns", "return": "returns",
    "authorization": "security", "authentication": "security",
    "http request headers": "headers", "http headers": "headers",
    "http response details": "responses", "http response": "responses", "responses": "responses",
    "uri(s)": "servers",
    "return types, responses": "responses", "return types": "responses", "http response headers": "responses",
}  # fmt: skip

MODEL_PARTS = frozenset({"properties", "enum", "enum variants", "class instance methods", "load the model package"})
"""What the first heading below the title of a model says."""

PARAMETER_PARTS = frozenset({"parameters", "path", "query", "header", "required", "optional", "other"})
"""The kinds of parts that tell parameters."""


def part_kind(block: Block) -> str | None:
    """The kind of part that a heading opens; None for other blocks and headings."""
    return kind_of_title(block.text) if isinstance(block, Heading) and block.level > 1 else None


@lru_cache(maxsize=4096)
def kind_of_title(title: str) -> str | None:
    """The kind of part that a title opens; None for any other text. A reference has the same few titles everywhere.

    Behind a dash may stand whose it is (`Request Parameters - GetBoat`).
    """
    name = mend.name(title)
    return _PARTS.get(languages.title(name)) or _PARTS.get(languages.title(name.partition(" - ")[0]))


def squeeze(name: str) -> str:
    """A name without case and escapes, for comparing the table's with the heading's."""
    return re.sub(r"[\\*`\s]", "", name).lower()
