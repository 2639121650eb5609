"""Importing a package and making its first call, against what two other generators make of the same OpenAPI document:
`python -m tests.benchmarks.imports SPEC`.

openapi-python-client and openapi-generator (which needs Java) are installed into virtual environments of their own
below --work, which is kept, so that a second run need not generate again. Credentials are taken out of the document
first: each package is given them in another way. Where a generator's plain output does not even import, that is said,
and the options are used with which it does.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator import pipeline
from generator.spec.api import METHODS
from tests.benchmarks.measure import process_cpu, process_memory, server, show
from tests.rendered import write


@dataclass(frozen=True)
class Subject:
    """A generated package: the interpreter and folder it is used with, and code for its import and for a first call."""

    name: str
    python: Path
    folder: Path
    imports: str
    calls: str


@dataclass(frozen=True)
class Call:
    """The operation that is called first: all its path parameters are "x"."""

    operation_id: str
    tag: str
    count: int
    request: str

    @property
    def arguments(self) -> str:
        """Its arguments as code."""
        return ", ".join(["'x'"] * self.count)


def snake(name: str) -> str:
    """A name in snake_case."""
    return re.sub(r"[^a-z0-9]+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()).strip("_")


def without_credentials(document: dict[str, Any]) -> dict[str, Any]:
    """The document as if nothing needed a credential."""
    document.pop("security", None)
    for item in document["paths"].values():
        for method in METHODS:
            item.get(method, {}).pop("security", None)
    return document


def find_call(document: dict[str, Any], operation_id: str) -> Call:
    """The operation of that name. Raises SystemExit when there is none."""
    for path, item in document["paths"].items():
        for method in METHODS:
            operation = item.get(method, {})
            if operation.get("operationId") == operation_id:
                return Call(operation_id, operation["tags"][0], path.count("{"), f"{method.upper()} {path}")
    raise SystemExit(f"{operation_id} is no operation of the document")


def environment(folder: Path, *packages: str) -> Path:
    """The interpreter of a virtual environment with these packages."""
    python = folder / "bin/python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True)
    return python


def ours(work: Path, spec: Path, call: Call) -> Subject:
    """The package that this tool renders."""
    text = spec.read_text(encoding="utf-8")
    rendered = pipeline.render(text, spec.name, "ours_client")
    write(rendered.files, work / "ours_client")
    method = next(name.partition("(")[0] for name, request in rendered.calls if request == call.request)
    code = f"from ours_client import Client\nClient(base_url=URL).{method}({call.arguments})"
    return Subject("docs2client", environment(work / "ours", "httpx2>=2.7,<3"), work, "import ours_client", code)


def bare(work: Path) -> Subject:
    """The HTTP library alone, which no client that is built on it can undercut."""
    code = "import httpx2\nhttpx2.Client().get(f'{URL}/x').json()"
    return Subject("httpx2 alone", environment(work / "ours", "httpx2>=2.7,<3"), work, "import httpx2", code)


def python_client(work: Path, spec: Path, call: Call) -> Subject:
    """openapi-python-client; its enums are literals, since its classes for them clash in large documents."""
    python = environment(work / "opc", "openapi-python-client")
    if not (work / "opc_client").exists():
        (work / "opc.yaml").write_text("literal_enums: true\n", encoding="utf-8")
        command: list[str | Path] = [
            python.parent / "openapi-python-client",
            "generate",
            "--path",
            spec,
            "--config",
            work / "opc.yaml",
        ]
        subprocess.run(
            [*command, "--meta", "none", "--output-path", work / "opc_client"], check=True, capture_output=True
        )
    code = (
        f"from opc_client import Client\nfrom opc_client.api.{snake(call.tag)}.{snake(call.operation_id)} import sync\n"
        f"sync({call.arguments + ', ' if call.count else ''}client=Client(base_url=URL))"
    )
    return Subject("openapi-python-client", python, work, "import opc_client", code)


def openapi_generator(work: Path, spec: Path, call: Call, lazy: bool) -> Subject:
    """openapi-generator, library urllib3; `lazy`: with its option to import models when they are used."""
    packages = ("openapi-generator-cli", "urllib3", "python-dateutil", "pydantic", "typing-extensions")
    python = environment(work / "og", *packages)
    folder = work / ("og_lazy" if lazy else "og_plain")
    if not folder.exists():
        command: list[str | Path] = [
            python.parent / "openapi-generator-cli",
            "generate",
            "-g",
            "python",
            "-i",
            spec,
            "-o",
            folder,
        ]
        options = ["--package-name", "og_client", "--skip-validate-spec"]
        options += ["--additional-properties=lazyImports=true"] if lazy else []
        path = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
        subprocess.run([*command, *options], check=True, capture_output=True, env=os.environ | {"PATH": path})
    group = "".join(word[:1].upper() + word[1:] for word in re.split(r"[^A-Za-z0-9]+", call.tag))
    code = (
        f"from og_client import ApiClient, Configuration\nfrom og_client.api.{snake(call.tag)}_api import {group}Api\n"
        f"{group}Api(ApiClient(Configuration(host=URL))).{snake(call.operation_id)}({call.arguments})"
    )
    return Subject(f"openapi-generator{', lazyImports' if lazy else ''}", python, folder, "import og_client", code)


def failure(subject: Subject, code: str) -> str:
    """The last line of the traceback of `code`, or nothing."""
    done = subprocess.run([subject.python, "-c", code], cwd=subject.folder, capture_output=True, text=True, check=False)
    return done.stderr.strip().splitlines()[-1] if done.returncode else ""


def measure(subject: Subject, url: str, rounds: int) -> tuple[float, float, float, float]:
    """CPU milliseconds of the import and of import and first call, above the interpreter; megabytes likewise."""
    call = f"URL = {url!r}\n{subject.calls}"
    base = process_cpu(subject.python, "pass", rounds, subject.folder)
    memory = process_memory(subject.python, "pass", subject.folder)
    return (
        1000 * (process_cpu(subject.python, subject.imports, rounds, subject.folder) - base),
        1000 * (process_cpu(subject.python, call, rounds, subject.folder) - base),
        process_memory(subject.python, subject.imports, subject.folder) - memory,
        process_memory(subject.python, call, subject.folder) - memory,
    )


def main() -> None:
    """Generate, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("spec", type=Path, help="an OpenAPI document, YAML or JSON")
    parser.add_argument("--work", type=Path, required=True, help="a folder for environments and packages")
    parser.add_argument("--operation", default="getUser", help="the operationId of the first call")
    parser.add_argument("--answer", default='{"id": "x"}', help="the JSON that the server answers with")
    parser.add_argument("--rounds", type=int, default=9)
    arguments = parser.parse_args()
    work = arguments.work.absolute()
    work.mkdir(parents=True, exist_ok=True)
    document = without_credentials(yaml.load(arguments.spec.read_text("utf-8"), yaml.CSafeLoader))
    spec = work / "spec.json"
    spec.write_text(json.dumps(document, default=str), encoding="utf-8")
    call = find_call(document, arguments.operation)
    rows, calls = [], {}
    with server(arguments.answer.encode()) as url:
        for subject in subjects(work, spec, call):
            broken = failure(subject, f"URL = {url!r}\n{subject.imports}\n{subject.calls}")
            if broken:
                rows.append((subject.name, f"fails: {broken[:90]}"))
                continue
            found = measure(subject, url, arguments.rounds)
            rows.append((subject.name, "{:8.1f} {:18.1f} {:12.1f} {:18.1f}".format(*found)))
            calls[subject.name] = found[1]
    show([("above the interpreter", "import ms  import + call ms    import MB   import + call MB"), *rows])
    for name, base in calls.items():
        if name != "docs2client":
            print(f"import and first call, docs2client / {name}: {calls['docs2client'] / base:.2f}")


def subjects(work: Path, spec: Path, call: Call) -> Iterator[Subject]:
    """Ours, the HTTP library below it, and the peers."""
    yield ours(work, spec, call)
    yield bare(work)
    yield python_client(work, spec, call)
    yield openapi_generator(work, spec, call, lazy=False)
    yield openapi_generator(work, spec, call, lazy=True)


if __name__ == "__main__":
    main()
