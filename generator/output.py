"""What is on the disk and what should be: differences, and writing so that a crash leaves the old or the new.

A package's folder belongs to the tool when it holds the manifest: the list of the files that the tool wrote there,
each with its SHA-256. With it a file that is stale is told from one that was edited by hand, and one that is left
over from one that somebody else put there, which is never deleted.
"""

from __future__ import annotations

import contextlib
import ctypes
import glob
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final

from generator.problems import Location, Problem, ProblemsError
from generator.sources import MANIFEST, display

_ABOUT: Final = "The files that docs2client wrote here, with their SHA-256. It replaces and deletes no others."
_IGNORED: Final = frozenset({"__pycache__"})
_STAGE: Final = ".docs2client"
_STAGE_NAME: Final = 100
"""How much of a name the name of its stage has: longer ones might not fit."""


class Kind(Enum):
    """How a file differs from what it should be."""

    MISSING = "missing"
    STALE = "stale"
    EDITED = "edited by hand"
    LEFT_OVER = "left over"


@dataclass(frozen=True, slots=True)
class Change:
    """A file that differs: what it is (None: not there) and what it should be (None: nothing)."""

    kind: Kind
    path: Path
    old: bytes | None
    new: bytes | None


@dataclass(frozen=True, slots=True)
class Output:
    """What one API should be on disk.

    `package`: the package's folder; `files`: path below it -> text; `spec_text`: the OpenAPI document the package is
    made from; `spec`: where that document is to be written, None when it is somebody else's.
    """

    package: Path
    files: Mapping[str, str]
    spec_text: str
    spec: Path | None = None

    def wanted(self) -> dict[str, bytes]:
        """The bytes of every file of the package, its manifest among them.

        Raises ValueError for a path that leaves the package: a mistake of the tool.
        """
        for path in self.files:
            if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts or path == MANIFEST:
                raise ValueError(f"not a path of a package: {path!r}")
        files = {path: text.encode("utf-8") for path, text in self.files.items()}
        return {**files, MANIFEST: _manifest(files, self.spec_text.encode("utf-8"))}


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
    with _io_problems("O04", "cannot be read"), _locked(folder) if folder.is_dir() else contextlib.nullcontext():
        disk = _Disk.look(output.package)
        return _spec_changes(output, disk) + _package_changes(output.wanted(), disk)


def write(*outputs: Output) -> tuple[Written, ...]:
    """Make the disk what it should be: every spec and package of these changes at once and whole, or nothing does.

    Files with the same content are not touched. Files that the tool did not write are kept. Raises ProblemsError when
    a folder belongs to somebody else (O01, O02), a file of somebody else is in the way (O03) or the disk says no
    (O04); then nothing is changed.
    """
    with contextlib.ExitStack() as stack:
        _lock(outputs, stack)
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
        _stage_file(path, text, stack).take_place()


@dataclass(frozen=True, slots=True)
class _Disk:
    """A package's folder as it is: its entries (None: a link, followed nowhere) and what the manifest says."""

    folder: Path
    entries: Mapping[str, bytes | None]
    digests: Mapping[str, str]
    spec_digest: str | None
    state: str

    @classmethod
    def look(cls, folder: Path) -> _Disk:
        entries = dict(_entries(folder)) if folder.is_dir() and not folder.is_symlink() else {}
        manifest = entries.get(MANIFEST)
        files, spec = _read_manifest(manifest) if manifest is not None else (None, None)
        state = "ours" if files is not None else "broken" if MANIFEST in entries else "foreign" if entries else "empty"
        return cls(folder, entries, MappingProxyType(files or {}), spec, state)

    def owns(self, path: Path) -> bool:
        """Whether the tool wrote this file and nobody has changed it since."""
        name = path.relative_to(self.folder).as_posix()
        content = self.entries.get(name)
        return content is not None and (name == MANIFEST or self.digests.get(name) == _digest(content))


@dataclass(frozen=True, slots=True)
class _Plan:
    """What one API should be on disk, what is there, and how the two differ."""

    output: Output
    wanted: Mapping[str, bytes]
    disk: _Disk
    spec: tuple[Change, ...]
    package: tuple[Change, ...]

    @classmethod
    def of(cls, output: Output) -> _Plan:
        with _io_problems("O04", "cannot be read", output.package):
            disk, wanted = _Disk.look(output.package), output.wanted()
            return cls(output, wanted, disk, _spec_changes(output, disk), _package_changes(wanted, disk))

    @property
    def changes(self) -> tuple[Change, ...]:
        return self.spec + self.package


