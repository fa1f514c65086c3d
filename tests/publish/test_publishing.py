"""`trueup publish --against FOLDER`: each version once, held to all that were published before it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from trueup.cli import main

SPEC = """
openapi: 3.1.0
info: {title: t, version: 1.0.0}
paths:
  /a:
    put:
      operationId: putA
      requestBody:
        required: true
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
LONGER = SPEC.replace("57", "64").replace("1.0.0}", "1.1.0}")
SHORTER = SPEC.replace("57", "40").replace("1.0.0}", "1.2.0}")
WAIVERS = """
waivers:
  - rule: request-max-length-narrowed
    field: request.name
    reason: names were cut at 40 all along
    owner: streaming
    expires: "2027-03-31"
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a project whose versions are published in one folder."""
    monkeypatch.chdir(tmp_path)
    configure(tmp_path)
    (tmp_path / "openapi.yaml").write_text(SPEC)
    return tmp_path


def configure(project: Path, *more: str) -> None:
    (project / "pyproject.toml").write_text(
        "\n".join(["[tool.trueup]", "library = false", 'published = "published"', *more, ""])
    )


def run(verb: str, *arguments: str) -> Result:
    return CliRunner().invoke(main, [verb, *arguments], catch_exceptions=False)


def publish(spec: str, *arguments: str) -> Result:
    Path("openapi.yaml").write_text(spec)
    return run("publish", *arguments)


def told(version: str) -> Any:
    return json.loads(Path(f"published/{version}/changes.json").read_text())


