"""Files -> what they state: composes parsing, detection and the readers of API documents, models and READMEs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.docs.cells.tables import method_table
from generator.docs.cells.type_grammar import is_container
from generator.docs.detect import Choice, detect_all
from generator.docs.dialects import Dialect, all_dialects
from generator.docs.document import Document, Heading
from generator.docs.models import model_name, read_model
from generator.docs.operations import read_operations
from generator.docs.operations.cutting import describes_operations, names_operations
from generator.docs.operations.rows import MethodRow, read_rows
from generator.docs.operations.servers import read_servers
from generator.docs.parse import markdown, plaintext
from generator.docs.parse.pieces import split
from generator.docs.readme import is_readme
from generator.docs.readme.introduction import read_introduction
from generator.docs.readme.schemes import read_schemes
from generator.problems import Location, Problem, ProblemsError, not_utf8
from generator.spec.facts import StatedDocument


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read: `path` relative to the folder that holds all documents, with slashes; `data` its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """What the files state, in the order of their paths, the problems met, and why each dialect was chosen."""

    documents: tuple[StatedDocument, ...]
    problems: tuple[Problem, ...]
    reasons: tuple[tuple[str, str, str], ...] = ()


def read(sources: Sequence[SourceFile], dialect: str | None = None) -> Reading:
    """Read files that are documents of one API, in any mix of dialects.

    `dialect` names the dialect of all of them; without it, each shows its own. Raises ProblemsError when `dialect` is
    not known. A file that is no reference document is a warning, unless no file states an operation: then each is an
    error, for there is nothing to make a client of.
    """
    forced = _forced(dialect)
    problems: list[Problem] = []
    parsed = [_parse(source, problems) for source in sorted(sources, key=lambda source: source.path)]
    choices = detect_all(parsed, forced)
    pieces = [piece for document in parsed for piece in split(document)]
    listed = _listed(pieces)
    namesakes = _namesakes(pieces, choices)
    found = [_read_one(piece, _knowing(choices[piece.path], namesakes), listed, problems) for piece in pieces]
    documents = tuple(stated for stated in found if stated is not None)
    if not any(document.operations for document in documents):
        problems.append(Problem("D101", Location(_folder(sources)), "no file here lists an operation"))
    reasons = tuple(
        (path, choice.dialect.name if choice.dialect else "-", choice.reason)
        for path, choice in sorted(choices.items())
    )
    return Reading(documents, tuple(_once(sorted(problems, key=lambda problem: problem.location))), reasons)


def _once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, those of words that are not understood (D114) once for each document: they are in every row."""
    seen: set[tuple[str, str]] = set()
    for problem in problems:
        key = (problem.location.path, problem.message)
        if problem.code != "D114" or key not in seen:
            yield problem
        seen.add(key)


_UNKNOWN = Dialect(name="unknown")


def _folder(sources: Sequence[SourceFile]) -> str:
    return sources[0].path if len(sources) == 1 else "."


def _forced(name: str | None) -> Dialect | None:
    if name is None:
        return None
    for dialect in all_dialects():
        if dialect.name == name:
            return dialect
    known = ", ".join(dialect.name for dialect in all_dialects())
    raise ProblemsError((Problem("D130", Location("--dialect"), f"{name!r} is none of {known}"),))


def _parse(source: SourceFile, problems: list[Problem]) -> Document:
    """Decode and parse; bytes that are not UTF-8 are a problem and shown as U+FFFD."""
    data = source.data.removeprefix(_MARK)
    try:
        data.decode()
    except UnicodeDecodeError as error:
        problems.append(not_utf8(source.path, data, error))
    lines = lines_of(data)
    parse = plaintext.parse if plaintext.is_copied_page(lines) else markdown.parse
    return parse(source.path, "\n".join(lines))


