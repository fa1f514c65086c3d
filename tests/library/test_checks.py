"""The runtime's evaluator of JSON Schema, held to jsonschema on values around every keyword's edge."""

# ruff: noqa: E501  # a schema a line

from __future__ import annotations

import json
from typing import Any

import pytest
from dli_flink._runtime.checks import CHECKS, Matches
from jsonschema import Draft202012Validator
from pydantic_core import PydanticCustomError

VALUES: list[Any] = [
    None, True, False, 0, 1, 2, 3, -1, 1.0, 1.5, 0.1, 10**18, 1e300, "", "a", "ab", "abc", "\u00e9", "\U0001f600",
    [], [1], [1, 1], [1, True], [0, False], [1.0, 1], ["a"], [1, "a"], ["a", 1], ["a", 1, 2], [[1], [1]], [{"a": 1}],
    [None], [{}, {}], {}, {"a": 1}, {"a": "x"}, {"b": 1}, {"a": 1, "b": 2}, {"a": 1, "b": 2, "c": 3}, {"a": {"a": 1}},
    {"ab": 1}, {"": 1}, {"a": None}, {"x-a": 1}, {"x-a": "s", "a": 1}, {"a": {"a": {"a": 5}}}, {"a": [1, 2]},
]  # fmt: skip
SCHEMAS: list[dict[str, Any]] = [
    {"type": "integer"}, {"type": ["number", "null"]}, {"type": "object"}, {"type": "array"}, {"type": "boolean"},
    {"const": 1}, {"const": True}, {"const": {"a": 1}}, {"const": [1, True]}, {"const": None},
    {"enum": [1, "a", None]}, {"enum": [[], {}]}, {"enum": [0, False]},
    {"minimum": 1}, {"maximum": 1.5}, {"exclusiveMinimum": 1}, {"exclusiveMaximum": 1}, {"multipleOf": 2}, {"multipleOf": 0.5},
    {"minLength": 2}, {"maxLength": 1}, {"pattern": "^a"}, {"pattern": "b"},
    {"items": {"type": "integer"}}, {"items": False}, {"prefixItems": [{"type": "string"}]}, {"prefixItems": [{}, False]},
    {"prefixItems": [{"type": "string"}], "items": {"type": "integer"}}, {"prefixItems": [True, True], "items": False},
    {"minItems": 1}, {"maxItems": 1}, {"uniqueItems": True}, {"uniqueItems": False},
    {"contains": {"const": 1}}, {"contains": {"const": 1}, "minContains": 2}, {"contains": {"type": "integer"}, "maxContains": 1},
    {"contains": False, "minContains": 0}, {"contains": {"type": "string"}, "minContains": 0, "maxContains": 0}, {"minContains": 3},
    {"properties": {"a": {"type": "integer"}}}, {"properties": {"a": False}}, {"required": ["a", "b"]}, {"required": []},
    {"additionalProperties": False}, {"properties": {"a": {}}, "additionalProperties": {"type": "integer", "minimum": 2}},
    {"patternProperties": {"^x-": {"type": "string"}}}, {"patternProperties": {"b": False}},
    {"patternProperties": {"^x-": {}}, "properties": {"a": {}}, "additionalProperties": False},
    {"propertyNames": {"minLength": 1, "maxLength": 1}}, {"propertyNames": False}, {"minProperties": 1}, {"maxProperties": 1},
    {"dependentRequired": {"a": ["b"]}}, {"dependentSchemas": {"a": {"required": ["b"]}, "b": False}},
    {"anyOf": [{"type": "string"}, {"minimum": 2}]}, {"oneOf": [{"type": "integer"}, {"minimum": 1}]}, {"allOf": [{"minimum": 1}, {"maximum": 2}]},
    {"not": {"type": "string"}}, {"not": {}}, {"not": False}, {"allOf": [False]}, {"anyOf": [True, False]},
    {"if": {"type": "integer"}, "then": {"minimum": 2}, "else": {"type": "object"}}, {"if": True, "then": False}, {"if": False, "else": False},
    {"then": False}, {"else": False}, {"if": {"required": ["a"]}, "then": {"required": ["b"]}},
    {"$ref": "#/$defs/a", "$defs": {"a": {"type": "integer"}}},
    {"$ref": "#/$defs/a", "$defs": {"a": {"type": "object", "properties": {"a": {"$ref": "#/$defs/b"}}}, "b": {"anyOf": [{"type": "integer"}, {"$ref": "#/$defs/a"}]}}},
    {"$ref": "#/$defs/a", "minimum": 2, "$defs": {"a": {"maximum": 3}}},
    {"items": {"$ref": "#/$defs/a"}, "$defs": {"a": {"type": ["integer", "array"], "items": {"$ref": "#/$defs/a"}}}},
    {"const": {"$ref": "#/$defs/a"}}, {"properties": {"$ref": {"type": "integer"}}}, {"properties": {"properties": {"$ref": "#/$defs/a"}}, "$defs": {"a": {}}},
]  # fmt: skip


@pytest.mark.parametrize("schema", SCHEMAS, ids=json.dumps)
def test_the_runtime_agrees_with_jsonschema(schema: dict[str, Any]) -> None:
    judge = Draft202012Validator(schema)
    assert [each for each in VALUES if judge.is_valid(each) is not _takes(schema, each)] == []


def test_every_keyword_of_the_runtime_is_tried() -> None:
    # Formats are held where a library has any: tests/features/test_formats.py
    assert CHECKS.keys() - {"format"} <= {key for schema in SCHEMAS for key in schema}


def _takes(schema: dict[str, Any], value: object) -> bool:
    try:
        Matches(json.dumps(schema)).check(value)
    except PydanticCustomError:
        return False
    return True
