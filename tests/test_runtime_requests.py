"""Requests as they arrive at a real server: paths, queries, headers, cookies and bodies, byte for byte."""

from __future__ import annotations

import asyncio
import datetime as dt
import decimal
import io
import json
import os
from collections.abc import AsyncIterator, Iterator
from email import message_from_bytes
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx2
import pytest

from tests.demo_client import AsyncClient, Client, models
from tests.demo_client._runtime import Body, File, InvalidRequestError, Operation, Parameter
from tests.demo_client._runtime.multipart import encode
from tests.demo_client._runtime.requests import Content
from tests.loopback import Received, Server, as_json, serve


@pytest.fixture
def server() -> Iterator[Server]:
    with serve(as_json({"title": "Sea"})) as running:
        yield running


@pytest.fixture
def client(server: Server) -> Iterator[Client]:
    with Client(base_url=f"{server.url}/v1/", api_key="k") as made:
        yield made


SEGMENTS = [
    ("abc", "abc"),
    ("../users", "..%2Fusers"),
    ("a/b?c", "a%2Fb%3Fc"),
    ("...", "..."),
    ("a b#c%2F", "a%20b%23c%252F"),
    ("ü", "%C3%BC"),
    ("\r\nX: y", "%0D%0AX%3A%20y"),
    (";p=1", "%3Bp%3D1"),
]


@pytest.mark.parametrize(("argument", "segment"), SEGMENTS)
def test_a_path_argument_stays_one_segment(server: Server, client: Client, argument: str, segment: str) -> None:
    client.books.get_book(argument)
    assert server.received[0].target == f"/v1/books/{segment}"


@pytest.mark.parametrize("argument", ["", ".", "..", "\ud800", None, 5, b"x"])
def test_a_path_argument_that_cannot_be_is_refused_unsent(server: Server, client: Client, argument: Any) -> None:
    with pytest.raises(InvalidRequestError, match=r"^book_id: "):
        client.books.get_book(argument)
    assert server.received == []


def test_lists_in_paths(server: Server, client: Client) -> None:
    client.books.cell([1, 22])
    assert server.received[0].target == "/v1/cells/1,22"
    with pytest.raises(InvalidRequestError, match="cell: a path argument must not be empty"):
        client.books.cell([])


QUERIES: list[tuple[dict[str, Any], str]] = [
    ({"limit": 5}, "limit=5"),
    ({"lent": True}, "lent=true"),
    ({"tags": ["a b", "c&d"]}, "tags=a%20b&tags=c%26d"),
    ({"tags": []}, ""),
    ({"ids": [1, 2]}, "ids=1,2"),
    ({"piped": ["a", "b"]}, "piped=a%7Cb"),
    ({"where": {"year": 1999, "by": {"name": "x"}}}, "filter%5Byear%5D=1999&filter%5Bby%5D%5Bname%5D=x"),
    ({"since": dt.datetime(2024, 1, 2, tzinfo=dt.UTC)}, "since=2024-01-02T00%3A00%3A00Z"),
    ({"genre": "novel", "limit": None}, "genre=novel"),
]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(("arguments", "query"), QUERIES)
def test_query_arguments_travel_in_their_style(
    server: Server, client: Client, arguments: dict[str, Any], query: str
) -> None:
    server.replies = [as_json([])]
    client.books.list_books(**arguments)
    assert server.received[0].target == "/v1/books" + (f"?{query}" if query else "")


@pytest.mark.parametrize(
    "arguments",
    [
        {"limit": "5"},
        {"limit": True},
        {"genre": "saga"},
        {"tags": "ab"},
        {"trace": "a\r\nb: c"},
        {"where": {"\ud800": 1}},
        {"where": {"price": float("inf")}},
    ],
)
def test_wrong_arguments_are_refused_by_name(server: Server, client: Client, arguments: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequestError, match=rf"^{next(iter(arguments))}"):
        client.books.list_books(**arguments)
    assert server.received == []


