"""Nesting: the paths of all rows, from the tables of a request or response down to what they lead to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from trueup.document.json_values import JsonObject
from trueup.page.reading.tables import ParameterRow, ReadTable

# Tables that lead to one another in twos have paths without end, though no table is inside itself.
_MOST_FIELDS: Final = 10_000
_DEEPEST: Final = 100


@dataclass(frozen=True, slots=True)
class Joined:
    """A row with a path of its own."""

    path: str
    table: ReadTable
    row: ParameterRow
    siblings: Mapping[str, JsonObject]


@dataclass(slots=True)
class Nesting:
    """The rows of each table with their paths, and the paths whose values it describes.

    `edges`: the table that a row of a table leads to. `cut`: there were too many fields, or too deep.
    """

    tables: Sequence[ReadTable]
    edges: Mapping[tuple[int, int], int]
    rows: dict[int, list[Joined]] = field(default_factory=lambda: defaultdict(list))
    of: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    cut: bool = False
    _count: int = 0

    def walk(self, at: int, under: str = "", above: tuple[int, ...] = ()) -> None:
        """Give paths to the rows of a table and of those it leads to; a table inside itself ends there."""
        table = self.tables[at]
        siblings = {row.name: row.type or {} for row in table.rows}
        self.of[at].append(under)
        for row in table.rows:
            self._count += 1
            if self._count > _MOST_FIELDS or len(above) > _DEEPEST:
                self.cut = True
                return
            path = f"{under or table.prefix}.{row.name}"
            self.rows[at].append(Joined(path, table, row, siblings))
            nested = self.edges.get((at, row.number))
            if nested is not None and nested not in (*above, at):
                many = (row.type or {}).get("type") == "array"
                self.walk(nested, f"{path}[]" if many else path, (*above, at))
