"""What breaks who writes Python against the library, judged by mypy on the lines that are said to show it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from trueup import config, pipeline, publishing
from trueup.publish.change import Change, Effect

TEXT = {"type": "string"}


def written(folder: Path, name: str, **changed: Any) -> Path:
    """Write an edition of a small API: a job with a mode, and one call that changes it."""
    schemas = {
        changed.get("schema", "Job"): {
            "type": "object",
            "additionalProperties": False,
            "required": changed.get("required", []),
            "properties": {"name": TEXT, **changed.get("properties", {"note": TEXT})},
        },
        "Mode": {
            "type": "string",
            "enum": ["a", "b"],
            "x-enum-varnames": changed.get("names", ["SLOW", "FAST"]),
        },
    }
    job = {"$ref": f"#/components/schemas/{changed.get('schema', 'Job')}"}
    parameters = [
        {"name": each, "in": "path", "required": True, "schema": TEXT}
        for each in changed.get("path", ["a", "b"])
    ]
    query = {"name": "mode", "in": "query", "schema": {"$ref": "#/components/schemas/Mode"}}
    operation = {
        "operationId": changed.get("operation", "changeJob"),
        "parameters": [*parameters, query],
        "requestBody": {"content": {"application/json": {"schema": job}}},
        "responses": {
            "200": {"description": "ok", "content": {"application/json": {"schema": job}}}
        },
    }
    root = {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "servers": [{"url": "https://a.example"}],
        "paths": {"/{a}/{b}" if "path" not in changed else "/{b}/{a}": {"put": operation}},
        "components": {"schemas": schemas},
    }
    path = folder / f"{name}.json"
    path.write_text(json.dumps(root))
    return path


def source(old: Path, new: Path) -> tuple[Change, ...]:
    settings = config.settings(old.parent, package="jobs")
    compared = publishing.diff(settings, [old], new)
    assert compared.difference is not None, compared.findings
    return compared.difference.source


CHANGES: dict[str, tuple[dict[str, Any], str]] = {
    "a schema with another name": ({"schema": "Task"}, "from jobs import Job"),
    "an operation with another name": ({"operation": "updateJob"}, "client.change_job"),
    "a member with another name": ({"names": ["SLOW", "QUICK"]}, "Mode.FAST"),
    "a field that is gone": ({"properties": {}}, "Job(note=...)"),
    "arguments in another order": ({"path": ["b", "a"]}, "client.change_job(...)"),
    "a field that is required": ({"required": ["note"]}, "Job(note=...)"),
}


@pytest.mark.parametrize(("changed", "line"), CHANGES.values(), ids=CHANGES)
def test_what_code_can_no_longer_say_breaks_it(
    changed: dict[str, Any], line: str, tmp_path: Path
) -> None:
    told = source(written(tmp_path, "old"), written(tmp_path, "new", **changed))
    assert line in [each.witness for each in told if each.effect is Effect.BREAKING]


def test_what_is_new_breaks_nothing(tmp_path: Path) -> None:
    new = written(tmp_path, "new", properties={"note": TEXT, "more": TEXT})
    told = source(written(tmp_path, "old"), new)
    assert {str(each.effect) for each in told} == {"compatible"}


def test_a_renamed_schema_changes_nothing_on_the_wire(tmp_path: Path) -> None:
    old, new = written(tmp_path, "old"), written(tmp_path, "new", schema="Task")
    compared = publishing.diff(config.settings(tmp_path, package="jobs"), [old], new)
    assert compared.difference is not None
    assert compared.difference.wire == ()


def test_mypy_takes_the_lines_for_the_old_library_and_refuses_each_for_the_new(
    tmp_path: Path,
) -> None:
    uses: dict[str, tuple[dict[str, Any], str]] = {
        "schema": ({"schema": "Task"}, "from jobs import Job"),
        "operation": ({"operation": "updateJob"}, "import jobs\njobs.Client().change_job"),
        "member": ({"names": ["SLOW", "QUICK"]}, "import jobs\njobs.Mode.FAST"),
        "field": ({"properties": {}}, "import jobs\njobs.Job(note='x')"),
    }
    editions: dict[str, dict[str, Any]] = {"old": {}, **{key: uses[key][0] for key in uses}}
    for name, changed in editions.items():
        out = tmp_path / name
        spec = written(tmp_path, f"{name}-spec", **changed)
        made = pipeline.compiled(
            config.settings(tmp_path, spec=spec, package="jobs", out=out, docs=False)
        )
        assert made.plan is not None
        for path, text in made.plan.items():
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            (out / path).write_text(text)
    for name, (_, code) in uses.items():
        assert typed(tmp_path / "old", code), name
        assert not typed(tmp_path / name, code), name


def typed(library: Path, code: str) -> bool:
    """Ask mypy, with the library beside the code."""
    shutil.copytree(library / "jobs", library / "checked" / "jobs", dirs_exist_ok=True)
    (library / "checked" / "use.py").write_text(f"{code}\n")
    command = [sys.executable, "-m", "mypy", "--cache-dir", str(library.parent / "cache"), "use.py"]
    done = subprocess.run(
        command, cwd=library / "checked", capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    return done.returncode == 0
