"""YAML or JSON text -> plain values that know their place.

YAML is read by the core schema of YAML 1.2 (`on`, `yes`, `=`, `<<`, `1_000` and dates are strings, keys are always
strings); JSON by RFC 8259. Text is untrusted: depth, size and aliases are bounded before anything is built from them.
"""

from __future__ import annotations

from generator.problems import Problem
from generator.spec.openapi.document import MAX_TEXT, SURROGATE, Document, broken, refused
from generator.spec.openapi.parse.json import JsonReader
from generator.spec.openapi.parse.yaml import YamlReader


def parse(text: str, path: str) -> tuple[Document, tuple[Problem, ...]]:
    """Read a YAML or JSON document; `path` is what people call it.

    Gives the document and what is wrong with it (duplicate keys, tags, keys that are no scalars). Raises ProblemsError
    when it cannot be read: broken syntax (S01), nested too deeply or too large (S02).
    """
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_TEXT:
        raise refused(path, f"the text is longer than {MAX_TEXT:,} characters")
    if SURROGATE.search(text):
        raise broken(text, path, 0, 0, "the text is not valid Unicode")
    if text.lstrip()[:1] in ("{", "["):
        read_json = JsonReader(text, path).read()
        if read_json is not None:
            return read_json
    return YamlReader(text, path).read()
