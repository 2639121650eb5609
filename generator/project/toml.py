"""A TOML file, with the line of each of its keys: problems with a configuration name it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from generator import sources
from generator.problems import Location, Problem, ProblemsError


@dataclass(frozen=True)
class TomlFile:
    """A file that was read: its path, its text and its content."""

    path: Path
    text: str
    data: dict[str, Any]

    def problem(self, code: str, message: str, keys: tuple[str, ...]) -> Problem:
        """A problem at the line where the keys are set, or at the nearest table around them."""
        line = next((self._lines[keys[:n]] for n in range(len(keys), 0, -1) if keys[:n] in self._lines), 0)
        return Problem(
            code, Location(sources.display(self.path), line, 1 if line else 0), message, _line(self.text, line)
        )

    @cached_property
    def _lines(self) -> dict[tuple[str, ...], int]:
        return _key_lines(self.text)


def read(file: Path) -> TomlFile:
    """Read a TOML file. Raises ProblemsError (C02) when it cannot be read or is not TOML."""
    shown = sources.display(file)
    try:
        text = file.read_bytes().decode("utf-8-sig")
        return TomlFile(file, text, tomllib.loads(text))
    except OSError as error:
        raise _not_toml(Location(shown), f"cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _not_toml(Location(shown, line), "TOML is UTF-8, and this line is not") from None
    except tomllib.TOMLDecodeError as error:
        place = _place(str(error))
        quote = _line(text, place[0])
        raise _not_toml(Location(shown, *place), f"not valid TOML: {error}", quote) from None
    except RecursionError:
        raise _not_toml(Location(shown), "not valid TOML: nested too deeply") from None


def _not_toml(location: Location, message: str, quote: str = "") -> ProblemsError:
    return ProblemsError((Problem("C02", location, message, quote),))


def _place(message: str) -> tuple[int, int]:
    """Line and column out of a message of tomllib, which has no other way to tell them before Python 3.14."""
    numbers = [int(word) for word in message.replace(",", " ").replace(")", " ").split() if word.isdecimal()]
    return (numbers[-2], numbers[-1]) if "(at line" in message and len(numbers) >= 2 else (0, 0)


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number - 1] if 0 < number <= len(lines) else ""


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
