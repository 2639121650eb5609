"""Writing so that a crash leaves the old or the new: beside its place first, then in one step.

Runs at the same time wait for each other; what a run that was killed left behind, the next one cleans up.
"""

from __future__ import annotations

import contextlib
import ctypes
import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.output.disk import Disk
from generator.output.problems import io_problems

_STAGE: Final = ".docs2client"
_STAGE_NAME: Final = 100
"""How much of a name the name of its stage has: longer ones might not fit."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A file or a folder that is written beside its place. `old`: where the folder that was there goes."""

    new: Path
    place: Path
    old: Path

    def take_place(self) -> None:
        """Put it in its place: at once where the system can, else with `old` for `_recover` to find.

        Raises ProblemsError (O04).
        """
        with io_problems("cannot be written", self.place):
            if self.new.is_file() or not self.place.exists():
                self.new.replace(self.place)
            elif not _exchange(self.new, self.place):
                self.place.rename(self.old)
                self.new.rename(self.place)


def stage_folder(disk: Disk, wanted: Mapping[str, bytes], stack: contextlib.ExitStack) -> Staged:
    """A package's folder beside the one that is there: the wanted files, and those of others.

    Raises ProblemsError (O04).
    """
    with io_problems("cannot be written", disk.folder):
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


def stage_file(path: Path, text: str, stack: contextlib.ExitStack) -> Staged:
    """A file beside the one that is there. Raises ProblemsError (O04)."""
    with io_problems("cannot be written", path):
        path.parent.mkdir(parents=True, exist_ok=True)
        staged = _beside(path, stack)
        staged.new.write_bytes(text.encode("utf-8"))
        return staged


def _beside(place: Path, stack: contextlib.ExitStack) -> Staged:
    """A folder of its own beside a place, hidden, for what will stand there."""
    prefix = f".{place.name[:_STAGE_NAME]}."
    stage = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=prefix, suffix=_STAGE, dir=place.parent)))
    return Staged(stage / "new", place, stage / "old")


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


def lock(places: Sequence[Path], stack: contextlib.ExitStack) -> None:
    """Keep other runs out of the folders of these places until the stack ends, and clean up after those that were
    killed. Raises ProblemsError (O04)."""
    folders = set()
    for place in places:
        with io_problems("cannot be written", place):
            place.parent.mkdir(parents=True, exist_ok=True)
            folders.add(place.parent.resolve())
    for folder in sorted(folders):  # in one order, so that two runs never wait for each other
        with io_problems("cannot be written", folder):
            stack.enter_context(locked(folder))
    for place in places:
        with io_problems("cannot be written", place):
            _recover(place)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
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
