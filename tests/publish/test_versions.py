"""Every published edition counts, and what changed since each says which version may come next."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.publish.comparing import edition
from trueup.cli import main
from trueup.document.source import Document
from trueup.findings import Code
from trueup.publish.change import Effect
from trueup.publish.difference import Published, differences, overpromised


def sent(version: str, name: dict[str, Any] | None) -> Document:
    """Make an edition whose request has a field `name`, or none."""
    properties = {} if name is None else {"name": name}
    media = {"application/json": {"schema": {"type": "object", "properties": properties}}}
    body = {"requestBody": {"required": True, "content": media}}
    return edition(body, info={"title": "t", "version": version})


A = sent("1.0.0", {"type": "string", "maxLength": 57})
B = sent("1.1.0", None)
C = sent("1.2.0", {"type": "string", "maxLength": 40})


def asked(new: Document, *olds: Document) -> str:
    return str(differences([Published(each) for each in olds], Published(new)).next_version)


def wrong(new: Document, *olds: Document) -> list[str]:
    compared = differences([Published(each) for each in olds], Published(new))
    return [f"{each.code} {each.message}; {each.fix}" for each in overpromised(compared, new)]


def answered(version: str, type_: str | None) -> Document:
    """Make an edition that documents a conflict whose body is of some type, or none."""
    media = {"content": {"application/json": {"schema": {"type": type_}}}}
    conflict = {} if type_ is None else {"409": {"description": "conflict", **media}}
    responses = {"200": {"description": "ok"}, **conflict}
    return edition({"responses": responses}, info={"title": "t", "version": version})


def test_what_no_step_breaks_but_all_together_do_is_told_with_the_edition_it_is_a_change_from() -> (
    None
):
    first, second, third = (
        answered("1.0.0", "string"),
        answered("1.1.0", None),
        answered("1.2.0", "integer"),
    )
    assert not differences([Published(first)], Published(second)).breaks
    assert not differences([Published(second)], Published(third)).breaks
    compared = differences([Published(first), Published(second)], Published(third))
    assert [
        (each.message, each.since, each.witness)
        for each in compared.wire
        if each.effect is Effect.BREAKING
    ] == [('type "string" → "integer"', ("1.0.0",), 1)]
    assert str(compared.next_version) == "2.0.0"


def test_the_same_change_since_several_editions_is_told_once() -> None:
    again = sent("1.0.1", {"type": "string", "maxLength": 57})
    compared = differences([Published(A), Published(again)], Published(C))
    assert [
        (each.message, each.since) for each in compared.wire if each.effect is Effect.BREAKING
    ] == [("maxLength 57 → 40", ("1.0.0", "1.0.1"))]


@pytest.mark.parametrize(
    ("old", "narrowed", "same", "widened"),
    [
        ("1.4.2", "2.0.0", "1.4.2", "1.5.0"),
        ("0.4.2", "0.5.0", "0.4.2", "0.4.3"),
        ("2.0.0-rc.1", "2.0.0", "2.0.0-rc.1", "2.0.0"),
        ("v3", "4.0.0", "3.0.0", "3.1.0"),
        ("2024 spring", "None", "None", "None"),
    ],
)
def test_the_next_version_is_the_least_that_the_change_allows(
    old: str, narrowed: str, same: str, widened: str
) -> None:
    base = sent(old, {"maxLength": 50})
    assert asked(sent("1", {"maxLength": 40}), base) == narrowed
    assert asked(sent(old, {"maxLength": 50}), base) == same
    assert asked(sent("1", {"maxLength": 60}), base) == widened


def test_a_break_since_an_old_major_version_was_paid_for_by_the_one_after_it() -> None:
    first, second = sent("1.0.0", {"maxLength": 57}), sent("2.0.0", {"maxLength": 40})
    assert asked(sent("2.1.0", {"maxLength": 45}), first, second) == "2.1.0"


def test_a_version_that_promises_too_much_or_goes_back_is_a_finding() -> None:
    assert wrong(C, A) == [
        f"{Code.VERSION_TOO_LOW} version 1.2.0 promises more than what changed since 1.0.0 allows; "
        "make it 2.0.0, or take the change back"
    ]
    narrow = {"type": "string", "maxLength": 40}
    assert wrong(sent("2.0.0", narrow), A) == []
    assert wrong(sent("2.0.0-rc.1", narrow), A) == []
    (back,) = wrong(sent("2.0.0-rc.1", narrow), sent("2.0.0", narrow))
    assert "goes back behind a published one" in back
    (word,) = wrong(sent("next", narrow), A)
    assert "next is no version by semantic versioning" in word
    (unknown,) = wrong(sent("2.0.0", narrow), sent("2024 spring", narrow), A)
    assert "no version follows 2024 spring" in unknown


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["diff", *arguments])


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for each in (A, B):
        version = str(each.root["info"]["version"])  # type: ignore[call-overload,index]
        (tmp_path / "published" / version).mkdir(parents=True)
        (tmp_path / "published" / version / "openapi.json").write_bytes(each.content)
    (tmp_path / "new.json").write_bytes(C.content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_of_published_versions_is_compared_whole(published: Path) -> None:
    done = run("--against", "published", "new.json")
    assert done.exit_code == 1
    assert "maxLength 57 → 40" in done.output
    assert (
        "request-max-length-narrowed   since 1.0.0   old published/1.0.0/openapi.json"
        in done.output
    )
    assert done.output.splitlines()[-1].endswith("next version: 2.0.0")
    (published / "1.3.0.json").write_bytes(sent("1.3.0", None).content)
    said = json.loads(
        run("1.3.0.json", "--against", "published", "new.json", "--format", "json").output
    )
    assert [each["edition"] for each in said["since"]] == ["1.0.0", "1.1.0", "1.3.0"]
    assert said["next_version"] == "2.0.0"


def test_a_version_that_says_so_may_break(published: Path) -> None:
    done = run("--against", "published", "new.json", "--check-version")
    assert done.exit_code == 1
    assert "TU001 error: version 1.2.0 promises more" in done.stderr
    (published / "new.json").write_bytes(C.content.replace(b"1.2.0", b"2.0.0"))
    assert run("--against", "published", "new.json", "--check-version").exit_code == 0


@pytest.mark.usefixtures("published")
def test_a_folder_without_versions_and_nothing_to_compare_with_are_told() -> None:
    assert "TU002 error: no version is published in ." in run("--against", ".", "new.json").stderr
    assert run("new.json").exit_code == 2
