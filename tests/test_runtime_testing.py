"""The test double of the package: no network, answers by operation, checked requests, recorded calls."""

from __future__ import annotations

import asyncio

import pytest

from tests.demo_client import AsyncClient, Client, models
from tests.demo_client._runtime import FakeServer, NotFoundError, Operation
from tests.demo_client._runtime.testing import UndocumentedRequestError
from tests.demo_client.resources import books


def test_answers_by_operation_and_records_calls() -> None:
    server = FakeServer().on("getBook", {"title": "Sea"}).on("createBook", models.Book(title="New"))
    client = Client(base_url="https://test", api_key="k", http_client=server.client())
    assert client.books.get_book("a/b").title == "Sea"
    assert client.books.create_book(title="x").title == "New"
    first, second = server.calls
    assert (first.operation_id, first.path_arguments) == ("getBook", {"bookId": "a/b"})
    assert first.headers["authorization"] == "KEY k"
    assert (second.method, second.body) == ("POST", {"title": "x"})


def test_answers_in_turn_errors_among_them() -> None:
    server = FakeServer().on("getBook", {"code": 1}, status=404).on("getBook", answer=lambda call: {"title": call.path})
    client = Client(base_url="https://test", api_key="k", http_client=server.client())
    with pytest.raises(NotFoundError):
        client.books.get_book("x")
    assert client.books.get_book("x").title == client.books.get_book("x").title == "/books/x"


def test_without_an_answer_the_documents_speak() -> None:
    client = Client(base_url="https://test", api_key="k", http_client=FakeServer().client())
    assert client.books.get_book("x").title == "text"
    assert client.books.list_books() == []
    assert client.books.get_scan() == b""
    client.books.put_scan(b"x")
    assert client.send(books._HEAD_SCAN.request()).content == b""


def test_fields_of_a_form_are_recorded() -> None:
    server = FakeServer()
    client = Client(base_url="https://test", api_key="k", http_client=server.client())
    client.books.login({"user": "ada", "tags": ["a", "b"]})
    assert server.calls[0].body == {"user": "ada", "tags": ["a", "b"]}
    client.books.upload({"title": "Séa", "scan": b"--\r\n\r\n", "more": [b"1", b"\xff"], "about": {"name": "Ada"}})
    assert server.calls[1].body == {
        "title": "Séa",
        "scan": b"--\r\n\r\n",
        "more": [b"1", b"\xff"],
        "about": '{"name":"Ada"}',
    }


def test_async() -> None:
    server = FakeServer().on("getBook", {"title": "Sea"})

    async def main() -> str:
        async with AsyncClient(base_url="https://test", api_key="k", http_client=server.async_client()) as client:
            return (await client.books.get_book("x")).title

    assert asyncio.run(main()) == "Sea"


def test_requests_are_checked_against_the_documents() -> None:
    client = Client(base_url="https://test", api_key="k", http_client=FakeServer().client())
    with pytest.raises(UndocumentedRequestError, match=r"Book\.title: expected str, got integer"):
        client.books.create_book(body=models.Book.from_dict({"title": 5}))
    with pytest.raises(UndocumentedRequestError, match="query parameter limit: expected int"):
        client.books.list_books(extra_query={"limit": "many"})
    with pytest.raises(UndocumentedRequestError, match="no operation for GET"):
        client.send(Operation("other", "GET", "/other").request())
    with pytest.raises(UndocumentedRequestError, match="the request body is not JSON"):
        FakeServer().client().post("https://test/books", content=b"{", headers={"Content-Type": "application/json"})
    with pytest.raises(KeyError, match=r"no operation getBok; there are getBook, "):
        FakeServer().on("getBok")


def test_an_operation_is_named_as_documented_or_as_it_is_called() -> None:
    server = FakeServer().on("books.get_book", {"title": "Sea"}).on("getBook", {"title": "Lake"})
    client = Client(base_url="https://test", api_key="k", http_client=server.client())
    assert [client.books.get_book("a").title for _ in range(2)] == ["Sea", "Lake"]
    with pytest.raises(KeyError, match=r"no operation books\.get_bok; there are books\.get_book"):
        server.on("books.get_bok")
