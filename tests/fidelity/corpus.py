"""The same stages on documents of published SDKs: `python -m tests.fidelity.corpus [--only TEXT] [--facts]`.

The corpus is no part of the repository; where `../shared/corpus/dev.tar.xz` stands beside the checkout, it is unpacked
into a temporary folder. Each repository in it has a `meta.json` that lists its dialects, and the OpenAPI documents that
it ships. Where one of these belongs to the documents of a dialect, extraction must find just as many operations, and
with `--facts` it is the origin to which everything is compared. Nothing may crash, anywhere.
"""

from __future__ import annotations

import argparse
import json
import tarfile
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from generator import docs
from generator.problems import Problem, ProblemsError, Severity
from generator.spec import openapi, recover
from generator.spec.api import Api

from .compare import compare
from .dialects import HERE
from .printed import Documents
from .scoreboard import Board, summary_table

ARCHIVE = HERE.parents[2] / "shared" / "corpus" / "dev.tar.xz"


@dataclass(frozen=True, slots=True)
class Shipped:
    """An OpenAPI document in the repository of an SDK: its path there, and how many operations it has."""

    path: str
    operations: int


@dataclass(frozen=True, slots=True)
class Source:
    """The documents of one SDK: repository, dialect, its files, and what is known about it.

    `operations` is the number of rows of its method tables, `spec` the OpenAPI document that is shipped with it.
    """

    repository: str
    dialect: str
    root: Path
    paths: tuple[str, ...]
    readme: str
    operations: int
    spec: Shipped | None

    def files(self) -> tuple[docs.SourceFile, ...]:
        """Every Markdown document of it, paths relative to the repository."""
        found = {path for folder in self.paths for path in (self.root / folder).rglob("*.md")}
        found |= {path for path in [self.root / self.readme] if self.readme and path.is_file()}
        return tuple(docs.SourceFile(p.relative_to(self.root).as_posix(), p.read_bytes()) for p in sorted(found))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What extraction gave: the Api (None when it could not go on), the problems, the CPU seconds."""

    api: Api | None
    problems: tuple[Problem, ...]
    seconds: float


@contextmanager
def unpacked() -> Iterator[Path | None]:
    """The corpus in a temporary folder, None where it is not there."""
    if not ARCHIVE.is_file():
        yield None
        return
    with tempfile.TemporaryDirectory() as folder, tarfile.open(ARCHIVE) as archive:
        archive.extractall(folder, filter="data")
        yield Path(folder)


def sources(corpus: Path) -> Iterator[Source]:
    """Every SDK of the corpus, sorted by repository."""
    for meta in sorted(corpus.rglob("meta.json")):
        about = json.loads(meta.read_text(encoding="utf-8"))
        for dialect in about.get("dialects", ()):
            yield _source(meta.parent, about, dialect)


def _source(root: Path, about: dict[str, Any], dialect: dict[str, Any]) -> Source:
    paths = dialect["docs_path"]
    return Source(
        repository=root.name,
        dialect=dialect["language"],
        root=root,
        paths=tuple(paths if isinstance(paths, list) else [paths]),
        readme=dialect.get("readme") or "",
        operations=dialect["operations"],
        spec=_shipped(about.get("specs", ()), dialect["operations"]),
    )


def _shipped(specs: Sequence[dict[str, Any]], rows: int) -> Shipped | None:
    """The OpenAPI document of a dialect: the one with as many operations as there are rows; where all that are shipped
    have the same number of operations, the rows repeat some of them (under several tags, or as twins)."""
    found = [Shipped(spec["path"], spec["operations"]) for spec in specs]
    same = [spec for spec in found if spec.operations == rows]
    if not same and len({spec.operations for spec in found}) == 1 and rows > found[0].operations:
        same = found
    return same[0] if same else None


def extract(source: Source) -> Outcome:
    """Read and recover the documents of one SDK."""
    start = time.process_time()
    try:
        reading = docs.read(source.files(), None)
        api, problems = recover.recover(reading.documents)
    except ProblemsError as error:
        return Outcome(None, error.problems, time.process_time() - start)
    return Outcome(api, reading.problems + problems, time.process_time() - start)


def judged(source: Source, api: Api) -> Board:
    """The extraction compared with the OpenAPI document that the repository ships."""
    if source.spec is None:
        return Board()
    text = (source.root / source.spec.path).read_text(encoding="utf-8")
    try:
        origin, _ = openapi.load(text, source.spec.path)
    except ProblemsError:  # Swagger 2.0
        return Board()
    return Board().add(compare(origin, api, Documents({file.path: file.data for file in source.files()})))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one line for each SDK, and with `--facts` a scoreboard of those that ship their OpenAPI document."""
    parser = argparse.ArgumentParser(description="extraction of the documents of published SDKs")
    parser.add_argument("--only", default="", help="repositories and dialects that contain this text")
    parser.add_argument("--facts", action="store_true", help="compare with the OpenAPI documents that they ship")
    options = parser.parse_args(arguments)
    console = Console(width=None if Console().is_terminal else 200)
    table = Table("repository", "dialect", "rows", "operations", "", "models", "errors", "warnings", "CPU s")
    boards: list[tuple[str, Board]] = []
    with unpacked() as corpus:
        for source in sources(corpus) if corpus else ():
            if options.only not in f"{source.repository} {source.dialect}":
                continue
            found = extract(source)
            table.add_row(*_line(source, found))
            if options.facts and source.spec and found.api:
                boards.append((f"{source.repository} {source.dialect}", judged(source, found.api)))
    console.print(table)
    if boards:
        console.print(summary_table(boards))


def _line(source: Source, found: Outcome) -> tuple[str, ...]:
    count = len(found.api.operations) if found.api else 0
    mark = ("=" if count == source.spec.operations else "DIFFERS") if source.spec else ""
    errors = sum(problem.severity is Severity.ERROR for problem in found.problems)
    return (
        source.repository,
        source.dialect,
        str(source.operations),
        str(count),
        mark,
        str(len(found.api.schemas) if found.api else 0),
        str(errors),
        str(len(found.problems) - errors),
        f"{found.seconds:.1f}",
    )


if __name__ == "__main__":
    main()
