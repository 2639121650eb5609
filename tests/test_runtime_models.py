"""Models: tolerant of what comes, strict about what goes."""

from __future__ import annotations

import copy
import datetime as dt
import decimal
import inspect
import json
import pickle
import pydoc
import uuid
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.demo_client import _runtime as rt
from tests.demo_client import models
from tests.demo_client._runtime import ABSENT, InvalidRequestError
from tests.demo_client._runtime.typetext import parse

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
NAMES = ["title", "pages", "genre", "author", "sequels", "addedAt", "key", "cover", "_links", "media", "tree", "x"]
BOOKS = st.dictionaries(st.sampled_from(NAMES) | st.text(), JSON, max_size=8)


@given(BOOKS)
def test_any_object_comes_in_and_goes_out_as_it_was(data: dict[str, Any]) -> None:
    book = models.Book.from_dict(data)
    assert book.to_dict() == data
    for name in list(vars(models.Book)):
        if not name.startswith("_"):
            getattr(book, name)
    repr(book)
    assert json.dumps(book.to_dict()) == json.dumps(data)
    assert pickle.loads(pickle.dumps(book)) == book == copy.deepcopy(book)


OFF_SPEC: list[dict[str, Any]] = [
    {"title": 5},
    {"title": None},
    {},
    {"sequels": None},
    {"sequels": "none"},
    {"sequels": [1, {"title": []}]},
    {"author": "Ada"},
    {"genre": "saga"},
    {"price": 3},
    {"pages": "12"},
    {"addedAt": "yesterday"},
    {"media": [{"kind": "vinyl"}]},
]


@pytest.mark.parametrize("data", OFF_SPEC)
def test_what_does_not_fit_stays_as_it_came(data: dict[str, Any]) -> None:
    book = models.Book.from_dict(data)
    for name, value in data.items():
        if name not in ("sequels", "media"):
            assert book[name] == value
    assert book.to_dict() == data


def test_documented_types_are_decoded() -> None:
    book = models.Book.from_dict(
        {
            "title": "Sea",
            "addedAt": "2024-05-01T10:00:00Z",
            "printed": "1999-12-31",
            "key": "6f6f2b0e-4cf3-4e76-8f3a-0f3f3d1b4a55",
            "cover": "aGk=",
            "fee": "12.50",
            "author": {"name": "Ada", "shoe": 38},
            "sequels": [{"title": "Sea II"}],
        }
    )
    assert book.added_at == dt.datetime(2024, 5, 1, 10, tzinfo=dt.UTC)
    assert book.printed == dt.date(1999, 12, 31)
    assert book.key == uuid.UUID("6f6f2b0e-4cf3-4e76-8f3a-0f3f3d1b4a55")
    assert book.cover == b"hi"
    assert book.fee == decimal.Decimal("12.50")
    assert book.author is not None and book.author.name == "Ada"
    assert book.author["shoe"] == 38
    assert book.sequels is not None and book.sequels[0].title == "Sea II"
    for spelt in ("2024-05-01t10:00:00z", "2024-05-01 10:00:00.000000000+00:00"):  # RFC 3339, 5.6
        came = models.Book.from_dict({"title": "x", "addedAt": spelt})
        assert (came.added_at, came.to_dict()["addedAt"]) == (book.added_at, spelt)


def test_absent_and_null_are_kept_apart() -> None:
    absent, null = models.Book(title="x"), models.Book(title="x", note=None)
    assert absent.note is None and null.note is None
    assert not absent.is_set("note") and null.is_set("note")
    assert absent.to_dict() == {"title": "x"}
    assert null.to_dict() == {"title": "x", "note": None}
    assert models.Book(title="x", pages=None).to_dict() == {"title": "x"}
    assert models.Author(name="a", born=None).to_dict() == {"name": "a", "born": None}
    null.note = ABSENT  # type: ignore[assignment]
    assert null == absent


