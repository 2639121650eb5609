"""Tags -> resources: which operations stand together, and what the resources and their methods are called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from generator.client import layout, names, texts
from generator.client.package import Resource
from generator.client.schema_types import Types
from generator.client.view.imports import imports, words
from generator.client.view.methods import method
from generator.client.view.operations import TypedOperation, typed
from generator.spec.api import Api, Operation

METHODS: Final = frozenset(
    "raw stream str int float bool bytes list dict models rt dt uuid decimal Any Literal Mapping Sequence Iterator"
    " AsyncIterator Unpack self".split()
)
"""Names that no method may take: the resource's own, and what annotations in a class body mean."""

ATTRIBUTES: Final = frozenset("close aclose send with_options report rt str self base_url settings".split())
"""Names that no resource may take as an attribute of the clients."""


def resources(api: Api, types: Types) -> tuple[Resource, ...]:
    """A resource for the first tag of each operation, in the order of the API."""
    by_tag: dict[str, list[Operation]] = {}
    for operation in api.operations:
        by_tag.setdefault(operation.tags[0] if operation.tags else "", []).append(operation)
    wanted = [_attribute(tag, operations) for tag, operations in by_tag.items()]
    attributes = names.unique([names.module(name) for name in wanted], ATTRIBUTES)
    classes = _class_names(attributes)
    about = {tag.name: tag.description for tag in api.tags}
    return tuple(
        _resource(tag, attribute, class_name, about.get(tag, ""), [typed(each, api, types) for each in operations])
        for (tag, operations), attribute, class_name in zip(by_tag.items(), attributes, classes, strict=True)
    )


def _attribute(tag: str, operations: Sequence[Operation]) -> str:
    """The tag in snake case; as the URL spells it where all operations share its plural as a segment."""
    name = names.snake(tag, "default") if tag else "default"
    many = names.plural(name)
    is_shared = all(many in _segments(operation.path) for operation in operations)
    return many if is_shared else name


def _segments(path: str) -> frozenset[str]:
    plain = path.partition("?")[0].split("/")
    return frozenset(names.snake(segment, "x") for segment in plain if segment and "{" not in segment)


def _class_names(attributes: Sequence[str]) -> list[str]:
    """A class for each attribute, so that no `AsyncX` of one is the `X` of another."""
    taken = {"Client", "AsyncClient", "API", "TYPE_CHECKING"} | METHODS | names.KEYWORDS
    chosen: list[str] = []
    for attribute in attributes:
        name = names.pascal(attribute)[:40]
        while {f"{prefix}{name}" for prefix in ("", "Async", "Raw", "AsyncRaw", "Stream", "AsyncStream")} & taken:
            name = f"{name}Resource"
        taken |= {name, f"Async{name}"}
        chosen.append(name)
    return chosen


def _resource(
    tag: str, attribute: str, class_name: str, description: str, operations: Sequence[TypedOperation]
) -> Resource:
    chosen = names.unique([names.snake(each.operation.operation_id, "operation") for each in operations], METHODS)
    constants = names.unique([f"_{name.upper()}" for name in chosen], [f"_{name}" for name in chosen])
    methods = tuple(map(method, operations, chosen, constants, _iterator_names(operations, chosen)))
    iterators = [each.iterator.signature for each in methods if each.iterator]
    written = "\n".join([*(part for each in methods for part in (each.signature, each.builder)), *iterators])
    about = texts.resource(tag, description)
    return Resource(
        attribute=attribute,
        class_name=class_name,
        title=texts.line(tag) or "Operations",
        description=description,
        module_docstring=layout.docstring(about),
        docstring=layout.docstring(about, 4),
        attribute_docstring=layout.docstring(about.partition("\n\n")[0], 4),
        methods=methods,
        imports=imports(written),
        uses_models="models" in words(written),
    )


def _iterator_names(operations: Sequence[TypedOperation], methods: Sequence[str]) -> list[str]:
    """For each method the name of the one that goes through its pages; nothing where there are none."""
    taken = set(methods) | METHODS
    chosen = []
    for operation, name in zip(operations, methods, strict=True):
        iterator = names.fresh(_iterator_name(name), taken) if operation.paged else ""
        taken.add(iterator)
        chosen.append(iterator)
    return chosen


def _iterator_name(method: str) -> str:
    verb, _, rest = method.partition("_")
    return f"iter_{rest if rest and verb in ('list', 'get', 'search', 'find', 'query', 'fetch') else method}"
