"""Which dialect a document is written in, from what it shows, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.docs.dialects import Dialect, all_dialects
from generator.docs.document import Document, Fence

_FENCE_WEIGHT = 5
_ENOUGH = 6
"""A document whose own signs weigh less takes the dialect of the files beside it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A dialect and the reason for it. `dialect` is None when nothing was recognised. `score` weighs the signs."""

    dialect: Dialect | None
    score: int
    reason: str


def score(document: Document, dialect: Dialect) -> tuple[int, list[str]]:
    """How much speaks for a dialect, and the signs that do."""
    text = "\n".join(document.lines)
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
    scored = [(*score(document, dialect), dialect) for dialect in all_dialects()]
    total, found, best = max(
        scored, key=lambda entry: (entry[0], max((w for _, w in entry[2].signs), default=0))
    )
    if total < 1:
        return Choice(None, 0, "no sign of any dialect")
    return Choice(best, total, "it has " + ", ".join(repr(sign) for sign in found))


def detect_all(documents: Sequence[Document], forced: Dialect | None = None) -> Mapping[str, Choice]:
    """The choice for each path. Files that show little follow the clearest dialect of their folder."""
    if forced is not None:
        return {document.path: Choice(forced, 0, "it was asked for") for document in documents}
    own = {document.path: detect(document) for document in documents}
    folders: dict[str, dict[str, int]] = {}
    for path, choice in own.items():
        if choice.dialect is not None:
            weights = folders.setdefault(_folder(path), {})
            weights[choice.dialect.name] = weights.get(choice.dialect.name, 0) + choice.score
    by_name = {dialect.name: dialect for dialect in all_dialects()}
    leaders = {
        folder: max(weights, key=lambda name: (weights[name], name)) for folder, weights in folders.items()
    }
    chosen: dict[str, Choice] = {}
    for path, choice in own.items():
        leader = _leader(path, leaders)
        if leader and (choice.dialect is None or choice.score < _ENOUGH) and not _is(choice, leader):
            choice = Choice(by_name[leader], choice.score, f"the files beside it are {leader}")
        chosen[path] = choice
    return chosen


def _is(choice: Choice, name: str) -> bool:
    return choice.dialect is not None and choice.dialect.name == name


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _leader(path: str, leaders: Mapping[str, str]) -> str | None:
    """The dialect of the nearest folder upwards that has one, else of a folder beside it (`Apis/` for `Models/`)."""
    folder = _folder(path)
    while True:
        if folder in leaders:
            return leaders[folder]
        if not folder:
            return None
        folder = _folder(folder)
