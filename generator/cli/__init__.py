"""The commands. The only place that reads arguments and exits; what they say is `printing`."""

from __future__ import annotations

import errno
import os
import signal
import sys
import traceback
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, TextIO

import click

from generator import cache, output, pipeline, project, sources
from generator.cli.printing import (
    busy,
    print_changes,
    print_problems,
    print_reasons,
    say,
    summary,
    tell,
    visible,
    written_files,
)
from generator.client.names import is_package_name
from generator.docs.dialects import all_dialects
from generator.problems import CATALOGUE, Location, Problem, ProblemsError, Severity
from generator.spec import drift

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

_USAGE_LETTERS: Final = ("C", "O")
_STDIN: Final = "<stdin>"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and exit with one of EXIT_CODES. `arguments`: those of the process when None."""
    sys.stdin, sys.stdout, sys.stderr = sys.stdin or _nowhere(), sys.stdout or _nowhere(), sys.stderr or _nowhere()
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def _nowhere() -> TextIO:
    """In the place of a stream that the caller closed (`>&-`)."""
    return Path(os.devnull).open("r+", encoding="utf-8")


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
        print_problems(error.problems)
        return exit_code(error.problems)
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
        with suppress(OSError):  # stderr may be on the same full disk
            print_problems([Problem("O04", Location(_place(error)), error.strerror or str(error))])
        return USAGE
    except Exception as error:
        _print_bug(error)
        return BUG


def _place(error: OSError) -> str:
    """What an error of the system is about: those of the working directory and of open streams do not name it."""
    return str(error.filename or ("." if error.errno == errno.ENOENT else "<stdout>"))


def _drop_stdout() -> None:
    """Forget what could not be written: the interpreter tries once more when it ends, and would complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print_bug(error: Exception) -> None:
    if os.environ.get("DOCS2CLIENT_DEBUG"):
        traceback.print_exception(error)
        return
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno}"
    tell(f"docs2client: a mistake of ours, sorry: {type(error).__name__} at {place}: {visible(str(error))[:300]}")
    tell("Please report this line and the input; DOCS2CLIENT_DEBUG=1 shows where it happened.")


_PATH: Final = click.Path(path_type=Path, readable=False)  # what is not readable has a problem of its own
keep_going = click.option(
    "--keep-going", is_flag=True, help="Go on with what could be read, in spite of errors; the exit code stays 3."
)
target_file = click.option(
    "-o", "--output", "target", metavar="FILE", type=_PATH, help="Write to a file; without it, to stdout."
)
no_cache = click.option("--no-cache", is_flag=True, help="Use no earlier results, and keep none.")
api_names = click.argument("apis", metavar="[API]...", nargs=-1)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="docs2client")
def commands() -> None:
    """Typed Python clients from Markdown API references."""


@commands.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=_PATH)
@target_file
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
    """Turn documents into one OpenAPI 3.1 document. PATH: files and folders of ONE API, in any mix of dialects."""
    _require(paths)
    with busy("reading documents"):
        extracted = pipeline.extract(sources.find(paths), dialect)
    if why:
        print_reasons(extracted.reasons)
    guesses = extracted.guesses if strict else ()
    print_problems(extracted.problems + guesses)
    code = exit_code(extracted.problems) or (UNREAD if guesses else CLEAN)
    if code == CLEAN or keep_going:
        _give(extracted.spec, target)
    return code


@commands.command()
@click.argument("spec", metavar="SPEC", type=_PATH)
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    required=True,
    type=_PATH,
    help="The folder in which the package's folder is written.",
)
@click.option("--package", metavar="NAME", help="The name of the package; made from the API's title if not given.")
@keep_going
def render(spec: Path, folder: Path, package: str | None, keep_going: bool) -> int:
    """Turn an OpenAPI document into a Python package. SPEC: its path, or - for stdin."""
    if package is not None:
        _require_package_name(package)
    text, path = _spec_text(spec), _spec_name(spec)
    with busy("rendering"):
        rendered = pipeline.render(text, path, package)
    print_problems(rendered.problems)
    code = exit_code(rendered.problems)
    if code == CLEAN or keep_going:
        wanted = output.Output(sources.absolute(folder) / rendered.package, rendered.files, text)
        (written,) = output.write(wanted)
        print_problems(written.problems)
        say(f"{visible(sources.display(wanted.package))}: {written_files(wanted, written.changes)}")
    return code


