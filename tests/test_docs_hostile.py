"""Documents that nobody writes by accident: the reader neither fails nor takes more time than their length deserves."""

from __future__ import annotations

import time

import pytest

from generator.docs import Reading, SourceFile, read
from generator.spec.recover import recover

PIECES = ["|", "a|", "**", "_", "`", "[", "](", "<", "&", "(", "'", "List<", "[enum: ", "[default to ", "(optional"]
PIECES += ["typing.Union[", "Option<", "'a' | ", "<table>", "<!--", "{id}", "- ", "> ", "# ", "=", "A", "\u202e"]
PIECES += ["<a name=", "<a id=  ", "{#a}"]
SIZE = 60_000
SECONDS = 4
"""What any of them may take; most take a tenth, and a pattern that looks again from each character takes hundreds."""


def api(description: str = "", row: str = " **id** | **String**| The id | ", returns: str = "null") -> str:
    """An API document with one operation."""
    return f"""# BoatApi

Method | HTTP request | Description
------------- | ------------- | -------------
[**getBoat**](BoatApi.md#getBoat) | **GET** /boats/{{id}} | Fetch one

# **getBoat**
> Boat getBoat(id)

{description}

### Parameters

Name | Type | Description  | Notes
------------- | ------------- | ------------- | -------------
{row}

### Return type

{returns}
"""


def timed(text: str, dialect: str | None = None) -> Reading:
    started = time.process_time()
    found = read([SourceFile("doc.md", text.encode())], dialect)
    recover(found.documents)
    assert time.process_time() - started < SECONDS
    return found


@pytest.mark.parametrize("piece", PIECES)
def test_one_endless_line_in_any_place(piece: str) -> None:
    long = piece * (SIZE // len(piece))
    timed(api(description=long, returns=long))
    for row in (f" **{long}** | **String**| x | ", f" **id** | **{long}**| x | ", f" **id** | **int**| x | {long}"):
        timed(api(row=row))


@pytest.mark.parametrize("piece", PIECES)
def test_endlessly_many_lines_in_any_place(piece: str) -> None:
    lines = f"{piece}\n" * (SIZE // (len(piece) + 1) // 4)
    for text in (api(description=lines), api(description=lines.replace("\n", "\n\n")), api(row=lines), lines):
        timed(text)


@pytest.mark.parametrize("row", ["|", "||", "| |", "| | | | | |", " **a** |", " **a** | **'a' | '** | x | "])
def test_rows_of_next_to_nothing(row: str) -> None:
    found = timed(api(row=f"{row}\n **id** | **String**| The id | "))
    (operation,) = found.documents[0].operations
    assert "id" in [each.name for each in operation.parameters]


def test_tables_that_go_on_behind_many_blank_lines() -> None:
    row = " **id** | **String** | The id\n\nthat goes on | [optional]\n"
    table = f"\n## Properties\n\nName | Type | Description | Notes\n--|--|--|--\n{row}"
    (found,) = timed("# Boat\n" + table * 1000).documents[0].models
    assert [(field.description, field.required) for field in found.fields] == [("The id that goes on", False)]


def test_types_that_are_nested_without_an_end() -> None:
    for opening, closing in (("List<", ">"), ("[", "]"), ("Map<String, ", ">"), ("Option<", ">"), ("(", ")")):
        for depth in (13, 300, 3000):
            found = timed(api(row=f" **id** | **{opening * depth}String{closing * depth}**| The id | "))
            assert [each.name for each in found.documents[0].operations[0].parameters] == ["id"]


def long(piece: str) -> str:
    return piece * (SIZE // len(piece))


@pytest.mark.parametrize(
    "cell",
    [
        f"[default to {long('1')}x]",
        f"[default to .{long('1')}x]",
        f"[default to E{long('_')}x]",
        f"[default to E{long('_A')}-]",
        f"[enum: {long('a_')}]",
        f"{long('(enum: ')}x",
    ],
    ids=["number", "fraction", "member", "members", "names", "enums"],
)
@pytest.mark.parametrize("kind", ["String", "int"])
def test_notes_that_nearly_say_something(cell: str, kind: str) -> None:
    timed(api(row=f" **id** | **{kind}**| {cell} | {cell}"))


@pytest.mark.parametrize(
    "text",
    [
        api().replace("### Parameters", f"### Parameters{long(':')}x"),
        api(f"### Example\n```\n{long('conf')}\n```"),
        api(f"### Example\n```\n{long(chr(10))}\n```"),
        api().replace("{id}", "?" + long("+")),
        api(row=f" **id** | **String**| {long('-')} | ", returns="null\n\n### HTTP request headers\n\n"
            " - **Content-Type**: multipart/form-data").replace("GET", "POST"),
    ],
    ids=["title", "sample", "blank sample", "query", "description"],
)  # fmt: skip
def test_what_nearly_begins_again_at_each_character(text: str) -> None:
    timed(text)


def test_a_name_of_digits() -> None:
    timed(api(row=f" **{long('1')}** | **String**| x | "), "rust")


def test_schemas_that_describe_each_other_in_many_rows() -> None:
    def section(name: str, other: str) -> str:
        rows = "".join(f"**key{number}** | [dict](#{other}) | dict |  | \n" for number in range(200))
        return (
            f"# {name}\n\n## Model Type Info\nInput Type | Accessed Type | Description | Notes\n-|-|-|-\n"
            f"dict,  | frozendict.frozendict,  |  | \n\n### Dictionary Keys\n"
            f"Key | Input Type | Accessed Type | Description | Notes\n-|-|-|-|-\n{rows}\n"
        )

    (model,) = timed(section("Hull", "Mast") + section("Mast", "Hull"), "python").documents[0].models
    assert [field.name for field in model.fields] == [f"key{number}" for number in range(200)]
