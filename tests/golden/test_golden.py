"""The output for a document that has everything, held to its bytes, its types and its behaviour.

After a change that is meant, write the expected files anew: `python -m tests.golden.test_golden`.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from trueup import pipeline
from trueup.config import Settings

HERE = Path(__file__).resolve().parent / "shelf"


def settings(out: Path) -> Settings:
    return Settings(HERE, HERE / "openapi.yaml", out, "shelf", "shelf")


def files(out: Path) -> dict[str, str]:
    """Give what was generated, the runtime left out: it is the same for every library."""
    return {
        path.relative_to(out).as_posix(): path.read_text("utf-8")
        for path in sorted(out.rglob("*"))
        if path.is_file() and "_runtime" not in path.parts and path.suffix != ".pyc"
        if path.name != "provenance.json"
    }


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("golden") / "made"
    made = pipeline.generate(settings(folder))
    assert not made.findings
    sys.path.insert(0, str(folder))
    yield folder
    sys.path.remove(str(folder))


def test_the_output_is_what_was_expected(out: Path) -> None:
    assert files(out) == files(HERE / "expected")


@pytest.mark.parametrize(
    "checker", [["mypy", "--strict"], ["pyright", "--pythonpath", sys.executable]]
)
def test_the_output_type_checks(out: Path, checker: list[str]) -> None:
    command = [sys.executable, "-m", *checker, "shelf"]
    done = subprocess.run(command, cwd=out, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_output_does_what_the_document_says(out: Path) -> None:
    program = (HERE / "behaviour.py").read_text("utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=out,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


if __name__ == "__main__":
    target = HERE / "expected"
    plan = pipeline.compiled(settings(target)).plan or {}
    for path, text in plan.items():
        if "_runtime" not in path and path != "provenance.json":
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            (target / path).write_text(text, "utf-8")
