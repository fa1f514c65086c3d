"""Pages saved as reStructuredText: tables, what Sphinx adds, and what is broken."""

from __future__ import annotations

import pytest

from tests.page.formats.reading import blocks, read, table, words
from trueup.findings import Code, Severity
from trueup.page.blocks import Heading, Paragraph, Table


def said(text: str) -> list[object]:
    return [words(block) for block in blocks("a.rst", text)]


@pytest.mark.parametrize(
    "text",
    [
        "x\n\n+---+---+\n| a | b |\n+---+\n| c | d |\n+---+---+\n\ny\n",
        "x\n\n.. table:: **Table 2** Codes\n\n   === ===\n   a   b\n   === ===\n   cccc dd\n   === ===\n\ny\n",
        "x\n\n.. list-table:: **Table 2** Codes\n\n   * - a\n     - b\n   * - c\n\ny\n",
    ],
)
def test_a_malformed_table_is_an_error_where_it_stands(text: str) -> None:
    page, findings = read("a.rst", text)
    assert {each.severity for each in findings} == {Severity.ERROR}
    assert findings[0].code is Code.BROKEN_MARKUP
    assert 3 <= findings[0].place.line <= 8
    assert [words(each) for each in page.blocks] == [("paragraph", "x", []), ("paragraph", "y", [])]


def test_cells_that_span_are_given_to_each_row_and_column() -> None:
    text = """\
+---+-------+
| A | B     |
+===+===+===+
| a | b     |
|   +---+---+
|   | c | d |
+---+---+---+
"""
    found = table("a.rst", text)
    assert [cell.words for cell in found.header] == ["A", "B", "B"]
    assert [[cell.words for cell in row.cells] for row in found.rows] == [
        ["a", "b", "b"],
        ["a", "c", "d"],
    ]
    assert found.rows[1].cells[1].span == (6, 7, 6, 7)


def test_a_word_in_a_cell_is_found_in_its_own_column() -> None:
    text = """\
+--------+------+----------+
| Name   | No   | Is       |
+========+======+==========+
| Note   | No   | No, with |
| 名 No  |      | 名 No    |
+--------+------+----------+
"""
    (row,) = table("a.rst", text).rows
    columns = [
        [mark[1:] for mark in p.text.marks]
        for c in row.cells
        for p in c.content
        if isinstance(p, Paragraph)
    ]
    assert columns == [[(4, 3), (5, 3)], [(4, 12)], [(4, 19), (5, 18)]]


def test_tabs_and_odd_line_ends_shift_no_places() -> None:
    found = blocks("a.rst", "a\x0bb\u2028c\n\n-\tx\ty\n")
    texts = [each.text for each in found if isinstance(each, Paragraph)]
    assert [text.words for text in texts] == ["a b c", "x y"]
    assert texts[1].span(0, 1) == (3, 3, 3, 3)
    assert texts[1].span(2, 3) == (3, 5, 3, 5)


def test_names_before_tables_and_headings_lead_to_them() -> None:
    text = (
        ".. _One:\n.. _`Two Words`:\n\nTitle\n=====\n\n.. _t:\n\n== ==\na  b\n== ==\nc  d\n== ==\n"
    )
    heading, found = blocks("a.rst", text)
    assert isinstance(heading, Heading)
    assert isinstance(found, Table)
    assert heading.anchors == ("one", "two words")
    assert found.anchors == ("t",)


def test_roles_keep_their_words_and_targets() -> None:
    text = ":ref:`The One <One>` :doc:`/two` :kbd:`Ctrl` :py:meth:`~a.b.c` `four <http://x>`__ one_ \\*x\\*\n"
    (found,) = blocks("a.rst", text)
    assert isinstance(found, Paragraph)
    assert found.text.words == "The One /two Ctrl c four one *x*"
    assert [link.target for link in found.text.links] == ["one", "/two", "a.b.c", "http://x", "one"]
    assert found.text.span(0, 7) == (1, 7, 1, 13)


def test_only_the_fields_before_all_else_are_no_words_of_the_page() -> None:
    assert said(":original_name: x.html\n\nTitle\n=====\n\n:a: b\n") == [
        (1, "Title"),
        ("paragraph", "a", []),
        ("paragraph", "b", []),
    ]


def test_what_sphinx_adds_is_kept() -> None:
    text = """\
.. versionadded:: 2.1
   Since then.

.. tabs::

   .. tab:: One

      in one

.. deprecated:: 3

.. seealso:: this

.. only:: html

   seen

.. code-block:: json
   :caption: here
   :emphasize-lines: 1

   {}

.. note::

   - noted

.. toctree::
   :maxdepth: 1

   other
"""
    assert said(text) == [
        ("paragraph", "2.1 Since then.", []),
        ("paragraph", "One", []),
        ("paragraph", "in one", []),
        ("paragraph", "3", []),
        ("paragraph", "this", []),
        ("paragraph", "seen", []),
        ("code", "{}"),
        ("item", "noted", []),
        ("paragraph", "other", []),
    ]


def test_what_is_not_read_is_reported() -> None:
    for text in (".. include:: /etc/hostname\n", ".. raw:: html\n\n   <table>\n"):
        page, findings = read("a.rst", "x\n\n" + text)
        assert [(each.code, each.place.line) for each in findings] == [(Code.BROKEN_MARKUP, 3)]
        assert len(page.blocks) == 1


def test_a_lapse_that_loses_nothing_is_a_warning() -> None:
    page, findings = read("a.rst", "one\ntwo\n   three\n\nfour\n")
    assert [each.severity for each in findings] == [Severity.WARNING]
    assert [words(each) for each in page.blocks][-1] == ("paragraph", "four", [])


def test_substitutions_are_put_in_and_the_time_is_not() -> None:
    text = ".. |kiln| replace:: the **oven**\n.. |now| date::\n\nIn |kiln| at |now|.\n"
    assert said(text) == [("paragraph", "In the oven at now.", [])]


def test_a_list_table_has_places() -> None:
    text = """\
.. list-table:: **Table 1** Codes
   :header-rows: 1

   * - Code
     - Is
   * - 200
     - good

       and more
"""
    found = table("a.rst", text)
    assert found.caption is not None
    assert found.caption.words == "Table 1 Codes"
    assert found.rows[0].cells[1].span == (7, 8, 9, 15)


def test_nothing_is_written_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    read("a.rst", "a\n=\n\n+--\n| x\n\n.. nope::\n\n``x\n")
    assert capfd.readouterr() == ("", "")
