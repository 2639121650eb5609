"""What goes first: one document before another, one spelling of a name before another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from generator.spec.facts import NameStyle, StatedDocument
from generator.spec.merge.merged import Spelling
from generator.spec.merge.said import CHOICES
from generator.spec.routes import nameless, path_key
from generator.spec.spelling import unescaped

OPERATION_FIDELITY: Final = ("kept", "capitalized", "recased", "renamed")
"""What dialects do to operationIds, the least first."""

_FIELD_FIDELITY: Final = ("kept", "identifier", "camel", "pascal", "snake")
_RECASED: Final = frozenset({"camel", "pascal", "snake"})
_SIGN = re.compile(r"\W")


@CHOICES.rule("precedence")
def by_precedence(documents: Sequence[StatedDocument]) -> list[StatedDocument]:
    """Statements of substance (texts, types, required, defaults, schemes) that differ are settled by the documents of
    the dialect that describes the most operations; among equals, by the dialect that changes names least, then by the
    dialect's name and the path of the document."""
    covered: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for document in documents:
        covered[document.dialect].update(
            operation_key(operation.method, operation.path) for operation in document.operations
        )
    return sorted(documents, key=lambda one: (-len(covered[one.dialect]), _fidelity(one.style), one.dialect, one.path))


@CHOICES.rule("same-operation")
def operation_key(method: str, path: str) -> tuple[str, str]:
    """Operations with the same verb and path are one. A leading slash and the names of path parameters do not count; a
    trailing slash does, and so does a literal query (`?variant=html`). One that only carries parameters
    (`?app_id={app_id}`) counts where a document has several operations that nothing else tells apart."""
    return method.upper(), nameless(path_key(path))


@CHOICES.rule("field-spelling")
def spellings(names: Iterable[Spelling]) -> tuple[Spelling, ...]:
    """Of several spellings of a parameter or property, the one that the document shows on the wire wins, then the one
    of the dialect that changes names least: kept, identifier, then one that has signs which others drop (`$top`, in
    words too: `atType`), camelCase, PascalCase, snake_case."""
    unique = dict.fromkeys(names)
    return tuple(sorted(unique, key=_changed))


def _changed(spelling: Spelling) -> tuple[bool, int]:
    """How much was done to a name: whether signs of it may be lost, and what its style does besides."""
    may_lack_signs = spelling.style in _RECASED and not _SIGN.search(unescaped(spelling.name))
    return may_lack_signs, _rank(_FIELD_FIDELITY, spelling.style)


def _fidelity(style: NameStyle) -> tuple[int, int, int]:
    return (
        _rank(OPERATION_FIDELITY, style.operation),
        _rank(_FIELD_FIDELITY, style.field),
        _rank(_FIELD_FIDELITY, style.property),
    )


def _rank(order: Sequence[str], value: str) -> int:
    return order.index(value) if value in order else len(order)