def test_a_list_of_objects_in_a_query_is_refused_with_the_way_out(server: Server, client: Client) -> None:
    rules = Parameter("rules", "query", "list[dict[str, Any]]")
    operation = Operation("find", "GET", "/find", parameters=(rules,), responses={"200": ("Any", "")})
    with pytest.raises(InvalidRequestError, match=r"^rules: .*extra_query="):
        operation.request(([{"a": 1}],))
    server.replies = [as_json([])]
    client.send(operation.request((None,)), extra_query={"rules[0][a]": 1})
    assert server.received[0].target == "/v1/find?rules%5B0%5D%5Ba%5D=1"


def test_the_cookies_of_a_client_that_was_handed_in_go_with_those_of_a_call(server: Server) -> None:
    server.replies = [(200, {"Set-Cookie": "seat=4"}, b"[]"), as_json([])]
    with httpx2.Client(cookies={"shelf": "own", "room": "2"}) as http:
        client = Client(base_url=server.url, http_client=http)
        client.books.list_books()
        client.books.list_books(shelf="a")
    assert [set(one.headers["cookie"].split("; ")) for one in server.received] == [
        {"shelf=own", "room=2"},
        {"shelf=a", "room=2", "seat=4"},
    ]


def test_headers_and_cookies(server: Server, client: Client) -> None:
    server.replies = [as_json([])]
    client.books.list_books(trace="t-1", shelf="a; b=c")
    headers = server.received[0].headers
    assert headers["x-trace"] == "t-1"
    assert headers["cookie"] == "shelf=a%3B%20b=c"
    assert headers["accept"] == "application/json, */*;q=0.1"
    assert headers["user-agent"] == "demo_client/1.2"


@pytest.mark.parametrize("name", ["X\nY", "X Y", "Xü", "", "X:Y"])
def test_a_header_whose_name_is_none_is_refused_unsent(server: Server, client: Client, name: str) -> None:
    with pytest.raises(InvalidRequestError, match="no name of a header"):
        client.books.ping(extra_headers={name: "1"})
    with pytest.raises(InvalidRequestError, match="no name of a header"):
        Client(base_url=server.url, headers={name: "1"})
    with (
        Client(base_url=server.url, on_request=lambda attempt: attempt.headers.update({name: "1"})) as hooked,
        pytest.raises(InvalidRequestError, match="no name of a header"),
    ):
        hooked.books.ping()
    assert server.received == []


@pytest.mark.parametrize("number", ["NaN", "Infinity"])
def test_a_number_that_json_does_not_have_is_refused_wherever_it_stands(number: str) -> None:
    query = tuple(Parameter(name, "query", kind) for name, kind in {"f": "float", "d": "decimal.Decimal"}.items())
    counted = Operation("count", "GET", "/count", parameters=query)
    with pytest.raises(InvalidRequestError, match=r"^f: "):
        counted.request((float(number), None))
    with pytest.raises(InvalidRequestError, match=r"^d: "):
        counted.request((None, decimal.Decimal(number)))
    with pytest.raises(InvalidRequestError, match=r"^price: "):
        models.Book(title="x", price=float(number))


def test_text_that_is_none_is_refused_wherever_it_stands(server: Server, client: Client) -> None:
    told = Parameter("told", "query", "Any", content_type="application/json")
    for call in (
        lambda: client.books.ping(extra_query={"\ud800": "1"}),
        lambda: client.books.create_book(title="\ud800"),
        lambda: client.books.login({"user": "x", "tags": ["\ud800"]}),
        lambda: Operation("tell", "GET", "/", parameters=(told,)).request(({"a": "\ud800"},)),
    ):
        with pytest.raises(InvalidRequestError, match="half a surrogate pair is no text"):
            call()
    assert server.received == []


