"""Writes what the stages make of the documents into the case folders: `python -m tests.dialects.update [CASE...]`.

Read the difference before you commit it: every line of it is a fact that is read better, or worse, than before."""

from __future__ import annotations

import sys
from collections.abc import Collection

from .cases import CASES


def update(names: Collection[str] = ()) -> tuple[str, ...]:
    """Write `openapi.yaml` of the named cases (of all when none is named); gives the names of those that changed."""
    changed = []
    for case in CASES:
        if names and case.name not in names:
            continue
        text = case.openapi()
        if not case.expected.exists() or case.expected.read_text(encoding="utf-8") != text:
            case.expected.write_text(text, encoding="utf-8")
            changed.append(case.name)
    return tuple(changed)


if __name__ == "__main__":
    sys.stdout.writelines(f"{name}\n" for name in update(sys.argv[1:]))
