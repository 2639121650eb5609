"""Which facts of an origin its documents show, and which of these exactly: the text of the documents looked through by
`printed`, and what is found there held against the table of `alike`. The extraction has no say in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.spec.api import MISSING, Api, Operation, Response, Schema, SecurityScheme

from . import shapes
from .keys import defaulted, kind, listed, nested, signature, status, styles
from .printed import Documents
from .verdicts import Shown, as_text, is_silent

Place = Literal["parameter", "form", "property", "body", "return"]
"""Where a value stands, as far as generators print it differently."""


@dataclass(frozen=True, slots=True)
class Showing:
    """What the documents show of an API."""

    api: Api
    docs: Documents

    def parameter(self, location: str) -> Shown:
        """A parameter at all: some dialects say nothing of cookies."""
        return self.docs.shown(True, "cookie", ["cookie"]) if location == "cookie" else Shown.EXACTLY

    def name(self, name: str, location: str, schema: Schema, path: str = "") -> Shown:
        """The name on the wire of a parameter, form field or property; `location` is its `in`, "form" or "property".
        That of a path parameter is shown where its path stands as it is."""
        if location == "path":
            found = self.docs.anywhere(path)
        else:
            found = self.docs.stands(name, model=location == "property")
        sampled = "text" if signature(self.api, schema) == "string" else "other"
        where = "query" if location == "cookie" else location
        return self.docs.shown(found, f"name of a {where} {sampled}", styles(name))

    def operation(self, name: str) -> Shown:
        """An operationId."""
        return self.docs.shown(self.docs.stands(name), "name of an operation", styles(name))

    def type(self, place: Place, schema: Schema | None) -> Shown:
        """The type of a value; None is no value at all."""
        keys = ["nothing"] if schema is None else nested(signature(self.api, schema))
        return self.docs.shown(True, f"type of a {place}", keys)

    def required(self, place: Place, schema: Schema) -> Shown:
        """Whether a value is required."""
        found = self.docs.optional(model=place == "property")
        key = "plain" if schema.default is MISSING else "with a default"
        return self.docs.shown(found, f"required of a {place}", [key])

    def enum(self, place: Place, schema: Schema, inner: Schema) -> Shown:
        """The values of an enum: `inner` is what `schema` is or contains."""
        values = inner.enum or ()
        is_model = any(inner is component for component in self.api.schemas.values())
        found = self.docs.enum(values, model=is_model or place == "property")
        contained = shapes.resolve(self.api, schema) is not inner
        group = "enum of a model" if is_model else f"enum {'in' if contained else 'of'} a {place}"
        return self.docs.shown(found, group, listed(values))

    def default(self, place: Place, schema: Schema) -> Shown:
        """The default of a value."""
        if is_silent(schema.default):
            return Shown.NOT
        found = self.docs.default(as_text(schema.default), model=place == "property")
        group = f"default of a {place} {defaulted(signature(self.api, schema))}"
        return self.docs.shown(found, group, [kind(schema.default)])

    def content(self, success: Response, operation: Operation) -> Shown:
        """The content types of a success: dialects list those of all the responses together."""
        own = {media.content_type for media in success.content}
        every = {media.content_type for response in operation.responses for media in response.content}
        found = all(map(self.docs.anywhere, own))
        return self.docs.shown(found, "content of a return", ["one" if len(every) == 1 else "several"])

    def response(self, code: str, codes: Iterable[str]) -> Shown:
        """One of the response codes of an operation."""
        return self.docs.shown(self.docs.codes, "codes", status(code, codes))

    def schemes(self, names: Sequence[str]) -> Shown:
        """The schemes of an operation."""
        kinds = [_kind(self.api.security_schemes[name]) for name in names if name in self.api.security_schemes]
        return self.docs.shown(all(map(self.docs.stands, names)), "schemes", kinds or ["none"])


def _kind(scheme: SecurityScheme) -> str:
    return scheme.kind + (f" {scheme.scheme}" if scheme.scheme else "")
