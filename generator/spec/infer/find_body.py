"""Which parameter is the request body."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from generator.spec.api import Schema
from generator.spec.infer.content import is_form
from generator.spec.infer.learn import Knowledge
from generator.spec.merge import Field, Operation
from generator.spec.routes import WITH_BODY, WITHOUT_BODY
from generator.spec.spelling import plain, unescaped, word_set, words

_BODY_NAMES: Final = word_set("bigdecimal body bodyparam bodyparams javamathbigdecimal payload requestbody")
"""How bodies are called; Java and Kotlin call a list of numbers after the type of these."""
_ITEMS: Final = word_set("boolean integer number real string")
"""How Eiffel, GDScript and Rust call a body that is a list of them."""


def find_body(operation: Operation, candidates: Sequence[Field], known: Knowledge) -> Field | None:
    """The parameter that is the body; None when none of the candidates is: all but those in the path and those called
    like a header."""
    stated = [field for field in candidates if field.place == "body"]
    if stated:
        return stated[0]
    free = [field for field in candidates if field.place is None]
    sampled = {plain(sample.parameter) for sample in operation.sample_fields}
    named = [field for field in free if plain(unescaped(field.name)) in _BODY_NAMES]
    models = [field for field in free if _can_be_body(field, operation, known, alone=len(free) == 1)]
    own = [field for field in models if _named_as_model(field)]
    filled = [field for field in models if sampled & {plain(field.name), plain(_model(field.schema))}]
    told = [field for field in named if operation.consumes != () or known.is_composite(field.schema)]
    if not _may_have_body(operation, bool(told)):
        return _last(own) if own and operation.consumes else None
    typed = [field for field in free if operation.consumes != () and _named_as_items(field)]
    for group in (filled, named, own, models, typed):
        if group:
            return _last(group)
    return _only(operation, free, known)


def whole_form(candidates: Sequence[Field], known: Knowledge) -> Field | None:
    """The parameter that is a form as a whole, as older generators print one that several operations refer to: the only
    one, called as its own model, of which no document shows a field."""
    lone = candidates[0] if len(candidates) == 1 else None
    if lone is None or lone.place is not None or not _named_as_model(lone) or lone.schema.ref is None:
        return None
    return None if known.has_fields(lone.schema) or known.is_enum(lone.schema) else lone


def _may_have_body(operation: Operation, named: bool) -> bool:
    if operation.method in WITH_BODY:
        return True
    return named or (bool(operation.consumes) and operation.method not in WITHOUT_BODY)


def _can_be_body(field: Field, operation: Operation, known: Knowledge, *, alone: bool) -> bool:
    """Whether a field holds what bodies hold. Where a document says that there is no content type it must show so;
    where none says anything, a file beside other parameters is rather a field of a form."""
    if alone and operation.consumes is None and field.schema.items == Schema():
        return True  # an array of which nothing more is known
    if not known.is_composite(field.schema):
        return False
    if operation.consumes is None:
        return alone or field.schema.format != "binary"
    return bool(operation.consumes) or known.has_fields(field.schema) or field.schema.format == "binary"


def _only(operation: Operation, free: Sequence[Field], known: Knowledge) -> Field | None:
    """A text or binary body is a plain parameter: the only one there is, or the only required one. So is a JSON string
    where content types are stated for operations with a body only."""
    texts = [one for one in operation.consumes or () if "json" not in one and "xml" not in one and not is_form(one)]
    if not texts and not (operation.consumes and known.content_tells):
        return None
    plain_ones = [field for field in free if words(field.name)[:1] != ("x",)]
    required = [field for field in plain_ones if field.required]
    return next((few[0] for few in (plain_ones, required) if len(few) == 1), None)


def _last(fields: Sequence[Field]) -> Field:
    required = [field for field in fields if field.required]
    return (required or list(fields))[-1]


def _named_as_model(field: Field) -> bool:
    model = plain(_model(field.schema))
    return bool(model) and plain(field.name) == model


def _named_as_items(field: Field) -> bool:
    """Whether a list is called after the type of what it holds: a parameter of a query has a name of its own."""
    return field.schema.types[:1] == ("array",) and plain(unescaped(field.name)).rstrip("0123456789") in _ITEMS


def _model(schema: Schema) -> str:
    while schema.items is not None:
        schema = schema.items
    return schema.ref or ""
