"""Which dialect a document is written in, from what it shows, and why."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.docs.cells import tables
from generator.docs.dialects import Dialect, all_dialects, printed_words, sample_languages
from generator.docs.document import Document, Fence, Table
from generator.docs.operations.cutting import describes_operations

_FENCE_WEIGHT = 5
_FOREIGN = -3
"""The weight of a word in a type that the dialect never prints and others do; of samples in none of its languages."""
_ENOUGH = 6
"""An API document whose own signs weigh less takes the dialect of the files beside it."""
_WORD = re.compile(r"[A-Za-z_\\][\w.\\]*(?:::\w+)*")


@dataclass(frozen=True, slots=True)
class Choice:
    """A dialect and the reason for it. `dialect` is None when nothing was recognised. `score` weighs the signs."""

    dialect: Dialect | None
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a document shows of its dialect: its text, the languages of its samples, the words of its types."""

    text: str
    fences: frozenset[str]
    words: frozenset[str]


def _shown(document: Document) -> _Shown:
    """Look at a document once, for all dialects."""
    fences = frozenset(block.info for block in document.blocks if isinstance(block, Fence))
    return _Shown(document.text, fences, frozenset(_type_words(document)))


def _type_words(document: Document) -> Iterator[str]:
    """The words in the type column of the tables of parameters and properties, models left out."""
    known = printed_words()
    for block in document.blocks:
        if isinstance(block, Table):
            named = tables.roles(block) if block.header else tables.FIELD_COLUMNS
            column = named.index("type") if tables.kind_of(named) == "fields" else len(named)
            for cell in (cell for row in block.rows for cell in row.cells[column : column + 1]):
                yield from (word for word in _WORD.findall(_bare(cell)) if word in known)


def _bare(cell: str) -> str:
    """A type cell without what links lead to, entities and literals."""
    text = html.unescape(cell) if "&" in cell else cell
    return re.sub(r"\]\([^)]*\)|'[^']*'|\"[^\"]*\"", " ", text).replace("*", " ")


def _score(found: _Shown, dialect: Dialect) -> tuple[int, list[str]]:
    """How much speaks for a dialect, and the signs that do; words of types that it never prints speak against it."""
    signs = [f"```{info}" for info in dialect.fences if info in found.fences]
    total = _FENCE_WEIGHT if signs else _FOREIGN if found.fences & sample_languages() else 0
    for sign, weight in dialect.signs:
        if sign in found.text:
            total += weight
            signs.append(sign.strip())
    if dialect.prints and found.words:
        own = sorted(found.words & dialect.prints)
        total += sum(_rarity(word) for word in own) + _FOREIGN * len(found.words - dialect.prints)
        signs.extend(f"type {word}" for word in own if _rarity(word) > 1)
    return total, signs


def _rarity(word: str) -> int:
    """What a word weighs: the more dialects print it, the less."""
    count = printed_words()[word]
    return 4 if count == 1 else 2 if count < 4 else 1


def _best(found: _Shown) -> Choice:
    """The dialect that most speaks for; where everything speaks against all of them, one of the samples' language.

    Ties go to the one with more signs, then to one that reads types as they stand, then to the one whose sign is
    heaviest, then by name.
    """
    scored = [(*_score(found, dialect), dialect) for dialect in all_dialects()]
    spoken = [entry for entry in scored if found.fences.intersection(entry[2].fences)]
    likely = scored if any(entry[0] > 0 for entry in scored) else spoken
    if not likely:
        return Choice(None, 0, "no sign of any dialect")
    total, signs, best = max(likely, key=lambda entry: (entry[0], len(entry[1]), *_plainness(entry[2])))
    return Choice(best, total, "it has " + ", ".join(repr(sign) for sign in signs) if signs else "its types are common")


def _plainness(dialect: Dialect) -> tuple[bool, int]:
    """What is the safer guess: a dialect without rules of its own about types; the one with the heaviest sign."""
    types = dialect.types
    own = types.lossy or types.boxed or types.map_of_map or types.prefix is not None or bool(types.suffix)
    return not own, max((weight for _, weight in dialect.signs), default=0)


def detect_all(documents: Sequence[Document], forced: Dialect | None = None) -> Mapping[str, Choice]:
    """The choice for each path.

    A file without operations (a model) is in one of the dialects of the API documents nearest to it: of the same
    folder, else of the one above. So is an API document that shows next to nothing. Where all of them do, a README
    stands for them, else what samples they have.
    """
    if forced is not None:
        return {document.path: Choice(forced, 0, "it was asked for") for document in documents}
    seen = {document.path: _shown(document) for document in documents}
    own = {path: _best(found) for path, found in seen.items()}
    lists = {document.path for document in documents if _describes(document)}
    sure = {path for path, choice in own.items() if choice.score >= _ENOUGH}
    clear = sure & lists
    readmes = {document.path for document in documents if document.path in sure and _is_readme(document)}
    sampled = {path for path in lists if own[path].score >= _FENCE_WEIGHT}
    groups = [group for group in (clear, readmes, sampled) if group] or [set(own)]
    near = [_by_folder({path: own[path] for path in group}) for group in groups]
    return {
        path: choice if path in clear else _from_neighbours(seen[path], choice, _nearest(path, near))
        for path, choice in own.items()
    }


def _describes(document: Document) -> bool:
    """True for a document of operations; the README, which lists those of every class, shows little of the dialect."""
    table = tables.method_table(document)
    return describes_operations(document) if table is None else not tables.lists_classes(table)


def _is_readme(document: Document) -> bool:
    """True for a document that lists the operations of all classes, or tells of the SDK without any table."""
    table = tables.method_table(document)
    if table is None:
        return not any(isinstance(block, Table) for block in document.blocks)
    return tables.lists_classes(table)


def _by_folder(choices: Mapping[str, Choice]) -> dict[str, list[Dialect]]:
    """The dialects found in each folder and below it."""
    found: dict[str, list[Dialect]] = {}
    for path, dialect in [(path, choice.dialect) for path, choice in choices.items() if choice.dialect]:
        for folder in _folders(path):
            found.setdefault(folder, []).append(dialect)
    return found


def _folders(path: str) -> Iterator[str]:
    """The folders that a file is in, the innermost first."""
    while path:
        path = path.rpartition("/")[0]
        yield path


def _nearest(path: str, near: Sequence[Mapping[str, Sequence[Dialect]]]) -> Sequence[Dialect]:
    """The dialects of the nearest folder upwards that has any, by the first of these that tells."""
    return next((told[folder] for folder in _folders(path) for told in near if folder in told), ())


def _from_neighbours(found: _Shown, own: Choice, near: Sequence[Dialect]) -> Choice:
    """The one of the neighbours' dialects that the document's own signs favour, the most frequent one on a tie. Among
    neighbours of several dialects it may have one of its own."""
    counts = Counter(dialect.name for dialect in near)
    if len(counts) > 1 and own.dialect is not None and own.dialect.name not in counts:
        near = (*near, own.dialect)
        counts[own.dialect.name] = 0
    if not counts or (own.dialect is not None and own.dialect.name in counts and len(counts) == 1):
        return own
    by_name = {dialect.name: dialect for dialect in near}
    best = max(sorted(counts), key=lambda name: (_score(found, by_name[name])[0], counts[name]))
    if own.dialect is not None and own.dialect.name == best:
        return own
    return Choice(by_name[best], own.score, f"the API documents beside it are {best}")
