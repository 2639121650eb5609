"""A server that misbehaves: each failure ends in the documented error or a right retry, in time, and nothing leaks."""

from __future__ import annotations

import asyncio
import email.utils
import gc
import gzip
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.demo_client import AsyncClient, Client
from tests.demo_client._runtime import (
    ApiConnectionError,
    ApiStatusError,
    ApiTimeoutError,
    BadGatewayError,
    DecodingError,
    InternalServerError,
    Operation,
    ResponseTooLargeError,
    ServiceUnavailableError,
    TooManyRequestsError,
)
from tests.demo_client._runtime.exchange import Attempt
from tests.demo_client._runtime.retry import retry_after
from tests.loopback import Handler, Reply, Server, as_json, serve

BOOK = {"title": "Sea"}
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def server() -> Iterator[Server]:
    with serve(as_json(BOOK)) as running:
        yield running


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, server: Server) -> Callable[..., Any]:
    """Calls a method of `books` on a client of either kind, and watches that nothing is left open."""

    def sync_call(name: str, *arguments: Any, settings: dict[str, Any] | None = None, **options: Any) -> Any:
        with Client(base_url=server.url, api_key="k", **(settings or {})) as client:
            return getattr(client.books, name)(*arguments, **options)

    def async_call(name: str, *arguments: Any, settings: dict[str, Any] | None = None, **options: Any) -> Any:
        async def main() -> Any:
            async with AsyncClient(base_url=server.url, api_key="k", **(settings or {})) as client:
                return await getattr(client.books, name)(*arguments, **options)

        return asyncio.run(main())

    return sync_call if request.param == "sync" else async_call


