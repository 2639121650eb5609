"""What each dialect prints alike; `python -m tests.fidelity.alike` writes `alike.yaml` again (needs what `generate`
does).

openapi-generator writes documents of the cases of the `probe`. Two cases that differ in a fact, but not in what is
printed of them, are alike: no reader could tell that fact from the documents. Nothing that is under test takes part in
this. The table has for every dialect, by group of cases, the keys (see `keys`) of those that are alike to another.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from .dialects import COMMANDS, HERE, OLD_DIALECTS
from .generate import collect, jar
from .printed import NOTHING, Table
from .probe import Case, cases, document, word

FILE: Final = HERE / "alike.yaml"
_WORD: Final = re.compile(r"zq[a-z]{3}qz", re.I)


@cache
def tables() -> Mapping[str, Table]:
    """What is committed, by dialect. A dialect of an old version is taken to print what the newest one does."""
    found = yaml.load(FILE.read_text(encoding="utf-8"), yaml.CSafeLoader)
    newest = {
        dialect: {group: frozenset(keys) for group, keys in one["alike"].items()}
        for one in found
        for dialect in one["dialects"]
    }
    names = {dialect: dialect.rpartition("-")[0] for dialect in OLD_DIALECTS}
    return newest | {dialect: newest[name] for dialect, name in names.items() if name in newest}


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
    return {group: [NOTHING] if texts_of[group] == 1 else sorted(keys) for group, keys in alike.items() if keys}


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
    same: dict[str, list[str]] = {}
    for dialect, groups in sorted(found.items()):
        lines = (f"    {group}: {_flow(keys)}\n" for group, keys in sorted(groups.items()))
        same.setdefault("".join(lines), []).append(dialect)
    return "".join(f"- dialects: {_flow(dialects)}\n  alike:\n{lines}" for lines, dialects in same.items())


def _flow(names: Sequence[str]) -> str:
    return yaml.safe_dump(list(names), default_flow_style=True, width=9999).strip()


def main() -> None:
    """Generate the documents of the probe and write the table again."""
    found, table = cases(), {}
    for command in COMMANDS:
        with tempfile.TemporaryDirectory() as scratch:
            spec = Path(scratch) / "probe.json"
            spec.write_text(json.dumps(document(found)), encoding="utf-8")
            files = collect(spec, [command], jar(), Path(scratch))
        table[command.dialect] = derive(found, printed(found, files))
    FILE.write_text(dump(table), encoding="utf-8")


if __name__ == "__main__":
    main()
