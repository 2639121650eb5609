"""The dialects that the ground truth covers, and how openapi-generator is run for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Command:
    """One run of openapi-generator: `-g generator --library library --additional-properties properties`."""

    dialect: str
    generator: str
    library: str = ""
    properties: str = ""


def _plain(*generators: str) -> tuple[Command, ...]:
    return tuple(Command(generator, generator) for generator in generators)


def _libraries(generator: str, *libraries: tuple[str, str]) -> tuple[Command, ...]:
    return tuple(Command(f"{generator}-{name}", generator, name, properties) for name, properties in libraries)


COMMANDS: Final = (
    *_plain("android", "bash", "c", "csharp", "dart", "dart-dio", "eiffel", "gdscript", "go"),
    *_plain("graphql-nodejs-express-server", "java", "java-helidon-client", "java-micronaut-client", "javascript"),
    *_plain("javascript-apollo-deprecated", "julia-client", "julia-server", "kotlin", "kotlin-misk", "markdown"),
    *_plain("objc", "perl", "php", "php-nextgen", "php-symfony", "powershell", "python", "python-pydantic-v1", "r"),
    *_plain("ruby", "rust", "rust-server", "scala-akka", "scala-pekko", "swift5", "swift6"),
    *_plain("typescript", "typescript-axios", "typescript-fetch"),
    *_libraries("csharp", ("generichost", ""), ("httpclient", "")),
    *_libraries("java", ("native", ""), ("jersey2", ""), ("jersey3", ""), ("rest-assured", "")),
    *_libraries("java", ("resttemplate", ""), ("retrofit2", "")),
    *_libraries("kotlin", ("jvm-retrofit2", ""), ("jvm-ktor", ""), ("jvm-vertx", "")),
    # These three refuse to run without the setting beside them.
    *_libraries("kotlin", ("jvm-spring-restclient", "useSpringBoot3=true,serializationLibrary=jackson")),
    *_libraries("kotlin", ("jvm-spring-webclient", "useSpringBoot3=true,serializationLibrary=jackson")),
    *_libraries("kotlin", ("jvm-volley", "serializationLibrary=gson")),
    *_libraries("kotlin", ("multiplatform", "dateLibrary=kotlinx-datetime")),
)
"""Every run. `<generator>` alone uses the generator's own default library."""

DIALECTS: Final = tuple(sorted(command.dialect for command in COMMANDS))

_ALWAYS: Final = _plain(
    *("android", "apex", "bash", "cpp-tizen", "csharp", "csharp-netcore", "dart", "dart-dio", "eiffel", "go", "java"),
    *("javascript", "kotlin", "markdown", "objc", "perl", "php", "php-symfony", "python", "r", "ruby", "rust"),
    "swift5",
)


def _old(version: str, *commands: Command) -> tuple[Command, ...]:
    """The runs of an old version, whose dialects are told apart from today's by its number."""
    runs = (*_ALWAYS, *commands)
    return tuple(replace(run, dialect=f"{run.dialect}-{version}") for run in runs)


OLD: Final[Mapping[str, tuple[Command, ...]]] = MappingProxyType(
    {
        "4.3": _old(
            "4.3",
            *_plain("dart-jaguar", "go-experimental", "javascript-apollo", "nim", "powershell-experimental"),
            *_plain("python-experimental", "swift4"),
            *_libraries("java", ("native", ""), ("retrofit2", "")),
        ),
        "5.4": _old(
            "5.4",
            *_plain("c", "csharp-dotnet2", "dart-dio-next", "go-deprecated", "java-micronaut-client"),
            *_plain("javascript-apollo", "nim", "powershell", "python-experimental", "python-legacy"),
            *_libraries("csharp-netcore", ("httpclient", "")),
            *_libraries("java", ("native", ""), ("retrofit2", "")),
            *_libraries("kotlin", ("jvm-retrofit2", "")),
        ),
        "6.6": _old(
            "6.6",
            *_plain("c", "java-helidon-client", "java-micronaut-client", "julia-client", "powershell"),
            *_plain("python-legacy", "python-nextgen", "python-prior", "typescript", "xojo-client"),
            *_libraries("csharp-netcore", ("generichost", ""), ("httpclient", "")),
            *_libraries("java", ("native", ""), ("retrofit2", "")),
            *_libraries("kotlin", ("jvm-retrofit2", "")),
        ),
    }
)
"""The runs of old versions (of 4.3.1, 5.4.0 and 6.6.0), whose documents are published still: those of the generators
that differ from today's or are gone, and can make something of `specs/greenhouse.yaml` (the rust-server of then drops
an operation)."""

OLD_DIALECTS: Final = tuple(sorted(run.dialect for runs in OLD.values() for run in runs))