WRONG: list[tuple[dict[str, Any], str]] = [
    ({}, "title: Book requires title"),
    ({"title": 5}, "title: expected str, got int"),
    ({"title": None}, "title: expected str, got null"),
    ({"title": "x", "pages": True}, "pages: expected int, got bool"),
    ({"title": "x", "price": float("nan")}, "price: JSON has no infinities"),
    ({"title": "x", "colour": 1}, "colour: Book has no such field"),
    ({"title": "x", "genre": "saga"}, "genre: expected one of 'novel', 'poetry'"),
    ({"title": "x", "author": {"name": 3}}, "author.name: expected str, got int"),
    ({"title": "x", "author": {}}, "author.name: Author requires name"),
    ({"title": "x", "sequels": [{"title": "y", "author": {"nam": 1}}]}, r"sequels\[0\].author.nam: Author has no"),
    ({"title": "x", "added_at": dt.datetime(2024, 1, 1)}, "added_at: a datetime needs a time zone"),
    ({"title": "x", "printed": dt.datetime(2024, 1, 1, tzinfo=dt.UTC)}, "printed: expected datetime.date"),
    ({"title": "x", "media": [{"kind": "disc", "tracks": "4"}]}, r"media\[0\].tracks: expected int"),
]


@pytest.mark.parametrize(("fields", "message"), WRONG)
def test_a_wrong_field_is_refused_by_name(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidRequestError, match=message):
        models.Book(**fields)


def test_refusals_do_not_repeat_values() -> None:
    with pytest.raises(InvalidRequestError) as caught:
        models.Book(title="x", lending_pin={"pin": "s3cret"})  # type: ignore[arg-type]
    assert "s3cret" not in str(caught.value)


def test_what_is_built_is_spelt_for_the_wire() -> None:
    book = models.Book(
        title="Sea",
        added_at=dt.datetime(2024, 5, 1, 12, tzinfo=dt.timezone(dt.timedelta(hours=2))),
        printed=dt.date(1999, 12, 31),
        cover=b"hi",
        fee=decimal.Decimal("12.50"),
        author=models.Author(name="Ada"),
        tree=["a", ["b"]],
    )
    assert book.to_dict() == {
        "title": "Sea",
        "addedAt": "2024-05-01T12:00:00+02:00",
        "printed": "1999-12-31",
        "cover": "aGk=",
        "fee": "12.50",
        "author": {"name": "Ada"},
        "tree": ["a", ["b"]],
    }


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_bytes_of_any_kind_are_bytes(kind: Any) -> None:
    assert models.Book(title="x", cover=kind(b"hi")).to_dict()["cover"] == "aGk="


class Stamp(dt.datetime):
    """A datetime as libraries make their own."""


def test_a_subclass_of_a_documented_type_is_of_that_type() -> None:
    stamp = Stamp(2024, 5, 1, tzinfo=dt.UTC)
    assert models.Book(title="x", added_at=stamp).to_dict()["addedAt"] == "2024-05-01T00:00:00Z"
    assert models.Book(title="x", links={"at": stamp}).to_dict()["links"] == {"at": "2024-05-01T00:00:00Z"}
    with pytest.raises(InvalidRequestError, match=r"printed: expected datetime\.date, got Stamp"):
        models.Book(title="x", printed=stamp)


def test_a_field_that_was_read_or_changed_goes_out_right() -> None:
    data = {"title": "x", "dates": ["2024-05-01T10:00:00.000Z", "soon"], "sequels": [{"title": "y", "odd": 1}]}
    book = models.Book.from_dict(data)
    assert book.dates is not None and book.sequels is not None
    assert book.to_dict() == data
    book.sequels[0].title = "z"
    book.dates.append(dt.datetime(2025, 1, 1, tzinfo=dt.UTC))
    assert book.to_dict() == {
        "title": "x",
        "dates": ["2024-05-01T10:00:00Z", "soon", "2025-01-01T00:00:00Z"],
        "sequels": [{"title": "z", "odd": 1}],
    }
    with pytest.raises(InvalidRequestError, match="title: expected str"):
        book.title = 4  # type: ignore[assignment]
    with pytest.raises(AttributeError, match="colour"):
        book.colour = 4  # type: ignore[attr-defined]


