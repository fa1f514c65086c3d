"""A page gives the same blocks whatever format it was saved in."""

from __future__ import annotations

import re

import pytest

from tests.page.formats.reading import SHEETS, blocks, read, real_pages, texts, words
from trueup.page.blocks import Heading, Table

PLAIN = re.compile(r"[A-Za-z0-9_]+")
PAGES = {**SHEETS, **real_pages()}


@pytest.mark.parametrize("name", [name for name in SHEETS if name != "sheet.rst"])
def test_a_page_says_the_same_in_every_format(name: str) -> None:
    expected = [words(block) for block in blocks("sheet.rst", SHEETS["sheet.rst"])]
    assert [words(block) for block in blocks(name, SHEETS[name])] == expected


@pytest.mark.parametrize("name", SHEETS)
def test_links_lead_to_the_anchors_of_tables_and_headings(name: str) -> None:
    page = blocks(name, SHEETS[name])
    (first, *_) = (block for block in page if isinstance(block, Heading))
    assert "kiln_0042" in [anchor.lower() for anchor in first.anchors]
    tables = [block for block in page if isinstance(block, Table)]
    assert "kiln_0042__table2" in tables[1].anchors
    (glaze,) = (row for row in tables[1].rows if row.cells[0].words == "glaze")
    (link,) = [link for text in texts(read(name, SHEETS[name])[0]) for link in text.links][-1:]
    assert glaze.cells
    assert link.target in tables[2].anchors


@pytest.mark.parametrize("name", PAGES)
def test_every_plain_word_stands_in_the_file_where_it_is_marked(name: str) -> None:
    lines = PAGES[name].split("\n")
    page, _ = read(name, PAGES[name])
    astray = []
    for text in texts(page):
        for word in re.finditer(r"\S+", text.words):
            span = text.span(word.start(), word.end())
            there = lines[span.line - 1][span.column - 1 :]
            if PLAIN.fullmatch(word[0]) and not there.startswith(word[0]):
                astray.append((word[0], span, there[:20]))
    # Words that are written otherwise in the file: a reference, or a name with a break in it.
    assert [each for each in astray if each[0] not in {"kiln_id"}] == []


def test_the_real_pages_come_out_whole() -> None:
    pages = real_pages()
    if not pages:
        pytest.skip("the real pages are not here")
    rows = {}
    for name, text in pages.items():
        found = [block for block in blocks(name, text) if isinstance(block, Table)]
        assert all(
            table.caption and len(row.cells) == len(table.header)
            for table in found
            for row in table.rows
        )
        rows[name] = [len(table.rows) for table in found]
    assert rows == {
        "hwc_zh_2021-10-12.md": [2, 26, 3, 1, 2],
        "otc_2025-04-11.rst": [2, 27, 3, 1, 2],
        "otc_2025-12-17.rst": [2, 30, 4, 2, 2, 3, 1, 2],
        "otc_creating_a_sql_job.rst": [1, 30, 2, 4, 2, 2, 3, 3, 2],
    }
