"""Security schemes, and what operations need of them."""

from __future__ import annotations

from typing import Any

import pytest

from generator.problems import Location
from generator.spec.facts import (
    SampleKey,
    StatedOperation,
    StatedScheme,
)
from generator.spec.infer.schemes import token_url
from tests.stated import (
    CAMEL,
    SNAKE,
    STRING,
    api_of,
    field,
    model,
    operation,
    ref,
)


def required(*operations: StatedOperation, **facts: Any) -> dict[str, list[list[str]]]:
    found = api_of(*operations, **facts).operations
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
    assert api_of(blank, schemes=(scheme,)).operations[0].evidence.guesses == ("security",)


@pytest.mark.parametrize(
    ("scheme", "where"),
    [("api_key", ("api_key", "header")), ("ApiKey", ("X-Api-Key", "header")), ("queryKey", ("api_key", "query"))],
)
def test_a_key_that_nothing_describes_travels_as_its_name_suggests(scheme: str, where: tuple[str, str]) -> None:
    found = api_of(operation("a", "GET", "/a", security=[scheme])).security_schemes[scheme]
    assert (found.name, found.location) == where
    assert "name" in found.evidence.guesses


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
    found = api_of(operation("a", "GET", "/a", security=[key], sample_keys=keys), schemes=(stated,)).security_schemes[
        key
    ]
    assert (found.scheme, "type" in found.evidence.guesses) == (scheme, guess)


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
    found = api_of(operation("a", "GET", "/a", security=[scheme])).security_schemes[scheme]
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
    found = api_of(operation("a", "GET", "/a", security=[scheme])).security_schemes[scheme]
    assert ", ".join(f"{place.location} {place.name}" for place in found.elsewhere) == places
    assert ("in" in found.evidence.guesses) == (found.location == "header" and bool(places))


@pytest.mark.parametrize(
    ("name", "places"), [("code", [("query", "code")]), ("X-Depot-Code", []), ("Authorization", []), ("sid", [])]
)
def test_a_key_of_which_a_sample_shows_the_name_may_be_in_the_query(name: str, places: list[tuple[str, str]]) -> None:
    sample = SampleKey(scheme="depot", kind="apiKey", at=Location("a.md", 5), name=name)
    found = api_of(operation("a", "GET", "/a", security=["depot"], sample_keys=(sample,))).security_schemes["depot"]
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
    found = api_of(operation("a", "GET", "/a", security=[key])).security_schemes[key]
    assert (found.kind, found.scheme) == (kind, scheme)


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
    found = api_of(get, models=(model("Room", *fields),), style=style).schemas["Room"].properties
    assert [each.name for each in found] == expected


def test_token_urls_follow_authorization_urls() -> None:
    found = token_url("https://id.example/oauth2/authorize")
    assert found is not None
    assert (found.value, found.guess) == ("https://id.example/oauth2/token", True)
    assert token_url("https://id.example/login") is None


@pytest.mark.parametrize(("name", "place"), [("sid", "cookie"), ("Authorization", "header"), ("X-Key", "header")])
def test_where_an_api_key_of_a_sample_travels(name: str, place: str) -> None:
    sample = SampleKey(scheme="key", kind="apiKey", at=Location("a.md", 5), name=name)
    found = api_of(operation("a", "GET", "/a", security=["key"], sample_keys=(sample,))).security_schemes["key"]
    assert (found.name, found.location) == (name, place)
