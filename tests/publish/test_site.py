"""The look of all pages: one file each, and nothing that a document says does anything in them."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from tests.publish.html import Element, parsed
from trueup.publish.site.page import Frame, page
from trueup.publish.site.prose import line, prose
from trueup.publish.site.views import ContentsView, LinkView
from trueup.render.templating import Html

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "[x](javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "![x](https://example.org/tracker.gif)",
    "![x](javascript:alert(1))",
    "<https://example.org/?a=\"onmouseover='alert(1)'>",
    "[x]: javascript:alert(1)\n\n[x]",
    '```"><script>\n</code></pre><script>alert(1)</script>\n```',
    "| <b>a</b> | b |\n|:--|--:|\n| [x](vbscript:x) | `<i>` |",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#106;avascript:",
    "{{ frame }} {% include 'x' %}",
    "</style></script></main><svg onload=alert(1)>",
)
HARMLESS = frozenset(
    "a blockquote code em h3 h4 h5 h6 hr li ol p pre strong table tbody td th thead tr ul br".split()
)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_document_becomes_more_than_harmless_html(text: str) -> None:
    for made in (prose(text), line(text)):
        for each in parsed(made).all():
            assert each.tag in HARMLESS
            assert each.attributes.keys() <= {"href", "rel", "tabindex", "start"}
            assert re.match(r"https?://|mailto:", each.attributes.get("href", "mailto:"))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_frame_becomes_html(text: str) -> None:
    def framed(said: str) -> Element:
        links, contents = (LinkView(said, said),), (ContentsView(said, said, said),)
        return parsed(
            page(Frame(said, said, said, links), said, Html("<h1>x</h1>"), contents, said)
        )

    made, plain = framed(text), framed("a")
    assert [each.tag for each in made.all()] == [each.tag for each in plain.all()]
    assert text.split() == next(made.all("title")).text.split()[: len(text.split())]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain & `code`", "<p>plain &amp; <code>code</code></p>"),
        ("a_b_c 1 < 2", "<p>a_b_c 1 &lt; 2</p>"),
        ("[a](mailto:a@b.c)", '<p><a href="mailto:a@b.c" rel="noreferrer">a</a></p>'),
        ("[a](../b.html)", "<p>a (<code>../b.html</code>)</p>"),
        ("[a](#b)", "<p>a</p>"),
        ("![a](https://b.c/d.png)", '<p><a href="https://b.c/d.png" rel="noreferrer">a</a></p>'),
        ("### A\n\n# B\n\n##### C", "<h3>A</h3>\n<h3>B</h3>\n<h4>C</h4>"),
        ("* one\n* two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("日本語 و עברית", "<p>日本語 و עברית</p>"),
        (" ", ""),
    ],
)
def test_markdown_is_rendered_by_commonmark(text: str, html: str) -> None:
    assert prose(text) == html


def test_a_page_is_allowed_nothing_but_its_own_style() -> None:
    made = parsed(page(Frame("a", "1"), "b", Html("<h1>b</h1>")))
    (style,) = made.all("style")
    digest = base64.b64encode(hashlib.sha256("".join(map(str, style.inner)).encode()).digest())
    policy = next(each.attributes for each in made.all("meta") if "http-equiv" in each.attributes)
    rules = dict(each.split(" ", 1) for each in policy["content"].split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["style-src"] == f"'sha256-{digest.decode()}'"
    assert not re.search(r"url\(|@import|https?:", "".join(map(str, style.inner)))


def test_a_page_has_a_title_a_language_landmarks_and_a_way_past_its_head() -> None:
    made = parsed(
        page(Frame("a", "1", links=(LinkView("x", "y", here=True),)), "b", Html("<h1>b</h1>"))
    )
    assert next(made.all("title")).text == "b · a 1"
    assert next(made.all("html")).attributes == {"lang": "en"}
    assert [each.tag for each in made.all("header", "nav", "main", "footer")] == [
        "header", "nav", "main", "footer",
    ]  # fmt: skip
    first = next(next(made.all("body")).all("a"))
    assert first.attributes["href"] == f"#{next(made.all('main')).attributes['id']}"
    assert next(made.all("nav")).text == "x"
