"""The parts of REFERENCE.md that the tool itself knows. `python tests/reference.py` writes them anew."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import click

from generator import cli, project
from generator.docs.dialects import all_dialects
from generator.problems import CATALOGUE
from generator.spec import merge, recover  # noqa: F401  (its rules enter the book when it is imported)
from generator.spec.infer import INFERENCES

PAGE = Path(__file__).parent.parent / "REFERENCE.md"


def renewed() -> str:
    """The page with every part between `<!-- begin NAME -->` and `<!-- end NAME -->` written anew."""
    text = PAGE.read_text(encoding="utf-8")
    for name, content in parts().items():
        pattern = re.compile(f"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)", re.DOTALL)
        place = pattern.search(text)
        if place is None:
            raise ValueError(f"REFERENCE.md has no place for {name}")
        text = text[: place.start()] + place[1] + content + place[2] + text[place.end() :]
    return text


def parts() -> dict[str, str]:
    """Every part by its name."""
    return {
        "commands": "\n".join(_command(name, command) for name, command in sorted(cli.commands.commands.items())),
        "exit codes": _table(("code", "meaning"), [(str(code), text) for code, text in cli.EXIT_CODES.items()]),
        "configuration": _table(("key", "meaning"), [(f"`{key}`", text) for key, text in project.KEYS.items()]),
        "problems": _problems(),
        "rules": INFERENCES.markdown(),
        "choices": merge.CHOICES.markdown(),
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


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


if __name__ == "__main__":
    PAGE.write_text(renewed(), encoding="utf-8")
