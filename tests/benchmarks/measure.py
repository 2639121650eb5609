"""What the benchmarks share: CPU time of functions and of fresh processes, a server to call, a rendered package."""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import os
import resource
import statistics
import subprocess
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
"""That of processes that are measured: as users have it, with bytecode written."""


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of this process for one run of `work`, without the garbage collector's."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


async def cpu_async(work: Callable[[], Awaitable[object]]) -> float:
    """As `cpu`, for a coroutine function."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        await work()
        return time.process_time() - start
    finally:
        gc.enable()


def least(work: Callable[[], object], rounds: int = 7) -> float:
    """The least CPU seconds of some runs: what the work costs when nothing disturbs it."""
    return min(cpu(work) for _ in range(rounds))


def ratios(pairs: Sequence[tuple[float, float]]) -> str:
    """Of (base, ours) pairs that were measured in turn: the median of their ratios, and how far they spread."""
    found = sorted(ours / base for base, ours in pairs)
    return f"{statistics.median(found):6.2f}  ({found[len(found) // 4]:.2f} to {found[-1 - len(found) // 4]:.2f})"


def process_cpu(python: Path | str, code: str, rounds: int = 7, folder: Path | None = None) -> float:
    """The least CPU seconds, user and system, of a fresh interpreter that runs `code`.

    Bytecode is written by a first run that does not count. Raises CalledProcessError, with stderr, when `code` fails.
    """
    command = [str(python), "-c", code]
    subprocess.run(command, cwd=folder, env=ENVIRONMENT, check=True, capture_output=True)
    found = []
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=folder, env=ENVIRONMENT, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(found)


def process_memory(python: Path | str, code: str, folder: Path | None = None) -> float:
    """Peak resident megabytes of a fresh interpreter that runs `code`, as Linux counts them since it was started."""
    told = f"{code}\nprint(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0])"
    done = subprocess.run(
        [str(python), "-c", told], cwd=folder, env=ENVIRONMENT, check=True, capture_output=True, text=True
    )
    return int(done.stdout.split()[-1]) / 1024


@contextmanager
def server(body: bytes) -> Iterator[str]:
    """The base URL of a server in a process of its own, on loopback, that answers everything with one JSON body."""
    context = multiprocessing.get_context("spawn")
    ports: Any = context.Queue()
    process = context.Process(target=_serve, args=(body, ports), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{ports.get(timeout=60)}"
    finally:
        process.terminate()
        process.join()


def _serve(body: bytes, ports: Any) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                await reader.readuntil(b"\r\n\r\n")
                writer.write(head + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def main() -> None:
        listening = await asyncio.start_server(answer, "127.0.0.1", 0)
        ports.put(listening.sockets[0].getsockname()[1])
        await listening.serve_forever()

    asyncio.run(main())


def show(rows: Sequence[tuple[str, str]]) -> None:
    """Print results in two columns."""
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        print(f"{name:<{width}}  {value}")
