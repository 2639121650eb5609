"""Documents that were edited by hand or by a tool state what they stated before."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.docs import SourceFile, read
from generator.spec.api import Schema
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


def test_an_anchor_right_below_a_table_is_no_part_of_its_last_row() -> None:
    (case,) = (case for case in EDITED if case.name == "c")
    edits = [EDITS["no blank lines above headings"], EDITS["anchors everywhere"]]
    assert stated(case, edits) == stated(case)


def bare(found: set[Fact]) -> set[Fact]:
    """Facts without the names of their files and of dialects."""
    return {
        tuple(part.split(".md ", 1)[-1].rpartition(".md")[2] for part in fact) for fact in found if fact[0] != "dialect"
    }


def files(case: Case) -> tuple[list[SourceFile], list[SourceFile], list[SourceFile]]:
    """The README, the documents of operations and those of models."""
    readme = [file for file in case.files() if file.path.endswith("README.md")]
    operations = [file for file in case.files() if b"HTTP request |" in file.data and file not in readme]
    return readme, operations, [file for file in case.files() if file not in (*readme, *operations)]


@pytest.mark.parametrize("case", EDITED, ids=lambda case: case.name)
@pytest.mark.parametrize("order", [(0, 1, 2), (1, 2, 0), (2,)], ids=["all", "all but README first", "models"])
def test_a_file_that_several_documents_were_put_into_states_what_they_state(case: Case, order: Sequence[int]) -> None:
    parts = [file for index in order for file in files(case)[index]]
    together = SourceFile("docs/all.md", b"\n\n".join(file.data for file in parts))
    dialect = case.dialect.replace("_", "-")
    assert bare(set(facts(read([together], dialect).documents))) == bare(set(facts(read(parts, dialect).documents)))


METHODS = re.compile(r"^\|? ?Method *\|.*\n.*\n(?:[\[|].*\n)+", re.M)


@pytest.mark.parametrize("name", ["java", "python", "php", "ruby", "rust", "swift"])
def test_sections_without_a_method_table_take_their_rows_from_the_readme(name: str) -> None:
    (case,) = (case for case in EDITED if case.name == name)
    readme, operations, models = files(case)
    cut = [SourceFile(file.path, METHODS.sub("", file.data.decode()).encode()) for file in operations]
    assert [file.data for file in cut] != [file.data for file in operations]
    assert set(facts(read([*readme, *cut, *models]).documents)) == stated(case)


def test_sections_of_which_nothing_tells_the_path_are_errors() -> None:
    (case,) = (case for case in EDITED if case.name == "java")
    _, operations, _ = files(case)
    found = read([SourceFile(file.path, METHODS.sub("", file.data.decode()).encode()) for file in operations])
    assert {problem.code for problem in found.problems} == {"D101", "D105"}
    assert all(document.models == () for document in found.documents)


def test_a_line_with_verb_and_path_below_a_heading_is_as_good_as_a_row() -> None:
    text = """# ToolsApi

## getTool

`GET /tools/{id}`

Fetch a tool

### Parameters

Name | Type | Description | Notes
--- | --- | --- | ---
**id** | **String** | The tool |

### Return type

[**Tool**](Tool.md)
"""
    (document,) = read([SourceFile("ToolsApi.md", text.encode())], "java").documents
    (operation,) = document.operations
    assert (operation.method, operation.path, operation.tag) == ("GET", "/tools/{id}", "Tools")
    assert [each.name for each in operation.parameters] == ["id"]


STRONG = """# BoatsApi

All URIs are relative to *https://api.example.com*

| Method | HTTP request | Description |
|--------|--------------|-------------|
| [findBoat](#findBoat) | **GET** /boats/{boatId} | Find one |
| [dropBoat](#dropBoat) | **DELETE** /boats/{boatId} | Drop one |

## findBoat

Finds one

> since **5.2**

**Parameters**

| Name       | Type   | Description |
|------------|--------|-------------|
| **boatId** | string | Which       |

**Return type**: [**Boat**](Boat.md)

**Example**

```javascript
boats.findBoat(boatId).then((data) => {});
```

## dropBoat

**Parameters**

| Name       | Type   | Description |
|------------|--------|-------------|
| **boatId** | number | Which       |

**Example**

```javascript
boats.dropBoat(boatId);
```
"""


def test_strong_text_may_stand_for_the_headings_of_parts() -> None:
    (document,) = read([SourceFile("BoatsApi.md", STRONG.encode())]).documents
    found, dropped = document.operations
    assert [[field.name for field in one.parameters] for one in (found, dropped)] == [["boatId"], ["boatId"]]
    assert (found.description, dropped.description) == ("Finds one\n\n> since **5.2**", "")
    assert found.returns is not None and found.returns.schema == Schema(ref="Boat")
    assert document.dialect == "javascript"


def test_strong_text_in_a_description_is_no_heading_where_there_are_some() -> None:
    text = STRONG.replace("**Parameters**", "### Parameters").replace(
        "Finds one\n", "Finds one\n\n**Parameters**\n\nnone\n"
    )
    (document,) = read([SourceFile("BoatsApi.md", text.encode())]).documents
    found = document.operations[0]
    assert [field.name for field in found.parameters] == ["boatId"]
    assert found.description.startswith("Finds one\n\n**Parameters**\n\nnone")
