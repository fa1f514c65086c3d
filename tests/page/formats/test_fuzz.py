"""Whatever a file holds, a reader gives a page or says what is wrong."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.page.formats.reading import READERS, SHEETS, read, texts
from trueup.findings import Refused

PIECES = st.sampled_from(
    (
        "<table> </table> <td> <tr> </tr> <th\trowspan=3> <td\tcolspan=0> <pre> </pre> <!-- --> <![x["
        " &# &amp <a\thref='# </p> <li> <script> <title> <nav\thidden> <br> | || \\| ``` ** `a [b]("
        " ](c) * - > # \\ :ref:` .. ..\ttable:: :: +--+ |== === ..\t_x: :a: ..\tnote:: ..\ttab:: |s| _"
        " __ \t \x0b \x00 \u2028 \u3000 \u200b 表1"
    )
    .replace("\t", "\0")
    .split(" ")
).map(lambda piece: piece.replace("\0", " "))


@st.composite
def mutations(draw: st.DrawFn) -> tuple[str, str]:
    name = draw(st.sampled_from(sorted(SHEETS)))
    text = SHEETS[name]
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 1, 5, 40, 10_000])))
        text = text[:start] + draw(PIECES | st.text(max_size=3)) + text[end:]
    return name, text


@settings(max_examples=300, deadline=None)
@given(mutations())
def test_a_broken_page_gives_a_page_or_findings(case: tuple[str, str]) -> None:
    name, text = case
    try:
        page, _ = read(name, text)
    except Refused:
        return
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for each in texts(page):
        span = each.span()
        assert each.words
        assert each.words == " ".join(each.words.split())
        assert each.marks[0].start == 0
        assert 1 <= span.line <= len(lines)
        assert span.column >= 1


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(READERS)), st.lists(PIECES | st.just("\n"), max_size=40))
def test_junk_gives_a_page_or_findings(suffix: str, pieces: list[str]) -> None:
    with suppress(Refused):
        read("junk" + suffix, "".join(pieces))


DEEP = {
    "divisions.html": "<div>" * 101 + "x",
    "lists.html": "<ul><li>" * 101 + "x",
    "tables.html": "<table><tr><td>" * 101 + "x",
    "emphasis.html": "<b>" * 10_000 + "x",
    "quotes.md": "> " * 101 + "x",
    "lists.md": "".join("  " * depth + "- x\n" for depth in range(101)),
    "tables.md": "<table><tr><td>\n\nx\n" * 101,
    "emphasis.md": "<b>" * 101 + "x",
    "quotes.rst": "".join(" " * depth + "x\n\n" for depth in range(101)),
    "lists.rst": "".join("  " * depth + "- x\n\n" for depth in range(101)),
}


@pytest.mark.parametrize("name", DEEP)
def test_a_page_nested_too_deeply_is_refused(name: str) -> None:
    with pytest.raises(Refused) as caught:
        read(name, DEEP[name])
    assert "nested deeper" in caught.value.findings[0].message
