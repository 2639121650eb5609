"""An extraction against its origin, fact by fact.

`compare` gives one Verdict for every fact of the origin, and one for each thing that the extraction has beyond it. Both
sides are Apis: the origin read from its OpenAPI document, the extraction made by the stages under test.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.spec.api import (
    MISSING,
    Api,
    Evidence,
    Operation,
    Property,
    Response,
    Schema,
    SecurityRequirement,
    SecurityScheme,
)

from . import shapes
from .pairing import Input, blank, form, inputs, operations, pair
from .printed import EVERYTHING, Documents
from .shapes import plain
from .showing import Place, Showing
from .verdicts import Outcome, Shown, Verdict, as_text, is_silent


def compare(expected: Api, got: Api, documents: Documents = EVERYTHING) -> tuple[Verdict, ...]:
    """Every fact of the origin `expected` judged in the extraction `got`. `documents` tell what is shown at all."""
    return tuple(_Comparison(expected, got, documents, Showing(expected, documents)).verdicts())


@dataclass(frozen=True, slots=True)
class _Comparison:
    expected: Api
    got: Api
    docs: Documents
    showing: Showing

    def verdicts(self) -> Iterator[Verdict]:
        found = operations(self.expected, self.got)
        for one, other in found.both:
            yield from self.operation(one, other)
        for one in found.missing:
            yield Verdict(fact="operation", where=_label(one), outcome=Outcome.MISSING)
        for one in found.invented:
            yield Verdict(
                fact="operation",
                where=_label(one),
                outcome=Outcome.INVENTED,
                got=one.operation_id,
                at=_at(one.evidence),
            )
        yield from self.servers()
        yield from self.schemes()
        yield from self.models()

    # ------------------------------------------------------------------------------------------ operations

    def operation(self, one: Operation, other: Operation) -> Iterator[Verdict]:
        where, docs = _label(one), self.docs
        path = Outcome.RIGHT if blank(one.path) == blank(other.path) else Outcome.WRONG
        yield Verdict(fact="operation", where=where, outcome=Outcome.RIGHT)
        judge = _Judge(where, other.evidence)
        yield judge("path", one.path, other.path, path, "path")
        shown = self.showing.operation(one.operation_id)
        yield judge("operationId", one.operation_id, other.operation_id, _name(one, other), "operationId", shown=shown)
        tags = _tags(one.tags, other.tags)
        yield judge(
            "tag", ", ".join(one.tags), ", ".join(other.tags), tags, "tags", shown=docs.shown(docs.anywhere(where))
        )
        yield from judge.prose("summary", one.summary, other.summary, docs)
        yield from judge.prose("description", one.description, other.description, docs)
        if one.deprecated or other.deprecated:
            shown = docs.shown(docs.marks("deprecated") or docs.marks("~~"))
            yield judge.flag("deprecated", one.deprecated, other.deprecated, "deprecated", shown=shown)
        yield from self.inputs(where, one, other)
        yield from self.body(where, one, other)
        yield from self.responses(where, one, other)
        yield from self.returns(where, one, other)
        yield from self.security(where, one, other)

    def inputs(self, where: str, one: Operation, other: Operation) -> Iterator[Verdict]:
        found = pair(inputs(self.expected, one), inputs(self.got, other), _name_of, _text_of)
        for left, right in found.both:
            shown = self.showing.name(left.name, left.place, left.schema, one.path)
            yield from self.input(f"{where} {left.place}:{left.name}", left, right, shown)
        for left in found.missing:
            yield Verdict(
                fact="parameter" if left.place != "form" else "form field",
                where=f"{where} {left.place}:{left.name}",
                outcome=Outcome.MISSING,
                expected=left.name,
                at=_at(other.evidence),
                shown=self.showing.parameter(left.place),
            )
        for right in found.invented:
            yield Verdict(
                fact="parameter" if right.place != "form" else "form field",
                where=f"{where} {right.place}:{right.name}",
                outcome=Outcome.INVENTED,
                got=right.name,
                at=_at(right.evidence),
            )

    def input(self, where: str, one: Input, other: Input, shown: Shown) -> Iterator[Verdict]:
        """The facts of a parameter or form field, whose name is `shown`."""
        judge = _Judge(where, other.evidence)
        fact = "form field" if one.place == "form" else "parameter"
        yield judge(fact, one.name, other.name, Outcome.RIGHT, "name", shown=self.showing.parameter(one.place))
        yield judge.value("place", one.place, other.place, "in", shown=Shown.NOT)
        # Names of headers are one whatever their case (RFC 9110, 5.1).
        is_header = one.place == other.place == "header" and one.name.lower() == other.name.lower()
        yield judge.value("wire name", one.name, one.name if is_header else other.name, "name", shown=shown)
        yield from self.field(judge, one, other, "form" if one.place == "form" else "parameter")

    def field(self, judge: _Judge, one: Input, other: Input, place: Place) -> Iterator[Verdict]:
        """The facts that parameters, form fields and properties have in common."""
        required = Outcome.RIGHT if one.required == other.required else Outcome.WRONG
        shown = self.showing.required(place, one.schema)
        yield judge("required", as_text(one.required), as_text(other.required), required, "required", shown=shown)
        yield from judge.prose("description of a field", one.description, other.description, self.docs)
        yield from self.schema(judge, one.schema, other.schema, place)

    def schema(self, judge: _Judge, one: Schema, other: Schema, place: Place) -> Iterator[Verdict]:
        """Type, format, enum, default and null of a value."""
        left, right = shapes.shape(self.expected, one), shapes.shape(self.got, other)
        shown = self.showing.type(place, one)
        yield judge("type", str(left), str(right), shapes.compare(left, right), "schema", "type", shown=shown)
        inner, reached = shapes.innermost(self.expected, one), shapes.innermost(self.got, other)
        if left.kind == right.kind and inner and reached and (inner.format or reached.format):
            yield judge.value("format", inner.format, reached.format, "schema", "format", shown=Shown.NOT)
        if inner and inner.enum:
            values = reached.enum if reached else None
            shown = self.showing.enum(place, one, inner)
            yield judge.values("enum", inner.enum, values, "schema", "enum", shown=shown)
        elif reached and reached.enum and inner:
            yield judge("enum", "", as_text(reached.enum), Outcome.INVENTED, "schema", "enum")
        if one.default is not MISSING or (other.default is not MISSING and one.ref is None):
            shown = self.showing.default(place, one)
            yield judge.value("default", one.default, other.default, "default", "schema", shown=shown)
        if "null" in (*one.types, *other.types):
            yield judge.flag("nullable", "null" in one.types, "null" in other.types, "nullable", shown=Shown.NOT)

    # ------------------------------------------------------------------------------------------ bodies

    def body(self, where: str, one: Operation, other: Operation) -> Iterator[Verdict]:
        left, right = one.request_body, other.request_body
        if left is None or right is None:
            if left is not right:
                outcome = Outcome.MISSING if left else Outcome.INVENTED
                yield Verdict(fact="body", where=where, outcome=outcome, at=_at(other.evidence))
            return
        judge = _Judge(f"{where} body", right.evidence)
        yield judge("body", "body", "body", Outcome.RIGHT, "in")
        kinds = [media.content_type for media in left.content]
        shown = self.docs.shown(all(self.docs.anywhere(kind) for kind in kinds))
        yield judge.members(
            "content type", kinds, [media.content_type for media in right.content], "content", shown=shown
        )
        if form(one) is not None:
            return
        required = Outcome.RIGHT if left.required == right.required else Outcome.WRONG
        texts = (as_text(left.required), as_text(right.required))
        schema = left.content[0].schema if left.content else None
        shown = self.showing.required("body", schema or Schema())
        yield judge("body required", *texts, required, "required", shown=shown)
        yield from judge.prose("description of a field", left.description, right.description, self.docs)
        if left.content and right.content:
            schemas = (left.content[0].schema or Schema(), right.content[0].schema or Schema())
            yield from (
                replace(each, fact=_BODY.get(each.fact, each.fact)) for each in self.schema(judge, *schemas, "body")
            )

    def responses(self, where: str, one: Operation, other: Operation) -> Iterator[Verdict]:
        codes = {response.status: response for response in other.responses}
        for left in one.responses:
            right = codes.pop(left.status, None)
            place = f"{where} {left.status}"
            shown = self.showing.response(left.status, [response.status for response in one.responses])
            if right is None:
                yield Verdict(
                    fact="response",
                    where=place,
                    outcome=Outcome.MISSING,
                    expected=left.status,
                    at=_at(other.evidence),
                    shown=shown,
                )
                continue
            judge = _Judge(place, right.evidence)
            yield judge("response", left.status, right.status, Outcome.RIGHT, "status", shown=shown)
            yield from judge.prose("response text", left.description, right.description, self.docs, self.docs.codes)
            if left.headers or right.headers:
                names = [header.name for header in left.headers]
                shown = self.docs.shown(self.docs.codes and all(self.docs.anywhere(name) for name in names))
                yield judge.members(
                    "response headers", names, [header.name for header in right.headers], "headers", shown=shown
                )
        for right in codes.values():
            judge = _Judge(f"{where} {right.status}", right.evidence)
            yield judge("response", "", right.status, Outcome.INVENTED, "status")

    def returns(self, where: str, one: Operation, other: Operation) -> Iterator[Verdict]:
        left, right = _success(one), _success(other)
        evidence = right.evidence if right else other.evidence
        judge = _Judge(f"{where} returns", evidence)
        if left is None or not left.content or left.content[0].schema is None:
            empty = right is None or not right.content
            outcome = Outcome.RIGHT if empty else Outcome.INVENTED
            kind = shapes.shape(self.got, right.content[0].schema) if right and right.content else ""
            shown = self.showing.type("return", None)
            yield judge("return type", "nothing", str(kind), outcome, "schema", "content", shown=shown)
            return
        want = shapes.shape(self.expected, left.content[0].schema)
        shown = self.showing.type("return", left.content[0].schema or Schema())
        if right is None or not right.content:
            yield judge("return type", str(want), "nothing", Outcome.MISSING, "schema", "content", shown=shown)
            return
        has = shapes.shape(self.got, right.content[0].schema)
        yield judge("return type", str(want), str(has), shapes.compare(want, has), "schema", "returns", shown=shown)
        kinds = [media.content_type for media in left.content]
        shown = self.showing.content(left, one)
        yield judge.members(
            "content type", kinds, [media.content_type for media in right.content], "content", shown=shown
        )

    # ------------------------------------------------------------------------------------------ security

    def security(self, where: str, one: Operation, other: Operation) -> Iterator[Verdict]:
        judge = _Judge(where, other.evidence)
        left = _requirements(one, self.expected)
        right = _requirements(other, self.got)
        shown = self.showing.schemes([name for name, _ in _schemes(left)])
        outcome = _set(_names(left), _names(right))
        yield judge(
            "schemes of an operation", as_text(_names(left)), as_text(_names(right)), outcome, "security", shown=shown
        )
        if len(_names(left)) > 1 and outcome is Outcome.RIGHT:
            yield judge.value("alternatives", _alternatives(left), _alternatives(right), "security", shown=Shown.NOT)
        scopes = sorted({scope for _, scopes in _schemes(left) for scope in scopes})
        got = sorted({scope for _, scopes in _schemes(right) for scope in scopes})
        if scopes and got:
            yield judge.members("scopes of an operation", scopes, got, "security", shown=Shown.NOT)

    def schemes(self) -> Iterator[Verdict]:
        got = {plain(key): scheme for key, scheme in self.got.security_schemes.items()}
        for key, one in self.expected.security_schemes.items():
            other = got.pop(plain(key), None)
            used = self.docs.shown(self.docs.stands(key) or key in self.docs.readme)
            if other is None:
                yield Verdict(fact="scheme", where=key, outcome=Outcome.MISSING, shown=used)
                continue
            judge = _Judge(f"scheme {key}", other.evidence)
            yield judge("scheme", key, other.key, Outcome.RIGHT, "key", shown=used)
            yield judge.value("scheme type", _kind(one), _kind(other), "type", "scheme", shown=used)
            if one.kind == "apiKey":
                shown = self.docs.shown(one.name is not None and self.docs.anywhere(one.name))
                yield judge.value("scheme name", one.name, other.name, "name", shown=shown)
                shown = self.docs.shown(used is not Shown.NOT and self.docs.location(one.location or ""))
                yield judge.value("scheme place", one.location, other.location, "in", shown=shown)
            if one.kind == "oauth2":
                yield from self.flows(judge, one, other)
        for key, extra in got.items():
            yield Verdict(fact="scheme", where=key, outcome=Outcome.INVENTED, got=extra.key, at=_at(extra.evidence))

    def flows(self, judge: _Judge, one: SecurityScheme, other: SecurityScheme) -> Iterator[Verdict]:
        kinds = [flow.kind for flow in one.flows]
        yield judge.members("scheme flows", kinds, [flow.kind for flow in other.flows], "flows", shown=Shown.NOT)
        scopes = sorted({scope for flow in one.flows for scope in flow.scopes})
        got = sorted({scope for flow in other.flows for scope in flow.scopes})
        shown = self.docs.shown(all(self.docs.anywhere(scope) for scope in scopes))
        yield judge.members("scheme scopes", scopes, got, "flows", shown=shown)

    def servers(self) -> Iterator[Verdict]:
        got = {server.url.rstrip("/") for server in self.got.servers}
        for server in self.expected.servers:
            url = server.url.rstrip("/")
            filled = _filled(url, server.variables)
            outcome = Outcome.RIGHT if {url, filled} & got else Outcome.MISSING
            shown = self.docs.shown(self.docs.anywhere(url) or self.docs.anywhere(filled))
            yield Verdict(fact="server", where=url, outcome=outcome, expected=url, shown=shown)
            got -= {url, filled}
        for url in sorted(got):
            yield Verdict(fact="server", where=url, outcome=Outcome.INVENTED, got=url)

    # ------------------------------------------------------------------------------------------ models

    def models(self) -> Iterator[Verdict]:
        """The origin's models. Models beyond them are those that openapi-generator makes of inline schemas."""
        got = {plain(name): schema for name, schema in self.got.schemas.items()}
        for name, one in self.expected.schemas.items():
            other = got.get(plain(name)) or got.get("model" + plain(name))
            shown = self.docs.shown(self.docs.model(name))
            if other is None:
                if _documented(self.expected, one):
                    yield Verdict(fact="model", where=name, outcome=Outcome.MISSING, shown=shown)
                continue
            yield Verdict(fact="model", where=name, outcome=Outcome.RIGHT, at=_at(other.evidence), shown=shown)
            yield from self.model(name, one, other)

    def model(self, name: str, one: Schema, other: Schema) -> Iterator[Verdict]:
        judge = _Judge(name, other.evidence)
        yield from judge.prose("model description", one.description, other.description, self.docs)
        if one.enum:
            shown = self.showing.enum("property", one, one)
            yield judge.values("enum", one.enum, other.enum, "schema", "enum", shown=shown)
        members = shapes.union(one)
        if members:
            yield self.union(judge, members, other)
            return
        left, right = _properties(self.expected, one), _properties(self.got, other)
        found = pair(left, right, _name_of, _text_of)
        for prop, field in found.both:
            yield from self.property(f"{name}.{prop.name}", prop, field)
        for prop in found.missing:
            yield Verdict(
                fact="property",
                where=f"{name}.{prop.name}",
                outcome=Outcome.MISSING,
                expected=prop.name,
                at=_at(other.evidence),
                shown=self.docs.shown(self.docs.stands(prop.name, model=True)),
            )
        for prop in found.invented:
            yield Verdict(
                fact="property",
                where=f"{name}.{prop.name}",
                outcome=Outcome.INVENTED,
                got=prop.name,
                inferred=prop.evidence.inferred.get("schema", ""),
                at=_at(prop.evidence) or _at(other.evidence),
            )

    def union(self, judge: _Judge, members: Sequence[Schema], other: Schema) -> Verdict:
        found = [plain(member.ref or "") for member in shapes.union(other)]
        # What stands inside the union has no name in the origin; documents give it one.
        names = [plain(member.ref or "".join(found[n : n + 1])) for n, member in enumerate(members)]
        return judge.members("union", names, found, "schema", shown=Shown.NOT)

    def property(self, where: str, one: Input, other: Input) -> Iterator[Verdict]:
        if not one.description:
            other = replace(other, description=other.schema.description)
        judge = _Judge(where, other.evidence)
        yield judge("property", one.name, other.name, Outcome.RIGHT, "name")
        shown = self.showing.name(one.name, "property", one.schema)
        yield judge.value("property wire name", one.name, other.name, "name", shown=shown)
        yield from self.field(judge, one, other, "property")
        if one.schema.read_only or other.schema.read_only:
            shown = self.docs.shown(self.docs.marks("readonly", model=True))
            yield judge.flag("read-only", one.schema.read_only, other.schema.read_only, "readOnly", shown=shown)


