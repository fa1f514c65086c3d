"""Rows whose cells stand on lines of their own: where one starts is seen by what its cells hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, TypeAlias

from trueup.page.formats.text_lines import Line, Piece, Pieces, line_at, tells
from trueup.page.types import type_of
from trueup.page.wordings import STATUS_CODE, Column, label, mandatory

Columns: TypeAlias = tuple[Column | None, ...]

_NAME: Final = re.compile(r"[A-Za-z_$@][\w.$@\-*]*(?:\[\])?")
_CODE: Final = re.compile(r"[\w.]*\d")
_CALL: Final = re.compile(
    r"(?:notes?|notice|caution|warning|danger|important|tips?)", re.IGNORECASE
)
_LONGEST_CELL: Final = 80
FIRST: Final = (Column.NAME, Column.STATUS, Column.CODE)
_SURE: Final = (Column.MANDATORY, Column.TYPE, Column.STATUS, Column.CODE)


def of_known(columns: Iterable[Column | None]) -> int:
    """Count the columns that are known."""
    return sum(kind is not None for kind in columns)


def long_column(columns: Columns) -> int:
    """Say which column may have several paragraphs: the description, else the last."""
    return columns.index(Column.DESCRIPTION) if Column.DESCRIPTION in columns else len(columns) - 1


def is_plain(columns: Columns) -> bool:
    """Say whether no column but the name has cells that are seen to be its own."""
    return not any(kind in _SURE for kind in columns)


def starts_row(columns: Columns, pieces: Pieces, at: int, first: bool = True) -> bool:
    """Say whether a row starts here: its first cells are what their columns hold, as are the last of the row before.

    `first`: it is the first row, so that none is before it.
    """
    long = long_column(columns)
    after = columns[long + 1 :]
    if not first and is_labelled(pieces, at):
        return False
    sure = _held(columns[:long], pieces, at)
    sure_before = 0 if first else _held(after, pieces, at - len(after))
    if sure is None or sure_before is None or columns[0] not in FIRST:
        return False
    if is_plain(columns):
        return _named(pieces, at)
    return sure + sure_before > 0 or (first and not any(kind in _SURE for kind in columns[:long]))


def row_starts(columns: Columns, body: Pieces) -> list[int]:
    """Say where the rows of a table start."""
    if columns == (Column.NAME, Column.DESCRIPTION) and _in_pairs(body):
        return list(range(0, len(body), 2))
    starts: list[int] = []
    at = 0
    while at < len(body):
        if starts_row(columns, body, at, not starts):
            starts.append(at)
            at += max(long_column(columns), 1)
        else:
            at += 1
    return starts


def is_name(line: Line) -> bool:
    """Say whether a line can be the name of a parameter."""
    return not line.item and _NAME.fullmatch(line.words) is not None


def is_type(line: Line) -> bool:
    """Say whether a line is a type that is known."""
    words = line.words
    if len(words) > _LONGEST_CELL or ". " in words or (" " in words and words.endswith(".")):
        return False
    return type_of(words) is not None


def is_yes_or_no(line: Line) -> bool:
    """Say whether a line is what a column Mandatory holds."""
    return len(line.words) <= _LONGEST_CELL and mandatory(line.words) is not None


def is_title(words: str) -> bool:
    """Say whether a word is a title inside a cell rather than a name."""
    return words[:1].isupper() and (label(words) is not None or _CALL.fullmatch(words) is not None)


def is_labelled(pieces: Pieces, at: int) -> bool:
    """Say whether a line is what a label before it says: the value of a default, not a name."""
    before = line_at(pieces, at - 1)
    return before is not None and before.words[:1].isupper() and label(before.words) is not None


def describes(piece: Piece) -> bool:
    """Say whether a piece can be the first of a description: words of a sentence, code, or a label."""
    return tells(piece) or (isinstance(piece, Line) and is_title(piece.words))


def _held(columns: Columns, pieces: Pieces, at: int) -> int | None:
    """Say how surely cells are what their columns hold; None: they are not."""
    sure = 0
    unsure: list[int] = []
    for offset, kind in enumerate(columns, start=at):
        line = line_at(pieces, offset)
        if line is None or line.item:
            return None
        if kind is Column.TYPE and not is_type(line):
            unsure.append(offset)
        elif (found := _fits(kind, line)) is None:
            return None
        else:
            sure += found
    if unsure and not (sure and all(_may_be_type(pieces, each) for each in unsure)):
        return None
    return sure


def _fits(kind: Column | None, line: Line) -> int | None:
    match kind:
        case Column.NAME:
            return 0 if is_name(line) else None
        case Column.MANDATORY:
            return 2 if is_yes_or_no(line) else None
        case Column.TYPE:
            return 1
        case Column.STATUS:
            return 1 if STATUS_CODE.fullmatch(line.words.partition(" ")[0]) else None
        case Column.CODE:
            return 1 if _CODE.fullmatch(line.words) else None
        case _:
            return 0


def _named(pieces: Pieces, at: int) -> bool:
    """Say whether a lone name is a cell: words of a sentence follow it."""
    line, after = line_at(pieces, at), line_at(pieces, at + 1)
    if line is None or after is None or is_title(line.words):
        return False
    return describes(after) and not (is_yes_or_no(line) and line.words[0].isupper())


def _may_be_type(pieces: Pieces, at: int) -> bool:
    """Say whether words that are no known type stand where one should: a few words, and more after them."""
    line = line_at(pieces, at)
    if line is None or at + 1 >= len(pieces) or is_title(line.words):
        return False
    if len(line.words) > _LONGEST_CELL or len(line.words.split()) > 5:
        return False
    after = pieces[at + 1]
    more = tells(after) or (isinstance(after, Line) and is_yes_or_no(after))
    return more and line.words[-1] not in ".。:：,，"


def _in_pairs(body: Pieces) -> bool:
    """Say whether names and other lines take turns, so that each two are a row."""
    lines = [each for each in body if isinstance(each, Line) and not each.item]
    if len(lines) != len(body) or len(lines) % 2:
        return False
    return all(is_name(each) and not is_title(each.words) for each in lines[::2])
