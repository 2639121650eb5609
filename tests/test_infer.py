"""The rules of inference one by one, and what holds for all of them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openapi_spec_validator import OpenAPIV31SpecValidator

from generator.problems import CATALOGUE, Location
from generator.spec.api import MISSING, Api, Evidence, Operation, Schema
from generator.spec.facts import (
    NameStyle,
    SampleKey,
    StatedDocument,
    StatedField,
    StatedModel,
    StatedOperation,
    StatedResponse,
    StatedScheme,
)
from generator.spec.infer import INFERENCES
from generator.spec.infer.content import content_fits
from generator.spec.infer.schemes import token_url
from generator.spec.infer.standards import bracketed, hal, odata
from generator.spec.openapi.write import document_value
from generator.spec.recover import recover
from generator.spec.rules import Rulebook
from generator.spec.spelling import could_print, header_case, led_by_acronym, recase, small_first, unescaped, words
from tests.stated import (
    BINARY,
    BOOLEAN,
    CAMEL,
    CAPITALIZED,
    INTEGER,
    KEPT,
    RENAMED,
    SNAKE,
    STRING,
    document,
    field,
    model,
    operation,
    ref,
)

JSON = ("application/json",)
FORM_TYPE = ("multipart/form-data",)
URI = Schema(types=("string",), format="uri")


def one(*operations: Any, style: Any = CAMEL, **facts: Any) -> Api:
    return recover([document(*operations, style=style, **facts)])[0]


def names(found: Operation) -> list[str]:
    return [parameter.name for parameter in found.parameters]


# ------------------------------------------------------------------------------------------------------- the book


@pytest.mark.parametrize("rule", INFERENCES.rules.values(), ids=lambda rule: str(rule.name))
def test_every_rule_has_a_sentence_for_the_reference(rule: Any) -> None:
    assert rule.text.endswith(".")
    assert "|" not in rule.text


def test_two_rules_cannot_share_a_name() -> None:
    book = Rulebook()
    book.rule("one")(lambda: None)
    with pytest.raises(ValueError, match="one"):
        book.rule("one")(lambda: None)


# -------------------------------------------------------------------------------------------------------- spelling


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


def test_a_name_shown_elsewhere_is_taken_only_where_it_could_be_printed_so() -> None:
    shows = [field("user_name", wire="user_name"), field("x", wire="x5t#S256")]
    found = one(
        operation("a", "GET", "/a", *shows),
        operation("b", "GET", "/b", field("username"), field("user_name")),
        style=SNAKE,
    )
    assert names(found.operations[1]) == ["username", "user_name"]


def test_spellings_that_differ_in_capitals_only_show_no_name() -> None:
    shows = [field("a", wire="roomId"), field("b", wire="roomID")]
    camel = document(operation("a", "GET", "/a", *shows), operation("b", "GET", "/b", field("roomId")), style=CAMEL)
    assert names(recover([camel])[0].operations[1]) == ["roomId"]
    assert recover([camel])[0].operations[1].parameters[0].evidence.inferred["name"] != "name-known"


def test_a_word_keeps_the_capital_of_its_kind_whatever_placeholders_show() -> None:
    team = model("Team", field("aPIKey"), field("aIScore"), field("season"))
    api = one(operation("a", "GET", "/teams/{season}", field("season"), field("team")), models=(team,))
    assert [one.name for one in api.schemas["Team"].properties] == ["APIKey", "AIScore", "Season"]
    assert names(api.operations[0]) == ["season", "team"]


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


def test_descriptions_that_spell_properties_with_a_small_letter_outweigh_acronyms_in_front() -> None:
    fields = [field(name) for name in ("ePCRating", "aPIKey", "owner", "roomSize", "bedCount", "floorNumber")]
    text = "A roomSize, a bedCount and a floorNumber"

    def spelled(*asked: Any) -> str:
        api = one(operation("a", "GET", "/a", *asked, description=text), models=(model("Room", *fields),))
        return api.schemas["Room"].properties[3].name

    assert spelled() == "roomSize"
    assert spelled(field("roomSize"), field("bedCount")) == "RoomSize"


def test_properties_follow_parameters_and_fixed_parts_of_paths_with_capitals() -> None:
    room = model("Room", field("roomSize"))
    for path in ("/rooms/{RoomId}", "/RoomTypes/{id}"):
        assert one(operation("a", "GET", path), models=(room,)).schemas["Room"].properties[0].name == "RoomSize"
    camel = one(operation("a", "GET", "/RoomTypes/{roomId}"), models=(room,))
    assert camel.schemas["Room"].properties[0].name == "roomSize"


def test_parameters_of_one_word_are_small_beside_properties_with_capitals() -> None:
    room = model("Room", field("ePCRating"), field("aPIKey"), field("owner"))
    api = one(operation("a", "GET", "/a/{RoomID}", field("roomID", required=True), field("where")), models=(room,))
    assert names(api.operations[0])[1] == "where"
    assert api.schemas["Room"].properties[2].name == "Owner"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (("ePCRating", "aPIKey", "roomSize", "owner"), ["EPCRating", "APIKey", "RoomSize", "Owner"]),
        (("epCRating", "apIKey", "roomSize", "owner"), ["EPCRating", "APIKey", "RoomSize", "Owner"]),
        (("ePCRating", "roomSize", "owner"), ["ePCRating", "roomSize", "owner"]),
        (("isUKRoom", "myURLIs", "roomSize"), ["isUKRoom", "myURLIs", "roomSize"]),
    ],
)
def test_acronyms_in_front_show_names_that_begin_with_a_capital(printed: tuple[str, ...], expected: list[str]) -> None:
    room = model("Room", *map(field, printed))
    assert [each.name for each in one(models=(room,)).schemas["Room"].properties] == expected


def test_digits_do_not_part_words_that_snake_case_leaves_together() -> None:
    key = model("Key", field("x5c"), field("x5t_s256"), field("keyType", wire="keyType"))
    assert [each.name for each in one(models=(key,), style=SNAKE).schemas["Key"].properties] == [
        "x5c",
        "x5tS256",
        "keyType",
    ]


def test_a_number_with_letters_behind_it_is_a_word_of_its_own() -> None:
    printed = [field("login2faToken"), field("p2pKey"), field("room_size", wire="room_size")]
    found = one(operation("a", "GET", "/rooms", *printed)).operations[0]
    assert names(found) == ["login_2fa_token", "p2p_key", "room_size"]


@pytest.mark.parametrize(
    ("method", "consumes", "guess"), [("POST", None, True), ("POST", (), False), ("GET", None, False)]
)
def test_a_parameter_beside_an_unstated_content_type_may_be_a_field(
    method: str, consumes: tuple[str, ...] | None, guess: bool
) -> None:
    (found,) = one(operation("a", method, "/a", field("size", INTEGER), consumes=consumes)).operations[0].parameters
    assert (found.location, "in" in found.evidence.guesses) == ("query", guess)


def test_many_filters_are_in_brackets() -> None:
    printed = [f"filter_{word}" for word in ("owner", "size", "floor", "kind", "state", "view")]
    many = one(operation("a", "GET", "/rooms", *map(field, printed)), style=SNAKE).operations[0]
    few = one(operation("a", "GET", "/rooms", *map(field, printed[:3])), style=SNAKE).operations[0]
    assert names(many) == [f"filter[{name.removeprefix('filter_')}]" for name in printed]
    assert names(few) == printed[:3]
    assert "name" in many.parameters[0].evidence.guesses


def test_properties_in_snake_case_outweigh_placeholders_in_camel_case() -> None:
    style = NameStyle(operation="kept", field="camel", property="kept")
    listed = operation("a", "GET", "/rooms/{roomId}", field("roomId", required=True), field("withView"))
    room = model("Room", field("bed_kind"))
    assert names(one(listed, models=(room,), style=style).operations[0]) == ["roomId", "with_view"]
    assert names(one(listed, models=(model("Room", field("size")),), style=style).operations[0])[1] == "withView"


def test_an_id_stands_alone_behind_other_capitals_of_a_header() -> None:
    call = operation("a", "GET", "/a", field("xHIPID"), field("xUUID"))
    assert names(one(call).operations[0]) == ["X-Hip-Id", "X-Uuid"]


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


# ---------------------------------------------------------------------------------------------------- operationIds


@pytest.mark.parametrize(
    ("style", "printed", "expected", "rule"),
    [
        (CAPITALIZED, "GetURLs", "getURLs", "operation-id-lowered"),
        (SNAKE, "get_room", "getRoom", "operation-id-recased"),
        (RENAMED, "New-Room", "createRoom", "operation-id-renamed"),
        (RENAMED, "Invoke-ListRooms", "listRooms", "operation-id-renamed"),
        (RENAMED, "Stop-Room", "stopRoom", "operation-id-renamed"),
        (SNAKE, "", "getRooms", "operation-id-from-path"),
        (KEPT, "getRoom", "getRoom", None),
    ],
)
def test_operation_ids(style: Any, printed: str, expected: str, rule: str | None) -> None:
    (found,) = one(operation(printed, "GET", "/rooms"), style=style).operations
    assert (found.operation_id, found.evidence.inferred.get("operationId")) == (expected, rule)


def test_the_word_before_every_noun_is_the_modules() -> None:
    cmdlets = [operation(f"Get-Acme{noun}", "GET", f"/{noun}") for noun in ("Room", "Hall", "Door", "Key")]
    assert [found.operation_id for found in one(*cmdlets, style=RENAMED).operations][:2] == ["getRoom", "getHall"]


def test_an_operation_id_in_camel_case_is_doubted_where_the_api_writes_snake_case() -> None:
    (found,) = one(operation("getRoom", "GET", "/{room_id}", field("room_id")), style=KEPT).operations
    assert (found.operation_id, found.evidence.guesses) == ("getRoom", ("operationId",))


# ----------------------------------------------------------------------------------------------------------- names


def test_odata_options_get_their_dollar_only_together() -> None:
    assert odata(["top", "skip", "filter"]) is not None
    assert odata(["search", "filter", "expand"]) is None
    found = one(operation("list", "GET", "/a", field("top"), field("skip"), field("orderby"), field("q"))).operations[0]
    assert names(found) == ["$top", "$skip", "$orderby", "q"]


_TOKEN_FORM = ("application/x-www-form-urlencoded",)


def test_whoever_asks_for_a_token_spells_as_oauth_does() -> None:
    asked = ("grantType", "clientId", "kioskId")
    token = operation("token", "POST", "/kioskToken", *map(field, asked), consumes=_TOKEN_FORM, produces=())
    got = model("Token", field("accessToken"), field("tokenType"), field("expiresIn"), field("kioskId"))
    found = one(token, operation("get", "GET", "/kiosks/{kioskId}", field("kioskId")), models=(got,))
    (body,) = (each.request_body for each in found.operations if each.request_body)
    (form,) = (each.schema for each in body.content if each.schema)
    assert [each.name for each in form.properties] == ["grant_type", "client_id", "kioskId"]
    assert [each.name for each in found.schemas["Token"].properties] == [
        "access_token",
        "token_type",
        "expires_in",
        "kioskId",
    ]


def test_names_of_oauth_alone_ask_for_no_token() -> None:
    shown = operation("get", "GET", "/kiosks/{kioskId}", field("kioskId"), field("clientId"), field("accessToken"))
    assert names(one(shown).operations[0]) == ["kioskId", "clientId", "accessToken"]


def test_brackets_are_learned_from_the_parameter_beside() -> None:
    found_name = bracketed("filterBedId", ["filter[name]"])
    assert found_name is not None
    assert found_name.value == "filter[bedId]"
    found = one(
        operation(
            "list", "GET", "/a", field("filter_name", description="As in `filter[name]`"), field("filter_bed_id")
        ),
        style=SNAKE,
    ).operations[0]
    assert names(found) == ["filter[name]", "filter[bed_id]"]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("pageSize", "page[size]"),
        ("filter_owner_id", "filter[owner_id]"),
        ("filterOwner", "filter[owner]"),
        ("pageTitle", "pageTitle"),
        ("filter", "filter"),
    ],
)
def test_json_api_has_filters_and_pages_in_brackets(printed: str, expected: str) -> None:
    call = operation("list", "GET", "/rooms", field(printed))
    answer = model("Answer", field("data"), field("included"))
    assert names(one(call, models=(answer,)).operations[0]) == [expected]
    assert names(one(call).operations[0]) == [printed]


def test_the_version_in_the_query_is_spelled_as_everybody_does() -> None:
    assert names(one(operation("list", "GET", "/rooms", field("apiVersion"))).operations[0]) == ["api-version"]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("/open_rooms", "", "room_size"),
        ("/open-rooms", "", "roomSize"),
        ("/openRooms", "", "roomSize"),
        ("/openRooms", "At most room_size seats.", "room_size"),
        ("/openRooms", "The room-size decides; see /room_size and room_size().", "roomSize"),
        ("/open_rooms", "As roomSize says.", "roomSize"),
    ],
)
def test_descriptions_and_paths_teach_the_case_of_names(path: str, text: str, expected: str) -> None:
    found = one(
        operation("list", "GET", path, field("roomSize")), models=(model("Room", field("seats", description=text)),)
    )
    assert names(found.operations[0]) == [expected]


def test_brackets_of_a_list_in_a_query_are_not_those_of_a_property() -> None:
    listed = document(operation("list", "GET", "/rooms", field("title[]")), style=KEPT, dialect="kept", path="b.md")
    printed = document(operation("get", "GET", "/a", field("id")), style=SNAKE, models=(model("Room", field("title")),))
    schemas = recover([listed, printed])[0].schemas
    assert [part.name for part in schemas["Room"].properties] == ["title"]


def test_acronyms_keep_their_capitals() -> None:
    calls = [
        operation("get", "GET", "/rooms/{roomID}", field("room_id")),
        operation("list", "GET", "/rooms", field("hall_id")),
    ]
    assert names(one(*calls, style=SNAKE).operations[1]) == ["hallID"]


def test_links_of_hal_have_their_underscore() -> None:
    link, plain = model("Link", field("href")), model("Page", field("links"))
    linked = model("Room", field("links", Schema(types=("object",), additional=ref("Link"))))
    nested = model("Hall", field("embedded", ref("Room")), field("links", ref("Any")))

    def names_in(*models: StatedModel) -> list[str]:
        return [part.name for part in one(models=(link, *models)).schemas[models[0].name].properties]

    assert hal("links", False) is None
    assert names_in(linked) == ["_links"]
    assert names_in(nested) == ["_embedded", "_links"]
    assert names_in(plain) == ["links"]
    assert names_in(linked, model("Answer", field("included"))) == ["links"]


def test_capitals_behind_a_small_letter() -> None:
    found = one(operation("list", "GET", "/a", field("iDs"), field("dIMENSIONS"), field("eTag"))).operations[0]
    assert names(found) == ["IDs", "DIMENSIONS", "eTag"]


def test_two_names_that_would_be_one_stay_apart() -> None:
    found = one(operation("list", "GET", "/a", field("from"), field("_from"))).operations[0]
    assert names(found) == ["from", "_from"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Use `page[size]`", "page[size]"),
        ("the `page-size` to use", "page-size"),
        ("the page-size to use", "page_size"),
        ("A page.size path", "page_size"),
        ("Given as `$PAGE_SIZE`", "page_size"),
    ],
)
def test_names_in_descriptions(text: str, expected: str) -> None:
    assert names(one(operation("a", "GET", "/a", field("page_size", description=text)), style=SNAKE).operations[0]) == [
        expected
    ]


# ---------------------------------------------------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("description", "place"), [("Session cookie", "cookie"), ("Which room gets the cookie", "query")]
)
def test_a_description_may_call_a_parameter_a_cookie(description: str, place: str) -> None:
    found = one(operation("a", "GET", "/a", field("sid", description=description))).operations[0]
    assert found.parameters[0].location == place


def test_what_the_document_says_about_the_place_is_stated() -> None:
    parameter = one(operation("a", "GET", "/a", field("token", place="header"))).operations[0].parameters[0]
    assert (parameter.location, "in" in parameter.evidence.inferred) == ("header", False)


@pytest.mark.parametrize(
    ("printed", "style", "place"),
    [
        ("acceptVersion", CAMEL, "header"),
        ("XAPIKEY", CAPITALIZED, "header"),
        ("psuIpAddress", CAMEL, "header"),
        ("depot_correlation_id", SNAKE, "header"),
        ("Depot-api-key", KEPT, "header"),
        ("depot-api-key", KEPT, "query"),
        ("correlation", CAMEL, "query"),
    ],
)
def test_names_that_only_headers_have(printed: str, style: Any, place: str) -> None:
    found = one(operation("list", "GET", "/a", field(printed)), style=style).operations[0]
    assert found.parameters[0].location == place


@pytest.mark.parametrize(
    ("printed", "facts", "place"),
    [
        ("depotVersion", {"required": True}, "header"),
        ("apiVersion", {"required": True}, "query"),
        ("depotToken", {"required": True}, "query"),
        ("depotAuth", {"required": True}, "query"),
        ("depotVersion", {"required": False}, "query"),
        ("depot", {"required": True}, "query"),
    ],
)
def test_what_every_operation_needs_is_a_header(printed: str, facts: dict[str, Any], place: str) -> None:
    verbs = ("GET", "POST", "DELETE", "GET", "PATCH")
    found = one(*(operation(f"do{n}", verb, f"/a{n}", field(printed, **facts)) for n, verb in enumerate(verbs)))
    assert {parameter.location for each in found.operations for parameter in each.parameters} == {place}


def test_what_only_reading_operations_need_is_no_header() -> None:
    found = one(*(operation(f"do{n}", "GET", f"/a{n}", field("depotVersion", required=True)) for n in range(6)))
    assert {parameter.location for each in found.operations for parameter in each.parameters} == {"query"}


def test_a_model_under_its_own_name_is_the_body_even_of_a_get() -> None:
    wanted, room = field("Room", ref("Room")), model("Room", field("size"))
    found = one(operation("find", "GET", "/a", wanted, consumes=JSON), models=(room,)).operations[0]
    assert found.request_body is not None
    assert one(operation("find", "GET", "/a", wanted, consumes=()), models=(room,)).operations[0].request_body is None


@pytest.mark.parametrize(
    ("schema", "consumes", "has_body"),
    [(STRING, (), False), (STRING, None, True), (STRING, JSON, True), (ref("Room"), (), True)],
)
def test_a_text_called_body_is_none_of_a_get_that_is_told_to_have_none(
    schema: Schema, consumes: tuple[str, ...] | None, has_body: bool
) -> None:
    room = model("Room", field("size"))
    found = one(operation("find", "GET", "/a", field("body", schema), consumes=consumes), models=(room,)).operations[0]
    assert (found.request_body is not None, names(found)) == (has_body, [] if has_body else ["body"])


@pytest.mark.parametrize(
    ("template", "printed", "places"),
    [
        ("rentRoom", "rentRoomParam", {"rentRoom": "path"}),
        ("id", "roomId", {"id": "path"}),
        ("id", "desk", {"id": "path", "desk": "query"}),
    ],
)
def test_a_path_parameter_may_be_renamed(template: str, printed: str, places: dict[str, str]) -> None:
    call = operation("rentRoom", "GET", f"/rooms/{{{template}}}", field(printed, required=True))
    assert {parameter.name: parameter.location for parameter in one(call).operations[0].parameters} == places


def test_of_two_parameters_that_differ_in_capitals_the_path_takes_the_one_that_is_spelled_so() -> None:
    fields = (field("toolId", required=True), field("TOOL_ID", required=True))
    found = one(operation("find", "GET", "/tools/{TOOL_ID}", *fields)).operations[0]
    assert {parameter.name: parameter.location for parameter in found.parameters} == {
        "toolId": "query",
        "TOOL_ID": "path",
    }


def test_a_header_is_no_body() -> None:
    found = one(operation("a", "POST", "/a", field("prefer", ref("PreferHeader")), consumes=())).operations[0]
    assert (found.request_body, names(found)) == (None, ["Prefer"])


def test_a_map_in_a_query_is_a_deep_object() -> None:
    schema = Schema(types=("object",), additional=STRING)
    parameter = one(operation("a", "GET", "/a", field("filter", schema))).operations[0].parameters[0]
    assert (parameter.style, parameter.explode, "style" in parameter.evidence.guesses) == ("deepObject", True, True)


@pytest.mark.parametrize(
    ("schema", "expected"), [(BINARY, "multipart/form-data"), (STRING, "application/x-www-form-urlencoded")]
)
def test_several_parameters_of_a_post_without_content_type_may_be_a_form(schema: Schema, expected: str) -> None:
    body = one(operation("a", "POST", "/a", field("map", schema), field("caption"))).operations[0].request_body
    assert body is not None
    assert (body.content[0].content_type, body.evidence.guesses) == (expected, ("content",))


@pytest.mark.parametrize(
    ("name", "description", "place"),
    [
        ("trace_header", "", "header"),
        ("include_header", "", "query"),
        ("token", "A header of the gateway", "header"),
        ("token", "What goes into the header of the page", "query"),
    ],
)
def test_a_parameter_may_be_called_a_header(name: str, description: str, place: str) -> None:
    found = one(operation("a", "GET", "/a", field(name, description=description)), style=KEPT).operations[0]
    assert (found.parameters[0].location, found.parameters[0].name) == (place, name)


def test_a_parameter_called_like_the_api_key_travels_where_the_key_does() -> None:
    scheme = StatedScheme(key="key", kind="apiKey", at=Location("README.md", 1), name="api_key", location="header")
    found = one(operation("a", "GET", "/a", field("apiKey")), schemes=(scheme,)).operations[0]
    assert [(parameter.name, parameter.location) for parameter in found.parameters] == [("api_key", "header")]


@pytest.mark.parametrize(("elsewhere", "place"), [((), "body"), (None, "query")])
def test_a_plain_body_is_told_by_its_content_type_where_others_have_none(
    elsewhere: tuple[str, ...] | None, place: str
) -> None:
    check = operation("a", "POST", "/a", field("text", required=True), field("level", required=False), consumes=JSON)
    found = one(check, operation("b", "POST", "/b", consumes=elsewhere)).operations[0]
    assert ("body" if found.request_body else "query", names(found)) == (
        place,
        ["level"] if place == "body" else ["text", "level"],
    )


@pytest.mark.parametrize(
    ("name", "description", "fmt"),
    [
        ("photo", "", "binary"),
        ("logfile", "", "binary"),
        ("profile", "", None),
        ("data", "A file to keep", "binary"),
        ("data", "The file name", None),
        ("caption", "What the file shows", None),
    ],
)
def test_a_text_in_a_multipart_form_without_a_file_may_be_the_file(
    name: str, description: str, fmt: str | None
) -> None:
    consumes = ("multipart/form-data",)
    upload = operation("a", "POST", "/a", field(name, description=description), field("note"), consumes=consumes)
    body = one(upload).operations[0].request_body
    assert body is not None and body.content[0].schema is not None
    found = body.content[0].schema.properties[0].schema
    rule = "file-as-text" if fmt else "text-or-file"
    assert (found.format, found.evidence.inferred["schema"], "schema" in found.evidence.guesses) == (fmt, rule, True)


@pytest.mark.parametrize("other", [BINARY, Schema(types=("array",), items=BINARY)])
def test_a_text_in_a_form_is_one_beside_a_file_and_where_the_form_may_be_urlencoded(other: Schema) -> None:
    def is_guess(beside: Schema, *consumes: str) -> bool:
        sent = operation("a", "POST", "/a", field("note"), field("other", beside), consumes=consumes)
        body = one(sent).operations[0].request_body
        assert body is not None and body.content[0].schema is not None
        return "schema" in body.content[0].schema.properties[0].schema.evidence.guesses

    assert not is_guess(other, "multipart/form-data")
    assert not is_guess(INTEGER, "multipart/form-data", "application/x-www-form-urlencoded")
    assert is_guess(INTEGER, "multipart/form-data")


def test_headers_of_european_banking_are_known_with_what_travels_beside_them() -> None:
    asked = [field(name) for name in ("pSUIPAddress", "tPPRedirectURI", "signature", "consentID", "digest")]
    found = one(operation("a", "GET", "/a", *asked), operation("b", "GET", "/b", field("signature")))
    assert names(found.operations[0]) == ["PSU-IP-Address", "TPP-Redirect-URI", "Signature", "Consent-Id", "Digest"]
    assert {each.location for each in found.operations[0].parameters} == {"header"}
    assert [each.location for each in found.operations[1].parameters] == ["query"]


def test_what_stands_before_a_file_that_is_the_last_is_a_query_parameter() -> None:
    scan = field("scan", Schema(types=("string",), format="binary"), required=True)
    asked = [field("overwrite", required=True), scan, field("note", required=False)]

    def placed(*fields: Any) -> list[str]:
        found = one(operation("a", "POST", "/a", *fields, consumes=("multipart/form-data",))).operations[0]
        return names(found)

    assert placed(*asked) == ["overwrite"]
    assert placed(*asked, field("caption", required=True)) == []


FORM = [field("caption"), field("is_cover", Schema()), field("taken_at")]
TWIN = [
    field("caption", required=False, description="A line"),
    field("is_cover", BOOLEAN, required=False, default=False),
    field("taken_at", required=True, description="When"),
]


def test_a_form_without_descriptions_is_the_model_with_its_fields_that_nothing_refers_to() -> None:
    form = operation("a", "POST", "/a", *(replace(each, required=True) for each in FORM), consumes=FORM_TYPE)
    api, _ = recover([document(form, models=(model("ABody", *TWIN),))])
    body = api.operations[0].request_body
    assert body is not None and body.required
    schema = body.content[0].schema
    assert schema is not None
    assert [(one.name, one.required, one.schema.types, one.schema.default) for one in schema.properties] == [
        ("caption", False, ("string",), MISSING),
        ("is_cover", False, ("boolean",), False),
        ("taken_at", True, ("string",), MISSING),
    ]
    assert {one.schema.evidence.inferred["required"] for one in schema.properties} == {"form-from-model"}


def _answer(status: str, schema: Schema) -> StatedResponse:
    return StatedResponse(status=status, description="", at=Location("b.md", 3), schema=schema)


@pytest.mark.parametrize(
    ("form", "others"),
    [
        ([replace(FORM[0], description="Its own"), *FORM[1:]], ()),
        (FORM[1:], ()),
        (FORM, (operation("b", "GET", "/b", returns=ref("ABody")),)),
        (FORM, (replace(operation("b", "GET", "/b"), responses=(_answer("404", ref("ABody")),)),)),
    ],
)
def test_a_form_is_no_model_that_is_used_or_has_other_fields(
    form: list[StatedField], others: tuple[StatedOperation, ...]
) -> None:
    stated = operation("a", "POST", "/a", *(replace(each, required=True) for each in form), consumes=FORM_TYPE)
    api, _ = recover([document(stated, *others, models=(model("ABody", *TWIN),))])
    body = api.operations[0].request_body
    schema = body.content[0].schema if body else None
    assert schema is not None and all(one.required for one in schema.properties)


def test_texts_in_a_multipart_form_may_be_files() -> None:
    photos = field("photos", Schema(types=("array",), items=STRING))
    body = one(operation("a", "POST", "/a", photos, field("note"), consumes=("multipart/form-data",))).operations[0]
    assert body.request_body is not None and body.request_body.content[0].schema is not None
    found = body.request_body.content[0].schema.properties[0].schema
    assert found.items == BINARY


@pytest.mark.parametrize(
    ("scheme", "headers"),
    [
        ("api_key", ["api_key", "X-Api-Key", "apikey"]),
        ("ApiKeyAuth", ["X-Api-Key", "api_key", "apikey"]),
        ("subscriptionKey", ["X-Subscription-Key", "subscription_key", "Ocp-Apim-Subscription-Key"]),
        ("depotApiKey", ["X-Depot-Api-Key", "depot_api_key", "X-Api-Key"]),
        ("branch-key", ["branch-key", "X-Branch-Key"]),
        ("X-Branch-Key", ["X-Branch-Key"]),
        ("ocp-apim-subscription-key", ["ocp-apim-subscription-key", "X-Ocp-Apim-Subscription-Key"]),
    ],
)
def test_a_key_whose_header_is_a_guess_goes_into_all_headers_that_it_may_be(scheme: str, headers: list[str]) -> None:
    found = one(operation("a", "GET", "/a", security=[scheme])).security_schemes[scheme]
    assert [found.name, *found.also] == headers


@pytest.mark.parametrize(
    ("scheme", "places"),
    [
        ("ApiKeyAuth", "header Authorization, query ApiKeyAuth, query api_key, query apiKey, query key, query apikey"),
        ("clientId", "header Authorization, header X-Api-Key, query clientId, query client_id"),
        ("queryKey", "query queryKey, query query_key, query key, query apikey"),
        ("sec0", "header X-Api-Key, query sec0, query key, query api_key, query apikey"),
        ("X-Branch-Key", ""),
        ("cookieAuth", ""),
    ],
)
def test_a_key_whose_place_is_a_guess_may_be_elsewhere(scheme: str, places: str) -> None:
    found = one(operation("a", "GET", "/a", security=[scheme])).security_schemes[scheme]
    assert ", ".join(f"{place.location} {place.name}" for place in found.elsewhere) == places
    assert ("in" in found.evidence.guesses) == (found.location == "header" and bool(places))


@pytest.mark.parametrize(
    ("name", "places"), [("code", [("query", "code")]), ("X-Depot-Code", []), ("Authorization", []), ("sid", [])]
)
def test_a_key_of_which_a_sample_shows_the_name_may_be_in_the_query(name: str, places: list[tuple[str, str]]) -> None:
    sample = SampleKey(scheme="depot", kind="apiKey", at=Location("a.md", 5), name=name)
    found = one(operation("a", "GET", "/a", security=["depot"], sample_keys=(sample,))).security_schemes["depot"]
    assert (found.name, found.also, list(found.elsewhere)) == (name, (), places)


@pytest.mark.parametrize(
    ("key", "kind", "scheme"),
    [
        ("store_auth", "http", "bearer"),
        ("store_api_auth", "http", "bearer"),
        ("http_auth", "http", "basic"),
        ("signature_auth", "http", "signature"),
        ("Client_Credentials", "oauth2", None),
        ("store_implicit", "oauth2", None),
    ],
)
def test_a_scheme_that_is_only_named_an_authorization(key: str, kind: str, scheme: str) -> None:
    found = one(operation("a", "GET", "/a", security=[key])).security_schemes[key]
    assert (found.kind, found.scheme) == (kind, scheme)


def test_an_object_with_the_properties_of_models_that_are_called_after_it_is_their_union() -> None:
    wood, steel = field("wood", required=True), field("steel", required=True)
    members = [model(f"HullOneOf{n or ''}", one) for n, one in enumerate([wood, steel, *[field("x")] * 9])]
    whole, other = model("Hull", wood, steel), model("Mast", wood, steel)
    api = one(operation("a", "GET", "/a"), models=(*sorted(members, key=lambda each: each.name), whole, other))
    assert [each.ref for each in api.schemas["Hull"].one_of][:3] == ["HullOneOf", "HullOneOf1", "HullOneOf2"]
    assert api.schemas["Mast"].types == ("object",)
    more = one(operation("a", "GET", "/a"), models=(*members[:2], model("Hull", wood, steel, field("length"))))
    assert more.schemas["Hull"].types == ("object",)
    any_of = one(
        operation("a", "GET", "/a"), models=(model("h_any_of", wood), model("h_any_of_1", steel), model("H", wood))
    )
    assert [each.ref for each in any_of.schemas["H"].any_of] == ["h_any_of", "h_any_of_1"]


def test_a_list_of_numbers_that_is_called_after_their_type_is_the_body() -> None:
    numbers = field("bigDecimal", Schema(types=("array",), items=Schema(types=("number",))), required=False)
    found = one(operation("a", "POST", "/a", numbers, consumes=JSON)).operations[0]
    assert (names(found), found.request_body is not None) == ([], True)


def test_a_missing_body_is_reported() -> None:
    _, problems = recover([document(operation("a", "POST", "/a", field("flag", BOOLEAN), consumes=JSON))])
    assert [problem.code for problem in problems] == ["I02"]


def test_no_body_is_missing_where_operations_that_read_have_a_content_type_too() -> None:
    added = operation("a", "POST", "/a", field("flag", BOOLEAN), consumes=JSON)
    _, problems = recover([document(added, operation("b", "GET", "/a", consumes=JSON))])
    assert problems == ()


# ---------------------------------------------------------------------------------------------------------- bodies


@pytest.mark.parametrize(
    ("schema", "produces", "expected"),
    [
        (ref("Room"), ("application/json", "text/plain"), ("application/json",)),
        (ref("Room"), ("application/json", "application/problem+json"), ("application/json",)),
        (BINARY, ("application/pdf", "application/json"), ("application/pdf",)),
        (BINARY, ("image/svg+xml", "image/png", "application/problem+xml"), ("image/svg+xml", "image/png")),
        (BINARY, ("image/png", "application/vnd.shop+xml", "text/xml"), ("image/png",)),
    ],
)
def test_content_types_that_cannot_hold_the_return_type(
    schema: Schema, produces: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    found = content_fits(schema, produces)
    assert found is not None
    assert found.value == expected


@pytest.mark.parametrize(
    ("method", "produces", "statuses", "answers"),
    [
        ("GET", JSON, {"200": "OK"}, True),
        ("GET", JSON, {}, True),
        ("GET", JSON, {"204": "Gone", "404": "Unknown"}, False),
        ("GET", ("application/problem+json",), {"200": "OK"}, False),
        ("GET", (), {"200": "OK"}, False),
        ("POST", JSON, {"200": "OK"}, False),
    ],
)
def test_a_get_that_accepts_something_returns_it(
    method: str, produces: tuple[str, ...], statuses: dict[str, str], answers: bool
) -> None:
    found = one(operation("look", method, "/a", produces=produces, statuses=statuses, returns=None)).operations[0]
    contents = [response.content for response in found.responses if response.status == "200"]
    assert any(contents) is answers
    assert all(media.schema == Schema() for content in contents for media in content)


def test_a_type_among_several_to_accept_may_be_that_of_another_response() -> None:
    both = ("application/json", "application/xml")

    def inferred(produces: tuple[str, ...], statuses: dict[str, str]) -> bool:
        call = operation("look", "GET", "/a", produces=produces, statuses=statuses, returns=STRING)
        return "content" in one(call).operations[0].responses[0].evidence.inferred

    assert inferred(both, {"200": "OK", "404": "Unknown"})
    assert not inferred(both, {"200": "OK"})
    assert not inferred(JSON, {"200": "OK", "404": "Unknown"})


def test_the_only_content_type_is_believed() -> None:
    assert content_fits(ref("Room"), ("text/plain",)) is None


def test_bytes_without_a_content_type_are_an_octet_stream() -> None:
    response = one(operation("a", "GET", "/a", returns=BINARY, statuses={"200": "Bytes"})).operations[0].responses[0]
    assert response.content[0].content_type == "application/octet-stream"
    assert response.evidence.inferred["content"] == "content-binary"


# --------------------------------------------------------------------------------------------------------- schemas


@pytest.mark.parametrize("default", [True, "TRUE"])
def test_a_default_tells_a_boolean_from_a_string_in_doubt(default: object) -> None:
    found = one(operation("a", "GET", "/a", field("x", STRING, default=default, schema_uncertain=True))).operations[0]
    assert (found.parameters[0].schema.types, found.parameters[0].schema.default) == (("boolean",), True)


def test_an_empty_model_in_a_query_is_an_enum_whose_values_are_lost() -> None:
    documents = document(
        operation("a", "GET", "/a", field("sort", ref("Sort")), consumes=()), models=(model("Sort"), model("Other"))
    )
    schemas = recover([documents])[0].schemas
    assert (schemas["Sort"].types, schemas["Other"].types) == (("string",), ())
    assert schemas["Sort"].evidence.guesses == ("schema",)


def test_a_number_that_may_be_decimal_text_is_one_unless_another_dialect_tells() -> None:
    number, text = Schema(types=("number",)), Schema(types=("string",), format="decimal")
    price = field("price", number, may_be_text=True, required=True)
    alone = one(models=(model("Kiosk", price),)).schemas["Kiosk"].properties[0].schema
    assert (alone.types, alone.evidence.inferred, alone.evidence.guesses) == (
        ("number",),
        {"name": "name-one-word", "schema": "number-or-text"},
        (),
    )
    documents = [
        document(dialect="one", style=CAMEL, models=(model("Kiosk", price),)),
        document(dialect="two", style=CAMEL, models=(model("Kiosk", field("price", text)),)),
    ]
    both = recover(documents)[0].schemas["Kiosk"].properties[0].schema
    assert (both.types, both.format, "schema" in both.evidence.inferred) == (("string",), "decimal", False)


@pytest.mark.parametrize("name", ["string", "string_32", "some_integer64", "boolean"])
def test_a_list_called_after_its_items_is_a_body(name: str) -> None:
    listed = field(name.removeprefix("some_"), Schema(types=("array",), items=STRING), required=True)
    sent = operation("add", "POST", "/kiosks/{id}", field("id", required=True), listed, consumes=JSON)
    (found,) = one(sent).operations
    assert names(found) == ["id"]
    assert found.request_body is not None


def test_enums_have_the_type_of_their_values() -> None:
    models = (model("Level", kind="enum", enum=(1, 2)), model("Mixed", kind="enum", enum=(1, "a")))
    schemas = one(models=models).schemas
    assert (schemas["Level"].types, schemas["Mixed"].types) == (("integer",), ())


@pytest.mark.parametrize(
    ("description", "may_be_null"),
    [
        ("The berth of the boat, otherwise null.", True),
        ("Who left it; `null` if nobody knows.", True),
        ("Nullable.", True),
        ("Is null when the boat is out.", True),
        ("Never null.", False),
        ("Must not be `null`.", False),
        ("This can't be null", False),
        ("A non-null text", False),
        ("A null-terminated text", False),
        ("The annulled contract", False),
    ],
)
def test_a_description_tells_that_a_property_may_be_null(description: str, may_be_null: bool) -> None:
    fields = (field("berth", description=description), field("owner", ref("Owner"), description=description))
    berth, owner = one(models=(model("Boat", *fields), model("Owner"))).schemas["Boat"].properties
    assert ("null" in berth.schema.types) is may_be_null
    assert [part.types for part in owner.schema.any_of or ()] == ([(), ("null",)] if may_be_null else [])
    assert berth.schema.evidence.inferred.get("nullable") == ("null-from-description" if may_be_null else None)


def test_defaults_are_checked_against_the_enum_they_refer_to() -> None:
    kind = model("Kind", kind="enum", enum=("a", "b"))
    room = model("Room", field("good", ref("Kind"), default="a"), field("bad", ref("Kind"), default="z"))
    good, bad = one(models=(kind, room)).schemas["Room"].properties
    assert (good.schema.default, bad.schema.default) == ("a", MISSING)


def test_a_nullable_reference_is_one_of_two() -> None:
    (part,) = one(models=(model("Room", field("kind", ref("Kind"), nullable=True)),)).schemas["Room"].properties
    assert part.schema.any_of == (ref("Kind"), Schema(types=("null",)))


# -------------------------------------------------------------------------------------------------------- security


@pytest.mark.parametrize(
    ("printed", "style", "expected"),
    [
        (["kind", "kind"], CAMEL, ["kind", "Kind"]),
        (["boatId", "boatId"], CAMEL, ["boatId", "boat_id"]),
        (["boat_id", "boat_id"], SNAKE, ["boat_id", "boatId"]),
        (["boat_id", "boatId"], SNAKE, ["boat_id", "boatId"]),
        (["kind", "name"], CAMEL, ["kind", "name"]),
    ],
)
def test_properties_that_are_printed_alike_have_names_of_their_own(
    printed: list[str], style: Any, expected: list[str]
) -> None:
    fields = [field(name, STRING, description=f"{number}") for number, name in enumerate(printed)]
    get = operation("a", "GET", "/a", returns=ref("Room"))
    found = one(get, models=(model("Room", *fields),), style=style).schemas["Room"].properties
    assert [each.name for each in found] == expected


def test_token_urls_follow_authorization_urls() -> None:
    found = token_url("https://id.example/oauth2/authorize")
    assert found is not None
    assert (found.value, found.guess) == ("https://id.example/oauth2/token", True)
    assert token_url("https://id.example/login") is None


@pytest.mark.parametrize(("name", "place"), [("sid", "cookie"), ("Authorization", "header"), ("X-Key", "header")])
def test_where_an_api_key_of_a_sample_travels(name: str, place: str) -> None:
    sample = SampleKey(scheme="key", kind="apiKey", at=Location("a.md", 5), name=name)
    found = one(operation("a", "GET", "/a", security=["key"], sample_keys=(sample,))).security_schemes["key"]
    assert (found.name, found.location) == (name, place)


# ------------------------------------------------------------------------------------------------- whatever comes in

_text = st.text(max_size=12)
_name = st.one_of(_text, st.sampled_from(["id", "body", "_from", "X-Y", "filter[x]", "$top", "sid", "range", "links"]))
_schema = st.sampled_from([STRING, INTEGER, BOOLEAN, BINARY, Schema(), ref("Room"), ref("kind"), URI])
_field = st.builds(
    field,
    _name,
    _schema,
    required=st.sampled_from([None, True, False]),
    description=_text,
    default=st.one_of(_text, st.integers(), st.none(), st.booleans()),
    nullable=st.booleans(),
)


@st.composite
def _documents(draw: st.DrawFn) -> StatedDocument:
    paths = st.sampled_from(["/a/{id}", "/{id}/{id}", "a?x={y}", "/a?b=c", "", "/{", "/a/{}"])
    operations = [
        operation(
            draw(_name),
            draw(st.sampled_from(["GET", "POST", "DELETE"])),
            draw(paths),
            *draw(st.lists(_field, max_size=4)),
            consumes=draw(st.sampled_from([None, (), JSON, ("multipart/form-data",), ("text/plain",)])),
            produces=draw(st.sampled_from([None, (), JSON, ("text/csv", "application/problem+json")])),
            returns=draw(st.one_of(st.none(), _schema)),
            security=draw(st.lists(_name.filter(str.isidentifier), max_size=2)),
            tag=draw(_text),
        )
        for _ in range(draw(st.integers(0, 3)))
    ]
    models = [
        model(draw(st.sampled_from(["Room", "Kind", "kind"])), *draw(st.lists(_field, max_size=3)))
        for _ in range(draw(st.integers(0, 2)))
    ]
    style: NameStyle = draw(st.sampled_from([KEPT, CAMEL, SNAKE, CAPITALIZED, RENAMED]))
    dialect = draw(st.sampled_from(["a", "b"]))
    path: str = draw(_text) + ".md"
    return document(*operations, models=tuple(models), style=style, dialect=dialect, path=path)


def _evidence(api: Api) -> Iterator[Evidence]:
    yield api.evidence
    for found in api.operations:
        yield found.evidence
        yield from (parameter.evidence for parameter in found.parameters)
        yield from (response.evidence for response in found.responses)
        if found.request_body is not None:
            yield found.request_body.evidence
    yield from (scheme.evidence for scheme in api.security_schemes.values())
    for schema in api.schemas.values():
        yield schema.evidence
        yield from (part.schema.evidence for part in schema.properties)


@settings(max_examples=60, deadline=None)
@given(st.lists(_documents(), max_size=3, unique_by=lambda one: one.path))
def test_whatever_is_stated_becomes_an_api_whose_rules_and_problems_are_known(documents: list[StatedDocument]) -> None:
    api, problems = recover(documents)
    for evidence in _evidence(api):
        assert set(evidence.inferred.values()) <= set(INFERENCES.rules)
        assert set(evidence.guesses) <= set(evidence.inferred)
    assert {problem.code for problem in problems} <= set(CATALOGUE)
    identifiers = [found.operation_id for found in api.operations]
    assert len(set(identifiers)) == len(identifiers)
    assert (api, problems) == recover(documents[::-1])


def test_what_is_recovered_is_a_valid_openapi_document() -> None:
    documents = document(
        operation("get", "GET", "/rooms/{id}", field("id"), field("sort", ref("Sort"), default="up"),
                  returns=ref("Room"), security=["key", "oauth2", "openid"], statuses={"200": "Yes", "0": "Else"}),
        operation("put", "PUT", "/rooms/{id}", field("id"), field("room", ref("Room")), consumes=JSON, returns=None),
        operation("add", "POST", "/rooms", field("photo", BINARY, required=True),
                  field("size", INTEGER, default="many"), consumes=("multipart/form-data",)),
        models=(model("Room", field("kind", ref("Kind"), nullable=True)), model("Kind", kind="enum", enum=())),
    )  # fmt: skip
    value = document_value(recover([documents])[0])
    assert [error.message for error in OpenAPIV31SpecValidator(value).iter_errors()] == []


# ------------------------------------------------------------------------------------- what goes together, and doubt


def required(*operations: StatedOperation, **facts: Any) -> dict[str, list[list[str]]]:
    found = one(*operations, **facts).operations
    return {op.operation_id: [[key for key, _ in each.schemes] for each in op.security or ()] for op in found}


def test_keys_that_never_suffice_alone_go_together_and_other_schemes_are_alternatives() -> None:
    found = required(
        operation("a", "GET", "/a", security=["client_key", "oauth", "client_id"]),
        operation("b", "GET", "/b", security=["client_key"]),
    )
    assert found == {"a": [["oauth"], ["client_key", "client_id"]], "b": [["client_key"]]}


def test_keys_of_which_each_suffices_alone_are_alternatives() -> None:
    found = required(
        operation("a", "GET", "/a", security=["client_key", "other_key"]),
        operation("b", "GET", "/b", security=["client_key"]),
        operation("c", "GET", "/c", security=["other_key"]),
    )
    assert found["a"] == [["client_key"], ["other_key"]]


def test_a_blank_part_about_authorization_stands_for_any_scheme_of_the_readme() -> None:
    scheme = StatedScheme(key="key", kind="apiKey", at=Location("README.md", 1), name="X-Key", location="header")
    blank, silent = operation("a", "GET", "/a", security_blank=True), operation("b", "GET", "/b")
    assert required(blank, silent, schemes=(scheme,)) == {"a": [["key"]], "b": []}
    assert one(blank, schemes=(scheme,)).operations[0].evidence.guesses == ("security",)


@pytest.mark.parametrize(
    ("scheme", "where"),
    [("api_key", ("api_key", "header")), ("ApiKey", ("X-Api-Key", "header")), ("queryKey", ("api_key", "query"))],
)
def test_a_key_that_nothing_describes_travels_as_its_name_suggests(scheme: str, where: tuple[str, str]) -> None:
    found = one(operation("a", "GET", "/a", security=[scheme])).security_schemes[scheme]
    assert (found.name, found.location) == where
    assert "name" in found.evidence.guesses


def test_a_sample_tells_a_date_from_a_date_with_a_time() -> None:
    moment = Schema(types=("string",), format="date-time")
    dated = field("until", moment, schema_uncertain=True, example="2013-10-20")
    timed = field("until", moment, schema_uncertain=True, example="2013-10-20T19:20:30+01:00")
    found = [one(operation("a", "GET", "/a", each)).operations[0].parameters[0] for each in (dated, timed)]
    assert [each.schema.format for each in found] == ["date", None]


def test_names_are_kept_where_only_hyphens_are_respelt() -> None:
    printed = [field("room_no", required=True), field("minArea"), field("built.after"), field("X_Trace")]
    kept = NameStyle(operation="kept", field="kept", property="kept")
    names_of = [
        each.name
        for each in one(operation("a", "GET", "/rooms/{room-no}", *printed), style=kept).operations[0].parameters
    ]
    assert names_of[:3] == ["room-no", "minArea", "built.after"]


@pytest.mark.parametrize(
    ("printed", "uncertain", "is_array"),
    [
        (Schema(types=("string",), enum=("red", "blue")), True, True),
        (ref("Room"), True, True),
        (BINARY, True, True),
        (ref("Room"), False, False),
        (STRING, True, False),
    ],
)
def test_a_list_in_a_sample_makes_an_array_of_what_is_printed(printed: Schema, uncertain: bool, is_array: bool) -> None:
    given = field("colours", printed, schema_uncertain=uncertain, example="[")
    (found,) = one(operation("a", "GET", "/a", given)).operations[0].parameters
    assert (found.schema.types == ("array",), found.schema.items) == (is_array, printed if is_array else None)


def test_a_name_follows_the_placeholder_next_to_it_where_the_api_has_no_one_case() -> None:
    api = one(
        operation("a", "GET", "/rooms/{room-no}/views", field("roomNo"), field("sinceYear")),
        operation("b", "GET", "/beds/{bedNo}/views", field("bedNo"), field("sinceYear")),
    )
    assert [each.parameters[1].name for each in api.operations] == ["since-year", "sinceYear"]
    assert "name" in api.operations[0].parameters[1].evidence.guesses


def test_an_argument_without_a_type_that_is_called_like_a_model_is_that_model() -> None:
    add = operation("a", "POST", "/rooms", field("roomInput", Schema()))
    body = one(add, models=(model("RoomInput", field("size")),)).operations[0].request_body
    assert body is not None and body.content[0].schema is not None
    assert body.content[0].schema.ref == "RoomInput"
    assert "schema" in body.evidence.guesses


def test_an_underscore_that_may_stand_for_another_sign_is_inferred() -> None:
    api = one(
        operation("a", "GET", "/rooms/{room_no}", field("room_no")),
        models=(model("Room", field("bed_kind"), field("size")),),
        style=NameStyle(property="identifier", placeholder="identifier"),
    )
    kind, size = api.schemas["Room"].properties
    assert "name" in kind.schema.evidence.inferred and "name" not in size.schema.evidence.inferred
    assert api.operations[0].evidence.inferred == {"path": "placeholder-identifier"}


@pytest.mark.parametrize(
    ("path", "printed", "text", "expected", "guess"),
    [
        ("/rooms", "max_beds", "", "max_beds", False),
        ("/rooms", "max_beds", "No more than `max-beds` say", "max-beds", False),
        ("/rooms", "max_beds", "No more than `maxBeds` say", "max_beds", False),
        ("/rooms/{room-no}/{bedNo}", "max_beds", "", "max_beds", True),
        ("/rooms/{room-no}/{bed-no}", "max_beds", "", "max-beds", True),
        ("/rooms", "api_version", "", "api-version", False),
    ],
)
def test_a_parameter_whose_underscore_may_stand_for_another_sign(
    path: str, printed: str, text: str, expected: str, guess: bool
) -> None:
    call = operation("a", "GET", path, field(printed, description=text))
    found = one(call, style=NameStyle(field="identifier")).operations[0].parameters[-1]
    assert (found.name, "name" in found.evidence.guesses) == (expected, guess)
    assert found.evidence.inferred["name"] in ("name-identifier", "name-in-text", "name-api-version")


@pytest.mark.parametrize(
    ("key", "sampled", "scheme", "guess"),
    [
        ("staff", None, "basic", False),
        ("staff", "bearer", "bearer", False),
        ("staffToken", None, "bearer", True),
        ("basicAuth", None, "basic", False),
        ("http_signature", None, "signature", True),
    ],
)
def test_what_an_old_readme_calls_basic_may_be_a_bearer_token(
    key: str, sampled: str | None, scheme: str, guess: bool
) -> None:
    stated = StatedScheme(key=key, kind="basic", at=Location("README.md", 1))
    keys = (SampleKey(scheme=key, kind=sampled, at=Location("a.md", 5)),) if sampled else ()
    found = one(operation("a", "GET", "/a", security=[key], sample_keys=keys), schemes=(stated,)).security_schemes[key]
    assert (found.scheme, "type" in found.evidence.guesses) == (scheme, guess)


def test_text_in_content_types_of_files_is_bytes() -> None:
    text = operation("a", "GET", "/a", returns=STRING, produces=("application/pdf", "application/json"))
    response = one(text).operations[0].responses[0]
    assert [(media.content_type, media.schema and media.schema.format) for media in response.content] == [
        ("application/pdf", "binary")
    ]
    assert "schema" in response.evidence.guesses


def test_names_that_a_dialect_keeps_are_known_without_their_escape() -> None:
    kept = document(
        operation("a", "GET", "/a", field("_from")), models=(model("Span", field("_from", path="m.md")),), style=KEPT
    )
    api, _ = recover([kept])
    assert (names(api.operations[0]), [one.name for one in api.schemas["Span"].properties]) == (["from"], ["from"])
