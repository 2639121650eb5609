"""What is on the disk, what should be, and how the two differ.

A package's folder belongs to the tool when it holds the manifest: the list of the files that the tool wrote there,
each with its SHA-256. With it a file that is stale is told from one that was edited by hand, and one that is left
over from one that somebody else put there, which is never deleted.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePosixPath
from typing import Final

from generator.sources import MANIFEST

_ABOUT: Final = "The files that docs2client wrote here, with their SHA-256. It replaces and deletes no others."
_IGNORED: Final = frozenset({"__pycache__"})


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
class Disk:
    """A package's folder as it is: its entries (None: a link, followed nowhere), and the digests of its files and of
    its spec that the manifest lists (None: there is none that can be read)."""

    folder: Path
    entries: Mapping[str, bytes | None]
    digests: Mapping[str, str] | None
    spec_digest: str | None

    @classmethod
    def look(cls, folder: Path) -> Disk:
        """The folder as it is now. Raises OSError."""
        entries = dict(_entries(folder)) if folder.is_dir() and not folder.is_symlink() else {}
        manifest = entries.get(MANIFEST)
        files, spec = _read_manifest(manifest) if manifest is not None else (None, None)
        return cls(folder, entries, files, spec)

    def owns(self, path: Path) -> bool:
        """Whether the tool wrote this file and nobody has changed it since."""
        name = path.relative_to(self.folder).as_posix()
        content = self.entries.get(name)
        return content is not None and (name == MANIFEST or (self.digests or {}).get(name) == _digest(content))


def spec_changes(output: Output, disk: Disk) -> tuple[Change, ...]:
    """How the spec differs, if it is one of ours. Raises OSError."""
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


def package_changes(wanted: Mapping[str, bytes], disk: Disk) -> tuple[Change, ...]:
    """How the files of a package differ from the `wanted` ones."""
    names = sorted({*wanted, *disk.entries})
    return tuple(change for name in names for change in _file_change(name, wanted, disk))


def _file_change(name: str, wanted: Mapping[str, bytes], disk: Disk) -> Iterator[Change]:
    path, old, new = disk.folder / name, disk.entries.get(name), wanted.get(name)
    if name not in disk.entries:
        yield Change(Kind.MISSING, path, None, new)
    elif new is None:
        yield Change(Kind.LEFT_OVER, path, old, None)
    elif old != new:
        yield Change(Kind.STALE if disk.owns(path) else Kind.EDITED, path, old, new)


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
