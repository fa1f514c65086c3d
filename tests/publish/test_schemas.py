"""Pairs of schemas with a label each: what breaks is found, what is fine raises no alarm; jsonschema judges."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from openapi_schema_validator import OAS31Validator, oas31_format_checker

from tests.publish.comparing import breaking, wire, with_body, with_parameter
from trueup.publish.change import Change, Effect

TEXT: dict[str, Any] = {"type": "string"}
NUMBER: dict[str, Any] = {"type": "integer"}
CASES = ("sent", "received", "sent back", "received back")
WORDS = {
    "same": (),
    "narrower": ("sent", "received back"),
    "wider": ("received", "sent back"),
    "other": CASES,
}


class Pair(NamedTuple):
    """Two schemas, and the cases in which going from one to the other breaks somebody."""

    name: str
    old: Any
    new: Any
    breaks: tuple[str, ...]


def _pairs() -> list[Pair]:
    read: list[Pair] = []
    for name in ("schemas", "objects"):
        for each in yaml.safe_load((Path(__file__).parent / "pairs" / f"{name}.yaml").read_text()):
            said = each["is"]
            breaks = WORDS[said] if isinstance(said, str) else tuple(said)
            ends = each.get("whole") or [
                {"type": "object", "properties": {"a": schema}} for schema in each["a"]
            ]
            read.append(Pair(each["name"], ends[0], ends[1], breaks))
    return read


PAIRS = _pairs()


BY_NAME = {pair.name: pair for pair in PAIRS}


@cache
def told(name: str, case: str) -> tuple[Change, ...]:
    """Give what is told of a case of a pair."""
    old, new, side = editions(BY_NAME[name], case)
    return wire(with_body(old, side), with_body(new, side))


def breaks(pair: Pair, case: str) -> list[Change]:
    return [each for each in told(pair.name, case) if each.effect is Effect.BREAKING]


def editions(pair: Pair, case: str) -> tuple[Any, Any, str]:
    """Give the schemas in the turn of a case, and which way their values go."""
    side = "request" if case.startswith("sent") else "response"
    ends = (pair.new, pair.old) if case.endswith("back") else (pair.old, pair.new)
    return *ends, side


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_what_breaks_is_found_and_what_is_fine_raises_no_alarm(pair: Pair) -> None:
    found = {case: breaks(pair, case) for case in CASES}
    assert [case for case in CASES if found[case]] == [
        case for case in CASES if case in pair.breaks
    ], found


# Which no value shows, as both editions take it: it is sent for nothing, no longer arrives, means something else, or
# is of a format or a pattern that jsonschema can't judge.
UNSEEN = ("property-removed", "default-changed", "encoding-changed", "type-changed", "undecided")
UNJUDGED = ("uri", "hostname")


def judged(schema: Any, value: Any, side: str) -> bool:
    """Ask jsonschema, without what does not go this way."""
    hidden = "readOnly" if side == "request" else "writeOnly"
    named = schema.get("properties", {}) if isinstance(schema, Mapping) else {}
    going = [name for name in schema.get("required", ()) if not named.get(name, {}).get(hidden)]
    sided = {**schema, **({"required": going} if "required" in schema else {})}
    return bool(OAS31Validator(sided, format_checker=oas31_format_checker).is_valid(value))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_jsonschema_agrees_that_a_witness_is_valid_in_one_edition_only(pair: Pair) -> None:
    for case in pair.breaks:
        old, new, side = editions(pair, case)
        taking, refusing = (old, new) if side == "request" else (new, old)
        for each in breaks(pair, case):
            if not each.rule.endswith(UNSEEN) and not any(one in str(pair) for one in UNJUDGED):
                assert judged(taking, each.witness, side), each
                assert not judged(refusing, each.witness, side), each


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_a_field_that_is_gone_is_shown_by_a_value_that_had_it(pair: Pair) -> None:
    for case in pair.breaks:
        old, _, side = editions(pair, case)
        for each in breaks(pair, case):
            if each.rule.endswith("property-removed"):
                assert judged(old, each.witness, side), each
                assert each.field.rpartition(".")[2] in str(each.witness)


def test_each_rule_has_its_mirror_on_the_other_side_and_in_the_other_turn() -> None:
    rules = set()
    for pair in PAIRS:
        for case in CASES:
            changes = told(pair.name, case)
            rules |= {each.rule for each in changes if each.effect is not Effect.DOCUMENTATION}
    turns = {"narrowed": "widened", "widened": "narrowed", "removed": "added", "added": "removed"}
    alone = {
        "default-changed",
        "deprecated",
    }  # of a default that nobody sends, and of a word that is taken back
    for rule in rules:
        side, _, rest = rule.partition("-")
        keyword, _, turn = rest.rpartition("-")
        if rest not in alone:
            assert f"{'response' if side == 'request' else 'request'}-{rest}" in rules
            assert turn not in turns or f"{side}-{keyword}-{turns[turn]}" in rules


def test_no_two_pairs_have_one_name() -> None:
    assert len({pair.name for pair in PAIRS}) == len(PAIRS) >= 150


def of(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def test_what_moves_into_a_component_changes_nothing() -> None:
    old = with_body(of(a=of(b=TEXT)), "request")
    new = with_body({"$ref": "#/components/schemas/A"}, "request")
    new.root["components"] = {
        "schemas": {"A": of(a={"$ref": "#/components/schemas/B"}), "B": of(b=TEXT)}
    }
    assert wire(old, new) == ()


def test_a_component_that_changes_is_seen_beside_words_of_the_field_that_refers_to_it() -> None:
    editions = []
    for length in (57, 40):
        made = with_body(of(a={"$ref": "#/components/schemas/A", "description": "x"}), "request")
        made.root["components"] = {"schemas": {"A": {**TEXT, "maxLength": length}}}
        editions.append(made)
    (found,) = breaking(*editions)
    assert (found.rule, found.field) == ("request-max-length-narrowed", "request.a")


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
