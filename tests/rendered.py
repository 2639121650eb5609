"""Packages rendered for tests: written to a folder, imported under a name of their own, called without a network."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx2

from generator.client import render
from generator.spec import openapi
from generator.spec.api import Api

SPECS = Path(__file__).parent / "fidelity" / "specs"


def foreign() -> list[Path]:
    """OpenAPI documents of others, below the folder that DOCS2CLIENT_CORPUS names; none where it names none."""
    folder = os.environ.get("DOCS2CLIENT_CORPUS")
    found = Path(folder).rglob("*.y*ml") if folder else ()
    return sorted(
        path
        for path in found
        if path.read_bytes()[:400].startswith((b"openapi: 3", b'openapi: "3', b"---\nopenapi: 3"))
    )


def read(name: str) -> Api:
    """The Api of one of the repository's own specs."""
    path = SPECS / f"{name}.yaml"
    api, _ = openapi.load(path.read_text("utf-8"), path.name)
    return api


def python_files(files: dict[str, str]) -> dict[str, str]:
    """What was generated, without the runtime, which is copied."""
    return {path: text for path, text in files.items() if path.endswith(".py") and not path.startswith("_runtime/")}


def write(files: Mapping[str, str], folder: Path) -> None:
    """Write a package."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


@contextmanager
def imported(api: Api, name: str, folder: Path) -> Iterator[ModuleType]:
    """The package for `api`, written below `folder` and imported; forgotten again afterwards."""
    files, _ = render(api, name)
    write(files, folder / name)
    sys.path.insert(0, str(folder))
    try:
        yield importlib.import_module(name)
    finally:
        sys.path.remove(str(folder))
        for module in [module for module in sys.modules if module.partition(".")[0] == name]:
            del sys.modules[module]


class Recorder:
    """Answers every request with one response, and keeps the requests."""

    def __init__(self, status: int = 200, headers: dict[str, str] | None = None, **content: Any) -> None:
        self.requests: list[httpx2.Request] = []
        self._reply: Callable[[], httpx2.Response] = lambda: httpx2.Response(status, headers=headers, **content)

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        request.read()
        self.requests.append(request)
        return self._reply()

    @property
    def client(self) -> httpx2.Client:
        """An HTTP client that sends here."""
        return httpx2.Client(transport=httpx2.MockTransport(self))

    @property
    def last(self) -> httpx2.Request:
        """The last request."""
        return self.requests[-1]
