"""The spelling of names: their words, their case, and the escapes that generators put around reserved words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from string import ascii_uppercase
from typing import Final, Literal

Case = Literal["camel", "snake", "pascal", "kebab"]

_WORD = re.compile(r"[A-Z]+(?![a-z])\d*|[A-Z]?[^A-Z\d\W_]+\d*|\d+[^A-Z\d\W_]*")


def word_set(text: str) -> frozenset[str]:
    """The words of a text, as a set: a readable way to write a long one."""
    return frozenset(text.split())


# Words that at least one of the target languages reserves, and that its generator therefore escapes.
RESERVED: Final = word_set("""
    abstract alias and as assert async await base begin bool boolean break byte case catch char class const continue
    debugger def default defined del delegate delete do double elif else elsif end ensure entries enum error event
    except exec explicit export extends extension extern false file final finally fixed float fn for foreach format from
    func function global go goto if impl implements import in init int interface internal is keys lambda let list long
    loop map match module mut namespace native new next nil none nonlocal not null object operator or out override
    package params pass print private property protected protocol public raise range readonly redo ref rescue retry
    return self short size static string struct super switch template then this throw throws trait true try type typeid
    typename typeof undef union unless until use using values var virtual void volatile when where while with yield
    """)
# Rust spells brackets out, Java the `@` of JSON-LD as a word, Dart and Rust what stands between two words. No API is
# known to have a colon as a word inside a name, and hardly one a slash.
_SPELLED: Final[tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]] = (
    (re.compile(r"_?left_square_bracket_(?:(\w{1,100}?)_)?right_square_bracket"), lambda match: f"[{match[1] or ''}]"),
    (re.compile(r"LeftSquareBracket(\w{0,100}?)RightSquareBracket"), lambda match: f"[{small_first(match[1])}]"),
    *((re.compile(rf"(?<=[a-z0-9])_{word}_(?=\w)"), sign) for word, sign in (("colon", ":"), ("slash", "/"))),
    (re.compile(r"(?<=[a-z0-9])Colon([A-Z])"), lambda match: ":" + match[1].lower()),
    (re.compile(r"(?<=[a-z0-9])Slash([A-Z])"), lambda match: "/" + match[1].lower()),
)
_ANNOTATION = re.compile(r"at_?(type|id|context|graph|odata\w+)", re.I)
# `$type`, `$ref`; money is counted in dollars, too.
_DOLLAR = re.compile(
    r"dollar(?:_(?!signs?$|values?$|amount$|price$)([a-z]+)|(?!Signs?$|Values?$|Amount$|Price$)([A-Z][a-z]+))"
)
_ODATA_OPTION = re.compile(r"dollar_?(top|skip|filter|order_?by|select|expand|count|search)", re.I)
# `propertyType` may well be a name of its own: as a prefix an escape is undone only before the hardest
# keywords.
_KEYWORDS: Final = word_set("""
    and as assert break case catch class const continue def default delete do else enum except extends false final
    finally for from function global if implements import in interface is lambda new not null or package pass
    private protected public return size static super switch this throw true try var void while with yield
    """)
_BEHIND: Final = {"param": RESERVED | {"callback"}, "property": _KEYWORDS}
_NUMBERED = re.compile(r"\d+[A-Za-z]")
_PREFIXED = re.compile(r"([Vv]ar|[Pp]aram|[Pp]roperty)(_\w+|[A-Z0-9]\w*)|(item)_(self)")


@lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """Letters and digits of a name in lower case: what all the dialects' spellings of a name have in common."""
    return "".join(character for character in name.lower() if character.isalnum())


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """The words of a name in lower case: `xRequestId`, `x_request_id` and `X-Request-Id` give x, request, id."""
    return tuple(word.lower() for word in _WORD.findall(name))


@lru_cache(maxsize=65536)
def unescaped(name: str) -> str:
    """A name without the escape of a reserved word: `var_class`, `_class`, `class_`, `propertyClass` give
    `class`.

    A name that is no reserved word behind its underscore (`_links`) stays as it is. No API is known to end a name with
    an underscore, nor to begin one with `var`: what stands there is what some language reserves, or a class holds.
    """
    bare = _signs(name.removeprefix("r#").strip("`"))
    inner = bare.strip("_")
    freed = small_first(inner) if bare.endswith("_") and inner[1:].islower() else inner
    if inner.lower() in RESERVED or (inner[:1].isdigit() and inner != bare):
        return freed
    is_escape = bare.endswith("_") and not bare.startswith("_")
    return _behind_prefix(inner) or (freed if is_escape else bare)


