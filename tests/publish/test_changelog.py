"""The changelog of a release: for people, for programs, and as a feed; readers of feeds and of Markdown judge."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser  # type: ignore[import-untyped]
import pytest
from markdown_it import MarkdownIt

from tests.publish.html import parsed
from tests.publish.test_publishing import (
    LONGER,
    SHORTER,
    SPEC,
    WAIVERS,
    configure,
    project,
    publish,
)

__all__ = ["project"]  # a fixture
NAMED = "info: {title: t, "


def on(day: str, spec: str, **said: str) -> str:
    """State the day that a version is released on."""
    more = "".join(f"{key}: {value}, " for key, value in said.items())
    return spec.replace(NAMED, f'{NAMED}{more}x-released: "{day}", ')


@pytest.fixture
def released(project: Path) -> Path:
    """Give the release of a third version, of which each has a day."""
    (project / "waivers.yaml").write_text(WAIVERS)
    configure(project, 'waivers = "waivers.yaml"')
    (project / "waivers.yaml").write_text("waivers: []")
    assert publish(on("2026-01-10", SPEC)).exit_code == 0
    assert publish(on("2026-02-20", LONGER)).exit_code == 0
    (project / "waivers.yaml").write_text(WAIVERS)
    done = publish(on("2026-03-30", SHORTER), "--today", "2026-03-30")
    assert (done.exit_code, done.stderr) == (0, "")
    return project / "published/1.2.0"


def feed(folder: Path) -> Any:
    read = feedparser.parse((folder / "changelog.atom").read_bytes())
    assert not read.bozo, read.get("bozo_exception")
    return read


def test_each_version_tells_what_changed_since_the_one_before_the_last_first(
    released: Path,
) -> None:
    said = json.loads((released / "changelog.json").read_text())
    assert [
        (each["version"], each["released"], each["since"], each["wire"], each["source"])
        for each in said["versions"]
    ] == [
        ("1.2.0", "2026-03-30", "1.1.0", "documentation", "no change"),
        ("1.1.0", "2026-02-20", "1.0.0", "compatible", "no change"),
        ("1.0.0", "2026-01-10", None, None, None),
    ]
    last, second, _ = said["versions"]
    (change,) = last["changes"]
    assert (change["message"], change["witness"], change["waived"]["owner"]) == (
        "maxLength 64 → 40", {"name": "a" * 64}, "streaming",
    )  # fmt: skip
    assert [each["message"] for each in second["changes"]] == ["maxLength 57 → 64"]


def test_people_read_the_same(released: Path) -> None:
    html = parsed(MarkdownIt().render((released / "CHANGELOG.md").read_text()))
    assert [each.text for each in html.all("h2")] == [
        "1.2.0 (2026-03-30)", "1.1.0 (2026-02-20)", "1.0.0 (2026-01-10)",
    ]  # fmt: skip
    waived, longer = (each.text for each in html.all("li"))
    assert waived.startswith("breaking PUT /a request.name: maxLength 64 → 40, shown by")
    assert waived.endswith("waived until 2027-03-31 by streaming: names were cut at 40 all along")
    assert longer.partition(", shown")[0] == "PUT /a request.name: maxLength 57 → 64"
    assert "The first version." in [each.text for each in html.all("p")]


def test_a_version_keeps_what_was_told_of_it_when_more_are_published(released: Path) -> None:
    before = json.loads((released / "changelog.json").read_text())["versions"]
    (released.parents[1] / "waivers.yaml").write_text("waivers: []")
    assert publish(on("2026-04-01", SHORTER).replace("1.2.0}", "1.2.1}")).exit_code == 0
    after = json.loads((released.parent / "1.2.1/changelog.json").read_text())["versions"]
    assert [_without_places(each) for each in after[1:]] == [
        _without_places(each) for each in before
    ]


def _without_places(version: dict[str, Any]) -> dict[str, Any]:
    """Leave out where a change stood in the spec, which has other lines than what is published of it."""
    changes = [{**each, "old": None, "new": None} for each in version["changes"]]
    return {**version, "changes": changes}


def test_readers_of_feeds_read_it(released: Path) -> None:
    read = feed(released)
    assert read.version == "atom10"
    assert (read.feed.title, read.feed.updated) == ("Changelog of t", "2026-03-30T00:00:00Z")
    assert [(each.title, each.updated) for each in read.entries] == [
        ("t 1.2.0", "2026-03-30T00:00:00Z"),
        ("t 1.1.0", "2026-02-20T00:00:00Z"),
        ("t 1.0.0", "2026-01-10T00:00:00Z"),
    ]
    assert "<h2>On the wire: compatible</h2>" in read.entries[1].content[0].value
    assert read.entries[1].summary == "On the wire: compatible. In Python: no change."


def test_it_has_what_rfc_4287_demands_and_ids_that_stay(released: Path) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    root = ElementTree.fromstring((released / "changelog.atom").read_bytes())
    assert root.tag == f"{atom}feed"
    assert root.findtext(f"{atom}author/{atom}name") == "t"
    for each in (root, *root.iter(f"{atom}entry")):
        for name in ("id", "title", "updated"):
            (found,) = each.findall(atom + name)
            assert found.text
        assert datetime.fromisoformat(each.findtext(f"{atom}updated") or "").tzinfo
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", each.findtext(f"{atom}id") or "")
    for each in root.iter(f"{atom}entry"):
        (content,) = each.findall(f"{atom}content")
        assert content.attrib == {"type": "html"}
    ids = [each.id for each in feed(released).entries]
    assert len({feed(released).feed.id, *ids}) == 4
    before = feed(released.parent / "1.1.0")
    assert [before.feed.id, *(each.id for each in before.entries)] == [
        feed(released).feed.id, *ids[1:]
    ]  # fmt: skip


def test_ids_stay_when_the_api_is_called_otherwise(released: Path) -> None:
    spec = on("2026-04-01", SHORTER).replace("1.2.0}", "1.2.1}").replace("title: t", "title: other")
    assert publish(spec, "--today", "2026-04-01").exit_code == 0
    assert feed(released.parent / "1.2.1").feed.id == feed(released).feed.id


@pytest.mark.usefixtures("project")
def test_a_version_that_says_no_day_has_no_feed_and_is_told_how_to_get_one() -> None:
    done = publish(SPEC)
    assert done.exit_code == 0
    assert "openapi.yaml:3:1: TU006 warning: nothing says when 1.0.0 is released" in done.stderr
    assert 'x-released: "2026-11-25"' in done.stderr
    assert not Path("published/1.0.0/changelog.atom").exists()
    assert publish(on("2026-02-20", LONGER)).stderr == ""
    assert [each.title for each in feed(Path("published/1.1.0")).entries] == ["t 1.1.0"]


@pytest.mark.usefixtures("project")
def test_a_day_that_is_none_is_no_day() -> None:
    assert "TU006" in publish(on("2026-02-31", SPEC)).stderr


@pytest.mark.usefixtures("project")
def test_words_of_a_spec_are_words_in_a_feed_and_in_markdown() -> None:
    title = '"<b>&amp; *x* [a](javascript:b)"'
    assert publish(on("2026-01-10", SPEC).replace("title: t", f"title: {title}")).exit_code == 0
    folder = Path("published/1.0.0")
    (entry,) = ElementTree.fromstring((folder / "changelog.atom").read_bytes()).iter(
        "{http://www.w3.org/2005/Atom}entry"
    )
    assert entry.findtext("{http://www.w3.org/2005/Atom}title") == f"{title[1:-1]} 1.0.0"
    html = parsed(MarkdownIt().render((folder / "CHANGELOG.md").read_text()))
    assert next(html.all("h1")).text == f"Changelog of {title[1:-1]}"
