"""Text laid out here is as black leaves it, and stays data whatever it says."""

from __future__ import annotations

import ast
import inspect

import black
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.client import layout

hostile = st.one_of(
    st.text(),
    st.text(alphabet="\"\\\n 'x{}%#\t\r\u2028\xa0|`-"),
    st.lists(
        st.sampled_from(['"""', "\\", "word", '"', "'", "\n", "\n\n", "  ", "- ", "x" * 100, "\x00", "\ud800", "é"])
    ).map("".join),
)
plain = st.text(alphabet="abcdefghij_", max_size=30).map(lambda name: f"n{name}")


def blackened(source: str) -> str:
    return black.format_str(source, mode=black.Mode())


@given(hostile)
@settings(max_examples=300, deadline=None)
def test_a_string_literal_is_the_text_in_the_quotes_of_black(text: str) -> None:
    shown = layout.string(text)

    assert ast.literal_eval(shown) == text
    assert blackened(f"x = {shown}\n") == f"x = {shown}\n"
    assert shown.isprintable()


@given(hostile)
@settings(max_examples=300, deadline=None)
def test_a_docstring_is_the_text_and_nothing_but_the_text(text: str) -> None:
    if not layout.prose(text):
        return
    source = f"class A:\n    {layout.docstring(text, 4)}\n\n    x = 1\n"
    (found,) = ast.parse(source).body

    assert isinstance(found, ast.ClassDef) and len(found.body) == 2
    assert inspect.cleandoc(ast.get_docstring(found) or "").strip() == layout.folded(text, 4)
    assert blackened(source) == source


def test_prose_keeps_words_and_paragraphs_and_breaks_long_lines_between_words() -> None:
    text = "first line \r\n\r\n\r\n  - an item " + "of many words " * 10 + "\n\n```\n" + "code " * 30 + "\n```"
    folded = layout.folded(text)

    assert folded.split() == text.split()
    assert folded.startswith("first line\n\n  - an item of")
    assert "\n    many words" in folded
    assert max(len(line) for line in folded.split("\n") if "code" not in line) <= layout.LINE_LENGTH
    assert ("code " * 30).strip() in folded


items = st.recursive(
    st.one_of(plain.map(lambda name: f'"{name}"'), plain),
    lambda inner: st.one_of(
        st.builds(lambda name, told: layout.call(f"{name}(", told), plain, st.lists(inner, min_size=1, max_size=5)),
        st.builds(
            lambda name, told: layout.Group(f"{name}=(", tuple(told), ")", display=True),
            plain,
            st.lists(inner, min_size=1, max_size=5),
        ),
    ),
    max_leaves=12,
)


@given(plain, st.lists(items, max_size=6))
@settings(max_examples=200, deadline=None)
def test_calls_are_broken_as_black_breaks_them(name: str, told: list[str | layout.Group]) -> None:
    # A keyword is no item of a tuple and stands behind the others in a call: the shape matters here, not the meaning.
    written = [part for part in told if "=" not in str(part)] or ["a"]
    source = f"{layout.lay_out(layout.call(f'X = {name}(', written))}\n"

    assert blackened(source) == source


@pytest.mark.parametrize(
    "content", [{"a": [1, {"b": (2,)}]}, {}, [], ("x",), {"k" * 50: {"l" * 50: "m" * 50}}, "é", 1.5]
)
def test_a_value_is_its_own_literal(content: object) -> None:
    shown = layout.value("x = ", content)
    source = f"{layout.lay_out(shown) if isinstance(shown, layout.Group) else shown}\n"

    assert ast.literal_eval(source.removeprefix("x = ")) == content
    assert blackened(source) == source


@pytest.mark.parametrize("count", [0, 1, 2, 3, 6, 12])
@pytest.mark.parametrize("name", ["f", "a_function_with_a_name_that_is_rather_long", "x" * 70])
def test_signatures_are_broken_as_black_breaks_them(name: str, count: int) -> None:
    kinds = ["dict[str, int]", "models.Thing | Mapping[str, Any]", f"Sequence[{'T' * 70}]", _choice(9), "m." + "T" * 90]
    arguments = tuple(f"argument_{n}: {kinds[n % 5]} | None = None" for n in range(count))
    arguments += tuple(f"a{n}: {kind}" for n, kind in enumerate(kinds[:count])) if count == 12 else ()
    head = layout.lay_out(layout.Group(f"def {name}(", arguments, ") -> None"), 0, ":")
    source = f"from __future__ import annotations\n\n\n{head}\n    pass\n"

    assert blackened(source) == source


members = st.one_of(
    plain,
    st.builds(lambda name, other: f"list[{name} | {other}]", plain, plain),
    st.just("""Literal["a | b", 'c"]']"""),
    st.just("None"),
)


@given(plain, st.lists(members, min_size=1, max_size=4, unique=True), st.lists(plain, max_size=3))
@settings(max_examples=200, deadline=None)
def test_attributes_are_broken_as_black_breaks_them(name: str, kinds: list[str], told: list[str]) -> None:
    line = layout.attribute(name, " | ".join(kinds), layout.call("rt.optional(", [f'"{fact}"' for fact in told]), 4)
    source = f"class A:\n    {line}\n"

    assert blackened(source) == source


@pytest.mark.parametrize("name", ["Short", "N" * 79])
@pytest.mark.parametrize("count", [1, 3, 9, 30])
@pytest.mark.parametrize("others", [[], ["str"], ["str", "None"], ["dict[str, Any]"]])
def test_aliases_are_broken_as_black_breaks_them(name: str, count: int, others: list[str]) -> None:
    choice = _choice(count)
    for members in ([choice, *others], [*others, choice]):
        line = layout.alternatives(f"{name}: TypeAlias = ", members, 4)
        source = f"if True:\n    {line}\n"

        assert blackened(source) == source


def _choice(count: int) -> str:
    told = ", ".join(layout.string(f"value {n}, [x]") for n in range(count))
    return f"Literal[{told}]"


def test_a_long_list_of_an_enum_is_broken_as_black_breaks_it() -> None:
    values = ", ".join(f'"{name * 6}"' for name in "abcdefghij")
    text = layout.alternatives("A: TypeAlias = ", [f"list[Literal[{values}] | str]"], 4)
    whole = f"if True:\n    {text}\n"
    assert black.format_str(whole, mode=black.Mode()) == whole
