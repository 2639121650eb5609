"""Writes the documents again: `python -m tests.fidelity.generate [--old VERSION JAR] [SPEC...]` (needs Java and the
PyPI package `openapi-generator-cli`, whose jar does the work; for an old version JAR is that of the package of then).

For every document in `specs/` each dialect of `dialects.COMMANDS` is generated into a temporary folder, and its
Markdown is kept, as `documents/<spec>.tar.xz`: members `<dialect>/<path of the document>`, sorted, without owners or
times, so that the same generator gives the same bytes. Those of `dialects.OLD` become `<spec>-<version>.tar.xz`.
"""

from __future__ import annotations

import argparse
import io
import lzma
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

from .dialects import COMMANDS, HERE, OLD, Command

MAIN_CLASS = "org.openapitools.codegen.OpenAPIGenerator"
OPENED = "--add-opens=java.base/java.{}=ALL-UNNAMED"
"""What 6.6.0 reaches into of the JDK for Python."""


def jar() -> Path:
    """The generator's jar, inside the installed package. Raises SystemExit with advice when it is not installed."""
    found = find_spec("openapi_generator_cli")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("install openapi-generator-cli into this environment first")
    return Path(found.submodule_search_locations[0]) / "openapi-generator.jar"


def generate(command: Command, spec: Path, output: Path, generator: Path) -> str:
    """Run the generator once into `output`; the last lines of what it said when it failed, else an empty string."""
    line = ["java", *(OPENED.format(package) for package in ("lang", "util", "util.regex"))]
    line += ["-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", str(generator), MAIN_CLASS]
    line += ["generate", "-i", str(spec), "-g", command.generator, "-o", str(output), "--skip-validate-spec"]
    line += ["--library", command.library] if command.library else []
    line += ["--additional-properties", command.properties] if command.properties else []
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else (done.stderr or done.stdout)[-400:]


def documents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The Markdown in a folder: relative path and content, sorted by path."""
    for path in sorted(folder.rglob("*.md")):
        yield path.relative_to(folder).as_posix(), path.read_bytes()


def pack(files: Mapping[str, bytes]) -> bytes:
    """A tar.xz of the files whose bytes depend on nothing but names and contents."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name in sorted(files):
            member = tarfile.TarInfo(name)
            member.size = len(files[name])
            member.mode = 0o644
            archive.addfile(member, io.BytesIO(files[name]))
    return lzma.compress(raw.getvalue(), preset=9 | lzma.PRESET_EXTREME)


def collect(spec: Path, commands: Sequence[Command], generator: Path, scratch: Path) -> dict[str, bytes]:
    """The documents of every dialect for one spec, by archive path. A generator that fails is told on stderr, and what
    it wrote until then is left out."""

    def run(command: Command) -> dict[str, bytes]:
        target = scratch / command.dialect
        failure = generate(command, spec, target, generator)
        if failure:
            sys.stderr.write(f"{command.dialect} failed on {spec.name}:\n{failure}\n")
            return {}
        here = f"{spec.parent}/".encode()  # C# prints the path of what it was generated from
        return {f"{command.dialect}/{name}": text.replace(here, b"") for name, text in documents(target)}

    with ThreadPoolExecutor(max_workers=2) as pool:
        return {name: text for files in pool.map(run, commands) for name, text in files.items()}


def main(arguments: Sequence[str] | None = None) -> None:
    """Generate the documents of the named specs (all of them when none is named) and pack them."""
    parser = argparse.ArgumentParser(description="write the documents of the specs again")
    parser.add_argument("specs", nargs="*")
    parser.add_argument("--old", nargs=2, metavar=("VERSION", "JAR"), help="an old version, and its jar")
    options = parser.parse_args(arguments)
    version, generator = options.old or ("", jar())
    commands, suffix = (OLD[version], f"-{version}") if version else (COMMANDS, "")
    (HERE / "documents").mkdir(exist_ok=True)
    for spec in sorted((HERE / "specs").glob("*.yaml")):
        if options.specs and spec.stem not in options.specs:
            continue
        with tempfile.TemporaryDirectory() as scratch:
            packed = pack(collect(spec, commands, Path(generator), Path(scratch)))
        (HERE / "documents" / f"{spec.stem}{suffix}.tar.xz").write_bytes(packed)
        sys.stderr.write(f"{spec.stem}{suffix}: {len(packed)} bytes\n")


if __name__ == "__main__":
    main()
