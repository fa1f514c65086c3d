"""Reads a page saved as HTML."""

from __future__ import annotations

from trueup.findings import Finding
from trueup.page.blocks import Block, Format, Heading, Page
from trueup.page.formats.builder import Builder
from trueup.page.formats.excerpt import plain_text, whole
from trueup.page.formats.html_elements import Elements
from trueup.page.formats.html_events import feed


def read_html(file: str, text: str, sha256: str) -> tuple[Page, tuple[Finding, ...]]:
    """Read a page saved as HTML into blocks."""
    excerpt = whole(plain_text(text))
    builder = Builder()
    elements = Elements(file, builder)
    findings = feed(excerpt, elements, file)
    findings += elements.finish(excerpt.spot(max(len(excerpt.content) - 1, 0)))
    blocks = builder.finish()
    if elements.title is not None and not any(map(_is_title, blocks)):
        blocks = (Heading(1, elements.title), *blocks)
    return Page(file, Format.HTML, sha256, blocks), findings


def _is_title(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 1
