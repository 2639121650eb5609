"""Making the disk what it should be: every spec and package of a run at once and whole, or nothing.

`disk` tells how what is there differs from what should be, `staging` puts the new in the place of the old.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.output.disk import Change, Disk, Kind, Output, package_changes, spec_changes
from generator.output.problems import io_problems, problem_at
from generator.output.staging import Staged, lock, locked, stage_file, stage_folder
from generator.problems import Problem, ProblemsError
from generator.sources import MANIFEST

__all__ = ["Change", "Kind", "Output", "Written", "changes", "write", "write_file"]


@dataclass(frozen=True, slots=True)
class Written:
    """What writing changed, and what it has to say about files that were kept or replaced."""

    changes: tuple[Change, ...]
    problems: tuple[Problem, ...] = ()


def changes(output: Output) -> tuple[Change, ...]:
    """How the disk differs from what it should be; writes nothing.

    Raises ProblemsError (O04) when something cannot be read.
    """
    folder = output.package.parent
    with io_problems("cannot be read", folder), locked(folder) if folder.is_dir() else contextlib.nullcontext():
        return _Plan.of(output).changes


def write(*outputs: Output) -> tuple[Written, ...]:
    """Make the disk what it should be: every spec and package of these changes at once and whole, or nothing does.

    Files with the same content are not touched. Files that the tool did not write are kept. Raises ProblemsError when
    a folder belongs to somebody else (O01, O02), a file of somebody else is in the way (O03) or the disk says no
    (O04); then nothing is changed.
    """
    with contextlib.ExitStack() as stack:
        lock([place for each in outputs for place in (each.package, each.spec) if place], stack)
        plans = [_Plan.of(output) for output in outputs]
        if refusals := [problem for plan in plans for problem in _refusals(plan)]:
            raise ProblemsError(tuple(refusals))
        for staged in [staged for plan in plans for staged in _stage(plan, stack)]:
            staged.take_place()
        return tuple(Written(plan.changes, tuple(_remarks(plan))) for plan in plans)


def write_file(path: Path, text: str) -> None:
    """Write one file at once and whole: a reader sees the old text or the new.

    Raises ProblemsError (O01, O04) when there is something else than a file, or the disk says no.
    """
    if problem := _not_a_file(path):
        raise ProblemsError((problem,))
    with contextlib.ExitStack() as stack:
        stage_file(path, text, stack).take_place()


@dataclass(frozen=True, slots=True)
class _Plan:
    """What one API should be on disk, what is there, and how the two differ."""

    output: Output
    wanted: Mapping[str, bytes]
    disk: Disk
    spec: tuple[Change, ...]
    package: tuple[Change, ...]

    @classmethod
    def of(cls, output: Output) -> _Plan:
        with io_problems("cannot be read"):
            disk, wanted = Disk.look(output.package), output.wanted()
            return cls(output, wanted, disk, spec_changes(output, disk), package_changes(wanted, disk))

    @property
    def changes(self) -> tuple[Change, ...]:
        return self.spec + self.package


def _refusals(plan: _Plan) -> Iterator[Problem]:
    """Why this folder must not be written to."""
    folder, spec, disk = plan.output.package, plan.output.spec, plan.disk
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        yield problem_at("O01", folder, "is not a folder of its own, so no package is written there")
    if spec and (problem := _not_a_file(spec)):
        yield problem
    if disk.digests is not None:
        for name in sorted(_in_the_way(disk, plan.wanted)):
            message = "stands where a file has to be written, and docs2client did not write it"
            yield problem_at("O03", folder / name, message)
    elif MANIFEST in disk.entries:
        yield problem_at("O02", folder / MANIFEST, "is not a manifest, so whose the files are is not known")
    elif disk.entries:
        yield problem_at("O01", folder, f"holds files and no {MANIFEST}, so it belongs to somebody else")


def _in_the_way(disk: Disk, wanted: Mapping[str, bytes]) -> Iterator[str]:
    """Entries of somebody else at, above or below a wanted path."""
    folders = {parent.as_posix() for name in wanted for parent in PurePosixPath(name).parents}
    for name, content in disk.entries.items():
        if name in (disk.digests or {}) or name == MANIFEST:
            continue
        above = name in folders
        below = any(parent.as_posix() in wanted for parent in PurePosixPath(name).parents)
        if above or below or (name in wanted and content != wanted[name]):
            yield name


def _not_a_file(path: Path) -> Problem | None:
    if path.is_symlink() or (path.exists() and not path.is_file()):
        return problem_at("O01", path, "is not a regular file, so no document is written there")
    return None


def _remarks(plan: _Plan) -> Iterator[Problem]:
    """What a user should know about files that were replaced or kept."""
    for change in plan.changes:
        if change.kind is Kind.EDITED:
            yield problem_at("O11", change.path, "was edited by hand, and the edits are gone")
        elif change.kind is Kind.LEFT_OVER and not plan.disk.owns(change.path):
            yield problem_at("O12", change.path, "is no file of this package; it was kept")


def _stage(plan: _Plan, stack: contextlib.ExitStack) -> Iterator[Staged]:
    """Write what has changed beside its place; the stack cleans up."""
    if any(change.kind is not Kind.LEFT_OVER or plan.disk.owns(change.path) for change in plan.package):
        yield stage_folder(plan.disk, plan.wanted, stack)
    for change in plan.spec:
        yield stage_file(change.path, plan.output.spec_text, stack)
