"""Which objects of an OpenAPI document carry `x-docs`, told by their place in the document."""

from __future__ import annotations

from typing import Final, TypeAlias

from generator.spec.api import METHODS
from generator.spec.openapi.document import Pointer

_Below: TypeAlias = dict[str, tuple[str, int]]
"""Key of an object -> what stands there, and how many steps further (1: in a mapping or list of such)."""

_EACH: Final[_Below] = {"parameters": ("parameter", 1), "servers": ("server", 1)}
_BODY: Final[_Below] = {"content": ("media type", 1), "headers": ("header", 1)}
_TREE: Final[dict[str, _Below]] = {
    "api": {"paths": ("path item", 1), "components": ("components", 0), "servers": ("server", 1)},
    "components": _EACH
    | {
        "schemas": ("schema", 1),
        "responses": ("response", 1),
        "requestBodies": ("request body", 1),
        "securitySchemes": ("security scheme", 1),
        "headers": ("header", 1),
        "pathItems": ("path item", 1),
    },
    "path item": _EACH | dict.fromkeys(METHODS, ("operation", 0)),
    "operation": _EACH | {"requestBody": ("request body", 0), "responses": ("response", 1)},
    "parameter": _BODY | {"schema": ("schema", 0)},
    "header": _BODY | {"schema": ("schema", 0)},
    "request body": _BODY,
    "response": _BODY,
    "media type": {"schema": ("schema", 0)},
    "schema": {
        "properties": ("schema", 1),
        "items": ("schema", 0),
        "additionalProperties": ("schema", 0),
        "allOf": ("schema", 1),
        "oneOf": ("schema", 1),
        "anyOf": ("schema", 1),
    },
}
_WITH_EVIDENCE: Final = frozenset(
    {"api", "server", "operation", "parameter", "request body", "response", "schema", "security scheme"}
)


def owner(pointer: Pointer) -> Pointer:
    """The nearest object around `pointer` (not that itself) that carries evidence; the document at least."""
    nearest: Pointer = ()
    kind, at = "api", 0
    while at < len(pointer):
        below = _TREE.get(kind, {}).get(str(pointer[at]))
        if below is None:
            break
        kind, at = below[0], at + 1 + below[1]
        if kind in _WITH_EVIDENCE and at < len(pointer):
            nearest = pointer[:at]
    return nearest
