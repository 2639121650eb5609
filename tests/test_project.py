"""The configuration: found upwards, understood whole, every mistake told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import project
from generator.problems import ProblemsError

GOOD = """\
[project]
name = "x"

[tool.docs2client.apis.shop]
docs = ["docs"]
spec = "specs/shop.yaml"
package = "generated/shop_client"
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/A.md").write_text("# A")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(root: Path, text: str, name: str = "pyproject.toml") -> list[str]:
    """The problems of a configuration, as `CODE line message`."""
    (root / name).write_text(text)
    with pytest.raises(ProblemsError) as caught:
        project.load(root)
    return [f"{problem.code} {problem.location.line} {problem.message}" for problem in caught.value.problems]


def test_the_configuration_is_found_upwards(root: Path) -> None:
    (root / "pyproject.toml").write_text(GOOD)
    (root / "a/b").mkdir(parents=True)
    (root / "a/pyproject.toml").write_text('[project]\nname = "without the tool"\n')
    loaded = project.load(root / "a/b")
    (api,) = loaded.apis
    assert loaded.root == root
    assert (api.name, api.spec, api.package) == ("shop", root / "specs/shop.yaml", root / "generated/shop_client")
    assert api.documents.files == (root / "docs/A.md",)
    assert api.overlay is None


def test_a_byte_order_mark_changes_nothing(root: Path) -> None:
    (root / "pyproject.toml").write_text(GOOD, encoding="utf-8-sig")
    assert [api.name for api in project.load(root).apis] == ["shop"]


@pytest.mark.parametrize("prefix", ["", "tool.docs2client."])
def test_a_file_of_its_own_comes_first(root: Path, prefix: str) -> None:
    (root / "pyproject.toml").write_text(GOOD)
    text = f'[{prefix}apis.own]\ndocs = "docs/*.md"\nspec = "o.yaml"\npackage = "own_client"\n'
    (root / "docs2client.toml").write_text(text)
    assert [api.name for api in project.load(root).apis] == ["own"]


def test_a_file_of_its_own_names_its_table_in_one_way(root: Path) -> None:
    text = '[apis.other]\ndocs = ["docs"]\nspec = "o.yaml"\npackage = "other_client"\n[tool.docs2client.apis.shop]\n'
    assert told(root, text, "docs2client.toml") == ["C03 5 unknown key 'tool'; the only one is 'apis'"]


def test_apis_are_selected_by_name(root: Path) -> None:
    (root / "pyproject.toml").write_text(GOOD)
    loaded = project.load(root)
    assert loaded.select(["shop"]) == loaded.select([]) == loaded.apis
    with pytest.raises(ProblemsError) as caught:
        loaded.select(["shop", "shpo"])
    (problem,) = caught.value.problems
    assert problem.code == "C10"
    assert "'shpo'" in problem.message
    assert "shop" in problem.message


def test_no_configuration(root: Path) -> None:
    with pytest.raises(ProblemsError) as caught:
        project.load(root)
    assert [problem.code for problem in caught.value.problems] == ["C01"]


def test_broken_toml_has_its_place(root: Path) -> None:
    (line,) = told(root, GOOD + "spec = \n")
    assert line.startswith("C02 8 not valid TOML")


def test_toml_that_is_not_utf8_has_its_line(root: Path) -> None:
    (root / "pyproject.toml").write_bytes(GOOD.encode() + b'x = "caf\xe9"\n')
    with pytest.raises(ProblemsError) as caught:
        project.load(root)
    assert [(problem.code, problem.location.line) for problem in caught.value.problems] == [("C02", 8)]


def test_every_mistake_is_told_at_once_with_its_line(root: Path) -> None:
    text = """\
[tool.docs2client]
colour = "blue"

[tool.docs2client.apis.one]
docs = []
spec = 7
package = "generated/one-client"
extra = true

[tool.docs2client.apis.two]
docs = ["docs", "gone/*.md"]
overlay = "gone.yaml"
package = "../class"
"""
    lines = told(root, text)
    assert [line.split(" ")[:2] for line in lines] == [
        ["C03", "2"],
        ["C03", "8"],
        ["C04", "6"],
        ["C04", "5"],
        ["C06", "7"],
        ["C05", "10"],
        ["C07", "13"],
        ["C09", "11"],
        ["C09", "12"],
    ]
    assert "'spec' is missing" in lines[5]


@pytest.mark.parametrize("name", ["class", "one-client", "1st", "naïve", "two words"])
def test_package_names_that_python_cannot_import(root: Path, name: str) -> None:
    (line,) = told(root, GOOD.replace("shop_client", name))
    assert line.startswith("C06 7 ")


@pytest.mark.parametrize("path", ["../out", "/etc/out", "a/../../out", ".", "link/out"])
def test_outputs_stay_inside_of_the_project(root: Path, path: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    (root / "link").symlink_to(tmp_path_factory.mktemp("elsewhere"))
    (line,) = told(root, GOOD.replace("specs/shop.yaml", path))
    assert line.startswith("C07 6 ")


@pytest.mark.parametrize(
    ("spec", "package"),
    [
        ("specs/shop.yaml", "generated/other"),
        ("specs/other.yaml", "generated/shop_client"),
        ("generated/shop_client/openapi.yaml", "generated/other"),
        ("specs/other.yaml", "generated/shop_client/inner"),
        ("docs/A.md", "generated/other"),
        ("specs/other.yaml", "docs"),
    ],
)
def test_outputs_that_collide(root: Path, spec: str, package: str) -> None:
    other = f'[tool.docs2client.apis.other]\ndocs = ["docs"]\nspec = "{spec}"\npackage = "{package}"\n'
    assert {line.split(" ")[0] for line in told(root, GOOD + other)} == {"C08"}


@pytest.mark.parametrize(
    "text", ["[tool]\ndocs2client = 3\n", "[tool.docs2client]\napis = 3\n", "[tool.docs2client.apis]\nx = 3\n"]
)
def test_tables_of_the_wrong_type(root: Path, text: str) -> None:
    (line,) = told(root, text)
    assert line.startswith("C04 2 ")


def test_no_api_at_all(root: Path) -> None:
    (line,) = told(root, "[tool.docs2client]\n")
    assert line.startswith("C05 1 ")


def test_quoted_names_and_dotted_keys_have_their_lines(root: Path) -> None:
    text = '[tool]\ndocs2client.apis."a b".docs = ["docs"]\ndocs2client.apis."a b".spec = "../x"\n'
    lines = told(root, text)
    assert [line.split(" ")[:2] for line in lines] == [["C05", "2"], ["C07", "3"]]
