"""Schemas in sections of their own: how Python 6 (and 5 experimental) describe bodies, parameters and models.

Every schema is a heading with a table of one row that tells its type, followed by its keys, its items or the members
of its union; a row whose name or type is a link to a heading further down is described there. Names are as on the wire.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.docs.cells import mend, tables, values
from generator.docs.cells.notes import read_notes
from generator.docs.cells.tables import Cells
from generator.docs.cells.types import read_type
from generator.docs.dialects import Dialect
from generator.docs.document import Block, Document, Table, following
from generator.docs.groups import Group, groups
from generator.problems import Location
from generator.spec.api import MISSING, Property, Schema
from generator.spec.facts import StatedField, StatedHeader, StatedModel, StatedPlace, StatedResponse, StatedReturn

_PLACES: Mapping[str, StatedPlace] = {
    "query_params": "query",
    "header_params": "header",
    "path_params": "path",
    "cookie_params": "cookie",
}
_PARTS = re.compile(
    r"^(?:Model Type Info|Dictionary Keys|Properties|Tuple Items|Composed Schemas\b.*|oneOf|anyOf|allOf|not)$"
)
_RESPONSE = re.compile(r"^(?:.*\.)?ApiResponseFor(\w+)$")
_SCHEMA_NAME = re.compile(r"\b(?:SchemaFor|ResponseHeadersFor)\w+")
_MEDIA = re.compile(r"Body(Application|Text|Image|Audio|Video|Font|Multipart)([A-Z]\w*)$")
_DEFAULT = re.compile(r"(?:default value of|defaults to)\s+(.*?)\s*(?=,\s+must be|must be one of|value must|$)", re.S)
_ENUM = re.compile(r"must be one of (\[.*\])", re.S)
_FORM = re.compile(r"^(?:multipart/|application/x-www-form-urlencoded)")
ANY_NAME = "any string name"
"""The property that Python 5 and 6 print for additional properties."""
_DEPTH = 12
_REPEATS = 20
"""So many times the rows of a document are read, before links are no longer followed: two headings that describe each
other in many rows would otherwise be read as often as there are ways between them."""

_KINDS = (("dict", "object"), ("list", "array"), ("str", "string"), ("bool", "boolean"))
_STRING_FORMATS = (("date-time", "datetime"), ("date", "date"), ("uuid", "uuid.UUID"))
_FORMATS = (
    ("date-time", "RFC-3339 date-time"),
    ("date", "RFC-3339 full-date"),
    ("uuid", "must be a uuid"),
    ("int32", "32 bit integer"),
    ("int64", "64 bit integer"),
    ("float", "32 bit float"),
    ("double", "64 bit float"),
)


@dataclass(frozen=True, slots=True)
class Request:
    """What the sections below an operation describe; the fields are those of `StatedOperation`."""

    parameters: tuple[StatedField, ...]
    returns: StatedReturn | None
    consumes: tuple[str, ...] | None
    produces: tuple[str, ...] | None
    responses: tuple[StatedResponse, ...]


def read_request(document: Document, blocks: Sequence[Block], dialect: Dialect) -> Request | None:
    """The parameters, the body and the responses of an operation; None where they are not described in sections."""
    book = _Book(document, groups(blocks), dialect)
    if not any(group.title in _PLACES or _RESPONSE.match(group.title) for group in book.groups):
        return None
    responses = tuple(book.responses())
    good = next((each for each in responses if each.status.startswith("2")), None)
    consumes, produces = book.content_types()
    consumes = _completed(consumes, book.named_types("body"))
    produces = produces or _completed(produces, book.named_types("response"))
    returns = StatedReturn(schema=good.schema, type_text="", at=good.at) if good else None
    return Request((*book.parameters(), *book.body(consumes)), returns, consumes, produces, responses)


def read_nested_model(document: Document, dialect: Dialect, base: StatedModel) -> StatedModel | None:
    """A model whose type stands in a table of one row; None for a document of any other form."""
    book = _Book(document, groups(document.blocks), dialect)
    if not book.groups or not book.is_schema(0):
        return None
    schema, fields = book.schema(0)
    if schema.enum is not None:
        return replace(base, kind="enum", enum=schema.enum)
    if schema.one_of or schema.any_of:
        return replace(base, kind="union", union=schema.one_of or schema.any_of, any_of=bool(schema.any_of))
    if fields or (schema.types == ("object",) and schema.additional is None and not schema.all_of):
        return replace(base, kind="object", fields=fields)
    return replace(base, kind="alias", alias=replace(schema, description=""))


class _Book:
    """The groups of a document, or of an operation's section; schemas are looked up by their headings."""

    def __init__(self, document: Document, listed: list[Group], dialect: Dialect) -> None:
        self._document = document
        self._dialect = dialect
        self.groups = listed
        self._places: dict[str, list[int]] = {}
        for index, group in enumerate(listed):
            self._places.setdefault(group.title, []).append(index)
        described = (block for group in listed for block in group.blocks if isinstance(block, Table))
        self._left = _REPEATS * sum(len(table.rows) for table in described)

    # -- an operation ----------------------------------------------------------------------------------------------

    def parameters(self) -> Iterator[StatedField]:
        """The rows below `query_params` and its like."""
        for index, group in enumerate(self.groups):
            place = _PLACES.get(group.title)
            if place is None:
                continue
            for cells in self._rows(self.groups[index + 1 : index + 2], "name"):
                schema = self._named(mend.name(cells.get("type")), index) or Schema()
                yield self._field(cells, schema, "optional" not in _remarks(cells), place)

    def body(self, consumes: Sequence[str] | None) -> Iterator[StatedField]:
        """The body, or the fields of a form."""
        cells = next((cells for cells in self._rows(self._arguments(), "name") if _name(cells) == "body"), None)
        found = self._union(cells.get("type")) if cells else None
        if cells is None or found is None:
            return
        schema, fields = found
        if consumes and _FORM.match(consumes[0]) and fields:
            yield from (replace(each, place="form") for each in fields)
        else:
            row = replace(cells, by_role={"name": "body"})
            yield self._field(row, schema, "required" in _remarks(cells), "body")

    def content_types(self) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
        """What the rows of the SDK's own arguments say: (consumes, produces)."""
        found: dict[str, tuple[str, ...]] = {}
        for cells in self._rows(self._arguments(), "name"):
            listed = re.findall(r"'([^'\s/]+/[^'\s]+)'", f"{cells.get('description')} {cells.get('notes')}")
            found.setdefault(_name(cells), tuple(dict.fromkeys(listed)))
        return found.get("content_type"), found.get("accept_content_types")

    def named_types(self, of: str) -> tuple[str, ...]:
        """The content types after which the schemas of the body, or of the responses, are called."""
        listed = self._arguments() if of == "body" else [g for g in self.groups if _RESPONSE.match(g.title)]
        cells = [cells for cells in self._rows(listed, "name") if _name(cells) == "body"]
        names = [name for each in cells for name in _SCHEMA_NAME.findall(each.get("type"))]
        return tuple(dict.fromkeys(found for found in map(_media_type, names) if found))

    def responses(self) -> Iterator[StatedResponse]:
        """The rows of the table of responses, each with the body and the headers that its section describes."""
        for group in self.groups:
            for table in (block for block in group.blocks if isinstance(block, Table)):
                named = tables.roles(table)
                if "status" not in named:
                    continue
                for row in table.rows:
                    cells = tables.by_role(row, named)
                    status = mend.name(cells.get("status"))
                    if re.fullmatch(r"\d{3}|[1-5]XX|default", status):
                        yield self._response(status, cells)

    def _response(self, status: str, cells: Cells) -> StatedResponse:
        described = [group for group in self.groups if _suffix(group.title) == status.lower()][:1]
        types = {_name(row): row.get("type") for row in self._rows(described, "name")}
        body = self._union(types.get("body", ""))
        headers = _SCHEMA_NAME.search(types.get("headers", ""))
        listed = self._find(headers[0], 0) if headers else None
        return StatedResponse(
            status=status,
            description=mend.prose(cells.get("description")),
            at=self._at(cells),
            schema=body[0] if body else None,
            headers=tuple(self._headers(listed)) if listed is not None else (),
        )

    def _headers(self, index: int) -> Iterator[StatedHeader]:
        for cells in self._rows(self.groups[index : index + 1], "name"):
            schema = self._named(mend.name(cells.get("type")), index)
            yield StatedHeader(name=_name(cells), description=schema.description if schema else "")

    def _union(self, cell: str) -> tuple[Schema, tuple[StatedField, ...]] | None:
        """The first schema that `typing.Union[SchemaFor..., Unset]` names, with its fields."""
        for name in _SCHEMA_NAME.findall(cell):
            index = self._find(name, 0)
            if index is not None:
                return self.schema(index)
        return None

    def _arguments(self) -> list[Group]:
        return [group for group in self.groups if group.title.lower() == "parameters"][:1]

    # -- schemas ---------------------------------------------------------------------------------------------------

    def is_schema(self, index: int) -> bool:
        """True for a heading below which a table of one row tells a type."""
        return any(True for _ in self._own_rows(index))

    def schema(self, index: int, depth: int = 0) -> tuple[Schema, tuple[StatedField, ...]]:
        """The schema that a heading describes, and its keys as fields."""
        schema = Schema()
        for cells in self._own_rows(index):
            schema = self._typed(cells, index, depth)
        fields: list[StatedField] = []
        for cells in self._rows(self._parts(index, "Dictionary Keys", "Properties"), "name"):
            found = self._typed(cells, index, depth)
            if _name(cells).replace("_", " ") == ANY_NAME:
                schema = replace(schema, additional=found) if found != Schema() else schema
            else:
                fields.append(self._field(cells, found, read_notes(cells.get("notes")).required is not False))
        for cells in self._rows(self._parts(index, "Tuple Items"), "type"):
            schema = replace(schema, items=self._typed(cells, index, depth))
        schema = replace(
            schema,
            one_of=self._members(index, "oneOf", depth),
            any_of=self._members(index, "anyOf", depth),
            all_of=self._members(index, "allOf", depth),
        )
        if fields and schema.types in ((), ("object",)):
            listed = tuple(_property(each) for each in fields)
            schema = replace(schema, types=("object",), properties=listed)
        return schema, tuple(fields)

    def _members(self, index: int, title: str, depth: int) -> tuple[Schema, ...]:
        rows = self._rows(self._parts(index, title), "type")
        return tuple(self._typed(cells, index, depth) for cells in rows)

    def _typed(self, cells: Cells, index: int, depth: int) -> Schema:
        """The schema of a row: described further down, a model, or what its words and notes say."""
        cell = cells.get("type")
        self._left -= 1
        follows = depth < _DEPTH and self._left > 0
        for text in (cells.get("name"), cells.get("class")):
            anchor = re.search(r"\]\(#([^)]+)\)", text)
            below = self._find(anchor[1], index) if anchor and follows else None
            if below is not None:
                return _noted(self.schema(below, depth + 1)[0], cells)
        if cell.rstrip().endswith(",") or "frozendict" in cell or "decimal.Decimal" in cell:
            return _noted(_of_words(cell), cells)
        return _noted(read_type(cell, self._dialect.types).schema, cells)

    def _named(self, name: str, index: int) -> Schema | None:
        below = self._find(name, index)
        return self.schema(below)[0] if below is not None else None

    def _field(self, cells: Cells, schema: Schema, required: bool, place: StatedPlace | None = None) -> StatedField:
        return StatedField(
            name=_name(cells),
            wire=None if place == "body" else _name(cells),
            schema=replace(schema, types=_without_null(schema), description="", default=MISSING),
            type_text=mend.name(cells.get("type")),
            at=self._at(cells),
            required=required,
            nullable="null" in schema.types,
            default=schema.default,
            description=mend.prose(cells.get("description")) or schema.description,
            place=place,
        )

    def _at(self, cells: Cells) -> Location:
        return Location(self._document.path, cells.line)

    # -- tables ----------------------------------------------------------------------------------------------------

    def _parts(self, index: int, *titles: str) -> list[Group]:
        """The groups of a schema with these titles; "" is the one that its own heading opens."""
        found = [self.groups[index]] if "" in titles else []
        for group in following(self.groups, index):
            if not _PARTS.match(group.title):
                break
            if group.title in titles:
                found.append(group)
        return found

    def _find(self, title: str, index: int) -> int | None:
        """The next group of this title behind one, else the first of all."""
        places = self._places.get(title, ())
        behind = (place for place in places if place > index)
        return next(behind, None) or next((place for place in places if place != index), None)

    def _own_rows(self, index: int) -> Iterator[Cells]:
        """The rows that tell the type of a heading's own schema, of tables that have no names."""
        rows = self._rows(self._parts(index, "", "Model Type Info"), "type")
        return (cells for cells in rows if not {"name", "class"} & {*cells.columns})

    def _rows(self, listed: Sequence[Group], role: str) -> Iterator[Cells]:
        """The rows of the tables that have a column of this role, where that is not empty."""
        for table in (block for group in listed for block in group.blocks if isinstance(block, Table)):
            named = tables.titles(table)
            rows = (tables.by_role(row, named) for row in table.rows if role in named)
            yield from (cells for cells in rows if cells.get(role))


