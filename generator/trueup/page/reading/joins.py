"""Joins: which table describes the values of which field, by the "see Table N" of its row.

A link leads by its anchor. Where a page has no links, a printed number alone is not believed: the caption has to
name the field, or at least nothing else. A link to another page's table joins nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from trueup.document.json_values import mapping
from trueup.findings import Code, Finding, Place, Severity
from trueup.page.blocks import Cell, Paragraph, Span, Text
from trueup.page.facts import Role
from trueup.page.reading.nesting import Joined, Nesting
from trueup.page.reading.tables import ParameterRow, ReadTable
from trueup.page.wordings import Column

_TABLE: Final = re.compile(r"(?:\bTable|表)\s*(\d{1,9})(?!\d)", re.IGNORECASE)
_GENERIC: Final = frozenset("array list set map of object objects structure string integer".split())
_ROOTS: Final = (Role.URI, Role.REQUEST, Role.RESPONSE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A "see Table N" of a row: the number, the target of its link (None: no link), its place."""

    number: int
    target: str | None
    span: Span


@dataclass(slots=True)
class _Joiner:
    file: str
    tables: Sequence[ReadTable]
    linked: bool
    findings: list[Finding] = field(default_factory=list)
    by_number: dict[int, list[int]] = field(default_factory=dict)
    by_anchor: dict[str, int] = field(default_factory=dict)
    edges: dict[tuple[int, int], int] = field(default_factory=dict)
    mentioned: set[int] = field(default_factory=set)

    def index(self) -> None:
        for at, table in enumerate(self.tables):
            self.by_number.setdefault(table.number, []).append(at)
            for anchor in table.table.anchors:
                self.by_anchor.setdefault(anchor.casefold(), at)

    def join(self) -> None:
        names = {row.name.casefold() for table in self.tables for row in table.rows if _nests(row)}
        for at, table in enumerate(self.tables):
            for row in table.rows:
                for mention in mentions(row):
                    self._mention(at, row, mention, names)

    def _mention(self, at: int, row: ParameterRow, mention: Mention, names: set[str]) -> None:
        if mention.target is not None or self.linked:
            found = self.by_anchor.get(_anchor(mention.target or ""))
            if found is None and mention.target is None:
                found = self._by_number(at, row, mention, names)
        else:
            found = self._by_number(at, row, mention, names)
        if found is not None:
            self.mentioned.add(found)
        if not _nests(row):
            return
        if found is None or not self.tables[found].rows:
            self._astray(row, mention)
        else:
            self.edges.setdefault((at, row.number), found)

    def _by_number(
        self, at: int, row: ParameterRow, mention: Mention, names: set[str]
    ) -> int | None:
        """Believe a printed number where the caption names the field, or no other field that nests."""
        candidates = self.by_number.get(mention.number, [])
        for found in candidates if mention.number else ():
            words = {
                each.casefold()
                for each in re.findall(r"[A-Za-z_][\w\-]*", self.tables[found].caption)
            }
            if _near(row.name) & words:
                return found
            others = {name for name in names if _near(name) & words}
            if found != at and not others and not _root_by_caption(self.tables[found]):
                return found
        return None

    def _astray(self, row: ParameterRow, mention: Mention) -> None:
        place = Place(self.file, mention.span.line, mention.span.column)
        message = (
            f"{row.name} refers to a Table {mention.number} that is not the one of that number here"
        )
        fix = "its fields stand on another page: see there, and say in a ruling what the spec has"
        self.findings.append(Finding(place, Code.TABLE_ASTRAY, message, fix, Severity.WARNING))

    def typed(self) -> None:
        """Join by the name of a type: `Array of Tag objects`, and a table that is captioned, or linked as, `Tag`."""
        for at, table in enumerate(self.tables):
            for row in table.rows:
                cell = row.cells.get(Column.TYPE)
                if cell is None or not _nests(row) or (at, row.number) in self.edges:
                    continue
                found = self._by_type(cell)
                if found is not None:
                    self.edges[at, row.number] = found
                    self.mentioned.add(found)

    def _by_type(self, cell: Cell) -> int | None:
        for part in cell.content:
            for link in part.text.links if isinstance(part, Paragraph) else ():
                found = self.by_anchor.get(_anchor(link.target))
                if found is not None and self.tables[found].rows:
                    return found
        named = {each for each in re.findall(r"\w+", cell.words) if each.casefold() not in _GENERIC}
        fits = [at for at, table in enumerate(self.tables) if table.rows and table.caption in named]
        return fits[0] if len(fits) == 1 else None

    def captioned(self) -> None:
        """Join a table that nobody mentions and whose caption names one field that nests and has no table."""
        free = {
            row.name.casefold(): (at, row.number)
            for at, table in enumerate(self.tables)
            for row in table.rows
            if _nests(row) and (at, row.number) not in self.edges
        }
        roots = set(self.roots())
        for at, table in enumerate(self.tables):
            words = {each.casefold() for each in re.findall(r"[A-Za-z_][\w\-]*", table.caption)}
            fits = [key for name, key in free.items() if _near(name) & words and key[0] != at]
            if table.rows and at not in roots and at not in self.mentioned and len(fits) == 1:
                self.edges[fits[0]] = at
                self.mentioned.add(at)

    def roots(self) -> Iterator[int]:
        """Give the tables that describe a request or response as such, the first of each prefix."""
        seen: set[str] = set()
        for at, table in enumerate(self.tables):
            if not table.rows or table.role not in _ROOTS or at in self.mentioned:
                continue
            if table.prefix in seen and table.prefix.startswith(("request", "response")):
                continue
            seen.add(table.prefix)
            yield at