def _signs(name: str) -> str:
    """A name with the signs back that a dialect spells in words or in other signs: `dollar_top`, `shot/at`."""
    option = _ODATA_OPTION.fullmatch(name)
    if option is not None:
        return "$" + plain(option[1])
    signed = _DOLLAR.fullmatch(name)
    if signed is not None:
        return "$" + (signed[1] or signed[2].lower())
    annotation = _ANNOTATION.fullmatch(name)
    if annotation is not None:
        return "@" + annotation[1][:1].lower() + annotation[1][1:]
    for pattern, sign in _SPELLED:
        name = pattern.sub(sign, name)
    return name


def _behind_prefix(name: str) -> str:
    """What stands behind `var`, `param` or `property` if they are an escape, else ""."""
    match = _PREFIXED.fullmatch(name)
    if match is None:
        return ""
    prefix, rest = (part.strip("_") for part in match.groups() if part)
    known = _BEHIND.get(prefix.lower())
    if known is None or _NUMBERED.match(rest) or rest.lower() in known:
        return small_first(rest)
    return ""


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """What identifies a name across dialects: its letters and digits, escapes undone."""
    return plain(unescaped(name)) or name


def case_of(name: str) -> Case | None:
    """The case of a name of several words, None when it has only one or mixes them, or a digit is all that parts them
    (`requests5xx`)."""
    if len(words(name)) < 2:
        return None
    if "_" in name and name == name.lower() and "-" not in name:
        return "snake"
    if "-" in name and name == name.lower() and "_" not in name:
        return "kebab"
    if name.isalnum() and name[1:] != name[1:].lower():
        return "pascal" if name[0].isupper() else "camel"
    return None


def recase(parts: Sequence[str], case: Case) -> str:
    """Words, put together in a case."""
    if case == "snake":
        return "_".join(parts)
    if case == "kebab":
        return "-".join(parts)
    joined = "".join(part[:1].upper() + part[1:] for part in parts)
    return joined if case == "pascal" else joined[:1].lower() + joined[1:]


def could_print(name: str, printed: str, style: str) -> bool:
    """Whether a dialect of this style may print `name` as `printed`.

    All of them put names into snake_case by the same steps: a small letter or a digit ends a word where a capital
    follows. So `user_name` and `userName` are never printed as `username`. The humps of camelCase stand where words
    begin or where the name has capitals, whatever becomes of its first letters.
    """
    if style == "snake":
        humps = re.sub(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z][a-z])", "_", name)
        return _run(humps) == _run(printed)
    if style in ("camel", "pascal"):
        ours, theirs = _joined(name), _joined(printed)
        lead = max(len(each) - len(each.lstrip(ascii_uppercase)) for each in (ours, theirs))
        return _capitals(ours, lead) == _capitals(theirs, lead)
    return True


def _run(name: str) -> str:
    return "_".join(re.findall(r"[^\W_]+", name.lower()))


def _joined(name: str) -> str:
    """The letters and digits of a name, with a capital where a sign parts words."""
    return "".join(part[:1].upper() + part[1:] for part in re.findall(r"[^\W_]+", name))


def _capitals(name: str, start: int) -> list[int]:
    return [place for place, character in enumerate(name) if place >= start and character.isupper()]


def small_first(name: str) -> str:
    """A name without the capital that a dialect gives to every name: `CreateSession` gives createSession.

    A name that begins with several capitals had them before: `APIList`, `URL` and `IDs` stay as they are.
    """
    if re.match(r"[A-Z]{3,}|[A-Z]{2,}[\ds]*$", name):
        return name
    return name[:1].lower() + name[1:]


# An acronym in front of a name, after a dialect made its first letter small (`ePCRating`), or Java its first two
# (`epCRating`); two letters that are a word are none (`isUKBoat`).
_LED = re.compile(
    r"(?:[a-z]|(?!(?:is|my|to|no|in|on|by|of|or|as|at|be|do|go|if|it|me|so|up|us|we|id|ip)[A-Z])[a-z]{2})"
    r"[A-Z]{2}[^\Wa-z]*[a-z]\w*"
)


def led_by_acronym(name: str) -> bool:
    """Whether a name that begins with a small letter began with an acronym: a name in PascalCase did."""
    return _LED.fullmatch(name) is not None


def capitalized(name: str) -> str:
    """A name in camelCase, in PascalCase: with a capital, or the acronym that it began with."""
    if led_by_acronym(name):
        return re.sub(r"^[a-z]+", lambda lead: lead[0].upper(), name)
    return name[:1].upper() + name[1:]


def _closed(letters: re.Match[str]) -> str:
    return letters[0].replace(" ", "")


def header_case(parts: Sequence[str]) -> str:
    """Words as a header is spelled: `X-Request-Id`. Where a dialect took capitals apart or ran them together
    (`x_a_p_i_key`, `x_ap_i_key`, `xAPIKEY`), an API key is still one, and so is an ID (`trace_i_d`)."""
    joined = re.sub(r"(?!^x )\b[a-z](?: [a-z]\b){2,}|\b(?:i d|ap i)\b", _closed, " ".join(parts))
    return "-".join(part.capitalize() for part in joined.replace("apikey", "api key").split())
