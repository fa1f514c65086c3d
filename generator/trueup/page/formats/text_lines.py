"""Lines: the paragraphs and cells of a text, one by one, and its blocks of code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from trueup.page.blocks import Cell, Code, Mark, Paragraph, Span, Text
from trueup.page.formats.excerpt import Spot, plain_text
from trueup.page.formats.text_code import code, code_ends
from trueup.page.formats.words import INVISIBLE, Words
from trueup.page.wordings import chinese

_BULLET: Final = re.compile(rf"[\s{INVISIBLE}]*[•·●○◦▪■*\-–]\s+(?=\S)")
_STOPS: Final = (".", "。", "!", "！", "?", "？")
_GOES_ON: Final = (":", "：", ",", "，")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: a line of the text, or the part of one between tabs (`part`, counted from 0, of `of`)."""

    text: Text
    item: bool = False
    part: int = 0
    of: int = 1

    @property
    def words(self) -> str:
        """Give the words of the line."""
        return self.text.words

    @property
    def number(self) -> int:
        """Give the number of the line in the file."""
        return self.text.marks[0].line


Piece: TypeAlias = Line | Code
Pieces: TypeAlias = Sequence[Piece]


def pieces(text: str) -> tuple[Piece, ...]:
    """Part a text into its lines and its blocks of code."""
    return tuple(_pieces(plain_text(text).split("\n")))


def _pieces(lines: Sequence[str]) -> Iterator[Piece]:
    ends = code_ends(lines)
    at = 0
    while at < len(lines):
        if at in ends:
            yield code(lines, at, ends[at])
            at = ends[at]
        else:
            yield from _parts(lines[at], at + 1)
            at += 1


def _parts(line: str, number: int) -> Iterator[Line]:
    if (bullet := _BULLET.match(line)) and "\t" in bullet[0]:
        line = bullet[0].replace("\t", " ") + line[bullet.end() :]
    parts = line.split("\t")
    column = 1
    for at, part in enumerate(parts):
        bullet = _BULLET.match(part)
        start = bullet.end() if bullet else 0
        words = Words()
        words.add(part[start:], Spot(number, column + start))
        if text := words.text():
            yield Line(text, bullet is not None, at, len(parts))
        column += len(part) + 1


def line_at(pieces: Pieces, at: int) -> Line | None:
    """Give the line at a place; None: there is none, or code."""
    piece = pieces[at] if 0 <= at < len(pieces) else None
    return piece if isinstance(piece, Line) else None


def parted(pieces: Pieces, at: int) -> Sequence[Line]:
    """Give the parts of a line that tabs part, from its first that has words on; none: it is not parted."""
    first = line_at(pieces, at)
    before = line_at(pieces, at - 1)
    if first is None or first.of < 2 or (before is not None and before.number == first.number):
        return ()
    found = [first]
    while (line := line_at(pieces, at + len(found))) is not None and line.number == first.number:
        found.append(line)
    return found


def finished(piece: Piece) -> bool:
    """Say whether a piece ends a sentence; code and items of lists do."""
    return isinstance(piece, Code) or piece.item or piece.words.endswith(_STOPS)


def over(piece: Piece) -> bool:
    """Say whether something new can follow a piece: it ends a sentence, or is one without a stop."""
    return finished(piece) or (
        isinstance(piece, Line) and " " in piece.words and not piece.words.endswith(_GOES_ON)
    )


def tells(piece: Piece) -> bool:
    """Say whether a piece is more than a word: code, or words of a sentence."""
    return isinstance(piece, Code) or " " in piece.words or chinese(piece.words)


def join(first: Text, second: Text) -> Text:
    """Write two texts one after the other."""
    start = len(first.words) + 1
    marks = tuple(Mark(mark.start + start, mark.line, mark.column) for mark in second.marks)
    return Text(f"{first.words} {second.words}", first.marks + marks)


def cell(pieces: Pieces) -> Cell:
    """Make a cell of one piece or more."""
    content = tuple(
        piece if isinstance(piece, Code) else Paragraph(piece.text, piece.item) for piece in pieces
    )
    first, last = span(pieces[0]), span(pieces[-1])
    return Cell(content, Span(first.line, first.column, last.end_line, last.end_column))


def span(piece: Piece) -> Span:
    """Give the place of a piece."""
    return piece.span if isinstance(piece, Code) else piece.text.span()
