"""Calls against a real server: results, raw responses, errors, streams, pages, hooks, logging, drift."""

from __future__ import annotations

import asyncio
import datetime as dt
import inspect
import json
import logging
import os
import pickle
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.demo_client import AsyncClient, Client, _runtime, models
from tests.demo_client._runtime import (
    ConfigurationError,
    DecodingError,
    DriftReport,
    InvalidRequestError,
    MismatchError,
    NotFoundError,
)
from tests.demo_client._runtime.codec import ModelCodec
from tests.demo_client._runtime.errors import status_error
from tests.demo_client._runtime.exchange import Attempt
from tests.demo_client.resources import books
from tests.loopback import CERTIFICATE, Received, Reply, Server, as_json, serve

BOOK = {"id": "b1", "title": "Sea", "pages": 3, "_links": {"self": "x"}}


@pytest.fixture
def server() -> Iterator[Server]:
    with serve(as_json(BOOK)) as running:
        yield running


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    with Client(base_url=server.url, api_key="k-secret", max_retries=0) as made:
        yield made


def test_a_call_gives_the_documented_model(client: Client) -> None:
    book = client.books.get_book("b1", timeout=3.0)
    assert isinstance(book, models.Book)
    assert (book.id, book.title, book.pages, book.links) == ("b1", "Sea", 3, {"self": "x"})


def test_a_success_that_is_not_listed_is_like_the_one_that_is_and_not_like_errors(server: Server) -> None:
    server.replies = [as_json({"id": "b2", "title": "Sky"}, status) for status in (200, 201, 202)]
    with Client(base_url=server.url, api_key="k") as client:
        made = [client.books.create_book(title="Sky") for _ in range(3)]
    assert [(type(each).__name__, each.title) for each in made] == [("Book", "Sky")] * 3


def test_the_same_awaited(server: Server) -> None:
    async def main() -> tuple[models.Book, list[models.Book]]:
        async with AsyncClient(base_url=server.url, api_key="k") as client:
            page = await client.books.raw.get_book("b1")
            assert page.status_code == 200 and page.parsed.title == "Sea"
            return await client.books.get_book("b1"), await asyncio.gather(
                *(client.books.get_book(str(number)) for number in range(20))
            )

    one, many = asyncio.run(main())
    assert one.title == "Sea" and len(many) == 20
    assert len(server.received) == 22


def test_raw_gives_the_whole_response(server: Server, client: Client) -> None:
    server.replies = [as_json(BOOK, X_Rate="7")]
    page = client.books.raw.get_book("b1")
    assert (page.status_code, page.headers["x-rate"], page.parsed.title) == (200, "7", "Sea")
    assert json.loads(page.text) == page.json() == page.body == BOOK
    assert page.meaning == "The book"
    assert pickle.loads(pickle.dumps(page)).parsed == page.parsed
    assert "k-secret" not in repr(page.request.headers) + repr(page.request)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_no_content_and_text(server: Server, client: Client) -> None:
    server.replies = [(204, {}, b"")]
    client.books.delete_book("x")
    assert client.books.raw.delete_book("x").parsed is None
    server.replies = [(200, {"Content-Type": "text/plain"}, b"pong")]
    assert client.books.ping() == "pong"
    server.replies = [as_json("pong")]
    assert client.books.ping() == "pong"


STATUSES = {
    400: "BadRequestError",
    401: "UnauthorizedError",
    402: "PaymentRequiredError",
    403: "ForbiddenError",
    404: "NotFoundError",
    405: "MethodNotAllowedError",
    406: "NotAcceptableError",
    408: "RequestTimeoutError",
    409: "ConflictError",
    410: "GoneError",
    412: "PreconditionFailedError",
    413: "PayloadTooLargeError",
    415: "UnsupportedMediaTypeError",
    416: "RangeNotSatisfiableError",
    418: "ClientError",
    422: "UnprocessableEntityError",
    423: "LockedError",
    429: "TooManyRequestsError",
    500: "InternalServerError",
    501: "NotImplementedByServerError",
    502: "BadGatewayError",
    503: "ServiceUnavailableError",
    504: "GatewayTimeoutError",
    507: "ServerError",
    304: "RedirectError",
}


