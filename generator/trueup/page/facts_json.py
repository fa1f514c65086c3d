"""Facts as JSON for programs: everything that was read, with words and places."""

from __future__ import annotations

from collections.abc import Sequence

from trueup.document.json_values import JsonObject, JsonValue
from trueup.page.blocks import Span
from trueup.page.contradictions.contradiction import Contradiction
from trueup.page.facts import Example, Fact, Facts, Field, Operation, Status, TableFacts


def facts_as_json(facts: Facts, contradictions: Sequence[Contradiction]) -> JsonObject:
    """Give all that was read of a page."""
    return {
        "page": {
            "file": facts.file,
            "format": str(facts.format),
            "language": facts.language,
            "title": facts.title,
            "updated": facts.updated,
            "sha256": facts.sha256,
        },
        "operation": _operation(facts.operation) if facts.operation else None,
        "tables": [_table(each) for each in facts.tables],
        "fields": [_field(each) for each in facts.fields],
        "statuses": [_status(each) for each in facts.statuses],
        "examples": [_example(each) for each in facts.examples],
        "contradictions": [_contradiction(each) for each in contradictions],
    }


def _operation(operation: Operation) -> JsonObject:
    return {
        "method": operation.method,
        "path": operation.path,
        "words": operation.words,
        "span": _span(operation.span),
    }


def _table(table: TableFacts) -> JsonObject:
    return {
        "table": table.number,
        "caption": table.caption,
        "role": str(table.role),
        "of": [*table.of],
        "rows": table.rows,
        "span": _span(table.span),
    }


def _status(status: Status) -> JsonObject:
    return {
        "status": status.code,
        "table": status.table,
        "row": status.row,
        "span": _span(status.span),
    }


def _example(example: Example) -> JsonObject:
    return {"of": str(example.of), "value": example.value, "span": _span(example.span)}


def _contradiction(each: Contradiction) -> JsonObject:
    return {
        "field": each.path,
        "fact": str(each.fact),
        "what": each.what,
        "span": _span(each.span),
    }


def _field(field: Field) -> JsonObject:
    return {
        "field": field.path,
        "name": field.name,
        "table": field.table,
        "row": field.row,
        "span": _span(field.span),
        "wording": field.wording,
        "facts": [_fact(fact) for fact in field.facts],
        "unread": [{"words": each.words, "span": _span(each.span)} for each in field.unread],
    }


def _fact(fact: Fact) -> JsonObject:
    meanings: JsonObject = {"meanings": [*fact.meanings]} if fact.meanings else {}
    return {
        "kind": str(fact.kind),
        "value": fact.value,
        "words": fact.words,
        "span": _span(fact.span),
        **meanings,
    }


def _span(span: Span) -> JsonValue:
    return {
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
