"""Captions and headers: where a table starts in a text, and which columns it has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from trueup.page.blocks import Text
from trueup.page.formats.text_lines import Line, Pieces, join, line_at, parted
from trueup.page.formats.text_rows import (
    FIRST,
    Columns,
    is_type,
    is_yes_or_no,
    of_known,
    starts_row,
)
from trueup.page.formats.words import cut
from trueup.page.wordings import CAPTION, STATUS_CODE, Column, column, label

_MOST_CELLS: Final = 8
_MOST_LETTERS: Final = 40
_LONGEST_CAPTION: Final = 200
_INSIDE: Final = re.compile(r"(?:Table|表)\s*\d+\s*[:：.．-]?\s*[^\s.。,，;；]", re.IGNORECASE)
_SAYS: Final = re.compile(
    r"(?:Table|表)\s*\d+\s*(?:(?:describes?|lists?|shows?|provides?|gives?|contains?|explains?|defines?|is|are)\b"
    r"|(?:列出|描述|说明|给出|介绍|所示)了?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Header:
    """The start of a table: what stands before its caption in the same line, its caption, its header.

    `body` is the first piece after it.
    """

    before: Line | None
    caption: Text | None
    cells: tuple[Line, ...]
    body: int

    @property
    def columns(self) -> Columns:
        """Give what its columns hold."""
        return tuple(column(each.words) for each in self.cells)

    @property
    def unknown(self) -> tuple[Line, ...]:
        """Give the words of the header that name no column that is known."""
        return tuple(each for each in self.cells if column(each.words) is None)


def header_at(pieces: Pieces, at: int, within: bool = False) -> Header | None:
    """Give the header of the table that starts here; None: none does. `within`: another could go on here."""
    line = line_at(pieces, at)
    if line is None or len(line.words) > _LONGEST_CAPTION:
        return None
    if captions(line):
        if cells := _under_caption(pieces, at + 1):
            return Header(None, line.text, cells, at + 1 + len(cells))
        return _split(pieces, at, line)
    if (found := _INSIDE.search(line.words)) and (cells := _under_caption(pieces, at + 1)):
        return _in_line(line, found.start(), cells, at + 1 + len(cells))
    if _kind(line) not in FIRST:
        return None
    cells = header_words(pieces, at)
    return Header(None, None, cells, at + len(cells)) if _alone(pieces, at, cells, within) else None


def captions(line: Line) -> bool:
    """Say whether a line is a caption, as far as can be said of it alone."""
    words = line.words
    if len(words) > _LONGEST_CAPTION or words.endswith((".", "。")):
        return False
    return CAPTION.fullmatch(words) is not None


def captions_unknown(pieces: Pieces, at: int) -> bool:
    """Say whether a line is the caption of a table whose header is unknown."""
    line, after = line_at(pieces, at), line_at(pieces, at + 1)
    if line is None or after is None or not captions(line) or _SAYS.match(line.words):
        return False
    return len(after.words) < _MOST_LETTERS


def header_words(pieces: Pieces, at: int) -> tuple[Line, ...]:
    """Give the words of what may be a header: known ones, and unknown ones that known ones follow."""
    if len(parts := parted(pieces, at)) > 1:
        known = of_known([_kind(each) for each in parts])
        return tuple(parts) if known >= 2 else ()
    lines: list[Line] = []
    while len(lines) < _MOST_CELLS and (line := line_at(pieces, at + len(lines))) is not None:
        if len(line.words) > _MOST_LETTERS or line.item:
            break
        lines.append(line)
    return _before_rows(pieces, at, _known(lines))


def _split(pieces: Pieces, at: int, line: Line) -> Header | None:
    """Read a caption whose words stand on the line after its number."""
    found, after = CAPTION.fullmatch(line.words), line_at(pieces, at + 1)
    if found is None or found[2] or after is None or len(after.words) > _LONGEST_CAPTION:
        return None
    cells = _under_caption(pieces, at + 2)
    if not cells or after.item or after.words.endswith((".", "。")):
        return None
    return Header(None, join(line.text, after.text), cells, at + 2 + len(cells))


def _in_line(line: Line, start: int, cells: tuple[Line, ...], body: int) -> Header | None:
    """Read a caption that stands in a line after other words: an item of a list, or a short title."""
    if not start or line.words.endswith((".", "。")) or start > _MOST_LETTERS:
        return None
    before = Line(cut(line.text, 0, len(line.words[:start].rstrip())), line.item)
    return Header(before, cut(line.text, start, len(line.words)), cells, body)


def _under_caption(pieces: Pieces, at: int) -> tuple[Line, ...]:
    cells = header_words(pieces, at)
    kinds = [column(each.words) for each in cells]
    return cells if kinds[:1] and kinds[0] in FIRST and of_known(kinds) >= 2 else ()


def _alone(pieces: Pieces, at: int, cells: Sequence[Line], within: bool) -> bool:
    """Say whether words are a header though no caption stands before them."""
    kinds = tuple(column(each.words) for each in cells)
    match kinds[:1]:
        case (Column.STATUS,):
            return len(kinds) >= 2
        case (Column.NAME,):
            rows = starts_row(kinds, pieces, at + len(cells))
            if of_known(kinds) >= 3:
                titled = all(_titled(each.words) for each in cells)
                return not within or rows or (titled and of_known(kinds) >= 4)
            typical = kinds == (Column.NAME, Column.DESCRIPTION) and label(cells[1].words) is None
            return typical and rows and _titled(cells[0].words)
        case _:
            return False


def _titled(words: str) -> bool:
    return words[:1].isupper() or not words.isascii()


def _known(lines: Sequence[Line]) -> tuple[Line, ...]:
    seen: set[Column] = set()
    last = 0
    for at, line in enumerate(lines, start=1):
        kind = _kind(line)
        if kind in seen or at - last > 2 or STATUS_CODE.fullmatch(line.words):
            break  # a second one is a row: a field can be called `name` or `type`
        if kind is not None:
            seen.add(kind)
            last = at
        elif is_yes_or_no(line) or is_type(line):
            break
    return tuple(lines[:last])


def _before_rows(pieces: Pieces, at: int, cells: tuple[Line, ...]) -> tuple[Line, ...]:
    """Leave out names of the first row that are words of headers too: a field can be called `type`."""
    for most in range(len(cells) - 1, 1, -1):
        if not _unlike(cells[0].words, cells[most].words):
            break
        kinds = tuple(_kind(each) for each in cells[:most])
        if kinds[-1] is not None and starts_row(kinds, pieces, at + most):
            return cells[:most]
    return cells


def _unlike(first: str, words: str) -> bool:
    return _titled(first) and not _titled(words)


def _kind(line: Line) -> Column | None:
    return column(line.words) if len(line.words) <= _MOST_LETTERS else None
