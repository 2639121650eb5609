"""Spelling: words, cases, escapes, and what a dialect may print."""

from __future__ import annotations

import time

import pytest

from generator.spec.recover import recover
from generator.spec.spelling import could_print, header_case, led_by_acronym, recase, small_first, unescaped, words
from tests.stated import (
    CAMEL,
    SNAKE,
    document,
    field,
    names,
    operation,
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("xRequestId", ("x", "request", "id")),
        ("x_request_id", ("x", "request", "id")),
        ("X-Request-Id", ("x", "request", "id")),
        ("URLPath", ("url", "path")),
        ("sha256", ("sha256",)),
        ("x__request__id", ("x", "request", "id")),
    ],
)
def test_words(name: str, expected: tuple[str, ...]) -> None:
    assert words(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("var_class", "class"),
        ("VarUntil", "until"),
        ("_2ndUnit", "2ndUnit"),
        ("r#type", "type"),
        ("propertySize", "size"),
        ("_links", "_links"),
        ("propertyType", "propertyType"),
        ("paramName", "paramName"),
        ("param2", "param2"),
        ("var2ndUnit", "2ndUnit"),
        ("paramCallback", "callback"),
        ("variable", "variable"),
        ("varSendingHost", "sendingHost"),
        ("var_sending_host", "sending_host"),
        ("VarURL", "URL"),
        ("Query_", "query"),
        ("Type_", "type"),
        ("Class", "Class"),
        ("source_", "source"),
        ("postalCode_", "postalCode"),
        ("_charset_", "_charset_"),
        ("_template", "template"),
        ("param_self", "self"),
        ("item_self", "self"),
        ("item_size", "item_size"),
        ("some_color", "some_color"),
        ("param_id", "param_id"),
        ("dollarType", "$type"),
        ("dollar_ref", "$ref"),
        ("dollarValue", "dollarValue"),
        ("dollar_signs", "dollar_signs"),
        ("citiesLeftSquareBracketRightSquareBracket", "cities[]"),
        ("cities_left_square_bracket_right_square_bracket", "cities[]"),
        ("geoColonLatLong", "geo:latLong"),
        ("geo_colon_lat_long", "geo:lat_long"),
        ("textSlashPlain", "text/plain"),
        ("text_slash_plain", "text/plain"),
        ("semicolonCount", "semicolonCount"),
        ("slash_command", "slash_command"),
        ("aColon", "aColon"),
    ],
)
def test_escapes_are_undone_and_names_left_alone(name: str, expected: str) -> None:
    assert unescaped(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"), [("CreateRoom", "createRoom"), ("URLPath", "URLPath"), ("IDs", "IDs"), ("ID", "ID"), ("", "")]
)
def test_a_first_capital_is_taken_back_where_it_was_given(name: str, expected: str) -> None:
    assert small_first(name) == expected


@pytest.mark.parametrize(
    ("name", "printed", "style", "may_be"),
    [
        ("userName", "user_name", "snake", True),
        ("user-name", "user_name", "snake", True),
        ("userIDs", "user_ids", "snake", True),
        ("HTTPStatus", "http_status", "snake", True),
        ("x5c", "x5c", "snake", True),
        ("user_name", "username", "snake", False),
        ("x5C", "x5c", "snake", False),
        ("user_name", "userName", "camel", True),
        ("User-Name", "userName", "camel", True),
        ("API-Key", "apiKey", "camel", True),
        ("filter[bed]", "filterBed", "camel", True),
        ("username", "userName", "camel", False),
        ("userName", "Username", "pascal", False),
        ("user_name", "username", "kept", True),
    ],
)
def test_a_dialect_prints_a_name_in_one_way(name: str, printed: str, style: str, may_be: bool) -> None:
    assert could_print(name, printed, style) is may_be


@pytest.mark.parametrize("name", ["A", "ID", "aA", "aAA"])
def test_names_without_an_end_cost_no_more_than_their_length(name: str) -> None:
    long = name + "A" * 50_000 + "a" * 50_000 + "-"
    started = time.process_time()

    assert not could_print(long, long, "snake")
    assert not led_by_acronym(long)
    for piece in ("a/", "_left_square_bracket_", "LeftSquareBracket"):
        assert len(unescaped(piece * 5_000 + "-")) > 5_000
    assert time.process_time() - started < 2  # seconds, of which it needs one tenth


def test_spellings_that_differ_in_capitals_only_show_no_name() -> None:
    shows = [field("a", wire="roomId"), field("b", wire="roomID")]
    camel = document(operation("a", "GET", "/a", *shows), operation("b", "GET", "/b", field("roomId")), style=CAMEL)
    assert names(recover([camel])[0].operations[1]) == ["roomId"]
    assert recover([camel])[0].operations[1].parameters[0].evidence.inferred["name"] != "name-known"


def test_of_two_cases_that_nothing_decides_between_parameters_have_the_more_frequent_one() -> None:
    camel = document(operation("a", "POST", "/rooms.json", field("roomSize")), style=CAMEL, path="c.md", dialect="c")
    snake = document(operation("a", "POST", "/rooms.json", field("room_size")), style=SNAKE, path="s.md", dialect="s")
    (found,) = recover([camel, snake])[0].operations[0].parameters
    assert (found.name, found.evidence.inferred["name"]) == ("room_size", "name-in-snake-case")


def test_capitals_that_snake_case_would_not_give_tell_the_name() -> None:
    documents = [
        document(operation("list", "GET", "/a", field(name)), dialect=name, style=style)
        for name, style in (("roomID", CAMEL), ("room_id", SNAKE))
    ]
    (found,) = recover(documents)[0].operations[0].parameters
    assert found.name == "roomID"


def test_words_are_put_together_in_every_case() -> None:
    parts = ("room", "id")
    found = [recase(parts, case) for case in ("camel", "snake", "pascal", "kebab")]
    assert found == ["roomId", "room_id", "RoomId", "room-id"]
    assert header_case(("x", "room", "id")) == "X-Room-Id"


@pytest.mark.parametrize("printed", ["x_a_p_i_k_e_y", "xAPIKEY", "XApiKey", "x_a_p_i_key"])
def test_the_header_of_an_api_key_is_put_together_however_it_was_taken_apart(printed: str) -> None:
    assert header_case(words(printed)) == "X-Api-Key"


@pytest.mark.parametrize("printed", ["x_trace_i_d", "XTraceID", "xTraceId"])
def test_the_id_in_a_header_is_put_together(printed: str) -> None:
    assert header_case(words(printed)) == "X-Trace-Id"