@pytest.mark.parametrize(
    ("documented", "body", "parsed"),
    [
        ("str", "5", "5"),
        ("str | None", "pong", "pong"),
        ('Literal["up", "down"] | str', "up", "up"),
        ("dt.date", "2024-05-01", dt.date(2024, 5, 1)),
        ("int", "5", 5),
        ("Author | str", '{"name": "Ada"}', models.Author(name="Ada")),
    ],
)
def test_text_where_json_was_documented(
    server: Server, client: Client, documented: str, body: str, parsed: object
) -> None:
    server.replies = [(200, {"Content-Type": "text/plain"}, body.encode())]
    operation = _runtime.Operation("get", "GET", "/x", responses={"200": (documented, "")}, accept="*/*")
    assert client.send(operation.request()).parsed == parsed


@pytest.mark.parametrize("status", STATUSES)
def test_each_status_has_its_error(server: Server, client: Client, status: int) -> None:
    server.replies = [as_json({"code": 7, "message": "no\nway"}, status=status)]
    with pytest.raises(_runtime.ApiStatusError) as caught:
        client.books.get_book("x")
    error = caught.value
    assert type(error).__name__ == STATUSES[status] and type(error) is status_error(status)
    assert error.status_code == status
    if status != 304:
        assert error.body == {"code": 7, "message": "no\nway"}


def test_an_error_carries_what_is_known_of_it(server: Server, client: Client) -> None:
    server.replies = [as_json({"code": 7, "message": "no book; your key k-secret is fine"}, status=404)]
    with pytest.raises(NotFoundError) as caught:
        client.books.get_book("gone")
    error = caught.value
    assert isinstance(error.parsed, models.Problem) and error.parsed.code == 7
    assert error.meaning == "No such book" and error.headers["content-type"] == "application/json"
    assert error.request is not None and error.request.url == f"{server.url}/books/gone"
    assert str(error) == "getBook: 404 (No such book): no book; your key *** is fine"
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.status_code, str(copy), copy.parsed) == (404, str(error), error.parsed)


def test_whatever_was_called_its_error_can_be_pickled(server: Server, client: Client) -> None:
    server.replies = [as_json(["2024-05-01T10:00:00Z"])]
    body = _runtime.Body("application/json", "dict[str, Any]")
    operation = _runtime.Operation("post", "POST", "/x", body=(body,), responses={"200": ("list[dt.datetime]", "")})
    assert client.send(operation.request((), {})).parsed[0].year == 2024
    server.replies = [as_json({"message": "no"}, 400)]
    with pytest.raises(_runtime.BadRequestError) as caught:
        client.send(operation.request((), {}))
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (copy.status_code, copy.body, copy.request.url) == (400, {"message": "no"}, f"{server.url}/x")


def test_an_error_without_json_has_its_text(server: Server, client: Client) -> None:
    server.replies = [(500, {"Content-Type": "text/html"}, b"<h1>oh</h1>")]
    with pytest.raises(_runtime.InternalServerError) as caught:
        client.books.get_book("x")
    assert caught.value.body == "<h1>oh</h1>"


def test_downloads_in_pieces(server: Server, client: Client, tmp_path: Path) -> None:
    server.replies = [(200, {"Content-Type": "image/png"}, b"0123456789" * 100_000)]
    assert len(client.books.get_scan()) == 1_000_000
    with client.books.stream.get_scan() as response:
        assert response.headers["content-type"] == "image/png"
        assert response.to_file(tmp_path / "scan.png") == 1_000_000
    assert (tmp_path / "scan.png").stat().st_size == 1_000_000
    assert [path.name for path in tmp_path.iterdir()] == ["scan.png"]
    with client.books.stream.get_scan() as response:
        assert next(response.iter_bytes(10)) == b"0123456789"
        with pytest.raises(DecodingError, match="getScan: the stream was read or closed"):
            response.read()
    with client.books.stream.get_scan() as response, pytest.raises(IsADirectoryError):
        response.to_file(tmp_path)
    assert list(tmp_path.parent.glob("*.part")) == []
    server.replies = [as_json({}, status=404)]
    with pytest.raises(NotFoundError), client.books.stream.get_scan():
        pass


