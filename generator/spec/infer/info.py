"""What the API is called, and its version."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from generator.spec.infer.book import Found, inference
from generator.spec.merge import Merged
from generator.spec.spelling import plain, word_set, words

# What generators put into a namespace when nobody names it, and words that name no API.
_DEFAULTS: Final = word_set("""
    psopenapitools openapitools openapi openapiclient openapiserver swagger swaggerclient
    client clients server sdk sdks api apis model models rest org com io net www generated lib default
    android c csharp dart eiffel go java javascript julia kotlin objc perl php powershell python r ruby rust scala swift
    typescript
    """)
_VERSION = re.compile(r"(?:^|/)v(\d+(?:\.\d+)*)(?=/|$)", re.I)


@inference("title-from-namespace")
def title_from_namespace(merged: Merged) -> Found[str] | None:
    """An API that no README names is called after the namespace of the SDK or the package that its README is about, but
    for what generators put there by themselves (`OpenAPI\\Client`, `PSOpenAPITools`, `Sdk`, `Api`)."""
    for namespace in merged.namespaces:
        parts = [part for part in re.split(r"[^\w]+|_", namespace) if part and plain(part) not in _DEFAULTS]
        named = [word for part in dict.fromkeys(parts) for word in _words(part)]
        while named and (plain(named[-1]) in _DEFAULTS or re.fullmatch(r"[Vv]\d+", named[-1])):
            named.pop()
        if named:
            return Found(" ".join(named) + " API")
    return None


@inference("title-from-server")
def title_from_server(merged: Merged) -> Found[str] | None:
    """Without a name in any namespace the API is called after the host that it runs on, but for an `api` or `www` in
    front of it. A guess."""
    for server in merged.servers:
        host = re.match(r"[a-z]+://(?:(?:www|api)\.(?=[\w-]+\.))?([\w.-]+)", server.url)
        if host and "." in host[1]:
            return Found(host[1], guess=True)
    return None


@inference("title-unknown")
def title_unknown() -> Found[str]:
    """An API that nothing names is called `API`. A guess."""
    return Found("API", guess=True)


@inference("version-from-path")
def version_from_path(merged: Merged) -> Found[str] | None:
    """The version is the one that most paths, or else the base URL, carry: `/api/v1/`. A guess."""
    paths = [operation.path for operation in merged.operations]
    for texts in (paths, [server.url for server in merged.servers]):
        versions = Counter(match[1] for text in texts if (match := _VERSION.search(text)))
        if versions and sum(versions.values()) * 2 > len(texts):
            return Found(max(versions.items(), key=lambda one: (one[1], one[0]))[0], guess=True)
    return None


@inference("version-unknown")
def version_unknown() -> Found[str]:
    """An API whose version nothing shows has version 0. A guess."""
    return Found("0", guess=True)


def title(merged: Merged) -> Found[str]:
    """The title of the API."""
    if merged.titles:
        return Found(merged.titles[0])
    return title_from_namespace(merged) or title_from_server(merged) or title_unknown()


def version(merged: Merged) -> Found[str]:
    """The version of the API."""
    if merged.versions:
        return Found(merged.versions[0])
    return version_from_path(merged) or version_unknown()


def description(merged: Merged) -> str:
    """The longest description that a document gives of the API."""
    return max(merged.descriptions, key=len, default="")


def _words(part: str) -> Sequence[str]:
    """The words of a part of a namespace, capitalized as in a title; its own capitals stay."""
    found = re.findall(r"[A-Z]+(?![a-z])\d*|[A-Z]?[^A-Z\d\W_]+\d*|\d+", part)
    return [word[:1].upper() + word[1:] for word in found] if words(part) else [part]
