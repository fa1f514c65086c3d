"""Objects become records: one for each way they travel, strict out and tolerant in."""

from __future__ import annotations

from trueup.ir import (
    ListType,
    NamedType,
    NullableType,
    ScalarType,
    Side,
)

from .lowering import api, both_ways, field_of, names, records

BOTH = both_ways("""
A:
  required: [a, id]
  properties:
    id: {type: string, readOnly: true}
    secret: {type: string, writeOnly: true}
    a: {type: string, maxLength: 3}
    b: {type: [string, 'null']}
""")


def test_a_schema_that_travels_both_ways_is_two_records() -> None:
    assert [(each.name, each.side) for each in records(api(BOTH))] == [
        ("A", Side.REQUEST),
        ("ARead", Side.RESPONSE),
    ]


def test_a_schema_that_is_only_received_keeps_its_name() -> None:
    spec = BOTH.replace(BOTH[BOTH.index("      requestBody") : BOTH.index("      responses")], "")
    assert names(api(spec)) == ["A"]


def test_what_is_read_only_is_not_sent_and_what_is_write_only_is_not_read() -> None:
    request, response = records(api(BOTH))
    assert [each.wire for each in request.fields] == ["secret", "a", "b"]
    assert [each.wire for each in response.fields] == ["id", "a", "b"]


def test_what_is_required_must_be_sent_but_may_be_missing_in_what_is_received() -> None:
    request, response = records(api(BOTH))
    assert {each.wire: each.required for each in request.fields} == {
        "secret": False,
        "a": True,
        "b": False,
    }
    assert not any(each.required for each in response.fields)


def test_a_record_may_hold_itself() -> None:
    spec = both_ways("A: {properties: {next: {$ref: '#/components/schemas/A'}}}")
    request, response = records(api(spec))
    assert request.fields[0].type == NamedType(request.key)
    assert response.fields[0].type == NamedType(response.key)


def test_a_record_may_hold_itself_in_a_list_or_as_null() -> None:
    this = "{$ref: '#/components/schemas/A'}"
    spec = both_ways(
        f"A: {{properties: {{all: {{items: {this}}}, up: {{anyOf: [{this}, {{type: 'null'}}]}}}}}}"
    )
    request, _ = records(api(spec))
    assert request.fields[0].type == ListType(NamedType(request.key))
    assert request.fields[1].type == NullableType(NamedType(request.key))


def test_records_may_hold_each_other() -> None:
    spec = both_ways("""
A: {properties: {b: {$ref: '#/components/schemas/B'}}}
B: {properties: {a: {$ref: '#/components/schemas/A'}}}
""")
    assert sorted(names(api(spec))) == ["A", "ARead", "B", "BRead"]


def test_a_reference_to_itself_with_a_constraint_beside_it_is_a_record_of_its_own() -> None:
    spec = both_ways("A: {properties: {a: {$ref: '#/components/schemas/A', required: [a]}}}")
    assert names(api(spec)) == ["A", "AA", "ARead", "AARead"]


def test_what_stands_beside_a_reference_belongs_to_the_field() -> None:
    spec = both_ways("""
A: {properties: {f: {$ref: '#/components/schemas/B', description: here, default: x, deprecated: true}}}
B: {type: string, description: there, maxLength: 5}
""")
    field = field_of(spec, Side.REQUEST)
    assert (field.doc, field.default, field.deprecated) == ("here", '"x"', True)
    assert isinstance(field.type, ScalarType)
    assert field.type.limits.max_length == 5


def test_a_limit_beside_a_reference_holds_too() -> None:
    spec = both_ways("""
A: {properties: {f: {$ref: '#/components/schemas/B', maxLength: 3}}}
B: {type: string, minLength: 1}
""")
    kind = field_of(spec, Side.REQUEST).type
    assert isinstance(kind, ScalarType)
    assert (kind.limits.min_length, kind.limits.max_length) == (1, 3)


def test_an_object_within_an_object_is_named_after_its_field() -> None:
    spec = both_ways("A: {properties: {inner: {properties: {x: {type: string}}}}}")
    assert sorted(names(api(spec))) == ["A", "AInner", "AInnerRead", "ARead"]
