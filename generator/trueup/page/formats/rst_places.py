"""Where the words of a reStructuredText page stand: lines are docutils', columns are found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import combining, east_asian_width

from trueup.page.blocks import Mark
from trueup.page.formats.excerpt import Excerpt, Spot

# Python's str.splitlines, which docutils uses, ends a line at these; nobody else does.
LINE_ENDS = str.maketrans(dict.fromkeys("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", " "))
BORDER = re.compile(r"\+[-=+]+\+|=+(?: +=+)+")
OF_LISTS = re.compile(r"\.\. (?:list|csv|flat)-table::")
FARTHEST = 1000  # lines from the first words of a table up to its border
NEAR = (0, -1, 1, -2, 2, 3)

Columns = tuple[int, int]  # as docutils counts them, from 0: wide characters are two
EVERYWHERE: Columns = (0, 1 << 30)


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a page, as written and with tabs expanded as docutils does."""

    written: tuple[str, ...]
    expanded: tuple[str, ...]

    def within(self, line: int, columns: Columns) -> tuple[int, str]:
        """Give the part of a line (counted from 1) between columns, and where it starts."""
        if not 0 < line <= len(self.expanded):
            return 0, ""
        text = self.expanded[line - 1]
        if columns == EVERYWHERE:
            return 0, text
        start, end = (_index(text, column) for column in columns)
        return start, text[start:end]

    def spot(self, line: int, index: int) -> Spot:
        """Give the place of a character of an expanded line."""
        written = self.written[line - 1] if 0 < line <= len(self.written) else ""
        if "\t" not in written:
            return Spot(line, index + 1)
        at = 0
        while at < len(written) and len(written[: at + 1].expandtabs(8)) <= index:
            at += 1
        return Spot(line, at + 1)


def lines_of(text: str) -> Lines:
    """Part a page in lines."""
    written = tuple(text.split("\n"))
    return Lines(written, tuple(line.expandtabs(8) for line in written))


def _index(text: str, column: int) -> int:
    """Give the index of the character at a column."""
    if text.isascii():
        return min(column, len(text))
    width = 0
    for index, character in enumerate(text):
        if width >= column and not combining(character):
            return index
        width += 0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1
    return len(text)


def located(lines: Lines, source: str, line: int, columns: Columns, after: int) -> Excerpt:
    """Find text that docutils took from lines; without a line, search after one."""
    texts = source.split("\n")
    first = _first(lines, texts, line, columns, after)
    marks: list[Mark] = []
    start = 0
    for number, text in enumerate(texts, first):
        marks += (
            each._replace(start=start + each.start) for each in _marks(lines, text, number, columns)
        )
        start += len(text) + 1
    return Excerpt(source, tuple(marks))


def _first(lines: Lines, texts: list[str], line: int, columns: Columns, after: int) -> int:
    skipped = next((number for number, text in enumerate(texts) if text.strip()), 0)
    core = texts[skipped].strip()
    near = [line + step + skipped for step in NEAR] if line else []
    found = (
        each
        for each in (*near, *range(after, after + 50))
        if core in lines.within(each, columns)[1]
    )
    return next(found, line or after) - skipped


def _marks(lines: Lines, text: str, line: int, columns: Columns) -> list[Mark]:
    """Find a text on a line; tabs were expanded, so words after one are found one by one."""
    line = min(max(line, 1), len(lines.written))
    start, within = lines.within(line, columns)
    core, trimmed = text.strip(), within.rstrip()
    words = re.finditer(r"\S+", text)
    if core not in within:
        return [Mark(0, line, 1), *(Mark(word.start(), line, 1) for word in words)]
    at = len(trimmed) - len(core) if trimmed.endswith(core) else within.find(core)
    base = start + at - (len(text) - len(text.lstrip()))
    marks = [Mark(0, line, base + 1)]
    if 0 < line <= len(lines.written) and "\t" in lines.written[line - 1]:
        marks += (Mark(word.start(), *lines.spot(line, base + word.start())) for word in words)
    return marks


def table_columns(lines: Lines, line: int, count: int, columns: Columns) -> list[Columns]:
    """Give the columns of the grid or simple table that a line is in; none, if it is in neither."""
    for number in range(min(line, len(lines.expanded)), max(line - FARTHEST, 0), -1):
        start, text = lines.within(number, columns)
        if OF_LISTS.search(text):
            return []
        if BORDER.fullmatch(text.strip()):
            indent = len(text) - len(text.lstrip())
            base = _column(lines.expanded[number - 1], start + indent)
            edges = _grid if text.strip().startswith("+") else _simple
            found = edges(lines, number, columns, base)
            return found if len(found) == count else []
    return []


def _column(text: str, index: int) -> int:
    """Give the column of the character at an index."""
    return index if text.isascii() else sum(_width(character) for character in text[:index])


def _width(character: str) -> int:
    return 0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1


def _simple(lines: Lines, number: int, columns: Columns, base: int) -> list[Columns]:
    text = lines.within(number, columns)[1].strip()
    starts = [base + each.start() for each in re.finditer("=+", text)]
    return list(pairwise([*starts, columns[1]]))


def _grid(lines: Lines, number: int, columns: Columns, base: int) -> list[Columns]:
    """Gather where lines of the table cross, first of its full borders only, then of all."""
    edges: set[int] = set()
    while (found := lines.within(number, columns))[1].strip().startswith(("+", "|")):
        text = found[1].strip()
        if BORDER.fullmatch(text):
            edges |= {base + at for at, character in enumerate(text) if character == "+"}
        number += 1
    return [(left + 1, right) for left, right in pairwise(sorted(edges))]
