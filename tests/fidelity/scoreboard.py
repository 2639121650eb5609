"""The scoreboard: what the extraction of every dialect is worth, measured against the origin.

    python -m tests.fidelity.scoreboard [--dialect X]... [--spec Y]... [--merge X+Y]... [--misses [all]] [--facts]
                                        [--old VERSION]

Without `--dialect` and `--merge` it shows all dialects of the present generator, with `--old` those of an old version.
For each class of facts: how many the origin has (`facts`), how many of these the documents print exactly (`printed`)
and how many they print as they would another fact (`alike`); of all of them how many came out right, wide, wrong or
missing, and how many were invented. `bar` is the share of those printed exactly that are right, `guessed` the share of
those printed alike. `stated wrong` counts what is against the origin or invented and not marked as inferred: what a
reader of the spec would take for read; `alike unmarked` those of them that are printed alike. See `verdicts.Outcome`
and `verdicts.Shown` for the words.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from rich.console import Console
from rich.table import Table

from generator import docs
from generator.spec import openapi, recover
from generator.spec.api import Api

from .alike import tables
from .archives import SPECS, archive, origin, specs_of
from .compare import compare
from .dialects import DIALECTS, OLD
from .printed import Documents
from .verdicts import Outcome, Shown, Verdict


@dataclass
class Score:
    """The verdicts of one class of facts, counted."""

    facts: int = 0
    printed: int = 0
    right: int = 0
    wide: int = 0
    wrong: int = 0
    missing: int = 0
    invented: int = 0
    inferred: int = 0
    stated_wrong: int = 0
    reached: int = 0
    alike: int = 0
    guessed_right: int = 0
    alike_unmarked: int = 0

    def add(self, verdict: Verdict) -> None:
        """Count one verdict."""
        outcome = verdict.outcome
        setattr(self, outcome.value, getattr(self, outcome.value) + 1)
        against = outcome in (Outcome.WRONG, Outcome.INVENTED)
        self.inferred += bool(verdict.inferred)
        self.stated_wrong += against and not verdict.inferred
        if outcome is Outcome.INVENTED:
            return
        self.facts += 1
        right = outcome is Outcome.RIGHT
        if verdict.shown is Shown.EXACTLY:
            self.printed += 1
            self.reached += right
        elif verdict.shown is Shown.ALIKE:
            self.alike += 1
            self.guessed_right += right
            self.alike_unmarked += against and not verdict.inferred

    @property
    def bar(self) -> float | None:
        """The share of the printed facts that are right, None when none is printed."""
        return self.reached / self.printed if self.printed else None

    @property
    def guessed(self) -> float | None:
        """The share of the facts printed alike that are right, None when there is none."""
        return self.guessed_right / self.alike if self.alike else None


@dataclass
class Board:
    """The scores of one extraction (or of several added up), by class of facts."""

    scores: dict[str, Score] = field(default_factory=dict)

    def add(self, verdicts: Iterable[Verdict]) -> Board:
        """Count verdicts; gives itself."""
        for verdict in verdicts:
            self.scores.setdefault(verdict.fact, Score()).add(verdict)
        return self

    def right(self, *facts: str) -> int:
        """How many facts of some classes are right."""
        return sum(self.scores[fact].right for fact in facts if fact in self.scores)

    @property
    def invented(self) -> int:
        """How much is there that the origin does not have."""
        return sum(score.invented for score in self.scores.values())

    @property
    def missed(self) -> int:
        """How many facts of the summary are not right although the documents print them exactly."""
        found = [self.scores[fact] for _, facts in SUMMARY for fact in facts if fact in self.scores]
        return sum(score.printed - score.reached for score in found)

    @property
    def unmarked(self) -> int:
        """How many facts that are printed alike are wrong and not marked as inferred."""
        return sum(score.alike_unmarked for score in self.scores.values())

    @property
    def stated_wrong(self) -> int:
        """How much is against the origin though it is not marked as inferred."""
        return sum(score.stated_wrong for score in self.scores.values())


@cache
def extracted(spec: str, *dialects: str) -> Api:
    """What the stages under test make of the documents of one or several dialects, through the text of the spec."""
    files = [
        docs.SourceFile(f"{dialect}/{path}", data)
        for dialect in dialects
        for path, data in archive(spec)[dialect].items()
    ]
    reading = docs.read(tuple(files), None)
    api, _ = recover.recover(reading.documents)
    return openapi.load(openapi.dump(api), "openapi.yaml")[0]


@cache
def texts(spec: str, *dialects: str) -> Documents:
    """The documents of one or several dialects, to look facts up in."""
    files = {f"{one}/{path}": data for one in dialects for path, data in archive(spec)[one].items()}
    return Documents(files, [tables()[one] for one in dialects if one in tables()])


@cache
def verdicts(spec: str, *dialects: str) -> tuple[Verdict, ...]:
    """Every fact of a spec judged in the documents of one dialect, or of several merged."""
    return compare(origin(spec), extracted(spec, *dialects), texts(spec, *dialects))


def board(specs: Sequence[str], *dialects: str) -> Board:
    """The scores of a dialect (or of several merged) over those specs of some that have documents in it."""
    found = Board()
    for spec in common(specs, *dialects):
        found.add(verdicts(spec, *dialects))
    return found


def common(specs: Sequence[str], *dialects: str) -> tuple[str, ...]:
    """Those of some specs that have documents in every one of the dialects."""
    return tuple(spec for spec in specs if all(spec in specs_of(dialect) for dialect in dialects))


def worse(specs: Sequence[str], *dialects: str) -> tuple[str, ...]:
    """The classes of facts in which the merged documents give less than the best of the dialects alone."""
    merged = board(specs, *dialects)
    alone = [board(common(specs, *dialects), dialect) for dialect in dialects]
    facts = dict.fromkeys(fact for one in alone for fact in one.scores)
    return tuple(fact for fact in facts if merged.right(fact) < max(one.right(fact) for one in alone))


# ------------------------------------------------------------------------------------------------------ printing

SUMMARY = (
    ("ops", ("operation",)),
    ("params", ("parameter", "form field")),
    ("props", ("property",)),
    ("place", ("place",)),
    ("wire", ("wire name", "property wire name")),
    ("type", ("type", "body type")),
    ("required", ("required", "body required")),
    ("default", ("default",)),
    ("enum", ("enum",)),
    ("codes", ("response",)),
    ("return", ("return type",)),
    ("content", ("content type",)),
    ("schemes", ("schemes of an operation",)),
)


def summary_table(boards: Iterable[tuple[str, Board]]) -> Table:
    """One line a dialect: share of exactly printed facts right / of all facts right, and what was stated wrongly."""
    table = Table(title="exactly printed facts right % / all facts right %", pad_edge=False)
    table.add_column("dialect", no_wrap=True)
    for title, _ in SUMMARY:
        table.add_column(title, justify="right")
    table.add_column("invented", justify="right")
    table.add_column("stated wrong", justify="right")
    for name, scores in boards:
        cells = [_cell(scores, facts) for _, facts in SUMMARY]
        table.add_row(name, *cells, str(scores.invented), str(scores.stated_wrong))
    return table


def facts_table(name: str, scores: Board) -> Table:
    """One line a class of facts."""
    columns = ("facts", "printed", "alike", "right", "wide", "wrong", "missing", "invented", "inferred", "stated wrong")
    table = Table(title=name, pad_edge=False)
    table.add_column("fact", no_wrap=True)
    for column in (*columns, "alike unmarked", "bar", "guessed"):
        table.add_column(column, justify="right")
    for fact, score in scores.scores.items():
        numbers = [str(getattr(score, column.replace(" ", "_"))) for column in (*columns, "alike unmarked")]
        table.add_row(fact, *numbers, _percent(score.bar), _percent(score.guessed))
    return table


def misses(found: Iterable[Verdict], everything: bool = False) -> Table:
    """The facts that are not right: those that count against a bar, or everything."""
    table = Table(pad_edge=False, show_lines=False)
    for column in ("", "fact", "where", "expected", "got", "rule", "document"):
        table.add_column(column, overflow="fold")
    for verdict in sorted(found, key=lambda one: (one.fact, one.shown.value, one.where)):
        if verdict.outcome is Outcome.RIGHT or not (everything or counts(verdict)):
            continue
        label = f"{verdict.outcome.value} ({verdict.shown.value})"
        table.add_row(
            label,
            verdict.fact,
            *(_plain(text) for text in (verdict.where, verdict.expected, verdict.got)),
            verdict.inferred,
            verdict.at,
        )
    return table


def counts(verdict: Verdict) -> bool:
    """Whether a fact that is not right counts: it is printed, or it is against the origin."""
    return verdict.printed or verdict.outcome in (Outcome.WRONG, Outcome.INVENTED)


def _plain(text: str) -> str:
    return (text if len(text) <= 60 else text[:59] + "…").replace("[", "\\[")


def _cell(scores: Board, facts: Sequence[str]) -> str:
    found = [scores.scores[fact] for fact in facts if fact in scores.scores]
    printed, reached = sum(s.printed for s in found), sum(s.reached for s in found)
    right, all_facts = sum(s.right for s in found), sum(s.facts for s in found)
    first = _percent(reached / printed if printed else None)
    return f"{first}/{_percent(right / all_facts if all_facts else None)}"


def _percent(share: float | None) -> str:
    if share is None:
        return "-"
    return "100" if share == 1 else f"{min(share * 100, 99.9):.1f}".removesuffix(".0")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the scoreboard."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--dialect", action="append", help="only this dialect (may be repeated)")
    parser.add_argument("--spec", action="append", help="only this spec (may be repeated)")
    parser.add_argument("--merge", action="append", help="dialects joined by +, merged into one API")
    parser.add_argument("--facts", action="store_true", help="one line a class of facts")
    parser.add_argument("--misses", nargs="?", const="bars", choices=("bars", "all"), help="facts that are not right")
    parser.add_argument("--old", choices=OLD, help="all dialects of an old version")
    options = parser.parse_args(arguments)
    specs = options.spec or SPECS
    wanted = [tuple(merge.split("+")) for merge in options.merge or ()]
    every = [run.dialect for run in OLD[options.old] if specs_of(run.dialect)] if options.old else DIALECTS
    wanted += [(dialect,) for dialect in options.dialect or (() if wanted else every)]
    boards = [("+".join(dialects), board(specs, *dialects)) for dialects in wanted]
    console = Console(width=None if Console().is_terminal else 200)
    console.print(summary_table(boards))
    for (name, scores), dialects in zip(boards, wanted, strict=True):
        if options.facts or options.misses:
            console.print(facts_table(name, scores))
        for spec in common(specs, *dialects) if options.misses else ():
            console.print(f"[bold]{name} / {spec}")
            console.print(misses(verdicts(spec, *dialects), options.misses == "all"))


if __name__ == "__main__":
    main()
