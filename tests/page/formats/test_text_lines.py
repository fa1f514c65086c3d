"""Lines of a text as a browser copies it: spaces, signs, tabs, and blocks of code."""

from __future__ import annotations

import pytest

from tests.page.formats.reading import words
from tests.page.formats.text_pages import ENGLISH, blocks, content, lines, page, rows, tables
from tests.page.reading_pages import body, of_text, one
from trueup.findings import Code as Finds
from trueup.page.blocks import Code, Table
from trueup.page.facts import Facts, Kind

HEADER = "Table 1 Request parameters|Parameter|Mandatory|Type|Description"
TABBED = "Table 1 Request parameters\n\nParameter\tMandatory\tType\tDescription\n"


def stated(facts: Facts) -> list[object]:
    """Give all facts of a page, their places aside."""
    fields = [
        (
            each.path,
            [(fact.kind, fact.value) for fact in each.facts if fact.kind is not Kind.EXAMPLE],
            each.wording,
        )
        for each in facts.fields
    ]
    return [facts.title, facts.updated, facts.tables[0].caption, *fields]


def test_zero_width_characters_inside_words_are_not_read() -> None:
    text = body(
        ("lamp_\u200bname", "No", "Str\ufeffing", "Length range: 1 to 2\u200d0 characters.")
    )
    field = one(text, "request.lamp_name")
    assert field.values(Kind.LENGTH) == ({"minLength": 1, "maxLength": 20},)
    last = field.facts[-1]
    there = text.split("\n")[last.span.line - 1][last.span.column - 1 : last.span.end_column]
    assert there.replace("\u200d", "") == last.words


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (" ", "\u00a0"),
        ("\n", "\r\n"),
        ("\n", "\r"),
        ("\n", " \u200b\n"),
        ("\n\n", "\n\n\u00a0\n\n"),
        ("    ", "\u00a0\u00a0\u00a0\u00a0"),
        ("  • ", "•\t"),
        ("  • ", "\u200b  •\u00a0\u200b"),
    ],
)
def test_a_page_states_the_same_however_its_spaces_were_copied(old: str, new: str) -> None:
    plain, found = of_text(ENGLISH)
    assert found == ()
    set_otherwise, found = of_text(ENGLISH.replace(old, new))
    assert found == ()
    assert stated(set_otherwise) == stated(plain)
    assert [each.value for each in set_otherwise.examples] == [
        each.value for each in plain.examples
    ]


def test_a_byte_order_mark_is_no_part_of_the_title() -> None:
    facts, _ = of_text("\ufeff" + ENGLISH)
    assert facts.title == "Renaming a Lamp"


def test_cells_parted_by_tabs_can_have_several_paragraphs() -> None:
    text = page(
        TABBED + "name\tNo\tString\tName.\n\nLength range: 1 to 20 characters.\n"
        "tags\tNo\tArray of\n\nstrings\tTags.\n"
        "mode\tYes\tString\t\nMode. Options:\n  • on: It glows.\n  • off: It does not.\n"
    )
    (table,) = tables(text)
    assert [row[:3] for row in rows(table)] == [
        ["name", "No", "String"],
        ["tags", "No", "Array of strings"],
        ["mode", "Yes", "String"],
    ]
    assert content(table)[0] == [
        ("paragraph", "Name.", []),
        ("paragraph", "Length range: 1 to 20 characters.", []),
    ]
    assert content(table)[2] == [
        ("paragraph", "Mode. Options:", []),
        ("item", "on: It glows.", []),
        ("item", "off: It does not.", []),
    ]


def test_words_of_a_row_are_no_row_where_tabs_part_the_cells() -> None:
    text = page(TABBED + "name\tNo\tString\tName. Or:\n\nsize\n\nNo\n\nInteger\n\nSize.\n")
    (table,) = tables(text)
    assert len(table.rows) == 1


def test_a_table_with_tabs_needs_no_types_to_have_rows() -> None:
    header = "Table 1 Request parameters\n\nParameter\tDescription\n"
    (table,) = tables(page(header + "name\tName\n\nas shown\nsize\tSize\n"))
    assert rows(table) == [["name", "Name as shown"], ["size", "Size"]]


