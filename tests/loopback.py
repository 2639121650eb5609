"""A real HTTP server on the loopback interface: answers as it is told and keeps what it was sent, byte for byte."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

CERTIFICATE = Path(__file__).parent / "loopback.pem"
"""A certificate for 127.0.0.1 that nobody but these tests trusts, with its key."""

Reply = tuple[int, dict[str, str], bytes] | Callable[["Handler"], None]


class Received(NamedTuple):
    """A request as it arrived."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


class Handler(BaseHTTPRequestHandler):
    """Reads a request, keeps it, answers with the next reply (the last one stays)."""

    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, *_: Any) -> None:
        """Says nothing."""

    def handle_one_request(self) -> None:
        """Reads one request whatever its method."""
        try:
            self.raw_requestline = self.rfile.readline(65537)
            if not self.raw_requestline or not self.parse_request():
                self.close_connection = True
                return
            self.server.received.append(
                Received(
                    self.command, self.path, {key.lower(): value for key, value in self.headers.items()}, self._body()
                )
            )
            reply = self.server.next_reply(self.server.received[-1])
            if callable(reply):
                reply(self)
            else:
                self.answer(*reply)
            self.wfile.flush()
        except OSError:
            self.close_connection = True

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            body = b""
            while size := int(self.rfile.readline().strip() or b"0", 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return body
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        """A whole response."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers and "Transfer-Encoding" not in headers and status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def hang_up(self) -> None:
        """Ends the connection with a reset."""
        linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.close_connection = True
        self.connection.close()


class Server(ThreadingHTTPServer):
    """A server with replies to give and requests that it received."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.received: list[Received] = []
        self.replies: list[Reply] = []
        self.route: Callable[[Received], Reply] | None = None
        self._lock = threading.Lock()

    def handle_error(self, *_: Any) -> None:
        """Says nothing: clients of these tests break connections on purpose."""

    def next_reply(self, received: Received) -> Reply:
        """What to answer."""
        if self.route is not None:
            return self.route(received)
        with self._lock:
            return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    @property
    def url(self) -> str:
        """Where it listens."""
        scheme = "https" if isinstance(self.socket, ssl.SSLSocket) else "http"
        return f"{scheme}://127.0.0.1:{self.server_port}"


@contextmanager
def serve(*replies: Reply, secure: bool = False) -> Iterator[Server]:
    """A running server that gives these replies, one after another; `secure`: over TLS, with `CERTIFICATE`."""
    server = Server()
    server.replies = list(replies)
    if secure:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def as_json(value: Any, status: int = 200, **headers: str) -> Reply:
    """A JSON reply; headers with underscores for hyphens."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return status, {"Content-Type": "application/json", **named}, json.dumps(value).encode()
