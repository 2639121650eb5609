"""Api -> what the templates see: every decision taken, every text laid out; a template only places it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.client import layout, media, names, texts
from generator.client.arguments import Argument, Arguments, arguments, is_idempotency_key
from generator.client.grouping import Group, groups
from generator.client.layout import call, lay_out, literal, string, value
from generator.client.pagination import Pages, pages
from generator.client.readme import Readme, readme
from generator.client.types import (
    ANY,
    Alias,
    Declaration,
    Field,
    Model,
    Named,
    Note,
    Type,
    Types,
    leaves,
    optional,
    parts,
    place,
    text,
)
from generator.spec.api import Api, Operation, Parameter, Response, SecurityScheme, Server

METHODS: Final = frozenset(
    "raw stream str int float bool bytes list dict models rt dt uuid decimal Any Literal Mapping Sequence Iterator"
    " AsyncIterator Unpack self".split()
)
"""Names that no method may take: the resource's own, and what annotations in a class body mean."""

ATTRIBUTES: Final = frozenset("close aclose send with_options report rt str self base_url settings".split())
"""Names that no resource may take as an attribute of the clients."""

SETTINGS: Final = frozenset(
    "self base_url settings timeout max_retries http_client headers query auth on_mismatch on_request on_response"
    " max_response_bytes server_variables rt str".split()
)
"""Names that no credential may take as an argument of the clients."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One operation in a resource, as text: `declaration` of the constant, `builder`, and the method itself."""

    name: str
    constant: str
    declaration: str
    builder: str
    signature: str
    docstring: str
    body: str
    iterator: str
    iterator_signature: str
    iterator_docstring: str
    iterator_body: str
    is_stream: bool
    operation: Operation
    arguments: Arguments
    returns: Type | None
    kinds: tuple[Type, ...]
    errors: tuple[str, ...]
    required_fields: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A tag: a module with its classes, an attribute of the clients."""

    attribute: str
    class_name: str
    title: str
    description: str
    module_docstring: str
    docstring: str
    attribute_docstring: str
    methods: tuple[Method, ...]
    imports: tuple[str, ...]
    uses_models: bool

    @property
    def streams(self) -> tuple[Method, ...]:
        """The methods that download."""
        return tuple(method for method in self.methods if method.is_stream)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A security scheme as an argument of the clients."""

    key: str
    keyword: str
    annotation: str
    declaration: str
    description: str
    environment: str

    @property
    def takes(self) -> str:
        """What the argument is, in words."""
        return _TAKES[self.annotation]

    @property
    def variables(self) -> str:
        """The environment variables, as Markdown."""
        name = f"`{self.environment}`"
        if self.annotation == "rt.BasicCredential":
            return f"{name}: `user:password`"
        if self.annotation == "rt.TokenCredential":
            return f"{name}, or `{self.environment}_CLIENT_ID` and `{self.environment}_CLIENT_SECRET`"
        return name


