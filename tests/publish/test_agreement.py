"""The agreement report: each fact of the page beside what the spec says of it, and nothing that parts unseen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from tests.publish.agreed import AGREED, FACTS, PAGE, ROOT, SPEC, accounted
from tests.publish.comparing import material
from tests.publish.html import parsed
from tests.publish.test_release import DOCUMENT
from trueup.cli import main
from trueup.document import source
from trueup.document.pointers import at
from trueup.page.agreement.account import Verdict
from trueup.page.facts import Kind
from trueup.page.kept.facts_file import from_document
from trueup.publish.release.release import release

FILES = release(material(DOCUMENT, facts=FACTS, agreement=AGREED)).files
REPORT: Any = json.loads(FILES["agreement.json"])
OPENAPI: Any = json.loads(FILES["openapi.json"])
LINES = FILES["openapi.yaml"].decode().splitlines()


def test_every_fact_of_the_page_is_there_once_with_its_place() -> None:
    found = {
        (row["name"], fact["kind"]): (row["page"]["table"], row["page"]["row"])
        for row in REPORT["fields"]
        for fact in row["facts"]
    }
    assert found == {
        (field.path, fact.kind): (field.table, field.row)
        for field in FACTS.fields
        for fact in field.facts
    }
    assert REPORT["counts"]["facts"] == len(found)


def test_a_fact_is_agreed_where_both_say_the_same_and_all_others_name_a_ruling() -> None:
    rulings = {each["id"] for each in REPORT["rulings"]}
    for row in REPORT["fields"]:
        for fact in row["facts"]:
            same = fact["page"]["says"] == fact["spec"]["says"]
            match fact["verdict"]:
                case "agreed":
                    assert same, (row["name"], fact)
                case "ruled":
                    assert not same
                    assert fact["ruling"] in rulings
                case verdict:
                    assert (verdict, fact["spec"]["says"]) == ("not compared", None)
    assert REPORT["counts"]["open"] == 0
    apart = REPORT["contradictions"] + REPORT["others"]
    assert len(apart) == 12
    assert {each["ruling"] for each in apart} <= rulings


def places(value: Any) -> Any:
    if isinstance(value, dict):
        if "pointer" in value:
            yield value["pointer"], value["line"]
        for each in value.values():
            yield from places(each)
    elif isinstance(value, list):
        for each in value:
            yield from places(each)


def test_every_place_in_the_spec_is_one_of_the_published_document() -> None:
    found = [*places(REPORT)]
    assert len(found) > 150
    for pointer, line in found:
        at(OPENAPI, pointer)  # which raises KeyError
        key = pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
        assert key in LINES[line - 1] or key.isdecimal(), (pointer, LINES[line - 1])


CHANGES = {
    "maxLength: 57": ("request.name", Kind.LENGTH),
    "default: shared_cluster": ("request.run_mode", Kind.DEFAULT),
    "x-unit: second": ("request.checkpoint_interval", Kind.UNIT),
}


@pytest.mark.parametrize("said", CHANGES)
def test_a_fact_that_no_longer_agrees_is_open_and_it_alone(said: str) -> None:
    key, _, value = said.partition(": ")
    other = {"57": "58", "shared_cluster": "edge_node", "second": "minute"}[value]
    made = accounted(SPEC.read_text().replace(said, f"{key}: {other}", 1))
    found = [
        (row.name, fact.kind)
        for row in made.fields
        for fact in row.facts
        if fact.verdict is Verdict.OPEN
    ]
    assert found == [CHANGES[said]]


def test_a_field_that_the_spec_lacks_is_open_with_all_its_facts() -> None:
    text = SPEC.read_text().replace("        desc:\n", "        description_of_it:\n", 1)
    (row,) = (each for each in accounted(text).fields if each.name == "request.desc")
    assert (row.verdict, row.pointer) == (Verdict.OPEN, "")
    assert {each.verdict for each in row.facts} == {Verdict.OPEN}


def test_the_facts_of_the_page_go_with_the_release_and_are_read_again() -> None:
    kept = source.parse("page.facts.yaml", FILES["page.facts.yaml"].decode())
    facts, contradictions = from_document(kept)
    assert (facts.fields, contradictions) == (FACTS.fields, PAGE.contradictions)
    assert yaml.safe_load(kept.text)["page"]["file"] == "updating-a-sql-job.txt"


def test_the_report_for_people_has_a_row_for_each_fact() -> None:
    told = FILES["agreement.md"].decode()
    rows = [line for line in told.splitlines() if line.startswith("| ") and "`" in line]
    assert len(rows) >= REPORT["counts"]["facts"]
    assert "checkpoint-mode-is-a-number" in told
    assert "agreement.md" in FILES["README.md"].decode()


def test_the_page_shows_each_fact_with_what_was_decided_and_all_its_links_lead_somewhere() -> None:
    made = parsed(FILES["agreement.html"].decode())
    main = next(made.all("main"))
    tables = [*main.all("table")]
    assert len([*tables[0].all("tr")]) == 1 + REPORT["counts"]["facts"]
    assert [
        each.attributes["rowspan"] for each in tables[0].all("th") if "rowspan" in each.attributes
    ] == [str(len(row["facts"])) for row in REPORT["fields"]]
    ids = made.by_id()
    for each in main.all("a"):
        assert each.attributes["href"].removeprefix("#") in ids, each.text
    for ruling in REPORT["rulings"]:
        assert " ".join(ruling["reason"].split()) in main.text
    assert not [*made.all("script", "img")]


def test_a_release_of_a_document_without_a_page_has_no_such_part() -> None:
    made = release(material(DOCUMENT)).files
    assert not {"agreement.html", "agreement.json", "agreement.md", "page.facts.yaml"} & made.keys()


def test_a_spec_that_is_not_what_its_page_says_is_not_published(tmp_path: Path) -> None:
    other = tmp_path / "openapi.yaml"
    other.write_text(SPEC.read_text().replace("x-unit: second", "x-unit: minute", 1))
    facts = str(ROOT / "spec/page/updating-a-sql-job.facts.yaml")
    to = ("--out", str(tmp_path / "release"), "--no-library")
    done = CliRunner().invoke(main, ["publish", "--spec", str(other), "--facts", facts, *to])
    assert (done.exit_code, (tmp_path / "release").exists()) == (1, False)
    assert 'the unit is "minute" here and "second" on the page' in done.output
