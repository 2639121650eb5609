"""Parameters and request bodies -> the arguments of a method: names, order, annotations, defaults."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from generator.client import layout, media, names
from generator.client.declarations import Field
from generator.client.notes import Note
from generator.client.schema_types import Types
from generator.client.schemas import target
from generator.client.types import (
    ANY,
    FILE,
    STR,
    DictOf,
    ListOf,
    Named,
    Plain,
    Type,
    UnionOf,
    doubted,
    is_text_enum,
    leaves,
    optional,
    parts,
    present,
    union,
)
from generator.spec.api import MediaType, Operation, Parameter, RequestBody, Schema
from generator.spec.spelling import plain

RESERVED: Final = frozenset(
    "self body options content_type timeout max_retries extra_headers extra_query extra_body idempotency_key base_url"
    " server_variables models rt Any Literal Iterator AsyncIterator Mapping Sequence Unpack TYPE_CHECKING annotations"
    " str int float bool bytes list dict".split()
)
"""Names that no argument may take: what the runtime and the annotations of a method need."""

Role = Literal["parameter", "field", "body", "content_type"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """An argument of a method. `positional`: it may be given by position; `required`: it has no default."""

    name: str
    annotation: str
    default: str
    positional: bool
    role: Role
    required: bool
    kind: Type
    schema: Schema | None = None
    description: str = ""
    wire: str = ""
    deprecated: bool = False

    @property
    def declared(self) -> str:
        """The argument as a signature has it."""
        return f"{self.name}: {self.annotation}" + ("" if self.required else f" = {self.default}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One representation of a request body and its type."""

    content_type: str
    kind: Type
    required: bool
    encoding: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A parameter and the argument that gives its value."""

    parameter: Parameter
    argument: Argument


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """What a method takes: parameters in the order of the runtime's tuple, bodies, fields of the body (attribute,
    argument), and all arguments in the order of the signature."""

    sent: tuple[Sent, ...]
    bodies: tuple[Body, ...]
    fields: tuple[tuple[str, Argument], ...]
    body: Argument | None
    content_type: Argument | None
    signature: tuple[Argument, ...]


def arguments(operation: Operation, types: Types, credentials: Collection[tuple[str, str]] = ()) -> Arguments:
    """The arguments of the method for `operation`; `credentials` are the places and names (lower case) of its own."""
    parameters = _parameters(operation, types, credentials)
    kinds = [_parameter_type(parameter, operation, types) for parameter in parameters]
    bodies = _bodies(operation, types)
    model = types.model(bodies[0].kind) if bodies else None
    fields = [item for item in model.fields if not item.schema.read_only] if model else []
    chosen = _names(parameters, fields)
    sent = tuple(
        Sent(parameter=parameter, argument=_for_parameter(parameter, kind, name, types))
        for parameter, kind, name in zip(parameters, kinds, chosen, strict=False)
    )
    given = tuple(
        (item.attribute, _for_field(item, name, types))
        for item, name in zip(fields, chosen[len(parameters) :], strict=True)
    )
    body = _for_body(operation.request_body, bodies, given, types) if operation.request_body and bodies else None
    content_type = _for_content_type(bodies) if len(bodies) > 1 else None
    everything = [item.argument for item in sent] + [item for _, item in given]
    everything += [item for item in (body, content_type) if item]
    return Arguments(
        sent=sent,
        bodies=bodies,
        fields=given,
        body=body,
        content_type=content_type,
        signature=tuple(sorted(everything, key=_rank)),
    )


def _rank(argument: Argument) -> tuple[bool, bool]:
    return (not argument.positional, not argument.required)


# Headers that OpenAPI says to ignore as parameters, because the body, the response or the security describe them, and
# those that only HTTP itself can get right.
_GOVERNED: Final = frozenset({"accept", "content-type", "content-length", "host"})


def _parameters(operation: Operation, types: Types, credentials: Collection[tuple[str, str]]) -> list[Parameter]:
    """Those of the path in the order of the path, then the others, required ones first."""
    governed = {*(("header", name) for name in _GOVERNED), *credentials}
    kept = []
    for parameter in operation.parameters:
        if (parameter.location, parameter.name.lower()) in governed:
            message = f"{parameter.location} {parameter.name!r} is set by the client: no argument"
            types.notes.append(Note("R04", message, parameter.evidence))
        elif parameter.location in ("header", "cookie") and not media.is_token(parameter.name):
            message = f"{parameter.location} {parameter.name!r} of {operation.operation_id} is no name: no argument"
            types.notes.append(Note("R10", message, parameter.evidence))
        elif parameter.location == "header" and is_idempotency_key(parameter.name):
            continue  # the option `idempotency_key` of every call sends it
        elif parameter.location == "path" and f"{{{parameter.name}}}" not in operation.path:
            message = f"path parameter {parameter.name!r} is not in {operation.path}: left out"
            types.notes.append(Note("R03", message, parameter.evidence))
        else:
            kept.append(parameter)
    return sorted(kept, key=lambda item: _parameter_rank(item, operation.path))


def is_idempotency_key(header: str) -> bool:
    """Whether a header of this name makes a retry safe."""
    return plain(header) in ("idempotencykey", "xidempotencykey")


def _parameter_rank(parameter: Parameter, path: str) -> tuple[int, int]:
    if parameter.location == "path":
        return (0, path.index(f"{{{parameter.name}}}"))
    return (1 if parameter.required else 2, 0)


def _parameter_type(parameter: Parameter, operation: Operation, types: Types) -> Type:
    name = media.class_name(operation.operation_id, names.pascal(parameter.name, "Parameter"))
    kind = types.of(parameter.schema, name, closed=True)
    told = _told(kind)
    # A file or bytes cannot stand in a URL or header: such a parameter is text.
    return doubted(STR if told == FILE else told, parameter.evidence)


def _told(kind: Type) -> Type:
    """A type without None, which means that there is nothing to send."""
    return union(present(kind))


def _bodies(operation: Operation, types: Types) -> tuple[Body, ...]:
    body = operation.request_body
    if body is None:
        return ()
    sendable = [item for item in body.content if media.is_sendable(item.content_type)]
    for item in body.content:
        if item not in sendable:
            message = f"content type {item.content_type!r} of {operation.operation_id} is none: left out"
            types.notes.append(Note("R10", message, body.evidence))
    name = media.class_name(operation.operation_id, "Request")
    content = media.to_send(types, sendable)
    kinds: list[Type] = []
    for content_type in content:
        same = [n for n, other in enumerate(content[: len(kinds)]) if _is_same(other, content_type)]
        kind = _told(media.sent(types, content_type, name))
        kinds.append(kinds[same[0]] if same else doubted(kind, body.evidence))
    return tuple(
        Body(content_type=item.content_type, kind=kind, required=body.required, encoding=item.encoding)
        for item, kind in zip(content, kinds, strict=True)
    )


def _is_same(first: MediaType, second: MediaType) -> bool:
    """Whether two representations are alike but for their content type, so that one class is enough for both."""
    kinds = [
        (media.is_json(item.content_type), media.is_form(item.content_type), media.essence(item.content_type)[:9])
        for item in (first, second)
    ]
    return first.schema == second.schema and kinds[0] == kinds[1]


def _names(parameters: Sequence[Parameter], fields: Sequence[Field]) -> list[str]:
    """A name for each parameter and each field; who comes second says where it travels: `query_id`, `body_id`."""
    wanted: list[str] = []
    for place, name in [
        *((item.location, names.snake(item.name, "parameter")) for item in parameters),
        *(("body", item.attribute.rstrip("_")) for item in fields),
    ]:
        wanted.append(f"{place}_{name}" if name in wanted else name)
    return names.unique(wanted, RESERVED)


def _for_parameter(parameter: Parameter, kind: Type, name: str, types: Types) -> Argument:
    in_path = parameter.location == "path"
    only = None if in_path else _only_value(parameter, types)
    required = (parameter.required or in_path) and only is None
    return Argument(
        name=name,
        annotation=annotation(kind if required or only else optional(kind), types),
        default=only or "None",
        positional=in_path,
        role="parameter",
        required=required,
        kind=kind,
        schema=parameter.schema,
        description=parameter.description or parameter.schema.description,
        wire=parameter.name,
        deprecated=parameter.deprecated,
    )


def _only_value(parameter: Parameter, types: Types) -> str | None:
    """The one value that a required parameter can have, as a literal: nobody need give it."""
    values = target(parameter.schema, types.api.schemas).enum or ()
    is_certain = parameter.required and "schema" not in parameter.evidence.guesses
    told = [layout.literal(value) for value in values if isinstance(value, str | int)]
    return told[0] if is_certain and len(told) == len(values) == 1 else None


def _for_field(item: Field, name: str, types: Types) -> Argument:
    """A field of the body: never without a default, because `body=` may stand for all of them."""
    kind = closed(item.kind)
    shown = annotation(optional(kind), types)
    return Argument(
        name=name,
        annotation=f"{shown} | rt.Absent" if item.nullable and kind != ANY else shown,
        default="rt.ABSENT" if item.nullable else "None",
        positional=False,
        role="field",
        required=False,
        kind=kind,
        schema=item.schema,
        description=item.schema.description,
        wire=item.wire,
        deprecated=item.schema.deprecated,
    )


def _for_body(body: RequestBody, bodies: Sequence[Body], fields: Sequence[object], types: Types) -> Argument:
    """The body as a whole: never required where its fields are arguments of their own."""
    required = body.required and not fields
    kind = union([item.kind for item in bodies])
    return Argument(
        name="body",
        annotation=annotation(kind if required else optional(kind), types),
        default="None",
        positional=required,
        role="body",
        required=required,
        kind=kind,
        description=body.description,
    )


def _for_content_type(bodies: Iterable[Body]) -> Argument:
    told = ", ".join(item.content_type for item in bodies)
    return Argument(
        name="content_type",
        annotation="str | None",
        default="None",
        positional=False,
        role="content_type",
        required=False,
        kind=STR,
        description=f"One of {told}; by default the first that suits the body.",
    )


def closed(kind: Type) -> Type:
    """`kind` without the `| str` that lets unlisted strings of an enum come in: they cannot be sent."""
    members = parts(kind)
    if STR in members and any(map(is_text_enum, members)):
        return union([part for part in members if part != STR])
    return kind


def annotation(kind: Type, types: Types) -> str:
    """The annotation of an argument of this type: objects may be given as mappings too, files in every form."""
    return " | ".join(dict.fromkeys(_alternatives(kind, types)))


def _alternatives(kind: Type, types: Types) -> list[str]:
    match kind:
        case UnionOf():
            return [told for member in kind.members for told in _alternatives(member, types)]
        case Named():
            is_object = any(types.model(member) for member in parts(types.resolved(kind)))
            return [f"models.{kind.name}", *(["Mapping[str, Any]"] if is_object else [])]
        case ListOf():
            has_models = any(isinstance(leaf, Named) for leaf in leaves(kind.item))
            return [f"{'Sequence' if has_models else 'list'}[{annotation(kind.item, types)}]"]
        case DictOf():
            return [f"Mapping[str, {annotation(kind.value, types)}]"]
        case Plain():
            return [kind.text]
