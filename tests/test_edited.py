"""Documents that were edited by hand or by a tool state what they stated before."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.docs import SourceFile, read
from tests.dialects.cases import CASES, Case
from tests.edits import EDITS, Edit
from tests.fidelity.copied import Fact, facts

NAMES = frozenset({"c", "csharp", "java", "php", "powershell", "python", "ruby", "rust", "swift", "typescript_axios"})
"""Dialects that differ in their headings, tables, signatures and samples."""
EDITED = tuple(case for case in CASES if case.name in NAMES)
OF_HEADINGS = sorted(name for name in EDITS if "heading" in name)
OF_TABLES = sorted(name for name in EDITS if "table" in name or "column" in name)
OTHERS = sorted({*EDITS} - {*OF_HEADINGS, *OF_TABLES, "title in front matter"})
"""Edits that can follow each other: the one left out needs the first line as a generator writes it."""


def stated(case: Case, edits: Sequence[Edit] = ()) -> set[Fact]:
    """What the documents of a case state after the edits."""
    return set(facts(read([SourceFile(file.path, edited(file.data, edits)) for file in case.files()]).documents))


def edited(data: bytes, edits: Sequence[Edit]) -> bytes:
    text = data.decode()
    for edit in edits:
        text = edit(text)
    return text.encode()


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_changes_no_fact(edit: str) -> None:
    for case in EDITED:
        assert stated(case, [EDITS[edit]]) == stated(case), case.name


@given(
    case=st.sampled_from(EDITED),
    names=st.tuples(st.sampled_from(OF_HEADINGS), st.sampled_from(OF_TABLES), st.sampled_from(OTHERS)),
)
@settings(max_examples=40, deadline=None)
def test_edits_one_after_the_other_change_no_fact(case: Case, names: tuple[str, ...]) -> None:
    assert stated(case, [EDITS[name] for name in names]) == stated(case)
