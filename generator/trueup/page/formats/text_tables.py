"""Tables of a text: header, rows and what could not be read of them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from trueup.findings import Finding
from trueup.page.blocks import Cell, Row, Span, Table
from trueup.page.formats.text_findings import empty_cell, lost_cell, unknown_header
from trueup.page.formats.text_headers import Header
from trueup.page.formats.text_lines import Piece, Pieces, cell, span, tells
from trueup.page.formats.text_lost import NO_NAME, NO_ROW, NO_TYPE, NO_WORD, lost_rows
from trueup.page.formats.text_rows import Columns, long_column, row_starts
from trueup.page.formats.text_tabs import Cells, starts_tabbed, tabbed_rows
from trueup.page.wordings import Column

_NEEDED: Final[Mapping[Column | None, str]] = {
    Column.NAME: NO_NAME,
    Column.MANDATORY: NO_WORD,
    Column.TYPE: NO_TYPE,
}


def table(file: str, header: Header, body: Pieces) -> tuple[Table, list[Finding]]:
    """Make a table of its header and the pieces of its rows."""
    findings = [unknown_header(file, each) for each in header.unknown]
    tabbed = starts_tabbed(header.columns, body, 0)
    rows, found = (_of_tabs if tabbed else _of_lines)(file, header.columns, body)
    first = header.caption.span() if header.caption else span(header.cells[0])
    last = rows[-1].span if rows else span(header.cells[-1])
    place = Span(first.line, first.column, last.end_line, last.end_column)
    cells = tuple(cell([each]) for each in header.cells)
    return Table(cells, tuple(rows), place, header.caption), findings + found


def _of_lines(file: str, columns: Columns, body: Pieces) -> tuple[list[Row], list[Finding]]:
    starts = row_starts(columns, body)
    lost = lost_rows(columns, body, starts)
    rows: list[Row] = []
    findings: list[Finding] = []
    for at, end in pairwise([*sorted({*starts, *lost}), len(body)]):
        pieces = body[at:end]
        if at not in lost:
            _add(file, columns, _cells(columns, pieces), rows, findings)
        elif lost[at] == NO_ROW and starts and len(pieces) <= 2 and not any(map(tells, pieces)):
            findings.append(unknown_header(file, pieces[0]))
        else:
            findings.append(lost_cell(file, pieces[0], len(columns), lost[at]))
    return rows, findings


def _of_tabs(file: str, columns: Columns, body: Pieces) -> tuple[list[Row], list[Finding]]:
    rows: list[Row] = []
    findings: list[Finding] = []
    for cells in tabbed_rows(columns, body):
        _add(file, columns, cells, rows, findings)
    return rows, findings


def _cells(columns: Columns, pieces: Pieces) -> Cells:
    """Part the pieces of a row into cells: only the longest column has several pieces, or none."""
    long = long_column(columns)
    after = min(len(columns) - long - 1, len(pieces) - long)
    end = len(pieces) - after
    cells: Cells = [[each] for each in pieces[:long]]
    return [*cells, list(pieces[long:end]), *([each] for each in pieces[end:])]


def _add(
    file: str, columns: Columns, cells: Cells, rows: list[Row], findings: list[Finding]
) -> None:
    """Add a row, or what it lost."""
    first = next(piece for each in cells for piece in each)
    if lost := _lost(columns, cells):
        findings.append(lost_cell(file, first, len(columns), lost))
        return
    if not cells[long_column(columns)]:
        findings.append(empty_cell(file, first))
    rows.append(_row(cells, first))


def _lost(columns: Columns, cells: Cells) -> str:
    if len(cells) != len(columns):
        return f"{len(cells)} cells"
    needed = (
        _NEEDED[kind]
        for kind, pieces in zip(columns, cells, strict=True)
        if kind in _NEEDED and not pieces
    )
    described = cells[long_column(columns)] or long_column(columns) == len(columns) - 1
    return next(needed, "") or ("" if described else "too few cells after its name")


def _row(cells: Cells, first: Piece) -> Row:
    made: list[Cell] = []
    before = span(first)
    for pieces in cells:
        made.append(cell(pieces) if pieces else Cell((), before))
        before = made[-1].span
    place = made[0].span
    return Row(tuple(made), Span(place.line, place.column, before.end_line, before.end_column))
