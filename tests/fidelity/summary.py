"""What the README shows of the scoreboard: one line a class of facts, over all dialects of the newest generator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from .archives import HELD_OUT, SPECS
from .dialects import DIALECTS
from .scoreboard import Board, Score, board

Count = Callable[[Score], tuple[int, int]]
"""How many facts of a class are right, of how many."""


@dataclass(frozen=True, slots=True)
class Line:
    """A class of facts as the README shows it: its bar, its names on the scoreboard, what is counted of those that are
    printed exactly, and of those that are not."""

    title: str
    bar: str
    facts: tuple[str, ...]
    exactly: Count
    guessed: Count


def _exactly(score: Score) -> tuple[int, int]:
    return score.reached, score.printed


def _alike(score: Score) -> tuple[int, int]:
    return score.guessed_right, score.alike


def _elsewhere(score: Score) -> tuple[int, int]:
    """All that is not printed exactly: alike, or not at all."""
    return score.right - score.reached, score.facts - score.printed


LINES: Final = (
    Line("operations, verbs, paths found", "100%", ("operation", "path"), _exactly, _alike),
    Line("parameters and form fields found", "100%", ("parameter", "form field"), _exactly, _alike),
    Line("properties found", "100%", ("property",), _exactly, _alike),
    Line("place of a parameter", "97%", ("place",), _exactly, _elsewhere),
    Line("name on the wire", "100%, guessed 95%", ("wire name", "property wire name"), _exactly, _elsewhere),
    Line("type", "99%", ("type", "body type"), _exactly, _alike),
    Line("required", "99%", ("required", "body required"), _exactly, _alike),
    Line("default", "99%", ("default",), _exactly, _alike),
    Line("enum", "99%", ("enum",), _exactly, _alike),
    Line("response codes", "99%", ("response",), _exactly, _alike),
    Line("return type", "99%", ("return type",), _exactly, _alike),
    Line("content types", "99%", ("content type",), _exactly, _alike),
    Line("schemes of an operation", "99%", ("schemes of an operation",), _exactly, _alike),
)


def markdown() -> str:
    """The table of the README: for each class of facts the median and the least of the dialects, over all specs and
    over the one that was held out while the rules were written."""
    held_out = tuple(spec for spec in SPECS if spec.startswith(HELD_OUT))
    boards = [[(dialect, board(specs, dialect)) for dialect in DIALECTS] for specs in (SPECS, held_out)]
    rows = [
        "| facts | bar | printed exactly | guessed | held out: exactly | held out: guessed |",
        "|---|---|---|---|---|---|",
    ]
    for line in LINES:
        cells = [_cell(line.facts, count, found) for found in boards for count in (line.exactly, line.guessed)]
        rows.append(f"| {line.title} | {line.bar} | " + " | ".join(cells) + " |")
    return "\n".join(rows) + "\n"


def _cell(facts: Sequence[str], count: Count, boards: Sequence[tuple[str, Board]]) -> str:
    """The median of the dialects and the least of them, with its name; once where they are the same."""
    shares = sorted((share, dialect) for dialect, one in boards if (share := _share(facts, count, one)) is not None)
    if not shares:
        return "-"
    least, dialect = shares[0]
    middle = _percent(median(share for share, _ in shares))
    return middle if least == 1 else f"{middle}; {_percent(least)} {dialect}"


def _share(facts: Sequence[str], count: Count, one: Board) -> float | None:
    counted = [count(one.scores[fact]) for fact in facts if fact in one.scores]
    right, of = (sum(numbers) for numbers in zip(*counted, strict=True)) if counted else (0, 0)
    return right / of if of else None


def _percent(share: float) -> str:
    return "100%" if share == 1 else f"{min(share * 100, 99.9):.1f}%"
