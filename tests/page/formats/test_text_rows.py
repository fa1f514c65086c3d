"""Rows of tables in a text: where they start, what is part of them, and what they lost."""

from __future__ import annotations

import pytest

from tests.page.formats.text_pages import (
    CHINESE,
    lines,
    page,
    rows,
    tables,
)
from tests.page.reading_pages import body, of_text, one
from trueup.findings import Code
from trueup.page.facts import Kind

HEADER = "Parameter|Mandatory|Type|Description"
HEADERS = (
    HEADER,
    "Parameter|Type|Description",
    "Parameter|Mandatory|Description",
    "Parameter|Description",
)
TABLE = f"Table 2 Request parameters|{HEADER}"
ROWS = "name|No|String|Name of the lamp.|size|No|Integer|Size of the lamp."
NEXT = f"Table 3 Shade parameters|{HEADER}|{ROWS}"
READ = [
    ["name", "No", "String", "Name of the lamp."],
    ["size", "No", "Integer", "Size of the lamp."],
]


def test_a_description_between_columns_has_several_paragraphs() -> None:
    header = "Parameter|Mandatory|Type|Description|Default Value"
    text = page(
        lines(f"Table 2 Request parameters|{header}"),
        lines("size|No|Integer|Size.|The unit is mm.|3|name|No|String|Name.|lamp"),
    )
    (table,) = tables(text)
    assert rows(table) == [
        ["size", "No", "Integer", "Size. The unit is mm.", "3"],
        ["name", "No", "String", "Name.", "lamp"],
    ]
    assert one(text, "request.size").values(Kind.DEFAULT) == (3,)


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize(
    "name", "name type parameter description required default range value example status".split()
)
def test_a_field_can_be_called_as_a_column(header: str, name: str) -> None:
    cells = {"Parameter": name, "Mandatory": "No", "Type": "String", "Description": "Words of it."}
    row = [cells[each] for each in header.split("|")]
    last = ["last", *row[1:]]
    for order in ([row, last], [last, row]):
        shown = "|".join("|".join(each) for each in order)
        (table,) = tables(page(lines(f"Table 2 Request parameters|{header}|{shown}")))
        assert rows(table) == order


def test_fields_called_as_all_the_columns_are_no_header() -> None:
    shown = "name|Name of it.|type|Lamp type|description|Words of it.|size|Size of it."
    (table,) = tables(page(lines(f"Table 2 Request parameters|Parameter|Description|{shown}")))
    assert [row[0] for row in rows(table)] == ["name", "type", "description", "size"]


@pytest.mark.parametrize(
    "line",
    "Yes No String Integer Mandatory Description Parameter Type 200 Notes Constraints Example Overview"
    " NOTE: NOTE".split(),
)
def test_a_lone_word_in_a_description_is_part_of_it(line: str) -> None:
    text = page(
        lines(f"{TABLE}|name|No|String|One of these:|{line}|Or none of them.|size|No|Integer|Size.")
    )
    (table,) = tables(text)
    assert rows(table) == [
        ["name", "No", "String", f"One of these: {line} Or none of them."],
        ["size", "No", "Integer", "Size."],
    ]


def test_an_example_in_a_cell_ends_no_table() -> None:
    text = page(
        lines(f"{TABLE}|curve|No|String|Steps.|Example"),
        '{"to": 5}',
        lines("size|No|Integer|Size."),
    )
    (table,) = tables(text)
    assert [row[0] for row in rows(table)] == ["curve", "size"]


def test_labels_of_a_cell_in_chinese_end_no_table() -> None:
    text = CHINESE.replace("约束限制：", "约束与限制")
    facts, found = of_text(text)
    assert found == ()
    assert len(facts.fields) == len(of_text(CHINESE)[0].fields)


def test_labels_of_a_cell_are_no_names() -> None:
    row = "name|Definition|Name of the lamp.|Range|Any letters of it."
    (table,) = tables(
        page(lines(f"Table 2 Request parameters|Parameter|Description|{row}|size|Size of it."))
    )
    assert [each[0] for each in rows(table)] == ["name", "size"]


def test_types_that_are_unknown_are_rows_in_chinese_too() -> None:
    facts, (finding,) = of_text(CHINESE.replace("Long", "某类型"))
    assert finding.code is Code.UNKNOWN_TYPE
    assert len(facts.fields) == len(of_text(CHINESE)[0].fields)


