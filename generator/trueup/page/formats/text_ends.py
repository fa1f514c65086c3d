"""Where a table ends in a text: at the next table, or at the heading of the next section."""

from __future__ import annotations

import re
from typing import Final

from trueup.page.formats.text_headers import Header, captions_unknown, header_at
from trueup.page.formats.text_lines import Line, Pieces, finished, line_at, parted
from trueup.page.formats.text_rows import (
    Columns,
    is_plain,
    is_yes_or_no,
    long_column,
    row_starts,
    starts_row,
)
from trueup.page.formats.text_tabs import starts_tabbed
from trueup.page.wordings import STATUS_LINE, Section, label, section

_LONGEST: Final = 80
# Sections whose titles are words of descriptions too.
_OF_CELLS: Final = (Section.EXAMPLES, Section.STATUS, Section.ERRORS, Section.OTHER)
_STATES: Final = re.compile(
    r"\d|[:：=,，;；\"'“”‘’]|\b(?:default|value|values|range|length|unit|maximum|minimum|max|min|only|not|is|are|can"
    r"|must|may|be|to|n/a|none|null|optional|required|mandatory|reserved|deprecated)\b|默认|取值|范围|长度|单位|最大|最小|是|为|可|不|无|必",
    re.IGNORECASE,
)


def is_heading(pieces: Pieces, at: int) -> bool:
    """Say whether a line is the heading of a section that is known."""
    line, after = line_at(pieces, at), line_at(pieces, at + 1)
    if line is None or line.item or len(line.words) > _LONGEST:
        return False
    if not line.words[:1].isupper() and line.words.isascii():
        return False
    if line.words.endswith((":", "：")) or (after and is_yes_or_no(after)):
        return False
    return section(line.words) is not None


def table_end(pieces: Pieces, header: Header) -> int:
    """Say where the table that starts with this header ends."""
    columns, at = header.columns, header.body
    weak = is_plain(columns)
    maybe: int | None = None
    first = True
    while at < len(pieces):
        if (cells := _cells(columns, pieces, at, first)) and not (weak and _stops(pieces, at)):
            maybe, first = None, False
            at += cells
            continue
        if at > header.body and _stops(pieces, at):
            break
        if at > header.body and _may_stop(pieces, at):
            if weak:
                break
            maybe = at if maybe is None else maybe
        at += 1
    return at if maybe is None else maybe


def _cells(columns: Columns, pieces: Pieces, at: int, first: bool) -> int:
    """Say how many pieces surely are cells of a row that starts here: 0 where none does."""
    if starts_tabbed(columns, pieces, at):
        return len(parted(pieces, at))
    return max(long_column(columns), 1) if starts_row(columns, pieces, at, first) else 0


def without_heading(pieces: Pieces, header: Header, end: int) -> int:
    """Leave out a heading of no known section, between the last row and the table that follows.

    It is told from words of the row by what it lacks: a full stop, and all that a description states.
    """
    line, before = line_at(pieces, end - 1), pieces[end - 2]
    if line is None or end - 2 <= header.body or header_at(pieces, end, within=True) is None:
        return end
    if line.item or not isinstance(before, Line) or before.item or not finished(before):
        return end
    starts = row_starts(header.columns, pieces[header.body : end])
    cells = header.body + (starts[-1] if starts else 0) + long_column(header.columns)
    return end - 1 if cells < end - 1 and _is_title(line.words) else end


def _is_title(words: str) -> bool:
    most = 6 if words.isascii() else 1
    if len(words) > 40 or len(words.split()) > most or _STATES.search(words):
        return False
    return (
        (words[:1].isupper() or not words.isascii())
        and label(words) is None
        and words[-1].isalpha()
    )


def _stops(pieces: Pieces, at: int) -> bool:
    """Say whether a table surely ends here."""
    if header_at(pieces, at, within=True) is not None or captions_unknown(pieces, at):
        return True
    line = line_at(pieces, at)
    return line is not None and is_heading(pieces, at) and section(line.words) not in _OF_CELLS


def _may_stop(pieces: Pieces, at: int) -> bool:
    """Say whether a table ends here, if no more of its rows follow."""
    line = line_at(pieces, at)
    if line is None:
        return False
    if len(line.words) <= _LONGEST and STATUS_LINE.fullmatch(line.words):
        return True
    note = line.words.casefold().startswith(("notes", "constraint"))
    return is_heading(pieces, at) and not note and label(line.words) is None