def lines_of(data: bytes) -> list[str]:
    """The lines of a document, as problems count them; bytes that are not UTF-8 are shown as U+FFFD."""
    text = data.removeprefix(_MARK).decode(errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    return _BLANKS.sub(r"\1", text.translate(_BREAKS)).split("\n")


_MARK = b"\xef\xbb\xbf"


_BLANKS = re.compile(r"([^\S\n]{100})[^\S\n]+")
"""White space beyond what any layout needs: patterns that look for its end would look again from each blank of it."""

_BREAKS = {0x0B: " ", 0x0C: " ", 0x1C: " ", 0x1D: " ", 0x1E: " ", 0x85: " ", 0x2028: " ", 0x2029: " "}
"""Characters that `str.splitlines` breaks at and editors do not: line numbers must be those of an editor."""


def _listed(documents: Sequence[Document]) -> tuple[MethodRow, ...]:
    """The rows of all READMEs, for documents that have lost their own table."""
    return tuple(row for document in documents if is_readme(document) for row in read_rows(document))


def _namesakes(documents: Sequence[Document], choices: Mapping[str, Choice]) -> Mapping[str, frozenset[str]]:
    """The models that are called like a type (`File`, `List`), by the dialect that documents them."""
    found: dict[str, set[str]] = {}
    for document in documents:
        dialect = choices[document.path].dialect
        title = next((block.text for block in document.blocks if isinstance(block, Heading)), "")
        name = "" if dialect is None else model_name(title, dialect)
        if dialect is None or (dialect.types.schema(name) is None and not is_container(name.lower())):
            continue
        model = read_model(document, dialect).model
        if model is not None and model.kind != "alias":
            found.setdefault(dialect.name, set()).add(model.name)
    return {name: frozenset(models) for name, models in found.items()}


def _knowing(choice: Choice, namesakes: Mapping[str, frozenset[str]]) -> Choice:
    """A choice of a dialect that knows these models of it."""
    dialect = choice.dialect
    models = namesakes.get(dialect.name, frozenset()) if dialect else frozenset()
    if dialect is None or not models or dialect.types.lossy:
        return choice
    types = replace(dialect.types, namesakes=models, rivals=models & dialect.prints)
    return replace(choice, dialect=replace(dialect, types=types))


def _read_one(
    document: Document, choice: Choice, listed: Sequence[MethodRow], problems: list[Problem]
) -> StatedDocument | None:
    """What one document states; None when it is no reference document. `listed`: the rows of READMEs."""
    described = method_table(document) is not None or describes_operations(document)
    if choice.dialect is None:
        if not described and read_model(document, _UNKNOWN).model is None:
            problems.append(_unread(document))
            return None
        message = "no dialect is recognised; it is read with the rules that all share"
        problems.append(Problem("D103", Location(document.path), message))
    dialect = choice.dialect or _UNKNOWN
    if is_readme(document):
        return _readme(document, dialect, problems)
    if described:
        return _api(document, dialect, listed, problems)
    model = read_model(document, dialect)
    problems.extend(model.problems)
    if model.model is not None:
        return replace(_stated(document, dialect), models=(model.model,))
    if names_operations(document, [row.name for row in listed]):
        return _api(document, dialect, listed, problems)
    servers = tuple(read_servers(document))
    if servers:
        return replace(_stated(document, dialect), servers=servers)
    problems.append(_unread(document))
    return None


def _unread(document: Document) -> Problem:
    return Problem("D102", Location(document.path), "no method table and no model; not read")


def _stated(document: Document, dialect: Dialect) -> StatedDocument:
    return StatedDocument(path=document.path, dialect=dialect.name, style=dialect.style)


def _api(document: Document, dialect: Dialect, listed: Sequence[MethodRow], problems: list[Problem]) -> StatedDocument:
    found = read_operations(document, dialect, listed)
    problems.extend(found.problems)
    return replace(
        _stated(document, dialect), namespace=found.namespace, servers=found.servers, operations=found.operations
    )


def _readme(document: Document, dialect: Dialect, problems: list[Problem]) -> StatedDocument:
    found = read_operations(document, dialect)
    problems.extend(problem for problem in found.problems if problem.code == "D120")
    introduction = read_introduction(document)
    return replace(
        _stated(document, dialect),
        package=introduction.package,
        title=introduction.title,
        version=introduction.version,
        description=introduction.description,
        servers=found.servers,
        operations=found.operations,
        schemes=tuple(read_schemes(document, problems)),
    )
