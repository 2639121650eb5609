"""Which document goes first, and what its dialect really does to names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from generator.spec.facts import FieldStyle, NameStyle, OperationStyle, StatedDocument, StatedField, StatedOperation
from generator.spec.merge.merged import Spelling
from generator.spec.merge.said import CHOICES
from generator.spec.spelling import Case, case_of, plain

OPERATION_FIDELITY: Final = ("kept", "capitalized", "recased", "renamed")
_FIELD_FIDELITY: Final = ("kept", "identifier", "camel", "pascal", "snake")
_RECASED: Final = frozenset({"camel", "pascal", "snake"})
_SIGN = re.compile(r"\W")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


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
    describes is an enum which the SDK made a type of its own: a string. C's `kind_e` where `kind` is described is that
    model."""
    described = frozenset(plain(model.name) for document in documents for model in document.models)

    def settled(field: StatedField) -> StatedField:
        schema = field.schema.items if field.schema.types[:1] == ("array",) else field.schema
        printed = (schema and schema.ref) or ""
        if schema is None or plain(printed) in described:
            return field
        if printed.endswith("_e") and plain(printed[:-2]) in described:
            meant = replace(schema, ref=printed[:-2])
        elif _is_own_enum(printed, field.name):
            meant = replace(schema, ref=None, types=("string",))
        else:
            return field
        return replace(field, schema=meant if schema is field.schema else replace(field.schema, items=meant))

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


@CHOICES.rule("same-operation")
def operation_key(method: str, path: str) -> tuple[str, str]:
    """Operations with the same verb and path are one. A leading slash and the names of path parameters do not
    count; a trailing slash does, and so does a literal query (`?variant=html`). One that only carries parameters
    (`?app_id={app_id}`) counts where a document has several operations that nothing else tells apart."""
    return method.upper(), _PLACEHOLDER.sub("{}", route(path))


def route(path: str) -> str:
    """The path as a key of `paths`: a literal query stays, one that carries parameters does not."""
    bare, _, query = path.partition("?")
    literal = "&".join(pair for pair in query.split("&") if pair and "{" not in pair)
    return "/" + bare.lstrip("/") + ("?" + literal if literal else "")


def query_names(path: str) -> str:
    """The names of the parameters that a path carries in its query, as a query: `city&country`."""
    pairs = path.partition("?")[2].split("&")
    return "&".join(pair.partition("=")[0] for pair in pairs if "{" in pair)


@CHOICES.rule("field-spelling")
def spellings(names: Iterable[Spelling]) -> tuple[Spelling, ...]:
    """Of several spellings of a parameter or property, the one that the document shows on the wire wins, then
    the one of the dialect that changes names least: kept, identifier, then one that has signs which others drop
    (`$top`), camelCase, PascalCase, snake_case."""
    unique = dict.fromkeys(names)
    return tuple(sorted(unique, key=_changed))


def _changed(spelling: Spelling) -> tuple[bool, int]:
    """How much was done to a name: whether signs of it may be lost, and what its style does besides."""
    may_lack_signs = spelling.style in _RECASED and not _SIGN.search(spelling.name)
    return may_lack_signs, _rank(_FIELD_FIDELITY, spelling.style)


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
    respelt = [pair for operation in operations for pair in _recased(operation)]
    recased = Counter(case_of(name) for name, _ in respelt).most_common(1)
    hyphens = all(template.replace("-", "_") == name for name, template in respelt)
    spelled_out = _spells_out(documents)

    def style(declared: NameStyle) -> NameStyle:
        field = _seen(declared.field, fields)
        if recased and field == "kept":
            field = "identifier" if hyphens and fields["camel"] else recased[0][0] or field
        field = "camel" if spelled_out and field == "kept" and set(fields) == {"camel"} else field
        kind = _seen_operations(declared.operation, [operation.name for operation in operations])
        return replace(declared, operation=kind, field=field, property=_seen(declared.property, properties))

    return style


def _seen_operations(declared: OperationStyle, names: Sequence[str]) -> OperationStyle:
    """The declared style, unless all names begin with a capital, or one is in camelCase where snake_case should be."""
    if declared == "kept" and len(names) > 1 and all(name[:1].isupper() for name in names):
        return "capitalized"
    return "kept" if declared == "recased" and any(case_of(name) == "camel" for name in names) else declared


def _recased(operation: StatedOperation) -> Iterable[tuple[str, str]]:
    """The name of each path parameter of several words that is spelled otherwise in the path, and how."""
    template = {plain(name): name for name in _PLACEHOLDER.findall(operation.path)}
    for field in operation.parameters:
        wanted = template.get(plain(field.name), field.name)
        if case_of(field.name) is not None and wanted != field.name:
            yield field.name, wanted


def _spells_out(documents: Iterable[StatedDocument]) -> bool:
    """Whether underscores of properties were spelled out (`bedUnderscoreid`), so that the row shows the name on the
    wire: the markdown generator did so up to version 4, and put the names of parameters into camelCase."""
    fields = (field for document in documents for model in document.models for field in model.fields)
    return any(field.wire == field.name and "_" in field.name for field in fields)


def _seen(declared: FieldStyle, printed: Mapping[Case, int]) -> FieldStyle:
    """The declared case, unless several names are in the case that it excludes, and not just a few odd ones of many:
    then that one, or "kept" with both."""
    foreign: Mapping[str, Case] = {"camel": "snake", "pascal": "snake", "snake": "camel"}
    other = foreign.get(declared)
    if other is None or printed.get(other, 0) < max(2, sum(printed.values()) / 50):
        return declared
    return "kept" if any(case == declared and count > 1 for case, count in printed.items()) else other


def _fidelity(style: NameStyle) -> tuple[int, int, int]:
    return (
        _rank(OPERATION_FIDELITY, style.operation),
        _rank(_FIELD_FIDELITY, style.field),
        _rank(_FIELD_FIDELITY, style.property),
    )


def _rank(order: Sequence[str], value: str) -> int:
    return order.index(value) if value in order else len(order)
