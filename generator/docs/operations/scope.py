"""One section, and what it is read with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.docs.dialects import Dialect
from generator.docs.document import Document
from generator.docs.groups import Group
from generator.docs.operations.cutting import Section
from generator.docs.operations.rows import MethodRow
from generator.problems import Location, Problem
from generator.spec.facts import StatedSecurity


@dataclass(frozen=True, slots=True)
class Scope:
    """The section of an operation in its document; what cannot be read is added to `problems`.

    `groups` are the properties of the requests that the document describes itself, by the name of the request;
    `secured` are the schemes that it states for all its operations at once, None where it does not.
    """

    document: Document
    dialect: Dialect
    row: MethodRow
    section: Section
    problems: list[Problem]
    groups: Mapping[str, Group]
    secured: tuple[StatedSecurity, ...] | None

    def at(self, line: int) -> Location:
        """A line of the document."""
        return Location(self.document.path, line)
