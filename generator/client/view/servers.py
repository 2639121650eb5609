"""Where an API is served."""

from __future__ import annotations

from generator.client import layout
from generator.client.layout import value
from generator.client.notes import Note
from generator.client.schema_types import Types
from generator.spec.api import Api, Operation, Server


def base_url(api: Api, types: Types) -> str:
    """The URL of the first server; nothing, and a note, where there is none that is absolute."""
    if not api.servers:
        types.notes.append(Note("R07", "no server is documented: base_url= must be given", api.evidence))
        return ""
    url = api.servers[0].url
    if "://" not in url:
        message = f"the server {url[:200]!r} is relative: base_url= must be given"
        types.notes.append(Note("R07", message, api.servers[0].evidence))
        return ""
    return url


def own_server(operation: Operation, types: Types) -> Server | None:
    """The server of an operation that has one of its own, unless it is relative, which is noted."""
    if not operation.servers:
        return None
    server = operation.servers[0]
    if "://" in server.url:
        return server
    message = f"the server {server.url[:200]!r} of {operation.operation_id} is relative: the API's is used"
    types.notes.append(Note("R07", message, server.evidence))
    return None


def variables(*servers: Server) -> list[str | layout.Group]:
    """The variables of servers as an argument, where there are any: of each its default, and what else it may be. Of
    two that have one name the first counts."""
    values = {name: told for server in reversed(servers) for name, told in server.values().items()}
    return [value("variables=", values)] if values else []
