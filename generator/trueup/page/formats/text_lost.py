"""Rows that lost a cell: seen by the cells they still have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trueup.page.formats.text_lines import Line, Pieces, finished, line_at, over, tells
from trueup.page.formats.text_rows import (
    Columns,
    describes,
    is_labelled,
    is_name,
    is_plain,
    is_title,
    is_type,
    is_yes_or_no,
    long_column,
)
from trueup.page.wordings import Column, Label, label

NO_NAME = "no name of a parameter before it"
NO_WORD = "no Mandatory after its name"
NO_TYPE = "no Type after its name"
NO_ROW = "no row that has them all starts here"


def lost_rows(columns: Columns, body: Pieces, starts: Sequence[int]) -> dict[int, str]:
    """Say where in a table a row starts that lost a cell, and which."""
    if columns[0] is not Column.NAME:
        return {}
    return dict(_lost_rows(columns, body, starts))


def _lost_rows(columns: Columns, body: Pieces, starts: Sequence[int]) -> Iterator[tuple[int, str]]:
    cells = {at + offset for at in starts for offset in range(long_column(columns))}
    first = min(starts, default=len(body))
    at = 0
    while at < len(body):
        line, after = line_at(body, at), line_at(body, at + 1)
        free = at not in cells and at + 1 not in cells
        lost = _lost(columns, body, at, line, after) if free and line and after else ""
        if not lost and at == 0 and first:
            lost = NO_ROW
        if lost:
            yield at, lost
        at += 2 if lost and lost != NO_ROW else 1


def _lost(columns: Columns, body: Pieces, at: int, line: Line, after: Line) -> str:
    """Say which cell the row that starts here lost; empty: none starts here that did."""
    certain = columns[: long_column(columns)]
    both = Column.TYPE in certain and Column.MANDATORY in certain
    if line.item or after.item or is_plain(certain):
        return ""
    defined = label(after.words) is Label.DEFINITION
    fresh = at == 0 or defined or (over(body[at - 1]) and not is_labelled(body, at))
    if both and _word_and_type(certain, line, after):
        return NO_NAME
    if _can_be_name(line, fresh) and not is_labelled(body, at):
        return _after_name(body, at, after, both) or (
            _alone(line, after, fresh, NO_WORD if Column.MANDATORY in certain else NO_TYPE)
        )
    cell = is_type(line) if Column.TYPE in certain else is_yes_or_no(line)
    return NO_NAME if not both and cell and fresh and describes(after) else ""


def _word_and_type(columns: Columns, line: Line, after: Line) -> bool:
    """Say whether two lines are the cells that come after a name."""
    if columns.index(Column.MANDATORY) > columns.index(Column.TYPE):
        line, after = after, line
    return is_yes_or_no(line) and is_type(after)


def _can_be_name(line: Line, fresh: bool) -> bool:
    """Say whether a line can be a name; a word of a type can be where a sentence ended before it."""
    if not is_name(line) or is_title(line.words) or is_yes_or_no(line):
        return False
    return not is_type(line) or (fresh and line.words.islower())


def _after_name(body: Pieces, at: int, after: Line, both: bool) -> str:
    if not both:
        return ""
    if is_type(after):
        return NO_WORD
    if is_yes_or_no(after):
        return NO_TYPE
    type_ = line_at(body, at + 2)
    few = len(after.words.split()) <= 3 and not finished(after) and not is_name(after)
    return NO_WORD if few and type_ is not None and is_type(type_) else ""


def _alone(line: Line, after: Line, fresh: bool, lost: str) -> str:
    """Say whether a name stands between sentences, so that nothing but its description is left."""
    spelled = line.words[:1].islower() or "_" in line.words
    told = tells(after) and (
        finished(after) or after.words.endswith((":", "：")) or ". " in after.words
    )
    return lost if fresh and spelled and (told or is_title(after.words)) else ""
