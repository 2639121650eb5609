"""Models that several documents describe, as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from generator.problems import Problem
from generator.spec.api import Discriminator
from generator.spec.facts import StatedDocument, StatedModel
from generator.spec.merge.fields import fields_of
from generator.spec.merge.merged import Model
from generator.spec.merge.naming import Names, resolved
from generator.spec.merge.said import CHOICES, Said, distinct, each, says_more


def models_of(ordered: Sequence[StatedDocument], names: Names, differences: list[Problem]) -> dict[str, Model]:
    """The models that the documents describe, by name; what differs is added to `differences`."""
    groups: dict[str, list[Said[StatedModel]]] = defaultdict(list)
    for document in ordered:
        for model in document.models:
            groups[names.model(model.name)].append(Said(model, model.at, document.style))
    return {name: _model(name, group, names, differences) for name, group in groups.items()}


@CHOICES.rule("model-kind")
def _model(name: str, group: Sequence[Said[StatedModel]], names: Names, differences: list[Problem]) -> Model:
    """A model without a single property says nothing about its kind. Of what is left, a union goes before an object
    (many dialects flatten the members of a union into one object); other differences go by precedence."""
    telling = [one for one in group if one.value.kind != "object" or one.value.fields] or list(group)
    kinds = distinct(one.value.kind for one in telling)
    chosen = next((one for one in telling if one.value.kind == "union"), telling[0])
    if set(kinds) - {"union", "object"} and len(kinds) > 1:
        other = next(one for one in telling if one.value.kind != chosen.value.kind)
        message = f"{name}: {other.value.kind} differs from {chosen.value.kind}"
        differences.append(Problem("M10", other.at, message, taken=chosen.at))
    same = [one for one in telling if one.value.kind == chosen.value.kind]
    lists = [[Said(field, field.at, one.style) for field in one.value.fields] for one in same]
    return Model(
        name=name,
        kind=chosen.value.kind,
        at=distinct(one.at for one in group),
        description=says_more(each(group, lambda one: one.description), f"{name}: description", differences),
        fields=fields_of(lists, lambda style: style.property, names, name, differences),
        enum=_enum([one.value for one in same]),
        union=next((tuple(resolved(m, names) for m in one.value.union) for one in same if one.value.union), ()),
        any_of=any(one.value.any_of for one in same),
        discriminator=_discriminator(same, names),
        alias=next((resolved(one.value.alias, names) for one in same if one.value.alias is not None), None),
    )


def _enum(models: Sequence[StatedModel]) -> tuple[Any, ...] | None:
    lists = [model.enum for model in models if model.enum is not None]
    return next((values for values in lists if values), lists[0] if lists else None)


def _discriminator(models: Sequence[Said[StatedModel]], names: Names) -> Discriminator | None:
    name = next((one.value.discriminator for one in models if one.value.discriminator), None)
    mapping = next((one.value.mapping for one in models if one.value.mapping), ())
    if name is None:
        return None
    return Discriminator(property_name=name, mapping={value: names.model(target) for value, target in mapping})
