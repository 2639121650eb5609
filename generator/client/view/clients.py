"""The clients: the constant that describes the API to the runtime, their constructors, and what they import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.client import layout, texts
from generator.client.layout import call, lay_out, string, value
from generator.client.package import Resource, Scheme
from generator.client.view.servers import variables
from generator.spec.api import Api


def api_declaration(
    api: Api, package: str, base_url: str, schemes: Sequence[Scheme], resources: Sequence[Resource]
) -> str:
    """The statement that makes the constant `API`."""
    items: list[str | layout.Group] = [string(package), string(texts.line(api.title) or package)]
    if api.version:
        items.append(f"version={string(texts.line(api.version))}")
    if base_url:
        items.append(f"base_url={string(base_url)}")
    own = (server for operation in api.operations for server in operation.servers[:1])
    items += variables(*api.servers[:1], *own)
    if schemes:
        items.append(layout.Group("schemes={", tuple(map(_entry, schemes)), "}", display=True))
    places = {item.attribute: f"{item.attribute}:{item.class_name}" for item in resources}
    items.append(value("resources=", places))
    return lay_out(call("API = rt.Api(", items))


def _entry(scheme: Scheme) -> layout.Group:
    return replace(scheme.declaration, head=f"{string(scheme.key)}: {scheme.declaration.head}")


def resource_imports(resources: Sequence[Resource]) -> tuple[str, ...]:
    """The statements that import the classes of the resources."""
    return tuple(_resource_import(item) for item in sorted(resources, key=lambda item: item.attribute))


def _resource_import(resource: Resource) -> str:
    told = tuple(sorted((resource.class_name, f"Async{resource.class_name}")))
    return lay_out(layout.Import(f"from .resources.{resource.attribute} import ", told), 4)


def constructor(schemes: Sequence[Scheme]) -> str:
    """The head of the constructors."""
    credentials = [f"{scheme.keyword}: {scheme.annotation} | None = None" for scheme in schemes]
    items = ["self", "*", "base_url: str | None = None", *credentials, "**settings: Unpack[rt.Settings]"]
    return lay_out(layout.Group("def __init__(", tuple(items), ") -> None"), 4, ":")


def super_call(schemes: Sequence[Scheme]) -> str:
    """The body of the constructors."""
    told = tuple(f"{string(scheme.key)}: {scheme.keyword}" for scheme in schemes)
    credentials = layout.Group("{", told, "}", display=True)
    return lay_out(call("super().__init__(", ["API", "base_url", credentials, "settings"]), 8)
