"""How values travel as strings (RFC 3339, RFC 4648, JSON Schema formats): functions that read and that write them.

A `..._parser` gives the function that reads; it imports what that needs, so that nobody loads what no value calls for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def datetime_parser() -> Callable[[str], Any]:
    from datetime import datetime

    def parse(text: str) -> datetime:
        if len(text) < 11:
            raise ValueError("a date without a time")
        # RFC 3339 has "z" for "Z", too.
        return datetime.fromisoformat(text.upper())

    return parse


def date_parser() -> Callable[[str], Any]:
    from datetime import date

    return date.fromisoformat


def time_parser() -> Callable[[str], Any]:
    from datetime import time

    return lambda text: time.fromisoformat(text.upper())


def uuid_parser() -> Callable[[str], Any]:
    from uuid import UUID

    return UUID


def bytes_parser() -> Callable[[str], Any]:
    from base64 import b64decode

    return lambda text: b64decode(text, validate=True)


def decimal_parser() -> Callable[[str], Any]:
    from decimal import Decimal

    def parse(text: str) -> Decimal:
        value = Decimal(text)
        if not value.is_finite():
            raise ValueError("not a number")
        return value

    return parse


def iso(value: Any) -> str:
    return str(value.isoformat())


def spell_datetime(value: Any) -> str:
    if value.tzinfo is None:
        raise ValueError(
            "a datetime needs a time zone (RFC 3339), such as datetime.now(timezone.utc)"
        )
    return str(value.isoformat()).replace("+00:00", "Z")


def spell_decimal(value: Any) -> str:
    if not value.is_finite():
        raise ValueError("not a number that JSON has")
    return f"{value:f}"


def spell_bytes(value: bytes) -> str:
    from base64 import b64encode

    return b64encode(value).decode()
