"""Documents in: Markdown files (or copied pages) -> what they state, each fact with its line.

`parse` makes a `document` of the text of a file, `detect` tells its dialect (`dialects`: one file of data each), and
`operations`, `models` and `readme` say what it states; `cells` is what they all read with, and `read` composes them.

Takes bytes, gives `Reading`; opens no file. Imports `generator.spec.api` and `generator.spec.facts` for the border
types and nothing else of the tool.
"""

from __future__ import annotations

from generator.docs.read import Reading, SourceFile, lines_of, read

__all__ = ["Reading", "SourceFile", "lines_of", "read"]
