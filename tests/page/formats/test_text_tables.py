"""Tables in a text that lost their grid: captions, headers, and where they end."""

from __future__ import annotations

import pytest

from tests.page.formats.reading import words
from tests.page.formats.text_pages import (
    CHINESE,
    ENGLISH,
    blocks,
    lines,
    page,
    rows,
    tables,
)
from tests.page.reading_pages import of_text
from trueup.findings import Code
from trueup.page.blocks import Table
from trueup.page.facts import Kind, Role

HEADER = "Parameter|Mandatory|Type|Description"
TABLE = f"Table 2 Request parameters|{HEADER}"
ROWS = "name|No|String|Name of the lamp.|size|No|Integer|Size of the lamp."
NEXT = f"Table 3 Shade parameters|{HEADER}|{ROWS}"
READ = [
    ["name", "No", "String", "Name of the lamp."],
    ["size", "No", "Integer", "Size of the lamp."],
]


def captions(text: str) -> list[str]:
    """Give the captions of the tables of a text."""
    return [each.caption.words if each.caption else "" for each in tables(text)]


def test_a_page_in_english_is_read_whole() -> None:
    facts, found = of_text(ENGLISH)
    assert found == ()
    assert [(each.number, each.role, each.rows) for each in facts.tables] == [
        (1, Role.URI, 2),
        (2, Role.REQUEST, 4),
        (3, Role.NESTED, 3),
        (4, Role.RESPONSE, 1),
        (5, Role.STATUS, 2),
    ]
    assert [each.path for each in facts.fields[-4:]] == [
        "request.shade.colour",
        "request.shade.size",
        "request.shade.width",
        "response.ok",
    ]


def test_a_page_in_chinese_is_read_whole() -> None:
    facts, found = of_text(CHINESE)
    assert found == ()
    assert [(each.number, each.role, each.rows) for each in facts.tables] == [
        (1, Role.URI, 2),
        (2, Role.REQUEST, 3),
        (3, Role.NESTED, 1),
        (4, Role.RESPONSE, 1),
        (5, Role.STATUS, 2),
    ]
    mode = facts.field("request.mode")
    assert mode is not None
    assert mode.values(Kind.ENUM) == ([1, 2],)
    assert mode.values(Kind.DEFAULT) == (1,)
    assert mode.values(Kind.MANDATORY) == (False,)
    assert facts.examples[0].value == {"name": "台灯", "mode": 1}


@pytest.mark.parametrize(
    ("start", "caption"),
    [
        ("Table 2 Request parameters", "Table 2 Request parameters"),
        ("  • Table 2 Request parameters", "Table 2 Request parameters"),
        ("  • Description of parameters Table 2 Request parameters", "Table 2 Request parameters"),
        ("Table 2|Request parameters", "Table 2 Request parameters"),
        ("Table 2\tRequest parameters", "Table 2 Request parameters"),
        ("Table 2|Parameters", "Table 2 Parameters"),
        ("Table 2", "Table 2"),
        ("表 2 请求参数", "表 2 请求参数"),
        ("TABLE 2: Request parameters", "TABLE 2: Request parameters"),
    ],
)
def test_a_caption_is_read_however_it_was_copied(start: str, caption: str) -> None:
    text = page(lines(f"{start}|{HEADER}|{ROWS}"))
    (table,) = tables(text)
    assert table.caption is not None
    assert table.caption.words == caption
    assert rows(table) == READ
    facts, _ = of_text(text)
    assert facts.tables[0].number == 2
    span = table.caption.span()
    assert text.split("\n")[span.line - 1][span.column - 1 :].startswith(caption[:7])


def test_what_stands_before_a_caption_in_its_line_is_a_paragraph() -> None:
    read, _ = blocks(page(lines(f"  • Parameters of it {TABLE}|{ROWS}")))
    assert words(read[-2]) == ("item", "Parameters of it", [])


