"""What each dialect prints alike: `python -m tests.fidelity.alike [--old VERSION JAR]` writes `alike.yaml` again (needs
what `generate` needs).

openapi-generator writes documents of the cases of the `probe`. Two cases that differ in a fact, but not in what is
printed of them, are alike: no reader could tell that fact from the documents. Nothing that is under test takes part in
this. The table has for every dialect, by group of cases, the keys (see `keys`) of those that are alike to another.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from .dialects import COMMANDS, HERE, OLD
from .generate import collect, jar
from .printed import Table
from .probe import Case, cases, document, word

FILE: Final = HERE / "alike.yaml"
_WORD: Final = re.compile(r"zq[a-z]{3}qz", re.IGNORECASE)


@cache
def tables() -> Mapping[str, Table]:
    """What is committed, by dialect."""
    found = yaml.load(FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return {
        dialect: {group: frozenset(keys) for group, keys in one["alike"].items()}
        for one in found
        for dialect in one["dialects"]
    }


def printed(found: Sequence[Case], files: Mapping[str, bytes]) -> list[str]:
    """What documents print of each case: the text of those that are called after it, the name taken out of them."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for path, content in sorted(files.items()):
        name = _WORD.search(path)
        if name:
            text = f"{path}\n{content.decode('utf-8', 'replace')}"
            texts[name.group().lower()].append(_WORD.sub(_blank, text))
    return ["\n".join(sorted(texts[word(number)])) for number in range(len(found))]


def derive(found: Sequence[Case], texts: Sequence[str]) -> dict[str, list[str]]:
    """By group: the keys of the cases that print as another does which states something else."""
    alike: defaultdict[str, set[str]] = defaultdict(set)
    same: defaultdict[tuple[str, str], list[Case]] = defaultdict(list)
    for case, text in zip(found, texts, strict=True):
        same[case.group, text].append(case)
    texts_of = Counter(group for group, _ in same)
    for (group, _), members in same.items():
        alike[group].update(key for case in members for key in _untold(case, members))
    return {group: ["*"] if texts_of[group] == 1 else sorted(keys) for group, keys in alike.items() if keys}


def _untold(case: Case, others: Iterable[Case]) -> Iterator[str]:
    """The keys of the facts of a case that others do not share: its own key, behind it the name of the fact."""
    for name, value in case.says.items():
        if any(other.says.get(name) != value for other in others):
            yield f"{case.key}: {name}" if name else case.key


def _blank(match: re.Match[str]) -> str:
    """A neutral word, spelled as the one of the case was."""
    found = match.group()
    return "cedar" if found.islower() else "CEDAR" if found.isupper() else "Cedar"


def dump(found: Mapping[str, Mapping[str, list[str]]]) -> str:
    """The table as YAML, dialects that print the same things alike together."""
    groups: dict[str, list[str]] = {}
    for dialect, alike in sorted(found.items()):
        groups.setdefault(json.dumps(alike, sort_keys=True), []).append(dialect)
    lines = []
    for alike, dialects in groups.items():
        lines.append(f"- dialects: {json.dumps(dialects)}\n  alike:")
        lines += [f"    {group}: {yaml.safe_dump(keys, default_flow_style=True, width=9999).strip()}" for group, keys in json.loads(alike).items()]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Generate the documents of the probe and write the table again, the dialects of other versions staying."""
    parser = argparse.ArgumentParser(description="write the table of what is printed alike again")
    parser.add_argument("--old", nargs=2, metavar=("VERSION", "JAR"), help="an old version, and its jar")
    version, generator = parser.parse_args(arguments).old or ("", jar())
    found = cases()
    table = {dialect: {group: sorted(keys) for group, keys in one.items()} for dialect, one in tables().items()}
    for command in OLD[version] if version else COMMANDS:
        with tempfile.TemporaryDirectory() as scratch:
            spec = Path(scratch) / "probe.json"
            spec.write_text(json.dumps(document(found)), encoding="utf-8")
            files = collect(spec, [command], Path(generator), Path(scratch))
        if files:
            table[command.dialect] = derive(found, printed(found, files))
            sys.stderr.write(f"{command.dialect}: {sum(map(len, table[command.dialect].values()))} alike\n")
    FILE.write_text(dump(table), encoding="utf-8")


if __name__ == "__main__":
    main()
