"""What is on the disk and what should be."""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator import output
from generator.output import Kind, Output, staging
from generator.problems import ProblemsError

FILES = {"__init__.py": "one = 1\n", "api/pets.py": "pets = 2\n"}


def wanted(root: Path, files: Mapping[str, str] = FILES, spec: str = "openapi: 3.1.0\n") -> Output:
    return Output(root / "pkg", files, spec, root / "openapi.yaml")


def found(result: Output) -> dict[str, Kind]:
    root = result.package.parent
    return {change.path.relative_to(root).as_posix(): change.kind for change in output.changes(result)}


def tree(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text() for path in sorted(root.rglob("*")) if path.is_file()}


def refused(*results: Output) -> list[str]:
    before = tree(results[0].package.parent)
    with pytest.raises(ProblemsError) as caught:
        output.write(*results)
    assert tree(results[0].package.parent) == before
    return [problem.code for problem in caught.value.problems]


def test_what_is_written_is_what_was_wanted(tmp_path: Path) -> None:
    assert found(wanted(tmp_path)) == dict.fromkeys(
        ("openapi.yaml", "pkg/.docs2client.json", "pkg/__init__.py", "pkg/api/pets.py"), Kind.MISSING
    )
    (written,) = output.write(wanted(tmp_path))
    assert written.problems == ()
    assert found(wanted(tmp_path)) == {}
    assert sorted(tree(tmp_path)) == [
        "openapi.yaml",
        "pkg/.docs2client.json",
        "pkg/__init__.py",
        "pkg/api/pets.py",
    ]
    assert (tmp_path / "pkg").stat().st_mode & 0o777 == 0o777 & ~umask()


def umask() -> int:
    value = os.umask(0)
    os.umask(value)
    return value


def test_writing_again_touches_nothing(tmp_path: Path) -> None:
    output.write(wanted(tmp_path))
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    (written,) = output.write(wanted(tmp_path))
    assert written.changes == ()
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_only_changed_files_get_a_new_time(tmp_path: Path) -> None:
    output.write(wanted(tmp_path))
    os.utime(tmp_path / "pkg/__init__.py", (1, 1))
    output.write(wanted(tmp_path, {**FILES, "api/pets.py": "pets = 3\n"}))
    assert (tmp_path / "pkg/__init__.py").stat().st_mtime == 1
    assert (tmp_path / "pkg/api/pets.py").read_text() == "pets = 3\n"


def test_stale_edited_missing_and_left_over_are_told_apart(tmp_path: Path) -> None:
    output.write(wanted(tmp_path, {**FILES, "old.py": "", "gone.py": "x = 1\n"}))
    (tmp_path / "pkg/api/pets.py").write_text("mine = 1\n")
    (tmp_path / "pkg/gone.py").unlink()
    (tmp_path / "pkg/foreign.txt").write_text("mine")
    (tmp_path / "openapi.yaml").write_text("mine\n")
    new = wanted(tmp_path, {**FILES, "__init__.py": "one = 2\n", "gone.py": "x = 1\n"})
    assert found(new) == {
        "openapi.yaml": Kind.EDITED,
        "pkg/.docs2client.json": Kind.STALE,
        "pkg/__init__.py": Kind.STALE,
        "pkg/api/pets.py": Kind.EDITED,
        "pkg/foreign.txt": Kind.LEFT_OVER,
        "pkg/gone.py": Kind.MISSING,
        "pkg/old.py": Kind.LEFT_OVER,
    }
    (written,) = output.write(new)
    assert [(problem.code, Path(problem.location.path).name) for problem in written.problems] == [
        ("O11", "openapi.yaml"),
        ("O11", "pets.py"),
        ("O12", "foreign.txt"),
    ]
    assert found(new) == {"pkg/foreign.txt": Kind.LEFT_OVER}
    assert not (tmp_path / "pkg/old.py").exists()


def test_a_checkout_with_other_ends_of_lines_is_as_it_was(tmp_path: Path) -> None:
    output.write(wanted(tmp_path))
    for path in (one for one in tmp_path.rglob("*") if one.is_file()):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert found(wanted(tmp_path)) == {}
    assert found(wanted(tmp_path, {**FILES, "api/pets.py": "pets = 3\n"}))["pkg/api/pets.py"] == Kind.STALE


def test_a_spec_that_nobody_edited_is_stale(tmp_path: Path) -> None:
    output.write(wanted(tmp_path))
    assert found(wanted(tmp_path, spec="openapi: 3.1.1\n"))["openapi.yaml"] is Kind.STALE


