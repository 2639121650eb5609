"""Security schemes and servers, under one name each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.problems import Location
from generator.spec.facts import SampleKey, StatedDocument, StatedScheme, StatedServer
from generator.spec.merge.merged import Scheme
from generator.spec.merge.naming import Names, scheme_names
from generator.spec.merge.said import CHOICES, distinct


def schemes_of(ordered: Sequence[StatedDocument], names: Names) -> tuple[Scheme, ...]:
    """The security schemes that are described, configured in samples, or named by an operation."""
    stated: dict[str, list[StatedScheme]] = defaultdict(list)
    samples: dict[str, list[SampleKey]] = defaultdict(list)
    places: dict[str, list[Location]] = defaultdict(list)
    for document in ordered:
        for name, place in scheme_names(document):
            places[names.scheme(name)].append(place)
        for scheme in document.schemes:
            stated[names.scheme(scheme.key)].append(scheme)
        for operation in document.operations:
            for sample in operation.sample_keys:
                samples[names.scheme(sample.scheme)].append(sample)
    return tuple(
        Scheme(
            key=name,
            stated=tuple(stated[name]),
            samples=tuple(samples[name]),
            at=_scheme_places(stated[name], at),
        )
        for name, at in places.items()
    )


def _scheme_places(stated: Sequence[StatedScheme], named: Sequence[Location]) -> tuple[Location, ...]:
    """Where READMEs describe the scheme, or else the first place that names it in each document."""
    if stated:
        return distinct(scheme.at for scheme in stated)
    return tuple({place.path: place for place in reversed(named)}.values())[::-1]


@CHOICES.rule("servers")
def servers_of(ordered: Sequence[StatedDocument]) -> tuple[StatedServer, ...]:
    """Every base URL that a document states is a server, those of the first documents by precedence first. A
    relative URL that is the end of another, and the generators' `http://localhost` beside another, are left
    out."""
    known: dict[str, StatedServer] = {}
    for document in ordered:
        for server in document.servers:
            url = server.url.rstrip("/") or server.url
            old = known.setdefault(url, replace(server, url=url))
            if server.description and not old.description:
                known[url] = replace(old, description=server.description)
    return tuple(server for url, server in known.items() if not _shadowed(url, known))


def _shadowed(url: str, known: Iterable[str]) -> bool:
    others = [other for other in known if other != url]
    if re.fullmatch(r"https?://localhost", url):
        return bool(others)
    return not url or ("://" not in url and any(other.endswith(url) for other in others))
