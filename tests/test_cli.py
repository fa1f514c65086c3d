"""The command line: what a person meets."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

import trueup

from .commands import BROKEN, SPEC, run, small

VERBS = ("generate", "check", "lint", "show")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a small project."""
    return small(tmp_path)


def test_the_help_says_what_it_is_names_every_verb_and_the_exit_codes(tmp_path: Path) -> None:
    done = run(tmp_path, "--help")
    assert done.returncode == 0
    assert {verb for verb in VERBS if re.search(rf"^  {verb}\b", done.stdout, re.MULTILINE)} == {
        *VERBS
    }
    for words in ("OpenAPI", "[tool.trueup]", "Exit code 0: clean, 1: findings"):
        assert words in " ".join(done.stdout.split())


def test_the_examples_of_the_help_stand_on_lines_of_their_own(tmp_path: Path) -> None:
    lines = [line.strip() for line in run(tmp_path, "--help").stdout.splitlines()]
    assert any(line.startswith("trueup generate ") for line in lines)
    assert any(line.startswith("trueup check ") for line in lines)
    assert "\\b" not in " ".join(lines)


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("generate", ["--spec", "--out", "--package", "--format", "nothing is written", "never removed"]),
        ("check", ["--spec", "--out", "--package", "--format", "Changes nothing", "edited", "missing", "left over"]),
        ("lint", ["[SPEC]", "--format", "3.0 to 3.2", "examples"]),
        ("show", ["document", "ir", "--spec", "JSON"]),
    ],
)  # fmt: skip
def test_the_help_of_a_verb_says_what_it_does_and_takes(
    tmp_path: Path, verb: str, words: list[str]
) -> None:
    done = run(tmp_path, verb, "--help")
    assert done.returncode == 0
    assert [each for each in words if each not in " ".join(done.stdout.split())] == []


@pytest.mark.parametrize(
    "arguments", [["--help"], ["lint", "--help"], ["lint", "nope.yaml"], ["lint"]]
)
def test_a_pipe_gets_plain_text(project: Path, arguments: list[str]) -> None:
    done = run(project, *arguments)
    assert "\x1b" not in done.stdout + done.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["lint", "nope.yaml"]])
def test_a_terminal_gets_colour(project: Path, arguments: list[str]) -> None:
    ours, theirs = pty.openpty()
    shown = b""
    environment = {**os.environ, "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen(
        [sys.executable, "-m", "trueup", *arguments],
        cwd=project, stdin=theirs, stdout=theirs, stderr=theirs, env=environment,
    ):  # fmt: skip
        os.close(theirs)
        try:
            while part := os.read(ours, 4096):
                shown += part
        except OSError:
            pass  # Linux says so when the other side has closed
    os.close(ours)
    assert b"\x1b[" in shown


def test_the_version_is_that_of_the_package(tmp_path: Path) -> None:
    assert trueup.__version__ in run(tmp_path, "--version").stdout


def test_a_clean_spec_exits_0_and_says_so(project: Path) -> None:
    done = run(project, "lint")
    assert (done.returncode, done.stderr) == (0, "")
    assert "no findings" in done.stdout


def test_a_finding_exits_1_and_is_told_with_place_and_fix(project: Path) -> None:
    small(project, BROKEN)
    done = run(project, "lint")
    assert done.returncode == 1
    assert done.stderr.startswith("openapi.yaml:7:50: TU107 error: `$ref` leads nowhere: #/x")
    assert "    fix: " in done.stderr
    assert done.stderr.rstrip().endswith("1 error, 0 warnings")


def test_a_warning_fails_lint_and_not_generate(project: Path) -> None:
    (project / "openapi.yaml").write_text(SPEC.replace('"204"', "204"))
    assert run(project, "lint").returncode == 1
    assert run(project, "generate").returncode == 0
    assert (project / "made" / "small").is_dir()


def test_generate_says_how_much_it_wrote(project: Path) -> None:
    assert "1 operation" in run(project, "generate").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nope"],
        ["nope"],
        ["check", "--nope"],
        ["lint", "a", "b"],
        ["show", "facts-of-life"],
        ["lint", "--format", "xml"],
        [],
    ],
)
def test_wrong_use_exits_2(project: Path, arguments: list[str]) -> None:
    done = run(project, *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("package", ["a b", "class"])
def test_a_name_that_no_package_can_have_is_wrong_use(project: Path, package: str) -> None:
    done = run(project, "generate", "--package", package)
    assert done.returncode == 2
    assert "TU901" in done.stderr
    assert not (project / "made").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["demo"],
        ["demo", "--spec", "empty.yaml"],
        ["generate", "--out", "openapi.yaml/below"],
        ["check", "--out", "openapi.yaml/below"],
        ["lint", "."],
        ["lint", "openapi.yaml/below"],
    ],
)
def test_what_is_missing_or_in_the_way_is_told_without_a_traceback(
    project: Path, arguments: list[str]
) -> None:
    (project / "empty.yaml").write_text(f"{SPEC.partition('paths:')[0]}paths: {{}}\n")
    done = run(project, *arguments)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert ": TU" in done.stderr


@pytest.mark.parametrize(
    ("scheme", "shown"),
    [
        ("{type: http, scheme: basic}", "    authorization: [redacted]"),
        ("{type: http, scheme: bearer}", "    authorization: [redacted]"),
        ("{type: apiKey, in: query, name: key}", "sent: POST /a?key=[redacted]"),
        ("{type: apiKey, in: cookie, name: key}", "    cookie: [redacted]"),
    ],
)
def test_the_demonstration_shows_a_call_and_a_refusal_and_no_credentials(
    tmp_path: Path, scheme: str, shown: str
) -> None:
    text = "{type: string, maxLength: 5}"
    body = f"{{type: object, properties: {{name: {text}}}, additionalProperties: false}}"
    spec = f"""\
openapi: 3.1.0
info: {{title: Small, version: "1"}}
components: {{securitySchemes: {{key: {scheme}}}}}
security: [{{key: []}}]
paths:
  /a:
    post:
      operationId: makeA
      requestBody: {{content: {{application/json: {{schema: {body}, example: {{name: ada}}}}}}}}
      responses: {{"204": {{description: done}}}}
"""
    project = small(tmp_path, spec)
    assert run(project, "generate").returncode == 0
    done = run(project, "demo")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("call: client.make_a(")
    assert shown in [line[:4] + line[4:].lower() if ": [" in line else line for line in lines]
    assert "came back: 204" in lines
    assert lines[-2].startswith("refused before sending: ")
    assert lines[-1] == "requests that reached the server: 1"
    for secret in ("a-secret-token", "a-password", "YS1uYW1lOmEtcGFzc3dvcmQ="):
        assert secret not in done.stdout + done.stderr
