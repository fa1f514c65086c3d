"""Facts built by hand: short words for what a page states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trueup.document.json_values import JsonValue, canonical
from trueup.page.blocks import Format, Span
from trueup.page.facts import (
    Example,
    Fact,
    Facts,
    Field,
    Kind,
    Operation,
    Role,
    Status,
    TableFacts,
)

STRING: JsonValue = {"type": "string"}
INTEGER: JsonValue = {"type": "integer", "format": "int32"}
LONG: JsonValue = {"type": "integer", "format": "int64"}
NUMBER: JsonValue = {"type": "number", "format": "double"}
OBJECT: JsonValue = {"type": "object"}
STRINGS: JsonValue = {"type": "array", "items": STRING}
OBJECTS: JsonValue = {"type": "array", "items": OBJECT}


def row(
    path: str,
    type_: JsonValue = STRING,
    *,
    mandatory: bool | None = False,
    wording: str | None = None,
    table: int = 2,
    name: str = "",
    stated: Mapping[str, JsonValue] | None = None,
    **more: JsonValue,
) -> Field:
    """Build a field; `more` is what it states by kind, length={"maxLength": 5}, as `stated` is."""
    told = {**(stated or {}), **more}
    said: dict[Kind, JsonValue] = {Kind(key): value for key, value in told.items()}
    if type_ is not None:
        said[Kind.TYPE] = type_
    if mandatory is not None:
        said[Kind.MANDATORY] = mandatory
    facts = tuple(Fact(kind, value, "", Span(1, 1, 1, 1)) for kind, value in said.items())
    words = (
        wording if wording is not None else canonical([canonical(type_), *map(str, said.items())])
    )
    last = name or path.rpartition(".")[2]
    return Field(path, last, table, 0, facts, (), words, Span(1, 1, 1, 1))


def facts(
    *fields: Field,
    operation: str = "PUT /jobs/{id}",
    statuses: Mapping[str, str] | None = None,
    tables: Sequence[TableFacts] = (),
    examples: Sequence[Example] = (),
    language: str = "en",
) -> Facts:
    """Build facts: every field and status stands at a line of its own, in the order given."""
    rows: dict[int, int] = {}
    placed = []
    for line, each in enumerate(fields, start=1):
        rows[each.table] = rows.get(each.table, 0) + 1
        placed.append(_at(each, line, rows[each.table]))
    method, _, path = operation.partition(" ")
    codes = tuple(
        Status(code, 9, number, wording, Span(100 + number, 1, 100 + number, 3))
        for number, (code, wording) in enumerate((statuses or {}).items(), start=1)
    )
    return Facts(
        file="page.txt",
        format=Format.TEXT,
        language=language,
        title="",
        updated="",
        sha256="",
        operation=Operation(method, path, "", Span(1, 1, 1, 1)) if operation else None,
        tables=tuple(tables),
        fields=tuple(placed),
        statuses=codes,
        examples=tuple(examples),
    )


def table(number: int, *of: str, role: Role = Role.NESTED) -> TableFacts:
    """Build a table of the values of these fields."""
    return TableFacts(number, "", role, of, 1, Span(number, 1, number, 9))


def example(value: JsonValue, of: Role = Role.REQUEST) -> Example:
    """Build an example."""
    return Example(of, value, Span(50, 1, 60, 1))


def _at(field: Field, line: int, number: int) -> Field:
    span = Span(line, 1, line, 9)
    stated = tuple(Fact(each.kind, each.value, each.words, span) for each in field.facts)
    return Field(field.path, field.name, field.table, number, stated, (), field.wording, span)
