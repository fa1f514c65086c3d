"""What is told of the parts of a document from beside it: names in Python, and rows of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from trueup.document.json_values import JsonObject, mapping
from trueup.document.source import Document
from trueup.findings import Refused
from trueup.ir import Api, Enumeration, Field, Record, Side
from trueup.page.facts import Facts
from trueup.page.stated.field import page_of
from trueup.page.stated.stated import stated
from trueup.publish.history import History
from trueup.publish.site.views_of_reference import FactView
from trueup.render.templating import Html

Rows = Mapping[str, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class Told:
    """Facts by the pointers of the document: the fields of the library, names of values, rows of the page."""

    fields: Mapping[tuple[str, Side], Field]
    members: Mapping[str, dict[str, str]]
    rows: Rows
    history: History

    @classmethod
    def of(cls, document: Document, api: Api, facts: Facts | None, history: History) -> Told:
        """Gather what is told of a document."""
        records = [each for each in api.declarations if isinstance(each, Record)]
        fields = {
            (field.origin.pointer, record.side): field
            for record in records
            for field in record.fields
        }
        members = {
            each.origin.pointer: {one.value: one.name for one in each.members}
            for each in api.declarations
            if isinstance(each, Enumeration)
        }
        return cls(fields, members, _rows(document, facts) if facts else {}, history)

    def place(self, pointer: str, node: JsonObject) -> str:
        """Say where on the page something stands, or where it comes from if not from a table."""
        page = page_of(node)
        rows = self.rows.get(pointer) or ((page,) if page else ())
        if rows:
            return "; ".join(f"Table {table}, row {row}" for table, row in rows)
        table = mapping(node.get("x-page")).get("table")
        return f"Table {table}" if isinstance(table, int) else ""

    def since(self, at: tuple[str, str]) -> str:
        """Say since which version a field is there, where there are several."""
        return f"since {self.history.since(*at)}" if at[0] and len(self.history.steps) > 1 else ""

    def changes(self, at: tuple[str, str]) -> Iterator[FactView]:
        """Yield what each version changed of a field."""
        for each in self.history.of(*at) if at[0] else ():
            if not each.added:
                day = f" ({each.released})" if each.released else ""
                said = f"in {each.version}{day}: {each.change.message}, {each.change.effect}"
                yield FactView("Changed", Html.escape(said))


def _rows(document: Document, facts: Facts) -> Rows:
    """Give the rows that a page has of each field, by the pointer of the field."""
    said = facts.operation
    try:
        made = stated(document, said.method if said else None, said.path if said else None)
    except Refused:
        return {}
    found: dict[str, list[tuple[int, int]]] = {}
    for each in made.fields if made else ():
        row = facts.field(each.path)
        if row is not None and row.table:
            found.setdefault(each.pointer, []).append((row.table, row.row))
    return {pointer: tuple(dict.fromkeys(rows)) for pointer, rows in found.items()}
