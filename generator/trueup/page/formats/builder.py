"""The builder: what the readers of all formats tell what they meet, in order, to get the page's blocks."""

from __future__ import annotations

from enum import Enum, auto

from trueup.page.blocks import Block, Code, Heading, Paragraph, Span, Text
from trueup.page.formats.excerpt import Spot
from trueup.page.formats.grid import (
    Before,
    Grid,
    OpenCell,
    OpenRow,
    inner_blocks,
    inner_tables,
    is_layout,
    take_caption,
    to_table,
)
from trueup.page.formats.words import Words


class Open(Enum):
    """What words go to, other than a paragraph."""

    HEADING = auto()
    CAPTION = auto()


class Builder:
    """Gathers blocks. Anything that starts ends what can't hold it."""

    def __init__(self) -> None:
        self.words = Words()
        self._page: list[Block] = []
        self._grids: list[Grid] = []
        self._open: Open | None = None
        self._level = 1
        self._item = False
        self._links: list[str] = []
        self._anchors: list[str] = []
        self._before: Before | None = None

    def finish(self) -> tuple[Block, ...]:
        """End all that is open and give the blocks."""
        self._end_open()
        while self._grids:
            self.table_end(self._grids[-1].spot)
        self.paragraph()
        return tuple(self._page)

    def link(self, target: str) -> None:
        """Start a link."""
        self._links.append(target)
        self.words.link(target)

    def link_end(self) -> None:
        """End the link that was started last."""
        if self._links:
            self._links.pop()
            self.words.link_end()

    def line_break(self) -> None:
        """Start a new line: in a cell, that is a paragraph of its own."""
        if self._grids and self._open is None and self._grids[-1].cell is not None:
            self.paragraph()
        else:
            self.words.line_break()

    def anchor(self, name: str) -> None:
        """Name the place where we are."""
        if name:
            self._anchors.append(name)

    def paragraph(self) -> None:
        """End the paragraph, if one is open."""
        if self._open is not None:
            self.words.space()
            return
        breaks = tuple(self.words.breaks)
        text = self._taken()
        if text is not None:
            paragraph = Paragraph(text, self._item)
            self._emit(paragraph)
            self._before = Before(paragraph, breaks, tuple(self._anchors))
            self._item = False
            self._anchors = []

    def item(self) -> None:
        """Start an item of a list."""
        self.paragraph()
        self._item = True

    def item_end(self) -> None:
        """End an item of a list, or a list."""
        self.paragraph()
        self._item = False

    def heading(self, level: int) -> None:
        """Start a heading."""
        self._end_open()
        self.paragraph()
        self._open, self._level = Open.HEADING, level

    def heading_end(self) -> None:
        """End the heading."""
        if self._open is not Open.HEADING:
            return
        self._open = None
        text = self._taken()
        if text is not None:
            self._emit(Heading(self._level, text, tuple(dict.fromkeys(self._anchors))))
            self._anchors = []

    def code(self, code: str, span: Span) -> None:
        """Add a block of code."""
        self._end_open()
        self.paragraph()
        self._emit(Code(code, span))
        self._item = False
        self._anchors = []

    def table(self, spot: Spot) -> None:
        """Start a table."""
        self._end_open()
        self.paragraph()
        if self._grids and self._grids[-1].cell is None:
            self.table_end(spot)
        self._item = False
        self._grids.append(Grid(spot, anchors=self._anchors, before=self._before))
        self._anchors = []

    def caption(self) -> None:
        """Start the caption of the table."""
        self._end_open()
        self.cell_end()
        self._open = Open.CAPTION if self._grids else None

    def caption_end(self) -> None:
        """End the caption of the table."""
        if self._open is not Open.CAPTION:
            return
        self._open = None
        self._grids[-1].caption = self._taken() or self._grids[-1].caption

    def head(self, *, on: bool) -> None:
        """Say that rows are of the table's head from here on, or no longer."""
        self._end_open()
        self.cell_end()
        if self._grids:
            self._grids[-1].head = on

    def row(self, spot: Spot) -> None:
        """Start a row."""
        self._end_open()
        self.cell_end()
        if self._grids:
            grid = self._grids[-1]
            if not grid.rows:
                grid.anchors += self._anchors
            grid.rows.append(OpenRow(spot, grid.head))

    def cell(self, spot: Spot, *, header: bool = False, rows: int = 1, columns: int = 1) -> None:
        """Start a cell."""
        self._end_open()
        self.cell_end()
        if self._grids:
            grid = self._grids[-1]
            if not grid.rows:
                self.row(spot)
            grid.cell = OpenCell(spot, header, rows, columns)
            grid.rows[-1].cells.append(grid.cell)
            self._item = False
            self._anchors = []

    def cell_end(self) -> None:
        """End the cell, if one is open."""
        self._end_open()
        self.paragraph()
        if self._grids and self._grids[-1].cell is not None:
            self._grids[-1].cell = None
            self._item = False
            self._anchors = []
            self._before = None

    def table_end(self, spot: Spot) -> None:
        """End the table."""
        if not self._grids:
            return
        self.cell_end()
        grid = self._grids.pop()
        container = self._container()
        if is_layout(grid) or not any(row.cells for row in grid.rows):
            if grid.caption is not None:
                container.append(Paragraph(grid.caption))
            container.extend(inner_blocks(grid))
            return
        caption, anchors = grid.caption, grid.anchors
        if caption is None:
            caption, before = take_caption(grid, container)
            anchors = [*before, *anchors]
        container.append(to_table(grid, caption, anchors, spot))
        container.extend(inner_tables(grid))

    def _taken(self) -> Text | None:
        text = self.words.text()
        self.words = Words(tuple(self._links))
        return text

    def _emit(self, block: Block) -> None:
        self._before = None
        self._container().append(block)

    def _container(self) -> list[Block]:
        for grid in reversed(self._grids):
            if grid.cell is not None:
                return grid.cell.content
        return self._page

    def _end_open(self) -> None:
        self.heading_end()
        self.caption_end()
