"""Operations, and the requests that are made of them: pure functions from arguments to a description, without I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict
from urllib.parse import quote

from .codec import BYTES, UPLOAD, Codec, ModelCodec, Union
from .errors import InvalidRequestError
from .models import ABSENT
from .parameters import (
    Parameter,
    cookie_value,
    form_pairs,
    header_value,
    literal_pairs,
    path_segment,
    query_pairs,
    simple,
    text,
)
from .typetext import parse

if TYPE_CHECKING:
    from .pagination import Pagination

_NONE: Mapping[str, Any] = {}
_IDEMPOTENT = frozenset({"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"})


class Options(TypedDict, total=False):
    """What every call takes beside its own arguments.

    `timeout`: seconds for the whole call, retries, waits and tokens among them (None: no limit); for a stream until it
    begins, and then for each piece. `max_retries`: how often a failed request may be sent again. `extra_headers`,
    `extra_query`, `extra_body`: added to what the call sends, replacing what has the same name; a header or a query
    parameter of None is left out. `idempotency_key`: where the operation documents one; it makes a retry safe.
    Where it is required, a call without one makes its own.
    `base_url`: another server for this call, or `server_variables` of the documented one.
    """

    timeout: float | None
    max_retries: int
    extra_headers: Mapping[str, str | None]
    extra_query: Mapping[str, Any]
    extra_body: Mapping[str, Any]
    idempotency_key: str
    base_url: str
    server_variables: Mapping[str, str]


class Body(NamedTuple):
    """A documented representation of a request body. `encoding` is the OpenAPI encoding object of form bodies."""

    content_type: str
    type: str = "Any"
    required: bool = False
    encoding: Mapping[str, Mapping[str, Any]] = _NONE


class Content(NamedTuple):
    """A body to send: JSON, the fields of a form, text, bytes or a File, as `content_type` says."""

    content_type: str
    value: Any
    encoding: Mapping[str, Mapping[str, Any]] = _NONE


class Request(NamedTuple):
    """The description of one request.

    `path` and `query` are percent-encoded already; an `absolute` path replaces that of the base URL, others follow it.
    """

    operation: Operation
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    cookies: tuple[tuple[str, str], ...] = ()
    content: Content | None = None
    deprecated: tuple[str, ...] = ()
    absolute: bool = False

    def with_query(self, values: Mapping[str, Any], keep: bool = False) -> Request:
        """The same request with other values for some query parameters (JSON scalars, lists of them, None for none);
        with `keep` those that it has stay as they are.
        """
        own = {name for name, _ in self.query} if keep else set()
        chosen = {quote(text(name, "query"), safe=""): name for name in values}
        encoded = tuple(
            pair
            for wire, name in chosen.items()
            if wire not in own and values[name] is not None
            for pair in form_pairs(name, values[name])
        )
        replaced = chosen.keys() - own
        kept = tuple(pair for pair in self.query if pair[0] not in replaced)
        return self._replace(query=kept + encoded)

    def target(self) -> str:
        """Path and query, as they stand in a URL."""
        if not self.query:
            return self.path
        return (
            f"{self.path}?{'&'.join(f'{name}={value}' for name, value in self.query)}"
        )


class Operation:
    """A documented operation; built once, shared by every call of it.

    `path` is the template; a literal query may follow it, and a fragment, which is not sent. `security` lists
    alternatives, each a tuple of schemes that are needed together; () means that no credential is sent. With
    `together` the documents do not say how the schemes go together: all that are configured are sent. `servers` is
    a base URL of its own, with its {variables} as in Api. `idempotency_key` is the header of a key that makes a
    retry safe; with `requires_key` a call that has none is given one. `responses` has type text (or None) and the
    documents' words for each status ("200", "4XX", "default"). `at` is its place in the documents. Schemas, codecs
    and path segments are worked out when the operation is first called.
    """

    def __init__(
        self,
        operation_id: str,
        method: str,
        path: str,
        *,
        parameters: tuple[Parameter, ...] = (),
        body: tuple[Body, ...] = (),
        security: tuple[tuple[str, ...], ...] | None = None,
        together: bool = False,
        responses: Mapping[str, tuple[str | None, str]] = _NONE,
        accept: str = "",
        at: str = "",
        deprecated: bool = False,
        idempotency_key: str = "",
        requires_key: bool = False,
        servers: str = "",
        variables: Mapping[str, tuple[str | None, ...]] = _NONE,
        pagination: Pagination | None = None,
    ) -> None:
        self.operation_id, self.method, self.path = operation_id, method.upper(), path
        self.parameters = parameters
        self.body = body
        self.security = security or ()
        self.responses = responses
        self.together = together
        self.accept = accept or "application/json, */*;q=0.1"
        self.at = at
        self.deprecated = deprecated
        self.idempotency_key, self.requires_key = idempotency_key, requires_key
        self.pagination = pagination
        self.servers, self.variables = servers, variables
        self.idempotent = self.method in _IDEMPOTENT
        self._codecs: dict[str, Codec] = {}
        self._chosen: dict[int, tuple[str | None, str]] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_codecs": {}, "_chosen": {}}

    def __repr__(self) -> str:
        return f"<Operation {self.operation_id}: {self.method} {self.path}>"

    def codec(self, text: str) -> Codec:
        """The codec of a type that this operation names."""
        codec = self._codecs.get(text)
        if codec is None:
            codec = self._codecs[text] = parse(text)
        return codec

    def response_key(self, status: int) -> str | None:
        """Where the documents speak of a status: at it, at its range, by default, or nowhere (None)."""
        keys = (str(status), f"{status // 100}XX", f"{status // 100}xx", "default")
        return next((key for key in keys if key in self.responses), None)

    def response(self, status: int) -> tuple[str | None, str]:
        """The documented type and words of a status; (None, "") without any."""
        found = self._chosen.get(status)
        if found is None:
            key = self.response_key(status)
            found = self._chosen[status] = self.responses.get(key or "", (None, ""))
        return found

    def request(
        self,
        values: tuple[Any, ...] = (),
        body: Any = None,
        *,
        fields: Mapping[str, Any] = _NONE,
        content_type: str | None = None,
    ) -> Request:
        """The request of one call.

        `values` are the arguments in the order of `parameters`; None leaves one out. The body is either `body` or
        made of `fields`. Raises InvalidRequestError, naming the argument, for what the documents do not allow.
        """
        path, _, literal = self.path.partition("#")[0].partition("?")
        query: list[tuple[str, str]] = []
        headers: list[tuple[str, str]] = []
        cookies: list[tuple[str, str]] = []
        given = self._given(values)
        for parameter, json in given:
            if parameter.location == "path":
                variable = "{" + parameter.wire + "}"
                segment = path_segment(parameter, json)
                path = path.replace(variable, segment)
                literal = literal.replace(variable, segment)
            elif parameter.location == "query":
                query += query_pairs(parameter, json)
            elif parameter.location == "header":
                told = header_value(parameter.argument, simple(parameter, json))
                headers.append((parameter.wire, told))
            else:
                cookies.append((parameter.wire, cookie_value(parameter, json)))
        return Request(
            self,
            path,
            query=(*literal_pairs(literal), *query),
            headers=tuple(headers),
            cookies=tuple(cookies),
            content=self._content(body, fields, content_type) if self.body else None,
            deprecated=tuple([one.argument for one, _ in given if one.deprecated]),
        )

    def _given(self, values: tuple[Any, ...]) -> list[tuple[Parameter, Any]]:
        """The parameters that have a value, each with its JSON."""
        given = []
        for parameter, value in zip(self.parameters, values, strict=True):
            if value is not None and value is not ABSENT:
                codec = self.codec(parameter.type)
                given.append((parameter, codec.encode(value, parameter.argument)))
            elif parameter.required:
                raise InvalidRequestError(
                    f"{parameter.argument}: {self.operation_id} requires it"
                )
        return given

    def _content(
        self, body: Any, fields: Mapping[str, Any], content_type: str | None
    ) -> Content | None:
        given = {
            name: value
            for name, value in fields.items()
            if value is not ABSENT and value is not None
        }
        if body is not None and body is not ABSENT:
            if given:
                told = ", ".join(given)
                raise InvalidRequestError(
                    f"body: give it whole or by its fields ({told}), not both"
                )
            return self._suited(body, content_type, "" if fields else "body")
        chosen = self._representation(content_type)
        codec = self.codec(chosen.type)
        # None says nothing, except of what is documented as nullable.
        nullable = _nullable(codec, fields)
        given |= {name: None for name in nullable if fields[name] is None}
        if given or (fields and chosen.required):
            return self._written(chosen, given, "")
        if not chosen.required:
            return None
        if body_kind(chosen.content_type) != "json" or not codec.fits(None):
            raise InvalidRequestError(f"body: {self.operation_id} requires it")
        return self._written(chosen, None, "body")

    def _written(self, chosen: Body, body: Any, path: str) -> Content:
        codec = self.codec(chosen.type)
        try:
            if body_kind(chosen.content_type) in ("text", "binary"):
                value = _unstructured(codec, body)
            else:
                value = codec.encode(body, path)
        except RecursionError:
            raise InvalidRequestError("body: nested too deeply") from None
        return Content(chosen.content_type, value, chosen.encoding)

    def _suited(self, body: Any, content_type: str | None, path: str) -> Content:
        """The body in the representation that is asked for, else in the first that suits it."""
        if content_type is not None or len(self.body) == 1:
            return self._written(self._representation(content_type), body, path)
        kinds = {"json", "form", "multipart"}
        structured = [one for one in self.body if body_kind(one.content_type) in kinds]
        if structured and isinstance(body, Mapping | list | tuple):
            # It would suit many: what is wrong in it is not to be sent in another form.
            return self._written(structured[0], body, path)
        refused = None
        # Bytes and files can be sent as text as well, but rather as what they are.
        last = None if isinstance(body, str) else "str"
        for chosen in sorted(self.body, key=lambda chosen: chosen.type == last):
            try:
                return self._written(chosen, body, path)
            except InvalidRequestError as error:
                refused = refused or error
        raise refused or InvalidRequestError(f"body: {self.operation_id} takes none")

    def _representation(self, content_type: str | None) -> Body:
        if content_type is None:
            return self.body[0]
        wanted = content_type.split(";")[0].strip().lower()
        for body in self.body:
            if body.content_type.split(";")[0].lower() == wanted:
                return body._replace(content_type=content_type)
        documented = ", ".join(body.content_type for body in self.body)
        raise InvalidRequestError(
            f"content_type: {self.operation_id} takes {documented}"
        )


def _nullable(codec: Codec, names: Iterable[str]) -> list[str]:
    """Those of the fields of a body for which null is documented."""
    members = codec.members if isinstance(codec, Union) else (codec,)
    models = [member.model for member in members if isinstance(member, ModelCodec)]
    found = {
        name
        for model in models
        for name, field in model._plan().by_attribute.items()
        if field.nullable
    }
    return [name for name in names if name in found]


def _unstructured(codec: Codec, body: Any) -> Any:
    """The value of a body that is text or bytes: the text of a scalar, else a File. A str is no file name."""
    if codec in (UPLOAD, BYTES) or not isinstance(body, str | bool | int | float):
        return UPLOAD.encode(body, "body")
    return text(codec.encode(body, "body"), "body")


def charset(content_type: str) -> str:
    """The character set that a content type names, in small letters, or ""."""
    named = content_type.lower().partition("charset=")[2]
    return named.split(";")[0].strip(" \"'")


def is_json(content_type: str) -> bool:
    """Whether that is JSON, by itself or by its suffix (RFC 6839); lines of it, such as x-ndjson, are not."""
    bare = content_type.split(";")[0].strip().lower()
    return bare.endswith(("/json", "+json", "-json", ".json"))


def body_kind(content_type: str) -> str:
    """How a body of that type is written: "json" (also `*/*`), "form", "multipart", "text" or "binary"."""
    bare = content_type.split(";")[0].strip().lower()
    if is_json(bare) or bare in ("", "*/*", "application/*"):
        return "json"
    if bare == "application/x-www-form-urlencoded":
        return "form"
    if bare.startswith("multipart/"):
        return "multipart"
    return "text" if bare.startswith("text/") or bare.endswith("xml") else "binary"
