"""The rules of the house, as assertions: who may import whom, who may print, what has a docstring."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "generator").rglob("*.py"))

STAGES = {
    "docs": {"generator.docs", "generator.problems", "generator.spec.api", "generator.spec.facts"},
    "spec": {"generator.spec", "generator.problems"},
    "client": {"generator.client", "generator.spec", "generator.problems"},
}
"""What each stage may import of the tool. Nothing flows back."""

ONLY_IN = {
    "click": "cli/__init__.py",
    "rich": "cli/printing.py",
    "markdown_it": "docs/parse/markdown.py",
    "yaml": "spec/openapi/parse/yaml.py",
    "jsonpath_rfc9535": "spec/overlay/jsonpath.py",
    "black": "client/layout.py",
    "jinja2": "client/render.py",
    "platformdirs": "cache.py",
    "tomllib": "project/toml.py",
}
"""Libraries that one module alone knows."""

FILE_MODULES = {"io", "os", "pathlib", "shutil", "tempfile", "glob"}
"""What a module imports that works with files."""

WORKS_WITH_FILES = {
    "cache.py",  # its entries
    "cli/__init__.py",  # the arguments
    "output/__init__.py",  # what is written
    "output/disk.py",
    "output/problems.py",
    "output/staging.py",
    "project/__init__.py",  # the configuration
    "project/toml.py",
    "sources.py",  # the documents, the text of specs and overlays
    "client/render.py",  # the templates
}
"""The modules that work with files; what stands in the middle takes text and gives text."""


def name(path: Path) -> str:
    return path.relative_to(ROOT / "generator").as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> set[str]:
    """The full names of everything that a module imports."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def calls(path: Path) -> set[str]:
    """The names of the functions and methods that a module calls."""
    functions = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    names = {node.id for node in functions if isinstance(node, ast.Name)}
    return names | {node.attr for node in functions if isinstance(node, ast.Attribute)}


def within(module: str, allowed: set[str]) -> bool:
    return any(module == each or module.startswith(each + ".") for each in allowed)


def test_the_rules_are_about_something() -> None:
    assert {path.parent.name for path in MODULES} >= {"generator", "docs", "dialects", "spec", "client"}
    assert imports(ROOT / "generator/cli/__init__.py") >= {"click", "generator.pipeline"}
    assert "print" in calls(ROOT / "generator/cli/printing.py")


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_only_what_stands_before_it(stage: str) -> None:
    wrong = [
        f"{name(path)} imports {module}"
        for path in MODULES
        if name(path).startswith(f"{stage}/")
        for module in sorted(imports(path))
        if module.split(".")[0] == "generator" and not within(module, STAGES[stage])
    ]
    assert wrong == []


def modules_known_to(path: Path) -> set[str]:
    """The modules of the tool that a module imports."""
    known = {
        ".".join(("generator", *Path(name(each)).with_suffix("").parts)).removesuffix(".__init__") for each in MODULES
    }
    found = imports(path)
    return {module for each in found for module in (each, each.rpartition(".")[0]) if module in known}


@pytest.mark.parametrize("depth", [3, 4], ids=["rooms", "rooms in rooms"])
def test_no_room_knows_another_that_knows_it(depth: int) -> None:
    """A room is a folder or a module of a stage; what stands outside of a room is no matter of it."""
    known: set[tuple[str, str]] = set()
    for path in MODULES:
        own = ("generator", *Path(name(path)).with_suffix("").parts)
        for other in modules_known_to(path):
            pair = own[:depth], tuple(other.split("."))[:depth]
            if pair[0] != pair[1] and pair[0][: depth - 1] == pair[1][: depth - 1] and len(pair[1]) == depth:
                known.add((".".join(pair[0]), ".".join(pair[1])))
    assert known
    assert {pair for pair in known if pair[::-1] in known} == set()


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_is_known_to_one_module(library: str) -> None:
    users = [name(path) for path in MODULES if any(within(module, {library}) for module in imports(path))]
    assert users == [ONLY_IN[library]]


@pytest.mark.parametrize(
    ("function", "module"), [("print", "cli/printing.py"), ("exit", "cli/__init__.py"), ("input", None)]
)
def test_only_the_commands_print_exit_and_read_arguments(function: str, module: str | None) -> None:
    users = [name(path) for path in MODULES if calls(path) & {function, f"_{function}"}]
    assert users == ([module] if module else [])


def test_only_the_ends_work_with_files() -> None:
    users = {name(path) for path in MODULES if any(within(m, FILE_MODULES) for m in imports(path) - {"os.path"})}
    assert users == WORKS_WITH_FILES


def test_no_module_runs_text_as_code() -> None:
    dangerous = {"eval", "exec", "compile", "__import__", "system", "Popen", "check_output"}
    libraries = {"pickle", "marshal", "shelve", "subprocess"}
    wrong = [
        f"{name(path)}: {what}"
        for path in MODULES
        for what in sorted(_bare_calls(path) & dangerous | imports(path) & libraries)
    ]
    assert wrong == []


def _bare_calls(path: Path) -> set[str]:
    """Calls of functions by their own name, and of functions of the module os: `re.compile` is another thing."""
    functions = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    own = {node.id for node in functions if isinstance(node, ast.Name)}
    return own | {node.attr for node in functions if isinstance(node, ast.Attribute) and _is_os(node.value)}


def _is_os(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "os"


def test_tool_and_output_do_not_know_each_other() -> None:
    packages = {path.name for path in (ROOT / "generated").iterdir() if path.is_dir()}
    assert packages
    for path in MODULES:
        assert not any(within(module, {"generated", *packages}) for module in imports(path)), name(path)
    for path in [*(ROOT / "generated").rglob("*.py"), *(ROOT / "templates").rglob("*.py")]:
        text = path.read_text(encoding="utf-8")
        assert "import generator" not in text, path
        assert "from generator" not in text, path


def test_a_dialect_is_one_file_that_others_need_not_know() -> None:
    """No registry: the name of a dialect stands in its own file alone."""
    dialects = {path.stem for path in (ROOT / "generator/docs/dialects").glob("*.py")} - {"__init__"}
    assert dialects >= {"powershell", "typescript", "csharp", "kotlin", "php"}
    wrong = [
        f"{name(path)}:{node.lineno} {node.value!r}"
        for path in MODULES
        if not name(path).startswith("docs/dialects/")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Compare)
        for node in ast.walk(node)
        if isinstance(node, ast.Constant) and node.value in dialects
    ]
    assert wrong == []


def test_every_public_thing_has_a_docstring() -> None:
    wrong = [f"{name(path)}: {missing}" for path in MODULES for missing in _without_docstring(path)]
    assert wrong == []


def _without_docstring(path: Path) -> Iterator[str]:
    module = tree(path)
    if not ast.get_docstring(module):
        yield "the module"
    tops = [node for node in module.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    methods = [node for top in tops if isinstance(top, ast.ClassDef) and _public(top) for node in top.body]
    for node in [*tops, *methods]:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and _public(node) and not ast.get_docstring(node):
            yield node.name


def _public(node: ast.FunctionDef | ast.ClassDef) -> bool:
    return not node.name.startswith("_")


def test_every_module_has_its_tests() -> None:
    """A module of the shell has a test file of its name; a stage has at least one."""
    rooms = {path.stem for path in (ROOT / "generator").iterdir()} - {"__pycache__", *STAGES}
    own = rooms - {"__init__", "__main__", "problems"}
    tests = {path.stem.removeprefix("test_") for path in (ROOT / "tests").glob("test_*.py")}
    assert own <= tests
