"""A reference document cut into sections: the part before the first operation, and one section an operation.

Headings of operations come in many forms (`# **op**`, `## op`, `` ## `op()` ``, `# **Class_op**`); kotlin 5 prints none
at all, and its sections are told apart by the order of their parts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from types import MappingProxyType

from generator.docs.cells import languages, mend, tables
from generator.docs.cells.titles import MODEL_PARTS, PARAMETER_PARTS, kind_of_title, part_kind, squeeze
from generator.docs.document import Block, Document, Fence, Heading, Listing, Row, Table, Text, following
from generator.docs.operations import samples

_KIND_OF = re.compile(r"\s+(?:function|method|operation|endpoint)$", re.I)
"""What a heading calls the operation behind its name."""

_CALL = re.compile(r"^\S+(?:, \S+)? ([\w.]+) ?\(.*\)$")
"""A signature for a heading: `Boat get_boat(boat_id)`."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an operation's section: `kind` as `part_kind` tells it ("intro" for what stands before the first, which
    has no `heading`)."""

    kind: str
    line: int
    blocks: tuple[Block, ...]
    heading: Heading | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """The section of one operation: `name` as its heading has it, "" without a heading; `end` its last line."""

    name: str
    line: int
    end: int
    parts: tuple[Part, ...]

    def part(self, *kinds: str) -> Iterator[Block]:
        """The blocks of the parts of these kinds, in order."""
        return (block for part in self.parts if part.kind in kinds for block in part.blocks)

    def has(self, *kinds: str) -> bool:
        """True when the section has a part of one of these kinds."""
        return any(part.kind in kinds for part in self.parts)


def heading_name(text: str) -> str:
    """The operation that a heading names, without markup, call parentheses, and the type that a call returns."""
    name = mend.heading(text)
    call = _CALL.match(name)
    return call[1] if call else re.sub(r"\(.*\)$", "", name).strip()


@dataclass(slots=True)
class _Builder:
    name: str
    line: int
    kind: str = "intro"
    heading: Heading | None = None
    blocks: list[Block] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def open(self, kind: str, heading: Heading) -> None:
        self.close_part()
        self.kind, self.heading = kind, heading

    def close_part(self) -> None:
        if self.blocks or self.kind != "intro":
            line = self.heading.line if self.heading else self.line
            self.parts.append(Part(self.kind, line, tuple(self.blocks), self.heading))
        self.blocks = []

    def build(self, end: int) -> Section:
        self.close_part()
        return Section(self.name, self.line, end, _with_description(self.parts))


_ORDER = {"example": 1, "parameters": 2, "returns": 3, "security": 4, "headers": 5, "responses": 6}
_ONCE = PARAMETER_PARTS | {"returns", "security", "headers"}
"""The kinds of parts that no template prints twice in a section."""


def _order(kind: str | None) -> int:
    """The place of a part among those of a section; 0 for a kind that has none."""
    return _ORDER.get("parameters" if kind in PARAMETER_PARTS else kind or "", 0)


def _with_description(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Parts where a description may have headings like theirs (`## Parameters` and a table): where some stand twice,
    those of the template are the most in their order, and what is above them is introduction."""
    kinds = [part.kind for part in parts if part.kind in _ONCE]
    if len(kinds) == len(set(kinds)):
        return tuple(parts)
    start = max(pairwise([*_breaks(parts), len(parts)]), key=lambda run: (run[1] - run[0], run[0]))[0]
    told = parts[:start]
    blocks = [block for part in told for block in ((part.heading,) if part.heading else ()) + part.blocks]
    return (Part("intro", parts[0].line, tuple(blocks)), *parts[start:]) if told else tuple(parts)


def _breaks(parts: Sequence[Part]) -> Iterator[int]:
    """Where the first of the parts stands, and each before which the order of the parts starts over."""
    yield 0
    last, seen = 0, set[str]()
    for index, part in enumerate(parts):
        order = _order(part.kind)
        if part.kind in seen or 0 < order < last:
            yield index
            last, seen = 0, set()
        last = order or last
        seen.update({part.kind} & _ONCE)


def _named_by(block: Block, names: Mapping[str, str]) -> str | None:
    """The operation (a value of `names`: squeezed name -> name) whose heading this is; None where it is none's. One
    that is called like a part of a section (`return`) has its heading above those of the parts, and spelled as the
    table has it."""
    if not isinstance(block, Heading) or block.level > 4:
        return None
    if part_kind(block) and not (block.level == 2 and mend.heading(block.text) in names.values()):
        return None
    told = heading_name(block.text)
    name = squeeze(told)
    own = names.get(name, names.get(name.partition("_")[2] or name))
    return own or names.get(squeeze(heading_name(_KIND_OF.sub("", told))))


