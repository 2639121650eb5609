"""Docstrings: the words of the documents, and what a reader needs beside them, as plain text.

What comes out is text, never code: `layout.docstring` makes a literal of it.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Final

from generator.client import layout
from generator.client.arguments import Argument, Arguments
from generator.client.declarations import Alias, Model
from generator.client.notes import place
from generator.client.package import Scheme
from generator.client.pagination import Pages
from generator.client.types import Type, text
from generator.spec.api import MISSING, Api, Operation, Response, Schema, Server

ERRORS: Final[Mapping[str, str]] = {
    "400": "BadRequestError",
    "401": "UnauthorizedError",
    "402": "PaymentRequiredError",
    "403": "ForbiddenError",
    "404": "NotFoundError",
    "405": "MethodNotAllowedError",
    "406": "NotAcceptableError",
    "408": "RequestTimeoutError",
    "409": "ConflictError",
    "410": "GoneError",
    "412": "PreconditionFailedError",
    "413": "PayloadTooLargeError",
    "415": "UnsupportedMediaTypeError",
    "416": "RangeNotSatisfiableError",
    "422": "UnprocessableEntityError",
    "423": "LockedError",
    "429": "TooManyRequestsError",
    "500": "InternalServerError",
    "501": "NotImplementedByServerError",
    "502": "BadGatewayError",
    "503": "ServiceUnavailableError",
    "504": "GatewayTimeoutError",
}
"""Status -> the runtime's error class, where it has one of its own."""

WIDTH: Final = 76
"""The columns of a method's docstring."""

_RANGES: Final[Mapping[str, str]] = {"3": "RedirectError", "4": "ClientError", "5": "ServerError"}


def line(text_: str) -> str:
    """Text on one line, without blanks at its ends."""
    return " ".join(layout.prose(text_).split())


def sentence(first: str, rest: str = "") -> str:
    """A title as a sentence, and the paragraphs after it, without saying anything twice."""
    head = line(first)
    ended = head if not head or head.endswith((".", "!", "?", ":")) else f"{head}."
    more = layout.prose(rest)
    if not more or line(more).rstrip(".") == head.rstrip("."):
        return ended
    if more.startswith(head) and more[len(head) : len(head) + 1] in (".", "\n"):
        return more
    return f"{ended}\n\n{more}" if ended else more


def errors(operation: Operation) -> list[tuple[str, str, str]]:
    """(status, error class, the documents' words) of each documented status that is no success."""
    found = []
    for response in operation.responses:
        status = response.status.upper()
        if status.startswith(("2", "1")):
            continue
        name = ERRORS.get(status) or _RANGES.get(status[:1], "ApiStatusError")
        found.append((response.status, name, line(response.description)))
    is_default_success = not any(response.status.startswith("2") for response in operation.responses)
    return [item for item in found if item[0].lower() != "default" or not is_default_success]


def operation(
    operation_: Operation,
    takes: Arguments,
    success: Sequence[Response],
    kinds: Sequence[Type | None],
    told: Sequence[tuple[str, str, str]],
) -> str:
    """The docstring of a method."""
    request = f"{operation_.method.upper()} {operation_.path}"
    head = operation_.summary or _first_sentence(operation_.description) or request
    paragraphs = [sentence(head, operation_.description)]
    if operation_.deprecated:
        paragraphs.append("Deprecated: the documents advise against using it.")
    described = [item for item in takes.signature if item.role != "content_type"]
    if described:
        paragraphs.append("Args:\n" + "\n".join(_argument(item) for item in takes.signature))
    if any(kinds):
        paragraphs.append("Returns:\n" + "\n".join(map(_answer, success, kinds)))
    if told:
        paragraphs.append("Raises:\n" + "\n".join(_error(*item) for item in told))
    if operation_.servers:
        paragraphs.append(f"Served at {places(operation_.servers)}.")
    at = place(operation_.evidence)
    if at:
        paragraphs.append(f"{line(request)}, documented at {at}.")
    elif head != request:
        paragraphs.append(f"{line(request)}.")
    return "\n\n".join(paragraphs)


def _first_sentence(description: str) -> str:
    found = re.match(r".{1,100}?[.!?](?=\s|$)", line(description))
    return found.group() if found else ""


