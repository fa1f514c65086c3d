"""The statement of a release: every digest in it can be computed again from what it names."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from tests.conftest import ROOT
from trueup.cli import main

SPEC = """
openapi: 3.1.0
info: {title: Small, version: 1.0.0}
servers: [{url: https://api.example.org}]
paths:
  /things/{id}:
    get:
      operationId: readThing
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200": {description: a, content: {application/json: {schema: {$ref: "parts/thing.yaml"}}}}
"""
OVERLAY = """
overlay: 1.0.0
info: {title: Ours, version: "1"}
actions:
  - target: $.info
    update: {contact: {name: us}}
"""
FILES = {
    "openapi.yaml": SPEC,
    "ours.yaml": OVERLAY,
    "parts/thing.yaml": "type: object\n",
    "before/openapi.yaml": SPEC.replace("1.0.0}", "0.9.0}"),
    "before/parts/thing.yaml": "type: object\n",
}


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def published(out: Path, *arguments: str) -> Any:
    """Publish, and give the predicate of the statement."""
    done = CliRunner().invoke(main, ["publish", "--out", str(out), *arguments])
    assert done.exit_code == 0, done.output
    return json.loads((out / "statement.json").read_text())["predicate"]


def dependencies(predicate: Any) -> list[tuple[str, str, str]]:
    """Give role, name and digest of all that a release was made from."""
    said = predicate["buildDefinition"]["resolvedDependencies"]
    return [(each["annotations"]["role"], each["name"], each["digest"]["sha256"]) for each in said]


@pytest.fixture(scope="module")
def predicate(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return published(tmp_path_factory.mktemp("stated") / "release")


def test_each_file_that_is_named_has_the_digest_that_is_said(predicate: Any) -> None:
    told = dependencies(predicate)
    files = [each for each in told if each[0] not in ("page", "templates")]
    assert {role for role, _, _ in files} == {"spec", "rulings", "facts", "library"}
    assert [sha for _, _, sha in files] == [sha256(ROOT / name) for _, name, _ in files]


def test_the_page_is_named_with_the_digest_that_its_facts_hold(predicate: Any) -> None:
    (facts,) = (ROOT / "spec" / "page").glob("*.facts.yaml")
    page = yaml.safe_load(facts.read_text())["page"]
    assert ("page", page["file"], page["sha256"]) in dependencies(predicate)


def test_the_templates_have_the_digest_of_the_librarys_provenance(predicate: Any) -> None:
    said = json.loads((ROOT / "generated" / "provenance.json").read_text())["templates"]
    assert ("templates", "templates", said["sha256"]) in dependencies(predicate)
    digest, site = hashlib.sha256(), ROOT / "templates" / "site"
    for path in sorted(site.rglob("*"), key=lambda each: each.relative_to(site).as_posix()):
        if path.suffix in (".py", ".jinja"):
            name = f"site/{path.relative_to(site).as_posix()}"
            digest.update(f"{name}\0{path.read_text()}\0".encode())
    assert ("templates", "templates/site", digest.hexdigest()) in dependencies(predicate)


def test_the_builder_says_the_versions_that_decide_bytes(predicate: Any) -> None:
    said = predicate["runDetails"]["builder"]["version"]
    assert (said.pop("trueup"), said.pop("deflate") in ("zlib", "zlib-ng")) == ("0.1.0", True)
    assert said == {name: version(name) for name in said}
    assert {"datamodel-code-generator", "jinja2", "ruff", "hatchling"} <= said.keys()


def test_overlays_referenced_files_and_editions_before_are_named_and_no_folder_above_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "project"
    for name, text in FILES.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text)
    outside = tmp_path / "outside.yaml"
    outside.write_text(OVERLAY.replace("us}", "them}"))
    monkeypatch.chdir(project)
    (project / "pyproject.toml").write_text(
        f'[tool.trueup]\noverlay = ["ours.yaml", "{outside}"]\nlibrary = false\n'
    )
    predicate = published(Path("release"), "--previous", "before/openapi.yaml")
    told = dependencies(predicate)
    assert [(role, name) for role, name, _ in told if role != "templates"] == [
        ("overlay", "ours.yaml"),
        ("overlay", "outside.yaml"),
        ("previous", "before/openapi.yaml"),
        ("referenced", "parts/thing.yaml"),
        ("spec", "openapi.yaml"),
    ]
    for role, name, said in told:
        if role != "templates":
            assert said == sha256(outside if name == "outside.yaml" else project / name)
    assert str(tmp_path) not in Path("release/statement.json").read_text()
