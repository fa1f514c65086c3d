"""Reading files: what can't be read, what is no document, and text in its encodings."""

from __future__ import annotations

from pathlib import Path

import pytest

from trueup.document import source
from trueup.findings import Code, Finding, Refused

from .linting import refused, reported


def unread(path: Path) -> Finding:
    """Give the one reason why a file can't be read."""
    with pytest.raises(Refused) as caught:
        source.read(path, "openapi.yaml")
    (finding,) = caught.value.findings
    return finding


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    finding = unread(tmp_path / "openapi.yaml")
    assert (str(finding.place), finding.code) == ("openapi.yaml", Code.UNREADABLE)
    assert "no such file" in finding.message


def test_a_folder_in_place_of_a_file_is_a_finding(tmp_path: Path) -> None:
    assert "directory" in unread(tmp_path).message


def test_text_that_is_not_utf_8_is_a_finding_that_names_the_byte(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_bytes(b"title: caf\xe9\n")
    finding = unread(tmp_path / "openapi.yaml")
    assert (finding.code, "byte 10" in finding.message) == (Code.UNREADABLE, True)


def test_a_file_beyond_the_size_limit_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "MAX_BYTES", 10)
    (tmp_path / "openapi.yaml").write_text("openapi: 3.1.0\n")
    assert unread(tmp_path / "openapi.yaml").code is Code.UNREADABLE


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_bytes(b"\xef\xbb\xbfopenapi: 3.1.0\n")
    document = source.read(tmp_path / "openapi.yaml", "openapi.yaml")
    assert document.root == {"openapi": "3.1.0"}
    assert str(document.place("/openapi")) == "openapi.yaml:1:1"


def test_the_digest_is_of_the_bytes_on_disk(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_bytes(b"a: 1\r\n")
    digest = source.read(tmp_path / "openapi.yaml", "openapi.yaml").sha256
    assert digest == "db9bda4272ee21cda5ff1d213fa8366a2cca3143c5a795bdcd5f75a85106033d"


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n"])
def test_an_empty_file_is_broken_at_its_start(text: str) -> None:
    assert refused(text) == ["1:1 TU102"]


def test_an_empty_json_file_is_broken_at_its_start() -> None:
    assert refused("", "openapi.json") == ["1:1 TU102"]


@pytest.mark.parametrize("text", ["[1, 2]", "text", "null", "5"])
def test_a_document_that_is_no_object_is_refused(text: str) -> None:
    assert refused(text) == ["1:1 TU106"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("info: {}\n", "1:1"),
        ("a: 1\nopenapi: 2.0\n", "2:1"),
        ("a: 1\nopenapi: 3.3.0\n", "2:1"),
        ("a: 1\nopenapi: 3.1\n", "2:1"),
        ("swagger: '2.0'\n", "1:1"),
    ],
)
def test_a_document_of_another_version_is_refused(text: str, place: str) -> None:
    assert reported(text) == [f"{place} TU106"]


@pytest.mark.parametrize("version", ["3.0.0", "3.0.4", "3.1.0", "3.1.1"])
def test_openapi_3_0_and_3_1_are_read(version: str) -> None:
    assert reported(f"openapi: {version}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\n") == []
