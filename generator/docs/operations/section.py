"""The section of an operation, part by part -> the stated operation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.docs.cells.titles import PARAMETER_PARTS
from generator.docs.document import Fence, Text
from generator.docs.models.nested import read_request
from generator.docs.operations import samples
from generator.docs.operations.content import content_types
from generator.docs.operations.evidence import with_samples
from generator.docs.operations.introduction import introduction
from generator.docs.operations.parameters import stated_parameters
from generator.docs.operations.responses import responses
from generator.docs.operations.returns import returns
from generator.docs.operations.scope import Scope
from generator.docs.operations.security import security
from generator.docs.operations.servers import own_servers
from generator.docs.operations.signature import arguments, remarked
from generator.spec.facts import SampleField, SampleKey, StatedField, StatedOperation, StatedSecurity

_DEPRECATED = re.compile(
    r"^\W*(?:@?deprecated|this (?:resource|endpoint|operation|method) (?:is|has been) deprecated)\W*$", re.I
)


def read_section(scope: Scope, listed: StatedOperation) -> StatedOperation:
    """An operation that a method table lists, with what its section states."""
    section = scope.section
    signature, description = introduction(scope)
    needed = security(scope)
    found = replace(
        listed,
        section=scope.at(section.line),
        description=description,
        parameters=with_samples(scope, _parameters(scope, signature), signature),
        parameters_stated=section.has(*PARAMETER_PARTS) or bool(signature),
        returns=returns(scope, signature),
        security=needed,
        security_blank=needed is None and section.has("security"),
        consumes=content_types(scope, "content-type"),
        produces=content_types(scope, "accept"),
        responses=responses(scope),
        servers=tuple(own_servers(scope)),
        sample_fields=tuple(_sample_fields(scope)),
        sample_keys=tuple(_sample_keys(scope, needed or ())),
        deprecated=_deprecated(scope),
    )
    return _with_schemas(scope, found)


def _parameters(scope: Scope, signature: str) -> tuple[StatedField, ...]:
    """The parameters in the tables; without such a part, those in the remarks of a sample or in the signature."""
    found = stated_parameters(scope)
    if scope.section.has(*PARAMETER_PARTS):
        return found
    return tuple(remarked(scope, signature)) or tuple(arguments(scope, signature))


def _with_schemas(scope: Scope, found: StatedOperation) -> StatedOperation:
    """An operation with what schemas in sections of their own say, where there are some (Python 6)."""
    if not scope.dialect.schema_sections or not scope.section.has("unknown", "responses"):
        return found
    blocks = [b for b in scope.document.blocks if scope.section.line < b.line <= scope.section.end]
    request = read_request(scope.document, blocks, scope.dialect)
    if request is None:
        return found
    return replace(
        found,
        parameters=request.parameters,
        parameters_stated=True,
        returns=request.returns or found.returns,
        consumes=request.consumes,
        produces=request.produces,
        responses=request.responses,
    )


def _sample_fields(scope: Scope) -> Iterator[SampleField]:
    for block in scope.section.part("example"):
        if isinstance(block, Fence):
            if scope.dialect.wire_samples:
                yield from samples.literal_fields(block, scope.document.path)
            else:
                yield from samples.cmdlet_fields(block, scope.document.path)


def _sample_keys(scope: Scope, needed: Sequence[StatedSecurity]) -> Iterator[SampleKey]:
    schemes = sorted((each.name for each in needed), key=len, reverse=True)
    for block in scope.section.part("example"):
        if isinstance(block, Fence):
            yield from samples.sample_keys(block, scope.document.path, schemes)
            if not scope.section.has("security"):
                yield from samples.unnamed_tokens(block, scope.document.path)
    for block in scope.section.part("security"):
        if isinstance(block, Text):
            yield from samples.configured_keys(block, scope.document.path)


def _deprecated(scope: Scope) -> bool:
    line = scope.document.quote(scope.section.line)
    return "~~" in line or any(
        isinstance(block, Text) and _DEPRECATED.match(block.lines[0]) for block in scope.section.part("intro")
    )