@dataclass(frozen=True, slots=True)
class _Staged:
    """A file or a folder that is written beside its place. `old`: where the folder that was there goes."""

    new: Path
    place: Path
    old: Path

    def take_place(self) -> None:
        """Put it in its place: at once where the system can, else with `old` for `_recover` to find."""
        with _io_problems("O04", "cannot be written", self.place):
            if self.new.is_file() or not self.place.exists():
                self.new.replace(self.place)
            elif not _exchange(self.new, self.place):
                self.place.rename(self.old)
                self.new.rename(self.place)


def _entries(folder: Path) -> Iterator[tuple[str, bytes | None]]:
    """Every file and link of a folder by its relative path; what Python puts there by itself is left out."""
    for parent, folders, names in os.walk(folder, onerror=_raise):
        links = [name for name in folders if Path(parent, name).is_symlink()]
        folders[:] = sorted(name for name in folders if name not in _IGNORED and name not in links)
        for name in sorted(names + links):
            path = Path(parent, name)
            yield path.relative_to(folder).as_posix(), _content(path) if _regular(path) else None


def _content(path: Path) -> bytes:
    """A written file with the ends of lines that it was written with: git gives it others where it is told to."""
    return path.read_bytes().replace(b"\r\n", b"\n")


def _raise(error: OSError) -> None:
    raise error


def _regular(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _manifest(files: Mapping[str, bytes], spec: bytes) -> bytes:
    digests = {path: _digest(files[path]) for path in sorted(files)}
    content = {"about": _ABOUT, "spec": _digest(spec), "files": digests}
    return (json.dumps(content, indent=2) + "\n").encode()


def _read_manifest(content: bytes) -> tuple[dict[str, str] | None, str | None]:
    """What a manifest says of the files and of the spec; None of the files when it is none."""
    try:
        manifest = json.loads(content)
    except (ValueError, RecursionError):
        return None, None
    files = manifest.get("files") if isinstance(manifest, dict) else None
    if not isinstance(files, dict):
        return None, None
    spec = manifest.get("spec")
    return {path: str(digest) for path, digest in files.items()}, spec if isinstance(spec, str) else None


def _spec_changes(output: Output, disk: _Disk) -> tuple[Change, ...]:
    path, new = output.spec, output.spec_text.encode("utf-8")
    if path is None:
        return ()
    if not path.is_file():
        return (Change(Kind.MISSING, path, None, new),)
    old = _content(path)
    if old == new:
        return ()
    edited = disk.spec_digest is not None and disk.spec_digest != _digest(old)
    return (Change(Kind.EDITED if edited else Kind.STALE, path, old, new),)


def _package_changes(wanted: Mapping[str, bytes], disk: _Disk) -> tuple[Change, ...]:
    names = sorted({*wanted, *disk.entries})
    return tuple(change for name in names for change in _file_change(name, wanted, disk))


def _file_change(name: str, wanted: Mapping[str, bytes], disk: _Disk) -> Iterator[Change]:
    path, old, new = disk.folder / name, disk.entries.get(name), wanted.get(name)
    if name not in disk.entries:
        yield Change(Kind.MISSING, path, None, new)
    elif new is None:
        yield Change(Kind.LEFT_OVER, path, old, None)
    elif old != new:
        yield Change(Kind.STALE if disk.owns(path) else Kind.EDITED, path, old, new)


def _refusals(plan: _Plan) -> Iterator[Problem]:
    """Why this folder must not be written to."""
    folder, spec, disk = plan.output.package, plan.output.spec, plan.disk
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        yield _problem("O01", folder, "is not a folder of its own, so no package is written there")
    if disk.state == "foreign":
        yield _problem("O01", folder, f"holds files and no {MANIFEST}, so it belongs to somebody else")
    if disk.state == "broken":
        yield _problem("O02", folder / MANIFEST, "is not a manifest, so whose the files are is not known")
    if spec and (problem := _not_a_file(spec)):
        yield problem
    if disk.state == "ours":
        for name in sorted(_in_the_way(disk, plan.wanted)):
            yield _problem(
                "O03",
                folder / name,
                "stands where a file has to be written, and docs2client did not write it",
            )


def _in_the_way(disk: _Disk, wanted: Mapping[str, bytes]) -> Iterator[str]:
    """Entries of somebody else at, above or below a wanted path."""
    folders = {parent.as_posix() for name in wanted for parent in PurePosixPath(name).parents}
    for name, content in disk.entries.items():
        if name in disk.digests or name == MANIFEST:
            continue
        above = name in folders
        below = any(parent.as_posix() in wanted for parent in PurePosixPath(name).parents)
        if above or below or (name in wanted and content != wanted[name]):
            yield name


def _not_a_file(path: Path) -> Problem | None:
    if path.is_symlink() or (path.exists() and not path.is_file()):
        return _problem("O01", path, "is not a regular file, so no document is written there")
    return None


def _remarks(plan: _Plan) -> Iterator[Problem]:
    """What a user should know about files that were replaced or kept."""
    for change in plan.changes:
        if change.kind is Kind.EDITED:
            yield _problem("O11", change.path, "was edited by hand, and the edits are gone")
        elif change.kind is Kind.LEFT_OVER and not plan.disk.owns(change.path):
            yield _problem("O12", change.path, "is no file of this package; it was kept")


def _problem(code: str, path: Path, message: str) -> Problem:
    return Problem(code, Location(display(path)), message)


def _stage(plan: _Plan, stack: contextlib.ExitStack) -> Iterator[_Staged]:
    """Write what has changed beside its place; the stack cleans up."""
    if any(change.kind is not Kind.LEFT_OVER or plan.disk.owns(change.path) for change in plan.package):
        yield _stage_folder(plan.disk, plan.wanted, stack)
    for change in plan.spec:
        yield _stage_file(change.path, plan.output.spec_text, stack)


def _stage_folder(disk: _Disk, wanted: Mapping[str, bytes], stack: contextlib.ExitStack) -> _Staged:
    with _io_problems("O04", "cannot be written", disk.folder):
        staged = _beside(disk.folder, stack)
        staged.new.mkdir()
        for name in disk.entries:
            if name not in wanted and not disk.owns(disk.folder / name):
                _carry(disk.folder / name, staged.new / name)
        for name, content in wanted.items():
            if disk.entries.get(name) == content:
                _carry(disk.folder / name, staged.new / name)
            else:
                (staged.new / name).parent.mkdir(parents=True, exist_ok=True)
                (staged.new / name).write_bytes(content)
        return staged


def _stage_file(path: Path, text: str, stack: contextlib.ExitStack) -> _Staged:
    with _io_problems("O04", "cannot be written", path):
        path.parent.mkdir(parents=True, exist_ok=True)
        staged = _beside(path, stack)
        staged.new.write_bytes(text.encode("utf-8"))
        return staged


def _beside(place: Path, stack: contextlib.ExitStack) -> _Staged:
    """A folder of its own beside a place, hidden, for what will stand there."""
    prefix = f".{place.name[:_STAGE_NAME]}."
    stage = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=prefix, suffix=_STAGE, dir=place.parent)))
    return _Staged(stage / "new", place, stage / "old")


