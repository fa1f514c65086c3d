"""The format of a page is told by its name, or by what is in it."""

from __future__ import annotations

import pytest

from tests.page.formats import sheets
from trueup.page.blocks import Format
from trueup.page.formats.detect import detect


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.rst", Format.RST),
        ("a.MD", Format.MARKDOWN),
        ("a.markdown", Format.MARKDOWN),
        ("a.html", Format.HTML),
        ("a.htm", Format.HTML),
        ("a.xhtml", Format.HTML),
        ("a.txt", Format.TEXT),
        ("rst", Format.TEXT),
    ],
)
def test_a_suffix_tells_the_format(name: str, expected: Format) -> None:
    assert detect(name, "") is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (sheets.RST, Format.RST),
        (sheets.MARKDOWN, Format.MARKDOWN),
        (sheets.PIPES, Format.MARKDOWN),
        (sheets.HTML, Format.HTML),
        ("<!-- saved --><html>", Format.HTML),
        ("+--+--+\n|a |b |\n+--+--+\n", Format.RST),
        (".. _x:\n\nT\n=\n", Format.RST),
        ("A | B\n--|--\na | b\n", Format.MARKDOWN),
        ("# Title\n\nwords\n", Format.MARKDOWN),
        ("words\n\n<table>\n", Format.MARKDOWN),
        ("Title\n\nTable 1 Codes\n\nCode\n\nDescription\n\n200\n\n  \u2022 a < b\n", Format.TEXT),
        ('{\n    "a | b": "--"\n}\n', Format.TEXT),
        ("", Format.TEXT),
    ],
)
def test_where_the_name_says_nothing_the_text_does(text: str, expected: Format) -> None:
    assert detect("page.txt", text) is expected
