"""Books."""

# ruff: noqa: TID252, RUF036
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import _runtime as rt

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping
    from typing import Literal, Unpack

    from .. import models

_ANY = (("apiKey",), ("queryKey",), ("cookieKey",), ("login",), ("bearer",), ("oauth2",))

_GET_BOOK = rt.Operation(
    "getBook",
    "GET",
    "/books/{bookId}",
    parameters=(rt.Parameter("book_id", "path", "str", name="bookId", required=True),),
    security=_ANY,
    responses={"200": ("Book", "The book"), "404": ("Problem", "No such book"), "429": (None, "Slow down")},
    at="docs/BooksApi.md:12",
)
_PING = rt.Operation("ping", "GET", "/ping", responses={"200": ("str", "pong")}, accept="text/plain")
_CREATE_BOOK = rt.Operation(
    "createBook",
    "POST",
    "/books",
    body=(rt.Body("application/json", "Book", required=True), rt.Body("application/merge-patch+json", "Book")),
    security=_ANY,
    responses={
        "201": ("Book", "Created"),
        "422": ("Problem", "Not a book"),
        "default": ("Problem", "Anything else"),
    },
    idempotency_key="Idempotency-Key",
)
_PUT_BOOK = rt.Operation(
    "putBook",
    "PUT",
    "/books/{bookId}",
    parameters=(rt.Parameter("book_id", "path", "str", name="bookId", required=True),),
    body=(rt.Body("application/json", "Book", required=True),),
    responses={"200": ("Book", "Replaced")},
)
_DELETE_BOOK = rt.Operation(
    "deleteBook",
    "DELETE",
    "/books/{bookId}",
    parameters=(rt.Parameter("book_id", "path", "str", name="bookId", required=True),),
    responses={"204": (None, "Gone")},
    deprecated=True,
)
_LIST_BOOKS = rt.Operation(
    "listBooks",
    "GET",
    "/books",
    parameters=(
        rt.Parameter("limit", "query", "int"),
        rt.Parameter("tags", "query", "list[str]"),
        rt.Parameter("ids", "query", "list[int]", explode=False),
        rt.Parameter("piped", "query", "list[str]", style="pipeDelimited", explode=False),
        rt.Parameter("where", "query", "dict[str, Any]", name="filter", style="deepObject"),
        rt.Parameter("since", "query", "dt.datetime"),
        rt.Parameter("lent", "query", "bool", deprecated=True),
        rt.Parameter("genre", "query", 'Literal["novel", "poetry"]'),
        rt.Parameter("trace", "header", "str", name="X-Trace"),
        rt.Parameter("shelf", "cookie", "str"),
        rt.Parameter("after", "query", "str"),
    ),
    responses={"200": ("list[Book]", "Books")},
    pagination=rt.Pagination("link"),
)
_LIST_PAGES = rt.Operation(
    "listPages",
    "GET",
    "/pages",
    parameters=(rt.Parameter("cursor", "query", "str"),),
    responses={"200": ("dict[str, Any]", "Pages")},
    pagination=rt.Pagination("cursor", parameter="cursor", items="/data", next="/meta/next"),
)
_GET_SCAN = rt.Operation("getScan", "GET", "/scan", responses={"200": ("bytes", "The scan")}, accept="image/png")
_HEAD_SCAN = rt.Operation("headScan", "HEAD", "/scan", responses={"200": ("Book", "Its headers")})
_PUT_SCAN = rt.Operation(
    "putScan",
    "PUT",
    "/scan",
    body=(rt.Body("application/octet-stream", "rt.File", required=True),),
    responses={"204": (None, "Kept")},
)
_UPLOAD = rt.Operation(
    "upload",
    "POST",
    "/upload",
    body=(rt.Body("multipart/form-data", "Upload", required=True),),
    responses={"200": ("Any", "Kept")},
)
_LOGIN = rt.Operation(
    "login",
    "POST",
    "/login",
    body=(rt.Body("application/x-www-form-urlencoded", "Login", required=True),),
    responses={"200": ("Session", "In")},
)
_NOTE = rt.Operation(
    "note", "POST", "/note", body=(rt.Body("text/plain", "str"),), responses={"200": ("str", "Said again")}
)
_MATRIX = rt.Operation(
    "cell",
    "GET",
    "/cells/{cell}",
    parameters=(rt.Parameter("cell", "path", "list[int]", required=True),),
    responses={"200": ("Any", "A cell")},
)


def _get_book(book_id: str) -> rt.Request:
    return _GET_BOOK.request((book_id,))


def _create_book(
    *,
    title: str | None = None,
    pages: int | None = None,
    note: str | None | rt.Absent = rt.ABSENT,
    body: models.Book | Mapping[str, Any] | None = None,
    content_type: str | None = None,
) -> rt.Request:
    return _CREATE_BOOK.request(
        (), body, fields={"title": title, "pages": pages, "note": note}, content_type=content_type
    )


def _list_books(
    *,
    limit: int | None = None,
    tags: list[str] | None = None,
    ids: list[int] | None = None,
    piped: list[str] | None = None,
    where: Mapping[str, Any] | None = None,
    since: dt.datetime | None = None,
    lent: bool | None = None,
    genre: Literal["novel", "poetry"] | None = None,
    trace: str | None = None,
    shelf: str | None = None,
    after: str | None = None,
) -> rt.Request:
    return _LIST_BOOKS.request((limit, tags, ids, piped, where, since, lent, genre, trace, shelf, after))


