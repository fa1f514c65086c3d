"""Plain text as copied from a browser: every paragraph and every cell is a line, and tables have lost their grid.

A table is a caption ("Table 2 Request parameters") and the words of its header, each on a line, or such a header
alone. Where a row begins is seen by its cells: a name, then Yes or No, then a type. Tabs part cells too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from trueup.findings import Finding
from trueup.page.blocks import Block, Code, Format, Heading, Page, Paragraph
from trueup.page.formats.text_ends import is_heading, table_end, without_heading
from trueup.page.formats.text_findings import unknown_header
from trueup.page.formats.text_headers import captions_unknown, header_at, header_words
from trueup.page.formats.text_lines import Line, Pieces, pieces
from trueup.page.formats.text_tables import table
from trueup.page.wordings import column

_UPDATED: Final = re.compile(r"Updated|Last updated|更新时间")


def read_text(file: str, text: str, sha256: str) -> tuple[Page, tuple[Finding, ...]]:
    """Read a page saved as plain text into blocks."""
    read = tuple(_blocks(file, pieces(text)))
    blocks = tuple(block for block, _ in read)
    return Page(file, Format.TEXT, sha256, blocks), tuple(
        each for _, found in read for each in found
    )


def _blocks(file: str, pieces: Pieces) -> Iterator[tuple[Block, list[Finding]]]:
    """Give every block, with what is wrong with it."""
    at, titled = 0, False
    while at < len(pieces):
        piece = pieces[at]
        if (header := header_at(pieces, at)) is not None:
            if header.before is not None:
                yield Paragraph(header.before.text, header.before.item), []
            end = without_heading(pieces, header, table_end(pieces, header))
            yield table(file, header, pieces[header.body : end])
            at = end
            continue
        if isinstance(piece, Code):
            yield piece, []
        elif not titled and not piece.item and not _UPDATED.match(piece.words):
            titled = True
            yield Heading(1, piece.text), []
        else:
            yield _prose(pieces, at, piece), list(_unknown(file, pieces, at))
        at += 1


def _prose(pieces: Pieces, at: int, line: Line) -> Block:
    return Heading(2, line.text) if is_heading(pieces, at) else Paragraph(line.text, line.item)


def _unknown(file: str, pieces: Pieces, at: int) -> Iterator[Finding]:
    """Report the header of a table that has a caption and can't be read."""
    if captions_unknown(pieces, at):
        words = [*header_words(pieces, at + 1), pieces[at + 1]]
        strange = (each for each in words if isinstance(each, Line) and column(each.words) is None)
        yield unknown_header(file, next(strange, words[0]))
