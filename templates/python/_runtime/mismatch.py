"""A difference between the documents and what a server sent."""

from __future__ import annotations

from typing import Any, NamedTuple


class Mismatch(NamedTuple):
    """One difference between the documents and what came.

    `kind`: "type", "enum" (a value that is not listed), "missing" (a required field), "undocumented" (a field), "name"
    (an inferred name that is spelt otherwise), "status" (an undocumented one), "content" (no JSON where it was
    documented), "null" (in a field that is only documented as one that may be absent: it reads as None either way) or
    "guess" (another type where the documents state none, and only suggest one). `documented` is what the documents say,
    at `at` (`path:line`); `came` is what the server did: the JSON type, the new value of an enum, the spelling of a
    name, a status. No other value of a response is in it.
    """

    kind: str
    model: str
    field: str
    documented: str
    came: Any
    at: str = ""
    operation: str = ""

    @property
    def contradicts(self) -> bool:
        """Whether the documents are wrong, rather than silent."""
        return self.kind not in ("undocumented", "name", "null", "guess")

    def __str__(self) -> str:
        place = f"{self.model}.{self.field}".strip(".") or "response"
        documented = (
            f"documented {self.documented}" if self.documented else "not documented"
        )
        at = f" ({self.at})" if self.at else ""
        return f"{self.operation}: {place}: {documented}{at}, came {self.came}"
