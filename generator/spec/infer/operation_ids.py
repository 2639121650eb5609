"""What operations are called: operationIds, out of names that dialects recase or leave out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from generator.spec.infer.book import Found, first, inference
from generator.spec.infer.learn import Knowledge
from generator.spec.merge import Operation
from generator.spec.spelling import case_of, recase, small_first, words


@inference("operation-id-lowered")
def lowered(operation: Operation) -> Found[str] | None:
    """A dialect that capitalizes operationIds lost the case of the first word; operationIds begin with a small
    letter."""
    return Found(small_first(operation.name)) if operation.name_style == "capitalized" else None


@inference("operation-id-recased")
def recased(operation: Operation) -> Found[str] | None:
    """A dialect that prints operationIds in snake_case lost their case; most operationIds are in camelCase."""
    return Found(recase(words(operation.name), "camel")) if operation.name_style == "recased" else None


@inference("operation-id-renamed")
def renamed(operation: Operation, known: Knowledge) -> Found[str]:
    """A dialect that renames operations (`New-Session`) shows their words only. `Invoke` and a word that stands in
    front of every noun are left out, `New` is read as create. The verb may not be the API's own: a guess."""
    verb, _, noun = operation.name.partition("-")
    noun = noun.removeprefix(known.module) or noun
    verb = {"invoke": "", "new": "create"}.get(verb.lower(), verb.lower())
    return Found(verb + noun if verb else small_first(noun), guess=True)


@inference("operation-id-from-path")
def from_path(operation: Operation) -> Found[str] | None:
    """An operation without a name is called after its verb and path: a guess."""
    if words(operation.name):
        return None
    return Found(recase((operation.method.lower(), *words(operation.path)), "camel"), guess=True)


@inference("operation-id-as-printed")
def id_as_printed(operation: Operation, known: Knowledge) -> Found[str] | None:
    """Even dialects that keep operationIds print those that are no identifiers in camelCase (`list-pets`, `list_pets`).
    In an API whose names are not in camelCase such an operationId is taken as printed. A guess."""
    if known.parameter_case in (None, "camel", "pascal") or case_of(operation.name) != "camel":
        return None
    return Found(operation.name, guess=True)


def operation_id(operation: Operation, known: Knowledge) -> Found[str]:
    """The operationId of an operation."""
    if operation.name_style == "kept" and operation.name:
        return id_as_printed(operation, known) or Found(operation.name)
    return first((from_path, lowered, recased), operation) or renamed(operation, known)


@inference("operation-id-unique")
def unique(name: str, tags: Sequence[str], taken: Collection[str]) -> Found[str] | None:
    """Two operations under one name: the second gets its tag, or a number, behind the name. A guess."""
    if name not in taken:
        return None
    tag = words(tags[0]) if tags else ()
    candidates = [name + recase(tag, "pascal")] if tag else []
    candidates += [f"{name}{number}" for number in range(2, len(taken) + 3)]
    return Found(next(one for one in candidates if one not in taken), guess=True)
