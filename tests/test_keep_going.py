"""`--keep-going` and `--allow`: the rest is generated, and what is left out is named and counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .commands import SPEC, run, small

PART = """\
  /b:
    get:
      operationId: readB
      responses: {"200": {$ref: '#/components/responses/Nowhere'}}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a project whose second operation can't be read."""
    return small(tmp_path, SPEC + PART)


def test_without_a_flag_nothing_is_written(project: Path) -> None:
    assert run(project, "generate").returncode == 1
    assert not (project / "made").exists()


def test_what_is_left_out_is_named_and_counted(project: Path) -> None:
    done = run(project, "generate", "--keep-going")
    assert done.returncode == 0, done.stderr
    assert "GET /b is left out: `$ref` leads nowhere" in done.stderr
    assert "1 operation, 0 fields, 1 operations left out" in done.stdout
    assert run(project, "check", "--keep-going").returncode == 0


def test_what_is_allowed_is_counted_only(project: Path) -> None:
    done = run(project, "generate", "--allow", "TU107")
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 operations left out, 1 TU107 allowed" in done.stdout
    assert run(project, "check", "--allow", "TU107").returncode == 0


def test_another_code_is_not_allowed(project: Path) -> None:
    assert run(project, "generate", "--allow", "TU501").returncode == 1


def test_an_empty_library_is_never_written(project: Path) -> None:
    small(project, SPEC.partition("  /a:")[0] + PART)
    done = run(project, "generate", "--keep-going", "--format", "json")
    codes = {each["code"] for each in json.loads(done.stdout)["findings"]}
    assert (done.returncode, codes) == (1, {"TU107", "TU807", "TU808"})
    assert not (project / "made").exists()


def test_a_defect_that_can_be_read_is_a_warning_for_generate_and_an_error_for_lint(
    project: Path,
) -> None:
    small(
        project,
        SPEC.replace(
            "readA", "readA\n      parameters: [{name: q, in: query, schema: {type: int}}]"
        ),
    )
    assert run(project, "lint").returncode == 1
    done = run(project, "generate")
    assert done.returncode == 0, done.stderr
    assert "TU802 warning" in done.stderr
