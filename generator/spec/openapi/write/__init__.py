"""Api -> OpenAPI 3.1.1 document in YAML, the same text for the same Api."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from generator.problems import Location, Problem, ProblemsError
from generator.spec.api import (
    Api,
    Evidence,
    Header,
    MediaType,
    OAuthFlow,
    Operation,
    Parameter,
    RequestBody,
    Response,
    Schema,
    SecurityRequirement,
    SecurityScheme,
    Server,
    Tag,
)
from generator.spec.openapi.write.schemas import evidence_value, schema_value
from generator.spec.openapi.write.yaml import yaml_text

OPENAPI_VERSION: Final = "3.1.1"

FLOW_URLS: Final = {
    "implicit": ("authorizationUrl",),
    "password": ("tokenUrl",),
    "clientCredentials": ("tokenUrl",),
    "authorizationCode": ("authorizationUrl", "tokenUrl"),
}
"""Kind of an OAuth flow -> the URLs that it has by the standard, no more and no fewer (besides `refreshUrl`)."""


def dump(api: Api) -> str:
    """The OpenAPI 3.1.1 document of an API, as YAML.

    Paths stand in the order of their first operation, component names are sorted, the keys of an object stand in the
    order of the standard with extensions last. `load` of the text gives the Api back; when operations of one path do
    not stand together in the Api, they do in the document. URLs that OpenAPI demands but nobody stated (the token URL
    of an OAuth flow) are written as an empty text, which `load` takes for none.

    Raises ProblemsError when two operations have the same verb and path (S34), or schemas nest too deeply (S02).
    """
    try:
        return yaml_text(document_value(api))
    except RecursionError:
        problem = Problem("S02", Location(api.title), "schemas nested too deeply to be written")
        raise ProblemsError((problem,)) from None


def document_value(api: Api) -> dict[str, Any]:
    """The document as plain values, keys in the order in which they are written."""
    extra = dict(api.extra)
    about = extra.pop("info", {})
    components = {
        "schemas": {name: schema_value(api.schemas[name]) for name in sorted(api.schemas)},
        "securitySchemes": {name: _scheme(api.security_schemes[name]) for name in sorted(api.security_schemes)},
    }
    return _object(
        {
            "openapi": OPENAPI_VERSION,
            "info": _info(api, about),
            "servers": [_server(server) for server in api.servers],
            "security": _security(api.security),
            "tags": [_tag(tag) for tag in api.tags],
            "paths": _paths(api.operations),
            "components": {key: value for key, value in components.items() if value},
        },
        extra,
        api.evidence,
        always={"openapi", "info", "paths"},
    )


def _object(
    fields: Mapping[str, Any],
    extra: Mapping[str, Any],
    evidence: Evidence | None = None,
    always: Iterable[str] = (),
) -> dict[str, Any]:
    """The fields that say something, and those of `always`; then other members by name, extensions, x-docs."""
    value = {key: field for key, field in fields.items() if key in always or field not in (None, "", False, [], {}, ())}
    for key in sorted(extra, key=lambda key: (key.startswith("x-"), key)):
        value[key] = extra[key]
    written = evidence_value(evidence) if evidence is not None else None
    if written is not None:
        value["x-docs"] = written
    return value


def _info(api: Api, about: Mapping[str, Any]) -> dict[str, Any]:
    fields = {"title": api.title, "version": api.version, "description": api.description}
    return _object(fields, about, always={"title", "version"})


def _server(server: Server) -> dict[str, Any]:
    variables = {name: dict(variable) for name, variable in server.variables.items()}
    fields = {"url": server.url, "description": server.description, "variables": variables}
    return _object(fields, {}, server.evidence, always={"url"})


def _tag(tag: Tag) -> dict[str, Any]:
    return _object({"name": tag.name, "description": tag.description}, {}, always={"name"})


def _security(requirements: tuple[SecurityRequirement, ...]) -> list[dict[str, list[str]]]:
    return [{name: list(scopes) for name, scopes in requirement.schemes} for requirement in requirements]


def _paths(operations: tuple[Operation, ...]) -> dict[str, dict[str, Any]]:
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        item = paths.setdefault(operation.path, {})
        if operation.method in item:
            message = f"{operation.method.upper()} {operation.path} ({operation.operation_id}) is there twice"
            raise ProblemsError((Problem("S34", Location.of((*operation.evidence.at, operation.path)[0]), message),))
        item[operation.method] = _operation(operation)
    return paths


def _operation(operation: Operation) -> dict[str, Any]:
    return _object(
        {
            "tags": list(operation.tags),
            "summary": operation.summary,
            "description": operation.description,
            "operationId": operation.operation_id,
            "deprecated": operation.deprecated,
            "security": None if operation.security is None else _security(operation.security),
            "servers": [_server(server) for server in operation.servers],
            "parameters": [_parameter(parameter) for parameter in operation.parameters],
            "requestBody": _request_body(operation.request_body) if operation.request_body else None,
            "responses": {response.status: _response(response) for response in operation.responses},
        },
        operation.extra,
        operation.evidence,
        always={"operationId"} if operation.security is None else {"operationId", "security"},
    )


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema = schema_value(parameter.schema)
    described: dict[str, Any] = {"style": parameter.style, "explode": parameter.explode, "schema": schema}
    always = {"schema"} if parameter.explode is None else {"schema", "explode"}
    if parameter.content_type is not None:  # then style and explode do not apply
        described = {"content": {parameter.content_type: {"schema": schema}}}
    return _object(
        {
            "name": parameter.name,
            "in": parameter.location,
            "description": parameter.description,
            "required": parameter.required,
            "deprecated": parameter.deprecated,
            **described,
        },
        parameter.extra,
        parameter.evidence,
        always=always,
    )


def _request_body(body: RequestBody) -> dict[str, Any]:
    fields = {"description": body.description, "required": body.required, "content": _content(body.content)}
    return _object(fields, body.extra, body.evidence, always={"content"})


def _content(content: tuple[MediaType, ...]) -> dict[str, Any]:
    return {media.content_type: _media_type(media) for media in content}


def _media_type(media: MediaType) -> dict[str, Any]:
    fields = {"schema": _schema(media.schema), "encoding": dict(media.encoding)}
    return _object(fields, media.extra, always={"schema"} if media.schema is not None else ())


def _schema(schema: Schema | None) -> dict[str, Any] | None:
    return None if schema is None else schema_value(schema)


def _response(response: Response) -> dict[str, Any]:
    return _object(
        {
            "description": response.description,
            "headers": {header.name: _header(header) for header in response.headers},
            "content": _content(response.content),
        },
        response.extra,
        response.evidence,
        always={"description"},
    )


def _header(header: Header) -> dict[str, Any]:
    """A header must have a schema or content; where neither is known, its schema is `{}`."""
    schema = {} if header.schema is None else schema_value(header.schema)
    fields = {"description": header.description, "required": header.required, "schema": schema}
    return _object(fields, header.extra, always=() if "content" in header.extra else {"schema"})


def _scheme(scheme: SecurityScheme) -> dict[str, Any]:
    return _object(
        {
            "type": scheme.kind,
            "description": scheme.description,
            "name": scheme.name,
            "in": scheme.location,
            "scheme": scheme.scheme,
            "bearerFormat": scheme.bearer_format if is_bearer(scheme.scheme) else None,
            "flows": {flow.kind: _flow(flow) for flow in scheme.flows},
            "openIdConnectUrl": scheme.open_id_connect_url or "",
            "x-prefix": scheme.prefix,
            "x-also": list(scheme.also),
            "x-elsewhere": [{"in": place.location, "name": place.name} for place in scheme.elsewhere],
        },
        scheme.extra,
        scheme.evidence,
        always={"openIdConnect": ("openIdConnectUrl",), "oauth2": ("flows",)}.get(scheme.kind, ()),
    )


def is_bearer(scheme: str | None) -> bool:
    """Whether an HTTP scheme is Bearer: only that has a `bearerFormat`."""
    return scheme is not None and scheme.lower() == "bearer"


def _flow(flow: OAuthFlow) -> dict[str, Any]:
    urls = {"authorizationUrl": flow.authorization_url or "", "tokenUrl": flow.token_url or ""}
    own = FLOW_URLS.get(flow.kind, tuple(urls))
    fields = {key: urls[key] for key in own} | {"refreshUrl": flow.refresh_url, "scopes": dict(flow.scopes)}
    return _object(fields, {}, always={"scopes", *own})
