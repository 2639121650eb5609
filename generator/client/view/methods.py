"""A typed operation -> its method in a resource, as text."""

from __future__ import annotations

from collections.abc import Sequence

from generator.client import layout, media, texts
from generator.client.arguments import Argument, Arguments
from generator.client.layout import call, lay_out, string
from generator.client.package import Method, PageIterator
from generator.client.pagination import Pages
from generator.client.types import text
from generator.client.view.constants import declaration
from generator.client.view.operations import TypedOperation


def method(typed: TypedOperation, name: str, constant: str, iterator: str) -> Method:
    """The method `name` of an operation; `iterator` is the name of the one that goes through all its pages."""
    takes, builder = typed.takes, f"_{name}"
    request = _forwarded(builder, takes)
    returned = text(typed.returns, "models.") if typed.returns else "None"
    told = texts.operation(typed.operation, takes, typed.success, typed.kinds, texts.errors(typed.operation))
    return Method(
        name=name,
        declaration=declaration(typed, constant),
        builder=_builder(builder, constant, takes),
        signature=_signature(name, takes, returned),
        docstring=layout.docstring(told, 8),
        body=_body("self._send(" if typed.returns else "self._perform(", request),
        iterator=_iterator(iterator, name, takes, typed.paged, request) if typed.paged else None,
        is_stream=media.is_stream(typed.kinds, typed.success),
        operation=typed.operation,
        arguments=takes,
        returns=typed.returns,
        kinds=typed.all_kinds,
        required_fields=typed.required_fields,
    )


def _iterator(name: str, method: str, takes: Arguments, paged: Pages, request: layout.Group) -> PageIterator:
    """The method that goes through all pages of another one."""
    return PageIterator(
        name=name,
        signature=_signature(name, takes, f"Iterator[{text(paged.item, 'models.')}]"),
        docstring=layout.docstring(texts.iteration(method, paged), 8),
        body=_body("self._iterate(", request),
    )


def _signature(name: str, takes: Arguments, returns: str) -> str:
    items = ["self", *_declared(takes.signature), "**options: Unpack[rt.Options]"]
    return lay_out(layout.Group(f"def {name}(", tuple(items), f") -> {returns}"), 4, ":")


def _declared(signature: Sequence[Argument]) -> list[str]:
    """The arguments with a star before those that are given by name."""
    positional = [item.declared for item in signature if item.positional]
    named = [item.declared for item in signature if not item.positional]
    return [*positional, *(["*", *named] if named else [])]


def _builder(name: str, constant: str, takes: Arguments) -> str:
    """The pure function from the arguments to the request."""
    head = lay_out(layout.Group(f"def {name}(", tuple(_declared(takes.signature)), ") -> rt.Request"), 0, ":")
    items: list[str | layout.Group] = []
    values = tuple(item.argument.name for item in takes.sent)
    if values or takes.body:
        items.append(layout.Group("(", values, ")", display=True))
    if takes.body:
        items.append("body")
    if takes.fields:
        entries = tuple(f"{string(attribute)}: {item.name}" for attribute, item in takes.fields)
        items.append(layout.Group("fields={", entries, "}", display=True))
    if takes.content_type:
        items.append("content_type=content_type")
    return f"{head}\n    {lay_out(call(f'return {constant}.request(', items), 4)}"


def _forwarded(builder: str, takes: Arguments) -> layout.Group:
    """The call of the builder with the arguments of the method."""
    return call(
        f"{builder}(",
        [item.name if item.positional else f"{item.name}={item.name}" for item in takes.signature],
    )


def _body(sender: str, request: layout.Group) -> str:
    """The statement that sends the request; async variants send in their own way, so each kind of method returns."""
    return lay_out(call(f"return {sender}", [request, "options"]), 8)
