"""Clients rendered from the documents, called against Prism, which serves the OpenAPI document they came from.

    python -m tests.fidelity.prism [--dialect X]... [--spec Y]... [--merge X+Y]... [--misses]

Prism (npm package `@stoplight/prism-cli`, installed once into a cache folder) checks every request against the origin.
Each operation is called once with all of its parameters filled; a call is *accepted* when Prism reports no violation of
the request and answers with success, and *parsed* when what the client gives is of the type that the origin documents
and contradicts nothing that the package documents. Where the only trouble is that the documents do not say how an API
key is called (or which keys go together), so that a 401 turns into success once the right credentials stand in
`extra_headers` and `extra_query`, the call counts under *credentials*, not as accepted. The row `origin` is the package
rendered from the OpenAPI document itself.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from generator.client import render
from generator.client.media import by_preference, is_form, is_json, is_text
from generator.client.package import Method, Package
from generator.client.schemas import is_binary, is_nullable
from generator.client.view import package_view
from generator.spec.api import Api, MediaType, Operation, Response, Schema

from .answers import Answers
from .archives import SPECS, document, origin
from .dialects import DIALECTS
from .pairing import FORMS, inputs, operations, pair
from .samples import adapt, flat, sample
from .scoreboard import extracted
from .shapes import plain, shape, union

PRISM: Final = "@stoplight/prism-cli@5.16.0"
CACHE: Final = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "docs2client" / "prism"
ORIGIN: Final = "origin"
_SPEECHLESS: Final = ("Cannot serialise complex objects", "Cannot find serializer", "Schema too complex")
"""What Prism says when it has nothing against a request, and cannot make up an answer."""


@dataclass(frozen=True, slots=True)
class Call:
    """One operation called: why it was refused or could not be parsed, "" when all is well."""

    spec: str
    operation: str
    refused: str = ""
    unparsed: str = ""
    credentials: bool = False


@dataclass
class Calls:
    """The calls of one package, or of several added up."""

    made: list[Call] = field(default_factory=list)

    @property
    def accepted(self) -> int:
        """How many were accepted without a violation."""
        return sum(not call.refused for call in self.made)

    @property
    def credentials(self) -> int:
        """How many were refused for nothing but their credentials."""
        return sum(call.credentials for call in self.made)

    @property
    def parsed(self) -> int:
        """How many were accepted and parsed into the documented type."""
        return sum(not call.refused and not call.unparsed for call in self.made)


# ------------------------------------------------------------------------------------------------------- Prism


def installed() -> Path:
    """Prism's command line as a file for node; installed by npm when it is not there yet."""
    script = CACHE / "node_modules" / "@stoplight" / "prism-cli" / "dist" / "index.js"
    if not script.is_file():
        npm = shutil.which("npm")
        if npm is None:
            raise SystemExit("npm is needed to install Prism")
        CACHE.mkdir(parents=True, exist_ok=True)
        subprocess.run([npm, "install", "--no-save", "--prefix", str(CACHE), PRISM], check=True, capture_output=True)
    return script


def explicit(document: Any) -> Any:
    """The document with what OpenAPI implies and Prism overlooks: how arrays travel in forms (it reads them only where
    `encoding` says so), which value of a discriminator belongs to which member of a union (it takes a member for
    ambiguous otherwise), an example of base64 (its own is none), and that a list stays a list where it may be null."""
    schemas = document.get("components", {}).get("schemas", {})
    for schema in list(_objects(document)):
        if schema.get("in") in ("query", "header") and isinstance(schema.get("schema"), dict):
            schema["schema"].pop("nullable", None)
        if schema.get("format") == "byte":
            schema["example"] = "AAEC"
        discriminator = schema.get("discriminator")
        if isinstance(discriminator, dict):
            for value, target in discriminator.get("mapping", {}).items():
                _bind(schemas[target.rpartition("/")[2]], discriminator["propertyName"], value)
        for kind in FORMS:
            media = schema.get(kind)
            if isinstance(media, dict) and "schema" in media:
                told = media["schema"]
                told = schemas.get(told.get("$ref", "").rpartition("/")[2], told)
                arrays = [k for k, one in told.get("properties", {}).items() if one.get("type") == "array"]
                media["encoding"] = {name: {"style": "form", "explode": True} for name in arrays}
    return document


