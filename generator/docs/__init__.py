"""Documents in: Markdown files (or copied pages) -> what they state, each fact with its line.

Takes bytes, gives `Reading`; opens no file. Imports `generator.spec.api` and `generator.spec.facts` for the border
types and nothing else of the tool.
"""

from __future__ import annotations

from generator.docs.read import Reading, SourceFile, read

__all__ = ["Reading", "SourceFile", "read"]
