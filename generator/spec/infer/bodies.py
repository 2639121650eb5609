"""The request body: a parameter, or a form out of several."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from generator.spec.api import MISSING, MediaType, Property, RequestBody, Schema
from generator.spec.infer.book import Found, evidence, inference
from generator.spec.infer.content import (
    MULTIPART,
    content_form,
    content_unstated,
    file_as_text,
    is_file,
    is_form,
    text_or_file,
)
from generator.spec.infer.fields import field_schema
from generator.spec.infer.learn import Knowledge
from generator.spec.infer.parameters import required
from generator.spec.infer.places import Placed
from generator.spec.merge import Field, Operation
from generator.spec.spelling import plain


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
    """The request body, if there is any, and what was found wrong with the default values of a form's fields."""
    bodies = [one for one in placed if one.place.value == "body"]
    if bodies:
        return _plain_body(operation, bodies[0])
    form = [one for one in placed if one.place.value == "form"]
    return _form_body(operation, form, _twins(form, known)) if form else (None, ())


def _plain_body(operation: Operation, placed: Placed) -> tuple[RequestBody, tuple[str, ...]]:
    field = placed.field
    schema, facts, wrong = field_schema(replace(field, description=""))
    content = Found(operation.consumes) if operation.consumes else content_unstated(schema)
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
    stated = tuple(one for one in operation.consumes or () if is_form(one))
    has_files = any(is_file(placed.field.schema) for placed in form)
    files = {} if has_files else _files(form, stated)
    content = Found(stated) if stated else content_form(has_files or bool(files))
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


def _files(form: Sequence[Placed], stated: Sequence[str]) -> dict[str, Found[Schema]]:
    """The fields of a form of these content types that are, or may be, files though they are printed as text."""
    if stated and MULTIPART not in stated:
        return {}
    told = _found(form, file_as_text)
    return {**_found(form, text_or_file), **told} if tuple(stated) == (MULTIPART,) else told


def _found(form: Sequence[Placed], rule: Callable[[Field], Found[Schema] | None]) -> dict[str, Found[Schema]]:
    """What a rule finds, by the names of fields."""
    return {one.name.value: found for one in form if (found := rule(one.field)) is not None}


def _form_field(placed: Placed, twin: Field | None, as_file: Found[Schema] | None) -> tuple[Property, tuple[str, ...]]:
    """A field of a form, as its `twin` in a model states it besides, and what is wrong with its default."""
    told = form_from_model(placed.field, twin) if twin else None
    field = told.value if told else placed.field
    schema, facts, wrong = field_schema(field)
    needed = replace(required(field.required), rule=told.rule) if told else required(field.required)
    facts = {"in": placed.place, "name": placed.name, "required": needed, **facts}
    if as_file is not None:
        facts["schema"] = as_file
        schema = replace(schema, format=as_file.value.format, items=as_file.value.items)
    schema = replace(schema, evidence=evidence(placed.field.at, facts))
    return Property(name=placed.name.value, schema=schema, required=needed.value), wrong


def _unique(properties: Sequence[Property]) -> tuple[Property, ...]:
    return tuple({one.name: one for one in reversed(properties)}.values())[::-1]
