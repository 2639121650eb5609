"""The commands as people use them: what is printed, what is written, the exit code."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from generator import __main__, cli, output, pipeline
from generator.cli import printing
from generator.problems import Location, Problem
from tests import shop

ROOT = Path(__file__).parent.parent
PLACE = re.compile(r"^\S+?:\d+:\d+ [A-Z]\d+ ", re.M)


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def codes(self) -> list[str]:
        """The codes of the problems, in the order of print."""
        return [match.group().split()[-1] for match in PLACE.finditer(self.err)]


Run = Callable[..., Result]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a working directory of its own, with a cache of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path.parent / f"{tmp_path.name}-cache"))

    def run(*arguments: str) -> Result:
        code = cli.run(arguments)
        captured = capfd.readouterr()
        assert "Traceback" not in captured.err
        return Result(code, captured.out, captured.err)

    return run


def process(
    *arguments: str, cwd: Path, stdin: bytes = b"", environment: Mapping[str, str] = os.environ
) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a process of its own."""
    command = [sys.executable, "-m", "generator", *arguments]
    return subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, check=False, env=environment)


# extract


def test_extract_prints_the_spec(run: Run, tmp_path: Path) -> None:
    shop.make(tmp_path)
    result = run("extract", "docs")
    assert result.code == 0
    assert yaml.safe_load(result.out)["openapi"].startswith("3.1")
    assert result.err == ""


def test_extract_writes_a_file(run: Run, tmp_path: Path) -> None:
    shop.make(tmp_path)
    printed = run("extract", "docs/PetsApi.md", "docs/ToysAPI.md").out
    result = run("extract", "docs", "-o", "new/folder/api.yaml")
    assert (result.code, result.out) == (0, "")
    assert (tmp_path / "new/folder/api.yaml").read_text() == printed


def test_the_spec_on_stdout_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    shop.make(tmp_path, PetsApi=shop.PHP.replace("Take a pet in", "Prendre un animal à soi – ☂"))
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    result = process("extract", "docs", cwd=tmp_path, environment=environment)
    assert result.returncode == 0
    assert "Prendre un animal à soi – ☂" in result.stdout.decode("utf-8")


def test_a_warning_does_not_change_the_exit_code(run: Run, tmp_path: Path) -> None:
    shop.make(tmp_path, PetsApi=shop.WARNED)
    result = run("extract", "docs")
    assert (result.code, result.codes) == (0, ["D107"])
    lines = result.err.splitlines()
    assert lines[0].startswith("docs/PetsApi.md:51:1 D107 ")
    assert lines[1] == "    | | **fields** | **string**| Which | of | the fields | [optional] |"
    assert lines[2].startswith("    warning; hint: ")
    assert lines[-1] == "1 warning"
    assert "/pets" in result.out


def test_an_error_gives_3_and_no_spec(run: Run, tmp_path: Path) -> None:
    shop.make(tmp_path, PetsApi=shop.DAMAGED)
    (tmp_path / "api.yaml").write_text("as it was")
    result = run("extract", "docs", "-o", "api.yaml")
    assert result.code == 3
    assert result.codes
    assert (tmp_path / "api.yaml").read_text() == "as it was"
    assert run("extract", "docs").out == ""


def test_keep_going_gives_what_could_be_read_and_still_3(run: Run, tmp_path: Path) -> None:
    shop.make(tmp_path, PetsApi=shop.DAMAGED)
    result = run("extract", "docs", "--keep-going")
    assert result.code == 3
    assert "/pets/{petId}" in yaml.safe_load(result.out)["paths"]


def test_all_problems_are_told_together_in_order(run: Run, tmp_path: Path) -> None:
    shop.make(tmp_path, PetsApi=shop.DAMAGED.replace("Which fields |", "Which | of | the fields |"), Words="# Words\n")
    (tmp_path / "docs/Broken.md").symlink_to("nowhere.md")
    result = run("extract", "docs")
    assert result.code == 3
    places = [line.split()[0] for line in result.err.splitlines() if PLACE.match(line)]
    assert places == sorted(places, key=lambda place: (place.split(":")[0], int(place.split(":")[1])))
    assert {"D90", "D107", "D102"} <= set(result.codes)


