"""Pages saved as Markdown: tables of both kinds, and HTML that goes on after blank lines."""

from __future__ import annotations

from tests.page.formats.reading import blocks, table, words
from trueup.page.blocks import Code, Heading, Paragraph, Table


def cells(text: str) -> list[list[str]]:
    return [[cell.words for cell in row.cells] for row in table("a.md", text).rows]


def test_a_pipe_table_keeps_as_many_cells_as_each_row_has() -> None:
    text = "| A | B |\n|---|---|\n| a |\n| a | b | c |\n|  | b |\na | b\n| a | |\n"
    assert cells(text) == [["a"], ["a", "b", "c"], ["", "b"], ["a", "b"], ["a", ""]]


def test_a_pipe_behind_a_backslash_parts_no_cells() -> None:
    text = "A | B\n--|--\nx \\| y | `p \\| q`\n"
    found = table("a.md", text)
    assert cells(text) == [["x | y", "p | q"]]
    (content,) = found.rows[0].cells[0].content
    assert isinstance(content, Paragraph)
    assert content.text.span(2, 5) == (3, 4, 3, 6)


def test_a_table_goes_on_after_blank_lines() -> None:
    text = (
        "- item\n\n  <table>\n  <tr><th>A</th></tr>\n\n  <tr><td><pre>\n  {\n\n      1\n\n  }\n  </pre></td></tr>\n\n"
        "      <tr><td>**b**\n\n      *c* <code>d</code></td></tr>\n\n\n  </table>\n\n  after\n"
    )
    item, found, after = blocks("a.md", text)
    assert words(item) == ("item", "item", [])
    assert words(after) == ("paragraph", "after", [])
    assert isinstance(found, Table)
    assert [words(row.cells[0]) for row in found.rows] == [
        [("code", "{\n\n    1\n\n}")],
        [("paragraph", "**b**", []), ("paragraph", "c d", [])],
    ]


def test_a_table_within_other_html_goes_on_after_blank_lines() -> None:
    text = "<div>\n<table><tr><th>A</th></tr>\n\n<tr><td>a</td></tr></table>\n</div>\n\n# T\n"
    found, heading = blocks("a.md", text)
    assert isinstance(found, Table)
    assert isinstance(heading, Heading)


def test_a_name_between_caption_and_table_is_the_tables() -> None:
    text = '**Table 2**  Codes\n\n<a name="t2"></a>\n\n| A |\n|---|\n| a |\n'
    found = table("a.md", text)
    assert found.anchors == ("t2",)
    assert found.caption is not None
    assert (found.caption.words, found.caption.span()) == ("Table 2 Codes", (1, 3, 1, 18))


def test_a_caption_on_the_line_before_a_table_leaves_the_item_its_words() -> None:
    text = "- Parameters\n  **Table 1** Paths\n\n  | A |\n  |---|\n  | a |\n"
    before, found = blocks("a.md", text)
    assert words(before) == ("item", "Parameters", [])
    assert isinstance(found, Table)
    assert found.caption is not None
    assert found.caption.words == "Table 1 Paths"


def test_words_behind_escapes_entities_and_links_stand_where_they_are() -> None:
    (found,) = blocks(
        "a.md", "a \\_b [c d](<x y> 'c') &lt;e ![pic](f.png) <https://g> [h]\n\n[h]: i\n"
    )
    assert isinstance(found, Paragraph)
    text = found.text
    assert text.words == "a _b c d <e https://g h"
    starts = [text.span(text.words.rindex(word)).column for word in ("_b", "c", "<e", "https", "h")]
    assert starts == [4, 8, 24, 45, 57]
    assert [link.target for link in text.links] == ["x y", "https://g", "i"]


def test_code_stands_as_it_is_written() -> None:
    text = '1. x\n\n   ~~~json\n   {\n\n     "a": 1\n   }\n   ~~~\n'
    _, code = blocks("a.md", text)
    assert code == Code('{\n\n  "a": 1\n}', code.span) if isinstance(code, Code) else False
    assert isinstance(code, Code)
    assert code.span == (4, 4, 7, 4)


def test_a_table_in_code_is_code() -> None:
    (found,) = blocks("a.md", "```\n<table>\n\n| a |\n|---|\n```\n")
    assert isinstance(found, Code)


def test_a_line_of_wide_spaces_shifts_no_places() -> None:
    (found,) = blocks("a.md", "\u3000\u3000\nwords\n")
    assert isinstance(found, Paragraph)
    assert found.text.span() == (2, 1, 2, 5)
