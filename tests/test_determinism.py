"""The same spec gives the same bytes: on every run, in every folder, hash seed, locale and time zone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

SURROUNDINGS = {
    "a": {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"},
    "b/deeper": {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai"},
    "c and spaces": {"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "d": {"PYTHONHASHSEED": "3", "LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "e": {"PYTHONHASHSEED": "4", "COLUMNS": "20", "PYTHONOPTIMIZE": "2", "SOURCE_DATE_EPOCH": "1"},
}


def generated(root: Path, folder: Path, surroundings: dict[str, str]) -> dict[str, bytes]:
    """Generate the library in a copy of the project; give its files."""
    folder.mkdir(parents=True)
    shutil.copytree(root / "spec", folder / "spec")
    shutil.copy(root / "pyproject.toml", folder)
    done = subprocess.run(
        [sys.executable, "-m", "trueup", "generate"],
        cwd=folder, env={**os.environ, **surroundings}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return files(folder / "generated")


def files(out: Path) -> dict[str, bytes]:
    """Give what is on disk, what Python leaves behind left out."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts and ".egg-info" not in str(path)
    }


@pytest.mark.parametrize("folder", SURROUNDINGS)
def test_what_is_committed_is_what_generate_writes_anywhere(
    root: Path, tmp_path: Path, folder: str
) -> None:
    made = generated(root, tmp_path / folder, SURROUNDINGS[folder])
    assert made == files(root / "generated")


def test_generating_twice_changes_nothing(root: Path, tmp_path: Path) -> None:
    first = generated(root, tmp_path / "a", {})
    subprocess.run([sys.executable, "-m", "trueup", "generate"], cwd=tmp_path / "a", check=True)
    assert files(tmp_path / "a" / "generated") == first


def test_no_file_says_where_or_when_it_was_made(root: Path) -> None:
    today = datetime.now(UTC).date().isoformat().encode()
    for path, content in files(root / "generated").items():
        assert str(root).encode() not in content, path
        assert b"/tmp/" not in content, path
        assert today not in content, path


def test_every_file_ends_its_lines_as_unix_does_and_is_utf_8(root: Path) -> None:
    for path, content in files(root / "generated").items():
        assert b"\r" not in content, path
        assert content.decode("utf-8").endswith("\n") or not content, path
