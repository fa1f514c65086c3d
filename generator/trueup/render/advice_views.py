"""The views of advice: conditions and recommendations as source that the runtime judges in three values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from trueup.conditions import AllOf, AnyOf, Condition, FieldIs, Not
from trueup.ir import Declaration, Field, Operation, Record, Side
from trueup.render.layout import reached_by
from trueup.render.literals import from_json, literal, tuple_of
from trueup.render.words import condition_words


def advised(record: Record) -> tuple[str, ...]:
    """Write the rules of a record that is sent, in the order of its fields."""
    if record.side is not Side.REQUEST:
        return ()
    attributes = {field.wire: field.name for field in record.fields}
    return tuple(rule for field in record.fields for rule in _rules(field, attributes))


def is_advised(operation: Operation, declared: Mapping[str, Declaration]) -> bool:
    """Say whether there may be advice on the body of an operation."""
    body = operation.body
    keys = reached_by([body.type], declared) if body else ()
    found = (declared[key] for key in keys)
    return any(bool(advised(each)) for each in found if isinstance(each, Record))


def _rules(field: Field, attributes: Mapping[str, str]) -> Iterator[str]:
    named = f"{literal(field.name)}, {literal(field.wire)}"
    condition = field.applies_when
    if condition is not None:
        says = literal(f"has an effect only when {condition_words(condition)}")
        when = _source(Not(condition), attributes)
        default = "" if field.default is None else f", default={from_json(field.default)}"
        yield f"_Advised({named}, {says}, when={when}{default})"
    for each in field.advice:
        said = [f"_Advised({named}, {literal(each.says)}"]
        said += [f"when={_source(each.when, attributes)}"] if each.when else []
        said += [f"unless=Matches({literal(each.holds)})"] if each.holds else []
        if len(said) > 1:  # what is always true is for people to read
            yield f"{', '.join(said)})"


def _source(condition: Condition, attributes: Mapping[str, str]) -> str:
    match condition:
        case FieldIs(wire, values):
            return f"_FieldIs({literal(attributes[wire])}, {tuple_of(map(from_json, values))})"
        case AnyOf(of):
            return f"_AnyOf({tuple_of(_source(each, attributes) for each in of)})"
        case AllOf(of):
            return f"_AllOf({tuple_of(_source(each, attributes) for each in of)})"
        case Not(Not(of)):
            return _source(of, attributes)
        case Not(of):
            return f"_Not({_source(of, attributes)})"
        case _:
            assert_never(condition)
