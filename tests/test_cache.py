"""Earlier results: found again when nothing changed, and never trusted beyond that."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator import cache


def fail() -> Any:
    raise AssertionError("was computed again")


def test_a_result_is_computed_once(tmp_path: Path) -> None:
    kept = cache.Cache(tmp_path / "c")
    assert kept.get("k", lambda: {"text": "é\ud800", "n": [1]}) == {"text": "é\ud800", "n": [1]}
    assert kept.get("k", fail) == {"text": "é\ud800", "n": [1]}
    assert kept.get("other", lambda: 2) == 2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"key": "k"}',
        b'{"key": "k", "digest": "0", "value": "poison"}',
        b'{"key": "other", "digest": "0", "value": "poison"}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_a_broken_entry_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "k.json").write_bytes(content)
    kept = cache.Cache(tmp_path)
    assert kept.get("k", lambda: "right") == "right"
    assert kept.get("k", fail) == "right"


def test_an_entry_under_another_name_is_none(tmp_path: Path) -> None:
    cache.Cache(tmp_path).get("a", lambda: "of a")
    (tmp_path / "a.json").rename(tmp_path / "b.json")
    assert cache.Cache(tmp_path).get("b", lambda: "of b") == "of b"


def test_a_changed_value_is_noticed(tmp_path: Path) -> None:
    cache.Cache(tmp_path).get("k", lambda: "right")
    entry = json.loads((tmp_path / "k.json").read_text())
    (tmp_path / "k.json").write_text(json.dumps({**entry, "value": "wrong"}))
    assert cache.Cache(tmp_path).get("k", lambda: "right") == "right"


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert cache.Cache(tmp_path / "file").get("k", lambda: 1) == 1


def test_only_the_latest_entries_are_kept(tmp_path: Path) -> None:
    kept = cache.Cache(tmp_path)
    for number in range(cache.ENTRIES + 5):
        kept.get(f"k{number}", lambda: 1)
    assert len(list(tmp_path.iterdir())) == cache.ENTRIES


def test_nothing_remembers_nothing() -> None:
    assert cache.NOTHING.get("k", lambda: 1) == 1
    assert cache.NOTHING.get("k", lambda: 2) == 2


def test_keys_tell_parts_and_their_borders_apart() -> None:
    assert cache.key("a", "b") == cache.key("a", b"b")
    assert len({cache.key("ab", "c"), cache.key("a", "bc"), cache.key("abc"), cache.key("c", "ab")}) == 4


def test_the_key_changes_with_the_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    before = cache.key("a")
    monkeypatch.setattr(cache, "_tool", lambda: "another version")
    assert cache.key("a") != before


def test_the_key_changes_with_the_sources_in_a_hidden_folder_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / ".libs" / "generator" / "cache.py"
    module.parent.mkdir(parents=True)
    monkeypatch.setattr(cache, "__file__", str(module))
    monkeypatch.setattr(cache, "_tool", cache._tool.__wrapped__)
    keys = set()
    for source in ("one", "two"):
        module.write_text(source)
        keys.add(cache.key("extract"))
    assert len(keys) == 2
