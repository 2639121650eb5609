"""The floors that the suite holds: `python -m tests.fidelity.floors` raises them to what is reached now.

`floors.yaml` has for every dialect, over all specs that have documents in it, how many facts of each class of the
summary are right at least, and how much is invented, stated wrongly, or missed though it is printed exactly, at most;
for every set of merged dialects in how many classes of facts it is worse than the best of them. The command never
lowers a floor: what got worse stays as it was, and the suite fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import yaml

from .archives import SPECS
from .dialects import DIALECTS, HERE, OLD_DIALECTS
from .scoreboard import SUMMARY, board, worse

FILE: Final = HERE / "floors.yaml"
CEILINGS: Final = ("invented", "stated wrong", "missed")
MERGES: Final = (
    ("python", "java", "typescript"),
    ("powershell", "typescript", "csharp"),
    ("kotlin-jvm-retrofit2", "php"),
    ("go", "ruby", "typescript-fetch"),
    ("r", "javascript"),
)


def reached(dialect: str) -> dict[str, int]:
    """What a dialect reaches: right facts by class of the summary, and what must not grow."""
    found = board(SPECS, dialect)
    numbers = {title: found.right(*facts) for title, facts in SUMMARY}
    return numbers | {"invented": found.invented, "stated wrong": found.stated_wrong, "missed": found.missed}


def fallen(floor: Mapping[str, int], now: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """Where a dialect is worse than its floor: title -> (floor, now)."""
    return {
        title: (number, now[title])
        for title, number in floor.items()
        if (now[title] > number if title in CEILINGS else now[title] < number)
    }


def load() -> dict[str, dict[str, int]]:
    """The floors by dialect; sets of merged dialects are joined by `+`."""
    floors: dict[str, dict[str, int]] = yaml.safe_load(FILE.read_text(encoding="utf-8")) if FILE.is_file() else {}
    return floors


def main() -> None:
    """Raise the floors."""
    floors = load()
    for dialect in (*DIALECTS, *OLD_DIALECTS):
        now = reached(dialect)
        old = floors.get(dialect, now)
        choose = {title: min if title in CEILINGS else max for title in now}
        floors[dialect] = {title: choose[title](number, old.get(title, number)) for title, number in now.items()}
    for merge in MERGES:
        name, count = "+".join(merge), len(worse(SPECS, *merge))
        floors[name] = {"worse": min(count, floors.get(name, {}).get("worse", count))}
    FILE.write_text("".join(_line(*item) for item in floors.items()), encoding="utf-8")


def _line(name: str, numbers: Mapping[str, int]) -> str:
    return f"{name}: {yaml.safe_dump(dict(numbers), default_flow_style=True, sort_keys=False, width=200)}"


if __name__ == "__main__":
    main()