def _argument(item: Argument) -> str:
    facts = [_ended(item.description)] if item.description.strip() else []
    schema = item.schema
    if schema is not None and schema.default is not MISSING and schema.default is not None:
        facts.append(f"Default: {layout.literal(_plain(schema.default))}.")
    if item.role == "parameter" and item.wire != item.name:
        facts.append(f"Sent as {layout.string(item.wire)}.")
    if item.role == "body":
        facts = facts or ["The request body."]
        facts += [] if item.required else ["The whole body, instead of its fields."]
    if item.deprecated:
        facts.append("Deprecated.")
    return _entry(item.name, " ".join(facts))


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)


def _ended(text_: str) -> str:
    plain = layout.prose(text_)
    return plain if plain.endswith((".", "!", "?", ":", "```")) else f"{plain}."


def _entry(name: str, told: str) -> str:
    """An indented entry of a section, further lines deeper."""
    first, *rest = told.split("\n")
    wrapped = textwrap.wrap(
        first,
        WIDTH,
        initial_indent=f"    {name}: ",
        subsequent_indent="        ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join([*(wrapped or [f"    {name}"]), *(f"        {more}" if more else "" for more in rest)])


def _answer(response: Response, kind: Type | None) -> str:
    told = line(response.description)
    shown = text(kind) if kind is not None else "None"
    return _entry(shown, f"{response.status}, {_ended(told)}" if told else f"{response.status}.")


def _error(status: str, name: str, told: str) -> str:
    return _entry(name, f"{status}, {_ended(told)}" if told else f"{status}.")


def resource(tag: str, description: str) -> str:
    """The docstring of a resource."""
    title, about = line(tag), layout.prose(description)
    if not about:
        return f"The operations of {title}." if title else "The operations without a tag."
    return f"{title}: {_ended(about)}" if title else _ended(about)


def iteration(name: str, paged: Pages) -> str:
    """The docstring of an iterator over all pages."""
    by = {
        "cursor": f"what {layout.string(paged.next)} of the response holds",
        "page": f"the page number {layout.string(paged.parameter)}",
        "offset": f"the offset {layout.string(paged.parameter)}",
        "link": "the Link header",
    }[paged.kind]
    return (
        f"Every item of `{name}`, page by page; the next page is asked for by {by}.\n\n"
        "Pages are fetched when they are needed, so breaking off early costs nothing more. It takes and raises what"
        f" `{name}` does."
    )


def model(model_: Model) -> str:
    """The docstring of a class of a model."""
    about = layout.prose(model_.description) or f"{model_.key}."
    return f"{about}\n\nDeprecated." if model_.deprecated else about


def alias(alias_: Alias) -> str:
    """The docstring of an alias, or nothing."""
    return layout.prose(alias_.description)


def field(schema: Schema) -> str:
    """The docstring of a field, or nothing."""
    told = layout.prose(schema.description)
    if schema.default is not MISSING and schema.default is not None:
        told = f"{_ended(told)} " if told else ""
        told += f"Default: {layout.literal(_plain(schema.default))}."
    if schema.deprecated:
        told = f"{_ended(told)} Deprecated." if told else "Deprecated."
    return told


def client(api: Api, schemes: Sequence[Scheme]) -> str:
    """The docstring of the client."""
    head = sentence(f"A client of {line(api.title) or 'the API'}", api.description)
    entries = [_entry("base_url", _servers(api.servers))]
    entries += [_entry(scheme.keyword, _credential(scheme)) for scheme in schemes]
    entries.append(_entry("settings", "timeout, max_retries, headers, http_client and the others of `Settings`."))
    use = "Use it as a context manager, or call `close` when done. It may be shared by threads."
    return "\n\n".join([head, use, "Args:\n" + "\n".join(entries)])


def _servers(servers: Sequence[Server]) -> str:
    if len(servers) < 2:
        return "The server; by default the documented one, or the environment's."
    return f"The server; by default the first documented one, or the environment's. Documented: {places(servers)}."


def places(servers: Sequence[Server]) -> str:
    """The URLs of servers with what is said of each, in one line."""
    return ", ".join(
        f"{line(one.url)} ({line(one.description)})" if one.description else line(one.url) for one in servers
    )


def _credential(scheme: Scheme) -> str:
    about = _ended(scheme.description) + " " if scheme.description.strip() else ""
    return f"{about}Or {scheme.environment} in the environment."


def async_client(api: Api) -> str:
    """The docstring of the asynchronous client."""
    head = sentence(f"A client of {line(api.title) or 'the API'} for asyncio")
    use = "It takes what `Client` takes. Use it as an asynchronous context manager, or await `aclose` when done."
    return f"{head}\n\n{use}"
