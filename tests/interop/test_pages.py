"""A browser opens the published pages from the disk, without a network, wide and on a phone, in light and in dark."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.publish.comparing import material
from tests.publish.test_changes_page import said_with
from tests.publish.test_publishing import LONGER, SHORTER, SPEC, configure, publish
from tests.publish.test_reference import SHELF, read
from trueup.publish.difference import difference
from trueup.publish.release.release import release
from trueup.publish.telling.html import as_html

from .judges import NODE, chromium, in_browser, on_node, run

OPENER = Path(__file__).with_name("pages.mjs")


@cache
def opened(*pages: Path) -> list[dict[str, Any]]:
    """Open pages, and give what a browser and axe-core say of them."""
    done = run("node", OPENER, NODE, chromium() or "", *pages)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@on_node
@in_browser
def test_every_page_of_the_release_opens_without_a_fault(published: Path) -> None:
    pages = sorted(path for path in published.rglob("*.html") if path.parent.name != "try")
    assert published / "reference" / "index.html" in pages
    assert faults(pages) == []


@on_node
@in_browser
def test_pages_of_a_document_with_names_made_to_clash_open_without_a_fault(tmp_path: Path) -> None:
    for path, content in release(material(read(SHELF))).files.items():
        if path.endswith(".html"):
            (tmp_path / path).parent.mkdir(exist_ok=True, parents=True)
            (tmp_path / path).write_bytes(content)
    assert (
        faults(sorted(path for path in tmp_path.rglob("*.html") if path.parent.name != "try")) == []
    )


@on_node
@in_browser
def test_the_index_of_all_versions_opens_without_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    configure(tmp_path)
    for spec in (SPEC, LONGER, SHORTER.replace("1.2.0}", "2.0.0}")):
        assert publish(spec).exit_code == 0
    assert faults([tmp_path / "published" / "index.html"]) == []


@on_node
@in_browser
def test_the_page_of_changes_opens_without_a_fault(tmp_path: Path) -> None:
    changes = difference(said_with("<i>a</i>", 5), said_with("<i>a</i>", 4))
    (tmp_path / "changes.html").write_text(as_html(changes), "utf-8")
    assert faults([tmp_path / "changes.html"]) == []


def faults(pages: list[Path]) -> list[object]:
    found = opened(*pages)
    assert len(found) == 4 * len(pages)
    return [
        (each["page"], each["width"], each["colorScheme"], what, each[what])
        for each in found
        for what in ("errors", "elsewhere", "violations", "wide")
        if each[what]
    ]


@on_node
@in_browser
@pytest.mark.parametrize(
    "said", ["at most 57 characters", "-1 or at least 1", "SHARED_CLUSTER", "Table 2, row 30"]
)
def test_a_browser_shows_what_is_said_of_fields(published: Path, said: str) -> None:
    for each in opened(published / "reference" / "index.html"):
        assert said in each["text"]


@on_node
@in_browser
def test_the_page_to_try_calls_on_opens_from_the_disk(published: Path) -> None:
    for each in opened(published / "try" / "index.html"):
        assert (each["errors"], each["elsewhere"], each["wide"]) == ([], [], 0)
        assert "/v1.0/{project_id}/streaming/sql-jobs/{job_id}" in each["text"].replace(
            "\u200b", ""
        )


@on_node
@in_browser
def test_a_key_leads_to_a_filter_that_finds_fields(published: Path) -> None:
    spec = "update_sql_job.request.resource_config"
    for each in opened(published / "reference" / "index.html"):
        assert each["filtered"] == [
            f"{spec}.jobmanager_resource_spec.cpu",
            f"{spec}.taskmanager_resource_spec.cpu",
        ]
