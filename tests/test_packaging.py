"""A wheel, built from a source archive and installed in a fresh virtual environment, works from an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import shop

ROOT = Path(__file__).parent.parent


def call(*command: str | Path, cwd: Path) -> str:
    """Run a command that must succeed, without what this process knows of Python; what it printed."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    result = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, f"{command}\n{result.stdout}\n{result.stderr}"
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that comes out of the source archive that comes out of this folder."""
    folder = tmp_path_factory.mktemp("dist")
    call(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", folder, cwd=ROOT)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as content:
        content.extractall(folder, filter="data")
    (source,) = (path for path in folder.iterdir() if path.is_dir())
    call(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=source)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def tool(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The command of the installed wheel."""
    environment = tmp_path_factory.mktemp("environment")
    call(sys.executable, "-m", "venv", environment, cwd=environment)
    call(environment / "bin/pip", "install", "--quiet", wheel, cwd=environment)
    yield environment / "bin/docs2client"


def test_the_wheel_holds_every_module_and_template_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as content:
        names = {name for name in content.namelist() if ".dist-info/" not in name}
    expected = {
        f"generator/{prefix}{path.relative_to(folder).as_posix()}"
        for folder, prefix in ((ROOT / "generator", ""), (ROOT / "templates", "templates/"))
        for path in folder.rglob("*")
        if path.is_file() and not {"__pycache__", ".mypy_cache"} & {*path.parts}
    }
    assert names == expected


def test_the_installed_tool_gives_the_same_bytes_as_this_one(tool: Path, tmp_path: Path) -> None:
    here, there = shop.make(tmp_path / "here"), shop.make(tmp_path / "there")
    assert "shop_client" in call(tool, "generate", "--no-cache", cwd=there)
    subprocess.run([sys.executable, "-m", "generator", "generate", "--no-cache"], cwd=here, check=True)
    assert shop.tree(here) == shop.tree(there)


def test_the_installed_tool_extracts_and_renders_in_an_empty_folder(tool: Path, tmp_path: Path) -> None:
    (tmp_path / "PetsApi.md").write_text(shop.PHP)
    call(tool, "extract", "PetsApi.md", "-o", "pets.yaml", cwd=tmp_path)
    call(tool, "render", "pets.yaml", "-o", "out", "--package", "pets_client", cwd=tmp_path)
    program = "import pets_client; print(pets_client.Client.__name__, pets_client.AsyncClient.__name__)"
    assert call(sys.executable, "-c", program, cwd=tmp_path / "out") == "Client AsyncClient\n"