def cut(
    document: Document, names: Sequence[str], after: int, requests: Mapping[str, str] = MappingProxyType({})
) -> list[Section]:
    """Cut what follows line `after` (the method table) into sections; `names` are the operations of the table, and
    `requests` those that a heading may tell by verb and path (`GET /boats` -> `listBoats`)."""
    known = {squeeze(request): name for request, name in requests.items()} | {squeeze(name): name for name in names}
    blocks = [block for block in document.blocks if block.line > after]
    if any(_named_by(block, known) is not None for block in blocks):
        return _by_heading(document, blocks, known)
    if any(_looks_like_operation(blocks, n) and _may_be_name(block, known) for n, block in enumerate(blocks)):
        return _by_heading(document, blocks, known)
    if any(part_kind(block) for block in blocks):
        return _by_cycle(document, blocks)
    return []


def _may_be_name(block: Block, known: Mapping[str, str]) -> bool:
    """Whether a heading may be an operation's; no phrase is, where names are listed."""
    return isinstance(block, Heading) and not (known and " " in heading_name(block.text))


def describes_operations(document: Document) -> bool:
    """True for a document with sections of operations, though it may have lost the table that lists them.

    A model in Ruby has methods with parameters, too.
    """
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    if any(languages.title(mend.name(block.text)) in MODEL_PARTS for block in headings[1:2]):
        return False
    return any(_looks_like_operation(document.blocks, index) for index in range(len(document.blocks)))


def names_operations(document: Document, names: Sequence[str]) -> bool:
    """True for a document with headings that are called like these operations."""
    known = {squeeze(name): name for name in names}
    return any(_named_by(block, known) is not None for block in document.blocks)


def _looks_like_operation(blocks: Sequence[Block], index: int) -> bool:
    """A heading of level 1 or 2 that parts of an operation follow."""
    block = blocks[index]
    if not isinstance(block, Heading) or block.level > 2 or part_kind(block):
        return False
    kinds: set[str] = set()
    for below in following(blocks, index):
        if isinstance(below, Heading):
            kind = part_kind(below)
            if kind is None and below.level <= block.level:
                break
            if kind:
                kinds.add(kind)
    return len(kinds & (PARAMETER_PARTS | {"returns", "headers"})) >= 2


def _by_heading(document: Document, blocks: Sequence[Block], known: Mapping[str, str]) -> list[Section]:
    sections: list[Section] = []
    builder: _Builder | None = None
    for index, block in enumerate(blocks):
        name = _named_by(block, known)
        listed = name is not None
        if name is None and isinstance(block, Heading) and _looks_like_operation(blocks, index):
            name = heading_name(block.text)
        if name is not None and not (builder and _describes(builder, name, known, listed=listed)):
            if builder is not None:
                sections.append(builder.build(block.line - 1))
            builder = _Builder(name, block.line)
            continue
        if builder is not None:
            _add(builder, block)
    if builder is not None:
        sections.append(builder.build(len(document.lines)))
    return sections


def _describes(builder: _Builder, name: str, known: Mapping[str, str], *, listed: bool) -> bool:
    """A heading in a description: before the first part of an operation that is listed in the table, and called like
    it, or like none in the table (`# Before you begin`)."""
    own = builder.name == name if listed else builder.name in known.values()
    return own and builder.kind == "intro" and not builder.parts


def _add(builder: _Builder, block: Block) -> None:
    """Add a block to the current part, opening a new part at its heading."""
    kind = part_kind(block)
    if kind is not None and isinstance(block, Heading):
        builder.open(kind, block)
        return
    if isinstance(block, Heading) and block.level == 1 and builder.kind == "returns" and not builder.blocks:
        return  # a comment that PowerShell 5 puts before the type: `# cmdlet returns PSCustomObject, ...`
    if isinstance(block, Heading) and builder.kind != "intro":
        builder.open("unknown", block)  # a translated one, perhaps: what it holds will tell (`settle`)
        return
    builder.blocks.append(block)


