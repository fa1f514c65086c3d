"""What is installed works without the checkout, and holds what it should and nothing else."""

from __future__ import annotations

import runpy
import subprocess
import sys
import zipfile
from pathlib import Path

from .conftest import Built

SPEC = """
openapi: 3.1.0
info: {title: Small, version: "1"}
servers: [{url: https://api.example.org}]
paths:
  /things/{id}:
    get:
      operationId: readThing
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {"204": {description: nothing}}
"""


def test_the_installed_toolkit_generates_without_the_checkout(built: Built, tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text(SPEC)
    command = [built.python, "-m", "trueup", "generate", "--package", "small"]
    done = subprocess.run(
        [*map(str, command), "--out", "made"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "made" / "small" / "client.py").is_file()


def test_the_floors_of_the_command_line_are_installed_as_they_are_promised(root: Path) -> None:
    beginning = runpy.run_path(str(root / "generator" / "__main__.py"), run_name="floors")
    assert beginning["oldest_of"]("cli") == ["click==8.2", "pyyaml==6.0.1"]


def test_the_toolkits_wheel_holds_the_package_and_the_templates_only(built: Built) -> None:
    names = zipfile.ZipFile(built.toolkit).namelist()
    roots = {name.partition("/")[0] for name in names}
    assert roots == {"trueup", "trueup-0.1.0.dist-info"}
    assert "trueup/templates/runtime/transport.py" in names
    assert "trueup/document/vocabulary.json" in names


def test_the_librarys_wheel_is_typed_and_holds_nothing_of_the_toolkit(built: Built) -> None:
    names = zipfile.ZipFile(built.library).namelist()
    assert "dli_flink/py.typed" in names
    assert {name.partition("/")[0] for name in names} == {"dli_flink", "dli_flink-1.0.0.dist-info"}


def test_the_library_imports_httpx_and_pydantic_and_nothing_else_of_others(built: Built) -> None:
    program = (
        "import sys, dli_flink; "
        "print({name.partition('.')[0] for name in sys.modules} & {'trueup', 'jinja2', 'yaml', 'jsonschema'})"
    )
    done = subprocess.run(
        [str(built.python), "-c", program], capture_output=True, text=True, check=True, cwd="/"
    )
    assert done.stdout.strip() == "set()"


def test_importing_the_command_line_loads_nothing_that_only_rendering_needs(root: Path) -> None:
    program = (
        "import sys, trueup.cli; "
        "print({'jinja2', 'datamodel_code_generator', 'openapi_spec_validator'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=root
    )
    assert done.stdout.strip() == "set()"