LOST = [
    (HEADER, "size|Integer|Size of it.", "no Mandatory after its name"),
    (HEADER, "size|No|Size of it.", "no Type after its name"),
    (HEADER, "No|Integer|Size of it.", "no name of a parameter before it"),
    (HEADER, "uuid|String|Size of it.", "no Mandatory after its name"),
    (HEADER, "size|See below|Integer|Size of it.", "no Mandatory after its name"),
    (HEADER, "size|Size of it.", "no Mandatory after its name"),
    ("Parameter|Type|Mandatory|Description", "size|Integer|Size of it.", "no Mandatory after its name"),
    ("Parameter|Type|Mandatory|Description", "size|No|Size of it.", "no Type after its name"),
    ("Parameter|Type|Mandatory|Description", "Integer|No|Size of it.", "no name of a parameter before it"),
    ("Parameter|Type|Description", "size|Size of it.", "no Type after its name"),
    ("Parameter|Type|Description", "Integer|Size of it.", "no name of a parameter before it"),
    ("Parameter|Mandatory|Description", "size|Size of it.", "no Mandatory after its name"),
    ("Parameter|Mandatory|Description", "No|Size of it.", "no name of a parameter before it"),
    ("参数|是否必选|参数类型|描述", "size|Integer|灯的大小。", "no Mandatory after its name"),
    ("参数|是否必选|参数类型|描述", "否|Integer|灯的大小。", "no name of a parameter before it"),
]  # fmt: skip


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize(("header", "row", "what"), LOST)
def test_a_row_that_lost_a_cell_is_reported_and_no_fact_of_it_is_another_rows(
    header: str, row: str, what: str, at: int
) -> None:
    cells = {"参数": "name", "是否必选": "否", "参数类型": "String", "描述": "灯的名称。"}
    cells |= {
        "Parameter": "name",
        "Mandatory": "No",
        "Type": "String",
        "Description": "Name of it.",
    }
    good = "|".join(cells[each] for each in header.split("|"))
    shown = [good, good.replace("name", "colour", 1)]
    shown.insert(at, f"{row}|The default value is 3.")
    text = page(lines("|".join(["Table 2 Request parameters", header, *shown])))
    facts, found = of_text(text)
    assert [each.code for each in found] == [Code.LOST_CELL]
    assert text.split("\n")[found[0].place.line - 1] == row.partition("|")[0]
    assert what in found[0].message or at == 0
    assert [each.name for each in facts.fields] == ["name", "colour"]
    assert {each.words for field in facts.fields for each in field.unread} <= {
        "Name of it.",
        "灯的名称。",
    }
    assert not any(field.values(Kind.DEFAULT) for field in facts.fields)


def test_a_row_that_lost_its_description_keeps_what_it_has() -> None:
    text = body(
        ("name", "No", "String", "Name."),
        ("size", "No", "Integer"),
        ("mode", "No", "String", "Mode."),
    )
    facts, (finding,) = of_text(text)
    assert finding.code is Code.LOST_CELL
    assert text.split("\n")[finding.place.line - 1] == "size"
    assert [fact.kind for fact in facts.fields[1].facts] == [Kind.TYPE, Kind.MANDATORY]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (HEADER, "size|No"),
        (HEADER, "size|Integer"),
        (HEADER, "No|Integer"),
        ("Parameter|Type|Description", "size"),
        ("Parameter|Type|Description", "Integer"),
        ("Parameter|Mandatory|Description", "size"),
    ],
)
def test_a_row_with_labels_that_lost_a_cell_is_reported(header: str, row: str) -> None:
    cells = {"Parameter": "name", "Mandatory": "No", "Type": "String"}
    words = "Definition|Name of it.|Default Value|lamp"
    good = "|".join([*(cells[each] for each in header.split("|")[:-1]), words])
    text = page(lines(f"Table 2 Request parameters|{header}|{good}|{row}|{words}"))
    facts, (finding,) = of_text(text)
    assert finding.code is Code.LOST_CELL
    assert text.split("\n")[finding.place.line - 1] == row.partition("|")[0]
    assert [each.values(Kind.DEFAULT) for each in facts.fields] == [("lamp",)]


def test_a_sentence_that_starts_as_a_type_does_is_no_type() -> None:
    text = body(
        ("name", "No", "String", "Name."),
        ("names", "No", "List of names. Use commas to part them."),
    )
    _, (finding,) = of_text(text)
    assert finding.code is Code.LOST_CELL
    assert "no Type" in finding.message