@pytest.mark.parametrize(
    "sentence", ["Table 8 describes it.", "Table 8 describes the lamps", "For it, see Table 8."]
)
def test_a_sentence_about_a_table_is_no_caption(sentence: str) -> None:
    text = page(lines(f"{TABLE}|name|No|String|Name.|{sentence}|mode|No|String|Mode."))
    (table,) = tables(text)
    assert [row[0] for row in rows(table)] == ["name", "mode"]
    assert rows(table)[0][3] == f"Name. {sentence}"


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Parameter|Type|Mandatory|Description", "name|String|No|Name of it."),
        ("Parameter|Type|Description", "name|String|Name of it."),
        ("Parameter|Mandatory|Description", "name|No|Name of it."),
        ("Parameter|Description", "name|Name of it."),
        ("Parameter|Mandatory|Type|Description|Default Value", "name|No|String|Name of it.|lamp"),
        ("Parameter|Type|Mandatory|Value Range|Description", "name|String|No|a to z|Name of it."),
        ("Parameter|Description|Type|Mandatory", "name|Name of it.|String|No"),
        ("名称|类型|是否必填|说明", "name|String|否|Name of it."),
        ("Name|Mandatory (or optional)|Parameter Type|Remarks", "name|Optional|String|Name of it."),
    ],
)
def test_columns_may_stand_in_any_order(header: str, row: str) -> None:
    second = row.replace("name", "other_name")
    (table,) = tables(page(lines(f"Table 2 Request parameters|{header}|{row}|{second}")))
    assert [cell.words for cell in table.header] == header.split("|")
    assert rows(table) == [row.split("|"), second.split("|")]


def test_tables_without_captions_start_at_their_headers() -> None:
    text = page(
        lines(
            f"{HEADER}|{ROWS}|{HEADER}|{ROWS}|Parameter|Type|Description|ok|Boolean|Whether it is."
        )
    )
    assert captions(text) == ["", "", ""]
    assert [rows(each) for each in tables(text)] == [
        READ,
        READ,
        [["ok", "Boolean", "Whether it is."]],
    ]


def test_a_table_of_two_columns_needs_no_caption() -> None:
    (table,) = tables(page(lines("Parameter|Description|name|Name of it.|size|Size of it.")))
    assert rows(table) == [["name", "Name of it."], ["size", "Size of it."]]


def test_descriptions_of_one_word_make_rows_of_two_columns() -> None:
    (table,) = tables(
        page(lines("Table 2 Request parameters|Parameter|Description|name|Name|size|Size"))
    )
    assert rows(table) == [["name", "Name"], ["size", "Size"]]


def test_a_note_in_a_cell_is_part_of_the_row_before() -> None:
    note = "NOTE:|Names are not unique."
    text = page(lines(f"{TABLE}|name|No|String|Name.|{note}|size|No|Integer|Size.|{note}|{NEXT}"))
    first, second = tables(text)
    assert [row[3] for row in rows(first)] == [
        f"{word} NOTE: Names are not unique." for word in ("Name.", "Size.")
    ]
    assert rows(second) == READ


def test_an_unknown_heading_before_a_table_is_no_part_of_the_last_row() -> None:
    text = page(lines(f"{TABLE}|{ROWS}|Shade settings|{NEXT}"))
    read, _ = blocks(text)
    assert [words(each) for each in read[-2:-1]] == [("paragraph", "Shade settings", [])]
    assert [rows(each) for each in tables(text)] == [READ, READ]


@pytest.mark.parametrize(
    "line",
    [
        "Default value: 3",
        "The default value is 3",
        "N/A",
        "3 to 5",
        "Range",
        "mm",
        "Only letters",
        "  • Blue lamps",
    ],
)
def test_the_last_words_of_a_row_are_no_heading(line: str) -> None:
    text = page(lines(f"{TABLE}|{ROWS}|{line}|{NEXT}"))
    first, _ = tables(text)
    assert rows(first)[1][3] == f"Size of the lamp. {line.strip(' •')}"


def test_one_word_that_is_all_of_a_description_is_no_heading() -> None:
    text = page(lines(f"{TABLE}|name|No|String|Name.|size|No|Integer|Size|{NEXT}"))
    first, _ = tables(text)
    assert rows(first)[1] == ["size", "No", "Integer", "Size"]


def test_a_table_whose_header_is_unknown_ends_the_one_before() -> None:
    text = page(lines(f"{TABLE}|{ROWS}|Table 3 Kinds|Kind|Colour|A|Blue"))
    read, (finding,) = blocks(text)
    assert finding.code is Code.UNKNOWN_HEADER
    assert [rows(each) for each in read if isinstance(each, Table)] == [READ]
    assert [words(each)[1] for each in read[-4:]] == ["Kind", "Colour", "A", "Blue"]  # type: ignore[index]


def test_a_last_column_that_is_unknown_is_named() -> None:
    text = page(lines(f"{TABLE}|Since|{ROWS}"))
    _, (finding,) = blocks(text)
    assert finding.code is Code.UNKNOWN_HEADER
    assert "'Since'" in finding.message
    assert text.split("\n")[finding.place.line - 1] == "Since"
