"""What the documents of one API teach about it as a whole, before any single inference is made."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.spec.api import Schema
from generator.spec.facts import SampleField
from generator.spec.merge import Field, Merged, Model, Operation, Scheme, refs
from generator.spec.routes import WITH_BODY, WITHOUT_BODY, placeholders, without_query
from generator.spec.spelling import Case, case_of, key, led_by_acronym, plain, unescaped, words

_MEMBER = re.compile(r"(.+?)(?:one|any)of(\d*)")
# In prose: a word with underscores, or with humps, that is no call, and no part of a URL or a file's name.
_IDENTIFIER = re.compile(r"(?<![\w/.@#-])([a-z]+(?:_[a-z0-9]+)+|[a-z]+(?:[A-Z][a-z0-9]+)+)(?![\w(/-]|\.\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """The API's own conventions.

    `parameter_case` and `property_case`: the case of names of several words, None when nothing shows it.
    `acronyms`: words that are spelled in capitals inside names (`apiID`).
    `wires`: letters and digits of a name -> its spellings, where the documents show them on the wire.
    `models`: the models by name; `queried`: names that are query parameters of operations without a body.
    `inline`: letters and digits of a name -> the models that are called after it as members of a union.
    `module`: the word that a renaming dialect puts before the noun of every operation, or "".
    `near`: a path -> the case of the placeholder in it, or in the paths right below it.
    `everywhere`: required names of several words that nearly every operation takes, writing ones among them.
    `keys`: letters and digits of an API key's name -> where it travels, and its name there.
    `is_hal`, `is_json_api`: whether models have properties that only HAL, or only JSON:API, has.
    `loose`: the models that nothing refers to, each as letters and digits of a property's name -> the property; by the
    set of these names.
    `has_brackets`: whether query parameters are likely to be of the form `filter[name]`.
    `content_blanket`: whether operations that read state a content type, too: it tells nothing of a body.
    `content_tells`: whether a stated content type tells that there is a body: others state that they have none, among
    them all that have the verb GET.
    `tells_returns`: whether documents say of any operation what it returns.
    """

    parameter_case: Case | None = None
    property_case: Case | None = None
    acronyms: frozenset[str] = frozenset()
    wires: Mapping[str, tuple[str, ...]]
    models: Mapping[str, Model]
    inline: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    queried: frozenset[str] = frozenset()
    module: str = ""
    near: Mapping[str, Case]
    everywhere: frozenset[str] = frozenset()
    keys: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    is_hal: bool = False
    is_json_api: bool = False
    loose: Mapping[frozenset[str], Mapping[str, Field]] = field(default_factory=dict)
    has_brackets: bool = False
    content_blanket: bool = False
    content_tells: bool = False
    tells_returns: bool = False

    def is_enum(self, schema: Schema) -> bool:
        """Whether a schema is known to be a plain value: an enum, or a model that is one or stands for a scalar."""
        model = self.models.get(schema.ref or "")
        if model is None:
            return bool(schema.enum)
        if model.kind == "alias" and model.alias is not None and model.alias.ref is None:
            return bool(model.alias.types) and not set(model.alias.types) & {"object", "array"}
        return model.kind == "enum"

    def has_fields(self, schema: Schema) -> bool:
        """Whether a schema is a model of which the documents show a property."""
        model = self.models.get(schema.ref or "")
        return model is not None and bool(model.fields or model.union)

    def is_composite(self, schema: Schema) -> bool:
        """Whether a schema holds more than a plain value: a model, an array of models, a map, a file."""
        if schema.ref is not None:
            return not self.is_enum(schema)
        if schema.items is not None:
            return self.is_composite(schema.items)
        return schema.format == "binary" or "object" in schema.types or bool(schema.one_of or schema.any_of)


def learn(merged: Merged) -> Knowledge:
    """Read the conventions out of path templates, samples, and the documents that keep names as they are."""
    parameters = list(dict.fromkeys(_parameter_wires(merged.operations)))
    properties = list(dict.fromkeys(_property_wires(merged)))
    parameter_case, property_case = _cases(merged, parameters, properties)
    fields = {plain(field.name) for model in merged.models.values() for field in model.fields}
    is_json_api = bool(fields & {"relationships", "included", "jsonapi"})
    blanket = _content_blanket(merged.operations)
    return Knowledge(
        parameter_case=parameter_case,
        property_case=property_case,
        acronyms=_acronyms([*parameters, *properties]),
        wires=_spellings([*parameters, *properties]),
        models=merged.models,
        inline=_inline(merged.models),
        queried=frozenset(_queried(merged.operations)),
        module=_module([one.name for one in merged.operations if one.name_style == "renamed"]),
        near=_near([without_query(one.path) for one in merged.operations]),
        everywhere=_everywhere(merged.operations),
        keys=_keys(merged.schemes),
        is_hal="embedded" in fields,
        is_json_api=is_json_api,
        loose=_by_names(_loose(merged)),
        has_brackets=is_json_api or _has_filters(merged.operations),
        content_blanket=blanket,
        content_tells=not blanket and any(operation.consumes == () for operation in merged.operations),
        tells_returns=any(operation.returns is not None for operation in merged.operations),
    )


def _cases(merged: Merged, parameters: Sequence[str], properties: Sequence[str]) -> tuple[Case | None, Case | None]:
    """The case of parameters, and that of properties: what their names show, else descriptions, each other, and paths,
    in this order."""
    property_case = _common_case(_unmasked(merged, properties))
    has_hyphens = any(case_of(name) == "kebab" for name in parameters)
    spelled = [*parameters, *(() if has_hyphens else _masked(merged.operations))]
    parameter_case = _parameter_case(merged.operations, _common_case(spelled), property_case)
    # All the prose is read for it: only where something is left to learn from it.
    told = tuple(_identifiers(merged)) if None in (parameter_case, property_case) else ()
    spoken, in_paths = _common_case(told), _common_case(_segments(merged.operations))
    return (
        parameter_case or spoken or property_case or in_paths,
        property_case or _pascal_case(merged, parameter_case, told) or spoken or parameter_case or in_paths,
    )


def _keys(schemes: Iterable[Scheme]) -> dict[str, tuple[str, str]]:
    stated = (one for scheme in schemes for one in scheme.stated)
    return {key(one.name): (one.location, one.name) for one in stated if one.location and one.name}


def _parameter_case(operations: Sequence[Operation], found: Case | None, of_properties: Case | None) -> Case | None:
    """The case of parameters where only placeholders in paths show one, which are never sent: properties in snake_case
    outweigh placeholders in camelCase or kebab-case."""
    in_paths = {key(name) for operation in operations for name in placeholders(operation.path)}
    asked = (field for one in operations for field in one.parameters if key(field.name) not in in_paths)
    outweighs = of_properties == "snake" and found in ("camel", "kebab") and not any(map(shown, asked))
    return of_properties if outweighs else found


def _inline(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The models that are called after another one as members of a oneOf or anyOf (`BoatOneOf`, `Boat_anyOf_1`)."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for name in names:
        member = _MEMBER.fullmatch(plain(name))
        if member:
            found[member[1]].append((int(member[2][:9] or 0), name))
    return {letters: tuple(name for _, name in sorted(members)) for letters, members in found.items()}


def _loose(merged: Merged) -> Iterator[Model]:
    used = {name for schema, _ in merged.schemas() for name in refs(schema)}
    return (model for name, model in merged.models.items() if name not in used)


def _by_names(models: Iterable[Model]) -> dict[frozenset[str], Mapping[str, Field]]:
    """The properties of models by all their names; of several with the same names the first one's."""
    found: dict[frozenset[str], Mapping[str, Field]] = {}
    for model in models:
        properties = {plain(one.name): one for one in model.fields}
        found.setdefault(frozenset(properties), properties)
    return found


