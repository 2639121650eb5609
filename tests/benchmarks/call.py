"""A typed call against the same call with bare httpx2, sync and async: `python -m tests.benchmarks.call`.

Both send a GET with an API key to a real server on loopback (and, to see the client alone, to a MockTransport), check
the status and read one field. Rounds of both alternate; the ratio is that of their CPU time.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import pstats
from types import ModuleType

import httpx2

from tests.benchmarks.library import BODY, package
from tests.benchmarks.measure import cpu, cpu_async, ratios, server, show

HEADERS = {"Authorization": "KEY k", "Accept": "application/json"}


def answer(_: httpx2.Request) -> httpx2.Response:
    """What the MockTransport gives."""
    return httpx2.Response(200, headers={"Content-Type": "application/json"}, content=BODY)


def sync(library: ModuleType, url: str, calls: int, rounds: int, mocked: bool, profile: bool) -> str:
    """The ratio of sync calls."""
    transport = httpx2.MockTransport(answer) if mocked else None
    bare = httpx2.Client(base_url=url, headers=HEADERS, transport=transport)
    own = httpx2.Client(transport=httpx2.MockTransport(answer)) if mocked else None
    client = library.Client(base_url=url, key="k", http_client=own)

    def base() -> None:
        for _ in range(calls):
            response = bare.get("/books/b1")
            response.raise_for_status()
            assert response.json()["title"] == "The Sea"

    def ours() -> None:
        for _ in range(calls):
            assert client.books.get_book("b1").title == "The Sea"

    base()
    ours()
    if profile:
        with cProfile.Profile() as found:
            ours()
        pstats.Stats(found).sort_stats("tottime").print_stats(30)
    return ratios([(cpu(base), cpu(ours)) for _ in range(rounds)])


async def asynchronous(library: ModuleType, url: str, calls: int, rounds: int, mocked: bool) -> str:
    """The ratio of async calls, one after the other."""
    transport = httpx2.MockTransport(answer) if mocked else None
    own = httpx2.AsyncClient(transport=httpx2.MockTransport(answer)) if mocked else None
    bare = httpx2.AsyncClient(base_url=url, headers=HEADERS, transport=transport)
    client = library.AsyncClient(base_url=url, key="k", http_client=own)

    async def base() -> None:
        for _ in range(calls):
            response = await bare.get("/books/b1")
            response.raise_for_status()
            assert response.json()["title"] == "The Sea"

    async def ours() -> None:
        for _ in range(calls):
            assert (await client.books.get_book("b1")).title == "The Sea"

    await base()
    await ours()
    return ratios([(await cpu_async(base), await cpu_async(ours)) for _ in range(rounds)])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--profile", action="store_true", help="show where the time of sync calls goes")
    arguments = parser.parse_args()
    calls, rounds = arguments.calls, arguments.rounds
    with package() as library, server(BODY) as url:
        show(
            [
                ("typed call / bare httpx2, loopback", "median (middle half)"),
                ("  sync", sync(library, url, calls, rounds, False, arguments.profile)),
                ("  async", asyncio.run(asynchronous(library, url, calls, rounds, False))),
                ("the same, MockTransport", ""),
                ("  sync", sync(library, url, calls, rounds, True, False)),
                ("  async", asyncio.run(asynchronous(library, url, calls, rounds, True))),
            ]
        )


if __name__ == "__main__":
    main()
