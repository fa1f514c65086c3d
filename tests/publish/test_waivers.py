"""Waivers: what somebody answers for doesn't count, until a day, and as long as it is needed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.conftest import ROOT
from tests.publish.test_cli_diff import SPEC
from tests.snippets import of_file
from trueup.cli import main
from trueup.document import source
from trueup.publish.waivers import waivers_of

WAIVER = {
    "rule": "request-max-length-narrowed",
    "operation": "PUT /a",
    "field": "request.name",
    "reason": "names were cut at 40 all along",
    "owner": "the streaming team",
    "expires": "2027-03-31",
}
# The same, in another order and with what was not there.
REORDERED = """
components:
  schemas:
    A:
      properties:
        label: {type: string}
        name: {maxLength: 40, type: string}
      type: object
paths:
  /b: {get: {operationId: getB, responses: {"200": {description: ok}}}}
  /a:
    put:
      responses: {"200": {description: ok}}
      requestBody:
        content:
          application/json:
            schema: {$ref: "#/components/schemas/A"}
      operationId: putA
info: {version: "1", title: t}
openapi: 3.1.0
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "old.yaml").write_text(SPEC)
    (tmp_path / "new.yaml").write_text(SPEC.replace("57", "40"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*waivers: dict[str, str], today: str = "2027-03-31", more: tuple[str, ...] = ()) -> Result:
    Path("waivers.json").write_text(json.dumps({"waivers": waivers}, indent=1))
    arguments = ["diff", "old.yaml", "new.yaml", "--waivers", "waivers.json", "--today", today]
    return CliRunner().invoke(main, [*arguments, *more])


def test_a_waived_change_is_told_as_waived_and_does_not_count() -> None:
    done = run(WAIVER)
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.output.splitlines()
    assert lines[0] == "waived        PUT /a request.name: maxLength 57 → 40"
    assert lines[2].strip() == (
        "waived until 2027-03-31 by the streaming team: names were cut at 40 all along"
    )
    assert lines[-1] == "wire: 1 waived; source: no change; next version: 1.0.1"


def test_it_is_found_whatever_the_order_of_the_document_and_in_any_operation(folder: Path) -> None:
    (folder / "new.yaml").write_text(REORDERED)
    assert run(WAIVER).exit_code == 0
    assert run({key: value for key, value in WAIVER.items() if key != "operation"}).exit_code == 0


def test_every_format_tells_who_answers_for_it() -> None:
    said = json.loads(run(WAIVER, more=("--format", "json")).output)
    assert said["wire"] == "documentation"
    assert said["changes"][0]["effect"] == "breaking"
    assert said["changes"][0]["waived"] == {
        key: WAIVER[key] for key in ("reason", "owner", "expires")
    }
    told = "waived until 2027-03-31 by the streaming team"
    assert told in run(WAIVER, more=("--format", "markdown")).output
    annotated = run(WAIVER, more=("--format", "github")).output
    assert annotated.startswith("::notice ")
    assert told in annotated


def test_an_expired_waiver_is_a_finding_and_the_change_counts_again() -> None:
    done = run(WAIVER, today="2027-04-01")
    assert done.exit_code == 1
    assert done.stdout.startswith("breaking ")
    assert (
        "waivers.json:3:3: TU004 error: the waiver of request-max-length-narrowed at PUT /a request.name "
        "expired on 2027-03-31" in done.stderr
    )


@pytest.mark.parametrize(
    "other",
    [{"field": "request.label"}, {"operation": "POST /a"}, {"rule": "request-type-narrowed"}],
)
def test_a_waiver_that_nothing_needs_is_a_finding(other: dict[str, str]) -> None:
    done = run(WAIVER, {**WAIVER, **other})
    assert done.exit_code == 1
    assert "TU005 error: the waiver of" in done.stderr
    assert "waives nothing" in done.stderr


def test_what_breaks_nobody_needs_no_waiver(folder: Path) -> None:
    (folder / "new.yaml").write_text(SPEC.replace("57", "60"))
    widened = {**WAIVER, "rule": "request-max-length-widened"}
    assert "TU005" in run(widened).stderr


@pytest.mark.parametrize(
    "other",
    [{"expires": "2027-02-30"}, {"expires": "20270331"}, {"owner": " "}, {"until": "2027-03-31"}],
)
def test_a_malformed_waiver_is_told_at_its_place(other: dict[str, str]) -> None:
    done = run({**WAIVER, **other})
    assert done.exit_code == 1
    assert "TU003 error:" in done.stderr
    assert "a waiver has rule" in done.stderr


def test_the_waiver_that_the_readme_shows_is_well_formed() -> None:
    (shown,) = (
        each for each in of_file(ROOT / "README.md", ROOT) if each.text.startswith("waivers:")
    )
    (waiver,) = waivers_of(source.parse("README.md", shown.text))
    assert (waiver.rule, str(waiver.expires)) == ("request-max-length-narrowed", "2027-03-31")


def test_a_day_that_is_none_is_wrong_use() -> None:
    assert run(WAIVER, today="2027-02-30").exit_code == 2
