"""Security schemes and servers, under one name each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.problems import Location, Problem
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
def servers_of(ordered: Sequence[StatedDocument], differences: list[Problem]) -> tuple[StatedServer, ...]:
    """Every base URL that a document states is a server, those of the first documents by precedence first. A relative
    URL that is the end of another, and the generators' `http://localhost` beside another, are left out. Documents that
    share no host with any other may be about another API, which is reported."""
    differences.extend(_other_hosts([document.servers for document in ordered]))
    known: dict[str, StatedServer] = {}
    for document in ordered:
        for server in document.servers:
            url = server.url.rstrip("/") or server.url
            old = known.setdefault(url, replace(server, url=url))
            if server.description and not old.description:
                known[url] = replace(old, description=server.description)
    return tuple(server for url, server in known.items() if not _shadowed(url, known))


def _other_hosts(stated: Iterable[Sequence[StatedServer]]) -> Iterator[Problem]:
    """A problem for each group of documents whose hosts no document connects with those of the first group."""
    left = [(hosts, servers[0]) for servers in stated if (hosts := _hosts(servers))]
    beside: dict[str, set[str]] = defaultdict(set)
    for hosts, _ in left:
        for host in hosts:
            beside[host] |= hosts
    firsts: list[StatedServer] = []
    known: set[str] = set()
    for hosts, first in left:
        if not hosts & known:
            firsts.append(first)
        reached = list(hosts - known)
        while reached:
            host = reached.pop()
            reached += beside[host] - known
            known |= beside[host]
    for other in firsts[1:]:
        yield Problem("M09", other.at, f"server {other.url} differs from {firsts[0].url}", taken=firsts[0].at)


def _hosts(servers: Sequence[StatedServer]) -> set[str]:
    """The hosts of servers; the one that generators make up is none."""
    hosts = {match[1].lower() for one in servers if (match := re.match(r"[a-z]+://([^/:?#]+)", one.url, re.I))}
    return hosts - {"localhost"}


def _shadowed(url: str, known: Iterable[str]) -> bool:
    others = [other for other in known if other != url]
    if re.fullmatch(r"https?://localhost", url):
        return bool(others)
    return not url or ("://" not in url and any(other.endswith(url) for other in others))
