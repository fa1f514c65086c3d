"""The project's spec with a defect, through the command: told at its place, and nothing is written."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .linting import at

DEFECTS = {
    "bad YAML": ("operationId: updateSqlJob", "operationId: [updateSqlJob"),
    "dangling reference": ("schemas/RunMode", "schemas/RunMood"),
    "typo keyword": ("maxLength: 57", "maxLenght: 57"),
    "default outside its range": ("minimum: 1\n          default: 1", "minimum: 1\n          default: 0"),
    "default outside its enum": ("default: shared_cluster", "default: shared"),
    "example that does not validate": ("smn_topic: flink-oncall", "smn_topic: 5"),
    "repeated key": ("resume_checkpoint:\n          type: boolean", "log_enabled:\n          type: boolean"),
    "unknown extension": ("x-unit: times/hour", "x-unti: times/hour"),
    "condition on no field": ("{field: log_enabled, equals: true}", "{field: logs, equals: true}"),
    "row taken twice": ("x-page: {table: 2, row: 30}", "x-page: {table: 2, row: 1}"),
}  # fmt: skip
SECOND = """
  /v1.0/again:
    get:
      operationId: updateSqlJob
      responses: {"204": {description: done, x-source: nowhere}}

components:
"""


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Path:
    """Give a copy of the project's spec, rulings and settings."""
    shutil.copytree(root / "spec", tmp_path / "spec")
    shutil.copy(root / "pyproject.toml", tmp_path)
    return tmp_path


def broken(project: Path, *defects: tuple[str, str]) -> str:
    """Bring defects into the spec; give its text."""
    text = (project / "spec" / "openapi.yaml").read_text("utf-8")
    for before, after in defects:
        assert before in text
        text = text.replace(before, after, 1)
    (project / "spec" / "openapi.yaml").write_text(text, "utf-8")
    return text


def told(project: Path, verb: str = "generate") -> list[str]:
    """Run a verb that must fail cleanly; give place and code of what it tells."""
    done = subprocess.run(
        [sys.executable, "-m", "trueup", verb],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert {path.name for path in project.iterdir()} == {"spec", "pyproject.toml"}
    heads = [line.split(" ") for line in done.stderr.splitlines() if ": TU" in line]
    return [f"{place.removesuffix(':')} {code}" for place, code, *_ in heads]


@pytest.mark.parametrize(
    ("defect", "words", "code"),
    [
        ("dangling reference", '$ref: "#/components/schemas/RunMood"', "TU107"),
        ("typo keyword", "maxLenght: 57", "TU202"),
        ("default outside its range", "default: 0", "TU203"),
        ("default outside its enum", "default: shared\n", "TU203"),
        ("example that does not validate", "value:\n                  smn_topic: 5", "TU204"),
        ("unknown extension", "x-unti", "TU302"),
        ("condition on no field", "{field: logs", "TU304"),
    ],
)
def test_a_defect_is_told_at_its_place_and_nothing_is_written(
    project: Path, defect: str, words: str, code: str
) -> None:
    text = broken(project, DEFECTS[defect])
    assert told(project) == [f"spec/openapi.yaml:{at(text, words, code)}"]


def test_bad_yaml_is_told_where_it_breaks(project: Path) -> None:
    text = broken(project, DEFECTS["bad YAML"])
    line = text.count("\n", 0, text.index("[updateSqlJob")) + 2
    assert told(project) == [f"spec/openapi.yaml:{line}:11 TU102"]


def test_a_repeated_key_is_told_at_its_second_place(project: Path) -> None:
    text = broken(project, DEFECTS["repeated key"])
    line = text.count("\n", 0, text.rindex("        log_enabled:")) + 1
    assert told(project) == [f"spec/openapi.yaml:{line}:9 TU103"]


def test_a_repeated_operation_id_is_told_at_its_second_place(project: Path) -> None:
    text = broken(project, ("\ncomponents:\n", SECOND))
    line = text.count("\n", 0, text.rindex("operationId: updateSqlJob")) + 1
    assert told(project) == [f"spec/openapi.yaml:{line}:7 TU205"]


def test_a_row_taken_twice_is_told_at_its_second_place(project: Path) -> None:
    text = broken(project, DEFECTS["row taken twice"])
    line = text.count("\n", 0, text.rindex("x-page: {table: 2, row: 1}")) + 1
    assert told(project) == [f"spec/openapi.yaml:{line}:11 TU306"]


@pytest.mark.parametrize("verb", ["generate", "check", "lint"])
def test_two_defects_are_told_in_one_run(project: Path, verb: str) -> None:
    text = broken(project, DEFECTS["typo keyword"], DEFECTS["default outside its range"])
    assert told(project, verb) == [
        f"spec/openapi.yaml:{at(text, 'maxLenght: 57', 'TU202')}",
        f"spec/openapi.yaml:{at(text, 'default: 0', 'TU203')}",
    ]


def test_a_defect_of_the_rulings_is_told_too(project: Path) -> None:
    path = project / "spec" / "rulings.yaml"
    text = path.read_text("utf-8").replace("refuses: [exactly_once,", "refuses: [2,", 1)
    path.write_text(text, "utf-8")
    assert told(project) == [f"spec/rulings.yaml:{at(text, '2, ' + chr(34), 'TU403')}"]
