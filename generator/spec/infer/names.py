"""Names of parameters and properties, as they are spelled on the wire."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from generator.spec.infer.book import Found, first, inference
from generator.spec.infer.learn import Knowledge
from generator.spec.merge import Field, Spelling
from generator.spec.spelling import (
    Case,
    capitalized,
    case_of,
    could_print,
    header_case,
    key,
    plain,
    recase,
    small_first,
    unescaped,
    words,
)

_CAPITALS = re.compile(r"[A-Z]{2,}\d*|[A-Z][A-Z\d]*(_[A-Z\d]+)+")
_SMALL_FIRST = re.compile(r"[a-z]([A-Z]{2,}\d*|[A-Z]+s)")
_JSON_LD = re.compile(r"@(type|id|context|graph|value)")
_NAME = re.compile(r"[$@]?\w[\w-]*(\[[\w-]*\])*")
"""A name in code, or one with signs that dialects drop: `$top`, `filter[name]`, `page-size`, `sort_by`."""
_ID = re.compile(r"(?<=[A-Z]{2})(?<!UU|GU|SS)ID$")
_HUMP = re.compile(r"[A-Z]+(?![a-z])[a-z\d]*|[A-Z]?[^A-Z\W_]+")
_ORDINAL = re.compile(r"(?<=[a-z]{2})(?=\d+[a-z])")
_TOKEN = re.compile(r"`([^`\s.]{1,80})`|(?<![\w\[(.])([$@]?\w+(?:\[[\w-]+\]|-\w+)*(?:\[\])?)(?!\.\w)")
BY_CASE: Final = frozenset({"name-convention", "name-convention-near", "name-in-snake-case", "name-as-printed"})
"""The rules that go by the case of other names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A name as dialects print it that recase names, and what may tell how it is spelled on the wire.

    `case`: the one that most names of its kind have; `near`: that of names next to it; `texts` may spell the name.
    """

    spellings: tuple[Spelling, ...]
    known: Knowledge
    case: Case | None = None
    near: Case | None = None
    texts: Sequence[str] = ()

    @property
    def name(self) -> str:
        """The spelling that is nearest to the wire."""
        return self.spellings[0].name

    @property
    def style(self) -> str:
        """What the dialect of that spelling does to names."""
        return self.spellings[0].style


@inference("name-unescaped")
def without_escape(field: Field) -> Found[str] | None:
    """A name that is a reserved word in an escape (`var_class`, `_from`, `class_`, `propertyClass`), or begins with a
    digit behind one (`_2nd`), or has signs spelled out (`dollar_top`), is what the escape holds; so is all that stands
    behind an underscore in a dialect that drops the underscores of names (`_Client`)."""
    style = field.spellings[0].style
    recased = style in ("camel", "pascal") and not _JSON_LD.fullmatch(field.name)
    printed = field.name.lstrip("_@") or field.name if recased else field.name
    bare = unescaped(printed)
    if bare == field.name:
        return None
    return Found(small_first(bare) if style == "pascal" else bare)


@inference("name-in-text")
def in_text(printed: Printed) -> Found[str] | None:
    """The description spells the name out, in code or with the signs that a dialect drops (`filter[name]`,
    `$top`)."""
    wanted = plain(printed.name)
    if len(wanted) < 2:
        return None
    for text in printed.texts:
        for match in _TOKEN.finditer(text):
            token = (match[1] or match[2]).partition("=")[0].strip(".:,?&")  # `filter[name]=x` spells it, too
            # A word in code that is printed in capitals is a value or a type, and a dotted one a path into an
            # object.
            spelled = plain(token) == wanted and token[:1] not in ".[(" and not token.lstrip("$@")[:1].isupper()
            if "-" in token and not match[1] and printed.case != "kebab":
                continue  # English writes words with hyphens, too
            if spelled and token != printed.name and _NAME.fullmatch(token) and (match[1] or not token.isalnum()):
                return Found(token)
    return None


@inference("name-known")
def known_elsewhere(printed: Printed) -> Found[str] | None:
    """The same words are shown on the wire elsewhere in the API, in one spelling: in a path template, a sample, a model
    document. A name of one word may be that of a list in a query elsewhere (`title[]`), and has no brackets for it, or
    that of a property where a parameter has another case."""
    spelled = printed.known.wires.get(key(printed.name), ())
    shown = next((name for name in spelled if _fits(name, printed.spellings)), None)
    if shown is None or [name for name in spelled if words(name) == words(shown)] != [shown]:
        return None
    if len(words(printed.name)) == 1 and (shown.endswith("[]") or _of_other_case(shown, printed.case)):
        return None
    return Found(shown)


def _of_other_case(word: str, case: Case | None) -> bool:
    """Whether a word begins with a capital though names have none in front, or the other way round."""
    return case is not None and word[1:].islower() and word[0].isupper() != (case == "pascal")


def _fits(name: str, spellings: Iterable[Spelling]) -> bool:
    """Whether all the dialects that print these spellings may have made them of this name."""
    return all(could_print(name, unescaped(one.name), one.style) for one in spellings)


@inference("name-one-word")
def one_word(printed: Printed) -> Found[str] | None:
    """A name of one word is the same in every case but one that capitalizes it; it is taken as printed, in lower case
    where the dialect capitalizes names."""
    if len(words(printed.name)) > 1:
        return None
    pascal = printed.style == "pascal" and printed.case != "pascal"
    return Found(small_first(printed.name) if pascal else printed.name)


@inference("name-odata-annotation")
def annotation(printed: Printed) -> Found[str] | None:
    """A name that begins with the word `odata` is an annotation of OData: `odata_next_link` is `@odata.nextLink`; some
    dialects spell the dot out (`odataPeriodNextLink`)."""
    parts = [part for n, part in enumerate(words(printed.name)) if (n, part) != (1, "period")]
    return Found("@odata." + recase(parts[1:], "camel")) if len(parts) > 1 and parts[0] == "odata" else None


@inference("name-capitals")
def in_capitals(printed: Printed) -> Found[str] | None:
    """A dialect that begins every name with a small letter leaves the capitals behind it: `dIMENSIONS` is `DIMENSIONS`,
    `iDs` is `IDs`. A name that is printed all in capitals stays so."""
    shouted = next((one.name for one in printed.spellings if _CAPITALS.fullmatch(one.name)), None)
    if shouted is not None:
        return Found(shouted)
    small = (one.name for one in printed.spellings if one.style == "camel" and _SMALL_FIRST.fullmatch(one.name))
    return next((Found(name[:1].upper() + name[1:]) for name in small), None)


@inference("name-convention")
def by_convention(printed: Printed) -> Found[str] | None:
    """Where a dialect recases names, the case is the one that most names have which the API shows on the wire, else the
    one that its descriptions spell them in, else that of the words in its paths."""
    case = printed.case
    if case is None:
        return None
    spelled = [unescaped(one.name) for one in printed.spellings]
    told = next((name for name in spelled if case_of(name) == case), None)
    if told is None and case == "camel":
        told = next((small_first(one.name) for one in printed.spellings if one.style == "pascal"), None)
    if told is None and case == "pascal":
        told = next((capitalized(name) for name in spelled if case_of(name) == "camel"), None)
    if told is not None:
        return Found(told)
    if any(sign in spelled[0] for sign in "[:/"):
        return Found(re.sub(r"[^\[\]:/]+", lambda part: recase(words(part[0]), case), spelled[0]))
    lead = "_" if printed.name.startswith("_") else ""
    return Found(lead + recase(_capitals(_words(printed.spellings), case, printed.known), case))


def _capitals(parts: Sequence[str], case: Case, known: Knowledge) -> Sequence[str]:
    """Words, with those in capitals that the API spells so inside names in camelCase (`apiID`)."""
    if case not in ("camel", "pascal"):
        return parts
    return [part.upper() if number and part in known.acronyms else part for number, part in enumerate(parts)]


@inference("name-identifier")
def masked(printed: Printed) -> Found[str] | None:
    """A dialect that keeps names, but for an underscore in place of what no identifier may hold, leaves open what
    stands there: the spelling that a description or another name shows, hyphens where the API's names have these, else
    what is printed. A guess unless most names of the API are in snake_case."""
    if printed.style != "identifier" or "_" not in printed.name.strip("_"):
        return None
    found = (in_text(printed), known_elsewhere(printed))
    shown = next((one for one in found if one is not None and _mask(one.value) == _mask(printed.name)), None)
    if shown is not None:
        return shown
    hyphens = printed.case == "kebab"
    return Found(printed.name.replace("_", "-") if hyphens else printed.name, guess=printed.case != "snake")


def _mask(name: str) -> str:
    """A name as an identifier; what stands around it is left out."""
    return re.sub(r"[\W_]+", "_", name).strip("_")


@inference("name-convention-near")
def by_neighbour(printed: Printed) -> Found[str] | None:
    """Where the API as a whole keeps to no case, a recased name follows the placeholder in its operation's own path, or
    in the path right below it (`image-type` beside `{object-no}`). A guess."""
    if printed.case is not None or len(words(printed.name)) < 2:
        return None
    found = by_convention(replace(printed, case=printed.near))
    return None if found is None else Found(found.value, guess=True)


@inference("name-as-printed")
def as_printed(printed: Printed) -> Found[str]:
    """Where nothing shows the API's own case, a name is taken as printed, but for a first capital that the dialect
    gives to every name. A guess."""
    return Found(small_first(printed.name) if printed.style == "pascal" else printed.name, guess=True)


@inference("name-in-snake-case")
def in_snake_case(field: Field) -> Found[str] | None:
    """Where one dialect prints a parameter in snake_case and another in camelCase, and nothing shows which the API has,
    it is snake_case: so are most parameters of APIs whose paths do not show their case; not where the other dialect
    would print that otherwise (`boatID`). A guess."""
    snake = [one.name for one in field.spellings if one.style == "snake" and case_of(one.name) == "snake"]
    if not snake or len(field.spellings) == len(snake):
        return None
    name = unescaped(snake[0])
    return Found(name, guess=True) if _fits(name, field.spellings) else None


@inference("name-capital")
def with_capital(field: Field, name: Found[str], case: Case | None) -> Found[str] | None:
    """Where the properties of an API begin with a capital, so does one of a single word. Parameters of one word are as
    often small there."""
    is_word = name.rule == "name-one-word" and field.spellings[0].style in ("camel", "snake")
    return Found(capitalized(name.value)) if is_word and case == "pascal" else None


def wire_name(
    field: Field, case: Case | None, known: Knowledge, texts: Sequence[str] = (), near: Case | None = None
) -> Found[str]:
    """The name of a parameter, form field or property on the wire; `texts` are descriptions that may spell it, `near`
    is the case of names next to it."""
    if field.wire is not None:
        return Found(field.wire)
    field = replace(field, spellings=tuple(sorted(field.spellings, key=lambda one: not _shows_underscore(one))))
    escape = without_escape(field)
    spellings = field.spellings if escape is None else (replace(field.spellings[0], name=escape.value),)
    printed = Printed(spellings=spellings, known=known, case=case, near=near, texts=texts)
    if printed.style in ("kept", "identifier"):
        return escape or masked(printed) or Found(field.name)
    order = (in_text, known_elsewhere, annotation, in_capitals, one_word, by_convention, by_neighbour)
    found = first(order, printed) or as_printed(printed)
    return escape if escape is not None and found.value == escape.value else found


def _shows_underscore(spelling: Spelling) -> bool:
    """Whether a spelling has an underscore in front that dialects of other cases drop, and that is no escape."""
    leads = re.match(r"_[A-Za-z]", spelling.name) is not None
    return leads and spelling.style == "snake" and unescaped(spelling.name) == spelling.name


@inference("name-distinct")
def distinct(name: str, printed: str, taken: Collection[str], beside: Collection[str] = ()) -> Found[str] | None:
    """Two parameters of an operation, or two properties of a model, that would have one name on the wire: one keeps the
    name that is printed, or, where both are printed alike, has it in another case. A guess."""
    if name not in taken and (name == printed or name not in beside):
        return None
    cases: tuple[Case, ...] = ("snake", "camel", "pascal", "kebab")
    others = (printed, *(recase(words(printed), case) for case in cases))
    return next((Found(one, guess=True) for one in others if one not in taken), None)


@inference("placeholder-identifier")
def placeholder(name: str, style: str) -> Found[str] | None:
    """A dialect may print an underscore in a placeholder of the path where the API has a hyphen; as the names of
    placeholders are never sent, it is taken as printed."""
    return Found(name) if style == "identifier" and "_" in name else None


def header_name(field: Field) -> str:
    """A header's name, put together from the words of a recased one; an ID stands alone behind other capitals
    (`xHIPID` is `X-HIP-ID`)."""
    return header_case(_words([replace(one, name=_ID.sub("_ID", one.name)) for one in field.spellings]))


def _words(spellings: Sequence[Spelling]) -> Sequence[str]:
    """The words of a name: those between the underscores of snake_case, which stand wherever a word begins (`x5c` is no
    `x5C`), else those of the spelling that shows most. A number with small letters behind it begins a word of its own
    (`login2faToken`) unless a single letter stands before it (`p2p`)."""
    snake = next((one.name for one in spellings if one.style == "snake" and one.name == one.name.lower()), None)
    if snake is not None:
        return [part for part in re.split(r"[\W_]+", snake) if part]
    bare = (_ORDINAL.sub("_", unescaped(one.name)) for one in spellings)
    return max(([part.lower() for part in _HUMP.findall(name)] for name in bare), key=len)
