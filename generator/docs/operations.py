"""API documents: the method table and the operations' sections -> stated operations."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import Any

from generator.docs import languages, mend, samples, tables, values
from generator.docs.dialects import INTEGER, NUMBER, Dialect
from generator.docs.document import Block, Document, Fence, Heading, Item, Listing, Quote, Row, Table, Text
from generator.docs.fields import field_name, field_rows, read_field, shown
from generator.docs.groups import Group, groups
from generator.docs.nested import read_request
from generator.docs.sections import PARAMETER_PARTS, Part, Section, called, cut, settle, squeeze
from generator.docs.types import read_type
from generator.problems import Location, Problem
from generator.spec.api import MISSING
from generator.spec.facts import (
    SampleField,
    SampleKey,
    StatedField,
    StatedHeader,
    StatedOperation,
    StatedResponse,
    StatedReturn,
    StatedSecurity,
    StatedServer,
)


@dataclass(frozen=True, slots=True)
class MethodRow:
    """A row of the method table."""

    name: str
    tag: str
    method: str
    path: str
    summary: str
    at: Location


@dataclass(frozen=True, slots=True)
class OperationsRead:
    """What a document says of operations."""

    operations: tuple[StatedOperation, ...]
    servers: tuple[StatedServer, ...]
    namespace: str
    tag: str
    problems: tuple[Problem, ...]


_BASE = re.compile(r"^(?:All URIs are relative to|Base URL:?)\s*(.*)$", re.I)
_URL = re.compile(r"(https?://[^\s*,<>)]+|/[^\s*,<>)]*)")
_EMPHASISED = re.compile(r"(?<![\w*])[*_]((?:https?://|/)[^\s*]+)[*_](?![\w*])")
_TWINS = re.compile(r"A?Sync$")
"""Tizen has no plain form: `getBoatSync` and `getBoatASync` are the twins of one operation."""
_TWIN = re.compile(r"(?:With_?Http_?Info|_with_http_info|WithResponseBody|Async(?:WithHttpInfo)?|_async|Call)$", re.I)


def read_operations(document: Document, dialect: Dialect, elsewhere: Sequence[MethodRow] = ()) -> OperationsRead:
    """Read an API document. Problems: rows that cannot be read, rows without a section, sections without a row.

    A document without a method table takes the rows that are listed `elsewhere`.
    """
    listed = list(tables.method_tables(document))
    if not listed:
        return _read_detached(document, dialect, elsewhere)
    namespace, tag = read_class(document, dialect)
    problems: list[Problem] = []
    tags = [_tag_above(document, table, dialect, several=len(listed) > 1) or tag for table in listed]
    found = [
        row for table, own in zip(listed, tags, strict=True) for row in _method_rows(document, table, own, problems)
    ]
    rows = list(_without_twins(found))
    end = max((row.line for row in listed[0].rows), default=listed[0].line)
    sections = cut(document, [row.name for row in rows], end)
    matched, lost = _match(document, rows, sections, problems)
    requests = _requests(document)
    operations = tuple(_operation(document, dialect, row, matched.get(row), problems, requests) for row in rows)
    problems.extend(_missing(document, rows, matched, sections))
    problems.extend(_lost(document, lost))
    return OperationsRead(operations, tuple(read_servers(document)), namespace, tag, tuple(problems))


def read_rows(document: Document) -> tuple[MethodRow, ...]:
    """The rows of all method tables of a document."""
    found = (_method_rows(document, table, "", []) for table in tables.method_tables(document))
    return tuple(_without_twins(row for rows in found for row in rows))


def _read_detached(document: Document, dialect: Dialect, elsewhere: Sequence[MethodRow]) -> OperationsRead:
    """Sections without a method table: their rows are in the README, or verb and path below their heading."""
    namespace, tag = read_class(document, dialect)
    problems: list[Problem] = []
    own = [row for row in elsewhere if tag_of(re.split(r"[.\\/]|::", row.tag)[-1], dialect) == tag] or list(elsewhere)
    first = next((block.line for block in document.blocks if isinstance(block, Heading)), 0)
    sections = cut(document, [row.name for row in own], first)
    headings = {squeeze(section.name) for section in sections}
    rows = [row for row in own if squeeze(row.name) in headings or headings == {""}]
    named = {squeeze(row.name) for row in rows}
    rows += [
        row for section in sections if squeeze(section.name) not in named for row in _row_below(document, section, tag)
    ]
    matched, lost = _match(document, rows, sections, problems)
    requests = _requests(document)
    operations = tuple(
        _operation(document, dialect, row, matched.get(row), problems, requests) for row in rows if row in matched
    )
    problems.extend(_lost(document, lost))
    return OperationsRead(operations, tuple(read_servers(document)), namespace, tag, tuple(problems))


def _row_below(document: Document, section: Section, tag: str) -> Iterator[MethodRow]:
    """The row that a line with nothing but a verb and a path stands for, where somebody put it below the heading."""
    for block in section.part("intro"):
        for number, text in _numbered(block):
            request = tables.REQUEST.match(text.strip())
            if request and section.name and request[2].startswith("/"):
                at = Location(document.path, number)
                yield MethodRow(section.name, tag, request[1].upper(), clean_path(request[2]), "", at)
                return


def _tag_above(document: Document, table: Table, dialect: Dialect, *, several: bool) -> str:
    """The tag of the class whose heading stands above a table; "" where the heading is no name, or, but for `several`
    tables, no class's."""
    above = [block for block in document.blocks if isinstance(block, Heading) and block.line < table.line]
    name = mend.name(above[-1].text) if above else ""
    return "" if " " in name or not (several or re.search(r"A(?:pi|PI)$", name)) else tag_of(name, dialect)