def test_both_places_of_a_contradiction_are_told_alike(run: Run, tmp_path: Path) -> None:
    shop.make(tmp_path, ToysAPI=shop.GO, OldToysAPI=shop.GO.replace("What there is to play with", "Toys"))
    assert "docs/ToysAPI.md:11:1 M05 GET /toys: " in (told := run("extract", "docs").err)
    assert ", which is taken from docs/OldToysAPI.md:11\n    | ## ListToys\n" in told


def test_a_hint_is_given_once_for_each_code(run: Run, tmp_path: Path) -> None:
    shop.make(tmp_path, PetsApi=shop.WARNED, OtherApi=shop.WARNED.replace("/pets", "/others"))
    result = run("extract", "docs")
    assert result.codes.count("D107") == 2
    assert result.err.count("Escape the `|`") == 1


def test_a_folder_without_documents(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert run("extract", "empty").codes == ["D92"]
    assert run("extract", "empty", "--keep-going").code == 3


def test_a_folder_without_a_method_table(run: Run, tmp_path: Path) -> None:
    shop.make(tmp_path, Story="# Once upon a time\n\nThere was no table.\n")
    result = run("extract", "docs")
    assert result.code == 3
    assert "D101" in result.codes


def test_links_that_lead_in_circles_are_no_documents(run: Run, tmp_path: Path) -> None:
    shop.make(tmp_path)
    (tmp_path / "docs/One.md").symlink_to("Two.md")
    (tmp_path / "docs/Two.md").symlink_to("One.md")
    for arguments in (["docs"], ["docs/One.md"]):
        result = run("extract", *arguments)
        assert (result.code, "D90" in result.codes, result.out) == (3, True, "")


def test_a_document_without_an_end_is_not_read_to_it(tmp_path: Path) -> None:
    shop.make(tmp_path)
    for command, code in ((["extract", "docs", "/dev/zero"], 3), (["lint", "/dev/zero"], 2)):
        result = process(*command, cwd=tmp_path)
        assert result.returncode == code
        assert b"/dev/zero:1:1 " in result.stderr
        assert b"cannot be read: larger than " in result.stderr


@pytest.mark.parametrize("from_stdin", [True, False])
def test_a_spec_that_is_not_utf8_is_told_with_its_place(tmp_path: Path, from_stdin: bool) -> None:
    spec = b"\xef\xbb\xbfopenapi: 3.1.0\ninfo: {title: caf\xe9}\n"
    (tmp_path / "spec.yaml").write_bytes(spec)
    name = "<stdin>" if from_stdin else "spec.yaml"
    result = process("render", "-" if from_stdin else name, "-o", "out", cwd=tmp_path, stdin=spec)
    assert result.returncode == 3
    assert result.stderr.decode().startswith(f"{name}:2:18 D112 this byte is not UTF-8\n    | info: {{title: caf")
    assert not (tmp_path / "out").exists()


def test_a_working_directory_that_is_gone_is_named(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    command = f'rmdir ../gone; "{sys.executable}" -m generator extract {tmp_path}'
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path / "gone", env=environment, capture_output=True, check=False
    )
    assert (result.returncode, result.stderr.splitlines()[0]) == (2, b".:1:1 O04 No such file or directory")


def test_paths_that_do_not_exist_are_all_named(run: Run) -> None:
    result = run("extract", "nope.md", "neither")
    assert (result.code, result.codes) == (2, ["C11", "C11"])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 100,
        b"\xff\xfe" + "# A".encode("utf-16-le"),
        b"|" * 5000,
        b"[" * 5000,
        b"> " * 5000,
        b"\x1b[31m\x9b2J| a | b |\r\n|---|---|\r\n",
        b"# \xe2\x80\xae\n" + b"| " * 200 + b"\n" + b"|-" * 200 + b"|\n",
    ],
)
def test_any_bytes_end_in_a_message(run: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "X.md").write_bytes(content)
    result = run("extract", "X.md")
    assert result.code == 3
    assert result.codes


def test_windows_line_ends_and_a_mark_in_front_change_nothing(run: Run, tmp_path: Path) -> None:
    shop.make(tmp_path)
    plain = run("extract", "docs").out
    for path in (tmp_path / "docs").iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert run("extract", "docs").out == plain


