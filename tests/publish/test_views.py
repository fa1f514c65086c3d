"""Views of an API: targets with an overlay, each published and held to its own versions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.publish.test_publishing import publish, read, run
from tests.snippets import of_file

SPEC = """
openapi: 3.1.0
info: {title: t, version: 1.0.0, x-released: "2026-01-10"}
tags: [{name: jobs}, {name: backstage, x-internal: true}]
paths:
  /jobs:
    get:
      operationId: listJobs
      tags: [jobs]
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Job"}}}}}
    delete:
      operationId: purgeJobs
      tags: [backstage]
      x-internal: true
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Purge"}}}}}
  /queues:
    get:
      operationId: listQueues
      tags: [jobs]
      responses: {"200": {description: ok}}
  /purges:
    get:
      operationId: listPurges
      tags: [backstage]
      x-internal: true
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Purge"}}}}}
components:
  schemas:
    Job: {type: object, properties: {id: {type: string}}}
    Purge: {type: object, properties: {job: {$ref: "#/components/schemas/Job"}, purged: {type: boolean}}}
"""
WITHOUT_PURGES = SPEC.partition("  /purges:")[0] + "components:" + SPEC.partition("components:")[2]


def shown(language: str, start: str) -> str:
    """Give the code that the README shows."""
    blocks = of_file(ROOT / "README.md", ROOT)
    (found,) = (
        each.text for each in blocks if each.language == language and each.text.startswith(start)
    )
    return found


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a project as the README shows it, without libraries and without rules of what else is published."""
    monkeypatch.chdir(tmp_path)
    settings = shown("toml", '[tool.trueup]\nspec = "spec/openapi.yaml"').replace("spec/", "")
    settings = settings.replace("publish = true", "publish = false")
    for out in ('out = "generated/full"', 'out = "generated/public"'):
        assert out in settings
        settings = settings.replace(out, f"library = false\n{out}")
    (tmp_path / "pyproject.toml").write_text(settings)
    (tmp_path / "public.overlay.yaml").write_text(shown("yaml", "overlay:"))
    assert publish(SPEC).exit_code == 0
    return tmp_path


def diff(spec: str, *arguments: str) -> Any:
    Path("openapi.yaml").write_text(spec)
    return json.loads(run("diff", "--format", "json", *arguments).stdout)["targets"]


def verdicts(spec: str) -> dict[str, tuple[str, str]]:
    return {name: (said["wire"], said["source"]) for name, said in diff(spec).items()}


def test_each_view_is_published_into_its_own_folder_with_an_index_of_its_own(project: Path) -> None:
    for view in ("full", "public"):
        assert (project / "published" / view / "1.0.0/openapi.yaml").is_file()
        assert run("verify", f"published/{view}").exit_code == 0


def test_nothing_of_what_is_internal_is_in_any_file_of_a_view(project: Path) -> None:
    files = read(project / "published/public")
    assert [
        path for path, content in files.items()
        if not path.endswith("swagger-ui-bundle.js")  # in which any word may be
        for word in (b"urge", b"backstage", b"x-internal")
        if word in content
    ] == []  # fmt: skip
    spec = json.loads(files["1.0.0/openapi.json"])
    assert (list(spec["paths"]), list(spec["components"]["schemas"])) == (
        ["/jobs", "/queues"],
        ["Job"],
    )
    full = json.loads((project / "published/full/1.0.0/openapi.json").read_text())
    assert {*full["paths"]} - {*spec["paths"]} == {"/purges"}


@pytest.mark.usefixtures("project")
def test_an_internal_operation_that_goes_is_no_change_of_the_public_view() -> None:
    assert verdicts(WITHOUT_PURGES) == {
        "full": ("breaking", "breaking"), "public": ("no change", "no change"),
    }  # fmt: skip
    done = run("diff")
    assert done.exit_code == 1
    full, public = done.output.split("public:\n")
    assert (full.startswith("full:\n"), "GET /purges: is gone" in full) == (True, True)
    assert public == "wire: no change; source: no change; next version: 1.0.0\n"
    assert run("diff", "--target", "public").exit_code == 0


@pytest.mark.usefixtures("project")
def test_a_public_operation_that_goes_breaks_both_views() -> None:
    without = SPEC.replace(
        "    get:\n      operationId: listJobs",
        "    x-internal: true\n    head:\n      operationId: listJobs",
    )
    assert {name: wire for name, (wire, _) in verdicts(without).items()} == {
        "full": "breaking", "public": "breaking",
    }  # fmt: skip


@pytest.mark.usefixtures("project")
def test_an_operation_that_becomes_internal_is_gone_for_the_public_alone() -> None:
    spec = SPEC.replace("operationId: listJobs", "operationId: listJobs\n      x-internal: true")
    said = verdicts(spec)
    assert (said["full"][0], said["public"][0]) != ("breaking", "breaking")
    (change,) = (each for each in diff(spec)["public"]["changes"] if each["level"] == "wire")
    assert (change["rule"], change["operation"]) == ("operation-removed", "GET /jobs")


def test_a_version_that_breaks_one_view_is_published_for_the_other_alone(project: Path) -> None:
    done = publish(WITHOUT_PURGES.replace("1.0.0,", "1.0.1,"))
    assert (done.exit_code, "TU001 error: version 1.0.1 promises more" in done.stderr) == (1, True)
    assert done.stdout.startswith("published/public/1.0.1: ")
    assert not (project / "published/full/1.0.1").exists()


def test_feeds_of_views_are_told_apart(project: Path) -> None:
    feeds = [
        (project / "published" / view / "changelog.atom").read_text() for view in ("full", "public")
    ]
    assert len({each.partition("<id>")[2].partition("</id>")[0] for each in feeds}) == 2


@pytest.mark.parametrize("path", ["sub/../public.overlay.yaml", "{project}/public.overlay.yaml"])
def test_an_overlay_is_named_by_any_path(project: Path, path: str) -> None:
    file = project / "pyproject.toml"
    (project / "sub").mkdir()
    named = path.format(project=project)
    file.write_text(file.read_text().replace("public.overlay.yaml", named))
    assert verdicts(SPEC)["public"] == ("no change", "no change")


def test_an_action_that_meets_nothing_is_told(project: Path) -> None:
    overlay = project / "public.overlay.yaml"
    overlay.write_text(
        overlay.read_text().replace("$.paths[*][?@['x-internal']", "$.paths[*][?@['x-intern']")
    )
    for verb in ("lint", "publish"):
        done = run(verb, "--target", "public")
        assert (
            "public.overlay.yaml:4:5: TU214 warning: $.paths[*][?@['x-intern'] == true] meets nothing"
            in done.stderr
        )


def test_what_is_of_one_view_needs_its_name(project: Path) -> None:
    assert run("publish", "--out", "elsewhere").exit_code == 2
    assert run("diff", "openapi.yaml", "openapi.yaml").exit_code == 2
    assert run("publish", "--target", "public", "--out", "elsewhere").exit_code == 0
    assert (project / "elsewhere/openapi.yaml").is_file()


def test_two_views_can_not_be_published_into_one_folder(project: Path) -> None:
    file = project / "pyproject.toml"
    file.write_text(file.read_text().replace("published/full", "published/public"))
    done = run("publish")
    assert (done.exit_code, "have `published` in one folder: published/public" in done.stderr) == (
        2,
        True,
    )
