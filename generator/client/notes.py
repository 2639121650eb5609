"""What a package cannot say, and where the documents say it: for people to read."""

from __future__ import annotations

from dataclasses import dataclass

from generator.spec.api import Evidence


@dataclass(frozen=True, slots=True)
class Note:
    """Something that Python cannot say, or that a client has no use for: a code of the catalogue, a message, and the
    evidence of what it is about."""

    code: str
    message: str
    evidence: Evidence


def place(evidence: Evidence) -> str:
    """The first place of `evidence`, as `path:line`, or nothing."""
    return evidence.at[0] if evidence.at else ""