def test_downloads_in_pieces_async(server: Server, tmp_path: Path) -> None:
    server.replies = [(200, {"Content-Type": "image/png"}, b"01\n23\n" * 1000)]

    async def main() -> tuple[int, list[str], int]:
        async with AsyncClient(base_url=server.url) as client:
            async with client.books.stream.get_scan() as response:
                size = len(await response.read())
            async with client.books.stream.get_scan() as response:
                lines = [line async for line in response.iter_lines()]
            async with client.books.stream.get_scan() as response:
                return size, lines, await response.to_file(tmp_path / "x")

    size, lines, written = asyncio.run(main())
    assert size == written == 6000 and lines == ["01", "23"] * 1000


def test_iterating_follows_links_to_the_end(server: Server, client: Client) -> None:
    def route(received: Received) -> Reply:
        page = int(received.target.partition("after=")[2] or 0)
        link: Any = {} if page == 3 else {"Link": f'</books?after={page + 1}>; rel="next", </books>; rel="first"'}
        return as_json([{"title": f"{page}-{number}"} for number in range(2)], **link)

    server.route = route
    titles = [book.title for book in client.books.iter_list_books(limit=2)]
    assert titles == [f"{page}-{number}" for page in range(4) for number in range(2)]
    assert server.received[0].target == "/books?limit=2"
    first = next(iter(client.books.iter_list_books()))
    assert first.title == "0-0" and len(server.received) == 5


def test_a_key_that_a_link_repeats_is_sent_once(server: Server) -> None:
    server.replies = [as_json([BOOK], Link='</books?page=2&key=k>; rel="next"'), as_json([])]
    listed = _runtime.Operation(
        "list", "GET", "/books", security=(("queryKey",),), pagination=_runtime.Pagination("link")
    )
    with Client(base_url=server.url, query_key="k") as client:
        list(_runtime.Resource(client)._iterate(listed.request(), {}))
    assert [received.target for received in server.received] == ["/books?key=k", "/books?page=2&key=k"]


def test_iterating_follows_cursors_and_stops_when_they_repeat(server: Server) -> None:
    pages = {"": ("b", [1, 2]), "b": ("c", []), "c": ("c", [3])}

    def route(received: Received) -> Reply:
        following, data = pages[received.target.partition("cursor=")[2]]
        return as_json({"data": data, "meta": {"next": following}})

    server.route = route

    async def main() -> list[Any]:
        async with AsyncClient(base_url=server.url) as client:
            return [item async for item in client.books.iter_list_pages()]

    assert asyncio.run(main()) == [1, 2, 3]


def test_iterating_follows_links_of_the_hypertext_application_language(server: Server, client: Client) -> None:
    links = {"/v1/x?size=2": "/v1/x/pages/2", "/v1/x/pages/2": "?key=3", "/v1/x/pages/2?key=3": None}

    def route(received: Received) -> Reply:
        following = links[received.target]
        told = {"_links": {"next": {"href": following}}} if following else {}
        return as_json({"_embedded": {"x": [received.target]}, **told})

    server.route = route
    pagination = _runtime.Pagination("cursor", items="/_embedded/x", next="/_links/next/href")
    operation = _runtime.Operation("list", "GET", "/x", responses={"200": ("Any", "")}, pagination=pagination)
    first = operation.request().with_query({"size": 2})
    assert list(_runtime.Resource(client)._iterate(first, {"base_url": f"{server.url}/v1"})) == list(links)


@pytest.mark.parametrize(
    ("kind", "answer", "expected"),
    [
        ("cursor", lambda at: {"data": [at], "next": "b" if at == "a" else "a"}, ["", "a", "b"]),
        ("link", lambda at: {"data": [at], "next": "b" if at == "a" else "a"}, ["", "a", "b"]),
        ("page", lambda at: {"data": [{"id": 1}]}, [{"id": 1}]),
        ("offset", lambda at: {"data": [{"id": 1}]}, [{"id": 1}]),
    ],
)
def test_iterating_ends_when_the_server_goes_in_circles(
    server: Server, client: Client, kind: str, answer: Callable[[str], dict[str, Any]], expected: list[Any]
) -> None:
    def route(received: Received) -> Reply:
        found = answer(received.target.partition("=")[2])
        return as_json(found, Link=f'</x?at={found["next"]}>; rel="next"') if kind == "link" else as_json(found)

    server.route = route
    operation = _runtime.Operation(
        "list",
        "GET",
        "/x",
        responses={"200": ("Any", "")},
        pagination=_runtime.Pagination(kind, "at", "/data", "/next"),
    )
    assert list(_runtime.Resource(client)._iterate(operation.request(), {})) == expected


