"""Parameters that only a signature, or the remarks in a sample, tell of."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from generator.docs.cells import mend, signs, values
from generator.docs.cells.type_grammar import split_outside
from generator.docs.cells.type_names import INTEGER, NUMBER
from generator.docs.cells.types import read_type
from generator.docs.document import Fence
from generator.docs.fields import shown
from generator.docs.operations import samples
from generator.docs.operations.scope import Scope
from generator.spec.api import MISSING
from generator.spec.facts import StatedField

_DEFAULT = re.compile(r"\b(\w+)\s*=(?!=)")


def with_default(signature: str) -> frozenset[str]:
    """The names of the arguments that a signature gives a value (`int? limit = null`)."""
    return frozenset(_DEFAULT.findall(signature))


def in_parentheses(signature: str) -> str | None:
    """What stands between the first and the last parenthesis of a signature; None without any."""
    _, opening, behind = signature.partition("(")
    inside, closing, _ = behind.rpartition(")")
    return inside if opening and closing else None


def remarked(scope: Scope, signature: str) -> Iterator[StatedField]:
    """The parameters that only the remarks in a sample describe (gdscript); optional ones have a default."""
    optional = with_default(signature)
    for block in scope.section.part("example"):
        for argument in samples.script_arguments(block) if isinstance(block, Fence) else ():
            printed = shown(read_type(argument.type, scope.dialect.types), argument.example)
            if printed.schema == NUMBER and values.is_whole(argument.example):
                printed = replace(printed, schema=INTEGER)
            yield StatedField(
                name=scope.dialect.unspell(argument.name),
                wire=signs.exact(scope.dialect.unspell(argument.name), argument.name),
                schema=printed.schema,
                type_text=printed.text,
                at=scope.at(argument.line),
                required=argument.name not in optional,
                default=(values.parse_default(argument.default, printed.schema) if argument.default else MISSING),
                description=mend.prose(argument.description),
                schema_uncertain=printed.uncertain,
            )


def arguments(scope: Scope, signature: str) -> Iterator[StatedField]:
    """The parameters that only the signature names (graphql, gdscript)."""
    line = _line(scope, signature)
    for text in split_outside(in_parentheses(html.unescape(signature).replace("`", "")) or "", ","):
        argument = re.match(r"^\s*(\w[\w-]*)\s*(?::\s*([\w\[\]<>, ]+?))?\s*(?:=\s*(.*))?$", text)
        if argument is None or (argument[2] or "").strip() == "Callable":
            continue
        printed = read_type(argument[2] or "", scope.dialect.types)
        yield StatedField(
            name=scope.dialect.unspell(argument[1]),
            wire=signs.exact(scope.dialect.unspell(argument[1]), argument[1]),
            schema=printed.schema,
            type_text=printed.text,
            at=scope.at(line),
            required=None if argument[3] is None and not argument[2] else argument[3] is None,
            schema_uncertain=True,
        )


def _line(scope: Scope, signature: str) -> int:
    """The line of the section in which its signature begins."""
    section, begin = scope.section, signature.partition("\n")[0].strip()
    lines = enumerate(scope.document.lines[section.line - 1 : section.end], section.line)
    return next((number for number, line in lines if begin in line), section.line)