def _bind(member: dict[str, Any], name: str, value: str) -> None:
    """Says in a schema, or the parts that it is made of, that a property has just this value."""
    for part in (member, *member.get("allOf", ())):
        told = part.get("properties", {}).get(name)
        if isinstance(told, dict) and "$ref" not in told:
            told["enum"] = [value]


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _objects(child)


@contextmanager
def serving(spec: str) -> Iterator[str]:
    """Prism serving a document, made explicit, on loopback: the base URL."""
    with tempfile.TemporaryDirectory() as folder:
        served = Path(folder) / "openapi.json"
        served.write_text(json.dumps(explicit(document(spec)), default=str), encoding="utf-8")
        with _process(served) as base_url:
            yield base_url


@contextmanager
def _process(spec: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    line = ["node", str(installed()), "mock", "-h", "127.0.0.1", "-p", str(port), "--multiprocess", "false", str(spec)]
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(900):
        if process.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("Prism does not start")


# ------------------------------------------------------------------------------------------------------- a package


@dataclass(frozen=True, slots=True)
class Loaded:
    """A rendered package: its module, what its templates saw, and the Api that it was rendered from."""

    module: Any
    view: Package
    api: Api

    def client(self, base_url: str, on_mismatch: Any) -> Any:
        """A client with a credential for every scheme."""
        credentials = {
            scheme.keyword: ("user", "password") if "Basic" in scheme.annotation else "secret"
            for scheme in self.view.schemes
        }
        return self.module.Client(base_url=base_url, on_mismatch=on_mismatch, max_retries=0, **credentials)

    def method(self, operation: Operation) -> tuple[str, Method]:
        """The attribute of the client and the method that an operation became."""
        return next(
            (resource.attribute, method)
            for resource in self.view.resources
            for method in resource.methods
            if method.operation is operation
        )


def load(api: Api, name: str, folder: Path) -> Loaded:
    """Render a package into a folder that is on `sys.path`, and import it."""
    files, _ = render(api, name)
    for path, text in files.items():
        target = folder / name / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    importlib.invalidate_caches()
    return Loaded(importlib.import_module(name), package_view(api, name)[0], api)


# ------------------------------------------------------------------------------------------------------- calls


@dataclass(frozen=True, slots=True)
class _Caller:
    """What calls the operations of a package: its client, what that found to differ from the documents in the last
    answer, and which answers the origin allows."""

    spec: str
    package: Loaded
    client: Any
    differences: list[Any]
    answers: Answers

    def call(self, one: Operation, other: Operation, options: Mapping[str, Any]) -> tuple[str, str]:
        """Why the origin's operation `one`, called as the package's `other`, is refused, and why not parsed. Where an
        answer is an example of the document that contradicts the document, it is right that it cannot be parsed."""
        self.differences.clear()
        attribute, method = self.package.method(other)
        try:
            values = _values(origin(self.spec), one, self.package.api, other, method)
            response = getattr(getattr(self.client, attribute).raw, method.name)(**values, **options)
        except Exception as error:
            response = getattr(error, "response", None)
            if response is None:
                return f"{type(error).__name__}: {error}", ""
        refused = _violations(response, one)
        if refused or not response.is_success or not self.answers.allow(one.method, one.path, response):
            return refused, ""
        told = [str(each) for each in self.differences if each.kind in ("type", "content")]
        try:
            return "", _differs(origin(self.spec), one, response.status_code, response.parsed) or "; ".join(told[:2])
        except Exception as error:
            return "", f"{type(error).__name__}: {error}"


def calls(spec: str, package: Loaded, base_url: str) -> Iterator[Call]:
    """Call every operation of the origin once."""
    found = operations(origin(spec), package.api)
    differences: list[Any] = []
    with package.client(base_url, differences.append) as client:
        caller = _Caller(spec, package, client, differences, Answers(document(spec)))
        for one, other in found.both:
            label = f"{one.method.upper()} {one.path}"
            refused, unparsed = caller.call(one, other, {})
            again = caller.call(one, other, _credentials(spec, one)) if refused else ("", "")
            told = [why for why in again if why and why != refused]
            yield Call(spec, label, "; also ".join([refused, *told]), unparsed, bool(refused) and not any(again))
    for one in found.missing:
        yield Call(spec, f"{one.method.upper()} {one.path}", refused="not in the package")


def _credentials(spec: str, operation: Operation) -> dict[str, Any]:
    """The options of a call that carry every credential of the operation as the origin documents it."""
    api = origin(spec)
    headers: dict[str, str] = {}
    query: dict[str, str] = {}
    alternatives = api.security if operation.security is None else operation.security
    for key, _ in (scheme for one in alternatives[:1] for scheme in one.schemes):
        scheme = api.security_schemes[key]
        if scheme.kind != "apiKey":
            headers["Authorization"] = "Basic dTpw" if scheme.scheme == "basic" else "Bearer secret"
        elif scheme.location == "query":
            query[scheme.name or ""] = "secret"
        else:
            headers["Cookie" if scheme.location == "cookie" else scheme.name or ""] = (
                f"{scheme.name}=secret" if scheme.location == "cookie" else "secret"
            )
    return {"extra_headers": headers, "extra_query": query}


def _violations(response: Any, one: Operation) -> str:
    """What Prism has against the request: in its `sl-violations` header beside violations of the response, or in the
    body where the origin documents no response for it. It answers with an error, or leads elsewhere, where the origin
    documents no success at all: then that is no refusal. Its warnings (of a deprecated parameter) are none either."""
    told = _reported(response)
    body = response.body if not response.is_success and isinstance(response.body, dict) else {}
    told += body.get("validation", [])
    told = [each for each in told if each.get("severity", "Error") == "Error"]
    places = [(each.get("location") or ["request"], each["message"]) for each in told]
    found = [f"{'.'.join(place)}: {message}" for place, message in places if place[0] != "response"]
    status, title = str(response.status_code), str(body.get("title", ""))
    listed = {each.status for each in one.responses}
    unavoidable = _success(one) is None and (status in listed or any(each[0] == "3" for each in listed))
    unavoidable = (unavoidable and (status != "401" or not one.security)) or title.startswith(_SPEECHLESS)
    return "; ".join(found) or ("" if response.is_success or unavoidable else f"status {status} {title}")


def _reported(response: Any) -> list[dict[str, Any]]:
    """Prism's violations; of too many it writes those that fit, the last one cut off."""
    header = response.headers.get("sl-violations") or "[]"
    told, whole = header[header.index("[") :], header.startswith("[")
    found: list[dict[str, Any]] = json.loads(told if whole else told[: told.rindex(',{"location"')] + "]")
    return found


def _values(expected: Api, one: Operation, got: Api, other: Operation, method: Method) -> dict[str, Any]:
    """The arguments of a call: every parameter, form field and body of the origin, under the names of the package."""
    names: dict[tuple[str, str], str] = {
        (sent.parameter.location, sent.parameter.name): sent.argument.name for sent in method.arguments.sent
    }
    found = pair(inputs(expected, one), inputs(got, other), lambda each: each.name, lambda each: each.description)
    values: dict[str, Any] = {}
    fields: dict[str, Any] = {}
    for left, right in found.both:
        value = sample(expected, left.schema)
        value = value if right.place == "form" else _texts(value)
        value = adapt(value, expected, left.schema, got, right.schema)
        if right.place == "form":
            fields[right.name] = value
        elif (right.place, right.name) in names:
            values[names[right.place, right.name]] = value
        elif plain(right.name) == "idempotencykey":
            values["idempotency_key"] = value  # an option of every call, no argument of its own
    if one.request_body is None or not method.arguments.bodies:
        return values
    content_type = method.arguments.bodies[0].content_type
    if is_form(content_type) and (fields or found.missing):
        return values | {"body": fields if content_type.startswith("multipart/") else _texts(fields)}
    body = _body(expected, _media(one, content_type), got, _media(other, content_type))
    return values | {"body": body}


def _media(operation: Operation, content_type: str) -> MediaType:
    """The representation of a request body that has a content type, or else the first."""
    content = operation.request_body.content if operation.request_body else ()
    return next((media for media in content if media.content_type == content_type), content[0])


def _body(expected: Api, one: MediaType, got: Api, other: MediaType) -> Any:
    left, right = one.schema or Schema(), other.schema or Schema()
    is_told = is_text(other.content_type) and flat(got, right).types == ("string",)
    if is_json(other.content_type) or is_form(other.content_type) or is_told:
        value = sample(expected, left)
        value = value if isinstance(value, bytes) or is_form(other.content_type) else _texts(value)
        return adapt(value, expected, left, got, right)
    return "text" if is_text(other.content_type) else b"AAEC"  # bytes, and base64 of others


def _texts(value: Any) -> Any:
    """A value for JSON and parameters, which have no bytes."""
    if isinstance(value, dict):
        return {key: _texts(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_texts(each) for each in value]
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _differs(api: Api, operation: Operation, status: int, value: Any) -> str:
    """How a parsed value is not of the type that the origin documents for a status."""
    keys = (str(status), f"{status // 100}XX", "default")
    found = (each for key in keys for each in operation.responses if each.status == key)
    response = next(found, _success(operation))
    if response is None or not response.content or operation.method == "head":
        return "" if value in (None, "", b"") else f"nothing is documented, the client gives {type(value).__name__}"
    media = by_preference(response.content)[0]
    schema = flat(api, media.schema or Schema())
    is_bytes = is_binary(schema) or not any(is_(media.content_type) for is_ in (is_json, is_text, is_form))
    kind = shape(api, schema).kind if is_json(media.content_type) else "string"
    may_be_none = is_nullable(schema) or status == 204
    if (value is None and may_be_none) or (union(schema) and not schema.properties):
        return ""
    wanted: dict[str, bool] = {
        "any": True,
        "array": isinstance(value, list),
        "map": isinstance(value, Mapping) or hasattr(value, "to_dict"),
        "object": hasattr(value, "to_dict"),
        "string": isinstance(value, bytes if is_bytes else str) or bool(schema.format and not is_bytes and value),
    }
    return "" if wanted.get(kind, True) else f"{kind} is documented, the client gives {type(value).__name__}"


def _success(operation: Operation) -> Response | None:
    return next((each for each in operation.responses if each.status.startswith("2")), None)


# ------------------------------------------------------------------------------------------------------- printing


def measure(specs: Sequence[str], wanted: Sequence[tuple[str, ...]]) -> dict[str, Calls]:
    """The calls of each row: a dialect, several merged, or ORIGIN."""
    found: dict[str, Calls] = {"+".join(row): Calls() for row in wanted}
    with tempfile.TemporaryDirectory() as folder:
        sys.path.insert(0, folder)
        for spec in specs:
            with serving(spec) as base_url:
                for row in wanted:
                    api = origin(spec) if row == (ORIGIN,) else extracted(spec, *row)
                    name = f"{spec}_{'_'.join(row)}".replace("-", "_")
                    found["+".join(row)].made.extend(calls(spec, load(api, name, Path(folder)), base_url))
        sys.path.remove(folder)
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Print per dialect the share of calls that were accepted, and of those that were parsed as documented, too."""
    parser = argparse.ArgumentParser(description="clients from documents against Prism")
    parser.add_argument("--dialect", action="append", help="only this dialect, or origin (may be repeated)")
    parser.add_argument("--spec", action="append", help="only this spec (may be repeated)")
    parser.add_argument("--merge", action="append", help="dialects joined by +, merged into one API")
    parser.add_argument("--misses", action="store_true", help="every call that failed, and why")
    options = parser.parse_args(arguments)
    wanted = [tuple(merge.split("+")) for merge in options.merge or ()]
    wanted += [(one,) for one in options.dialect or (() if wanted else (ORIGIN, *DIALECTS))]
    warnings.simplefilter("ignore", DeprecationWarning)
    found = measure(options.spec or SPECS, wanted)
    console = Console(width=None if Console().is_terminal else 200)
    table = Table("documents", "operations", "accepted", "accepted and parsed", "share", "credentials")
    for name, made in found.items():
        total = len(made.made)
        share = f"{made.parsed / (total or 1):.1%}"
        table.add_row(name, str(total), str(made.accepted), str(made.parsed), share, str(made.credentials))
    console.print(table)
    if options.misses:
        console.print(_misses(found))


def _misses(found: Mapping[str, Calls]) -> Table:
    table = Table("documents", "spec", "operation", "why")
    for name, made in found.items():
        for call in made.made:
            why = f"refused: {call.refused}" if call.refused else call.unparsed and f"not parsed: {call.unparsed}"
            why = "credentials" if call.credentials else why
            if why:
                table.add_row(name, call.spec, call.operation, why[:300].replace("[", "\\["))
    return table


if __name__ == "__main__":
    main()