def read_class(document: Document, dialect: Dialect) -> tuple[str, str]:
    r"""The SDK's namespace and the tag, from the title: `Okta.Sdk.Api.SessionApi` -> (`Okta.Sdk`, `Session`)."""
    full = _class_name(document)
    parts = [part for part in re.split(r"[.\\/]|::", full) if part]
    if not parts or " " in parts[-1]:
        return "", ""
    namespace = ".".join(part for part in parts[:-1] if part.lower() not in ("api", "apis"))
    return namespace, tag_of(parts[-1], dialect)


def _class_name(document: Document) -> str:
    """The title above the method table, which is the last one of its level (a README may stand above it); without one,
    the file that the rows of the table link to."""
    table = tables.method_table(document)
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    above = [block for block in headings if block.line < table.line] if table else headings[:1]
    if above:
        level = min(block.level for block in above)
        names = [mend.name(block.text) for block in above if block.level == level]
        return next((name for name in reversed(names) if " " not in name), names[0])
    links = (mend.unlink(row.raw).targets for row in (table.rows if table else ()))
    files = (re.match(r"^([\w./-]+)\.md\b", target) for targets in links for target in targets[:1])
    return next((match[1].rpartition("/")[2] for match in files if match), "")


def tag_of(class_name: str, dialect: Dialect) -> str:
    """The tag that a class is called after: `SessionApi`, `BERTHS_API`, `berths_api`, `api_berths`, `OAIBerthsApi`."""
    name = re.sub(r"(?:Api|API|_api|_API)?Interface$|(?:Api|API|_api|_API|(?<=[a-z])Manager)$", "", class_name)
    name = name.removeprefix("api_") if name == class_name else name or class_name
    if dialect.types.prefix is not None:
        name = re.sub(dialect.types.prefix, "", name)
    return name.strip("_")


def read_servers(document: Document) -> Iterator[StatedServer]:
    """The base URL of "All URIs are relative to"; above the first table, in whatever language it is introduced."""
    above = next((block.line for block in document.blocks if isinstance(block, Table)), 0)
    for block in document.blocks:
        if isinstance(block, Text):
            for offset, line in enumerate(block.lines):
                plain = mend.unlink(line).text.replace("**", "*")
                match = _BASE.match(plain) or (_EMPHASISED.search(plain) if block.line < above else None)
                url = _URL.search(html.unescape(match[1])) if match else None
                if url:
                    text = re.sub(r"^https?://.*(?=https?://)", "", url[1].rstrip("."))  # Tizen prints host and URL
                    yield StatedServer(url=text, at=Location(document.path, block.line + offset))


def _method_rows(document: Document, table: Table, tag: str, problems: list[Problem]) -> Iterator[MethodRow]:
    named = tables.roles(table)
    for row in tables.listed(document, table):
        cells = tables.by_role(row, named)
        request = tables.REQUEST.match(html.unescape(cells.get("request")))
        if request is None:
            wrapped = len([cell for cell in row.cells if cell]) < 2
            if not wrapped:
                problems.append(
                    _problem("D120", document, row.line, "this row of the method table has no verb and path")
                )
            continue
        owner = mend.name(cells.get("class"))
        yield MethodRow(
            name=_operation_name(mend.name(cells.get("method"))),
            tag=owner or tag,
            method=request[1].upper(),
            path=clean_path(request[2]),
            summary=mend.prose(cells.get("description")),
            at=Location(document.path, row.line),
        )


def _operation_name(printed: str) -> str:
    """The operation's name as a cell has it: without call parentheses, and without the class that C puts before it."""
    return re.sub(r"^\w*A(?:PI|pi)_(?=\w)|\(.*\)$|\]\(.*$", "", printed)


def clean_path(text: str) -> str:
    """A path as printed, without markup: entities and escapes undone, one slash in front."""
    path = mend.name(text.split(" ", 1)[0] if " " in text and "{" not in text else text).replace(" ", "")
    path = path.replace("${", "{")  # sttp prints what Scala fills in
    path = re.sub(r"(?<=/):([\w-]+)", r"{\1}", path)  # dart-jaguar prints parameters as its router wants them
    return path if path.startswith("/") else f"/{path}"


