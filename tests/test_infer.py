"""Inferences: their book, what any documents give, what goes together, and doubt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator

from generator.problems import CATALOGUE
from generator.spec.api import Api, Evidence, Schema
from generator.spec.facts import (
    NameStyle,
    StatedDocument,
)
from generator.spec.infer import INFERENCES
from generator.spec.openapi.write import document_value
from generator.spec.recover import recover
from generator.spec.rules import Rulebook
from tests.stated import (
    BINARY,
    BOOLEAN,
    CAMEL,
    CAPITALIZED,
    INTEGER,
    KEPT,
    RENAMED,
    SNAKE,
    STRING,
    document,
    field,
    model,
    operation,
    ref,
)

JSON = ("application/json",)
URI = Schema(types=("string",), format="uri")


@pytest.mark.parametrize("rule", INFERENCES.rules.values(), ids=lambda rule: str(rule.name))
def test_every_rule_has_a_sentence_for_the_reference(rule: Any) -> None:
    assert rule.text.endswith(".")
    assert "|" not in rule.text


def test_two_rules_cannot_share_a_name() -> None:
    book = Rulebook()
    book.rule("one")(lambda: None)
    with pytest.raises(ValueError, match="one"):
        book.rule("one")(lambda: None)


_text = st.text(max_size=12)


_name = st.one_of(_text, st.sampled_from(["id", "body", "_from", "X-Y", "filter[x]", "$top", "sid", "range", "links"]))


_schema = st.sampled_from([STRING, INTEGER, BOOLEAN, BINARY, Schema(), ref("Room"), ref("kind"), URI])


_field = st.builds(
    field,
    _name,
    _schema,
    required=st.sampled_from([None, True, False]),
    description=_text,
    default=st.one_of(_text, st.integers(), st.none(), st.booleans()),
    nullable=st.booleans(),
)


@st.composite
def _documents(draw: st.DrawFn) -> StatedDocument:
    paths = st.sampled_from(["/a/{id}", "/{id}/{id}", "a?x={y}", "/a?b=c", "", "/{", "/a/{}"])
    operations = [
        operation(
            draw(_name),
            draw(st.sampled_from(["GET", "POST", "DELETE"])),
            draw(paths),
            *draw(st.lists(_field, max_size=4)),
            consumes=draw(st.sampled_from([None, (), JSON, ("multipart/form-data",), ("text/plain",)])),
            produces=draw(st.sampled_from([None, (), JSON, ("text/csv", "application/problem+json")])),
            returns=draw(st.one_of(st.none(), _schema)),
            security=draw(st.lists(_name.filter(str.isidentifier), max_size=2)),
            tag=draw(_text),
        )
        for _ in range(draw(st.integers(0, 3)))
    ]
    models = [
        model(draw(st.sampled_from(["Room", "Kind", "kind"])), *draw(st.lists(_field, max_size=3)))
        for _ in range(draw(st.integers(0, 2)))
    ]
    style: NameStyle = draw(st.sampled_from([KEPT, CAMEL, SNAKE, CAPITALIZED, RENAMED]))
    dialect = draw(st.sampled_from(["a", "b"]))
    path: str = draw(_text) + ".md"
    return document(*operations, models=tuple(models), style=style, dialect=dialect, path=path)


def _evidence(api: Api) -> Iterator[Evidence]:
    yield api.evidence
    for found in api.operations:
        yield found.evidence
        yield from (parameter.evidence for parameter in found.parameters)
        yield from (response.evidence for response in found.responses)
        if found.request_body is not None:
            yield found.request_body.evidence
    yield from (scheme.evidence for scheme in api.security_schemes.values())
    for schema in api.schemas.values():
        yield schema.evidence
        yield from (part.schema.evidence for part in schema.properties)


@settings(max_examples=60, deadline=None)
@given(st.lists(_documents(), max_size=3, unique_by=lambda one: one.path))
def test_whatever_is_stated_becomes_an_api_whose_rules_and_problems_are_known(documents: list[StatedDocument]) -> None:
    api, problems = recover(documents)
    for evidence in _evidence(api):
        assert set(evidence.inferred.values()) <= set(INFERENCES.rules)
        assert set(evidence.guesses) <= set(evidence.inferred)
    assert {problem.code for problem in problems} <= set(CATALOGUE)
    identifiers = [found.operation_id for found in api.operations]
    assert len(set(identifiers)) == len(identifiers)
    assert (api, problems) == recover(documents[::-1])


def test_what_is_recovered_is_a_valid_openapi_document() -> None:
    documents = document(
        operation("get", "GET", "/rooms/{id}", field("id"), field("sort", ref("Sort"), default="up"),
                  returns=ref("Room"), security=["key", "oauth2", "openid"], statuses={"200": "Yes", "0": "Else"}),
        operation("put", "PUT", "/rooms/{id}", field("id"), field("room", ref("Room")), consumes=JSON, returns=None),
        operation("add", "POST", "/rooms", field("photo", BINARY, required=True),
                  field("size", INTEGER, default="many"), consumes=("multipart/form-data",)),
        models=(model("Room", field("kind", ref("Kind"), nullable=True)), model("Kind", kind="enum", enum=())),
    )  # fmt: skip
    value = document_value(recover([documents])[0])
    assert [error.message for error in OpenAPIV31SpecValidator(value).iter_errors()] == []
