"""What is called well formed without the meta-schema is well formed by it."""

from __future__ import annotations

from typing import Final

import pytest
from jsonschema import Draft202012Validator

from trueup.document.checks.schemas import KEYWORDS
from trueup.document.checks.well_formed import plainly_well_formed
from trueup.document.json_values import JsonObject, JsonValue
from trueup.document.walk import subschemas

VALUES: Final[tuple[JsonValue, ...]] = (
    None, True, 0, 1, -1, 1.5, 2.0, "", "string", "#/a", "(", [], {}, [None], ["a"], ["a", "a"], ["string", "null"],
    ["string", "string"], [{}], [True], [{"type": 5}], {"a": {}}, {"a": True}, {"a": 5}, {"a": []}, {"a": {"type": 5}},
    {"type": "string"}, {"type": "thing"}, {"minLength": -1},
)  # fmt: skip


def plainly(schema: JsonObject) -> bool:
    """Say whether a schema and all within it are plainly well formed."""
    return all(plainly_well_formed(each) for _, each in subschemas("", schema))


@pytest.mark.parametrize("keyword", sorted(KEYWORDS | {"x-a", "definitions", "dependencies"}))
def test_what_is_plainly_well_formed_is_so_by_the_meta_schema(keyword: str) -> None:
    judge = Draft202012Validator(Draft202012Validator.META_SCHEMA)
    wrong = [
        value
        for value in VALUES
        if plainly({keyword: value}) and not judge.is_valid({keyword: value})
    ]
    assert wrong == []


def test_most_of_what_is_well_formed_is_said_to_be() -> None:
    assert plainly({"type": "object", "properties": {"a": {"enum": [1]}}, "required": ["a"]})
