"""The grammar of type expressions, one for forty dialects.

It knows arrays (`List<X>`, `[]X`, `X[]`, `[X]`, `Vec<X>`, `LIST [X]`, `list( X )`), maps (`Map<String, X>`,
`map[string]X`, `{ [key: string]: X; }`, `[String: X]`, `array<string,X>`), wrappers that mean optional or nullable
(`Option<X>`, `X?`, `null|X`, `Pointer to X`), unions of literals and pointers. What a bare name means, the dialect
says; a name that it does not know is a model.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from generator.docs.cells import mend, values
from generator.docs.cells.type_names import ANY, STRING, TypeNames
from generator.spec.api import Schema

ARRAYS: Final = frozenset(
    "list array set vec seq vector collection iterable iset builtlist builtset linkedhashset hashset arraylist "
    "mutablelist mutableset nsarray jsonarray ienumerable icollection ilist abstractset abstractvector tuple "
    "frozenset sequence".split()
)
_OBJECTS: Final = Schema(types=("object",), additional=ANY)
_MAPS: Final = frozenset(
    "map dict dictionary hashmap hash builtmap string_table nsdictionary record hashtable associative_array "
    "mutablemap idictionary btreemap jsonmap keyedmap frozendict mapping".split()
)
_NESTED: Final = frozenset(("Array", "List", "Map", "Set"))
_C_ARRAYS: Final = ("list_t", "set_t")
_NULLABLE: Final = frozenset("option optional nullable maybe jsonnullable".split())
_WRAPPERS: Final = frozenset(
    "apirequest apiresponse promise future mono flux observable single completablefuture box observableresponse "
    "response httpresponse axiosresponse task valid formpart".split()
)
_STRIP_NAMESPACE = re.compile(r"^(?:[\w$]+(?:\.|::|\\|/))+(?=[\w$])")
_IDENTIFIER = re.compile(r"[A-Za-z_$\\][\w$.\\/-]*(?:::[\w$]+)*\??")
_INDEX = re.compile(r"^\{\s*\[\s*\w+\s*:\s*\w+\s*\]\s*:\s*(.*?);?\s*\}$", re.S)
_LITERALS = re.compile(r"""^\s*(?:'[^']*'|"[^"]*")(?:\s*(?:\||,)\s*(?:'[^']*'|"[^"]*"))*\s*$""")
_TYPING_LITERAL = re.compile(r"^(?:typing\.)?Literal\[(.*)\]$", re.S)
"""What Python puts around literals."""
_NUMBERS = re.compile(r"^\s*-?\d+(?:\.\d+)?(?:\s*\|\s*-?\d+(?:\.\d+)?)*\s*$")
_R_ENUM = re.compile(r"^Enum\s*(?:<\s*(\w+)\s*:)?\s*\[(.*?)\]\s*>?$", re.S)
_LITERAL = re.compile(r"""'([^']*)'|"([^"]*)\"""")
_MODELS = re.compile(r"\bmodels?\b", re.I)
_PAIRS = {"<": ">", "[": "]", "(": ")", "{": "}"}


@dataclass(frozen=True, slots=True)
class PrintedType:
    """A type cell, understood. `anchor` names an enum described further down in the same file (`#KindEnum`).
    `may_be_text`: it is a number, or holds some, that decimal text is printed alike."""

    schema: Schema
    text: str
    nullable: bool = False
    optional: bool = False
    required: bool = False
    uncertain: bool = False
    may_be_text: bool = False
    anchor: str | None = None
    understood: bool = True


class NotATypeError(ValueError):
    """The text is no type expression."""


def parse_type(text: str, names: TypeNames, target: str) -> PrintedType:
    """Parse an expression without markup, in a cell that links to the model `target` (or "").

    Raises NotATypeError.
    """
    parser = _Parser(names, target)
    found = parser.parse(text)
    model = parser.namesake(found.text, names.rivals) if _is_bare(found.schema) else None
    if model is None:
        return found
    return replace(found, schema=model if found.schema in _UNLINKED else found.schema, uncertain=True)


def string_literals(text: str) -> Schema | None:
    """The enum that quoted strings spell out (`'a' | 'b'`)."""
    if not _LITERALS.match(text):
        return None
    return replace(STRING, enum=tuple(a or b for a, b in _LITERAL.findall(text)))


