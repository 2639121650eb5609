"""The configuration: which documents make which spec and which package.

It is `[tool.docs2client.apis.<name>]` in a `pyproject.toml`, or `[apis.<name>]` in a `docs2client.toml`, in the
working directory or the nearest folder above it that has one. Paths in it are relative to the folder it stands in.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from generator import sources
from generator.client.names import is_package_name
from generator.problems import Location, Problem, ProblemsError
from generator.project.toml import TomlFile, read

KEYS: Final[Mapping[str, str]] = {
    "docs": "the documents: a list of files, folders and globs",
    "spec": "the OpenAPI document to write",
    "overlay": "an OpenAPI Overlay with corrections by hand (optional)",
    "package": "the folder of the package to write; its last part is the package's name",
}
"""The keys of an API's table and what they say."""

_REQUIRED: Final = ("docs", "spec", "package")
_TABLE: Final = ("tool", "docs2client")


@dataclass(frozen=True, slots=True)
class ApiConfig:
    """One configured API; all paths are absolute. The package's name is the last part of `package`."""

    name: str
    documents: sources.Documents
    spec: Path
    package: Path
    overlay: Path | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """A configuration file that was found, and the APIs in it, in the order of the file."""

    file: Path
    apis: tuple[ApiConfig, ...]

    @property
    def root(self) -> Path:
        """The folder that the paths in the configuration are relative to."""
        return self.file.parent

    def select(self, names: Sequence[str]) -> tuple[ApiConfig, ...]:
        """The APIs of these names, in the order of the file; all of them when no name is given.

        Raises ProblemsError (C10) for names that are not configured.
        """
        known = [api.name for api in self.apis]
        unknown = [name for name in names if name not in known]
        if unknown:
            where = Location(sources.display(self.file))
            message = "no API is called {!r} here; there are: {}"
            raise ProblemsError(
                tuple(Problem("C10", where, message.format(name, ", ".join(known))) for name in unknown)
            )
        return tuple(api for api in self.apis if not names or api.name in names)


def load(start: Path) -> Project:
    """The configuration that holds for a folder.

    Raises ProblemsError with every problem (C...) of the configuration together.
    """
    file = _find(start)
    table = _table(file)
    settings = _Settings(file, () if table is file.data else _TABLE)
    apis = tuple(_apis(settings, table))
    settings.problems += _collisions(settings, apis)
    if settings.problems:
        raise ProblemsError(tuple(settings.problems))
    return Project(file.path, apis)


def _find(start: Path) -> TomlFile:
    """The nearest configuration file."""
    for folder in (start, *start.parents):
        for path in (folder / "docs2client.toml", folder / "pyproject.toml"):
            if path.is_file() and _table(file := read(path)) is not None:
                return file
    message = "no docs2client.toml, and no pyproject.toml with [tool.docs2client], here or in a folder above"
    raise ProblemsError((Problem("C01", Location(sources.display(start)), message),))


def _table(file: TomlFile) -> Any:
    """The tool's own table: a docs2client.toml is that table, unless it spells the whole name out everywhere."""
    inner: Any = file.data
    for key in _TABLE:
        inner = inner.get(key) if isinstance(inner, dict) else None
    is_own = file.path.name == "docs2client.toml" and (inner is None or set(file.data) != {"tool"})
    return file.data if is_own else inner


class _Settings:
    """The file that is being understood, and what is wrong with it so far. `prefix`: the keys of the tool's table."""

    def __init__(self, file: TomlFile, prefix: tuple[str, ...]) -> None:
        self.root = file.path.parent
        self.problems: list[Problem] = []
        self._file = file
        self._prefix = prefix

    def problem(self, code: str, message: str, *keys: str) -> Problem:
        """A problem at the line where the keys are set, or at the nearest table around them."""
        return self._file.problem(code, message, (*self._prefix, *keys))

    def report(self, code: str, message: str, *keys: str) -> None:
        """Note a problem."""
        self.problems.append(self.problem(code, message, *keys))