def test_iterating_by_a_parameter_whose_name_is_encoded(server: Server, client: Client) -> None:
    pages = {"0": [1, 2], "1": [3, 4], "2": [5], "3": []}
    server.route = lambda received: as_json(pages[received.target.partition("Bnumber%5D=")[2][0]])
    operation = _runtime.Operation(
        "list",
        "GET",
        "/x",
        parameters=(_runtime.Parameter("page", "query", "int", name="page[number]"),),
        responses={"200": ("list[int]", "")},
        pagination=_runtime.Pagination("page", "page[number]", start=0),
    )
    first = operation.request((0,)).with_query({"page[size]": 2})
    assert list(_runtime.Resource(client)._iterate(first, {})) == [1, 2, 3, 4, 5]
    assert len(server.received) == 4


@pytest.mark.parametrize("end", [as_json([]), as_json({"detail": "no such page"}, 404)])
def test_a_short_page_is_not_the_last_one_but_an_empty_one_is_or_one_that_is_not_there(
    server: Server, end: Reply
) -> None:
    def operation(kind: str, parameter: str) -> Any:
        pagination = _runtime.Pagination(kind, parameter)
        return _runtime.Operation("list", "GET", "/x", responses={"200": ("list[int]", "")}, pagination=pagination)

    asked = [operation("page", "page").request(), operation("offset", "offset").request()]
    asked = [one.with_query({"limit": 100}) for one in asked]  # the server gives two items at most
    expected = ["/x?limit=100", "/x?limit=100&page=2", "/x?limit=100&page=3"]
    expected += ["/x?limit=100", "/x?limit=100&offset=2", "/x?limit=100&offset=3"]

    async def main() -> None:
        async with AsyncClient(base_url=server.url) as client:
            for request in asked:
                server.replies = [as_json([1, 2]), as_json([3]), end]
                walk: Any = _runtime.AsyncResource(client)._iterate(request, {})
                assert [item async for item in walk] == [1, 2, 3]

    with Client(base_url=server.url) as client:
        for request in asked:
            server.replies = [as_json([1, 2]), as_json([3]), end]
            assert list(_runtime.Resource(client)._iterate(request, {})) == [1, 2, 3]
        assert [received.target for received in server.received] == expected
        server.replies = [as_json({}, 404)]
        with pytest.raises(NotFoundError):  # as the first page it is what was asked for
            list(_runtime.Resource(client)._iterate(asked[0], {}))
    server.received.clear()
    asyncio.run(main())
    assert [received.target for received in server.received] == expected


def test_iterating_finds_items_and_cursor_however_they_are_spelt_and_goes_to_relative_urls(
    server: Server, client: Client
) -> None:
    class Page(_runtime.Model):
        all_items: list[int] | None = _runtime.optional("allItems", inferred=True)
        next_link: str | None = _runtime.optional("@next.link", inferred=True)

    def route(received: Received) -> Reply:
        at = received.target.partition("at=")[2]
        return as_json({"all_items": [len(at)], "nextLink": {"": "?at=b", "b": "/y?at=cc"}.get(at)})

    server.route = route
    pagination = _runtime.Pagination("cursor", items="/allItems", next="/@next.link")
    operation = _runtime.Operation("list", "GET", "/x", responses={"200": ("Page", "")}, pagination=pagination)
    operation._codecs["Page"] = ModelCodec(Page)
    assert list(_runtime.Resource(client)._iterate(operation.request(), {})) == [0, 1, 2]
    assert [received.target for received in server.received] == ["/x", "/x?at=b", "/y?at=cc"]


