"""Agreement of page and spec: each way, at the best place, and rulings settle no more than there is."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from trueup.document import source
from trueup.document.json_values import JsonValue
from trueup.findings import Finding
from trueup.page.agreement.agree import agree
from trueup.page.agreement.settlements import settlements
from trueup.page.contradictions.contradictions import contradictions
from trueup.page.facts import Fact, Facts, Field, Kind, Status
from trueup.page.formats.text import read_text
from trueup.page.kept.facts_file import from_document, to_yaml
from trueup.page.reading.read import read
from trueup.page.statement import statement

from .known import FACTS, K, _line

ROOT = Path(__file__).resolve().parents[2]
SPEC = source.read(ROOT / "spec" / "openapi.yaml", "openapi.yaml")
RULINGS = source.read(ROOT / "spec" / "rulings.yaml", "rulings.yaml")

TEXT = """openapi: 3.1.0
paths:
  /jobs:
    put:
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/R"}}}}
      responses:
        "200": {description: d, x-page: {table: 2, row: 1}}
components:
  schemas:
    R:
      type: object
      properties:
        size:
          type: integer
          minimum: 1
          x-page: {table: 1, row: 1}
"""


def row(path: str, at: int = 1, /, **stated: JsonValue) -> Field:
    """Give a row of table 1."""
    facts: dict[str, JsonValue] = {"type": {"type": "integer"}, **stated}
    return Field(
        path,
        path.rpartition(".")[2],
        1,
        at,
        tuple(Fact(Kind(kind), value, "", _line(1, at, 5)) for kind, value in facts.items()),
        (),
        "",
        _line(1, at),
    )


SIZE = row("request.size", range=[{"minimum": 1}])


def page(*fields: Field) -> Facts:
    """Give a page with these rows and status 200."""
    ok = (Status("200", 2, 1, "", _line(2, 1)),)
    return replace(FACTS, operation=None, fields=fields, statuses=ok, examples=())


def said(facts: Facts, text: str = TEXT, rulings: str | None = None) -> list[Finding]:
    """Give what is said of a page and a spec."""
    document = source.parse("openapi.yaml", text)
    ruled = None if rulings is None else source.parse("rulings.yaml", rulings)
    return list(agree(facts, document, ruled, "page.txt"))


def shown(findings: list[Finding]) -> list[str]:
    """Show findings by place and code."""
    return [f"{each.place} {each.code}" for each in findings]


def settling(*entries: str) -> str:
    """Give rulings that settle these."""
    return "rulings:\n" + "".join(
        f"  - id: r{index}\n    settles:\n      - {entry}\n" for index, entry in enumerate(entries)
    )


def test_the_page_and_the_spec_of_the_project_agree() -> None:
    assert agree(FACTS, SPEC, RULINGS, "page.txt") == ()


@pytest.fixture(scope="module")
def real() -> Facts:
    """Read the documentation page itself."""
    file = ROOT.parent / "shared" / "pages" / "updating-a-sql-job.txt"
    if not file.exists():
        pytest.skip("the documentation page is not part of the project, and not beside it here")
    return read(read_text("page.txt", file.read_text("utf-8"), "")[0])[0]


def test_the_page_itself_and_the_spec_of_the_project_agree(real: Facts) -> None:
    assert agree(real, SPEC, RULINGS, "page.txt") == ()


def test_the_page_itself_agrees_when_only_its_facts_are_left(real: Facts) -> None:
    facts, found = from_document(source.parse("f.yaml", to_yaml(real, contradictions(real))))
    assert agree(facts, SPEC, RULINGS, "page.txt", found) == ()


def test_the_page_itself_states_what_was_read_from_it_by_hand(real: Facts) -> None:
    by_hand = {field.path: statement(field) for field in FACTS.fields}
    assert {field.path: statement(field) for field in real.fields} == by_hand
    places = [(field.path, field.table, field.row) for field in FACTS.fields]
    assert [(field.path, field.table, field.row) for field in real.fields] == places


def test_without_rulings_every_disagreement_of_the_project_is_told() -> None:
    found = agree(FACTS, SPEC, None, "page.txt")
    counted = {
        code: sum(each.code == code for each in found) for code in ("TU711", "TU712", "TU715")
    }
    assert counted == {"TU711": 3, "TU712": 6, "TU715": 6}
    assert len(found) == 15


def test_page_and_spec_that_say_the_same_agree() -> None:
    assert said(page(SIZE)) == []


def test_a_field_that_the_spec_lacks_is_told_at_the_page_s_line() -> None:
    (found,) = said(page(SIZE, row("request.speed", 2)))
    assert shown([found]) == ["page.txt:1020:3 TU711"]
    assert "request.speed (table 1, row 2)" in found.message
    assert "/components/schemas/R/properties" in found.fix


def test_what_is_below_a_field_that_the_spec_lacks_is_not_told_again() -> None:
    facts = page(SIZE, row("request.a", 2), row("request.a.b", 3), row("request.a.b.c", 4))
    assert shown(said(facts)) == ["page.txt:1020:3 TU711"]


def test_a_field_that_the_page_lacks_is_told_at_the_spec_s_line() -> None:
    more = TEXT + "        speed: {type: object, properties: {deep: {type: string}}}\n"
    (found,) = said(page(SIZE), more)
    assert shown([found]) == ["openapi.yaml:17:9 TU712"]
    assert "page.txt" in found.message


def test_a_field_with_a_source_may_be_missing_from_the_page() -> None:
    more = TEXT + "        speed: {type: object, x-source: SDK, properties: {deep: {pattern: x}}}\n"
    assert said(page(SIZE), more) == []


def test_a_value_that_differs_is_told_at_its_keyword_with_both_values_and_the_page_s_line() -> None:
    (found,) = said(page(row("request.size", range=[{"minimum": 2}])))
    assert shown([found]) == ["openapi.yaml:15:11 TU713"]
    assert '[{"minimum":1}] here and [{"minimum":2}] on the page (page.txt:1015)' in found.message


def test_a_fact_that_the_spec_lacks_is_told_at_the_field() -> None:
    (found,) = said(page(replace(SIZE, facts=(*SIZE.facts, *row("request.size", default=7).facts))))
    assert shown([found]) == ["openapi.yaml:13:9 TU711"]
    assert "default 7 (page.txt:1015)" in found.message


@pytest.mark.parametrize(
    "keyword", ["maxLength: 5", "default: 1", "pattern: x", "x-unit: s", "multipleOf: 2"]
)
def test_a_keyword_that_no_fact_backs_is_told_at_its_line(keyword: str) -> None:
    more = f"{TEXT}          {keyword}\n"
    (found,) = said(page(SIZE), more)
    assert shown([found]) == ["openapi.yaml:17:11 TU712"]
    assert "page.txt:1010" in found.message
    assert said(page(SIZE), f"{more}          x-source: SDK\n") == []


def test_a_body_may_not_have_limits_that_no_row_can_state() -> None:
    more = TEXT.replace("      type: object\n", "      type: object\n      minProperties: 1\n")
    assert shown(said(page(SIZE), more)) == ["openapi.yaml:12:7 TU712"]


def test_required_is_a_disagreement_and_optional_without_a_column_is_none() -> None:
    more = TEXT.replace("      type: object\n", "      type: object\n      required: [size]\n")
    assert said(page(row("request.size", range=[{"minimum": 1}], mandatory=True)), more) == []
    optional = page(row("request.size", range=[{"minimum": 1}], mandatory=False))
    assert shown(said(optional, more)) == ["openapi.yaml:12:18 TU713"]
    assert shown(said(page(SIZE), more)) == ["openapi.yaml:12:18 TU712"]
    assert said(optional) == []


def test_a_page_place_that_moved_is_told_with_the_one_to_write() -> None:
    (found,) = said(page(replace(SIZE, row=4)))
    assert shown([found]) == ["openapi.yaml:16:11 TU714"]
    assert "{table: 1, row: 4}" in found.fix


def test_a_table_without_a_number_misplaces_nothing() -> None:
    assert said(page(replace(SIZE, table=0, row=9))) == []


def test_statuses_are_held_together_both_ways() -> None:
    facts = replace(page(SIZE), statuses=(Status("404", 2, 1, "", _line(2, 1)),))
    found = said(facts)
    assert shown(found) == ["openapi.yaml:7:9 TU712", "page.txt:2010:3 TU711"]


def test_a_status_with_a_source_may_be_missing_and_one_in_another_row_is_misplaced() -> None:
    more = TEXT + "x: y\n"
    more = more.replace('"200":', '"500": {description: d, x-source: SDK}\n        "200":')
    assert said(page(SIZE), more) == []
    moved = replace(page(SIZE), statuses=(Status("200", 2, 5, "", _line(2, 5)),))
    assert shown(said(moved)) == ["openapi.yaml:7:33 TU714"]


def test_an_operation_that_the_spec_lacks_is_told_once() -> None:
    (found,) = said(FACTS)
    assert shown([found]) == ["page.txt:17:5 TU708"]


def test_a_list_with_a_table_of_its_own_is_a_list_of_objects() -> None:
    items = "type: array\n          items: {type: object, properties: {b: {type: integer}}}"
    spec = TEXT.replace("type: integer\n          minimum: 1", items)
    list_ = row("request.size", type={"type": "array"})
    assert said(page(list_, row("request.size[].b", 2)), spec) == []
    assert shown(said(page(list_), spec)) == [
        "openapi.yaml:14:11 TU713",
        "openapi.yaml:15:46 TU712",
    ]


UNSETTLED = page(row("request.size", range=[{"minimum": 2}]))


def test_a_ruling_settles_a_disagreement() -> None:
    rulings = settling("{field: request.size, fact: range, says: [{minimum: 2}]}")
    assert said(UNSETTLED, rulings=rulings) == []


def test_the_fix_of_a_finding_is_the_entry_that_settles_it() -> None:
    for facts in (UNSETTLED, page(), page(SIZE, row("request.b", 2, default="x")), FACTS):
        spec = SPEC if facts is FACTS else source.parse("openapi.yaml", TEXT)
        fixes = [each.fix for each in agree(facts, spec, None, "page.txt")]
        entries = [fix.partition("by a ruling: ")[2] for fix in fixes]
        assert all(entries)
        ruled = source.parse("rulings.yaml", settling(*entries))
        assert agree(facts, spec, ruled, "page.txt") == ()


def test_a_ruling_settles_what_the_page_said_when_it_was_made_and_nothing_else() -> None:
    rulings = settling("{field: request.size, fact: range, says: [{minimum: 3}]}")
    found = said(UNSETTLED, rulings=rulings)
    assert shown(found) == ["openapi.yaml:15:11 TU713", "rulings.yaml:4:9 TU406"]
    assert '[{"minimum":2}]' in found[1].message


@pytest.mark.parametrize(
    "entry",
    [
        "{field: request.size, fact: range, says: [{minimum: 1}]}",
        "{field: request.gone, fact: field}",
        "{field: request.size, fact: unheard}",
        "{}",
        "5",
    ],
)
def test_an_entry_that_no_disagreement_needs_is_an_error_at_its_line(entry: str) -> None:
    (found,) = said(page(SIZE), rulings=settling(entry))
    assert shown([found]) == ["rulings.yaml:4:9 TU406"]
    assert "not needed" in found.message


def test_the_second_of_two_entries_for_one_disagreement_is_not_needed() -> None:
    entry = "{field: request.size, fact: range, says: [{minimum: 2}]}"
    (found,) = said(UNSETTLED, rulings=settling(entry, entry))
    assert shown([found]) == ["rulings.yaml:7:9 TU406"]
    assert "not needed" in found.message


def test_one_entry_settles_one_of_two_disagreements() -> None:
    rulings = settling("{field: request.b, fact: field}")
    found = said(page(SIZE, row("request.b", 2), row("request.c", 3)), rulings=rulings)
    assert shown(found) == ["page.txt:1030:3 TU711"]


def test_every_disagreement_of_the_project_has_an_entry_of_its_own() -> None:
    assert len(settlements(RULINGS)) == len(agree(FACTS, SPEC, None, "page.txt"))


Change = Callable[[Field], Field]


def dropped(kind: Kind) -> Change:
    """Take the facts of a kind away."""
    return lambda field: replace(
        field, facts=tuple(fact for fact in field.facts if fact.kind is not kind)
    )


def altered(kind: Kind) -> Change:
    """Make the facts of a kind state something else."""
    other: dict[Kind, JsonValue] = {
        K.TYPE: {"type": "number", "format": "float"},
        K.LENGTH: {"minLength": 3, "maxLength": 7},
        K.RANGE: [{"minimum": 77}],
        K.ENUM: ["zz", "1"],
        K.DEFAULT: "other",
        K.COMPUTED: "a+b",
        K.UNIT: "hour",
        K.CONDITION: {"field": "name", "equals": "x"},
        K.ADVICE: {"maximum": 77},
        K.CONTENT: "text/xml",
    }
    return lambda field: replace(
        field,
        facts=tuple(
            replace(fact, value=not fact.value if kind is K.MANDATORY else other[kind])
            if fact.kind is kind
            else fact
            for fact in field.facts
        ),
    )


# Facts whose loss is none: both booleans, advice without a schema, a field that may be left out.
SAY_NOTHING: tuple[tuple[Kind, JsonValue], ...] = (
    (K.ENUM, [True, False]),
    (K.ADVICE, {}),
    (K.MANDATORY, False),
)

MUTANTS = [
    (field.path, kind, change)
    for field in FACTS.fields
    for kind in dict.fromkeys(fact.kind for fact in field.facts)
    for change in (dropped, altered)
    if not (change is dropped and (kind, field.values(kind)[0]) in SAY_NOTHING)
]


def test_there_are_enough_mutants() -> None:
    assert len(MUTANTS) >= 200


@pytest.mark.parametrize("change", [dropped, altered])
def test_whatever_fact_the_page_loses_or_changes_is_noticed(
    change: Callable[[Kind], Change],
) -> None:
    missed = []
    for path, kind, how in MUTANTS:
        if how is change:
            fields = tuple(
                change(kind)(field) if field.path == path else field for field in FACTS.fields
            )
            if not agree(replace(FACTS, fields=fields), SPEC, RULINGS, "page.txt"):
                missed.append((path, kind))
    assert missed == []


def test_every_row_that_goes_or_comes_is_noticed() -> None:
    for field in FACTS.fields:
        kept = tuple(each for each in FACTS.fields if each is not field)
        added = (*FACTS.fields, replace(field, path=f"{field.path}_2"))
        for fields in (kept, added):
            assert agree(replace(FACTS, fields=fields), SPEC, RULINGS, "page.txt")


def test_agreeing_loads_no_library_that_judges_documents() -> None:
    program = """
import sys
import trueup.page.agreement.agree, trueup.page.kept.facts_file
heavy = ("jsonschema", "openapi_schema_validator", "openapi_spec_validator", "referencing", "docutils")
print(*(name for name in heavy if name in sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
