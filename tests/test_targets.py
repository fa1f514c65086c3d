"""Several libraries of one project: `[tool.trueup.targets.NAME]`, and which of them a verb works on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trueup import config
from trueup.findings import Code, Refused

from .commands import BROKEN, SPEC, run, small

OTHER = SPEC.replace("readA", "readB").replace("/a:", "/b:")
TARGETS = """\
[tool.trueup]
prune = true

[tool.trueup.targets.first]
spec = "first.yaml"
out = "made/first"
package = "first"

[tool.trueup.targets.second]
spec = "second.yaml"
out = "made/second"
package = "second"
prune = false
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a project of two specs and two libraries."""
    (tmp_path / "pyproject.toml").write_text(TARGETS)
    (tmp_path / "first.yaml").write_text(SPEC)
    (tmp_path / "second.yaml").write_text(OTHER)
    return tmp_path


def made(project: Path) -> set[str]:
    """Name the libraries that were written."""
    return {path.parent.name for path in project.glob("made/*/provenance.json")}


def wrong(folder: Path, text: str) -> str:
    """Say what is wrong with settings."""
    (folder / "pyproject.toml").write_text(text)
    with pytest.raises(Refused) as caught:
        config.targets(folder)
    assert {each.code for each in caught.value.findings} == {Code.WRONG_USE}
    return " ".join(each.message for each in caught.value.findings)


def test_all_targets_are_generated_and_checked(project: Path) -> None:
    done = run(project, "generate", "--format", "json")
    said = json.loads(done.stdout)
    assert done.returncode == 0
    assert made(project) == {"first", "second"}
    assert "first/client.py" in said["targets"]["first"]["files"]
    assert "second/client.py" in said["targets"]["second"]["files"]
    done = run(project, "check")
    assert done.returncode == 0, done.stderr
    assert [line.partition(" ")[0] for line in done.stdout.splitlines()] == [
        "made/first",
        "made/second",
    ]


def test_what_stops_one_target_stops_no_other_and_all_findings_are_sorted(project: Path) -> None:
    (project / "first.yaml").write_text(BROKEN)
    (project / "second.yaml").write_text("openapi: [")
    done = run(project, "generate", "--format", "json")
    found = json.loads(done.stdout)["findings"]
    assert done.returncode == 1
    assert [(each["file"], each["code"]) for each in found] == [
        ("first.yaml", "TU107"),
        ("second.yaml", "TU102"),
    ]
    assert made(project) == set()
    (project / "second.yaml").write_text(OTHER)
    assert run(project, "generate").returncode == 1
    assert made(project) == {"second"}


def test_a_target_is_worked_on_alone_where_it_is_named(project: Path) -> None:
    (project / "first.yaml").unlink()
    assert run(project, "lint", "--target", "second").returncode == 0
    assert run(project, "generate", "--target", "second").returncode == 0
    assert run(project, "check", "--target", "second").returncode == 0
    assert made(project) == {"second"}
    assert run(project, "show", "ir", "--target", "second").returncode == 0


def test_a_verb_that_works_on_one_target_asks_which(project: Path) -> None:
    done = run(project, "show", "ir")
    assert done.returncode == 2
    assert "--target: TU901 error: name one of first, second" in done.stderr


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--target", "third"], "third is no target; there are first, second"),
        (["--out", "elsewhere"], "--out of which target?"),
        (
            ["--package", "p", "--distribution", "d"],
            "--package and --distribution of which target?",
        ),
    ],
)
def test_flags_that_fit_no_target_or_several_are_wrong_use(
    project: Path, flags: list[str], words: str
) -> None:
    done = run(project, "generate", *flags)
    assert done.returncode == 2
    assert words in done.stderr
    assert made(project) == set()


def test_a_target_has_the_shared_settings_that_it_does_not_change(project: Path) -> None:
    first, second = config.targets(project)
    assert (first.prune, second.prune) == (True, False)
    assert (first.distribution, second.distribution) == ("first", "second")


def test_a_spec_means_the_targets_made_from_it_and_else_none_of_them(project: Path) -> None:
    (same,) = config.targets(project, spec=project / "second.yaml", out=project / "elsewhere")
    assert (same.target, same.package, same.out) == ("second", "second", project / "elsewhere")
    (other,) = config.targets(project, spec=project / "third.yaml")
    assert (other.target, other.package, other.prune) == ("", "client", True)


def test_a_project_of_one_library_has_no_targets(tmp_path: Path) -> None:
    done = run(small(tmp_path), "generate", "--target", "small")
    assert done.returncode == 2
    assert "small is no target; there are none in [tool.trueup.targets]" in done.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[tool.trueup.targets.a]\nspek = 'x'\n", "[tool.trueup.targets.a] spek is no setting"),
        ("[tool.trueup]\ntargets = 5\n", "targets are not tables"),
        ("[[tool.trueup.targets]]\nspec = 'x'\n", "targets are not tables"),
        ("[tool.trueup.targets]\na = 5\n", "targets are not tables"),
        ("[tool.trueup.targets.a]\n[tool.trueup.targets.b]\n", "a and b have `out` in one folder"),
        (
            "[tool.trueup.targets.a]\nout = 'x'\n[tool.trueup.targets.b]\nout = 'y/../x/z'\n",
            "b and a have `out` in one folder",
        ),
    ],
)
def test_settings_of_targets_that_can_not_be_are_told(
    tmp_path: Path, text: str, words: str
) -> None:
    assert words in wrong(tmp_path, text)


def test_a_draft_of_a_page_is_of_no_target(project: Path) -> None:
    (project / "page.txt").write_text("nothing to read")
    assert "--target" not in run(project, "page", "draft", "page.txt").stderr


def test_lint_and_show_select_and_overlay_as_generate_does(tmp_path: Path) -> None:
    small(tmp_path, BROKEN + OTHER.partition("paths:\n")[2])
    overlay = "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions:\n"
    (tmp_path / "overlay.yaml").write_text(
        f"{overlay}- {{target: '$.paths[\"/a\"]', remove: true}}\n"
    )
    assert run(tmp_path, "lint").returncode == 1
    for flags in (
        ["--exclude", "path:/a"],
        ["--overlay", "overlay.yaml"],
        ["--include", "path:/b"],
    ):
        done = run(tmp_path, "lint", *flags)
        assert done.returncode == 0, done.stderr
        done = run(tmp_path, "show", "document", *flags)
        assert list(json.loads(done.stdout)["paths"]) == ["/b"]
    done = run(tmp_path, "lint", "openapi.yaml", "--include", "path:/c")
    assert done.returncode == 1
    assert "TU212" in done.stderr
