"""The case folders, and what the stages make of their documents."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.docs import Reading, SourceFile, read
from generator.problems import Problem
from generator.spec import openapi
from generator.spec.api import Api
from generator.spec.recover import recover

HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Case:
    """A case folder: `name` is `<dialect>`, or `<dialect>-<form>` for another form of it."""

    name: str

    @property
    def dialect(self) -> str:
        """The dialect that the documents are to be taken for."""
        return self.name.partition("-")[0]

    @property
    def docs(self) -> Path:
        """The folder with the documents."""
        return HERE / self.name / "docs"

    @property
    def expected(self) -> Path:
        """The OpenAPI document that is to come out of them."""
        return HERE / self.name / "openapi.yaml"

    def files(self) -> tuple[SourceFile, ...]:
        """The documents, by their paths below `docs`."""
        paths = sorted(self.docs.rglob("*.md"))
        return tuple(SourceFile(path.relative_to(self.docs).as_posix(), path.read_bytes()) for path in paths)

    def reading(self) -> Reading:
        """What the documents state."""
        return read(self.files())

    def extracted(self) -> tuple[Api, tuple[Problem, ...]]:
        """The API of the documents, and every problem on the way there."""
        reading = self.reading()
        api, problems = recover(reading.documents)
        return api, reading.problems + problems

    def openapi(self) -> str:
        """The OpenAPI document of the documents, as it should stand in `expected`."""
        return openapi.dump(self.extracted()[0])


CASES: Final = tuple(Case(folder.parent.name) for folder in sorted(HERE.glob("*/docs")))
