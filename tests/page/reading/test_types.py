"""The words of a Type column as schemas."""

from __future__ import annotations

import pytest

from trueup.document.json_values import JsonObject
from trueup.page.types import type_of

STRINGS: JsonObject = {"type": "array", "items": {"type": "string"}}
OBJECTS: JsonObject = {"type": "array", "items": {"type": "object"}}
TYPES: list[tuple[str, JsonObject]] = [
    ("String", {"type": "string"}),
    ("STRING", {"type": "string"}),
    ("String(64)", {"type": "string"}),
    ("UUID", {"type": "string"}),
    ("Integer", {"type": "integer", "format": "int32"}),
    ("int", {"type": "integer", "format": "int32"}),
    ("Long", {"type": "integer", "format": "int64"}),
    ("Long integer", {"type": "integer", "format": "int64"}),
    ("Double", {"type": "number", "format": "double"}),
    ("Float", {"type": "number", "format": "float"}),
    ("Number", {"type": "number"}),
    ("Bool", {"type": "boolean"}),
    ("Object", {"type": "object"}),
    ("JSON object", {"type": "object"}),
    ("song object", {"type": "object"}),
    ("Song structure", {"type": "object"}),
    ("Array", {"type": "array"}),
    ("Array of strings", STRINGS),
    ("List<String>", STRINGS),
    ("Array[String]", STRINGS),
    ("[String]", STRINGS),
    ("String[]", STRINGS),
    ("String array", STRINGS),
    ("Array of Song objects", OBJECTS),
    ("Array of songs", OBJECTS),
    ("List(Song)", OBJECTS),
    ("Array of arrays", {"type": "array", "items": {"type": "array"}}),
    (
        "Map<String,Integer>",
        {"type": "object", "additionalProperties": {"type": "integer", "format": "int32"}},
    ),
    ("Map", {"type": "object"}),
    ("字符串", {"type": "string"}),
    ("整型", {"type": "integer", "format": "int32"}),
    ("布尔型", {"type": "boolean"}),
    ("字符串数组".replace("字符串", "字符串 "), STRINGS),
    ("对象", {"type": "object"}),
]


@pytest.mark.parametrize(("words", "schema"), TYPES)
def test_a_type_is_read_as_a_schema(words: str, schema: JsonObject) -> None:
    assert type_of(words) == schema


@pytest.mark.parametrize("words", ["", "Moment", "see below", "-", "String or Integer"])
def test_words_that_name_no_type_are_none(words: str) -> None:
    assert type_of(words) is None


@pytest.mark.parametrize(
    "words", ["[" * 5000 + "]" * 5000, "array of " * 3000, " " * 9000 + "x", "String" + "[]" * 4000]
)
def test_a_type_of_endless_words_is_none(words: str) -> None:
    assert type_of(words) is None