def mentions(row: ParameterRow) -> Iterator[Mention]:
    """Give every "Table N" that a row's description has."""
    cell = row.cells.get(Column.DESCRIPTION)
    for part in cell.content if cell else ():
        if isinstance(part, Paragraph):
            for found in _TABLE.finditer(part.text.words):
                yield Mention(
                    int(found[1]), _target(part.text, found.start()), part.text.span(*found.span())
                )


def _target(text: Text, at: int) -> str | None:
    return next((link.target for link in text.links if link.start <= at < link.end), None)


def _anchor(target: str) -> str:
    return target.rpartition("#")[2].casefold()


def _nests(row: ParameterRow) -> bool:
    """Say whether a field's values can have fields of their own."""
    if row.type is None:
        return Column.TYPE not in row.cells or bool(row.cells[Column.TYPE].words)
    inner = mapping(row.type.get("items")) if row.type.get("type") == "array" else row.type
    return inner.get("type") in ("object", None)


def _near(name: str) -> set[str]:
    """Give the spellings under which a caption may name a field."""
    plain = name.casefold()
    return {plain, plain.removesuffix("s"), f"{plain}s", plain.replace("_", "-")}


def _root_by_caption(table: ReadTable) -> bool:
    return bool(
        re.search(
            r"^(?:uri|url|request|response|query|path|status)\b", table.caption, re.IGNORECASE
        )
    )


def joined(
    file: str, tables: Sequence[ReadTable]
) -> tuple[tuple[Joined, ...], Mapping[int, tuple[str, ...]], tuple[Finding, ...]]:
    """Give every row its path, in the page's order; what each table is of; and what could not be joined."""
    linked = any(text.links for table in tables for text in _texts(table))
    joiner = _Joiner(file, tables, linked)
    joiner.index()
    joiner.join()
    joiner.typed()
    joiner.captioned()
    nesting = Nesting(tables, joiner.edges)
    for root in joiner.roots():
        nesting.walk(root)
    if nesting.cut:
        joiner.findings.append(_endless(file))
    for at, table in enumerate(tables):
        if table.rows and at not in nesting.rows:
            joiner.findings.append(_orphan(file, table))
    rows = tuple(each for at in sorted(nesting.rows) for each in nesting.rows[at])
    return rows, {at: tuple(paths) for at, paths in nesting.of.items()}, tuple(joiner.findings)


def _texts(table: ReadTable) -> Iterator[Text]:
    for row in table.rows:
        for cell in row.cells.values():
            yield from (part.text for part in cell.content if isinstance(part, Paragraph))


def _endless(file: str) -> Finding:
    message = "the tables of this page lead to one another over and over"
    fix = "see which table each row refers to; only the first fields were read"
    return Finding(Place(file, 1, 1), Code.TABLE_ASTRAY, message, fix)


def _orphan(file: str, table: ReadTable) -> Finding:
    place = Place(file, table.table.span.line, table.table.span.column)
    named = f"Table {table.number} ({table.caption})" if table.caption else "this table"
    message = f"{named} describes no field: nothing on the page refers to it"
    fix = "see which field it is of; its rows were left out"
    return Finding(place, Code.TABLE_ASTRAY, message, fix, Severity.WARNING)