def _name(cells: Cells) -> str:
    return mend.name(cells.get("name"))


def _remarks(cells: Cells) -> str:
    """What a row says in words."""
    return f"{cells.get('notes')} {cells.get('description')}"


def _without_null(schema: Schema) -> tuple[str, ...]:
    return tuple(kind for kind in schema.types if kind != "null")


def _noted(schema: Schema, cells: Cells) -> Schema:
    """A schema with what the notes say of its format, its enum and its default."""
    notes = cells.get("notes")
    form = next((name for name, words in _FORMATS if words in notes), None)
    schema = replace(schema, format=form) if form else schema
    enum = _ENUM.search(notes)
    if enum:
        members = tuple(values.typed(each, schema) for each in values.parse_list(enum[1]))
        schema = replace(schema, enum=members)
    default = _DEFAULT.search(notes)
    if default:
        schema = replace(schema, default=values.parse_default(default[1], schema))
    description = mend.prose(cells.get("description"))
    return replace(schema, description=description) if description and not schema.description else schema


def _completed(told: tuple[str, ...] | None, named: tuple[str, ...]) -> tuple[str, ...] | None:
    """The content types that an argument's default tells, and those that only names of schemas do."""
    return tuple(dict.fromkeys((*(told or ()), *named))) or told


def _media_type(name: str) -> str | None:
    """The content type in a schema's name (`SchemaForRequestBodyTextPlain`); None where signs of it are lost."""
    match = _MEDIA.search(name)
    if match is None or match[2].startswith("Vnd") or re.search(r"[a-z](?:json|xml)$", match[2]):
        return None
    return f"{match[1].lower()}/{'-'.join(re.findall('[A-Z][^A-Z]*', match[2])).lower()}"


def _suffix(title: str) -> str | None:
    match = _RESPONSE.match(title)
    return match[1].lower() if match else None


def _property(stated: StatedField) -> Property:
    """A field of a model as a property of a schema within a schema."""
    types = (*stated.schema.types, "null") if stated.nullable else stated.schema.types
    schema = replace(stated.schema, types=types, description=stated.description, default=stated.default)
    return Property(name=stated.name, schema=schema, required=stated.required is True)


def _of_words(cell: str) -> Schema:
    """What the Python types of a cell mean together: `decimal.Decimal, int, float, ` is a number."""
    words = {word.strip() for word in cell.split(",") if word.strip()}
    kinds = [kind for word, kind in _KINDS if word in words]
    if len(kinds) == len(_KINDS):
        return Schema()
    if "int" in words or "decimal.Decimal" in words:
        kinds.append("number" if "float" in words or "int" not in words else "integer")
    form = next((form for form, word in _STRING_FORMATS if word in words), None) if kinds == ["string"] else None
    if not kinds and "bytes" in words:
        kinds, form = ["string"], "binary"
    null = ["null"] if words & {"None", "NoneClass"} else []
    return Schema(types=(*kinds, *null), format=form)
