"""Plain text as copied from a browser: every paragraph and every cell is a line, and tables have lost their grid.

A table is a caption ("Table 2 Request parameters") and the words of its header, each on a line, or such a header
alone. Where a row begins is seen by its cells: a name, then Yes or No, then a type. Tabs part cells too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from trueup.findings import Code as Finds
from trueup.findings import Finding, Place, Severity
from trueup.page.blocks import (
    Block,
    Cell,
    Code,
    Format,
    Heading,
    Mark,
    Page,
    Paragraph,
    Row,
    Span,
    Table,
    Text,
)
from trueup.page.types import type_of
from trueup.page.wordings import (
    CAPTION,
    STATUS_CODE,
    STATUS_LINE,
    Column,
    Section,
    column,
    mandatory,
    section,
)

_BULLET: Final = re.compile(r"[•·●○◦▪■*\-–]\s+")
_NAME: Final = re.compile(r"[A-Za-z_$@][\w.$@\-]*(?:\[\])?")
_CELLS_OF_A_ROW: Final = 6


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph: one line of the text, or one piece of a line that has tabs."""

    text: Text
    item: bool

    @property
    def words(self) -> str:
        return self.text.words


_Piece = _Line | Code


def read_text(file: str, text: str, sha256: str) -> tuple[Page, tuple[Finding, ...]]:
    """Read a page saved as plain text into blocks."""
    reader = _Reader(file, list(_pieces(text)))
    blocks = tuple(reader.blocks())
    return Page(file, Format.TEXT, sha256, blocks), tuple(reader.findings)


def _pieces(text: str) -> Iterator[_Piece]:
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        if (end := _code_end(lines, at)) is not None:
            yield _code(lines, at, end)
            at = end
            continue
        column_ = 1
        for part in lines[at].split("\t"):
            if made := _line(part, at + 1, column_):
                yield made
            column_ += len(part) + 1
        at += 1


def _line(part: str, line: int, column_: int) -> _Line | None:
    bullet = _BULLET.match(part.strip())
    start = len(part) - len(part.lstrip()) + (bullet.end() if bullet else 0)
    words = [
        (found[0], found.start())
        for found in re.finditer(r"[^\s\u200b\ufeff]+", part)
        if found.start() >= start
    ]
    marks: list[Mark] = []
    length = 0
    for word, offset in words:
        marks.append(Mark(length, line, column_ + offset))
        length += len(word) + 1
    if not words:
        return None
    return _Line(Text(" ".join(word for word, _ in words), tuple(marks)), bullet is not None)


def _code_end(lines: Sequence[str], start: int) -> int | None:
    """Say where a block of JSON that starts on this line ends; None: none starts here."""
    first = lines[start].strip()
    if not (first in ("{", "[", "[{") or first.startswith(('{"', '{ "', '["', '[{"'))):
        return None
    depth, quoted, at = 0, False, start
    while at < len(lines):
        for sign in re.findall(r'\\.|["{}\[\]]', lines[at]):
            if sign == '"':
                quoted = not quoted
            elif not quoted and len(sign) == 1:
                depth += 1 if sign in "{[" else -1
        quoted = False
        at += 1
        if depth <= 0:
            return at
        if at < len(lines) and section(lines[at]) is not None:
            break  # an unfinished example ends where the next section starts
    return at


def _code(lines: Sequence[str], start: int, end: int) -> Code:
    kept = [line.rstrip() for line in lines[start:end]]
    indent = len(kept[0]) - len(kept[0].lstrip())
    span = Span(start + 1, indent + 1, end, max(len(kept[-1]), 1))
    return Code(
        "\n".join(line[indent:] if not line[:indent].strip() else line for line in kept), span
    )