class Books(rt.Resource):
    """Books."""

    @property
    def raw(self) -> RawBooks:
        """The same operations, giving the whole response."""
        return RawBooks(self._client)

    @property
    def stream(self) -> StreamBooks:
        """Downloads, piece by piece."""
        return StreamBooks(self._client)

    def get_book(self, book_id: str, **options: Unpack[rt.Options]) -> models.Book:
        """One book."""
        return self._send(_get_book(book_id), options)

    def ping(self, **options: Unpack[rt.Options]) -> str:
        """Whether the library is open."""
        return self._send(_PING.request(), options)

    def create_book(
        self,
        *,
        title: str | None = None,
        pages: int | None = None,
        note: str | None | rt.Absent = rt.ABSENT,
        body: models.Book | Mapping[str, Any] | None = None,
        content_type: str | None = None,
        **options: Unpack[rt.Options],
    ) -> models.Book:
        """A new book."""
        return self._send(
            _create_book(title=title, pages=pages, note=note, body=body, content_type=content_type), options
        )

    def put_book(
        self, book_id: str, body: models.Book | Mapping[str, Any], **options: Unpack[rt.Options]
    ) -> models.Book:
        """A book anew."""
        return self._send(_PUT_BOOK.request((book_id,), body), options)

    def delete_book(self, book_id: str, **options: Unpack[rt.Options]) -> None:
        """Away with it."""
        return self._perform(_DELETE_BOOK.request((book_id,)), options)

    def list_books(
        self,
        *,
        limit: int | None = None,
        tags: list[str] | None = None,
        ids: list[int] | None = None,
        piped: list[str] | None = None,
        where: Mapping[str, Any] | None = None,
        since: dt.datetime | None = None,
        lent: bool | None = None,
        genre: Literal["novel", "poetry"] | None = None,
        trace: str | None = None,
        shelf: str | None = None,
        after: str | None = None,
        **options: Unpack[rt.Options],
    ) -> list[models.Book]:
        """All books."""
        request = _list_books(
            limit=limit,
            tags=tags,
            ids=ids,
            piped=piped,
            where=where,
            since=since,
            lent=lent,
            genre=genre,
            trace=trace,
            shelf=shelf,
            after=after,
        )
        return self._send(request, options)

    def iter_list_books(self, *, limit: int | None = None, **options: Unpack[rt.Options]) -> Iterator[models.Book]:
        """Every item of list_books."""
        return self._iterate(_list_books(limit=limit), options)

    def iter_list_pages(self, **options: Unpack[rt.Options]) -> Iterator[Any]:
        """Every item of listPages."""
        return self._iterate(_LIST_PAGES.request((None,)), options)

    def get_scan(self, **options: Unpack[rt.Options]) -> bytes:
        """A scan."""
        return self._send(_GET_SCAN.request(), options)

    def put_scan(self, body: rt.FileSource, **options: Unpack[rt.Options]) -> None:
        """Another scan."""
        return self._perform(_PUT_SCAN.request((), body), options)

    def upload(self, body: models.Upload | Mapping[str, Any], **options: Unpack[rt.Options]) -> Any:
        """Several files."""
        return self._send(_UPLOAD.request((), body), options)

    def login(self, body: models.Login | Mapping[str, Any], **options: Unpack[rt.Options]) -> models.Session:
        """Signs in."""
        return self._send(_LOGIN.request((), body), options)

    def note(self, body: str | None = None, **options: Unpack[rt.Options]) -> str:
        """Says it again."""
        return self._send(_NOTE.request((), body), options)

    def cell(self, cell: list[int], **options: Unpack[rt.Options]) -> Any:
        """A list in a path."""
        return self._send(_MATRIX.request((cell,)), options)


class AsyncBooks(rt.AsyncResource):
    """Books, awaited."""

    @property
    def raw(self) -> AsyncRawBooks:
        """The same operations, giving the whole response."""
        return AsyncRawBooks(self._client)

    @property
    def stream(self) -> AsyncStreamBooks:
        """Downloads, piece by piece."""
        return AsyncStreamBooks(self._client)

    get_book = rt.asynchronous(Books.get_book)
    ping = rt.asynchronous(Books.ping)
    create_book = rt.asynchronous(Books.create_book)
    put_book = rt.asynchronous(Books.put_book)
    delete_book = rt.asynchronous(Books.delete_book)
    list_books = rt.asynchronous(Books.list_books)
    iter_list_books = rt.async_iterate(Books.iter_list_books)
    iter_list_pages = rt.async_iterate(Books.iter_list_pages)
    get_scan = rt.asynchronous(Books.get_scan)
    put_scan = rt.asynchronous(Books.put_scan)
    upload = rt.asynchronous(Books.upload)
    login = rt.asynchronous(Books.login)
    note = rt.asynchronous(Books.note)


class RawBooks(rt.RawResource):
    """Books, giving whole responses."""

    get_book = rt.raw(Books.get_book)
    list_books = rt.raw(Books.list_books)
    delete_book = rt.raw(Books.delete_book)
    note = rt.raw(Books.note)


class AsyncRawBooks(rt.AsyncRawResource):
    """Books, giving whole responses."""

    get_book = rt.async_raw(Books.get_book)


class StreamBooks(rt.StreamResource):
    """Downloads."""

    get_scan = rt.stream(Books.get_scan)


class AsyncStreamBooks(rt.AsyncStreamResource):
    """Downloads."""

    get_scan = rt.async_stream(Books.get_scan)
