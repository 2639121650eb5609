"""Several documents about one API -> one set of stated operations, models and schemes.

Nothing is inferred here. Documents that say the same agree; where one says more, that is taken; where two differ, a
choice rule (`CHOICES`) decides and both places are reported. The order of the input never counts.

First `styles` tells what each dialect really does to names, `precedence` which document goes first, and `naming` what
models, schemes and tags are called by all. Then `operations`, `models`, `fields`, `types` and `schemes` make one of
each, by the choices of `said`; `merged` is what comes out.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.problems import Problem
from generator.spec.facts import StatedDocument
from generator.spec.merge.merged import Field, Merged, Model, Operation, Scheme, Spelling
from generator.spec.merge.models import models_of
from generator.spec.merge.naming import names_of, refs
from generator.spec.merge.operations import operations_of
from generator.spec.merge.precedence import by_precedence, spellings
from generator.spec.merge.said import CHOICES, distinct
from generator.spec.merge.schemes import schemes_of, servers_of
from generator.spec.merge.styles import observed_style
from generator.spec.merge.types import own_enums

__all__ = [
    "CHOICES",
    "Field",
    "Merged",
    "Model",
    "Operation",
    "Scheme",
    "Spelling",
    "merge",
    "refs",
    "spellings",
]


def merge(documents: Sequence[StatedDocument]) -> tuple[Merged, tuple[Problem, ...]]:
    """Merge what documents about one API state; returns it together with every difference that was settled."""
    differences: list[Problem] = []
    ordered = by_precedence(observed_style(own_enums(documents)))
    names = names_of(ordered)
    merged = Merged(
        titles=distinct(document.title for document in ordered),
        namespaces=distinct([*(one.namespace for one in ordered), *(one.package for one in ordered)]),
        versions=distinct(document.version for document in ordered),
        descriptions=distinct(document.description for document in ordered),
        servers=servers_of(ordered, differences),
        operations=operations_of(ordered, names, differences),
        models=models_of(ordered, names, differences),
        schemes=schemes_of(ordered, names),
    )
    return merged, tuple(differences)