def _without_twins(rows: Iterable[MethodRow]) -> Iterator[MethodRow]:
    """Rows without the SDK's second form of the same operation (`...WithHttpInfo`, `...Async`)."""
    listed = list(rows)
    names = {(row.name.lower(), row.method, row.path) for row in listed}
    for row in listed:
        bare = _TWINS.sub("", row.name)
        if all((f"{bare}{end}".lower(), row.method, row.path) in names for end in ("Sync", "ASync")):
            if not row.name.endswith("ASync"):
                yield replace(row, name=bare)
            continue
        plain = _TWIN.sub("", row.name)
        if plain == row.name or (plain.lower(), row.method, row.path) not in names:
            yield row


def _match(
    document: Document, rows: Sequence[MethodRow], sections: Sequence[Section], problems: list[Problem]
) -> tuple[dict[MethodRow, Section], list[Section]]:
    """Which section belongs to which row, and the sections of no row.

    By heading where there are headings; else by the operation that the sample calls, its place in the table agreeing.
    """
    if sections and not sections[0].name:
        return _match_by_sample(document, rows, sections, problems)
    matched: dict[MethodRow, Section] = {}
    lost: list[Section] = []
    waiting: dict[str, deque[MethodRow]] = {}
    for row in rows:
        waiting.setdefault(squeeze(row.name), deque()).append(row)
    for section in sections:
        candidates = waiting.get(squeeze(section.name))
        if candidates:
            matched[candidates.popleft()] = section
        elif candidates is None and squeeze(_TWIN.sub("", section.name)) not in waiting:
            lost.append(section)
    return matched, lost


def _match_by_sample(
    document: Document, rows: Sequence[MethodRow], sections: Sequence[Section], problems: list[Problem]
) -> tuple[dict[MethodRow, Section], list[Section]]:
    matched: dict[MethodRow, Section] = {}
    lost: list[Section] = []
    names = [row.name for row in rows]
    for index, section in enumerate(sections):
        name = called(section, names)
        by_place = rows[index] if len(sections) == len(rows) else None
        row = next((row for row in rows if row.name == name), by_place)
        if row is None or row in matched:
            lost.append(section)
            continue
        if by_place is not None and row is not by_place:
            message = f"the sample calls {row.name}, but the section stands at the place of {by_place.name}"
            problems.append(_problem("D111", document, section.line, message))
        matched[row] = section
    return matched, lost


def _missing(
    document: Document,
    rows: Sequence[MethodRow],
    matched: dict[MethodRow, Section],
    sections: Sequence[Section],
) -> Iterator[Problem]:
    for row in rows if sections else ():
        if row not in matched:
            yield _problem("D104", document, row.at.line, f"{row.name} is in the method table but has no section")
    if rows and not sections:
        names = rows[0].name if len(rows) == 1 else f"{rows[0].name} and {len(rows) - 1} more"
        yield _problem("D106", document, rows[0].at.line, f"nothing but verb and path is known of {names}")


def _lost(document: Document, lost: Sequence[Section]) -> Iterator[Problem]:
    for section in lost:
        name = section.name or "a section"
        yield _problem("D105", document, section.line, f"{name} has a section but is not in the method table")


def _requests(document: Document) -> dict[str, Group]:
    """The properties of the requests that an API document describes itself, by the name of the request.

    Java passes parameters that are grouped as one object, and puts its properties behind the operation.
    """
    listed = groups(document.blocks)
    return {
        name.title: properties
        for name, properties in pairwise(listed)
        if name.level < properties.level and properties.title.lower() == "properties"
    }


def _operation(
    document: Document,
    dialect: Dialect,
    row: MethodRow,
    section: Section | None,
    problems: list[Problem],
    requests: Mapping[str, Group],
) -> StatedOperation:
    base = StatedOperation(
        name=row.name,
        tag=tag_of(re.split(r"[.\\/]|::", row.tag)[-1], dialect) if row.tag else "",
        method=row.method,
        path=row.path,
        at=row.at,
        summary=row.summary,
        parameters_stated=False,
    )
    if section is None:
        return base
    section = replace(section, parts=settle(section.parts))
    reader = _SectionReader(document, dialect, row, section, problems, requests)
    return reader.fill(base)


