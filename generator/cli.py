"""The commands. The only place that reads arguments, prints and exits."""

from __future__ import annotations

import difflib
import os
import signal
import sys
import traceback
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

import click

from generator import cache, output, pipeline, project, sources
from generator.client.names import is_package_name
from generator.docs.dialects import all_dialects
from generator.problems import Location, Problem, ProblemsError, Severity

CLEAN: Final = 0
STALE: Final = 1
USAGE: Final = 2
UNREAD: Final = 3
BUG: Final = 70
INTERRUPTED: Final = 128 + signal.SIGINT
UNHEARD: Final = 141

EXIT_CODES: Final = {
    CLEAN: "clean: what was asked for is done; warnings may have been printed",
    STALE: "stale: `check` found something stale, missing, edited by hand or left over",
    USAGE: "wrong usage, configuration or output place (codes C and O); nothing was written",
    UNREAD: "a document could not be read whole (errors of all other letters); written only with `--keep-going`",
    BUG: "a mistake of docs2client itself; nothing was written",
    INTERRUPTED: "interrupted (Ctrl-C)",
    UNHEARD: "the reader of the output went away (`docs2client check | head`)",
}
"""What each exit code means."""

QUOTE_WIDTH: Final = 160
"""How much of a line is quoted: flattened tables make lines of thousands of characters."""

LISTED: Final = 24
"""How many operations of an API `generate` lists."""

CALL_WIDTH: Final = 72
"""How far a long call may push the column of requests."""

_USAGE_LETTERS: Final = ("C", "O")
_COLOURS: Final = {"+": "green", "-": "red", "@": "cyan"}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and exit with one of EXIT_CODES. `arguments`: those of the process when None."""
    if sys.stdout is None or sys.stderr is None:  # closed by the caller (`>&-`)
        nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (open until the end)
        sys.stdout, sys.stderr = sys.stdout or nowhere, sys.stderr or nowhere
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run a command; the exit code. Whatever happens ends in a message, never in a traceback."""
    try:
        with commands.make_context("docs2client", list(arguments)) as context:
            code = commands.invoke(context)
        sys.stdout.flush()
        return int(code or CLEAN)
    except click.exceptions.Exit as done:
        return done.exit_code
    except ProblemsError as error:
        _print_problems(error.problems)
        return _exit_code(error.problems)
    except click.ClickException as error:
        error.show()
        return USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _drop_stdout()
        return UNHEARD
    except OSError as error:
        if error.errno is None:  # not the system's word: somebody raised it
            _print_bug(error)
            return BUG
        _drop_stdout()
        _print_problems([Problem("O04", Location(str(error.filename or "<stdout>")), error.strerror or str(error))])
        return USAGE
    except Exception as error:
        _print_bug(error)
        return BUG


