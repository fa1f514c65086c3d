"""Changes in plain words."""

from __future__ import annotations

import pytest

from trueup.document.json_values import JsonValue
from trueup.page.difference.telling import told, told_prose
from trueup.page.difference.terms import Prose, What

LINES: list[tuple[str, JsonValue, JsonValue, str]] = [
    (
        "length",
        {"maxLength": 57},
        {"maxLength": 64},
        "length changed from at most 57 to at most 64 characters",
    ),
    (
        "length",
        None,
        {"minLength": 1, "maxLength": 9},
        "length not told before, now 1 to 9 characters",
    ),
    ("count", {"minItems": 1}, None, "number of items no longer told, was at least 1"),
    (
        "range",
        [{"const": -1}, {"exclusiveMinimum": 0}],
        [{"minimum": "2 GB"}],
        "range changed from -1, or more than 0 to at least 2 GB",
    ),
    (
        "range",
        [{"exclusiveMinimum": 0, "exclusiveMaximum": 5}],
        [{"minimum": 1, "maximum": 4}],
        "range changed from more than 0 and less than 5 to 1 to 4",
    ),
    (
        "type",
        {"type": "integer", "format": "int32"},
        {"type": "array", "items": {"type": "string"}},
        "type changed from integer (int32) to array of string",
    ),
    (
        "type",
        {"type": "object", "additionalProperties": {"type": "string"}},
        {},
        "type changed from map to string to any type",
    ),
    ("mandatory", False, True, "mandatory now"),
    ("mandatory", True, None, "no longer mandatory"),
    ("mandatory", None, False, "mandatory not told before, now false"),
    ("enum", ["a", "b"], ["b", "c"], "values added: c; values removed: a"),
    ("enum", None, [1, 2], "values not told before, now 1, 2"),
    (
        "enum",
        [*range(20)],
        None,
        "values no longer told, was 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 8 more",
    ),
    ("default", "", False, 'default changed from "" to false'),
    ("computed", "a/b", "a/c", "computed default changed from a/b to a/c"),
    ("unit", "second", "millisecond", "unit changed from second to millisecond"),
    (
        "condition",
        {"field": "a", "in": [True]},
        {"any": [{"field": "a", "in": [1, 2]}, {"not": {"field": "b", "in": ["x"]}}]},
        "condition changed from a is true to (a is 1, 2) or (not (b is x))",
    ),
    ("advice", {"maximum": 2}, {"const": "v2"}, "advice changed from at most 2 to v2"),
    ("content", None, "application/json", "content not told before, now application/json"),
    (
        "field added",
        None,
        {"type": {"type": "string"}, "mandatory": True},
        "field added (string, mandatory)",
    ),
    ("field removed", {"type": {"type": "object"}}, None, "field removed (object, optional)"),
    ("field moved", "a.b", "a.c.b", "field moved to a.c.b"),
    ("operation", "PUT /a", "POST /a", "operation changed from PUT /a to POST /a"),
    ("status added", None, "202", "status added"),
    ("status removed", "202", None, "status removed"),
]


@pytest.mark.parametrize(("what", "old", "new", "line"), LINES)
def test_a_change_is_told_in_plain_words(
    what: str, old: JsonValue, new: JsonValue, line: str
) -> None:
    assert told(What(what), "request.a", old, new) == f"request.a: {line}"


def test_all_changes_can_be_told() -> None:
    assert {line[0] for line in LINES} == {*What}


def test_a_long_value_is_cut() -> None:
    assert len(told(What.DEFAULT, "request.a", None, "x" * 1000)) < 120


def test_a_line_stays_one_line_whatever_a_page_holds() -> None:
    line = told(What.DEFAULT, "request.a", "x\ny", "\x1b[31m\u202e")
    assert line.isprintable()


@pytest.mark.parametrize("value", [None, 1, "x", [], [1], {}, {"a": []}, {"any": 1}, {"type": 1}])
@pytest.mark.parametrize("what", [*What])
def test_what_does_not_look_as_it_should_is_told_all_the_same(what: What, value: JsonValue) -> None:
    assert told(what, "request.a", value, value)


@pytest.mark.parametrize(
    ("what", "old", "new", "line"),
    [
        (Prose.RENUMBERED, 3, 6, "table 3 is table 6 now"),
        (Prose.REORDERED, 1, 2, "rows reordered, row 1 is row 2 now"),
        (Prose.WORDING, None, None, "other words, same meaning"),
        (Prose.STATUS_WORDING, None, None, "other words, same meaning"),
        (Prose.EXAMPLE, None, None, "example changed"),
        (Prose.EXAMPLE, None, 1, "example 1 added"),
        (Prose.EXAMPLE, 2, None, "example 2 removed"),
        (Prose.EXAMPLE, 2, 2, "example 2 changed"),
    ],
)
def test_prose_is_told_by_its_numbers(
    what: Prose, old: int | None, new: int | None, line: str
) -> None:
    assert told_prose(what, "request.a", old, new) == f"request.a: {line}"