def test_body_fields_as_keywords_and_whole(server: Server, client: Client) -> None:
    client.books.create_book(title="Sea", note=None)
    client.books.create_book(body=models.Book(title="Sea", pages=3))
    client.books.create_book(body={"title": "Sea", "added_at": "2024-01-02T00:00:00Z"})
    client.books.create_book(body={"title": "Sea"}, content_type="application/merge-patch+json")
    bodies = [json.loads(received.body) for received in server.received]
    assert bodies == [
        {"title": "Sea", "note": None},
        {"title": "Sea", "pages": 3},
        {"title": "Sea", "addedAt": "2024-01-02T00:00:00Z"},
        {"title": "Sea"},
    ]
    assert [received.headers["content-type"] for received in server.received][2:] == [
        "application/json",
        "application/merge-patch+json",
    ]


def test_bodies_that_cannot_be_are_refused_unsent(server: Server, client: Client) -> None:
    refused: list[tuple[dict[str, Any], str]] = [
        ({}, "title: Book requires title"),
        ({"title": "x", "body": {"title": "y"}}, "body: give it whole or by its fields"),
        ({"body": {"titel": "x"}}, "body.titel: Book has no such field|titel: Book has no such field"),
        ({"body": [1]}, "expected Book, got list"),
        ({"body": {"title": "x"}, "content_type": "text/csv"}, "content_type: createBook takes application/json"),
    ]
    for arguments, message in refused:
        with pytest.raises(InvalidRequestError, match=message):
            client.books.create_book(**arguments)
    assert server.received == []


def test_what_came_can_be_sent_back_without_what_is_read_only(server: Server, client: Client) -> None:
    server.replies = [as_json({"id": "b1", "title": "Sea", "genre": "saga", "odd": [1], "sequels": [{"id": "b2"}]})]
    book = client.books.get_book("b1")
    book.pages = 7
    client.books.put_book("b1", book)
    sent = json.loads(server.received[1].body)
    assert sent == {"title": "Sea", "genre": "saga", "odd": [1], "sequels": [{}], "pages": 7}
    client.books.put_book("b1", {"id": "b1", "title": "Sea", "sequels": [{"id": "b2", "title": "Sea II"}]})
    assert json.loads(server.received[2].body) == {"title": "Sea", "sequels": [{"title": "Sea II"}]}


def test_options_of_a_call(server: Server, client: Client) -> None:
    client.books.create_book(
        title="Sea",
        extra_headers={"X-A": "1", "Accept": None},
        extra_query={"debug": True, "n": [1, 2]},
        extra_body={"odd": 1},
        idempotency_key="k1",
        base_url=f"{server.url}/other",
    )
    received = server.received[0]
    assert received.target == "/other/books?debug=true&n=1&n=2"
    assert json.loads(received.body) == {"title": "Sea", "odd": 1}
    assert (received.headers["x-a"], received.headers["idempotency-key"]) == ("1", "k1")
    client.books.list_books(limit=3, tags=["a"], extra_query={"limit": None})
    assert server.received[1].target == "/v1/books?tags=a"
    with pytest.raises(TypeError, match="getBook: unexpected keyword argument 'time_out'"):
        client.books.get_book("x", time_out=3)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="timeout: expected seconds or None, got str"):
        client.books.get_book("x", timeout="3")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="max_retries: expected an int, got NoneType"):
        client.books.get_book("x", max_retries=None)  # type: ignore[arg-type]
    with pytest.raises(InvalidRequestError, match="X-C: a header value must be text"):
        client.books.get_book("x", extra_headers={"X-C": 5})  # type: ignore[dict-item]
    with pytest.raises(InvalidRequestError, match="idempotency_key: getBook documents none"):
        client.books.get_book("x", idempotency_key="k")
    for value in ("a\nb", "ü", " a"):
        with pytest.raises(InvalidRequestError, match="X-B: a header value"):
            client.books.get_book("x", extra_headers={"X-B": value})
    with pytest.raises(InvalidRequestError, match="q: half a surrogate pair"):
        client.books.get_book("x", extra_query={"q": "\udc00"})


