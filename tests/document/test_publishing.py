"""What keeps a document from being handed to other teams: each rule at its place, and waivers of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands import run, small
from tests.document.linting import at, shown
from trueup.document import source
from trueup.document.checks.publishing.rules import RULES, explained
from trueup.document.lint import lint, published
from trueup.findings import Code, Severity

SOUND = """\
openapi: 3.1.0
info:
  title: Jobs
  version: 1.4.0
  contact: {name: The team, url: "https://jobs.acme.io/team"}
  license: {name: Apache License 2.0, identifier: Apache-2.0}
servers:
  - url: https://api.acme.io/v1
tags:
  - {name: jobs, description: What is run.}
paths:
  /jobs/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
    get:
      operationId: readJob
      tags: [jobs]
      summary: Read a job
      responses:
        "200":
          description: the job
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Job"}
              example: {name: nightly}
        "404": {$ref: "#/components/responses/Missing"}
components:
  responses:
    Missing:
      description: there is none
      content:
        application/problem+json:
          schema: {type: object, examples: [{title: no such job}]}
  schemas:
    Job:
      type: object
      properties:
        name: {type: string}
"""


def reported(text: str) -> list[str]:
    """Give place and code of everything that keeps a document from being published."""
    linted = published(lint(source.parse("openapi.yaml", text)))
    assert {each.severity for each in linted.findings} <= {Severity.ERROR}
    return [shown(each) for each in linted.findings]


def changed(old: str, new: str) -> str:
    """Give the sound document with some words changed; they must be there once."""
    assert SOUND.count(old) == 1, old
    return SOUND.replace(old, new)


def test_a_document_that_is_fit_to_be_published_has_no_findings() -> None:
    assert reported(SOUND) == []


BREAKING = {
    "a licence that is not there": (
        ("  license: {name: Apache License 2.0, identifier: Apache-2.0}\n", ""),
        ("info:", "TU221"),
    ),
    "a licence without its text": (
        (", identifier: Apache-2.0", ""),
        ("license:", "TU221"),
    ),
    "a contact that is not there": (
        ('  contact: {name: The team, url: "https://jobs.acme.io/team"}\n', ""),
        ("info:", "TU222"),
    ),
    "a contact that can't be reached": (
        (', url: "https://jobs.acme.io/team"', ""),
        ("contact:", "TU222"),
    ),
    "a version that is a date": (("1.4.0", "2026-11-25"), ("version:", "TU223")),
    "a version with a leading zero": (("1.4.0", "1.04.0"), ("version:", "TU223")),
    "an operation without a name": (("      operationId: readJob\n", ""), ("get:", "TU224")),
    "a name that is a path": (("readJob", "jobs/read"), ("operationId:", "TU224")),
    "an operation that nothing is said about": (
        ("      summary: Read a job\n", ""),
        ("get:", "TU225"),
    ),
    "a tag that is misspelt": (("tags: [jobs]", "tags: [Jobs]"), ("Jobs]", "TU226")),
    "no answer of success": (
        ('"200":', '"302":'),
        ("responses:\n        ", "TU227"),
    ),
    "no answer of refusal": (
        ('"404": {$ref', '"500": {$ref'),
        ("responses:\n        ", "TU228"),
    ),
    "an answer without an example": (
        ("              example: {name: nightly}\n", ""),
        ("application/json:", "TU229"),
    ),
    "an answer of a component without an example": (
        (", examples: [{title: no such job}]", ""),
        ("application/problem+json:", "TU229"),
    ),
    "a component that only another one uses that nothing uses": (
        ("    Job:\n", "    Old: {type: string}\n    Job:\n"),
        ("Old:", "TU230"),
    ),
    "an internal field": (
        ("name: {type: string}", "name: {type: string, x-internal: true}"),
        ("x-internal:", "TU231"),
    ),
    "an unfinished description": (
        ("description: What is run.", "description: 'TODO: what is it?'"),
        ("description: 'TODO", "TU231"),
    ),
    "no server": (("servers:\n  - url: https://api.acme.io/v1\n", ""), ("openapi:", "TU232")),
    "a server of one's own machine": (
        ("https://api.acme.io/v1", "http://localhost:8080"),
        ("url: http:", "TU232"),
    ),
    "a server without a host": (
        ("https://api.acme.io/v1", "/v1"),
        ("url: /v1", "TU232"),
    ),
    "a server by a private address": (
        ("https://api.acme.io/v1", "http://10.0.0.7/v1"),
        ("url: http:", "TU232"),
    ),
    "a server of a name for examples": (
        ("https://api.acme.io/v1", "https://{at}.example.com\n    variables: {at: {default: eu}}"),
        ("url: https:", "TU232"),
    ),
    "a path with a slash at the end": (
        ("/jobs/{id}:", "/jobs/{id}/:"),
        ("/jobs/{id}/:", "TU233"),
    ),
}


@pytest.mark.parametrize(("change", "where"), BREAKING.values(), ids=BREAKING)
def test_what_breaks_a_rule_is_told_at_its_place(
    change: tuple[str, str], where: tuple[str, str]
) -> None:
    text = changed(*change)
    assert reported(text) == [at(text, *where)]


def test_two_paths_that_differ_in_the_names_of_parameters_are_one_address() -> None:
    again = """\
  /jobs/{name}:
    delete:
      operationId: deleteJob
      summary: Delete a job
      parameters:
        - {name: name, in: path, required: true, schema: {type: string}}
      responses: {"204": {description: gone}, default: {description: not gone}}