def _has_filters(operations: Iterable[Operation]) -> bool:
    names = {words(field.name) for operation in operations for field in operation.parameters}
    return len({name for name in names if len(name) > 1 and name[0] == "filter" and name[1] != "by"}) > 5


def _content_blanket(operations: Sequence[Operation]) -> bool:
    return any(operation.consumes for operation in operations if operation.method in WITHOUT_BODY)


def _everywhere(operations: Sequence[Operation]) -> frozenset[str]:
    """The required names of several words that four in five of at least five operations take, one that writes too; but
    keys and tokens, which as often travel in queries."""
    if len(operations) < 5:
        return frozenset()
    taken: Counter[str] = Counter()
    written: set[str] = set()
    for operation in operations:
        names = [one.name for one in operation.parameters if one.required and len(words(one.name)) > 1]
        required = {key(name) for name in names if words(name)[-1] not in ("auth", "key", "secret", "token")}
        taken.update(required)
        written |= required if operation.method in WITH_BODY else set()
    in_path = {key(name) for operation in operations for name in placeholders(operation.path)}
    common = {name for name, count in taken.items() if count >= 0.8 * len(operations)}
    return frozenset(common & written - in_path - {"apiversion"})


def _near(paths: Sequence[str]) -> dict[str, Case]:
    """The case of the last placeholder of several words in each path, else in the paths that add one to it."""
    own = {path: case for path in paths for name in placeholders(path) if (case := case_of(name)) is not None}
    below = {path.rpartition("/")[0]: case for path, case in own.items() if path.endswith("}")}
    return {**below, **own}


def _parameter_wires(operations: Iterable[Operation]) -> Iterable[str]:
    """The names that documents show. Placeholders in capitals (`{POOL_ID}`) are a way of writing paths, no name."""
    for operation in operations:
        masked = operation.placeholder_style == "identifier"
        told = (name for name in placeholders(operation.path) if not name.isupper())
        yield from (name for name in told if not (masked and "_" in name))
        yield from (wire for field in operation.parameters if (wire := shown(field)) is not None)


def _property_wires(merged: Merged) -> Iterable[str]:
    for model in merged.models.values():
        yield from (wire for field in model.fields if (wire := shown(field)) is not None)
    for operation in merged.operations:
        yield from (wire for sample in operation.sample_fields if (wire := sampled_wire(sample)) is not None)