def test_forms_and_text(server: Server, client: Client) -> None:
    client.books.login({"user": "ada l", "tags": ["a", "b&c"]})
    server.replies = [(200, {"Content-Type": "text/plain; charset=latin-1"}, "süß".encode("latin-1"))]
    assert client.books.note("hé") == "süß"
    assert client.books.raw.note().status_code == 200
    form, note, nothing = server.received
    assert form.body == b"user=ada%20l&tags=a&tags=b%26c"
    assert form.headers["content-type"] == "application/x-www-form-urlencoded"
    assert note.body.decode() == "hé" and note.headers["content-type"] == "text/plain; charset=utf-8"
    assert nothing.body == b"" and "content-type" not in nothing.headers


def test_text_travels_in_the_character_set_that_is_documented() -> None:
    assert encode(Content("text/plain; charset=ISO-8859-1", "hé")) == ("text/plain; charset=ISO-8859-1", b"h\xe9")
    for unable in ("text/plain; charset=us-ascii", "text/plain; charset=none", "text/plain; charset=hex"):
        with pytest.raises(InvalidRequestError, match="body: not to be written as text/plain"):
            encode(Content(unable, "hé"))


def parts(received: Received) -> list[tuple[str | None, str | None, str, bytes]]:
    head = f"Content-Type: {received.headers['content-type']}\r\n\r\n".encode()
    message: Any = message_from_bytes(head + received.body)
    return [
        (
            str(part.get_param("name", header="content-disposition")),
            part.get_filename(),
            part.get_content_type(),
            bytes(part.get_payload(decode=True)),
        )
        for part in message.get_payload()
    ]


def test_query_parameters_of_every_call(server: Server) -> None:
    with Client(base_url=server.url, api_key="k", query={"version": "2", "limit": 9}) as client:
        client.books.list_books()
        client.books.list_books(limit=3, extra_query={"version": None})
    assert [received.target for received in server.received] == ["/books?version=2&limit=9", "/books?limit=3"]


MANY = Operation(
    "many",
    "POST",
    "/many",
    body=(
        Body("application/json", "Author", required=True),
        Body("application/xml", "str", required=True),
        Body("application/x-www-form-urlencoded", "Login", required=True),
        Body("application/x-ndjson", "str", required=True),
        Body("image/png", "rt.FileSource", required=True),
    ),
)


@pytest.mark.parametrize(
    ("body", "content_type", "sent"),
    [
        ({"name": "Ada"}, "application/json", b'{"name":"Ada"}'),
        (models.Author(name="Ada"), "application/json", b'{"name":"Ada"}'),
        (models.Login(user="ada"), "application/x-www-form-urlencoded", b"user=ada"),
        ("<a/>", "application/xml; charset=utf-8", b"<a/>"),
        (b"png", "image/png", b"png"),
        (io.BytesIO(b"png"), "image/png", b"png"),
    ],
)
def test_the_first_content_type_that_suits_the_body(
    server: Server, client: Client, body: Any, content_type: str, sent: bytes
) -> None:
    client.send(MANY.request((), body))
    received = server.received[0]
    assert (received.headers["content-type"], received.body) == (content_type, sent)


def test_a_mistake_in_a_body_is_told_and_not_sent_in_another_form() -> None:
    with pytest.raises(InvalidRequestError, match="user: Author has no such field"):
        MANY.request((), {"user": "ada"})
    with pytest.raises(InvalidRequestError, match="body: expected Author, got int"):
        MANY.request((), 5)


def test_lines_of_json_are_text(server: Server, client: Client) -> None:
    server.replies = [(200, {"Content-Type": "application/x-ndjson"}, b'{"a":1}\n{"a":2}\n')]
    operation = Operation(
        "lines",
        "POST",
        "/lines",
        body=(Body("application/x-ndjson", "str"),),
        responses={"200": ("str", "")},
        accept="application/x-ndjson",
    )
    assert client.send(operation.request((), "1\n2\n")).parsed == '{"a":1}\n{"a":2}\n'
    assert server.received[0].body == b"1\n2\n"


