"""Places: which parameter travels in the path, the query, a header, a cookie, the form, or is the body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from generator.spec.api import Schema
from generator.spec.infer.book import Found, first, inference
from generator.spec.infer.content import is_bytes, is_file, takes_form
from generator.spec.infer.find_body import find_body, whole_form
from generator.spec.infer.learn import Knowledge, shown
from generator.spec.infer.names import BY_CASE, header_name, in_snake_case, placeholder, wire_name
from generator.spec.infer.standards import api_version, bracketed, in_brackets, oauth, odata
from generator.spec.infer.template import match_template
from generator.spec.merge import Field, Operation
from generator.spec.routes import WITH_BODY, query_template, without_query
from generator.spec.spelling import key, plain, unescaped, word_set, words

_HEADERS: Final = {plain(name): name for name in word_set("""
        Accept Accept-Charset Accept-Datetime Accept-Encoding Accept-Language Accept-Patch Accept-Profile Accept-Version
        Authorization Cache-Control Client-Request-Id Content-Disposition Content-Encoding Content-Language
        Content-Length Content-Location Content-MD5 Content-Range Content-Type Cookie Digest Idempotency-Key If-Match
        If-Modified-Since If-None-Match If-Range If-Unmodified-Since Last-Event-ID Pragma Prefer Proxy-Authorization
        Referer Return-Client-Request-Id Tracestate Traceparent Transfer-Encoding Upload-Offset Upload-Length User-Agent
        X-Api-Key
        X-RapidAPI-Host X-RapidAPI-Key
        PSU-Accept PSU-Accept-Charset PSU-Accept-Encoding PSU-Accept-Language PSU-Corporate-ID PSU-Corporate-ID-Type
        PSU-Device-ID PSU-Geo-Location PSU-Http-Method PSU-ID PSU-ID-Type PSU-IP-Address PSU-IP-Port PSU-User-Agent
        TPP-Brand-Logging-Information TPP-Decoupled-Preferred TPP-Explicit-Authorisation-Preferred TPP-Nok-Redirect-URI
        TPP-Notification-Content-Preferred TPP-Notification-URI TPP-Redirect-Preferred TPP-Redirect-URI
        TPP-Rejection-NoFunds-Preferred TPP-Signature-Certificate
        """)}
"""Letters and digits of a header's name -> the name. Those of PSU and TPP are banks' in Europe: the Berlin Group's."""
_BESIDE_BANKING: Final = word_set("consentid signature")
_FAMILIES: Final = word_set("x psu tpp")
_AXIS: Final = word_set("""
    axis coordinate coord min max pos position offset start end scale label title
    """)