def _drop_stdout() -> None:
    """Forget what could not be written: the interpreter tries once more when it ends, and would complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print_bug(error: Exception) -> None:
    if os.environ.get("DOCS2CLIENT_DEBUG"):
        traceback.print_exception(error)
        return
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno}"
    _tell(f"docs2client: a mistake of ours, sorry: {type(error).__name__} at {place}: {visible(str(error))[:300]}")
    _tell("Please report this line and the input; DOCS2CLIENT_DEBUG=1 shows where it happened.")


keep_going = click.option(
    "--keep-going", is_flag=True, help="Write what could be read, in spite of errors; the exit code stays 3."
)
no_cache = click.option("--no-cache", is_flag=True, help="Use no earlier results, and keep none.")
api_names = click.argument("apis", metavar="[API]...", nargs=-1)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="docs2client")
def commands() -> None:
    """Typed Python clients from Markdown API references."""


@commands.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", "target", metavar="FILE", type=click.Path(path_type=Path), help="Write to a file.")
@click.option(
    "--dialect",
    metavar="NAME",
    type=click.Choice([dialect.name for dialect in all_dialects()]),
    help="Read every document as this dialect; without it each shows its own.",
)
@click.option("--why", is_flag=True, help="Tell which dialect was chosen for each document, and why.")
@click.option("--strict", is_flag=True, help="Take a guess for an error: list the guesses and exit 3.")
@keep_going
def extract(
    paths: tuple[Path, ...], target: Path | None, dialect: str | None, why: bool, strict: bool, keep_going: bool
) -> int:
    """Turn the documents of ONE API (files or folders, any mix of dialects) into one OpenAPI 3.1 document."""
    _require(paths)
    with _busy("reading documents"):
        extracted = pipeline.extract(sources.find(paths), dialect)
    if why:
        _print_reasons(extracted.reasons)
    guesses = extracted.guesses if strict else ()
    _print_problems(extracted.problems + guesses)
    code = _exit_code(extracted.problems) or (UNREAD if guesses else CLEAN)
    if code == CLEAN or keep_going:
        _give(extracted.spec, target)
    return code


@commands.command()
@click.argument("spec", metavar="SPEC", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
    help="The folder in which the package's folder is written.",
)
@click.option("--package", metavar="NAME", help="The name of the package; made from the API's title if not given.")
@keep_going
def render(spec: Path, folder: Path, package: str | None, keep_going: bool) -> int:
    """Turn an OpenAPI document (SPEC, - for stdin) into a Python package in DIR."""
    text, path = _spec_text(spec), _spec_name(spec)
    with _busy("rendering"):
        name = pipeline.default_package(text, path) if package is None else package
        _require_package_name(name)
        rendered = pipeline.render(text, path, name)
    _print_problems(rendered.problems)
    code = _exit_code(rendered.problems)
    if code == CLEAN or keep_going:
        wanted = output.Output(sources.absolute(folder) / name, rendered.files, text)
        written = output.write(wanted)
        _print_problems(written.problems)
        _say(f"{visible(sources.display(wanted.package))}: {_counts(wanted, written.changes)}")
    return code


@commands.command()
@click.argument("spec", metavar="SPEC", type=click.Path(path_type=Path))
@click.argument("report", metavar="REPORT", type=click.Path(path_type=Path))
@click.option("-o", "--output", "target", metavar="FILE", type=click.Path(path_type=Path), help="Write to a file.")
@keep_going
def correct(spec: Path, report: Path, target: Path | None, keep_going: bool) -> int:
    """Turn a drift report (REPORT) into an OpenAPI Overlay: corrections of the document that it is about (SPEC)."""
    if str(spec) == str(report) == "-":
        raise click.UsageError("SPEC and REPORT cannot both be stdin")
    _require(path for path in (spec, report) if str(path) != "-")
    overlay, problems = pipeline.corrections_of(
        _spec_text(spec), _spec_name(spec), _spec_text(report), _spec_name(report)
    )
    _print_problems(problems)
    code = _exit_code(problems)
    if code == CLEAN or keep_going:
        _give(overlay, target)
    return code


@commands.command()
@api_names
@keep_going
@no_cache
def generate(apis: tuple[str, ...], keep_going: bool, no_cache: bool) -> int:
    """Write the specs and packages of the configured APIs (all, or those that are named)."""
    built = _build(apis, no_cache)
    code = _print_all(built)
    if code == CLEAN or keep_going:
        for each in built.done:
            written = output.write(each.output)
            _print_problems(written.problems)
            _say(_summary(each, written))
    return code


@commands.command()
@click.argument("specs", metavar="[SPEC]...", nargs=-1, type=click.Path(path_type=Path))
def lint(specs: tuple[Path, ...]) -> int:
    """List the guesses in OpenAPI documents, and what is wrong with them (without SPEC: in the configured ones)."""
    chosen = specs or tuple(api.spec for api in project.load(Path.cwd()).apis)
    problems = [problem for spec in chosen for problem in pipeline.lint(_spec_text(spec), _spec_name(spec))]
    _print_problems(problems)
    return _exit_code(problems)


@commands.command()
@api_names
@keep_going
@no_cache
def check(apis: tuple[str, ...], keep_going: bool, no_cache: bool) -> int:
    """Tell what `generate` would change, as a diff; write nothing. Exits 1 when anything would."""
    built = _build(apis, no_cache)
    code = _print_all(built)
    if code != CLEAN and not keep_going:
        return code
    changes = [change for each in built.done for change in output.changes(each.output)]
    for change in changes:
        _print_change(change)
    if changes:
        _tell("out of date: " + _counted(Counter(change.kind.value for change in changes)))
    return STALE if changes else code


@dataclass(frozen=True, slots=True)
class _All:
    """The APIs that were built, and the problems of those that could not be built at all."""

    done: tuple[pipeline.Built, ...]
    problems: tuple[Problem, ...]


def _build(names: Sequence[str], no_cache: bool) -> _All:
    """Build the APIs of these names, each as far as it goes, so that all problems are told together."""
    memory = cache.NOTHING if no_cache else cache.user_cache()
    done: list[pipeline.Built] = []
    problems: list[Problem] = []
    for api in project.load(Path.cwd()).select(names):
        with _busy(f"{api.name}: {len(api.documents.files)} documents"):
            try:
                built = pipeline.build(api, memory)
            except ProblemsError as error:
                problems += error.problems
            else:
                done.append(built)
                problems += built.problems
    return _All(tuple(done), tuple(problems))


def _print_all(built: _All) -> int:
    _print_problems(built.problems)
    return _exit_code(built.problems)


def _require(paths: Iterable[Path]) -> None:
    missing = [path for path in paths if not os.path.lexists(path)]
    if missing:
        raise ProblemsError(tuple(Problem("C11", Location(str(path)), "does not exist") for path in missing))


def _require_package_name(name: str) -> None:
    if not is_package_name(name):
        raise click.UsageError(f"--package: {visible(name)!r} is no name for a package of its own")


def _spec_text(spec: Path) -> str:
    if str(spec) != "-":
        _require([spec])
        return pipeline.read_text(spec)
    return sys.stdin.buffer.read().decode("utf-8-sig", "replace")


def _spec_name(spec: Path) -> str:
    return "<stdin>" if str(spec) == "-" else sources.display(sources.absolute(spec))


def _give(text: str, target: Path | None) -> None:
    """Write a document to a file, or to stdout as UTF-8 whatever the terminal's encoding is."""
    if target is not None and str(target) != "-":
        output.write_file(sources.absolute(target), text)
    else:
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()


