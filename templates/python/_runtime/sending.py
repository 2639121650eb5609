"""What an exchange hands to the HTTP client, and until when the answer must be there."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .core import Core
    from .multipart import Payload
    from .responses import SentRequest


class Deadline:
    """The end of a call, `seconds` from now; None for a call without end. Raises TypeError for what is no number."""

    __slots__ = ("_end",)

    def __init__(self, seconds: float | None) -> None:
        if seconds is not None and not isinstance(seconds, int | float):
            got = type(seconds).__name__
            raise TypeError(f"timeout: expected seconds or None, got {got}")
        self._end = math.inf if seconds is None else time.monotonic() + seconds

    def left(self) -> float | None:
        """The seconds until then, 0.0 when it is over; None without end."""
        if self._end == math.inf:
            return None
        return max(self._end - time.monotonic(), 0.0)

    def is_over(self, after: float = 0.0) -> bool:
        """Whether it is over, or will be when so many seconds have passed."""
        return time.monotonic() + after >= self._end


class Sending(NamedTuple):
    """One sending of a request.

    `core` has the settings of the client, `plain` leaves out what the HTTP client would add of its own (headers,
    cookies, authentication), `stream` leaves the body of a success to be read later.
    """

    core: Core
    sent: SentRequest
    method: str
    url: str
    headers: list[tuple[str, str]]
    content: bytes | Payload | None
    deadline: Deadline
    plain: bool
    stream: bool
