"""`--include`, `--exclude` and `--prune`: as flags and as settings, told in the summary."""

from __future__ import annotations

import json
from pathlib import Path

from .commands import SPEC, run, small

MORE = """\
  /b:
    get:
      operationId: readB
      tags: [other]
      responses: {"204": {description: done}}
components:
  schemas:
    Unused: {type: object, properties: {a: {type: string}}}
"""


def test_what_is_not_selected_is_counted_and_check_agrees(tmp_path: Path) -> None:
    small(tmp_path, SPEC + MORE)
    chosen = ["--exclude", "tag:other", "--prune"]
    done = run(tmp_path, "generate", *chosen)
    assert done.returncode == 0, done.stderr
    assert "1 operation, 0 fields, 1 operations not selected, 1 components pruned" in done.stdout
    assert run(tmp_path, "check", *chosen).returncode == 0
    assert run(tmp_path, "check").returncode == 1


def test_selectors_are_settings_too_and_flags_win(tmp_path: Path) -> None:
    small(tmp_path, SPEC + MORE)
    file = tmp_path / "pyproject.toml"
    file.write_text(file.read_text() + 'include = ["operation:readB"]\nprune = true\n')
    done = run(tmp_path, "generate", "--format", "json")
    assert json.loads(done.stdout)["not_selected"] == {"operations": 1, "components": 1}
    done = run(tmp_path, "generate", "--include", "path:/*", "--no-prune", "--format", "json")
    assert json.loads(done.stdout)["not_selected"] == {"operations": 0, "components": 0}


def test_a_selector_that_selects_nothing_stops_it(tmp_path: Path) -> None:
    done = run(small(tmp_path), "generate", "--include", "operation:readX", "--keep-going")
    assert done.returncode == 1
    assert "TU212 error: operation:readX selects no operation" in done.stderr
    assert not (tmp_path / "made").exists()


def test_what_is_no_selector_is_wrong_use(tmp_path: Path) -> None:
    assert run(small(tmp_path), "generate", "--include", "/a").returncode == 2
    file = tmp_path / "pyproject.toml"
    file.write_text(file.read_text() + 'exclude = "tag:a"\nprune = "yes"\n')
    done = run(tmp_path, "generate")
    assert done.returncode == 2
    assert "exclude is not a list of texts" in done.stderr
    assert "prune is not true or false" in done.stderr
