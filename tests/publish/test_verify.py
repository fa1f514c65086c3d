"""What `trueup verify` says of a folder that somebody else made: one line for each thing, nothing outside is read."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.publish.comparing import edition, material
from tests.publish.test_publishing import LONGER, SPEC, project, publish
from trueup import output, releases
from trueup.cli import main
from trueup.publish.release.release import release

__all__ = ["project"]  # a fixture
FILES = release(material(edition())).files
LINES = FILES["SHA256SUMS"].decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "release"
    assert output.publish(FILES, made, "release", {}) == ()
    return made


def told(folder: Path) -> list[tuple[str, str]]:
    """Give what `verify` says: each file and what is wrong with it, as JSON and as text alike."""
    said = CliRunner().invoke(main, ["verify", str(folder), "--format", "json"])
    text = CliRunner().invoke(main, ["verify", str(folder)])
    found = json.loads(said.output)["findings"]
    assert said.exit_code == text.exit_code == (1 if found else 0)
    assert not isinstance(text.exception, Exception)
    lines = [line for line in text.stderr.splitlines() if not line.startswith("    fix: ")]
    assert len(lines) == (len(found) + 1 if found else 0)
    return [(each["file"].removeprefix(f"{folder}/"), each["message"]) for each in found]


def test_nothing_is_wrong_with_what_was_published(folder: Path) -> None:
    assert told(folder) == []
    done = CliRunner().invoke(main, ["verify", str(folder), "--format", "json"])
    assert json.loads(done.output) == {"findings": [], "files": len(FILES), "signatures": {}}


def linked(folder: Path) -> None:
    shutil.copy(folder / "openapi.json", folder.parent / "outside.json")
    (folder / "openapi.json").unlink()
    (folder / "openapi.json").symlink_to("../outside.json")


def linked_folder(folder: Path) -> None:
    shutil.move(folder / "client-safe", folder.parent / "outside")
    (folder / "client-safe").symlink_to("../outside")


def in_itself(folder: Path) -> None:
    (folder / "again").symlink_to(".")


def deep(folder: Path) -> None:
    for _ in range(600):
        folder = folder / "d"
        folder.mkdir()
    (folder / "file").touch()


def folder_for_file(folder: Path) -> None:
    (folder / "SHA256SUMS").unlink()
    (folder / "SHA256SUMS").mkdir()


ODD: dict[str, tuple[Callable[[Path], object], tuple[str, str]]] = {
    "a link to the same file": (linked, ("openapi.json", "is a link")),
    "a link that leads nowhere": (
        lambda folder: (folder / "more").symlink_to("nowhere"),
        ("more", "is a link"),
    ),
    "a link into itself": (in_itself, ("again", "is a link")),
    "an empty folder": (
        lambda folder: (folder / "a" / "b").mkdir(parents=True),
        ("a/b", "is an empty folder"),
    ),
    "a pipe": (lambda folder: os.mkfifo(folder / "pipe"), ("pipe", "is no file")),
    "a name that is no UTF-8": (
        lambda folder: Path(os.fsdecode(os.fsencode(folder) + b"/\xff.txt")).touch(),
        ("\\xff.txt", "has a name that no file of a release has"),
    ),
    "a name with a line end": (
        lambda folder: (folder / "a\nb\x1b[31m").touch(),
        ("a\\nb\\x1b[31m", "has a name that no file of a release has"),
    ),
    "a folder that goes deep": (deep, ("d/" * 600 + "file", "is no part of the release")),
    "a folder for a file": (
        folder_for_file,
        ("SHA256SUMS", "is an empty folder"),
    ),
}


@pytest.mark.parametrize(("change", "finding"), ODD.values(), ids=ODD)
def test_what_can_be_no_file_of_a_release_is_named(
    folder: Path, change: Callable[[Path], object], finding: tuple[str, str]
) -> None:
    change(folder)
    assert told(folder) == [finding]


def test_a_linked_folder_is_not_looked_into(folder: Path) -> None:
    linked_folder(folder)
    inside = [path for path in FILES if path.startswith("client-safe/")]
    assert told(folder) == [
        ("client-safe", "is a link"),
        *((path, "is missing") for path in sorted(inside)),
    ]


def test_a_file_that_can_not_be_read_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def refusing(path: str, flags: int, *more: int) -> int:
        if str(path).endswith("openapi.yaml"):
            raise PermissionError(13, "Permission denied", path)
        return opened(path, flags, *more)

    monkeypatch.setattr(os, "open", refusing)
    why = "can't be read: permission denied"
    assert told(folder) == [("client-safe/openapi.yaml", why), ("openapi.yaml", why)]


SUMS: dict[str, tuple[Callable[[str], str], str]] = {
    "a path that leads out": (
        lambda text: f"{text}{'0' * 64}  ../outside\n",
        "names what is no file of a release: '../outside'",
    ),
    "an absolute path": (
        lambda text: f"{text}{'0' * 64}  /etc/passwd\n",
        "names what is no file of a release: '/etc/passwd'",
    ),
    "a path of Windows": (
        lambda text: f"{text}{'0' * 64}  C:\\outside\n",
        "names what is no file of a release: 'C:\\\\outside'",
    ),
    "itself": (
        lambda text: f"{text}{'0' * 64}  SHA256SUMS\n",
        "names what is no file of a release: 'SHA256SUMS'",
    ),
    "a line twice": (
        lambda text: f"{text}{text.splitlines()[-1]}\n",
        f"says the digest of {LINES.split()[-1]!r} twice",
    ),
    "CRLF": (lambda text: text.replace("\n", "\r\n"), "has its line ends changed to CRLF"),
    "another order": (
        lambda text: "".join(f"{line}\n" for line in reversed(text.splitlines())),
        "has its lines in another order, or another end",
    ),
    "no end": (lambda text: text.removesuffix("\n"), "has its lines in another order"),
    "an empty line": (lambda text: f"{text}\n", "has a line that is no digest: ''"),
    "a comment": (lambda text: f"# {text}", "has a line that is no digest: '# "),
    "upper case": (lambda text: text.upper(), "has a line that is no digest"),
}


@pytest.mark.parametrize(("change", "why"), SUMS.values(), ids=SUMS)
def test_sums_that_were_written_otherwise_are_named(
    folder: Path, change: Callable[[str], str], why: str
) -> None:
    (folder / "SHA256SUMS").write_bytes(change(LINES).encode())
    assert any(path == "SHA256SUMS" and found.startswith(why) for path, found in told(folder))


def test_sums_that_are_no_text_are_named(folder: Path) -> None:
    (folder / "SHA256SUMS").write_bytes(b"\xff" + LINES.encode())
    assert ("SHA256SUMS", "is no text in UTF-8") in told(folder)


@pytest.mark.parametrize(
    "text", ["", "[" * 100_000, "null", '{"subject": 1}', '{"subject": [{"name": []}]}']
)
def test_a_statement_that_is_none_is_named(folder: Path, text: str) -> None:
    (folder / "statement.json").write_text(text)
    said = sha256(text.encode()).hexdigest()
    lines = [
        f"{said}  statement.json" if line.endswith("  statement.json") else line
        for line in LINES.splitlines()
    ]
    (folder / "SHA256SUMS").write_text("\n".join(lines) + "\n")
    assert ("statement.json", "is no statement of this release") in told(folder)


@pytest.mark.parametrize(("name", "code"), [("nothing", 1), ("file", 2)])
def test_what_is_no_folder_is_said(tmp_path: Path, name: str, code: int) -> None:
    (tmp_path / "file").touch()
    done = CliRunner().invoke(main, ["verify", str(tmp_path / name)])
    assert (done.exit_code, isinstance(done.exception, SystemExit)) == (code, True)
    assert ("TU013 error: there is no such folder" in done.output) == (name == "nothing")


def test_each_byte_of_each_file_counts(folder: Path) -> None:
    for path, content in FILES.items():
        for at in (0, len(content) // 3, len(content) - 1):
            changed = content[:at] + bytes([content[at] ^ 0x20]) + content[at + 1 :]
            (folder / path).write_bytes(changed)
            found = releases.verify(folder, "r", None).findings
            assert f"r/{path}" in {each.place.file for each in found}, (path, at)
        (folder / path).write_bytes(content)


def test_in_a_folder_of_versions_each_is_looked_at_and_the_index_is_not_signed(
    project: Path,
) -> None:
    for spec in (SPEC, LONGER):
        assert publish(spec).exit_code == 0
    folder = project / "published"
    (folder / "1.0.0" / "openapi.json").unlink()
    (folder / "1.0.0" / "openapi.json").symlink_to("openapi.yaml")
    (folder / "1.1.0" / "empty").mkdir()
    (folder / "2.0.0").mkdir()
    (folder / "SHA256SUMS.sig").touch()
    assert [
        (each.place.file, each.message) for each in releases.verify(folder, "p", None).findings
    ] == [
        ("p/1.0.0/openapi.json", "is a link"),
        ("p/1.1.0/empty", "is an empty folder"),
        ("p/2.0.0", "is an empty folder"),
        ("p/SHA256SUMS.sig", "is no part of the index: each version is signed by itself"),
    ]
