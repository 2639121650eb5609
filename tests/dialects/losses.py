"""What each dialect does not say, so that no reading of its documents can have it. Found by looking, case by case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Loss:
    """Facts of the source that the documents of some cases lack: `facts` are patterns (`*`) of `<fact> <where>`."""

    why: str
    cases: str
    facts: tuple[str, ...]


LOSSES: Final = (
    Loss(
        "Nothing but a README with verbs, paths and summaries.",
        "apex",
        ("body *", "form field *", "model *", "parameter *", "re*", "schemes of an operation *", "type *"),
    ),
    Loss(
        "No table of responses: codes and texts are unknown, and a success is guessed from the return type.",
        "android bash c dart dart_dio eiffel gdscript go go-5.4 graphql javascript julia kotlin kotlin-5.1 kotlin-7.14 "
        "markdown objc perl php php-4.3 php_symfony powershell powershell-5.4 ruby ruby-4.3 rust rust_server swift",
        ("response *", "response text *"),
    ),
    Loss(
        "The values of an inline enum are not printed; its type is that of the values.",
        "bash c csharp csharp-5.4 csharp-page dart dart_dio eiffel gdscript go go-5.4 graphql javascript julia objc "
        "perl php php-4.3 php_symfony powershell powershell-5.4 python python-4.3 ruby ruby-4.3 rust rust_server swift",
        ("enum GET /tools query:sort",),
    ),
    Loss(
        "The document of an enum has no values.",
        "bash c csharp csharp-5.4 dart dart_dio eiffel graphql julia objc perl php php-4.3 php_symfony powershell "
        "powershell-5.4 python-4.3 r ruby ruby-4.3 rust_server swift",
        ("enum Condition", "enum Tool.condition", "enum GET /tools query:condition"),
    ),
    Loss(
        "The document of an enum has no values; they stand only beside the parameter that takes them.",
        "android markdown scala typescript_fetch",
        ("enum Condition", "enum Tool.condition"),
    ),
    Loss(
        "There are no documents of models.",
        "csharp-page gdscript",
        ("model Owner", "property Tool.*", "enum GET /tools query:condition"),
    ),
    Loss("An enum without a document is only a name.", "csharp-page gdscript", ("enum Condition",)),
    Loss(
        "There are no documents of models: of a body we know what the sample shows, and not what it must have.",
        "typescript typescript-5.4",
        ("model Owner", "property Tool.id", "required Tool.*", "enum *ondition"),
    ),
    Loss(
        "Nothing says what kind of scheme this is.",
        "csharp rust typescript typescript-5.4 typescript_axios",
        ("scheme type scheme shedLogin",),
    ),
    Loss("No scheme is named.", "graphql", ("schemes of an operation *", "scheme *")),
    Loss("No scheme is named.", "kotlin-5.1", ("schemes of an operation *",)),
    Loss(
        "An operation with OAuth is said to need no authorization.",
        "scala",
        ("schemes of an operation POST /tools/{tool_id}/photo", "scheme shedLogin"),
    ),
    Loss(
        "A list or a map is named after what it holds.",
        "gdscript",
        ("return type GET /tools returns", "return type GET /stock*"),
    ),
    Loss(
        "A list or a map is named after what it holds.",
        "php_symfony",
        (
            "return type GET /tools returns",
            "return type GET /stock*",
            "type Tool.spare_parts",
            "type Tool.tags",
        ),
    ),
    Loss(
        "There is a signature with bare names and nothing else.",
        "graphql",
        ("required *", "return type *", "type *"),
    ),
    Loss("There are no content types.", "graphql", ("content type POST /tools/{tool_id}/photo body",)),
    Loss(
        "Numbers, flags and lists share the language's types.",
        "c",
        ("type * query:with_owner",),
    ),
    Loss("A flag is a string.", "r", ("type * query:with_owner",)),
    Loss(
        "One part at the end of the document names the schemes of all operations.",
        "gdscript",
        ("schemes of an operation POST /tools/{tool_id}/photo",),
    ),
    Loss("`get` is left out of names.", "eiffel", ("operationId GET /tools/{tool_id}",)),
    Loss("The server is printed without its host.", "bash", ("server *",)),
    Loss("What a model must have is not marked.", "typescript_fetch", ("required Owner.name", "required Tool.*")),
)


def losses(case: str) -> Iterator[str]:
    """The patterns of what the documents of a case do not say."""
    for loss in LOSSES:
        if case in loss.cases.split():
            yield from loss.facts