def _carry(old: Path, new: Path) -> None:
    """The same file under a new path, with its times; links stay links."""
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:
        shutil.copy2(old, new, follow_symlinks=False)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step (renameat2 with RENAME_EXCHANGE); False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    here, exchange = -100, 2
    return bool(renameat2 and renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)


def _recover(place: Path) -> None:
    """Clean up after a run that was killed: its stages go, and a package that it had moved aside comes back."""
    for stage in sorted(place.parent.glob(f".{glob.escape(place.name[:_STAGE_NAME])}.*{_STAGE}")):
        if (stage / "old").is_dir() and not place.exists():
            (stage / "old").rename(place)
        shutil.rmtree(stage, ignore_errors=True)


def _lock(outputs: Sequence[Output], stack: contextlib.ExitStack) -> None:
    """Keep other runs out of the folders that will change, and clean up after those that were killed."""
    places = [place for output in outputs for place in (output.package, output.spec) if place]
    folders = set()
    for place in places:
        with _io_problems("O04", "cannot be written", place):
            place.parent.mkdir(parents=True, exist_ok=True)
            folders.add(place.parent.resolve())
    for folder in sorted(folders):  # in one order, so that two runs never wait for each other
        with _io_problems("O04", "cannot be written", folder):
            stack.enter_context(_locked(folder))
    for place in places:
        with _io_problems("O04", "cannot be written", place):
            _recover(place)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keep other runs out of a folder while it changes. The system drops the lock of a process that dies."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # a file system without locks: as good as it can be
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def _io_problems(code: str, what: str, where: Path | None = None) -> Iterator[None]:
    """Turn what the disk says into a problem; `where` people know the place, if not as the disk does."""
    try:
        yield
    except OSError as error:
        named = os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes)) else ""
        path = where or Path(named)
        raise ProblemsError((_problem(code, path, f"{what}: {error.strerror or error}"),)) from None
