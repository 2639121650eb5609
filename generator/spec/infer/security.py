"""The security of operations: how the schemes that one names go together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.spec.api import SecurityRequirement, SecurityScheme
from generator.spec.facts import StatedSecurity
from generator.spec.infer.book import Found, inference
from generator.spec.merge import Merged


@inference("security-keys-together")
def keys_together(
    schemes: Sequence[StatedSecurity], keys: frozenset[str], alone: frozenset[str]
) -> Found[tuple[SecurityRequirement, ...]] | None:
    """Several API keys of one operation (an id and a key, a key and a tenant) are needed together, unless each of them
    suffices alone for another operation; other schemes beside them are alternatives. Cookies are no such keys."""
    joint = [one for one in schemes if one.name in keys]
    if len(joint) < 2 or all(one.name in alone for one in joint):
        return None
    together = SecurityRequirement(schemes=tuple((one.name, one.scopes) for one in joint))
    return Found((*_each(one for one in schemes if one not in joint), together))


@inference("security-alternatives")
def alternatives(schemes: Sequence[StatedSecurity]) -> Found[tuple[SecurityRequirement, ...]] | None:
    """Documents print schemes that are needed together and schemes of which one is enough alike; they are read as
    alternatives. Clients send all of them that are configured and do not exclude each other."""
    return Found(_each(schemes)) if len(schemes) > 1 else None


def _each(schemes: Iterable[StatedSecurity]) -> tuple[SecurityRequirement, ...]:
    return tuple(SecurityRequirement(schemes=((one.name, one.scopes),)) for one in schemes)


@inference("security-unknown")
def unknown(described: Sequence[str]) -> Found[tuple[SecurityRequirement, ...]] | None:
    """An operation whose document has a part about authorization that names nothing takes any of the schemes that a
    README describes. A guess."""
    if not described:
        return None
    return Found(tuple(SecurityRequirement(schemes=((key, ()),)) for key in described), guess=True)


def requirements(
    merged: Merged, schemes: Mapping[str, SecurityScheme]
) -> list[Found[tuple[SecurityRequirement, ...] | None]]:
    """The security of each operation: None when nothing is said of it nor of the API, () when it needs none."""
    keys = frozenset(key for key, one in schemes.items() if one.kind == "apiKey" and one.location != "cookie")
    alone = frozenset(one.security[0].name for one in merged.operations if one.security and len(one.security) == 1)
    described = [scheme.key for scheme in merged.schemes if scheme.stated]
    found: list[Found[tuple[SecurityRequirement, ...] | None]] = []
    for one in merged.operations:
        if one.security is not None:
            joint = keys_together(one.security, keys, alone) or alternatives(one.security)
            found.append(joint or Found(_each(one.security)))
        else:
            found.append((unknown(described) if one.security_blank else None) or Found(None))
    return found
