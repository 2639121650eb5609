"""Schemas become the types that a reader of the specification would expect."""

from __future__ import annotations

import pytest

from generator.client import render
from generator.client.declarations import Alias, Model
from generator.client.schema_types import Types
from generator.client.types import text
from generator.spec import openapi
from generator.spec.api import (
    Api,
    Discriminator,
    Evidence,
    MediaType,
    Operation,
    Property,
    RequestBody,
    Schema,
)

STRING, INTEGER, NULL = Schema(types=("string",)), Schema(types=("integer",)), Schema(types=("null",))


def types(**schemas: Schema) -> Types:
    return Types(Api(title="", version="", schemas=schemas))


def thing(*names: str, **keywords: object) -> Schema:
    """An object with string properties of these names."""
    properties = tuple(Property(name=name, schema=STRING) for name in names)
    return Schema(types=("object",), properties=properties, **keywords)  # type: ignore[arg-type]


def model(found: Types, name: str) -> Model:
    declaration = found.declarations[name]
    assert isinstance(declaration, Model)
    return declaration


def alias(found: Types, name: str) -> Alias:
    declaration = found.declarations[name]
    assert isinstance(declaration, Alias)
    return declaration


def fields(found: Types, name: str) -> dict[str, str]:
    return {field.attribute: text(field.kind) for field in model(found, name).fields}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (STRING, "str"),
        (Schema(types=("string",), format="date-time"), "dt.datetime"),
        (Schema(types=("string",), format="uuid"), "uuid.UUID"),
        (Schema(types=("string",), format="byte"), "bytes"),
        (Schema(types=("string",), extra={"contentEncoding": "base64"}), "bytes"),
        (Schema(types=("string",), format="unheard-of"), "str"),
        (Schema(types=("integer",), format="int64"), "int"),
        (Schema(types=("number",)), "float"),
        (Schema(types=("string", "null")), "str | None"),
        (Schema(types=("string", "integer")), "str | int"),
        (Schema(), "Any"),
        (Schema(types=("array",), items=STRING), "list[str]"),
        (Schema(types=("array",)), "list[Any]"),
        (Schema(items=INTEGER), "list[int]"),
        (Schema(types=("object",)), "dict[str, Any]"),
        (Schema(types=("object",), additional=Schema(types=("array",), items=INTEGER)), "dict[str, list[int]]"),
        (Schema(enum=("a", 'b"c')), 'Literal["a", \'b"c\'] | str'),
        (Schema(enum=("a", None)), 'Literal["a"] | str | None'),
        (Schema(enum=(1, 2)), "Literal[1, 2]"),
        (Schema(any_of=(STRING, Schema(enum=("a",)), NULL)), "str | None"),
        (Schema(enum=(1.5,)), "float"),
        (
            Schema(enum=(1, True, 2.5, "a", [1], {"a": 1}, None)),
            "int | bool | float | str | list[Any] | dict[str, Any] | None",
        ),
        (Schema(enum=(None,)), "None"),
        (Schema(enum=({"a": 1},)), "dict[str, Any]"),
        (Schema(one_of=(STRING, INTEGER, NULL)), "str | int | None"),
        (Schema(any_of=(Schema(), STRING)), "Any"),
        (Schema(ref="Thing"), "Thing"),
        (Schema(any_of=(Schema(ref="Thing"), NULL)), "Thing | None"),
        (Schema(all_of=(Schema(ref="Thing"),), description="one"), "Thing"),
        (Schema(ref="Nowhere"), "Any"),
    ],
)
def test_the_type_of_a_schema(schema: Schema, expected: str) -> None:
    assert text(types(Thing=thing("a")).of(schema, "Name")) == expected


def test_an_enum_in_a_request_takes_only_its_values() -> None:
    assert text(types().of(Schema(enum=("a", "b")), "Name", closed=True)) == 'Literal["a", "b"]'


def test_all_of_is_one_class_in_which_the_last_word_counts() -> None:
    own = Schema(types=("object",), properties=(Property(name="a", schema=INTEGER, required=True),))
    found = types(Base=thing("a", "b"), Whole=Schema(all_of=(Schema(ref="Base"), own)))

    assert fields(found, "Whole") == {"a": "int", "b": "str"}
    assert [field.required for field in model(found, "Whole").fields] == [True, False]
    assert [note.code for note in found.notes] == ["R01"]


