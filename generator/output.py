"""What is on the disk and what should be: differences, and writing so that a crash leaves the old or the new.

A package's folder belongs to the tool when it holds the manifest: the list of the files that the tool wrote there,
each with its SHA-256. With it a file that is stale is told from one that was edited by hand, and one that is left
over from one that somebody else put there, which is never deleted.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final

from generator.problems import Location, Problem, ProblemsError
from generator.sources import display

MANIFEST: Final = ".docs2client.json"
"""The name of the manifest, in the package's folder."""

_ABOUT: Final = "The files that docs2client wrote here, with their SHA-256. It replaces and deletes no others."
_IGNORED: Final = frozenset({"__pycache__"})
_STAGE: Final = ".docs2client"


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
    with _io_problems("O04", "cannot be read"):
        disk = _Disk.look(output.package)
        return _spec_changes(output, disk) + _package_changes(output.wanted(), disk)


def write(output: Output) -> Written:
    """Make the disk what it should be: the spec and the package each change at once and whole, or not at all.

    Files with the same content are not touched. Files that the tool did not write are kept. Raises ProblemsError when
    the folder belongs to somebody else (O01, O02), a file of somebody else is in the way (O03) or the disk says no
    (O04); then nothing is changed.
    """
    with _io_problems("O04", "cannot be written", output.package):
        output.package.parent.mkdir(parents=True, exist_ok=True)
        with _locked(output.package.parent):
            _recover(output.package)
            disk, wanted = _Disk.look(output.package), output.wanted()
            if refusals := (*_refusals(output, disk, wanted),):
                raise ProblemsError(refusals)
            spec, package = _spec_changes(output, disk), _package_changes(wanted, disk)
            if any(change.kind is not Kind.LEFT_OVER or disk.owns(change.path) for change in package):
                _replace_folder(output.package, disk, wanted)
            if spec and output.spec:
                write_file(output.spec, output.spec_text)
            return Written(spec + package, tuple(_remarks(spec + package, disk)))


def write_file(path: Path, text: str) -> None:
    """Write one file at once and whole: a reader sees the old text or the new.

    Raises ProblemsError (O01, O04) when there is something else than a file, or the disk says no.
    """
    with _io_problems("O04", "cannot be written", path):
        if problem := _not_a_file(path):
            raise ProblemsError((problem,))
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{path.name[:40]}.", suffix=_STAGE, dir=path.parent) as stage:
            (Path(stage) / "new").write_bytes(text.encode("utf-8"))
            (Path(stage) / "new").replace(path)


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


def _refusals(output: Output, disk: _Disk, wanted: Mapping[str, bytes]) -> Iterator[Problem]:
    """Why this folder must not be written to."""
    folder = output.package
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        yield _problem("O01", folder, "is not a folder of its own, so no package is written there")
    if disk.state == "foreign":
        yield _problem("O01", folder, f"holds files and no {MANIFEST}, so it belongs to somebody else")
    if disk.state == "broken":
        yield _problem("O02", folder / MANIFEST, "is not a manifest, so whose the files are is not known")
    if output.spec and (problem := _not_a_file(output.spec)):
        yield problem
    if disk.state == "ours":
        for name in sorted(_in_the_way(disk, wanted)):
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


def _remarks(found: tuple[Change, ...], disk: _Disk) -> Iterator[Problem]:
    """What a user should know about files that were replaced or kept."""
    for change in found:
        if change.kind is Kind.EDITED:
            yield _problem("O11", change.path, "was edited by hand, and the edits are gone")
        elif change.kind is Kind.LEFT_OVER and not disk.owns(change.path):
            yield _problem("O12", change.path, "is no file of this package; it was kept")


def _problem(code: str, path: Path, message: str) -> Problem:
    return Problem(code, Location(display(path)), message)


def _replace_folder(folder: Path, disk: _Disk, wanted: Mapping[str, bytes]) -> None:
    """Build the whole folder beside the old one, then swap the two."""
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", suffix=_STAGE, dir=folder.parent) as stage:
        new = Path(stage) / "new"
        new.mkdir()
        kept = [name for name in disk.entries if name not in wanted and not disk.owns(folder / name)]
        for name in kept:
            _carry(folder / name, new / name)
        for name, content in wanted.items():
            if disk.entries.get(name) == content:
                _carry(folder / name, new / name)
            else:
                (new / name).parent.mkdir(parents=True, exist_ok=True)
                (new / name).write_bytes(content)
        _swap(new, folder, Path(stage) / "old")


def _carry(old: Path, new: Path) -> None:
    """The same file under a new path, with its times; links stay links."""
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:
        shutil.copy2(old, new, follow_symlinks=False)


def _swap(new: Path, folder: Path, old: Path) -> None:
    """Put `new` in the place of `folder`, at once where the system can, else with `old` for `_recover` to find."""
    if not folder.exists():
        new.rename(folder)
    elif not _exchange(new, folder):
        folder.rename(old)
        new.rename(folder)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step (renameat2 with RENAME_EXCHANGE); False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    here, exchange = -100, 2
    return bool(renameat2 and renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)


def _recover(folder: Path) -> None:
    """Clean up after a run that was killed: its stages go, and a package that it had moved aside comes back."""
    for stage in sorted(folder.parent.glob(f".{folder.name}.*{_STAGE}")):
        if (stage / "old").is_dir() and not folder.exists():
            (stage / "old").rename(folder)
        shutil.rmtree(stage, ignore_errors=True)


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