class _SectionReader:
    """Reads the parts of one section."""

    def __init__(
        self,
        document: Document,
        dialect: Dialect,
        row: MethodRow,
        section: Section,
        problems: list[Problem],
        requests: Mapping[str, Group],
    ) -> None:
        self._document = document
        self._groups = requests
        self._dialect = dialect
        self._row = row
        self._section = section
        self._problems = problems

    def fill(self, base: StatedOperation) -> StatedOperation:
        section = self._section
        signature, summary, description = self._intro()
        parameters = self._parameters()
        stated = section.has(*PARAMETER_PARTS)
        if not stated:
            parameters = tuple(self._remarked(signature)) or tuple(self._arguments(signature))
            stated = bool(signature)
        parameters = self._with_samples(parameters, signature)
        security = self._security()
        found = replace(
            base,
            section=Location(self._document.path, section.line),
            summary=base.summary or summary,
            description=description,
            parameters=parameters,
            parameters_stated=stated,
            returns=self._returns(signature),
            security=security,
            security_blank=security is None and self._section.has("security"),
            consumes=self._content_types("content-type"),
            produces=self._content_types("accept"),
            responses=self._responses(),
            servers=tuple(self._servers()),
            sample_fields=tuple(self._sample_fields()),
            sample_keys=tuple(self._sample_keys()),
            deprecated=self._deprecated(),
        )
        return self._with_schemas(found)

    def _with_schemas(self, found: StatedOperation) -> StatedOperation:
        """An operation with what schemas in sections of their own say, where there are some (Python 6)."""
        if not self._dialect.schema_sections or not self._section.has("unknown", "responses"):
            return found
        blocks = [b for b in self._document.blocks if self._section.line < b.line <= self._section.end]
        request = read_request(self._document, blocks, self._dialect)
        if request is None:
            return found
        return replace(
            found,
            parameters=request.parameters,
            parameters_stated=True,
            returns=request.returns or found.returns,
            consumes=request.consumes,
            produces=request.produces,
            responses=request.responses,
        )

    # -- the introduction ------------------------------------------------------------------------------------------

    def _intro(self) -> tuple[str, str, str]:
        """Signature, summary (where the table has none) and description.

        The templates print signature, summary, description. The summary is the paragraph that repeats the table's
        text; a description may hold any Markdown, so it is taken as the lines stand.
        """
        signature = ""
        body: list[str] = []
        blocks = self._opening()
        parts = [part.line for part in self._section.parts if part.kind not in ("intro", "servers")]
        ends = sorted((*map(_first_line, blocks), *parts, self._section.end + 1))
        for block in blocks:
            if not signature and not body and isinstance(block, Quote | Fence):
                lines = block.lines if isinstance(block, Quote) else tuple(block.text.split("\n"))
                signature = "\n".join(lines)
                if isinstance(block, Quote) and not self._is_signature(signature):
                    body.append("\n".join(f"> {line}" for line in lines))
                    signature = ""
                continue
            if isinstance(block, Fence) and not body and self._is_signature(block.text):
                continue
            body.extend(text for text in [_without_chrome(self._source(block, ends))] if text)
        if not body:
            body = _doc_comment(signature)
        return signature, *self._split(body)

    def _opening(self) -> list[Block]:
        """What stands before the first part that tells parameters; a list of servers may be in between (php)."""
        behind = [block for block in self._section.part("servers") if not isinstance(block, Listing)]
        return [*self._section.part("intro"), *behind]

    def _is_signature(self, text: str) -> bool:
        return squeeze(self._row.name) in squeeze(text) or squeeze(text).startswith(squeeze(self._row.name)[:8])

    def _split(self, paragraphs: Sequence[str]) -> tuple[str, str]:
        """(summary, description) out of the paragraphs under the signature."""
        if not paragraphs:
            return "", ""
        told, start = mend.words(self._row.summary), 0
        for count, paragraph in enumerate(paragraphs if told else (), 1):
            words = mend.words(paragraph)
            if told[start : start + len(words)] != words:
                break
            start += len(words)
            if start == len(told):
                return "", mend.prose("\n\n".join(paragraphs[count:]))
        return "", mend.prose("\n\n".join(paragraphs))

    def _source(self, block: Block, ends: Sequence[int]) -> str:
        """A block as it stands in the file, up to the next of the lines that begin something (`ends`)."""
        if isinstance(block, Text):
            return block.joined
        start = _first_line(block)
        end = ends[bisect_right(ends, start)] if start < ends[-1] else start + 1
        return "\n".join(self._document.lines[start - 1 : end - 1]).strip()

    # -- the parts --------------------------------------------------------------------------------------------------

    def _parameters(self) -> tuple[StatedField, ...]:
        found: list[StatedField] = []
        for part in self._section.parts:
            if part.kind not in PARAMETER_PARTS:
                continue
            for cells in self._api_rows(part):
                stated = read_field(cells, self._document, self._dialect, self._problems)
                if stated is not None:
                    group = self._groups.get(stated.schema.ref or "")
                    members = self._members(group) if group else [_unlike(self._row.name, stated)]
                    found.extend(_with_part(each, part.kind) for each in members)
        return tuple(_unique(found))

    def _api_rows(self, part: Part) -> Iterator[tables.Cells]:
        """The rows of a part that are parameters of the API, and not of the SDK."""
        sdk = self._dialect.sdk_only
        above = ""
        for cells in field_rows(part.blocks, self._document, self._problems):
            name = field_name(cells)
            if name not in sdk and not (above in sdk and name in self._dialect.sdk_tail):
                yield cells
            above = name

    def _members(self, group: Group) -> list[StatedField]:
        """The parameters that a request holds, where the SDK passes them as one object."""
        rows = field_rows(group.blocks, self._document, self._problems)
        found = (read_field(cells, self._document, self._dialect, self._problems) for cells in rows)
        return [stated for stated in found if stated is not None]

    def _remarked(self, signature: str) -> Iterator[StatedField]:
        """The parameters that only the remarks in a sample describe (gdscript); optional ones have a default."""
        optional = set(re.findall(r"(\w+)\s*=", signature))
        for block in self._section.part("example"):
            for argument in samples.script_arguments(block) if isinstance(block, Fence) else ():
                printed = shown(read_type(argument.type, self._dialect.types), argument.example)
                if printed.schema == NUMBER and _is_whole(argument.example):
                    printed = replace(printed, schema=INTEGER)
                yield StatedField(
                    name=self._dialect.unspell(argument.name),
                    wire=mend.exact(self._dialect.unspell(argument.name), argument.name),
                    schema=printed.schema,
                    type_text=printed.text,
                    at=Location(self._document.path, argument.line),
                    required=argument.name not in optional,
                    default=(values.parse_default(argument.default, printed.schema) if argument.default else MISSING),
                    description=mend.prose(argument.description),
                    schema_uncertain=printed.uncertain,
                )

    def _arguments(self, signature: str) -> Iterator[StatedField]:
        """The parameters that only the signature names (graphql, gdscript)."""
        match = re.search(r"\((.*)\)", html.unescape(signature).replace("`", ""), re.S)
        for text in _split_arguments(match[1]) if match else ():
            argument = re.match(r"^\s*(\w[\w-]*)\s*(?::\s*([\w\[\]<>, ]+?))?\s*(?:=\s*(.*))?$", text)
            if argument is None or argument[1] in self._dialect.sdk_only or (argument[2] or "").strip() == "Callable":
                continue
            printed = read_type(argument[2] or "", self._dialect.types)
            yield StatedField(
                name=self._dialect.unspell(argument[1]),
                wire=mend.exact(self._dialect.unspell(argument[1]), argument[1]),
                schema=printed.schema,
                type_text=printed.text,
                at=Location(self._document.path, self._section.line),
                required=None if argument[3] is None and not argument[2] else argument[3] is None,
                schema_uncertain=True,
            )

    def _with_samples(self, parameters: Sequence[StatedField], signature: str) -> tuple[StatedField, ...]:
        """Parameters with what samples and the signature show of their wire names, places and being optional."""
        wires: dict[str, str] = {}
        dates: dict[str, str] = {}
        numbers: dict[str, str] = {}
        lists: frozenset[str] = frozenset()
        places: dict[str, str] = {}
        optional: frozenset[str] | None = None
        for block in self._section.part("example"):
            if isinstance(block, Fence):
                dates |= samples.dates(block)
                numbers |= samples.numbers(block)
                lists |= samples.lists(block)
                if self._dialect.usage_line:
                    places |= samples.usage(block)
                if self._dialect.wire_samples:
                    wires |= samples.literal_wire_names(block)
                if self._dialect.optional_in_samples:
                    remarked = samples.optional_arguments(block)
                    optional = optional if remarked is None else remarked
        arguments = _arguments(signature) if self._dialect.signature_hides_optional else frozenset()
        return tuple(
            replace(
                _with_sample(_with_evidence(stated, wires, optional, places, arguments), numbers),
                example="[" if stated.name in lists else dates.get(stated.name, stated.example),
            )
            for stated in parameters
        )

    def _returns(self, signature: str) -> StatedReturn | None:
        for part in self._section.parts:
            if part.kind != "returns":
                continue
            for block in part.blocks:
                if isinstance(block, Text | Table):
                    text = _without_chrome(block.joined) if isinstance(block, Text) else block.rows[0].raw
                    found = self._return_type(text, block.line)
                    if found is not None:
                        return found
            return StatedReturn(schema=None, type_text="", at=Location(self._document.path, part.line))
        return self._expected() or self._returned_by(signature)

    def _expected(self) -> StatedReturn | None:
        """The type that a sample expects, where there is no Return type part (gdscript)."""
        for block in self._section.part("example"):
            name = samples.response_type(block) if isinstance(block, Fence) else None
            if name is not None and isinstance(block, Fence):
                printed = read_type(name, self._dialect.types)
                at = Location(self._document.path, block.line)
                return StatedReturn(schema=printed.schema, type_text=name, at=at, uncertain=True)
        return None

    def _return_type(self, text: str, line: int) -> StatedReturn | None:
        at = Location(self._document.path, line)
        plain = re.sub(r"\s*\(PSCustomObject\)\s*$", "", text.strip())
        if not plain or plain.startswith("[["):
            return None
        if _EMPTY.search(plain) or _returns_nothing(plain):
            return StatedReturn(schema=None, type_text="", at=at)
        printed = read_type(plain, self._dialect.types)
        if printed.text.lower().strip("[]()* ") in _NOTHING:
            return StatedReturn(schema=None, type_text=printed.text, at=at)
        if not printed.understood:
            self._problems.append(
                _problem("D109", self._document, line, f"the return type {printed.text!r} is not understood")
            )
        uncertain = printed.uncertain or bool(printed.schema.one_of)
        return StatedReturn(schema=printed.schema, type_text=printed.text, at=at, uncertain=uncertain)

    def _returned_by(self, signature: str) -> StatedReturn | None:
        """The type before the name in a signature, where there is no Return type part."""
        match = re.match(
            r"^([\w\[\]<>,:.* ]+?)\s+[\w.]*" + re.escape(self._row.name) + r"\b",
            html.unescape(signature),
            re.I,
        )
        if match is None or match[1] in ("func", "def", "public", "async"):
            return None
        at = Location(self._document.path, self._section.line)
        printed = read_type(match[1], self._dialect.types)
        if printed.text.lower() in _NOTHING or (printed.schema.ref or "-").lower() in _NOTHING:
            return StatedReturn(schema=None, type_text=printed.text, at=at)
        return StatedReturn(schema=printed.schema, type_text=printed.text, at=at, uncertain=True)

    def _security(self) -> tuple[StatedSecurity, ...] | None:
        if not self._section.has("security"):
            return self._security_of_example()
        found: dict[str, StatedSecurity] = {}
        for block in self._section.part("security"):
            for line, text in _numbered(block):
                if languages.NO_AUTHORIZATION.search(text):
                    return ()
                for name, scopes in _schemes(text):
                    previous = found.get(name, StatedSecurity(name=name, at=Location(self._document.path, line)))
                    merged = dict.fromkeys((*previous.scopes, *scopes))
                    found[name] = replace(previous, scopes=tuple(merged))
        return tuple(found.values()) or None

    def _security_of_example(self) -> tuple[StatedSecurity, ...] | None:
        """The schemes that are listed above the sample (``* Api Key Authentication (`apiToken`)``)."""
        found: dict[str, StatedSecurity] = {}
        for block in self._section.part("example"):
            for item in block.items if isinstance(block, Listing) else ():
                match = re.match(r"^[\w ]*Authentication \(`?([^`()]+)`?\)", item.text)
                if match:
                    at = Location(self._document.path, item.line)
                    found.setdefault(match[1].strip(), StatedSecurity(name=match[1].strip(), at=at))
        return tuple(found.values()) or None

    def _content_types(self, which: str) -> tuple[str, ...] | None:
        for block in self._section.part("headers"):
            for text in _texts(block):
                plain = mend.name(text)
                match = re.match(rf"^\W*{which}\W*?:\s*(.*)$", plain, re.I)
                if match:
                    if re.match(r"not defined|none|n/a", match[1], re.I):
                        return ()
                    return tuple(dict.fromkeys(_media_types(match[1])))
        return None

    def _servers(self) -> Iterator[StatedServer]:
        """The servers of this operation alone: a list, and below a server its variables."""
        items = [item for b in self._section.part("servers") if isinstance(b, Listing) for item in b.items]
        for number, item in enumerate(items):
            if item.depth:
                continue
            variables = _variables(takewhile(lambda each: each.depth, items[number + 1 :]))
            text = mend.prose(item.text.removesuffix(self._row.summary))
            for piece in _ADDRESSES.split(text):
                url = _ADDRESS.match(piece)
                if url:
                    own = {name: told for name, told in variables.items() if f"{{{name}}}" in url[1]}
                    at = Location(self._document.path, item.line)
                    yield StatedServer(url=url[1], description=url[2].strip(), variables=own, at=at)

    def _responses(self) -> tuple[StatedResponse, ...] | None:
        found: list[StatedResponse] = []
        for block in self._section.part("responses"):
            if isinstance(block, Table):
                named = tables.roles(block) if block.header else ("status", "description", "headers")
                if "status" in named:
                    found.extend(self._response(row, named) for row in block.rows if _is_status(row, named))
        return tuple(_without_repeats(found)) or None

    def _response(self, row: Row, named: Sequence[str]) -> StatedResponse:
        cells = tables.by_role(row, named)
        status = mend.name(cells.get("status"))
        return StatedResponse(
            status=status,
            description=mend.prose(cells.get("description")),
            headers=tuple(_headers(cells.get("headers"))),
            at=Location(self._document.path, row.line),
        )

    def _sample_fields(self) -> Iterator[SampleField]:
        for block in self._section.part("example"):
            if isinstance(block, Fence):
                if self._dialect.wire_samples:
                    yield from samples.literal_fields(block, self._document.path)
                else:
                    yield from samples.cmdlet_fields(block, self._document.path)

    def _sample_keys(self) -> Iterator[SampleKey]:
        for block in self._section.part("example"):
            if isinstance(block, Fence):
                yield from samples.sample_keys(block, self._document.path)
        for block in self._section.part("security"):
            if isinstance(block, Text):
                yield from samples.configured_keys(block, self._document.path)

    def _deprecated(self) -> bool:
        line = self._document.quote(self._section.line)
        return "~~" in line or any(
            isinstance(block, Text) and re.match(r"^\W*(?:deprecated|@deprecated)\W*$", block.lines[0], re.I)
            for block in self._section.part("intro")
        )