def test_required_may_stand_in_another_part_of_all_of() -> None:
    part = Schema(types=("object",), extra={"required": ["b"]})
    found = types(Base=thing("a", "b"), Whole=Schema(all_of=(Schema(ref="Base"), part)))

    assert [field.required for field in model(found, "Whole").fields] == [False, True]


def test_inline_objects_are_classes_named_after_where_they_stand() -> None:
    inner = Schema(types=("array",), items=thing("x"))
    found = types(Outer=Schema(types=("object",), properties=(Property(name="errorCauses", schema=inner),)))

    assert fields(found, "Outer") == {"error_causes": "list[OuterErrorCausesItem]"}
    assert fields(found, "OuterErrorCausesItem") == {"x": "str"}


def test_names_that_collide_stay_apart_and_are_told() -> None:
    found = types(user=thing("a"), User=thing("b"), Any=thing("c"))

    assert [(one.key, one.name) for one in found.finish()] == [("user", "User"), ("User", "User2"), ("Any", "Any_")]
    assert [note.code for note in found.notes] == ["R08", "R08"]


@pytest.mark.parametrize("name", ["Any", "Iterator", "Literal", "Mapping", "Sequence", "Unpack"])
def test_a_class_takes_no_name_that_its_module_means_something_by(name: str) -> None:
    found = types(**{name: thing("a")})

    assert [declaration.name for declaration in found.finish()] == [f"{name}_"]


def test_fields_keep_their_wire_name_and_never_shadow_what_the_class_needs() -> None:
    found = types(Thing=thing("_links", "class", "to_dict", "str", "createdAt", "created_at", "$ref", "self"))

    assert [(field.attribute, field.wire) for field in model(found, "Thing").fields] == [
        ("links", "_links"),
        ("class_", "class"),
        ("to_dict_", "to_dict"),
        ("str_", "str"),
        ("created_at_2", "createdAt"),
        ("created_at", "created_at"),
        ("ref", "$ref"),
        ("self_", "self"),
    ]


def test_a_schema_that_is_only_named_is_an_open_class() -> None:
    found = types(Session=Schema(types=("object",)))

    assert model(found, "Session").is_open and model(found, "Session").fields == ()


def test_an_object_that_is_documented_as_closed_takes_nothing() -> None:
    assert not model(types(Nothing=Schema(types=("object",), additional=False)), "Nothing").is_open
    patterned = thing("id", additional=False, within={"patternProperties": (Schema(),)})
    assert model(types(Patterned=patterned), "Patterned").is_open


def test_a_union_with_a_discriminator_maps_its_values_to_classes() -> None:
    discriminator = Discriminator(property_name="kind", mapping={"c": "cat", "k": "cat"})
    union = Schema(one_of=(Schema(ref="cat"), Schema(ref="dog")), discriminator=discriminator)
    found = types(cat=thing("kind"), dog=thing("kind"), Pet=union)

    assert text(alias(found, "Pet").kind) == "Cat | Dog"
    assert alias(found, "Pet").mapping == {"c": "Cat", "k": "Cat", "dog": "Dog"}


def test_a_parent_with_a_discriminator_is_the_union_of_those_that_extend_it() -> None:
    parent = thing("kind", discriminator=Discriminator(property_name="kind", mapping={"c": "Cat"}))
    found = types(
        Pet=parent,
        Cat=Schema(all_of=(Schema(ref="Pet"), thing("lives"))),
        Dog=Schema(all_of=(Schema(ref="Pet"),)),
        Puppy=Schema(all_of=(Schema(ref="Dog"), thing("toys"))),
    )

    assert text(alias(found, "Pet").kind) == "Cat | Dog | Puppy | PetBase"
    assert alias(found, "Pet").mapping == {"c": "Cat", "Dog": "Dog", "Puppy": "Puppy"}
    assert fields(found, "Puppy") == {"kind": "str", "toys": "str"}
    assert [item.name for item in found.finish()] == ["Pet", "PetBase", "Cat", "Dog", "Puppy"]


def test_properties_beside_alternatives_are_one_class_with_the_fields_of_all() -> None:
    schema = Schema(
        types=("object",),
        properties=(Property(name="a", schema=STRING, required=True),),
        one_of=(thing("b"), Schema(ref="Other")),
    )
    found = types(Other=thing("c"), Whole=schema)

    assert fields(found, "Whole") == {"a": "str", "b": "str", "c": "str"}
    assert [field.required for field in model(found, "Whole").fields] == [True, False, False]


