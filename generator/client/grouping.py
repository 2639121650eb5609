"""Which models share a module, so that using one operation loads little and importing the package nothing.

A model that few resources reach lives in a module named after the first of them, one that many reach among the shared
ones, and one that no operation reaches apart from all others. A module for each model would cost several times as much.
On an API of 700 operations and 2,000 models, a resource then loads 60 models where it needs 24.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.client.declarations import Declaration
from generator.client.types import Named, leaves

SMALL: Final = 80
"""Up to so many models are one module, `models`."""

FEW: Final = 5
"""A model that more resources reach is shared."""

SHARED: Final = "_shared"
UNREACHED: Final = "_others"


@dataclass(frozen=True, slots=True)
class Group:
    """A module under `models` ("" for the only one) and what it declares."""

    module: str
    declarations: tuple[Declaration, ...]


def groups(declarations: Sequence[Declaration], used: Mapping[str, Sequence[str]]) -> tuple[Group, ...]:
    """`declarations` in modules. `used`: resource -> the names that its operations use directly."""
    if len(declarations) <= SMALL:
        return (Group("", tuple(declarations)),)
    references = {item.name: _references(item) for item in declarations}
    homes: dict[str, list[str]] = {}
    for resource, names in used.items():
        for name in _reached(names, references):
            homes.setdefault(name, []).append(resource)
    modules: dict[str, list[Declaration]] = {}
    for item in declarations:
        modules.setdefault(_module(homes.get(item.name, [])), []).append(item)
    return tuple(Group(module, tuple(items)) for module, items in sorted(modules.items()))


def _module(resources: Sequence[str]) -> str:
    """The module of a model that these resources reach."""
    if not resources:
        return UNREACHED
    return f"_of_{resources[0]}" if len(resources) <= FEW else SHARED


def _references(item: Declaration) -> tuple[str, ...]:
    found = [leaf.name for kind in item.kinds() for leaf in leaves(kind) if isinstance(leaf, Named)]
    return tuple(dict.fromkeys(found))


def _reached(names: Sequence[str], references: Mapping[str, Sequence[str]]) -> set[str]:
    found: set[str] = set()
    pending = list(names)
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending.extend(references.get(name, ()))
    return found
