"""Short ways to write down what documents state, for tests of the middle."""

from __future__ import annotations

from typing import Any

from generator.problems import Location
from generator.spec.api import Api, Operation, Schema
from generator.spec.facts import (
    NameStyle,
    StatedDocument,
    StatedField,
    StatedModel,
    StatedOperation,
    StatedResponse,
    StatedReturn,
    StatedSecurity,
)
from generator.spec.recover import recover

STRING = Schema(types=("string",))
INTEGER = Schema(types=("integer",))
BOOLEAN = Schema(types=("boolean",))
BINARY = Schema(types=("string",), format="binary")

KEPT = NameStyle()
CAPITALIZED = NameStyle(operation="capitalized", field="camel", property="pascal")
RENAMED = NameStyle(operation="renamed", field="pascal", property="pascal")
SNAKE = NameStyle(operation="recased", field="snake", property="snake")
CAMEL = NameStyle(operation="kept", field="camel", property="camel")


def ref(name: str) -> Schema:
    """A reference to a model."""
    return Schema(ref=name)


def field(name: str, schema: Schema = STRING, line: int = 1, path: str = "a.md", **facts: Any) -> StatedField:
    """A row of a table."""
    return StatedField(name=name, schema=schema, type_text="", at=Location(path, line), **facts)


def operation(
    name: str,
    method: str,
    path: str,
    *parameters: StatedField,
    line: int = 1,
    file: str = "a.md",
    **facts: Any,
) -> StatedOperation:
    """An operation with its parameters; `returns`, `security` and `statuses` may be given in short."""
    at = Location(file, line)
    if "returns" in facts and not isinstance(facts["returns"], StatedReturn):
        facts["returns"] = StatedReturn(schema=facts["returns"], type_text="", at=at)
    if "security" in facts:
        facts["security"] = tuple(StatedSecurity(name=scheme) for scheme in facts["security"])
    if "statuses" in facts:
        rows = facts.pop("statuses").items()
        facts["responses"] = tuple(StatedResponse(status=code, description=text, at=at) for code, text in rows)
    return StatedOperation(
        name=name, tag=facts.pop("tag", ""), method=method, path=path, at=at, parameters=parameters, **facts
    )


def model(name: str, *fields: StatedField, path: str = "m.md", **facts: Any) -> StatedModel:
    """A model document."""
    return StatedModel(name=name, kind=facts.pop("kind", "object"), at=Location(path, 1), fields=fields, **facts)


def document(
    *operations: StatedOperation,
    dialect: str = "kept",
    style: NameStyle = KEPT,
    path: str = "a.md",
    **facts: Any,
) -> StatedDocument:
    """A document of a dialect."""
    return StatedDocument(path=path, dialect=dialect, style=style, operations=operations, **facts)


def api_of(*operations: StatedOperation, style: NameStyle = CAMEL, **facts: Any) -> Api:
    """The Api of one document with these operations."""
    return recover([document(*operations, style=style, **facts)])[0]


def names(found: Operation) -> list[str]:
    """The names of the parameters of an operation."""
    return [parameter.name for parameter in found.parameters]