def test_a_left_over_file_that_was_edited_is_kept(tmp_path: Path) -> None:
    output.write(wanted(tmp_path, {**FILES, "old.py": "old = 1\n"}))
    (tmp_path / "pkg/old.py").write_text("old = 2  # my own work\n")
    (written,) = output.write(wanted(tmp_path))
    assert [problem.code for problem in written.problems] == ["O12"]
    assert (tmp_path / "pkg/old.py").read_text() == "old = 2  # my own work\n"


def test_what_python_leaves_behind_does_not_count(tmp_path: Path) -> None:
    output.write(wanted(tmp_path))
    (tmp_path / "pkg/__pycache__").mkdir()
    (tmp_path / "pkg/__pycache__/x.pyc").write_text("")
    assert found(wanted(tmp_path)) == {}


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg/thesis.txt").write_text("years of work")
    assert refused(wanted(tmp_path)) == ["O01"]


def test_an_empty_folder_is_nobodys(tmp_path: Path) -> None:
    (tmp_path / "pkg").mkdir()
    output.write(wanted(tmp_path))
    assert found(wanted(tmp_path)) == {}


@pytest.mark.parametrize("manifest", ["", "<<<<<<< HEAD", "[]", '{"files": 3}', "[" * 100_000])
def test_a_broken_manifest_owns_nothing(tmp_path: Path, manifest: str) -> None:
    output.write(wanted(tmp_path))
    (tmp_path / "pkg/.docs2client.json").write_text(manifest)
    assert refused(wanted(tmp_path, {"__init__.py": ""})) == ["O02"]


def test_a_manifest_can_delete_nothing_outside_of_the_package(tmp_path: Path) -> None:
    output.write(wanted(tmp_path))
    (tmp_path / "precious").write_text("x")
    path = tmp_path / "pkg/.docs2client.json"
    manifest = json.loads(path.read_text())
    manifest["files"]["../precious"] = manifest["files"]["__init__.py"]
    path.write_text(json.dumps(manifest))
    output.write(wanted(tmp_path))
    assert (tmp_path / "precious").exists()
    assert found(wanted(tmp_path)) == {}


@pytest.mark.parametrize("name", ["new.py", "new", "api/pets.py/x"])
def test_a_file_of_somebody_else_in_the_way(tmp_path: Path, name: str) -> None:
    output.write(wanted(tmp_path, {"__init__.py": ""}))
    (tmp_path / "pkg" / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "pkg" / name).write_text("mine")
    files = {"__init__.py": "", "new.py": "new = 1\n", "new/x.py": "x = 1\n", "api/pets.py": ""}
    assert refused(wanted(tmp_path, files)) == ["O03"]


def test_links_are_never_written_through(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "pets.py").write_text("theirs")
    output.write(wanted(tmp_path))
    (tmp_path / "pkg/api/pets.py").unlink()
    (tmp_path / "pkg/api/pets.py").symlink_to(outside / "pets.py")
    (tmp_path / "pkg/more").symlink_to(outside)
    assert found(wanted(tmp_path)) == {"pkg/api/pets.py": Kind.EDITED, "pkg/more": Kind.LEFT_OVER}
    output.write(wanted(tmp_path))
    assert (outside / "pets.py").read_text() == "theirs"
    assert not (tmp_path / "pkg/api/pets.py").is_symlink()
    assert (tmp_path / "pkg/more").is_symlink()


def test_a_package_or_spec_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "pkg").symlink_to("there")
    (tmp_path / "openapi.yaml").symlink_to("elsewhere.yaml")
    assert refused(wanted(tmp_path)) == ["O01", "O01"]


def test_a_disk_that_says_no_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ProblemsError) as caught:
        output.write(Output(tmp_path / "file" / "pkg", FILES, ""))
    (problem,) = caught.value.problems
    assert (problem.code, problem.location.path) == ("O04", f"{tmp_path}/file/pkg")
    with pytest.raises(ProblemsError) as caught:
        output.write_file(tmp_path / "file" / "spec.yaml", "")
    (problem,) = caught.value.problems
    assert (problem.code, problem.location.path) == ("O04", f"{tmp_path}/file/spec.yaml")


