"""What can be wrong with a table in a text."""

from __future__ import annotations

from typing import Final

from trueup.findings import Code, Finding, Place, Severity
from trueup.page.formats.text_lines import Line, Piece, span

_FIX: Final = "copy the table again, or save the page as HTML; the row was left out"


def unknown_header(file: str, piece: Piece) -> Finding:
    """Report a word of a header that names no column that is known."""
    message = f"the header {_shown(piece)} of this table is unknown"
    fix = "a table of parameters has Parameter, Mandatory, Type, Description (参数, 是否必选, 参数类型, 描述)"
    return Finding(_place(file, piece), Code.UNKNOWN_HEADER, message, fix)


def lost_cell(file: str, piece: Piece, columns: int, lost: str) -> Finding:
    """Report a row that lost a cell."""
    message = f"the row {_shown(piece)} has lost a cell: {columns} columns, and {lost}"
    return Finding(_place(file, piece), Code.LOST_CELL, message, _FIX)


def empty_cell(file: str, piece: Piece) -> Finding:
    """Report a row whose last cell is empty."""
    message = f"the row {_shown(piece)} has no words in its last column"
    fix = "see whether the cell is empty on the page too; if not, copy the table again"
    return Finding(_place(file, piece), Code.LOST_CELL, message, fix, Severity.WARNING)


def _shown(piece: Piece) -> str:
    return repr(piece.words[:60] if isinstance(piece, Line) else piece.code[:20])


def _place(file: str, piece: Piece) -> Place:
    found = span(piece)
    return Place(file, found.line, found.column)
