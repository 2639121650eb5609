"""Tables: columns, rows with too many cells, notes, default values."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.docs import SourceFile, read
from generator.docs.cells import mend, signs, tables
from generator.docs.cells.notes import read_notes
from generator.docs.cells.tables import split_row
from generator.docs.cells.values import parse_default, parse_list
from generator.docs.document import Table
from generator.spec.api import MISSING, Schema
from generator.spec.spelling import unescaped

FIELDS = ("name", "type", "description", "notes")


def table(*lines: str) -> Table:
    return Table(1, split_row(lines[0], 1).cells, tuple(split_row(line, n) for n, line in enumerate(lines[1:], 3)))


def cells(line: str) -> tables.Cells:
    return tables.by_role(split_row(line, 7), FIELDS)


def test_columns_in_any_order_are_known_by_their_header() -> None:
    assert tables.roles(table("| Type | Notes | Name | Description |")) == (
        "type",
        "notes",
        "name",
        "description",
    )


def test_columns_under_a_translated_header_are_known_by_their_cells() -> None:
    rows = table("Nom | Genre | Texte | Remarques", "**id** | **String** | L'identifiant | [optional]")
    assert tables.roles(rows) == FIELDS
    methods = table("Méthode | Requête | Texte", "[**getBoat**](BoatApi.md#getBoat) | **GET** /boats | Un bateau")
    assert tables.is_methods(methods)


def test_a_description_that_begins_like_a_request_is_none() -> None:
    rows = table("Input Type | Accessed Type | Description | Notes", "dict, | frozendict, | Post Check Permission | ")
    assert "request" not in tables.roles(rows)


def test_a_property_row_that_reads_like_a_method_table_is_none() -> None:
    rows = table("Name | Type | Description | Notes", "**Method** | **string** | HTTP request | Description")
    assert not tables.is_methods(rows)


@pytest.mark.parametrize(
    ("line", "verb", "path"),
    [
        ("**GET** /boats", "GET", "/boats"),
        ("**Get** /boats/{id}", "Get", "/boats/{id}"),
        ("**get** /boats", "get", "/boats"),
        ("*GET* /boats", "GET", "/boats"),
        ("**POST** `/boats`", "POST", "/boats"),
        ("DELETE boats/{id}", "DELETE", "boats/{id}"),
    ],
)
def test_the_request_column_in_every_markup(line: str, verb: str, path: str) -> None:
    match = tables.REQUEST.match(line)
    assert match is not None
    assert (match[1], match[2]) == (verb, path)


def test_a_pipe_in_a_description_does_not_hide_the_notes() -> None:
    found = cells(" **q** | **String**| Text, e.g. `name eq A|B` | [optional] [default to x]")
    assert found.extra == 1
    assert found.get("description") == "Text, e.g. `name eq A|B`"
    assert found.get("notes") == "[optional] [default to x]"


@pytest.mark.parametrize("notes", ["[optional] [default to <|end|>]", "[Pattern: ^(0|[1-9])(a|b|c|d|e|(f|g))*$]"])
def test_bars_in_a_default_or_a_pattern_belong_to_the_notes(notes: str) -> None:
    found = cells(f" **q** | **String**| One | two | {notes}")
    assert (found.get("description"), found.get("notes")) == ("One | two", notes)


def test_bars_in_the_texts_of_response_headers_belong_to_these() -> None:
    row = "| **200** | Found | or not |  * ETag - Strong | weak <br>  * Link -  <br>  |"
    found = tables.by_role(tables.split_row(row, 1), ("status", "description", "headers"))
    assert found.get("description") == "Found | or not"
    assert found.get("headers") == "* ETag - Strong | weak <br>  * Link -  <br>"


def test_a_flattened_table_becomes_the_description() -> None:
    flat = " | ".join(f"cell {n}" for n in range(40))
    found = cells(f"**state** | **str** | States: | {flat} | [optional] ")
    assert found.get("name") == "**state**"
    assert found.get("notes") == "[optional]"
    assert "cell 39" in found.get("description")


def test_surplus_cells_without_notes_all_belong_to_the_description() -> None:
    assert cells("**a** | **str** | one | two | three").get("description") == "one | two | three"


def test_a_union_in_the_type_column_stays_whole() -> None:
    found = cells("| **kind** | **'a' | 'b' | 'c'** | Which | [optional] |")
    assert found.get("type") == "**'a' | 'b' | 'c'**"
    assert found.get("description") == "Which"


def test_php_null_unions_stay_whole() -> None:
    assert cells("| **id** | **null|int** | The id | [optional] |").get("type") == "**null|int**"


def test_an_escaped_pipe_is_no_border() -> None:
    assert split_row(r"| a \| b | c |", 1).cells == ("a | b", "c")


@pytest.mark.parametrize(
    ("text", "required", "default", "read_only"),
    [
        ("", None, None, False),
        ("[optional]", False, None, False),
        ("[optional] [default to 20]", False, "20", False),
        ("[optional][default to &#39;en&#39;]", False, "&#39;en&#39;", False),
        ("(optional) defaults to undefined", False, "undefined", False),
        ("[Optional] [Defaults to `true`]", False, "true", False),
        ("[optional parameter] [default to `true`]", False, "true", False),
        ("[optional property] [readonly]", False, None, True),
        ("[required]", True, None, False),
        ("[default to null]", None, "null", False),
        ("[optional] if omitted the server will use the default value of 5", False, "5", False),
        ("[default to [1, 2]]", None, "[1, 2]", False),
        ("[optional] [default to 20] [enum: 10, 20]", False, "20", False),
    ],
)
def test_notes(text: str, required: bool | None, default: str | None, read_only: bool) -> None:
    found = read_notes(text)
    assert (found.required, found.default, found.read_only) == (required, default, read_only)


def test_enum_notes() -> None:
    assert read_notes(" [optional] [enum: free, taken]").enum == "free, taken"
    assert read_notes("[optional] [one of: 'free', 'taken'] [default to 'free']").enum == "'free', 'taken'"
    assert read_notes("[optional] [Enum: [diesel, petrol]] ").enum == "[diesel, petrol]"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (",, ;, |", (",", ";", "|")),
        ("name,asc, name,desc", ("name,asc", "name,desc")),
        ("a, , b", ("a", "", "b")),
        ("a, b, ", ("a", "b", "")),
        ("a,b,", ("a", "b", "")),
    ],
)
def test_a_comma_may_be_a_value_or_stand_in_one(text: str, values: tuple[str, ...]) -> None:
    assert parse_list(text) == values


STRING, INTEGER, NUMBER, BOOLEAN = (Schema(types=(kind,)) for kind in ("string", "integer", "number", "boolean"))
STRINGS = Schema(types=("array",), items=STRING)


@pytest.mark.parametrize(
    ("text", "schema", "value"),
    [
        ("&#39;en&#39;", STRING, "en"),
        ("&quot;en&quot;", STRING, "en"),
        ("en", STRING, "en"),
        ('"en".to_string()', STRING, "en"),
        ('@"en"', STRING, "en"),
        ("null", STRING, MISSING),
        ("undefined", BOOLEAN, MISSING),
        ("nothing", INTEGER, MISSING),
        ("20", INTEGER, 20),
        ("56L", INTEGER, 56),
        ("1.5", NUMBER, 1.5),
        ("3.4f", NUMBER, 3.4),
        ("True", BOOLEAN, True),
        ("$false", BOOLEAN, False),
        ("@(YES)", BOOLEAN, True),
        ("&#39;&#39;md&#39;&#39;", Schema(types=("string",)), "md"),
        (".efg", Schema(types=("string",), enum=("abc", "efg")), "efg"),
        ("._64x64", STRING, "64x64"),
        (".efg", STRINGS, ["efg"]),
        ("", STRING, ""),
        ("", INTEGER, MISSING),
        ("SortOrder.NAME", Schema(types=("string",), enum=("name", "size")), "name"),
        ("DateForm.YYYYMinusMM", Schema(types=("string",), enum=("YYYY-MM", "MM/YY")), "YYYY-MM"),
        ("Sort.nameCommaDesc", Schema(types=("string",), enum=("name,asc", "name,desc")), "name,desc"),
        ("DateForm.PLUS", Schema(types=("string",), enum=("plus", "")), "plus"),
        ("Sign.Minus", Schema(types=("string",), enum=("+", "-")), "Sign.Minus"),
        ('["a","b"]', STRINGS, ["a", "b"]),
        ("[a, b]", STRINGS, ["a", "b"]),
        ("{}", Schema(types=("object",)), {}),
        ("not a number", INTEGER, MISSING),
        ("none", STRING, "none"),
        ("NONE", Schema(ref="Cover"), "NONE"),
        ("None", STRING, MISSING),
        ("none", INTEGER, MISSING),
        ("Level._2", INTEGER, 2),
        ("RankEnum.3", NUMBER, 3),
        ("._10", INTEGER, 10),
        (r"'the \"old\" quay'", STRING, 'the "old" quay'),
    ],
)
def test_default(text: str, schema: Schema, value: Any) -> None:
    assert parse_default(text, schema) == value


@given(st.text(max_size=200))
def test_no_text_breaks_notes_defaults_or_mending(text: str) -> None:
    read_notes(text)
    mend.prose(text)
    mend.name(text)
    for schema in (STRING, INTEGER, NUMBER, BOOLEAN, STRINGS, Schema()):
        parse_default(text, schema)


@given(st.integers())
def test_integers_come_back(number: int) -> None:
    expected: Any = number if len(str(number)) <= 40 else MISSING
    assert parse_default(str(number), INTEGER) == expected


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("The user&#39;s", "The user's"),
        ("enable&#x3D;false", "enable=false"),
        (r"the \&quot;admin\&quot; user", 'the "admin" user'),
        ("| - -- -- | - -- |", "| ----- | --- |"),
        ("|:- -|- -:|", "|:--|--:|"),
        ("a - -b | - - | c", "a - -b | - - | c"),
        ("  plain  ", "plain"),
        ("bell\x07 rings", "bell rings"),
    ],
)
def test_prose_is_mended(text: str, mended: str) -> None:
    assert mend.prose(text) == mended


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("**add\\_database\\_row**", "add_database_row"),
        ("[**getBoat**](BoatApi.md#getBoat)", "getBoat"),
        ("`_links`", "_links"),
        ("**cancel_booking**   { #cancel_booking }", "cancel_booking"),
        ('<a name="x"></a>**x**', "x"),
        ("**filter[name]**", "filter[name]"),
        ("**$top**", "$top"),
    ],
)
def test_names_lose_their_markup(text: str, name: str) -> None:
    assert mend.name(text) == name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("bedUnderscoreid", "bed_id"),
        ("soilPeriodph", "soil.ph"),
        ("Attype", "@type"),
        ("Dollarorderby", "$orderby"),
        ("filterLeft_Square_BracketbedRight_Square_Bracket", "filter[bed]"),
        ("AtodataPeriodcount", "@odata.count"),
    ],
)
def test_signs_that_were_spelled_out_are_put_back(printed: str, name: str) -> None:
    assert signs.spelled(printed) == name


@pytest.mark.parametrize(
    "name", ["periodEnd", "gracePeriods", "isPeriodic", "passwordHash", "Attributes", "Attachment", "priceInDollars"]
)
def test_words_that_are_also_names_of_signs_stay(name: str) -> None:
    assert signs.spelled(name) == name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("ifMinusNoneMinusMatch", "if-none-match"),
        ("xminusRequestMinusId", "x-request-id"),
        ("minusOne", "minusOne"),
        ("123minusList", "123-list"),
    ],
)
def test_hyphens_that_were_spelled_out_are_put_back(printed: str, name: str) -> None:
    assert signs.hyphenated(printed) == name


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Tom &amp; Jerry&#39;s &lt;b&gt;", "Tom & Jerry's <b>"),
        ("Tom &amp;amp; Jerry&#39;s", "Tom &amp; Jerry's"),
        ("<b>Tom &amp; Jerry</b>", "<b>Tom &amp; Jerry</b>"),
        ("Tom&nbsp;&amp; Jerry's", "Tom&nbsp;&amp; Jerry's"),
        ("Tom &amp; \\&quot;Jerry\\&quot;", 'Tom & "Jerry"'),
    ],
)
def test_entities_are_those_of_the_text_where_signs_stand_as_they_are(text: str, meaning: str) -> None:
    assert mend.prose(text) == meaning


def test_words_are_the_same_however_often_a_text_was_escaped() -> None:
    assert (
        mend.words("Tom&nbsp;&amp; Jerry's")
        == mend.words("Tom&amp;nbsp;&amp;amp; Jerry&#39;s")
        == ["Tom", "&", "Jerry's"]
    )


@pytest.mark.parametrize("dialect", ["typescript-axios", "ruby", "rust", "perl"])
@pytest.mark.parametrize("name", ["trial_period_days", "current_period_end", "end_period_ts", "cancel_at_period_end"])
def test_a_period_of_time_is_no_dot(dialect: str, name: str) -> None:
    text = f"# Plan\n\n## Properties\n\nName | Type | Description | Notes\n-|-|-|-\n**{name}** | **X** |  | \n"
    (document,) = read([SourceFile("Plan.md", text.encode())], dialect).documents
    assert unescaped(document.models[0].fields[0].name) == name


@pytest.mark.parametrize(
    ("dialect", "printed", "name"),
    [
        ("rust", "soil_period_ph", "soil.ph"),
        ("perl", "soil/ph", "soil.ph"),
        ("typescript-axios", "text/plain", "text/plain"),
        ("r", "text/plain", "text/plain"),
    ],
)
def test_dots_that_a_dialect_prints_otherwise(dialect: str, printed: str, name: str) -> None:
    text = f"# Bed\n\n## Properties\n\nName | Type | Description | Notes\n-|-|-|-\n**{printed}** | **X** |  | \n"
    (document,) = read([SourceFile("Bed.md", text.encode())], dialect).documents
    field = document.models[0].fields[0]
    assert (unescaped(field.name), field.wire) == (name, None)
