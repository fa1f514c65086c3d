"""`trueup diff` as it is called: what it prints in each format, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from trueup.cli import main

SPEC = """
openapi: 3.1.0
info: {title: t, version: "1"}
paths:
  /a:
    put:
      operationId: putA
      requestBody:
        content:
          application/json:
            schema: {$ref: "#/components/schemas/A"}
      responses: {"200": {description: ok}}
components:
  schemas:
    A:
      type: object
      properties:
        name:
          type: string
          maxLength: 57
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "old.yaml").write_text(SPEC)
    (tmp_path / "new.yaml").write_text(SPEC.replace("57", "40"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["diff", *arguments])


@pytest.mark.usefixtures("folder")
def test_text_names_the_rule_both_places_and_a_value_that_shows_it() -> None:
    done = run("old.yaml", "new.yaml")
    assert done.exit_code == 1
    assert done.output.splitlines() == [
        "breaking      PUT /a request.name: maxLength 57 → 40",
        "              request-max-length-narrowed   old old.yaml:20:11   new new.yaml:20:11   shown by "
        f'{{"name":"{"a" * 57}"}}',
        "wire: 1 breaking; source: no change; next version: 2.0.0",
    ]


@pytest.mark.usefixtures("folder")
def test_what_breaks_nobody_ends_with_0() -> None:
    done = run("new.yaml", "old.yaml")
    assert (done.exit_code, done.output.splitlines()[-1]) == (
        0,
        "wire: 1 compatible; source: no change; next version: 1.1.0",
    )
    assert run("old.yaml", "old.yaml").output == (
        "wire: no change; source: no change; next version: 1.0.0\n"
    )


@pytest.mark.usefixtures("folder")
def test_json_has_both_verdicts_and_the_witness() -> None:
    done = json.loads(run("old.yaml", "new.yaml", "--format", "json").output)
    assert (done["wire"], done["source"]) == ("breaking", "no change")
    (change,) = done["changes"]
    assert (change["rule"], change["witness"]) == (
        "request-max-length-narrowed",
        {"name": "a" * 57},
    )


@pytest.mark.usefixtures("folder")
def test_markdown_is_an_entry_of_a_changelog_and_github_gets_annotations() -> None:
    assert (
        "- **breaking** `PUT /a request.name`: maxLength 57 → 40"
        in run("old.yaml", "new.yaml", "--format", "markdown").output
    )
    annotation = (
        "::error file=new.yaml,line=20,col=11,title=request-max-length-narrowed"
        "::PUT /a request.name: maxLength 57 → 40"
    )
    assert run("old.yaml", "new.yaml", "--format", "github").output.splitlines() == [annotation]


def test_a_spec_that_can_not_be_read_is_a_finding(folder: Path) -> None:
    (folder / "new.yaml").write_text("openapi: [")
    done = run("old.yaml", "new.yaml")
    assert done.exit_code == 1
    assert "new.yaml:2:1: TU102" in done.output
