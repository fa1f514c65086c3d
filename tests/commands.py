"""A small project, and the command run in it as a person would: in a pipe."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SPEC = """\
openapi: 3.1.0
info: {title: Small, version: "1"}
paths:
  /a:
    get:
      operationId: readA
      responses: {"204": {description: done}}
"""
BROKEN = SPEC.replace(
    "readA\n", "readA\n      parameters: [{name: q, in: query, schema: {$ref: '#/x'}}]\n"
)
SETTINGS = '[tool.trueup]\nspec = "openapi.yaml"\nout = "made"\npackage = "small"\n'


def small(folder: Path, spec: str = SPEC) -> Path:
    """Make a folder a project with a spec and settings."""
    (folder / "openapi.yaml").write_text(spec, "utf-8")
    (folder / "pyproject.toml").write_text(SETTINGS)
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "trueup", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
