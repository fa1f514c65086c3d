"""Markdown's inline tokens as events for the builder, each found where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from trueup.page.formats.builder import Builder
from trueup.page.formats.excerpt import Excerpt
from trueup.page.formats.html_elements import Elements
from trueup.page.formats.html_events import feed, piece
from trueup.page.formats.html_tags import link_target

if TYPE_CHECKING:
    from markdown_it.token import Token

SPACE = re.compile(r"\s*")


def tell_inline(
    tokens: Sequence[Token], excerpt: Excerpt, builder: Builder, elements: Elements
) -> None:
    """Tell a builder of the words and links of an inline token's children."""
    at = 0
    for token in tokens:
        at = _tell(token, at, excerpt, builder, elements)


def _tell(token: Token, at: int, excerpt: Excerpt, builder: Builder, elements: Elements) -> int:
    """Tell of a token that stands at an index or after it; give the index after it."""
    match token.type:
        case "text":
            start, end = _found(excerpt, token.content, at)
            for text, spot in excerpt.runs(start, end):
                elements.words(text, spot)
        case "text_special":
            start, end = _found(excerpt, token.markup, at)
            written = token.markup == token.content
            spot = excerpt.spot(start + (token.info == "escape"))
            elements.words(token.content, spot, written=written)
        case "code_inline":
            start, end = _code(token, at, excerpt, elements)
        case "html_inline":
            start, end = _found(excerpt, token.content, at)
            feed(piece(excerpt, start, end), elements, "")
        case "softbreak" | "hardbreak":
            start, end = _found(excerpt, "\n", at)
            if token.type == "hardbreak":
                builder.line_break()
            else:
                builder.words.line_break()
        case "link_open":
            start, end = _found(excerpt, "<" if token.markup == "autolink" else "[", at)
            builder.link(link_target(str(token.attrGet("href") or "")))
        case "link_close":
            builder.link_end()
            end = _after_link(excerpt.content, at, autolink=token.markup == "autolink")
        case "image":
            start, end = _found(excerpt, token.content, at)
            end = _after_link(excerpt.content, end, autolink=False)
        case _:
            start, end = _found(excerpt, token.markup, at)
    return end


def _found(excerpt: Excerpt, text: str, at: int) -> tuple[int, int]:
    """Find where a token's characters stand; where they were rewritten, stay."""
    start = excerpt.content.find(text, at)
    if start < 0:
        return at, at
    return start, start + len(text)


def _code(token: Token, at: int, excerpt: Excerpt, elements: Elements) -> tuple[int, int]:
    start, inner = _found(excerpt, token.markup, at)
    end = excerpt.content.find(token.markup, inner)
    end = len(excerpt.content) if end < 0 else end
    for text, spot in excerpt.runs(inner, end):
        elements.words(text, spot)
    return start, end + len(token.markup)


def _after_link(content: str, at: int, *, autolink: bool) -> int:
    """Give the index after a link's destination, or its label."""
    from markdown_it.helpers import parseLinkDestination

    if autolink:
        return content.find(">", at) + 1 or at
    close = content.find("]", at)
    if close < 0:
        return at
    after = close + 1
    if content.startswith("[", after):
        return content.find("]", after) + 1 or after
    if not content.startswith("(", after):
        return after
    space = SPACE.match(content, after + 1)
    start = space.end() if space else after + 1
    destination = parseLinkDestination(content, start, len(content))
    end = content.find(")", destination.pos if destination.ok else start)
    return end + 1 or after