def test_why_tells_the_dialect_of_each_document(run: Run, tmp_path: Path) -> None:
    shop.make(tmp_path)
    lines = run("extract", "docs", "--why", "-o", "x.yaml").err.splitlines()
    assert [line.split(": ")[:2] for line in lines] == [["docs/PetsApi.md", "php"], ["docs/ToysAPI.md", "go"]]


def test_dialect_overrides_what_the_documents_show(run: Run, tmp_path: Path) -> None:
    shop.make(tmp_path)
    result = run("extract", "docs", "--dialect", "java", "--why", "-o", "x.yaml")
    assert "PetsApi.md: java: " in result.err
    wrong = run("extract", "docs", "--dialect", "cobol")
    assert wrong.code == 2
    assert "cobol" in wrong.err
    assert "java" in wrong.err


def test_strict_refuses_guesses(run: Run, tmp_path: Path) -> None:
    shop.make(tmp_path)
    result = run("extract", "docs", "--strict", "-o", "x.yaml")
    assert result.code == 3
    assert set(result.codes) == {"I90"}
    assert not (tmp_path / "x.yaml").exists()
    assert run("extract", "docs", "-o", "x.yaml").codes == []


# render


def test_render_takes_a_spec_and_gives_a_package(run: Run, tmp_path: Path) -> None:
    shop.make(tmp_path)
    run("extract", "docs", "-o", "api.yaml")
    result = run("render", "api.yaml", "-o", "out", "--package", "my_pets")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("out/my_pets: ")
    assert (tmp_path / "out/my_pets/__init__.py").is_file()


def test_what_python_cannot_say_is_told_with_its_line_in_the_spec(run: Run, tmp_path: Path) -> None:
    spec = tmp_path / "spec.yaml"
    schemas = (
        "Boat: {properties: {\n  kind: {enum: [1.5, {a: 1}]}}},\n  Loop: {oneOf: [{$ref: '#/components/schemas/Loop'}]}"
    )
    spec.write_text(f"openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\ncomponents: {{schemas: {{{schemas}}}}}\n")
    found = run("render", str(spec), "-o", str(tmp_path / "out"))
    assert "spec.yaml:4:3 R05 BoatKind: an enum of" in found.err
    assert "kind: {enum: [1.5, {a: 1}]}" in found.err
    assert "spec.yaml:5:3 R02 Loop is defined by itself" in found.err


def test_render_names_the_package_after_the_api(run: Run, tmp_path: Path) -> None:
    (tmp_path / "api.yaml").write_text("openapi: 3.1.0\ninfo: {title: Pet Shop, version: '1'}\npaths: {}\n")
    assert run("render", "api.yaml", "-o", "out").code == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["pet_shop_client"]


def test_render_reads_stdin(tmp_path: Path) -> None:
    spec = b"openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {}\n"
    result = process("render", "-", "-o", "out", "--package", "p", cwd=tmp_path, stdin=spec)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "out/p/__init__.py").is_file()


@pytest.mark.parametrize("name", ["class", "a-b", "a/b", "..", "", "1a"])
def test_render_refuses_names_that_python_cannot_import(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "api.yaml").write_text("openapi: 3.1.0\ninfo: {title: P, version: '1'}\npaths: {}\n")
    result = run("render", "api.yaml", "-o", "out", "--package", name)
    assert result.code == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "spec", ["", "]", "[1, 2]", "swagger: '2.0'\n", "\0", "a: &a [*a]", "{" * 10000, "openapi: 9\n", "caf\udce9: 1\n"]
)
def test_render_of_something_else_ends_in_a_message(run: Run, tmp_path: Path, spec: str) -> None:
    (tmp_path / "api.yaml").write_bytes(os.fsencode(spec))
    result = run("render", "api.yaml", "-o", "out")
    assert result.code in (2, 3)
    assert result.codes
    assert not (tmp_path / "out").exists()


def test_render_leaves_a_folder_of_somebody_else_alone(run: Run, tmp_path: Path) -> None:
    shop.make(tmp_path)
    run("extract", "docs", "-o", "api.yaml")
    result = run("render", "api.yaml", "-o", ".", "--package", "docs")
    assert (result.code, result.codes) == (2, ["O01"])
    assert sorted(path.name for path in (tmp_path / "docs").iterdir()) == ["PetsApi.md", "ToysAPI.md"]


# generate and check


