"""The dialects that the ground truth covers, and how openapi-generator is run for each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
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