def test_tabs_at_the_end_and_at_the_start_of_lines_part_nothing() -> None:
    (table,) = tables(page(TABBED + "\tname\tNo\tString\tName.\t\nsize\tNo\tLong\tSize.\t\t\n"))
    assert rows(table) == [["name", "No", "String", "Name."], ["size", "No", "Long", "Size."]]


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("size\tInteger\tSize.", "3 cells"),
        ("size\tNo\tSize.", "3 cells"),
        ("size\tNo\tInteger\tSize.\tmm", "5 cells"),
        ("size\t\tInteger\tSize.", "no Mandatory after its name"),
        ("size\tNo\t\tSize.", "no Type after its name"),
        ("size\t\t\t", "no Mandatory after its name"),
        ("\tNo\tInteger\tSize.", "no name"),
    ],
)
def test_a_row_with_tabs_that_lost_a_cell_is_reported_at_its_line(row: str, what: str) -> None:
    text = page(TABBED + f"name\tNo\tString\tName.\n{row}\ncolour\tNo\tString\tColour.\n")
    facts, (finding,) = of_text(text)
    assert finding.code is Finds.LOST_CELL
    assert what in finding.message
    assert text.split("\n")[finding.place.line - 1] == row
    assert [each.path for each in facts.fields] == ["request.name", "request.colour"]
    assert [fact.words for fact in facts.fields[0].facts] == ["String", "No"]


JSON = {
    "with empty lines": '{\n    "name": "a",\n\n\n    "size": 1\n}',
    "with comments": '{\n    // a brace {\n    "name": "a", /* { */\n    "size": 1 # {\n}',
    "with braces in its texts": '{\n    "name": "a}{{ \\" {",\n    "size": 1\n}',
    "on one line": '{"name": "a", "size": [1, 2]}',
    "a list": '[\n    {"name": "a"},\n    {"name": "b"}\n]',
    "spread out": '[ {\n    "name": "http://a"\n} ]',
}


@pytest.mark.parametrize("name", JSON)
def test_an_example_is_one_block_of_code(name: str) -> None:
    text = body(("name", "No", "String", "Name."))
    read, _ = blocks(f"{text}\nExample Request\n\n{JSON[name]}\n\nThat is all.\n")
    shown = [block.code for block in read if isinstance(block, Code)]
    assert shown == [JSON[name]]
    assert words(read[-1]) == ("paragraph", "That is all.", [])


def test_code_in_a_cell_is_part_of_its_row() -> None:
    shown = '{\n    "to": 5\n}'
    text = page(lines(HEADER), lines("curve|No|String"), shown, lines("size|No|Long|Size."))
    (table,) = tables(text)
    assert content(table)[0] == [("code", shown)]
    assert rows(table)[1] == ["size", "No", "Long", "Size."]


def test_a_name_before_code_starts_no_row() -> None:
    text = page(lines(HEADER), lines("curve|No|String|Steps, as of|steps"), '{"to": 5}')
    (table,) = tables(text)
    assert content(table) == [
        [("paragraph", "Steps, as of", []), ("paragraph", "steps", []), ("code", '{"to": 5}')]
    ]


def test_an_unfinished_example_in_a_cell_takes_no_rows_with_it() -> None:
    shown = '{"steps": [{"to": 5},\n\n  {"to": 7'
    text = page(lines(HEADER), lines("curve|No|String|Steps:"), shown, lines("size|No|Long|Size."))
    (table,) = tables(f"{text}\nExample Request\n\n{{\n}}\n")
    assert rows(table)[1] == ["size", "No", "Long", "Size."]
    assert content(table)[0] == [("paragraph", "Steps:", []), ("code", shown)]


@pytest.mark.parametrize("heading", ["Example Response", "Status Codes", "Table 9 Status codes"])
def test_an_unfinished_example_ends_where_the_page_goes_on(heading: str) -> None:
    text = body(("name", "No", "String", "Name."))
    read, _ = blocks(f'{text}\nExample Request\n\n{{\n    "name": {{\n\n{heading}\n\n{{}}\n')
    (shown,) = (block.code for block in read if isinstance(block, Code))
    assert shown == '{\n    "name": {'


def test_the_place_of_code_is_where_it_stands() -> None:
    text = f'{body(("name", "No", "String", "Name."))}\nExample Request\n\n  {{\n    "name": "a"\n  }}\n'
    read, _ = blocks(text)
    (shown,) = (block for block in read if isinstance(block, Code))
    assert text.split("\n")[shown.span.line - 1 : shown.span.end_line] == [
        "  {",
        '    "name": "a"',
        "  }",
    ]
    assert shown.code == '{\n  "name": "a"\n}'
    assert shown.span.column == 3


def test_every_piece_of_a_table_is_on_the_line_it_stands_on() -> None:
    read, _ = blocks(ENGLISH)
    there = ENGLISH.split("\n")
    for table in (block for block in read if isinstance(block, Table)):
        for row in table.rows:
            first = row.cells[0]
            assert there[first.span.line - 1][first.span.column - 1 :].startswith(first.words)


def test_a_last_row_with_tabs_that_was_cut_off_takes_nothing_with_it() -> None:
    start = page(TABBED + "name\tNo\tString\tName.\nsize\tNo")
    for rest in ("", "\nResponse Parameters\n\nTable 2 Response parameters\n\nok"):
        facts, (finding, *_) = of_text(start + rest)
        assert finding.code is Finds.LOST_CELL
        assert [each.path for each in facts.fields] == ["request.name"]
