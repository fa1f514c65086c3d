"""The library in a release: pip installs it, its bytes are the same anywhere, and it is the one of this spec."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from packaging.metadata import Metadata

from tests.conftest import ROOT
from trueup.cli import main

WHEEL, SDIST = "dli_flink-1.0.0-py3-none-any.whl", "dli_flink-1.0.0.tar.gz"


def project(folder: Path) -> Path:
    """Copy what a release is made from."""
    folder.mkdir(parents=True)
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info", "build", "dist")
    for name in ("spec", "generated"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def command(folder: Path, *arguments: str, **surroundings: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder, env={**os.environ, **surroundings}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the library in a copy of the project; give the folder of its wheel and source distribution."""
    folder = project(tmp_path_factory.mktemp("published") / "project")
    command(folder, "trueup", "publish", "--out", "release")
    return folder / "release" / "python"


@pytest.mark.parametrize("name", [WHEEL, SDIST])
def test_pip_installs_it_and_a_call_reaches_its_stand_in(
    published: Path, tmp_path: Path, name: str
) -> None:
    install = ["-q", "--no-deps", "--no-index", "--no-build-isolation", "--target", "installed"]
    command(tmp_path, "pip", "install", *install, str(published / name))
    program = """
import sys
sys.path.insert(0, "installed")
import dli_flink
from dli_flink.testing import StandIn
stand_in = StandIn()
with stand_in.client() as client:
    client.update_sql_job(7, smn_topic="flink-oncall")
assert dli_flink.__file__.startswith(sys.argv[1])
print(dli_flink.__version__, stand_in.requests[0].method)
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == ["1.0.0", "PUT"]


def test_what_hatchling_builds_of_the_library_has_the_same_bytes(
    published: Path, tmp_path: Path
) -> None:
    folder = project(tmp_path / "project") / "generated"
    command(folder, "hatchling", "build", "-d", "built")
    built = {path.name: path.read_bytes() for path in (folder / "built").iterdir()}
    assert built == {path.name: path.read_bytes() for path in published.iterdir()}


def test_the_metadata_is_what_the_package_index_asks_for(published: Path) -> None:
    wheel = zipfile.ZipFile(published / WHEEL)
    said = wheel.read("dli_flink-1.0.0.dist-info/METADATA")
    metadata = Metadata.from_email(said, validate=True)
    assert (metadata.name, str(metadata.version)) == ("dli-flink", "1.0.0")
    assert (metadata.license_expression, str(metadata.requires_python)) == ("Apache-2.0", ">=3.11")
    with tarfile.open(published / SDIST) as sdist:
        same = sdist.extractfile("dli_flink-1.0.0/PKG-INFO")
        assert same is not None
        assert same.read() == said


def test_the_wheel_holds_the_files_of_the_library_and_no_other(published: Path) -> None:
    wheel = zipfile.ZipFile(published / WHEEL)
    said = json.loads((ROOT / "generated" / "provenance.json").read_text())["files"]
    inside = {path for path in said if path.startswith("dli_flink/")}
    assert {name for name in wheel.namelist() if ".dist-info/" not in name} == inside
    assert {entry.date_time for entry in wheel.infolist()} == {(2020, 2, 2, 0, 0, 0)}


def test_no_surroundings_change_a_byte(published: Path, tmp_path: Path) -> None:
    folder = project(tmp_path / "elsewhere and deeper" / "project")
    for path in (folder / "generated").rglob("*"):
        os.utime(path, (10**9, 10**9))
        path.chmod(0o700 if path.is_dir() else 0o600)
    (tmp_path / ".gitignore").write_text("*\n")
    surroundings = {"PYTHONHASHSEED": "77", "SOURCE_DATE_EPOCH": "1700000000", "TZ": "Asia/Tokyo"}
    before = os.umask(0o077)
    try:
        said = {**surroundings, "TMPDIR": str(tmp_path), "HATCH_BUILD_HOOKS_ONLY": "1"}
        command(folder, "trueup", "publish", "--out", "release", **said)
    finally:
        os.umask(before)
    made = folder / "release" / "python"
    assert {path.name: path.read_bytes() for path in made.iterdir()} == {
        path.name: path.read_bytes() for path in published.iterdir()
    }


def changed(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        text = (folder / name).read_text("utf-8")
        assert re.search(old, text)
        (folder / name).write_text(re.sub(old, new, text, count=1), "utf-8")

    return change


def without_library(folder: Path) -> None:
    shutil.rmtree(folder / "generated")


def with_a_link(folder: Path) -> None:
    (folder / "generated" / "linked").symlink_to(folder / "spec")


def with_own_templates(folder: Path) -> None:
    (folder / "own" / "package").mkdir(parents=True)
    template = ROOT / "templates" / "package" / "README.md.jinja"
    (folder / "own" / "package" / "README.md.jinja").write_text(template.read_text() + "more\n")
    changed("pyproject.toml", "publish = true", 'publish = true\ntemplates = "own"')(folder)


OF_PROVENANCE = "generated/provenance.json"
ASTRAY: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "no library": (without_library, "generated", "there is no library to publish"),
    "edited": (
        changed("generated/dli_flink/client.py", "import", "import  "),
        "generated/dli_flink/client.py",
        "is not what was generated",
    ),
    "missing": (
        lambda folder: (folder / "generated/dli_flink/py.typed").unlink(),
        "generated/dli_flink/py.typed",
        "is missing",
    ),
    "left over": (
        lambda folder: (folder / "generated/more.py").touch(),
        "generated/more.py",
        "not part of the library",
    ),
    "a link": (with_a_link, "generated/linked", "can't be read"),
    "no provenance": (
        lambda folder: (folder / OF_PROVENANCE).write_text("[]"),
        OF_PROVENANCE,
        "does not say what",
    ),
    "another spec": (
        changed("spec/openapi.yaml", "title: ", "title: Our "),
        OF_PROVENANCE,
        "another spec",
    ),
    "another toolkit": (
        changed(OF_PROVENANCE, '"version": "0.1.0"', '"version": "0.0.9"'),
        OF_PROVENANCE,
        "another toolkit: trueup 0.0.9, and this is 0.1.0",
    ),
    "other tools": (
        changed(OF_PROVENANCE, '"ruff": "[0-9.]+"', '"ruff": "0.1"'),
        OF_PROVENANCE,
        '"ruff": "0.1"',
    ),
    "other templates": (with_own_templates, OF_PROVENANCE, "other templates"),
    "another name": (
        changed("pyproject.toml", 'distribution = "dli-flink"', 'distribution = "jobs"'),
        OF_PROVENANCE,
        '"distribution": "jobs"',
    ),
    "another document": (
        changed(OF_PROVENANCE, '(document.json": ")....', r"\g<1>0000"),
        OF_PROVENANCE,
        "another selection",
    ),
}


@pytest.mark.parametrize(("change", "place", "why"), ASTRAY.values(), ids=ASTRAY)
def test_a_library_that_is_not_the_one_of_now_stops_the_release(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Path], object],
    place: str,
    why: str,
) -> None:
    folder = project(tmp_path / "project")
    change(folder)
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(main, ["publish", "--out", "release", "--format", "json"])
    found = {each["file"]: each for each in json.loads(done.output)["findings"]}
    assert (done.exit_code, (folder / "release").exists()) == (1, False)
    assert why in found[place]["message"]
    assert place != OF_PROVENANCE or found[place]["code"] in ("TU611", "TU615")
    assert "trueup generate" in found[place]["fix"] or "delete" in found[place]["fix"]


def test_a_release_without_a_library_is_one_that_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project(tmp_path / "project")
    without_library(folder)
    monkeypatch.chdir(folder)
    for out, arguments in (("flag", ["--no-library"]), ("setting", [])):
        if not arguments:
            changed("pyproject.toml", "publish = true", "publish = true\nlibrary = false")(folder)
        done = CliRunner().invoke(main, ["publish", "--out", out, *arguments])
        assert (done.exit_code, (folder / out / "python").exists()) == (0, False), done.output


def test_a_library_that_something_else_builds_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project(tmp_path / "project")
    pyproject = "generated/pyproject.toml"
    before = provenance_of(folder)
    changed(pyproject, "hatchling.build", "setuptools.build_meta")(folder)
    before["files"]["pyproject.toml"] = sha256(folder / pyproject)
    (folder / OF_PROVENANCE).write_text(json.dumps(before))
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(main, ["publish", "--out", "release"])
    assert done.exit_code == 1
    assert f"{pyproject}: TU616 error: can't be built: it is built by setuptools" in done.output


def provenance_of(folder: Path) -> Any:
    return json.loads((folder / OF_PROVENANCE).read_text())


def sha256(path: Path) -> str:
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()
