"""Verbs and paths of operations, as documents print them: placeholders in braces, and now and then a query."""

from __future__ import annotations

import re
from typing import Final

WITH_BODY: Final = ("POST", "PUT", "PATCH")
"""The verbs of operations that usually have a body."""

WITHOUT_BODY: Final = ("GET", "HEAD")
"""The verbs of operations that usually have none."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_QUERY_PAIR = re.compile(r"(?:^|&)([^&=]+)=\{([^{}]*)\}")


def without_query(path: str) -> str:
    """A path up to its query."""
    return path.partition("?")[0]


def placeholders(path: str) -> list[str]:
    """The names between braces in a path, in order, without its query."""
    return _PLACEHOLDER.findall(without_query(path))


def nameless(path: str) -> str:
    """A path with nothing between its braces: two paths that differ in these names alone are one."""
    return _PLACEHOLDER.sub("{}", path)


def path_key(path: str) -> str:
    """The path as a key of `paths`: a literal query stays, one that carries parameters does not."""
    bare, _, query = path.partition("?")
    literal = "&".join(pair for pair in query.split("&") if pair and "{" not in pair)
    return "/" + bare.lstrip("/") + ("?" + literal if literal else "")


def query_names(path: str) -> str:
    """The names of the parameters that a path carries in its query, as a query: `city&country`."""
    pairs = path.partition("?")[2].split("&")
    return "&".join(pair.partition("=")[0] for pair in pairs if "{" in pair)


def query_template(path: str) -> list[tuple[str, str]]:
    """The pairs of a name on the wire and a placeholder in the query of a path: `?app_id={appId}`."""
    return _QUERY_PAIR.findall(path.partition("?")[2])
