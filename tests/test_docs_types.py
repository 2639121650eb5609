"""Printed types of many dialects and what they mean."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.docs.cells import signs
from generator.docs.cells.type_names import TypeNames
from generator.docs.cells.types import listed, read_type
from generator.docs.dialects import all_dialects
from generator.spec.api import Schema

DIALECTS = {dialect.name: dialect.types for dialect in all_dialects()}

STRING = Schema(types=("string",))
INTEGER = Schema(types=("integer",))
ANY = Schema()
INT64 = Schema(types=("integer",), format="int64")
DATE_TIME = Schema(types=("string",), format="date-time")
BINARY = Schema(types=("string",), format="binary")
BOAT = Schema(ref="Boat")


def array(items: Schema) -> Schema:
    return Schema(types=("array",), items=items)


def mapping(values: Schema) -> Schema:
    return Schema(types=("object",), additional=values)


def names(dialect: str) -> TypeNames:
    return DIALECTS[dialect]


CASES = [
    # dialect, cell, schema
    ("java", "**String**", STRING),
    ("java", "[**List&lt;Boat&gt;**](Boat.md)", array(BOAT)),
    ("java", "**List&lt;List&lt;String&gt;&gt;**", array(array(STRING))),
    ("java", "[**Map&lt;String, Boat&gt;**](Boat.md)", mapping(BOAT)),
    ("java", "**Map&lt;String, Map&lt;String, String&gt;&gt;**", mapping(mapping(STRING))),
    # a map in a query is printed twice over, without a space
    ("java", "**Map&lt;String,Map&lt;String, String&gt;&gt;**", mapping(STRING)),
    ("java", "`OffsetDateTime`", DATE_TIME),
    ("java", "[**List&lt;@Valid Boat&gt;**](Boat.md)", array(BOAT)),
    ("python", "**Dict[str, List[int]]**", mapping(array(INTEGER))),
    ("python", "[**List[Boat]**](Boat.md)", array(BOAT)),
    ("python", "**dict(str, str)**", mapping(STRING)),
    ("python", "[**list[Boat]**](Boat.md)", array(BOAT)),
    ("go", "Pointer to [**[]Boat**](Boat.md)", array(BOAT)),
    ("go", "Pointer to **[][]string**", array(array(STRING))),
    ("go", "[**map[string]Boat**](Boat.md)", mapping(BOAT)),
    ("go", "***os.File**", BINARY),
    ("go", "**map[string]map[string]string**", mapping(STRING)),
    # C calls maps as it does arrays, and writes the pointer differently
    ("c", "**list_t***", mapping(Schema())),
    ("c", "**list_t \\***", array(Schema())),
    ("c", "[list_t*_t](boat.md) *", mapping(Schema(ref="boat"))),
    ("c", "[list_t](boat.md) *", array(Schema(ref="boat"))),
    ("c", "[**list_t**](boat.md) \\*", array(Schema(ref="boat"))),
    ("c", "list_t*", mapping(Schema())),
    ("c", "**[list_t](binary_t*.md) \\***", array(BINARY)),
    ("kotlin", "**io.ktor.client.request.forms.FormPart&lt;kotlin.Int&gt;**", INTEGER),
    ("csharp", "**System.IO.Stream****System.IO.Stream**", BINARY),
    ("csharp", "**Dictionary&lt;string, string&gt;**", mapping(STRING)),
    ("csharp", "[**Dictionary&lt;string, Object&gt;?**](Object.md)", mapping(Schema())),
    ("kotlin", "[**kotlin.collections.List&lt;Boat&gt;**](Boat.md)", array(BOAT)),
    ("kotlin", "**kotlin.collections.Map&lt;kotlin.String, kotlin.Long&gt;**", mapping(INT64)),
    ("kotlin", "[**java.time.OffsetDateTime**](java.time.OffsetDateTime.md)", DATE_TIME),
    ("php", r"[**\Acme\Sdk\Model\Boat[]**](../Model/Boat.md)", array(BOAT)),
    ("php", r"[**array<string,\Acme\Sdk\Model\Boat>**](Boat.md)", mapping(BOAT)),
    ("php", "**string[][]**", array(array(STRING))),
    ("php", r"**\SplFileObject****\SplFileObject**", BINARY),
    ("rust", "Option<[**Vec<models::Boat>**](Boat.md)>", array(BOAT)),
    ("rust", "**chrono::DateTime<chrono::FixedOffset>**", DATE_TIME),
    ("rust", "Option<**std::collections::HashMap<String, String>**>", mapping(STRING)),
    ("swift", "**[String: String]**", mapping(STRING)),
    ("swift", "[String: Boat]", mapping(BOAT)),
    ("swift", "[[String]]", array(array(STRING))),
    ("swift", "[Boat]", array(BOAT)),
    ("typescript", "[**string**]", STRING),
    ("typescript", "**Array<Boat>**", array(BOAT)),
    ("typescript-axios", "**{ [key: string]: string; }**", mapping(STRING)),
    ("typescript-axios", "[**{ [key: string]: Boat; }**](Boat.md)", mapping(BOAT)),
    ("ruby", "[**Array&lt;Boat&gt;**](Boat.md)", array(BOAT)),
    ("ruby", "**Hash&lt;String, String&gt;**", mapping(STRING)),
    ("perl", "[**ARRAY[Boat]**](Boat.md)", array(BOAT)),
    ("perl", "**HASH[string,string]**", mapping(STRING)),
    ("r", "list( [**Boat**](Boat.md) )", array(BOAT)),
    ("r", "**map(character)**", mapping(STRING)),
    ("scala", "[**Map[String, Boat]**](Boat.md)", mapping(BOAT)),
    ("scala", "**Seq&lt;Seq[String]&gt;**", array(array(STRING))),
    ("dart-dio", "[**BuiltList&lt;Boat&gt;**](Boat.md)", array(BOAT)),
    ("eiffel", "[**LIST [BOAT]**](Boat.md)", array(BOAT)),
    ("eiffel", "[**STRING_TABLE [STRING_32]**](STRING_32.md)", mapping(STRING)),
    ("objc", "[**NSArray&lt;NSString*&gt;***](NSString*.md)", array(STRING)),
    ("objc", "**NSDictionary&lt;NSString*, NSString*&gt;***", mapping(STRING)),
    ("objc", "**NSURL*****NSURL***", BINARY),
    ("julia", "[**`Vector{Boat}`**](Boat.md)", array(BOAT)),
    ("julia", "[**`*Boat`**](Boat.md)", BOAT),
    ("c", r"**char \***", STRING),
    ("c", r"**[boat_t](boat.md) \***", Schema(ref="boat")),
    ("markdown", "[**List**](../Models/Boat.md)", array(BOAT)),
    ("markdown", "[**List**](../Models/String.md)", array(STRING)),
    ("python", "[**BoatSize**](../models/boatsize.md)", Schema(ref="BoatSize")),
    ("php-symfony", "[**BoatSize**](boat_size.md)", Schema(ref="boat_size")),
    # Swagger Codegen
    ("go", "**optional.**", ANY),
    ("go", "**optional.Interface of *os.File****optional.**", BINARY),
    ("go", "[**optional.Interface of []string**](string.md)", array(STRING)),
    ("kotlin", "**kotlin.Array&lt;kotlin.Byte&gt;**", BINARY),
    (
        "kotlin",
        "[**kotlin.Array&lt;kotlin.Array&lt;kotlin.Byte&gt;&gt;**](kotlin.Array&lt;kotlin.Byte&gt;.md)",
        array(BINARY),
    ),
    ("rust", "**Vec&lt;u8&gt;**", BINARY),
    ("rust", "**::models::File**", BINARY),
    ("rust", "[**::std::collections::HashMap<String, Value>**](Value.md)", mapping(ANY)),
    ("rust", "[***::models::Value**](Value.md)", Schema(ref="Value")),
    ("php", "[**map[string,null]**](.md)", mapping(ANY)),
    ("apex", "**Date**", Schema(types=("string",), format="date")),
    ("objc", "[**SWGOAuthKey***](SWGOAuthKey.md)", Schema(ref="OAuthKey")),
    ("objc", "[**SWGAPIKeyList***](SWGAPIKeyList.md)", Schema(ref="APIKeyList")),
]


@pytest.mark.parametrize(("dialect", "cell", "schema"), CASES, ids=[f"{d}:{c}" for d, c, _ in CASES])
def test_type(dialect: str, cell: str, schema: Schema) -> None:
    found = read_type(cell, names(dialect))
    assert found.schema == schema
    assert found.understood


@pytest.mark.parametrize(
    ("dialect", "cell", "schema"),
    [
        ("php-symfony", "[**int**](../Model/int.md)", array(INTEGER)),
        ("php-symfony", "**int**", INTEGER),
        ("rust-server", "[**String**](String.md)", array(STRING)),
        ("rust-server", "[**models::Boat**](models::Boat.md)", BOAT),
        ("graphql-nodejs-express-server", "[***Boat**](Boat.md)", BOAT),
        ("graphql-nodejs-express-server", "[**Boat**](Boat.md)", array(BOAT)),
        ("graphql-nodejs-express-server", "[**String!**](array.md)", array(array(STRING))),
        ("graphql-nodejs-express-server", "**String!**", STRING),
        ("java", "[**Boat**](Boat.md)", BOAT),
    ],
)
def test_what_is_linked_may_be_the_items_of_an_array(dialect: str, cell: str, schema: Schema) -> None:
    assert listed(read_type(cell, names(dialect)), cell, names(dialect)).schema == schema


@pytest.mark.parametrize(
    ("dialect", "cell", "members"),
    [
        ("typescript-axios", "**Array<&#39;free&#39; &#124; &#39;taken&#39;>**", ("free", "taken")),
        ("typescript", "[**'csv' | 'tsv'**]**Array<'csv' &#124; 'tsv'>**", ("csv", "tsv")),
        ("r", "Enum [csv, tsv]", ("csv", "tsv")),
        ("typescript-fetch", "`csv`, `tsv`", ("csv", "tsv")),
        ("python", 'Literal["a", "b"]', ("a", "b")),
        ("python", "**typing.Literal['a', 'b']**", ("a", "b")),
    ],
)
def test_enum_in_the_type(dialect: str, cell: str, members: tuple[str, ...]) -> None:
    schema = read_type(cell, names(dialect)).schema
    assert (schema.items or schema).enum == members


@pytest.mark.parametrize("dialect", ["c", "java", "rust", "go"])
@pytest.mark.parametrize("name", ["option", "optional", "list", "map", "list_t", "set_t", "maybe"])
def test_a_container_that_links_to_itself_holds_anything(dialect: str, name: str) -> None:
    printed = read_type(f"[**{name.capitalize()}**]({name}.md)", names(dialect)).schema
    assert {part.ref for part in (printed, printed.items, printed.additional) if isinstance(part, Schema)} == {None}


@pytest.mark.parametrize(
    ("name", "documented"), [("Collection", False), ("Option", False), ("Map", True), ("List", True)]
)
def test_a_model_may_be_called_like_a_container(name: str, documented: bool) -> None:
    known = replace(names("java"), namesakes=frozenset({name} if documented else ()))
    assert read_type(f"[**{name}**]({name}.md)", known).schema == Schema(ref=name)
    assert read_type(f"[**List&lt;{name}&gt;**]({name}.md)", known).schema == array(Schema(ref=name))


@pytest.mark.parametrize(("documented", "schema"), [(True, Schema(ref="Collection")), (False, array(Schema()))])
def test_a_container_without_items_is_the_model_of_its_name(documented: bool, schema: Schema) -> None:
    known = replace(names("csharp"), namesakes=frozenset({"Collection"} if documented else ()))
    assert read_type("**Collection**", known).schema == schema


@pytest.mark.parametrize(
    ("dialect", "cell", "schema"),
    [
        ("markdown", "[**List**](../Models/List.md)", array(Schema())),
        ("powershell", "[**System.Collections.Hashtable**](Map.md)", Schema(types=("object",), additional=Schema())),
        ("powershell", "[**System.Collections.Hashtable**](Array.md)", Schema(types=("object",), additional=Schema())),
        ("java", "[**List&lt;List&lt;Boat&gt;&gt;**](List.md)", array(array(BOAT))),
    ],
)
def test_a_container_inside_of_another_is_no_model_that_nobody_describes(
    dialect: str, cell: str, schema: Schema
) -> None:
    assert read_type(cell, names(dialect)).schema == schema


@pytest.mark.parametrize("printed", ["**Boat | void**", "**void | Boat**", "Boat | void | void"])
def test_a_response_without_a_body_beside_another_says_nothing_of_its_type(printed: str) -> None:
    found = read_type(printed, names("typescript"))
    assert (found.schema, found.nullable, found.uncertain) == (Schema(ref="Boat"), False, False)


def test_the_link_of_a_list_of_maps_may_name_the_map_itself() -> None:
    found = read_type("[**System.Collections.Hashtable[]**](Map.md)", names("powershell"))
    assert (found.schema, found.uncertain) == (array(mapping(ANY)), True)
    named = read_type("[**System.Collections.Hashtable[]**](Boat.md)", names("powershell"))
    assert named.schema == array(mapping(BOAT))


@pytest.mark.parametrize(
    ("dialect", "an_object", "anything"),
    [
        ("c", "[**object_t**](.md) \\*", "**any_type_t \\***"),
        ("markdown", "[**Object**](../Models/.md)", "[**oas_any_type_not_mapped**](../Models/.md)"),
        ("scala", "**Any**", "**AnyType**"),
        ("typescript-fetch", "`object`", "`any`"),
    ],
)
def test_an_object_is_told_where_anything_has_a_word_of_its_own(dialect: str, an_object: str, anything: str) -> None:
    found = read_type(an_object, names(dialect))
    assert (found.schema, found.uncertain) == (Schema(types=("object",)), False)
    assert read_type(anything, names(dialect)).schema == ANY


def test_question_mark_says_nothing_in_csharp_and_null_in_php() -> None:
    assert not read_type("**bool?**", names("csharp")).optional
    assert not read_type("**bool?**", names("csharp")).nullable
    assert read_type("**null|int**", names("php")).nullable
    assert read_type("**null|int**", names("php")).schema == INTEGER


def test_go_says_before_the_name_of_a_model_that_it_may_be_null() -> None:
    found = read_type("Pointer to [**NullableBoat**](Boat.md)", names("go"))
    assert (found.schema, found.nullable) == (BOAT, True)
    assert read_type("[**NullableBoat**](NullableBoat.md)", names("go")).schema == Schema(ref="NullableBoat")


def test_a_number_that_decimal_text_is_printed_alike_says_so() -> None:
    assert read_type("**BigDecimal**", names("java")).may_be_text
    assert read_type("**List&lt;BigDecimal&gt;**", names("java")).may_be_text
    assert not read_type("**Double**", names("java")).may_be_text
    decimal = read_type("**decimal.Decimal**", names("python"))
    assert (decimal.schema, decimal.uncertain) == (Schema(types=("string",), format="decimal"), False)


def test_an_enum_anchor_is_kept() -> None:
    assert read_type("[**KindEnum**](#KindEnum)", names("java")).anchor == "KindEnum"


def test_a_model_in_a_namespace_of_models_is_no_scalar() -> None:
    assert read_type(r"[**\Acme\Model\Date**](../Model/Date.md)", names("php")).schema == Schema(ref="Date")


def test_a_bare_link_to_nothing_is_any_type() -> None:
    found = read_type("[****](.md)", names("rust-server"))
    assert found.schema == Schema()
    assert found.uncertain


@given(st.text(max_size=300), st.sampled_from(sorted(DIALECTS)))
def test_no_text_breaks_the_grammar(text: str, dialect: str) -> None:
    found = read_type(text, names(dialect))
    assert found.understood or found.schema == Schema()


def test_deep_nesting_is_refused_and_not_followed() -> None:
    found = read_type("List<" * 500 + "X" + ">" * 500, names("java"))
    assert not found.understood


_LEAVES = st.sampled_from([("String", STRING), ("Long", INT64), ("Boat", BOAT)])


@st.composite
def java_types(draw: st.DrawFn, depth: int = 3) -> tuple[str, Schema]:
    """A Java type expression and its schema."""
    kind = draw(st.sampled_from(["leaf", "list", "map"])) if depth else "leaf"
    if kind == "leaf":
        return draw(_LEAVES)
    text, schema = draw(java_types(depth - 1))
    if kind == "list":
        return f"List&lt;{text}&gt;", array(schema)
    return f"Map&lt;String, {text}&gt;", mapping(schema)


@given(java_types())
def test_containers_nest(case: tuple[str, Schema]) -> None:
    text, schema = case
    assert read_type(f"**{text}**", names("java")).schema == schema


@pytest.mark.parametrize("dialect", ["perl", "csharp", "java"])
def test_a_type_that_is_printed_twice_is_a_file(dialect: str) -> None:
    assert read_type("**string****string**", names(dialect)).schema == Schema(types=("string",), format="binary")
    assert read_type("**FileParameter****FileParameter**", names(dialect)).schema.format == "binary"


def test_an_escape_that_is_cut_off_says_nothing_of_the_signs_of_a_name() -> None:
    unspell = next(dialect.unspell for dialect in all_dialects() if dialect.name == "gdscript")
    for printed, bare, wire in (("some_color", "color", None), ("bedUnderscoreid", "bed_id", "bed_id")):
        assert (unspell(printed), signs.exact(unspell(printed), printed)) == (bare, wire)