def test_a_copy_with_changes_leaves_the_original() -> None:
    book = models.Book.from_dict({"title": "x", "pages": 3, "odd": [1]})
    other = book.replace(pages=4)
    assert (book.pages, other.pages, other["odd"]) == (3, 4, [1])
    assert book != other and book == models.Book.from_dict(book.to_dict())


def test_an_inferred_name_is_found_however_it_is_spelt() -> None:
    for key in ("links", "_links", "Links", "LINKS_"):
        book = models.Book.from_dict({"title": "x", key: {"self": 1}})
        assert book.links == {"self": 1}
        assert book.to_dict() == {"title": "x", key: {"self": 1}}
        book.links = {"self": 2}
        assert book.to_dict() == {"title": "x", key: {"self": 2}}
    assert models.Book(title="x", links={}).to_dict() == {"title": "x", "links": {}}


def test_unions_are_told_apart_by_their_discriminator() -> None:
    raw = [{"kind": "disc", "tracks": 4}, {"kind": "tape-8", "minutes": 90}, {"kind": "new"}, 5]
    book = models.Book.from_dict({"title": "x", "media": raw})
    assert book.media is not None
    assert [type(medium) for medium in book.media] == [models.Disc, models.Tape, models.Disc, int]
    assert book.to_dict()["media"] == raw


class Meeting(rt.Model):
    """An event with a time."""

    begins_at: dt.datetime = rt.required("beginsAt")


class Event(rt.Model):
    """An event that may be anything."""

    name: str | None = rt.optional()


def test_a_mapping_for_a_union_may_hold_python_values_and_the_names_of_attributes() -> None:
    begin = dt.datetime(2024, 5, 17, 12, 30, tzinfo=dt.UTC)
    codec = parse("Event | Meeting", __name__)
    for event in ({"beginsAt": begin}, {"begins_at": begin}, {"begins_at": "2024-05-17T12:30:00Z"}):
        assert codec.encode(event, "body") == {"beginsAt": "2024-05-17T12:30:00Z"}
    with pytest.raises(InvalidRequestError, match=r"body\.nam: Event has no such field"):
        codec.encode({"nam": "x"}, "body")


class Sum(rt.Model):
    """A term of two terms."""

    op: Literal["sum"] | str = rt.required()
    left: Term = rt.required()
    right: Term = rt.required()


class Product(rt.Model):
    """Another one, of the same fields."""

    op: Literal["product"] | str = rt.required()
    left: Term = rt.required()
    right: Term = rt.required()


class Number(rt.Model):
    """A term that ends."""

    value: float = rt.required()


if TYPE_CHECKING:
    Term: TypeAlias = "Sum | Product | Number"
else:
    Term = rt.alias("Sum | Product | Number", __name__)


def term(depth: int, end: dict[str, Any]) -> dict[str, Any]:
    """A tree whose levels alternate."""
    if not depth:
        return end
    return {"op": ("sum", "product")[depth % 2], "left": term(depth - 1, end), "right": {"value": 2}}


def test_unions_of_unions_cost_no_more_than_what_they_hold() -> None:
    codec = parse("Term", __name__)
    sent = term(40, {"value": 1.5})
    found: Any = codec.decode(sent)
    for depth in range(40, 0, -1):
        assert isinstance(found, Product if depth % 2 else Sum)
        found = found.left
    assert found.value == 1.5
    assert list(codec.drift(sent, "", "")) == []
    assert codec.encode(sent, "") == sent
    assert codec.example() == {"value": 1.5}
    wrong = list(codec.drift(term(40, {"value": "x"}), "", ""))
    assert [(difference.model, difference.field, difference.came) for difference in wrong] == [
        ("Sum", "left", "object")
    ]
    with pytest.raises(InvalidRequestError):
        codec.encode(term(40, {"value": "x"}), "")


