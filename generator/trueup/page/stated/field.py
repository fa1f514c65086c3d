"""A field as a spec states it: what its layers say, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from trueup.document.json_values import JsonObject, mapping, text_of
from trueup.page.facts import Kind
from trueup.page.stated.keywords import said
from trueup.page.stated.layers import Layer
from trueup.page.statement import Statement


@dataclass(frozen=True, slots=True)
class StatedField:
    """What the spec states of a field.

    `pointer`: of the parameter or property. `schema`: of the schema where its constraints stand, through `$ref`;
    what goes with this one use (`default`, `x-…`) stands at the property. `keywords`: of each kind that is
    stated, the keyword that says it. `others`: the keywords that constrain and have no kind.
    `source`: its `x-source`, or that of the object that holds it.
    """

    path: str
    pointer: str
    schema: str
    page: tuple[int, int] | None
    source: str
    statement: Statement
    keywords: Mapping[Kind, str]
    others: tuple[str, ...]


def field_of(
    root: JsonObject, path: str, pointer: str, of: tuple[Layer, ...], source: str
) -> StatedField:
    """Give the field that these layers are of; `source` is that of the object that holds it."""
    made = said(root, of)
    schema = next((each.pointer for each in of if "type" in each.node), of[0].pointer)
    page = next((page for each in of if (page := page_of(each.node))), None)
    source = source_of(of) or source
    return StatedField(
        path, pointer, schema, page, source, made.statement, made.keywords, made.others
    )


def with_mandatory(field: StatedField, value: bool, pointer: str) -> StatedField:
    """Add whether a field is mandatory, and where that is said."""
    return replace(
        field,
        statement={**field.statement, Kind.MANDATORY: value},
        keywords={**field.keywords, Kind.MANDATORY: pointer},
    )


def page_of(node: JsonObject) -> tuple[int, int] | None:
    """Give the table and row that `x-page` names, None where it names no row."""
    page = mapping(node.get("x-page"))
    table, row = page.get("table"), page.get("row")
    return (table, row) if isinstance(table, int) and isinstance(row, int) else None


def source_of(of: tuple[Layer, ...]) -> str:
    """Give the nearest `x-source`."""
    return next((text for each in of if (text := text_of(each.node.get("x-source")))), "")
