"""The index of all published versions, and what `trueup verify` says of the folder of them."""

from __future__ import annotations

import json
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import feedparser  # type: ignore[import-untyped]
import pytest

from tests.publish.html import parsed
from tests.publish.test_changelog import on
from tests.publish.test_publishing import LONGER, SPEC, project, publish, read, run

__all__ = ["project"]  # a fixture
THIRD = LONGER.replace("64", "80").replace("1.1.0}", "1.10.0}")


@pytest.fixture
def folder(project: Path) -> Path:
    """Give a folder of three versions."""
    for day, spec in (("2026-01-10", SPEC), ("2026-02-20", LONGER), ("2026-03-30", THIRD)):
        assert publish(on(day, spec)).exit_code == 0
    return project / "published"


def test_it_lists_every_version_with_day_verdicts_and_digest_the_last_first(folder: Path) -> None:
    said = json.loads((folder / "index.json").read_text())
    assert (said["title"], said["latest"]) == ("t", "1.10.0")
    assert [
        (each["version"], each["released"], each["since"], each["wire"], each["source"])
        for each in said["versions"]
    ] == [
        ("1.10.0", "2026-03-30", "1.1.0", "compatible", "no change"),
        ("1.1.0", "2026-02-20", "1.0.0", "compatible", "no change"),
        ("1.0.0", "2026-01-10", None, None, None),
    ]
    for each in said["versions"]:
        sums = (folder / each["path"] / "SHA256SUMS").read_bytes()
        assert each["sums"] == {"sha256": sha256(sums).hexdigest()}


def test_every_link_leads_to_a_file(folder: Path) -> None:
    said = json.loads((folder / "index.json").read_text())
    links = [path for each in said["versions"] for path in each["read"].values()]
    page = parsed((folder / "index.html").read_text())
    links += [each.attributes["href"] for each in page.all("a")]
    links += [
        each.link for each in feedparser.parse((folder / "changelog.atom").read_bytes()).entries
    ]
    assert {"1.10.0/changes.html", "1.0.0/openapi.yaml", "changelog.atom"} <= {*links}
    there = [each for each in links if each and not each.startswith("#")]
    assert [each for each in there if not (folder / each).is_file()] == []


def test_people_read_the_same(folder: Path) -> None:
    page = parsed((folder / "index.html").read_text())
    body = next(page.all("tbody"))
    rows = [[cell.text for cell in row.all("th", "td")][:4] for row in body.all("tr")]
    assert rows == [
        ["1.10.0", "2026-03-30", "compatible", "no change"],
        ["1.1.0", "2026-02-20", "compatible", "no change"],
        ["1.0.0", "2026-01-10", "first version", "first version"],
    ]


def test_publishing_again_changes_nothing(folder: Path) -> None:
    before = read(folder)
    assert publish(on("2026-03-30", THIRD)).exit_code == 0
    assert publish(on("2026-01-10", SPEC)).exit_code == 0
    assert read(folder) == before


def test_an_index_that_is_gone_is_made_again(folder: Path) -> None:
    before = read(folder)
    for path in ("index.json", "index.html", "SHA256SUMS"):
        (folder / path).unlink()
    assert run("verify", "published").exit_code == 1
    assert publish(on("2026-03-30", THIRD)).exit_code == 0
    assert read(folder) == before


def test_the_folder_is_verified_as_a_whole(folder: Path) -> None:
    done = run("verify", "published")
    assert (done.exit_code, done.output) == (0, "published: is what was published\n")
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=folder, check=True)


def test_a_byte_that_is_changed_anywhere_is_found_with_its_file(folder: Path) -> None:
    for path, content in read(folder).items():
        at = len(content) // 2
        changed = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
        (folder / path).write_bytes(changed)
        done = run("verify", "published")
        assert (done.exit_code, f"published/{path}: TU610" in done.stderr) == (1, True), path
        (folder / path).write_bytes(content)


def test_a_version_that_is_missing_or_was_put_in_by_hand_is_found(folder: Path) -> None:
    shutil.copytree(folder / "1.1.0", folder / "1.2.0")
    assert (
        "published/1.2.0/SHA256SUMS: TU610 error: is no part" in run("verify", "published").stderr
    )
    shutil.rmtree(folder / "1.2.0")
    shutil.rmtree(folder / "1.0.0")
    assert (
        "published/1.0.0/SHA256SUMS: TU610 error: is missing" in run("verify", "published").stderr
    )
    (folder / "note.txt").write_text("x")
    assert "published/note.txt: TU610" in run("verify", "published").stderr


def test_a_version_that_was_put_there_before_there_was_an_index_is_in_it(project: Path) -> None:
    old = project / "published/1.0.0/openapi.yaml"
    old.parent.mkdir(parents=True)
    old.write_text(SPEC)
    assert publish(LONGER).exit_code == 0
    said = json.loads((project / "published/index.json").read_text())
    assert [(each["version"], each["sums"] is None) for each in said["versions"]] == [
        ("1.1.0", False), ("1.0.0", True),
    ]  # fmt: skip
    assert run("verify", "published").exit_code == 0
    old.write_text(SPEC + "# other")
    assert "published/1.0.0/openapi.yaml: TU610" in run("verify", "published").stderr


def test_a_release_out_of_the_folder_has_no_index(folder: Path) -> None:
    before = read(folder)
    assert publish(THIRD.replace("1.10.0}", "1.11.0}"), "--out", "elsewhere/1.11.0").exit_code == 0
    assert [path.name for path in (folder.parent / "elsewhere").iterdir()] == ["1.11.0"]
    assert read(folder) == before
