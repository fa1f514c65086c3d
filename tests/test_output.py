"""Writing and checking: all or nothing, and nothing of anybody else's is lost."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from trueup import output
from trueup.findings import Code

PLAN = {
    "README.md": "# small\n",
    "small/__init__.py": '"""Small."""\n',
    "small/a/b.py": "value = 'é'\n",
    "provenance.json": json.dumps({"files": {"README.md": "", "small/__init__.py": ""}}),
}
NEWER = {**PLAN, "README.md": "# newer\n", "small/c.py": "value = 1\n"}


def files(out: Path) -> dict[str, str]:
    """Give what is on disk."""
    found = (path for path in out.rglob("*") if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_text("utf-8") for path in found}


def told(plan: dict[str, str], out: Path) -> dict[str, str]:
    """Give what check tells: code by file."""
    return {each.place.file: str(each.code) for each in output.check(plan, out, "out")}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Give a folder that was written."""
    assert output.write(PLAN, tmp_path / "out", "small") == ()
    return tmp_path / "out"


def test_what_is_written_is_the_plan_and_nothing_beside_it(out: Path) -> None:
    assert files(out) == PLAN
    assert [path.name for path in out.parent.iterdir()] == ["out"]


def test_a_written_folder_can_be_read_by_others(out: Path) -> None:
    assert oct(out.stat().st_mode & 0o777) == "0o755"


def test_a_folder_as_written_has_no_findings(out: Path) -> None:
    assert told(PLAN, out) == {}


def test_an_edited_a_missing_and_an_added_file_are_named(out: Path) -> None:
    (out / "README.md").write_text("# mine\n")
    (out / "small" / "a" / "b.py").unlink()
    (out / "small" / "mine.py").write_text("")
    assert told(PLAN, out) == {
        "out/README.md": "TU610",
        "out/small/a/b.py": "TU611",
        "out/small/mine.py": "TU612",
    }


def test_a_changed_end_of_line_is_an_edit(out: Path) -> None:
    (out / "README.md").write_bytes(b"# small\r\n")
    assert told(PLAN, out) == {"out/README.md": "TU610"}


def test_a_missing_folder_misses_every_file(tmp_path: Path) -> None:
    assert set(told(PLAN, tmp_path / "out").values()) == {"TU611"}


@pytest.mark.parametrize(
    "path", ["small/__pycache__/a.pyc", "small.egg-info/PKG-INFO", ".mypy_cache/x", "small/x.pyc"]
)
def test_what_tools_leave_behind_does_not_count(out: Path, path: str) -> None:
    (out / path).parent.mkdir(parents=True, exist_ok=True)
    (out / path).write_text("")
    assert told(PLAN, out) == {}
    assert output.foreign(PLAN, out, "out") == ()


def test_a_link_to_elsewhere_is_left_over(out: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (out / "small" / "link").symlink_to(tmp_path / "elsewhere")
    assert told(PLAN, out) == {"out/small/link": "TU612"}


def test_a_file_where_a_folder_of_the_plan_should_be_is_told(out: Path) -> None:
    (out / "small" / "a" / "b.py").unlink()
    (out / "small" / "a" / "b.py").mkdir()
    assert told(PLAN, out) == {"out/small/a/b.py": "TU611"}


def test_a_file_that_the_plan_has_no_more_is_removed_if_it_was_written_before(out: Path) -> None:
    shorter = {path: text for path, text in PLAN.items() if path != "small/__init__.py"}
    assert output.foreign(shorter, out, "out") == ()
    assert output.write(shorter, out, "small") == ()
    assert files(out) == shorter


def test_a_file_that_was_never_written_is_foreign(out: Path) -> None:
    (out / "notes.txt").write_text("mine")
    (finding,) = output.foreign(PLAN, out, "out")
    assert (finding.place.file, finding.code) == ("out/notes.txt", "TU613")


@pytest.mark.parametrize("said", ["", "[]", "{}", '{"files": 5}', "not json", '{"files": null}'])
def test_a_broken_provenance_makes_nothing_ours(out: Path, said: str) -> None:
    (out / "provenance.json").write_text(said)
    (out / "small" / "old.py").write_text("")
    assert [each.place.file for each in output.foreign(PLAN, out, "out")] == ["out/small/old.py"]


def test_a_folder_that_was_never_generated_is_all_foreign(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# my project\n")
    told = [each.place.file for each in output.foreign(PLAN, tmp_path, "out")]
    assert told == ["out/README.md"]


@pytest.mark.parametrize(
    "path", ["dist/small.whl", "build/x", ".venv/bin/python", "small.egg-info/x"]
)
def test_what_is_no_part_of_a_library_survives_its_being_written_anew(out: Path, path: str) -> None:
    (out / path).parent.mkdir(parents=True)
    (out / path).write_text("mine")
    assert output.foreign(NEWER, out, "out") or output.write(NEWER, out, "small") == ()
    assert (out / path).is_file()


@pytest.mark.parametrize(
    "broken",
    [
        "raise ValueError('no')\n",
        "import nothing_of_that_name\n",
        "def f(:\n",
    ],
)
def test_a_library_that_does_not_import_is_not_put_in_place(out: Path, broken: str) -> None:
    (finding,) = output.write({**NEWER, "small/c.py": broken}, out, "small")
    assert finding.code == "TU602"
    assert files(out) == PLAN
    assert [path.name for path in out.parent.iterdir()] == ["out"]


def test_a_library_whose_import_can_not_even_start_leaves_what_was_there(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*arguments: object, **options: object) -> None:
        raise OSError("no process")

    monkeypatch.setattr(subprocess, "run", fails)
    (told,) = output.write(NEWER, out, "small")
    assert "no process" in told.message
    assert files(out) == PLAN
    assert [path.name for path in out.parent.iterdir()] == ["out"]


def test_a_file_in_the_place_of_the_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    refused = output.foreign(PLAN, tmp_path / "out", "out") or output.write(
        PLAN, tmp_path / "out", "small"
    )
    assert refused
    assert (tmp_path / "out").read_text() == "mine"


def test_a_folder_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (told,) = output.write(PLAN, tmp_path / "file" / "out", "small")
    assert told.code is Code.UNWRITABLE
