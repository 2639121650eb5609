"""A server in the place of the network, for the tests of an app: it answers by operation and checks what it is asked.

server = FakeServer()
server.on("sessions.get_session", {"id": "s1"})
okta = Client(base_url="https://test", api_token="t", http_client=server.client())
assert okta.sessions.get_session("s1").id == "s1"
assert server.calls[0].path_arguments == {"sessionId": "s1"}
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

from .codec import Array, Choice, Codec, ModelCodec, Table, Union
from .parameters import Parameter, json_text, literal_pairs
from .requests import Operation, body_kind
from .typetext import PACKAGE

if TYPE_CHECKING:
    from .core import Api


T = TypeVar("T")

_VARIABLE = re.compile(r"\{(.+?)\}")


class RecordedCall(NamedTuple):
    """A request that a FakeServer was sent.

    Arguments are as on the wire; `body` is parsed JSON, the fields of a form (a list where a name is there several
    times; files are bytes), text or bytes.
    """

    operation_id: str
    method: str
    path: str
    path_arguments: Mapping[str, str]
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: Any
    content: bytes


class UndocumentedRequestError(AssertionError):
    """A FakeServer was sent what the documents do not allow; the message lists all of it."""


class _Reply(NamedTuple):
    json: Any
    status: int
    headers: Mapping[str, str]
    content: bytes | None


class FakeServer:
    """Answers the calls of a client without a network.

    `on` says what an operation answers; operations without an answer give the least that their documents promise.
    Each request is checked against the documents and recorded in `calls`. `check=False` leaves the check out.
    """

    def __init__(self, *, check: bool = True) -> None:
        self.calls: list[RecordedCall] = []
        self._check = check
        self._replies: dict[str, list[_Reply | Callable[[RecordedCall], Any]]] = {}
        by_call = dict(_operations(import_module(f"{PACKAGE}._client").API))
        self._names = {call: one.operation_id for call, one in by_call.items()}
        self._routes = {one.operation_id: _Route(one) for one in by_call.values()}

    def on(
        self,
        operation_id: str,
        json: Any = None,
        *,
        status: int = 0,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        answer: Callable[[RecordedCall], Any] | None = None,
    ) -> FakeServer:
        """What an operation answers. Said again, it is the next answer; the last one stays. Gives the server itself.

        `operation_id`: the documented one, or how the client is called: "sessions.get_session".
        `json` (a model too), or `content` with its own headers, or `answer`: a function from the call to the JSON.
        `status` defaults to the documented success. Raises KeyError for an operation that is not documented.
        """
        name = self._names.get(operation_id, operation_id)
        if name not in self._routes:
            raise KeyError(_unknown(operation_id, [*self._routes, *self._names]))
        if hasattr(json, "to_dict"):
            json = json.to_dict()
        reply = answer or _Reply(json, status, headers or {}, content)
        self._replies.setdefault(name, []).append(reply)
        return self

    def client(self) -> Any:
        """The `http_client` for a Client."""
        from .transport import mock_client

        return mock_client(self._handle, False)

    def async_client(self) -> Any:
        """The `http_client` for an AsyncClient."""
        from .transport import mock_client

        return mock_client(self._handle, True)

    def _handle(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes
    ) -> tuple[int, Mapping[str, str], bytes]:
        parts = urlsplit(url)
        query = _several(parse_qsl(parts.query, keep_blank_values=True))
        body = _parsed(headers.get("content-type", ""), content)
        facts = (query, headers, body, content)
        possible = [
            (one, RecordedCall(one.operation_id, method, parts.path, arguments, *facts))
            for one, arguments in self._find(method, parts.path, query)
        ]
        fitting = (pair for pair in possible if not any(_faults(*pair)))
        operation, call = next(fitting, possible[0])
        self.calls.append(call)
        wrong = list(_faults(operation, call)) if self._check else []
        if wrong:
            raise UndocumentedRequestError(
                f"{operation.operation_id}: {'; '.join(wrong)}"
            )
        reply = self._reply(operation, call)
        status = reply.status or _success(operation)
        is_empty = method == "HEAD" or (reply.json is None and status in (204, 205))
        if reply.content is not None or is_empty:
            return status, reply.headers, reply.content or b""
        headers = {"Content-Type": "application/json", **reply.headers}
        return status, headers, json_text(reply.json, "json").encode()

    def _reply(self, operation: Operation, call: RecordedCall) -> _Reply:
        """The next answer of an operation, or what its documents promise."""
        replies = self._replies.get(operation.operation_id)
        if not replies:
            return _default(operation)
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        if isinstance(reply, _Reply):
            return reply
        return _Reply(reply(call), 0, {}, None)

    def _find(
        self, method: str, path: str, query: Mapping[str, list[str]]
    ) -> list[tuple[Operation, dict[str, str]]]:
        """The operations that a request may be for, with the arguments in its path; the likeliest first."""
        matches = [route.match(method, path, query) for route in self._routes.values()]
        found = [match for match in matches if match is not None]
        if not found:
            raise UndocumentedRequestError(f"no operation for {method} {path}")
        found.sort(key=lambda match: match.rank, reverse=True)
        return [(match.operation, match.arguments) for match in found]


class _Match(NamedTuple):
    """An operation that a request may be for; that of the highest rank is the likeliest."""

    rank: tuple[int, ...]
    operation: Operation
    arguments: dict[str, str]


class _Route:
    """What requests for an operation look like."""

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        template, _, literal = operation.path.partition("#")[0].partition("?")
        self._names = _VARIABLE.findall(template)
        self._length = len(_VARIABLE.sub("", template))
        self._pattern = re.compile(f"{_pattern(operation, template)}$")
        pairs = literal_pairs(literal)
        self._wanted = {name: [unquote(value)] for name, value in pairs}
        self._in_query = re.findall(r"([^&]+)=\{(.+?)\}", literal)

    def match(
        self, method: str, path: str, query: Mapping[str, list[str]]
    ) -> _Match | None:
        """How a request matches, or None. The path may begin with that of any base URL."""
        match = self._pattern.search(path)
        is_asked = all(query.get(name) == told for name, told in self._wanted.items())
        if self.operation.method != method or not match or not is_asked:
            return None
        values = map(unquote, match.groups())
        arguments = dict(zip(self._names, values, strict=True))
        for name, variable in self._in_query:
            if name in query:
                arguments[variable] = query[name][0]
        reach = match.end() - match.start()
        rank = (len(self._wanted), reach, self._length, -len(self._names))
        return _Match(rank, self.operation, arguments)


def _pattern(operation: Operation, template: str) -> str:
    """The pattern of a path. Variables without anything between them are told apart by their types."""
    types = {
        parameter.wire: operation.codec(parameter.type)
        for parameter in operation.parameters
        if "}{" in template
    }

    def group(name: str) -> str:
        codec = types.get(name)
        if isinstance(codec, Choice):
            return "|".join(re.escape(str(value)) for value in codec.values)
        return "-?[0-9]+" if codec and codec.text == "int" else "[^/]+"

    parts = _VARIABLE.split(template)
    return "".join(
        f"({group(part)})" if index % 2 else re.escape(part)
        for index, part in enumerate(parts)
    )


def _operations(api: Api) -> Iterator[tuple[str, Operation]]:
    """How each operation is called (`sessions.get_session`), and the operation."""
    for attribute, target in api.resources.items():
        module = import_module(f"{PACKAGE}.resources.{target.partition(':')[0]}")
        for name, value in vars(module).items():
            if isinstance(value, Operation):
                yield f"{attribute}.{name.removeprefix('_').lower()}", value


def _unknown(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known) or sorted(known)[:3]
    return f"no operation {name}; there are {', '.join(near)}, ..."


def _several(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def _parsed(content_type: str, content: bytes) -> Any:
    if not content:
        return None
    kind = body_kind(content_type)
    if kind == "json":
        from json import loads

        try:
            return loads(content)
        except ValueError:
            raise UndocumentedRequestError("the request body is not JSON") from None
    if kind in ("form", "multipart"):
        pairs: Iterable[tuple[str, Any]] = (
            parse_qsl(content.decode(), keep_blank_values=True)
            if kind == "form"
            else _parts(content_type, content)
        )
        fields = _several(pairs)
        return {
            name: found if found[1:] else found[0] for name, found in fields.items()
        }
    return content.decode("utf-8", "replace") if kind == "text" else content


def _parts(content_type: str, content: bytes) -> Iterator[tuple[str, str | bytes]]:
    """The fields of a multipart body (RFC 7578): text, or bytes where there is a file name."""
    boundary = content_type.partition("boundary=")[2].encode()
    for part in content.split(b"--" + boundary)[1:-1]:
        head, _, body = part.removesuffix(b"\r\n").partition(b"\r\n\r\n")
        name = head.partition(b'name="')[2].partition(b'"')[0].decode()
        yield name, body if b"; filename=" in head else body.decode("utf-8", "replace")


_LIBRARY = frozenset({"accept-encoding", "user-agent", "connection"})
"""Headers that the HTTP library sends whether or not they are given."""


def _faults(operation: Operation, call: RecordedCall) -> Iterator[str]:
    """What the documents do not allow in a call, in words."""
    for parameter in operation.parameters:
        if parameter.wire.lower() not in _LIBRARY:
            yield from _parameter_faults(operation, call, parameter)
    if call.content:
        yield from _body_faults(operation, call)
    elif any(body.required for body in operation.body):
        yield "the request body is missing"


def _parameter_faults(
    operation: Operation, call: RecordedCall, parameter: Parameter
) -> Iterator[str]:
    codec, values = operation.codec(parameter.type), _values(call, parameter)
    name = f"{parameter.location} parameter {parameter.wire}"
    if values is None and parameter.required and not _is_spread(codec, parameter):
        yield f"{name} is missing"
    elif values and not _fits(codec, parameter, values):
        yield f"{name}: expected {parameter.type}, got {values}"


def _values(call: RecordedCall, parameter: Parameter) -> list[str] | None:
    """What a call has under the name of a parameter, at its place."""
    if parameter.location == "query":
        return call.query.get(parameter.wire)
    pairs = (
        pair.strip().partition("=")
        for pair in call.headers.get("cookie", "").split(";")
    )
    cookies = {name: value for name, _, value in pairs}
    places = {"path": call.path_arguments, "header": call.headers, "cookie": cookies}
    value = places[parameter.location].get(parameter.wire)
    return None if value is None else [value]


def _body_faults(operation: Operation, call: RecordedCall) -> Iterator[str]:
    kind = call.headers.get("content-type", "").split(";")[0]
    told = [
        body
        for body in operation.body
        if body.content_type.split(";")[0] in (kind, "*/*")
    ]
    if not told:
        yield f"a body of {kind or 'no content type'} is not documented"
    elif body_kind(kind) == "json":
        for found in operation.codec(told[0].type).drift(call.body, "body", ""):
            if found.kind not in ("undocumented", "guess"):
                yield f"{found.model}.{found.field}: expected {found.documented}, got {found.came}"


def _fits(codec: Codec, parameter: Parameter, values: list[str]) -> bool:
    """Whether the text of a parameter can be a value of its type."""
    codec = codec.resolved
    if isinstance(codec, Union):
        return any(_fits(member, parameter, values) for member in codec.members)
    if isinstance(codec, Array):
        parts = [part for value in values for part in re.split(r"[,| ]", value)]
        return all(_fits(codec.item, parameter, [part]) for part in parts)
    if parameter.content_type or _is_object(codec):
        return True
    return any(codec.fits(candidate) for candidate in _readings(values[0]))


def _is_object(codec: Codec) -> bool:
    return isinstance(codec, Table | ModelCodec) or codec.text == "Any"


def _is_spread(codec: Codec, parameter: Parameter) -> bool:
    """Whether the members of an object stand in the query under names of their own."""
    codec = codec.resolved
    members = codec.members if isinstance(codec, Union) else (codec,)
    is_whole = parameter.content_type or parameter.explode is False
    return (
        parameter.location == "query" and any(map(_is_object, members)) and not is_whole
    )


def _readings(value: str) -> list[Any]:
    from json import loads

    try:
        return [value, loads(value)]
    except ValueError:
        return [value]


def _success(operation: Operation) -> int:
    return next(
        (
            int(status)
            for status in operation.responses
            if status.startswith("2") and status.isdigit()
        ),
        200,
    )


def _default(operation: Operation) -> _Reply:
    """The least that the documents promise of a success."""
    status = _success(operation)
    documented = operation.response(status)[0]
    if documented is None:
        return _Reply(None, status, {}, b"")
    if documented == "bytes":
        return _Reply(None, status, {"Content-Type": "application/octet-stream"}, b"")
    try:
        return _Reply(operation.codec(documented).example(), status, {}, None)
    except RecursionError:  # a model that requires itself has no least example
        return _Reply({}, status, {}, None)