def _without_repeats(responses: Sequence[StatedResponse]) -> Iterator[StatedResponse]:
    """Responses with a status that stands there again as the default one, for which Helidon prints 200."""
    told = any(each.status in ("0", "default") for each in responses)
    seen: set[str] = set()
    for each in responses:
        yield each if told or each.status not in seen else replace(each, status="default")
        seen.add(each.status)


def _first_line(block: Block) -> int:
    """The line where a block begins; a sample's is that of its code."""
    return block.line - 1 if isinstance(block, Fence) else block.line


def _doc_comment(signature: str) -> list[str]:
    """The paragraphs of the comment above a signature, where C documents its functions."""
    comment = "\n".join(re.findall(r"^//[ ]?(.*)$", signature, re.M))
    return [paragraph.strip() for paragraph in comment.split("\n\n") if paragraph.strip()]


_EMPTY = re.compile(r"[({]\s*empty response body\s*\)", re.I)


def _returns_nothing(text: str) -> bool:
    """True for `void (...)` and for words in parentheses, in whatever language they say that the body is empty."""
    match = re.match(r"^(?:\w+\[)?`?(\w*)`?\]?\s*[({]([^,<>\[\]]+)\)$", text)
    return match is not None and match[1].lower() in _NOTHING and bool(match[1] or re.search(r"[^!-~]", match[2]))


