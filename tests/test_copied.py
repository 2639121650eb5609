"""Pages copied out of a browser: what sites put around and behind the words of a document changes no fact."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

import pytest

from generator.docs import SourceFile, read
from tests.dialects.cases import CASES, Case
from tests.fidelity.copied import FORMS, Fact, facts
from tests.sources.page import Form, page

PAGED = tuple(case for case in CASES if "-" not in case.name)
HOST = re.compile(r"^Skip to content.*?File metadata and controls\s+\d+ lines[^\n]*\n", re.S)
TITLES = re.compile(r"^(Example|Parameters|Return type|Authorization|HTTP request headers|Properties|Enum)$", re.M)
SIDEBAR = "Docs\nGetting started\nSearch\n\nOn this page\nParameters\nReturn type\n\n"
FOOTER = "\n\nPrevious\nIntroduction\nNext\nModels\nWas this page helpful?\nYes No\n"

OTHER_FORMS: Final[Mapping[str, Form]] = {
    "bars between cells": Form(" | ", "- ", "\n\n"),
    "tabs and blanks, no empty cells": Form(" \t", "\t• ", "\n\n"),
}

SITES: Final[Mapping[str, Callable[[str], str]]] = {
    "nothing around": lambda text: HOST.sub("", text),
    "a site's own words around": lambda text: SIDEBAR + HOST.sub("", text) + FOOTER,
    "invisible links": lambda text: TITLES.sub("\\1\u200b", text),
    "pilcrows": lambda text: TITLES.sub("\\1\u00b6", text),
    "hashes": lambda text: TITLES.sub("\\1 #", text),
    "buttons": lambda text: re.sub(r"^Example$", "Example\n\nCopy", text, flags=re.M),
    "windows line ends": lambda text: text.replace("\n", "\r\n"),
}


def stated(case: Case, form: Form, site: Callable[[str], str] = lambda text: text) -> set[Fact]:
    """What the pages of the documents state; that of the README is left out."""
    files = [file for file in case.files() if not file.path.endswith("README.md")]
    pages = ((file.path, site(page(file.path.rpartition("/")[2], file.data.decode(), form))) for file in files)
    return set(facts(read([SourceFile(path, text.encode()) for path, text in pages]).documents))


@pytest.mark.parametrize("site", SITES)
def test_what_a_site_adds_changes_no_fact(site: str) -> None:
    for case in PAGED:
        if case.name in ("csharp", "go", "java", "python", "typescript_axios"):
            for form in (FORMS["words"], FORMS["tabs"]):
                assert stated(case, form, SITES[site]) == stated(case, form), case.name


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", PAGED, ids=lambda case: case.name)
def test_a_page_has_the_operations_and_parameters_of_its_document(case: Case, form: str) -> None:
    kinds = ("operation", "parameter", "property", "model")
    files = [file for file in case.files() if not file.path.endswith("README.md")]
    wanted = {fact for fact in facts(read(files).documents) if fact[0] in kinds}
    found = {fact for fact in stated(case, FORMS[form]) if fact[0] in kinds}
    assert found == wanted


@pytest.mark.parametrize("form", OTHER_FORMS)
def test_cells_may_be_parted_otherwise(form: str) -> None:
    kinds = ("operation", "parameter", "property", "required", "default", "responses")
    for case in PAGED:
        if case.name in ("csharp", "java", "python", "php", "kotlin", "swift"):
            wanted = {fact for fact in stated(case, FORMS["tabs"]) if fact[0] in kinds}
            assert {fact for fact in stated(case, OTHER_FORMS[form]) if fact[0] in kinds} == wanted, case.name


def test_a_note_may_be_wrapped() -> None:
    for case in PAGED:
        if case.name in ("csharp", "java", "kotlin"):
            assert stated(case, FORMS["words"], wrapped_notes) == stated(case, FORMS["words"]), case.name


def wrapped_notes(text: str) -> str:
    """The page with a line break in each default and list of values."""
    return re.sub(r"(\[default to|\[enum:) ", r"\1\n", text)


def test_scopes_in_a_sentence_and_titles_with_an_identifier() -> None:
    files = {
        "auth.md": "Authorization methods\n\nlogin\n\nAuthorization method is OAuth2 with implicit flow. The scopes "
        "are: * boats:read * boats:write\n",
        "BoatsApi.md": "BoatsApi { #BoatsApi }\n\nAll URIs are relative to https://boats.test\n\nMethod\tHTTP request\t"
        "Description\nlist\tGET /boats\tAll\n\nlist\n\nlist()\n\nAuthorization\n\nlogin, scopes: boats:read\n",
    }
    found = read([SourceFile(path, text.encode()) for path, text in files.items()])
    boats, auth = found.documents
    assert [(scheme.key, scheme.scopes) for scheme in auth.schemes] == [
        ("login", (("boats:read", ""), ("boats:write", "")))
    ]
    (listed,) = boats.operations
    assert (listed.tag, [(each.name, each.scopes) for each in listed.security or ()]) == (
        "Boats",
        [("login", ("boats:read",))],
    )
