"""Parameters, and how their values stand in paths, queries, headers, cookies and forms (OpenAPI 3.1, style values)."""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_letters, digits
from typing import Any, NamedTuple
from urllib.parse import quote

from .errors import InvalidRequestError

_RESERVED = ":/?@!$'()*,;[]"
_COOKIE = "!#$&'()*+-./:<=>?@[]^_`{|}~"
_TOKEN = frozenset("!#$%&'*+-.^_`|~" + ascii_letters + digits)


class Parameter(NamedTuple):
    """A documented parameter: the `argument` of the method, and how its value travels (OpenAPI parameter object)."""

    argument: str
    location: str
    type: str = "Any"
    name: str = ""
    required: bool = False
    style: str = ""
    explode: bool | None = None
    content_type: str = ""
    allow_reserved: bool = False
    deprecated: bool = False

    @property
    def wire(self) -> str:
        """The name on the wire."""
        return self.name or self.argument


def text(value: Any, argument: str) -> str:
    """A JSON scalar as it stands in a path, query, header or form."""
    if isinstance(value, str):
        if not value.isascii() and not _is_unicode(value):
            raise InvalidRequestError(f"{argument}: half a surrogate pair is no text")
        return value
    if value is True or value is False:
        return "true" if value else "false"
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    raise InvalidRequestError(
        f"{argument}: a list or an object within this parameter has no documented spelling"
        " (one of the query can be spelt in extra_query= instead)"
    )


def _is_unicode(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def simple(parameter: Parameter, value: Any) -> str:
    """Style `simple`, and `form` in cookies: items with commas, unescaped."""
    if parameter.content_type:
        return json_text(value, parameter.argument, ascii_only=True)
    if isinstance(value, list):
        return ",".join(text(item, parameter.argument) for item in value)
    if isinstance(value, dict):
        equals = "=" if parameter.explode else ","
        return ",".join(
            f"{name}{equals}{text(item, parameter.argument)}"
            for name, item in value.items()
        )
    return text(value, parameter.argument)


def cookie_value(parameter: Parameter, value: Any) -> str:
    """A cookie argument, percent-encoded where a cookie cannot have it (RFC 6265, 4.1.1)."""
    return quote(simple(parameter, value), safe=_COOKIE)


def path_segment(parameter: Parameter, value: Any) -> str:
    """A path argument, percent-encoded whole, so that it stays one segment (RFC 3986, 3.3), in its OpenAPI style."""
    if parameter.content_type:
        return _segment(json_text(value, parameter.argument))
    argument = parameter.argument
    if isinstance(value, dict):
        equals = "=" if parameter.explode else ","
        items = [
            f"{_segment(text(name, argument))}{equals}{_segment(text(item, argument))}"
            for name, item in value.items()
        ]
    else:
        listed = value if isinstance(value, list) else [value]
        items = [_segment(text(item, argument)) for item in listed]
    if not "".join(items):
        raise InvalidRequestError(f"{argument}: a path argument must not be empty")
    segment = _in_path_style(parameter, items, isinstance(value, dict))
    if segment in (".", ".."):
        # "%2E" is the same to whoever follows RFC 3986 (6.2.2.3): the segment would be taken out of the path.
        raise InvalidRequestError(
            f"{argument}: a path argument must not be {segment!r}"
        )
    return segment


def _in_path_style(parameter: Parameter, items: list[str], is_object: bool) -> str:
    """Items in style `label`, `matrix`, or `simple`."""
    explode, wire = parameter.explode, parameter.wire
    if parameter.style == "label":
        return "." + ("." if explode else ",").join(items)
    if parameter.style != "matrix":
        return ",".join(items)
    if not explode:
        return f";{wire}={','.join(items)}"
    named = items if is_object else [f"{wire}={item}" for item in items]
    return "".join(f";{item}" for item in named)


def _segment(value: str) -> str:
    return value if value.isascii() and value.isalnum() else quote(value, safe="")


def query_pairs(parameter: Parameter, value: Any) -> list[tuple[str, str]]:
    """A query argument as percent-encoded pairs, in its style (OpenAPI 3.1, style values)."""
    name, argument = parameter.wire, parameter.argument
    style = parameter.style or "form"
    safe = _RESERVED if parameter.allow_reserved else ""
    explode = (
        style in ("form", "deepObject")
        if parameter.explode is None
        else parameter.explode
    )
    if parameter.content_type:
        return form_pairs(name, json_text(value, argument))
    if style == "deepObject" and (isinstance(value, dict) or is_nested(value)):
        return _deep(name, value, safe, argument)
    if isinstance(value, dict) and explode:
        return [
            pair
            for key, item in value.items()
            for pair in form_pairs(key, item, safe, argument)
        ]
    if isinstance(value, dict):
        value = [part for pair in value.items() for part in pair]
    if not isinstance(value, list) or explode:
        return form_pairs(name, value, safe, argument)
    comma = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}.get(style, ",")
    items = (quote(text(item, argument), safe=safe) for item in value)
    return [(quote(name, safe=""), comma.join(items))] if value else []