@commands.command()
@click.argument("spec", metavar="SPEC", type=_PATH)
@click.argument("report", metavar="REPORT", type=_PATH)
@target_file
@keep_going
def correct(spec: Path, report: Path, target: Path | None, keep_going: bool) -> int:
    """Turn a drift report into an OpenAPI Overlay. It corrects SPEC, which REPORT is about."""
    if str(spec) == str(report) == "-":
        raise click.UsageError("SPEC and REPORT cannot both be stdin")
    _require(path for path in (spec, report) if str(path) != "-")
    overlay, problems = drift.correct(_spec_text(spec), _spec_name(spec), _spec_text(report), _spec_name(report))
    print_problems(problems)
    code = exit_code(problems)
    if code == CLEAN or keep_going:
        _give(overlay, target)
    return code


@commands.command()
@api_names
@keep_going
@no_cache
def generate(apis: tuple[str, ...], keep_going: bool, no_cache: bool) -> int:
    """Write the specs and packages that are configured. All, or those of the APIs that are named."""
    code, built = _build(apis, keep_going, no_cache)
    written = output.write(*(each.output for each in built))
    print_problems(problem for each in written for problem in each.problems)
    for each, done in zip(built, written, strict=True):
        say(summary(each, done))
    return code


@commands.command()
@click.argument("specs", metavar="[SPEC]...", nargs=-1, type=_PATH)
def lint(specs: tuple[Path, ...]) -> int:
    """List the guesses and mistakes in OpenAPI documents. Without SPEC: in the configured ones."""
    apis = () if specs else project.load(Path.cwd()).apis
    chosen = [*((spec, None) for spec in specs), *((api.spec, api.documents) for api in apis)]
    problems: list[Problem] = []
    for spec, documents in chosen:
        try:
            problems += pipeline.lint(_spec_text(spec), _spec_name(spec), documents)
        except ProblemsError as error:
            problems += error.problems
    print_problems(problems)
    return exit_code(problems)


@commands.command()
@api_names
@keep_going
@no_cache
def check(apis: tuple[str, ...], keep_going: bool, no_cache: bool) -> int:
    """Tell what `generate` would change, as a diff. Writes nothing; exits 1 when anything would change."""
    code, built = _build(apis, keep_going, no_cache)
    changes = [change for each in built for change in output.changes(each.output)]
    print_changes(changes)
    return STALE if changes else code


def _build(names: Sequence[str], keep_going: bool, no_cache: bool) -> tuple[int, list[pipeline.Built]]:
    """Build the APIs of these names, each as far as it goes, so that all problems are told together.

    The exit code, and what to go on with: nothing when there are errors, unless that is asked for.
    """
    memory = cache.NOTHING if no_cache else cache.user_cache()
    built: list[pipeline.Built] = []
    problems: list[Problem] = []
    for api in project.load(Path.cwd()).select(names):
        with busy(f"{api.name}: {len(api.documents.files)} documents"):
            try:
                built.append(pipeline.build(api, memory))
            except ProblemsError as error:
                problems += error.problems
            else:
                problems += built[-1].problems
    print_problems(problems)
    code = exit_code(problems)
    return code, built if code == CLEAN or keep_going else []


def _require(paths: Iterable[Path]) -> None:
    if missing := [Problem("C11", Location(str(path)), why) for path in paths if (why := _missing(path))]:
        raise ProblemsError(tuple(missing))


def _missing(path: Path) -> str | None:
    """Why there is nothing at a path; None when there is."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return "does not exist"
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    return None


def _require_package_name(name: str) -> None:
    if not is_package_name(name):
        hint = CATALOGUE["C06"].hint
        raise click.UsageError(f"--package: {visible(name)!r} is no name for a package of its own. {hint}")


def _spec_text(spec: Path) -> str:
    if str(spec) != "-":
        _require([spec])
        return sources.read_text(spec)
    return sources.text_of(sys.stdin.buffer, _STDIN)


def _spec_name(spec: Path) -> str:
    return _STDIN if str(spec) == "-" else sources.display(sources.absolute(spec))


def _give(text: str, target: Path | None) -> None:
    """Write a document to a file, or to stdout as UTF-8 whatever the terminal's encoding is."""
    if target is not None and str(target) != "-":
        output.write_file(sources.absolute(target), text)
    else:
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()


def exit_code(problems: Iterable[Problem]) -> int:
    """What a command ends with that found these problems: CLEAN, USAGE or UNREAD."""
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if any(error.code.startswith(_USAGE_LETTERS) for error in errors):
        return USAGE
    return UNREAD if errors else CLEAN
