"""Settings: from the nearest pyproject.toml that has them; flags win."""

from __future__ import annotations

from pathlib import Path

import pytest

from trueup import config
from trueup.findings import Code, Refused

FILE = """
[tool.trueup]
spec = "spec/openapi.yaml"
rulings = "spec/rulings.yaml"
out = "made"
package = "small_thing"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a folder with settings."""
    (tmp_path / "pyproject.toml").write_text(FILE)
    return tmp_path


def wrong(folder: Path, text: str) -> list[str]:
    """Give what is wrong with settings."""
    (folder / "pyproject.toml").write_text(text)
    with pytest.raises(Refused) as caught:
        config.settings(folder)
    assert {each.code for each in caught.value.findings} == {Code.WRONG_USE}
    return [each.message for each in caught.value.findings]


def test_settings_are_found_from_a_folder_below(project: Path) -> None:
    below = project / "a" / "b"
    below.mkdir(parents=True)
    found = config.settings(below)
    assert found.spec == project / "spec" / "openapi.yaml"
    assert found.rulings == project / "spec" / "rulings.yaml"
    assert (found.out, found.package) == (project / "made", "small_thing")


def test_the_distribution_is_named_after_the_package(project: Path) -> None:
    assert config.settings(project).distribution == "small-thing"
    assert config.settings(project, package="other_thing").distribution == "other-thing"


def test_flags_win_over_the_file(project: Path) -> None:
    found = config.settings(project, spec=Path("x.yaml"), out=Path("o"), package="p")
    assert (found.spec, found.out, found.package) == (Path("x.yaml"), Path("o"), "p")


def test_another_spec_has_no_rulings_of_this_one(project: Path) -> None:
    assert config.settings(project, spec=project / "x.yaml").rulings is None
    same = config.settings(project, spec=project / "spec" / ".." / "spec" / "openapi.yaml")
    assert same.rulings == project / "spec" / "rulings.yaml"


def test_a_pyproject_of_somebody_else_is_passed_over(project: Path) -> None:
    below = project / "sub"
    below.mkdir()
    (below / "pyproject.toml").write_text("[tool.ruff]\n")
    assert config.settings(below).package == "small_thing"


def test_a_pyproject_that_only_mentions_the_settings_is_passed_over(project: Path) -> None:
    below = project / "sub"
    below.mkdir()
    (below / "pyproject.toml").write_text("# see [tool.trueup] above\n[tool.ruff]\n")
    assert config.settings(below).package == "small_thing"


@pytest.mark.parametrize("text", ["tool = 5\n", "[[tool]]\n", "[tool]\n"])
def test_a_pyproject_with_an_odd_tool_table_is_passed_over(project: Path, text: str) -> None:
    below = project / "sub"
    below.mkdir()
    (below / "pyproject.toml").write_text(text)
    assert config.settings(below).package == "small_thing"


def test_without_any_settings_the_folder_decides(tmp_path: Path) -> None:
    found = config.settings(tmp_path)
    assert (found.spec, found.out) == (tmp_path / "openapi.yaml", tmp_path / "generated")


def test_every_unknown_setting_is_told_with_those_there_are(tmp_path: Path) -> None:
    said = wrong(tmp_path, '[tool.trueup]\nspek = "a"\noutt = "b"\n')
    assert "spek" in " ".join(said)
    assert "outt" in " ".join(said)
    assert "spec" in said[0]


def test_a_setting_that_is_not_text_is_told(tmp_path: Path) -> None:
    assert "out" in wrong(tmp_path, "[tool.trueup]\nout = 5\n")[0]


@pytest.mark.parametrize(
    "text",
    ["[tool.trueup]\nspec = \n", "[[tool.trueup]]\n", "[tool]\ntrueup = 5 # [tool.trueup]\n"],
)
def test_settings_of_another_form_are_told_and_crash_nothing(tmp_path: Path, text: str) -> None:
    assert wrong(tmp_path, text)


@pytest.mark.parametrize("package", ["class", "None", "a-b", "_a", "", "2x"])
def test_a_package_that_can_not_be_imported_is_refused(project: Path, package: str) -> None:
    with pytest.raises(Refused):
        config.settings(project, package=package)


def test_every_setting_is_a_flag_too() -> None:
    from trueup.cli import generate

    flags = {name for parameter in generate.params for name in parameter.opts}
    assert {f"--{name}" for name in ("spec", "rulings", "out", "package", "distribution")} <= flags
