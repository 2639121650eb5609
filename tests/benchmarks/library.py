"""A small API for the benchmarks, and a client of it, rendered as any other."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from generator.spec import openapi
from tests.rendered import imported

SPEC = """
openapi: 3.1.1
info: {title: Library, version: '1'}
security: [{key: []}]
paths:
  /books/{bookId}:
    get:
      operationId: getBook
      tags: [Books]
      parameters: [{name: bookId, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/Book'}}}}
        '404': {description: Gone}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: Authorization, x-prefix: KEY}}
  schemas:
    Book:
      type: object
      required: [id, title]
      properties:
        id: {type: string}
        title: {type: string}
        pages: {type: integer}
        price: {type: number}
        lent: {type: boolean}
        genre: {type: string, enum: [novel, poetry]}
        addedAt: {type: string, format: date-time}
        key: {type: string, format: uuid}
        author: {$ref: '#/components/schemas/Author'}
        words: {type: array, items: {type: string}}
    Author:
      type: object
      properties: {name: {type: string}, born: {type: integer}}
"""

BOOK = {
    "id": "b1", "title": "The Sea", "pages": 312, "price": 9.5, "lent": False, "genre": "novel",
    "addedAt": "2024-05-01T10:00:00Z", "key": "0b6e2c84-4f4f-4b0e-9a8b-0d6a2b1f9c11",
    "author": {"name": "Ada", "born": 1901}, "words": ["salt", "wind", "rope"],
}  # fmt: skip

BODY = json.dumps(BOOK).encode()


@contextmanager
def package() -> Iterator[ModuleType]:
    """The client's package."""
    api, _ = openapi.load(SPEC, "library.yaml")
    with tempfile.TemporaryDirectory() as folder, imported(api, "library_client", Path(folder)) as found:
        yield found
