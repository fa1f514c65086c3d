"""The verbs on pages, as a person calls them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import run, small

from .reading_pages import body

NAME = ("name", "No", "String", "Name of the lamp. Length range: 0 to 20 characters.")
SPEC = """\
openapi: 3.1.0
info: {title: Lamps, version: "1", x-documented-by: {title: Renaming a Lamp}}
paths:
  /v2/{house}/lamps/{lamp}:
    put:
      operationId: renameLamp
      x-source: the page
      parameters:
        - {name: house, in: path, required: true, schema: {type: string}, x-source: the URI}
        - {name: lamp, in: path, required: true, schema: {type: string}, x-source: the URI}
      requestBody:
        required: true
        x-source: the page
        content:
          application/json:
            schema:
              type: object
              properties:
                # what people call it
                name: {type: string, maxLength: 20, x-page: {table: 1, row: 1}}
      responses: {"204": {description: done, x-source: nobody says}}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a project with a spec and the page that it was written from."""
    small(tmp_path, SPEC)
    (tmp_path / "lamp.txt").write_text(body(NAME), "utf-8")
    settings = tmp_path / "pyproject.toml"
    settings.write_text(f'{settings.read_text()}facts = "lamp.facts.yaml"\n')
    return tmp_path


def changed(project: Path, old: str, new: str) -> None:
    """Write a newer page beside the page."""
    text = (project / "lamp.txt").read_text()
    assert old in text
    (project / "new.txt").write_text(text.replace(old, new))


def test_read_prints_a_line_for_every_field_and_counts(project: Path) -> None:
    done = run(project, "page", "read", "lamp.txt")
    assert done.returncode == 0
    assert "PUT /v2/{house}/lamps/{lamp}   lamp.txt:5" in done.stdout
    assert any(
        line.split()[:2] == ["request.name", "no"] and "length 0 to 20" in line
        for line in done.stdout.splitlines()
    )
    assert "1 tables, 1 fields" in done.stdout


def test_read_lists_the_sentences_that_gave_no_fact(project: Path) -> None:
    done = run(project, "page", "read", "lamp.txt", "--unread")
    assert "lamp.txt:25:1: request.name: Name of the lamp." in done.stdout


def test_read_gives_programs_the_words_and_place_of_every_fact(project: Path) -> None:
    said = json.loads(run(project, "page", "read", "lamp.txt", "--format", "json").stdout)
    assert said["findings"] == []
    fact = said["fields"][0]["facts"][-1]
    assert (fact["kind"], fact["value"]) == ("length", {"minLength": 0, "maxLength": 20})
    assert fact["words"] == "Length range: 0 to 20 characters."
    assert (fact["span"]["line"], fact["span"]["column"]) == (25, 19)


def test_read_keeps_facts_places_and_digests_and_no_sentence_of_the_page(project: Path) -> None:
    done = run(project, "page", "read", "lamp.txt", "--write")
    assert done.returncode == 0
    kept = (project / "lamp.facts.yaml").read_text()
    assert "maxLength: 20" in kept
    assert "Name of the lamp" not in kept
    assert str(project) not in kept


def test_nothing_is_written_of_a_page_that_can_not_be_read(project: Path) -> None:
    (project / "lamp.txt").write_text("Dear diary.\n")
    done = run(project, "page", "read", "lamp.txt", "--write")
    assert (done.returncode, "TU701" in done.stderr) == (1, True)
    assert not (project / "lamp.facts.yaml").exists()


def test_agree_is_silent_where_page_and_spec_say_the_same(project: Path) -> None:
    done = run(project, "page", "agree", "lamp.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert "openapi.yaml and the page agree" in done.stdout


def test_agree_names_the_line_of_the_spec_and_the_line_of_the_page(project: Path) -> None:
    changed(project, "0 to 20", "0 to 30")
    done = run(project, "page", "agree", "new.txt")
    assert done.returncode == 1
    assert "openapi.yaml:20:" in done.stderr
    assert "TU713" in done.stderr
    assert "new.txt:25" in done.stderr


def test_check_holds_the_spec_to_the_facts_that_are_kept(project: Path) -> None:
    run(project, "page", "read", "lamp.txt", "--write")
    assert run(project, "generate").returncode == 0
    assert run(project, "check").returncode == 0
    spec = project / "openapi.yaml"
    spec.write_text(spec.read_text().replace("maxLength: 20", "maxLength: 21"))
    run(project, "generate")
    done = run(project, "check")
    assert (done.returncode, "TU713" in done.stderr) == (1, True)


def test_agree_tells_that_the_facts_that_are_kept_are_those_of_another_page(project: Path) -> None:
    run(project, "page", "read", "lamp.txt", "--write")
    changed(project, "0 to 20", "0 to 30")
    assert "TU716" in run(project, "page", "agree", "new.txt").stderr


def test_diff_of_prose_only_is_exit_0(project: Path) -> None:
    changed(project, "Name of the lamp", "What the lamp is called")
    done = run(project, "page", "diff", "lamp.txt", "new.txt")
    assert done.returncode == 0
    assert "the contract is the same; 1 of prose" in done.stdout


def test_diff_names_the_change_its_effect_and_the_line_of_the_spec(project: Path) -> None:
    changed(project, "0 to 20", "0 to 10")
    done = run(project, "page", "diff", "lamp.txt", "new.txt")
    assert done.returncode == 1
    assert "breaking      request.name: length changed from at most 20 to at most 10" in done.stdout
    assert "page new.txt:25   spec openapi.yaml:20:" in done.stdout


def test_diff_takes_the_facts_that_are_kept_for_a_page(project: Path) -> None:
    run(project, "page", "read", "lamp.txt", "--write")
    changed(project, "0 to 20", "0 to 10")
    done = run(project, "page", "diff", "lamp.facts.yaml", "new.txt", "--format", "json")
    (change,) = json.loads(done.stdout)["contract"]
    assert (done.returncode, change["what"], change["effect"]) == (1, "length", "breaking")
    assert change["spec"].startswith("openapi.yaml:20:")


def test_diff_proposes_the_change_of_the_spec_and_keeps_its_comments(project: Path) -> None:
    changed(project, "0 to 20", "0 to 10")
    run(project, "page", "diff", "lamp.txt", "new.txt", "--propose", "change")
    overlay, patch = (
        (project / "change" / name).read_text() for name in ("overlay.yaml", "spec.patch")
    )
    assert 'overlay: "1.0.0"' in overlay
    assert (
        "+                name: {type: string, maxLength: 10, x-page: {table: 1, row: 1}}" in patch
    )
    assert "                # what people call it" in patch
    assert sum(line.startswith(("+ ", "- ")) for line in patch.splitlines()) == 2


def test_draft_is_a_spec_whose_lint_shows_what_is_to_decide(project: Path) -> None:
    done = run(project, "page", "draft", "lamp.txt", "--out", "first.yaml")
    assert done.returncode == 0
    linted = run(project, "lint", "first.yaml")
    assert {
        line.split()[1]
        for line in linted.stderr.splitlines()
        if "first.yaml:" in line and " fix:" not in line
    } == {"TU405"}


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("no.txt", None, "no such file"),
        ("latin.html", "<p>caf\xe9</p>".encode("latin-1"), "not UTF-8: byte 6, on line 1"),
        ("big.txt", b"x" * 5_000_001, "larger than 5 MB"),
        ("diary.md", b"# Dear diary\n\nRain.\n", "no documentation page"),
    ],
)  # fmt: skip
def test_what_is_no_page_is_refused_in_one_line_with_a_way_out(
    project: Path, name: str, content: bytes | None, told: str
) -> None:
    if content is not None:
        (project / name).write_bytes(content)
    for verb in ("read", "agree", "draft"):
        done = run(project, "page", verb, name)
        assert done.returncode == 1
        assert told in done.stderr
        assert "fix: " in done.stderr
        assert "Traceback" not in done.stderr


def test_a_file_of_facts_that_was_edited_by_hand_is_refused_at_its_place(project: Path) -> None:
    run(project, "page", "read", "lamp.txt", "--write")
    facts = project / "lamp.facts.yaml"
    facts.write_text(facts.read_text().replace("mandatory: false", "mandatory: perhaps"))
    done = run(project, "check")
    assert done.returncode == 1
    assert "TU717" in done.stderr
    assert "lamp.facts.yaml:" in done.stderr


def test_holding_a_plain_page_to_the_spec_loads_no_library_that_it_does_not_need(
    project: Path,
) -> None:
    program = """
import sys
from trueup.cli import main
try:
    main(["page", "agree", "lamp.txt"])
except SystemExit as done:
    print(done.code)
heavy = ("docutils", "markdown_it", "jsonschema", "openapi_spec_validator", "jinja2", "httpx")
print(*(name for name in heavy if name in sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=project, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-2:] == ["0", ""]
