"""README files: what an API is called, and how a caller proves who they are."""

from __future__ import annotations

from generator.docs.cells import tables
from generator.docs.document import Document, Listing, Table
from generator.docs.readme.schemes import tells_scheme


def is_readme(document: Document) -> bool:
    """True for a document with an endpoint table that has a class column, a chapter on authorization or a scheme, or
    C#'s list of what the API is called."""
    for index, block in enumerate(document.blocks):
        if isinstance(block, Listing) and block.items[0].text.startswith("appName:"):
            return True
        if isinstance(block, Table) and tables.lists_classes(block):
            return True
        if tells_scheme(document.blocks, index):
            return True
    return False