def test_generate_writes_and_check_agrees(run: Run, tmp_path: Path) -> None:
    shop.make(tmp_path)
    before = run("check")
    assert before.code == 1
    assert "specs/shop.yaml: missing" in before.out
    assert not (tmp_path / "specs").exists()
    result = run("generate")
    assert result.code == 0
    assert "specs/shop.yaml" in result.out
    assert "generated/shop_client" in result.out
    assert run("check") == Result(0, "", "")
    assert run("check", "shop", "--no-cache") == Result(0, "", "")


def test_generate_shows_the_calls(run: Run, tmp_path: Path) -> None:
    shop.make(tmp_path)
    out = run("generate").out
    for operation in ("POST /pets", "GET /pets/{petId}", "GET /toys", "add_pet", "get_pet", "list_toys"):
        assert operation in out


def test_generate_works_from_any_folder_below(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.make(tmp_path)
    monkeypatch.chdir(tmp_path / "docs")
    assert run("generate").code == 0
    assert (tmp_path / "generated/shop_client/__init__.py").is_file()


def test_check_tells_what_is_stale_missing_edited_and_left_over(run: Run, tmp_path: Path) -> None:
    shop.make(tmp_path)
    run("generate")
    package = tmp_path / "generated/shop_client"
    (package / "__init__.py").write_text("mine = 1\n")
    (package / "py.typed").unlink()
    (package / "notes.txt").write_text("mine\n")
    (tmp_path / "docs/ToysAPI.md").write_text(shop.GO.replace("/toys", "/games"))
    before = shop.tree(tmp_path)
    result = run("check")
    assert result.code == 1
    for line in (
        "specs/shop.yaml: stale",
        "-  /toys:",
        "+  /games:",
        "generated/shop_client/__init__.py: edited by hand",
        "-mine = 1",
        "generated/shop_client/py.typed: missing",
        "generated/shop_client/notes.txt: left over",
    ):
        assert line in result.out.splitlines()
    assert shop.tree(tmp_path) == before


def test_the_diff_of_check_can_be_applied(run: Run, tmp_path: Path) -> None:
    shop.make(tmp_path)
    run("generate")
    (tmp_path / "docs/ToysAPI.md").write_text(shop.GO.replace("/toys", "/games"))
    (tmp_path / "specs/shop.yaml").write_text((tmp_path / "specs/shop.yaml").read_text().rstrip("\n"))
    diff = run("check").out
    subprocess.run(["git", "apply", "-"], input=diff.encode(), cwd=tmp_path, check=True)
    assert run("check") == Result(0, "", "")


def test_an_error_leaves_the_old_output_whole(run: Run, tmp_path: Path) -> None:
    shop.make(tmp_path)
    run("generate")
    (tmp_path / "docs/PetsApi.md").write_text(shop.DAMAGED)
    before = shop.tree(tmp_path)
    result = run("generate")
    assert (result.code, result.out) == (3, "")
    assert shop.tree(tmp_path) == before
    assert run("check").code == 3
    kept = run("generate", "--keep-going")
    assert kept.code == 3
    assert shop.tree(tmp_path) != before


def test_one_bad_api_keeps_all_as_they_were(run: Run, tmp_path: Path) -> None:
    shop.make(tmp_path)
    (tmp_path / "docs/bad").mkdir()
    (tmp_path / "docs/bad/PetsApi.md").write_text(shop.DAMAGED)
    bad = '[apis.bad]\ndocs = ["docs/bad"]\nspec = "bad.yaml"\npackage = "generated/bad_client"\n'
    (tmp_path / "docs2client.toml").write_text(shop.CONFIGURATION.replace('"docs"', '"docs/*.md"') + bad)
    assert run("generate").code == 3
    assert not (tmp_path / "generated").exists()
    assert run("generate", "shop").code == 0
    assert [path.name for path in (tmp_path / "generated").iterdir()] == ["shop_client"]


def test_the_second_generate_uses_earlier_results(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.make(tmp_path)
    run("generate")
    monkeypatch.setattr(pipeline, "_extract", None)
    assert run("check").code == 0
    assert run("generate", "--no-cache").code == 70


@pytest.mark.parametrize("command", ["generate", "check", "lint"])
def test_a_broken_configuration_is_2(run: Run, tmp_path: Path, command: str) -> None:
    assert run(command).codes == ["C01"]
    (tmp_path / "docs2client.toml").write_text("[apis.shop]\ndocs = 3\nspec = ''\npackages = 'x'\n")
    result = run(command)
    assert result.code == 2
    assert result.codes == ["C05", "C04", "C04", "C03"]
    assert "docs2client.toml:2:1 C04" in result.err
    assert "    | docs = 3" in result.err


def test_an_unknown_api_is_2(run: Run, tmp_path: Path) -> None:
    shop.make(tmp_path)
    result = run("generate", "shop", "shpo")
    assert (result.code, result.codes) == (2, ["C10"])
    assert not (tmp_path / "generated").exists()


def test_lint_lists_guesses(run: Run, tmp_path: Path) -> None:
    shop.make(tmp_path)
    run("generate")
    result = run("lint")
    assert result.code == 0
    assert set(result.codes) == {"I90"}
    places = [Path(match.group().partition(":")[0]) for match in PLACE.finditer(result.err)]
    assert all((tmp_path / place).is_file() for place in places), result.err
    assert sorted(run("lint", "specs/shop.yaml").codes) == result.codes
    assert run("lint", "nothing.yaml").code == 2


def test_lint_tells_all_of_all_documents(run: Run, tmp_path: Path) -> None:
    (tmp_path / "spec.yaml").write_text("openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: 3\n")
    (tmp_path / "other.yaml").write_text("swagger: '2.0'\n")
    result = run("lint", "gone.yaml", "other.yaml", "spec.yaml")
    assert (result.code, result.codes) == (2, ["C11", "S11", "S13"])


# whatever happens


@pytest.mark.parametrize(
    "arguments", [["bogus"], ["extract"], ["render", "x"], ["generate", "--colour"], ["extract", "-o"]]
)
def test_wrong_usage_is_2(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.code == 2
    assert "Error: " in result.err


def test_the_list_of_commands_tells_each_whole(run: Run) -> None:
    listed = run("--help").out.partition("Commands:")[2]
    assert len(listed.split("\n  ")) == 7 and "..." not in listed


def test_without_a_command_help_is_shown(run: Run) -> None:
    result = run()
    assert "generate" in result.out + result.err
    assert run("--help").code == run("-h").code == run("--version").code == 0


def test_our_own_mistake_is_70_and_one_message(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("\x1b[31moh")

    shop.make(tmp_path)
    monkeypatch.setattr(pipeline, "extract", fail)
    result = run("extract", "docs")
    assert result.code == 70
    assert "KeyError at test_cli.py:" in result.err
    assert "report" in result.err
    assert "\x1b" not in result.err


@pytest.mark.parametrize(
    "error", [RecursionError(), MemoryError(), AssertionError("x"), UnicodeEncodeError("a", "b", 0, 1, "c")]
)
def test_every_mistake_is_caught(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(*_: object) -> None:
        raise error

    shop.make(tmp_path)
    monkeypatch.setattr(pipeline, "extract", fail)
    assert run("extract", "docs").code == 70


def test_a_traceback_is_there_for_those_who_ask(tmp_path: Path) -> None:
    shop.make(tmp_path)
    breaks = "from generator import cli, pipeline; pipeline.extract = None; cli.main()"
    command = [sys.executable, "-c", breaks, "extract", "docs"]
    quiet = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    loud = subprocess.run(
        command, cwd=tmp_path, capture_output=True, check=False, env={**os.environ, "DOCS2CLIENT_DEBUG": "1"}
    )
    assert (quiet.returncode, b"Traceback" in quiet.stderr) == (70, False)
    assert (loud.returncode, b"Traceback" in loud.stderr) == (70, True)


def test_an_interrupt_is_quiet(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    shop.make(tmp_path)
    monkeypatch.setattr(pipeline, "extract", interrupt)
    assert run("extract", "docs") == Result(130, "", "")


def test_an_interruption_while_modules_are_loaded_is_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    class Interrupted:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "generator.cli":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "generator.cli")
    monkeypatch.setattr(sys, "meta_path", [Interrupted(), *sys.meta_path])
    with pytest.raises(SystemExit) as ended:
        __main__.main()
    assert (ended.value.code, capfd.readouterr().err) == (130, "")


def test_a_reader_that_goes_away_is_no_mistake(tmp_path: Path) -> None:
    shop.make(tmp_path)
    command = [sys.executable, "-m", "generator", "check"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 141


def test_a_full_disk_under_all_streams_is_no_mistake(tmp_path: Path) -> None:
    shop.make(tmp_path, PetsApi=shop.WARNED)
    command = f'"{sys.executable}" -m generator extract docs >/dev/full 2>/dev/full'
    assert subprocess.run(["sh", "-c", command], cwd=tmp_path, check=False).returncode == 2


def test_a_closed_stdin_is_an_empty_one(tmp_path: Path) -> None:
    command = f'"{sys.executable}" -m generator lint - <&-'
    result = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, check=False)
    assert (result.returncode, result.stderr.split()[:2]) == (3, [b"<stdin>:1:1", b"S10"])


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_that_the_caller_closed_are_no_mistake(tmp_path: Path, closed: str) -> None:
    shop.make(tmp_path, PetsApi=shop.WARNED)
    command = f'"{sys.executable}" -m generator generate --no-cache {closed}'
    assert subprocess.run(["sh", "-c", command], cwd=tmp_path, check=False).returncode == 0
    assert (tmp_path / "generated/shop_client/__init__.py").is_file()


def test_a_full_disk_is_a_message(tmp_path: Path) -> None:
    shop.make(tmp_path)
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "generator", "extract", "docs"]
        result = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, check=False)
    assert result.returncode == 2
    assert b"O04" in result.stderr
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x07", "\\x1b[31mred\\x07"),
        ("\x9b2J", "\\x9b2J"),
        ("a\u202eb\u200bc\ufeff", "a\\u202eb\\u200bc\\ufeff"),
        ("a\r\nb\tc", "a\\r\\nb c"),
        ("\udce9", "\\udce9"),
        ("[bold]é ☂ 漢字[/bold]\u00a0x", "[bold]é ☂ 漢字[/bold]\u00a0x"),
    ],
)
def test_what_strangers_write_is_shown_and_not_obeyed(text: str, shown: str) -> None:
    assert printing.visible(text) == shown


def test_a_long_line_is_quoted_around_its_place() -> None:
    line = "a" * 500 + "HERE" + "b" * 500
    excerpt = printing.excerpt(line, 501)
    assert "HERE" in excerpt
    assert len(excerpt) <= printing.QUOTE_WIDTH + 2
    assert printing.excerpt("short", 3) == "short"


def test_a_terminal_gets_colours_and_no_markup_of_strangers(tmp_path: Path) -> None:
    """In a real terminal: styles are there, and what looks like markup or an escape in a document is text."""
    hostile = shop.WARNED.replace("| of |", "| [red]of[/red] \x1b[2J |")
    shop.make(tmp_path, PetsApi=hostile)
    shown = in_terminal(["extract", "docs", "-o", "x.yaml"], tmp_path)
    assert "\x1b[33m" in shown
    assert "[red]of[/red] \\x1b[2J" in shown
    assert "\x1b[2J" not in shown


def in_terminal(arguments: list[str], cwd: Path) -> str:
    """What a command shows in a terminal."""
    import pty

    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "PYTHONPATH": os.pathsep.join(sys.path)}
    environment.pop("NO_COLOR", None)
    main, side = pty.openpty()
    command = [sys.executable, "-m", "generator", *arguments]
    with subprocess.Popen(command, cwd=cwd, stdin=side, stdout=side, stderr=side, env=environment) as running:
        os.close(side)
        shown = b""
        while True:
            try:
                chunk = os.read(main, 4096)
            except OSError:
                break
            if not chunk:
                break
            shown += chunk
        running.wait()
    os.close(main)
    return shown.decode()


def test_problems_without_a_place_have_one_when_printed(capsys: pytest.CaptureFixture[str]) -> None:
    printing.print_problems([Problem("D92", Location("docs"), "x"), Problem("D92", Location("docs"), "x")])
    assert capsys.readouterr().err.splitlines()[0] == "docs:1:1 D92 x"


def test_exit_codes_by_severity_and_letter() -> None:
    def code(*codes: str) -> int:
        return cli.exit_code([Problem(code, Location("x"), "") for code in codes])

    assert [code(), code("D107"), code("D107", "D90"), code("D90", "C09"), code("O01")] == [0, 0, 3, 2, 2]


def test_every_kind_of_change_has_a_word() -> None:
    assert set(printing.WRITTEN) == set(output.Kind)
