"""Drift reports: what a generated client saw a server do otherwise than documented, read from its JSON.

A report may have been handed around by anybody; what is no mismatch in it is a problem with its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from generator.problems import Problem, ProblemsError
from generator.spec.api import TYPES
from generator.spec.openapi.cursor import Cursor, Reading, kind
from generator.spec.openapi.document import Pointer
from generator.spec.openapi.parse import parse

MAX_MISMATCHES: Final = 10_000
MAX_TEXT: Final = 1000
_TEXTS: Final = ("kind", "operation", "model", "field", "documented", "at")
_KINDS: Final = ("type", "enum", "missing", "undocumented", "name", "status", "content", "null", "guess")


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One difference between documents and server, as the runtime of a client counted it.

    `kind`, `operation`, `model`, `field`, `documented`, `at` and `came` mean what the runtime's `Mismatch` says of
    them; `count` is how often it came, `pointer` its place in the report.
    """

    kind: str
    operation: str
    model: str
    field: str
    documented: str
    at: str
    came: Any
    count: int
    pointer: Pointer


def read_report(text: str, path: str) -> tuple[tuple[Mismatch, ...], Reading, tuple[Problem, ...]]:
    """The mismatches of a drift report, the reading that further problems with it are reported to, and the problems
    of its syntax.

    Raises ProblemsError when it cannot be read at all (S01, S02) or is no report (S50).
    """
    document, problems = parse(text, path)
    reading = Reading(document)
    root = document.value
    if not isinstance(root, dict) or not isinstance(root.get("mismatches"), list):
        message = 'a drift report is an object with a list of "mismatches"'
        raise ProblemsError((*problems, document.problem("S50", (), message)))
    items = reading.items(Cursor(root, ()), "mismatches")
    if len(items) > MAX_MISMATCHES:
        at = items[MAX_MISMATCHES]
        reading.report("S51", at, f"more than {MAX_MISMATCHES:,} mismatches: the rest is left out")
    found = [_mismatch(reading, item) for item in items[:MAX_MISMATCHES]]
    return tuple(mismatch for mismatch in found if mismatch is not None), reading, problems


def _mismatch(reading: Reading, at: Cursor) -> Mismatch | None:
    wrong = _wrong(at.value)
    if wrong:
        reading.report("S51", at, f"{wrong}: left out")
        return None
    texts = {name: at.value.get(name, "") for name in _TEXTS}
    if texts["kind"] in ("null", "guess"):  # corrected like the contradiction of a documented type
        texts["kind"] = "type"
    return Mismatch(**texts, came=at.value.get("came"), count=at.value.get("count", 1), pointer=at.pointer)


def _wrong(value: Any) -> str | None:
    """What is wrong with an entry, in words; None when nothing is."""
    if not isinstance(value, dict):
        return f"a mismatch is an object, not {kind(value)}"
    for name in _TEXTS:
        text = value.get(name, "")
        if not isinstance(text, str) or (len(text) > MAX_TEXT and name != "documented"):
            return f"{name!r} must be a text of at most {MAX_TEXT} characters, not {kind(text)}"
    count = value.get("count", 1)
    if not isinstance(count, int) or isinstance(count, bool) or not 0 < count < 2**63:
        return f"'count' must be a whole number from 1, not {kind(count)}"
    if value.get("kind") not in _KINDS:
        return f"{kind(value.get('kind'))} is no kind of mismatch"
    return _wrong_came(value["kind"], value.get("came"))


def _wrong_came(about: str, came: Any) -> str | None:
    if about in ("type", "null", "guess", "undocumented") and came not in TYPES:
        return f"what came must be a JSON type, not {kind(came)}"
    if about in ("enum", "name", "content") and not isinstance(came, str):
        return f"what came must be a text, not {kind(came)}"
    if about == "name" and not 0 < len(came) <= MAX_TEXT:
        return f"a name has 1 to {MAX_TEXT} characters"
    if about == "status" and not (isinstance(came, int) and 100 <= came <= 599):
        return f"what came must be a status from 100 to 599, not {kind(came)}"
    return None