def test_null_is_a_body_where_it_is_documented(server: Server, client: Client) -> None:
    nullable = Operation("put", "PUT", "/x", body=(Body("application/json", "Author | None", required=True),))
    client.send(nullable.request((), None))
    assert server.received[0].body == b"null"
    with pytest.raises(InvalidRequestError, match="body: put requires it"):
        Operation("put", "PUT", "/x", body=(Body("application/json", "Author", required=True),)).request((), None)


def test_json_in_a_header_is_ascii(server: Server, client: Client) -> None:
    parameter = Parameter("names", "header", "list[str]", name="X-Names", content_type="application/json")
    client.send(Operation("get", "GET", "/x", parameters=(parameter,)).request((["Zoë"],)))
    assert server.received[0].headers["x-names"] == '["Zo\\u00eb"]'


def test_parts_of_a_form_are_encoded_as_documented(server: Server, client: Client) -> None:
    encoding: dict[str, dict[str, Any]] = {"tags": {"explode": False}, "title": {"contentType": "application/json"}}
    body = Body("multipart/form-data", "dict[str, Any]", encoding=encoding)
    client.send(Operation("up", "POST", "/x", body=(body,)).request((), {"tags": ["a", "b"], "title": "Sea"}))
    assert parts(server.received[0]) == [
        ("tags", None, "text/plain", b"a,b"),
        ("title", None, "application/json", b'"Sea"'),
    ]


