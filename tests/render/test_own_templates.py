"""A folder of the caller's templates: one replaces the toolkit's, and what is wrong in one is told at its line."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tests.commands import BROKEN, SPEC, run, small
from trueup import pipeline
from trueup.config import Settings
from trueup.findings import Code
from trueup.render.templating import templates_root

README = "package/README.md.jinja"
RUNTIME = "runtime/servers.py"


def compiled(folder: Path, templates: dict[str, str], spec: str = SPEC) -> pipeline.Compiled:
    """Compile a small spec with templates of one's own."""
    for name, text in {
        "openapi.yaml": spec,
        **{f"own/{k}": v for k, v in templates.items()},
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return pipeline.generate(
        Settings(folder, folder / "openapi.yaml", folder / "out", "small", templates=folder / "own")
    )


def told(made: pipeline.Compiled) -> list[str]:
    """Give place, code and message of every finding."""
    return [f"{each.place}: {each.code} {each.message}" for each in made.findings]


def test_one_template_and_one_file_of_the_runtime_are_replaced(tmp_path: Path) -> None:
    servers = (templates_root() / RUNTIME).read_text("utf-8") + "\n# of our own\n"
    own = {
        README: "# {{ package.name | upper }}\n{% include 'toolkit/package/README.md.jinja' %}",
        RUNTIME: servers,
    }
    made = compiled(tmp_path, own)
    assert made.findings == ()
    assert made.plan is not None
    assert made.plan["README.md"].startswith("# SMALL\n")
    assert "Client" in made.plan["README.md"]
    assert made.plan["small/_runtime/servers.py"] == servers
    said = json.loads(made.plan["provenance.json"])["templates"]
    assert said["own"] == {
        name: hashlib.sha256(text.encode()).hexdigest() for name, text in own.items()
    }


def test_provenance_names_no_templates_of_ones_own_where_there_are_none(tmp_path: Path) -> None:
    changed = compiled(tmp_path, {README: "x\n"}).plan or {}
    (tmp_path / "own" / README).unlink()
    (tmp_path / "own" / ".notes").write_text("no template")
    plain = compiled(tmp_path, {}).plan or {}
    ours, theirs = (json.loads(each["provenance.json"])["templates"] for each in (plain, changed))
    assert ours.keys() == {"sha256"}
    assert ours["sha256"] != theirs["sha256"]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        (README, "a\n{% if %}\n", "own/{}:2:1: TU603 Expected an expression"),
        (README, "a\n\n{{ nope }}\n", "own/{}:3:1: TU603 'nope' is undefined"),
        (README, "{{ package.nope }}\n", "own/{}:1:1: TU603 "),
        (README, "{{ package.name | nope }}\n", "own/{}:1:1: TU603 No filter named 'nope'"),
        (README, "a\n{% include 'nope' %}\n", "own/{}:2:1: TU603 there is no template nope"),
        (README, "a\n{{ 1 / 0 }}\n", "own/{}:2:1: TU603 division by zero"),
        (README, "{% include 'package/README.md.jinja' %}", "own/{}:1:1: TU603 it includes itself"),
        ("client/client.py.jinja", "class {{ package.name }}(:\n", "own/{}: TU603 what it gives is no Python: "),
        ("client/error_tree.jinja", '"""', "own/{}: TU603 what it gives is no Python: "),
        (RUNTIME, "x = 1\nclass (:\n", "own/{}:2:1: TU603 it is no Python: invalid syntax"),
        ("client/clients.py.jinja", "", "own/{}: TU603 the toolkit has no template "),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_template_is_told_at_its_line_and_nothing_is_written(
    tmp_path: Path, name: str, text: str, words: str
) -> None:
    made = compiled(tmp_path, {name: text})
    assert [each.startswith(words.format(name)) for each in told(made)] == [True], told(made)
    assert {each.code for each in made.findings} == {Code.BAD_TEMPLATE}
    assert not (tmp_path / "out").exists()


def test_an_unknown_name_is_told_with_those_that_are_like_it(tmp_path: Path) -> None:
    (found,) = compiled(tmp_path, {"client/clients.py.jinja": ""}).findings
    assert "client/client.py.jinja" in found.fix


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    made = compiled(tmp_path, {README: "{% if %}", RUNTIME: "("}, BROKEN)
    assert [each.place.file for each in made.findings] == [
        "openapi.yaml",
        f"own/{README}",
        f"own/{RUNTIME}",
    ]


def test_a_library_that_does_not_import_by_a_template_of_ones_own_blames_it(tmp_path: Path) -> None:
    (found,) = compiled(tmp_path, {"client/errors.py.jinja": "FAULTS = nope\n"}).findings
    assert found.code is Code.DOES_NOT_IMPORT
    assert "NameError: name 'nope' is not defined" in found.message
    assert found.message.endswith("(small/errors.py:1)")
    assert "correct your templates" in found.fix


def test_templates_are_a_setting_and_a_flag(tmp_path: Path) -> None:
    small(tmp_path)
    (tmp_path / "own" / "package").mkdir(parents=True)
    (tmp_path / "own" / README).write_text("mine\n")
    assert run(tmp_path, "generate", "--templates", "own").returncode == 0
    assert (tmp_path / "made" / "README.md").read_text() == "mine\n"
    assert run(tmp_path, "check").returncode == 1
    file = tmp_path / "pyproject.toml"
    file.write_text(file.read_text() + 'templates = "own"\n')
    assert run(tmp_path, "check").returncode == 0
    done = run(tmp_path, "generate", "--templates", "nowhere")
    assert done.returncode == 1
    assert "TU101 error: there is no folder nowhere" in done.stderr