@pytest.fixture(scope="module", autouse=True)
def what_other_tests_left() -> Iterator[None]:
    """It is collected once, and then set aside: it is so much that collecting for each of these tests takes minutes."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def nothing_left_open(what_other_tests_left: None) -> Iterator[None]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ResourceWarning)
        yield
        gc.collect()
    assert [str(warning.message) for warning in caught if warning.category is ResourceWarning] == []


def slow(handler: Handler) -> None:
    time.sleep(1.5)
    handler.answer(200, JSON, b"{}")


def trickle(handler: Handler) -> None:
    handler.answer(200, {**JSON, "Content-Length": "1000"}, b"")
    for _ in range(30):
        handler.wfile.write(b" ")
        time.sleep(0.1)


def trickled_head(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _ in range(30):
        handler.wfile.write(b"x")
        time.sleep(0.1)


def no_end_of_hints(handler: Handler) -> None:
    for _ in range(3000):
        handler.wfile.write(b"HTTP/1.1 103 Early Hints\r\n\r\n")
        time.sleep(0.001)


def cut_off(handler: Handler) -> None:
    handler.answer(200, {**JSON, "Content-Length": "1000"}, b'{"title": ')
    handler.close_connection = True


def cut_chunks(handler: Handler) -> None:
    handler.answer(200, {**JSON, "Transfer-Encoding": "chunked"}, b'5\r\n{"tit\r\n')
    handler.close_connection = True


def reset(handler: Handler) -> None:
    handler.hang_up()


def no_http(handler: Handler) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n")
    handler.close_connection = True


@pytest.mark.parametrize("reply", [slow, trickle, trickled_head, no_end_of_hints])
def test_nothing_hangs_past_its_timeout(server: Server, call: Callable[..., Any], reply: Reply) -> None:
    server.replies = [reply]
    begun = time.monotonic()
    with pytest.raises(ApiTimeoutError, match="getBook") as caught:
        call("get_book", "x", timeout=0.4)
    assert time.monotonic() - begun < 1.0
    assert isinstance(caught.value, TimeoutError)


def test_a_client_that_was_handed_in_keeps_to_the_timeout_of_a_call(server: Server) -> None:
    server.replies = [trickled_head]
    with httpx2.Client(timeout=60) as http:
        for _ in range(2):
            begun = time.monotonic()
            with pytest.raises(ApiTimeoutError, match="getBook"):
                Client(base_url=server.url, api_key="k", http_client=http).books.get_book("x", timeout=0.4)
            assert time.monotonic() - begun < 1.0


@pytest.mark.parametrize("reply", [cut_off, cut_chunks, reset, no_http])
def test_a_broken_connection_is_tried_again_for_reads_only(
    server: Server, call: Callable[..., Any], reply: Reply
) -> None:
    server.replies = [reply, as_json(BOOK)]
    assert call("get_book", "x").title == "Sea"
    server.replies = [reply, as_json(BOOK)]
    with pytest.raises(ApiConnectionError):
        call("create_book", title="x")
    server.replies = [reply, as_json(BOOK)]
    assert call("create_book", title="x", idempotency_key="k").title == "Sea"
    server.replies = [reply]
    before = len(server.received)
    with pytest.raises(ApiConnectionError) as caught:
        call("get_book", "x", max_retries=1)
    assert len(server.received) - before == 2 and isinstance(caught.value, ConnectionError)


def test_a_refused_connection_is_tried_again_whatever_is_sent(call: Callable[..., Any]) -> None:
    begun = time.monotonic()
    with pytest.raises(ApiConnectionError) as caught:
        call("create_book", title="x", base_url="http://127.0.0.1:9", max_retries=1)
    assert not caught.value.sent and time.monotonic() - begun > 0.1


UNREADABLE: list[Reply] = [
    (200, JSON, b'{"title": '),
    (200, JSON, b"\xff\xfe\x00"),
    (200, JSON, b"[" * 200_000),
    (200, {"Content-Type": "text/html"}, b"<h1>please sign in</h1>"),
    (200, {}, b"\x00\x01"),
    (200, {**JSON, "Content-Encoding": "gzip"}, b"no gzip"),
]


@pytest.mark.parametrize("reply", UNREADABLE)
def test_what_cannot_be_read_is_a_decoding_error(server: Server, call: Callable[..., Any], reply: Reply) -> None:
    server.replies = [reply]
    with pytest.raises(DecodingError, match="getBook") as caught:
        call("get_book", "x")
    assert caught.value.request is not None
    assert len(server.received) == 1


def test_json_under_another_name_is_still_json(server: Server, call: Callable[..., Any]) -> None:
    for kind in ("text/plain", "text/html", "application/vnd.library+json", ""):
        server.replies = [(200, {"Content-Type": kind}, b'{"title": "Sea"}')]
        assert call("get_book", "x").title == "Sea"


@pytest.mark.parametrize("body", [b"null", b"[]", b'"x"', b"5", b"[{}]", b"{}"])
def test_json_of_another_shape_never_raises(server: Server, call: Callable[..., Any], body: bytes) -> None:
    server.replies = [(200, JSON, body)]
    call("get_book", "x")
    call("list_books")
    call("login", {"user": "x"})
    server.replies = [(404, JSON, body)]
    with pytest.raises(ApiStatusError):
        call("get_book", "x")


def test_an_empty_success_is_none(server: Server, call: Callable[..., Any]) -> None:
    server.replies = [(200, JSON, b"")]
    assert call("get_book", "x") is None


def test_what_is_too_large_is_not_read(server: Server, call: Callable[..., Any]) -> None:
    bomb = gzip.compress(b"0" * 50_000_000)
    for headers, body in ((JSON, b"0" * 3_000_000), ({**JSON, "Content-Encoding": "gzip"}, bomb)):
        server.replies = [(200, headers, body)]
        with pytest.raises(ResponseTooLargeError, match="max_response_bytes"):
            call("get_book", "x", settings={"max_response_bytes": 1_000_000})


@pytest.mark.parametrize("status", [408, 429, 502, 503, 504])
def test_passing_failures_are_tried_again(server: Server, call: Callable[..., Any], status: int) -> None:
    server.replies = [as_json({}, status=status), as_json({}, status=status), as_json(BOOK)]
    assert call("get_book", "x").title == "Sea"


def test_what_is_not_idempotent_is_sent_again_only_when_it_was_not_processed(
    server: Server, call: Callable[..., Any]
) -> None:
    sent = {}
    for status in (429, 502, 503, 504, 408, 500):
        server.received.clear()
        server.replies = [as_json({}, status=status), as_json(BOOK)]
        try:
            call("create_book", title="x")
        except ApiStatusError as error:
            assert error.status_code == status
        sent[status] = len(server.received)
    assert sent == {429: 2, 502: 1, 503: 1, 504: 1, 408: 1, 500: 1}
    server.received.clear()
    server.replies = [as_json({}, status=503, Retry_After="0"), as_json(BOOK)]
    assert call("create_book", title="x").title == "Sea"


def test_a_call_whose_operation_requires_an_idempotency_key_makes_one(server: Server) -> None:
    pay = Operation("pay", "POST", "/pay", idempotency_key="X-Idempotency-Key", requires_key=True)
    server.replies = [as_json({}, status=502), as_json({})]
    with Client(base_url=server.url) as client:
        client.send(pay.request())
        client.send(pay.request(), idempotency_key="own")
        client.send(pay.request())
    first, again, own, other = (received.headers["x-idempotency-key"] for received in server.received)
    assert first == again != other and own == "own"


def test_retry_after_is_honoured(server: Server, call: Callable[..., Any]) -> None:
    # A date has whole seconds: less than one of the two may be left of it when it is read.
    date = email.utils.formatdate(time.time() + 2, usegmt=True)
    for value, least in (("0.3", 0.3), (date, 0.4)):
        server.replies = [as_json({}, status=429, Retry_After=value), as_json(BOOK)]
        begun = time.monotonic()
        call("get_book", "x")
        assert least <= time.monotonic() - begun < 3


@pytest.mark.parametrize("value", ["3600", "5"])
def test_waiting_too_long_is_left_to_the_caller(server: Server, call: Callable[..., Any], value: str) -> None:
    server.replies = [as_json({}, status=429, Retry_After=value)]
    begun = time.monotonic()
    with pytest.raises(TooManyRequestsError) as caught:
        call("get_book", "x", timeout=3.0)
    assert caught.value.retry_after == float(value)
    assert time.monotonic() - begun < 1 and len(server.received) == 1


@pytest.mark.parametrize("form", ["%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %d %H:%M:%S %Y"])
def test_the_forms_of_a_date_in_retry_after(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        now = time.time()
        assert 28 < (retry_after(time.strftime(form, time.gmtime(now + 30))) or 0) <= 30
        assert retry_after(time.strftime(form, time.gmtime(now - 3600))) == 0
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("value", ["soon", "-5", "nan", "inf", "1e400", "Thu, 99 Foo 2024", ""])
def test_a_strange_retry_after_does_no_harm(server: Server, call: Callable[..., Any], value: str) -> None:
    server.replies = [as_json({}, status=503, Retry_After=value)]
    with pytest.raises(ServiceUnavailableError) as caught:
        call("get_book", "x", max_retries=0)
    assert caught.value.retry_after in (None, 0.0)


def test_a_sick_server_is_not_hammered(server: Server) -> None:
    server.replies = [as_json({}, status=429, Retry_After="0")]
    with Client(base_url=server.url, api_key="k") as client:
        for _ in range(50):
            with pytest.raises(TooManyRequestsError):
                client.books.get_book("x")
    assert 50 <= len(server.received) <= 75


def slowly(pieces: int, seconds: float) -> Callable[[Handler], None]:
    """A body of so many bytes, each after so long."""

    def answer(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(pieces))
        handler.end_headers()
        for _ in range(pieces):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(seconds)

    return answer


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_stream_may_take_its_time_but_not_stall(server: Server, kind: str) -> None:
    async def read_async() -> bytes:
        async with AsyncClient(base_url=server.url) as client, client.books.stream.get_scan(timeout=0.4) as response:
            return await response.read()

    def read() -> bytes:
        if kind == "async":
            return asyncio.run(read_async())
        with Client(base_url=server.url) as client, client.books.stream.get_scan(timeout=0.4) as response:
            return response.read()

    server.replies = [slowly(8, 0.1)]
    assert read() == b"x" * 8
    server.replies = [slowly(2, 1.5)]
    with pytest.raises(ApiTimeoutError):
        read()


@pytest.mark.parametrize("charset", ["undefined", "idna", "punycode", "hex", "none-such", '"utf-8"'])
def test_text_in_a_character_set_that_is_none_never_raises(
    server: Server, call: Callable[..., Any], charset: str
) -> None:
    server.replies = [(200, {"Content-Type": f"text/plain; charset={charset}"}, b"pong\xff")]
    assert isinstance(call("ping"), str)
    server.replies = [(500, {"Content-Type": f"text/plain; charset={charset}"}, b"pong\xff")]
    with pytest.raises(InternalServerError):
        call("ping", max_retries=0)


def test_json_in_another_character_set(server: Server, call: Callable[..., Any]) -> None:
    kind = {"Content-Type": "application/json; charset=ISO-8859-1"}
    server.replies = [(200, kind, '{"title": "Süß"}'.encode("latin-1"))]
    assert call("get_book", "x").title == "Süß"


def test_nesting_without_measure_is_a_decoding_error(server: Server, call: Callable[..., Any]) -> None:
    refused = []
    for depth in (50, 300, 600, 900, 100_000):
        server.replies = [(200, JSON, b'{"title":' * depth + b"1" + b"}" * depth)]
        try:
            book = call("get_book", "x")
            assert repr(book).startswith("Book(")
            assert book.to_dict()["title"]
        except DecodingError:
            refused.append(depth)
    assert refused
    assert 50 not in refused


def test_a_stream_that_is_cut_off(server: Server, tmp_path: Path) -> None:
    server.replies = [cut_off]
    with Client(base_url=server.url) as client:
        with client.books.stream.get_scan() as response, pytest.raises(ApiConnectionError, match="getScan"):
            response.to_file(tmp_path / "scan")
        assert list(tmp_path.iterdir()) == []
        server.replies = [as_json({}, status=502)]
        with pytest.raises(BadGatewayError), client.books.stream.get_scan(max_retries=1):
            pass

    async def main() -> None:
        server.replies = [cut_off]
        async with AsyncClient(base_url=server.url) as other, other.books.stream.get_scan() as response:
            with pytest.raises(ApiConnectionError, match="getScan"):
                await response.to_file(tmp_path / "scan")

    asyncio.run(main())
    assert list(tmp_path.iterdir()) == []


def test_an_upload_is_repeated_only_if_it_can_be(server: Server, call: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    server.replies = [as_json({}, status=503), (204, {}, b"")]
    call("put_scan", path)
    assert [received.body for received in server.received] == [b"12345", b"12345"]
    server.replies = [as_json({}, status=503), (204, {}, b"")]
    with pytest.raises(ServiceUnavailableError):
        call("put_scan", iter([b"12345"]))


def test_what_an_upload_raises_itself_comes_as_it_is(server: Server, call: Callable[..., Any]) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"12"
        raise RuntimeError("the database is closed")

    server.replies = [(204, {}, b"")]
    with pytest.raises(RuntimeError, match="the database is closed"):
        call("put_scan", pieces())


def test_an_upload_whose_pieces_come_too_slowly_ends_in_time(server: Server, call: Callable[..., Any]) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(20):
            time.sleep(0.1)
            yield b"12"

    server.replies = [(204, {}, b"")]
    begun = time.monotonic()
    with pytest.raises(ApiTimeoutError):
        call("put_scan", pieces(), timeout=0.25)
    assert time.monotonic() - begun < 1


def test_cancelling_a_call_closes_its_connection_and_is_told_to_the_hook(server: Server) -> None:
    server.replies = [slow]
    seen: list[Any] = []

    async def on_response(attempt: Attempt) -> None:
        await asyncio.sleep(0)
        seen.append(type(attempt.error))

    async def main() -> None:
        async with AsyncClient(base_url=server.url, api_key="k", on_response=on_response) as client:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(client.books.get_book("x"), 0.2)
            task = asyncio.create_task(client.books.get_book("x"))
            await asyncio.sleep(0.1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(main())
    assert seen == [asyncio.CancelledError, asyncio.CancelledError]


def test_an_answer_nested_too_deeply_to_compare_comes_all_the_same(server: Server, call: Callable[..., Any]) -> None:
    body = b'{"title": "x", "sequels": [' * 450 + b'{"title": "x"}' + b"]}" * 450
    server.replies = [(200, {"Content-Type": "application/json"}, body)]
    assert call("get_book", "x", settings={"on_mismatch": "raise"}).title == "x"
