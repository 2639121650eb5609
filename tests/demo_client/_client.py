"""The clients of the demo API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _runtime as rt

if TYPE_CHECKING:
    from typing import Unpack

    from .resources.books import AsyncBooks, Books

API = rt.Api(
    "demo_client",
    "Lending library",
    version="1.2",
    base_url="https://{town}.example/v1",
    variables={"town": ("delft",), "host": ("files", "files", "media")},
    schemes={
        "apiKey": rt.ApiKeyScheme("api_key", "Authorization", "header", "KEY"),
        "queryKey": rt.ApiKeyScheme("query_key", "key", "query"),
        "cookieKey": rt.ApiKeyScheme("cookie_key", "sid", "cookie"),
        "login": rt.HttpScheme("login", "basic"),
        "bearer": rt.HttpScheme("bearer", "bearer"),
        "oauth2": rt.OAuth2Scheme("oauth2", "/token"),
    },
    resources={"books": "books:Books"},
)


class Client(rt.ClientBase):
    """A lending library."""

    books: Books

    def __init__(
        self,
        *,
        base_url: str | None = None,
        api_key: rt.Secret | None = None,
        query_key: rt.Secret | None = None,
        cookie_key: rt.Secret | None = None,
        login: rt.BasicCredential | None = None,
        bearer: rt.Secret | None = None,
        oauth2: rt.TokenCredential | None = None,
        **settings: Unpack[rt.Settings],
    ) -> None:
        super().__init__(
            API,
            base_url,
            {
                "apiKey": api_key,
                "queryKey": query_key,
                "cookieKey": cookie_key,
                "login": login,
                "bearer": bearer,
                "oauth2": oauth2,
            },
            settings,
        )


class AsyncClient(rt.AsyncClientBase):
    """A lending library, for asyncio."""

    books: AsyncBooks

    def __init__(
        self,
        *,
        base_url: str | None = None,
        api_key: rt.Secret | None = None,
        query_key: rt.Secret | None = None,
        cookie_key: rt.Secret | None = None,
        login: rt.BasicCredential | None = None,
        bearer: rt.Secret | None = None,
        oauth2: rt.TokenCredential | None = None,
        **settings: Unpack[rt.Settings],
    ) -> None:
        super().__init__(
            API,
            base_url,
            {
                "apiKey": api_key,
                "queryKey": query_key,
                "cookieKey": cookie_key,
                "login": login,
                "bearer": bearer,
                "oauth2": oauth2,
            },
            settings,
        )