def read(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_a_release_goes_to_the_folder_of_its_version_and_tells_what_changed_since_each(
    project: Path,
) -> None:
    first = publish(SPEC)
    assert (first.exit_code, "the first version" in first.output) == (0, True)
    assert publish(LONGER).exit_code == 0
    third = publish(LONGER.replace("64", "80").replace("1.1.0}", "1.2.0}"))
    assert third.stdout.startswith("published/1.2.0: ")
    assert "wire: 2 compatible; source: no change; next version: 1.2.0" in third.output
    assert [each["version"] for each in told("1.2.0")["since"]] == ["1.0.0", "1.1.0"]
    assert run("verify", "published/1.2.0").exit_code == 0
    assert not (project / "published/1.0.0/changes.json").exists()


def test_a_version_is_published_once_and_again_with_the_same_content_only(project: Path) -> None:
    for spec in (SPEC, LONGER, SPEC, LONGER):
        assert publish(spec).exit_code == 0
    before = read(project)
    assert publish(SPEC).exit_code == 0, "later versions are none that it is a change from"
    assert read(project) == {**before, "openapi.yaml": SPEC.encode()}
    other = SPEC.replace("title: t", "title: other")
    for arguments in ((), ("--out", "elsewhere")):
        done = publish(other, *arguments)
        assert done.exit_code == 1
        assert "published/1.0.0: TU613 error: holds something else: CHANGELOG.md," in done.output
        assert "raise info.version" in done.output
    assert not (project / "elsewhere").exists()


def test_versions_are_numbers_and_come_in_their_order(project: Path) -> None:
    publish(SPEC.replace("1.0.0}", "1.9.0}"))
    publish(SPEC.replace("1.0.0}", "1.10.0}"))
    publish(LONGER.replace("1.1.0}", "1.11.0}"))
    since = told("1.11.0")["since"]
    assert [each["version"] for each in since] == ["1.9.0", "1.10.0"]


def test_the_same_release_may_go_elsewhere_too(project: Path) -> None:
    assert publish(SPEC).exit_code == 0
    assert publish(LONGER, "--out", "elsewhere").exit_code == 0
    assert not (project / "published/1.1.0").exists()
    assert [each["version"] for each in json.loads(
        (project / "elsewhere/changes.json").read_text())["since"]] == ["1.0.0"]  # fmt: skip


def test_a_version_that_promises_more_than_what_changed_since_any_is_refused(project: Path) -> None:
    assert publish(SPEC).exit_code == 0
    done = publish(SHORTER)
    assert (done.exit_code, (project / "published/1.2.0").exists()) == (1, False)
    assert "TU001 error: version 1.2.0 promises more" in done.output
    assert publish(SHORTER.replace("1.2.0}", "2.0.0}")).exit_code == 0


def test_a_version_that_can_name_no_folder_is_refused(project: Path) -> None:
    done = publish(SPEC.replace("1.0.0}", '"../outside"}'))
    assert (done.exit_code, "TU223 error" in done.output) == (1, True)
    assert not (project / "outside").exists()


def test_what_is_waived_is_published_with_who_answers_for_it_and_needs_no_waiver_again(
    project: Path,
) -> None:
    configure(project, 'waivers = "waivers.yaml"')
    waivers = project / "waivers.yaml"
    waivers.write_text("waivers: []")
    assert publish(SPEC).exit_code == 0
    waivers.write_text(WAIVERS)
    assert publish(SHORTER, "--today", "2027-04-01").exit_code == 1, "it has expired"
    assert publish(SHORTER, "--today", "2027-03-31").exit_code == 0
    assert (
        "waived until 2027-03-31 by streaming"
        in (project / "published/1.2.0/CHANGES.md").read_text()
    )
    waivers.write_text("waivers: []")
    later = SHORTER.replace("1.2.0}", "1.2.1}").replace("title: t", "title: t, description: d")
    assert publish(later).exit_code == 0
    (change,) = (each for each in told("1.2.1")["changes"] if each["effect"] == "breaking")
    assert (change["since"], change["waived"]["owner"]) == (["1.0.0"], "streaming")


def test_a_waiver_that_was_published_holds_for_no_break_after_it(project: Path) -> None:
    (project / "waivers.yaml").write_text(WAIVERS)
    assert publish(SPEC).exit_code == 0
    assert publish(SHORTER, "--waivers", "waivers.yaml", "--today", "2027-01-01").exit_code == 0
    done = publish(SHORTER.replace("40", "30").replace("1.2.0}", "1.3.0}"))
    assert done.exit_code == 1
    assert "since 1.2.0 allows\n    fix: make it 2.0.0" in done.output


def test_an_edition_is_read_as_it_was_published_whatever_the_settings_do_to_the_spec(
    project: Path,
) -> None:
    overlay = {"overlay": "1.0.0", "info": {"title": "o", "version": "1"}, "actions": [
        {"target": "$.components.schemas.A.properties.name", "update": {"maxLength": 70}}]}  # fmt: skip
    (project / "overlay.json").write_text(json.dumps(overlay))
    assert publish(SPEC).exit_code == 0
    configure(project, 'overlay = ["overlay.json"]', 'include = ["operation:putA"]')
    Path("openapi.yaml").write_text(LONGER)
    (change,) = json.loads(run("diff", "--format", "json").stdout)["changes"]
    assert change["message"] == "maxLength 57 → 70"
    assert publish(LONGER).exit_code == 0
    assert [each["message"] for each in told("1.1.0")["changes"]] == ["maxLength 57 → 70"]


def test_a_version_that_is_there_in_both_forms_is_one(project: Path) -> None:
    assert publish(SPEC).exit_code == 0
    assert {"openapi.yaml", "openapi.json"} <= read(project / "published/1.0.0").keys()
    said = json.loads(run("diff", "--format", "json").stdout)
    assert [each["edition"] for each in said["since"]] == ["1.0.0"]


def test_what_a_publication_that_was_cut_left_behind_is_no_version(project: Path) -> None:
    assert publish(SPEC).exit_code == 0
    (project / "published/1.0.0").rename(project / "published/.1.0.0.new")
    assert publish(SPEC).exit_code == 0
    assert [path.name for path in (project / "published").glob("[!.]*/")] == ["1.0.0"]


def test_an_edition_that_the_checks_of_today_refuse_stops_nothing(project: Path) -> None:
    named = "title: t, x-documented-by: {title: a page}"
    refused = SPEC.replace("title: t", named).replace(
        "maxLength: 57", "maxLength: 57\n          x-ours: 1"
    )
    assert publish(refused).exit_code == 1
    old = project / "published/1.0.0/openapi.yaml"
    old.parent.mkdir(parents=True)
    old.write_text(refused)
    done = publish(LONGER)
    assert (done.exit_code, "published/1.0.0" in done.stderr) == (0, False)
    assert "maxLength 57 → 64" in (project / "published/1.1.0/CHANGES.md").read_text()


def test_words_to_those_who_keep_the_spec_are_no_change(project: Path) -> None:
    spec = SPEC.replace("title: t", "title: t, x-waives: {TU222: not yet}")
    assert publish(spec).exit_code == 0
    assert run("diff").output == "wire: no change; source: no change; next version: 1.0.0\n"


def test_nowhere_to_publish_to_is_wrong_use(project: Path) -> None:
    (project / "pyproject.toml").unlink()
    done = publish(SPEC)
    assert (done.exit_code, "name one by --out" in done.output) == (2, True)
    assert run("publish", "--against", "published", "--no-library").exit_code == 0
    assert (project / "published/1.0.0/openapi.yaml").exists()
