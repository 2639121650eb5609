"""Documented types at run time: a codec decodes, encodes and compares the values of one type.

Tolerant in, strict out: `decode` never raises and keeps what does not fit as it came; `encode` refuses whatever the
documents do not allow; `drift` tells how what came differs from what was documented.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from itertools import islice
from math import isfinite
from typing import TYPE_CHECKING, Any

from .errors import InvalidRequestError
from .mismatch import Mismatch
from .spelling import (
    bytes_parser,
    date_parser,
    datetime_parser,
    decimal_parser,
    iso,
    spell_bytes,
    spell_datetime,
    spell_decimal,
    time_parser,
    uuid_parser,
)

if TYPE_CHECKING:
    from .models import Alias, Object

_DEPTH = 2
"""How deep an object is looked at to tell which member of a union it is: deeper, recursive types cost without end."""


Doubt = Any
"""In annotations: the type beside it is a guess, which the documents do not state. Anything may be given."""


def json_type(value: Any) -> str:
    """The JSON Schema name of the type of a parsed JSON value."""
    for types, name in _JSON_TYPES:
        if isinstance(value, types):
            return name
    return "null" if value is None else type(value).__name__


_JSON_TYPES: tuple[tuple[Any, str], ...] = (
    (bool, "boolean"),
    (int, "integer"),
    (float, "number"),
    (str, "string"),
    (list, "array"),
    (dict, "object"),
)


def refuse(path: str, expected: str, value: Any) -> InvalidRequestError:
    """The error for a value that may not be sent; it names the field and the types, never the value."""
    got = "null" if value is None else type(value).__name__
    return InvalidRequestError(f"{path or 'body'}: expected {expected}, got {got}")


class Codec:
    """A documented type. `text` names it in messages and reports; `plain` says that decoding changes nothing."""

    text = "Any"
    plain = True

    @property
    def resolved(self) -> Codec:
        """The codec itself; of a named type that of what is named."""
        return self

    def decode(self, raw: Any) -> Any:
        """The Python value of what came, or what came when it does not fit. Never raises."""
        return raw

    def encode(self, value: Any, path: str) -> Any:
        """The JSON value to send. Raises InvalidRequestError, naming `path`, for what is not documented."""
        return to_json(value, path)

    def drift(self, raw: Any, model: str, field: str) -> Iterator[Mismatch]:
        """How `raw` differs from the documented type, the parts of it included."""
        yield from ()

    def fits(self, raw: Any) -> bool:
        """Whether `raw` is of the documented type."""
        return next(self.drift(raw, "", ""), None) is None

    def looks(self, raw: Any, depth: int) -> bool:
        """Whether `raw` may be of the documented type, by what of it lies no deeper than `depth` objects and lists."""
        return self.fits(raw)

    def example(self) -> Any:
        """A JSON value of this type, for tests."""
        return {}

    def __or__(self, other: Any) -> Codec:
        return union(self, other)

    def __ror__(self, other: Any) -> Codec:
        return union(other, self)


class Scalar(Codec):
    """A type of one JSON value. `types` are the Python types that may come and go as they are."""

    def __init__(self, text: str, types: type | tuple[type, ...], example: Any) -> None:
        self.text, self._types, self._example = text, types, example
        self._bool = types is bool

    def _is(self, value: Any) -> bool:
        return isinstance(value, self._types) and (
            self._bool or not isinstance(value, bool)
        )

    def encode(self, value: Any, path: str) -> Any:
        if isinstance(value, Enum):
            value = value.value
        if not self._is(value):
            raise refuse(path, self.text, value)
        if isinstance(value, float) and not isfinite(value):
            raise InvalidRequestError(f"{path}: JSON has no infinities and no NaN")
        return value

    def drift(self, raw: Any, model: str, field: str) -> Iterator[Mismatch]:
        if not self._is(raw):
            yield Mismatch("type", model, field, self.text, json_type(raw))

    def example(self) -> Any:
        return self._example


class Parsed(Codec):
    """A type that travels as a string in a standard spelling: date-time, date, time, uuid, byte, decimal.

    `parser` gives the function that reads the spelling; it is called once, when the type is first used.
    """

    plain = False

    def __init__(
        self,
        text: str,
        parser: Callable[[], Callable[[str], Any]],
        spell: Callable[[Any], str],
        example: str,
    ) -> None:
        self.text = text
        self._parser = parser
        self.spell = spell
        self._example = example
        self._parse: Callable[[str], Any] | None = None

    def decode(self, raw: Any) -> Any:
        if isinstance(raw, str):
            if self._parse is None:
                self._parse = self._parser()
            try:
                return self._parse(raw)
            except (ValueError, ArithmeticError):
                return raw
        return raw

    def encode(self, value: Any, path: str) -> Any:
        if _parsed_as(self.decode(value)) is not self:
            raise refuse(path, self.text, value)
        try:
            return value if isinstance(value, str) else self.spell(value)
        except ValueError as error:
            raise InvalidRequestError(f"{path}: {error}") from None

    def drift(self, raw: Any, model: str, field: str) -> Iterator[Mismatch]:
        if not isinstance(raw, str) or self.decode(raw) is raw:
            yield Mismatch("type", model, field, self.text, json_type(raw))

    def example(self) -> Any:
        return self._example


class Choice(Codec):
    """One of listed values."""

    def __init__(self, values: tuple[Any, ...]) -> None:
        self.values = values
        self.text = f"Literal[{', '.join(map(repr, values))}]"

    def _has(self, value: Any) -> bool:
        return any(
            value == known and type(value) is type(known) for known in self.values
        )

    def encode(self, value: Any, path: str) -> Any:
        if isinstance(value, Enum):
            value = value.value
        if not self._has(value):
            raise InvalidRequestError(
                f"{path}: expected one of {', '.join(map(repr, self.values))}"
            )
        return value

    def drift(self, raw: Any, model: str, field: str) -> Iterator[Mismatch]:
        if self._has(raw):
            return
        if isinstance(raw, str):
            yield Mismatch("enum", model, field, self.text, raw)
        else:
            yield Mismatch("type", model, field, self.text, json_type(raw))

    def looks(self, raw: Any, depth: int) -> bool:
        """Whether it is one of the values."""
        return self._has(raw)

    def example(self) -> Any:
        return self.values[0]


class Array(Codec):
    """`list[T]`. Any list or tuple may be sent."""

    def __init__(self, item: Codec) -> None:
        self.item = item
        self.text = f"list[{item.text}]"
        self.plain = item.plain

    def decode(self, raw: Any) -> Any:
        decode = self.item.decode
        return [decode(item) for item in raw] if isinstance(raw, list) else raw

    def encode(self, value: Any, path: str) -> Any:
        if not isinstance(value, list | tuple | set | frozenset):
            raise refuse(path, self.text, value)
        encode = self.item.encode
        return [encode(item, f"{path}[{index}]") for index, item in enumerate(value)]

    def drift(self, raw: Any, model: str, field: str) -> Iterator[Mismatch]:
        if not isinstance(raw, list):
            yield Mismatch("type", model, field, self.text, json_type(raw))
            return
        for item in raw:
            yield from self.item.drift(item, model, f"{field}[]")

    def looks(self, raw: Any, depth: int) -> bool:
        """Whether it is a list, the first items of which may be of the documented type."""
        if not isinstance(raw, list | tuple):
            return False
        return not depth or all(self.item.looks(item, depth - 1) for item in raw[:5])

    def example(self) -> Any:
        return []


class Table(Codec):
    """`dict[str, T]`: an object whose keys are data."""

    def __init__(self, value: Codec) -> None:
        self.value = value
        self.text = f"dict[str, {value.text}]"
        self.plain = value.plain

    def decode(self, raw: Any) -> Any:
        if not isinstance(raw, dict):
            return raw
        decode = self.value.decode
        return {key: decode(item) for key, item in raw.items()}

    def encode(self, value: Any, path: str) -> Any:
        if not isinstance(value, Mapping):
            value = to_json(value, path)
        is_object = isinstance(value, Mapping)
        if not is_object or not all(isinstance(key, str) for key in value):
            raise refuse(path, self.text, value)
        encode = self.value.encode
        return {key: encode(item, f"{path}.{key}") for key, item in value.items()}

    def drift(self, raw: Any, model: str, field: str) -> Iterator[Mismatch]:
        if not isinstance(raw, dict):
            yield Mismatch("type", model, field, self.text, json_type(raw))
            return
        for item in raw.values():
            yield from self.value.drift(item, model, f"{field}.*")

    def looks(self, raw: Any, depth: int) -> bool:
        """Whether it is an object, the first values of which may be of the documented type."""
        if not isinstance(raw, dict):
            return False
        first = islice(raw.values(), 5 if depth else 0)
        return all(self.value.looks(item, depth - 1) for item in first)


class Union(Codec):
    """One of several types, told apart by a discriminator where one is documented, else by what fits best."""

    def __init__(
        self,
        members: tuple[Codec, ...],
        discriminator: str = "",
        mapping: Mapping[str, str] | None = None,
    ) -> None:
        self.members = members
        self.text = " | ".join(member.text for member in members)
        self.plain = all(member.plain for member in members)
        self._discriminator = discriminator
        self._mapping = mapping or {}
        others = [one for one in members if one is not NULL and one is not DOUBT]
        self._others = others
        self._only = others[0] if len(others) == 1 else None
        self._doubtful = DOUBT in members

    @property
    def nullable(self) -> bool:
        """Whether null is one of the members."""
        return NULL in self.members

    def _chosen(self, raw: Any) -> Codec | None:
        if not self._discriminator or not isinstance(raw, dict):
            return None
        value = raw.get(self._discriminator)
        name = self._mapping.get(value, value) if isinstance(value, str) else None
        return next((member for member in self.members if member.text == name), None)

    def _best(self, raw: Any) -> Codec | None:
        chosen = self._chosen(raw)
        if chosen is not None:
            return chosen
        alike = self._alike(raw)
        models = [one for one in alike or self.members if isinstance(one, ModelCodec)]
        if len(alike) == 1 or not isinstance(raw, dict) or not models:
            return alike[0] if alike else None
        return max(models, key=lambda member: member.affinity(raw))

    def _alike(self, raw: Any) -> list[Codec]:
        """The members that a value may be of; an enum that may grow, where nothing else suits a string."""
        alike = [member for member in self.members if member.looks(raw, _DEPTH)]
        if alike:
            return alike
        choices = [one for one in self.members if isinstance(one, OpenChoice)]
        return [choice for choice in choices if choice.fits(raw)]

    def decode(self, raw: Any) -> Any:
        if raw is None:
            return None
        best = self._only or self._best(raw)
        if best is None:
            return raw
        if self._doubtful and isinstance(best, ModelCodec) and not best.knows(raw):
            return raw
        return best.decode(raw)

    def encode(self, value: Any, path: str) -> Any:
        chosen = self._chosen(value)
        if chosen is not None:
            return chosen.encode(value, path)
        # What it looks like is tried first; but it is judged as JSON, and may hold datetimes, or names of attributes.
        alike = self._alike(value) if isinstance(value, Mapping) else []
        refused: list[InvalidRequestError] = []
        for member in dict.fromkeys([*alike, *self.members]):
            try:
                return member.encode(value, path)
            except InvalidRequestError as error:
                refused.append(error)
        # One member of the right JSON type: its own complaint says more than "expected A | B".
        usual = f"{path}: expected"
        told = [error for error in refused if not str(error).startswith(usual)]
        told = refused[:1] if len(alike) == 1 else told
        raise told[0] if len(told) == 1 else refuse(path, self.text, value)

    def drift(self, raw: Any, model: str, field: str) -> Iterator[Mismatch]:
        for found in self._drift(raw, model, field):
            is_own = found.model == model and found.field.startswith(field)
            if self._doubtful and is_own and found.kind == "type":
                found = found._replace(kind="guess")
            yield found

    def _drift(self, raw: Any, model: str, field: str) -> Iterator[Mismatch]:
        # The only member besides null is asked itself: it says more than that nothing fits.
        chosen = self._chosen(raw) or (None if raw is None else self._only)
        if chosen is None and self._alike(raw):
            chosen = self._best(raw)
        if chosen is not None:
            yield from chosen.drift(raw, model, field)
        else:
            yield Mismatch("type", model, field, self.text, json_type(raw))

    def fits(self, raw: Any) -> bool:
        """Whether `raw` is of the type that its discriminator names, or of one of the types."""
        chosen = self._chosen(raw)
        members = (chosen,) if chosen else self.members
        return any(member.fits(raw) for member in members)

    def looks(self, raw: Any, depth: int) -> bool:
        """Whether it may be of the type that its discriminator names, or of one of the types."""
        chosen = self._chosen(raw)
        members = (chosen,) if chosen else self.members
        return any(member.looks(raw, depth) for member in members)

    def example(self) -> Any:
        # The first of those that need the fewest other objects: one of a recursive type has to end.
        return min(self._others or self.members, key=_nested).example()


def _nested(codec: Codec) -> int:
    """How many other objects an example of a type needs."""
    if not isinstance(codec, ModelCodec):
        return 0
    fields = codec.model._plan().by_wire.values()
    kinds = (field.codec for field in fields if field.required)
    return sum(isinstance(kind, ModelCodec | Union | AliasCodec) for kind in kinds)


class ModelCodec(Codec):
    """A model class."""

    plain = False

    def __init__(self, model: type[Object]) -> None:
        self.model = model
        self.text = model.__name__

    def decode(self, raw: Any) -> Any:
        return self.model._of(raw) if isinstance(raw, dict) else raw

    def encode(self, value: Any, path: str) -> Any:
        return self.model._encode(value, path)

    def drift(self, raw: Any, model: str, field: str) -> Iterator[Mismatch]:
        if not isinstance(raw, dict):
            yield Mismatch("type", model, field, self.text, json_type(raw))
        else:
            yield from self.model._drift(raw)

    def fits(self, raw: Any) -> bool:
        """Whether `raw` is an object without a contradiction; undocumented fields contradict nothing."""
        return isinstance(raw, dict) and all(
            found.kind == "undocumented" for found in self.model._drift(raw)
        )

    def knows(self, raw: Any) -> bool:
        """Whether an object has a field of this model."""
        if not isinstance(raw, dict) or not raw or not self.model._plan().by_wire:
            return True
        return self.model._alike(raw, 1)[1] < len(raw)

    def looks(self, raw: Any, depth: int) -> bool:
        """Whether it is an object without a contradiction as far as it is looked at; or one of this model."""
        if not isinstance(raw, dict):
            return isinstance(raw, self.model)
        return not depth or not self.model._alike(raw, depth)[0]

    def affinity(self, raw: dict[str, Any]) -> tuple[int, int]:
        """How much an object looks like this model; what contradicts it and what it does not know count against it."""
        wrong, unknown = self.model._alike(raw, _DEPTH)
        return -wrong, -unknown

    def example(self) -> Any:
        return self.model._example()


class AliasCodec(Codec):
    """A named type that is resolved when it is first used, since it may contain itself."""

    plain = False

    def __init__(self, alias: Alias) -> None:
        self._alias = alias
        self.text = alias.text

    @property
    def resolved(self) -> Codec:
        """The codec of the type that is named."""
        return self._alias.codec.resolved

    def decode(self, raw: Any) -> Any:
        return self._alias.codec.decode(raw)

    def encode(self, value: Any, path: str) -> Any:
        return self._alias.codec.encode(value, path)

    def drift(self, raw: Any, model: str, field: str) -> Iterator[Mismatch]:
        return self._alias.codec.drift(raw, model, field)

    def fits(self, raw: Any) -> bool:
        return self._alias.codec.fits(raw)

    def looks(self, raw: Any, depth: int) -> bool:
        return self._alias.codec.looks(raw, depth)

    def example(self) -> Any:
        return self._alias.codec.example()


def union(left: Any, right: Any) -> Codec:
    """The codec of `left | right`; None stands for null."""
    members: list[Codec] = []
    for side in (left, right):
        side = NULL if side is None else side
        members += side.members if isinstance(side, Union) else [side]
    choices = [member for member in members if isinstance(member, Choice)]
    values = [value for choice in choices for value in choice.values]
    if values and STRING in members and all(isinstance(one, str) for one in values):
        # `Literal[...] | str` is an enum that may grow: other strings come in, none go out.
        grows = OpenChoice(tuple(dict.fromkeys(values)))
        others = [one for one in members if one is not STRING and one not in choices]
        members = [grows, *others]
    return members[0] if len(members) == 1 else Union(tuple(members))


class OpenChoice(Choice):
    """An enum that a server may extend: a string it does not list is a difference, but comes in."""

    def fits(self, raw: Any) -> bool:
        """Whether `raw` is a string at all."""
        return isinstance(raw, str)


class _Null(Codec):
    text = "None"

    def encode(self, value: Any, path: str) -> Any:
        if value is not None:
            raise refuse(path, "null", value)

    def drift(self, raw: Any, model: str, field: str) -> Iterator[Mismatch]:
        if raw is not None:
            yield Mismatch("type", model, field, "null", json_type(raw))

    def example(self) -> Any:
        return None


class _Doubt(Codec):
    """Stands beside a type that the documents only suggest: it lets anything else be sent, and nothing is of it."""

    def fits(self, raw: Any) -> bool:
        """Nothing fits: what came is compared with the type that was suggested."""
        return False


class _Upload(Codec):
    """A file of a multipart body, or a body that is a file: bytes, a path, an open file, an iterator."""

    text = "File"

    def encode(self, value: Any, path: str) -> Any:
        from .multipart import File

        if isinstance(value, str) or value is None:
            expected = "bytes, a path, an open file, an iterator of bytes or a File"
            raise refuse(path, expected, value)
        return value if isinstance(value, File) else File(value)

    def example(self) -> Any:
        return ""


ANY = Codec()
NULL = _Null()
DOUBT = _Doubt()
STRING = Scalar("str", str, "text")
INTEGER = Scalar("int", int, 1)
NUMBER = Scalar("float", (int, float), 1.5)
BOOLEAN = Scalar("bool", bool, True)
DATETIME = Parsed(
    "datetime.datetime", datetime_parser, spell_datetime, "2024-05-01T12:00:00Z"
)
DATE = Parsed("datetime.date", date_parser, iso, "2024-05-01")
TIME = Parsed("datetime.time", time_parser, iso, "12:00:00Z")
IDENTIFIER = Parsed(
    "uuid.UUID", uuid_parser, str, "00000000-0000-4000-8000-000000000000"
)
BYTES = Parsed("bytes", bytes_parser, spell_bytes, "AA==")
DECIMAL = Parsed("decimal.Decimal", decimal_parser, spell_decimal, "1.5")
UPLOAD = _Upload()

_BY_TYPE = {
    "datetime": DATETIME,
    "date": DATE,
    "time": TIME,
    "UUID": IDENTIFIER,
    "bytes": BYTES,
    "bytearray": BYTES,
    "memoryview": BYTES,
    "Decimal": DECIMAL,
}


def _parsed_as(value: Any) -> Parsed | None:
    """The codec of a value by its class, or the nearest above it: libraries have datetimes of their own."""
    names = (base.__name__ for base in type(value).__mro__)
    return next((_BY_TYPE[name] for name in names if name in _BY_TYPE), None)


def to_json(value: Any, path: str = "") -> Any:
    """The JSON value of any Python value that has an obvious one. Raises InvalidRequestError for others."""
    if isinstance(value, Enum):
        value = value.value
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return NUMBER.encode(value, path)
    if isinstance(value, list | tuple):
        return [to_json(item, f"{path}[{index}]") for index, item in enumerate(value)]
    if isinstance(value, Mapping):
        return {str(key): to_json(item, f"{path}.{key}") for key, item in value.items()}
    if hasattr(value, "_dump"):
        return value._dump(True)
    codec = _parsed_as(value)
    if codec is None:
        raise refuse(path, "a JSON value", value)
    return codec.encode(value, path)


def dump(value: Any, raw: Any, request: bool) -> Any:
    """The JSON value of a decoded value; where it still means what came (`raw`), the spelling that came is kept."""
    if hasattr(value, "_dump"):
        return value._dump(request)
    if isinstance(value, list):
        is_same = isinstance(raw, list) and len(raw) == len(value)
        came = raw if is_same else [None] * len(value)
        return [dump(item, old, request) for item, old in zip(value, came, strict=True)]
    if isinstance(value, dict):
        known = raw if isinstance(raw, dict) else {}
        return {key: dump(item, known.get(key), request) for key, item in value.items()}
    codec = None if isinstance(value, str) else _parsed_as(value)
    if codec is None:
        return value
    return raw if codec.decode(raw) == value else codec.spell(value)
