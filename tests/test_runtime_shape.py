"""What the runtime promises of itself: one dependency in one module, nothing of it imported early, every name there."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from tests.demo_client import _runtime

ROOT = Path(__file__).parent.parent
RUNTIME = ROOT / "templates" / "python" / "_runtime"


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level < 2, f"{path.name} reaches out of the runtime"
            found |= set() if node.level else {(node.module or "").partition(".")[0]}
    return found


def test_the_only_dependency_is_used_in_one_module() -> None:
    foreign = {path.name: imports(path) - sys.stdlib_module_names for path in RUNTIME.glob("*.py")}
    assert {name: found for name, found in foreign.items() if found} == {"transport.py": {"httpx2"}}


def test_every_public_name_is_there_and_seen_by_type_checkers() -> None:
    for name in dir(_runtime):
        assert getattr(_runtime, name) is not None
    tree = ast.parse((RUNTIME / "__init__.py").read_text(encoding="utf-8"))
    seen = {
        (node.module, alias.asname)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    told = {(module, name) for module, names in _runtime._MODULES.items() for name in names.split()}
    assert seen - {("typing", None), ("importlib", None)} == told


def test_a_client_is_made_without_the_http_library() -> None:
    code = (
        "import sys; from tests import demo_client; demo_client.Client(base_url='http://x', api_key='k').books; "
        "print([name for name in ('httpx2', 'asyncio', 'ssl', 'logging', 'email') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
