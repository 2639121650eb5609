"""Api <-> OpenAPI documents: `load` reads any OpenAPI 3.0 or 3.1 document, `dump` writes OpenAPI 3.1.1."""

from __future__ import annotations

from generator.spec.openapi_read import load, load_document

__all__ = ["load", "load_document"]
