"""Bodies: content types of requests and responses, forms, and which response carries the return type."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from generator.problems import Location
from generator.spec.api import MISSING, NO_CONTENT, Header, MediaType, Property, RequestBody, Response, Schema
from generator.spec.facts import StatedResponse, StatedReturn
from generator.spec.infer.book import Found, evidence, inference
from generator.spec.infer.fields import field_schema
from generator.spec.infer.find_body import FORMS, is_file
from generator.spec.infer.learn import Knowledge
from generator.spec.infer.parameters import required
from generator.spec.infer.places import Placed
from generator.spec.merge import Field, Operation
from generator.spec.spelling import plain, word_set, words

_BINARY: Final = "application/octet-stream"
_TEXT: Final = Schema(types=("string",))
_FILES: Final = word_set("""
    archive attachment audio avatar csv icon image logo media pdf photo picture thumbnail upload video zip
    """)
_ENDS_AS_FILE: Final = re.compile(r"(?<!pro)file$|document$")
_A_FILE: Final = re.compile(
    r"\W*((the|an?)\s+)?(\w[\w-]*\s+)?file\b(?![- ]?(name|path|type|size|id|system))", re.IGNORECASE
)


# ---------------------------------------------------------------------------------------------- content types


@inference("content-binary")
def content_binary(schema: Schema) -> Found[tuple[str, ...]] | None:
    """Bytes whose content type no document states are `application/octet-stream`. A guess."""
    return Found((_BINARY,), guess=True) if schema.format == "binary" else None


@inference("content-form")
def content_form(files: bool) -> Found[tuple[str, ...]]:
    """A form whose content type no document states is `multipart/form-data` with a file in it, else urlencoded. A
    guess."""
    return Found((FORMS[1] if files else FORMS[0],), guess=True)


@inference("file-as-text")
def file_as_text(field: Field) -> Found[Schema] | None:
    """Some dialects print files as text. In a form that is, or may be, `multipart/form-data` and has no file, a text
    called `file`, `image`, `attachment` or the like, or described as a file, is one. A guess."""
    listed = field.schema == Schema(types=("array",), items=_TEXT)
    if not listed and field.schema != _TEXT:
        return None
    last = "".join(words(field.name)[-1:])
    last = last.removesuffix("s") if listed else last
    called = last in _FILES or _ENDS_AS_FILE.search(last) is not None
    told = called or _A_FILE.match(field.description) is not None
    return Found(_as_file(field.schema), guess=True) if told else None


@inference("text-or-file")
def text_or_file(field: Field) -> Found[Schema] | None:
    """Where nothing in a form that is `multipart/form-data` is printed as a file, any text may be one. A guess."""
    is_text = field.schema == _TEXT and field.default is MISSING
    return Found(field.schema, guess=True) if is_text else None


def _as_file(schema: Schema) -> Schema:
    """A text as a file, a list of texts as a list of files."""
    if schema.items is not None:
        return replace(schema, items=_as_file(schema.items))
    return replace(schema, format="binary")


@inference("content-json")
def content_json() -> Found[tuple[str, ...]]:
    """A body whose content type no document states is JSON. A guess."""
    return Found(("application/json",), guess=True)


@inference("content-fits")
def content_fits(schema: Schema, produces: Sequence[str]) -> Found[tuple[str, ...]] | None:
    """`Accept` lists the content types of all the responses of an operation. Those that cannot hold the return type
    (text or bytes for a model, JSON or XML for a file, or for a text beside types of files), and those of problem
    details, are left to the other responses."""
    fitting = tuple(one for one in produces if "problem+" not in one)
    if schema.ref is not None or schema.items is not None or "object" in schema.types:
        fitting = tuple(one for one in fitting if not _is_opaque(one))
    elif schema.format == "binary" or (schema == _TEXT and any(map(_is_bytes, fitting))):
        others = tuple(one for one in fitting if "json" not in one)
        fitting = tuple(one for one in others if not re.match(r"(?:application|text)/(?:.*\+)?xml", one)) or others
    return Found(fitting) if fitting and fitting != tuple(produces) else None


@inference("content-shared")
def content_shared(operation: Operation) -> Found[tuple[str, ...]] | None:
    """`Accept` lists the content types of all the responses of an operation: where it lists several, and the operation
    may have other responses, the success is taken to come in each."""
    types = tuple(operation.produces or ())
    return Found(types) if len(types) > 1 and len(operation.responses or ()) != 1 else None


def _is_opaque(content_type: str) -> bool:
    return _is_bytes(content_type) or content_type.startswith("text/plain")


def _is_bytes(content_type: str) -> bool:
    return bool(re.match(r"(image|audio|video|font)/(?!svg)|application/(octet-stream|pdf|zip|gzip)", content_type))


@inference("bytes-as-text")
def bytes_as_text(schema: Schema, content: Sequence[str]) -> Found[Schema] | None:
    """Some dialects print files as text: a text in content types of files is bytes. A guess."""
    told = schema == _TEXT and bool(content) and all(map(_is_bytes, content))
    return Found(replace(schema, format="binary"), guess=True) if told else None


def _content_types(schema: Schema, stated: Sequence[str] | None) -> Found[tuple[str, ...]]:
    if stated:
        return content_fits(schema, stated) or Found(tuple(stated))
    return content_binary(schema) or content_json()


# ----------------------------------------------------------------------------------------------- request body


@inference("body-required")
def body_required(stated: bool | None) -> Found[bool] | None:
    """A body of which no document tells whether it is required is. A guess."""
    return Found(True, guess=True) if stated is None else None


@inference("form-required")
def form_required(fields: Sequence[Property]) -> Found[bool]:
    """A form is required when one of its fields is."""
    return Found(any(field.required for field in fields))


def request_body(
    operation: Operation, placed: Sequence[Placed], known: Knowledge
) -> tuple[RequestBody | None, tuple[str, ...]]:
    """The request body, if there is any, and what was found wrong with the default values of a form's
    fields."""
    bodies = [one for one in placed if one.place.value == "body"]
    if bodies:
        return _plain_body(operation, bodies[0])
    form = [one for one in placed if one.place.value == "form"]
    return _form_body(operation, form, _twins(form, known)) if form else (None, ())


def _plain_body(operation: Operation, placed: Placed) -> tuple[RequestBody, tuple[str, ...]]:
    field = placed.field
    schema, facts, wrong = field_schema(replace(field, description=""), read_only=False)
    content = Found(operation.consumes) if operation.consumes else content_binary(schema) or content_json()
    needed = body_required(field.required) or Found(bool(field.required))
    body = RequestBody(
        content=tuple(MediaType(content_type=one, schema=schema) for one in content.value),
        required=needed.value,
        description=field.description,
        evidence=evidence(field.at, {"in": placed.place, "required": needed, "content": content, **facts}),
    )
    return body, wrong


@inference("form-from-model")
def form_from_model(field: Field, twin: Field) -> Found[Field]:
    """A form of which the tables describe no field, and whose fields are those of a model that nothing refers to, is
    that model: Swagger Codegen 3 prints the fields of forms without descriptions and defaults, all of them required or
    none."""
    told = replace(
        field,
        required=twin.required,
        description=twin.description,
        default=twin.default if field.default is MISSING else field.default,
        schema=twin.schema if field.schema == Schema() else field.schema,
    )
    return Found(told)


def _twins(form: Sequence[Placed], known: Knowledge) -> Mapping[str, Field]:
    """The properties of the model that a form is, where there is one, by the letters and digits of their names."""
    if any(one.field.description for one in form):
        return {}
    return known.loose.get(frozenset(plain(one.field.name) for one in form), {})


def _form_body(
    operation: Operation, form: Sequence[Placed], twins: Mapping[str, Field]
) -> tuple[RequestBody, tuple[str, ...]]:
    stated = tuple(one for one in operation.consumes or () if one.partition(";")[0].lower() in FORMS)
    has_files = any(is_file(placed.field.schema) for placed in form)
    files: dict[str, Found[Schema]] = {}
    if not has_files and (FORMS[1] in stated or not stated):
        files = _found(form, file_as_text)
    content = Found(stated) if stated else content_form(has_files or bool(files))
    if not has_files and stated == FORMS[1:]:
        files = {**_found(form, text_or_file), **files}
    properties: list[Property] = []
    wrong: list[str] = []
    for placed in form:
        twin = twins.get(plain(placed.field.name))
        part, problems = _form_field(placed, twin, files.get(placed.name.value))
        properties.append(part)
        wrong += problems
    schema = Schema(types=("object",), properties=_unique(properties))
    needed = form_required(properties)
    body = RequestBody(
        content=tuple(MediaType(content_type=one, schema=schema) for one in content.value),
        required=needed.value,
        evidence=evidence((place for one in form for place in one.field.at), {"required": needed, "content": content}),
    )
    return body, tuple(wrong)


def _found(form: Sequence[Placed], rule: Callable[[Field], Found[Schema] | None]) -> dict[str, Found[Schema]]:
    """What a rule finds, by the names of fields."""
    return {one.name.value: found for one in form if (found := rule(one.field)) is not None}


def _form_field(placed: Placed, twin: Field | None, as_file: Found[Schema] | None) -> tuple[Property, tuple[str, ...]]:
    """A field of a form, as its `twin` in a model states it besides, and what is wrong with its default."""
    told = form_from_model(placed.field, twin) if twin else None
    field = told.value if told else placed.field
    schema, facts, wrong = field_schema(field, read_only=False)
    needed = replace(required(field.required), rule=told.rule) if told else required(field.required)
    facts = {"in": placed.place, "name": placed.name, "required": needed, **facts}
    if as_file is not None:
        facts["schema"] = as_file
        schema = replace(schema, format=as_file.value.format, items=as_file.value.items)
    schema = replace(schema, evidence=evidence(placed.field.at, facts))
    return Property(name=placed.name.value, schema=schema, required=needed.value), wrong


def _unique(properties: Sequence[Property]) -> tuple[Property, ...]:
    return tuple({one.name: one for one in reversed(properties)}.values())[::-1]


# -------------------------------------------------------------------------------------------------- responses


@inference("status-of-return")
def status_of_return(statuses: Sequence[str]) -> Found[str] | None:
    """Documents state one return type for all responses: it belongs to the lowest success status that may
    have a body, else to `default`."""
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
    may_write = operation.method in ("POST", "PUT", "PATCH") and is_silent and not known.tells_returns
    return Found(Schema(), guess=True) if (may_read or may_write) and accepts and may_answer else None


def _returned(operation: Operation, known: Knowledge) -> Found[Schema] | None:
    """What an operation returns, None for nothing."""
    if operation.returns is None or operation.returns.schema is None:
        return return_unstated(operation, known)
    doubt = return_in_doubt(operation.returns)
    return Found(operation.returns.schema, doubt.rule if doubt else "", guess=doubt is not None)


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
    types = _content_types(schema, operation.produces)
    if not types.rule:
        types = content_shared(operation) or types
    as_bytes = bytes_as_text(schema, types.value)
    told = as_bytes.value if as_bytes else schema
    return types, as_bytes, tuple(MediaType(content_type=one, schema=told) for one in types.value)
