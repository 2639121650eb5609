"""The committed documents, out of their archives: what the stages under test are given to read."""

from __future__ import annotations

import lzma
import tarfile
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import Any, Final

import yaml

from generator.spec import openapi
from generator.spec.api import Api

from .dialects import HERE

HELD_OUT: Final = "heldout_"
"""How the names of the specs begin that nobody looks at while writing rules: they are measured only."""

SPECS: Final = tuple(sorted(path.stem for path in (HERE / "specs").glob("*.yaml")))


@cache
def archive(spec: str) -> Mapping[str, Mapping[str, bytes]]:
    """The documents of a spec, of the present generator and of old ones: dialect -> path -> content."""
    found: dict[str, dict[str, bytes]] = {}
    folder = HERE / "documents"
    for packed in (folder / f"{spec}.tar.xz", *sorted(folder.glob(f"{spec}-*.tar.xz"))):
        with tarfile.open(fileobj=BytesIO(lzma.decompress(packed.read_bytes()))) as members:
            for member in members:
                content = members.extractfile(member)
                if content is not None:
                    dialect, _, path = member.name.partition("/")
                    found.setdefault(dialect, {})[path] = content.read()
    return found


def specs_of(dialect: str) -> tuple[str, ...]:
    """The specs of which there are documents in a dialect: all of them, and one of them where a version is old."""
    return tuple(spec for spec in SPECS if dialect in archive(spec))


def document(spec: str) -> Any:
    """The OpenAPI document of a spec as plain data."""
    return yaml.load((HERE / "specs" / f"{spec}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)


@cache
def origin(spec: str) -> Api:
    """The API as the OpenAPI document says it is."""
    path = HERE / "specs" / f"{spec}.yaml"
    api, _ = openapi.load(path.read_text(encoding="utf-8"), path.name)
    return api
