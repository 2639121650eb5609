"""A typed operation -> the constant that describes it to the runtime, as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.client import layout, media, texts
from generator.client.arguments import Argument, Body, is_idempotency_key
from generator.client.layout import call, lay_out, literal, string, value
from generator.client.notes import place
from generator.client.pagination import Pages
from generator.client.types import Type, text
from generator.client.view.operations import TypedOperation
from generator.client.view.security import is_together
from generator.client.view.servers import variables
from generator.spec.api import Operation, Parameter, Response


def declaration(typed: TypedOperation, constant: str) -> str:
    """The statement that makes the constant."""
    operation = typed.operation
    items = [string(operation.operation_id), string(operation.method.upper()), string(operation.path)]
    return lay_out(call(f"{constant} = rt.Operation(", [*items, *_parts(typed), *_facts(operation), *_rest(typed)]))


def _parts(typed: TypedOperation) -> Iterator[str | layout.Group]:
    """What the operation takes, needs and gives."""
    operation, takes = typed.operation, typed.takes
    if takes.sent:
        told = tuple(_parameter(item.argument, item.parameter) for item in takes.sent)
        yield layout.Group("parameters=(", told, ")", display=True)
    if takes.bodies:
        yield layout.Group("body=(", tuple(map(_body, takes.bodies)), ")", display=True)
    if typed.security:
        yield value("security=", typed.security)
        if is_together(operation):
            yield "together=True"
    if operation.responses:
        yield value("responses=", _responses(operation.responses, typed.answers))


def _facts(operation: Operation) -> Iterator[str]:
    """What is said in a word."""
    key = _idempotency_key(operation)
    facts: dict[str, object] = {
        "accept": media.accept(operation.responses),
        "at": place(operation.evidence),
        "deprecated": operation.deprecated,
        "idempotency_key": key.name if key else "",
        "requires_key": key is not None and key.required,
    }
    return (f"{name}={literal(fact)}" for name, fact in facts.items() if fact)


def _rest(typed: TypedOperation) -> Iterator[str | layout.Group]:
    """Where the operation is served, and how its list goes on."""
    if typed.server:
        yield f"servers={string(typed.server.url)}"
        yield from variables(typed.server)
    if typed.paged:
        yield call("pagination=rt.Pagination(", _pagination(typed.paged))


def _parameter(argument: Argument, parameter: Parameter) -> layout.Group:
    items = [string(argument.name), string(parameter.location), string(text(argument.kind))]
    facts: dict[str, object] = {
        "name": parameter.name if parameter.name != argument.name else None,
        "required": argument.required or parameter.required or None,
        "style": parameter.style,
        "explode": parameter.explode,
        "content_type": parameter.content_type,
        "allow_reserved": parameter.extra.get("allowReserved") is True or None,
        "deprecated": parameter.deprecated or None,
    }
    return call("rt.Parameter(", items + [f"{n}={literal(fact)}" for n, fact in facts.items() if fact is not None])


def _body(body: Body) -> layout.Group:
    items: list[str | layout.Group] = [string(body.content_type), string(text(body.kind))]
    if body.required:
        items.append("required=True")
    if body.encoding:
        items.append(value("encoding=", body.encoding))
    return call("rt.Body(", items)


def _responses(responses: Sequence[Response], answers: Mapping[str, Type | None]) -> dict[str, tuple[str | None, str]]:
    """Status -> type as text, and the documents' words; a status that was only guessed stands for any success."""
    found: dict[str, tuple[str | None, str]] = {}
    for response in responses:
        kind, status = answers[response.status], response.status
        told = text(kind) if kind else None, texts.line(response.description)
        found["2XX" if "status" in response.evidence.guesses else status] = told
    return found


def _pagination(paged: Pages) -> list[str]:
    facts = {"parameter": paged.parameter, "items": paged.items, "next": paged.next}
    told = [f"{name}={string(fact)}" for name, fact in facts.items() if fact]
    return [string(paged.kind), *told, *([] if paged.start == 1 or paged.kind != "page" else ["start=0"])]


def _idempotency_key(operation: Operation) -> Parameter | None:
    """The header that makes a retry safe, where the operation documents one."""
    return next(
        (one for one in operation.parameters if one.location == "header" and is_idempotency_key(one.name)), None
    )
