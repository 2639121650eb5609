"""Which dialect a document is written in, from what it shows, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.docs.dialects import Dialect, all_dialects
from generator.docs.document import Document, Fence
from generator.docs.tables import method_table

_FENCE_WEIGHT = 5
_ENOUGH = 6
"""An API document whose own signs weigh less takes the dialect of the files beside it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A dialect and the reason for it. `dialect` is None when nothing was recognised. `score` weighs the signs."""

    dialect: Dialect | None
    score: int
    reason: str


def score(document: Document, dialect: Dialect, text: str | None = None) -> tuple[int, list[str]]:
    """How much speaks for a dialect, and the signs that do. `text`: the document's, where the caller has it already."""
    text = document.text if text is None else text
    fences = {block.info for block in document.blocks if isinstance(block, Fence)}
    found = [f"```{info}" for info in dialect.fences if info in fences]
    total = _FENCE_WEIGHT if found else 0
    for sign, weight in dialect.signs:
        if sign in text:
            total += weight
            found.append(sign.strip())
    return total, found


def detect(document: Document) -> Choice:
    """The dialect that most speaks for; ties go to the one whose sign is heaviest, then by name."""
    text = document.text
    scored = [(*score(document, dialect, text), dialect) for dialect in all_dialects()]
    total, found, best = max(
        scored, key=lambda entry: (entry[0], max((w for _, w in entry[2].signs), default=0))
    )
    if total < 1:
        return Choice(None, 0, "no sign of any dialect")
    return Choice(best, total, "it has " + ", ".join(repr(sign) for sign in found))


def detect_all(documents: Sequence[Document], forced: Dialect | None = None) -> Mapping[str, Choice]:
    """The choice for each path.

    A file without operations (a model) is in one of the dialects of the API documents nearest to it: of the same
    folder, else of the one above. So is an API document that shows next to nothing.
    """
    if forced is not None:
        return {document.path: Choice(forced, 0, "it was asked for") for document in documents}
    own = {document.path: detect(document) for document in documents}
    lists = {document.path for document in documents if method_table(document) is not None}
    clear = {path: own[path] for path in own if path in lists and own[path].score >= _ENOUGH}
    near = _by_folder(clear or own)
    chosen: dict[str, Choice] = {}
    for document in documents:
        choice = own[document.path]
        if document.path not in clear:
            choice = _from_neighbours(document, choice, _nearest(document.path, near))
        chosen[document.path] = choice
    return chosen


def _by_folder(choices: Mapping[str, Choice]) -> dict[str, list[Dialect]]:
    """The dialects found in each folder and below it."""
    found: dict[str, list[Dialect]] = {}
    for path, choice in choices.items():
        folder = path
        while choice.dialect is not None and folder:
            folder = folder.rpartition("/")[0]
            found.setdefault(folder, []).append(choice.dialect)
    return found


def _nearest(path: str, near: Mapping[str, Sequence[Dialect]]) -> Sequence[Dialect]:
    """The dialects of the nearest folder upwards that has any."""
    folder = path
    while folder:
        folder = folder.rpartition("/")[0]
        if folder in near:
            return near[folder]
    return ()


def _from_neighbours(document: Document, own: Choice, near: Sequence[Dialect]) -> Choice:
    """The one of the neighbours' dialects that the document's own signs favour, the most frequent one on a tie."""
    counts = Counter(dialect.name for dialect in near)
    if not counts or (own.dialect is not None and own.dialect.name in counts and len(counts) == 1):
        return own
    by_name = {dialect.name: dialect for dialect in near}
    best = max(sorted(counts), key=lambda name: (score(document, by_name[name])[0], counts[name]))
    if own.dialect is not None and own.dialect.name == best:
        return own
    return Choice(by_name[best], own.score, f"the API documents beside it are {best}")
