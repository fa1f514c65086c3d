"""What is told of the parts of a document from beside it: names in Python, and rows of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trueup.document.json_values import JsonObject, mapping
from trueup.document.source import Document
from trueup.findings import Refused
from trueup.ir import Api, Enumeration, Field, Record, Side
from trueup.page.facts import Facts
from trueup.page.stated.field import page_of
from trueup.page.stated.stated import stated

Rows = Mapping[str, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class Told:
    """Facts by the pointers of the document: the fields of the library, names of values, rows of the page."""

    fields: Mapping[tuple[str, Side], Field]
    members: Mapping[str, dict[str, str]]
    rows: Rows

    @classmethod
    def of(cls, document: Document, api: Api, facts: Facts | None) -> Told:
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
        return cls(fields, members, _rows(document, facts) if facts else {})

    def place(self, pointer: str, node: JsonObject) -> str:
        """Say where on the page something stands, or where it comes from if not from a table."""
        page = page_of(node)
        rows = self.rows.get(pointer) or ((page,) if page else ())
        if rows:
            return "; ".join(f"Table {table}, row {row}" for table, row in rows)
        table = mapping(node.get("x-page")).get("table")
        return f"Table {table}" if isinstance(table, int) else ""


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