class _Parser:
    """Recursive descent over a type expression; at most 12 levels deep."""

    def __init__(self, names: TypeNames, target: str) -> None:
        self._names = names
        self._target = target

    def parse(self, text: str, depth: int = 0) -> PrintedType:
        """Parse a whole expression or raise NotATypeError."""
        text = text.strip().rstrip(";,").strip().removeprefix("::")
        text = text if self._names.noise is None else self._names.noise.sub("", text)
        if not text or depth > 12:
            raise NotATypeError(text)
        return (
            self._scalar(text)
            or self._literals(text)
            or self._marked(text, depth)
            or self._union(text, depth)
            or self._shape(text, depth)
        )

    def _literals(self, text: str) -> PrintedType | None:
        text = _TYPING_LITERAL.sub(r"\1", text)
        strings = string_literals(text)
        if strings is not None:
            return PrintedType(strings, text)
        if _NUMBERS.match(text):
            numbers = Schema(types=("number" if "." in text else "integer",))
            members = tuple(values.typed(part.strip(), numbers) for part in text.split("|"))
            return PrintedType(replace(numbers, enum=members), text)
        listed = _R_ENUM.match(text)
        if listed:
            kind = {"integer": "integer", "numeric": "number"}.get(listed[1] or "", "string")
            schema = Schema(types=(kind,))
            members = tuple(values.typed(part, schema) for part in values.parse_list(listed[2]))
            return PrintedType(replace(schema, enum=members), text, uncertain=listed[1] is None)
        return None

    def _marked(self, text: str, depth: int) -> PrintedType | None:
        """Prefixes and suffixes that say something about the value and not its type."""
        if text.lower().startswith("pointer to "):
            return self.parse(text[11:], depth + 1)
        if text[0] in "*&":
            return self.parse(text[1:], depth + 1)
        if text[0] == "?" and len(text) > 1:
            return _nullable(self.parse(text[1:], depth + 1))
        if text[0] == "@" and " " in text:
            return self.parse(text.split(" ", 1)[1], depth + 1)
        if text.endswith("*"):
            return self.parse(text[:-1], depth + 1)
        if text.endswith("!"):
            return replace(self.parse(text[:-1], depth + 1), required=True)
        if text.endswith("?"):
            inner = self.parse(text[:-1], depth + 1)
            return inner if self._names.question_is_silent else _nullable(inner)
        if text.endswith("..."):
            return self.parse(text[:-3], depth + 1)
        return None

    def _union(self, text: str, depth: int) -> PrintedType | None:
        parts = split_outside(text, "|")
        if len(parts) == 1 and "," in text:
            parts = split_outside(text, ",")
        if len(parts) == 1:
            return None
        # Of several responses one has no body: the others have the type.
        parts = [part for part in parts if part.strip().lower() != "void"] or parts
        kept = [part for part in parts if part.strip().lower() not in ("null", "undefined", "none_type", "none")]
        members = [self.parse(part, depth + 1) for part in kept if part]
        if not members:
            raise NotATypeError(text)
        if len(members) == 1:
            return _nullable(members[0]) if len(kept) < len(parts) else members[0]
        if {"object", "array", "string", "boolean"} <= {kind for member in members for kind in member.schema.types}:
            return PrintedType(ANY, text, uncertain=True)
        if all(member.schema.enum is not None for member in members):
            joined = tuple(value for member in members for value in member.schema.enum or ())
            union = replace(members[0].schema, enum=joined)
        elif all(member.schema.types in (("integer",), ("number",)) for member in members):
            union = max((member.schema for member in members), key=lambda schema: schema.types)  # "number", if any
        else:
            union = Schema(one_of=tuple(member.schema for member in members))
        found = PrintedType(union, text, uncertain=any(member.uncertain for member in members))
        return _nullable(found) if len(kept) < len(parts) else found

    def _shape(self, text: str, depth: int) -> PrintedType:
        if text.endswith("[]"):
            return self._array(text[:-2], depth)
        if text.startswith("[]"):
            return self._array(text[2:], depth)
        if text.lower().startswith("map[") and "]" in text and not text.endswith("]"):
            return self._go_map(text, depth)
        if text[0] == "[" and text.endswith("]"):
            return self._bracketed(text[1:-1], depth)
        if text[0] == "{" and text.endswith("}"):
            return self._braced(text, depth)
        if text[0] == "(" and text.endswith(")"):
            return self.parse(text[1:-1], depth + 1)
        match = re.match(r"^([\w.$:\\/ -]*[\w$>])(?:::)?\s*([<\[({])(.*)([>\])}])$", text, re.S)
        if match and _PAIRS[match[2]] == match[4]:
            return self._generic(match[1], match[3], depth)
        return self._name(text)

    def _array(self, inner: str, depth: int) -> PrintedType:
        item = self.parse(inner, depth + 1)
        if item.uncertain and item.schema.additional is not None and is_container(self._target.lower()):
            item = replace(item, schema=_OBJECTS)  # whose link names it, and not what it holds
        schema = Schema(types=("array",), items=_schema(item))
        return PrintedType(schema, inner, uncertain=item.uncertain, may_be_text=item.may_be_text)

    def _map(self, value: str, depth: int) -> PrintedType:
        item = self.parse(value, depth + 1)
        schema = Schema(types=("object",), additional=_schema(item))
        return PrintedType(schema, value, uncertain=item.uncertain, may_be_text=item.may_be_text)

    def _go_map(self, text: str, depth: int) -> PrintedType:
        value = text[text.index("]") + 1 :]
        doubled = self._names.map_of_map or value.endswith("]interface{}")  # of anything also in properties, till 5.4
        if doubled and value.lower().startswith("map["):
            found = self._map(value[value.index("]") + 1 :], depth)
            return replace(found, uncertain=True)
        return self._map(value, depth)

    def _bracketed(self, inner: str, depth: int) -> PrintedType:
        """Swift: `[X]` is an array, `[K: V]` a map."""
        pair = split_outside(inner, ":")
        if len(pair) == 2:
            return self._map(pair[1], depth)
        return self._array(inner, depth)

    def _braced(self, text: str, depth: int) -> PrintedType:
        index = _INDEX.match(text)
        if index:
            return self._map(index[1], depth)
        pair = split_outside(text[1:-1], ":")
        if len(pair) == 2:
            return self._map(pair[1].strip("'\""), depth)
        raise NotATypeError(text)

    def _generic(self, head: str, inner: str, depth: int) -> PrintedType:
        word = re.sub(self._names.prefix or "^$", "", _last(head)).lower().replace("named list", "dict").strip()
        arguments = [part for part in split_outside(inner, ",") if part.strip()]
        if not arguments:
            return self._name(head)
        if word == "union":
            return self._union(" | ".join(arguments), depth) or self.parse(arguments[0], depth + 1)
        if word in _NULLABLE:
            inside = self.parse(arguments[0], depth + 1)
            return replace(inside, optional=True)
        if word in _WRAPPERS:
            return self.parse(arguments[-1], depth + 1)
        if word in _MAPS or (word == "array" and len(arguments) == 2):
            found = self._map(arguments[-1], depth)
            return self._halved(head, inner, arguments, found, depth)
        if word in ARRAYS:
            return self._array(arguments[0], depth)
        raise NotATypeError(head)

    def _halved(self, head: str, inner: str, arguments: list[str], found: PrintedType, depth: int) -> PrintedType:
        """A map printed as a map of that map: R's `named list( map(X) )`, Java's `Map<String,Map<String, X>>`."""
        doubled = head.startswith("named list") or (self._names.map_of_map and ",Map<" in inner.replace("[", "<"))
        values_of = found.schema.additional
        if doubled and isinstance(values_of, Schema) and values_of.types == ("object",):
            return replace(self.parse(arguments[-1], depth + 1), uncertain=True)
        return found

    def _name(self, text: str) -> PrintedType:
        """A bare name: a scalar of the dialect, a container whose items only the link tells, or a model."""
        scalar = self._scalar(text)
        if scalar is not None:
            return scalar
        word = _last(text).lower()
        # A model may be called `Collection`, or `depot.Box`.
        if text == self._target and (text[:1].isupper() or "." in text) and not self._is_nested:
            return PrintedType(Schema(ref=self._model(text)), text)
        if self._target and text == f"Nullable{self._target}":
            return _nullable(PrintedType(Schema(ref=self._model(self._target)), text))
        if not self._target and is_container(word) and text in self._names.namesakes:
            return PrintedType(Schema(ref=text), text, uncertain=True)
        if word in ARRAYS or word.startswith(_C_ARRAYS):
            return PrintedType(Schema(types=("array",), items=self._linked()), text, uncertain=True)
        if word in _MAPS:
            return PrintedType(Schema(types=("object",), additional=self._linked()), text, uncertain=True)
        if word in _NULLABLE:
            return PrintedType(self._linked(), text, optional=True, uncertain=True)
        if not _IDENTIFIER.fullmatch(text):
            raise NotATypeError(text)
        return PrintedType(Schema(ref=self._model(_last(text))), text)

    def namesake(self, text: str, models: frozenset[str]) -> Schema | None:
        """The model of these that a name means, though a type is called like it: where the cell links to it."""
        word = _last(text)
        if not models or not self._target or not _IDENTIFIER.fullmatch(word) or self._names.is_affixed(word):
            return None
        name = self._model(word)
        return Schema(ref=name) if name in models and self._target in (name, word) else None

    def _scalar(self, text: str) -> PrintedType | None:
        """The dialect's own type of this name; a name in a namespace of models is a model, whatever it is called."""
        model = self.namesake(text, self._names.namesakes - self._names.rivals)
        if model is not None:
            return PrintedType(model, text)
        last = _last(text)
        named = _MODELS.search(text[: len(text) - len(last)]) and last != "AnyType"
        keys = [text] if named else [text, last]
        if self._names.prefix is not None:
            keys.append(re.sub(self._names.prefix, "", last))
        for key in keys:
            schema = self._names.schema(key)
            if schema is not None:
                uncertain, may_be_text = self._names.is_vague(key), self._names.may_be_text(key)
                return PrintedType(schema, text, uncertain=uncertain, may_be_text=may_be_text)
        return None

    @property
    def _is_nested(self) -> bool:
        """Whether the link leads to what stands in another container (`[**List**](../Models/List.md)`), and is called
        like containers in most languages; unless a documented model is called so."""
        return self._target in _NESTED and self._target not in self._names.namesakes

    def _linked(self) -> Schema:
        """The items of a container that only its link names (`[**List**](../Models/Berth.md)`); any, where the link
        names a container again (`[**Map**](map.md)`)."""
        if not self._target or is_container(self._target) or self._is_nested:
            return ANY
        try:
            return _schema(self._name(self._target))
        except NotATypeError:
            return ANY

    def _model(self, name: str) -> str:
        """The model's name as its own file spells it, where the link agrees with the printed name; tools that lay out
        documents put the names of files into small letters."""
        suffix = self._names.suffix
        if suffix and name.endswith(suffix):
            name = name[: -len(suffix)]
        name = name if self._names.prefix is None else re.sub(self._names.prefix, "", name)
        recased = self._target.isalnum() and self._target.islower() and re.search(r"[a-z\d][A-Z]", name)
        if self._target and not recased and mend.bare(self._target) == mend.bare(name):
            return mend.name(self._target).replace("\\", "")
        return name


