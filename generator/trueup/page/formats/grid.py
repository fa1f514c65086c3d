"""Grids: the rows and cells of a table while it is read, and the table they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from trueup.page.blocks import Block, Cell, Code, Heading, Paragraph, Row, Span, Table, Text
from trueup.page.formats.excerpt import Spot
from trueup.page.formats.words import cut

WIDEST = 1000  # columns that one cell may span, as in HTML
CAPTION = re.compile(r"(?:Table|表)\s*\d+")
COPIES = 10_000  # cells that spans may add to a table, beyond four for each cell there is


@dataclass(frozen=True, slots=True)
class Before:
    """The paragraph before a table: it, or its last line, may be the table's caption."""

    paragraph: Paragraph
    breaks: tuple[int, ...]
    anchors: tuple[str, ...]


@dataclass(slots=True)
class OpenCell:
    """A cell that is being read."""

    spot: Spot
    header: bool = False
    rows: int = 1
    columns: int = 1
    content: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class OpenRow:
    """A row that is being read; `head`: it belongs to the table's head."""

    spot: Spot
    head: bool
    cells: list[OpenCell] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A table that is being read."""

    spot: Spot
    rows: list[OpenRow] = field(default_factory=list)
    cell: OpenCell | None = None
    head: bool = False
    caption: Text | None = None
    anchors: list[str] = field(default_factory=list)
    before: Before | None = None


def is_layout(grid: Grid) -> bool:
    """Say whether a table only arranges other things on the page."""
    cells = [cell for row in grid.rows for cell in row.cells]
    if any(row.head for row in grid.rows) or any(cell.header for cell in cells):
        return False
    inner = [each for cell in cells for each in cell.content]
    if any(isinstance(each, Table) for each in inner) or len(cells) == 1:
        return True
    return len(grid.rows) == 1 and any(isinstance(each, Code) for each in inner)


def inner_blocks(grid: Grid) -> list[Block]:
    """Give all that stands in the cells, in order."""
    return [each for row in grid.rows for cell in row.cells for each in cell.content]


def inner_tables(grid: Grid) -> list[Block]:
    """Give the tables that stand in the cells."""
    return [each for each in inner_blocks(grid) if isinstance(each, Table)]


def to_table(grid: Grid, caption: Text | None, anchors: Iterable[str], end: Spot) -> Table:
    """Make the table: its head merged to one row, spanned cells given to each row and column."""
    rows = [row for row in grid.rows if row.cells]
    head = [row for row in rows if row.head] or rows[:1]
    body = [row for row in rows if not row.head and row is not head[0]]
    made = _expanded(body)
    last = made[-1].span[2:] if made else ()
    return Table(
        header=_merged([row.cells for row in _expanded(head)]),
        rows=made,
        span=Span(*grid.spot, *max(grid.spot, end, last)),
        caption=caption,
        anchors=tuple(dict.fromkeys(anchors)),
    )


def take_caption(grid: Grid, container: list[Block]) -> tuple[Text | None, tuple[str, ...]]:
    """Take the caption that stands before the table, as a paragraph or as the last line of one."""
    before = grid.before
    if before is None or not container or container[-1] is not before.paragraph:
        return None, ()
    text = before.paragraph.text
    start = _caption_start(text, before.breaks)
    if start is None:
        return None, ()
    container.pop()
    kept = len(text.words[:start].rstrip())
    if kept:
        container.append(Paragraph(cut(text, 0, kept), before.paragraph.item))
    return cut(text, start, len(text.words)), before.anchors


def _caption_start(text: Text, breaks: Sequence[int]) -> int | None:
    """Find where a caption starts: at the text's start or a line's; a link to a table is none."""
    last = [at for at in breaks if at < len(text.words)][-1:]
    for at in (0, *last):
        start = at + (text.words[at] == " ")
        linked = any(link.start <= start < link.end for link in text.links)
        if not linked and CAPTION.match(text.words, start):
            return start
    return None


def _merged(rows: Sequence[tuple[Cell, ...]]) -> tuple[Cell, ...]:
    if len(rows) == 1:
        return rows[0]
    columns: list[list[Cell]] = [[] for _ in range(max(map(len, rows), default=0))]
    for row in rows:
        for column, cell in zip(columns, row, strict=False):
            if not column or column[-1] is not cell:
                column.append(cell)
    return tuple(
        Cell(tuple(each for cell in cells for each in cell.content), cells[0].span)
        for cells in columns
    )


def _expanded(rows: Sequence[OpenRow]) -> tuple[Row, ...]:
    """Give a cell that spans rows or columns to each of them, as far as that stays affordable."""
    spare = COPIES + 4 * sum(len(row.cells) for row in rows)
    made: list[Row] = []
    hanging: dict[int, tuple[Cell, int]] = {}
    for row in rows:
        own = [_cell(each) for each in row.cells]
        given, hanging = _filled(row.cells, own, hanging if spare > 0 else {}, max(spare, 0))
        spare -= len(given) - len(own)
        made.append(Row(tuple(given), _row_span(row, own)))
    return tuple(made)


def _filled(
    raw: Sequence[OpenCell], own: Sequence[Cell], hanging: dict[int, tuple[Cell, int]], spare: int
) -> tuple[list[Cell], dict[int, tuple[Cell, int]]]:
    """Lay a row's own cells between those that hang over from rows above."""
    given: list[Cell] = []
    left = {column: (cell, rows - 1) for column, (cell, rows) in hanging.items() if rows > 1}
    for each, cell in zip(raw, own, strict=True):
        while len(given) in hanging:
            given.append(hanging[len(given)][0])
        width = max(min(each.columns, WIDEST, 1 + spare), 1)
        spare -= width - 1
        if each.rows > 1:
            left |= dict.fromkeys(range(len(given), len(given) + width), (cell, each.rows - 1))
        given += [cell] * width
    given += [cell for column, (cell, _) in sorted(hanging.items()) if column >= len(given)]
    return given, left


def _cell(raw: OpenCell) -> Cell:
    content = tuple(_plain(each) for each in raw.content if not isinstance(each, Table))
    return Cell(content, _span(content, raw.spot))


def _plain(block: Paragraph | Code | Heading) -> Paragraph | Code:
    return Paragraph(block.text) if isinstance(block, Heading) else block


def _span(content: Sequence[Paragraph | Code], spot: Spot) -> Span:
    if not content:
        return Span(*spot, *spot)
    spans = [each.span if isinstance(each, Code) else each.text.span() for each in content]
    return Span(*spans[0][:2], *spans[-1][2:])


def _row_span(row: OpenRow, own: Sequence[Cell]) -> Span:
    if not own:
        return Span(*row.spot, *row.spot)
    ends = max(cell.span[2:] for cell in own)
    return Span(*min(cell.span[:2] for cell in own), *ends)
