"""Walking through the pages of a list, as the documents show them: a cursor, a page, an offset or a Link header."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from .models import Object

if TYPE_CHECKING:
    from .errors import ApiStatusError
    from .requests import Request
    from .responses import RawResponse


class Pagination(NamedTuple):
    """How an operation's list goes on.

    `kind` is "cursor", "page", "offset" or "link"; `parameter` is the wire name of the query parameter that asks for
    the next page; `items` and `next` are JSON Pointers (RFC 6901) in the response to its items and to the next cursor,
    number or URL; `start` is the number of the first page.
    """

    kind: str
    parameter: str = ""
    items: str = ""
    next: str = ""
    start: int = 1


class Walk:
    """One way through the pages of a list. `request` is that of the next page, None at the end.

    It ends, too, when the server leads back to a page that was there, or answers with the page before once more. Pages
    that are counted end with one that is empty, or not there (404): a short one may be the most that the server gives.
    """

    def __init__(self, pagination: Pagination, request: Request) -> None:
        self._pagination = pagination
        self._counts = pagination.kind in ("page", "offset")
        self.request: Request | None = request
        self._asked = {request.target()}
        self._last: list[Any] = []

    def items(self, response: RawResponse[Any]) -> list[Any]:
        """The decoded items of a page that came; [] when it has none where they were documented."""
        found = _follow(response.parsed, self._pagination.items)
        items = found if isinstance(found, list) else []
        following = None
        if self._counts and items == self._last:
            items = []
        elif self.request is not None:
            following = _next(self._pagination, self.request, response, len(items))
        circles = following is not None and following.target() in self._asked
        self.request = None if circles else following
        if self.request is not None:
            self._asked.add(self.request.target())
        self._last = items
        return items

    def ends_with(self, error: ApiStatusError) -> bool:
        """Whether an error says that there are no more pages."""
        return self._counts and bool(self._last) and error.status_code == 404


def _next(
    pagination: Pagination, request: Request, response: RawResponse[Any], seen: int
) -> Request | None:
    """The request of the next page, after one with `seen` items."""
    if pagination.kind == "link":
        return _at_url(request, response, _link(response.headers.get("link", "")))
    if pagination.kind == "cursor":
        return _at_cursor(pagination, request, response)
    if not seen:
        return None
    first, step = (pagination.start, 1) if pagination.kind == "page" else (0, seen)
    asked = dict(request.query).get(quote(pagination.parameter, safe=""))
    at = int(asked) if asked and asked.isdigit() else first
    return request.with_query({pagination.parameter: at + step})


def _at_cursor(
    pagination: Pagination, request: Request, response: RawResponse[Any]
) -> Request | None:
    """The page at the cursor that a response names; some give a URL, be it a relative one."""
    cursor = _follow(response.parsed, pagination.next)
    if not isinstance(cursor, str | int) or isinstance(cursor, bool) or cursor == "":
        return None
    told = str(cursor)
    is_url = told.startswith(("http://", "https://")) or (
        told[:1] in "/?" and "?" in told
    )
    if is_url or not pagination.parameter:
        return _at_url(request, response, told)
    return request.with_query({pagination.parameter: cursor})


def _follow(value: Any, pointer: str) -> Any:
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if not isinstance(value, Mapping | Object) or key not in value:
            return None
        value = value[key]
    return value


def _link(header: str) -> str:
    """The target of `rel="next"` in a Link header (RFC 8288)."""
    for part in header.split("<")[1:]:
        url, _, parameters = part.partition(">")
        for parameter in parameters.split(";"):
            name, _, value = parameter.strip().rstrip(",").strip().partition("=")
            if (
                name.strip().lower() == "rel"
                and "next" in value.strip().strip('"').lower().split()
            ):
                return url.strip()
    return ""


def _at_url(request: Request, response: RawResponse[Any], url: str) -> Request | None:
    """The same request at a URL that the server gave. Its host is left out: credentials go where they always went."""
    sent = response.request
    try:
        there = urlsplit(sent.without_credentials(urljoin(sent.url, url)))
    except ValueError:
        return None
    if not url:
        return None
    query = tuple(
        (name, value)
        for name, _, value in (pair.partition("=") for pair in there.query.split("&"))
        if name
    )
    return request._replace(path=there.path, query=query, absolute=True)
