"""The parts of README.md and REFERENCE.md that the tool itself knows. `python tests/reference.py` writes them anew."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from generator import cli, project
from generator.docs.dialects import all_dialects
from generator.problems import CATALOGUE
from generator.spec import merge, recover  # noqa: F401  (its rules enter the book when it is imported)
from generator.spec.infer import INFERENCES
from generator.spec.rules import Rule

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.fidelity import summary  # noqa: E402  (run as a script, the root is not on the path)


def renewed(page: Path, parts: Mapping[str, str]) -> str:
    """The page with every part between `<!-- begin NAME -->` and `<!-- end NAME -->` written anew."""
    text = page.read_text(encoding="utf-8")
    for name, content in parts.items():
        pattern = re.compile(f"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)", re.S)
        place = pattern.search(text)
        if place is None:
            raise ValueError(f"{page.name} has no place for {name}")
        text = text[: place.start()] + place[1] + content + place[2] + text[place.end() :]
    return text


def pages() -> dict[Path, str]:
    """Both pages as they should be."""
    readme, reference = ROOT / "README.md", ROOT / "REFERENCE.md"
    shown = {"output": main_job(), "fidelity": summary.markdown()}
    return {readme: renewed(readme, shown), reference: renewed(reference, parts())}


def main_job() -> str:
    """What the main job prints in a fresh clone."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("specs", "generated", "pyproject.toml"):
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, Path(folder) / name)
        command = [sys.executable, "-m", "generator", "generate", "--no-cache"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return f"```\n{done.stdout}```\n"


def parts() -> dict[str, str]:
    """Every part of REFERENCE.md by its name."""
    return {
        "commands": "\n".join(_command(name, command) for name, command in sorted(cli.commands.commands.items())),
        "exit codes": _table(("code", "meaning"), [(str(code), text) for code, text in cli.EXIT_CODES.items()]),
        "configuration": _table(("key", "meaning"), [(f"`{key}`", text) for key, text in project.KEYS.items()]),
        "problems": _problems(),
        "rules": _by_room(INFERENCES.rules.values()),
        "choices": _rules(merge.CHOICES.rules.values()),
        "dialects": ", ".join(f"`{dialect.name}`" for dialect in all_dialects()) + "\n",
    }


def _command(name: str, command: click.Command) -> str:
    arguments = [p.make_metavar(click.Context(command)) for p in command.params if isinstance(p, click.Argument)]
    options = [p for p in command.params if isinstance(p, click.Option)]
    usage = " ".join(["docs2client", name, *(["[OPTIONS]"] if options else []), *arguments])
    rows = [(", ".join(f"`{each}`" for each in option.opts), option.help or "") for option in options]
    table = "\n" + _table(("option", "meaning"), rows) if rows else ""
    return f"### `{usage}`\n\n{command.help}\n{table}"


def _problems() -> str:
    rows = [(f"`{code}`", entry.severity.value, entry.title, entry.hint) for code, entry in CATALOGUE.items()]
    return _table(("code", "severity", "what is wrong", "what to do"), sorted(rows, key=lambda row: _order(row[0])))


def _order(code: str) -> tuple[str, int]:
    return code[1], int(code[2:-1])


def _by_room(rules: Iterable[Rule[..., Any]]) -> str:
    """The rules of each module under a heading that says what the module is about."""
    rooms = [(sys.modules[name], _rules(found)) for name, found in groupby(rules, lambda one: one.function.__module__)]
    return "\n".join(f"### {(room.__doc__ or '').partition('.')[0]}\n\n{table}" for room, table in rooms)


def _rules(rules: Iterable[Rule[..., Any]]) -> str:
    return _table(("rule", "what it says"), [(f"`{rule.name}`", rule.text) for rule in rules])


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
