"""OpenAPI 3.0 and 3.1 documents -> Api.

References to parameters, responses, request bodies, headers, path items and examples are written out; references to
schemas stay, by the name of their component. What an Api has no place for is kept in `extra` where that has a meaning
for the object itself; summary, description and extensions of path items, and components that nothing refers to, are
not kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final, TypeVar, get_args

from generator.problems import Problem, ProblemsError
from generator.spec.api import (
    EMPTY,
    METHODS,
    Api,
    Evidence,
    Header,
    MediaType,
    OAuthFlow,
    Operation,
    Parameter,
    Place,
    RequestBody,
    Response,
    Schema,
    SecurityRequirement,
    SecurityScheme,
    Server,
    Tag,
)
from generator.spec.document import Document, Pointer, read
from generator.spec.openapi_write import FLOW_URLS, is_bearer
from generator.spec.reading import EVIDENCE_KEY, Cursor, Reading, component_names, kind, unique
from generator.spec.rules import Rulebook
from generator.spec.schema_read import SchemaReader
from generator.spec.schema_write import schema_value
from generator.spec.spelling import recase, words

RULES: Final = Rulebook()
"""What reading an OpenAPI document supplies where the document is silent or not clear."""

_PLACES: Final = frozenset(get_args(Place))
_STYLES: Final = {
    "path": {"simple", "label", "matrix"},
    "query": {"form", "spaceDelimited", "pipeDelimited", "deepObject"},
    "header": {"simple"},
    "cookie": {"form"},
}
_STATUS: Final = re.compile(r"[1-5](\d\d|XX)|default")
_VARIABLE: Final = re.compile(r"\{([^{}/]*)\}")
_DATA: Final = frozenset({"example", "default", "value", "enum", "const", EVIDENCE_KEY})
_PATH_ITEM_KEYS: Final = frozenset({"$ref", "summary", "description", "servers", "parameters"})
_SCHEME_KINDS: Final = frozenset({"apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"})
_SWAGGER_FLOWS: Final = {"application": "clientCredentials", "accessCode": "authorizationCode"}
_SCHEME_OWN: Final = frozenset(
    "type name in scheme bearerFormat flows openIdConnectUrl x-prefix x-also description".split()
) | {EVIDENCE_KEY}

_Part = TypeVar("_Part")


def load(text: str, path: str) -> tuple[Api, tuple[Problem, ...]]:
    """Read an OpenAPI 3.0 or 3.1 document, YAML or JSON; `path` is what people call it.

    Gives the Api and every problem found (S codes, with line and column): what cannot be used is left out and said.
    Raises ProblemsError when nothing can be read: broken syntax, hostile nesting, no OpenAPI document, Swagger 2.0.
    """
    document, problems = read(text, path)
    api, more = load_document(document)
    return api, (*problems, *more)


def load_document(document: Document) -> tuple[Api, tuple[Problem, ...]]:
    """As `load`, from a document that was read already."""
    try:
        return _ApiReader(Reading(document)).read()
    except RecursionError:
        raise ProblemsError((document.problem("S02", (), "nested too deeply to be read"),)) from None


class _ApiReader:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._root = Cursor(reading.document.value, ())
        self._is_3_0 = self._check_version()
        components = self._components()
        self._schemas = SchemaReader(reading, components.get("schemas", Cursor({}, ())), self._is_3_0)
        self._schemes = components.get("securitySchemes", Cursor({}, ()))
        self._scheme_names = component_names(reading.members(self._schemes))
        self._inlining: list[Pointer] = []

    def _check_version(self) -> bool:
        """Whether the document is OpenAPI 3.0 (and not 3.1)."""
        reading, root = self._reading, self._root
        if not isinstance(root.value, dict):
            self._stop("S10", (), f"the root must be a mapping, not {kind(root.value)}")
        if "openapi" not in root.value:
            if "swagger" in root.value:
                version = reading.text(root, "swagger")
                self._stop("S11", ("swagger",), f"this is a Swagger {version} document, not OpenAPI 3")
            self._stop("S10", (), "there is no `openapi: 3...` at the root")
        version = reading.text(root, "openapi")
        if not re.fullmatch(r"3\.\d+(\.\d+)?([-+].*)?", version):
            self._stop("S10", ("openapi",), f"OpenAPI version {version!r} is not 3.0 or 3.1")
        if not re.match(r"3\.[01]\b", version):
            reading.report("S12", ("openapi",), f"OpenAPI version {version} is read as 3.1")
        return version.startswith("3.0")

    def _stop(self, code: str, pointer: Pointer, message: str) -> None:
        raise ProblemsError((self._reading.document.problem(code, pointer, message),))

    def _components(self) -> dict[str, Cursor]:
        found = dict(self._reading.mapping(self._root, "components"))
        return {name: at for name, at in found.items() if at.value is not None}

    def read(self) -> tuple[Api, tuple[Problem, ...]]:
        reading, root = self._reading, self._root
        info = self._info()
        api = Api(
            title=reading.text(info, "title"),
            version=reading.text(info, "version"),
            description=reading.text(info, "description"),
            servers=self._servers(root),
            tags=self._tags(),
            operations=self._with_unique_ids(self._operations()),
            security_schemes=self._security_schemes(),
            security=self._security(root) or (),
            extra=self._root_extra(info),
            schemas=self._schemas.components(),  # last: it also gives the schemas that the rest refers into
            evidence=reading.evidence(root),
        )
        return api, tuple(reading.problems)

    # ------------------------------------------------------------------------------------------ around the operations

    def _info(self) -> Cursor:
        if not isinstance(self._root.value.get("info"), dict):
            self._reading.report("S14", self._root, "there is no `info`: title and version stay empty")
            return Cursor({}, ("info",))
        info = self._root.child("info")
        for key in ("title", "version"):
            if info.value.get(key) is None:
                self._reading.report("S14", info, f"`info` has no {key}: it stays empty")
        return info

    def _root_extra(self, info: Cursor) -> Mapping[str, Any]:
        own = {"openapi", "info", "servers", "tags", "paths", "components", "security", EVIDENCE_KEY}
        extra = self._extra(self._root, own)
        about = {key: value for key, value in info.value.items() if key not in ("title", "version", "description")}
        return {**({"info": about} if about else {}), **extra} or EMPTY

    def _servers(self, at: Cursor) -> tuple[Server, ...]:
        reading = self._reading
        servers = []
        for item in reading.items(at, "servers"):
            if not reading.is_mapping(item):
                continue
            if item.value.get("url") is None:
                reading.report("S14", item, "the server has no url: left out")
                continue
            variables = {name: self._variable(child) for name, child in reading.mapping(item, "variables")}
            servers.append(
                Server(
                    url=reading.text(item, "url"),
                    description=reading.text(item, "description"),
                    variables=variables or EMPTY,
                    evidence=reading.evidence(item),
                )
            )
        return tuple(servers)

    def _variable(self, at: Cursor) -> Mapping[str, Any]:
        """A server variable as it stands, its default and enum as the texts that they must be."""
        members = self._reading.members(at)
        stated = [key for key in ("default", "description") if key in members]
        texts: dict[str, Any] = {key: self._reading.text(at, key) for key in stated}
        enum = {"enum": list(self._reading.texts(at, "enum"))} if "enum" in members else {}
        return {**members, **texts, **enum}

    def _tags(self) -> tuple[Tag, ...]:
        reading = self._reading
        tags: dict[str, Tag] = {}
        for item in reading.items(self._root, "tags"):
            if isinstance(item.value, str):
                reading.report("S15", item, "a tag must be a mapping: taken as its name")
                tags.setdefault(item.value, Tag(name=item.value))
            elif reading.is_mapping(item):
                name = reading.text(item, "name")
                tags.setdefault(name, Tag(name=name, description=reading.text(item, "description")))
        return tuple(tags.values())

    # ---------------------------------------------------------------------------------------------------- operations

    def _operations(self) -> list[tuple[Operation, Cursor]]:
        if self._root.value.get("paths") is None and not self._root.value.keys() & {"webhooks", "components"}:
            self._reading.report("S14", self._root, "there are no `paths`: the API has no operations")
        found: list[tuple[Operation, Cursor]] = []
        for key, at in self._reading.mapping(self._root, "paths"):
            if not key.startswith("x-"):
                found.extend(self._path_item(self._path_of(key, at), at))
        return found

    def _path_of(self, key: str, at: Cursor) -> str:
        if key.startswith("/"):
            return key
        self._reading.report("S15", at, f"path {key!r} does not begin with a slash: read as {'/' + key!r}")
        return "/" + key

    def _path_item(self, path: str, at: Cursor) -> Iterable[tuple[Operation, Cursor]]:
        reading = self._reading
        if at.value is None:
            return
        for item in self._with_referred(at):
            common = self._parameters(item)
            servers = self._servers(item)
            for key in item.value:
                if key in METHODS:
                    if reading.is_mapping(item.child(key)):
                        yield self._operation(path, key, item.child(key), common, servers), item.child(key)
                elif key not in _PATH_ITEM_KEYS and not key.startswith("x-"):
                    reading.report("S13", item.child(key), f"{key!r} is no verb of OpenAPI: left out")

    def _with_referred(self, at: Cursor) -> Iterable[Cursor]:
        """A path item, and the one that it refers to: the verbs beside a `$ref` count first."""
        if not self._reading.is_mapping(at):
            return []
        if "$ref" not in at.value:
            return [at]
        found = self._reading.target(at)
        if found is None or not self._reading.is_mapping(found):
            return [Cursor({key: value for key, value in at.value.items() if key != "$ref"}, at.pointer)]
        hidden = {key for key in at.value if key in METHODS}
        kept = {key: value for key, value in found.value.items() if key not in hidden}
        return [at, Cursor(kept, found.pointer)]

    def _operation(
        self, path: str, method: str, at: Cursor, common: tuple[Parameter, ...], servers: tuple[Server, ...]
    ) -> Operation:
        reading = self._reading
        operation_id, evidence = self._operation_id(path, method, at)
        own = "operationId tags summary description deprecated parameters requestBody responses security servers"
        if self._is_3_0 and at.value.get("responses") is None:
            reading.report("S14", at, "the operation has no responses: none are documented")
        return Operation(
            operation_id=operation_id,
            method=method,
            path=path,
            tags=tuple(dict.fromkeys(reading.texts(at, "tags"))),
            summary=reading.text(at, "summary"),
            description=reading.text(at, "description"),
            deprecated=reading.flag(at, "deprecated"),
            parameters=self._of_path(path, at, _override(common, self._parameters(at))),
            request_body=self._request_body(at) if at.value.get("requestBody") is not None else None,
            responses=self._responses(at),
            security=self._security(at),
            servers=self._servers(at) or servers,
            extra=self._extra(at, {*own.split(), EVIDENCE_KEY}),
            evidence=evidence,
        )

    def _operation_id(self, path: str, method: str, at: Cursor) -> tuple[str, Evidence]:
        evidence = self._reading.evidence(at)
        stated = self._reading.text(at, "operationId")
        if stated:
            return stated, evidence
        return operation_id_from_path(method, path), _inferred(evidence, "operationId", operation_id_from_path.name)

    def _with_unique_ids(self, found: list[tuple[Operation, Cursor]]) -> tuple[Operation, ...]:
        """Every operationId once; those that the document states go before those made from paths."""
        stated = {operation.operation_id for operation, at in found if at.value.get("operationId")}
        used: set[str] = set()
        result = []
        for operation, at in found:
            is_stated, name = bool(at.value.get("operationId")), operation.operation_id
            if name in used or (not is_stated and name in stated):
                operation = self._renamed(operation, operation_id_made_unique(name, used | stated), is_stated, at)
            used.add(operation.operation_id)
            result.append(operation)
        return tuple(result)

    def _renamed(self, operation: Operation, name: str, is_stated: bool, at: Cursor) -> Operation:
        if not is_stated:
            return replace(operation, operation_id=name)
        message = f"operationId {operation.operation_id!r} is used before: this one becomes {name!r}"
        self._reading.report("S30", (*at.pointer, "operationId"), message)
        evidence = _inferred(operation.evidence, "operationId", operation_id_made_unique.name)
        return replace(operation, operation_id=name, evidence=evidence)

    # ---------------------------------------------------------------------------------------------------- parameters

    def _parameters(self, at: Cursor) -> tuple[Parameter, ...]:
        found: dict[tuple[str, str], Parameter] = {}
        for item in self._reading.items(at, "parameters"):
            parameter = self._inlined(item, self._parameter)
            if parameter is None:
                continue
            key = (parameter.name, parameter.location)
            if key in found:
                message = f"{parameter.location} parameter {parameter.name!r} is described before"
                self._reading.report("S32", item, message)
            found.setdefault(key, parameter)
        return tuple(found.values())

    def _parameter(self, at: Cursor) -> Parameter | None:
        reading = self._reading
        name, place = reading.text(at, "name"), reading.text(at, "in")
        if not name:
            reading.report("S14", at, "a parameter without a name cannot be sent: left out")
            return None
        if place not in _PLACES:
            reading.report("S13", at, f"parameter {name!r} with `in: {place[:40]}`: left out")
            return None
        content_type, schema = self._described(at)
        if place == "path" and not reading.flag(at, "required"):
            reading.report("S15", at, f"path parameter {name!r} is not marked required: taken as required")
        own = "name in description required deprecated schema content style explode".split()
        return Parameter(
            name=name,
            location=place,  # type: ignore[arg-type]  # one of _PLACES
            schema=schema or Schema(),
            required=place == "path" or reading.flag(at, "required"),
            description=reading.text(at, "description"),
            deprecated=reading.flag(at, "deprecated"),
            style=self._style(at, place) if content_type is None else None,
            explode=reading.optional_flag(at, "explode") if content_type is None else None,
            content_type=content_type,
            extra=self._extra(at, {*own, EVIDENCE_KEY}),
            evidence=reading.evidence(at),
        )

    def _style(self, at: Cursor, place: str) -> str | None:
        style = self._reading.optional_text(at, "style")
        if style is None or style in _STYLES[place]:
            return style
        self._reading.report("S15", at.child("style"), f"style {style!r} is not for a {place} value: ignored")
        return None

    def _described(self, at: Cursor) -> tuple[str | None, Schema | None]:
        """Content type and schema of a parameter or header: it has either `schema` or `content` with one entry."""
        if at.value.get("schema") is not None:
            return None, self._schemas.schema(at.child("schema"))
        for content_type, child in self._reading.mapping(at, "content"):
            if "schema" in self._reading.members(child):
                return content_type, self._schemas.schema(child.child("schema"))
            return content_type, None
        return None, None

    def _of_path(self, path: str, at: Cursor, parameters: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
        """The parameters with exactly those of `in: path` that the path has variables for."""
        anywhere = set(_VARIABLE.findall(path))
        route, _, query = path.partition("#")[0].partition("?")
        sent = {parameter.name for parameter in parameters if parameter.location == "query"}
        literal = [pair for pair in query.split("&") if pair.partition("=")[0] not in sent]
        wanted = [
            name for name in dict.fromkeys(_VARIABLE.findall("&".join((route, *literal)))) if name not in ("", *sent)
        ]
        kept = []
        for parameter in parameters:
            if parameter.location == "path" and parameter.name not in anywhere:
                message = f"path parameter {parameter.name!r} is not in the path {path!r}: left out"
                self._reading.report("S31", at, message)
            else:
                kept.append(parameter)
        described = {parameter.name for parameter in kept if parameter.location == "path"}
        for name in wanted:
            if name not in described:
                self._reading.report("S31", at, f"no parameter describes {{{name}}} of {path!r}: read as a text")
                kept.append(parameter_from_path(name))
        return tuple(kept)

    # -------------------------------------------------------------------------------------------- bodies and responses

    def _request_body(self, at: Cursor) -> RequestBody | None:
        return self._inlined(at.child("requestBody"), self._body)

    def _body(self, at: Cursor) -> RequestBody:
        reading = self._reading
        if at.value.get("content") is None:
            reading.report("S14", at, "the request body has no `content`: its content type is not known")
        return RequestBody(
            content=self._content(at),
            required=reading.flag(at, "required"),
            description=reading.text(at, "description"),
            extra=self._extra(at, {"content", "required", "description", EVIDENCE_KEY}),
            evidence=reading.evidence(at),
        )

    def _content(self, at: Cursor) -> tuple[MediaType, ...]:
        found = []
        for key, child in self._reading.mapping(at, "content"):
            content_type = key.strip() or "*/*"
            if content_type != key:
                self._reading.report("S15", child, f"content type {key!r}: read as {content_type!r}")
            if child.value is None:
                child = Cursor({}, child.pointer)
            media = self._inlined(child, partial(self._media_type, content_type))
            if media is not None:
                found.append(media)
        return tuple(found)

    def _media_type(self, content_type: str, at: Cursor) -> MediaType:
        value = at.value
        encoding = self._portable(at.child("encoding")) if isinstance(value.get("encoding"), dict) else {}
        return MediaType(
            content_type=content_type,
            schema=self._schemas.schema(at.child("schema")) if value.get("schema") is not None else None,
            encoding=encoding or EMPTY,
            extra=self._extra(at, {"schema", "encoding"}),
        )

    def _responses(self, at: Cursor) -> tuple[Response, ...]:
        found = []
        for key, child in self._reading.mapping(at, "responses"):
            status = key.upper() if re.fullmatch(r"[1-5][xX]{2}", key) else key
            if key.startswith("x-"):
                continue
            if not _STATUS.fullmatch(status):
                self._reading.report("S13", child, f"{key!r} is no status code: the response is left out")
                continue
            response = self._inlined(child, partial(self._response, status))
            if response is not None:
                found.append(response)
        return tuple(found)

    def _response(self, status: str, at: Cursor) -> Response:
        reading = self._reading
        if at.value.get("description") is None:
            reading.report("S14", at, f"the response {status} has no description: it stays empty")
        headers = [self._inlined(child, partial(self._header, name)) for name, child in reading.mapping(at, "headers")]
        return Response(
            status=status,
            description=reading.text(at, "description"),
            headers=tuple(header for header in headers if header is not None),
            content=self._content(at),
            extra=self._extra(at, {"description", "headers", "content", EVIDENCE_KEY}),
            evidence=reading.evidence(at),
        )

    def _header(self, name: str, at: Cursor) -> Header:
        reading = self._reading
        schema = self._schemas.schema(at.child("schema")) if at.value.get("schema") is not None else None
        style = self._style(at, "header")
        extra = self._extra(at, {"schema", "description", "required", "style"})
        return Header(
            name=name,
            schema=None if schema == Schema() else schema,  # `{}` says nothing
            description=reading.text(at, "description"),
            required=reading.flag(at, "required"),
            extra={**extra, "style": style} if style else extra,
        )

    # ------------------------------------------------------------------------------------------------------ security

    def _security(self, at: Cursor) -> tuple[SecurityRequirement, ...] | None:
        if at.value.get("security") is None:
            return None
        found = []
        for item in self._reading.items(at, "security"):
            if self._reading.is_mapping(item):
                found.append(self._requirement(item))
        return tuple(found)

    def _requirement(self, at: Cursor) -> SecurityRequirement:
        schemes = []
        for key in at.value:
            if key not in self._scheme_names:
                self._reading.report("S33", at.child(key), f"security scheme {key!r} is not described")
            schemes.append((self._scheme_names.get(key, key), self._reading.texts(at, key)))
        return SecurityRequirement(schemes=tuple(schemes))

    def _security_schemes(self) -> dict[str, SecurityScheme]:
        found = {}
        for key, name in self._scheme_names.items():
            at = self._schemes.child(key)
            if key != name:
                self._reading.report("S15", at, f"component name {key!r} is not allowed: renamed to {name!r}")
            scheme = self._inlined(at, partial(self._security_scheme, name))
            if scheme is not None:
                found[name] = scheme
        return found

    def _security_scheme(self, key: str, at: Cursor) -> SecurityScheme | None:
        reading = self._reading
        type_, scheme = reading.text(at, "type"), reading.optional_text(at, "scheme")
        if type_ == "basic":  # as Swagger 2.0 calls it
            reading.report("S15", at, "security scheme of type basic: read as type http, scheme basic")
            type_, scheme = "http", "basic"
        if type_ not in _SCHEME_KINDS:
            reading.report("S13", at, f"security scheme {key!r} of type {type_[:40]!r}: left out")
            return None
        return SecurityScheme(
            key=key,
            kind=type_,
            name=reading.optional_text(at, "name"),
            location=reading.optional_text(at, "in"),
            scheme=scheme,
            bearer_format=reading.optional_text(at, "bearerFormat") if is_bearer(scheme) else None,
            flows=self._flows(at),
            open_id_connect_url=reading.optional_text(at, "openIdConnectUrl"),
            prefix=reading.optional_text(at, "x-prefix"),
            also=reading.texts(at, "x-also"),
            description=reading.text(at, "description"),
            extra=self._extra(at, _SCHEME_OWN),
            evidence=reading.evidence(at),
        )

    def _flows(self, at: Cursor) -> tuple[OAuthFlow, ...]:
        found = []
        for name, child in self._reading.mapping(at, "flows"):
            flow = _SWAGGER_FLOWS.get(name, name)
            if flow != name:
                self._reading.report("S15", child, f"OAuth flow {name!r} of Swagger 2.0: read as {flow!r}")
            if flow in FLOW_URLS:
                if self._reading.is_mapping(child):
                    found.append(self._flow(flow, child))
            elif not name.startswith("x-"):
                self._reading.report("S13", child, f"{name!r} is no OAuth flow: left out")
        return tuple(found)

    def _flow(self, name: str, at: Cursor) -> OAuthFlow:
        """A flow; URLs that its kind has no use for are not kept."""
        reading, urls = self._reading, FLOW_URLS[name]
        scopes = {}
        if at.value.get("scopes") is not None:
            inner = at.child("scopes")
            scopes = {scope: reading.text(inner, scope) for scope in reading.members(inner)}
        return OAuthFlow(
            kind=name,
            authorization_url=reading.optional_text(at, "authorizationUrl") if "authorizationUrl" in urls else None,
            token_url=reading.optional_text(at, "tokenUrl") if "tokenUrl" in urls else None,
            refresh_url=reading.optional_text(at, "refreshUrl"),
            scopes=scopes or EMPTY,
        )

    # ------------------------------------------------------------------------------------------ what is kept as it is

    def _inlined(self, at: Cursor, parse: Callable[[Cursor], _Part | None]) -> _Part | None:
        """What `parse` makes of the object at `at`, or of what its `$ref` refers to; a description beside it counts."""
        if not isinstance(at.value, dict):
            self._reading.wrong(at, "a mapping")
            return None
        if not isinstance(at.value.get("$ref"), str):
            return parse(at)
        found = self._reading.target(at)
        if found is None:
            return None
        if not isinstance(found.value, dict):
            self._reading.report("S23", at, f"{at.value['$ref']!r} does not refer to an object")
            return None
        if isinstance(at.value.get("description"), str):
            found = Cursor({**found.value, "description": at.value["description"]}, found.pointer)
        return parse(found)

    def _extra(self, at: Cursor, own: Iterable[str]) -> Mapping[str, Any]:
        """The other members of an object, without references to what an Api does not keep."""
        names = [key for key in at.value if key not in own]
        return {key: self._kept(key, at.child(key)) for key in names} or EMPTY

    def _kept(self, key: str, at: Cursor) -> Any:
        if key in _DATA or key.startswith("x-"):
            return at.value
        if key == "schema" and isinstance(at.value, dict | bool):
            return schema_value(self._schemas.schema(at))
        return self._portable(at)

    def _portable(self, at: Cursor) -> Any:
        """A copy in which references to anything but schemas are written out."""
        if isinstance(at.value, list):
            return [self._portable(at.child(index)) for index in range(len(at.value))]
        if not isinstance(at.value, dict):
            return at.value
        if isinstance(at.value.get("$ref"), str):
            return self._portable_target(at)
        return {key: self._kept(key, at.child(key)) for key in at.value}

    def _portable_target(self, at: Cursor) -> Any:
        found = self._reading.target(at)
        if found is None:
            return {}
        if found.pointer[:2] == ("components", "schemas") and isinstance(found.value, dict | bool):
            return schema_value(self._schemas.schema(at))
        if found.pointer in self._inlining:
            self._reading.report("S22", at, f"{at.value['$ref']!r} holds itself")
            return {}
        self._inlining.append(found.pointer)
        try:
            return self._portable(found)
        finally:
            self._inlining.pop()


@RULES.rule("operation-id-from-path")
def operation_id_from_path(method: str, path: str) -> str:
    """An operation without an operationId is called after its verb and the words of its path, in camelCase:
    `GET /users/{id}/files` is `getUsersIdFiles`."""
    return recase((method, *words(path)), "camel")


@RULES.rule("operation-id-made-unique")
def operation_id_made_unique(name: str, taken: set[str]) -> str:
    """Of several operations with one operationId the first keeps it; the others get `_2`, `_3`, ... behind it."""
    return unique(name, taken)


@RULES.rule("parameter-from-path")
def parameter_from_path(name: str) -> Parameter:
    """A `{variable}` of a path that no parameter describes is a required path parameter, a text."""
    rules = dict.fromkeys(("in", "name", "required", "schema"), parameter_from_path.name)
    schema = Schema(types=("string",))
    return Parameter(name=name, location="path", required=True, schema=schema, evidence=Evidence(inferred=rules))


def _inferred(evidence: Evidence, key: str, rule: str) -> Evidence:
    return replace(evidence, inferred={**evidence.inferred, key: rule})


def _override(common: tuple[Parameter, ...], own: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
    """The parameters of a path item, those of its operation replacing them by name and place."""
    merged = {(parameter.name, parameter.location): parameter for parameter in common}
    merged.update({(parameter.name, parameter.location): parameter for parameter in own})
    return tuple(merged.values())
