"""The file of facts: what is kept of a page beside its spec. It holds facts and places, and no sentence of the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue
from trueup.document.source import Document
from trueup.document.yaml_write import flow
from trueup.page.blocks import Format, Span
from trueup.page.contradictions.contradiction import About, Contradiction, without_prose
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
    Unread,
)
from trueup.page.kept.node import Node

_HEAD: Final = """\
# What a documentation page states, as trueup read it. No sentence of the page is kept: `wording` is the sha256
# of a row's words, and a text of an example that reads like a sentence is told by its sha256.
"""
_MOST_UNREAD: Final = 10_000
_FORMS: Final = {
    Kind.TYPE: dict,
    Kind.LENGTH: dict,
    Kind.COUNT: dict,
    Kind.CONDITION: dict,
    Kind.ADVICE: dict,
    Kind.RANGE: list,
    Kind.ENUM: list,
    Kind.MANDATORY: bool,
    Kind.COMPUTED: str,
    Kind.UNIT: str,
    Kind.CONTENT: str,
}
_PAGE: Final = ("file", "format", "language", "title", "updated", "sha256")


def to_yaml(facts: Facts, contradictions: Sequence[Contradiction]) -> str:
    """Write facts, and the contradictions that were found in the words they were read from."""
    return "".join((_HEAD, *_written(facts, contradictions)))


def from_document(document: Document) -> tuple[Facts, tuple[Contradiction, ...]]:
    """Read a file of facts. Of words, only how many sentences were left unread is known. Raise Refused."""
    top = Node(document, "", document.root)
    lists = ("tables", "fields", "statuses", "examples", "contradictions")
    top.parts("page", "operation", *lists)
    page = top.part("page")
    page.parts(*_PAGE)
    facts = Facts(
        file=page.text("file"),
        format=page.one_of("format", Format),
        language=page.text("language"),
        title=page.text("title"),
        updated=page.text("updated"),
        sha256=page.text("sha256"),
        operation=_operation(top.part("operation")),
        tables=tuple(map(_table, top.items("tables"))),
        fields=tuple(map(_field, top.items("fields"))),
        statuses=tuple(map(_status, top.items("statuses"))),
        examples=tuple(map(_example, top.items("examples"))),
    )
    return facts, tuple(map(_contradiction, top.items("contradictions")))


def _written(facts: Facts, contradictions: Sequence[Contradiction]) -> Iterator[str]:
    page: JsonObject = {key: getattr(facts, key) for key in _PAGE}
    yield "page:"
    yield from _block(page, 2)
    operation = facts.operation
    yield "operation:"
    yield from _block(
        {"method": operation.method, "path": operation.path, **_lines(operation.span)}
        if operation
        else None,
        2,
    )
    yield "tables:"
    yield from _block([_of_table(each) for each in facts.tables], 2)
    yield "fields:" if facts.fields else "fields: []"
    yield "\n"
    for field in facts.fields:
        yield from _of_field(field)
    yield "statuses:"
    yield from _block([_of_status(each) for each in facts.statuses], 2)
    yield "examples:" if facts.examples else "examples: []"
    yield "\n"
    for example in facts.examples:
        yield from _of_example(example)
    yield "contradictions:"
    yield from _block([_of_contradiction(each) for each in contradictions], 2)


def _block(value: JsonValue, indent: int) -> Iterator[str]:
    """Write an object or a list on a line for each of its values; the rest of a line that ends in a colon."""
    space = " " * indent
    if isinstance(value, dict) and value:
        yield "\n"
        for key, each in value.items():
            yield f"{space}{flow(key)}:"
            yield from _block(each, indent + 2)
    elif isinstance(value, list) and value:
        yield "\n"
        for each in value:
            yield f"{space}- {flow(each)}\n"
    else:
        yield f" {flow(value)}\n"


def _of_table(table: TableFacts) -> JsonObject:
    return {
        "table": table.number,
        "caption": table.caption,
        "role": str(table.role),
        "of": [*table.of],
        "rows": table.rows,
        **_lines(table.span),
    }


def _of_field(field: Field) -> Iterator[str]:
    yield f"  - field: {flow(field.path)}\n"
    if not field.path.endswith(f".{field.name}"):
        yield f"    name: {flow(field.name)}\n"
    place: JsonObject = {"table": field.table, "row": field.row, **_lines(field.span)}
    yield f"    at: {flow(place)}\n"
    yield f"    wording: {flow(field.wording)}\n"
    yield f"    unread: {len(field.unread)}\n"
    yield "    facts:"
    yield from _block([_of_fact(each) for each in field.facts], 6)


def _of_fact(fact: Fact) -> JsonObject:
    value = without_prose(fact.value) if fact.kind is Kind.EXAMPLE else fact.value
    return {str(fact.kind): value, **_lines(fact.span)}


def _of_status(status: Status) -> JsonObject:
    return {
        "status": status.code,
        "table": status.table,
        "row": status.row,
        **_lines(status.span),
        "wording": status.wording,
    }


def _of_example(example: Example) -> Iterator[str]:
    yield f"  - of: {flow(str(example.of))}\n"
    yield f"    at: {flow(_lines(example.span))}\n"
    yield "    value:"
    yield from _block(without_prose(example.value), 6)


def _of_contradiction(each: Contradiction) -> JsonObject:
    says: JsonObject = {} if each.says is None else {"says": each.says}
    about: JsonObject = {"field": each.path, "fact": str(each.fact)}
    return {**about, **says, "what": each.what, **_lines(each.span)}


def _lines(span: Span) -> JsonObject:
    several: list[JsonValue] = [span.line, span.end_line]
    return {"line": span.line} if span.line == span.end_line else {"lines": several}


def _span(node: Node) -> Span:
    value = node.value if isinstance(node.value, dict) else {}
    if "lines" not in value:
        line = node.number("line")
        return Span(line, 1, line, 1)
    if "line" in value:
        raise node.refused("line and lines exclude each other")
    ends = list(node.items("lines"))
    if len(ends) != 2:
        raise node.part("lines").refused("lines wants the first and the last")
    first, last = (end.whole() for end in ends)
    return Span(first, 1, last, 1)


def _operation(node: Node) -> Operation | None:
    if node.value is None:
        return None
    node.parts("method", "path", optional=("line", "lines"))
    return Operation(node.text("method"), node.text("path"), "", _span(node))


def _table(node: Node) -> TableFacts:
    node.parts("table", "caption", "role", "of", "rows", optional=("line", "lines"))
    return TableFacts(
        node.number("table"),
        node.text("caption"),
        node.one_of("role", Role),
        tuple(each.as_text() for each in node.items("of")),
        node.number("rows"),
        _span(node),
    )


def _field(node: Node) -> Field:
    node.parts("field", "at", "wording", "unread", "facts", optional=("name",))
    path, place = node.text("field"), node.part("at")
    place.parts("table", "row", optional=("line", "lines"))
    span, unread = _span(place), node.number("unread")
    if unread > _MOST_UNREAD:
        raise node.part("unread").refused("no row has so many sentences")
    name = node.part("name")
    return Field(
        path,
        path.rpartition(".")[2] if name.value is None else name.as_text(),
        place.number("table"),
        place.number("row"),
        tuple(map(_fact, node.items("facts"))),
        (Unread("", span),) * unread,
        node.text("wording"),
        span,
    )


def _fact(node: Node) -> Fact:
    parts = node.parts(optional=(*Kind, "line", "lines"))
    kinds = [kind for kind in Kind if kind in parts]
    if len(kinds) != 1:
        raise node.refused("a fact is of one kind")
    value = parts[kinds[0]]
    if not isinstance(value, _FORMS.get(kinds[0], object)):
        raise node.part(kinds[0]).refused(f"this is no {kinds[0]}")
    return Fact(kinds[0], value, "", _span(node))


def _status(node: Node) -> Status:
    node.parts("status", "table", "row", "wording", optional=("line", "lines"))
    return Status(
        node.text("status"),
        node.number("table"),
        node.number("row"),
        node.text("wording"),
        _span(node),
    )


def _example(node: Node) -> Example:
    node.parts("of", "at", "value")
    node.part("at").parts(optional=("line", "lines"))
    return Example(node.one_of("of", Role), node.part("value").value, _span(node.part("at")))


def _contradiction(node: Node) -> Contradiction:
    node.parts("field", "fact", "what", optional=("says", "line", "lines"))
    about = node.part("fact").value in [*About]
    return Contradiction(
        node.text("field"),
        node.one_of("fact", About) if about else node.one_of("fact", Kind),
        node.text("what"),
        _span(node),
        node.part("says").value,
    )
