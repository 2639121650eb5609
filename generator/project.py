"""The configuration: which documents make which spec and which package.

It is `[tool.docs2client.apis.<name>]` in a `pyproject.toml`, or `[apis.<name>]` in a `docs2client.toml`, in the
working directory or the nearest folder above it that has one. Paths in it are relative to the folder it stands in.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from generator import sources
from generator.client.names import is_package_name
from generator.problems import Location, Problem, ProblemsError

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
    file, text, data = _find(start)
    table = _table(file, data)
    settings = _Settings(file, text, () if table is data else _TABLE)
    apis = tuple(_apis(settings, table))
    settings.problems += _collisions(settings, apis)
    if settings.problems:
        raise ProblemsError(tuple(settings.problems))
    return Project(file, apis)


def _find(start: Path) -> tuple[Path, str, dict[str, Any]]:
    """The nearest configuration file, its text and its content."""
    for folder in (start, *start.parents):
        for file in (folder / "docs2client.toml", folder / "pyproject.toml"):
            if file.is_file():
                text, data = _parse(file)
                if _table(file, data) is not None:
                    return file, text, data
    message = "no docs2client.toml, and no pyproject.toml with [tool.docs2client], here or in a folder above"
    raise _stop("C01", Location(sources.display(start)), message)


def _parse(file: Path) -> tuple[str, dict[str, Any]]:
    shown = sources.display(file)
    try:
        text = file.read_bytes().decode("utf-8-sig")
        return text, tomllib.loads(text)
    except OSError as error:
        raise _stop("C02", Location(shown), f"cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _stop("C02", Location(shown, line), "TOML is UTF-8, and this line is not") from None
    except tomllib.TOMLDecodeError as error:
        place = _place(str(error))
        quote = _line(text, place[0])
        raise _stop("C02", Location(shown, *place), f"not valid TOML: {error}", quote) from None
    except RecursionError:
        raise _stop("C02", Location(shown), "not valid TOML: nested too deeply") from None


def _place(message: str) -> tuple[int, int]:
    """Line and column out of a message of tomllib, which has no other way to tell them before Python 3.14."""
    numbers = [int(word) for word in message.replace(",", " ").replace(")", " ").split() if word.isdecimal()]
    return (numbers[-2], numbers[-1]) if "(at line" in message and len(numbers) >= 2 else (0, 0)


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _stop(code: str, location: Location, message: str, quote: str = "") -> ProblemsError:
    return ProblemsError((Problem(code, location, message, quote),))


def _table(file: Path, data: Any) -> Any:
    """The tool's own table: a docs2client.toml is that table, unless it spells the whole name out everywhere."""
    inner = data
    for key in _TABLE:
        inner = inner.get(key) if isinstance(inner, dict) else None
    return data if file.name == "docs2client.toml" and (inner is None or set(data) != {"tool"}) else inner


class _Settings:
    """The file that is being understood, and what is wrong with it so far."""

    def __init__(self, file: Path, text: str, prefix: tuple[str, ...]) -> None:
        self.root = file.parent
        self.problems: list[Problem] = []
        self._shown = sources.display(file)
        self._text = text
        self._prefix = prefix
        self._lines = _key_lines(text)

    def problem(self, code: str, message: str, *keys: str) -> Problem:
        """A problem at the line where the keys are set, or at the nearest table around them."""
        path = (*self._prefix, *keys)
        line = next((self._lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self._lines), 0)
        return Problem(code, Location(self._shown, line, 1 if line else 0), message, _line(self._text, line))

    def report(self, code: str, message: str, *keys: str) -> None:
        """Note a problem."""
        self.problems.append(self.problem(code, message, *keys))


def _key_lines(text: str) -> dict[tuple[str, ...], int]:
    """The line of every key and table header. tomllib itself reads the names; what it cannot read is no key."""
    lines: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if line.lstrip().startswith("["):
            path = _keys_of(line)
            table = path or table
        else:
            path = (*table, *_keys_of(line.partition("=")[0] + "= 0")) if "=" in line else ()
        for length in range(1, len(path) + 1):
            lines.setdefault(path[:length], number)
    return lines


def _keys_of(toml: str) -> tuple[str, ...]:
    """The keys that a line of TOML names, outermost first; none when it is not a line of its own."""
    try:
        value: Any = tomllib.loads(toml)
    except tomllib.TOMLDecodeError:
        return ()
    keys = []
    while value:
        if isinstance(value, list):
            value = value[0]
            continue
        if not isinstance(value, dict):
            break
        key, value = next(iter(value.items()))
        keys.append(key)
    return tuple(keys)


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
