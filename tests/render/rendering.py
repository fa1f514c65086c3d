"""Libraries of short documents, in memory and imported."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from trueup import pipeline
from trueup.config import Settings
from trueup.findings import any_error

HEAD = (
    'openapi: 3.1.0\ninfo: {title: T, version: "1"}\nservers: [{url: "https://api.example.org"}]\n'
)
OK = 'responses: {"204": {description: done}}'


def planned(text: str, folder: Path, package: str = "client") -> Mapping[str, str]:
    """Render the library of a document."""
    (folder / "openapi.yaml").write_text(text, "utf-8")
    made = pipeline.compiled(Settings(folder, folder / "openapi.yaml", folder / "out", package))
    assert not any_error(made.findings), made.findings
    assert made.plan is not None
    return made.plan


@contextmanager
def library(text: str, folder: Path, package: str) -> Iterator[Any]:
    """Import the library of a document; its package needs a name that no other test uses."""
    for path, content in planned(text, folder, package).items():
        target = folder / "out" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, "utf-8")
    sys.path.insert(0, str(folder / "out"))
    try:
        yield importlib.import_module(package)
    finally:
        sys.path.remove(str(folder / "out"))
        for name in [name for name in sys.modules if name.partition(".")[0] == package]:
            del sys.modules[name]


def part(module: ModuleType, name: str) -> Any:
    """Import a module of a library."""
    return importlib.import_module(f"{module.__name__}.{name}")


def operation(name: str, path: str, more: str = "", method: str = "get") -> str:
    """Give the paths of one operation."""
    return f"  {json.dumps(path)}:\n    {method}:\n      operationId: {name}\n{more}      {OK}\n"


def with_schema(name: str, schema: str) -> str:
    """Give a document in which a schema is sent, and received with 200."""
    reference = f'{{$ref: "#/components/schemas/{name}"}}'
    return f"""{HEAD}paths:
  /a:
    post:
      operationId: sendA
      requestBody: {{required: true, content: {{application/json: {{schema: {reference}}}}}}}
      responses:
        "200": {{description: ok, content: {{application/json: {{schema: {reference}}}}}}}
components:
  schemas:
    {name}: {schema}
"""
