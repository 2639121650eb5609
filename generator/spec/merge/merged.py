"""What merging gives: the facts of one API, each as all its documents state it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.problems import Location
from generator.spec.api import MISSING, Discriminator, Schema
from generator.spec.facts import (
    FieldStyle,
    ModelKind,
    OperationStyle,
    SampleField,
    SampleKey,
    StatedPlace,
    StatedResponse,
    StatedReturn,
    StatedScheme,
    StatedSecurity,
    StatedServer,
)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name as one dialect prints it, and what that dialect does to names (a value of NameStyle)."""

    name: str
    style: FieldStyle


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A parameter, form field or property that one or more documents state; spellings nearest to the wire first."""

    spellings: tuple[Spelling, ...]
    schema: Schema
    at: tuple[Location, ...]
    uncertain: bool = False
    may_be_text: bool = False
    required: bool | None = None
    nullable: bool = False
    default: Any = MISSING
    description: str = ""
    read_only: bool = False
    deprecated: bool = False
    place: StatedPlace | None = None
    wire: str | None = None
    example: str = ""
    title: str = ""

    @property
    def name(self) -> str:
        """The spelling that is nearest to the wire."""
        return self.wire or self.spellings[0].name


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation as all its documents state it; `name_style` says what the dialect did to `name`,
    `placeholder_style` what it did to the names between braces in `path`."""

    name: str
    name_style: OperationStyle
    method: str
    path: str
    at: tuple[Location, ...]
    placeholder_style: FieldStyle = "kept"
    tags: tuple[str, ...] = ()
    summary: str = ""
    description: str = ""
    deprecated: bool = False
    parameters: tuple[Field, ...] = ()
    parameters_stated: bool = False
    returns: StatedReturn | None = None
    security: tuple[StatedSecurity, ...] | None = None
    security_blank: bool = False
    consumes: tuple[str, ...] | None = None
    produces: tuple[str, ...] | None = None
    responses: tuple[tuple[StatedResponse, tuple[Location, ...]], ...] | None = None
    servers: tuple[StatedServer, ...] = ()
    sample_fields: tuple[SampleField, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One model as all its documents state it."""

    name: str
    kind: ModelKind
    at: tuple[Location, ...]
    description: str = ""
    fields: tuple[Field, ...] = ()
    enum: tuple[Any, ...] | None = None
    union: tuple[Schema, ...] = ()
    any_of: bool = False
    discriminator: Discriminator | None = None
    alias: Schema | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A security scheme under the one name it goes by: what READMEs say, what samples configure, where it is
    named."""

    key: str
    stated: tuple[StatedScheme, ...] = ()
    samples: tuple[SampleKey, ...] = ()
    at: tuple[Location, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What all documents of one API state together. `titles`, `namespaces` (and packages of SDKs behind them), ... in
    the order of precedence."""

    titles: tuple[str, ...] = ()
    namespaces: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    servers: tuple[StatedServer, ...] = ()
    operations: tuple[Operation, ...] = ()
    models: Mapping[str, Model]
    schemes: tuple[Scheme, ...] = ()

    def schemas(self) -> Iterator[tuple[Schema, Location]]:
        """Every schema that a document states, and where."""
        for operation in self.operations:
            yield from ((field.schema, field.at[0]) for field in operation.parameters)
            if operation.returns is not None and operation.returns.schema is not None:
                yield operation.returns.schema, operation.returns.at
            yield from ((row.schema, at[0]) for row, at in operation.responses or () if row.schema is not None)
        for model in self.models.values():
            yield from ((field.schema, field.at[0]) for field in model.fields)
            yield from ((schema, model.at[0]) for schema in (*model.union, model.alias) if schema is not None)
