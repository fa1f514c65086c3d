"""What one field states otherwise, and what that does to callers: one row a case, in both directions."""

from __future__ import annotations

from typing import TypeAlias

import pytest

from tests.page.stating import (
    INTEGER,
    LONG,
    NUMBER,
    OBJECT,
    OBJECTS,
    STRING,
    STRINGS,
    facts,
    row,
)
from trueup.document.json_values import JsonValue
from trueup.page.difference.changes import Change, changes
from trueup.page.facts import Kind

B, W, D = "breaking", "widening", "documentation"
Row: TypeAlias = tuple[str, JsonValue, JsonValue, str, str]
MAP: JsonValue = {"type": "object", "additionalProperties": STRING}
GB: JsonValue = [{"minimum": "2 GB"}]

# What changes, from, to, the effect where the field is sent, the effect where it is received.
CASES: list[Row] = [
    ("type", STRING, INTEGER, B, B),
    ("type", INTEGER, STRING, B, B),
    ("type", INTEGER, LONG, W, B),
    ("type", LONG, INTEGER, B, W),
    ("type", INTEGER, NUMBER, W, B),
    ("type", NUMBER, INTEGER, B, W),
    ("type", {"type": "boolean"}, STRING, B, B),
    ("type", STRING, STRINGS, B, B),
    ("type", STRINGS, STRING, B, B),
    ("type", STRINGS, OBJECTS, B, B),
    ("type", {"type": "array", "items": INTEGER}, {"type": "array", "items": LONG}, W, B),
    ("type", {"type": "array"}, STRINGS, B, W),
    ("type", OBJECT, OBJECTS, B, B),
    ("type", OBJECT, MAP, B, W),
    ("type", {"type": "string", "format": "date-time"}, STRING, W, B),
    ("type", {"type": "string", "format": "date"}, {"type": "string", "format": "uuid"}, B, B),
    ("type", {"type": "string", "pattern": "a"}, {"type": "string", "pattern": "b"}, B, B),
    ("type", None, STRING, D, D),
    ("type", STRING, None, D, D),
    ("mandatory", False, True, B, W),
    ("mandatory", True, False, W, B),
    ("mandatory", None, True, B, W),
    ("mandatory", True, None, W, B),
    ("mandatory", None, False, D, D),
    ("mandatory", False, None, D, D),
    ("length", {"maxLength": 57}, {"maxLength": 64}, W, B),
    ("length", {"maxLength": 64}, {"maxLength": 57}, B, W),
    ("length", {"minLength": 1, "maxLength": 9}, {"minLength": 0, "maxLength": 8}, B, B),
    ("length", {"maxLength": 9}, {"minLength": 1, "maxLength": 9}, B, W),
    ("length", {"minLength": 1, "maxLength": 4}, {"minLength": 5, "maxLength": 8}, B, B),
    ("length", None, {"maxLength": 5}, B, W),
    ("length", {"maxLength": 5}, None, W, B),
    ("count", {"maxItems": 10}, {"maxItems": 20}, W, B),
    ("count", {"maxItems": 10}, {"minItems": 1, "maxItems": 10}, B, W),
    ("count", None, {"minItems": 1}, B, W),
    ("count", {"minItems": 1}, None, W, B),
    ("range", None, [{"minimum": 1}], B, W),
    ("range", [{"minimum": 1}], None, W, B),
    ("range", [{"minimum": 1}], [{"minimum": 0.5}], W, B),
    ("range", [{"minimum": 1}], [{"exclusiveMinimum": 1}], B, W),
    ("range", [{"const": -1}, {"exclusiveMinimum": 0}], [{"exclusiveMinimum": 0}], B, W),
    ("range", [{"minimum": 1}], [{"const": -1}, {"minimum": 1}], W, B),
    ("range", [{"minimum": 1, "maximum": 5}], [{"minimum": 4, "maximum": 9}], B, B),
    ("range", [{"maximum": 1}], [{"minimum": 3}], B, B),
    ("range", GB, [{"minimum": "4096 MB"}], B, W),
    ("range", GB, [{"minimum": "1 GB"}], W, B),
    ("range", GB, [{"minimum": 2}], B, B),
    ("range", GB, [{"minimum": "3 cores"}], B, B),
    ("range", [{"minimum": "2 cores"}], [{"minimum": "1 cores"}], W, B),
    ("range", GB, [{"multipleOf": 2}], B, B),
    ("range", [{"minimum": True}], [{"minimum": "most"}], B, B),
    ("enum", ["a", "b"], ["a", "b", "c"], W, B),
    ("enum", ["a", "b"], ["a"], B, W),
    ("enum", ["a", "b"], ["a", "c"], B, B),
    ("enum", ["a", "b"], ["c"], B, B),
    ("enum", ["a"], ["A"], B, B),
    ("enum", [1, 0], [True, False], B, B),
    ("enum", None, ["a"], B, W),
    ("enum", ["a"], None, W, B),
    ("default", 1, 2, B, D),
    ("default", 1, True, B, D),
    ("default", "a", "b", B, D),
    ("default", "1.1-beta", "1.10-beta", B, D),
    ("default", None, 1, D, D),
    ("default", 1, None, D, D),
    ("computed", "a/b", "a/c", B, D),
    ("computed", None, "a/b", D, D),
    ("computed", "a/b", None, D, D),
    ("unit", "second", "millisecond", B, B),
    ("unit", None, "second", D, D),
    ("unit", "second", None, D, D),
    ("condition", {"field": "a", "equals": True}, {"field": "a", "equals": False}, D, D),
    ("condition", None, {"field": "a", "equals": True}, D, D),
    ("advice", {"maximum": 2}, {"maximum": 4}, D, D),
    ("advice", {"maximum": 2}, None, D, D),
    ("content", None, "application/json", D, D),
]

