"""What operations, parameters and properties are called."""

from __future__ import annotations

from typing import Any

import pytest

from generator.spec.api import Schema
from generator.spec.facts import (
    NameStyle,
    StatedModel,
)
from generator.spec.infer.standards import bracketed, hal, odata
from generator.spec.recover import recover
from tests.stated import (
    CAMEL,
    CAPITALIZED,
    KEPT,
    RENAMED,
    SNAKE,
    api_of,
    document,
    field,
    model,
    names,
    operation,
    ref,
)


def test_a_name_shown_elsewhere_is_taken_only_where_it_could_be_printed_so() -> None:
    shows = [field("user_name", wire="user_name"), field("x", wire="x5t#S256")]
    found = api_of(
        operation("a", "GET", "/a", *shows),
        operation("b", "GET", "/b", field("username"), field("user_name")),
        style=SNAKE,
    )
    assert names(found.operations[1]) == ["username", "user_name"]


def test_a_word_keeps_the_capital_of_its_kind_whatever_placeholders_show() -> None:
    team = model("Team", field("aPIKey"), field("aIScore"), field("season"))
    api = api_of(operation("a", "GET", "/teams/{season}", field("season"), field("team")), models=(team,))
    assert [one.name for one in api.schemas["Team"].properties] == ["APIKey", "AIScore", "Season"]
    assert names(api.operations[0]) == ["season", "team"]


def test_descriptions_that_spell_properties_with_a_small_letter_outweigh_acronyms_in_front() -> None:
    fields = [field(name) for name in ("ePCRating", "aPIKey", "owner", "roomSize", "bedCount", "floorNumber")]
    text = "A roomSize, a bedCount and a floorNumber"

    def spelled(*asked: Any) -> str:
        api = api_of(operation("a", "GET", "/a", *asked, description=text), models=(model("Room", *fields),))
        return api.schemas["Room"].properties[3].name

    assert spelled() == "roomSize"
    assert spelled(field("roomSize"), field("bedCount")) == "RoomSize"


def test_properties_follow_parameters_and_fixed_parts_of_paths_with_capitals() -> None:
    room = model("Room", field("roomSize"))
    for path in ("/rooms/{RoomId}", "/RoomTypes/{id}"):
        assert api_of(operation("a", "GET", path), models=(room,)).schemas["Room"].properties[0].name == "RoomSize"
    camel = api_of(operation("a", "GET", "/RoomTypes/{roomId}"), models=(room,))
    assert camel.schemas["Room"].properties[0].name == "roomSize"


def test_parameters_of_one_word_are_small_beside_properties_with_capitals() -> None:
    room = model("Room", field("ePCRating"), field("aPIKey"), field("owner"))
    api = api_of(operation("a", "GET", "/a/{RoomID}", field("roomID", required=True), field("where")), models=(room,))
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
    assert [each.name for each in api_of(models=(room,)).schemas["Room"].properties] == expected


def test_digits_do_not_part_words_that_snake_case_leaves_together() -> None:
    key = model("Key", field("x5c"), field("x5t_s256"), field("keyType", wire="keyType"))
    assert [each.name for each in api_of(models=(key,), style=SNAKE).schemas["Key"].properties] == [
        "x5c",
        "x5tS256",
        "keyType",
    ]


def test_a_number_with_letters_behind_it_is_a_word_of_its_own() -> None:
    printed = [field("login2faToken"), field("p2pKey"), field("room_size", wire="room_size")]
    found = api_of(operation("a", "GET", "/rooms", *printed)).operations[0]
    assert names(found) == ["login_2fa_token", "p2p_key", "room_size"]


def test_an_escape_that_one_dialect_needs_is_no_word() -> None:
    printed = (("kotlin", CAMEL, "timeZone"), ("csharp", CAPITALIZED, "VarTimeZone"))
    listing = operation("list", "GET", "/rooms/{room_id}/{bed_id}", field("room_id"), field("bed_id"))
    documents = [
        document(listing, dialect=name, style=style, path=f"{name}.md", models=(model("Room", field(spelled)),))
        for name, style, spelled in printed
    ]
    assert [one.name for one in recover(documents)[0].schemas["Room"].properties] == ["time_zone"]


def test_many_filters_are_in_brackets() -> None:
    printed = [f"filter_{word}" for word in ("owner", "size", "floor", "kind", "state", "view")]
    many = api_of(operation("a", "GET", "/rooms", *map(field, printed)), style=SNAKE).operations[0]
    few = api_of(operation("a", "GET", "/rooms", *map(field, printed[:3])), style=SNAKE).operations[0]
    assert names(many) == [f"filter[{name.removeprefix('filter_')}]" for name in printed]
    assert names(few) == printed[:3]
    assert "name" in many.parameters[0].evidence.guesses


def test_properties_in_snake_case_outweigh_placeholders_in_camel_case() -> None:
    style = NameStyle(operation="kept", field="camel", property="kept")
    listed = operation("a", "GET", "/rooms/{roomId}", field("roomId", required=True), field("withView"))
    room = model("Room", field("bed_kind"))
    assert names(api_of(listed, models=(room,), style=style).operations[0]) == ["roomId", "with_view"]
    assert names(api_of(listed, models=(model("Room", field("size")),), style=style).operations[0])[1] == "withView"


def test_an_id_stands_alone_behind_other_capitals_of_a_header() -> None:
    call = operation("a", "GET", "/a", field("xHIPID"), field("xUUID"))
    assert names(api_of(call).operations[0]) == ["X-Hip-Id", "X-Uuid"]