_SWITCH: Final = word_set("has have include includes with without skip no show hide first csv use add row rows line")
_CALLED_HEADER = re.compile(r"\W*((the|an?|http|request|optional|custom)\W+){0,3}header\b", re.I)
_SERVER_COOKIES: Final = word_set("aspsessionid connectsid csrftoken jsessionid phpsessid xsrftoken")
COOKIES: Final = _SERVER_COOKIES | {"sid", "sessionid"}
"""How cookies that carry a session are called, in small letters and digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A stated parameter with its place ("form" and "body" among them) and its name on the wire."""

    field: Field
    place: Found[str]
    name: Found[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a rule may look at beside the parameter: the operation, the API, and what is settled already.

    `template`: position of a parameter -> the placeholder of the path that it fills. `query`: key of a placeholder in
    the query of the path -> its name on the wire. `body`: the parameter that is the body. `form`, `before_file`: the
    names of those that are fields of a form, and of those that stand before a file in it.
    """

    operation: Operation
    known: Knowledge
    template: Mapping[int, str]
    query: Mapping[str, str]
    body: Field | None = None
    form: frozenset[str] = frozenset()
    before_file: frozenset[str] = frozenset()


# --------------------------------------------------------------------------------------------------- the path


@inference("place-template")
def in_template(position: int, scene: Scene) -> Found[str] | None:
    """A parameter whose name stands between braces in the path travels in the path."""
    return Found("path") if position in scene.template else None


@inference("place-query-template")
def in_query_template(field: Field, scene: Scene) -> Found[str] | None:
    """A parameter whose name stands between braces in the query of the path (`?app_id={app_id}`) is a query parameter;
    a variable of the path where several operations are told apart by nothing but such queries."""
    return Found("query") if key(field.name) in scene.query else None


# ------------------------------------------------------------------------------------------- headers, cookies


@inference("place-standard-header")
def standard_header(field: Field, scene: Scene) -> Found[str] | None:
    """A plain parameter with the name of a standard request header (`if_match`, `acceptLanguage`, `cookie`) is that
    header; `range` only where the operation answers with bytes or with 206 or 416, `signature` and `consentId` only
    beside headers of European banking (`PSU-ID`)."""
    if not _may_be_header(field.schema, scene.known):
        return None
    plain_name = _plain(field)
    banking = plain_name in _BESIDE_BANKING and _is_banking(scene.operation)
    if plain_name in _HEADERS or banking or (plain_name == "range" and _serves_ranges(scene.operation)):
        return Found("header")
    return None


def _is_banking(operation: Operation) -> bool:
    return any(_plain(field) in _HEADERS and _plain(field)[:3] in _FAMILIES for field in operation.parameters)


@inference("place-x-header")
def x_header(field: Field, scene: Scene) -> Found[str] | None:
    """A plain parameter whose first word is `x`, followed by more (`x_request_id`), is an `X-` header, unless it reads
    as a coordinate (`xAxis`); so are those of banking in Europe (`psu_ip_address`, `tpp_...`), and correlation ids."""
    parts = words(unescaped(field.name))
    family = len(parts) > 1 and parts[0] in _FAMILIES and (parts[0] != "x" or parts[1] not in _AXIS)
    if not (family or parts[-2:] == ("correlation", "id")) or not _may_be_header(field.schema, scene.known):
        return None
    return Found("header")


def _may_be_header(schema: Schema, known: Knowledge) -> bool:
    """Whether a schema is a plain value, or a model that may be one for all the documents say."""
    return not known.is_composite(schema) or (schema.ref is not None and not known.has_fields(schema))


@inference("place-hyphen-header")
def hyphen_header(field: Field, scene: Scene) -> Found[str] | None:
    """A parameter that is known to be spelled with hyphens and a first capital (`Api-Version`, `Depot-api-key`) is a
    header."""
    wire = shown(field) or ""
    return Found("header") if re.fullmatch(r"[A-Z]\w*(-\w+)+", wire) else None


@inference("place-everywhere")
def everywhere(field: Field, scene: Scene) -> Found[str] | None:
    """A required plain parameter of several words that four in five operations of the API take, writing ones among
    them (`depot_version`), is a header; a key, a token, and an API's version called just so (`api-version`) are not. A
    guess."""
    if key(field.name) not in scene.known.everywhere or not _may_be_header(field.schema, scene.known):
        return None
    return Found("header", guess=True)


@inference("place-api-key")
def like_api_key(field: Field, scene: Scene) -> Found[str] | None:
    """A plain parameter called as an API key of the API (`api_key`) travels where that key does."""
    place, _ = scene.known.keys.get(_plain(field), ("", ""))
    return Found(place) if place and _may_be_header(field.schema, scene.known) else None


@inference("place-called-header")
def called_header(field: Field, scene: Scene) -> Found[str] | None:
    """A plain parameter whose first or last word is `header` (`trace_header`), or whose description begins by calling
    it one, is a header, unless it reads as a switch (`includeHeader`). A guess."""
    parts = words(unescaped(field.name))
    named = len(parts) > 1 and "header" in (parts[0], parts[-1]) and not _SWITCH.intersection(parts)
    described = _CALLED_HEADER.match(field.description)
    if not (named or described) or not _may_be_header(field.schema, scene.known):
        return None
    return Found("header", guess=True)


@inference("place-cookie")
def in_cookie(field: Field, scene: Scene) -> Found[str] | None:
    """A parameter called as the session cookies of servers are called (`JSESSIONID`) is a cookie; so is one whose
    description begins by calling it a cookie."""
    name = plain(field.name)
    if name in _SERVER_COOKIES:
        return Found("cookie")
    described = re.match(r"\W*(\w+\W+){0,3}cookie\b", field.description, re.I)
    return Found("cookie", guess=name not in COOKIES) if described else None


# --------------------------------------------------------------------------------------------------- the body


@inference("place-body")
def is_body(field: Field, scene: Scene) -> Found[str] | None:
    """The request body is the parameter that a sample fills field by field, else one called `body` or `requestBody`,
    else one called as its own model (with a content type even of a GET), else the last required one that is a model, an
    array of models, a map or a file. Operations that state no content type have one only where verb and name, or verb
    and model, suggest it: a guess. So is that the only field of a form is the form itself, where it is called as its
    own model and no document describes that."""
    if scene.body is None or field is not scene.body:
        return None
    return Found("body", guess=not scene.operation.consumes or takes_form(scene.operation))


# ------------------------------------------------------------------------------------------ forms and queries


@inference("place-form")
def in_form(field: Field, scene: Scene) -> Found[str] | None:
    """Where the content type is a form, what is neither path, header nor cookie is a field of it; so it is, as a guess,
    where no content type is stated, the verb takes a body and several parameters are left. Generators print query
    parameters before fields: optional ones that lead the optional ones, and are query parameters in other operations of
    the API, stay in the query."""
    return Found("form", guess=not takes_form(scene.operation)) if field.name in scene.form else None


@inference("place-before-file")
def before_file(field: Field, scene: Scene) -> Found[str] | None:
    """Generators print query parameters before the fields of a form, the required ones of both first: what stands
    before a file that is the last of them is more often a query parameter than a field. A guess."""
    return Found("query", guess=True) if field.name in scene.before_file else None


@inference("place-query")
def in_query(field: Field, scene: Scene) -> Found[str]:
    """What nothing else claims is a query parameter; in an operation that may have a body a guess for a model, and for
    anything where no content type is stated: it may be a field of a form."""
    may_be_sent = scene.operation.method in WITH_BODY
    model = field.schema.ref is not None and not scene.known.is_enum(field.schema)
    return Found("query", guess=may_be_sent and (model or scene.operation.consumes is None))


_ELSEWHERE: Final = (
    in_query_template,
    standard_header,
    like_api_key,
    x_header,
    hyphen_header,
    everywhere,
    called_header,
)
"""What tells a parameter that is no field of a form."""
_RULES: Final = (is_body, *_ELSEWHERE, in_cookie, in_form, before_file)


def place(operation: Operation, known: Knowledge) -> tuple[Placed, ...]:
    """Every stated parameter of an operation with its place and its name on the wire."""
    template = match_template(operation)
    query = {key(name): wire for wire, name in query_template(operation.path)}
    free = [field for position, field in enumerate(operation.parameters) if position not in template]
    scene = Scene(operation=operation, known=known, template=template, query=query)
    stated = any(field.place == "body" for field in free)
    candidates = [field for field in free if field.place is not None or _plain(field) not in _HEADERS]
    if takes_form(operation) and not stated:
        body = whole_form(candidates, known)
    else:
        body = find_body(operation, candidates, known)
    if body is not None:
        scene = replace(scene, body=body)
    elif not stated:
        scene = _with_form(scene, [one for one in free if one.place is None and first(_ELSEWHERE, one, scene) is None])
    placed = tuple(_placed(field, position, scene) for position, field in enumerate(operation.parameters))
    return _together(placed)


def _together(placed: tuple[Placed, ...]) -> tuple[Placed, ...]:
    """Names that only the other parameters of the operation give away."""
    placed = tuple(replace(one, name=oauth(one.name, _sent_with(one, placed)) or one.name) for one in placed)
    queries = [one for one in placed if one.place.value == "query"]
    options = odata([one.name.value for one in queries if one.name.rule])
    shown_names = [one.name.value for one in queries if "[" in one.name.value]
    if options is None and not shown_names:
        return placed
    return tuple(
        (
            replace(one, name=_with_others(one.name, options, shown_names))
            if one.place.value == "query" and one.name.rule
            else one
        )
        for one in placed
    )


def _sent_with(one: Placed, placed: Sequence[Placed]) -> list[str]:
    """The names of what travels in the same place, where that is the query or the form."""
    return [other.name.value for other in placed if other.place.value == one.place.value in ("query", "form")]


def _with_others(name: Found[str], options: Found[frozenset[str]] | None, bracketed_names: Sequence[str]) -> Found[str]:
    if options is not None and name.value.lstrip("_") in options.value:
        return Found("$" + name.value.lstrip("_"), options.rule)
    return bracketed(name.value, bracketed_names) or name


def _with_form(scene: Scene, left: Sequence[Field]) -> Scene:
    """The scene with the fields of its form, among the parameters that no other rule places. Without a content type
    there may be one where the operation takes a body and several parameters are left."""
    operation = scene.operation
    if takes_form(operation):
        before = frozenset(_before_file(left))
        return replace(scene, before_file=before, form=_form(left, scene.known) - before)
    may_be_form = operation.consumes is None and operation.method in WITH_BODY and len(left) > 1
    return replace(scene, form=_form(left, scene.known)) if may_be_form else scene


def _form(left: Sequence[Field], known: Knowledge) -> frozenset[str]:
    """The names of the form's fields."""
    fields = [field.name for field in left if field.required]
    optional = [field for field in left if not field.required]
    queries = takewhile(lambda one: key(one.name) in known.queried and one.schema.format != "binary", optional)
    return frozenset((*fields, *(field.name for field in optional[len(list(queries)) :])))


def _before_file(left: Sequence[Field]) -> Iterator[str]:
    """The names of what stands before files that are the last of the required or of the optional parameters."""
    for required in (True, False):
        group = [one for one in left if bool(one.required) is required]
        files = [is_file(one.schema) for one in group]
        if any(files) and all(files[files.index(True) :]):
            yield from (one.name for one in group[: files.index(True)])


def _placed(field: Field, position: int, scene: Scene) -> Placed:
    if field.place is not None and position not in scene.template:
        found: Found[str] = Found(field.place)
    else:
        found = in_template(position, scene) or first(_RULES, field, scene) or in_query(field, scene)
    if field.place == found.value:
        found = Found(found.value)
    return Placed(field=field, place=found, name=_name(field, position, found, scene))


def _name(field: Field, position: int, place: Found[str], scene: Scene) -> Found[str]:
    if place.value == "path" and position in scene.template:
        name = scene.template[position]
        return placeholder(name, scene.operation.placeholder_style) or Found(name)
    if key(field.name) in scene.query and place.value == "query":
        return Found(scene.query[key(field.name)])
    if place.rule == "place-api-key":
        return Found(scene.known.keys[_plain(field)][1], place.rule)
    kept = field.spellings[0].style == "kept" and "-" in field.name
    if place.value == "header" and place.rule != "place-called-header" and field.wire is None and not kept:
        standard = _HEADERS.get(_plain(field), "Range" if _plain(field) == "range" else None)
        return Found(standard or header_name(field), place.rule or "place-x-header")
    return _spelled(field, place, scene)


def _spelled(field: Field, place: Found[str], scene: Scene) -> Found[str]:
    """The name of a field whose place tells nothing of it."""
    case = scene.known.property_case if place.value == "form" else scene.known.parameter_case
    texts = (field.description, scene.operation.description, scene.operation.summary)
    near = scene.known.near.get(without_query(scene.operation.path))
    found = wire_name(field, case, scene.known, texts, near)
    if found.rule == "name-as-printed":
        found = in_snake_case(field) or found
    if place.value == "query" and found.rule == "name-identifier":
        return api_version(field) or found
    if place.value != "query" or found.rule not in BY_CASE:
        return found
    return api_version(field) or (in_brackets(found.value) if scene.known.has_brackets else None) or found


def _plain(field: Field) -> str:
    return plain(unescaped(field.name))


def _serves_ranges(operation: Operation) -> bool:
    statuses = {row.status for row, _ in operation.responses or ()}
    schema = operation.returns.schema if operation.returns is not None else None
    is_binary = schema is not None and schema.format == "binary"
    return is_binary or any(map(is_bytes, operation.produces or ())) or bool(statuses & {"206", "416"})
