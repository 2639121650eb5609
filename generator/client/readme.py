"""The README of a package: every operation with a runnable example, the text of the documents as plain Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from generator.client import layout, texts
from generator.client.arguments import Argument
from generator.client.declarations import Alias, Field, Model
from generator.client.package import Entry, Method, Readme, Resource, Scheme, Section
from generator.client.schema_types import Types
from generator.client.types import DictOf, ListOf, Named, Plain, Type, UnionOf
from generator.spec.api import Api, Server

DEPTH: Final = 4
"""Lists and maps are empty where examples are nested deeper than this, objects have what they need."""

DEEPEST: Final = 24
"""Where an object that needs itself is cut."""

LONGEST: Final = 4000
"""No nested object is written in more characters than this."""

_EXAMPLES: Final[Mapping[str, str]] = {
    "str": '"text"',
    "int": "1",
    "float": "1.5",
    "bool": "True",
    "bytes": 'b"bytes"',
    "None": "None",
    "Any": "{}",
    "rt.FileSource": 'b"bytes"',
    "dt.datetime": "dt.datetime(2024, 5, 17, 12, 30, tzinfo=dt.timezone.utc)",
    "dt.date": "dt.date(2024, 5, 17)",
    "dt.time": "dt.time(12, 30)",
    "uuid.UUID": 'uuid.UUID("6f9619ff-8b86-4011-b42d-00c04fc964ff")',
    "decimal.Decimal": 'decimal.Decimal("1.50")',
}


def readme(
    api: Api,
    package: str,
    base_url: str,
    schemes: Sequence[Scheme],
    resources: Sequence[Resource],
    types: Types,
) -> Readme:
    """The README of `package`."""
    examples = Examples(types)
    needed = _needed(api, schemes)
    return Readme(
        title=markdown(texts.line(api.title) or package),
        about=markdown(texts.line(api.description)) or "A Python client.",
        start=_start(package, base_url, needed, resources),
        servers=tuple(_server(server) for server in api.servers if base_url and "://" in server.url),
        offline=_offline(needed),
        answer=_answer(resources),
        resources=tuple(
            Section(
                resource.attribute,
                markdown(texts.line(resource.description)),
                tuple(_entry(method, resource, examples) for method in resource.methods),
            )
            for resource in resources
        ),
    )


def markdown(text: str) -> str:
    """Text on one line as Markdown that shows just this text: no markup, no HTML, no links of its own."""
    return re.sub(r"([\\`*_{}\[\]<>#|!~&$])", r"\\\1", _printable(text))


def code(text: str) -> str:
    """Text on one line as a code span."""
    plain = _printable(text).strip()
    runs = [len(run) for run in re.findall(r"`+", plain)]
    fence = "`" * (max(runs, default=0) + 1)
    pad = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{fence}{pad}{plain}{pad}{fence}"


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)


def _needed(api: Api, schemes: Sequence[Scheme]) -> Sequence[Scheme]:
    """The schemes that an example gives: those that the first operation with a way to be called needs for it."""
    known = {scheme.key: scheme for scheme in schemes}
    stated = (api.security if one.security is None else one.security for one in api.operations)
    ways = ([key for key, _ in way.schemes] for some in stated for way in some)
    needed = next((way for way in ways if way and known.keys() >= {*way}), [])
    return [known[key] for key in needed] or schemes[:1]


def _start(package: str, base_url: str, schemes: Sequence[Scheme], resources: Sequence[Resource]) -> str:
    server = [] if base_url else ['base_url="https://..."']
    given = ", ".join([*server, *(f"{scheme.keyword}=..." for scheme in schemes)])
    uses = [f"    client.{resource.attribute}  # {_operations(resource)}" for resource in resources[:3]]
    return "\n".join([f"from {package} import Client", "", f"with Client({given}) as client:", *uses])


def _server(server: Server) -> str:
    """A documented server as Markdown, with what its variables are."""
    values = {name: [one for one in dict.fromkeys(told) if one] for name, told in server.values().items()}
    told = ", ".join(f"{code(name)}: {' or '.join(map(code, value))}" for name, value in values.items() if value)
    return code(server.url) + (f" (`server_variables=` with {told})" if told else "")


def _operations(resource: Resource) -> str:
    count = len(resource.methods)
    return f"{count} operation{'s' * (count != 1)}"


def _offline(schemes: Sequence[Scheme]) -> str:
    """Arguments for a client that talks to nobody."""
    told = ['base_url="https://test.example"']
    told += [f"{item.keyword}={('user', 'test') if 'Basic' in item.annotation else 'test'!r}" for item in schemes]
    return ", ".join(told).replace("'", '"')


def _answer(resources: Sequence[Resource]) -> str:
    """How an operation is called whose answer a test may want to choose."""
    told = {f"{one.attribute}.{method.name}": method.returns for one in resources for method in one.methods}
    return next((call for call, returns in told.items() if returns is not None), next(iter(told), "operationId"))


def _entry(method: Method, resource: Resource, examples: Examples) -> Entry:
    operation = method.operation
    request = code(texts.line(f"{operation.method.upper()} {operation.path}"))
    about = markdown(texts.sentence(operation.summary or texts.line(operation.description)))
    given = [_given(item, examples) for item in method.arguments.signature if _is_shown(item, method)]
    target = f"client.{resource.attribute}.{method.name}("
    head = f"result = {target}" if method.returns is not None else target
    call = layout.lay_out(layout.call(head, given))
    lines = [*_imports(call), call]
    paged = f" Page by page: {code(method.iterator.name + '()')}." if method.iterator else ""
    deprecated = " **Deprecated.**" if operation.deprecated else ""
    return Entry(f"`{method.name}`", f"{request}{deprecated} {about}{paged}".rstrip(), "\n".join(lines))


def _imports(call: str) -> list[str]:
    told = {"dt.": "import datetime as dt", "decimal.": "import decimal", "uuid.": "import uuid"}
    found = [statement for name, statement in told.items() if re.search(rf"(?<![\w.\"]){re.escape(name)}", call)]
    return [*found, *([""] if found else [])]


def _is_shown(item: Argument, method: Method) -> bool:
    """Required arguments, and the fields that a body must have."""
    return item in _shown_fields(method) if item.role == "field" else item.required


def _shown_fields(method: Method) -> list[Argument]:
    """The fields that are required; the first one where the body is, but no field."""
    takes = method.arguments
    needed = method.required_fields
    told = [item for attribute, item in takes.fields if attribute in needed]
    is_required = any(body.required for body in takes.bodies)
    return told if told or not is_required else [item for _, item in takes.fields][:1]


def _given(item: Argument, examples: Examples) -> str:
    shown = examples.of(item.kind, item.name)
    return shown if item.positional else f"{item.name}={shown}"


@dataclass
class Examples:
    """Values of types as Python source, objects as mappings by wire name; each model worked out once per depth."""

    types: Types
    _known: dict[tuple[str, int], str] = field(default_factory=dict)

    def of(self, kind: Type, name: str = "", depth: int = 0) -> str:
        """A value of `kind`; `name` is a text to put where any text will do."""
        match kind:
            case UnionOf():
                return self.of(kind.members[0], name, depth)
            case ListOf():
                item = "" if depth > DEPTH else self.of(kind.item, name, depth + 1)
                return "[]" if self._is_cut(kind.item, item) else f"[{item}]"
            case DictOf():
                value = "" if depth > DEPTH else self.of(kind.value, name, depth + 1)
                return "{}" if self._is_cut(kind.value, value) else f'{{"key": {value}}}'
            case Named():
                return self._named(kind.name, name, depth)
            case Plain():
                return _plain(kind, name)

    def _is_cut(self, kind: Type, shown: str) -> bool:
        """Whether an example ends where it would have to go on: an object without its required fields."""
        model = self.types.model(kind) if shown == "{}" else None
        return not shown or (model is not None and bool(_given_fields(model)))

    def _named(self, model: str, name: str, depth: int) -> str:
        found = self.types.declarations.get(model)
        if isinstance(found, Alias) and depth <= 2 * DEPTH:
            return self.of(found.kind, name, depth + 1)
        if depth > DEEPEST or not isinstance(found, Model):
            return "{}"
        if (model, depth) not in self._known:
            told = [(item, self.of(item.kind, item.attribute, depth + 1)) for item in _given_fields(found)]
            entries = [f"{layout.string(item.wire)}: {value}" for item, value in told]
            shown = f"{{{', '.join(entries)}}}"
            self._known[model, depth] = shown if len(shown) <= LONGEST else "{}"
        return self._known[model, depth]


def _given_fields(model: Model) -> list[Field]:
    """The fields that a request must have."""
    return [item for item in model.fields if item.required and not item.schema.read_only]


def _plain(kind: Plain, name: str) -> str:
    if kind.text.startswith("Literal["):
        found = re.findall(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^][, ]+""", kind.text.removeprefix("Literal"))
        return next((one for one in found if one != '""'), "None")
    if kind.text in ("str", "Any") and name:
        return layout.string(name)
    return _EXAMPLES.get(kind.text, "None")