def _apis(settings: _Settings, table: Any) -> Iterable[ApiConfig]:
    if not isinstance(table, dict):
        settings.report("C04", "[tool.docs2client] must be a table")
        return
    for key in table:
        if key != "apis":
            settings.report("C03", f"unknown key {key!r}; the only one is 'apis'", key)
    apis = table.get("apis", {})
    if not isinstance(apis, dict):
        settings.report("C04", "'apis' must be a table of tables, one for each API", "apis")
        return
    if not apis:
        settings.report("C05", "no API is configured", "apis")
    for name, entry in apis.items():
        if not isinstance(entry, dict):
            settings.report("C04", f"{name!r} must be a table", "apis", name)
        elif config := _api(settings, name, entry):
            yield config


def _api(settings: _Settings, name: str, entry: dict[str, Any]) -> ApiConfig | None:
    """One API, or None when something is wrong with its table."""
    before = len(settings.problems)
    report = _reporter(settings, name)
    for key in entry:
        if key not in KEYS:
            report("C03", f"unknown key {key!r}; there are: {', '.join(KEYS)}", key)
    for key in _REQUIRED:
        if key not in entry:
            report("C05", f"{key!r} is missing: {KEYS[key]}", "")
    paths = {key: _path(settings.root, entry[key], key, report) for key in KEYS if key != "docs" and key in entry}
    documents = _docs(settings.root, entry["docs"], report) if "docs" in entry else None
    package, overlay = paths.get("package"), paths.get("overlay")
    if package and not is_package_name(package.name):
        report("C06", f"{package.name!r} is no name for a package of its own", "package")
    if overlay and not overlay.is_file():
        report("C09", f"there is no file {entry['overlay']}", "overlay")
    if len(settings.problems) > before or documents is None:
        return None
    return ApiConfig(name, documents, paths["spec"] or Path(), package or Path(), overlay)


_Report = Callable[[str, str, str], None]


def _reporter(settings: _Settings, name: str) -> _Report:
    def report(code: str, message: str, key: str) -> None:
        settings.report(code, f"API {name!r}: {message}", "apis", name, *([key] if key else []))

    return report


def _docs(root: Path, value: Any, report: _Report) -> sources.Documents | None:
    patterns = [value] if isinstance(value, str) else value
    if not isinstance(patterns, list) or not patterns or not all(isinstance(each, str) for each in patterns):
        report("C04", "'docs' must be a list of paths and globs", "docs")
        return None
    if None in [_path(root, pattern, "docs", report) for pattern in patterns if pattern != "."]:
        return None
    found, without = sources.find_patterns(root, [pattern.rstrip("/") for pattern in patterns])
    for pattern in without:
        report("C09", f"no document is found by {pattern!r}", "docs")
    return found


def _path(root: Path, value: Any, key: str, report: _Report) -> Path | None:
    """An absolute path out of a relative one that stays below the root, links included."""
    if not isinstance(value, str) or not value or "\0" in value:
        report("C04", f"{key!r} must be a path", key)
        return None
    path = Path(os.path.normpath(root / value))
    inside = not Path(value).is_absolute() and path != root and path.is_relative_to(root)
    if not inside or not sources.target(path).is_relative_to(root.resolve()):
        report("C07", f"{value!r} is not a path inside of the project's folder", key)
        return None
    return path


def _collisions(settings: _Settings, apis: Sequence[ApiConfig]) -> Iterable[Problem]:
    """Outputs that would be written twice or into each other, and documents that an output would replace."""
    outputs = [(api, key, path) for api in apis for key, path in (("spec", api.spec), ("package", api.package))]
    for index, (api, key, path) in enumerate(outputs):
        for other, other_key, other_path in outputs[:index]:
            if path.is_relative_to(other_path) or other_path.is_relative_to(path):
                message = f"API {api.name!r}: {key!r} collides with {other_key!r} of API {other.name!r}"
                yield settings.problem("C08", message, "apis", api.name, key)
        for reader in apis:
            inputs = [*reader.documents.files, *([reader.overlay] if reader.overlay else [])]
            if any(file.is_relative_to(path) for file in inputs):
                message = f"API {api.name!r}: {key!r} would replace what API {reader.name!r} reads"
                yield settings.problem("C08", message, "apis", api.name, key)
