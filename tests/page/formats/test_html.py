"""Pages saved as HTML: what browsers forgive, and what is not for readers."""

from __future__ import annotations

from tests.page.formats.reading import blocks, read, table, words
from trueup.findings import Code, Severity
from trueup.page.blocks import Heading, Paragraph, Table


def test_ends_that_are_left_out_are_implied() -> None:
    text = "<table><tr><th>Name<th>Type<tr><td>a<td><p>x<p>y<tr><td>b<td><ul><li>1<li>2</table>"
    assert words(table("a.html", text)) == (
        None,
        [[("paragraph", "Name", [])], [("paragraph", "Type", [])]],
        [
            [[("paragraph", "a", [])], [("paragraph", "x", []), ("paragraph", "y", [])]],
            [[("paragraph", "b", [])], [("item", "1", []), ("item", "2", [])]],
        ],
    )


def test_a_cell_that_spans_is_given_to_each_row_and_column() -> None:
    text = (
        "<table><tr><th>A<th>B<th>C</tr><tr><td rowspan=2>a<td colspan=2>b</tr>"
        "<tr><td>c<td>d</tr><tr><td>e<td>f<td rowspan=0>g</tr><tr><td>h<td>i</tr></table>"
    )
    rows = [[cell.words for cell in row.cells] for row in table("a.html", text).rows]
    assert rows == [["a", "b", "b"], ["a", "c", "d"], ["e", "f", "g"], ["h", "i", "g"]]


def test_spans_beyond_reason_are_cut() -> None:
    text = "<table><tr><th>A</tr>" + "<tr><td rowspan=99999 colspan=99999>a</tr>" * 200 + "</table>"
    assert sum(len(row.cells) for row in table("a.html", text).rows) < 20_000


def test_a_head_of_two_rows_is_one_header() -> None:
    text = (
        "<table><thead><tr><th rowspan=2>Name<th colspan=2>Limit</tr><tr><th>Low<th>High</tr></thead>"
        "<tbody><tr><td>a<td>1<td>2</tr></tbody></table>"
    )
    found = table("a.html", text)
    assert [cell.words for cell in found.header] == ["Name", "Limit Low", "Limit High"]
    assert len(found.rows) == 1


def test_a_row_that_lost_a_cell_keeps_those_it_has() -> None:
    text = "<table><tr><th>A<th>B<tr><td>a</table>"
    assert [len(row.cells) for row in table("a.html", text).rows] == [1]


def test_a_break_in_a_cell_starts_a_paragraph() -> None:
    text = "<table><tr><th>A<tr><td>a: x<br>b: y<br><br>c</table>"
    (row,) = table("a.html", text).rows
    assert words(row.cells[0]) == [("paragraph", each, []) for each in ("a: x", "b: y", "c")]


def test_a_break_elsewhere_is_a_space() -> None:
    assert words(blocks("a.html", "<p>one<br>two")[0]) == ("paragraph", "one two", [])


def test_a_caption_in_the_last_line_before_a_table_is_the_tables() -> None:
    text = "<ul><li>Parameters<br>Table 1 Paths<table><tr><th>A<tr><td>a</table></ul>"
    before, found = blocks("a.html", text)
    assert words(before) == ("item", "Parameters", [])
    assert isinstance(found, Table)
    assert found.caption is not None
    assert found.caption.words == "Table 1 Paths"
    assert found.caption.span() == (1, 23, 1, 35)


def test_a_link_to_a_table_is_no_caption() -> None:
    text = '<p><a href="#t">Table 8</a> lists codes.</p><table id="t"><tr><th>A<tr><td>a</table>'
    before, found = blocks("a.html", text)
    assert words(before) == ("paragraph", "Table 8 lists codes.", ["Table 8"])
    assert isinstance(found, Table)
    assert found.caption is None


def test_a_paragraph_before_a_table_that_has_a_caption_stays() -> None:
    text = "<p>Table 8 lists codes.</p><table><caption>Table 8 Codes</caption><tr><th>A<tr><td>a</table>"
    before, found = blocks("a.html", text)
    assert words(before) == ("paragraph", "Table 8 lists codes.", [])
    assert isinstance(found, Table)
    assert found.caption is not None
    assert found.caption.words == "Table 8 Codes"


