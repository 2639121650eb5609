"""Operations that several documents describe, as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from generator.problems import Location, Problem
from generator.spec.facts import (
    OperationStyle,
    SampleField,
    StatedDocument,
    StatedField,
    StatedHeader,
    StatedOperation,
    StatedResponse,
    StatedReturn,
    StatedSecurity,
)
from generator.spec.merge.fields import fields_of
from generator.spec.merge.merged import Field, Operation
from generator.spec.merge.naming import Names, resolved
from generator.spec.merge.precedence import OPERATION_FIDELITY, operation_key
from generator.spec.merge.said import CHOICES, Said, differ, distinct, each, says_more, united
from generator.spec.merge.types import describe, settle_type
from generator.spec.routes import query_names
from generator.spec.spelling import plain


@CHOICES.rule("operation-name")
def operation_name(names: Sequence[Said[str]], fact: str, differences: list[Problem]) -> tuple[str, OperationStyle]:
    """The operationId is the word of the first document, by precedence, whose dialect keeps or merely capitalizes it;
    where a dialect that keeps it differs from that word by case alone, its spelling is taken. Dialects that recase or
    rename operations count only where no other names the operation, and a mere row of an endpoint table only where no
    document describes it."""
    ranked = sorted(names, key=lambda one: max(0, OPERATION_FIDELITY.index(one.style.operation) - 1))
    best = ranked[0]
    rivals = [one for one in ranked if one.style.operation in ("kept", "capitalized")]
    kept = [one for one in rivals if one.style.operation == "kept" and one.value.casefold() == best.value.casefold()]
    for other in rivals:
        if plain(other.value) != plain(best.value):
            differences.append(differ("M01", other, best, fact))
    chosen = kept[0] if kept else best
    return chosen.value, chosen.style.operation


def operations_of(ordered: Sequence[StatedDocument], names: Names, differences: list[Problem]) -> tuple[Operation, ...]:
    """The operations that the documents describe, each once; what differs is added to `differences`."""
    groups: dict[tuple[str, ...], list[Said[StatedOperation]]] = defaultdict(list)
    several = _told_apart(ordered)
    for document in ordered:
        for operation in document.operations:
            said = Said(operation, operation.section or operation.at, document.style)
            same = operation_key(operation.method, operation.path)
            groups[(*same, query_names(operation.path)) if same in several else same].append(said)
    return tuple(_operation(_described_first(group), names, differences) for group in groups.values())


def _told_apart(ordered: Sequence[StatedDocument]) -> frozenset[tuple[str, str]]:
    """The keys under which one document has several operations that differ in the parameters in the query of their
    paths (`/weather?city={city}`, `/weather?lat={lat}&lon={lon}`)."""
    queries: dict[tuple[str, tuple[str, str]], set[str]] = defaultdict(set)
    for document in ordered:
        for operation in document.operations:
            same = operation_key(operation.method, operation.path)
            queries[document.path, same].add(query_names(operation.path))
    return frozenset(same for (_, same), names in queries.items() if len(names) > 1)


def _summarized(group: Sequence[Said[StatedOperation]]) -> list[Said[StatedOperation]]:
    """The documents whose summary is no description: the README of the markdown generator prints descriptions in place
    of summaries that are missing."""
    described = {plain(one.value.description) for one in group if one.value.description and not one.value.summary}
    return [one for one in group if one.value.description or plain(one.value.summary) not in described]


def _described_first(group: list[Said[StatedOperation]]) -> list[Said[StatedOperation]]:
    """Documents that describe the operation before those that merely list it, as the table of a README does."""
    return sorted(group, key=lambda one: not one.value.parameters_stated)


def _operation(group: Sequence[Said[StatedOperation]], names: Names, differences: list[Problem]) -> Operation:
    first = group[0].value
    fact = f"{first.method.upper()} {first.path}"
    described = [one for one in group if one.value.parameters_stated] or list(group)
    kept = next((one for one in group if one.style.placeholder == "kept"), group[0])
    name, style = operation_name(each(described, lambda one: one.name), f"{fact}: operation name", differences)
    return Operation(
        name=name,
        name_style=style,
        method=first.method.upper(),
        path=kept.value.path,
        placeholder_style=kept.style.placeholder,
        at=distinct(place for one in group for place in (one.value.at, one.value.section) if place is not None),
        tags=distinct(names.tag(one.value.tag) for one in group),
        summary=says_more(each(_summarized(group), lambda one: one.summary), f"{fact}: summary", differences),
        description=says_more(each(group, lambda one: one.description), f"{fact}: description", differences),
        deprecated=any(one.value.deprecated for one in group),
        parameters=_parameters(group, names, fact, differences),
        parameters_stated=any(one.value.parameters_stated for one in group),
        returns=_returns(group, names, fact, differences),
        security=_security(group, names, fact, differences),
        security_blank=any(one.value.security_blank for one in group),
        consumes=united(one.value.consumes for one in group),
        produces=united(one.value.produces for one in group),
        servers=next((one.value.servers for one in group if one.value.servers), ()),
        responses=_responses(group, names, fact, differences),
        sample_fields=tuple(_renamed(sample, names) for one in group for sample in one.value.sample_fields),
    )


def _renamed(sample: SampleField, names: Names) -> SampleField:
    return replace(sample, schema=resolved(sample.schema, names))


def _parameters(
    group: Sequence[Said[StatedOperation]], names: Names, fact: str, differences: list[Problem]
) -> tuple[Field, ...]:
    lists = [
        [Said(_believed(field, one.value), field.at, one.style) for field in one.value.parameters]
        for one in group
        if one.value.parameters_stated
    ]
    return fields_of(lists, lambda style: style.field, names, fact, differences)


def _believed(field: StatedField, operation: StatedOperation) -> StatedField:
    """The row; where the body is a form, without a name on the wire that is merely the printed one. Samples take the
    values of other parameters (`"X-Trace_example"`) from the wire, those of a form's fields (`clientId_example`) from
    the SDK."""
    form = any("form" in content_type for content_type in operation.consumes or ())
    return replace(field, wire=None) if form and field.wire == field.name and field.place is None else field


def _returns(
    group: Sequence[Said[StatedOperation]], names: Names, fact: str, differences: list[Problem]
) -> StatedReturn | None:
    said = [one.value.returns for one in group if one.value.returns is not None]
    if not said:
        return None
    first = said[0]
    for other in said[1:]:
        if (other.schema is None) != (first.schema is None):
            message = f"{fact}: return type {_return_text(other)} differs from {_return_text(first)}"
            differences.append(Problem("M07", other.at, message, taken=first.at))
    if first.schema is None:
        return first
    typed = [(resolved(one.schema, names), one.uncertain, one.at) for one in said if one.schema is not None]
    schema, uncertain = settle_type(typed, f"{fact}: return type", differences)
    return replace(first, schema=schema, uncertain=uncertain)


def _return_text(returns: StatedReturn) -> str:
    return "nothing" if returns.schema is None else describe(returns.schema)


@CHOICES.rule("operation-security")
def _security(
    group: Sequence[Said[StatedOperation]], names: Names, fact: str, differences: list[Problem]
) -> tuple[StatedSecurity, ...] | None:
    """Of two lists of schemes of one operation the one that contains the other is taken. Not so where it has all that
    its dialect names (GDScript's often do), and the other's dialect knows them, too. Where neither contains the other,
    or where one says that no authorization is required, precedence decides."""
    said = [
        Said(tuple(replace(scheme, name=names.scheme(scheme.name)) for scheme in one.value.security), one.at, one.style)
        for one in group
        if one.value.security is not None
    ]
    if not said:
        return None
    best = said[0]
    for other in said[1:]:
        mine = {scheme.name for scheme in best.value}
        theirs = {scheme.name for scheme in other.value}
        smaller, larger = sorted((best, other), key=lambda one: len(one.value))
        if mine and theirs and (mine < theirs or theirs < mine):
            best = smaller if _says_all(larger, smaller, names) else larger
        elif not theirs <= mine or bool(mine) != bool(theirs):
            texts = [", ".join(sorted(one)) or "no authorization" for one in (theirs, mine)]
            message = f"{fact}: {texts[0]} differs from {texts[1]}"
            differences.append(Problem("M06", other.at, message, taken=best.at))
    return _with_scopes(best.value, [one.value for one in said])


def _says_all(
    larger: Said[tuple[StatedSecurity, ...]], smaller: Said[tuple[StatedSecurity, ...]], names: Names
) -> bool:
    """Whether a list has all the schemes that its dialect names, each of which the other's dialect names elsewhere."""
    listed = {scheme.name for scheme in larger.value}
    mine, theirs = (names.required.get(one.at.path, frozenset()) for one in (larger, smaller))
    return listed == mine and listed <= theirs


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
    group: Sequence[Said[StatedOperation]], names: Names, fact: str, differences: list[Problem]
) -> tuple[tuple[StatedResponse, tuple[Location, ...]], ...] | None:
    stated = [one for one in group if one.value.responses is not None]
    if not stated:
        return None
    rows: dict[str, list[Said[StatedResponse]]] = defaultdict(list)
    for one in stated:
        for row in one.value.responses or ():
            rows[status(row.status)].append(Said(row, row.at, one.style))
    return tuple(
        (_response(code, said, names, fact, differences), distinct(row.at for row in said))
        for code, said in rows.items()
    )


def _response(
    code: str, said: Sequence[Said[StatedResponse]], names: Names, owner: str, differences: list[Problem]
) -> StatedResponse:
    fact = f"{owner}: response {code}"
    schemas = [(resolved(one.value.schema, names), False, one.at) for one in said if one.value.schema is not None]
    return StatedResponse(
        status=code,
        description=says_more(each(said, lambda one: one.description), fact, differences),
        at=said[0].at,
        headers=_headers([one.value for one in said]),
        schema=settle_type(schemas, fact, differences)[0] if schemas else None,
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
