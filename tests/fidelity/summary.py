"""What the README shows of the scoreboard: one line a class of facts, over all dialects of the newest generator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from .archives import HELD_OUT, SPECS
from .dialects import DIALECTS
from .scoreboard import Board, Score, board


@dataclass(frozen=True, slots=True)
class Line:
    """A class of facts as the README shows it: its bar, its names on the scoreboard, and the share looked at."""

    title: str
    bar: str
    facts: tuple[str, ...]
    share: Callable[[Score], tuple[int, int]]


def _all(score: Score) -> tuple[int, int]:
    return score.right, score.facts


def _printed(score: Score) -> tuple[int, int]:
    return score.reached, score.printed


def _elsewhere(score: Score) -> tuple[int, int]:
    return score.right - score.reached, score.facts - score.printed


LINES: Final = (
    Line("operations, verbs, paths found", "100%", ("operation", "path"), _all),
    Line("parameters and form fields found", "100%", ("parameter", "form field"), _all),
    Line("place of a parameter", "97%", ("place",), _all),
    Line("name on the wire, where printed", "100%", ("wire name", "property wire name"), _printed),
    Line("name on the wire, elsewhere", "95%", ("wire name", "property wire name"), _elsewhere),
    Line("type, where printed", "99%", ("type", "body type"), _printed),
    Line("required, where printed", "99%", ("required", "body required"), _printed),
    Line("default, where printed", "99%", ("default",), _printed),
    Line("enum, where printed", "99%", ("enum",), _printed),
    Line("response codes, where printed", "99%", ("response",), _printed),
    Line("return type, where printed", "99%", ("return type",), _printed),
    Line("content types, where printed", "99%", ("content type",), _printed),
    Line("schemes of an operation, where printed", "99%", ("schemes of an operation",), _printed),
)


def markdown() -> str:
    """The table of the README: for each class of facts the median and the least of the dialects, over all specs and
    over the one that was held out while the rules were written."""
    held_out = tuple(spec for spec in SPECS if spec.startswith(HELD_OUT))
    columns = [[(dialect, board(specs, dialect)) for dialect in DIALECTS] for specs in (SPECS, held_out)]
    rows = ["| facts | bar | median | least | held out: median | least |", "|---|---|---|---|---|---|"]
    for line in LINES:
        cells = (cell for boards in columns for cell in _cells(line, boards))
        rows.append(f"| {line.title} | {line.bar} | " + " | ".join(cells) + " |")
    return "\n".join(rows) + "\n"


def _cells(line: Line, boards: Sequence[tuple[str, Board]]) -> tuple[str, str]:
    shares = sorted((share, dialect) for dialect, one in boards if (share := _share(line, one)) is not None)
    least, dialect = shares[0]
    return _percent(median(share for share, _ in shares)), _percent(least) + ("" if least == 1 else f" ({dialect})")


def _share(line: Line, one: Board) -> float | None:
    counted = [line.share(one.scores[fact]) for fact in line.facts if fact in one.scores]
    right, of = (sum(numbers) for numbers in zip(*counted, strict=True)) if counted else (0, 0)
    return right / of if of else None


def _percent(share: float) -> str:
    return "100%" if share == 1 else f"{min(share * 100, 99.9):.1f}%"