def test_all_that_cannot_be_written_is_told_and_nothing_else_is_written(tmp_path: Path) -> None:
    output.write(wanted(tmp_path))
    new = wanted(tmp_path, {"__init__.py": "one = 2\n"}, spec="openapi: 3.1.1\n")
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs/notes.txt").write_text("mine")
    (tmp_path / "file").write_text("")
    foreign = Output(tmp_path / "theirs", FILES, "")
    assert refused(new, foreign, Output(tmp_path / "file", FILES, "", tmp_path / "theirs")) == ["O01", "O01", "O01"]
    assert refused(new, Output(tmp_path / "other", FILES, "", tmp_path / "file/spec.yaml")) == ["O04"]
    too_long = Output(tmp_path / "other", {"a" * 300: ""}, "")
    assert refused(new, too_long) == ["O04"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "openapi.yaml", "pkg", "theirs"]
    output.write(new, Output(tmp_path / "other", FILES, ""))
    assert found(new) == {}


def test_a_folder_that_is_reached_in_two_ways_is_locked_once(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    output.write(Output(tmp_path / "real/pkg", FILES, "spec", tmp_path / "link/openapi.yaml"))
    assert sorted(path.name for path in (tmp_path / "real").iterdir()) == ["openapi.yaml", "pkg"]


@pytest.mark.parametrize("path", ["../x.py", "/x.py", "a/../../x.py", ".docs2client.json"])
def test_a_path_out_of_the_package_is_never_written(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="not a path of a package"):
        output.write(wanted(tmp_path, {path: ""}))


@pytest.mark.parametrize("step", range(10))
@pytest.mark.parametrize("exchange", [True, False])
def test_a_crash_leaves_the_old_or_the_new_after_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, exchange: bool
) -> None:
    """Kill a writer at its n-th change of the disk; the next run finds a whole package and makes it the wanted one."""
    output.write(wanted(tmp_path))
    old = tree(tmp_path / "pkg")
    new = wanted(tmp_path, {"__init__.py": "one = 2\n", "b.py": "b = 1\n"})
    process = multiprocessing.get_context("fork").Process(target=_write_and_die, args=(new, step, exchange))
    process.start()
    process.join()
    left = tree(tmp_path / "pkg") if (tmp_path / "pkg").exists() else None
    assert left in (old, _as_tree(new)) or (left is None and not exchange)
    output.write(new)
    assert tree(tmp_path / "pkg") == _as_tree(new)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["openapi.yaml", "pkg"]


def _as_tree(result: Output) -> dict[str, str]:
    return {path: content.decode() for path, content in sorted(result.wanted().items())}


def _write_and_die(result: Output, step: int, exchange: bool) -> None:
    """Write, and die without any clean-up before the n-th file is written, linked, renamed or exchanged."""
    left = iter(range(step))
    if not exchange:
        staging._exchange = lambda one, other: False
    for owner, name in (
        (Path, "write_bytes"),
        (Path, "rename"),
        (Path, "replace"),
        (os, "link"),
        (staging, "_exchange"),
    ):
        setattr(owner, name, _dying(getattr(owner, name), left))
    output.write(result)


def _dying(function: object, left: object) -> object:
    def step(*args: object, **kwargs: object) -> object:
        if next(left, None) is None:  # type: ignore[call-overload]
            os._exit(1)
        return function(*args, **kwargs)  # type: ignore[operator]

    return step


def test_runs_at_the_same_time_leave_a_whole_package(tmp_path: Path) -> None:
    """Many writers of two different packages: what is left is one of the two, whole, and nothing beside it."""
    variants = [wanted(tmp_path, {f"m{n}.py": f"v = {v}\n" for n in range(20)}, spec=f"v: {v}\n") for v in (1, 2)]
    fork = multiprocessing.get_context("fork")
    writers = [fork.Process(target=_write_often, args=(variant,)) for variant in variants * 2]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 4
    assert tree(tmp_path / "pkg") in [_as_tree(variant) for variant in variants]
    assert any(output.changes(variant) == () for variant in variants)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["openapi.yaml", "pkg"]


def test_who_looks_while_others_write_sees_the_old_or_the_new(tmp_path: Path) -> None:
    old, new = (wanted(tmp_path, {f"m{n}.py": f"v = {v}\n" for n in range(50)}, spec=f"v: {v}\n") for v in (1, 2))
    output.write(old)
    writer = multiprocessing.get_context("fork").Process(target=_write_often, args=(new, old))
    writer.start()
    seen = set()
    while writer.is_alive():
        seen.add(len(output.changes(old)))
    assert seen <= {0, 52}


def _write_often(*results: Output) -> None:
    for _ in range(10):
        for result in results:
            output.write(result)
