"""JSONPath (RFC 9535): where a query matches, and the query of a place; the only importer of jsonpath_rfc9535.

A query comes out of a file that anyone may have written, so what it may cost is bounded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import islice
from typing import Any, Final

import regex
from jsonpath_rfc9535 import JSONPathEnvironment, JSONPathError
from jsonpath_rfc9535.function_extensions import Match, Search

from generator.spec.openapi.document import MAX_DEPTH, Pointer

MAX_QUERY: Final = 2000
MAX_MATCHES: Final = 200_000
MAX_DESCENTS: Final = 3
"""Each `..` visits every value below every value that the one before it found."""

_SECONDS: Final = 1.0
_SHORTHAND: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class QueryError(Exception):
    """The query is not valid, or costs too much; the message says which."""


def find(query: str, document: Any) -> list[Pointer]:
    """The places in `document` that `query` selects, each once, in document order. Raises QueryError."""
    if len(query) > MAX_QUERY or query.count("..") > MAX_DESCENTS:
        raise QueryError(f"longer than {MAX_QUERY} characters or more than {MAX_DESCENTS} descents (`..`)")
    try:
        nodes = list(islice(_ENVIRONMENT.finditer(query, document), MAX_MATCHES + 1))
    except JSONPathError as error:
        raise QueryError(" ".join(str(error).split())) from None
    except RecursionError:
        raise QueryError("nested too deeply") from None
    except TimeoutError:
        raise QueryError("its regular expression takes too long") from None
    except (ValueError, TypeError, IndexError, KeyError) as error:  # of the library, for input it did not expect
        raise QueryError(f"not valid: {error}") from None
    if len(nodes) > MAX_MATCHES:
        raise QueryError(f"matches more than {MAX_MATCHES:,} places")
    return list(dict.fromkeys(node.location for node in nodes))


def path_to(pointer: Pointer) -> str:
    """The query that selects one place."""
    return "$" + "".join(map(_step, pointer))


def quoted(text: str) -> str:
    """A string literal of the standard."""
    return json.dumps(text, ensure_ascii=False)


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if _SHORTHAND.fullmatch(step) else f"[{quoted(step)}]"


class _BoundedMatch(Match):
    """`match()` as the standard has it, with an end: patterns can be made to run for ever."""

    def __call__(self, string: str, pattern: object) -> bool:
        return _finds(regex.fullmatch, string, pattern)


class _BoundedSearch(Search):
    """`search()`, bounded likewise."""

    def __call__(self, string: str, pattern: object) -> bool:
        return _finds(regex.search, string, pattern)


def _finds(look: Callable[..., object], string: object, pattern: object) -> bool:
    """Whether `look` finds a pattern in a string within the time that it has; nothing else is ever found."""
    if not isinstance(string, str) or not isinstance(pattern, str):
        return False
    try:
        return bool(look(pattern, string, timeout=_SECONDS))
    except regex.error:
        return False


class _Environment(JSONPathEnvironment):
    max_recursion_depth = MAX_DEPTH + 2

    def setup_function_extensions(self) -> None:
        super().setup_function_extensions()
        self.function_extensions["match"] = _BoundedMatch()
        self.function_extensions["search"] = _BoundedSearch()


_ENVIRONMENT: Final = _Environment()
