"""Whether an operation is a list in pages, judged by its parameters and the shape of its response alone.

Nothing is assumed: a cursor needs a parameter for it and a place in the response to read it from, a page or an offset
needs a numeric parameter, the URL of the next page a place in the response, a Link header must be documented or spoken
of; all of them need exactly one list of items.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from generator.client import names
from generator.client.declarations import Field
from generator.client.schema_types import Types
from generator.client.types import ListOf, Plain, Type, present
from generator.spec.api import Operation, Parameter, Response

# Names without case and separators.
_CURSORS: Final = frozenset(
    "cursor after startingafter pagetoken nextpagetoken nexttoken continuationtoken continuation pagecursor"
    " nextcursor aftercursor startafter startcursor marker paginationtoken pageafter bookmark scrollid".split()
)
_PAGES: Final = frozenset("page pagenumber pageno pagenum pageindex".split())
_OFFSETS: Final = frozenset("offset skip pageoffset".split())
_NEXTS: Final = frozenset(
    "next cursor after nextcursor nextpage nextpagetoken nexttoken continuationtoken endcursor nextmarker marker"
    " nextpagecursor bookmark scrollid aftercursor paginationtoken".split()
)
# Those that hold a URL; and those that hold one or, where pages are counted, the number of the next.
_URLS: Final = frozenset("nexturl nextlink nextpageurl nextpagelink odatanextlink".split())
_COUNTED: Final = _URLS | frozenset("next nextpage nextoffset".split())
# "the `Link` response header", `rel="next"`
_LINK: Final = re.compile(r"\bLink\b\W{0,3}(?:\w+ ){0,2}[Hh]eader|\brel=\W?next\b")
_NESTS: Final = frozenset(
    "meta metadata paging pagination pageinfo responsemetadata links page cursors data result cursor".split()
)
_WRAPS: Final = frozenset("embedded data result response".split())
# What holds the URL of a link that is an object (HAL, JSON:API).
_TARGETS: Final = frozenset("href url uri".split())
_ITEMS: Final = ("items", "data", "results", "values", "records", "entries", "list", "content", "elements")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """How a list goes on, in the words of the runtime's Pagination, and the type of its items."""

    kind: str
    item: Type
    parameter: str = ""
    items: str = ""
    next: str = ""
    start: int = 1


def pages(operation: Operation, success: Response, kind: Type | None, types: Types) -> Pages | None:
    """How the list that `operation` gives goes on; None when it is no list in pages, or cannot be told to be one."""
    if operation.method != "get" or kind is None:
        return None
    found = _items(kind, types)
    if found is None:
        return None
    items, item = found
    query = {_loose(parameter.name): parameter for parameter in operation.parameters if parameter.location == "query"}
    listed = partial(Pages, item=item, items=items)
    cursor, offset, page = _first(query, _CURSORS), _number(query, _OFFSETS), _number(query, _PAGES)
    wanted = (_NEXTS | _URLS) if cursor else _COUNTED if offset or page else _URLS
    following, by = _next(kind, types, wanted), cursor or offset or page
    if following and (by or _loose(following[-1].wire) in _URLS or _is_list(items)):
        by = None if _loose(following[-1].wire) in _TARGETS else by
        return listed(kind="cursor", parameter=by.name if by else "", next=_pointer(*following))
    if _is_linked(operation, success):
        return listed(kind="link", parameter=cursor.name if cursor else "")
    if offset:
        return listed(kind="offset", parameter=offset.name, start=0)
    if page:
        start = 0 if page.schema.default == 0 or page.schema.extra.get("minimum") == 0 else 1
        return listed(kind="page", parameter=page.name, start=start)
    return None


def _is_linked(operation: Operation, success: Response) -> bool:
    """Whether a Link header leads on: one is documented, or what is said of the operation and its query names one."""
    told = [operation.description, success.description]
    told += [parameter.description for parameter in operation.parameters if parameter.location == "query"]
    is_header = any(header.name.lower() == "link" for header in success.headers)
    return is_header or any(_LINK.search(text[:5_000]) for text in told)


def _loose(name: str) -> str:
    return "".join(names.words(name)).lower()


def _first(query: Mapping[str, Parameter], wanted: frozenset[str]) -> Parameter | None:
    return next((parameter for name, parameter in query.items() if name in wanted), None)


def _number(query: Mapping[str, Parameter], wanted: frozenset[str]) -> Parameter | None:
    found = _first(query, wanted)
    is_number = found is not None and set(found.schema.types) & {"integer", "number"}
    return found if is_number else None


def _items(kind: Type, types: Types) -> tuple[str, Type] | None:
    """The JSON Pointer to the one list of items in a response, and the type of an item."""
    direct = _list(kind, types)
    if direct is not None:
        return "", direct
    places = _places(kind, types, _WRAPS)
    lists = [(place, item) for place in places if (item := _list(place[-1].kind, types)) is not None]
    found = [entry for entry in lists if len(entry[0]) == 1] or lists
    named = [entry for entry in found if _loose(entry[0][-1].wire) in _ITEMS]
    if len(found) != 1 and len(named) != 1:
        return None
    place, item = (found if len(found) == 1 else named)[0]
    return _pointer(*place), item


def _is_list(items: str) -> bool:
    """Whether the place of the items says that a response is a list, rather than a thing that has a list."""
    return items.count("/") != 1 or _loose(items[1:]) in _ITEMS


def _list(kind: Type, types: Types) -> Type | None:
    """The type of the items when `kind` is a list (or null), be it by an alias."""
    told = present(types.resolved(kind))
    return told[0].item if len(told) == 1 and isinstance(told[0], ListOf) else None


def _fields(kind: Type, types: Types) -> Sequence[Field]:
    told = present(kind)
    model = types.model(told[0]) if len(told) == 1 else None
    return model.fields if model else ()


def _pointer(*fields: Field) -> str:
    """The JSON Pointer (RFC 6901) to the last of these fields, each of which is in the one before."""
    return "".join("/" + field.wire.replace("~", "~0").replace("/", "~1") for field in fields)


def _places(kind: Type, types: Types, nests: frozenset[str]) -> list[tuple[Field, ...]]:
    """The fields of a response, then those of the objects in it that are there to hold others."""
    fields = _fields(kind, types)
    nested = [field for field in fields if _loose(field.wire) in nests]
    return [(field,) for field in fields] + [(field, one) for field in nested for one in _fields(field.kind, types)]


def _next(kind: Type, types: Types, wanted: frozenset[str]) -> tuple[Field, ...] | None:
    """Where the next cursor or URL stands in a response: in the object itself, or one level down, of a link in it."""
    places = _places(kind, types, _NESTS)
    found = [place for place in places if _leads(place, wanted) and _is_text(place[-1], types)]
    links = [place for place in places if _loose(place[-1].wire) == "next"]
    targets = [(*place, one) for place in links for one in _fields(place[-1].kind, types)]
    found += [place for place in targets if _loose(place[-1].wire) in _TARGETS and _is_text(place[-1], types)]
    return next(iter(found), None)


def _leads(place: Sequence[Field], wanted: frozenset[str]) -> bool:
    """Whether a field has one of the names; `next` among links needs nothing that says that it is a URL."""
    *outer, name = [_loose(field.wire) for field in place]
    return name in wanted or (name == "next" and outer == ["links"])


def _is_text(field: Field, types: Types) -> bool:
    told = set(present(types.resolved(field.kind)))
    return bool(told) and told <= {Plain("str"), Plain("int")}
