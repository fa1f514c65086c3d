"""Joins: which table describes which field. A printed number alone is not believed."""

from __future__ import annotations

from trueup.findings import Code
from trueup.page.formats.html import read_html
from trueup.page.formats.rst import read_rst
from trueup.page.reading.read import read

from .reading_pages import HEAD, of_text, table

SHADE = ("shade", "No", "Object", "Shade of the lamp. For details, see Table 2.")
COLOUR = ("colour", "No", "String", "Its colour.")


def page(*tables: str) -> str:
    """Write a page whose request has these tables."""
    return f"{HEAD}\nRequest Parameters\n\n" + "\n".join(tables)


def paths(text: str) -> list[str]:
    """Give the paths of all fields."""
    return [field.path for field in of_text(text)[0].fields]


def test_a_table_whose_caption_names_the_field_is_of_that_field() -> None:
    text = page(
        table("Table 1 Request parameters", SHADE), table("Table 2 shade parameters", COLOUR)
    )
    assert paths(text) == ["request.shade", "request.shade.colour"]


def test_a_table_of_the_items_of_a_list_gives_paths_with_brackets() -> None:
    shades = ("shades", "No", "Array of objects", "Shades of the lamp. For details, see Table 2.")
    text = page(
        table("Table 1 Request parameters", shades), table("Table 2 shade parameters", COLOUR)
    )
    assert paths(text) == ["request.shades", "request.shades[].colour"]


def test_a_number_is_not_believed_against_a_caption_that_names_another_field() -> None:
    job = ("job", "No", "Object", "The job of the lamp, see Table 2.")
    text = page(
        table("Table 1 Request parameters", SHADE, job), table("Table 2 shade parameters", COLOUR)
    )
    facts, (finding,) = of_text(text)
    assert [field.path for field in facts.fields] == [
        "request.shade",
        "request.job",
        "request.shade.colour",
    ]
    assert finding.code is Code.TABLE_ASTRAY
    assert "job refers to a Table 2" in finding.message


def test_a_number_of_the_table_of_the_request_itself_is_not_believed() -> None:
    job = ("job", "No", "Object", "The job of the lamp, see Table 1.")
    facts, (finding,) = of_text(page(table("Table 1 Request parameters", job, COLOUR)))
    assert len(facts.fields) == 2
    assert finding.code is Code.TABLE_ASTRAY


def test_a_table_that_nothing_refers_to_is_reported_and_left_out() -> None:
    text = page(table("Table 1 Request parameters", COLOUR), table("Table 2 More", COLOUR))
    facts, (finding,) = of_text(text)
    assert [field.path for field in facts.fields] == ["request.colour"]
    assert finding.code is Code.TABLE_ASTRAY
    assert "Table 2 (More) describes no field" in finding.message


def test_a_table_that_two_fields_share_is_read_under_both() -> None:
    bulb = ("bulb", "No", "Object", "Bulb of the lamp. For details, see Table 2.")
    text = page(table("Table 1 Request parameters", SHADE, bulb), table("Table 2 Parts", COLOUR))
    assert paths(text) == [
        "request.shade",
        "request.bulb",
        "request.shade.colour",
        "request.bulb.colour",
    ]


def test_an_object_inside_itself_is_read_once() -> None:
    inner = ("shade", "No", "Object", "A shade on the shade. For details, see Table 2.")
    text = page(
        table("Table 1 Request parameters", SHADE), table("Table 2 shade parameters", inner, COLOUR)
    )
    assert paths(text) == ["request.shade", "request.shade.shade", "request.shade.colour"]


def test_a_table_that_is_captioned_as_the_type_of_a_field_is_of_that_field() -> None:
    shades = ("shades", "No", "Array of Shade objects", "Shades of the lamp.")
    text = page(table("Table 1 Request body parameters", shades), table("Table 2 Shade", COLOUR))
    assert paths(text) == ["request.shades", "request.shades[].colour"]


def test_a_link_in_the_cell_of_the_type_leads_to_the_table() -> None:
    header = "<tr><th>Parameter</th><th>Mandatory</th><th>Type</th><th>Description</th></tr>"
    html = f"""<h1>Renaming a Lamp</h1><h2>URI</h2><p>PUT /v2/lamps</p><h2>Request Parameters</h2>
    <table><caption>Table 1 Request body parameters</caption>{header}
    <tr><td>s</td><td>No</td><td>Array of <a href="#request_S">Sh</a> objects</td><td>Shades.</td></tr></table>
    <table id="request_S"><caption>Table 2 Parts</caption>{header}
    <tr><td>colour</td><td>No</td><td>String</td><td>Its colour.</td></tr></table>"""
    page_, _ = read_html("a.html", html, "")
    facts, found = read(page_)
    assert found == ()
    assert [field.path for field in facts.fields] == ["request.s", "request.s[].colour"]


RST = """\
Renaming a Lamp
===============

URI
---

PUT /v2/lamps

Request Parameters
------------------

.. table:: **Table 1** Request parameters

   ========= ========= ====== ==========================================
   Parameter Mandatory Type   Description
   ========= ========= ====== ==========================================
   shade     No        Object Shade. See :ref:`Table 2 <TARGET>`.
   ========= ========= ====== ==========================================

.. _lamp__shade:

.. table:: **Table 2** Parts

   ========= ========= ====== ===========
   Parameter Mandatory Type   Description
   ========= ========= ====== ===========
   colour    No        String Its colour.
   ========= ========= ====== ===========
"""


def test_a_link_leads_by_its_anchor_whatever_number_is_printed() -> None:
    page_, _ = read_rst(
        "a.rst", RST.replace("TARGET", "lamp__shade").replace("Table 2 <", "Table 7 <"), ""
    )
    facts, found = read(page_)
    assert found == ()
    assert [field.path for field in facts.fields] == ["request.shade", "request.shade.colour"]


def test_a_link_to_another_page_joins_no_table_here() -> None:
    page_, _ = read_rst("a.rst", RST.replace("TARGET", "other__table2"), "")
    facts, found = read(page_)
    assert [field.path for field in facts.fields] == ["request.shade"]
    assert [each.code for each in found] == [Code.TABLE_ASTRAY, Code.TABLE_ASTRAY]
