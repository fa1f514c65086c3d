"""Exactly the fields that are set go over the wire: in every way of making, writing, sending a body.

What is expected is the plain values that went in; what is judged is the JSON that arrived.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .spec import SCHEMAS
from .strategies import EXAMPLES, values_of
from .wire import ALL, BODY, MADE, WRITTEN, Body, Fields, nested, sent, sent_async

EACH = [{field: ALL[field]} for field in ALL]
PAIRS = [{one: ALL[one], other: ALL[other]} for one, other in combinations(ALL, 2)]
ALL_BUT_ONE = [{key: ALL[key] for key in ALL if key != field} for field in ALL]
SUBSETS: list[Fields] = [{}, *EACH, *PAIRS, *ALL_BUT_ONE, ALL]
DEFAULTS: Fields = {
    field: said["default"]
    for field, said in SCHEMAS[BODY]["properties"].items()
    if "default" in said
}

every_making = pytest.mark.parametrize("make", MADE.values(), ids=MADE)
every_sending = pytest.mark.parametrize("send", [sent, sent_async], ids=["sync", "async"])


@every_making
def test_one_field_two_fields_or_all_are_written_and_no_other(
    make: Callable[[Fields], Body],
) -> None:
    for fields in SUBSETS:
        body = make(fields)
        for how, write in WRITTEN.items():
            assert write(body) == fields, how


@every_making
@every_sending
def test_one_field_two_fields_or_all_are_sent_and_no_other(
    make: Callable[[Fields], Body], send: Callable[[list[Fields]], list[Any]]
) -> None:
    arrived = send([{"body": make(fields)} for fields in SUBSETS])

    assert arrived == SUBSETS


@every_sending
def test_keywords_send_one_field_two_fields_or_all_and_no_other(
    send: Callable[[list[Fields]], list[Any]],
) -> None:
    assert send([nested(BODY, fields) for fields in SUBSETS]) == SUBSETS


@every_making
@EXAMPLES
@given(fields=values_of(BODY))
def test_any_fields_are_written_and_no_other(
    make: Callable[[Fields], Body], fields: Fields
) -> None:
    body = make(fields)

    for how, write in WRITTEN.items():
        assert write(body) == fields, how


@every_sending
@EXAMPLES
@given(subsets=st.lists(values_of(BODY), min_size=5, max_size=5))
def test_any_fields_are_sent_and_no_other(
    send: Callable[[list[Fields]], list[Any]], subsets: list[Fields]
) -> None:
    assert send([{"body": Body(**fields)} for fields in subsets]) == subsets
    assert send([nested(BODY, fields) for fields in subsets]) == subsets


@every_making
def test_a_default_that_is_set_is_sent(make: Callable[[Fields], Body]) -> None:
    subsets = [*({field: value} for field, value in DEFAULTS.items()), DEFAULTS]

    assert sent([{"body": make(fields)} for fields in subsets]) == subsets


@every_making
def test_what_is_set_is_what_the_model_calls_set(make: Callable[[Fields], Body]) -> None:
    for fields in SUBSETS:
        assert make(fields).model_fields_set == set(fields)


@every_making
def test_bodies_with_the_same_fields_are_equal(make: Callable[[Fields], Body]) -> None:
    for fields in SUBSETS:
        assert make(fields) == Body(**fields)


def test_what_a_dump_is_told_to_leave_out_is_left_out() -> None:
    for one, other in combinations(ALL, 2):
        body = Body(**{one: ALL[one], other: ALL[other]})

        assert body.model_dump(exclude={other}) == {one: ALL[one]}
        assert body.model_dump(include={other}) == {other: ALL[other]}


def test_what_is_left_out_inside_an_object_is_left_out_there_only() -> None:
    body = Body(name="a", resource_config={"max_slot": 2, "parallel_number": 3})  # type: ignore[arg-type]  # as JSON has it

    assert body.model_dump(exclude={"resource_config": {"max_slot"}}) == {
        "name": "a",
        "resource_config": {"parallel_number": 3},
    }
    assert body.model_dump(include={"resource_config": {"max_slot"}}) == {
        "resource_config": {"max_slot": 2}
    }
