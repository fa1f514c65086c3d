"""Each file of a release is read by the reader of its kind, strictly."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from trueup.cli import main


def as_json(content: bytes) -> Any:
    """Read JSON without the numbers that it doesn't have, and without a name that stands twice."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len({name for name, _ in pairs}) == len(pairs), pairs
        return dict(pairs)

    def refused(name: str) -> None:
        raise AssertionError(name)

    return json.loads(content.decode("utf-8"), object_pairs_hook=once, parse_constant=refused)


def as_text(content: bytes) -> None:
    text = content.decode("utf-8")
    assert text.endswith("\n")
    assert not {"\r", "\ufeff"} & {*text}


def names_of_archive(content: bytes) -> list[str]:
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        return archive.getnames()


READERS: Mapping[str, Callable[[bytes], Any]] = {
    ".json": as_json,
    "": lambda content: as_json(content) if content.startswith(b"{") else as_text(content),
    ".yaml": lambda content: [*yaml.safe_load_all(content)],
    ".atom": ElementTree.fromstring,
    ".md": as_text,
    ".html": as_text,
    ".whl": lambda content: zipfile.ZipFile(io.BytesIO(content)).testzip(),
    ".gz": names_of_archive,
}

# Swagger UI's own files, byte by byte as its package has them.
VENDORED = {"swagger-ui-bundle.js", "swagger-ui.css", "LICENSE"}


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("every") / "release"
    done = CliRunner().invoke(main, ["publish", "--out", str(folder)])
    assert done.exit_code == 0, done.output
    return folder


def test_each_file_is_read_by_the_reader_of_its_kind(release: Path) -> None:
    files = [path for path in release.rglob("*") if path.is_file()]
    assert len(files) > 20
    for path in files:
        if path.name not in VENDORED:
            READERS[path.suffix](path.read_bytes())
    assert {path.name for path in files} >= VENDORED


def test_each_json_schema_is_one_by_its_own_schema(release: Path) -> None:
    schemas = [as_json(path.read_bytes()) for path in release.glob("schemas/*.json")]
    assert schemas
    for schema in schemas:
        assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
        Draft202012Validator.check_schema(schema)


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="there is no sha256sum on the PATH")
def test_sha256sum_finds_every_digest_right(release: Path) -> None:
    command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    done = subprocess.run(command, cwd=release, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
