"""Api <-> OpenAPI documents: `load` reads any OpenAPI 3.0 or 3.1 document, `dump` writes OpenAPI 3.1.1.

`parse` makes a `document` of text: values that know their place. A `cursor` walks them, `read` makes an Api of them;
`write` makes values of an Api, and text of those.
"""

from __future__ import annotations

from generator.spec.openapi.read import load, load_document
from generator.spec.openapi.write import document_value, dump

__all__ = ["document_value", "dump", "load", "load_document"]
