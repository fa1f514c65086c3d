"""Where a statement of the draft stands on the page: by table and row, or in words where there is no number."""

from __future__ import annotations

from dataclasses import dataclass, field

from trueup.document.json_values import JsonObject
from trueup.page.blocks import Span


@dataclass(frozen=True, slots=True)
class Places:
    """Gives each row of a numbered table once: a number that the page prints twice can't name its rows."""

    _taken: set[tuple[int, int]] = field(default_factory=set)

    def row(self, table: int, row: int, span: Span) -> JsonObject:
        """Give the place of a row."""
        if table and (table, row) not in self._taken:
            self._taken.add((table, row))
            return {"x-page": {"table": table, "row": row}}
        which = f"another Table {table}" if table else "a table without a number"
        return {"x-source": f"Row {row} of {which}, line {span.line} of the page."}


def table_place(table: int, span: Span) -> JsonObject:
    """Give the place of a table."""
    if table:
        return {"x-page": {"table": table}}
    return {"x-source": f"A table without a number, around line {span.line} of the page."}


def rule_of(table: int) -> str:
    """Name the section that begins with what a table describes."""
    return f"Table {table}" if table else "A table without a number"
