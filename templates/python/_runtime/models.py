"""Models: tolerant of what a server sends, strict about what is sent to it.

A model keeps the JSON object that came and decodes a field when it is read, so a response costs what is used of it,
never raises because it differs from the documents, and goes back out as it came. Constructing a model is checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar, dataclass_transform

from .codec import ANY, Codec, Union, dump, json_type, refuse
from .errors import DecodingError, InvalidRequestError
from .mismatch import Mismatch
from .redact import is_secret, redact
from .typetext import find, parse


class Absent(Enum):
    """The type of ABSENT: nothing is sent, which differs from sending null."""

    ABSENT = "absent"

    def __repr__(self) -> str:
        return "ABSENT"

    def __bool__(self) -> bool:
        return False


ABSENT: Final = Absent.ABSENT

M = TypeVar("M", bound="Object")


class _Constructor:
    """The signature of a model's constructor, which `help` and completion show."""

    def __get__(self, instance: Object | None, owner: type[Object]) -> Any:
        from inspect import Parameter, Signature

        fields = owner._plan().by_attribute.values()
        parameters = [
            Parameter(
                field.attribute,
                Parameter.KEYWORD_ONLY,
                default=Parameter.empty if field.required else None,
                annotation=field.annotation,
            )
            for field in fields
        ]
        if owner._open:
            parameters.append(Parameter("fields", Parameter.VAR_KEYWORD))
        return Signature(parameters)


class Alias:
    """A named type that is no class: an enum, a union, another name for a type. Made by `alias`."""

    def __init__(
        self, text: str, module: str, discriminator: str, mapping: Mapping[str, str]
    ) -> None:
        self.text = text
        self._module = module
        self._discriminator = discriminator
        self._mapping = mapping
        self._codec: Codec | None = None

    @property
    def codec(self) -> Codec:
        """The codec of the type, built when it is first used."""
        if self._codec is None:
            codec = parse(self.text, self._module)
            if self._discriminator and isinstance(codec, Union):
                codec = Union(codec.members, self._discriminator, self._mapping)
            self._codec = codec
        return self._codec


def alias(
    text: str,
    module: str,
    *,
    discriminator: str = "",
    mapping: Mapping[str, str] | None = None,
) -> Any:
    """A named type from its text, whose names are those of `module`.

    `discriminator` is the property that tells the members of a union apart, `mapping` leads from its values to the
    names of the members (OpenAPI discriminator object); a value outside of it is taken for a name.
    """
    return Alias(text, module, discriminator, mapping or {})


class Field:
    """A documented field: a descriptor that decodes when it is first read. Made by `required` and `optional`."""

    attribute = ""
    owner: type[Object]

    def __init__(
        self,
        name: str | None,
        required: bool,
        nullable: bool,
        read_only: bool,
        write_only: bool,
        secret: bool,
        inferred: bool,
        at: str,
    ) -> None:
        self._name, self.wire = name, ""
        self.required, self.nullable, self.read_only = required, nullable, read_only
        self.write_only = write_only
        self.secret = secret or write_only
        self.inferred = inferred
        self.at = at
        self.may_lack = False
        self._codec: Codec | None = None
        self._decode: Callable[[Any], Any] | None = self._resolved

    def __set_name__(self, owner: type[Object], name: str) -> None:
        self.attribute, self.owner = name, owner
        self.wire = name if self._name is None else self._name

    @property
    def annotation(self) -> str:
        """The type as it is written in the class."""
        return str(self.owner.__annotations__[self.attribute])

    def __repr__(self) -> str:
        return f"<field {self.wire!r}: {self.annotation}>"

    @property
    def codec(self) -> Codec:
        """The codec of the annotation, built when it is first used."""
        if self._codec is None:
            codec = parse(self.annotation, self.owner.__module__)
            is_optional = not self.nullable and not self.required
            if is_optional and isinstance(codec, Union) and codec.nullable:
                # `T | None` says that an optional field reads as None when it is absent, not that null is documented:
                # null is told, but no surprise to whoever reads the field.
                self.may_lack = True
                rest = tuple(one for one in codec.members if one.text != "None")
                codec = rest[0] if len(rest) == 1 else Union(rest)
            self._codec = codec
        return self._codec

    def _resolved(self, raw: Any) -> Any:
        """Finds the decoder when the first value is decoded; None for types that stay as they come."""
        codec = self.codec.resolved
        self._decode = None if codec.plain else codec.decode
        return codec.decode(raw)

    def __get__(self, instance: Object | None, owner: type[Object]) -> Any:
        if instance is None:
            return self
        live = instance.__dict__
        data = live["_data"]
        value = data.get(self.wire, ABSENT)
        if value is ABSENT:
            key = instance._key(self) if self.inferred else None
            if key is None:
                return None
            value = data[key]
        if value is not None and self._decode is not None:
            value = self._decode(value)
        live[self.attribute] = value  # the next read does not come here
        return value


