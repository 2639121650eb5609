"""Where things are and what is wrong with them: Location, Problem, the catalogue of codes, the one exception.

Every stage returns the problems that it found beside its result; nobody but `generator.cli` prints them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final


class Severity(Enum):
    """How bad a problem is.

    A *warning* says what was assumed, and the work goes on (exit code 0). An *error* means that an operation,
    a parameter or a document would be missing or wrong (exit code 3, or 2 for usage and configuration).
    """

    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: `path` as shown to people, `line` and `column` from 1 (0: the file as a whole)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """`path`, `path:line` or `path:line:column`, whatever is known."""
        parts = [self.path]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Code:
    """An entry of the catalogue: what a code means, how severe it is, and what to do about it."""

    severity: Severity
    title: str
    hint: str


def _warning(title: str, hint: str) -> Code:
    return Code(Severity.WARNING, title, hint)


def _error(title: str, hint: str) -> Code:
    return Code(Severity.ERROR, title, hint)


# D: reading documents. M: merging. I: inference. S: specs and overlays. C: configuration. O: output. R: rendering.
CATALOGUE: Final[dict[str, Code]] = {}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, or was assumed, at one place.

    `code` is a key of CATALOGUE, `message` says what is wrong here, `quote` is the line of the file it is about
    (without its newline, empty when there is none).
    """

    code: str
    location: Location
    message: str
    quote: str = ""

    @property
    def severity(self) -> Severity:
        """The severity that the catalogue gives to the code."""
        return CATALOGUE[self.code].severity

    @property
    def hint(self) -> str:
        """What to do about it, from the catalogue."""
        return CATALOGUE[self.code].hint

    def __str__(self) -> str:
        """`path:line:column CODE message`, on one line."""
        return f"{self.location} {self.code} {self.message}"


class ProblemsError(Exception):
    """Raised when a stage cannot go on at all; carries every problem found until then."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