components:
"""
    text = changed("components:\n", again)
    assert reported(text) == [at(text, "/jobs/{name}:", "TU234")]


def test_names_that_generators_would_make_one_of_are_told_at_the_second() -> None:
    other = """\
    delete:
      operationId: read_job
      summary: Delete a job
      responses: {"204": {description: gone}, "4XX": {description: not gone}}
components:
"""
    text = changed("components:\n", other)
    assert reported(text) == [at(text, "operationId: read_job", "TU224")]


def test_operations_of_webhooks_are_held_to_the_rules_too() -> None:
    text = changed(
        "components:\n",
        "webhooks: {done: {post: {responses: {'200': {description: seen}}}}}\ncomponents:\n",
    )
    place = at(text, "post:", "")
    assert reported(text) == [
        f"{place}TU224",
        f"{place}TU225",
        at(text, "responses: {'200'", "TU228"),
    ]


@pytest.mark.parametrize("kept", ["image/png: {}", "application/octet-stream: {}"])
def test_an_answer_that_nobody_reads_needs_no_example(kept: str) -> None:
    media = """\
            application/json:
              schema: {$ref: "#/components/schemas/Job"}
              example: {name: nightly}
"""
    text = changed(media, f"            {kept}\n")
    assert reported(text) == [at(text, "Job:", "TU230")]


@pytest.mark.parametrize("version", ["0.1.0", "1.0.0-rc.1", "2.10.3+build.7"])
def test_any_semantic_version_will_do(version: str) -> None:
    assert reported(changed("1.4.0", version)) == []


def test_a_document_of_schemas_alone_has_no_component_without_use() -> None:
    head, _ = SOUND.split("tags:\n")
    assert reported(head + "components: {schemas: {Job: {type: object}}}\n") == []


def test_a_rule_is_waived_at_the_object_and_below_it_with_a_reason() -> None:
    waived = "x-waives: {TU225: The page says nothing of it.}\n    get:"
    assert reported(changed("get:", waived).replace("      summary: Read a job\n", "")) == []


def test_a_waiver_that_nothing_needs_is_an_error() -> None:
    text = changed("get:", "get:\n      x-waives: {TU225: The page says nothing of it.}")
    assert reported(text) == [at(text, "TU225", "TU239")]


def test_a_waiver_of_what_is_no_rule_of_publishing_is_an_error() -> None:
    text = changed("get:", "get:\n      x-waives: {TU101: It can't be read.}")
    assert reported(text) == [at(text, "TU101", "TU239")]


@pytest.mark.parametrize("reason", ["''", "'  '", "null", "7"])
def test_a_waiver_without_a_reason_is_an_error(reason: str) -> None:
    text = changed("get:", f"get:\n      x-waives: {{TU225: {reason}}}")
    assert reported(text) == [at(text, "TU225", "TU301")]


@pytest.mark.parametrize("code", RULES)
def test_every_rule_is_explained_with_a_way_to_fix_and_to_waive_it(code: Code) -> None:
    said = explained(code)
    assert said.startswith(f"{code}: ")
    assert "To fix it: " in said
    assert f"x-waives: {{{code}: " in said


def test_lint_holds_a_document_to_the_rules_on_request_only(tmp_path: Path) -> None:
    small(tmp_path)
    assert run(tmp_path, "lint").returncode == 0
    asked = run(tmp_path, "lint", "--publish")
    assert asked.returncode == 1
    assert "TU221" in asked.stderr
    assert run(tmp_path, "generate").returncode == 0
    assert run(tmp_path, "check").returncode == 0


def test_a_setting_asks_for_the_rules_for_the_spec_of_the_project_alone(tmp_path: Path) -> None:
    small(tmp_path)
    with (tmp_path / "pyproject.toml").open("a") as settings:
        settings.write("publish = true\n")
    (tmp_path / "other.yaml").write_text((tmp_path / "openapi.yaml").read_text())
    assert run(tmp_path, "lint").returncode == 1
    assert run(tmp_path, "lint", "--no-publish").returncode == 0
    assert run(tmp_path, "lint", "other.yaml").returncode == 0
    assert run(tmp_path, "generate").returncode == 0


def test_a_rule_is_explained_on_the_command_line(tmp_path: Path) -> None:
    done = run(tmp_path, "lint", "--explain", "TU229")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("TU229: Every answer of text or JSON has an example.\n")
    assert run(tmp_path, "lint", "--explain", "TU101").returncode == 2
    told = json.loads(run(tmp_path, "lint", "--explain", "TU229", "--format", "json").stdout)
    assert told == {"code": "TU229", **RULES[Code.NO_EXAMPLE]._asdict()}
