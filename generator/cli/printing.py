"""What the commands say, and how: problems, diffs, what was written. The only place that prints.

Text of a stranger is made safe to print, colours and progress appear on a terminal only, and what was asked for goes
to stdout, all that is said about it to stderr.
"""

from __future__ import annotations

import difflib
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Final, TextIO

from generator import output, pipeline, sources
from generator.problems import Problem, Severity

QUOTE_WIDTH: Final = 160
"""How much of a line is quoted: flattened tables make lines of thousands of characters."""

LISTED: Final = 24
"""How many operations of an API `generate` lists."""

CALL_WIDTH: Final = 72
"""How far a long call may push the column of requests."""

_COLOURS: Final = {"+": "green", "-": "red", "@": "cyan"}


def visible(text: str) -> str:
    """Text of a stranger made safe to print: control, format and unpaired characters as escapes, tabs as spaces."""
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    if char == "\t":
        return " "
    if char.isprintable() or unicodedata.category(char) == "Zs":
        return char
    return char.encode("unicode_escape").decode("ascii")


def print_problems(problems: Iterable[Problem]) -> None:
    """All problems in the order of their places, each once, and how many there are."""
    ordered = sorted(set(problems), key=lambda problem: (problem.location, problem.code, problem.message))
    if not ordered:
        return
    colour = _colour(sys.stderr)
    explained: set[str] = set()
    for problem in ordered:
        for text, style in _lines_of(problem, problem.code not in explained):
            colour(text, style)
        explained.add(problem.code)
    count = Counter(problem.severity.value for problem in ordered)
    colour(
        ", ".join(f"{count[kind]} {kind}{'s' * (count[kind] > 1)}" for kind in ("error", "warning") if count[kind]),
        "bold",
    )


def print_reasons(reasons: Iterable[tuple[str, str, str]]) -> None:
    """Of each document its path, its dialect, and why it was read as that."""
    for path, dialect, reason in reasons:
        tell(visible(f"{path}: {dialect}: {reason}"))


def _lines_of(problem: Problem, explain: bool) -> Iterator[tuple[str, str]]:
    """The lines that tell a problem, each with a style: place, code and message; the line; what to do about it."""
    at = problem.location
    style = "bold red" if problem.severity is Severity.ERROR else "yellow"
    yield visible(f"{at.path}:{at.line or 1}:{at.column or 1} {problem.code} {problem.text}"), style
    if problem.quote.strip():
        yield "    | " + visible(excerpt(problem.quote, at.column)), ""
    if explain:
        yield f"    {problem.severity.value}; hint: {problem.hint}", "dim"


def excerpt(line: str, column: int) -> str:
    """A line, or the part of a long one that holds the column."""
    if len(line) <= QUOTE_WIDTH:
        return line
    start = max(0, min(column - QUOTE_WIDTH // 2, len(line) - QUOTE_WIDTH))
    end = start + QUOTE_WIDTH
    return ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")


def print_changes(changes: Sequence[output.Change]) -> None:
    """The files of a `check`, each with its diff, and how many there are of each kind."""
    for change in changes:
        _print_change(change)
    if changes:
        tell("out of date: " + _counted(Counter(change.kind.value for change in changes)))


def _print_change(change: output.Change) -> None:
    """One file of a `check`: what it is, and the unified diff that `generate` would make."""
    path = sources.display(change.path)
    colour = _colour(sys.stdout)
    colour(f"{visible(path)}: {change.kind.value}", "bold")
    for line in _diff(path, change):
        # Into a file or a pipe the diff goes as it is, so that `patch` and `git apply` understand it.
        colour(visible(line) if sys.stdout.isatty() else line, _COLOURS.get(line[:1], ""))


def _diff(path: str, change: output.Change) -> Iterator[str]:
    names = (
        "/dev/null" if change.old is None else f"a/{path}",
        "/dev/null" if change.new is None else f"b/{path}",
    )
    for line in difflib.unified_diff(_diff_lines(change.old), _diff_lines(change.new), *names):
        yield from line.removesuffix("\n").split("\n")


def _diff_lines(content: bytes | None) -> list[str]:
    """The lines of a file with their ends; a last line without one is marked as diff does it."""
    lines = (content or b"").decode("utf-8", "replace").split("\n")
    last = [f"{lines[-1]}\n\\ No newline at end of file\n"] if lines[-1] else []
    return [line + "\n" for line in lines[:-1]] + last


def summary(built: pipeline.Built, written: output.Written) -> str:
    """What became of an API: its documents, its spec, its package, and its calls."""
    api = built.api
    head = [
        f"{visible(api.name)}: {_plural(len(api.documents.files), 'document')}",
        f"  -> {sources.display(api.spec)}",
        f"  -> {sources.display(api.package)}: {written_files(built.output, written.changes)}",
    ]
    more = [f"     ... and {len(built.calls) - LISTED} more"] if len(built.calls) > LISTED else []
    return "\n".join([*head, *_call_lines(built.calls[:LISTED]), *more])


def _call_lines(calls: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The calls of a client, their requests in a column of their own where they fit."""
    width = min(CALL_WIDTH, max((len(call) for call, _ in calls), default=0))
    for call, request in calls:
        yield visible(f"     {call:<{width}}  {request}")


def written_files(package: output.Output, changes: Iterable[output.Change]) -> str:
    """How many files a package has, and what became of them."""
    own = [change for change in changes if change.path.is_relative_to(package.package)]
    own = [change for change in own if change.path != package.package / sources.MANIFEST]
    counted = Counter(WRITTEN[change.kind] for change in own)
    return _plural(len(package.files), "file") + (f" ({_counted(counted)})" if counted else " (as before)")


WRITTEN: Final = {
    output.Kind.MISSING: "new",
    output.Kind.STALE: "changed",
    output.Kind.EDITED: "replaced",
    output.Kind.LEFT_OVER: "left over",
}


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{number} {name}" for name, number in sorted(counts.items()))


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def say(text: str) -> None:
    """A result, to stdout."""
    print(text, file=sys.stdout)


def tell(text: str) -> None:
    """Something about a result, to stderr."""
    print(text, file=sys.stderr)


def _colour(stream: TextIO) -> Callable[[str, str], None]:
    """A printer of lines with styles; without a terminal the styles are left out, and rich is not even imported."""
    if not stream.isatty():
        return lambda text, style: print(text, file=stream)
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, soft_wrap=True)
    return lambda text, style: console.print(Text(text, style=style))


def busy(what: str) -> AbstractContextManager[object]:
    """Show on a terminal that work goes on."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console
    from rich.text import Text

    return Console(stderr=True).status(Text(visible(what)))
