"""Everything type-checks, in the checkout and as a consumer meets it: in a wheel, elsewhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from .conftest import Built

CONSUMER = """
from typing import assert_type

from dli_flink import (
    UNSET, AsyncClient, BadRequestError, Client, ResourceConfig, RunMode, Unset, UpdateSqlJobRequest,
    UpdateSqlJobResponseJob,
)

def update() -> int | None:
    body = UpdateSqlJobRequest(name="x", run_mode=RunMode.EDGE_NODE)
    assert_type(body.cu_number, int | Unset)
    body.cu_number = 4
    if body.resume_max_num is not UNSET:
        assert_type(body.resume_max_num, int)
    with Client(project_id="p", region="cn-north-4", token="t") as client:
        try:
            client.update_sql_job(7, body=body)
            result = client.update_sql_job(7, run_mode="edge_node", checkpoint_mode=2, resume_max_num=-1)
        except BadRequestError as error:
            assert_type(error.error_code, str | None)
            return None
        assert_type(result.job, UpdateSqlJobResponseJob | None)
        return result.job.update_time if result.job else None

async def update_async(client: AsyncClient) -> None:
    await client.update_sql_job(7, resource_config=ResourceConfig(max_slot=2))

def wrong(client: Client) -> None:
    client.update_sql_job("7")  # type: ignore[arg-type]
    client.update_sql_job(7, nmae="x")  # type: ignore[call-arg]
    client.update_sql_job(7, name=None)  # type: ignore[arg-type]
    client.update_sql_job(7, run_mode="nope")  # type: ignore[arg-type]
    UpdateSqlJobRequest(cu_number="4")  # type: ignore[arg-type]
    UpdateSqlJobRequest(nmae="x")  # type: ignore[call-arg]
"""


def run(*command: object, cwd: Path) -> tuple[int, str]:
    """Run a checker; give its exit code and what it said."""
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_mypy_strict_finds_nothing_in_the_checkout(root: Path) -> None:
    for packages in (["generator/trueup", "generated/dli_flink", "tests"], ["templates/runtime"]):
        code, said = run(sys.executable, "-m", "mypy", *packages, cwd=root)
        assert code == 0, said


def test_pyright_finds_nothing_in_the_checkout(root: Path) -> None:
    code, said = run(sys.executable, "-m", "pyright", "--pythonpath", sys.executable, cwd=root)
    assert code == 0, said


def test_a_consumer_of_the_wheel_is_type_checked_by_mypy(built: Built, tmp_path: Path) -> None:
    (tmp_path / "consumer.py").write_text(CONSUMER)
    command = [sys.executable, "-m", "mypy", "--strict", "--python-executable", built.python]
    code, said = run(*command, "consumer.py", cwd=tmp_path)
    assert code == 0, said


def test_a_consumer_of_the_wheel_is_type_checked_by_pyright(built: Built, tmp_path: Path) -> None:
    (tmp_path / "consumer.py").write_text(CONSUMER)
    command = [sys.executable, "-m", "pyright", "--pythonpath", built.python]
    code, said = run(*command, "consumer.py", cwd=tmp_path)
    assert code == 0, said


def test_both_wheels_type_check_where_they_are_installed(built: Built, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mypy", "--strict", "--python-executable", built.python]
    code, said = run(*command, "-p", "trueup", "-p", "dli_flink", cwd=tmp_path)
    assert code == 0, said


def test_pyright_finds_nothing_in_the_installed_wheels(built: Built, tmp_path: Path) -> None:
    (site,) = built.python.parent.parent.glob("lib/python*/site-packages")
    command = [sys.executable, "-m", "pyright", "--pythonpath", built.python]
    code, said = run(*command, site / "trueup", site / "dli_flink", cwd=tmp_path)
    assert code == 0, said


def test_the_code_is_linted_and_formatted(root: Path) -> None:
    for command in (["check"], ["format", "--check"]):
        code, said = run(sys.executable, "-m", "ruff", *command, cwd=root)
        assert code == 0, said