def test_names_are_kept_where_only_hyphens_are_respelt() -> None:
    printed = [field("room_no", required=True), field("minArea"), field("built.after"), field("X_Trace")]
    kept = NameStyle(operation="kept", field="kept", property="kept")
    names_of = [
        each.name
        for each in api_of(operation("a", "GET", "/rooms/{room-no}", *printed), style=kept).operations[0].parameters
    ]
    assert names_of[:3] == ["room-no", "minArea", "built.after"]


def test_a_name_follows_the_placeholder_next_to_it_where_the_api_has_no_one_case() -> None:
    api = api_of(
        operation("a", "GET", "/rooms/{room-no}/views", field("roomNo"), field("sinceYear")),
        operation("b", "GET", "/beds/{bedNo}/views", field("bedNo"), field("sinceYear")),
    )
    assert [each.parameters[1].name for each in api.operations] == ["since-year", "sinceYear"]
    assert "name" in api.operations[0].parameters[1].evidence.guesses


def test_an_underscore_that_may_stand_for_another_sign_is_inferred() -> None:
    api = api_of(
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
    found = api_of(call, style=NameStyle(field="identifier")).operations[0].parameters[-1]
    assert (found.name, "name" in found.evidence.guesses) == (expected, guess)
    assert found.evidence.inferred["name"] in ("name-identifier", "name-in-text", "name-api-version")


def test_names_that_a_dialect_keeps_are_known_without_their_escape() -> None:
    kept = document(
        operation("a", "GET", "/a", field("_from")), models=(model("Span", field("_from", path="m.md")),), style=KEPT
    )
    api, _ = recover([kept])
    assert (names(api.operations[0]), [one.name for one in api.schemas["Span"].properties]) == (["from"], ["from"])


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
    (found,) = api_of(operation(printed, "GET", "/rooms"), style=style).operations
    assert (found.operation_id, found.evidence.inferred.get("operationId")) == (expected, rule)


def test_the_word_before_every_noun_is_the_modules() -> None:
    cmdlets = [operation(f"Get-Acme{noun}", "GET", f"/{noun}") for noun in ("Room", "Hall", "Door", "Key")]
    assert [found.operation_id for found in api_of(*cmdlets, style=RENAMED).operations][:2] == ["getRoom", "getHall"]


def test_an_operation_id_in_camel_case_is_doubted_where_the_api_writes_snake_case() -> None:
    (found,) = api_of(operation("getRoom", "GET", "/{room_id}", field("room_id")), style=KEPT).operations
    assert (found.operation_id, found.evidence.guesses) == ("getRoom", ("operationId",))


def test_odata_options_get_their_dollar_only_together() -> None:
    assert odata(["top", "skip", "filter"]) is not None
    assert odata(["search", "filter", "expand"]) is None
    found = api_of(
        operation("list", "GET", "/a", field("top"), field("skip"), field("orderby"), field("q"))
    ).operations[0]
    assert names(found) == ["$top", "$skip", "$orderby", "q"]


_TOKEN_FORM = ("application/x-www-form-urlencoded",)


def test_whoever_asks_for_a_token_spells_as_oauth_does() -> None:
    asked = ("grantType", "clientId", "kioskId")
    token = operation("token", "POST", "/kioskToken", *map(field, asked), consumes=_TOKEN_FORM, produces=())
    got = model("Token", field("accessToken"), field("tokenType"), field("expiresIn"), field("kioskId"))
    found = api_of(token, operation("get", "GET", "/kiosks/{kioskId}", field("kioskId")), models=(got,))
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
    assert names(api_of(shown).operations[0]) == ["kioskId", "clientId", "accessToken"]


def test_brackets_are_learned_from_the_parameter_beside() -> None:
    found_name = bracketed("filterBedId", ["filter[name]"])
    assert found_name is not None
    assert found_name.value == "filter[bedId]"
    found = api_of(
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
    assert names(api_of(call, models=(answer,)).operations[0]) == [expected]
    assert names(api_of(call).operations[0]) == [printed]


def test_the_version_in_the_query_is_spelled_as_everybody_does() -> None:
    assert names(api_of(operation("list", "GET", "/rooms", field("apiVersion"))).operations[0]) == ["api-version"]


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
    found = api_of(
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
    assert names(api_of(*calls, style=SNAKE).operations[1]) == ["hallID"]


def test_links_of_hal_have_their_underscore() -> None:
    link, plain = model("Link", field("href")), model("Page", field("links"))
    linked = model("Room", field("links", Schema(types=("object",), additional=ref("Link"))))
    nested = model("Hall", field("embedded", ref("Room")), field("links", ref("Any")))

    def names_in(*models: StatedModel) -> list[str]:
        return [part.name for part in api_of(models=(link, *models)).schemas[models[0].name].properties]

    assert hal("links", False) is None
    assert names_in(linked) == ["_links"]
    assert names_in(nested) == ["_embedded", "_links"]
    assert names_in(plain) == ["links"]
    assert names_in(linked, model("Answer", field("included"))) == ["links"]


def test_capitals_behind_a_small_letter() -> None:
    found = api_of(operation("list", "GET", "/a", field("iDs"), field("dIMENSIONS"), field("eTag"))).operations[0]
    assert names(found) == ["IDs", "DIMENSIONS", "eTag"]


def test_two_names_that_would_be_one_stay_apart() -> None:
    found = api_of(operation("list", "GET", "/a", field("from"), field("_from"))).operations[0]
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
    assert names(
        api_of(operation("a", "GET", "/a", field("page_size", description=text)), style=SNAKE).operations[0]
    ) == [expected]
