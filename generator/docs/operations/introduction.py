"""What stands below an operation's heading: signature, summary and description."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from generator.docs.cells import mend
from generator.docs.cells.titles import squeeze
from generator.docs.document import Block, Fence, Listing, Quote, Text
from generator.docs.operations.lines import without_chrome
from generator.docs.operations.scope import Scope


def introduction(scope: Scope) -> tuple[str, str]:
    """Signature and description.

    The templates print signature, summary, description. The summary is the paragraph that repeats the table's
    text; a description may hold any Markdown, so it is taken as the lines stand.
    """
    signature = ""
    body: list[str] = []
    blocks = _opening(scope)
    ends = _ends(scope, blocks)
    for block in blocks:
        if not signature and not body and isinstance(block, Quote | Fence):
            lines = block.lines if isinstance(block, Quote) else tuple(block.text.split("\n"))
            signature = "\n".join(lines)
            if isinstance(block, Quote) and not _is_signature(scope, signature):
                body.append("\n".join(f"> {line}" for line in lines))
                signature = ""
            continue
        if isinstance(block, Fence) and _is_sample(scope, block, body):
            signature = signature or ("" if "\n" in block.text.strip() else block.text)
            continue
        body.extend(text for text in [without_chrome(_source(scope, block, ends))] if text)
    return signature.replace("\\_", "_"), _description(scope, body or _doc_comment(signature))


def _opening(scope: Scope) -> list[Block]:
    """What stands before the first part that tells parameters; a list of servers may be in between (php)."""
    behind = [block for block in scope.section.part("servers") if not isinstance(block, Listing)]
    return [*scope.section.part("intro"), *behind]


def _is_signature(scope: Scope, text: str) -> bool:
    return squeeze(scope.row.name) in squeeze(text) or squeeze(text).startswith(squeeze(scope.row.name)[:8])


def _is_sample(scope: Scope, block: Fence, body: Sequence[str]) -> bool:
    """Whether code is a signature, or calls the operation in the dialect's language where no heading tells so."""
    own = not body or block.info in scope.dialect.fences
    return own and _is_signature(scope, block.text)


def _description(scope: Scope, paragraphs: Sequence[str]) -> str:
    """The paragraphs under the signature, without those that repeat the summary of the table."""
    told, start = mend.words(scope.row.summary), 0
    request = f"{scope.row.method} {scope.row.path}"
    paragraphs = [paragraph for paragraph in paragraphs if paragraph.strip("` ") != request]
    first, _, rest = paragraphs[0].partition("\n") if paragraphs else ("", "", "")
    if rest and told and mend.words(first) == told:
        return mend.prose("\n\n".join([rest, *paragraphs[1:]]))
    for count, paragraph in enumerate(paragraphs if told else (), 1):
        words = mend.words(paragraph)
        if told[start : start + len(words)] != words:
            break
        start += len(words)
        if start == len(told):
            return mend.prose("\n\n".join(paragraphs[count:]))
    return mend.prose("\n\n".join(paragraphs))


def _ends(scope: Scope, blocks: Sequence[Block]) -> list[int]:
    """The lines at which something else begins: a block, a part, what follows the section."""
    parts = [part.line for part in scope.section.parts if part.kind not in ("intro", "servers")]
    return sorted((*map(_first_line, blocks), *parts, scope.section.end + 1))


def _source(scope: Scope, block: Block, ends: Sequence[int]) -> str:
    """A block as it stands in the file, up to the next of the lines that begin something (`ends`)."""
    if isinstance(block, Text):
        return block.joined
    start = _first_line(block)
    end = ends[bisect_right(ends, start)] if start < ends[-1] else start + 1
    return "\n".join(scope.document.lines[start - 1 : end - 1]).strip()


def _first_line(block: Block) -> int:
    """The line where a block begins; a sample's is that of its code."""
    return block.line - 1 if isinstance(block, Fence) else block.line


def _doc_comment(signature: str) -> list[str]:
    """The paragraphs of the comment above a signature, where C documents its functions."""
    comment = "\n".join(re.findall(r"^//[ ]?(.*)$", signature, re.M))
    return [paragraph.strip() for paragraph in comment.split("\n\n") if paragraph.strip()]
