"""Which parameter fills which placeholder of the path."""

from __future__ import annotations

from generator.spec.merge import Field, Operation
from generator.spec.routes import placeholders
from generator.spec.spelling import key, plain, words


def match_template(operation: Operation) -> dict[int, str]:
    """Position of a parameter -> the placeholder it fills. Names are compared first, as they stand before their words
    are (`DRUG_ID` and `drugId` may be two parameters); what is left over on both sides is paired when a document puts
    it in the path, or when one name ends or begins with the other (`userId` for `{id}`, `room_param` for `{room}`)."""
    matched: dict[int, str] = {}
    left = dict.fromkeys(placeholders(operation.path))
    for fills in (_is_spelled, _is_called, _may_fill):
        for position, field in enumerate(operation.parameters):
            if position in matched or field.place not in (None, "path"):
                continue
            name = next((one for one in left if fills(field, one)), None)
            if name is not None:
                matched[position] = name
                del left[name]
    return matched


def _is_spelled(field: Field, placeholder: str) -> bool:
    return any(one.name == placeholder for one in field.spellings)


def _is_called(field: Field, placeholder: str) -> bool:
    names = {same(one.name) for one in field.spellings for same in (key, plain)}
    return not names.isdisjoint((key(placeholder), plain(placeholder)))


def _may_fill(field: Field, placeholder: str) -> bool:
    return field.place == "path" or _alike(field, placeholder)


def _alike(field: Field, placeholder: str) -> bool:
    mine, theirs = words(field.name), words(placeholder)
    size = min(len(mine), len(theirs))
    alike = mine[-size:] == theirs[-size:] or mine[:size] == theirs[:size]
    return field.required is not False and size > 0 and alike
