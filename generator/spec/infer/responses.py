"""Responses: their statuses, and which of them carries the return type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from generator.problems import Location
from generator.spec.api import NO_CONTENT, Header, MediaType, Response, Schema
from generator.spec.facts import StatedResponse, StatedReturn
from generator.spec.infer.book import Found, evidence, inference
from generator.spec.infer.content import bytes_as_text, content_fits, content_shared, content_unstated
from generator.spec.infer.learn import Knowledge
from generator.spec.merge import Operation
from generator.spec.routes import WITH_BODY


@inference("status-of-return")
def status_of_return(statuses: Sequence[str]) -> Found[str] | None:
    """Documents state one return type for all responses: it belongs to the lowest success status that may have a body,
    else to `default`."""
    success = sorted(one for one in statuses if one.startswith("2") and one not in NO_CONTENT)
    if success:
        return Found(success[0])
    return Found("default") if "default" in statuses else None


@inference("status-shared")
def status_shared(status: str, chosen: str, returned: Found[Schema]) -> Found[Schema] | None:
    """Where 200 and 201 are documented side by side, most APIs answer both with the same. A guess."""
    return replace(returned, guess=True) if {status, chosen} == {"200", "201"} else None


@inference("status-unknown")
def status_unknown(method: str, empty: bool) -> Found[str]:
    """Where no document states the status of success, it is 204 for a DELETE or PATCH that returns nothing and 200 for
    any other operation, as in most APIs. A guess: the client takes any status of success for it."""
    return Found("204" if empty and method in ("DELETE", "PATCH") else "200", guess=True)


@inference("return-type-in-doubt")
def return_in_doubt(returns: StatedReturn | None) -> Found[str] | None:
    """The type that an operation returns is printed in a way that several types share (`list_t`). A guess."""
    return Found("", guess=True) if returns is not None and returns.uncertain else None


@inference("return-unstated")
def return_unstated(operation: Operation, known: Knowledge) -> Found[Schema] | None:
    """Documents print no return type for content that has no schema either: a GET that lists content types to accept
    returns something, of any type, unless all it documents as a success is a status without a body. So does a GET of
    which nothing is said at all, and a POST, PUT or PATCH where no document says what any operation returns. A
    guess."""
    statuses = [row.status for row, _ in operation.responses or ()]
    may_answer = not statuses or status_of_return(statuses) is not None
    is_silent = operation.returns is None and operation.produces is None
    accepts = is_silent or any("problem+" not in one for one in operation.produces or ())
    may_read = operation.method == "GET"
    may_write = operation.method in WITH_BODY and is_silent and not known.tells_returns
    return Found(Schema(), guess=True) if (may_read or may_write) and accepts and may_answer else None


def responses(operation: Operation, known: Knowledge) -> tuple[Response, ...]:
    """The responses of an operation: those that documents state, with the return type where it belongs."""
    rows = operation.responses or ()
    returned = _returned(operation, known)
    chosen = status_of_return([row.status for row, _ in rows]) if returned is not None else None
    built = [_response(row, places, operation, chosen, returned) for row, places in rows]
    success = any(row.status[:1] in "23" or row.status == "default" for row, _ in rows)
    if (chosen is None and returned is not None) or not success:
        built.insert(0, _assumed(operation, returned))
    return tuple(sorted(built, key=lambda one: (one.status == "default", one.status)))


def _returned(operation: Operation, known: Knowledge) -> Found[Schema] | None:
    """What an operation returns, None for nothing."""
    if operation.returns is None or operation.returns.schema is None:
        return return_unstated(operation, known)
    doubt = return_in_doubt(operation.returns)
    return Found(operation.returns.schema, doubt.rule if doubt else "", guess=doubt is not None)


def _response(
    row: StatedResponse,
    places: Sequence[Location],
    operation: Operation,
    chosen: Found[str] | None,
    returned: Found[Schema] | None,
) -> Response:
    facts: dict[str, Found[Any] | None] = {}
    content: tuple[MediaType, ...] = ()
    own = row.schema
    if own is None and returned is not None and chosen is not None:
        if chosen.value == row.status:
            own, facts["schema"] = returned.value, returned if returned.rule else chosen
        elif (shared := status_shared(row.status, chosen.value, returned)) is not None:
            own, facts["schema"] = shared.value, shared
    if own is not None:
        types, as_bytes, content = _content(own, operation)
        facts |= {"content": types} | ({"schema": as_bytes} if as_bytes else {})
    return Response(
        status=row.status,
        description=row.description,
        headers=tuple(Header(name=one.name, description=one.description) for one in row.headers),
        content=content,
        evidence=evidence(places, facts),
    )


def _assumed(operation: Operation, returned: Found[Schema] | None) -> Response:
    """The success that no response table states."""
    status = status_unknown(operation.method, returned is None)
    facts: dict[str, Found[Any] | None] = {"status": status}
    content: tuple[MediaType, ...] = ()
    if returned is not None:
        types, as_bytes, content = _content(returned.value, operation)
        facts["content"], facts["schema"] = types, as_bytes or returned
    at = (operation.returns.at,) if operation.returns is not None else operation.at[:1]
    return Response(status=status.value, content=content, evidence=evidence(at, facts))


def _content(
    schema: Schema, operation: Operation
) -> tuple[Found[tuple[str, ...]], Found[Schema] | None, tuple[MediaType, ...]]:
    """The content types of a response, whether its text is bytes, and the media types that follow."""
    if stated := operation.produces:
        types = content_fits(schema, stated) or content_shared(operation) or Found(tuple(stated))
    else:
        types = content_unstated(schema)
    as_bytes = bytes_as_text(schema, types.value)
    told = as_bytes.value if as_bytes else schema
    return types, as_bytes, tuple(MediaType(content_type=one, schema=told) for one in types.value)
