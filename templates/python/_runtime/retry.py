"""When a request may be sent again, and after how long."""

from __future__ import annotations

import random
import time
from math import isfinite
from typing import Any

from .errors import ApiConnectionError

RETRY_STATUSES = frozenset({408, 429, 502, 503, 504})
_FIRST, _LONGEST, _LONGEST_ASKED = 0.25, 8.0, 60.0


class Budget:
    """How many retries a client may make in all, so that a sick server is not hammered.

    Each retry takes one of `capacity`, each success gives a fifth back. When a server fails for good, retries stop.
    """

    def __init__(self, capacity: float = 20.0) -> None:
        self._capacity = self._left = capacity

    def take(self) -> bool:
        """Whether one more retry is within the budget."""
        if self._left < 1.0:
            return False
        self._left -= 1.0
        return True

    def give(self) -> None:
        """A success: a fifth of a retry more."""
        if self._left < self._capacity:
            self._left = min(self._capacity, self._left + 0.2)


def retry_after(header: str | None) -> float | None:
    """The seconds that Retry-After asks to wait, given in seconds or as a date (RFC 9110, 10.2.3); else None."""
    if not header:
        return None
    try:
        seconds = float(header)
    except ValueError:
        from datetime import UTC
        from email.utils import parsedate_to_datetime

        try:
            date = parsedate_to_datetime(header)
            if date.tzinfo is None:
                # The older forms of a date name no zone, and mean this one.
                date = date.replace(tzinfo=UTC)
            seconds = date.timestamp() - time.time()
        except (ValueError, TypeError, OverflowError):
            return None
    return max(0.0, seconds) if isfinite(seconds) else None


def may_repeat(
    safe: bool, status: int | None, headers: Any, failure: Exception
) -> bool:
    """Whether a request may be sent again.

    `safe` says that a second send does no harm: the method is idempotent (RFC 9110, 9.2.2) or an idempotency key
    protects it. Other requests are repeated only when the server has not processed them: the connection was never
    made, 429 (refused unseen), 503 with Retry-After (turned away, told to come again).
    """
    if isinstance(failure, ApiConnectionError):
        return safe or not failure.sent
    if status not in RETRY_STATUSES:
        return False
    return safe or status == 429 or (status == 503 and "retry-after" in headers)


def wait(attempt: int, headers: Any) -> float | None:
    """The seconds before attempt number `attempt` + 1: what the server asks for, else exponential backoff with full
    jitter. None when the server asks for longer than anyone would wait."""
    asked = retry_after(headers.get("retry-after")) if headers is not None else None
    if asked is not None:
        jitter = random.uniform(0, 0.1)  # noqa: S311 (no secret)
        return asked + jitter if asked <= _LONGEST_ASKED else None
    jitter = random.uniform(0.5, 1.0)  # noqa: S311 (as above)
    return jitter * min(_LONGEST, _FIRST * 2.0 ** (attempt - 1))
