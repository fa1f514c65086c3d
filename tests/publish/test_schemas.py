"""Which changes of a schema break callers, by the way its values go; each that does is shown by a value."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from tests.publish.comparing import breaking, takes, wire, with_body, with_parameter
from trueup.publish.change import Effect

TEXT: dict[str, Any] = {"type": "string"}
NUMBER: dict[str, Any] = {"type": "integer"}


class Pair(NamedTuple):
    """Two schemas, and whether the second breaks who sends to it, and who receives from it."""

    name: str
    old: dict[str, Any]
    new: dict[str, Any]
    sending: bool = False
    receiving: bool = False


def of(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def list_of(items: Any, **said: Any) -> dict[str, Any]:
    return of(a={"type": "array", "items": items, **said})


PAIRS = [
    Pair("shorter text", of(a={**TEXT, "maxLength": 57}), of(a={**TEXT, "maxLength": 50}), True),
    Pair("a first limit", of(a=TEXT), of(a={**TEXT, "maxLength": 50}), True),
    Pair("a longer text", of(a={**TEXT, "maxLength": 5}), of(a={**TEXT, "maxLength": 6}), False, True),
    Pair("a higher minimum", of(a={**NUMBER, "minimum": 1}), of(a={**NUMBER, "minimum": 2}), True),
    Pair("a limit said otherwise", of(a={**NUMBER, "minimum": 1}), of(a={**NUMBER, "exclusiveMinimum": 0})),
    Pair("a value of an enum gone", of(a={"enum": ["x", "y"]}), of(a={"enum": ["x"]}), True),
    Pair("a value of an enum more", of(a={"enum": ["x"]}), of(a={"enum": ["x", "y"]}), False, True),
    Pair("text became an enum", of(a=TEXT), of(a={**TEXT, "enum": ["x"]}), True),
    Pair("a constant", of(a=TEXT), of(a={"const": "x"}), True),
    Pair("another type", of(a=NUMBER), of(a=TEXT), True, True),
    Pair("numbers with fractions", of(a=NUMBER), of(a={"type": "number"}), False, True),
    Pair("null no longer", of(a={"type": ["string", "null"]}), of(a=TEXT), True),
    Pair("a field is required", of(a=TEXT), {**of(a=TEXT), "required": ["a"]}, True),
    Pair("a field is optional", {**of(a=TEXT), "required": ["a"]}, of(a=TEXT), False, True),
    Pair("a field gone", of(a=TEXT, b=TEXT), of(a=TEXT), True, True),
    Pair("a field more", of(a=TEXT), of(a=TEXT, b=TEXT)),
    Pair("a required field more", of(a=TEXT), {**of(a=TEXT, b=TEXT), "required": ["b"]}, True),
    Pair("closed", of(a=TEXT), {**of(a=TEXT), "additionalProperties": False}, True),
    Pair("another pattern", of(a={**TEXT, "pattern": "^[a-z]+$"}), of(a={**TEXT, "pattern": "^[a-f]+$"}), True),
    Pair("a first pattern", of(a=TEXT), of(a={**TEXT, "pattern": "^[a-f]+$"}), True),
    Pair("a first format", of(a=TEXT), of(a={**TEXT, "format": "uuid"}), True),
    Pair("a smaller format", of(a={**NUMBER, "format": "int64"}), of(a={**NUMBER, "format": "int32"}), True),
    Pair("multiples", of(a=NUMBER), of(a={**NUMBER, "multipleOf": 5}), True),
    Pair("fewer items", list_of(TEXT), list_of(TEXT, maxItems=3), True),
    Pair("more items needed", list_of(TEXT), list_of(TEXT, minItems=2), True),
    Pair("no item twice", list_of(TEXT), list_of(TEXT, uniqueItems=True), True),
    Pair("items of another type", list_of(TEXT), list_of(NUMBER), True, True),
    Pair("items of shorter text", list_of(TEXT), list_of({**TEXT, "maxLength": 3}), True),
    Pair("a field at least", of(a=TEXT), {**of(a=TEXT), "minProperties": 1}, True),
    Pair("fewer fields", of(a=TEXT, b=TEXT), {**of(a=TEXT, b=TEXT), "maxProperties": 1}, True),
    Pair("names of fields", of(a=TEXT), {**of(a=TEXT), "propertyNames": {"maxLength": 3}}, True),
    Pair("deep inside", of(a=of(b={**TEXT, "maxLength": 5})), of(a=of(b={**TEXT, "maxLength": 4})), True),
    Pair("a choice less", of(a={"oneOf": [TEXT, NUMBER]}), of(a=TEXT), True),
    Pair("a choice more", of(a=TEXT), of(a={"anyOf": [TEXT, NUMBER]}), False, True),
    Pair("a value refused", of(a=NUMBER), of(a={**NUMBER, "not": {"enum": [0]}}), True),
    Pair(
        "a condition",
        of(a=NUMBER, b=NUMBER),
        {**of(a=NUMBER, b=NUMBER), "if": {"required": ["a"]}, "then": {"required": ["b"]}},
        True,
    ),
    Pair(
        "a field needs another",
        of(a=NUMBER, b=NUMBER),
        {**of(a=NUMBER, b=NUMBER), "dependentRequired": {"a": ["b"]}},
        True,
    ),
    Pair("wrapped", of(a=TEXT), {"allOf": [of(a=TEXT)]}),
    Pair("split in two", of(a=TEXT, b=NUMBER), {"allOf": [of(a=TEXT), of(b=NUMBER)]}),
    Pair("a description", of(a=TEXT), of(a={**TEXT, "description": "x"})),
    Pair("a property called default", of(default=TEXT), of(default={**TEXT, "title": "x"})),
    Pair("any field more", {**of(a=TEXT), "additionalProperties": False}, of(a=TEXT), False, True),
]  # fmt: skip


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
@pytest.mark.parametrize("side", ["request", "response"])
def test_a_change_breaks_who_it_takes_something_from(pair: Pair, side: str) -> None:
    found = breaking(with_body(pair.old, side), with_body(pair.new, side))
    assert bool(found) is (pair.sending if side == "request" else pair.receiving)


# Whose value one of both takes all the same: what is sent for nothing, and what no longer arrives.
UNSEEN = {"request-property-removed", "response-property-removed"}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
@pytest.mark.parametrize("side", ["request", "response"])
def test_jsonschema_agrees_that_a_witness_is_valid_in_one_edition_only(
    pair: Pair, side: str
) -> None:
    taking, refusing = (pair.old, pair.new) if side == "request" else (pair.new, pair.old)
    for each in breaking(with_body(pair.old, side), with_body(pair.new, side)):
        if each.rule not in UNSEEN and not each.rule.endswith(
            ("format-narrowed", "format-widened")
        ):
            assert takes(taking, each.witness), each
            assert not takes(refusing, each.witness), each


def test_each_rule_has_its_mirror_on_the_other_side_and_in_the_other_turn() -> None:
    rules = set()
    for pair in PAIRS:
        for side in ("request", "response"):
            for ends in ((pair.old, pair.new), (pair.new, pair.old)):
                told = wire(with_body(ends[0], side), with_body(ends[1], side))
                rules |= {each.rule for each in told if each.effect is not Effect.DOCUMENTATION}
    turns = {"narrowed": "widened", "widened": "narrowed", "removed": "added", "added": "removed"}
    for rule in rules:
        side, _, rest = rule.partition("-")
        keyword, _, turn = rest.rpartition("-")
        assert f"{'response' if side == 'request' else 'request'}-{rest}" in rules
        assert f"{side}-{keyword}-{turns[turn]}" in rules


def test_what_moves_into_a_component_changes_nothing() -> None:
    old = with_body(of(a=of(b=TEXT)), "request")
    new = with_body({"$ref": "#/components/schemas/A"}, "request")
    new.root["components"] = {
        "schemas": {"A": of(a={"$ref": "#/components/schemas/B"}), "B": of(b=TEXT)}
    }
    assert wire(old, new) == ()


def test_a_default_that_changes_breaks_who_leaves_the_field_out() -> None:
    old, new = (with_body(of(a={**TEXT, "default": each}), "request") for each in "xy")
    (found,) = breaking(old, new)
    assert (found.rule, found.field, found.message) == (
        "request-default-changed",
        "request.a",
        'default "x" → "y"',
    )


def test_a_change_stands_at_its_keyword_in_both_editions() -> None:
    old, new = (with_body(of(a={**TEXT, "maxLength": each}), "request") for each in (57, 40))
    (found,) = breaking(old, new)
    assert found.old is not None
    assert found.new is not None
    pointer = "/paths/~1a/put/requestBody/content/application~1json/schema/properties/a/maxLength"
    assert (found.old, found.new) == (old.place(pointer), new.place(pointer))


def test_a_number_that_becomes_text_is_nothing_new_in_a_query() -> None:
    assert breaking(with_parameter(NUMBER), with_parameter(TEXT)) == []
    assert [each.rule for each in breaking(with_parameter(TEXT), with_parameter(NUMBER))] == [
        "request-type-narrowed"
    ]
