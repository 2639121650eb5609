"""Which files are the documents of a call."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator import sources


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(os.fsencode(name))


def relative(found: sources.Documents) -> list[str]:
    return [found.relative(file) for file in found.files]


def test_a_folder_gives_its_markdown_sorted_without_hidden_entries(tmp_path: Path) -> None:
    put(tmp_path, "b/X.md", "a/Y.MARKDOWN", "a/logo.png", ".git/Z.md", ".hidden.md", "a.md")
    found = sources.find([tmp_path])
    assert relative(found) == ["a/Y.MARKDOWN", "a.md", "b/X.md"]
    assert found.problems == ()


def test_packages_that_were_written_are_no_documents(tmp_path: Path) -> None:
    put(tmp_path, "a.md", "src/shop_client/README.md", "src/shop_client/.docs2client.json", "src/b.md")
    put(tmp_path, "src/shop_client/resources/c.md")
    assert relative(sources.find([tmp_path])) == ["a.md", "src/b.md"]
    assert relative(sources.find_patterns(tmp_path, ["**/*.md"])[0]) == ["a.md", "src/b.md"]


def test_a_named_file_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    put(tmp_path, "page.txt")
    assert relative(sources.find([tmp_path / "page.txt"])) == ["page.txt"]


def test_paths_are_below_the_folder_that_holds_all(tmp_path: Path) -> None:
    put(tmp_path, "x/php/A.md", "x/go/B.md")
    assert relative(sources.find([tmp_path / "x/php/A.md", tmp_path / "x/go"])) == ["go/B.md", "php/A.md"]
    assert relative(sources.find([tmp_path / "x/php/A.md"])) == ["A.md"]


def test_paths_do_not_depend_on_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "x/php/A.md", "x/go/B.md")
    monkeypatch.chdir(tmp_path / "x")
    near = sources.find([Path("php"), Path("go")])
    monkeypatch.chdir(tmp_path)
    far = sources.find([Path("x/php"), Path("x/go/")])
    assert relative(near) == relative(far) == ["go/B.md", "php/A.md"]


def test_a_file_is_taken_once_however_it_is_reached(tmp_path: Path) -> None:
    put(tmp_path, "docs/A.md")
    (tmp_path / "docs" / "B.md").symlink_to("A.md")
    assert relative(sources.find([tmp_path / "docs", tmp_path / "docs/A.md"])) == ["A.md"]


def test_links_to_folders_and_out_of_the_folder_are_told_and_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "secret.md", "docs/A.md")
    (tmp_path / "docs/loop").symlink_to(".")
    (tmp_path / "docs/leak.md").symlink_to(tmp_path / "secret.md")
    found = sources.find([tmp_path / "docs"])
    assert relative(found) == ["A.md"]
    assert [(problem.code, Path(problem.location.path).name) for problem in found.problems] == [
        ("D91", "loop"),
        ("D91", "leak.md"),
    ]


def test_a_pipe_in_a_folder_does_not_block(tmp_path: Path) -> None:
    put(tmp_path, "A.md")
    os.mkfifo(tmp_path / "B.md")
    assert relative(sources.find([tmp_path])) == ["A.md"]


def test_what_cannot_be_read_is_a_problem_and_the_rest_is_read(tmp_path: Path) -> None:
    put(tmp_path, "A.md")
    (tmp_path / "B.md").symlink_to("nothing.md")
    files, problems = sources.read(sources.find([tmp_path]))
    assert [(file.path, file.data) for file in files] == [("A.md", b"A.md")]
    assert [(problem.code, Path(problem.location.path).name) for problem in problems] == [("D90", "B.md")]


def test_lines_are_those_of_the_documents_and_of_no_other_file(tmp_path: Path) -> None:
    put(tmp_path, "secret.md", "docs/A.md")
    (tmp_path / "docs/B.md").write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree \xff")
    found = sources.find([tmp_path / "docs"])
    assert found.lines("B.md") == ["one", "two", "three \ufffd"]
    (tmp_path / "docs/B.md").unlink()
    assert [found.lines(path) for path in ("B.md", "../secret.md", "C.md", "")] == [[], [], [], []]


def test_a_file_name_that_is_not_unicode_gives_a_path_that_is(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.md")
    put(tmp_path, name)
    (file,), _ = sources.read(sources.find([tmp_path]))
    assert (file.path, file.data) == ("caf?.md", name.encode("utf-8", "surrogateescape"))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("docs", ["go/B.md", "php/A.md", "php/deep/C.md"]),
        ("docs/php", ["A.md", "deep/C.md"]),
        ("docs/*/A.md", ["php/A.md"]),
        ("docs/p*", ["php/A.md", "php/deep/C.md"]),
        ("docs/**/*.md", ["go/B.md", "php/A.md", "php/deep/C.md"]),
        ("docs/[g]o", ["go/B.md"]),
        ("docs/*/notes.tx?", ["php/notes.txt"]),
    ],
)
def test_patterns_are_paths_and_globs(tmp_path: Path, pattern: str, expected: list[str]) -> None:
    put(tmp_path, "docs/php/A.md", "docs/php/deep/C.md", "docs/go/B.md", "docs/php/notes.txt", "other/D.md")
    found, without = sources.find_patterns(tmp_path, [pattern])
    assert (relative(found), without) == (expected, ())


def test_a_pattern_without_a_document_is_named(tmp_path: Path) -> None:
    put(tmp_path, "docs/A.md", "empty/logo.png")
    _, without = sources.find_patterns(tmp_path, ["docs", "empty", "gone", "x/*.md"])
    assert without == ("empty", "gone", "x/*.md")


def test_a_name_with_glob_characters_that_exists_is_a_name(tmp_path: Path) -> None:
    put(tmp_path, "docs/v[1]/A.md", "docs/v1/B.md")
    found, _ = sources.find_patterns(tmp_path, ["docs/v[1]"])
    assert relative(found) == ["A.md"]
