"""Pairs of operations with a label each: what breaks is found by its rule, what is fine raises no alarm."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from tests.publish.comparing import edition, wire
from tests.publish.reading import read
from trueup.document.source import Document
from trueup.publish.change import Change, Effect
from trueup.publish.exchange import Request, Response
from trueup.publish.telling.words import shortened


class Pair(NamedTuple):
    """Two editions, and the rules that break on the way to the second, and back."""

    name: str
    old: dict[str, Any]
    new: dict[str, Any]
    forth: tuple[str, ...] = ()
    back: tuple[str, ...] = ()


def _said(key: str, said: Any) -> dict[str, Any]:
    """Give what the document says, of what a pair says of a part of it."""
    match key:
        case "root":
            return dict(said)
        case "parameters":
            return {"operation": {"parameters": said}}
        case "body":
            return {"operation": {"requestBody": said} if said else {}}
        case "answers":
            answers = {status: {"description": "x", **each} for status, each in said.items()}
            return {"operation": {"responses": answers}}
    return {"operation": said}


def _pairs() -> list[Pair]:
    path = Path(__file__).parent / "pairs" / "operations.yaml"
    read: list[Pair] = []
    for each in yaml.safe_load(path.read_text()):
        (key,) = each.keys() - {"name", "forth", "back", "why"}
        old, new = (_said(key, said) for said in each[key])
        rules = (tuple(each.get(turn, ())) for turn in ("forth", "back"))
        read.append(Pair(each["name"], old, new, *rules))
    return read


PAIRS = _pairs()
BY_NAME = {pair.name: pair for pair in PAIRS}


@cache
def editions(name: str, turn: str) -> tuple[Document, Document]:
    """Give both editions in the order of a turn."""
    pair = BY_NAME[name]
    said = (pair.old, pair.new) if turn == "forth" else (pair.new, pair.old)
    return edition(**said[0]), edition(**said[1])


@cache
def breaks(pair_name: str, turn: str) -> tuple[Change, ...]:
    """Give what breaks."""
    told = wire(*editions(pair_name, turn))
    return tuple(each for each in told if each.effect is Effect.BREAKING)


@pytest.mark.parametrize("turn", ["forth", "back"])
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_what_breaks_is_found_by_its_rule_and_what_is_fine_raises_no_alarm(
    pair: Pair, turn: str
) -> None:
    rules = pair.forth if turn == "forth" else pair.back
    assert sorted(each.rule for each in breaks(pair.name, turn)) == sorted(rules)


# What openapi-core does not look at: it knows no days, no scopes and no flows; any variable of a server is anything;
# a default is what the service means; it reads parts and reserved signs as they come, what is of a range of media
# types as bytes, and no empty value.
UNREAD = ("sunset-changed", "default-changed", "webhook-removed")
UNREAD_PAIRS = (
    "more scopes",
    "another address of tokens",
    "a flow more",
    "a part of another media type",
    "a value of a variable gone",
    "any media type",
    "any kind of a media type",
    "any media type with a shorter text",
    "a query without a value no longer",
    "signs that are no longer written as they are",
)


def shown_by_an_exchange() -> list[tuple[str, str]]:
    turns = [(pair, turn) for pair in PAIRS for turn in ("forth", "back")]
    return [
        (pair.name, turn)
        for pair, turn in turns
        if (pair.forth if turn == "forth" else pair.back) and pair.name not in UNREAD_PAIRS
    ]


@pytest.mark.filterwarnings("ignore:Use of allowEmptyValue:DeprecationWarning")
@pytest.mark.parametrize(("name", "turn"), shown_by_an_exchange())
def test_openapi_core_agrees_that_what_shows_a_change_is_read_by_one_edition_only(
    name: str, turn: str
) -> None:
    old, new = editions(name, turn)
    for each in breaks(name, turn):
        witness = each.witness
        if isinstance(witness, Request | Response) and not each.rule.endswith(UNREAD):
            if "webhook" in each.operation:
                continue  # of which openapi-core has no paths
            first, second = (read(edition, witness, each.operation) for edition in (old, new))
            # What is missing now could not arrive before; all else is what the old edition read.
            taking = second if each.rule == "response-required-widened" else first
            assert taking is not None, (each, witness)
            assert first != second, (each, witness)


def test_each_rule_has_its_mirror_in_the_other_turn() -> None:
    rules = {
        each.rule
        for pair in PAIRS
        for turn in ("forth", "back")
        for each in wire(*editions(pair.name, turn))
        if each.effect is not Effect.DOCUMENTATION
    }
    turns = {"narrowed": "widened", "widened": "narrowed", "removed": "added", "added": "removed"}
    for rule in rules:
        keyword, _, turn = rule.rpartition("-")
        assert turn not in turns or f"{keyword}-{turns[turn]}" in rules, rule
        assert turn in turns or turn in ("changed", "deprecated"), rule


def test_there_are_many_pairs_and_no_two_have_one_name() -> None:
    assert len(BY_NAME) == len(PAIRS) >= 120


def test_what_shows_a_change_is_told_in_one_line() -> None:
    (change,) = breaks("both instead of either", "forth")[:1]
    assert shortened(change.witness) == "PUT /a Authorization: Bearer token"