_NOTHING = frozenset({"void", "null", "nil", "none", "unit", "void?", "nothing", "()", "kotlin.unit", "undefined", ""})


def _with_part(stated: StatedField, kind: str) -> StatedField:
    """A row under `Path Parameters` is in the path; one under `Required Parameters` is required."""
    if kind in ("path", "query", "header"):
        stated = replace(stated, place=kind)
    if kind == "path" or (kind == "required" and stated.required is None):
        return replace(stated, required=True)
    return replace(stated, required=False) if kind == "optional" else stated


def _unlike(operation: str, stated: StatedField) -> StatedField:
    """A parameter without the word that tells it from an operation that is called like it (`boat_param` in Julia)."""
    return replace(stated, name=operation) if stated.name == f"{operation}_param" else stated


def _with_evidence(
    stated: StatedField,
    wires: dict[str, str],
    optional: frozenset[str] | None,
    places: dict[str, str],
    arguments: frozenset[str],
) -> StatedField:
    wire = wires.get(stated.name)
    if wire is not None and _bare(wire) == _bare(stated.name):
        stated = replace(stated, wire=wire)
    if optional is not None and stated.place != "path" and stated.required is not False:
        stated = replace(stated, required=stated.name not in optional)
    if stated.required is None and arguments:
        stated = replace(stated, required=stated.name in arguments)
    shown = next((name for name in places if _bare(name) == _bare(stated.name)), None)
    return stated if shown is None else replace(stated, wire=shown, place=places[shown] or stated.place)


