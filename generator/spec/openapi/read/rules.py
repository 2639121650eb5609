"""What reading an OpenAPI document supplies where the document is silent or not clear."""

from __future__ import annotations

from typing import Final

from generator.spec.api import Evidence, Parameter, Schema
from generator.spec.openapi.cursor import unique
from generator.spec.rules import Rulebook
from generator.spec.spelling import recase, words

RULES: Final = Rulebook()


@RULES.rule("operation-id-from-path")
def operation_id_from_path(method: str, path: str) -> str:
    """An operation without an operationId is called after its verb and the words of its path, in camelCase:
    `GET /users/{id}/files` is `getUsersIdFiles`."""
    return recase((method, *words(path)), "camel")


@RULES.rule("operation-id-made-unique")
def operation_id_made_unique(name: str, taken: set[str]) -> str:
    """Of several operations with one operationId the first keeps it; the others get `_2`, `_3`, ... behind it."""
    return unique(name, taken)


@RULES.rule("parameter-from-path")
def parameter_from_path(name: str) -> Parameter:
    """A `{variable}` of a path that no parameter describes is a required path parameter, a text."""
    rules = dict.fromkeys(("in", "name", "required", "schema"), parameter_from_path.name)
    schema = Schema(types=("string",))
    return Parameter(name=name, location="path", required=True, schema=schema, evidence=Evidence(inferred=rules))