# What is said, and how


def visible(text: str) -> str:
    """Text of a stranger made safe to print: control, format and unpaired characters as escapes, tabs as spaces."""
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    if char == "\t":
        return " "
    if char.isprintable() or unicodedata.category(char) == "Zs":
        return char
    return char.encode("unicode_escape").decode("ascii")


def _exit_code(problems: Iterable[Problem]) -> int:
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if any(error.code.startswith(_USAGE_LETTERS) for error in errors):
        return USAGE
    return UNREAD if errors else CLEAN


def _print_problems(problems: Iterable[Problem]) -> None:
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


def _print_reasons(reasons: Iterable[tuple[str, str, str]]) -> None:
    for path, dialect, reason in reasons:
        _tell(visible(f"{path}: {dialect}: {reason}"))


def _lines_of(problem: Problem, explain: bool) -> Iterator[tuple[str, str]]:
    """The lines that tell a problem, each with a style: place, code and message; the line; what to do about it."""
    at = problem.location
    style = "bold red" if problem.severity is Severity.ERROR else "yellow"
    yield visible(f"{at.path}:{at.line or 1}:{at.column or 1} {problem.code} {problem.message}"), style
    if problem.quote.strip():
        yield "    | " + visible(_excerpt(problem.quote, at.column)), ""
    if explain:
        yield f"    {problem.severity.value}; hint: {problem.hint}", "dim"


def _excerpt(line: str, column: int) -> str:
    """A line, or the part of a long one that holds the column."""
    if len(line) <= QUOTE_WIDTH:
        return line
    start = max(0, min(column - QUOTE_WIDTH // 2, len(line) - QUOTE_WIDTH))
    end = start + QUOTE_WIDTH
    return ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")


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


def _summary(built: pipeline.Built, written: output.Written) -> str:
    """What became of an API: its documents, its spec, its package, and its calls."""
    api = built.api
    head = [
        f"{visible(api.name)}: {_plural(len(api.documents.files), 'document')}",
        f"  -> {sources.display(api.spec)}",
        f"  -> {sources.display(api.package)}: {_counts(built.output, written.changes)}",
    ]
    more = [f"     ... and {len(built.calls) - LISTED} more"] if len(built.calls) > LISTED else []
    return "\n".join([*head, *_call_lines(built.calls[:LISTED]), *more])


def _call_lines(calls: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The calls of a client, their requests in a column of their own where they fit."""
    width = min(CALL_WIDTH, max((len(call) for call, _ in calls), default=0))
    for call, request in calls:
        yield visible(f"     {call:<{width}}  {request}")


def _counts(package: output.Output, changes: Iterable[output.Change]) -> str:
    """How many files a package has, and what became of them."""
    own = [change for change in changes if change.path.is_relative_to(package.package)]
    own = [change for change in own if change.path != package.package / output.MANIFEST]
    counted = Counter(_WRITTEN[change.kind] for change in own)
    return _plural(len(package.files), "file") + (f" ({_counted(counted)})" if counted else " (as before)")


_WRITTEN: Final = {
    output.Kind.MISSING: "new",
    output.Kind.STALE: "changed",
    output.Kind.EDITED: "replaced",
    output.Kind.LEFT_OVER: "left over",
}


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{number} {name}" for name, number in sorted(counts.items()))


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _say(text: str) -> None:
    print(text, file=sys.stdout)


def _tell(text: str) -> None:
    print(text, file=sys.stderr)


def _colour(stream: TextIO) -> Callable[[str, str], None]:
    """A printer of lines with styles; without a terminal the styles are left out, and rich is not even imported."""
    if not stream.isatty():
        return lambda text, style: print(text, file=stream)
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, soft_wrap=True)
    return lambda text, style: console.print(Text(text, style=style))


def _busy(what: str) -> AbstractContextManager[object]:
    """Show on a terminal that work goes on."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console
    from rich.text import Text

    return Console(stderr=True).status(Text(visible(what)))