def required(
    name: str | None = None,
    *,
    nullable: bool = False,
    write_only: bool = False,
    secret: bool = False,
    inferred: bool = False,
    at: str = "",
) -> Any:
    """A field that a request must have.

    `name` is its name on the wire (default: the attribute's), `inferred` when the documents do not show that name,
    `secret` keeps it out of `repr`, `at` is its place in the documents.
    """
    return Field(name, True, nullable, False, write_only, secret, inferred, at)


def optional(
    name: str | None = None,
    *,
    nullable: bool = False,
    read_only: bool = False,
    write_only: bool = False,
    secret: bool = False,
    inferred: bool = False,
    at: str = "",
) -> Any:
    """A field that a request may leave out; it reads as None when it is absent. See `required`.

    Setting it to None leaves it out, or sends null where that is documented (`nullable`). A `read_only` field is
    kept when it comes and never sent.
    """
    return Field(name, False, nullable, read_only, write_only, secret, inferred, at)


def loose(name: str) -> str:
    """A name without case and separators, for comparing spellings: `_links` and `Links` are `links`."""
    return "".join(character for character in name.lower() if character.isalnum())


class _Plan:
    """What a class needs to know of its fields, collected when the class is first used."""

    def __init__(self, model: type[Object]) -> None:
        fields: dict[str, Field] = {}
        for base in reversed(model.__mro__):
            members = vars(base).items()
            fields |= {name: one for name, one in members if isinstance(one, Field)}
        self.by_attribute = fields
        self.by_wire = {field.wire: field for field in fields.values()}
        inferred = [field for field in fields.values() if field.inferred]
        self.by_loose = {loose(field.wire): field for field in inferred}
        self.read_only = [field.wire for field in fields.values() if field.read_only]
        self.values = parse(model._values, model.__module__) if model._values else ANY


