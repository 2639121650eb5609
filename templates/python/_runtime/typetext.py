"""Type text, such as `list[Session] | None` -> its codec.

The text is evaluated when it is first needed, with names that stand for codecs, so modules may refer to each other in
any order.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from .codec import (
    ANY,
    BOOLEAN,
    BYTES,
    DATE,
    DATETIME,
    DECIMAL,
    DOUBT,
    IDENTIFIER,
    INTEGER,
    NULL,
    NUMBER,
    STRING,
    TIME,
    UPLOAD,
    AliasCodec,
    Array,
    Choice,
    Codec,
    ModelCodec,
    Table,
)

PACKAGE = __name__.rsplit(".", 2)[0]


class _Subscript:
    """`list[...]`, `dict[str, ...]` and `Literal[...]` in type text."""

    def __init__(self, build: Callable[[Any], Codec]) -> None:
        self._build = build

    def __getitem__(self, argument: Any) -> Codec:
        return self._build(argument)


_NAMES: dict[str, Any] = {
    "__builtins__": {},
    "Any": ANY,
    "str": STRING,
    "int": INTEGER,
    "float": NUMBER,
    "bool": BOOLEAN,
    "bytes": BYTES,
    "list": _Subscript(Array),
    "dict": _Subscript(lambda pair: Table(pair[1])),
    "Literal": _Subscript(
        lambda values: Choice(values if isinstance(values, tuple) else (values,))
    ),
    "dt": SimpleNamespace(datetime=DATETIME, date=DATE, time=TIME),
    "uuid": SimpleNamespace(UUID=IDENTIFIER),
    "decimal": SimpleNamespace(Decimal=DECIMAL),
    "rt": SimpleNamespace(File=UPLOAD, FileSource=UPLOAD, Absent=NULL, Doubt=DOUBT),
}


class _Scope(dict[str, Any]):
    """The names of type text: those above, those of a module, those of the package's models."""

    def __init__(self, module: str) -> None:
        super().__init__(_NAMES)
        self._module = module

    def __missing__(self, name: str) -> Codec:
        from .models import Alias

        found = find(name, self._module)
        if found is None:
            raise NameError(f"{PACKAGE} has no model {name}")
        return AliasCodec(found) if isinstance(found, Alias) else ModelCodec(found)


def find(name: str, module: str) -> Any:
    """What `module`, else the package's models call by that name, or None."""
    found = getattr(sys.modules.get(module), name, None)
    if found is None:
        found = getattr(import_module(f"{PACKAGE}.models"), name, None)
    return found


def parse(text: str, module: str = f"{PACKAGE}.models") -> Codec:
    """The codec of type text, whose names are those of `module` and of the package's models."""
    if text == "None":
        return NULL
    # The text was generated together with the module that it stands in; it never comes from a server or a user.
    codec: Codec = eval(text, {"__builtins__": {}}, _Scope(module))  # noqa: S307
    return codec
