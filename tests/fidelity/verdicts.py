"""What the comparison finds: one Verdict per fact."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from generator.spec.api import MISSING


class Outcome(Enum):
    """How a fact of the extraction stands to the origin.

    RIGHT: the same. WIDE: not against the origin, but says less or says it differently spelled (an array whose items
    are unknown, `number` for integer, prose whose punctuation was lost). WRONG: against the origin. MISSING: the
    origin has it, the extraction is silent. INVENTED: the extraction has it, the origin does not.
    """

    RIGHT = "right"
    WIDE = "wide"
    WRONG = "wrong"
    MISSING = "missing"
    INVENTED = "invented"


class Shown(Enum):
    """Whether the documents show a fact.

    EXACTLY: what they print can only mean this. ALIKE: they print something, but the dialect prints a different fact in
    the same way, so that whoever reads it can only guess. NOT: they do not print it, or only respelled.
    """

    EXACTLY = "exactly"
    ALIKE = "alike"
    NOT = "not"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One fact compared. `fact` is its class, `where` the object it belongs to, `expected` the origin's value and `got`
    the extraction's (as text); `inferred` names the rule that supplied it, "" when it was read; `at` is the first place
    in the documents that the evidence names; `shown` tells whether the documents show the fact, which depends on them
    and on the origin alone, never on the extraction."""

    fact: str
    where: str
    outcome: Outcome
    expected: str = ""
    got: str = ""
    inferred: str = ""
    at: str = ""
    shown: Shown = Shown.EXACTLY

    @property
    def printed(self) -> bool:
        """Whether the documents show the fact exactly."""
        return self.shown is Shown.EXACTLY


def is_silent(value: Any) -> bool:
    """Whether nothing is said: a default of null is none."""
    return value is None or value is MISSING


def as_text(value: Any) -> str:
    """A value as verdicts have it; silence is no text."""
    if isinstance(value, tuple | list):
        return ", ".join(map(as_text, value))
    if is_silent(value):
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
