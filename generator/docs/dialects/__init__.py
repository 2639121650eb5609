"""What differs from dialect to dialect, as data: one small file each in this folder, found by listing it.

A dialect file has one name, DIALECT. Nothing anywhere asks for a dialect by name.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from generator.docs.cells.type_names import TypeNames
from generator.spec.facts import NameStyle


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How one generator writes documents.

    `fences`: languages of its code samples. `signs`: (text, weight) pairs; a document that contains the text is
    that much more likely of this dialect. `prints`: the words that its types are made of, where these are no models.
    `types`: what bare type names mean. `style`: what it does to names.
    `sdk_only`: parameters that belong to the SDK and not to the API (`ctx`), each with a pattern of its type: an API
    may have one that is called so, too.
    `sdk_tail`: parameters that belong to the SDK where they stand behind one of those.
    `silent_is_required`: False for dialects that do not mark optional parameters, so that silence tells nothing.
    `wire_samples`: object literals in samples have names as on the wire.
    `optional_in_samples`: only the remarks in samples tell which parameters are optional.
    `signature_hides_optional`: rows without notes are required when the signature lists them.
    `unspell`: gives names the signs back that were spelled out (`bedUnderscoreid`).
    `unescape`: gives texts of operations their signs back (`use ""loans""`).
    `value_models`: a model with nothing but a `value` may be that value (Python 5).
    `member_defaults`: the default of an enum printed as `String` is the name of its member (`Free`), as in Rust 6.
    `schema_sections`: schemas may have sections of their own (`generator.docs.models.nested`).
    `fills_collections`: a collection without a default is printed as `[default to []]`.
    `titled`: properties are printed with their title, and not their description.
    `usage_line`: the sample is a command line that has names as on the wire and tells headers from other parameters.
    """

    name: str
    fences: tuple[str, ...] = ()
    signs: tuple[tuple[str, int], ...] = ()
    prints: frozenset[str] = frozenset()
    types: TypeNames = field(default_factory=TypeNames)
    style: NameStyle = field(default_factory=NameStyle)
    sdk_only: Mapping[str, str] = field(default_factory=dict)
    sdk_tail: frozenset[str] = frozenset()
    silent_is_required: bool = True
    wire_samples: bool = False
    optional_in_samples: bool = False
    titled: bool = False
    usage_line: bool = False
    signature_hides_optional: bool = False
    unspell: Callable[[str], str] = str
    unescape: Callable[[str], str] = str
    fills_collections: bool = False
    value_models: bool = False
    member_defaults: bool = False
    schema_sections: bool = False


@cache
def all_dialects() -> tuple[Dialect, ...]:
    """Every dialect of this folder, by name."""
    found = (importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__))
    return tuple(sorted((module.DIALECT for module in found), key=lambda dialect: dialect.name))


@cache
def sample_languages() -> frozenset[str]:
    """Every language of the samples of some dialect."""
    return frozenset(info for dialect in all_dialects() for info in dialect.fences)


@cache
def printed_words() -> Mapping[str, int]:
    """Every word that types are made of in some dialect, and in how many of them."""
    return Counter(word for dialect in all_dialects() for word in dialect.prints)
