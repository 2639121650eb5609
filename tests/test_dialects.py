"""Every case folder: its documents give the OpenAPI document beside them, and that document is right.

All documents were written from `dialects/source.yaml`, so what should come out is known beforehand. A snapshot alone
would also hold mistakes: the test against the source does not, and knows by name what documents do not say."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache
from typing import Final

import pytest

from generator.docs.dialects import all_dialects
from generator.spec import openapi
from generator.spec.api import Api
from tests.dialects.cases import CASES, HERE, Case
from tests.dialects.losses import losses
from tests.fidelity.compare import compare
from tests.fidelity.verdicts import Outcome
from tests.sources.page import page

FACTS: Final = frozenset(
    (
        *("operation", "path", "operationId", "server"),
        *("parameter", "form field", "place", "wire name", "required", "type"),
        *("body", "body required", "body type", "content type"),
        *("return type", "response", "response text"),
        *("schemes of an operation", "scheme", "scheme type", "scheme name", "scheme place"),
        *("model", "property", "property wire name", "enum"),
    )
)
"""What a client cannot do without; prose, formats and the like are seen in `openapi.yaml`."""

AGAINST: Final = (Outcome.WRONG, Outcome.MISSING, Outcome.INVENTED)

each = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])


@cache
def source() -> Api:
    return openapi.load((HERE / "source.yaml").read_text(encoding="utf-8"), "source.yaml")[0]


@each
def test_openapi_is_the_expected_one(case: Case) -> None:
    """When this differs for a good reason: `python -m tests.dialects.update`, and read the difference."""
    assert case.openapi() == case.expected.read_text(encoding="utf-8")


@each
def test_documents_are_known_as_their_dialect(case: Case) -> None:
    names = {document.dialect.replace("-", "_") for document in case.reading().documents if document.operations}
    assert {name.removesuffix("_nodejs_express_server") for name in names} == {case.dialect}


@each
def test_nothing_is_against_the_source_but_what_the_documents_lack(case: Case) -> None:
    against = {
        f"{verdict.fact} {verdict.where}"
        for verdict in compare(source(), case.extracted()[0])
        if verdict.fact in FACTS and verdict.outcome in AGAINST
    }
    known = tuple(losses(case.name))
    assert not {fact for fact in against if not any(fnmatchcase(fact, pattern) for pattern in known)}
    assert not {pattern for pattern in known if not any(fnmatchcase(fact, pattern) for fact in against)}, "not lost"


@each
def test_no_error_and_only_warnings_that_are_deserved(case: Case) -> None:
    """D102: the README of that dialect has no table of operations. D107: a type of several words has bars in it. I05:
    the case has no document for some model."""
    assert {problem.code for problem in case.extracted()[1]} <= {"D102", "D107", "I05"}


def test_every_dialect_has_a_case() -> None:
    """The file of a dialect in `generator/docs/dialects` is named as its case folder."""
    names = {dialect.name.replace("-", "_").removesuffix("_nodejs_express_server") for dialect in all_dialects()}
    assert names == {case.dialect for case in CASES}


def test_copied_page_is_the_document_without_its_markup() -> None:
    """Both cases describe the same API, and the page is what `tests.sources.page` makes of the document."""
    document = (HERE / "csharp-5.4" / "docs" / "docs" / "ToolsApi.md").read_text(encoding="utf-8")
    copied = (HERE / "csharp-page" / "docs" / "ToolsApi.md").read_text(encoding="utf-8")
    assert copied == page("ToolsApi.md", document)
