"""Tables that lead to one another."""

from __future__ import annotations

import pytest

from tests.page.reading_pages import HEAD, of_text, table
from trueup.findings import Code


def row(name: str, number: int) -> tuple[str, str, str, str]:
    """Write a row that leads to a table."""
    return name, "No", "Object", f"For details, see Table {number}."


def song(last: int, *, twice: bool) -> str:
    """Write a page whose tables lead each to the next, by one of their rows or by two."""
    tables = [table("Table 1 Request parameters", row("part1", 2))]
    for at in range(2, last):
        rows = [row(f"part{at}", at + 1), *([row(f"other{at}", at + 1)] if twice else [])]
        tables.append(table(f"Table {at} part{at - 1} or other{at - 1}", *rows))
    tables.append(table(f"Table {last} part{last - 1}", ("end", "No", "String", "The end.")))
    return f"{HEAD}\nRequest Parameters\n\n" + "\n".join(tables)


def test_a_field_is_named_by_the_rows_that_lead_to_its_table() -> None:
    facts, found = of_text(song(4, twice=False))
    assert found == ()
    assert facts.fields[-1].path == "request.part1.part2.part3.end"


@pytest.mark.parametrize(("last", "twice"), [(60, True), (400, False)])
def test_tables_that_lead_to_one_another_without_end_are_cut_off(last: int, twice: bool) -> None:
    facts, found = of_text(song(last, twice=twice))
    assert len(facts.fields) <= 10_000
    endless = [each for each in found if "over and over" in each.message]
    assert [each.code for each in endless] == [Code.TABLE_ASTRAY]


def test_a_table_that_leads_to_itself_ends_there() -> None:
    rows = row("verse", 2), ("line", "No", "String", "A line.")
    tables = (
        table("Table 1 Request parameters", row("verse", 2)) + "\n" + table("Table 2 verse", *rows)
    )
    facts, _ = of_text(f"{HEAD}\nRequest Parameters\n\n{tables}")
    assert [each.path for each in facts.fields] == [
        "request.verse",
        "request.verse.verse",
        "request.verse.line",
    ]


def test_a_table_of_an_endless_number_is_no_table_of_the_page() -> None:
    facts, _ = of_text(
        f"{HEAD}\nRequest\n\n{table('Table 1', ('verse', 'No', 'Object', 'See Table ' + '9' * 5000 + '.'))}"
    )
    assert [each.path for each in facts.fields] == ["request.verse"]
