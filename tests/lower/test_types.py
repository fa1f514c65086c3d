"""Schemas become types: what is sent carries every limit, what is received the types alone."""

from __future__ import annotations

import pytest

from trueup.ir import (
    AnyType,
    CheckedType,
    ConstType,
    Limits,
    ListType,
    MapType,
    NullableType,
    Scalar,
    ScalarType,
    Type,
    UnionType,
)

from .lowering import both_ways, lowered, received, records, sent

TEXT, NUMBER = ScalarType(Scalar.STRING), ScalarType(Scalar.NUMBER)
INTEGER, BOOLEAN = ScalarType(Scalar.INTEGER), ScalarType(Scalar.BOOLEAN)
LIST = ListType(AnyType())
INT32 = Limits(minimum=-(2**31), maximum=2**31 - 1)


@pytest.mark.parametrize(
    ("schema", "type_"),
    [
        ("{type: string}", TEXT),
        ("{type: number}", NUMBER),
        ("{type: integer}", INTEGER),
        ("{type: boolean}", BOOLEAN),
        ("{}", AnyType()),
        ("{description: only words}", AnyType()),
        ("{type: array, items: {type: string}}", ListType(TEXT)),
        ("{type: array}", ListType(AnyType())),
        ("{items: {type: string}}", ListType(TEXT)),
        ("{type: object}", MapType(AnyType())),
        ("{type: object, additionalProperties: {type: integer}}", MapType(INTEGER)),
        ("{type: [string, 'null']}", NullableType(TEXT)),
        ("{type: [string, integer]}", UnionType((TEXT, INTEGER))),
        ("{anyOf: [{type: string}, {type: integer}]}", UnionType((TEXT, INTEGER))),
        ("{oneOf: [{type: string}, {type: 'null'}]}", NullableType(TEXT)),
        ("{allOf: [{type: string}]}", TEXT),
        ("{type: string, format: date}", ScalarType(Scalar.STRING, "date")),
    ],
)
def test_a_schema_without_limits_is_the_same_type_both_ways(schema: str, type_: Type) -> None:
    assert sent(schema) == type_
    assert received(schema) == type_


@pytest.mark.parametrize(
    ("schema", "type_", "read"),
    [
        ("{type: string, maxLength: 5}", ScalarType(Scalar.STRING, None, Limits(max_length=5)), TEXT),
        ("{type: string, minLength: 1}", ScalarType(Scalar.STRING, None, Limits(min_length=1)), TEXT),
        ("{type: string, pattern: a}", ScalarType(Scalar.STRING, None, Limits(pattern="a")), TEXT),
        ("{type: number, minimum: 0}", ScalarType(Scalar.NUMBER, None, Limits(minimum=0)), NUMBER),
        ("{type: number, maximum: 0.5}", ScalarType(Scalar.NUMBER, None, Limits(maximum=0.5)), NUMBER),
        ("{type: number, exclusiveMinimum: 1}", ScalarType(Scalar.NUMBER, None, Limits(exclusive_minimum=1)), NUMBER),
        ("{type: number, exclusiveMaximum: 1}", ScalarType(Scalar.NUMBER, None, Limits(exclusive_maximum=1)), NUMBER),
        ("{type: integer, multipleOf: 3}", ScalarType(Scalar.INTEGER, None, Limits(multiple_of=3)), INTEGER),
        ("{type: array, minItems: 1, maxItems: 2}", ListType(AnyType(), 1, 2), ListType(AnyType())),
        ("{type: integer, const: 5}", ConstType("5"), INTEGER),
        ("{type: array, uniqueItems: true}", CheckedType(LIST, '{"uniqueItems":true}'), LIST),
        ("{type: string, not: {const: a}}", CheckedType(TEXT, '{"not":{"const":"a"}}'), TEXT),
        ("{type: boolean, enum: [true]}", CheckedType(BOOLEAN, '{"enum":[true]}'), BOOLEAN),
        ("{type: number, enum: [0.5]}", CheckedType(NUMBER, '{"enum":[0.5]}'), NUMBER),
        ("{enum: [1, {}]}", CheckedType(AnyType(), '{"enum":[1,{}]}'), AnyType()),
        ("{minimum: 5}", CheckedType(AnyType(), '{"minimum":5}'), AnyType()),
        ("{type: string, minItems: 1}", TEXT, TEXT),
    ],
)  # fmt: skip
def test_limits_hold_for_what_is_sent_and_not_for_what_is_received(
    schema: str, type_: Type, read: Type
) -> None:
    assert sent(schema) == type_
    assert received(schema) == read


def test_an_enumeration_of_several_types_is_a_union_of_them() -> None:
    either = UnionType((INTEGER, TEXT))
    checked = CheckedType(either, '{"enum":[1,"a",null]}')
    assert sent("{enum: [1, a, null]}") == NullableType(checked)
    assert received("{enum: [1, a, null]}") == NullableType(either)


def test_conditions_of_a_number_are_checked_on_top_of_its_limits() -> None:
    schema = "{type: integer, maximum: 9, anyOf: [{const: -1}, {minimum: 1}]}"
    number = ScalarType(Scalar.INTEGER, None, Limits(maximum=9))
    assert sent(schema) == CheckedType(number, '{"anyOf":[{"const":-1},{"minimum":1}]}')
    assert received(schema) == INTEGER


@pytest.mark.parametrize(
    ("schema", "limits"),
    [
        ("{type: integer, format: int32}", INT32),
        ("{type: integer, format: int64}", Limits(minimum=-(2**63), maximum=2**63 - 1)),
        ("{type: integer, format: int32, minimum: 1}", Limits(minimum=1, maximum=2**31 - 1)),
        ("{type: integer, format: int32, maximum: 9999999999}", INT32),
        ("{type: integer, format: other}", Limits()),
    ],
)
def test_the_format_of_an_integer_is_a_range(schema: str, limits: Limits) -> None:
    made = sent(schema)
    assert isinstance(made, ScalarType)
    assert made.limits == limits


def test_what_may_be_null_may_be_null_within_lists_maps_and_unions() -> None:
    assert sent("{type: array, items: {type: [string, 'null']}}") == ListType(NullableType(TEXT))
    assert sent("{additionalProperties: {type: [string, 'null']}}") == MapType(NullableType(TEXT))
    union = "{anyOf: [{type: string}, {type: integer}, {type: 'null'}]}"
    assert sent(union) == NullableType(UnionType((TEXT, INTEGER)))


@pytest.mark.parametrize("schema", ["false", "{not: {}}", "{type: array, items: false}"])
def test_what_takes_nothing_does_not_become_what_takes_anything(schema: str) -> None:
    made = lowered(both_ways(f"A: {{properties: {{f: {schema}}}}}"))
    request, _ = records(made.api)
    anything = (AnyType(), ListType(AnyType()))
    assert made.findings or not any(each.type in anything for each in request.fields)
