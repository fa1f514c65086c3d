"""The documentation page of the project, and editions of it, where they are at hand; skipped where they aren't."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from trueup import config, pages
from trueup.document.json_values import JsonValue
from trueup.page.difference.changes import changes
from trueup.page.difference.terms import Effect, What
from trueup.page.facts import Facts, Kind, Role
from trueup.page.statement import statement
from trueup.pages import Reading

from .known import FACTS
from .reading_pages import PAGES

pytestmark = pytest.mark.skipif(
    not PAGES.exists(), reason="the saved documentation pages are not part of the project"
)
SEED = "updating-a-sql-job.txt"
EDITIONS = (
    SEED,
    "otc_2025-04-11.rst",
    "otc_2025-12-17.rst",
    "otc_creating_a_sql_job.rst",
    "hwc_zh_2021-10-12.md",
)


def reading(name: str) -> Reading:
    """Read a saved page."""
    return pages.read(PAGES / name, name)


def facts_of(name: str) -> Facts:
    """Read the facts of a saved page."""
    return reading(name).facts


def literals(value: JsonValue) -> Iterator[str]:
    """Give the literals of a value as a page writes them; a product shows its first factor."""
    match value:
        case dict():
            yield from (each for part in value.values() for each in literals(part))
        case list():
            yield from (each for part in value for each in literals(part))
        case bool():
            yield str(value).lower()
        case float():
            yield f"{value:g}"
        case 1048576:
            yield "1024"
        case _:
            yield str(value)


@pytest.mark.parametrize("name", EDITIONS)
def test_every_real_page_is_read_without_a_finding(name: str) -> None:
    assert reading(name).findings == ()


def test_all_rows_tables_and_statuses_of_the_page_are_read() -> None:
    facts = facts_of(SEED)
    assert len(facts.fields) == 44
    assert [(each.number, each.rows) for each in facts.tables] == [
        (1, 2),
        (2, 30),
        (3, 4),
        (4, 2),
        (5, 2),
        (6, 3),
        (7, 1),
        (8, 2),
    ]
    assert [each.code for each in facts.statuses] == ["200", "400"]
    assert [each.of for each in facts.examples] == [Role.REQUEST, Role.RESPONSE]
    assert facts.updated == "2025-12-19"


def test_every_field_of_the_page_states_what_was_told_by_hand() -> None:
    told = FACTS
    read = facts_of(SEED)
    assert [each.path for each in read.fields] == [each.path for each in told.fields]
    for ours, theirs in zip(read.fields, told.fields, strict=True):
        assert statement(ours) == statement(theirs), ours.path
        assert (ours.table, ours.row) == (theirs.table, theirs.row)


@pytest.mark.parametrize("name", [SEED, "otc_2025-12-17.rst", "hwc_zh_2021-10-12.md"])
def test_every_fact_has_a_span_whose_text_holds_its_literal(name: str) -> None:
    lines = (PAGES / name).read_text("utf-8").split("\n")
    looked = 0
    for field in facts_of(name).fields:
        for fact in field.facts:
            if fact.kind not in (Kind.RANGE, Kind.ENUM, Kind.DEFAULT, Kind.LENGTH, Kind.COMPUTED):
                continue
            there = "\n".join(lines[fact.span.line - 1 : fact.span.end_line])
            for literal in literals(fact.value):
                assert literal in there, (field.path, fact)
                looked += 1
    assert looked > 30


def test_the_page_and_the_spec_of_the_project_agree(root: Path) -> None:
    assert pages.agree(config.settings(root), reading(SEED)) == ()


def test_the_facts_that_are_kept_are_those_of_the_page(root: Path) -> None:
    settings = config.settings(root)
    assert settings.facts is not None
    kept = pages.read(settings.facts, "kept")
    difference = changes(kept.facts, facts_of(SEED))
    assert difference.contract == ()


def test_of_the_edition_of_december_2025_exactly_eleven_fields_are_new() -> None:
    found = changes(facts_of("otc_2025-04-11.rst"), facts_of("otc_2025-12-17.rst"))
    config_ = "request.resource_config"
    specs = [f"{config_}.{each}_resource_spec" for each in ("jobmanager", "taskmanager")]
    added = [
        "request.execution_agency_urn", f"{config_}_version", config_,
        f"{config_}.max_slot", f"{config_}.parallel_number", *specs,
        *(f"{spec}.{each}" for spec in specs for each in ("cpu", "memory")),
    ]  # fmt: skip
    assert [change.path for change in found.contract] == added
    assert {(change.what, change.effect) for change in found.contract} == {
        (What.FIELD_ADDED, Effect.WIDENING)
    }


def test_of_the_edition_of_the_page_only_advice_and_wording_are_new() -> None:
    found = changes(facts_of("otc_2025-12-17.rst"), facts_of(SEED))
    assert Counter((change.what, change.effect) for change in found.contract) == {
        (What.ADVICE, Effect.DOCUMENTATION): 2
    }
    assert all(change.path.endswith(".cpu") for change in found.contract)


def test_from_the_chinese_edition_to_the_english_one_three_things_changed() -> None:
    found = changes(facts_of("hwc_zh_2021-10-12.md"), facts_of("otc_2025-04-11.rst"))
    assert [(change.path, change.what, change.effect) for change in found.contract] == [
        ("request.queue_name", What.LENGTH, Effect.WIDENING),
        ("request.flink_version", What.FIELD_ADDED, Effect.WIDENING),
        ("response.is_success", What.TYPE, Effect.BREAKING),
    ]
