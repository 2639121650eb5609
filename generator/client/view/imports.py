"""What annotations need of the standard library."""

from __future__ import annotations

import re
from typing import Final

_MODULES: Final = {"dt": "import datetime as dt", "decimal": "import decimal", "uuid": "import uuid"}
_ABSTRACT: Final = ("Iterator", "Mapping", "Sequence")
_TYPING: Final = ("Any", "Literal", "TypeAlias", "Unpack")


def words(written: str) -> frozenset[str]:
    """The names in annotations, strings aside."""
    plain = re.sub(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'', "", written)
    return frozenset(re.findall(r"(?<![\w.])[^\W\d]\w*", plain))


def imports(written: str) -> tuple[str, ...]:
    """The import statements of the standard library that annotations in `written` need."""
    used = words(written)
    abstract = [name for name in _ABSTRACT if name in used]
    typing = [name for name in _TYPING if name in used]
    return (
        *(statement for name, statement in _MODULES.items() if name in used),
        *([f"from collections.abc import {', '.join(abstract)}"] if abstract else []),
        *([f"from typing import {', '.join(typing)}"] if typing else []),
    )
