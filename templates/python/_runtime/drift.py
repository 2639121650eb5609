"""How a server differs from its documents: mismatches, one by one to a callback, or collected in a report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Literal

from .mismatch import Mismatch
from .requests import is_json

if TYPE_CHECKING:
    from .responses import RawResponse


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
    if operation.responses and operation.response_key(status) is None:
        listed = ", ".join(operation.responses)
        return [Mismatch("status", "", "", listed, status, at, name)]
    if documented in (None, "bytes") or operation.method == "HEAD":
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
        return [Mismatch("content", "", "", documented, came, at, name)]
    found = (
        each._replace(operation=name, at=each.at or at)
        for each in codec.drift(response.body, "", "")
    )
    try:
        return list(dict.fromkeys(found))
    except RecursionError:  # nested too deeply: `parsed` says so to whoever reads it
        return []


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