@dataclass(frozen=True, slots=True)
class _Judge:
    """Makes the verdicts about one object, whose evidence tells what was inferred."""

    where: str
    evidence: Evidence

    def __call__(
        self, fact: str, expected: str, got: str, outcome: Outcome, *keys: str, shown: Shown = Shown.EXACTLY
    ) -> Verdict:
        rule = next((self.evidence.inferred[key] for key in keys if key in self.evidence.inferred), "")
        return Verdict(
            fact=fact,
            where=self.where,
            outcome=outcome,
            expected=expected,
            got=got,
            inferred=rule,
            at=_at(self.evidence),
            shown=shown,
        )

    def value(self, fact: str, expected: Any, got: Any, *keys: str, shown: Shown = Shown.EXACTLY) -> Verdict:
        """A value that is equal or not; None and MISSING are silence."""
        silent, lost = is_silent(got), is_silent(expected)
        if expected == got or (silent and lost):
            outcome = Outcome.RIGHT
        elif lost:
            outcome = Outcome.INVENTED
        else:
            outcome = Outcome.MISSING if silent else Outcome.WRONG
        return self(fact, as_text(expected), as_text(got), outcome, *keys, shown=shown)

    def flag(self, fact: str, expected: bool, got: bool, *keys: str, shown: Shown) -> Verdict:
        """A mark such as deprecated, which is silent when it is not set."""
        return self.value(fact, expected or None, got or None, *keys, shown=shown)

    def values(
        self, fact: str, expected: Sequence[Any], got: Sequence[Any] | None, *keys: str, shown: Shown
    ) -> Verdict:
        """The values of an enum, their order not counting."""
        if not got:
            outcome = Outcome.MISSING
        else:
            outcome = _set([as_text(value) for value in expected], [as_text(value) for value in got])
        return self(fact, as_text(tuple(expected)), as_text(tuple(got or ())), outcome, *keys, shown=shown)

    def members(self, fact: str, expected: Sequence[str], got: Sequence[str], *keys: str, shown: Shown) -> Verdict:
        """A set of names."""
        return self(fact, ", ".join(expected), ", ".join(got), _set(expected, got), *keys, shown=shown)

    def prose(
        self, fact: str, expected: str, got: str, documents: Documents, possible: bool = True
    ) -> Iterator[Verdict]:
        """Prose, white space not counting. Where only letters and digits agree, it is WIDE."""
        if not expected.strip() and not got.strip():
            return
        left, right = " ".join(expected.split()), " ".join(got.split())
        if left == right:
            outcome = Outcome.RIGHT
        elif not left:
            outcome = Outcome.INVENTED
        elif not right:
            outcome = Outcome.MISSING
        else:
            outcome = Outcome.WIDE if plain(left) == plain(right) else Outcome.WRONG
        yield self(fact, left, right, outcome, "description", shown=documents.shown(possible and documents.prose(left)))


