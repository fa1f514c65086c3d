"""Rows whose cells are parted by tabs: a cell goes on over lines until the next tab, the last until the next row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from trueup.page.formats.text_lines import Line, Piece, Pieces, line_at, parted
from trueup.page.formats.text_rows import Columns, is_name
from trueup.page.wordings import Column

Cells: TypeAlias = list[list[Piece]]

_FEWEST: Final = 3


def starts_tabbed(columns: Columns, pieces: Pieces, at: int) -> bool:
    """Say whether a line starts a row whose cells tabs part."""
    line, parts = line_at(pieces, at), parted(pieces, at)
    if line is None or not parts:
        return False
    if columns[0] is Column.NAME and not (line.part or is_name(line)):
        return False
    return len(parts) > 1 or (not line.part and line.of >= max(len(columns), _FEWEST))


def tabbed_rows(columns: Columns, body: Pieces) -> list[Cells]:
    """Give the cells of the rows of a table, as many as each row has."""
    rows: list[Cells] = []
    at = 0
    while at < len(body):
        parts = parted(body, at)
        if len(parts) > 1 or starts_tabbed(columns, body, at):
            _add(rows, _split(parts, len(columns)), len(columns))
        elif rows:
            rows[-1][-1].append(body[at])
        else:
            rows.append([[body[at]]])
        at += max(len(parts), 1)
    return rows


def _split(parts: Sequence[Line], most: int) -> Cells:
    cells: Cells = [[] for _ in range(parts[0].of)]
    for part in parts:
        cells[part.part].append(part)
    while len(cells) > most and not cells[0]:
        del cells[0]  # an indent
    while len(cells) > most and not cells[-1]:
        del cells[-1]
    return cells


def _add(rows: list[Cells], cells: Cells, most: int) -> None:
    """Add cells to the row before, where it still lacks as many; else they are a row."""
    if rows and len(rows[-1]) < most and len(rows[-1]) - 1 + len(cells) <= most:
        rows[-1][-1] += cells[0]
        rows[-1] += cells[1:]
    else:
        rows.append(cells)