# What changes, from, to: the same thing in another form.
SAME: list[tuple[str, JsonValue, JsonValue]] = [
    ("length", {"minLength": 0, "maxLength": 5}, {"maxLength": 5}),
    ("range", [{"minimum": 1}, {"const": -1}], [{"const": -1}, {"minimum": 1}]),
    ("range", [{"minimum": 1, "maximum": 5}, {"minimum": 5}], [{"minimum": 1}]),
    ("range", [{"minimum": "2 GB"}], [{"minimum": "2048MB"}]),
    ("range", [{"minimum": 1, "exclusiveMinimum": 1}], [{"exclusiveMinimum": 1.0}]),
    ("enum", ["a", "b"], ["b", "a"]),
    ("default", 1, 1.0),
    ("default", "4 GB", "4GB"),
    ("default", "4 GB", "4096 MB"),
    ("computed", "a / b", "a/b"),
    ("unit", "GB", "gb"),
    (
        "condition",
        {"field": "a", "in": [1, 2]},
        {"any": [{"field": "a", "in": [2, 1]}]},
    ),
    ("advice", None, {}),
    ("example", "a", None),
    ("type", {"type": "array", "items": {}}, {"type": "array"}),
]


def stated(path: str, kind: str, old: JsonValue, new: JsonValue) -> tuple[Change, ...]:
    """Give what changes where a field states one value of a kind, then another."""
    rows = []
    for value in (old, new):
        said: dict[str, JsonValue] = {"type": NUMBER, "mandatory": False, kind: value}
        if value is None:
            del said[kind]
        rows.append(row(path, None, mandatory=None, stated=said))
    return changes(facts(rows[0]), facts(rows[1])).contract


def sides(case: Row) -> str:
    """Name a case."""
    return f"{case[0]}: {case[1]} to {case[2]}"


@pytest.mark.parametrize("case", CASES, ids=sides)
def test_the_effect_of_a_change_depends_on_who_sends_the_field(case: Row) -> None:
    kind, old, new, sent, received = case
    for path, effect in (
        ("request.a", sent),
        ("query.a", sent),
        ("header.response", sent),
        ("response.a", received),
        ("response[].a", received),
    ):
        found = stated(path, kind, old, new)
        assert [(each.what, each.path, each.effect) for each in found] == [(kind, path, effect)]
        assert found[0].because


@pytest.mark.parametrize(("kind", "old", "new"), SAME)
def test_the_same_in_another_form_is_no_change(kind: str, old: JsonValue, new: JsonValue) -> None:
    assert stated("request.a", kind, old, new) == ()
    assert stated("response.a", kind, new, old) == ()


def test_every_kind_that_says_something_is_in_the_table() -> None:
    assert {case[0] for case in CASES} == {*Kind} - {Kind.EXAMPLE}


LIMITS = [case for case in CASES if case[0] in {"length", "count", "range", "enum"}]


@pytest.mark.parametrize("case", LIMITS, ids=sides)
def test_what_breaks_senders_one_way_breaks_receivers_the_other_way(case: Row) -> None:
    kind, old, new, *_ = case
    (there,) = stated("request.a", kind, old, new)
    (back,) = stated("response.a", kind, new, old)
    assert there.effect is back.effect


def test_intervals_of_integers_that_touch_are_one() -> None:
    old = facts(row("request.a", INTEGER, range=[{"minimum": 1, "maximum": 5}, {"minimum": 6}]))
    new = facts(row("request.a", INTEGER, range=[{"exclusiveMinimum": 0}]))
    assert changes(old, new).contract == ()


def test_a_default_that_is_computed_now_means_something_else() -> None:
    old, new = row("request.a", INTEGER, default=1), row("request.a", INTEGER, computed="b*2")
    for first, second in ((old, new), (new, old)):
        found = changes(facts(first), facts(second)).contract
        assert [(each.what, each.effect) for each in found] == [("default", B), ("computed", B)]


def test_a_new_type_is_told_once_where_its_values_only_follow() -> None:
    old = row("request.a", INTEGER, enum=[1, 2, 10], default=1, range=[{"exclusiveMinimum": 0}])
    new = row("request.a", STRING, enum=["1", "2", "10"], default="1")
    found = changes(facts(old), facts(new)).contract
    assert [each.what for each in found] == ["type", "range"]


def test_more_than_nothing_is_one_limit_for_integers_and_numbers() -> None:
    old = row("request.a", INTEGER, range=[{"exclusiveMinimum": 0}])
    new = row("request.a", NUMBER, range=[{"exclusiveMinimum": 0}])
    found = changes(facts(old), facts(new)).contract
    assert [(each.what, each.effect) for each in found] == [("type", W)]


def test_values_that_changed_with_the_type_are_told_too() -> None:
    old = row("request.a", STRING, enum=["exactly_once", "at_least_once"])
    new = row("request.a", INTEGER, enum=[1, 2], default=1)
    found = changes(facts(old), facts(new)).contract
    assert [(each.what, each.effect) for each in found] == [
        ("type", B),
        ("enum", B),
        ("default", D),
    ]
