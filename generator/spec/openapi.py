"""Api <-> OpenAPI documents: `load` reads any OpenAPI 3.0 or 3.1 document, `dump` writes OpenAPI 3.1.1."""

from __future__ import annotations

from generator.spec.openapi_read import load, load_document
from generator.spec.openapi_write import document_value, dump

__all__ = ["document_value", "dump", "load", "load_document"]