_BODY = {"type": "body type"}


def _properties(api: Api, schema: Schema) -> list[Input]:
    found: dict[str, Property] = {prop.name: prop for prop in shapes.properties(api, schema)}
    return [
        Input(name, "property", prop.schema, prop.required, _described(api, prop.schema), prop.schema.evidence)
        for name, prop in found.items()
    ]


def _described(api: Api, schema: Schema) -> str:
    """The description of a property; where it is an alias of a plain type, generators take that of the alias."""
    found = shapes.resolve(api, schema)
    is_alias = not found.enum and not shapes.union(found) and shapes.shape(api, found).kind != "object"
    return schema.description or (found.description if is_alias else "")


def _documented(api: Api, schema: Schema) -> bool:
    """Whether openapi-generator writes a document for such a component: not for aliases of plain values and arrays."""
    return bool(schema.enum or shapes.union(schema) or any(True for _ in shapes.properties(api, schema)))


def _success(operation: Operation) -> Response | None:
    """The response that generators document as the return type: the first success, else the default one."""
    codes = sorted(response.status for response in operation.responses if response.status.startswith("2"))
    wanted = codes[0] if codes else "default"
    return next((response for response in operation.responses if response.status == wanted), None)


def _requirements(operation: Operation, api: Api) -> tuple[SecurityRequirement, ...]:
    return api.security if operation.security is None else operation.security