def _schema(found: PrintedType) -> Schema:
    """The schema of an item, null allowed where the printed type says so."""
    if found.nullable and found.schema.types:
        return replace(found.schema, types=(*found.schema.types, "null"))
    return found.schema


def _nullable(found: PrintedType) -> PrintedType:
    return replace(found, nullable=True)


_UNLINKED: Final = (STRING, ANY)
"""What dialects print without a link where it is a type, so that a linked one is a model."""


def _is_bare(schema: Schema) -> bool:
    """Whether a schema is that of one name: no model, nor a container."""
    return schema.ref is None and schema.items is None and schema.additional is None


def is_container(word: str) -> bool:
    """Whether a name in small letters is that of a list, a map, or what may be empty."""
    return word in ARRAYS | _MAPS | _NULLABLE or word.startswith(_C_ARRAYS)


def _last(name: str) -> str:
    """The name without its namespace."""
    return _STRIP_NAMESPACE.sub("", name.strip().lstrip("\\"))


def split_outside(text: str, separator: str) -> list[str]:
    """Split at a separator that stands outside brackets and quotes; `::` is no colon."""
    parts: list[str] = []
    depth = start = 0
    quote = ""
    for index, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        elif character in "<[({":
            depth += 1
        elif character in ">])}":
            depth -= 1
        elif (
            character == separator and depth == 0 and ":" not in (text[index - 1 : index], text[index + 1 : index + 2])
        ):
            parts.append(text[start:index])
            start = index + 1
    parts.append(text[start:])
    return [part.strip() for part in parts]
