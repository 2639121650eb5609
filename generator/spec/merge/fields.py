"""Parameters, form fields and properties: which rows are one, and what they state together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from generator.problems import Problem
from generator.spec.api import MISSING
from generator.spec.facts import FieldStyle, NameStyle, StatedField
from generator.spec.merge.merged import Field, Spelling
from generator.spec.merge.naming import Names, resolved
from generator.spec.merge.precedence import spellings
from generator.spec.merge.said import CHOICES, Said, distinct, each, likely_first, same_value, says_more, settle
from generator.spec.merge.types import settle_type
from generator.spec.spelling import key

StyleOf = Callable[[NameStyle], FieldStyle]


@CHOICES.rule("same-field")
def match_fields(known: Sequence[Sequence[Said[StatedField]]], more: Sequence[StatedField]) -> list[int | None]:
    """Parameters, and properties of one model, are matched across documents by their letters and digits, escapes of
    reserved words undone, those that differ in nothing else (`rule`, `Rule`) in their order; what is left over on both
    sides is matched when exactly one on each side has the same type."""
    matches = _by_name(known, more)
    further = dict(_by_type(known, more, matches))
    return [further.get(number, match) for number, match in enumerate(matches)]


def _by_name(known: Sequence[Sequence[Said[StatedField]]], more: Sequence[StatedField]) -> list[int | None]:
    """For each of the fields the position of the known one with its name, which is given away once."""
    index: dict[str, dict[int, None]] = defaultdict(dict)
    for position, statements in enumerate(known):
        for said in statements:
            for name in _known_as(said.value):
                index[name][position] = None
    left = {name: iter(positions) for name, positions in index.items()}
    matches: list[int | None] = []
    taken: set[int] = set()
    for stated in more:
        found = (position for name in _known_as(stated) for position in left.get(name, ()))
        match = next((one for one in found if one not in taken), None)
        matches.append(match)
        if match is not None:
            taken.add(match)
    return matches


def _by_type(
    known: Sequence[Sequence[Said[StatedField]]], more: Sequence[StatedField], matches: Sequence[int | None]
) -> Iterator[tuple[int, int]]:
    """The further matches: those of fields of which just one on each side is left that has their type, a model."""
    taken = set(matches)
    old = _by_model((i, statements[0].value) for i, statements in enumerate(known) if i not in taken)
    new = _by_model((i, field) for i, field in enumerate(more) if matches[i] is None)
    for model, fields in new.items():
        for number, field in fields:
            alike = [i for i, _ in islice(_of_type(field, old.get(model, ())), 2)]
            rivals = list(islice(_of_type(field, fields), 2))
            if len(alike) == len(rivals) == 1:
                yield number, alike[0]


def _of_type(field: StatedField, others: Iterable[tuple[int, StatedField]]) -> Iterator[tuple[int, StatedField]]:
    return ((number, other) for number, other in others if other.schema == field.schema)


@CHOICES.rule("required")
def settle_required(said: Sequence[Said[StatedField]], fact: str, differences: list[Problem]) -> bool | None:
    """A parameter or property is required or optional as the documents say, by precedence where they differ; a path
    parameter is always required."""
    spoken = [Said(one.value.required, one.at, one.style) for one in said if one.value.required is not None]
    return settle(spoken, "M03", f"{fact}: required", differences) if spoken else None


def fields_of(
    lists: Sequence[Sequence[Said[StatedField]]], style: StyleOf, names: Names, fact: str, differences: list[Problem]
) -> tuple[Field, ...]:
    """The fields of one operation or model (`fact`) that lists of rows, one for each document, state together. `style`
    tells what a dialect does to such names; what differs is added to `differences`."""
    known: list[list[Said[StatedField]]] = []
    for fields in lists:
        matches = match_fields(known, [said.value for said in fields])
        for said, match in zip(fields, matches, strict=True):
            if match is None:
                known.append([said])
            else:
                known[match].append(said)
    return tuple(_field(said, style, names, fact, differences) for said in known)


def _field(
    said: Sequence[Said[StatedField]], style: StyleOf, names: Names, owner: str, differences: list[Problem]
) -> Field:
    fact = f"{owner}: {said[0].value.name}"
    schema, uncertain = settle_type(
        [(resolved(one.value.schema, names), _doubt(one.value), one.at) for one in said], fact, differences
    )
    may_be_text = uncertain and min(filter(None, (_doubt(one.value) for one in said))) == 1
    defaults = [Said(one.value.default, one.at, one.style) for one in said if one.value.default is not MISSING]
    places = [Said(place, one.at, one.style) for one in said if (place := one.value.place) is not None]
    wires = [one.value.wire for one in said if one.value.wire]
    return Field(
        spellings=spellings(Spelling(one.value.name, style(one.style)) for one in said),
        schema=schema,
        uncertain=uncertain,
        may_be_text=may_be_text,
        at=distinct(one.at for one in said),
        required=settle_required(said, fact, differences),
        nullable=any(one.value.nullable for one in said),
        default=(
            settle(likely_first(defaults, schema.enum), "M04", f"{fact}: default", differences, same_value)
            if defaults
            else MISSING
        ),
        description=says_more(each(said, lambda one: one.description), f"{fact}: description", differences),
        read_only=any(one.value.read_only for one in said),
        deprecated=any(one.value.deprecated for one in said),
        place=settle(places, "M08", f"{fact}: place", differences) if places else None,
        wire=wires[0] if wires else None,
        example=next((one.value.example for one in said if one.value.example), ""),
        title=next((one.value.title for one in said if one.value.title), ""),
    )


def _doubt(field: StatedField) -> int:
    """How much in doubt a type is: one that may be any of several is more so than one that may be a text besides."""
    return 2 if field.schema_uncertain else int(field.may_be_text)


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