_TAKES: Final = {
    "rt.Secret": "text, or a function that gives it",
    "rt.BasicCredential": "`(user, password)`",
    "rt.TokenCredential": "a token, a function that gives it, or `ClientCredentials(id, secret)`",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelModule:
    """A module of models: its name under `models`, its classes and aliases as text, what it imports."""

    module: str
    root: str
    classes: tuple[str, ...]
    static_aliases: tuple[str, ...]
    aliases: tuple[str, ...]
    names: tuple[str, ...]
    imports: tuple[str, ...]
    siblings: tuple[str, ...]

    @property
    def needs_runtime(self) -> bool:
        """Whether anything is declared."""
        return bool(self.classes or self.aliases)

    @property
    def needs_typing(self) -> bool:
        """Whether something is for type checkers alone."""
        return bool(self.imports or self.siblings or self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """Everything that the templates of one package need."""

    name: str
    title: str
    version: str
    description: str
    base_url: str
    servers: tuple[tuple[str, str], ...]
    schemes: tuple[Scheme, ...]
    resources: tuple[Resource, ...]
    models: tuple[ModelModule, ...]
    model_names: tuple[tuple[str, str], ...]
    resource_imports: tuple[str, ...]
    api_declaration: str
    client_docstring: str
    async_docstring: str
    constructor: str
    super_call: str
    readme: Readme


def package_view(api: Api, package: str) -> tuple[Package, tuple[Note, ...]]:
    """What the templates see of `api`, and what could not be said in Python, in the order of the document.

    Raises ValueError when `package` is no package name.
    """
    if not names.is_package_name(package):
        raise ValueError(f"not a package name: {package!r}")
    types = Types(api)
    resources = _resources(api, types)
    schemes = _schemes(api, package, types)
    declarations = types.finish()
    modules_ = _model_modules(declarations, resources)
    base_url = _base_url(api, types)
    if api.extra.get("webhooks"):
        told = ", ".join(map(str, api.extra["webhooks"]))[:200]
        types.notes.append(Note("R11", f"webhooks are for a server to receive: {told} left out", api.evidence))
    view = Package(
        name=package,
        title=texts.line(api.title) or package,
        version=texts.line(api.version),
        description=api.description,
        base_url=base_url,
        servers=tuple((server.url, texts.line(server.description)) for server in api.servers),
        schemes=schemes,
        resources=resources,
        models=modules_,
        model_names=tuple(sorted((name, module.module) for module in modules_ for name in module.names)),
        api_declaration=_api_declaration(api, package, base_url, schemes, resources),
        client_docstring=layout.docstring(texts.client(api, schemes), 4),
        async_docstring=layout.docstring(texts.async_client(api), 4),
        resource_imports=tuple(_resource_import(item) for item in sorted(resources, key=lambda r: r.attribute)),
        constructor=_constructor(schemes),
        super_call=_super_call(schemes),
        readme=readme(api, package, base_url, schemes, resources, types),
    )
    return view, tuple(types.notes)


# -- resources ----------------------------------------------------------------------------------------------------


def _resources(api: Api, types: Types) -> tuple[Resource, ...]:
    by_tag: dict[str, list[Operation]] = {}
    for operation in api.operations:
        by_tag.setdefault(operation.tags[0] if operation.tags else "", []).append(operation)
    wanted = [_attribute(tag, operations) for tag, operations in by_tag.items()]
    attributes = names.unique([names.module(name) for name in wanted], ATTRIBUTES)
    classes = _class_names(attributes)
    about = {tag.name: tag.description for tag in api.tags}
    return tuple(
        _resource(tag, attribute, class_name, about.get(tag, ""), operations, api, types)
        for (tag, operations), attribute, class_name in zip(by_tag.items(), attributes, classes, strict=True)
    )


def _attribute(tag: str, operations: Sequence[Operation]) -> str:
    """The tag in snake case; as the URL spells it where all operations share its plural as a segment."""
    name = names.snake(tag, "default") if tag else "default"
    many = names.plural(name)
    is_shared = all(many in _segments(operation.path) for operation in operations)
    return many if is_shared else name


def _segments(path: str) -> frozenset[str]:
    plain = path.partition("?")[0].split("/")
    return frozenset(names.snake(segment, "x") for segment in plain if segment and "{" not in segment)


def _class_names(attributes: Sequence[str]) -> list[str]:
    """A class for each attribute, so that no `AsyncX` of one is the `X` of another."""
    taken = {"Client", "AsyncClient", "API", "TYPE_CHECKING"} | METHODS | names.KEYWORDS
    chosen: list[str] = []
    for attribute in attributes:
        name = names.pascal(attribute)[:40]
        while {f"{prefix}{name}" for prefix in ("", "Async", "Raw", "AsyncRaw", "Stream", "AsyncStream")} & taken:
            name = f"{name}Resource"
        taken |= {name, f"Async{name}"}
        chosen.append(name)
    return chosen


def _resource(
    tag: str,
    attribute: str,
    class_name: str,
    description: str,
    operations: Sequence[Operation],
    api: Api,
    types: Types,
) -> Resource:
    chosen = names.unique([names.snake(op.operation_id, "operation") for op in operations], METHODS)
    constants = names.unique([f"_{name.upper()}" for name in chosen], [f"_{name}" for name in chosen])
    taken = set(chosen) | METHODS
    methods = []
    for operation, name, constant in zip(operations, chosen, constants, strict=True):
        methods.append(_method(operation, name, constant, class_name, taken, api, types))
    written = "\n".join(
        part for method in methods for part in (method.signature, method.builder, method.iterator_signature)
    )
    about = texts.resource(tag, description)
    return Resource(
        attribute=attribute,
        class_name=class_name,
        title=texts.line(tag) or "Operations",
        description=description,
        module_docstring=layout.docstring(about),
        docstring=layout.docstring(about, 4),
        attribute_docstring=layout.docstring(about.partition("\n\n")[0], 4),
        methods=tuple(methods),
        imports=_imports(written),
        uses_models="models" in _words(written),
    )


_MODULES: Final = {"dt": "import datetime as dt", "decimal": "import decimal", "uuid": "import uuid"}
_ABSTRACT: Final = ("Iterator", "Mapping", "Sequence")
_TYPING: Final = ("Any", "Literal", "TypeAlias", "Unpack")


def _words(written: str) -> frozenset[str]:
    """The names in annotations, strings aside."""
    plain = re.sub(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'', "", written)
    return frozenset(re.findall(r"(?<![\w.])[^\W\d]\w*", plain))


def _imports(written: str) -> tuple[str, ...]:
    """The import statements of the standard library that annotations in `written` need."""
    used = _words(written)
    abstract = [name for name in _ABSTRACT if name in used]
    typing = [name for name in _TYPING if name in used]
    return (
        *(statement for name, statement in _MODULES.items() if name in used),
        *([f"from collections.abc import {', '.join(abstract)}"] if abstract else []),
        *([f"from typing import {', '.join(typing)}"] if typing else []),
    )


def _method(
    operation: Operation, name: str, constant: str, class_name: str, taken: set[str], api: Api, types: Types
) -> Method:
    security = _security(operation, api, types)
    takes = arguments(operation, types, _credential_places(security, api))
    _note_unused(operation, types)
    answers = _answers(operation, types)
    success = media.successes(operation.responses)
    kinds = [answers[response.status] for response in success]
    returns = media.returned(types, kinds)
    paged = pages(operation, success[0], kinds[0], types) if len(success) == 1 else None
    errors = texts.errors(operation)
    builder = f"_{name}"
    call_text = _forwarded(builder, takes)
    return_text = text(returns, "models.") if returns else "None"
    doc = texts.operation(operation, takes, success, kinds, errors)
    iterator = _iterator_name(name, taken) if paged else ""
    item = text(paged.item, "models.") if paged else ""
    used = [item.kind for item in takes.signature] + [kind for kind in (returns, paged and paged.item) if kind]
    return Method(
        name=name,
        constant=constant,
        declaration=_declaration(operation, constant, takes, answers, security, paged, types),
        builder=_builder(builder, constant, takes),
        signature=lay_out(_signature(name, takes, return_text), 4, ":"),
        docstring=layout.docstring(doc, 8),
        body=_sent(call_text, returns),
        iterator=iterator,
        iterator_signature=lay_out(_signature(iterator, takes, f"Iterator[{item}]"), 4, ":") if iterator else "",
        iterator_docstring=layout.docstring(texts.iteration(name, paged, takes), 8) if paged else "",
        iterator_body=lay_out(call("return self._iterate(", [call_text, "options"]), 8) if iterator else "",
        is_stream=media.is_stream(kinds, success),
        operation=operation,
        arguments=takes,
        returns=returns,
        kinds=(*used, *(kind for kind in answers.values() if kind)),
        errors=tuple(name for _, name, _ in errors),
        required_fields=_required_fields(takes, types),
    )


def _note_unused(operation: Operation, types: Types) -> None:
    """Tells what of an operation a client has no use for."""
    if operation.extra.get("callbacks"):
        told = ", ".join(map(str, operation.extra["callbacks"]))[:200]
        message = f"{operation.operation_id} calls back ({told}), which is for a server to receive: left out"
        types.notes.append(Note("R11", message, operation.evidence))
    for content in operation.request_body.content if operation.request_body else ():
        for name, told in content.encoding.items():
            if isinstance(told, Mapping) and told.get("headers"):
                message = f"headers of the part {name!r} of {operation.operation_id} cannot be given: left out"
                types.notes.append(Note("R11", message, operation.evidence))


def _required_fields(takes: Arguments, types: Types) -> frozenset[str]:
    """The fields without which the body is refused."""
    model = types.model(takes.bodies[0].kind) if takes.bodies else None
    return frozenset(item.attribute for item in model.fields if item.required) if model else frozenset()


def _iterator_name(name: str, taken: set[str]) -> str:
    verb, _, rest = name.partition("_")
    wanted = f"iter_{rest if rest and verb in ('list', 'get', 'search', 'find', 'query', 'fetch') else name}"
    chosen = names.fresh(wanted, taken)
    taken.add(chosen)
    return chosen


def _signature(name: str, takes: Arguments, returns: str) -> layout.Group:
    items = ["self", *_declared(takes.signature), "**options: Unpack[rt.Options]"]
    return layout.Group(f"def {name}(", tuple(items), f") -> {returns}")


def _declared(signature: Sequence[Argument]) -> list[str]:
    """The arguments with a star before those that are given by name."""
    positional = [item.declared for item in signature if item.positional]
    named = [item.declared for item in signature if not item.positional]
    return [*positional, *(["*", *named] if named else [])]


def _builder(name: str, constant: str, takes: Arguments) -> str:
    """The pure function from the arguments to the request."""
    head = lay_out(layout.Group(f"def {name}(", tuple(_declared(takes.signature)), ") -> rt.Request"), 0, ":")
    items: list[str | layout.Group] = []
    values = tuple(item.argument.name for item in takes.sent)
    if values or takes.body:
        items.append(layout.Group("(", values, ")", display=True))
    if takes.body:
        items.append("body")
    if takes.fields:
        entries = tuple(f"{string(attribute)}: {item.name}" for attribute, item in takes.fields)
        items.append(layout.Group("fields={", entries, "}", display=True))
    if takes.content_type:
        items.append("content_type=content_type")
    return f"{head}\n    {lay_out(call(f'return {constant}.request(', items), 4)}"


def _forwarded(builder: str, takes: Arguments) -> layout.Group:
    return call(
        f"{builder}(",
        [item.name if item.positional else f"{item.name}={item.name}" for item in takes.signature],
    )


def _sent(call_text: layout.Group, returns: Type | None) -> str:
    """The statement that sends the request; async variants send in their own way, so both kinds return."""
    head = "return self._perform(" if returns is None else "return self._send("
    return lay_out(call(head, [call_text, "options"]), 8)


def _answers(operation: Operation, types: Types) -> dict[str, Type | None]:
    """Status -> type of what it carries."""
    found: dict[str, Type | None] = {}
    for response in operation.responses:
        suffix = "Response" if media.is_success(response.status) else f"{names.pascal(response.status)}Response"
        name = media.class_name(operation.operation_id, suffix.replace("Value", "Status"))
        found[response.status] = media.response_type(types, response, name)
    return found


def _declaration(
    operation: Operation,
    constant: str,
    takes: Arguments,
    answers: Mapping[str, Type | None],
    security: tuple[tuple[str, ...], ...],
    paged: Pages | None,
    types: Types,
) -> str:
    """The constant that describes the operation to the runtime."""
    items: list[str | layout.Group] = [
        string(operation.operation_id),
        string(operation.method.upper()),
        string(operation.path),
    ]
    if takes.sent:
        told = tuple(_parameter(item.argument, item.parameter) for item in takes.sent)
        items.append(layout.Group("parameters=(", told, ")", display=True))
    if takes.bodies:
        bodies = tuple(_body(item.content_type, item.kind, item.required, item.encoding) for item in takes.bodies)
        items.append(layout.Group("body=(", bodies, ")", display=True))
    if security:
        items.append(value("security=", security))
        items += ["together=True"] if _is_together(operation) else []
    if operation.responses:
        items.append(value("responses=", _responses(operation.responses, answers)))
    accept = media.accept(operation.responses)
    key = _idempotency_header(operation)
    facts: dict[str, object] = {
        "accept": accept,
        "at": place(operation.evidence),
        "deprecated": operation.deprecated,
        "idempotency_key": key,
    }
    items += [f"{name}={literal(fact)}" for name, fact in facts.items() if fact]
    items += _own_server(operation, types)
    if paged:
        items.append(call("pagination=rt.Pagination(", _pagination(paged)))
    return lay_out(call(f"{constant} = rt.Operation(", items))


def _parameter(argument: Argument, parameter: Parameter) -> layout.Group:
    items = [string(argument.name), string(parameter.location), string(text(argument.kind))]
    facts: dict[str, object] = {
        "name": parameter.name if parameter.name != argument.name else None,
        "required": argument.required or parameter.required or None,
        "style": parameter.style,
        "explode": parameter.explode,
        "content_type": parameter.content_type,
        "allow_reserved": parameter.extra.get("allowReserved") is True or None,
        "deprecated": parameter.deprecated or None,
    }
    return call("rt.Parameter(", items + [f"{n}={literal(fact)}" for n, fact in facts.items() if fact is not None])


def _body(content_type: str, kind: Type, required: bool, encoding: object) -> layout.Group:
    items: list[str | layout.Group] = [string(content_type), string(text(kind))]
    if required:
        items.append("required=True")
    if encoding:
        items.append(value("encoding=", encoding))
    return call("rt.Body(", items)


def _responses(responses: Sequence[Response], answers: Mapping[str, Type | None]) -> dict[str, tuple[str | None, str]]:
    return {
        response.status: (text(kind) if kind else None, texts.line(response.description))
        for response in responses
        for kind in [answers[response.status]]
    }


def _pagination(paged: Pages) -> list[str]:
    facts = {"parameter": paged.parameter, "items": paged.items, "next": paged.next, "size": paged.size}
    told = [f"{name}={string(fact)}" for name, fact in facts.items() if fact]
    return [string(paged.kind), *told, *([] if paged.start == 1 or paged.kind != "page" else ["start=0"])]


def _idempotency_header(operation: Operation) -> str:
    """The header that makes a retry safe, where the operation documents one."""
    return next((p.name for p in operation.parameters if p.location == "header" and is_idempotency_key(p.name)), "")


# -- security and servers -----------------------------------------------------------------------------------------


def _security(operation: Operation, api: Api, types: Types) -> tuple[tuple[str, ...], ...]:
    """The alternatives of schemes for an operation; () where none is needed."""
    stated = api.security if operation.security is None else operation.security
    alternatives = []
    for requirement in stated:
        keys = [key for key, _ in requirement.schemes]
        unknown = [key for key in keys if key not in api.security_schemes]
        if unknown:
            message = f"{operation.operation_id} needs {', '.join(unknown)[:200]}, which no scheme describes: left out"
            types.notes.append(Note("R06", message, operation.evidence))
            continue
        usable = tuple(key for key in keys if _is_usable(api.security_schemes[key]))
        alternatives.append(usable)
    if _is_together(operation):
        alternatives.sort(key=lambda keys: _standing(keys, api))
    return tuple(dict.fromkeys(alternatives)) if any(alternatives) else ()


def _credential_places(security: tuple[tuple[str, ...], ...], api: Api) -> frozenset[tuple[str, str]]:
    """Where the credentials of an operation travel: places and names in lower case, without those that are guesses."""
    schemes = [api.security_schemes[key] for keys in security for key in keys]
    keys = [one for one in schemes if one.kind == "apiKey" and not one.evidence.guesses]
    places = [(one.location or "header", (one.name or "").lower()) for one in keys]
    return frozenset([*places, *([("header", "authorization")] if security else [])])


def _is_together(operation: Operation) -> bool:
    """Whether the documents do not say how the schemes of an operation go together: then whatever is configured is
    sent."""
    return "security" in operation.evidence.inferred


def _standing(keys: tuple[str, ...], api: Api) -> tuple[bool, bool]:
    """Of schemes for the same header, those of which nothing is a guess go first, and user name with password last."""
    schemes = [api.security_schemes[key] for key in keys]
    return any(one.evidence.guesses for one in schemes), any(one.scheme == "basic" for one in schemes)


def _schemes(api: Api, package: str, types: Types) -> tuple[Scheme, ...]:
    usable = []
    for scheme in api.security_schemes.values():
        credential = _credential(scheme)
        if credential is not None and not _is_usable(scheme):
            message = f"security scheme {scheme.key!r}: {scheme.name!r} is no name of a {scheme.location or 'header'}"
            types.notes.append(Note("R10", message, scheme.evidence))
        elif credential is None:
            message = f"security scheme {scheme.key!r} ({scheme.kind}): hand in an http_client= that knows it"
            types.notes.append(Note("R06", message, scheme.evidence))
        else:
            usable.append((scheme, credential))
    keywords = names.unique([names.snake(scheme.key, "credential") for scheme, _ in usable], SETTINGS)
    return tuple(
        _scheme(scheme, credential, word, package) for (scheme, credential), word in zip(usable, keywords, strict=True)
    )


def _is_usable(scheme: SecurityScheme) -> bool:
    """Whether the client can send a credential of this scheme."""
    is_named = scheme.location == "query" or media.is_token(scheme.name or "")
    return _credential(scheme) is not None and (scheme.kind != "apiKey" or is_named)


def _credential(scheme: SecurityScheme) -> tuple[str, list[str]] | None:
    """The annotation of a credential, and the class and arguments of the scheme; None for what is no credential."""
    if scheme.kind == "apiKey" and scheme.name:
        facts = [string(scheme.name)]
        if scheme.location not in (None, "header") or scheme.prefix or scheme.also:
            facts.append(string(scheme.location or "header"))
        if scheme.prefix or scheme.also:
            facts.append(string(scheme.prefix or ""))
        also = [name for name in scheme.also[:1] if media.is_token(name)]
        return "rt.Secret", ["rt.ApiKeyScheme", *facts, *map(string, also)]
    if scheme.kind == "http":
        kind = (scheme.scheme or "bearer").lower()
        return "rt.BasicCredential" if kind == "basic" else "rt.Secret", ["rt.HttpScheme", string(kind)]
    if scheme.kind in ("oauth2", "openIdConnect"):
        urls = [flow.token_url for flow in scheme.flows if flow.kind == "clientCredentials" and flow.token_url]
        return "rt.TokenCredential", ["rt.OAuth2Scheme", *map(string, urls[:1])]
    return None


def _scheme(scheme: SecurityScheme, credential: tuple[str, list[str]], keyword: str, package: str) -> Scheme:
    annotation, (head, *facts) = credential
    return Scheme(
        key=scheme.key,
        keyword=keyword,
        annotation=annotation,
        declaration=f"{head}({', '.join([string(keyword), *facts])})",
        description=scheme.description,
        environment=f"{package}_{keyword}".upper(),
    )


def _own_server(operation: Operation, types: Types) -> list[str | layout.Group]:
    """The server of an operation that has one of its own, and the defaults of its variables."""
    if not operation.servers:
        return []
    server = operation.servers[0]
    if "://" in server.url:
        return [f"servers={string(server.url)}", *_variables(server)]
    message = f"the server {server.url[:200]!r} of {operation.operation_id} is relative: the API's is used"
    types.notes.append(Note("R07", message, server.evidence))
    return []


def _variables(server: Server) -> list[str | layout.Group]:
    defaults = {name: _default(told.get("default")) for name, told in server.variables.items()}
    return [value("variables=", defaults)] if defaults else []


def _base_url(api: Api, types: Types) -> str:
    if not api.servers:
        types.notes.append(Note("R07", "no server is documented: base_url= must be given", api.evidence))
        return ""
    url = api.servers[0].url
    if "://" not in url:
        message = f"the server {url[:200]!r} is relative: base_url= must be given"
        types.notes.append(Note("R07", message, api.servers[0].evidence))
        return ""
    return url


def _api_declaration(
    api: Api, package: str, base_url: str, schemes: Sequence[Scheme], resources: Sequence[Resource]
) -> str:
    items: list[str | layout.Group] = [string(package), string(texts.line(api.title) or package)]
    if api.version:
        items.append(f"version={string(texts.line(api.version))}")
    if base_url:
        items += [f"base_url={string(base_url)}", *_variables(api.servers[0])]
    if schemes:
        told = tuple(_entry(scheme) for scheme in schemes)
        items.append(layout.Group("schemes={", told, "}", display=True))
    places = {item.attribute: f"{item.attribute}:{item.class_name}" for item in resources}
    items.append(value("resources=", places))
    return lay_out(call("API = rt.Api(", items))


def _resource_import(resource: Resource) -> str:
    told = tuple(sorted((resource.class_name, f"Async{resource.class_name}")))
    return lay_out(layout.Import(f"from .resources.{resource.attribute} import ", told), 4)


def _constructor(schemes: Sequence[Scheme]) -> str:
    credentials = [f"{scheme.keyword}: {scheme.annotation} | None = None" for scheme in schemes]
    items = ["self", "*", "base_url: str | None = None", *credentials, "**settings: Unpack[rt.Settings]"]
    return lay_out(layout.Group("def __init__(", tuple(items), ") -> None"), 4, ":")


def _super_call(schemes: Sequence[Scheme]) -> str:
    told = tuple(f"{string(scheme.key)}: {scheme.keyword}" for scheme in schemes)
    credentials = layout.Group("{", told, "}", display=True)
    return lay_out(call("super().__init__(", ["API", "base_url", credentials, "settings"]), 8)


def _default(stated: object) -> str | None:
    return None if stated is None else str(stated)


def _entry(scheme: Scheme) -> layout.Group:
    head, _, rest = scheme.declaration.partition("(")
    facts = tuple(rest[:-1].split(", ")) if rest.count(", ") < 9 else (rest[:-1],)
    return call(f"{string(scheme.key)}: {head}(", facts)


# -- models -------------------------------------------------------------------------------------------------------


def _model_modules(declarations: Sequence[Declaration], resources: Sequence[Resource]) -> tuple[ModelModule, ...]:
    used = {
        resource.attribute: [leaf.name for method in resource.methods for leaf in _named(method.kinds)]
        for resource in resources
    }
    found = groups(declarations, used)
    home = {declaration.name: group.module for group in found for declaration in group.declarations}
    return tuple(_model_module(group, home) for group in found)


def _named(kinds: Sequence[Type]) -> list[Named]:
    return [leaf for kind in kinds for leaf in leaves(kind) if isinstance(leaf, Named)]


def _model_module(group: Group, home: Mapping[str, str]) -> ModelModule:
    models = [item for item in group.declarations if isinstance(item, Model)]
    aliases = [item for item in group.declarations if isinstance(item, Alias)]
    kinds = [kind for item in group.declarations for kind in item.kinds()]
    own = {item.name for item in group.declarations}
    foreign: dict[str, set[str]] = {}
    for leaf in _named(kinds):
        if leaf.name not in own:
            foreign.setdefault(home[leaf.name], set()).add(leaf.name)
    classes = tuple(_class(item) for item in models)
    static = tuple(_static_alias(item) for item in aliases)
    written = [_OPEN if _needs_constructor(item) else "" for item in models]
    written += [text(kind) for kind in kinds] + (["TypeAlias"] if aliases else [])
    return ModelModule(
        module=group.module,
        root=".." if group.module else ".",
        classes=classes,
        static_aliases=static,
        aliases=tuple(_alias(item) for item in aliases),
        names=tuple(item.name for item in group.declarations),
        imports=_imports("\n".join(written)),
        siblings=tuple(
            lay_out(layout.Import(f"from .{module} import ", tuple(sorted(told))), 4)
            for module, told in sorted(foreign.items())
        ),
    )


def _needs_constructor(model: Model) -> bool:
    return model.is_open and not model.fields


def _class(model: Model) -> str:
    """A class of a model, as text."""
    base = "rt.OpenModel" if model.is_open else "rt.Model"
    facts = [base]
    if model.key != model.name:
        facts.append(f"name={string(model.key)}")
    if model.values is not None and model.values != ANY:
        facts.append(f"values={string(text(model.values))}")
    if model.at:
        facts.append(f"at={string(model.at)}")
    head = lay_out(call(f"class {model.name}(", facts), 0, ":")
    about = texts.model(model)
    fields = [_field(item) for item in model.fields]
    blocks = [f"    {layout.docstring(about, 4)}"]
    if fields:
        blocks.append("\n".join(fields))
    elif _needs_constructor(model):
        blocks.append(_OPEN)
    return f"{head}\n" + "\n\n".join(blocks)


# A checker takes a class without fields for one whose constructor takes nothing.
_OPEN: Final = """\
    if TYPE_CHECKING:

        def __init__(self, **fields: Any) -> None: ..."""


def _field(item: Field) -> str:
    schema = item.schema
    is_required = item.required and not schema.read_only
    facts = [string(item.wire)] if item.wire != item.attribute else []
    flags = {
        "nullable": item.nullable,
        "read_only": schema.read_only,
        "write_only": schema.write_only,
        "secret": schema.format == "password",
        "inferred": "name" in schema.evidence.inferred,
    }
    facts += [f"{name}=True" for name, fact in flags.items() if fact]
    if place(schema.evidence):
        facts.append(f"at={string(place(schema.evidence))}")
    kind = item.kind if item.required else optional(item.kind)
    made = call(f"rt.{'required' if is_required else 'optional'}(", facts)
    line = f"    {layout.attribute(item.attribute, text(kind), made, 4)}"
    about = texts.field(schema)
    return f"{line}\n    {layout.docstring(about, 4)}" if about else line


def _static_alias(alias: Alias) -> str:
    shown = text(alias.kind)
    head = f"{alias.name}: TypeAlias = "
    if any(isinstance(leaf, Named) for leaf in leaves(alias.kind)):
        line = layout.assigned(head, string(shown), 4)
    else:
        line = layout.alternatives(head, [text(member) for member in parts(alias.kind)], 4)
    about = texts.alias(alias)
    return line + (f"\n    {layout.docstring(about, 4)}" if about else "")


def _alias(alias: Alias) -> str:
    items: list[str | layout.Group] = [string(text(alias.kind)), "__name__"]
    if alias.discriminator:
        items += [f"discriminator={string(alias.discriminator)}", value("mapping=", dict(alias.mapping))]
    return lay_out(call(f"{alias.name} = rt.alias(", items), 4)
