"""Names whose signs a generator spelled out in words, or printed as other signs, as they were."""

from __future__ import annotations

import re

_SPELLED = {
    "Underscore": "_", "Minus": "-", "Left_Square_Bracket": "[", "Right_Square_Bracket": "]",
    "LeftSquareBracket": "[", "RightSquareBracket": "]", "Period": ".", "Dollar": "$", "Slash": "/", "Colon": ":",
}  # fmt: skip
_SPELLING = re.compile(
    r"Underscore|Minus|(?:Left|Right)_?Square_?Bracket|(?:Period(?!ic)|Dollar|Slash(?!e)|Colon(?!el|i|y))(?=[a-z])(?!s(?:[A-Z_]|$))"
)
_ANNOTATION = re.compile(r"^At(?=odata|(?:type|id|context|graph|value)$)")
_HUMP = re.compile(r"[a-z][A-Z]")
_HYPHEN = re.compile(r"(?:Minus|(?<=\d)minus(?=[A-Z])|^(x)minus(?=[A-Z]))(\w)")


def spelled(name: str) -> str:
    """A name whose signs a generator spelled out, as it was: `bedUnderscoreid` -> `bed_id`, `Attype` -> `@type`.

    The spelling is that of OpenAPI Generator's special character names. What may be a word of the name as well counts
    only where a small letter follows, which no word of a name in camelCase does (`soilPeriodph`, not `periodEnd`).
    """
    return _SPELLING.sub(lambda match: _SPELLED[match[0]], _ANNOTATION.sub("@", name))


_SLASH = re.compile(r"(?<=\w)/(?=[\w/]{1,100}$)")
_OF_TIME = "time|trial|grace|pay|payment|billing|current|retention|statement|validity|subscription|notice|reporting"
_IN_TIME = (
    "starts?|ends?|from|to|at|in|of|for|date|days?|hours?|minutes?|seconds?|weeks?|months?|years?|ts|ids?|units?|"
)
_IN_TIME += "types?|length|count|data|details|names?|status|value"
_PERIOD = re.compile(rf"(?<![a-z0-9])(?!(?:{_OF_TIME})_period_)([a-z0-9]+)_period_(?!(?:{_IN_TIME})(?![a-z]))")


def with_slashes(name: str) -> str:
    """A name with the dots back that Perl prints as slashes, in names without other signs (`soil/ph`)."""
    return _SLASH.sub(".", name)


def with_periods(name: str) -> str:
    """A name with the dots back that Rust spells out (`soil_period_ph`), where it does not speak of a period of time
    (`trial_period_days`)."""
    return _PERIOD.sub(r"\1.", name)


def exact(name: str, printed: str) -> str | None:
    """The name on the wire, where a name with its signs back cannot have been recased beside; else None. An escape that
    is merely cut off says nothing of signs."""
    recased = "/" in printed or "_period_" in printed or "-" in name or _HUMP.search(name) is not None
    return None if recased or printed.endswith(name) else name


def hyphenated(name: str) -> str:
    """A name in camelCase whose hyphens a generator spelled out: `ifMinusNoneMinusMatch` -> `if-none-match`.

    Where hyphens stood is known then, and the case of what follows them lost.
    """
    return _HYPHEN.sub(lambda match: f"{match[1] or ''}-{match[2].lower()}", name)