def settle(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Parts with the kinds that their content shows where their headings do not, so that translated ones are read.

    A heading in the introduction that opens no known part, or one that has a heading of its own further down, belongs
    to the description.
    """
    told = {part.kind for part in parts}
    told |= {"parameters"} if told & PARAMETER_PARTS else set()
    settled = (
        _split_intro(part, told) if part.kind == "intro" else [_unless_told(_settle(part), part, above.kind, told)]
        for above, part in pairwise((Part("", 0, ()), *parts))
    )
    return tuple(chain.from_iterable(settled))


def _unless_told(settled: Part, part: Part, above: str, told: Collection[str]) -> Part:
    """What a part shows to be, unless one with a heading of its own is that: then it is what somebody added. Below the
    first of parameters that stand in two parts are the others."""
    if part.kind != "unknown" or settled.kind not in told:
        return settled
    others = _OTHERS.get(above, "") if settled.kind == "parameters" else ""
    return replace(settled, kind=others) if others and others not in told else part


_OTHERS = MappingProxyType({"path": "other", "required": "optional"})
"""Where Go and Julia have parameters in two parts: the kind of the first -> that of the second."""


def _split_intro(part: Part, told: Collection[str]) -> list[Part]:
    pieces: list[list[Block]] = [[]]
    for block in part.blocks:
        if isinstance(block, Heading):
            pieces.append([])
        pieces[-1].append(block)
    own, *headed = pieces
    found: list[Part] = []
    for piece in headed:
        settled = _settle(Part("unknown", piece[0].line, tuple(piece)))
        if settled.kind == "unknown" or settled.kind in told:
            own.extend(piece)
        else:
            found.append(settled)
    return [Part("intro", part.line, tuple(own)), *found]


def _settle(part: Part) -> Part:
    kind = next(filter(None, map(_shown_kind, part.blocks)), None) if part.kind == "unknown" else None
    return replace(part, kind=kind) if kind else part


def _shown_kind(block: Block) -> str | None:
    """The kind of part that a block belongs in, whatever its title says; None for one that may stand anywhere."""
    if isinstance(block, Table):
        kind = tables.kind_of(tables.roles(block))
        if kind == "values" and summarized_return(block):
            return "summary"
        if kind == "fields" and len(block.header) < 4 and not tables.kind_of(tables.titles(block)):
            return None  # any table of words in bold
        return {"fields": "parameters", "responses": "responses"}.get(kind)
    if isinstance(block, Text):
        return "security" if _SCHEMES.match(block.joined) else "returns" if _TYPE.match(block.joined) else None
    if isinstance(block, Listing):
        return "headers" if any("**Accept**" in item.text for item in block.items) else None
    return "example" if isinstance(block, Fence) else None


_SCHEMES = re.compile(r"\[[^\]\[]+\]\([^()\s]*README\.md#[^()\s]*\)")
_TYPE = re.compile(r"\[\*\*[^\s*]+\*\*\]\([\w./-]+\.md\)$|\*\*[A-Za-z][^\s*]*\*\*$|\w+ \([^()\n]+\)$")
"""A type alone, or a word for nothing and what that means."""


def summarized_return(table: Table) -> Row | None:
    """The row with the return type in a table of names and values that sums up a function."""
    return next((row for row in table.rows if len(row.cells) > 1 and kind_of_title(row.cells[0]) == "returns"), None)


def _by_cycle(document: Document, blocks: Sequence[Block]) -> list[Section]:
    """Sections without headings: a new one begins where the order of the parts starts over.

    What follows the list of request headers (or the response table) is the next operation's introduction.
    """
    sections: list[Section] = []
    builder = _Builder("", blocks[0].line)
    rank = 0
    ended = False
    for block in blocks:
        kind = part_kind(block)
        order = _order(kind)
        starts_over = bool(order) and order < rank and not (kind in PARAMETER_PARTS and rank == 2)
        last = builder.kind in ("headers", "responses") and ended and kind is None
        if starts_over or last:
            sections.append(builder.build(block.line - 1))
            builder, rank, ended = _Builder("", block.line), 0, False
        if order:
            rank, ended = order, False
        _add(builder, block)
        if kind is None and builder.kind in ("headers", "responses") and isinstance(block, Listing | Table):
            ended = True
    sections.append(builder.build(len(document.lines)))
    return [section for section in sections if section.has("example", *PARAMETER_PARTS, "returns", "headers")]


def called(section: Section, names: Sequence[str]) -> str | None:
    """The operation that the samples of a section call."""
    for block in section.part("example"):
        if isinstance(block, Fence):
            name = samples.calls(block.text, names)
            if name is not None:
                return name
    return None