def test_the_name_of_a_file_may_be_no_text(server: Server, client: Client, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_bytes(b"x")
    client.books.upload(models.Upload(title="x", scan=path))
    assert parts(server.received[0])[1] == ("scan", "caf?.txt", "text/plain", b"x")


def test_several_files_in_one_form(server: Server, client: Client, tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    path.write_bytes(b"png" * 50_000)
    with (tmp_path / "page.png").open("rb") as opened:
        client.books.upload(
            models.Upload(
                title="Ü",
                scan=path,
                more=[opened, File(iter([b"a", b"b"]), 'x"\r\ny.txt', "text/x-note"), b"raw"],
                about=models.Author(name="Ada"),
            )
        )
    assert parts(server.received[0]) == [
        ("title", None, "text/plain", "Ü".encode()),
        ("scan", "page.png", "image/png", b"png" * 50_000),
        ("more", "page.png", "image/png", b"png" * 50_000),
        ("more", "x%22%0D%0Ay.txt", "text/x-note", b"ab"),
        ("more", "more", "application/octet-stream", b"raw"),
        ("about", None, "application/json", b'{"name":"Ada"}'),
    ]
    assert server.received[0].headers["transfer-encoding"] == "chunked"


def test_a_form_of_known_size_says_its_length(server: Server, client: Client, tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"12345")
    client.books.upload({"title": "t", "scan": path})
    received = server.received[0]
    assert int(received.headers["content-length"]) == len(received.body)
    with pytest.raises(InvalidRequestError, match="scan: expected bytes, a path"):
        client.books.upload({"title": "t", "scan": "a.bin"})
    with pytest.raises(InvalidRequestError, match="body: expected bytes, a path"):
        client.books.put_scan("a.bin")  # type: ignore[arg-type]
    with pytest.raises(InvalidRequestError, match="No such file"):
        client.books.upload({"title": "t", "scan": tmp_path / "none"})


def test_uploads_from_anything(server: Server, client: Client, tmp_path: Path) -> None:
    server.replies = [(204, {}, b"")]
    path = tmp_path / "a.bin"
    path.write_bytes(b"12345")
    opened = io.BytesIO(b"..12345")
    opened.seek(2)
    sources: list[Any] = [b"12345", path, opened, iter([b"12", b"345"]), bytearray(b"12345")]
    for source in sources:
        client.books.put_scan(source)
    assert [received.body for received in server.received] == [b"12345"] * 5
    assert {received.headers["content-type"] for received in server.received} == {"application/octet-stream"}


def test_what_cannot_be_uploaded_is_refused(client: Client, tmp_path: Path) -> None:
    wrong: list[Any] = [
        tmp_path,
        tmp_path / "none",
        io.StringIO("text"),
        iter([b"a", "b"]),
        models.Author(name="Ada"),
        5,
    ]
    for source in wrong:
        with pytest.raises(InvalidRequestError, match=r"^(file|body): "):
            client.books.put_scan(source)


def test_uploads_from_anything_async(server: Server, tmp_path: Path) -> None:
    server.replies = [(204, {}, b"")]
    path = tmp_path / "a.bin"
    path.write_bytes(b"12345")

    async def pieces() -> AsyncIterator[bytes]:
        yield b"12"
        yield b"345"

    async def main() -> None:
        async with AsyncClient(base_url=server.url) as client:
            for source in (b"12345", path, pieces(), iter([b"12345"])):
                await client.books.put_scan(source)

    asyncio.run(main())
    assert [received.body for received in server.received] == [b"12345"] * 4


def test_builders_do_no_io() -> None:
    from tests.demo_client.resources import books

    request = books._list_books(limit=3, tags=["x"], trace="t")
    assert (request.path, request.query) == ("/books", (("limit", "3"), ("tags", "x")))
    assert request.headers == (("X-Trace", "t"),)
    assert books._get_book("a/b") == books._get_book("a/b")


def test_a_query_in_the_path_is_filled_in_and_a_fragment_is_not_sent() -> None:
    parameters = (Parameter("team", "path", "str"), Parameter("page", "query", "int"))
    sought = Operation("op", "GET", "/t?by={team}&page={page}&all=1#byTeam", parameters=parameters)
    assert sought.request(("a&b", 2)).target() == "/t?by=a%26b&all=1&page=2"
    assert sought.request(("a", None)).target() == "/t?by=a&all=1"


def test_lists_of_objects_in_deep_objects_are_numbered() -> None:
    asked = Operation("op", "GET", "/x", parameters=(Parameter("lines", "query", style="deepObject"),))
    lines = [{"sku": "a", "tags": ["x", "y"]}, {"sku": "b", "parts": [{"n": 1}]}]
    assert unquote(asked.request((lines,)).target()) == (
        "/x?lines[0][sku]=a&lines[0][tags]=x&lines[0][tags]=y&lines[1][sku]=b&lines[1][parts][0][n]=1"
    )


@pytest.mark.parametrize(
    ("documented", "kind", "body", "sent"),
    [
        ("image/*", "rt.FileSource", File(b"x", "a.png"), "image/png"),
        ("*/*", "rt.FileSource", b"x", "application/octet-stream"),
        ("text/*", "str", "x", "text/plain; charset=utf-8"),
        ("*/*", "Any", {}, "application/json"),
    ],
)
def test_a_range_of_content_types_is_never_sent(documented: str, kind: str, body: Any, sent: str) -> None:
    content = Operation("op", "POST", "/x", body=(Body(documented, kind),)).request((), body).content
    assert content is not None
    assert encode(content)[0] == sent


def test_an_enum_of_two_lists_takes_the_values_of_both() -> None:
    choices = Operation("op", "GET", "/x", parameters=(Parameter("by", "query", 'Literal["a"] | Literal["b"] | str'),))
    assert choices.request(("b",)).query == (("by", "b"),)


def test_a_form_without_fields_is_refused_unsent() -> None:
    form = Operation("op", "POST", "/x", body=(Body("application/x-www-form-urlencoded", "list[str]"),))
    content = form.request((), ["a"]).content
    assert content is not None
    with pytest.raises(InvalidRequestError, match="the body of a form has fields"):
        encode(content)
