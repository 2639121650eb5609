"""Credentials: where they go, where they do not, and what happens without them."""

from __future__ import annotations

import asyncio
import base64
import logging
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.demo_client import AsyncClient, Client, _client
from tests.demo_client._runtime import (
    ApiStatusError,
    ApiTimeoutError,
    BadRequestError,
    Body,
    ClientCredentials,
    ConfigurationError,
    DriftReport,
    ForbiddenError,
    Operation,
    RedirectError,
    UnauthorizedError,
)
from tests.demo_client._runtime.auth import ApiKeyScheme, OAuth2Scheme, attached
from tests.loopback import Handler, Received, Reply, Server, as_json, serve

BOOK = {"title": "Sea"}


@pytest.fixture
def server() -> Iterator[Server]:
    with serve(as_json(BOOK)) as running:
        yield running


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("API_KEY", "QUERY_KEY", "COOKIE_KEY", "LOGIN", "BEARER", "OAUTH2", "BASE_URL"):
        monkeypatch.delenv(f"DEMO_CLIENT_{name}", raising=False)


async def soon() -> str:
    await asyncio.sleep(0)
    return "a-t"


CREDENTIALS: list[tuple[dict[str, Any], str, str]] = [
    ({"api_key": "a/b"}, "authorization", "KEY a/b"),
    ({"api_key": "KEY a"}, "authorization", "KEY a"),
    ({"api_key": lambda: "called"}, "authorization", "KEY called"),
    ({"cookie_key": "c;d"}, "cookie", "sid=c%3Bd"),
    ({"login": ("ada", "p:w")}, "authorization", "Basic " + base64.b64encode(b"ada:p:w").decode()),
    ({"bearer": "t"}, "authorization", "Bearer t"),
    ({"oauth2": "t"}, "authorization", "Bearer t"),
]


@pytest.mark.parametrize(("credential", "header", "value"), CREDENTIALS)
def test_a_credential_goes_where_it_is_documented(
    server: Server, credential: dict[str, Any], header: str, value: str
) -> None:
    with Client(base_url=server.url, **credential) as client:
        client.books.get_book("x")
        client.books.ping()

    async def main() -> None:
        async with AsyncClient(base_url=server.url, **credential) as other:
            await other.books.get_book("x")

    asyncio.run(main())
    secured, is_open, awaited = server.received
    assert secured.headers[header] == awaited.headers[header] == value
    assert header not in is_open.headers


def test_a_key_whose_header_is_in_doubt_goes_into_all() -> None:
    scheme = ApiKeyScheme("api_key", "api_key", "header", "", ("X-Api-Key", "apikey"))
    assert [(one.location, one.name, one.value) for one in attached(scheme, "k")] == [
        ("header", "api_key", "k"),
        ("header", "X-Api-Key", "k"),
        ("header", "apikey", "k"),
    ]


DOUBTED = ApiKeyScheme(
    "api_key", "api_key", also=("X-Api-Key",), elsewhere=(("header", "Authorization"), ("query", "a key"))
)
SECURED = Operation("get", "GET", "/get", security=(("apiKey",),))


