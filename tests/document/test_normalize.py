"""Documents of OpenAPI 3.0 become documents of 3.1 that mean the same."""

from __future__ import annotations

import copy

import pytest

from trueup.document.json_values import JsonObject
from trueup.document.normalize import normalize
from trueup.document.source import parse

from .linting import at, reported, schema


def of_3_0(text: str) -> str:
    """Give a document of 3.0 that holds a schema."""
    return schema(text).replace("3.1.0", "3.0.3")


def normalized(text: str) -> JsonObject:
    """Give what a schema of 3.0 becomes."""
    made = normalize(parse("a.yaml", of_3_0(text)).root)
    assert made["openapi"] == "3.1.0"
    return made["components"]["schemas"]["A"]  # type: ignore[index, call-overload, return-value]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{type: string, nullable: true}", {"type": ["string", "null"]}),
        ("{type: string, nullable: false}", {"type": "string"}),
        ("{type: string, nullable: true, enum: [a]}", {"type": ["string", "null"], "enum": ["a", None]}),
        ("{nullable: true, enum: [a]}", {"enum": ["a", None]}),
        ("{nullable: true, properties: {}}", {"type": ["object", "null"], "properties": {}}),
        ("{nullable: true, allOf: [{}], title: T}", {"title": "T", "anyOf": [{"allOf": [{}]}, {"type": "null"}]}),
        ("{nullable: true, anyOf: [{type: string}]}", {"anyOf": [{"type": "string"}, {"type": "null"}]}),
        ("{nullable: true, oneOf: [{type: string}]}", {"anyOf": [{"oneOf": [{"type": "string"}]}, {"type": "null"}]}),
        ("{nullable: true}", {}),
        ("{minimum: 1, exclusiveMinimum: true}", {"exclusiveMinimum": 1}),
        ("{maximum: 1, exclusiveMaximum: true}", {"exclusiveMaximum": 1}),
        ("{minimum: 1, exclusiveMinimum: false}", {"minimum": 1}),
        ("{type: string, example: a}", {"type": "string", "example": "a"}),
        ("{$ref: '#/x', description: dropped}", {"$ref": "#/x"}),
        ("{items: {nullable: true, type: integer}}", {"items": {"type": ["integer", "null"]}}),
        ("{properties: {nullable: {type: string}}}", {"properties": {"nullable": {"type": "string"}}}),
    ],
)  # fmt: skip
def test_a_schema_of_3_0_becomes_one_of_3_1(before: str, after: JsonObject) -> None:
    assert normalized(before) == after


def test_the_document_that_was_given_is_left_alone() -> None:
    root = parse("a.yaml", of_3_0("{type: string, nullable: true, example: a}")).root
    before = copy.deepcopy(root)
    normalize(root)
    assert root == before


def test_a_document_of_3_1_stays_as_it_is() -> None:
    root = parse("a.yaml", schema("{type: string, example: a}")).root
    assert normalize(root) is root


def test_a_bound_shared_through_an_alias_keeps_its_meaning_in_both_places() -> None:
    made = normalized("properties: {b: &x {minimum: 1, exclusiveMinimum: true}, c: *x}")
    assert made == {"properties": {"b": {"exclusiveMinimum": 1}, "c": {"exclusiveMinimum": 1}}}


def test_a_refused_example_of_3_0_is_reported_where_it_stands() -> None:
    spec = of_3_0("type: integer\nexample: five\n")
    assert reported(spec) == [at(spec, "example", "TU204")]


def test_names_of_a_nullable_enum_of_3_0_match_its_values() -> None:
    spec = of_3_0("{type: string, nullable: true, enum: [a, b], x-enum-varnames: [A, B]}")
    assert reported(spec) == []


def test_null_stands_for_itself_in_a_default_of_a_nullable_schema() -> None:
    assert reported(of_3_0("{type: string, nullable: true, default: null}")) == []
    spec = of_3_0("{type: string, default: null}")
    assert reported(spec) == [at(spec, "default", "TU203")]
