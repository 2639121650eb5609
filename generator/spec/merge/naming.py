"""The one spelling of every model, scheme and tag."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count

from generator.problems import Location
from generator.spec.api import Schema
from generator.spec.facts import StatedDocument
from generator.spec.merge.said import CHOICES
from generator.spec.spelling import plain, recase, words


@dataclass(frozen=True, slots=True)
class Names:
    """The one spelling of every model, scheme and tag. `required` has the schemes that the operations of a dialect
    name, by the path of each of its documents."""

    models: Mapping[str, str]
    schemes: Mapping[str, str]
    tags: Mapping[str, str]
    required: Mapping[str, frozenset[str]]

    def model(self, name: str) -> str:
        """The component name of a type name as printed."""
        return self.models.get(plain(name), name)

    def scheme(self, name: str) -> str:
        """The component key of a scheme as printed."""
        return self.schemes.get(scheme_key(name), name)

    def tag(self, name: str) -> str:
        """The tag as all operations have it."""
        return self.tags.get(plain(name), name)


@CHOICES.rule("same-scheme")
def scheme_key(name: str) -> str:
    """Security schemes are one when their names agree without case, separators and a trailing `.0`:
    `API_Token` is `apiToken`, `OAuth_2.0` is `oauth2`."""
    return plain(re.sub(r"(\.0)+$", "", name.strip())) or name


@CHOICES.rule("scheme-spelling")
def scheme_spelling(names: Mapping[str, int], described: frozenset[str]) -> str:
    """The key of a scheme is the name under which a README describes it, else one without separators, else the most
    frequent one, else the first in the alphabet."""
    return min(names, key=lambda name: (name not in described, not name.isalnum(), -names[name], name))


@CHOICES.rule("same-tag")
def tag_spelling(printed: Sequence[str]) -> str:
    """Tags are one when they agree without case and separators: `KilnLog` is `kiln_log` and `KILN_LOG`. The spelling
    is the first by precedence, but for dialects that print all tags in capitals or all in small letters."""
    return min(printed, key=lambda tag: (tag.isupper(), tag.islower()))


@CHOICES.rule("model-name")
def model_name(spelled: Sequence[str], one_case: bool) -> str:
    """Of several spellings of a model's name the first by precedence is taken that has small and capital letters. Where
    a document prints all its models in small or all in capital letters (C, Eiffel), they are put in PascalCase."""
    mixed = next((name for name in spelled if name.lower() != name != name.upper()), None)
    if mixed is not None or not one_case:
        return mixed or spelled[0]
    return recase(words(spelled[0].lower()), "pascal") or spelled[0]


def names_of(ordered: Sequence[StatedDocument]) -> Names:
    """The one spelling of every model, scheme and tag that these documents name."""
    schemes = _scheme_names(ordered)
    return Names(_model_names(ordered), schemes, _tag_names(ordered), _required(ordered, schemes))


def _model_names(ordered: Sequence[StatedDocument]) -> dict[str, str]:
    """Letters and digits of a model's name -> its component; documents of models go before those that name them."""
    documented = [model.name for document in ordered for model in document.models]
    named = [ref for document in ordered for schema in _all_schemas(document) for ref in refs(schema)]
    escaped = _escaped_models(ordered)
    spelled: dict[str, list[str]] = defaultdict(list)
    for name in (*documented, *named):
        if plain(name) not in escaped:
            spelled[plain(name)].append(name)
    printed = documented or named
    one_case = all(name == name.lower() for name in printed) or all(name == name.upper() for name in printed)
    keys = _keys({same: model_name(list(dict.fromkeys(names)), one_case) for same, names in spelled.items()})
    return keys | {name: keys[meant] for name, meant in escaped.items()}


@CHOICES.rule("model-escaped")
def _escaped_models(ordered: Sequence[StatedDocument]) -> dict[str, str]:
    """A model that one dialect calls `ModelRange` (Swift, whose own `Range` is another) is the `Range` of the others;
    both are models where one dialect documents both."""
    by_dialect: dict[str, set[str]] = defaultdict(set)
    for document in ordered:
        by_dialect[document.dialect].update(plain(model.name) for model in document.models)
    documented = set().union(*by_dialect.values())
    meant = {name: name.removeprefix("model") for name in documented if name.startswith("model")}
    return {
        name: bare
        for name, bare in meant.items()
        if bare in documented and not any({name, bare} <= models for models in by_dialect.values())
    }


