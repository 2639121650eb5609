"""What an exchange asks to be done: the only I/O there is, performed by the clients, each in its own way."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from .core import Core
    from .multipart import Payload
    from .responses import SentRequest


class Send(NamedTuple):
    """Send this, and give back a response. Raises ApiError when none comes by `deadline` or none that can be read.

    `core` has the settings of the client, `plain` leaves out what the HTTP client would add of its own (headers,
    cookies, authentication), `secured` says that the operation takes credentials, `stream` leaves the body of a
    success to be read later.
    """

    core: Core
    sent: SentRequest
    method: str
    url: str
    headers: list[tuple[str, str]]
    content: bytes | Payload | None
    deadline: float | None
    plain: bool
    secured: bool
    stream: bool


class Pause(NamedTuple):
    """Wait."""

    seconds: float


class Ask(NamedTuple):
    """Call a function of the user's, and give its result, which may have to be awaited."""

    function: Callable[[], Any]


class Fetch(NamedTuple):
    """Get the token of a scheme by `deadline`, once for all who wait for it. `rejected` is one that no longer works."""

    scheme: str
    rejected: str
    deadline: float | None

    def left(self) -> float | None:
        """The seconds until then."""
        if self.deadline is None:
            return None
        return max(self.deadline - time.monotonic(), 0.0)