def _with_sample(stated: StatedField, numbers: Mapping[str, str]) -> StatedField:
    """A parameter with what the sample tells beside its type: `56` is a whole number, `3.14` is none."""
    schema = stated.schema
    members = schema.enum if schema.types == ("string",) else None
    if not _is_whole(numbers.get(stated.name.lstrip("$@"), "")):
        return stated
    if members and all(map(_is_whole, members)):
        schema = replace(INTEGER, enum=tuple(values.typed(each, INTEGER) for each in members))
        default = stated.default if stated.default is MISSING else values.typed(str(stated.default), INTEGER)
        return replace(stated, schema=schema, default=default)
    if "number" not in stated.type_text.lower():
        return stated
    if schema == NUMBER:
        return replace(stated, schema=INTEGER)
    return replace(stated, schema=replace(schema, items=INTEGER)) if schema.items == NUMBER else stated


def _is_whole(text: str) -> bool:
    return text.removeprefix("-").isdecimal()


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _unique(fields: Iterable[StatedField]) -> Iterator[StatedField]:
    """The first of each name: kotlin 7 repeats no row, but hand-edited tables do."""
    seen: set[str] = set()
    for stated in fields:
        if stated.name not in seen:
            seen.add(stated.name)
            yield stated


def _arguments(signature: str) -> frozenset[str]:
    """The names in the parentheses of a signature; with "()" for none, so that the set tells that one was there."""
    match = re.search(r"\((.*)\)", signature, re.S)
    return frozenset(["()", *re.findall(r"\w+", match[1])]) if match else frozenset()


