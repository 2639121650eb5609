"""How a server differs from its documents: mismatches, one by one to a callback, or collected in a report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from .codec import Difference
from .requests import is_json

if TYPE_CHECKING:
    from .responses import RawResponse


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
    operation: str
    model: str
    field: str
    documented: str
    at: str
    came: Any

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


OnMismatch = Callable[[Mismatch], object] | Literal["warn", "raise"]
"""What to do about mismatches: call with each, warn, or raise MismatchError. A DriftReport may be given, too."""


class DriftReport:
    """Collects mismatches, each once with its count; give it as `on_mismatch`."""

    def __init__(self) -> None:
        self._counts: dict[Mismatch, int] = {}

    def __call__(self, mismatch: Mismatch) -> None:
        self._counts[mismatch] = self._counts.get(mismatch, 0) + 1

    def __len__(self) -> int:
        return len(self._counts)

    def __iter__(self) -> Iterator[Mismatch]:
        return iter(self._counts)

    def __str__(self) -> str:
        """A line for each mismatch, with its count."""
        told = (f"{mismatch} ({count}x)" for mismatch, count in self._counts.items())
        return "\n".join(told) or "no mismatches"

    def __repr__(self) -> str:
        return f"<DriftReport of {len(self)} mismatches>"

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON: `{"mismatches": [{"kind": ..., ..., "count": ...}]}`, in stable order."""
        found = sorted(self._counts.items(), key=lambda pair: tuple(map(str, pair[0])))
        return {
            "mismatches": [
                {**mismatch._asdict(), "count": count} for mismatch, count in found
            ]
        }

    def to_json(self) -> str:
        """The report as JSON text, for `docs2client correct SPEC REPORT`."""
        from json import dumps

        return dumps(self.to_dict(), indent=2, ensure_ascii=False) + "\n"


def compare(response: RawResponse[Any]) -> list[Mismatch]:
    """How a response differs from what the documents say of its operation."""
    operation, status = response.request.operation, response.status_code
    name, at = operation.operation_id, operation.at
    documented, _ = operation.response(status)
    keys = {str(status), f"{status // 100}XX", "default"}
    if operation.responses and not keys & set(operation.responses):
        listed = ", ".join(operation.responses)
        return [Mismatch("status", name, "", "", listed, at, status)]
    if documented is None or documented == "bytes":
        return []
    if documented == "Any" and not response.content:
        return []
    kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
    codec = operation.codec(documented)
    is_doubted = documented.endswith("rt.Doubt") and not is_json(kind)
    if is_doubted or response.is_text_for(codec):
        return []
    if not is_json(kind):
        came = kind or ("no content type" if response.content else "no content")
        return [Mismatch("content", name, "", "", documented, at, came)]
    found = codec.drift(response.body, "", "")
    return list(dict.fromkeys(_mismatch(name, at, each) for each in found))


def _mismatch(operation: str, at: str, found: Difference) -> Mismatch:
    kind, model, field, documented, came, place = found
    return Mismatch(kind, operation, model, field, documented, place or at, came)


def report(on_mismatch: OnMismatch, response: RawResponse[Any]) -> None:
    """Tells `on_mismatch` of every mismatch. Raises MismatchError for "raise"."""
    found = compare(response)
    if not response.is_success:
        # The error that the caller gets says more than a warning would, and these come from any server.
        passing = response.status_code in (401, 408, 429) or response.status_code >= 500
        found = [
            mismatch
            for mismatch in found
            if callable(on_mismatch) and (mismatch.kind != "status" or not passing)
        ]
    if callable(on_mismatch):
        for mismatch in found:
            on_mismatch(mismatch)
        return
    contradictions = [mismatch for mismatch in found if mismatch.contradicts]
    if contradictions and on_mismatch == "warn":
        from warnings import warn

        from .core import stacklevel

        for mismatch in contradictions:
            warn(str(mismatch), stacklevel=stacklevel())
    elif contradictions:
        from .errors import MismatchError

        text = "; ".join(map(str, contradictions))
        raise MismatchError(
            text, mismatches=tuple(contradictions), request=response.request
        )
