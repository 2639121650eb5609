"""Whether the documents of a dialect show a fact at all.

What a dialect never writes down cannot be read in it, only inferred: the bars of the two differ, so the scoreboard
must tell them apart. Rather than trusting a table made by hand, every fact is looked for in the text of the documents:
a name in the places where documents put names (bold, quoted, in a code span), a value behind `default to`, the values
of an enum close together in their order, prose by its letters. The search is generous: a fact found by chance counts as
printed, which makes the bar harder, never easier. One exception: a dialect that respells every name prints `created_at`
whatever the wire says, so in it a plain name of several words counts as printed only where a sample quotes it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from .shapes import plain

_OPERATIONS = re.compile(r"\b(GET|PUT|POST|DELETE|PATCH|HEAD)\b\W{0,6}/", re.IGNORECASE)
_CODE_ROW = re.compile(r"^\W*[2345]\d\d\W*\|", re.MULTILINE)
# A run of letters in the places where documents put names: bold, quoted, in a code span, a cell or brackets.
_NAME = re.compile(r"(?:[*\"'`|<\[(~]|\| )([^\s*\"'`|<>()~]+)(?=[*\"'`|>)~]| \||\])")


class Documents:
    """The text of one dialect's documents, split into those about operations, about models, and the README.

    `keeps_operations`, `keeps_parameters`, `keeps_properties`: whether the dialect prints names of several words as
    the origin has them.
    """

    def __init__(
        self,
        files: Mapping[str, bytes],
        *,
        keeps_operations: bool = True,
        keeps_parameters: bool = True,
        keeps_properties: bool = True,
    ) -> None:
        self.keeps_operations = keeps_operations
        self.keeps_parameters = keeps_parameters
        self.keeps_properties = keeps_properties
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
        lines = re.findall(r"^#+ (?:.*[\\.:])?([^\n\\.:]+)$", self.models, re.MULTILINE)
        return frozenset(plain(line).removeprefix("model") for line in lines)

    @cached_property
    def codes(self) -> bool:
        """Whether operations have a table of response codes."""
        return bool(_CODE_ROW.search(self.apis))

    def name(self, name: str, *, model: bool = False) -> bool:
        """Whether the name of a parameter (of a property) stands in the documents as it is on the wire."""
        if compound(name) and not (self.keeps_properties if model else self.keeps_parameters):
            text = self.models if model else self.apis
            return any(f"{mark}{name}{end}" in text for mark in "\"'" for end in (mark, f"_example{mark}"))
        return self.stands(name, model=model)

    def operation(self, name: str) -> bool:
        """Whether an operationId stands in the documents as it is."""
        return (self.keeps_operations or not compound(name)) and self.stands(name)

    def stands(self, name: str, *, model: bool = False) -> bool:
        """Whether a name stands where documents put names, in those of operations or in those of models."""
        return name in (self._model_names if model else self._api_names)

    def model(self, name: str) -> bool:
        """Whether a document about models has a heading with this name."""
        return plain(name) in self._headings

    def location(self, place: str) -> bool:
        """Whether a README prints this place of an API key."""
        return re.search(rf"location\W.{{0,20}}{place}", self.readme, re.IGNORECASE) is not None

    def prose(self, text: str) -> bool:
        """Whether prose stands somewhere, punctuation not counting. Prose without any letter is not looked for."""
        letters = plain(text)
        return bool(letters) and letters in self._letters

    def default(self, value: object, *, model: bool = False) -> bool:
        """Whether a value stands behind `default to` or `defaults to`."""
        text = self.models if model else self.apis
        pattern = rf"defaults? to\W{{0,6}}(?:\w+\.)?{re.escape(str(value).rstrip('.0') or '0')}"
        return re.search(pattern, text, re.IGNORECASE) is not None

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
        return re.search(r"optional|required", self.models if model else self.apis, re.IGNORECASE) is not None

    def marks(self, word: str, *, model: bool = False) -> bool:
        """Whether a mark such as `readonly` or `deprecated` occurs at all."""
        return re.search(re.escape(word), self.models if model else self.apis, re.IGNORECASE) is not None

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


def compound(name: str) -> bool:
    """Whether a name is a plain identifier of several words, such as generators respell: `berthId`, `berth_id`."""
    return name.isidentifier() and re.search(r"[a-z0-9][A-Z]|[A-Za-z0-9]_[A-Za-z0-9]", name) is not None


EVERYTHING = Documents({})
