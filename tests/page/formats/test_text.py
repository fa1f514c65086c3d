"""Plain text as copied from a browser: tables without a grid, and what is said where they can't be read."""

from __future__ import annotations

import pytest

from tests.page.reading_pages import HEAD, body, of_text, one, table
from trueup.findings import Code, Severity
from trueup.page.facts import Kind

NAME = ("name", "No", "String", "Name of the lamp. Length range: 1 to 20 characters.")


def test_every_fact_stands_on_the_line_it_is_said_on() -> None:
    text = body(NAME)
    field = one(text, "request.name")
    lines = text.split("\n")
    for fact in field.facts:
        assert lines[fact.span.line - 1][fact.span.column - 1 : fact.span.end_column] == fact.words
    assert field.facts[-1].value == {"minLength": 1, "maxLength": 20}


def test_cells_parted_by_tabs_are_cells_too() -> None:
    rows = "name\tYes\tString\tName.\nsize\tNo\tInteger\tSize in mm. The default value is 3.\n"
    header = "Table 1 Request parameters\n\nParameter\tMandatory\tType\tDescription\n"
    text = f"{HEAD}\nRequest Parameters\n\n{header}{rows}"
    facts, found = of_text(text)
    assert found == ()
    assert [field.path for field in facts.fields] == ["request.name", "request.size"]
    assert facts.fields[1].values(Kind.DEFAULT) == (3,)


def test_a_caption_that_shares_a_line_with_nothing_but_its_number_is_a_caption() -> None:
    facts, found = of_text(f"{HEAD}\nRequest\n\n{table('Table 1', NAME)}")
    assert (found, len(facts.fields)) == ((), 1)


def test_a_row_that_lost_a_cell_is_reported_at_its_line_and_left_out() -> None:
    text = body(NAME, ("size", "Integer", "Size of the lamp."))
    facts, (finding,) = of_text(text)
    assert [field.path for field in facts.fields] == ["request.name"]
    assert finding.code is Code.LOST_CELL
    assert text.split("\n")[finding.place.line - 1] == "size"
    assert "'size' has lost a cell" in finding.message
    assert "Mandatory" in finding.message


def test_a_row_without_a_description_is_reported_as_a_warning() -> None:
    facts, (finding,) = of_text(body(("size", "No", "Integer"), NAME))
    assert (finding.code, finding.severity) == (Code.LOST_CELL, Severity.WARNING)
    assert [field.path for field in facts.fields] == ["request.size", "request.name"]


def test_a_header_that_is_unknown_is_named_with_its_line() -> None:
    header = "Parameter|Needed?|Type|Description"
    text = f"{HEAD}\nRequest\n\n{table('Table 1 Request parameters', NAME, header=header)}"
    _, found = of_text(text)
    assert found[0].code is Code.UNKNOWN_HEADER
    assert "'Needed?'" in found[0].message
    assert text.split("\n")[found[0].place.line - 1] == "Needed?"


def test_a_type_that_is_unknown_is_named_and_the_field_kept_without_it() -> None:
    facts, (finding,) = of_text(body(("when", "No", "Moment", "When it glows.")))
    assert (finding.code, finding.severity) == (Code.UNKNOWN_TYPE, Severity.WARNING)
    assert "'Moment'" in finding.message
    assert [fact.kind for fact in facts.fields[0].facts] == [Kind.MANDATORY]


def test_a_field_that_a_table_has_twice_is_reported() -> None:
    facts, (finding,) = of_text(body(NAME, NAME))
    assert finding.code is Code.REPEATED_FIELD
    assert len(facts.fields) == 1


@pytest.mark.parametrize("text", ["", "   \n\n", "Dear diary, today it rained.\n", "{}"])
def test_a_text_that_is_no_page_of_documentation_is_refused(text: str) -> None:
    _, found = of_text(text)
    assert Code.NOT_A_PAGE in [each.code for each in found]


def test_a_page_that_lost_its_tables_is_told_apart_from_no_page() -> None:
    _, (finding,) = of_text(f"{HEAD}\nRequest Parameters\n\nSee the tables.\n")
    assert finding.code is Code.NO_TABLES


def test_a_page_that_names_no_method_is_read_with_a_warning() -> None:
    _, (finding,) = of_text(body(NAME).replace("PUT /v2", "to /v2"))
    assert (finding.code, finding.severity) == (Code.NO_OPERATION, Severity.WARNING)


def test_an_example_that_is_no_json_is_reported_and_none_is_made_of_it() -> None:
    text = f'{body(NAME)}\nExample Request\n\n{{\n    "name": oops\n}}\n'
    facts, (finding,) = of_text(text)
    assert finding.code is Code.BROKEN_MARKUP
    assert text.split("\n")[finding.place.line - 1] == "{"
    assert [each.value for each in facts.examples] == [None]


def test_a_sentence_about_a_table_is_no_caption() -> None:
    codes = table("Table 2 Status codes", ("200", "Fine."), header="Status Code|Description")
    text = f"{HEAD}\nStatus Codes\n\nTable 2 lists the codes.\n\n{codes}"
    facts, _ = of_text(text + "\n" + body(NAME))
    assert [each.code for each in facts.statuses] == ["200"]
