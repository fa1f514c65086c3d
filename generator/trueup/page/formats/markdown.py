"""Reads a page saved as Markdown, with HTML in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trueup.findings import Finding, Place, Refused
from trueup.page.blocks import Format, Page, Span
from trueup.page.formats.builder import Builder
from trueup.page.formats.excerpt import Excerpt, placed, plain_text, whole
from trueup.page.formats.html_elements import Elements
from trueup.page.formats.html_events import feed
from trueup.page.formats.markdown_inline import tell_inline
from trueup.page.formats.markdown_syntax import (
    Lines,
    lines_of,
    located,
    row_cells,
    segments,
    syntax,
)
from trueup.page.formats.nesting import MAX_DEPTH, too_deep

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(slots=True)
class Telling:
    """Who is told of what the page has."""

    file: str
    builder: Builder
    elements: Elements
    findings: list[Finding] = field(default_factory=list)


def read_markdown(file: str, text: str, sha256: str) -> tuple[Page, tuple[Finding, ...]]:
    """Read a page saved as Markdown into blocks."""
    excerpt = whole(plain_text(text))
    builder = Builder()
    telling = Telling(file, builder, Elements(file, builder))
    _tell(excerpt, telling)
    end = excerpt.spot(max(len(excerpt.content) - 1, 0))
    telling.findings += telling.elements.finish(end)
    page = Page(file, Format.MARKDOWN, sha256, builder.finish())
    return page, tuple(telling.findings)


def _tell(excerpt: Excerpt, telling: Telling) -> None:
    try:
        tokens = syntax().parse(excerpt.content)
    except RecursionError:
        raise Refused(too_deep(Place(telling.file))) from None
    lines = lines_of(excerpt)
    row: int | None = None
    for token in tokens:
        if token.level > MAX_DEPTH:
            first = token.map[0] if token.map else 0
            raise Refused(too_deep(Place(telling.file, *lines.spot(first, 0))))
        if token.type == "tr_close":
            row = None
        elif row is not None:
            continue
        elif token.type == "tr_open" and token.map:
            row = token.map[0]
            _row(lines, row, telling)
        else:
            _block(token, lines, telling)


def _block(token: Token, lines: Lines, telling: Telling) -> None:
    builder = telling.builder
    first = token.map[0] if token.map else 0
    match token.type:
        case "heading_open":
            builder.heading(int(token.tag[1]))
        case "heading_close":
            builder.heading_end()
        case "inline":
            inner = located(lines, first, token.content)
            tell_inline(token.children or (), inner, builder, telling.elements)
        case "list_item_open":
            builder.item()
        case "list_item_close":
            builder.item_end()
        case "paragraph_open" | "paragraph_close" | "blockquote_close" | "hr":
            builder.paragraph()
        case "fence" | "code_block":
            _code(token, lines, telling)
        case "table_open":
            builder.table(lines.spot(first, 0))
        case "table_close":
            builder.table_end(lines.spot((token.map or [0, 1])[1] - 1, 0))
        case "thead_open" | "thead_close":
            builder.head(on=token.type == "thead_open")
        case "html_block":
            telling.findings += feed(
                located(lines, first, token.content.rstrip("\n")), telling.elements, telling.file
            )
        case "html_table":
            _html_table(token, lines, telling)
        case _:
            pass


def _row(lines: Lines, number: int, telling: Telling) -> None:
    """Tell of a row of a pipe table: as many cells as it has, not as many as it should have."""
    builder = telling.builder
    builder.row(lines.spot(number, 0))
    for cell in row_cells(lines, number):
        builder.cell(cell.spot(0))
        inline = syntax().parseInline(cell.content)[0]
        tell_inline(inline.children or (), cell, builder, telling.elements)
    builder.cell_end()


def _code(token: Token, lines: Lines, telling: Telling) -> None:
    code = token.content.rstrip()
    if not code or not token.map:
        return
    first = token.map[0] + (token.type == "fence")
    inner = located(lines, first, code)
    written = code.lstrip()
    start = inner.spot(len(code) - len(written))
    telling.builder.code(code, Span(*start, *inner.spot(len(code) - 1)))


def _html_table(token: Token, lines: Lines, telling: Telling) -> None:
    first = token.map[0] if token.map else 0
    region = lines_of(located(lines, first, token.content.rstrip("\n")))
    for html, start, end in segments(region.texts):
        texts = region.texts[start:end]
        if html:
            telling.findings += feed(
                _piece(region, texts, start, 0), telling.elements, telling.file
            )
        else:
            indents = [len(text) - len(text.lstrip()) for text in texts if text.strip()]
            _tell(_piece(region, texts, start, min(indents, default=0)), telling)
            telling.builder.paragraph()


def _piece(lines: Lines, texts: Sequence[str], start: int, indent: int) -> Excerpt:
    spots = [lines.spot(start + number, indent) for number in range(len(texts))]
    return placed([text[indent:] for text in texts], spots)
