"""Earlier results by the hash of everything that they were made from.

An entry is a JSON file in the user's own cache folder: what it was made from (the key) and a digest of its content.
An entry that is broken, or that says something else than its name, is as good as none. Nothing in an entry is code.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, Final

import platformdirs

ENTRIES: Final = 64
"""How many entries are kept, the latest used ones."""

_MADE_BY: Final = ("black", "jinja2", "markdown-it-py", "pyyaml")


class Cache:
    """Results in a folder, by key. `Cache(None)` remembers nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, key: str, compute: Callable[[], Any]) -> Any:
        """What was kept under a key, or else what `compute` gives: JSON values only, and kept if that is possible."""
        if self._folder is None:
            return compute()
        path = self._folder / f"{key}.json"
        kept = _load(path, key)
        if kept is not None:
            return kept
        value = compute()
        with contextlib.suppress(OSError, UnicodeEncodeError):
            _store(path, key, value)
        return value


NOTHING: Final = Cache(None)
"""The cache that remembers nothing."""


def user_cache() -> Cache:
    """The cache of this user on this machine."""
    return Cache(platformdirs.user_cache_path("docs2client", appauthor=False))


def key(*parts: str | bytes) -> str:
    """The hash of the tool itself and of the parts, in order; ("ab", "c") differs from ("a", "bc")."""
    digest = hashlib.sha256(_tool().encode())
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.hexdigest()


@cache
def _tool() -> str:
    """The hash of the tool: its sources and templates, and the versions of what it works with."""
    package = Path(__file__).parent
    folders = [folder for folder in (package, package.parent / "templates") if folder.is_dir()]
    files = [file for folder in folders for file in sorted(folder.rglob("*")) if _is_source(file, folder)]
    digest = hashlib.sha256()
    for file in files:
        digest.update(hashlib.sha256(file.name.encode() + b"\0" + file.read_bytes()).digest())
    return digest.hexdigest() + "".join(f" {name} {metadata.version(name)}" for name in _MADE_BY)


def _is_source(file: Path, folder: Path) -> bool:
    """Whether a file is one of the sources in a folder, which may itself be hidden."""
    return file.is_file() and not any(part.startswith((".", "__pycache__")) for part in file.relative_to(folder).parts)


def _load(path: Path, key: str) -> Any:
    """The value of an entry, None when there is none that can be trusted."""
    try:
        entry = json.loads(path.read_bytes())
        intact = entry["key"] == key and entry["digest"] == _digest(entry["value"])
        os.utime(path)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return entry["value"] if intact else None


def _store(path: Path, key: str, value: Any) -> None:
    """Write an entry whole, and forget the entries that were used longest ago."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as stage:
        entry = Path(stage) / path.name
        entry.write_text(json.dumps({"key": key, "digest": _digest(value), "value": value}), encoding="utf-8")
        entry.replace(path)
    for old in sorted(path.parent.glob("*.json"), key=_last_use, reverse=True)[ENTRIES:]:
        old.unlink(missing_ok=True)


def _last_use(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
