"""The stages together: documents in, a spec and a package out, the same bytes every time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from generator import cache, output, pipeline, project, sources
from generator.problems import ProblemsError
from tests import shop


def build(root: Path, memory: cache.Cache = cache.NOTHING) -> pipeline.Built:
    (api,) = project.load(root).apis
    return pipeline.build(api, memory)


def test_documents_of_several_dialects_make_one_spec(tmp_path: Path) -> None:
    extracted = pipeline.extract(sources.find([shop.make(tmp_path) / "docs"]))
    spec = yaml.safe_load(extracted.spec)
    assert {path: sorted(set(item) & {"get", "post"}) for path, item in spec["paths"].items()} == {
        "/pets": ["post"],
        "/pets/{petId}": ["get"],
        "/toys": ["get"],
    }
    assert spec["paths"]["/toys"]["get"]["parameters"][0]["x-docs"]["at"] == "ToysAPI.md:28"
    assert [(Path(path).name, dialect) for path, dialect, _ in extracted.reasons] == [
        ("PetsApi.md", "php"),
        ("ToysAPI.md", "go"),
    ]


def test_problems_have_paths_for_people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.make(tmp_path, PetsApi=shop.WARNED)
    monkeypatch.chdir(tmp_path)
    (problem,) = pipeline.extract(sources.find([Path("docs")])).problems
    assert (problem.code, str(problem.location)) == ("D107", "docs/PetsApi.md:51:1")


@pytest.mark.parametrize(
    ("at", "shown"),
    [("docs/BoatApi.md:7", "docs/BoatApi.md:7"), ("by hand", "by hand"), (f"a.md:{'9' * 5000}", f"a.md:{'9' * 5000}")],
)
def test_evidence_that_somebody_wrote_is_a_place_or_a_path(at: str, shown: str) -> None:
    evidence = {"at": at, "inferred": {"title": "title-unknown"}, "guesses": ["title"]}
    spec = {"openapi": "3.1.0", "info": {"title": "API", "version": "1"}, "paths": {}, "x-docs": evidence}
    (guess,) = pipeline.lint(yaml.safe_dump(spec), "spec.yaml")
    assert (guess.code, str(guess.location)) == ("I90", shown)


def test_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as caught:
        pipeline.extract(sources.find([tmp_path]))
    assert [problem.code for problem in caught.value.problems] == ["D92"]


def test_rendering_the_written_spec_gives_the_same_package(tmp_path: Path) -> None:
    built = build(shop.make(tmp_path))
    output.write(built.output)
    rendered = pipeline.render((tmp_path / "specs/shop.yaml").read_text(), "specs/shop.yaml", "shop_client")
    assert rendered.files == built.output.files
    assert pipeline.render(built.output.spec_text, "elsewhere.yaml", "shop_client").files == rendered.files


def test_an_overlay_corrects_the_spec_and_the_package(tmp_path: Path) -> None:
    shop.make(tmp_path)
    (tmp_path / "overlay.yaml").write_text("""\
overlay: 1.0.0
info: {title: Corrections, version: '1'}
actions:
  - target: $.paths['/toys'].get
    update: {summary: A word of our own}
""")
    (tmp_path / "docs2client.toml").write_text(shop.CONFIGURATION + 'overlay = "overlay.yaml"\n')
    built = build(tmp_path)
    assert yaml.safe_load(built.output.spec_text)["paths"]["/toys"]["get"]["summary"] == "A word of our own"
    assert any("A word of our own" in text for text in built.output.files.values())


def test_an_overlay_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    shop.make(tmp_path)
    (tmp_path / "overlay.yaml").write_bytes(b"overlay: caf\xe9\n")
    (tmp_path / "docs2client.toml").write_text(shop.CONFIGURATION + 'overlay = "overlay.yaml"\n')
    with pytest.raises(ProblemsError) as caught:
        build(tmp_path)
    assert [(problem.code, problem.location.line) for problem in caught.value.problems] == [("D112", 1)]


def test_earlier_results_are_used_and_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.make(tmp_path, PetsApi=shop.WARNED, ToysAPI=shop.GO, OldToysAPI=shop.GO.replace("to play", "for play"))
    memory = cache.Cache(tmp_path / "cache")
    first = build(tmp_path, memory)
    monkeypatch.setattr(pipeline, "_extract", None)
    monkeypatch.setattr(pipeline, "_render", None)
    assert build(tmp_path, memory) == first
    with pytest.raises(TypeError):
        build(tmp_path)


def test_a_changed_document_is_read_again(tmp_path: Path) -> None:
    memory = cache.Cache(tmp_path / "cache")
    before = build(shop.make(tmp_path), memory)
    (tmp_path / "docs/ToysAPI.md").write_text(shop.GO.replace("/toys", "/games"))
    after = build(tmp_path, memory)
    assert "/games" in after.output.spec_text
    assert "/games" not in before.output.spec_text


def generate(root: Path, seed: str, cwd: Path) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C", "TZ": f"UTC+{seed}"}
    subprocess.run([sys.executable, "-m", "generator", "generate", "--no-cache"], cwd=cwd, env=environment, check=True)


def test_the_same_documents_give_the_same_bytes(tmp_path: Path) -> None:
    """Twice, in another folder, from another working directory, with another hash seed, with the files made in
    another order: nothing but the documents counts."""
    one = shop.make(tmp_path / "one", PetsApi=shop.PHP, ToysAPI=shop.GO)
    two = shop.make(tmp_path / "some where/else", ToysAPI=shop.GO, PetsApi=shop.PHP)
    generate(one, "1", one)
    first = shop.tree(one)
    generate(one, "2", one)
    generate(two, "3", two / "docs")
    assert shop.tree(one) == first
    assert shop.tree(two) == first
    assert len(first) > 5


def test_nothing_of_the_machine_is_in_the_output(tmp_path: Path) -> None:
    built = build(shop.make(tmp_path))
    text = built.output.spec_text + "".join(built.output.files.values())
    assert str(tmp_path) not in text
    assert str(Path(pipeline.__file__).parent) not in text
