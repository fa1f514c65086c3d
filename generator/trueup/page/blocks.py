"""Blocks: what a page is made of, the same whatever format it was saved in, with the place of every word."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias


class Format(StrEnum):
    """The formats that a page can be saved in."""

    TEXT = "text"
    RST = "rst"
    MARKDOWN = "markdown"
    HTML = "html"


class Span(NamedTuple):
    """Where words stand in the file: lines and columns counted from 1; the end column is the last character's."""

    line: int
    column: int
    end_line: int
    end_column: int


class Mark(NamedTuple):
    """The character at `start` of a text stands at this line and column; those after it follow on."""

    start: int
    line: int
    column: int


class Link(NamedTuple):
    """The characters from `start` to `end` lead to `target`: an anchor of this page, or another page."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Text:
    """Words in reading order, without markup, white space collapsed to single spaces.

    `marks` are sorted by start; the first starts at 0.
    """

    words: str
    marks: tuple[Mark, ...]
    links: tuple[Link, ...] = ()

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Give the place of the characters from `start` up to `end` (default: all)."""
        last = max((len(self.words) if end is None else end) - 1, start)
        line, column = self._at(start)
        return Span(line, column, *self._at(last))

    def _at(self, index: int) -> tuple[int, int]:
        mark = self.marks[bisect_right(self.marks, index, key=lambda each: each.start) - 1]
        return mark.line, mark.column + index - mark.start


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a section; the title of the page is of level 1."""

    level: int
    text: Text
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `item` says that it is the first of an item of a bullet or numbered list."""

    text: Text
    item: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code, as it stands, line breaks and all."""

    code: str
    span: Span


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    content: tuple[Paragraph | Code, ...]
    span: Span

    @property
    def words(self) -> str:
        """Give all words of the cell, its paragraphs parted by a space."""
        parts = (
            each.text.words if isinstance(each, Paragraph) else each.code for each in self.content
        )
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; a cell that spans rows or columns is given to each of them."""

    cells: tuple[Cell, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its header, and its caption if it has one of its own ("Table 2 Request parameters").

    `anchors`: the names that links on the page lead to it by, without the leading `#`.
    """

    header: tuple[Cell, ...]
    rows: tuple[Row, ...]
    span: Span
    caption: Text | None = None
    anchors: tuple[str, ...] = ()


Block: TypeAlias = Heading | Paragraph | Code | Table


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was saved: its blocks in order. Nothing that a reader sees is left out."""

    file: str
    format: Format
    sha256: str
    blocks: tuple[Block, ...]
