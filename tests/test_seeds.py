"""The seeds and our own documents in their forms give the same facts, at the same places, by the same rules.

Collected only where the seeds are (see conftest.py)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from generator.docs import SourceFile, read
from generator.spec import openapi
from generator.spec.recover import recover
from tests import seeds

PAIRS = [(api, dialect) for api, dialects in seeds.NAMES.items() for dialect in dialects]


def facts(documents: Callable[[str, str], bytes], api: str, dialects: Iterable[str]) -> dict[str, Any]:
    """The OpenAPI document of one API's documents, without prose."""
    files = [SourceFile(f"{dialect}/SessionApi.md", documents(api, dialect)) for dialect in dialects]
    recovered, _ = recover(read(files).documents)
    return {str(key): without_prose(value) for key, value in openapi.document_value(recovered).items()}


def without_prose(value: Any, inside: str = "") -> Any:
    """An OpenAPI value without summaries and descriptions; the text of a status is a fact."""
    if isinstance(value, list | tuple):
        return [without_prose(one) for one in value]
    if not isinstance(value, dict):
        return value
    prose = () if inside == "response" else ("summary", "description")
    return {
        key: without_prose(one, "responses" if key == "responses" else "response" if inside == "responses" else "")
        for key, one in value.items()
        if key not in prose
    }


@pytest.mark.parametrize(("api", "dialect"), PAIRS)
def test_own_document_has_the_facts_of_the_seed(api: str, dialect: str) -> None:
    assert facts(seeds.own, api, [dialect]) == facts(seeds.seed, api, [dialect])


@pytest.mark.parametrize("api", seeds.NAMES)
def test_own_documents_together_give_the_api_of_the_seeds(api: str) -> None:
    dialects = seeds.NAMES[api]
    assert facts(seeds.own, api, dialects) == facts(seeds.seed, api, dialects)


@pytest.mark.parametrize(("api", "dialect"), PAIRS)
def test_own_document_shares_no_sentence_with_the_seed(api: str, dialect: str) -> None:
    """Facts may be the same, prose is our own: no description of six words or more stands in both."""
    own, seed = (sentences(documents, api, dialect) for documents in (seeds.own, seeds.seed))
    assert own and seed
    assert not own & seed


def sentences(documents: Callable[[str, str], bytes], api: str, dialect: str) -> set[str]:
    stated = read([SourceFile("SessionApi.md", documents(api, dialect))]).documents
    texts = [text for document in stated for one in document.operations for text in (one.summary, one.description)]
    texts += [row.description for document in stated for one in document.operations for row in one.parameters]
    return {part.strip() for text in texts for part in text.split(".") if len(part.split()) > 5}