class Object:
    """What `Model` and `OpenModel` share.

    The constructor takes the documented fields as keywords and checks them: it raises InvalidRequestError, naming the
    field, for one that is missing, unknown or of another type. `from_dict` takes any object as it came. Fields that
    the documents do not know are kept: `model["name"]`, `model.name` and `to_dict()` have them.
    """

    if TYPE_CHECKING:
        _data: dict[str, Any]
        _plan_: _Plan
    _open = False
    _values = ""
    _name = ""
    _at = ""
    _discriminator = ""
    _mapping: Mapping[str, str] = {}
    __signature__ = _Constructor()

    def __init_subclass__(
        cls,
        name: str = "",
        at: str = "",
        values: str = "",
        discriminator: str = "",
        mapping: Mapping[str, str] | None = None,
    ) -> None:
        cls._name, cls._at = name or cls.__name__, at
        cls._values = values or cls._values
        if discriminator:
            cls._discriminator, cls._mapping = discriminator, mapping or {}

    def __init__(self, **fields: Any) -> None:
        self.__dict__["_data"] = type(self)._checked(fields, "")

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The model of a JSON object, whatever it holds; nothing is checked. Raises TypeError for what is none."""
        if not isinstance(data, Mapping):
            raise TypeError(
                f"{cls.__name__}.from_dict takes an object, not {json_type(data)}"
            )
        return cls._of(_copy(dict(data)))

    def to_dict(self) -> dict[str, Any]:
        """The JSON object: what came, and what was set since. Raises DecodingError for nesting without measure."""
        try:
            return self._dump(False)
        except RecursionError:
            raise DecodingError(f"{type(self).__name__}: nested too deeply") from None

    def is_set(self, name: str) -> bool:
        """Whether a field is there, be it null. `name` is the attribute's or the wire's."""
        field = self._plan().by_attribute.get(name) or self._field(name)
        return (self._key(field) if field else None) is not None or name in self._data

    def replace(self, **changes: Any) -> Self:
        """A copy with other values for some fields, which are checked as the constructor checks them."""
        copy = type(self)._of(self.to_dict())
        for name, value in changes.items():
            setattr(copy, name, value)
        return copy

    __replace__ = replace

    @classmethod
    def _plan(cls) -> _Plan:
        plan = cls.__dict__.get("_plan_")
        if plan is None:
            plan = cls._plan_ = _Plan(cls)
        return plan

    @classmethod
    def _of(cls, data: dict[str, Any]) -> Self:
        """The model that holds `data` itself; the subclass that the discriminator names, where there is one."""
        kind = cls
        if cls._discriminator:
            kind = cls._named(data.get(cls._discriminator))
        model = kind.__new__(kind)
        model.__dict__["_data"] = data
        return model

    @classmethod
    def _named(cls, value: Any) -> type[Self]:
        """The subclass that a value of the discriminator names, or this class."""
        name = cls._mapping.get(value, value) if isinstance(value, str) else ""
        found = _subclass(cls, name) if name and name != cls.__name__ else None
        return cls if found is None else found._named(value)

    @classmethod
    def _encode(cls, value: Any, path: str) -> Any:
        """The JSON object to send for a model or a mapping of field names."""
        if isinstance(value, Object):
            if not isinstance(value, cls) and not cls._open:
                raise refuse(path, cls.__name__, value)
            return value._dump(True)
        if not isinstance(value, Mapping):
            raise refuse(path, cls.__name__, value)
        kind = cls
        if cls._discriminator:
            field = cls._plan().by_wire.get(cls._discriminator)
            names = (cls._discriminator, field.attribute if field else "")
            kind = cls._named(
                next((value[name] for name in names if name in value), "")
            )
        data = kind._checked(value, path)
        for wire in kind._plan().read_only:
            data.pop(wire, None)
        return data

    @classmethod
    def _checked(cls, fields: Mapping[str, Any], path: str) -> dict[str, Any]:
        plan, dot = cls._plan(), f"{path}." if path else ""
        data: dict[str, Any] = {}
        for name, value in fields.items():
            field = plan.by_attribute.get(name) or plan.by_wire.get(name)
            if value is ABSENT:
                continue
            if field is None:
                if not cls._open:
                    raise InvalidRequestError(
                        f"{dot}{name}: {cls.__name__} has no such field"
                    )
                data[name] = plan.values.encode(value, f"{dot}{name}")
            elif value is not None:
                data[field.wire] = field.codec.encode(value, dot + field.attribute)
            elif field.nullable or field.codec.fits(None):
                data[field.wire] = None
            elif field.required:
                raise refuse(dot + field.attribute, field.codec.text, None)
        missing = [
            field.attribute
            for field in plan.by_wire.values()
            if field.required and field.wire not in data
        ]
        if missing:
            raise InvalidRequestError(
                f"{dot}{missing[0]}: {cls.__name__} requires {', '.join(missing)}"
            )
        return data

    @classmethod
    def _drift(cls, raw: dict[str, Any]) -> Iterator[Mismatch]:
        """How an object differs from what the documents say of this model."""
        model = cls._of(raw)
        plan, name = type(model)._plan(), type(model)._name
        for key, value in raw.items():
            field = model._field(key)
            if field is None:
                # An open model may have any field; but one without a single documented field was only named.
                if not cls._open or not (plan.by_wire or cls._values):
                    yield Mismatch(
                        "undocumented", name, key, "", json_type(value), cls._at
                    )
                continue
            if key != field.wire:
                yield Mismatch("name", name, field.wire, field.wire, key, field.at)
            if value is None and field.nullable:
                continue
            for found in field.codec.drift(value, name, field.wire):
                kind = "null" if value is None and field.may_lack else found.kind
                yield found._replace(kind=kind, at=found.at or field.at)
        for field in plan.by_wire.values():
            if field.required and not field.write_only and model._key(field) is None:
                yield Mismatch(
                    "missing", name, field.wire, field.codec.text, "nothing", field.at
                )

    @classmethod
    def _alike(cls, raw: dict[str, Any], depth: int) -> tuple[int, int]:
        """How many fields of an object contradict this model, and how many it does not know."""
        model = cls._of(raw)
        plan = type(model)._plan()
        fields = [(model._field(key), value) for key, value in raw.items()]
        known = [(field, value) for field, value in fields if field is not None]
        wrong = [
            field
            for field, value in known
            if not (value is None and field.nullable)
            and not field.codec.looks(value, depth - 1)
        ]
        there = {field.wire for field, _ in known}
        missing = [
            field
            for field in plan.by_wire.values()
            if field.required and not field.write_only and field.wire not in there
        ]
        return len(wrong) + len(missing), len(fields) - len(known)

    @classmethod
    def _example(cls) -> dict[str, Any]:
        return {
            field.wire: field.codec.example()
            for field in cls._plan().by_wire.values()
            if field.required
        }

    def _key(self, field: Field) -> str | None:
        """The key of a field in what came: its wire name, or for an inferred one whatever is spelt like it."""
        data = self._data
        if field.wire in data:
            return field.wire
        if not field.inferred:
            return None
        known, wanted = self._plan().by_wire, loose(field.wire)
        alike = (key for key in data if loose(key) == wanted and key not in known)
        return next(alike, None)

    def _field(self, key: str) -> Field | None:
        """The field that a key of what came belongs to."""
        plan = self._plan()
        field = plan.by_wire.get(key)
        if field is None and plan.by_loose:
            field = plan.by_loose.get(loose(key))
            if field is not None and self._key(field) != key:
                field = None
        return field

    def _dump(self, request: bool) -> dict[str, Any]:
        """The JSON object; for a request without what is read-only."""
        live, out = self.__dict__, {}
        for key, raw in self._data.items():
            field = self._field(key)
            if field is None:
                out[key] = _copy(raw)
            elif not request:
                is_read = field.attribute in live
                out[key] = (
                    dump(live[field.attribute], raw, False) if is_read else _copy(raw)
                )
            elif not field.read_only:
                out[key] = dump(getattr(self, field.attribute), raw, True)
        return out

    if (
        not TYPE_CHECKING
    ):  # or type checkers would take any attribute for one that can be set

        def __setattr__(self, name: str, value: Any) -> None:
            field = self._plan().by_attribute.get(name)
            if field is None and not self._open:
                raise AttributeError(f"{type(self).__name__} has no field {name!r}")
            if name != "_data":  # a field may be called so, too
                self.__dict__.pop(name, None)
            key = (self._key(field) or field.wire) if field else name
            if field is not None and value is None and field.nullable:
                self._data[key] = None
                return
            is_none = field is not None and value is None and not field.required
            if value is ABSENT or is_none:
                self._data.pop(key, None)
            else:
                codec = field.codec if field else self._plan().values
                self._data[key] = codec.encode(value, name)

        def __delattr__(self, name: str) -> None:
            setattr(self, name, ABSENT)

    def __getitem__(self, name: str) -> Any:
        field = self._field(name)
        if field is not None and self._key(field) is not None:
            return getattr(self, field.attribute)
        value = self._data[name]
        return self._plan().values.decode(value) if self._values else value

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.is_set(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    if not TYPE_CHECKING:

        def __getattr__(self, name):
            """A field that the documents do not know, as it came."""
            return _undocumented(self, name)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Object):
            return type(self) is type(other) and self.to_dict() == other.to_dict()
        return NotImplemented

    # A model may change, as a dict may.
    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        try:
            return f"{type(self).__name__}({', '.join(self._shown())})"
        except RecursionError:
            return f"{type(self).__name__}(...)"

    def _shown(self) -> Iterator[str]:
        for key, raw in self._data.items():
            field = self._field(key)
            name = field.attribute if field else key
            hidden = (field is not None and field.secret) or is_secret(key)
            if raw is not None and hidden:
                yield f"{name}='***'"
            else:
                value = getattr(self, field.attribute) if field else raw
                yield f"{name}={redact(value) if isinstance(value, dict | list) else value!r}"

    def __dir__(self) -> list[str]:
        came = (key for key in self._data if key.isidentifier())
        return sorted({*super().__dir__(), *came})

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (type(self), self.to_dict())


@dataclass_transform(kw_only_default=True, field_specifiers=(required,))
class Model(Object):
    """An object of the API whose fields are documented. See `Object`."""


class OpenModel(Object):
    """An object whose documents leave its fields open: any field may come, and any may be sent.

    Attributes match names case- and separator-insensitively (`model.created_at` finds `createdAt`). A subclass may
    name the type of the undocumented fields: `class Counts(OpenModel, values="int")`.
    """

    _open = True

    if TYPE_CHECKING:

        def __init__(self, **fields: Any) -> None: ...

        def __getattr__(self, name: str) -> Any: ...

        def __setattr__(self, name: str, value: Any) -> None: ...


def _undocumented(model: Object, name: str) -> Any:
    if not name.startswith("__") and "_data" in model.__dict__:
        data, wanted = model._data, loose(name)
        found = name if name in data else None
        if found is None and model._open and wanted:
            found = next((key for key in data if loose(key) == wanted), None)
        if found is not None:
            return model[found]
    raise AttributeError(f"{type(model).__name__} has no field {name!r}")


def _subclass(model: type[M], name: str) -> type[M] | None:
    """The subclass of that name, which a server's discriminator gave: looked up, never evaluated."""
    found = find(name, model.__module__)
    if found is model or not isinstance(found, type) or not issubclass(found, model):
        return None
    return found


def _restore(model: type[Object], data: dict[str, Any]) -> Object:
    return model._of(data)


def _copy(value: Any) -> Any:
    """A deep copy of JSON, much faster than copy.deepcopy."""
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_copy(item) for item in value]
    return value