def test_a_table_around_tables_only_arranges_them() -> None:
    text = (
        "<table><tr><td>left<td><h2>Title</h2><p>Table 1 Codes</p>"
        "<table><tr><td>A<td>B<tr><td>a<td>b</table>right</table>"
    )
    assert [words(block) for block in blocks("a.html", text)] == [
        ("paragraph", "left", []),
        (2, "Title"),
        (
            "Table 1 Codes",
            [[("paragraph", "A", [])], [("paragraph", "B", [])]],
            [[[("paragraph", "a", [])], [("paragraph", "b", [])]]],
        ),
        ("paragraph", "right", []),
    ]


def test_a_table_within_a_row_of_parameters_follows_the_table() -> None:
    text = (
        "<table><tr><th>Name<th>Is<tr><td>a<td>one of<table><tr><th>V<tr><td>1</table>only</table>"
    )
    outer, inner = blocks("a.html", text)
    assert isinstance(outer, Table)
    assert isinstance(inner, Table)
    assert outer.rows[0].cells[1].words == "one of only"
    assert inner.rows[0].cells[0].words == "1"


def test_line_numbers_beside_code_are_left_out() -> None:
    text = (
        '<table><tr><td class="linenos"><pre>1\n2</pre><td class="code"><pre>{\n}</pre></table>'
        "<pre>a&nbsp;&lt;<br>b</pre>"
    )
    assert [words(block) for block in blocks("a.html", text)] == [
        ("code", "{\n}"),
        ("code", "a <\nb"),
    ]


def test_navigation_and_what_is_hidden_are_left_out() -> None:
    text = (
        "<header>site</header><nav>menu</nav><div role=navigation>crumbs</div><div hidden>x</div>"
        '<p style="display: none">x</p><aside>more</aside><article><header><h1>Title</h1></header>'
        "<aside>a note</aside></article><footer>imprint</footer><template>x</template>"
    )
    assert [words(block) for block in blocks("a.html", text)] == [
        (1, "Title"),
        ("paragraph", "a note", []),
    ]


def test_the_title_of_the_window_is_the_title_where_there_is_no_other() -> None:
    title, paragraph = blocks("a.html", "<title>Kilns &amp; more</title><p>x")
    assert words(title) == (1, "Kilns & more")
    assert isinstance(paragraph, Paragraph)


def test_signs_that_start_nothing_are_words() -> None:
    text = "<p>a < b &# c &unknown; d &copy e & f <3 </> <![x[ y]]> z <"
    assert words(blocks("a.html", text)[0]) == (
        "paragraph",
        "a < b &# c &unknown; d \u00a9 e & f <3 z <",
        [],
    )


def test_zero_width_characters_part_no_words() -> None:
    (found,) = blocks("a.html", "<p>kiln\u200b_id\u00ad\ufeff is \u200b \u3000 &nbsp; long</p>")
    assert isinstance(found, Paragraph)
    assert found.text.words == "kiln_id is long"
    assert found.text.span(4, 7) == (1, 9, 1, 11)


def test_the_anchors_of_a_heading_are_those_before_and_in_it() -> None:
    heading, _ = blocks("a.html", '<p><a name="a"></a><h2 id="b">T<a name="c"></a></h2><p id="d">x')
    assert isinstance(heading, Heading)
    assert heading.anchors == ("a", "b", "c")


def test_a_table_that_is_never_closed_is_reported() -> None:
    page, (finding,) = read("a.html", "<p>x\n<table><tr><td>a<td>b<tr><td>c")
    assert (finding.code, finding.place.line, finding.place.column) == (Code.BROKEN_MARKUP, 2, 1)
    assert finding.severity is Severity.ERROR
    assert isinstance(page.blocks[1], Table)


def test_a_comment_or_navigation_that_is_never_closed_is_reported() -> None:
    for text in ("<p>x\n<!-- y", "<p>x</p>\n<nav> y", "<p>x\n<script> y"):
        page, (finding,) = read("a.html", text)
        assert finding.place.line == 2
        assert len(page.blocks) == 1


def test_lines_may_end_as_on_any_system() -> None:
    (found,) = blocks("a.html", "<p>one\r\ntwo\rthree</p>")
    assert isinstance(found, Paragraph)
    assert found.text.words == "one two three"
    assert found.text.span(8, 13) == (3, 1, 3, 5)
