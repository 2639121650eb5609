"""Api -> the package that the templates see.

Stages, each of frozen data: operations in types (`operations`), as text in their resources (`constants`, `methods`,
`resources`), the models that they use (`models`), and the clients around them (`security`, `servers`, `clients`).
"""

from __future__ import annotations

from generator.client import layout, names, texts
from generator.client.notes import Note
from generator.client.package import Package
from generator.client.readme import readme
from generator.client.schema_types import Types
from generator.client.view import clients
from generator.client.view.models import model_modules
from generator.client.view.resources import resources
from generator.client.view.security import schemes
from generator.client.view.servers import base_url
from generator.spec.api import Api


def package_view(api: Api, package: str) -> tuple[Package, tuple[Note, ...]]:
    """What the templates see of `api`, and what could not be said in Python, in the order of the document.

    Raises ValueError when `package` is no package name.
    """
    if not names.is_package_name(package):
        raise ValueError(f"not a package name: {package!r}")
    types = Types(api)
    found = resources(api, types)
    guards = schemes(api, package, types)
    modules = model_modules(types.finish(), found)
    url = base_url(api, types)
    _note_webhooks(api, types)
    view = Package(
        name=package,
        title=texts.line(api.title) or package,
        base_url=url,
        schemes=guards,
        resources=found,
        models=modules,
        model_names=tuple(sorted((name, module.module) for module in modules for name in module.names)),
        resource_imports=clients.resource_imports(found),
        api_declaration=clients.api_declaration(api, package, url, guards, found),
        client_docstring=layout.docstring(texts.client(api, guards), 4),
        async_docstring=layout.docstring(texts.async_client(api), 4),
        constructor=clients.constructor(guards),
        super_call=clients.super_call(guards),
        readme=readme(api, package, url, guards, found, types),
    )
    return view, tuple(types.notes)


def _note_webhooks(api: Api, types: Types) -> None:
    if api.extra.get("webhooks"):
        told = ", ".join(map(str, api.extra["webhooks"]))[:200]
        types.notes.append(Note("R11", f"webhooks are for a server to receive: {told} left out", api.evidence))
