"""What has to hold together is merged; names and places stay those of where things were written."""

from __future__ import annotations

import pytest

from trueup.ir import Limits, NamedType, Record, Scalar, ScalarType, Tag, UnionType

from .lowering import api, both_ways, findings, named, names, sent

BASE = """
Base: {type: object, description: The base., properties: {id: {type: integer}, at: {properties: {row: {}}}}}
"""


def fields(text: str, name: str = "A") -> list[str]:
    """Give the wire names of a record's fields."""
    made = named(api(text), name)
    assert isinstance(made, Record)
    return [each.wire for each in made.fields]


@pytest.mark.parametrize(
    "schema",
    [
        "{allOf: [{$ref: '#/components/schemas/Base'}, {properties: {b: {}}}]}",
        "{allOf: [{$ref: '#/components/schemas/Base'}], properties: {b: {}}}",
        "{$ref: '#/components/schemas/Base', properties: {b: {}}}",
        "{allOf: [{allOf: [{$ref: '#/components/schemas/Base'}]}, {properties: {b: {}}}]}",
    ],
)
def test_an_heir_has_its_own_fields_and_those_it_inherits(schema: str) -> None:
    spec = both_ways(f"A: {schema}{BASE}")
    assert sorted(fields(spec)) == ["at", "b", "id"]
    assert names(api(spec)) == ["A", "ARead", "BaseAt", "BaseAtRead"]


def test_what_only_describes_makes_no_new_type() -> None:
    words = "{allOf: [{$ref: '#/components/schemas/Base'}, {description: other}], title: T}"
    spec = both_ways(
        f"A: {{properties: {{f: {words}, g: {{$ref: '#/components/schemas/Base'}}}}}}{BASE}"
    )
    made = named(api(spec), "A")
    assert isinstance(made, Record)
    assert {each.type for each in made.fields} == {NamedType("request:/components/schemas/Base")}
    assert [each.doc for each in made.fields] == ["other", "The base."]


def test_an_heir_is_not_described_by_what_it_inherits_from() -> None:
    heir = "{allOf: [{$ref: '#/components/schemas/Base'}, {properties: {b: {}}}]}"
    assert named(api(both_ways(f"A: {heir}{BASE}")), "A").doc == ""


def test_limits_are_the_tighter_of_two() -> None:
    merged = sent("{allOf: [{type: integer, minimum: 1, maximum: 9}, {minimum: 3}, {maximum: 10}]}")
    assert merged == ScalarType(Scalar.INTEGER, None, Limits(minimum=3, maximum=9))


@pytest.mark.parametrize(
    "schema", ["{allOf: [{type: string}, {type: integer}]}", "{allOf: [false]}"]
)
def test_what_can_not_hold_together_is_told(schema: str) -> None:
    spec = both_ways(f"A: {{required: [f], properties: {{f: {schema}}}}}")
    assert {each.code for each in findings(spec)} == {"TU502"}


def test_a_discriminator_picks_by_mapping_constant_or_name() -> None:
    schemas = """
A: {properties: {f: {
  oneOf: [{$ref: '#/components/schemas/X'}, {$ref: '#/components/schemas/Y'}, {$ref: '#/components/schemas/Z'}],
  discriminator: {propertyName: k, mapping: {ex: '#/components/schemas/X'}}}}}
X: {required: [k], properties: {k: {type: string}}}
Y: {required: [k], properties: {k: {const: why}}}
Z: {required: [k], properties: {k: {type: string}}}
"""
    made = named(api(both_ways(schemas)), "A")
    assert isinstance(made, Record)
    (field,) = made.fields
    assert isinstance(field.type, UnionType)
    keys = [f"request:/components/schemas/{name}" for name in "XYZ"]
    assert field.type.tag == Tag(
        "k", (("ex", keys[0]), ("why", keys[1]), ("Z", keys[2])), open=True
    )
    assert not field.type.exactly_one