def _masked(operations: Iterable[Operation]) -> Iterable[str]:
    """The parameters whose underscores may stand for hyphens: unless something shows hyphens, they do not, as in most
    APIs."""
    fields = (field for operation in operations for field in operation.parameters)
    return (field.name for field in fields if shown(field) is None and field.spellings[0].style == "identifier")


def _unmasked(merged: Merged, properties: Sequence[str]) -> Sequence[str]:
    """The properties from which a case can be learned: none where those in snake_case and kebab-case cannot be told."""
    masked = any(
        field.wire is None and field.spellings[0].style == "identifier" and "_" in field.name.strip("_")
        for model in merged.models.values()
        for field in model.fields
    )
    return () if masked else properties


def sampled_wire(sample: SampleField) -> str | None:
    """The name on the wire that a sample shows. Languages that write it as it is still put most names into camelCase:
    only one that is not in it gives itself away."""
    shows = sample.wire and not (sample.name.isalnum() and sample.name[:1].islower())
    return unescaped(sample.name) if shows else None


def shown(field: Field) -> str | None:
    """The name on the wire where a document shows it: in the row, in a sample, or because its dialect keeps names."""
    if field.wire is not None:
        return field.wire
    first = field.spellings[0]
    kept = first.style == "kept" or (first.style == "identifier" and "_" not in first.name)
    return unescaped(first.name) if kept else None


def _common_case(names: Iterable[str]) -> Case | None:
    """The case that most names of several words have; None without any, or when two are as frequent, or when it is a
    single name that has hyphens: few APIs have them in all their names."""
    counts = Counter(case for name in names if (case := case_of(name)) is not None).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]) or counts[0] == ("kebab", 1):
        return None
    return counts[0][0]


def _pascal_case(merged: Merged, of_parameters: Case | None, told: Sequence[str]) -> Case | None:
    """PascalCase, where parameters have it, or at least two properties began with an acronym: in camelCase these are
    small. It is not, where descriptions spell more properties, that are no parameters, with a small letter."""
    names = {field.name for model in merged.models.values() for field in model.fields}
    asked = {key(field.name) for operation in merged.operations for field in operation.parameters}
    own = {key(name) for name in names} - asked
    small = [name for name in told if case_of(name) == "camel" and key(name) in own]
    is_led = len([name for name in names if led_by_acronym(name)]) > max(1, len(small))
    return "pascal" if is_led or of_parameters == "pascal" else None


def _identifiers(merged: Merged) -> Iterable[str]:
    """The identifiers in descriptions that have the letters of a parameter or a property."""
    fields = [field for operation in merged.operations for field in operation.parameters]
    fields += [field for model in merged.models.values() for field in model.fields]
    names = {key(field.name) for field in fields}
    texts = {field.description for field in fields}
    texts |= {text for operation in merged.operations for text in (operation.description, operation.summary)}
    texts |= {model.description for model in merged.models.values()}
    found = {token for text in texts for token in _IDENTIFIER.findall(text)}
    return sorted(token for token in found if key(token) in names)


def _segments(operations: Iterable[Operation]) -> Iterable[str]:
    """The fixed parts of paths that are in camelCase, PascalCase or snake_case: APIs keep to one of them in paths and
    names alike, while hyphens in paths go with any."""
    parts = {part for operation in operations for part in without_query(operation.path).split("/")}
    return sorted(part for part in parts if "{" not in part and case_of(part) in ("camel", "pascal", "snake"))


def _acronyms(names: Iterable[str]) -> frozenset[str]:
    """The words that stand in capitals, inside or at the end of names in camelCase, more often than not."""
    counts: Counter[str] = Counter()
    for name in names:
        if case_of(name) in ("camel", "pascal"):
            counts.update(run.lower() for run in re.findall(r"(?<=[a-z0-9])[A-Z]{2,}(?![a-z0-9])", name))
            counts.subtract(run.lower() for run in re.findall(r"(?<=[a-z0-9])[A-Z][a-z]+", name))
    return frozenset(word for word, count in counts.items() if count > 0)


def _spellings(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The spellings of each name, by its letters and digits."""
    spelled: dict[str, dict[str, None]] = defaultdict(dict)
    for name in names:
        spelled[key(name)][name] = None
    return {letters: tuple(names) for letters, names in spelled.items()}


def _module(names: Sequence[str]) -> str:
    """The first word of the noun of all these cmdlets (`Get-OktaUser`, `New-OktaUser`), "" when they share none."""
    nouns = [re.match(r"[A-Z]?[a-z0-9]+", name.partition("-")[2]) for name in names]
    found = {noun[0] if noun else "" for noun in nouns}
    return found.pop() if len(found) == 1 and len(names) > 3 else ""


def _queried(operations: Iterable[Operation]) -> Iterable[str]:
    for operation in operations:
        if operation.method in WITHOUT_BODY and not operation.consumes:
            in_path = {key(name) for name in placeholders(operation.path)}
            yield from (key(field.name) for field in operation.parameters if key(field.name) not in in_path)