@pytest.fixture
def doubted(server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """A server that takes the key `k&` in the query only, while the documents do not tell where it travels."""
    monkeypatch.setitem(_client.API.schemes, "apiKey", DOUBTED)
    server.route = lambda received: as_json({}, 200 if "a%20key=k%26" in received.target else 403)
    return server


def test_a_key_that_is_refused_is_sent_elsewhere_when_its_place_is_a_guess(
    doubted: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with Client(base_url=doubted.url, api_key="k&") as client:
        assert client.send(Operation("post", "POST", "/post", security=(("apiKey",),)).request()).status_code == 200
        client.send(SECURED.request())

    async def main() -> None:
        async with AsyncClient(base_url=doubted.url, api_key="k&") as other:
            await asyncio.gather(*(other.send(SECURED.request()) for _ in range(3)))
            await other.send(SECURED.request())

    first, second, third, *others = doubted.received
    assert first.target == "/post" and first.headers["x-api-key"] == first.headers["api_key"] == "k&"
    assert second.target == "/post?a%20key=k%26" and second.headers["authorization"] == "k&"
    assert third.target == "/get?a%20key=k%26"  # where it travels is known now
    assert others == []
    warned = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert [(record.name, "a key (query)" in record.getMessage()) for record in warned] == [("demo_client", True)]
    assert "k%26" not in caplog.text and "k&" not in caplog.text
    asyncio.run(main())
    assert doubted.received[-1].target == third.target and len(doubted.received) <= 10


def test_a_key_that_was_taken_where_it_is_is_never_sent_elsewhere(doubted: Server) -> None:
    doubted.route = lambda received: as_json({})
    with Client(base_url=doubted.url, api_key="k&", bearer="t") as client:
        client.send(SECURED.request())
        doubted.route = lambda received: as_json({}, 403)
        with pytest.raises(ForbiddenError) as caught:
            client.send(SECURED.request())
    assert [received.target for received in doubted.received] == ["/get", "/get"]
    assert not hasattr(caught.value, "__notes__")


def test_a_key_that_was_taken_where_it_is_stays_there_when_another_is_sent_elsewhere(
    doubted: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = ApiKeyScheme("query_key", "X-Other", elsewhere=(("query", "other"),))
    monkeypatch.setitem(_client.API.schemes, "queryKey", other)
    doubted.route = lambda received: as_json({}, 200 if received.target in ("/get", "/both?other=o") else 401)
    both = Operation("both", "GET", "/both", security=(("apiKey", "queryKey"),))
    with Client(base_url=doubted.url, api_key="k", query_key="o") as client:
        client.send(SECURED.request())
        client.send(both.request())
    assert [received.target for received in doubted.received] == ["/get", "/both", "/both?other=o"]


@pytest.mark.parametrize("security", [(("apiKey", "bearer"),), (("apiKey",), ())], ids=["beside another", "optional"])
def test_a_success_that_may_have_another_reason_tells_nothing_of_a_keys_place(
    doubted: Server, security: tuple[tuple[str, ...], ...]
) -> None:
    right = doubted.route
    doubted.route = lambda received: as_json({})
    with Client(base_url=doubted.url, api_key="k&", bearer="t") as client:
        client.send(Operation("any", "GET", "/any", security=security).request())
        doubted.route = right
        assert client.send(SECURED.request()).status_code == 200


@pytest.mark.parametrize("second", [400, 401, 403])
def test_a_key_that_is_refused_everywhere_ends_in_the_first_refusal_and_tells_where_it_was_sent(
    doubted: Server, second: int
) -> None:
    doubted.route = lambda received: as_json({}, second if "?" in received.target else 401)
    with Client(base_url=doubted.url, api_key="k&") as client:
        for _ in range(2):
            with pytest.raises(UnauthorizedError) as caught:
                client.send(SECURED.request())
    assert len(doubted.received) == 4
    (note,) = caught.value.__notes__
    assert "api_key (header), X-Api-Key (header), Authorization (header), a key (query)" in note and "query=" in note
    assert "k%26" not in str(caught.value.request)


def test_a_refused_upload_that_cannot_be_sent_again_tells_where_its_key_was_sent(doubted: Server) -> None:
    upload = Operation("put", "PUT", "/put", body=(Body("application/octet-stream", "bytes"),), security=(("apiKey",),))
    with Client(base_url=doubted.url, api_key="k&") as client, pytest.raises(ForbiddenError) as caught:
        client.send(upload.request(body=iter([b"once"])))
    assert "It was sent as api_key (header), X-Api-Key (header);" in caught.value.__notes__[0]


def test_a_key_in_the_query(server: Server) -> None:
    with Client(base_url=server.url, query_key="a&b c") as client:
        client.books.get_book("x", extra_query={"n": 1})
    assert server.received[0].target == "/books/x?n=1&key=a%26b%20c"


def test_async_functions_are_awaited(server: Server) -> None:
    async def main() -> None:
        async with AsyncClient(base_url=server.url, bearer=soon) as client:
            await client.books.get_book("x")

    asyncio.run(main())
    assert server.received[0].headers["authorization"] == "Bearer a-t"
    with (
        Client(base_url=server.url, bearer=soon) as client,
        pytest.raises(ConfigurationError, match="use the AsyncClient"),
    ):
        client.books.get_book("x")


def test_credentials_and_server_from_the_environment(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_CLIENT_BASE_URL", server.url)
    monkeypatch.setenv("DEMO_CLIENT_API_KEY", "from-env")
    Client().books.get_book("x")
    Client(oauth2="argument").books.get_book("x")
    monkeypatch.delenv("DEMO_CLIENT_API_KEY")
    monkeypatch.setenv("DEMO_CLIENT_LOGIN", "ada:pw")
    Client().books.get_book("x")
    sent = [received.headers["authorization"].split()[0] for received in server.received]
    assert sent == ["KEY", "Bearer", "Basic"]


def test_client_credentials_from_the_environment_need_no_documented_url(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    schemes: Any = _client.API.schemes
    monkeypatch.setitem(schemes, "oauth2", OAuth2Scheme("oauth2"))
    monkeypatch.setenv("DEMO_CLIENT_OAUTH2_CLIENT_ID", "me")
    monkeypatch.setenv("DEMO_CLIENT_OAUTH2_CLIENT_SECRET", "s3cret")
    with pytest.raises(ConfigurationError, match="DEMO_CLIENT_OAUTH2_TOKEN_URL"), Client(base_url=server.url) as client:
        client.books.get_book("x")
    monkeypatch.setenv("DEMO_CLIENT_OAUTH2_TOKEN_URL", f"{server.url}/own/token")
    server.replies = [as_json({"access_token": "t"}), as_json(BOOK)]
    with Client() as client:
        client.books.get_book("x", base_url=server.url)
    told = [(received.target, received.headers["authorization"].split()) for received in server.received]
    assert [target for target, _ in told] == ["/own/token", "/books/x"] and told[1][1] == ["Bearer", "t"]


def test_a_missing_credential_is_told_before_anything_is_sent(server: Server) -> None:
    with Client(base_url=server.url) as client:
        with pytest.raises(ConfigurationError, match=r"getBook needs a credential.*api_key= .*DEMO_CLIENT_API_KEY"):
            client.books.get_book("x")
        assert server.received == []
        client.books.get_book("x", extra_headers={"Authorization": "KEY own"})
        client.books.get_book("x", extra_headers={"Authorization": None})
        client.books.ping()
    assert server.received[0].headers["authorization"] == "KEY own"
    assert "authorization" not in server.received[1].headers


def test_a_call_may_leave_its_credential_out(server: Server) -> None:
    cookie = Operation("cookie", "GET", "/", security=(("cookieKey",),))
    with Client(base_url=server.url, api_key="k", cookie_key="c") as client:
        client.books.get_book("x", extra_headers={"authorization": None})
        client.send(cookie.request(), extra_headers={"Cookie": None})
        client.send(cookie.request(), extra_headers={"Cookie": "a=b"})
    told = [(one.headers.get("authorization"), one.headers.get("cookie")) for one in server.received]
    assert told == [(None, None), (None, None), (None, "a=b; sid=c")]


@pytest.mark.parametrize("bad", ["", " ", "a\r\nX: y", 5, None])
def test_a_credential_that_cannot_be_is_refused_without_repeating_it(server: Server, bad: Any) -> None:
    with Client(base_url=server.url, bearer=lambda: bad) as client, pytest.raises(ConfigurationError, match="bearer"):
        client.books.get_book("x")
    assert server.received == []


def test_any_auth_of_the_http_library(server: Server) -> None:
    import httpx2

    with Client(base_url=server.url, auth=("ada", "pw")) as client:
        client.books.get_book("x")
        client.books.ping()
    with Client(base_url=server.url, http_client=httpx2.Client(auth=httpx2.BasicAuth("ada", "pw"))) as client:
        client.books.get_book("x")
    assert ["authorization" in received.headers for received in server.received] == [True, False, True]


def test_base_urls() -> None:
    for wrong in ("example.com", "http://[", "http://a:b", "http://a:99999", "http://a b", "ftp://a", "http:///x"):
        with pytest.raises(ConfigurationError, match="base_url: expected an absolute"):
            Client(base_url=wrong)
    with pytest.raises(ConfigurationError, match="base_url"):
        Client(base_url="https://example.com/?a=b")
    ping = Operation("ping", "GET", "/ping")
    assert Client()._core.base_url(ping) == "https://delft.example/v1"
    other = Client(server_variables={"town": "gent"})._core
    assert other.base_url(ping) == "https://gent.example/v1"
    files = Operation(
        "files", "GET", "/f", servers="https://{town}.{host}", variables={"town": ("x",), "host": ("files",)}
    )
    assert Client()._core.base_url(files) == "https://x.files"
    assert other.base_url(files, {"host": "y"}) == "https://gent.y"
    with pytest.raises(ConfigurationError, match="server_variables: no hots in https://"):
        other.base_url(files, {"hots": "y"})
    with pytest.raises(ConfigurationError, match="server_variables: no twon in"):
        Client(server_variables={"twon": "gent"})
    stored = Operation("stored", "GET", "/s", servers="https://{host}.example")
    assert Client(server_variables={"host": "media"})._core.base_url(stored) == "https://media.example"
    for core, given in ((Client()._core, {"host": "meda"}), (Client(server_variables={"host": "meda"})._core, None)):
        with pytest.raises(ConfigurationError, match=r"server_variables: host: expected one of \['files', 'media'\]"):
            core.base_url(stored, given)
    with pytest.raises(ConfigurationError, match=r"expected an httpx2\.Client, got str"):
        Client(http_client="x").books.ping()
    with pytest.raises(TypeError, match="timeot"):
        Client(timeot=3)  # type: ignore[call-arg]


class Tokens:
    """Gives out tokens one, two, three...; only the newest is good."""

    def __init__(self, expires_in: float = 3600) -> None:
        self.count, self.expires_in, self.seen = 0, expires_in, [""]

    def __call__(self, received: Received) -> Reply:
        if received.target == "/token":
            time.sleep(0.05)
            self.count += 1
            self.seen.append(received.body.decode() + "|" + received.headers.get("authorization", ""))
            return as_json({"access_token": f"t{self.count}", "expires_in": self.expires_in})
        if received.headers.get("authorization") != f"Bearer t{self.count}":
            return as_json({}, status=401)
        return as_json(BOOK)


SECRET = ClientCredentials("id", "s/cret", scopes=("read", "write"))


def test_many_threads_fetch_one_token(server: Server) -> None:
    tokens = server.route = Tokens()
    with Client(base_url=server.url, oauth2=SECRET) as client, ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda number: client.books.get_book(str(number)), range(40)))
    assert tokens.count == 1
    basic = base64.b64encode(b"id:s%2Fcret").decode()
    assert tokens.seen[1] == f"grant_type=client_credentials&scope=read%20write|Basic {basic}"


def test_many_tasks_fetch_one_token(server: Server) -> None:
    tokens = server.route = Tokens()

    async def main() -> None:
        async with AsyncClient(base_url=server.url, oauth2=SECRET) as client:
            await asyncio.gather(*(client.books.get_book(str(number)) for number in range(40)))

    asyncio.run(main())
    assert tokens.count == 1


def test_a_token_takes_no_longer_than_the_call_that_needs_it(server: Server) -> None:
    def slow(handler: Handler) -> None:
        time.sleep(1.5)
        handler.answer(200, {"Content-Type": "application/json"}, b'{"access_token": "t"}')

    server.route = lambda received: slow if received.target == "/token" else as_json({"title": "Sea"})
    seconds = []

    def call(client: Client) -> None:
        start = time.monotonic()
        with pytest.raises(ApiTimeoutError):
            client.books.get_book("x", timeout=0.3)
        seconds.append(time.monotonic() - start)

    with Client(base_url=server.url, oauth2=SECRET) as client:
        waiting = threading.Thread(target=client.books.get_book, args=("x",))
        waiting.start()
        time.sleep(0.1)
        call(client)
        waiting.join()
    with Client(base_url=server.url, oauth2=SECRET) as client:
        call(client)

    async def main() -> None:
        async with AsyncClient(base_url=server.url, oauth2=SECRET) as client:
            first = asyncio.create_task(client.books.get_book("x"))
            await asyncio.sleep(0.1)
            start = time.monotonic()
            with pytest.raises(ApiTimeoutError):
                await client.books.get_book("x", timeout=0.3)
            seconds.append(time.monotonic() - start)
            assert (await first).title == "Sea"

    asyncio.run(main())
    assert max(seconds) < 1.0


def test_a_token_is_refreshed_before_it_ends_and_once_on_401(server: Server) -> None:
    tokens = server.route = Tokens()
    with Client(base_url=server.url, oauth2=SECRET) as client:
        client.books.get_book("x")
        tokens.count += 1  # the server has forgotten the first token
        client.books.create_book(title="x")
        assert tokens.count == 3
        tokens.expires_in = 0
        tokens.count += 1
        client.books.get_book("x")
        client.books.get_book("x")
        assert tokens.count == 6
        server.route = lambda received: as_json({"access_token": "no"}, 200 if received.target == "/token" else 401)
        before = len(server.received)
        with pytest.raises(UnauthorizedError):
            client.books.get_book("x")
    assert [received.target for received in server.received[before:]] == ["/token", "/books/x", "/token", "/books/x"]


def test_a_token_is_refreshed_on_401_whatever_is_sent_beside_it(server: Server) -> None:
    tokens = server.route = Tokens()
    both = Operation("both", "GET", "/books/x", security=(("queryKey", "oauth2"),))
    with Client(base_url=server.url, query_key="k", oauth2=SECRET) as client:
        client.send(both.request())
        tokens.count += 1  # the server has forgotten the first token
        assert client.send(both.request()).status_code == 200
    assert tokens.count == 3


def test_many_threads_refresh_one_rejected_token_once(server: Server) -> None:
    tokens = server.route = Tokens()
    with Client(base_url=server.url, oauth2=SECRET) as client, ThreadPoolExecutor(8) as pool:
        client.books.get_book("x")
        tokens.count += 1
        barrier = threading.Barrier(8)

        def call(number: int) -> None:
            barrier.wait()
            client.books.get_book(str(number))

        list(pool.map(call, range(8)))
    assert tokens.count == 3


def test_a_token_that_is_not_given(server: Server) -> None:
    for reply in (
        as_json({"error": "invalid_client", "error_description": "s/cret is wrong"}, status=401),
        as_json([]),
    ):
        server.replies = [reply]
        with Client(base_url=server.url, oauth2=SECRET) as client, pytest.raises(Exception) as caught:
            client.books.get_book("x")
        assert "token request" in str(caught.value) and "s/cret" not in str(caught.value)
    assert "s/cret" not in repr(SECRET)


@pytest.mark.parametrize("target", ["/o/token/", "/token?grant=app"])
def test_a_token_is_asked_for_at_the_very_url_that_is_given(server: Server, target: str) -> None:
    server.replies = [as_json({"access_token": "t"}), as_json(BOOK)]
    credentials = SECRET._replace(token_url=server.url + target)
    own: Any = {"query": {"lang": "en"}, "headers": {"X-Tenant": "t"}}
    with Client(base_url=f"{server.url}/v2", oauth2=credentials, **own) as client:
        client.books.get_book("x")
    assert [received.target for received in server.received] == [target, "/v2/books/x?lang=en"]
    assert ["x-tenant" in received.headers for received in server.received] == [False, True]


def test_a_token_that_is_refused_contradicts_no_document(server: Server) -> None:
    server.replies = [as_json({"error": "invalid_grant"}, status=400)]
    report = DriftReport()
    with (
        Client(base_url=server.url, oauth2=SECRET, on_mismatch=report) as client,
        pytest.raises(BadRequestError, match="token request: 400"),
    ):
        client.books.get_book("x")
    assert len(report) == 0


def test_a_header_that_the_server_repeats_is_not_in_the_message(server: Server) -> None:
    server.route = lambda received: as_json({"message": "no " + received.headers["authorization"]}, 400)
    login = Operation("login", "GET", "/", security=(("login",),))
    with (
        Client(base_url=server.url, login=("ada", "pass-word")) as client,
        pytest.raises(BadRequestError, match=r"login: 400: no Basic \*\*\*$"),
    ):
        client.send(login.request())


def test_credentials_do_not_follow_to_another_host(server: Server) -> None:
    with serve(as_json(BOOK)) as elsewhere:
        server.replies = [(302, {"Location": f"{elsewhere.url}/there"}, b"")]
        for credential in ({"api_key": "s"}, {"query_key": "s"}, {"cookie_key": "s"}, {"auth": ("s", "s")}):
            settings: Any = {**credential, "headers": {"X-Other-Key": "s"}}
            with Client(base_url=server.url, **settings) as client:
                assert client.books.get_book("x").title == "Sea"
                with pytest.raises(RedirectError):
                    client.books.create_book(title="x")
        for received in elsewhere.received:
            assert received.target == "/there"
            assert not {"authorization", "cookie", "x-other-key"} & set(received.headers)
        assert len(elsewhere.received) == 4


@pytest.mark.parametrize("target", ["http://ada:pw@{host}/", "http://{host}\\@elsewhere.test/", "http://["])
def test_a_redirect_that_nobody_should_follow(server: Server, target: str) -> None:
    server.replies = [(302, {"Location": target.format(host=server.url.removeprefix("http://"))}, b""), as_json(BOOK)]
    with Client(base_url=server.url, api_key="s") as client, pytest.raises(RedirectError):
        client.books.get_book("x")
    assert len(server.received) == 1


def test_redirects_within_the_host(server: Server) -> None:
    def route(received: Received) -> Reply:
        moved = {"/books/old": 301, "/books": 307}
        if received.target in moved:
            return moved[received.target], {"Location": "/v2" + received.target}, b""
        return as_json(BOOK)

    server.route = route
    with Client(base_url=server.url, api_key="s") as client:
        client.books.get_book("old")
        client.books.create_book(title="x")
        assert [received.target for received in server.received] == [
            "/books/old",
            "/v2/books/old",
            "/books",
            "/v2/books",
        ]
        assert all(received.headers["authorization"] == "KEY s" for received in server.received)
        assert server.received[3].body == b'{"title":"x"}'
        shouted = server.url.replace("http", "HTTP")
        server.route = lambda received: (
            (302, {"Location": f"{shouted}/b"}, b"") if "x" in received.target else as_json(BOOK)
        )
        client.books.get_book("x")
        assert server.received[-1].headers["authorization"] == "KEY s"
        server.route = lambda received: (302, {"Location": received.target}, b"")
        with pytest.raises(RedirectError):
            client.books.get_book("loop")
        for target in ("", "ftp://x/", "file:///etc/passwd", "http://[bad", "http://x:99999/"):
            server.route = lambda received, target=target: (302, {"Location": target}, b"")
            with pytest.raises(ApiStatusError):
                client.books.get_book("x")


def test_schemes_whose_relation_is_unknown_are_sent_together_but_for_those_in_one_place(server: Server) -> None:
    schemes = (("queryKey",), ("bearer",), ("login",), ("cookieKey",))
    operation = Operation("x", "GET", "/x", security=schemes, together=True)
    with Client(base_url=server.url, query_key="q", bearer="t", login=("ada", "pw"), cookie_key="c") as client:
        client.send(operation.request())
    with Client(base_url=server.url, login=("ada", "pw")) as client:
        client.send(operation.request())
    with Client(base_url=server.url) as client, pytest.raises(ConfigurationError, match=r".* and/or bearer="):
        client.send(operation.request())
    everything, login = server.received
    assert (everything.headers["authorization"], everything.headers["cookie"]) == ("Bearer t", "sid=c")
    assert everything.target.endswith("key=q")
    assert login.headers["authorization"].startswith("Basic ")