def _split_arguments(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for index, character in enumerate(text):
        depth += character in "<[({"
        depth -= character in ">])}"
        if character == "," and depth == 0:
            parts.append(text[start:index])
            start = index + 1
    return [part for part in [*parts, text[start:]] if part.strip()]


def _texts(block: Block) -> Iterator[str]:
    """The lines of text in a block, list items included."""
    return (text for _, text in _numbered(block))


def _numbered(block: Block) -> Iterator[tuple[int, str]]:
    """The lines of text in a block, list items included, each with its number in the document."""
    if isinstance(block, Text):
        yield from enumerate(block.lines, block.line)
    elif isinstance(block, Listing):
        for item in block.items:
            yield item.line, item.text


_CHROME = re.compile(r"^\s*([-*_])(?:\s*\1){2,}\s*$|^\s*(?:\[\[.*\]\]\(.*\)\s*|\[Back to [^\]]*\]\s*)+$")


def _without_chrome(text: str) -> str:
    """A paragraph without anchors and the line of "Back to" links."""
    lines = [re.sub(r"<a (?:name|id)=\"[^\"]*\"\s*/?>(?:</a>)?", "", line) for line in text.split("\n")]
    return "\n".join(line for line in lines if not _CHROME.match(line)).strip()


def _schemes(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Scheme names in a line: links, bold links, bare names, `Configure NAME:`; `scopes: a, b` after them."""
    if _CHROME.match(text):
        return
    configured = samples.CONFIGURED.match(text)
    if configured:
        yield configured[1], ()
        return
    scopes = re.search(r"scopes?:\s*(.*)$", text, re.I)
    head = text[: scopes.start()] if scopes else text
    listed = tuple(part.strip(" `*[]()") for part in re.split(r"[,\s]+", scopes[1])) if scopes else ()
    names = re.findall(r"\[([^\]\[]+)\]\([^)]*\)", head) or _bare_schemes(head)
    for name in names:
        yield mend.scheme(name), tuple(scope for scope in listed if scope)


def _bare_schemes(text: str) -> list[str]:
    """Names in a copied page, where the links are gone."""
    parts = [part.strip() for part in text.split(",")]
    return parts if all(re.fullmatch(r"(?=\W*\w)[\w.\-:]+(?: [\w.\-]+)?", part) for part in parts) else []


_MISK = re.compile(r"(?<![A-Z_])[A-Z_]+\s*/\*\s*@todo\(unknown\) -> ([^*]{1,200}?)\s*\*/")


_TYPES = re.compile(r",|(?<=\w)(?=(?:application|text|image|audio|video|multipart)/)")
"""Between content types; Java's retrofit2 of version 4 printed nothing there."""

_CONSTANTS = {
    "APPLICATION_OCTETSTREAM": "application/octet-stream",
    "FORM_DATA": "multipart/form-data",
    "FORM_MULTIPART": "multipart/form-data",
    "MULTIPART_FORM_DATA": "multipart/form-data",
    "APPLICATION_FORM_URLENCODED": "application/x-www-form-urlencoded",
}


def _media_types(text: str) -> Iterator[str]:
    """The content types of a line; kotlin-misk prints constants (`APPLICATION_JSON`)."""
    for part in _TYPES.split(_MISK.sub(r"\1", text)):
        name = part.strip()
        if re.fullmatch(r"[A-Z]+(?:_[A-Z]+)+", name):
            name = _CONSTANTS.get(name) or name.lower().replace("_", "/", 1).replace("_", "-")
        if "/" in name:
            yield name


def _is_status(row: Row, named: Sequence[str]) -> bool:
    column = named.index("status")
    cell = mend.name(row.cells[column]) if len(row.cells) > column else ""
    return re.fullmatch(r"\d{1,3}|[1-5]XX|default", cell, re.I) is not None


_ADDRESS = re.compile(r"^((?:https?://|/)\S*)(.*)$", re.S)
_ADDRESSES = re.compile(r"\s*(?<!\S)-\s+(?=https?://|/)")


def _variables(items: Iterable[Item]) -> dict[str, dict[str, Any]]:
    """The variables of a server, as OpenAPI has them, from a list of four levels."""
    found: dict[str, dict[str, Any]] = {}
    told: dict[str, Any] = {}
    for item in items:
        word, _, rest = item.text.partition(":")
        if item.depth == 2:
            told = found.setdefault(word.strip(), {"default": ""})
            told |= {"description": rest.strip()} if rest.strip() not in ("", "No description provided") else {}
        elif item.depth == 3 and word == "Default value":
            told["default"] = rest.strip()
        elif item.depth == 4:
            told.setdefault("enum", []).append(item.text)
    return found


def _headers(text: str) -> Iterator[StatedHeader]:
    r"""Response headers: `  * Retry-After - Seconds to wait <br>  * ...`, or ` -  ` for none."""
    for piece in re.split(r"<br\s*/?>", text):
        match = re.match(r"^\s*\*\s*([\w-]+)\s*-?\s*(.*)$", piece)
        if match:
            yield StatedHeader(name=match[1], description=mend.prose(match[2]))


def _problem(code: str, document: Document, line: int, message: str) -> Problem:
    return Problem(code, Location(document.path, line, 1), message, document.quote(line))
