"""What stands around the operations: info, servers, tags, and what an Api only keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from generator.spec.api import EMPTY, Server, Tag
from generator.spec.openapi.cursor import EVIDENCE_KEY, Cursor
from generator.spec.openapi.read.source import Source

_OWN: Final = frozenset("openapi info servers tags paths components security".split()) | {EVIDENCE_KEY}

_INFO: Final = "title version description summary termsOfService contact license".split()


def info(source: Source) -> Cursor:
    """Where title and version stand."""
    if not isinstance(source.root.value.get("info"), dict):
        source.reading.report("S14", source.root, "there is no `info`: title and version stay empty")
        return Cursor({}, ("info",))
    at = source.root.child("info")
    for key in ("title", "version"):
        if at.value.get(key) is None:
            source.reading.report("S14", at, f"`info` has no {key}: it stays empty")
    return at


def root_extra(source: Source, info: Cursor) -> Mapping[str, Any]:
    """What an Api has no place for: members of the root and of `info`."""
    extra = source.beside(source.root, _OWN, "externalDocs jsonSchemaDialect webhooks")
    source.reading.unknown(info, _INFO)
    about = {key: value for key, value in info.value.items() if key not in ("title", "version", "description")}
    return {**({"info": about} if about else {}), **extra} or EMPTY


def servers(source: Source, at: Cursor) -> tuple[Server, ...]:
    """The servers of the document, of a path item or of an operation."""
    reading = source.reading
    found = []
    for item in reading.items(at, "servers"):
        if not reading.is_mapping(item):
            continue
        if item.value.get("url") is None:
            reading.report("S14", item, "the server has no url: left out")
            continue
        variables = {name: _variable(source, child) for name, child in reading.mapping(item, "variables")}
        found.append(
            Server(
                url=reading.text(item, "url"),
                description=reading.text(item, "description"),
                variables=variables or EMPTY,
                evidence=reading.evidence(item),
            )
        )
    return tuple(found)


def _variable(source: Source, at: Cursor) -> Mapping[str, Any]:
    """A server variable as it stands, its default and enum as the texts that they must be."""
    members = source.reading.members(at)
    stated = [key for key in ("default", "description") if key in members]
    texts: dict[str, Any] = {key: source.reading.text(at, key) for key in stated}
    enum = {"enum": list(source.reading.texts(at, "enum"))} if "enum" in members else {}
    return {**members, **texts, **enum}


def tags(source: Source) -> tuple[Tag, ...]:
    """The tags that the document describes, the first of each name."""
    reading = source.reading
    found: dict[str, Tag] = {}
    for item in reading.items(source.root, "tags"):
        if isinstance(item.value, str):
            reading.report("S15", item, "a tag must be a mapping: taken as its name")
            found.setdefault(item.value, Tag(name=item.value))
        elif reading.is_mapping(item):
            name = reading.text(item, "name")
            found.setdefault(name, Tag(name=name, description=reading.text(item, "description")))
    return tuple(found.values())
