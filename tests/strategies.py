"""Hypothesis strategies: APIs of every shape that an OpenAPI document can say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from generator.spec.api import (
    METHODS,
    MISSING,
    Api,
    Discriminator,
    Evidence,
    Header,
    MediaType,
    OAuthFlow,
    Operation,
    Parameter,
    Property,
    RequestBody,
    Response,
    Schema,
    SecurityRequirement,
    SecurityScheme,
    Server,
    Tag,
    json_type,
)

TRAPS = (
    "=", "<<", "on", "Yes", "no", "~", "null", "1_000", "0o17", "0x1f", "1e3", ".5", "1.10", "12:30:45", "2001-01-01",
    ".inf", "-", "- a", "a: b", "a #b", "#", "a:", "? a", "| a", "> a", "&a", "*a", "!a", "%a", "@a", "`a", "'", '"',
    " a", "a ", "a\n", "a\n\n", "\na", "  a\n b", "a \n b\n", "\t", "a\tb\nc", "a\r\nb", "\x00", "\x85", "\u2028a\nb",
    "\\", "\ufeff", "{a}", "[a]", "---", "...", "a\n---\nb", "a\n...\n", "é\nü", "🙂", "🙂\n🙂", "\ufffe", "\u200b",
    "# T\n\n| a |\n",
)  # fmt: skip

characters = st.characters(codec="utf-8")
lines = st.text(characters, max_size=20)
texts = st.one_of(st.just(""), st.sampled_from(TRAPS), lines, st.lists(lines, max_size=4).map("\n".join))
words = st.one_of(st.sampled_from(TRAPS), st.text(characters, min_size=1, max_size=12))
names = st.text("abcXYZ019._-", min_size=1, max_size=8)
numbers = st.one_of(st.integers(), st.floats(allow_nan=False))
scalars = st.one_of(st.none(), st.booleans(), numbers, texts)
plain: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=5,
)
extensions = st.dictionaries(names.map(lambda name: f"x-{name}x"), plain, max_size=2)
evidence = st.one_of(
    st.just(Evidence()),
    st.builds(
        Evidence,
        at=st.lists(words, max_size=3).map(tuple),
        inferred=st.dictionaries(words, words, max_size=2),
        guesses=st.lists(words, max_size=2).map(tuple),
        override=st.lists(words, max_size=2).map(tuple),
    ),
)
maybe_words = st.none() | words


def tuples(items: st.SearchStrategy[Any], max_size: int = 2, by: Any = None) -> st.SearchStrategy[tuple[Any, ...]]:
    """Tuples of a few items, distinct by `by` where it is given."""
    unique = st.lists(items, max_size=max_size, unique_by=by) if by else st.lists(items, max_size=max_size)
    return unique.map(tuple)


def schemas(components: list[str]) -> st.SearchStrategy[Schema]:
    """Schemas that refer to the given components only."""

    def grown(inner: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
        mapping = st.dictionaries(words, st.sampled_from(components), max_size=2) if components else st.just({})
        return st.builds(
            Schema,
            types=st.lists(st.sampled_from(["null", "object", "array", "string"]), unique=True, max_size=3).map(tuple),
            description=texts,
            items=st.none() | inner,
            properties=tuples(
                st.builds(Property, name=texts, schema=inner, required=st.booleans()), 3, by=lambda p: p.name
            ),
            additional=st.none() | st.booleans() | inner,
            all_of=tuples(inner),
            one_of=tuples(inner),
            any_of=tuples(inner),
            discriminator=st.none() | st.builds(Discriminator, property_name=words, mapping=mapping),
            extra=extensions,
            evidence=evidence,
        )

    leaf = st.builds(
        Schema,
        types=st.sampled_from([(), ("string",), ("integer", "null"), ("number",), ("boolean",)]),
        format=maybe_words,
        title=maybe_words,
        description=texts,
        default=st.just(MISSING) | plain,
        enum=st.none() | st.lists(plain, max_size=3).map(tuple),
        read_only=st.booleans(),
        write_only=st.booleans(),
        deprecated=st.booleans(),
        extra=st.one_of(
            extensions, st.fixed_dictionaries({"minimum": numbers, "exclusiveMaximum": numbers, "example": plain})
        ),
        evidence=evidence,
    ).map(_with_fitting_enum)
    if components:
        leaf |= st.builds(Schema, ref=st.sampled_from(components), description=texts)
    return st.recursive(leaf, grown, max_leaves=4)


def _with_fitting_enum(schema: Schema) -> Schema:
    """The schema with the values of its enum that are of its types."""
    fitting = {*schema.types, "null", *(["integer"] if "number" in schema.types else [])}
    if schema.enum is None or not schema.types:
        return schema
    return replace(schema, enum=tuple(value for value in schema.enum if json_type(value) in fitting))


@st.composite
def component_schemas(draw: st.DrawFn) -> dict[str, Schema]:
    """Named schemas that refer to each other; none is defined by itself."""
    keys = draw(st.lists(names, unique=True, max_size=3))
    found = {}
    for index, key in enumerate(keys):
        found[key] = draw(schemas(keys[:index]))
    return found


def flows(kind: str, **urls: st.SearchStrategy[str | None]) -> st.SearchStrategy[OAuthFlow]:
    """OAuth flows of a kind, with the URLs that it has."""
    scopes = st.dictionaries(words, texts, max_size=2)
    return st.builds(OAuthFlow, kind=st.just(kind), refresh_url=maybe_words, scopes=scopes, **urls)


schemes = st.one_of(
    st.builds(
        SecurityScheme,
        key=names,
        kind=st.just("apiKey"),
        name=words,
        location=st.sampled_from(["query", "header", "cookie"]),
        prefix=maybe_words,
        also=st.lists(words, max_size=1).map(tuple),
        description=texts,
        extra=extensions,
        evidence=evidence,
    ),
    st.builds(SecurityScheme, key=names, kind=st.just("http"), scheme=words),
    st.builds(SecurityScheme, key=names, kind=st.just("http"), scheme=st.just("bearer"), bearer_format=maybe_words),
    st.builds(SecurityScheme, key=names, kind=st.just("openIdConnect"), open_id_connect_url=maybe_words),
    st.builds(
        SecurityScheme,
        key=names,
        kind=st.just("oauth2"),
        flows=tuples(
            st.one_of(
                flows("implicit", authorization_url=maybe_words),
                flows("password", token_url=maybe_words),
                flows("clientCredentials", token_url=maybe_words),
                flows("authorizationCode", authorization_url=maybe_words, token_url=maybe_words),
            ),
            by=lambda flow: flow.kind,
        ),
        evidence=evidence,
    ),
)
servers = st.builds(
    Server,
    url=words,
    description=texts,
    variables=st.dictionaries(names, st.fixed_dictionaries({"default": texts}), max_size=1),
    evidence=evidence,
)


def media_types(schema: st.SearchStrategy[Schema]) -> st.SearchStrategy[tuple[MediaType, ...]]:
    """The content of a body."""
    encoding = st.dictionaries(words, st.fixed_dictionaries({"contentType": words}), max_size=1)
    names = words.map(str.strip).filter(bool)
    media = st.builds(
        MediaType, content_type=names, schema=st.none() | schema, encoding=encoding, extra=extensions
    )  # fmt: skip
    return tuples(media, by=lambda item: item.content_type)


@st.composite
def parameters(draw: st.DrawFn, schema: st.SearchStrategy[Schema]) -> Parameter:
    """A parameter that is not of the path."""
    content_type = draw(maybe_words)
    return Parameter(
        name=draw(words),
        location=draw(st.sampled_from(["query", "header", "cookie"])),
        schema=draw(schema),
        required=draw(st.booleans()),
        description=draw(texts),
        deprecated=draw(st.booleans()),
        explode=draw(st.sampled_from([None, True, False])) if content_type is None else None,
        content_type=content_type,
        extra=draw(extensions),
        evidence=draw(evidence),
    )


@st.composite
def operations(
    draw: st.DrawFn, operation_id: str, method: str, path: str, components: list[str], keys: list[str]
) -> Operation:
    """An operation whose path parameters are those of its path."""
    schema = schemas(components)
    described = st.none() | schema.filter(lambda found: found != Schema())
    header = st.builds(Header, name=words, schema=described, description=texts, required=st.booleans())
    response = st.builds(
        Response,
        status=st.sampled_from(["200", "201", "4XX", "404", "default"]),
        description=texts,
        headers=tuples(header, by=lambda item: item.name),
        content=media_types(schema),
        extra=extensions,
        evidence=evidence,
    )
    body = st.builds(
        RequestBody,
        content=media_types(schema),
        required=st.booleans(),
        description=texts,
        extra=extensions,
        evidence=evidence,
    )
    others = draw(tuples(parameters(schema), by=lambda item: (item.name, item.location)))
    variables = ("id",) if "{id}" in path else ()
    return Operation(
        operation_id=operation_id,
        method=method,
        path=path,
        tags=draw(tuples(words, by=lambda item: item)),
        summary=draw(texts),
        description=draw(texts),
        deprecated=draw(st.booleans()),
        parameters=(
            *(Parameter(name=name, location="path", schema=draw(schema), required=True) for name in variables),
            *others,
        ),
        request_body=draw(st.none() | body),
        responses=draw(tuples(response, by=lambda item: item.status)),
        security=draw(st.none() | requirements(keys)),
        servers=draw(tuples(servers, 1)),
        extra=draw(extensions),
        evidence=draw(evidence),
    )


def requirements(keys: list[str]) -> st.SearchStrategy[tuple[SecurityRequirement, ...]]:
    """Security requirements that name the given schemes only."""
    scopes = st.lists(words, max_size=2).map(tuple)
    alternatives = st.dictionaries(st.sampled_from(keys), scopes, max_size=2) if keys else st.just({})
    return tuples(st.builds(SecurityRequirement, schemes=alternatives.map(lambda found: tuple(found.items()))))


@st.composite
def apis(draw: st.DrawFn) -> Api:
    """An API as `load` would give it: the operations of one path stand together."""
    components = draw(component_schemas())
    found = {scheme.key: scheme for scheme in draw(st.lists(schemes, max_size=3, unique_by=lambda item: item.key))}
    keys = list(components)
    stems = draw(st.lists(names, unique=True, max_size=2))
    paths = [f"/{stem}" + draw(st.sampled_from(["", "/{id}", "?variant=html", "/{id}/x y#"])) for stem in stems]
    operation_ids = iter(draw(st.lists(words, min_size=4, max_size=4, unique=True)))
    return Api(
        title=draw(texts),
        version=draw(texts),
        description=draw(texts),
        servers=draw(tuples(servers)),
        tags=draw(tuples(st.builds(Tag, name=words, description=texts), by=lambda tag: tag.name)),
        operations=tuple(
            draw(operations(next(operation_ids), method, path, keys, list(found)))
            for path in paths
            for method in draw(st.lists(st.sampled_from(METHODS), unique=True, min_size=1, max_size=2))
        ),
        schemas=components,
        security_schemes=found,
        security=draw(requirements(list(found))),
        extra=draw(extensions),
        evidence=draw(evidence),
    )
