"""Excerpts: pieces of a file, with the place of every character."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from trueup.page.blocks import Mark


class Spot(NamedTuple):
    """A character's line and column, counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a file; its marks are sorted by start, the first starts at 0, each line has one."""

    content: str
    marks: tuple[Mark, ...]

    def spot(self, index: int) -> Spot:
        """Give the place of the character at an index."""
        mark = self.marks[bisect_right(self.marks, index, key=_start) - 1]
        return Spot(mark.line, mark.column + index - mark.start)

    def runs(self, start: int, end: int) -> Iterator[tuple[str, Spot]]:
        """Give the characters from start up to end, parted where the places jump."""
        at = max(bisect_right(self.marks, start, key=_start) - 1, 0)
        while start < end:
            stop = self.marks[at + 1].start if at + 1 < len(self.marks) else len(self.content)
            mark = self.marks[at]
            upto = min(stop, end)
            yield self.content[start:upto], Spot(mark.line, mark.column + start - mark.start)
            if upto == len(self.content):
                return
            start, at = upto, at + 1


def _start(mark: Mark) -> int:
    return mark.start


def plain_text(text: str) -> str:
    """Give a text with one kind of line ending and no NUL; lines and columns stay."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def whole(text: str) -> Excerpt:
    """Give a whole file as an excerpt."""
    return placed(text.split("\n"), [Spot(line, 1) for line in range(1, text.count("\n") + 2)])


def placed(lines: Sequence[str], spots: Sequence[Spot]) -> Excerpt:
    """Join lines, each with the place of its first character."""
    marks: list[Mark] = []
    start = 0
    for line, spot in zip(lines, spots, strict=True):
        marks.append(Mark(start, *spot))
        start += len(line) + 1
    return Excerpt("\n".join(lines), tuple(marks) or (Mark(0, 1, 1),))
