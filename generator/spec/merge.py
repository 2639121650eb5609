"""Several documents about one API -> one set of stated operations, models and schemes.

Nothing is inferred here. Documents that say the same agree; where one says more, that is taken; where two
differ, a choice rule (`CHOICES`) decides and both places are reported. The order of the input never counts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final, Generic, TypeVar

from generator.problems import Location, Problem
from generator.spec.api import MISSING, Discriminator, Schema
from generator.spec.facts import (
    NameStyle,
    SampleField,
    SampleKey,
    StatedDocument,
    StatedField,
    StatedHeader,
    StatedModel,
    StatedOperation,
    StatedResponse,
    StatedReturn,
    StatedScheme,
    StatedSecurity,
    StatedServer,
)
from generator.spec.rules import Rulebook
from generator.spec.spelling import Case, case_of, key, plain, recase, words

T = TypeVar("T")

CHOICES: Final = Rulebook()

_OPERATION_FIDELITY: Final = ("kept", "capitalized", "recased", "renamed")
_FIELD_FIDELITY: Final = ("kept", "identifier", "camel", "pascal", "snake")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_TWIN = re.compile(r"(?<=\w)(_?with_?http_?info|Async)$", re.IGNORECASE)


# ----------------------------------------------------------------------------------------- what merging gives


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name as one dialect prints it, and what that dialect does to names (a value of NameStyle)."""

    name: str
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A parameter, form field or property that one or more documents state; spellings nearest to the wire
    first."""

    spellings: tuple[Spelling, ...]
    schema: Schema
    at: tuple[Location, ...]
    uncertain: bool = False
    required: bool | None = None
    nullable: bool = False
    default: Any = MISSING
    description: str = ""
    read_only: bool = False
    deprecated: bool = False
    place: str | None = None
    wire: str | None = None
    example: str = ""

    @property
    def name(self) -> str:
        """The spelling that is nearest to the wire."""
        return self.wire or self.spellings[0].name


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation as all its documents state it; `name_style` says what the dialect did to `name`,
    `placeholder_style` what it did to the names between braces in `path`."""

    name: str
    name_style: str
    method: str
    path: str
    at: tuple[Location, ...]
    placeholder_style: str = "kept"
    tags: tuple[str, ...] = ()
    summary: str = ""
    description: str = ""
    deprecated: bool = False
    parameters: tuple[Field, ...] = ()
    parameters_stated: bool = False
    returns: StatedReturn | None = None
    security: tuple[StatedSecurity, ...] | None = None
    security_blank: bool = False
    consumes: tuple[str, ...] | None = None
    produces: tuple[str, ...] | None = None
    responses: tuple[tuple[StatedResponse, tuple[Location, ...]], ...] | None = None
    servers: tuple[StatedServer, ...] = ()
    sample_fields: tuple[SampleField, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One model as all its documents state it."""

    name: str
    kind: str
    at: tuple[Location, ...]
    description: str = ""
    fields: tuple[Field, ...] = ()
    enum: tuple[Any, ...] | None = None
    union: tuple[Schema, ...] = ()
    any_of: bool = False
    discriminator: Discriminator | None = None
    alias: Schema | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A security scheme under the one name it goes by: what READMEs say, what samples configure, where it is
    named."""

    key: str
    stated: tuple[StatedScheme, ...] = ()
    samples: tuple[SampleKey, ...] = ()
    at: tuple[Location, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What all documents of one API state together. `titles`, `namespaces`, ... in the order of
    precedence."""

    titles: tuple[str, ...] = ()
    namespaces: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    servers: tuple[StatedServer, ...] = ()
    operations: tuple[Operation, ...] = ()
    models: Mapping[str, Model]
    schemes: tuple[Scheme, ...] = ()
    paths: tuple[str, ...] = ()


# ------------------------------------------------------------------------------------------------- the choice


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """One statement: the value, where it stands, and the document's dialect."""

    value: T
    at: Location
    style: NameStyle
    dialect: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """The one spelling of every model, scheme and tag."""

    models: Mapping[str, str]
    schemes: Mapping[str, str]
    tags: Mapping[str, str]

    def model(self, name: str) -> str:
        """The component name of a type name as printed."""
        return self.models.get(plain(name), name)

    def scheme(self, name: str) -> str:
        """The component key of a scheme as printed."""
        return self.schemes.get(scheme_key(name), name)

    def tag(self, name: str) -> str:
        """The tag as all operations have it."""
        return self.tags.get(plain(name), name)


@CHOICES.rule("precedence")
def by_precedence(documents: Sequence[StatedDocument]) -> list[StatedDocument]:
    """Statements of substance (texts, types, required, defaults, schemes) that differ are settled by the
    documents of the dialect that describes the most operations; among equals, by the dialect that changes
    names least, then by the dialect's name and the path of the document."""
    covered: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for document in documents:
        covered[document.dialect].update(
            operation_key(operation.method, operation.path) for operation in document.operations
        )
    return sorted(documents, key=lambda one: (-len(covered[one.dialect]), _fidelity(one.style), one.dialect, one.path))


@CHOICES.rule("observed-style")
def observed_style(documents: Sequence[StatedDocument]) -> list[StatedDocument]:
    """What a dialect does to names differs between versions; its documents show it. Where the names of path parameters
    are not spelled as in the path, the dialect recases names; where a dialect that should print one case only
    prints several names in another, it uses that one, and keeps names if it prints both."""
    groups: dict[str, list[StatedDocument]] = defaultdict(list)
    for document in documents:
        groups[document.dialect].append(document)
    styles = {dialect: _observed(group) for dialect, group in groups.items()}
    return [replace(document, style=styles[document.dialect](document.style)) for document in documents]


@CHOICES.rule("own-enum")
def own_enums(documents: Sequence[StatedDocument]) -> list[StatedDocument]:
    """A type called like its property or parameter (`KindEnum` of `kind`, C's `sdk_model_KIND_e`) that no document
    describes is an enum which the SDK made a type of its own: a string."""
    described = frozenset(plain(model.name) for document in documents for model in document.models)

    def settled(field: StatedField) -> StatedField:
        schema = field.schema.items if field.schema.types[:1] == ("array",) else field.schema
        if schema is None or plain(schema.ref or "") in described or not _is_own_enum(schema.ref or "", field.name):
            return field
        text = replace(schema, ref=None, types=("string",))
        return replace(field, schema=text if schema is field.schema else replace(field.schema, items=text))

    return [
        replace(
            document,
            models=tuple(replace(one, fields=tuple(map(settled, one.fields))) for one in document.models),
            operations=tuple(
                replace(one, parameters=tuple(map(settled, one.parameters))) for one in document.operations
            ),
        )
        for document in documents
    ]


def _is_own_enum(printed: str, name: str) -> bool:
    bare, kind = plain(name), plain(printed)
    in_c = printed.endswith("_e") and kind[:-1].endswith(bare) and kind[:-1] != bare
    return kind == f"{bare}enum" or in_c


_ESCAPES: Final = re.compile(r'""|\\\\|\*_/|\\_')
"""What a dialect makes of signs that end something in its language: a quote doubled, a comment's end broken."""


@CHOICES.rule("says-more")
def says_more(texts: Sequence[Said[str]], fact: str, found: list[Problem]) -> str:
    """A fact that only some documents state is taken from them: response codes, tags, schemes, content types,
    parameters and properties are united. Of two texts of which one contains the other, white space, case and
    punctuation aside, the longer is taken, but of two with the same letters the one with fewer signs that stand for an
    escape; texts that differ otherwise go by precedence."""
    spoken = [text for text in texts if text.value.strip()]
    if not spoken:
        return ""
    best, overruled = spoken[0], []
    for other in spoken[1:]:
        mine, theirs = plain(best.value), plain(other.value)
        if mine == theirs:
            best = min(best, other, key=lambda text: (len(_ESCAPES.findall(text.value)), -len(text.value)))
        elif mine in theirs and len(other.value) > len(best.value):
            best = other
        elif theirs not in mine:
            overruled.append(other)
    distinct = {plain(other.value): other for other in reversed(overruled)}
    for text, other in reversed(distinct.items()):
        if text not in plain(best.value):
            found.append(_differ("M05", other, best, fact))
    return best.value


@CHOICES.rule("same-operation")
def operation_key(method: str, path: str) -> tuple[str, str]:
    """Operations with the same verb and path are one. A leading slash and the names of path parameters do not
    count; a trailing slash does, and so does a literal query (`?variant=html`), but not one that only carries
    parameters (`?app_id={app_id}`)."""
    path, _, query = path.partition("?")
    literal = "&".join(pair for pair in query.split("&") if pair and "{" not in pair)
    template = _PLACEHOLDER.sub("{}", "/" + path.lstrip("/"))
    return method.upper(), template + ("?" + literal if literal else "")


@CHOICES.rule("operation-name")
def operation_name(names: Sequence[Said[str]], fact: str, found: list[Problem]) -> tuple[str, str]:
    """The operationId is the word of the first document, by precedence, whose dialect keeps or merely capitalizes it;
    where a dialect that keeps it differs from that word by case alone, its spelling is taken. Dialects that recase or
    rename operations count only where no other names the operation, and a mere row of an endpoint table only where no
    document describes it."""
    ranked = sorted(names, key=lambda one: max(0, _OPERATION_FIDELITY.index(_operation_style(one.style)) - 1))
    best = ranked[0]
    rivals = [one for one in ranked if _operation_style(one.style) in ("kept", "capitalized")]
    kept = [one for one in rivals if one.style.operation == "kept" and one.value.casefold() == best.value.casefold()]
    for other in rivals:
        if plain(other.value) != plain(best.value):
            found.append(_differ("M01", other, best, fact))
    chosen = kept[0] if kept else best
    return chosen.value, _operation_style(chosen.style)


@CHOICES.rule("same-field")
def match_fields(known: Sequence[Sequence[Said[StatedField]]], more: Sequence[StatedField]) -> list[int | None]:
    """Parameters, and properties of one model, are matched across documents by their letters and digits,
    escapes of reserved words undone; what is left over on both sides is matched when exactly one on each side
    has the same type.
    """
    index: dict[str, int] = {}
    for position, statements in enumerate(known):
        for said in statements:
            for name in _known_as(said.value):
                index.setdefault(name, position)
    result = [next((index[name] for name in _known_as(field) if name in index), None) for field in more]
    taken = {position for position in result if position is not None}
    old = _by_model((i, statements[0].value) for i, statements in enumerate(known) if i not in taken)
    new = _by_model((i, field) for i, field in enumerate(more) if result[i] is None)
    for name, fields in new.items():
        for number, field in fields:
            alike = (i for i, other in old.get(name, ()) if i not in taken and other.schema == field.schema)
            rivals = (i for i, other in fields if result[i] is None and other.schema == field.schema)
            two = list(islice(alike, 2))
            if len(two) == 1 and len(list(islice(rivals, 2))) == 1:
                result[number] = two[0]
                taken.add(two[0])
    return result


@CHOICES.rule("field-spelling")
def spellings(names: Iterable[Spelling]) -> tuple[Spelling, ...]:
    """Of several spellings of a parameter or property, the one that the document shows on the wire wins, then
    the one of the dialect that changes names least: kept, identifier, camelCase, PascalCase, snake_case."""
    unique = dict.fromkeys(names)
    return tuple(sorted(unique, key=lambda one: _rank(_FIELD_FIDELITY, one.style)))


@CHOICES.rule("narrower-type")
def narrower(first: Schema, second: Schema) -> Schema | None:
    """Of two types of which one contains the other, the narrower is taken: a format over none, integer over
    number, an enum over a string, a model or a map over a bare object, anything over a type that a dialect
    prints in doubt. Types that exclude each other go by precedence."""
    if first == second or _is_any(second):
        return first
    if _is_any(first):
        return second
    if first.ref is not None or second.ref is not None:
        return _narrower_ref(first, second)
    if any((first.one_of, first.any_of, first.all_of, second.one_of, second.any_of, second.all_of)):
        return None
    return _narrower_inline(first, second)


@CHOICES.rule("required")
def settle_required(said: Sequence[Said[StatedField]], fact: str, found: list[Problem]) -> bool | None:
    """A parameter or property is required or optional as the documents say, by precedence where they differ;
    a path parameter is always required."""
    spoken = [Said(one.value.required, one.at, one.style) for one in said if one.value.required is not None]
    return _settle(spoken, "M03", f"{fact}: required", found) if spoken else None


@CHOICES.rule("same-scheme")
def scheme_key(name: str) -> str:
    """Security schemes are one when their names agree without case, separators and a trailing `.0`:
    `API_Token` is `apiToken`, `OAuth_2.0` is `oauth2`."""
    return plain(re.sub(r"(\.0)+$", "", name.strip())) or name


@CHOICES.rule("scheme-spelling")
def scheme_spelling(names: Mapping[str, int], described: frozenset[str]) -> str:
    """The key of a scheme is the name under which a README describes it, else one without separators, else
    the most frequent one, else the first in the alphabet."""
    return min(names, key=lambda name: (name not in described, not name.isalnum(), -names[name], name))


@CHOICES.rule("same-tag")
def tag_spelling(printed: Sequence[str]) -> str:
    """Tags are one when they agree without case and separators: `KilnLog` is `kiln_log` and `KILN_LOG`. The spelling
    is the first by precedence, but for dialects that print all tags in capitals or all in small letters."""
    return min(printed, key=lambda tag: (tag.isupper(), tag.islower()))


# ------------------------------------------------------------------------------------------------------ merge


def merge(documents: Sequence[StatedDocument]) -> tuple[Merged, tuple[Problem, ...]]:
    """Merge what documents about one API state; returns it together with every difference that was
    settled."""
    found: list[Problem] = []
    ordered = by_precedence(observed_style(own_enums(documents)))
    names = _names(ordered)
    operations = _operations(ordered, names, found)
    models = _models(ordered, names, found)
    merged = Merged(
        titles=_distinct(document.title for document in ordered),
        namespaces=_distinct(document.namespace for document in ordered),
        versions=_distinct(document.version for document in ordered),
        descriptions=_distinct(document.description for document in ordered),
        servers=_servers(ordered),
        operations=operations,
        models=models,
        schemes=_schemes(ordered, names),
        paths=tuple(document.path for document in ordered),
    )
    return merged, tuple(found)


def _observed(documents: Sequence[StatedDocument]) -> Callable[[NameStyle], NameStyle]:
    """What to make of the style that the dialect declares, after a look at the names its documents print."""
    operations = [operation for document in documents for operation in document.operations]
    fields = Counter(
        case for operation in operations for field in operation.parameters if (case := case_of(field.name))
    )
    properties = Counter(
        case
        for document in documents
        for model in document.models
        for field in model.fields
        if (case := case_of(field.name))
    )
    recased = Counter(case for operation in operations for case in _recased(operation)).most_common(1)
    spelled_out = _spells_out(documents)

    def style(declared: NameStyle) -> NameStyle:
        field = _seen(declared.field, fields)
        field = recased[0][0] if recased and field == "kept" else field
        field = "camel" if spelled_out and field == "kept" and set(fields) == {"camel"} else field
        kind = _seen_operations(declared.operation, [operation.name for operation in operations])
        return replace(declared, operation=kind, field=field, property=_seen(declared.property, properties))

    return style


def _seen_operations(declared: str, names: Sequence[str]) -> str:
    """The declared style, unless all names begin with a capital, or one is in camelCase where snake_case should be."""
    if declared == "kept" and len(names) > 1 and all(name[:1].isupper() for name in names):
        return "capitalized"
    return "kept" if declared == "recased" and any(case_of(name) == "camel" for name in names) else declared


def _recased(operation: StatedOperation) -> Iterable[str]:
    """The case of each path parameter that is spelled otherwise in the path."""
    template = {plain(name): name for name in _PLACEHOLDER.findall(operation.path)}
    for field in operation.parameters:
        case = case_of(field.name)
        if case is not None and template.get(plain(field.name), field.name) != field.name:
            yield case


def _spells_out(documents: Iterable[StatedDocument]) -> bool:
    """Whether underscores of properties were spelled out (`bedUnderscoreid`), so that the row shows the name on the
    wire: the markdown generator did so up to version 4, and put the names of parameters into camelCase."""
    fields = (field for document in documents for model in document.models for field in model.fields)
    return any(field.wire == field.name and "_" in field.name for field in fields)


def _seen(declared: str, printed: Mapping[Case, int]) -> str:
    """The declared case, unless several names are in the case that it excludes, and not just a few odd ones of many:
    then that one, or "kept" with both."""
    foreign: Mapping[str, Case] = {"camel": "snake", "pascal": "snake", "snake": "camel"}
    other = foreign.get(declared)
    if other is None or printed.get(other, 0) < max(2, sum(printed.values()) / 50):
        return declared
    return "kept" if any(case == declared and count > 1 for case, count in printed.items()) else other


def _operations(ordered: Sequence[StatedDocument], names: Names, found: list[Problem]) -> tuple[Operation, ...]:
    groups: dict[tuple[str, str], list[Said[StatedOperation]]] = defaultdict(list)
    for document in ordered:
        for operation in document.operations:
            said = Said(operation, operation.section or operation.at, document.style, document.dialect)
            groups[operation_key(operation.method, operation.path)].append(said)
    return tuple(_operation(_described_first(_without_twins(group)), names, found) for group in groups.values())


def _summarized(group: Sequence[Said[StatedOperation]]) -> list[Said[StatedOperation]]:
    """The documents whose summary is one: the README of the markdown generator prints descriptions in place of those
    that are missing."""
    described = {plain(one.value.description) for one in group if one.value.description and not one.value.summary}
    return [one for one in group if one.value.description or plain(one.value.summary) not in described]


def _described_first(group: list[Said[StatedOperation]]) -> list[Said[StatedOperation]]:
    """Documents that describe the operation before those that merely list it, as the table of a README does."""
    return sorted(group, key=lambda one: not one.value.parameters_stated)


def _without_twins(group: list[Said[StatedOperation]]) -> list[Said[StatedOperation]]:
    """Drop `getXWithHttpInfo` and `getXAsync` where the same document has `getX`."""
    present = {(one.at.path, plain(one.value.name)) for one in group}
    return [
        one
        for one in group
        if (bare := _TWIN.sub("", one.value.name)) == one.value.name or (one.at.path, plain(bare)) not in present
    ]


def _operation(group: Sequence[Said[StatedOperation]], names: Names, found: list[Problem]) -> Operation:
    first = group[0].value
    fact = f"{first.method.upper()} {first.path}"
    described = [one for one in group if one.value.parameters_stated] or list(group)
    kept = next((one for one in group if one.style.placeholder == "kept"), group[0])
    name, style = operation_name(_each(described, lambda one: one.name), f"{fact}: operation name", found)
    return Operation(
        name=name,
        name_style=style,
        method=first.method.upper(),
        path=kept.value.path,
        placeholder_style=kept.style.placeholder,
        at=_distinct(place for one in group for place in (one.value.at, one.value.section) if place is not None),
        tags=_distinct(names.tag(one.value.tag) for one in group),
        summary=says_more(_each(_summarized(group), lambda one: one.summary), f"{fact}: summary", found),
        description=says_more(_each(group, lambda one: one.description), f"{fact}: description", found),
        deprecated=any(one.value.deprecated for one in group),
        parameters=_parameters(group, names, fact, found),
        parameters_stated=any(one.value.parameters_stated for one in group),
        returns=_returns(group, names, fact, found),
        security=_security(group, names, fact, found),
        security_blank=any(one.value.security_blank for one in group),
        consumes=_united(one.value.consumes for one in group),
        produces=_united(one.value.produces for one in group),
        servers=next((one.value.servers for one in group if one.value.servers), ()),
        responses=_responses(group, names, fact, found),
        sample_fields=tuple(_renamed(sample, names) for one in group for sample in one.value.sample_fields),
    )


def _renamed(sample: SampleField, names: Names) -> SampleField:
    return replace(sample, schema=_resolve(sample.schema, names))


def _parameters(
    group: Sequence[Said[StatedOperation]], names: Names, fact: str, found: list[Problem]
) -> tuple[Field, ...]:
    lists = [
        [Said(_believed(field, one.value), field.at, one.style) for field in one.value.parameters]
        for one in group
        if one.value.parameters_stated
    ]
    return _fields(lists, "field", names, fact, found)


def _believed(field: StatedField, operation: StatedOperation) -> StatedField:
    """The row without a name on the wire that is merely the printed one, where the body is a form: samples take the
    values of other parameters (`"X-Trace_example"`) from the wire, those of a form's fields (`clientId_example`) from
    the SDK."""
    form = any("form" in content_type for content_type in operation.consumes or ())
    return replace(field, wire=None) if form and field.wire == field.name and field.place is None else field


def _fields(
    lists: Sequence[Sequence[Said[StatedField]]], kind: str, names: Names, fact: str, found: list[Problem]
) -> tuple[Field, ...]:
    known: list[list[Said[StatedField]]] = []
    for fields in lists:
        matches = match_fields(known, [said.value for said in fields])
        used: set[int] = set()
        for said, match in zip(fields, matches, strict=True):
            if match is None or match in used:
                known.append([said])
            else:
                used.add(match)
                known[match].append(said)
    return tuple(_field(said, kind, names, fact, found) for said in known)


def _field(said: Sequence[Said[StatedField]], kind: str, names: Names, owner: str, found: list[Problem]) -> Field:
    fact = f"{owner}: {said[0].value.name}"
    schema, uncertain = _schema(
        [(_resolve(one.value.schema, names), one.value.schema_uncertain, one.at) for one in said], fact, found
    )
    defaults = [Said(one.value.default, one.at, one.style) for one in said if one.value.default is not MISSING]
    places = [Said(one.value.place, one.at, one.style) for one in said if one.value.place is not None]
    wires = [one.value.wire for one in said if one.value.wire]
    return Field(
        spellings=spellings(Spelling(one.value.name, getattr(one.style, kind)) for one in said),
        schema=schema,
        uncertain=uncertain,
        at=_distinct(one.at for one in said),
        required=settle_required(said, fact, found),
        nullable=any(one.value.nullable for one in said),
        default=_settle(_typed_first(defaults), "M04", f"{fact}: default", found, _same_value) if defaults else MISSING,
        description=says_more(_each(said, lambda one: one.description), f"{fact}: description", found),
        read_only=any(one.value.read_only for one in said),
        deprecated=any(one.value.deprecated for one in said),
        place=_settle(places, "M08", f"{fact}: place", found) if places else None,
        wire=wires[0] if wires else None,
        example=next((one.value.example for one in said if one.value.example), ""),
    )


def _schema(said: Sequence[tuple[Schema, bool, Location]], fact: str, found: list[Problem]) -> tuple[Schema, bool]:
    """The type that several documents state. One that is printed in doubt adds to the others at most a format or an
    enum."""
    best, uncertain, place = next((one for one in said if not one[1]), said[0])
    for schema, doubtful, at in sorted(said, key=lambda one: one[1]):
        narrow = narrower(best, schema)
        if doubtful and not uncertain:
            best, added = _refined(best, schema, narrow)
            uncertain = uncertain or added
        elif narrow is None:
            if not doubtful:
                message = f"{fact}: type {describe(schema)} differs from {describe(best)} at {place}, which is taken"
                found.append(Problem("M02", at, message))
        elif narrow != best:
            best, place = narrow, at
    return best, uncertain


def _refined(best: Schema, doubtful: Schema, narrow: Schema | None) -> tuple[Schema, bool]:
    """A type with the format and enum of one in doubt, and whether anything was added."""
    if narrow is not None and _same_base(best, narrow):
        return narrow, narrow != best and narrow.enum == best.enum
    if doubtful.enum and best.items is not None and best.items.enum is None and best.items.types:
        values = tuple(_as_type(value, best.items.types[0]) for value in doubtful.enum)
        return replace(best, items=replace(best.items, enum=values)), False
    return best, False


def _same_base(first: Schema, second: Schema) -> bool:
    if first.ref != second.ref or set(first.types) - {"null"} != set(second.types) - {"null"}:
        return False
    if first.items is not None and second.items is not None:
        return _same_base(first.items, second.items)
    if isinstance(first.additional, Schema) and isinstance(second.additional, Schema):
        return _same_base(first.additional, second.additional)
    return True


def _as_type(value: Any, kind: str) -> Any:
    """A value that is printed as text, as the type has it where it can be read so."""
    if kind == "integer" and isinstance(value, str) and re.fullmatch(r"-?\d{1,18}", value):
        return int(value)
    return value


def _returns(
    group: Sequence[Said[StatedOperation]], names: Names, fact: str, found: list[Problem]
) -> StatedReturn | None:
    said = [one.value.returns for one in group if one.value.returns is not None]
    if not said:
        return None
    first = said[0]
    for other in said[1:]:
        if (other.schema is None) != (first.schema is None):
            texts = f"returns {_return_text(other)}, but {_return_text(first)} at {first.at}, which is taken"
            found.append(Problem("M07", other.at, f"{fact}: {texts}"))
    if first.schema is None:
        return first
    typed = [(_resolve(one.schema, names), one.uncertain, one.at) for one in said if one.schema is not None]
    schema, uncertain = _schema(typed, f"{fact}: return type", found)
    return replace(first, schema=schema, uncertain=uncertain)


def _return_text(returns: StatedReturn) -> str:
    return "nothing" if returns.schema is None else describe(returns.schema)


@CHOICES.rule("operation-security")
def _security(
    group: Sequence[Said[StatedOperation]], names: Names, fact: str, found: list[Problem]
) -> tuple[StatedSecurity, ...] | None:
    """Of two lists of schemes of one operation the one that contains the other is taken; where neither does,
    or where one says that no authorization is required, precedence decides."""
    said = [
        Said(
            tuple(replace(scheme, name=names.scheme(scheme.name)) for scheme in one.value.security),
            one.at,
            one.style,
        )
        for one in group
        if one.value.security is not None
    ]
    if not said:
        return None
    best = said[0]
    for other in said[1:]:
        mine = {scheme.name for scheme in best.value}
        theirs = {scheme.name for scheme in other.value}
        if mine and mine < theirs:
            best = other
        elif not theirs <= mine or bool(mine) != bool(theirs):
            texts = [", ".join(sorted(one)) or "no authorization" for one in (theirs, mine)]
            message = f"{fact}: {texts[0]} differs from {texts[1]} at {best.at}, which is taken"
            found.append(Problem("M06", other.at, message))
    return _with_scopes(best.value, [one.value for one in said])


def _with_scopes(
    best: Sequence[StatedSecurity], lists: Sequence[Sequence[StatedSecurity]]
) -> tuple[StatedSecurity, ...]:
    scopes: dict[str, tuple[str, ...]] = {}
    for schemes in lists:
        for scheme in schemes:
            if scheme.scopes:
                scopes.setdefault(scheme.name, scheme.scopes)
    unique = {scheme.name: scheme for scheme in reversed(best)}
    return tuple(
        replace(unique[name], scopes=unique[name].scopes or scopes.get(name, ()))
        for name in dict.fromkeys(scheme.name for scheme in best)
    )


def _responses(
    group: Sequence[Said[StatedOperation]], names: Names, fact: str, found: list[Problem]
) -> tuple[tuple[StatedResponse, tuple[Location, ...]], ...] | None:
    stated = [one for one in group if one.value.responses is not None]
    if not stated:
        return None
    rows: dict[str, list[Said[StatedResponse]]] = defaultdict(list)
    for one in stated:
        for row in one.value.responses or ():
            rows[status(row.status)].append(Said(row, row.at, one.style))
    return tuple(
        (_response(code, said, names, fact, found), _distinct(row.at for row in said)) for code, said in rows.items()
    )


def _response(
    code: str, said: Sequence[Said[StatedResponse]], names: Names, owner: str, found: list[Problem]
) -> StatedResponse:
    fact = f"{owner}: response {code}"
    schemas = [(_resolve(one.value.schema, names), False, one.at) for one in said if one.value.schema is not None]
    return StatedResponse(
        status=code,
        description=says_more(_each(said, lambda one: one.description), fact, found),
        at=said[0].at,
        headers=_headers([one.value for one in said]),
        schema=_schema(schemas, fact, found)[0] if schemas else None,
    )


def _headers(rows: Sequence[StatedResponse]) -> tuple[StatedHeader, ...]:
    known: dict[str, StatedHeader] = {}
    for row in rows:
        for header in row.headers:
            old = known.setdefault(header.name.lower(), header)
            if len(header.description) > len(old.description):
                known[header.name.lower()] = replace(old, description=header.description)
    return tuple(known.values())


def status(printed: str) -> str:
    """A status as OpenAPI writes it: `0` is `default`, `4xx` is `4XX`."""
    text = printed.strip()
    return "default" if text.lower() in ("0", "default", "") else text.upper()


# ----------------------------------------------------------------------------------------------------- models


def _models(ordered: Sequence[StatedDocument], names: Names, found: list[Problem]) -> dict[str, Model]:
    groups: dict[str, list[Said[StatedModel]]] = defaultdict(list)
    for document in ordered:
        for model in document.models:
            groups[names.model(model.name)].append(Said(model, model.at, document.style, document.dialect))
    return {name: _model(name, group, names, found) for name, group in groups.items()}


@CHOICES.rule("model-kind")
def _model(name: str, group: Sequence[Said[StatedModel]], names: Names, found: list[Problem]) -> Model:
    """A model without a single property says nothing about its kind. Of what is left, a union goes before an
    object (many dialects flatten the members of a union into one object); other differences go by
    precedence."""
    telling = [one for one in group if one.value.kind != "object" or one.value.fields] or list(group)
    kinds = _distinct(one.value.kind for one in telling)
    chosen = next((one for one in telling if one.value.kind == "union"), telling[0])
    if set(kinds) - {"union", "object"} and len(kinds) > 1:
        other = next(one for one in telling if one.value.kind != chosen.value.kind)
        message = f"{name} is an {other.value.kind} here, but an {chosen.value.kind} at {chosen.at}, which is taken"
        found.append(Problem("M10", other.at, message))
    same = [one for one in telling if one.value.kind == chosen.value.kind]
    lists = [[Said(field, field.at, one.style) for field in one.value.fields] for one in same]
    return Model(
        name=name,
        kind=chosen.value.kind,
        at=_distinct(one.at for one in group),
        description=says_more(_each(group, lambda one: one.description), f"{name}: description", found),
        fields=_fields(lists, "property", names, name, found),
        enum=_enum([one.value for one in same]),
        union=next((tuple(_resolve(m, names) for m in one.value.union) for one in same if one.value.union), ()),
        any_of=any(one.value.any_of for one in same),
        discriminator=_discriminator(same),
        alias=next((_resolve(one.value.alias, names) for one in same if one.value.alias is not None), None),
    )


def _enum(models: Sequence[StatedModel]) -> tuple[Any, ...] | None:
    lists = [model.enum for model in models if model.enum is not None]
    return next((values for values in lists if values), lists[0] if lists else None)


def _discriminator(models: Sequence[Said[StatedModel]]) -> Discriminator | None:
    name = next((one.value.discriminator for one in models if one.value.discriminator), None)
    return None if name is None else Discriminator(property_name=name)


# ------------------------------------------------------------------------------------ names, schemes, servers


@CHOICES.rule("model-name")
def model_name(spelled: Sequence[str], one_case: bool) -> str:
    """Of several spellings of a model's name the first by precedence is taken that has small and capital letters. Where
    a document prints all its models in small or all in capital letters (C, Eiffel), they are put in PascalCase."""
    mixed = next((name for name in spelled if name.lower() != name != name.upper()), None)
    if mixed is not None or not one_case:
        return mixed or spelled[0]
    return recase(words(spelled[0].lower()), "pascal") or spelled[0]


def _names(ordered: Sequence[StatedDocument]) -> Names:
    models: dict[str, list[str]] = defaultdict(list)
    for document in ordered:
        for model in document.models:
            models[plain(model.name)].append(model.name)
    for document in ordered:
        for schema in _all_schemas(document):
            for ref in refs(schema):
                models[plain(ref)].append(ref)
    documented = [model.name for document in ordered for model in document.models]
    printed = documented or [name for names in models.values() for name in names]
    one_case = all(name == name.lower() for name in printed) or all(name == name.upper() for name in printed)
    spelled = _keys({same: model_name(list(dict.fromkeys(names)), one_case) for same, names in models.items()})
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    described = frozenset(scheme.key for document in ordered for scheme in document.schemes)
    for document in ordered:
        for name, _ in _scheme_names(document):
            counts[scheme_key(name)][name] += 1
    schemes = _keys({same: scheme_spelling(names, described) for same, names in counts.items()})
    tags: dict[str, list[str]] = defaultdict(list)
    for document in ordered:
        for operation in document.operations:
            tags[plain(operation.tag)].append(operation.tag)
    return Names(spelled, schemes, {same: tag_spelling(printed) for same, printed in tags.items()})


def _keys(names: Mapping[str, str]) -> dict[str, str]:
    """The names with nothing in them that a key of `components` may not hold, and no two alike."""
    keys: dict[str, str] = {}
    for same, name in names.items():
        bare = re.sub(r"[^A-Za-z0-9._-]+", "_", name).strip("_") or "Unnamed"
        taken = set(keys.values())
        keys[same] = next(one for one in (bare, *(f"{bare}{n}" for n in range(2, len(taken) + 3))) if one not in taken)
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


def _resolve(schema: Schema, names: Names) -> Schema:
    """The schema with every reference under its model's one name."""
    if next(iter(refs(schema)), None) is None:
        return schema
    return replace(
        schema,
        ref=None if schema.ref is None else names.model(schema.ref),
        items=None if schema.items is None else _resolve(schema.items, names),
        additional=_resolve(schema.additional, names) if isinstance(schema.additional, Schema) else schema.additional,
        all_of=tuple(_resolve(part, names) for part in schema.all_of),
        one_of=tuple(_resolve(part, names) for part in schema.one_of),
        any_of=tuple(_resolve(part, names) for part in schema.any_of),
        properties=tuple(replace(part, schema=_resolve(part.schema, names)) for part in schema.properties),
    )


def _scheme_names(document: StatedDocument) -> Iterable[tuple[str, Location]]:
    yield from ((scheme.key, scheme.at) for scheme in document.schemes)
    for operation in document.operations:
        place = operation.section or operation.at
        yield from ((scheme.name, scheme.at or place) for scheme in operation.security or ())
        yield from ((sample.scheme, sample.at) for sample in operation.sample_keys)


def _schemes(ordered: Sequence[StatedDocument], names: Names) -> tuple[Scheme, ...]:
    stated: dict[str, list[StatedScheme]] = defaultdict(list)
    samples: dict[str, list[SampleKey]] = defaultdict(list)
    places: dict[str, list[Location]] = defaultdict(list)
    for document in ordered:
        for name, place in _scheme_names(document):
            places[names.scheme(name)].append(place)
        for scheme in document.schemes:
            stated[names.scheme(scheme.key)].append(scheme)
        for operation in document.operations:
            for sample in operation.sample_keys:
                samples[names.scheme(sample.scheme)].append(sample)
    return tuple(
        Scheme(
            key=name,
            stated=tuple(stated[name]),
            samples=tuple(samples[name]),
            at=_scheme_places(stated[name], at),
        )
        for name, at in places.items()
    )


def _scheme_places(stated: Sequence[StatedScheme], named: Sequence[Location]) -> tuple[Location, ...]:
    """Where READMEs describe the scheme, or else the first place that names it in each document."""
    if stated:
        return _distinct(scheme.at for scheme in stated)
    return tuple({place.path: place for place in reversed(named)}.values())[::-1]


@CHOICES.rule("servers")
def _servers(ordered: Sequence[StatedDocument]) -> tuple[StatedServer, ...]:
    """Every base URL that a document states is a server, those of the first documents by precedence first. A
    relative URL that is the end of another, and the generators' `http://localhost` beside another, are left
    out."""
    known: dict[str, StatedServer] = {}
    for document in ordered:
        for server in document.servers:
            url = server.url.rstrip("/") or server.url
            old = known.setdefault(url, replace(server, url=url))
            if server.description and not old.description:
                known[url] = replace(old, description=server.description)
    return tuple(server for url, server in known.items() if not _shadowed(url, known))


def _shadowed(url: str, known: Iterable[str]) -> bool:
    others = [other for other in known if other != url]
    if re.fullmatch(r"https?://localhost", url):
        return bool(others)
    return not url or ("://" not in url and any(other.endswith(url) for other in others))


# --------------------------------------------------------------------------------------- comparing, reporting


def _settle(
    said: Sequence[Said[T]],
    code: str,
    fact: str,
    found: list[Problem],
    same: Callable[[Any, Any], bool] = lambda one, other: bool(one == other),
) -> T:
    """The first statement; the others that differ from it are reported."""
    best = said[0]
    found.extend(_differ(code, other, best, fact) for other in said[1:] if not same(best.value, other.value))
    return best.value


def _differ(code: str, other: Said[Any], best: Said[Any], fact: str) -> Problem:
    theirs, mine = _shown(other.value, best.value), _shown(best.value, other.value)
    return Problem(code, other.at, f"{fact} {theirs} differs from {mine} at {best.at}, which is taken")


def _shown(value: object, other: object) -> str:
    """A value for a message: of a long text, the part where it begins to differ from the other."""
    text, rival = " ".join(str(value).split()), " ".join(str(other).split())
    pairs = zip(text.casefold(), rival.casefold(), strict=False)
    same = next((place for place, (mine, theirs) in enumerate(pairs) if mine != theirs), len(text))
    start = max(0, min(same - 20, len(text) - 60)) if len(text) > 60 else 0
    cut = text[start : start + 60]
    return f'"{"..." if start else ""}{cut}{"..." if start + 60 < len(text) else ""}"'


def describe(schema: Schema) -> str:
    """A schema in a few words, for messages: `array of Session`, `string/date`."""
    if schema.ref is not None:
        return schema.ref
    if schema.items is not None:
        return f"array of {describe(schema.items)}"
    if isinstance(schema.additional, Schema):
        return f"map of {describe(schema.additional)}"
    name = " or ".join(schema.types) or "anything"
    name += f"/{schema.format}" if schema.format else ""
    return name + (f" {list(schema.enum)}" if schema.enum else "")


def _is_any(schema: Schema) -> bool:
    return schema == Schema()


def _narrower_ref(first: Schema, second: Schema) -> Schema | None:
    if first.ref == second.ref:
        return first
    if first.ref is not None and second.ref is not None:
        return None
    named, other = (first, second) if first.ref is not None else (second, first)
    bare = other.items is None and not isinstance(other.additional, Schema) and other.format is None
    return named if bare and set(other.types) <= {"object", "string", "null"} else None


def _narrower_inline(first: Schema, second: Schema) -> Schema | None:
    types = _narrower_types(set(first.types), set(second.types))
    if types is None:
        return None
    base, other = (first, second) if types == set(first.types) else (second, first)
    parts = (
        _either(
            first.format if types == set(first.types) else None,
            other.format if types == set(other.types) else None,
        ),
        _narrower_part(first.items, second.items),
        _narrower_additional(first.additional, second.additional),
        _either(first.enum, second.enum),
    )
    if any(part is _CLASH for part in parts):
        return None
    merged = replace(base, format=parts[0] or base.format, items=parts[1], additional=parts[2], enum=parts[3])
    if not merged.properties and other.properties:
        merged = replace(merged, properties=other.properties)
    return first if merged == first else second if merged == second else merged


_CLASH: Final[Any] = object()


def _narrower_types(first: set[str], second: set[str]) -> set[str] | None:
    if not first or not second:
        return first or second
    if first == second:
        return first
    for one, other in ((first, second), (second, first)):
        if one - {"null"} == {"integer"} and other - {"null"} == {"number"}:
            return one
    if first - {"null"} == second - {"null"}:
        return first | second if first | second in (first, second) else None
    return None


def _either(first: Any, second: Any) -> Any:
    if first is None or second is None or first == second:
        return second if first is None else first
    return _CLASH


def _narrower_part(first: Schema | None, second: Schema | None) -> Any:
    if first is None or second is None:
        return second if first is None else first
    part = narrower(first, second)
    return _CLASH if part is None else part


def _narrower_additional(first: Schema | bool | None, second: Schema | bool | None) -> Any:
    if isinstance(first, Schema) and isinstance(second, Schema):
        return _narrower_part(first, second)
    if isinstance(first, Schema) or isinstance(second, Schema):
        return first if isinstance(first, Schema) else second
    return first if first is not None else second


def _known_as(field: StatedField) -> tuple[str, ...]:
    """What identifies a field: its name on the wire where that is shown, and the printed one."""
    return (key(field.name),) if field.wire is None else (key(field.wire), key(field.name))


def _by_model(fields: Iterable[tuple[int, StatedField]]) -> dict[str, list[tuple[int, StatedField]]]:
    """Numbered fields whose type is a model, by its name."""
    found: dict[str, list[tuple[int, StatedField]]] = defaultdict(list)
    for number, field in fields:
        if field.schema.ref is not None:
            found[field.schema.ref].append((number, field))
    return found


def _same_value(first: object, second: object) -> bool:
    return first == second or str(first).strip("\"'").lower() == str(second).strip("\"'").lower()


def _typed_first(said: Sequence[Said[Any]]) -> list[Said[Any]]:
    """Defaults that are typed before those that are text, as `20` goes before `"20"`."""
    return sorted(said, key=lambda one: isinstance(one.value, str))


def _each(said: Sequence[Said[T]], value: Callable[[T], str]) -> list[Said[str]]:
    return [Said(value(one.value), one.at, one.style, one.dialect) for one in said]


def _united(lists: Iterable[tuple[str, ...] | None]) -> tuple[str, ...] | None:
    """All that any document lists; () only where every document that speaks says that there is nothing."""
    stated = [one for one in lists if one is not None]
    return _distinct(value for one in stated for value in one) if stated else None


def _distinct(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _fidelity(style: NameStyle) -> tuple[int, int, int]:
    return (
        _rank(_OPERATION_FIDELITY, style.operation),
        _rank(_FIELD_FIDELITY, style.field),
        _rank(_FIELD_FIDELITY, style.property),
    )


def _rank(order: Sequence[str], value: str) -> int:
    return order.index(value) if value in order else len(order)


def _operation_style(style: NameStyle) -> str:
    return style.operation if style.operation in _OPERATION_FIDELITY else "renamed"