def test_keywords_of_json_schema_that_describe_items_and_properties_count() -> None:
    text = """
openapi: 3.1.0
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    Point: {type: array, prefixItems: [{type: number}, {type: string}], items: false}
    Rest: {type: array, prefixItems: [{type: string}], items: {type: integer}}
    Labels: {type: object, patternProperties: {^l_: {type: string}, ^n_: {type: integer}}, additionalProperties: false}
    Open: {type: object, properties: {a: {type: string}}, unevaluatedProperties: {type: integer}}
    Pay:
      type: object
      properties: {method: {type: string}}
      required: [method]
      if: {properties: {method: {const: card}}}
      then: {properties: {card: {type: string}}, required: [card]}
      else: {properties: {iban: {type: string}}}
      dependentSchemas: {card: {properties: {code: {$ref: '#/components/schemas/Code'}}}}
    Code: {type: integer}
"""
    api, problems = openapi.load(text, "api.yaml")
    assert not problems
    models = render(api, "pkg")[0]["models.py"]
    assert "Point: TypeAlias = list[float | str]" in models
    assert "Rest: TypeAlias = list[str | int]" in models
    assert "Labels: TypeAlias = dict[str, str | int]" in models
    assert 'class Open(rt.OpenModel, values="int"):' in models
    fields = "method: str = rt.required()", "card: str |", "iban: str | None", "code: Code | None = rt.optional()"
    assert all(field in models for field in fields)


@pytest.mark.parametrize(
    "nullable",
    [
        Schema(types=("object", "null"), properties=thing("a").properties),
        Schema(any_of=(thing("a"), Schema(types=("null",)))),
        Schema(description="A thing", one_of=(Schema(types=("null",)), thing("a"))),
    ],
)
def test_a_schema_that_is_an_object_or_null_is_a_class_of_its_name(nullable: Schema) -> None:
    owner = Schema(types=("object",), properties=(Property(name="thing", schema=Schema(ref="Thing")),))
    found = types(Thing=nullable, Owner=owner)
    assert model(found, "Thing").key == "Thing"
    assert [text(field.kind) for field in model(found, "Owner").fields] == ["Thing | None"]


def test_recursion_through_classes_and_lists_is_kept_and_through_nothing_else_is_any() -> None:
    found = types(
        Tree=Schema(types=("object",), properties=(Property(name="next", schema=Schema(ref="Tree")),)),
        Json=Schema(one_of=(STRING, Schema(types=("array",), items=Schema(ref="Json")))),
        A=Schema(one_of=(Schema(ref="B"), STRING)),
        B=Schema(one_of=(Schema(ref="A"), INTEGER)),
    )
    by_name = {item.name: item for item in found.finish()}

    assert fields(found, "Tree") == {"next": "Tree"}
    assert text(by_name["Json"].kinds()[0]) == "str | list[Json]"
    assert text(by_name["A"].kinds()[0]) == "Any"
    assert text(by_name["B"].kinds()[0]) == "A | int"
    assert [note.code for note in found.notes] == ["R02"]


def test_nesting_without_end_is_cut_off() -> None:
    deep = STRING
    for _ in range(500):
        deep = Schema(types=("array",), items=deep)
    found = types()

    assert text(found.of(deep, "Deep")).count("list[") < 70
    assert [note.code for note in found.notes] == ["R02"]


def test_chains_and_diamonds_of_all_of_cost_no_more_than_their_schemas() -> None:
    chain = {f"C{n}": Schema(all_of=(Schema(ref=f"C{n + 1}"),) * 2, description="d") for n in range(400)}
    found = types(**chain, C400=thing("a"))

    assert fields(found, "C399") == {"a": "str"}
    assert len(found.finish()) == 401


def test_keywords_beside_a_reference_count() -> None:
    found = types(Base=thing("a"), More=Schema(ref="Base", properties=(Property(name="b", schema=STRING),)))

    assert fields(found, "More") == {"a": "str", "b": "str"}


