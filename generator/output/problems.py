"""Problems with places on the disk, called as people know them."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from generator.problems import Location, Problem, ProblemsError
from generator.sources import display


def problem_at(code: str, path: Path, message: str) -> Problem:
    """A problem with a file or folder."""
    return Problem(code, Location(display(path)), message)


@contextlib.contextmanager
def io_problems(what: str, where: Path | None = None) -> Iterator[None]:
    """Turn an error of the system into a ProblemsError (O04): `what` is not possible, at the place `where`, or at the
    one that the error names."""
    try:
        yield
    except OSError as error:
        named = os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes)) else ""
        path = where or Path(named)
        raise ProblemsError((problem_at("O04", path, f"{what}: {error.strerror or error}"),)) from None
