"""What a dialect really does to names, as its documents show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from generator.spec.facts import FieldStyle, NameStyle, OperationStyle, StatedDocument, StatedOperation
from generator.spec.merge.said import CHOICES
from generator.spec.routes import placeholders, query_template
from generator.spec.spelling import Case, case_of, plain


@CHOICES.rule("observed-style")
def observed_style(documents: Sequence[StatedDocument]) -> list[StatedDocument]:
    """What a dialect does to names differs between versions; its documents show it. Where the names of path parameters
    are not spelled as in the path, the dialect recases names; where a dialect that should print one case only prints
    several names in another, it uses that one, and keeps names if it prints both."""
    groups: dict[str, list[StatedDocument]] = defaultdict(list)
    for document in documents:
        groups[document.dialect].append(document)
    styles = {dialect: _observed(group) for dialect, group in groups.items()}
    return [replace(document, style=styles[document.dialect](document.style)) for document in documents]


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
    printed = (*placeholders(operation.path), *(name for _, name in query_template(operation.path)))
    template = {plain(name): name for name in printed}
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
