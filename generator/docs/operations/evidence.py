"""What samples and the signature show of parameters beside their tables: wire names, places, whole numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from generator.docs.cells import mend, values
from generator.docs.cells.type_names import INTEGER, NUMBER
from generator.docs.document import Fence
from generator.docs.operations import samples
from generator.docs.operations.scope import Scope
from generator.docs.operations.signature import in_parentheses, with_default
from generator.spec.api import MISSING
from generator.spec.facts import StatedField, StatedPlace

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the samples of an operation and its signature show, by the names of parameters.

    `optional`: those that a sample leaves out, where one tells; `arguments`: those that the signature names, where it
    tells more than the table; `defaults`: those that it gives a value, and `listed` all, where it gives one to some.
    """

    wires: Mapping[str, str]
    dates: Mapping[str, str]
    numbers: Mapping[str, str]
    lists: frozenset[str]
    places: Mapping[str, StatedPlace | None]
    optional: frozenset[str] | None
    arguments: frozenset[str] | None
    defaults: frozenset[str]
    listed: frozenset[str]


def with_samples(scope: Scope, parameters: Sequence[StatedField], signature: str) -> tuple[StatedField, ...]:
    """Parameters with what samples and the signature show of their wire names, places and being optional."""
    told = _shown(scope, signature)
    return tuple(_with_example(_with_number(_with_use(stated, told), told), told) for stated in parameters)


def _shown(scope: Scope, signature: str) -> _Shown:
    dialect = scope.dialect
    blocks = [block for block in scope.section.part("example") if isinstance(block, Fence)]
    remarked = [samples.optional_arguments(block) for block in blocks if dialect.optional_in_samples]
    defaults = with_default(signature)
    return _Shown(
        wires=_joined(samples.literal_wire_names(block) for block in blocks if dialect.wire_samples),
        dates=_joined(map(samples.dates, blocks)),
        numbers=_joined(map(samples.numbers, blocks)),
        lists=frozenset().union(*map(samples.lists, blocks)),
        places=_joined(samples.usage(block) for block in blocks if dialect.usage_line),
        optional=next((names for names in reversed(remarked) if names is not None), None),
        arguments=_arguments(signature) if dialect.signature_hides_optional else None,
        defaults=defaults,
        listed=(_arguments(signature) if defaults else None) or frozenset(),
    )


def _joined(found: Iterable[Mapping[str, T]]) -> dict[str, T]:
    return {name: told for one in found for name, told in one.items()}


def _arguments(signature: str) -> frozenset[str] | None:
    """The names in the parentheses of a signature; None where it has none."""
    inside = in_parentheses(signature)
    return None if inside is None else frozenset(re.findall(r"\w+", inside))


def _with_use(stated: StatedField, told: _Shown) -> StatedField:
    """A parameter with its wire name and place, and whether it is required, as samples and signature use it."""
    wire = told.wires.get(stated.name)
    if wire is not None and mend.bare(wire) == mend.bare(stated.name):
        stated = replace(stated, wire=wire)
    if told.optional is not None and stated.place != "path" and stated.required is not False:
        stated = replace(stated, required=stated.name not in told.optional)
    if stated.required is None and told.arguments is not None:
        stated = replace(stated, required=stated.name in told.arguments)
    if stated.required is None and stated.name in told.listed:
        stated = replace(stated, required=stated.name not in told.defaults)
    shown = next((name for name in told.places if mend.bare(name) == mend.bare(stated.name)), None)
    return stated if shown is None else replace(stated, wire=shown, place=told.places[shown] or stated.place)


def _with_number(stated: StatedField, told: _Shown) -> StatedField:
    """A parameter with what the sample tells beside its type: `56` is a whole number, `3.14` is none."""
    schema = stated.schema
    members = schema.enum if schema.types == ("string",) else None
    if not values.is_whole(told.numbers.get(stated.name.lstrip("$@"), "")):
        return stated
    if members and all(map(values.is_whole, members)):
        schema = replace(INTEGER, enum=tuple(values.typed(each, INTEGER) for each in members))
        default = stated.default if stated.default is MISSING else values.typed(str(stated.default), INTEGER)
        return replace(stated, schema=schema, default=default)
    if "number" not in stated.type_text.lower():
        return stated
    if schema == NUMBER:
        return replace(stated, schema=INTEGER)
    return replace(stated, schema=replace(schema, items=INTEGER)) if schema.items == NUMBER else stated


def _with_example(stated: StatedField, told: _Shown) -> StatedField:
    """A parameter with the beginning of a list, or the date, that the sample gives for it."""
    return replace(stated, example="[" if stated.name in told.lists else told.dates.get(stated.name, stated.example))
