"""Whether the documents of a dialect show a fact at all.

What a dialect never writes down cannot be read in it, only inferred: the bars of the two differ, so the scoreboard
must tell them apart. Rather than trusting a table made by hand, every fact is looked for in the text of the documents:
a name in the places where documents put names (bold, quoted, in a code span), a value behind `default to`, the values
of an enum close together in their order, prose by its letters. The search is generous: a fact found by chance counts as
printed, which makes the bar harder, never easier. What is found is printed exactly unless the table of `alike` says
that the dialect prints other facts in the same way: `created_at` whatever the wire says, or `list` whatever is in it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

from .shapes import plain
from .verdicts import Shown

Table = Mapping[str, frozenset[str]]
"""What a dialect prints alike: by group of facts the keys (see `keys`) of those that cannot be told from others."""

NOTHING: Final = "*"
"""The one key of a group of which a dialect prints nothing: all of its cases are alike."""

_OPERATIONS = re.compile(r"\b(GET|PUT|POST|DELETE|PATCH|HEAD)\b\W{0,6}/", re.I)
_CODE_ROW = re.compile(r"^\W*[2345]\d\d\W*\|", re.M)
# A run of letters in the places where documents put names: bold, quoted, in a code span, a cell or brackets.
_NAME = re.compile(r"(?:[*\"'`|<\[(~]|\| )([^\s*\"'`|<>()~]+)(?=[*\"'`|>)~]| \||\])")


class Documents:
    """The text of the documents of an API, split into those about operations, about models, and the README.

    `tables`: what is printed alike in each of the dialects that they are written in; without any, everything that is
    found counts as printed exactly.
    """

    def __init__(self, files: Mapping[str, bytes], tables: Sequence[Table] = ()) -> None:
        self.tables = tables
        texts = {path: html.unescape(data.decode("utf-8", "replace")) for path, data in files.items()}
        readme = {path: text for path, text in texts.items() if path.rpartition("/")[2].lower() == "readme.md"}
        apis = {p: t for p, t in texts.items() if p not in readme and _OPERATIONS.search(t)}
        models = {p: t for p, t in texts.items() if p not in readme and p not in apis}
        self.readme = "\n".join(readme.values())
        self.apis = "\n".join(apis.values())
        self.models = "\n".join(models.values())
        self.all = "\n".join(texts.values())

    @cached_property
    def _letters(self) -> str:
        return plain(self.all)

    @cached_property
    def _api_names(self) -> frozenset[str]:
        return _names(self.apis)

    @cached_property
    def _model_names(self) -> frozenset[str]:
        return _names(self.models)

    @cached_property
    def _headings(self) -> frozenset[str]:
        lines = re.findall(r"^#+ (?:.*[\\.:])?([^\n\\.:]+)$", self.models, re.M)
        return frozenset(plain(line).removeprefix("model") for line in lines)

    @cached_property
    def codes(self) -> bool:
        """Whether operations have a table of response codes."""
        return bool(_CODE_ROW.search(self.apis))

    def shown(self, printed: bool, group: str = "", keys: Iterable[str] = ()) -> Shown:
        """How a fact is shown that is `printed` or not: exactly when one dialect tells all of its keys from others."""
        if not printed:
            return Shown.NOT
        wanted = frozenset(keys)
        alike = [table.get(group, frozenset()) for table in self.tables]
        if not alike or not wanted or any(not one & {*wanted, NOTHING} for one in alike):
            return Shown.EXACTLY
        return Shown.NOT if all(NOTHING in one for one in alike) else Shown.ALIKE

    def stands(self, name: str, *, model: bool = False) -> bool:
        """Whether a name stands where documents put names, in those of operations or in those of models."""
        return name in (self._model_names if model else self._api_names)

    def model(self, name: str) -> bool:
        """Whether a document about models has a heading with this name."""
        return plain(name) in self._headings

    def location(self, place: str) -> bool:
        """Whether a README prints this place of an API key."""
        return re.search(rf"location\W.{{0,20}}{place}", self.readme, re.I) is not None

    def prose(self, text: str) -> bool:
        """Whether prose stands somewhere, punctuation not counting. Prose without any letter is not looked for."""
        letters = plain(text)
        return bool(letters) and letters in self._letters

    def default(self, value: object, *, model: bool = False) -> bool:
        """Whether a value stands behind `default to` or `defaults to`."""
        text = self.models if model else self.apis
        pattern = rf"defaults? to\W{{0,6}}(?:\w+\.)?{re.escape(str(value).rstrip('.0') or '0')}"
        return re.search(pattern, text, re.I) is not None

    def enum(self, values: Iterable[object], *, model: bool = False) -> bool:
        """Whether the values stand close together in this order, in the documents of operations or of models."""
        text = self.models if model else self.apis
        tokens = [str(value) for value in values if plain(str(value))]
        if not tokens or not all(token in text for token in tokens):
            return False
        first = re.finditer(rf"(?<!\w){re.escape(tokens[0])}(?!\w)", text)
        return any(_follow(text, match.end(), tokens[1:]) for match in first)

    def optional(self, *, model: bool = False) -> bool:
        """Whether the rows of parameters (of properties) tell optional from required."""
        return re.search(r"optional|required", self.models if model else self.apis, re.I) is not None

    def marks(self, word: str, *, model: bool = False) -> bool:
        """Whether a mark such as `readonly` or `deprecated` occurs at all."""
        return re.search(re.escape(word), self.models if model else self.apis, re.I) is not None

    def anywhere(self, text: str) -> bool:
        """Whether a text stands in any document, letter by letter."""
        return text in self.all


def _names(text: str) -> frozenset[str]:
    found: set[str] = set()
    for run in _NAME.findall(text):
        found |= {run, run.removesuffix("_example"), run.removesuffix("]")}
    return frozenset(found)


def _follow(text: str, start: int, tokens: Iterable[str]) -> bool:
    """Whether the tokens stand behind a place, as words, each within 40 characters of the one before."""
    for token in tokens:
        word = re.compile(rf"(?<!\w){re.escape(token)}(?!\w)")
        found = word.search(text, start, start + 40 + len(token))
        if found is None:
            return False
        start = found.end()
    return True


EVERYTHING = Documents({})
