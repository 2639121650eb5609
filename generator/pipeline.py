"""Composes the stages. Reads like the picture: documents -> facts -> Api -> OpenAPI text -> Api -> package.

The package is always rendered from the text of the spec, so that `render` of a spec that was written gives the very
package that `generate` gives.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from generator import cache, client, docs, sources
from generator.client.arguments import Argument
from generator.client.names import package_name
from generator.output import Output
from generator.problems import Location, Problem, ProblemsError
from generator.project import ApiConfig
from generator.spec import guesses, openapi, overlay
from generator.spec.openapi.parse import parse
from generator.spec.recover import recover


@dataclass(frozen=True, slots=True)
class Extracted:
    """The OpenAPI document of the documents, and what was wrong with them (places as shown to people).

    `guesses`: a problem for each fact that the evidence does not favour. `reasons`: of each document its path, its
    dialect and why it was read as that.
    """

    spec: str
    problems: tuple[Problem, ...] = ()
    guesses: tuple[Problem, ...] = ()
    reasons: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A package: its name, its files (path below its folder -> text), and what was wrong with the spec.

    `calls`: how each operation is called, and its verb and path.
    """

    package: str
    files: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    calls: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """What a configured API should be on disk, and every problem on the way there."""

    api: ApiConfig
    output: Output
    calls: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...] = ()


def extract(documents: sources.Documents, dialect: str | None = None, memory: cache.Cache = cache.NOTHING) -> Extracted:
    """One OpenAPI document from the documents of one API, whatever their dialects.

    Raises ProblemsError when there is nothing to read (D92), or a stage cannot go on.
    """
    files, unreadable = sources.read(documents)
    if not files:
        nothing = Problem(
            "D92", Location(sources.display(documents.base)), "there is no document here that can be read"
        )
        raise ProblemsError((*unreadable, nothing))
    parts = [dialect or "", *(part for file in files for part in (file.path, file.data))]
    try:
        kept = memory.get(cache.key("extract", *parts), lambda: _extract(files, dialect))
    except ProblemsError as error:
        raise ProblemsError(unreadable + _shown(error.problems, documents)) from None
    problems, guessed = (_shown(_problems_of(kept[name]), documents) for name in ("problems", "guesses"))
    reasons = tuple((documents.shown(path), chosen, reason) for path, chosen, reason in kept["reasons"])
    return Extracted(kept["spec"], unreadable + problems, guessed, reasons)


def with_overlay(extracted: Extracted, corrections: str, path: str) -> Extracted:
    """The OpenAPI document with an Overlay applied to it; `path` is what problems call the Overlay.

    Raises ProblemsError when it is no Overlay.
    """
    text, problems = overlay.apply(extracted.spec, corrections, path)
    return replace(extracted, spec=text, problems=extracted.problems + problems)


def render(spec: str, path: str, package: str | None = None, memory: cache.Cache = cache.NOTHING) -> Rendered:
    """The package of an OpenAPI document. `path` is what problems call the document; without a name, `package` is
    called after the API's title.

    Raises ProblemsError when it is not an OpenAPI document that can be read.
    """
    kept = memory.get(cache.key("render", spec, path, package or ""), lambda: _render(spec, path, package))
    calls = tuple((call, request) for call, request in kept["calls"])
    return Rendered(kept["package"], kept["files"], _problems_of(kept["problems"]), calls)


def lint(spec: str, path: str, documents: sources.Documents | None = None) -> tuple[Problem, ...]:
    """What is wrong with an OpenAPI document, and the guesses in it, at their places in these documents.

    Raises ProblemsError when it is not an OpenAPI document that can be read.
    """
    api, problems = openapi.load(spec, path)
    told = tuple(guesses.problem(guess, path) for guess in guesses.guesses(api))
    return problems + (told if documents is None else _beside(path, told, documents))


def build(api: ApiConfig, memory: cache.Cache = cache.NOTHING) -> Built:
    """What a configured API should be on disk. Writes nothing.

    Raises ProblemsError as `extract`, `with_overlay` and `render` do, and when the overlay cannot be read (C11).
    """
    extracted = extract(api.documents, memory=memory)
    if api.overlay:
        extracted = with_overlay(extracted, sources.read_text(api.overlay), sources.display(api.overlay))
    path = sources.display(api.spec)
    rendered = render(extracted.spec, path, api.package.name, memory)
    remarks = _beside(path, rendered.problems, api.documents)
    output = Output(api.package, rendered.files, extracted.spec, api.spec)
    return Built(api, output, rendered.calls, extracted.problems + remarks)


def _extract(files: tuple[docs.SourceFile, ...], dialect: str | None) -> dict[str, Any]:
    reading = docs.read(files, dialect)
    api, problems = recover(reading.documents)
    return {
        "spec": openapi.dump(api),
        "problems": _plain(reading.problems + problems),
        "guesses": _plain(tuple(guesses.problem(guess) for guess in guesses.guesses(api))),
        "reasons": reading.reasons,
    }


def _render(spec: str, path: str, package: str | None) -> dict[str, Any]:
    document, broken = parse(spec, path)
    api, problems = openapi.load_document(document)
    name = package or package_name(api.title)
    view, notes = client.package_view(api, name)
    remarks = client.problems(notes, document.problem)
    return {
        "package": name,
        "files": client.package_files(view),
        "problems": _plain(broken + problems + remarks),
        "calls": _calls(view),
    }


def _calls(view: client.Package) -> list[tuple[str, str]]:
    """How each operation is called, and what it sends: `pets.get_pet(pet_id, fields=...)`, `GET /pets/{petId}`."""
    return [
        (
            f"{resource.attribute}.{method.name}({', '.join(_argument(each) for each in method.arguments.signature)})",
            f"{method.operation.method.upper()} {method.operation.path}",
        )
        for resource in view.resources
        for method in resource.methods
    ]


def _argument(argument: Argument) -> str:
    return argument.name if argument.required else f"{argument.name}=..."


def _plain(problems: tuple[Problem, ...]) -> list[dict[str, Any]]:
    """Problems as JSON values, for the cache."""
    return [asdict(problem) for problem in problems]


def _problems_of(plain: list[dict[str, Any]]) -> tuple[Problem, ...]:
    return tuple(
        Problem(**{**one, "location": Location(**one["location"]), "taken": one["taken"] and Location(**one["taken"])})
        for one in plain
    )


def _beside(path: str, problems: tuple[Problem, ...], documents: sources.Documents) -> tuple[Problem, ...]:
    """As `_shown`, but for those problems that are about the spec itself, at `path`."""
    about_documents = iter(_shown(tuple(one for one in problems if one.location.path != path), documents))
    return tuple(one if one.location.path == path else next(about_documents) for one in problems)


def _shown(problems: tuple[Problem, ...], documents: sources.Documents) -> tuple[Problem, ...]:
    """Problems whose places are below the documents' folder, with places as people are shown them, and quoted."""
    lines = functools.cache(documents.lines)
    return tuple(
        replace(
            one,
            location=_shown_at(one.location, documents),
            taken=one.taken and _shown_at(one.taken, documents),
            quote=one.quote or _quote(one.location, lines),
        )
        for one in problems
    )


def _shown_at(location: Location, documents: sources.Documents) -> Location:
    return replace(location, path=documents.shown(location.path))


def _quote(at: Location, lines: Callable[[str], Sequence[str]]) -> str:
    """The line of a place; empty for a file as a whole, and where there is no such line."""
    return "".join(lines(at.path)[at.line - 1 : at.line]) if at.line else ""
