"""An operation with everything that is decided of it: the types of what it takes and gives, and what guards it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.client import media, names
from generator.client.arguments import Arguments, arguments
from generator.client.notes import Note
from generator.client.pagination import Pages, pages
from generator.client.schema_types import Types
from generator.client.types import Type
from generator.client.view.security import alternatives, credential_places
from generator.client.view.servers import own_server
from generator.spec.api import Api, Operation, Response, Server


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedOperation:
    """An operation in types.

    `answers`: status -> type of what it carries; `success` and `kinds`: the responses of success and their types;
    `security`: alternatives of schemes; `server`: the one that it does not share; `required_fields`: those without
    which its body is refused.
    """

    operation: Operation
    takes: Arguments
    answers: Mapping[str, Type | None]
    success: tuple[Response, ...]
    kinds: tuple[Type | None, ...]
    returns: Type | None
    paged: Pages | None
    security: tuple[tuple[str, ...], ...]
    server: Server | None
    required_fields: frozenset[str]

    @property
    def all_kinds(self) -> tuple[Type, ...]:
        """Every type that the operation uses."""
        given = (self.returns, self.paged and self.paged.item, *self.answers.values())
        return (*(item.kind for item in self.takes.signature), *(kind for kind in given if kind))


def typed(operation: Operation, api: Api, types: Types) -> TypedOperation:
    """`operation` in types; what cannot be said goes to the notes of `types`."""
    security = alternatives(operation, api, types)
    takes = arguments(operation, types, credential_places(security, api))
    _note_unused(operation, types)
    answers = _answers(operation, types)
    success = media.successes(operation.responses)
    kinds = tuple(answers[response.status] for response in success)
    return TypedOperation(
        operation=operation,
        takes=takes,
        answers=answers,
        success=success,
        kinds=kinds,
        returns=media.returned(kinds),
        paged=_paged(operation, success, kinds, types),
        security=security,
        server=own_server(operation, types),
        required_fields=_required_fields(takes, types),
    )


def _note_unused(operation: Operation, types: Types) -> None:
    """Tells what of an operation a client has no use for."""
    if operation.extra.get("callbacks"):
        told = ", ".join(map(str, operation.extra["callbacks"]))[:200]
        message = f"{operation.operation_id} calls back ({told}), which is for a server to receive: left out"
        types.notes.append(Note("R11", message, operation.evidence))
    for content in operation.request_body.content if operation.request_body else ():
        for name, told in content.encoding.items():
            if isinstance(told, Mapping) and told.get("headers"):
                message = f"headers of the part {name!r} of {operation.operation_id} cannot be given: left out"
                types.notes.append(Note("R11", message, operation.evidence))


def _answers(operation: Operation, types: Types) -> dict[str, Type | None]:
    """Status -> type of what it carries: nothing in answer to HEAD, whatever is documented (RFC 9110, 9.3.2)."""
    if operation.method == "head":
        return {response.status: None for response in operation.responses}
    found: dict[str, Type | None] = {}
    for response in operation.responses:
        suffix = "Response" if media.is_success(response.status) else f"{names.pascal(response.status)}Response"
        name = media.class_name(operation.operation_id, suffix.replace("Value", "Status"))
        found[response.status] = media.response_type(types, response, name)
    return found


def _paged(
    operation: Operation, success: Sequence[Response], kinds: Sequence[Type | None], types: Types
) -> Pages | None:
    """How the list goes on that the one response of success carries."""
    return pages(operation, success[0], kinds[0], types) if len(success) == 1 else None


def _required_fields(takes: Arguments, types: Types) -> frozenset[str]:
    """The fields without which the body is refused."""
    model = types.model(takes.bodies[0].kind) if takes.bodies else None
    return frozenset(item.attribute for item in model.fields if item.required) if model else frozenset()
