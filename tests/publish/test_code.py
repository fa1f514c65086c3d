"""What breaks who writes Python against the library, judged by mypy on the lines that are said to show it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import griffe
import pytest

from trueup import config, pipeline, publishing
from trueup.publish.change import Change, Effect

TEXT = {"type": "string"}
KINDS = {"a": TEXT, "b": {"type": "integer"}}


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
        {"name": each, "in": "path", "required": True, "schema": KINDS[each]}
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


# For each edition, a line for each change of it that breaks, by what is told of it.
USES = {
    "a schema with another name": {
        "Job": "from jobs import Job",
        "JobRead": "from jobs import JobRead",
        "Client.change_job": "jobs.Client().change_job('a', 1).__class__ is jobs.JobRead",
        "Client.change_job(body)": "jobs.Client().change_job('a', 1, body=jobs.Job())",
    },
    "an operation with another name": {"Client.change_job": "jobs.Client().change_job"},
    "a member with another name": {"Mode.FAST": "jobs.Mode.FAST"},
    "a field that is gone": {
        "Job.note": "jobs.Job(note='x')",
        "JobRead.note": "jobs.Client().change_job('a', 1).note",
        "Client.change_job(note)": "jobs.Client().change_job('a', 1, note='x')",
    },
    "arguments in another order": {
        "Client.change_job(a)": "jobs.Client().change_job('a', 1)",
        "Client.change_job(b)": "jobs.Client().change_job('b', 2)",
    },
    "a field that is required": {"Job.note": "jobs.Job(name='x')"},
}


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the library of each edition into a folder of its own, beside the spec."""
    folder = tmp_path_factory.mktemp("editions")
    for name, changed in {
        "old": {},
        **{name: changed for name, (changed, _) in CHANGES.items()},
    }.items():
        out = folder / name
        spec = written(folder, name, **changed)
        settings = config.settings(folder, spec=spec, package="jobs", out=out, docs=False)
        made = pipeline.compiled(settings)
        assert made.plan is not None
        for path, text in made.plan.items():
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            (out / path).write_text(text)
    return folder


def broken(libraries: Path, name: str) -> set[str]:
    told = source(libraries / "old.json", libraries / f"{name}.json")
    return {each.field for each in told if each.effect is Effect.BREAKING}


@cache
def by_griffe(libraries: Path, name: str) -> set[str]:
    """Ask griffe what breaks in the public surface, by the names that we have for it."""
    old, new = (
        griffe.load("jobs", search_paths=[libraries / each], resolve_aliases=True)
        for each in ("old", name)
    )
    paths = {each.obj.path for each in griffe.find_breaking_changes(old, new)}
    return {
        re.sub(r"^jobs\.(client\.|models\.(_untagged\.)?)?(Async(?=Client\b))?", "", path)
        for path in paths
    }


@pytest.mark.parametrize("name", CHANGES)
def test_all_that_griffe_calls_breaking_is_told(libraries: Path, name: str) -> None:
    assert by_griffe(libraries, name) <= broken(libraries, name)


def test_griffe_sees_names_and_neither_arguments_nor_what_is_required(libraries: Path) -> None:
    assert by_griffe(libraries, "a field that is gone") == {"Job.note", "JobRead.note"}
    assert by_griffe(libraries, "arguments in another order") == set()
    assert by_griffe(libraries, "a field that is required") == set()


@pytest.mark.parametrize("name", CHANGES)
def test_mypy_takes_a_line_for_each_change_of_the_old_library_and_refuses_it_of_the_new(
    libraries: Path, name: str
) -> None:
    uses = USES[name]
    assert uses.keys() == broken(libraries, name)
    code = ["import jobs", *uses.values()]
    assert refused(libraries / "old", code) == set()
    assert refused(libraries / name, code) == set(range(2, len(code) + 1))


def refused(library: Path, code: list[str]) -> set[int]:
    """Give the lines that mypy has something against, with the library beside the code."""
    shutil.copytree(library / "jobs", library / "checked" / "jobs", dirs_exist_ok=True)
    (library / "checked" / "use.py").write_text("\n".join([*code, ""]))
    command = [sys.executable, "-m", "mypy", "--cache-dir", str(library.parent / "cache")]
    strict = ["--strict-equality", "--no-color-output", "--follow-imports", "silent", "use.py"]
    done = subprocess.run(
        [*command, *strict], cwd=library / "checked", capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    return {int(line) for line in re.findall(r"^use\.py:(\d+): error", done.stdout, re.MULTILINE)}