def test_hooks_see_each_attempt_and_may_add_headers(server: Server) -> None:
    seen: list[Any] = []

    def on_request(attempt: Attempt) -> None:
        attempt.headers["traceparent"] = "00-1"
        attempt.context["span"] = attempt.operation.operation_id

    def on_response(attempt: Attempt) -> None:
        status = attempt.response and attempt.response.status_code
        seen.append((attempt.context["span"], attempt.number, status))

    server.replies = [as_json({}, status=503), as_json(BOOK)]
    with Client(base_url=server.url, api_key="k", on_request=on_request, on_response=on_response) as client:
        client.books.get_book("b1")
    assert seen == [("getBook", 1, 503), ("getBook", 2, 200)]
    assert [received.headers["traceparent"] for received in server.received] == ["00-1", "00-1"]


def test_a_hook_that_fails_leaves_no_stream_open(server: Server) -> None:
    def on_response(attempt: Attempt) -> None:
        raise ZeroDivisionError

    server.replies = [(200, {"Content-Type": "image/png"}, b"png" * 50_000)]
    with httpx2.Client() as http, Client(base_url=server.url, http_client=http, on_response=on_response) as client:
        for _ in range(3):
            with pytest.raises(ZeroDivisionError), client.books.stream.get_scan():
                pass
        assert http._transport._pool.connections == []  # type: ignore[attr-defined]

    async def main() -> None:
        async with httpx2.AsyncClient() as http:
            client = AsyncClient(base_url=server.url, http_client=http, on_response=on_response)
            for _ in range(3):
                with pytest.raises(ZeroDivisionError):
                    async with client.books.stream.get_scan():
                        pass
            assert http._transport._pool.connections == []  # type: ignore[attr-defined]

    asyncio.run(main())


def test_logging_hides_credentials(server: Server, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="demo_client")
    caplog.set_level(logging.DEBUG, logger="httpx2")
    caplog.set_level(logging.DEBUG, logger="httpcore2")
    server.replies = [as_json(BOOK, Set_Cookie="sid=s-secret")]
    settings: Any = {"headers": {"Cookie": "sid=c-secret", "X-Auth": "h-secret"}, "query": {"maps_key": "p-secret"}}
    with Client(base_url=server.url, query_key="q-secret", **settings) as client:
        client.books.get_book("b1")
    own = [record.getMessage() for record in caplog.records if record.name == "demo_client"]
    assert own[0].startswith("GET /books/{bookId}: 200 in ")
    assert "&key=***" in own[1]
    assert {"httpx2", "httpcore2.http11"} <= {record.name for record in caplog.records}
    assert "secret" not in caplog.text


