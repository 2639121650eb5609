"""YAML and JSON: what values are read as, where they stand, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.problems import ProblemsError
from generator.spec.openapi.document import MAX_DEPTH
from generator.spec.openapi.parse import parse
from generator.spec.openapi.write.yaml import yaml_text
from tests.strategies import characters, plain, texts


def value(text: str) -> Any:
    document, problems = parse(text, "api.yaml")
    assert problems == ()
    return document.value


def codes(text: str) -> list[str]:
    try:
        return [problem.code for problem in parse(text, "api.yaml")[1]]
    except ProblemsError as error:
        return [problem.code for problem in error.problems]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("yes", "yes"), ("on", "on"), ("=", "="), ("<<", "<<"), ("1_000", "1_000"), ("12:30:45", "12:30:45"),
        ("2001-01-01", "2001-01-01"), ("2001-01-01T00:00:00Z", "2001-01-01T00:00:00Z"), ("0b11", "0b11"),
        ("true", True), ("False", False), ("~", None), ("", None), ("null", None), ("'null'", "null"),
        ("017", 17), ("0o17", 15), ("0x1F", 31), ("-3", -3), ("1e3", 1000.0), (".5", 0.5), ("1.", 1.0),
        (".inf", float("inf")), ("!!str 5", "5"), ("!!int 5", 5),
    ],
)  # fmt: skip
def test_scalars_follow_the_core_schema_of_yaml_1_2(written: str, meant: Any) -> None:
    assert value(f"a: {written}") == {"a": meant}
    assert type(value(f"a: {written}")["a"]) is type(meant)


def test_keys_are_text_as_written() -> None:
    assert value("200: a\non: b\n1.0: c\nnull: d\n<<: {e: f}\n=: g") == {
        "200": "a", "on": "b", "1.0": "c", "null": "d", "<<": {"e": "f"}, "=": "g",
    }  # fmt: skip


def test_a_number_with_too_many_digits_stays_text() -> None:
    assert value("a: " + "9" * 5000) == {"a": "9" * 5000}


def test_places_count_from_one_and_quote_the_line() -> None:
    document, _ = parse("a:\n  - b: 1\n    c: x\n", "api.yaml")
    problem = document.problem("S13", ("a", 0, "c"), "wrong")
    assert str(problem) == "api.yaml:3:5 S13 wrong"
    assert problem.quote == "    c: x"
    assert document.source(("a", 0, "b")) == "1"


def test_json_has_places_too() -> None:
    text = '{\n "a": [1, {"b": "\\ud83d\\ude00\\/"},\n  true], "z": 1.10}'
    document, problems = parse(text, "api.json")
    assert problems == ()
    assert document.value == {"a": [1, {"b": "😀/"}, True], "z": 1.1}
    assert str(document.location(("a", 1, "b"))) == "api.json:2:12"
    assert str(document.location(("a", 2))) == "api.json:3:3"
    assert document.source(("z",)) == "1.10"


def test_a_long_line_is_quoted_from_the_place_on() -> None:
    document, _ = parse(json.dumps({"a": "x" * 1000, "key": 1}), "api.json")
    assert document.problem("S13", ("key",), "wrong").quote == '"key": 1}'


@pytest.mark.parametrize("text", ["a: 1\nb: 2\na: 3\n", '{"a": 1, "b": 2,\n"a": 3}'])
def test_a_duplicate_key_is_a_problem_and_the_first_counts(text: str) -> None:
    document, problems = parse(text, "api.yaml")
    assert document.value == {"a": 1, "b": 2}
    assert [problem.code for problem in problems] == ["S03"]


def test_tags_and_keys_that_json_cannot_say_are_problems() -> None:
    assert codes("a: !!python/object:os.system x") == ["S04"]
    assert codes("? [a, b]\n: c") == ["S04"]
    assert codes("a: !!set {x, y}") == ["S04"]


@pytest.mark.parametrize("text", ["a: [", "a: b: c", "\tx: 1", "a: *b", '{"a": 1', "a: 1\n---\nb: 2", "\x00", "\ud800"])
def test_broken_syntax_is_one_problem(text: str) -> None:
    assert codes(text) == ["S01"]


def test_an_alias_is_the_value_of_its_anchor() -> None:
    assert value("a: &x {b: 1}\nc: *x") == {"a": {"b": 1}, "c": {"b": 1}}


BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))


@pytest.mark.parametrize(
    "text",
    [
        BOMB, "a: &a [*a]", "a: &a {b: *a}",
        "[" * 100_000, "- " * 100_000, "{a: " * 100_000, '{"a":' * 100_000, "[" * 5000 + "]" * 5000,
        '{"a":' * 300 + "1" + "}" * 300,
        "\n".join(" " * n + "a:" for n in range(400)),
    ],
    ids="laughs circle mapping-circle flow block flow-mapping json closed json-closed lines".split(),
)  # fmt: skip
def test_bombs_are_refused(text: str) -> None:
    assert codes(text) in (["S02"], ["S01"])


def test_what_is_not_too_deep_is_read() -> None:
    depth = MAX_DEPTH - 1
    assert value("[" * depth + "]" * depth) is not None
    assert codes("[" * (depth + 2) + "]" * (depth + 2)) == ["S02"]


longer = st.one_of(
    plain, st.text(characters, max_size=40), st.text(" \n\t#:-'\"|>é🙂\\", max_size=20), st.text("ab", min_size=600)
)
trees = st.dictionaries(
    st.one_of(texts, st.text("a\n ", min_size=600, max_size=1100)),
    st.one_of(
        longer, st.lists(st.one_of(longer, st.lists(longer, max_size=2), st.dictionaries(texts, longer)), max_size=3)
    ),
    max_size=3,
)


@settings(max_examples=300, deadline=None)
@given(trees)
def test_what_is_written_is_read_back_by_readers_of_both_versions_of_yaml(tree: dict[str, Any]) -> None:
    text = yaml_text(tree)
    assert repr(value(text)) == repr(tree)
    assert repr(yaml.load(text, yaml.CSafeLoader)) == repr(tree)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60) | st.text("{}[]:,-&*!|>'\"? \n\tab1#%@`", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert set(codes(text)) <= {"S01", "S02", "S03", "S04"}


@settings(max_examples=200, deadline=None)
@given(plain)
def test_json_is_read_as_the_standard_library_reads_it(tree: Any) -> None:
    text = json.dumps({"a": tree}, allow_nan=False) if "inf" not in repr(tree) else '{"a": 1}'
    assert repr(value(text)) == repr(json.loads(text))


def test_multi_line_text_is_written_as_a_literal_block() -> None:
    assert yaml_text({"a": "x\n\n  y 🙂 \nz", "b": ["p\n", "200", "yes", {"c": None, "d": []}]}) == (
        "a: |-\n  x\n\n    y 🙂 \n  z\nb:\n  - |\n    p\n  - '200'\n  - 'yes'\n  - c: null\n    d: []\n"
    )
