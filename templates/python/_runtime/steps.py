"""What an exchange asks to be done: the only I/O there is, performed by the clients, each in its own way."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .core import Core
    from .multipart import Payload
    from .responses import SentRequest


class Send:
    """Send this, and give back a response. Raises ApiError when none comes by `deadline` or none that can be read.

    `core` has the settings of the client, `plain` leaves out what the HTTP client would add of its own (headers,
    cookies, authentication), `secured` says that the operation takes credentials, `stream` leaves the body of a
    success to be read later.
    """

    __slots__ = (
        "content",
        "core",
        "deadline",
        "headers",
        "method",
        "plain",
        "secured",
        "sent",
        "stream",
        "url",
    )

    def __init__(
        self,
        core: Core,
        sent: SentRequest,
        method: str,
        url: str,
        headers: list[tuple[str, str]],
        content: bytes | Payload | None,
        deadline: float | None,
        plain: bool,
        secured: bool,
        stream: bool,
    ) -> None:
        self.core, self.sent, self.method, self.url = core, sent, method, url
        self.headers, self.content = headers, content
        self.deadline, self.plain, self.secured, self.stream = (
            deadline,
            plain,
            secured,
            stream,
        )


class Pause:
    """Wait."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds


class Ask:
    """Call a function of the user's, and give its result, which may have to be awaited."""

    def __init__(self, function: Callable[[], Any]) -> None:
        self.function = function


class Fetch:
    """Get the token of a scheme by `deadline`, once for all who wait for it. `rejected` is one that no longer works."""

    def __init__(self, scheme: str, rejected: str, deadline: float | None) -> None:
        self.scheme, self.rejected, self._deadline = scheme, rejected, deadline

    def left(self) -> float | None:
        """The seconds until then."""
        if self._deadline is None:
            return None
        return max(self._deadline - time.monotonic(), 0.0)
