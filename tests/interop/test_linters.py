"""The linters of others find nothing in any form that is published."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .conftest import FORMS
from .judges import node, on_node, run

FILES = [f"{form}.{kind}" for form in FORMS for kind in ("yaml", "json")]


def test_every_form_is_judged(published: Path) -> None:
    found = {path.relative_to(published).as_posix() for path in published.rglob("openapi*.*")}
    assert found == {*FILES}


def documents(text: str) -> Iterator[Any]:
    """Read documents of JSON that stand one behind the other."""
    while text := text.strip():
        value, end = json.JSONDecoder().raw_decode(text)
        yield value
        text = text[end:]


@on_node
def test_spectral_has_nothing_to_say_of_any_form(published: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules.yaml"
    rules.write_text("extends: [spectral:oas]\n")
    quiet = ("--quiet", "--format", "json", "--fail-severity", "hint")
    done = run(node("spectral"), "lint", "--ruleset", rules, *quiet, *FILES, cwd=published)
    assert (json.loads(done.stdout), done.returncode) == ([], 0), done.stderr


@on_node
def test_redocly_has_nothing_to_say_of_any_form(published: Path) -> None:
    recommended = ("lint", "--extends", "recommended", "--format", "json")
    done = run(node("redocly"), *recommended, *FILES, cwd=published)
    said = [*documents(done.stdout)]
    assert [each["problems"] for each in said] == [[]] * len(FILES), done.stderr
    assert done.returncode == 0


@on_node
def test_a_form_with_a_flaw_is_told_of_by_both(published: Path, tmp_path: Path) -> None:
    flawed = json.loads((published / "openapi.json").read_text())
    del flawed["info"]["license"], flawed["info"]["contact"]
    (tmp_path / "openapi.json").write_text(json.dumps(flawed))
    (tmp_path / "rules.yaml").write_text("extends: [spectral:oas]\n")
    spectral = run(
        node("spectral"), "lint", "--ruleset", "rules.yaml", "openapi.json", cwd=tmp_path
    )
    assert "info-contact" in spectral.stdout
    redocly = run(node("redocly"), "lint", "--extends", "recommended", "openapi.json", cwd=tmp_path)
    assert "info-license" in redocly.stdout + redocly.stderr
