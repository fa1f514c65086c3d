"""A kill at any moment of writing leaves the old library or the new, and the next run tidies up."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from trueup import output

OLD = {
    "README.md": "# old\n",
    "small/__init__.py": "",
    "small/gone.py": "",
    "provenance.json": "{}",
}
NEW = {
    "README.md": "# new\n",
    "small/__init__.py": "",
    "small/a/b.py": "",
    "provenance.json": "{ }",
}


class Killed(BaseException):
    """The process is dead: nothing that it would still do happens."""


def files(out: Path) -> dict[str, str]:
    """Give what is on disk."""
    found = (path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_text("utf-8") for path in found}


def exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in what counts as one step."""
    shutil.move(one, one.with_name("between"))
    shutil.move(other, one)
    shutil.move(one.with_name("between"), other)
    return True


def not_exchanged(one: Path, other: Path) -> bool:
    """Be a system that can't exchange two folders."""
    return False


def half_removed(folder: Path) -> None:
    """Remove some of a folder: a kill comes in the middle."""
    for path in [path for path in folder.rglob("*") if path.is_file()][::2]:
        path.unlink()


@contextmanager
def killed_before(step: int, exchange: Callable[[Path, Path], bool]) -> Iterator[list[str]]:
    """Let each touch of the disk be a step, and die before one of them; give those that were made."""
    made: list[str] = []

    def counted(name: str, does: Callable[..., Any]) -> Callable[..., Any]:
        def stepping(*arguments: Any, **options: Any) -> Any:
            if len(made) >= step:
                if name == "rmtree" and len(made) == step:
                    half_removed(Path(arguments[0]))
                made.append("killed")
                raise Killed
            made.append(name)
            return does(*arguments, **options)

        return stepping

    def imports(*arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess([], 0)

    with pytest.MonkeyPatch.context() as patch:
        for owner, name, does in (
            (tempfile, "mkdtemp", tempfile.mkdtemp),
            (Path, "mkdir", Path.mkdir),
            (Path, "write_bytes", Path.write_bytes),
            (Path, "chmod", Path.chmod),
            (Path, "rename", Path.rename),
            (shutil, "rmtree", shutil.rmtree),
            (subprocess, "run", imports),
            (output, "_exchange", exchange),
        ):
            patch.setattr(owner, name, counted(name, does))
        yield made


def write(
    plan: dict[str, str], out: Path, step: int, exchange: Callable[[Path, Path], bool]
) -> list[str]:
    """Write a plan, and be killed before a step; give the steps that were made."""
    with killed_before(step, exchange) as made:
        try:
            assert output.write(plan, out, "small") == ()
        except Killed:
            assert made[-1] == "killed"
    return made


@pytest.mark.parametrize("exchange", [exchanged, not_exchanged])
def test_a_kill_before_any_step_leaves_the_old_or_the_new(
    tmp_path: Path, exchange: Callable[[Path, Path], bool]
) -> None:
    step = 0
    for step in range(100):
        out = tmp_path / str(step) / "out"
        write(OLD, out, 100, exchange)
        made = write(NEW, out, step, exchange)
        left = out if out.exists() or exchange is exchanged else out.with_name(".out.old")
        assert files(left) in (OLD, NEW), made
        write(NEW, out, 100, exchange)
        assert files(out) == NEW, made
        assert [path.name for path in out.parent.iterdir()] == ["out"], made
        if "killed" not in made:
            break
    assert step > 8


@pytest.mark.parametrize("exchange", [exchanged, not_exchanged])
def test_a_kill_before_any_step_of_the_first_time_leaves_nothing_or_all(
    tmp_path: Path, exchange: Callable[[Path, Path], bool]
) -> None:
    step = 0
    for step in range(100):
        out = tmp_path / str(step) / "out"
        made = write(NEW, out, step, exchange)
        assert files(out) in ({}, NEW), made
        write(NEW, out, 100, exchange)
        assert files(out) == NEW, made
        assert [path.name for path in out.parent.iterdir()] == ["out"], made
        if "killed" not in made:
            break
    assert step > 8


def test_a_library_that_is_only_aside_is_brought_back_even_if_the_new_one_does_not_import(
    tmp_path: Path,
) -> None:
    out = tmp_path / "out"
    output.write(OLD, out, "small")
    out.rename(out.with_name(".out.old"))
    assert output.write({**NEW, "small/a/b.py": "raise ValueError\n"}, out, "small")
    assert files(out) == OLD


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has renameat2")
def test_two_folders_change_places_or_stay(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    output.write(OLD, one, "small")
    output.write(NEW, other, "small")
    done = output._exchange(one, other)
    assert files(one) == (NEW if done else OLD)
    assert files(other) == (OLD if done else NEW)


@pytest.mark.parametrize("step", ["mkdir", "write_bytes", "rename"])
def test_a_disk_that_refuses_a_step_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    out = tmp_path / "out"
    output.write(OLD, out, "small")

    def full(*arguments: object, **options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output, "_exchange", not_exchanged)
    with monkeypatch.context() as patch:
        patch.setattr(Path, step, full)
        (told,) = output.write(NEW, out, "small")
    assert "no space" in told.message
    assert files(out) == OLD
