"""Whatever a text holds, it gives blocks and findings, at a cost that grows no faster than its length."""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.page.formats.reading import texts
from tests.page.formats.text_pages import CHINESE, ENGLISH, lines
from trueup.page.formats.text import read_text
from trueup.page.reading.read import read

PAGES = (ENGLISH, CHINESE)
PIECES = st.sampled_from(
    [
        *("\n", "\n\n", "\t", "\r\n", "\r", "\0", " ", "\u00a0", "\u2028", "\u200b", "\ufeff", "  • ", "- "),
        *('{\n', '{"a": [', "}", "[", '"', "// ", "/*", "\\", "#"),
        *("\n\nTable 2", "\n\nTable 9 More\n\n", "表3 ", "\n\nParameter\n\nMandatory\n\nType\n\nDescription\n\n"),
        *("\n\nNo\n\n", "\n\nString\n\n", "\n\nname\n\n", "\n\nStatus Code\n\nDescription\n\n", "\n\n200\n\n"),
        *("Parameter\tType\tDescription\n", "\n\nname\tString\tName.\n", "\n\nExample\n\n", "\n\nResponse\n\n"),
        "NOTE:",
    ]
)  # fmt: skip


@st.composite
def mutations(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(PAGES))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 1, 5, 40, 400, 10_000])))
        text = text[:start] + draw(PIECES | st.text(max_size=3)) + text[end:]
    return text


def judged(text: str) -> None:
    page, found = read_text("lamp.txt", text, "")
    _, more = read(page)
    there = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for each in texts(page):
        span = each.span()
        assert each.words == " ".join(each.words.split())
        assert each.marks[0].start == 0
        assert there[span.line - 1][span.column - 1] in {each.words[0], "\0"}
    for finding in (*found, *more):
        assert 1 <= finding.place.line <= len(there)


@settings(max_examples=300, deadline=None)
@given(mutations())
def test_a_broken_text_gives_a_page_and_findings(text: str) -> None:
    judged(text)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_junk_gives_a_page_and_findings(pieces: list[str]) -> None:
    judged("".join(pieces))


@pytest.mark.parametrize("whole", PAGES)
def test_a_page_that_was_cut_off_gives_a_page_and_findings(whole: str) -> None:
    for end in range(0, len(whole), 7):
        judged(whole[:end])
        judged(whole[end:])


HEADER = lines("Table 1 Request parameters|Parameter|Mandatory|Type|Description") + "\n\n"
ROW = lines("name|No|String|Name of it.|Example") + '\n\n{"a":\n\n'
REPEATED = {
    "rows": (HEADER, ROW),
    "rows without types": (HEADER, lines("name|No|Name of it.|Notes|size") + "\n\n"),
    "rows with tabs": (HEADER, "name\tNo\tString\tName of it.\n\nMore.\n"),
    "tables": ("", HEADER + ROW),
    "headers": ("", HEADER),
    "captions": (HEADER, "Table 1 More\n\n"),
    "code that is not closed": (HEADER + ROW, "{\n\nword\n\n"),
    "code in code": ("", "{\n"),
    "headings": (HEADER + ROW, "Notes\n\nExample\n\n"),
}


def calls(text: str) -> int:
    """Count the calls of functions that reading a text takes."""
    count = 0

    def counted(_frame: FrameType, event: str, _what: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        read_text("lamp.txt", text, "")
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("name", REPEATED)
def test_the_cost_grows_no_faster_than_the_text(name: str) -> None:
    start, more = REPEATED[name]
    few, many = (calls(start + more * times) for times in (20, 200))
    assert many < 11 * few
