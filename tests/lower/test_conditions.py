"""Conditions, advice and computed defaults travel with their field."""

from __future__ import annotations

import pytest

from trueup.conditions import Advice, AllOf, AnyOf, Condition, FieldIs, Not
from trueup.ir import Field, Scalar, Side

from .lowering import api, both_ways, records

A, B = FieldIs("a", ("1",)), FieldIs("b", ('"x"', "null"))


def field(extension: str, side: Side = Side.REQUEST) -> Field:
    """Give a field with an extension, beside an integer `a` and a text `b`."""
    spec = both_ways(f"""
A:
  properties:
    a: {{type: integer}}
    b: {{type: [string, 'null']}}
    f: {{type: string, {extension}}}
""")
    (record,) = (each for each in records(api(spec)) if each.side is side)
    return record.fields[2]


@pytest.mark.parametrize(
    ("written", "condition"),
    [
        ("{field: a, equals: 1}", A),
        ("{field: b, in: [x, null]}", B),
        ("{not: {field: a, equals: 1}}", Not(A)),
        ("{any: [{field: a, equals: 1}, {field: b, in: [x, null]}]}", AnyOf((A, B))),
        ("{all: [{field: a, equals: 1}, {not: {field: b, in: [x, null]}}]}", AllOf((A, Not(B)))),
    ],
)
def test_a_condition_is_what_was_written(written: str, condition: Condition) -> None:
    assert field(f"x-applies-when: {written}").applies_when == condition


def test_advice_keeps_its_words_its_schema_and_its_condition() -> None:
    made = field(
        "x-advice: [{says: Stay low., holds: {maxLength: 2}, when: {field: a, equals: 1}}]"
    )
    assert made.advice == (Advice("Stay low.", '{"maxLength":2}', A),)


def test_advice_may_be_words_alone() -> None:
    assert field("x-advice: [{says: Stay low.}]").advice == (Advice("Stay low."),)


def test_what_is_documented_of_a_field_is_kept_as_facts() -> None:
    made = field(
        "default: d, x-unit: second, x-page: {table: 2, row: 3}, x-default-expression: a + 1"
    )
    assert (made.default, made.unit, made.default_expression) == ('"d"', "second", "a + 1")
    assert (made.origin.table, made.origin.row) == (2, 3)
    assert made.origin.pointer == "/components/schemas/A/properties/f"


def test_a_default_of_null_is_a_default() -> None:
    spec = both_ways("A: {properties: {f: {type: [string, 'null'], default: null}}}")
    assert records(api(spec))[0].fields[0].default == "null"


def test_what_a_reader_takes_besides_is_kept() -> None:
    assert field("x-reads-also: [boolean]", Side.RESPONSE).reads_also == (Scalar.BOOLEAN,)


def test_the_ir_of_equal_documents_is_equal() -> None:
    spec = both_ways("A: {properties: {f: {type: string, default: x}}}")
    assert api(spec) == api(spec)
    assert hash(api(spec)) == hash(api(spec))
