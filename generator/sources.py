"""Which files are the documents of a run, and their bytes; the text of specs and overlays.

The only place that reads what the tool works on from a disk.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import BinaryIO, Final

from generator.docs import SourceFile, lines_of
from generator.problems import Location, Problem, ProblemsError, not_utf8

SUFFIXES = (".md", ".markdown")
"""What a document in a folder is called; a file that is named itself may be called anything."""

MANIFEST: Final = ".docs2client.json"
"""What a folder holds that docs2client wrote; the README in there is no document of an API."""

MAX_DOCUMENT: Final = 16 * 1024 * 1024
"""Bytes of a document; the largest that generators write are a fortieth of it."""

MAX_TEXT: Final = 256 * 1024 * 1024
"""Bytes of a spec, an overlay or a report: more than all characters that one may have."""

_WILD = "*?["


@dataclass(frozen=True, slots=True)
class Documents:
    """The document files of one API.

    `base`: the folder that holds all of them; `files`: their absolute paths, sorted, each once;
    `problems`: folders that could not be listed, links that were not followed.
    """

    base: Path
    files: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()

    def relative(self, file: Path) -> str:
        """The path of a file as the spec records it: below `base`, with slashes, always valid Unicode."""
        return Path(os.path.relpath(file, self.base)).as_posix().encode("utf-8", "replace").decode("utf-8")

    def shown(self, path: str) -> str:
        """The path for people (see `display`) of a document that is known by its path below `base`."""
        return display(self.base / path)

    def lines(self, path: str) -> list[str]:
        """The lines of the document that is known by its path below `base`; none when there is no such document."""
        file = self.base / path
        try:
            return lines_of(_document(file)) if file in self.files else []
        except OSError:
            return []


def display(path: Path) -> str:
    """A path as people are shown it: below the working directory without it, else whole."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def absolute(path: Path) -> Path:
    """A path from the root, without `..`; links stay, so that people see the names that they gave."""
    return Path(os.path.normpath(Path.cwd() / path))


def find(paths: Sequence[Path]) -> Documents:
    """The documents that files and folders name; folders are searched for SUFFIXES, hidden entries and packages that
    docs2client wrote left out.

    Every path exists (the caller has checked). Folders that are links inside a searched folder are not followed, nor
    are links to files outside of it.
    """
    tops = [absolute(path) for path in paths]
    base = _common(top if top.is_dir() else top.parent for top in tops)
    problems: list[Problem] = []
    files = [file for top in tops for file in (_documents(top, problems) if top.is_dir() else [top])]
    return Documents(base, _distinct(files), tuple(problems))


def find_patterns(root: Path, patterns: Sequence[str]) -> tuple[Documents, tuple[str, ...]]:
    """The documents that paths and globs (`*`, `?`, `[...]`, `**`) below `root` name, and the patterns without any."""
    problems: list[Problem] = []
    files: list[Path] = []
    without = []
    for pattern in patterns:
        found = _matching(root, pattern, problems)
        files += found
        if not found:
            without.append(pattern)
    base = _common(_fixed(root, pattern) for pattern in patterns)
    return Documents(base, _distinct(files), tuple(problems)), tuple(without)


def read(documents: Documents) -> tuple[tuple[SourceFile, ...], tuple[Problem, ...]]:
    """The bytes of the documents, and a problem for each that cannot be read."""
    sources: list[SourceFile] = []
    problems = list(documents.problems)
    for file in documents.files:
        try:
            sources.append(SourceFile(documents.relative(file), _document(file)))
        except OSError as error:
            problems.append(_unreadable(file, error))
    return tuple(sources), tuple(problems)


def read_text(path: Path) -> str:
    """The text of a spec, an overlay or a report.

    Raises ProblemsError when it cannot be read (C11) or is not UTF-8 (D112).
    """
    with _told(display(path)), path.open("rb") as stream:
        return text_of(stream, display(path))


def text_of(stream: BinaryIO, shown: str) -> str:
    """As `read_text`, for a stream that people know as `shown`."""
    with _told(shown):
        data = _bytes(stream, MAX_TEXT).removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise ProblemsError((not_utf8(shown, data, error),)) from None


