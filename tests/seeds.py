"""The documents that the project was asked to handle. They are not ours to publish, so a checkout may lack them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
FOLDER: Final = Path(os.environ.get("DOCS2CLIENT_SEEDS") or ROOT.parent / "shared" / "seeds")
"""Where they lie: `../shared/seeds` beside the checkout, or what DOCS2CLIENT_SEEDS names."""

NAMES: Final[Mapping[str, Mapping[str, str]]] = {
    "okta": {"powershell": "000_*", "typescript": "001_*", "csharp": "002_*"},
    "equisoft": {"kotlin": "003_*", "php": "004_*"},
}
"""API -> dialect -> the file. Our own document in that form is `specs/<api>/docs/<dialect>/SessionApi.md`."""


def present() -> bool:
    """Whether the seeds are here."""
    return FOLDER.is_dir()


def seed(api: str, dialect: str) -> bytes:
    """The content of a seed. Raises ValueError when the folder has not exactly one file of that number."""
    (file,) = FOLDER.glob(NAMES[api][dialect])
    return file.read_bytes()


def own(api: str, dialect: str) -> bytes:
    """The content of our own document in the form of that seed."""
    return (ROOT / "specs" / api / "docs" / dialect / "SessionApi.md").read_bytes()