def _scheme_names(ordered: Sequence[StatedDocument]) -> dict[str, str]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    described = frozenset(scheme.key for document in ordered for scheme in document.schemes)
    for document in ordered:
        for name, _ in scheme_names(document):
            counts[scheme_key(name)][name] += 1
    return _keys({same: scheme_spelling(names, described) for same, names in counts.items()})


def _required(ordered: Sequence[StatedDocument], schemes: Mapping[str, str]) -> dict[str, frozenset[str]]:
    by_dialect: dict[str, set[str]] = defaultdict(set)
    for document in ordered:
        named = (scheme.name for operation in document.operations for scheme in operation.security or ())
        by_dialect[document.dialect].update(schemes[scheme_key(name)] for name in named)
    return {document.path: frozenset(by_dialect[document.dialect]) for document in ordered}


def _tag_names(ordered: Sequence[StatedDocument]) -> dict[str, str]:
    tags: dict[str, list[str]] = defaultdict(list)
    for document in ordered:
        for operation in document.operations:
            tags[plain(operation.tag)].append(operation.tag)
    return {same: tag_spelling(printed) for same, printed in tags.items()}


def _keys(names: Mapping[str, str]) -> dict[str, str]:
    """The names with nothing in them that a key of `components` may not hold, and no two alike."""
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for same, name in names.items():
        bare = re.sub(r"[^A-Za-z0-9._-]+", "_", name).strip("_") or "Unnamed"
        free = (one for one in chain([bare], (f"{bare}{n}" for n in count(2))) if one not in taken)
        keys[same] = next(free)
        taken.add(keys[same])
    return keys


def _all_schemas(document: StatedDocument) -> Iterable[Schema]:
    for operation in document.operations:
        yield from (field.schema for field in operation.parameters)
        yield from (row.schema for row in operation.responses or () if row.schema is not None)
        if operation.returns is not None and operation.returns.schema is not None:
            yield operation.returns.schema
    for model in document.models:
        yield from (field.schema for field in model.fields)
        yield from model.union
        if model.alias is not None:
            yield model.alias


def refs(schema: Schema) -> Iterable[str]:
    """The names of the models that a schema refers to, however deep."""
    if schema.ref is not None:
        yield schema.ref
    for part in _parts(schema):
        yield from refs(part)


def _parts(schema: Schema) -> Iterable[Schema]:
    if schema.items is not None:
        yield schema.items
    if isinstance(schema.additional, Schema):
        yield schema.additional
    yield from (*schema.all_of, *schema.one_of, *schema.any_of)
    yield from (part.schema for part in schema.properties)


def resolved(schema: Schema, names: Names) -> Schema:
    """The schema with every reference under its model's one name."""
    if next(iter(refs(schema)), None) is None:
        return schema
    return replace(
        schema,
        ref=None if schema.ref is None else names.model(schema.ref),
        items=None if schema.items is None else resolved(schema.items, names),
        additional=resolved(schema.additional, names) if isinstance(schema.additional, Schema) else schema.additional,
        all_of=tuple(resolved(part, names) for part in schema.all_of),
        one_of=tuple(resolved(part, names) for part in schema.one_of),
        any_of=tuple(resolved(part, names) for part in schema.any_of),
        properties=tuple(replace(part, schema=resolved(part.schema, names)) for part in schema.properties),
    )


def scheme_names(document: StatedDocument) -> Iterable[tuple[str, Location]]:
    """Every name of a security scheme as printed, with its place."""
    yield from ((scheme.key, scheme.at) for scheme in document.schemes)
    for operation in document.operations:
        place = operation.section or operation.at
        yield from ((scheme.name, scheme.at or place) for scheme in operation.security or ())
        yield from ((sample.scheme, sample.at) for sample in operation.sample_keys)