def test_binary_is_a_file_only_where_it_is_uploaded() -> None:
    binary = Schema(types=("string",), format="binary")
    form = Schema(types=("object",), properties=(Property(name="file", schema=binary),))
    upload = Operation(
        operation_id="upload",
        method="post",
        path="/",
        request_body=RequestBody(content=(MediaType(content_type="multipart/form-data", schema=Schema(ref="Form")),)),
    )
    found = Types(Api(title="", version="", operations=(upload,), schemas={"Form": form, "Other": form}))

    assert (fields(found, "Form"), fields(found, "Other")) == ({"file": "rt.FileSource"}, {"file": "str"})


def test_a_long_inline_enum_has_a_name() -> None:
    enum = Schema(enum=tuple(f"value-number-{n}" for n in range(9)))
    found = types(Thing=Schema(types=("object",), properties=(Property(name="kind", schema=enum),)))

    assert fields(found, "Thing") == {"kind": "ThingKind"}
    assert text(alias(found, "ThingKind").kind).endswith("] | str")


def test_places_in_the_documents_are_kept() -> None:
    schema = thing("a", evidence=Evidence(at=("docs/Thing.md:3", "other.md:1")))

    assert model(types(Thing=schema), "Thing").at == "docs/Thing.md:3"


def test_a_type_that_is_a_guess_stands_beside_doubt_and_is_a_model_all_the_same() -> None:
    guess = Evidence(inferred={"schema": "a-rule"}, guesses=("schema",))
    found = types(
        Room=Schema(
            types=("object",),
            properties=(Property(name="size", schema=Schema(types=("integer",), evidence=guess)),),
        )
    )
    assert fields(found, "Room") == {"size": "int | rt.Doubt"}
    room = found.of(Schema(ref="Room", evidence=guess), "X")
    assert text(room) == "Room | rt.Doubt"
    assert found.model(room) is found.declarations["Room"]


def test_a_required_property_that_nothing_describes_can_be_sent_but_need_not() -> None:
    both = Schema(all_of=(thing("id", extra={"required": ["note"]}), thing(extra={"required": ["id", "size"]})))
    closed = thing("id", additional=False, extra={"required": ["note"]})
    found = types(Part=both, Typed=thing("id", additional=INTEGER, extra={"required": ["note"]}), Closed=closed)
    assert fields(found, "Part") == {"id": "str", "note": "Any", "size": "Any"}
    assert [field.required for field in model(found, "Part").fields] == [True, False, False]
    assert fields(found, "Typed") == {"id": "str", "note": "int"}
    assert fields(found, "Closed") == {"id": "str"}


def test_what_a_reference_leads_to_says_whether_it_can_be_sent() -> None:
    nullable = Schema(any_of=(Schema(ref="Id"), NULL))
    whole = Schema(
        types=("object",),
        properties=tuple(
            Property(name=name, schema=schema)
            for name, schema in (("id", Schema(ref="Id")), ("old", nullable), ("name", STRING))
        ),
    )
    found = types(Id=Schema(types=("string",), read_only=True), Part=whole)
    assert [field.schema.read_only for field in model(found, "Part").fields] == [True, True, False]


def test_no_field_is_called_as_another_is_spelt_on_the_wire() -> None:
    found = types(Part=thing("_id", "id", "partNo", "part_no"))
    assert {field.wire: field.attribute for field in model(found, "Part").fields} == {
        "_id": "id_2",
        "id": "id",
        "partNo": "part_no_2",
        "part_no": "part_no",
    }


def test_parts_of_all_of_that_only_describe_leave_the_reference_alone() -> None:
    described = Schema(all_of=(Schema(ref="Mast"), Schema(description="The tall one.", read_only=True)))
    stricter = Schema(all_of=(Schema(ref="Mast"), Schema(extra={"required": ["height"]})))
    whole = Schema(properties=(Property(name="mast", schema=described), Property(name="spare", schema=stricter)))
    found = types(Mast=thing("height"), Boat=whole)
    assert fields(found, "Boat") == {"mast": "Mast", "spare": "BoatSpare"}
    mast = model(found, "Boat").fields[0].schema
    assert (mast.description, mast.read_only) == ("The tall one.", True)


def test_null_among_the_parts_of_all_of_is_meant_as_or_null() -> None:
    currency = Schema(all_of=(Schema(ref="Currency"), NULL))
    bill = Schema(properties=(Property(name="currency", schema=currency),))
    found = types(Currency=STRING, Bill=bill)
    assert fields(found, "Bill") == {"currency": "str | None"}
    assert found.notes == []