def test_a_key_that_a_redirect_repeats_is_sent_once_and_not_logged(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.replies = [(302, {"Location": "/books/b2?key=q-secret&n=1"}, b""), as_json(BOOK)]
    with Client(base_url=server.url, query_key="q-secret") as client:
        client.books.get_book("b1")
    assert server.received[1].target == "/books/b2?n=1&key=q-secret"
    assert "secret" not in caplog.text


def test_deprecation_points_at_the_caller(server: Server, client: Client) -> None:
    server.replies = [as_json([])]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        client.books.delete_book("x")
        client.books.list_books(lent=True)
        client.books.list_books()
        old = _runtime.Operation("old", "GET", "/x", deprecated=True, pagination=_runtime.Pagination("link"))
        client.send(old.request())
        list(_runtime.Resource(client)._iterate(old.request(), {}))
        with _runtime.StreamResource(client)._send(old.request(), {}):
            pass

        async def main() -> None:
            async with AsyncClient(base_url=server.url) as other:
                await other.books.delete_book("x")

        asyncio.run(main())
    told = [warning for warning in caught if warning.category is DeprecationWarning]
    names = ["deleteBook", "listBooks(lent=)", "old", "old", "old", "deleteBook"]
    assert [str(warning.message).split()[0] for warning in told] == names
    assert {Path(warning.filename).name for warning in told} == {Path(__file__).name}


def test_async_methods_are_coroutine_functions_that_do_nothing_before_they_are_awaited(server: Server) -> None:
    assert inspect.iscoroutinefunction(AsyncClient().books.get_book)
    assert inspect.iscoroutinefunction(AsyncClient().books.raw.get_book)

    async def main() -> None:
        async with AsyncClient(base_url=server.url, api_key="k") as client:
            calls = [client.books.get_book("b1"), client.books.get_book(""), client.books.raw.get_book("b1")]
            book, refused, raw = await asyncio.gather(*calls, return_exceptions=True)
        assert isinstance(raw, _runtime.RawResponse) and raw.parsed == book
        assert isinstance(refused, InvalidRequestError)

    server.replies = [as_json(BOOK)]
    asyncio.run(main())
    assert len(server.received) == 2


OFF_SPEC = {"id": "b1", "pages": "3", "genre": "saga", "_links": {}, "colour": "red", "author": {"name": 1}}


def test_drift_is_reported_with_its_place(server: Server) -> None:
    server.replies = [as_json(OFF_SPEC)]
    report = DriftReport()
    with Client(base_url=server.url, api_key="k", on_mismatch=report) as client:
        client.books.get_book("b1")
        assert client.books.get_book("b1").pages == "3"  # type: ignore[comparison-overlap]
    found = {(entry["kind"], entry["model"], entry["field"]): entry for entry in report.to_dict()["mismatches"]}
    assert set(found) == {
        ("missing", "Book", "title"),
        ("type", "Book", "pages"),
        ("enum", "Book", "genre"),
        ("name", "Book", "links"),
        ("undocumented", "Book", "colour"),
        ("type", "Author", "name"),
    }
    assert found["type", "Book", "pages"] == {
        "kind": "type",
        "operation": "getBook",
        "model": "Book",
        "field": "pages",
        "documented": "int",
        "at": "docs/Book.md:7",
        "came": "string",
        "count": 2,
    }
    assert found["enum", "Book", "genre"]["came"] == "saga"
    assert found["name", "Book", "links"]["came"] == "_links"
    assert json.loads(report.to_json()) == report.to_dict()
    assert "getBook: Book.pages: documented int (docs/Book.md:7), came string (2x)" in str(report).splitlines()
    assert repr(report) == "<DriftReport of 6 mismatches>"


def test_fields_of_a_model_that_was_only_named_are_reported(server: Server) -> None:
    server.replies = [as_json({"id": 1, "on": True})]
    report = DriftReport()
    with Client(base_url=server.url, on_mismatch=report) as client:
        client.books.login({"user": "ada"})
    found = [(mismatch.kind, mismatch.model, mismatch.field, mismatch.came) for mismatch in report]
    assert found == [("undocumented", "Session", "id", "integer"), ("undocumented", "Session", "on", "boolean")]


def test_null_in_a_field_that_may_be_absent_is_told_but_no_contradiction(server: Server) -> None:
    """Most dialects cannot print that null is allowed; who reads such a field expects None already."""
    server.replies = [as_json({"id": "b1", "title": "Sea", "pages": None, "genre": None, "author": None, "note": None})]
    report = DriftReport()
    with Client(base_url=server.url, api_key="k", on_mismatch=report) as client:
        assert client.books.get_book("b1").pages is None
        client.with_options(on_mismatch="raise").books.get_book("b1")
        told = {(found.kind, found.field, found.came) for found in report}
        assert told == {("null", "pages", "null"), ("null", "genre", "null"), ("null", "author", "null")}
        server.replies = [as_json({"id": None, "title": "Sea"})]
        with pytest.raises(MismatchError, match=r"Book.id: documented str \(docs/Book.md:5\), came null"):
            client.with_options(on_mismatch="raise").books.get_book("b1")


def test_drift_may_warn_or_raise(server: Server) -> None:
    with Client(base_url=server.url, api_key="k", on_mismatch="raise") as client:
        assert client.books.get_book("b1").title == "Sea"
        server.replies = [as_json(OFF_SPEC)]
        with pytest.raises(MismatchError, match=r"Book.pages: documented int \(docs/Book.md:7\), came string"):
            client.books.get_book("b1")
        with pytest.warns(UserWarning, match="getBook") as told:
            client.with_options(on_mismatch="warn").books.get_book("b1")
        assert {Path(warning.filename).name for warning in told} == {Path(__file__).name} and len(told) == 4
        server.replies = [as_json({}, status=202)]
        with pytest.raises(MismatchError, match="came 202"):
            client.books.get_book("b1")
        with pytest.raises(ConfigurationError, match="on_mismatch: expected a callback"):
            client.with_options(on_mismatch="warm")  # type: ignore[arg-type]


def test_the_answer_to_head_has_no_body_to_compare(server: Server) -> None:
    server.replies = [(200, {"Content-Type": "application/json", "Content-Length": "99"}, b"")]
    with Client(base_url=server.url, on_mismatch="raise") as client:
        assert client.send(books._HEAD_SCAN.request()).parsed is None


def test_drift_of_errors_is_reported_but_never_in_their_way(server: Server) -> None:
    report = DriftReport()
    for status, body in ((404, {"code": "7"}), (418, {}), (500, {}), (401, {})):
        server.replies = [as_json(body, status=status)]
        for on_mismatch in (report, "raise"):
            with (
                Client(base_url=server.url, api_key="k", on_mismatch=on_mismatch) as client,
                pytest.raises(_runtime.ApiStatusError),
            ):
                client.books.get_book("b1")
    assert {(mismatch.kind, mismatch.field, mismatch.came) for mismatch in report} == {
        ("type", "code", "string"),
        ("status", "", 418),
    }


def test_an_async_client_goes_on_in_another_event_loop(server: Server) -> None:
    client = AsyncClient(base_url=server.url, api_key="k")

    async def main() -> str:
        return (await client.books.get_book("b1")).title

    assert [asyncio.run(main()) for _ in range(3)] == ["Sea"] * 3
    asyncio.run(client.aclose())
    with pytest.raises(_runtime.ConfigurationError, match="closed"):
        asyncio.run(main())


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_an_async_client_without_asyncio_is_told_so(server: Server) -> None:
    call = AsyncClient(base_url=server.url, api_key="k").books.get_book("b1")
    with pytest.raises(ConfigurationError, match="needs asyncio"):
        call.send(None)


def test_a_forked_process_has_connections_of_its_own(server: Server, client: Client) -> None:
    client.books.get_book("b1")
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.write(writing, client.books.get_book("b1", timeout=5.0).title.encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reading, 9) == b"Sea"
    assert client.books.get_book("b1", timeout=5.0).title == "Sea"
    os.close(reading)
    os.close(writing)


def test_a_copy_with_other_settings_shares_the_connections(server: Server, client: Client) -> None:
    copy = client.with_options(headers={"X-A": "1"})
    copy.books.get_book("b1")
    assert server.received[0].headers["x-a"] == "1"
    copy.close()
    with pytest.raises(_runtime.ConfigurationError, match="closed"):
        copy.books.get_book("b1")
    assert client.books.get_book("b1").title == "Sea"
    client.close()
    with pytest.raises(_runtime.ConfigurationError, match="closed"):
        client.with_options(timeout=1.0).books.get_book("b1")


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_certificates_are_checked(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def call(url: str) -> str:
        if kind == "sync":
            with Client(base_url=url, api_key="k", max_retries=0) as client:
                return client.books.get_book("b1").title

        async def main() -> str:
            async with AsyncClient(base_url=url, api_key="k", max_retries=0) as client:
                return (await client.books.get_book("b1")).title

        return asyncio.run(main())

    with serve(as_json(BOOK), secure=True) as secured:
        with pytest.raises(_runtime.ApiConnectionError, match="CERTIFICATE_VERIFY_FAILED"):
            call(secured.url)
        assert secured.received == []
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        assert call(secured.url) == "Sea"


def test_closing(server: Server) -> None:
    import httpx2

    client = Client(base_url=server.url, api_key="k")
    client.close()
    with pytest.raises(_runtime.ConfigurationError, match="closed"):
        client.books.get_book("x")
    with httpx2.Client(headers={"X-Own": "1"}) as own:
        with Client(base_url=server.url, api_key="k", http_client=own) as client:
            client.books.get_book("x")
        assert not own.is_closed
    assert server.received[0].headers["x-own"] == "1"
    own.close()
    with pytest.raises(_runtime.ConfigurationError, match="closed"):
        Client(base_url=server.url, api_key="k", http_client=own).books.get_book("x")
