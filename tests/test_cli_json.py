"""The command line: what a program reads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .commands import BROKEN, SPEC, run, small


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a small project."""
    return small(tmp_path)


@pytest.mark.parametrize("verb", ["generate", "check", "lint"])
def test_json_is_one_valid_value_with_the_findings(project: Path, verb: str) -> None:
    small(project, BROKEN)
    done = run(project, verb, "--format", "json")
    (finding,) = json.loads(done.stdout)["findings"]
    assert (done.returncode, done.stderr) == (1, "")
    assert (finding["file"], finding["line"], finding["column"]) == ("openapi.yaml", 7, 50)
    assert (finding["code"], finding["severity"]) == ("TU107", "error")


def test_json_of_a_clean_run_names_the_files_written(project: Path) -> None:
    said = json.loads(run(project, "generate", "--format", "json").stdout)
    assert said["findings"] == []
    assert "small/client.py" in said["files"]


def test_json_reaches_a_pipe_of_another_encoding(project: Path) -> None:
    (project / "openapi.yaml").write_text(
        SPEC.replace("/a:", "/é:").replace("operationId", "x-id"), "utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-m", "trueup", "lint", "--format", "json"],
        cwd=project, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert b"Traceback" not in done.stderr
    assert "/é" in json.loads(done.stdout)["findings"][0]["message"]


@pytest.mark.parametrize(("stage", "key"), [("document", "paths"), ("ir", "operations")])
def test_show_prints_a_stage_as_json(project: Path, stage: str, key: str) -> None:
    done = run(project, "show", stage)
    assert done.returncode == 0
    assert json.loads(done.stdout)[key]


@pytest.mark.parametrize("stage", ["document", "ir"])
def test_show_of_a_broken_spec_tells_what_is_wrong(project: Path, stage: str) -> None:
    (project / "openapi.yaml").write_text("openapi: [")
    done = run(project, "show", stage)
    assert (done.returncode, done.stdout) == (1, "")
    assert "TU102" in done.stderr
