"""A package as the templates see it: every decision taken, every text laid out; a template only places it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from generator.client.arguments import Arguments
from generator.client.layout import Group
from generator.client.types import Type
from generator.spec.api import Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class PageIterator:
    """The method beside another one that goes through all its pages, as text."""

    name: str
    signature: str
    docstring: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One operation in a resource, as text: `declaration` of the constant, `builder`, and the method itself.

    `kinds` are the types that it is made of, `required_fields` those without which its body is refused.
    """

    name: str
    declaration: str
    builder: str
    signature: str
    docstring: str
    body: str
    iterator: PageIterator | None
    is_stream: bool
    operation: Operation
    arguments: Arguments
    returns: Type | None
    kinds: tuple[Type, ...]
    required_fields: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A tag: a module with its classes, an attribute of the clients."""

    attribute: str
    class_name: str
    title: str
    description: str
    module_docstring: str
    docstring: str
    attribute_docstring: str
    methods: tuple[Method, ...]
    imports: tuple[str, ...]
    uses_models: bool

    @property
    def streams(self) -> tuple[Method, ...]:
        """The methods that download."""
        return tuple(method for method in self.methods if method.is_stream)


_TAKES: Final = {
    "rt.Secret": "text, or a function that gives it",
    "rt.BasicCredential": "`(user, password)`",
    "rt.TokenCredential": "a token, a function that gives it, or `ClientCredentials(id, secret)`",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A security scheme as an argument of the clients; `declaration` makes it in the runtime. With `is_doubted` the
    documents do not tell where the credential travels."""

    key: str
    keyword: str
    annotation: str
    declaration: Group
    description: str
    environment: str
    is_doubted: bool = False

    @property
    def takes(self) -> str:
        """What the argument is, in words."""
        return _TAKES[self.annotation]

    @property
    def variables(self) -> str:
        """The environment variables, as Markdown."""
        name = f"`{self.environment}`"
        if self.annotation == "rt.BasicCredential":
            return f"{name}: `user:password`"
        if self.annotation == "rt.TokenCredential":
            parts = ", ".join(f"`{self.environment}_{part}`" for part in ("CLIENT_ID", "CLIENT_SECRET"))
            return f"{name}, or {parts} and, where it is not documented, `{self.environment}_TOKEN_URL`"
        return name


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelModule:
    """A module of models: its name under `models`, its classes and aliases as text, what it imports."""

    module: str
    root: str
    classes: tuple[str, ...]
    static_aliases: tuple[str, ...]
    aliases: tuple[str, ...]
    names: tuple[str, ...]
    imports: tuple[str, ...]
    siblings: tuple[str, ...]

    @property
    def needs_runtime(self) -> bool:
        """Whether anything is declared."""
        return bool(self.classes or self.aliases)

    @property
    def needs_typing(self) -> bool:
        """Whether something is for type checkers alone."""
        return bool(self.imports or self.siblings or self.aliases)


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation in the README: its title, what the documents say of it, and a call of it."""

    title: str
    about: str
    example: str


@dataclass(frozen=True, slots=True)
class Section:
    """One resource in the README."""

    attribute: str
    about: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Readme:
    """What the README's template places. `servers`: those that are documented, first the one that is used;
    `answer`: the operation that its example of an answer has."""

    title: str
    about: str
    start: str
    servers: tuple[str, ...]
    offline: str
    answer: str
    resources: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """Everything that the templates of one package need."""

    name: str
    title: str
    base_url: str
    schemes: tuple[Scheme, ...]
    resources: tuple[Resource, ...]
    models: tuple[ModelModule, ...]
    model_names: tuple[tuple[str, str], ...]
    resource_imports: tuple[str, ...]
    api_declaration: str
    client_docstring: str
    async_docstring: str
    constructor: str
    super_call: str
    readme: Readme
