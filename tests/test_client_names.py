"""Names: readable where the wire name is, safe and distinct whatever it is."""

from __future__ import annotations

import keyword
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.client import names
from generator.client.arguments import RESERVED
from generator.client.view.security import SETTINGS
from tests.demo_client._runtime.core import Settings
from tests.demo_client._runtime.requests import Options


@pytest.mark.parametrize(
    ("wire", "snake", "pascal"),
    [
        ("createSession", "create_session", "CreateSession"),
        ("X-Rate-Limit", "x_rate_limit", "XRateLimit"),
        ("OAuth_2.0", "oauth_2_0", "OAuth20"),
        ("getURLsById", "get_urls_by_id", "GetURLsById"),
        ("URLShortener", "url_shortener", "URLShortener"),
        ("userIDs", "user_ids", "UserIDs"),
        ("filter[x]", "filter_x", "FilterX"),
        ("$top", "top", "Top"),
        ("<=", "less_equals", "LessEquals"),
        ("_links", "links", "Links"),
        ("__class__", "class", "Class"),
        ("2fa", "value_2fa", "Value2fa"),
        ("名前", "名前", "名前"),
        ("a·b", "a_b", "AB"),
        ("../../etc/passwd", "etc_passwd", "EtcPasswd"),
        ("", "value", "Value"),
    ],
)
def test_words_of_a_wire_name_become_a_python_name(wire: str, snake: str, pascal: str) -> None:
    assert names.snake(wire) == snake
    assert names.pascal(wire) == pascal


@given(st.text())
def test_any_text_becomes_an_identifier_that_is_neither_code_nor_a_path(text: str) -> None:
    for name in (names.snake(text), names.pascal(text), names.module(text)):
        assert name.isidentifier()
        assert unicodedata.normalize("NFKC", name) == name
        assert len(name) <= names.MAX_LENGTH + 10
        assert not name.startswith("_")
    assert not keyword.iskeyword(names.module(text))


def test_every_character_there_is_leaves_a_name_as_python_compares_it() -> None:
    characters = (
        chr(code) for code in range(sys.maxunicode) if unicodedata.category(chr(code)) not in ("Cn", "Co", "Lo")
    )
    made = (maker(f"a{char}b") for char in characters for maker in (names.snake, names.pascal))

    assert all(name.isidentifier() and unicodedata.normalize("NFKC", name) == name for name in made)


@given(st.lists(st.sampled_from(["a", "a_2", "a_3", "class", "class_", "self", "None", "b"])))
def test_unique_names_are_distinct_and_never_reserved(wanted: list[str]) -> None:
    result = names.unique(wanted, reserved={"self"})

    assert len(set(result)) == len(result) == len(wanted)
    assert not set(result) & {"self", "class", "None"}


def test_the_first_of_equal_names_keeps_it_and_nobody_loses_a_name_of_their_own() -> None:
    assert names.unique(["a", "a", "a_2", "a"]) == ["a", "a_3", "a_2", "a_4"]
    assert names.unique(["class", "body"], reserved={"body"}) == ["class_", "body_"]


def test_long_names_that_differ_at_the_end_stay_different() -> None:
    assert names.snake("x" * 300 + "a") != names.snake("x" * 300 + "b")


@pytest.mark.parametrize("device", ["con", "NUL", "Com1"])
def test_a_module_is_never_called_like_a_device(device: str) -> None:
    assert names.module(device) == f"{device.lower()}_"


@pytest.mark.parametrize(
    ("singular", "plural"), [("session", "sessions"), ("policy", "policies"), ("key", "keys"), ("batch", "batches")]
)
def test_plurals(singular: str, plural: str) -> None:
    assert names.plural(singular) == plural


@pytest.mark.parametrize(
    "name", ["../x", "a/b", "class", "a-b", "", "a.b", "__init__", "x" * 300, "a\n", "json", "httpx2"]
)
def test_names_that_are_no_package(name: str) -> None:
    assert not names.is_package_name(name)


def test_package_names() -> None:
    assert names.package_name("Okta API") == "okta_api_client"
    assert names.is_package_name("okta_client")


@pytest.mark.parametrize("title", ["日本", "Übersetzer", "3D", "", "!", "class", "x" * 300, "_", "Ⅷ"])
def test_any_title_gives_a_package_name(title: str) -> None:
    assert names.is_package_name(names.package_name(title))


def test_no_argument_has_the_name_of_an_option_or_a_setting() -> None:
    assert set(Options.__annotations__) <= RESERVED
    assert set(Settings.__annotations__) <= SETTINGS