@contextlib.contextmanager
def _told(shown: str) -> Iterator[None]:
    """Turn what the system says of a text into a problem."""
    try:
        yield
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        raise ProblemsError((Problem("C11", Location(shown), message),)) from None


def target(path: Path) -> Path:
    """Where a path leads when its links are followed; a loop of links leads nowhere but to itself."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path


def _document(file: Path) -> bytes:
    with file.open("rb") as stream:
        return _bytes(stream, MAX_DOCUMENT)


def _bytes(stream: BinaryIO, limit: int) -> bytes:
    """All that a stream gives. Raises OSError when there is more than the limit: it may have no end."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise OSError(errno.EFBIG, f"larger than {limit // 1024**2} MiB")
    return data


def _matching(root: Path, pattern: str, problems: list[Problem]) -> list[Path]:
    """The documents of one path or glob. A glob takes the files it matches and the documents of matched folders."""
    exact = root / pattern
    if exact.exists() or not any(char in pattern for char in _WILD):
        if exact.is_dir():
            return list(_documents(exact, problems))
        return [exact] if exact.exists() else []
    parts = [part for part in pattern.split("/") if part not in ("", ".")]
    return [file for file in _walk(_fixed(root, pattern), problems) if _glob_takes(parts, root, file)]


def _glob_takes(parts: list[str], root: Path, file: Path) -> bool:
    names = file.relative_to(root).parts
    if _match(parts, names):
        return True
    return _is_document(file) and any(_match(parts, names[:depth]) for depth in range(1, len(names)))


def _match(parts: Sequence[str], names: Sequence[str]) -> bool:
    """Whether the parts of a glob match the parts of a path."""
    if not parts:
        return not names
    if parts[0] == "**":
        return any(_match(parts[1:], names[skip:]) for skip in range(len(names) + 1))
    return bool(names) and fnmatchcase(names[0], parts[0]) and _match(parts[1:], names[1:])


def _fixed(root: Path, pattern: str) -> Path:
    """The folder that a pattern starts from: its parts before the first wildcard, or the parent of a file."""
    if (root / pattern).is_dir():
        return root / pattern
    folder = root
    for part in pattern.split("/")[:-1]:
        if any(char in part for char in _WILD):
            break
        folder /= part
    return folder


def _documents(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    return (file for file in _walk(folder, problems) if _is_document(file))


def _is_document(file: Path) -> bool:
    return file.suffix.lower() in SUFFIXES


def _walk(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """Every regular file below a folder, hidden ones and packages that docs2client wrote left out."""
    real = folder.resolve()
    for parent, folders, names in os.walk(folder, onerror=_noting(problems)):
        if MANIFEST in names:
            folders.clear()
            continue
        for link in sorted(name for name in folders if Path(parent, name).is_symlink()):
            problems.append(_not_followed(Path(parent, link)))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in sorted(Path(parent, name) for name in names if not name.startswith(".")):
            if file.is_symlink() and not target(file).is_relative_to(real):
                problems.append(_not_followed(file))
            elif _regular_or_broken(file):
                yield file


def _noting(problems: list[Problem]) -> Callable[[OSError], None]:
    def note(error: OSError) -> None:
        problems.append(_unreadable(Path(error.filename), error))

    return note


def _regular_or_broken(file: Path) -> bool:
    """False for pipes, sockets and devices, which would block; a file that cannot be looked at fails when read."""
    try:
        return stat.S_ISREG(file.stat().st_mode)
    except OSError:
        return True


def _unreadable(file: Path, error: OSError) -> Problem:
    return Problem("D90", Location(display(file)), f"cannot be read: {error.strerror or error}")


def _not_followed(link: Path) -> Problem:
    return Problem("D91", Location(display(link)), "a link in a folder of documents, not followed")


def _common(folders: Iterable[Path]) -> Path:
    return Path(os.path.commonpath(list(folders)))


def _distinct(files: Iterable[Path]) -> tuple[Path, ...]:
    """Each file once, however it was reached, in the order of the paths."""
    by_target = {target(file): file for file in sorted(set(files), reverse=True)}
    return tuple(sorted(by_target.values()))