def _schemes(requirements: Iterable[SecurityRequirement]) -> list[tuple[str, tuple[str, ...]]]:
    return [scheme for requirement in requirements for scheme in requirement.schemes]


def _names(requirements: Iterable[SecurityRequirement]) -> list[str]:
    return sorted({plain(name) for name, _ in _schemes(requirements)})


def _alternatives(requirements: Iterable[SecurityRequirement]) -> str:
    return " or ".join(sorted("+".join(sorted(plain(n) for n, _ in one.schemes)) for one in requirements))


def _kind(scheme: SecurityScheme) -> str:
    return scheme.kind + (f" {scheme.scheme}" if scheme.scheme else "")


def _name(one: Operation, other: Operation) -> Outcome:
    if one.operation_id == other.operation_id:
        return Outcome.RIGHT
    return Outcome.WIDE if plain(one.operation_id) == plain(other.operation_id) else Outcome.WRONG


def _tags(expected: Sequence[str], got: Sequence[str]) -> Outcome:
    """Tags are class names in documents: spaces and case are lost, and no tag is `Default`."""
    wanted = [plain(tag) for tag in expected] or ["default"]
    if list(expected) == list(got) or (not expected and not got):
        return Outcome.RIGHT
    found = [plain(tag) for tag in got] or ["default"]
    return Outcome.WIDE if sorted(wanted) == sorted(found) else _set(wanted, found)


def _set(expected: Sequence[str], got: Sequence[str]) -> Outcome:
    """RIGHT when equal as sets, WIDE when some are missing but none is foreign, MISSING when there are none."""
    left, right = set(expected), set(got)
    if left == right:
        return Outcome.RIGHT
    if not left:
        return Outcome.INVENTED
    if not right:
        return Outcome.MISSING
    return Outcome.WIDE if right < left else Outcome.WRONG


def _filled(url: str, variables: Any) -> str:
    for name, variable in variables.items():
        url = url.replace(f"{{{name}}}", str(variable.get("default", "")))
    return url


def _label(operation: Operation) -> str:
    return f"{operation.method.upper()} {operation.path}"


def _at(evidence: Evidence) -> str:
    return evidence.at[0] if evidence.at else ""


def _name_of(one: Input) -> str:
    return one.name


def _text_of(one: Input) -> str:
    return one.description