def test_a_parent_gives_the_child_that_its_discriminator_names() -> None:
    cat = models.Animal.from_dict({"species": "cat", "lives": 9})
    assert isinstance(cat, models.Cat) and cat.lives == 9
    for species in ("Book", "rt", "TYPE_CHECKING", "__name__", "eel", 4, None):
        assert type(models.Animal.from_dict({"species": species})) is models.Animal


def test_a_parent_takes_the_fields_of_the_child_that_the_discriminator_names() -> None:
    animal = parse("Animal", models.__name__)
    assert animal.encode({"species": "cat", "lives": 9}, "") == {"species": "cat", "lives": 9}
    for wrong in ({"species": "cat", "live": 9}, {"species": "dog", "lives": 9}, {"lives": 9}):
        with pytest.raises(InvalidRequestError, match=r"lives?: (Cat|Animal) has no such field"):
            animal.encode(wrong, "")


def test_open_models_give_whatever_came() -> None:
    session = models.Session.from_dict({"id": "s", "createdAt": 1, "user name": "Ada"})
    assert (session.id, session.created_at, session["user name"]) == ("s", 1, "Ada")
    assert "id" in session and list(session) == ["id", "createdAt", "user name"]
    with pytest.raises(AttributeError, match="nothing"):
        _ = session.nothing
    assert models.Session(id="s", deep={"a": [1]}).to_dict() == {"id": "s", "deep": {"a": [1]}}
    assert models.Counts.from_dict({"total": 1, "fiction": 2}).fiction == 2
    with pytest.raises(InvalidRequestError, match="fiction: expected int"):
        models.Counts(total=1, fiction="2")
    for name in ("_data", "items"):
        setattr(session, name, 5)
        assert session[name] == 5 and session.to_dict()["id"] == "s"


def test_help_and_completion_see_the_fields_of_a_model() -> None:
    told = inspect.signature(models.Book)
    assert told.parameters["title"].default is inspect.Parameter.empty
    assert str(told.parameters["pages"]) == "pages: 'int | None' = None"
    assert all(one.kind is inspect.Parameter.KEYWORD_ONLY for one in told.parameters.values())
    assert str(inspect.signature(models.Session)).endswith("**fields)")
    assert "pages: 'int | None' = None" in pydoc.plain(pydoc.render_doc(models.Book))
    assert repr(models.Book.links) == "<field 'links': dict[str, Any] | None>"


def test_secrets_stay_out_of_repr() -> None:
    shown = repr(
        models.Book.from_dict({"title": "x", "lendingPin": "1234", "apiToken": "t0p", "o": {"password": "p4"}})
    )
    assert "x" in shown and not any(secret in shown for secret in ("1234", "t0p", "p4"))


def test_a_model_is_no_dictionary_key() -> None:
    with pytest.raises(TypeError):
        hash(models.Author(name="a"))


def test_a_type_in_doubt_lets_everything_go_and_tells_a_guess_of_what_came_otherwise() -> None:
    author = parse("Author | rt.Doubt")
    assert [author.encode(value, "x") for value in ({"name": "Ada"}, [1], "text", dt.date(2024, 5, 1))] == [
        {"name": "Ada"},
        [1],
        "text",
        "2024-05-01",
    ]
    assert isinstance(author.decode({"name": "Ada"}), models.Author)
    assert author.decode({"a": {"name": "Ada"}}) == {"a": {"name": "Ada"}}
    assert [found.kind for found in author.drift([], "Book", "author")] == ["guess"]
    assert [found.kind for found in parse("int | rt.Doubt").drift(True, "Book", "pages")] == ["guess"]
    assert list(parse("list[int] | rt.Doubt").drift([1], "Book", "pages")) == []
