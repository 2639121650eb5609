"""Which models share a module, so that using one operation loads little and importing the package nothing.

A model that one resource alone reaches lives beside its kind in a module named after the resource; what several
resources reach is split by how models refer to each other. A module for each model would cost several times as much.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.client.types import Declaration, Named, leaves

SMALL: Final = 80
"""Up to so many models are one module, `models`."""

SHARED: Final = "_shared"


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
        found = homes.get(item.name, [])
        modules.setdefault(f"_{found[0]}" if len(found) == 1 else SHARED, []).append(item)
    return tuple(Group(module, tuple(items)) for module, items in sorted(modules.items()))


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