@dataclass(slots=True)
class _Reader:
    file: str
    pieces: list[_Piece]
    findings: list[Finding] = field(default_factory=list)
    titled: bool = False

    def blocks(self) -> Iterator[Block]:
        at = 0
        while at < len(self.pieces):
            found = self._table_at(at)
            if found is not None:
                caption, header, unknown, start = found
                end = self._table_end(start)
                yield self._table(caption, header, unknown, start, end)
                at = end
                continue
            piece = self.pieces[at]
            yield piece if isinstance(piece, Code) else self._prose(piece, at)
            at += 1

    def _prose(self, line: _Line, at: int) -> Block:
        updated = re.match(r"(?:Updated|Last updated|更新时间)", line.words)
        if not self.titled and not updated and not line.item:
            self.titled = True
            return Heading(1, line.text)
        if self._heading(at):
            return Heading(2, line.text)
        return Paragraph(line.text, line.item)

    def _heading(self, at: int) -> bool:
        line = self._at(at)
        if line is None or line.item or (not line.words[:1].isupper() and line.words.isascii()):
            return False
        following = self._at(at + 1)
        if line.words.endswith((":", "：")) or (
            following and mandatory(following.words) is not None
        ):
            return False
        return section(line.words) is not None

    def _at(self, at: int) -> _Line | None:
        piece = self.pieces[at] if at < len(self.pieces) else None
        return piece if isinstance(piece, _Line) else None

    def _table_at(self, at: int) -> tuple[Text | None, list[_Line], list[_Line], int] | None:
        """Give caption, header, its unknown words and the first piece after it, if a table starts here."""
        line = self._at(at)
        if line is None:
            return None
        captioned = CAPTION.fullmatch(line.words) and not line.words.endswith((".", "。"))
        start = at + 1 if captioned else at
        header = self._header(start)
        known = [each for each in header if column(each.words)]
        if (len(known) >= 2 if captioned else self._is_header(known)) and column(
            header[0].words
        ) in (
            Column.NAME,
            Column.STATUS,
            Column.CODE,
        ):
            unknown = [each for each in header if not column(each.words)]
            return (line.text if captioned else None), header, unknown, start + len(header)
        if captioned and (first := self._at(start)) and len(first.words) < 40:
            self._unknown_header(first, header)
        return None

    def _header(self, start: int) -> list[_Line]:
        """Give the lines of a header: known words, and unknown ones that known ones follow."""
        lines: list[_Line] = []
        for at in range(start, start + _CELLS_OF_A_ROW):
            line = self._at(at)
            if line is None or len(line.words) > 40 or line.item:
                break
            lines.append(line)
        kinds = [column(line.words) for line in lines]
        seen: set[Column] = set()
        last = 0
        for at, kind in enumerate(kinds, start=1):
            if kind in seen or at - last > 2 or STATUS_CODE.fullmatch(lines[at - 1].words):
                break  # a second one is a row: a field can be called `name` or `type`
            if kind is not None:
                seen.add(kind)
                last = at
            elif mandatory(lines[at - 1].words) is not None or type_of(lines[at - 1].words):
                break
        return lines[:last]

    def _unknown_header(self, first: _Line, header: list[_Line]) -> None:
        shown = next((each for each in header if column(each.words) is None), first)
        line, column_, *_ = shown.text.span()
        message = f"the header {shown.words!r} of this table is unknown"
        fix = "a table of parameters has Parameter, Mandatory, Type, Description (参数, 是否必选, 参数类型, 描述)"
        self.findings.append(
            Finding(Place(self.file, line, column_), Finds.UNKNOWN_HEADER, message, fix)
        )

    def _table_end(self, start: int) -> int:
        at = start
        while at < len(self.pieces):
            line = self._at(at)
            if line is not None and at > start and (self._ends_table(line, at)):
                return at
            at += 1
        return at

    def _ends_table(self, line: _Line, at: int) -> bool:
        if self._heading(at) and section(line.words) is not Section.OTHER:
            return True
        if self._heading(at) and not line.words.casefold().startswith(("notes", "constraint")):
            return True
        if STATUS_LINE.fullmatch(line.words):
            return True
        if CAPTION.fullmatch(line.words) and not line.words.endswith((".", "。")):
            after = self._at(at + 1)
            return after is not None and len(after.words) < 40
        return self._is_header(self._header(at))

    def _is_header(self, header: Sequence[_Line]) -> bool:
        """Say whether words are a header without a caption before it."""
        first = column(header[0].words) if header else None
        least = {Column.NAME: 3, Column.STATUS: 2}.get(first) if first else None
        return least is not None and len(header) >= least and not header[0].item

    def _table(
        self, caption: Text | None, header: list[_Line], unknown: list[_Line], start: int, end: int
    ) -> Table:
        for each in unknown:
            self._unknown_header(each, header)
        columns = [column(each.words) for each in header]
        starts = [at for at in range(start, end) if self._row_starts(columns, at, end)]
        self._lost(columns, starts, start, end)
        bounds = [*starts[1:], end] if starts else []
        rows = tuple(self._row(columns, at, stop) for at, stop in zip(starts, bounds, strict=True))
        first = caption.span() if caption else header[0].text.span()
        last = rows[-1].span if rows else header[-1].text.span()
        cells = tuple(_cell([each]) for each in header)
        return Table(
            cells, rows, Span(first.line, first.column, last.end_line, last.end_column), caption
        )

    def _row_starts(self, columns: Sequence[Column | None], at: int, end: int) -> bool:
        """Say whether a row starts here: all cells but the last kind are what their columns hold."""
        sure = 0
        for offset, kind in enumerate(columns[:-1]):
            line = self._at(at + offset) if at + offset < end else None
            if line is None or line.item:
                return False
            match kind:
                case Column.NAME:
                    if not _NAME.fullmatch(line.words):
                        return False
                case Column.MANDATORY:
                    if mandatory(line.words) is None:
                        return False
                    sure += 2
                case Column.TYPE:
                    if type_of(line.words) is None and not (
                        sure and self._could_be_type(at + offset, end)
                    ):
                        return False
                    sure += 1
                case Column.STATUS:
                    if not STATUS_CODE.fullmatch(line.words.partition(" ")[0]):
                        return False
                    sure += 1
                case Column.CODE:
                    if not re.fullmatch(r"[A-Za-z]*[.\w]*\d+", line.words):
                        return False
                    sure += 1
                case _:
                    pass
        return sure > 0 or (len(columns) == 2 and columns[0] is Column.NAME and self._named(at))

    def _named(self, at: int) -> bool:
        """Say whether a lone name is a cell: a sentence follows it."""
        following = self._at(at + 1)
        return following is not None and " " in following.words

    def _could_be_type(self, at: int, end: int) -> bool:
        """Say whether words that are no known type stand where one should: a few words, and a description after."""
        line, after = self._at(at), self._at(at + 1) if at + 1 < end else None
        if line is None or after is None:
            return False
        return (
            len(line.words.split()) <= 5 and line.words[-1:] not in ".。:：," and " " in after.words
        )

    def _lost(
        self, columns: Sequence[Column | None], starts: Sequence[int], start: int, end: int
    ) -> None:
        """Report names that have a cell too few after them."""
        known = set(starts)
        wanted = [each for each in (Column.MANDATORY, Column.TYPE) if each in columns]
        if Column.NAME not in columns or not wanted:
            return
        skipped = {at + offset for at in starts for offset in range(len(columns) - 1)}
        for at in range(start, end):
            line, after = self._at(at), self._at(at + 1) if at + 1 < end else None
            if at in known or at in skipped or line is None or after is None or line.item:
                continue
            if not _NAME.fullmatch(line.words) or type_of(line.words):
                continue
            has_type = Column.TYPE in columns and type_of(after.words) is not None
            has_word = Column.MANDATORY in columns and mandatory(after.words) is not None
            if has_type or has_word:
                self._lost_cell(
                    line, "Mandatory" if has_type and len(wanted) > 1 else "Type", len(columns)
                )

    def _lost_cell(self, line: _Line, which: str, cells: int) -> None:
        place = Place(self.file, *line.text.span()[:2])
        message = f"the row {line.words!r} has lost a cell: {cells} columns, and no {which} after its name"
        fix = "copy the table again, or save the page as HTML; the row was left out"
        self.findings.append(Finding(place, Finds.LOST_CELL, message, fix))

    def _row(self, columns: Sequence[Column | None], start: int, end: int) -> Row:
        single = len(columns) - 1
        cells = [_cell([self.pieces[start + offset]]) for offset in range(single)]
        rest = self.pieces[start + single : end]
        if rest:
            cells.append(_cell(rest))
        else:
            cells.append(Cell((), cells[-1].span))
            self._empty(self.pieces[start])
        first, last = cells[0].span, cells[-1].span
        return Row(tuple(cells), Span(first.line, first.column, last.end_line, last.end_column))

    def _empty(self, piece: _Piece) -> None:
        if isinstance(piece, _Line):
            place = Place(self.file, *piece.text.span()[:2])
            message = f"the row {piece.words!r} has no words in its last column"
            fix = "see whether the cell is empty on the page too; if not, copy the table again"
            self.findings.append(Finding(place, Finds.LOST_CELL, message, fix, Severity.WARNING))


def _cell(pieces: Sequence[_Piece]) -> Cell:
    content = tuple(
        piece if isinstance(piece, Code) else Paragraph(piece.text, piece.item) for piece in pieces
    )
    spans = [each.span if isinstance(each, Code) else each.text.span() for each in content]
    return Cell(
        content, Span(spans[0].line, spans[0].column, spans[-1].end_line, spans[-1].end_column)
    )
