"""The committed documents, out of their archives: what the stages under test are given to read."""

from __future__ import annotations

import lzma
import tarfile
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import Final

from generator.spec import openapi
from generator.spec.api import Api

from .dialects import HERE

HELD_OUT: Final = "heldout_"
"""How the names of the specs begin that nobody looks at while writing rules: they are measured only."""

SPECS: Final = tuple(sorted(path.stem for path in (HERE / "specs").glob("*.yaml")))


@cache
def archive(spec: str) -> Mapping[str, Mapping[str, bytes]]:
    """The documents of a spec: dialect -> path -> content."""
    found: dict[str, dict[str, bytes]] = {}
    packed = (HERE / "documents" / f"{spec}.tar.xz").read_bytes()
    with tarfile.open(fileobj=BytesIO(lzma.decompress(packed))) as members:
        for member in members:
            content = members.extractfile(member)
            if content is not None:
                dialect, _, path = member.name.partition("/")
                found.setdefault(dialect, {})[path] = content.read()
    return found


@cache
def origin(spec: str) -> Api:
    """The API as the OpenAPI document says it is."""
    path = HERE / "specs" / f"{spec}.yaml"
    api, _ = openapi.load(path.read_text(encoding="utf-8"), path.name)
    return api