def literal_pairs(literal: str) -> list[tuple[str, str]]:
    """The pairs of a literal query, without those whose variable is a query parameter, or not given."""
    if not literal:
        return []
    pairs = (pair.partition("=") for pair in literal.split("&") if pair)
    return [(name, value) for name, _, value in pairs if "{" not in name + value]


def form_pairs(
    name: str, value: Any, safe: str = "", argument: str = ""
) -> list[tuple[str, str]]:
    """`name=value` percent-encoded, once for each item of a list. Raises InvalidRequestError, naming `argument`."""
    items = value if isinstance(value, list | tuple) else [value]
    argument = argument or name
    wire = quote(text(name, argument), safe="")
    return [(wire, quote(text(item, argument), safe=safe)) for item in items]


def _deep(name: str, value: Any, safe: str, argument: str) -> list[tuple[str, str]]:
    """Members by name, and by number in a list of objects or lists, of which OpenAPI says nothing."""
    members: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        members = value.items()
    elif is_nested(value):
        members = enumerate(value)
    else:
        return form_pairs(name, value, safe, argument)
    return [
        pair
        for key, item in members
        for pair in _deep(f"{name}[{key}]", item, safe, argument)
    ]


def is_nested(value: Any) -> bool:
    """Whether it is a list with lists or objects in it."""
    return isinstance(value, list) and any(
        isinstance(item, dict | list) for item in value
    )


def header(name: str, value: str) -> tuple[str, str]:
    """A header of the user's own, refused where it would be none (RFC 9110, 5.1 and 5.5)."""
    if not isinstance(name, str) or not name or not _TOKEN.issuperset(name):
        raise InvalidRequestError(f"{name!a}: no name of a header")
    return name, header_value(name, value)


def header_value(argument: str, value: str) -> str:
    """A header value, refused where it would end the header or break the request (RFC 9110, 5.5)."""
    if not isinstance(value, str):
        raise InvalidRequestError(f"{argument}: a header value must be text")
    if any(
        (character < " " and character != "\t") or character == "\x7f"
        for character in value
    ):
        raise InvalidRequestError(
            f"{argument}: a header value must not contain line breaks or control characters"
        )
    if not value.isascii():
        raise InvalidRequestError(
            f"{argument}: a header value must consist of ASCII characters"
        )
    if value != value.strip():
        raise InvalidRequestError(
            f"{argument}: a header value must not begin or end with white space"
        )
    return value


def json_text(value: Any, argument: str, ascii_only: bool = False) -> str:
    """JSON without spaces. Raises InvalidRequestError, naming `argument`, for what JSON cannot say."""
    from json import dumps

    try:
        told = dumps(
            value, separators=(",", ":"), ensure_ascii=ascii_only, allow_nan=False
        )
    except (TypeError, ValueError, RecursionError) as error:
        raise InvalidRequestError(f"{argument}: {error}") from None
    return text(told, argument)
