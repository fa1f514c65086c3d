"""Which of two ranges holds the other, against trying every number."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trueup.document.json_values import JsonValue
from trueup.page.difference.intervals import Relation, compare, quantity

Limits: TypeAlias = dict[str, float]
BOUNDS = ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")
# Halves between -3 and 3: ends meet, overlap and leave gaps often.
numbers = st.integers(-6, 6).map(lambda n: n / 2)
limits = st.dictionaries(st.sampled_from(BOUNDS), numbers, max_size=3)
points = numbers.map(lambda n: {"const": n})
unions = st.lists(st.one_of(limits, points), max_size=4)


def allows(union: list[Limits], number: Fraction) -> bool:
    """Say by the words' own meaning whether a union of intervals holds a number."""
    return any(
        number >= each.get("minimum", number)
        and number <= each.get("maximum", number)
        and ("exclusiveMinimum" not in each or number > each["exclusiveMinimum"])
        and ("exclusiveMaximum" not in each or number < each["exclusiveMaximum"])
        and number == each.get("const", number)
        for each in union
    )


def tried(old: list[Limits], new: list[Limits], *, whole: bool) -> Relation:
    """Relate two unions by trying: ends stand at halves, so quarters see every gap."""
    step = 1 if whole else Fraction(1, 4)
    every = [step * n for n in range(-20, 21)]
    before = {n for n in every if allows(old, Fraction(n))}
    after = {n for n in every if allows(new, Fraction(n))}
    if before == after:
        return Relation.SAME
    if before > after:
        return Relation.NARROWER
    return Relation.WIDER if before < after else Relation.OTHER


@given(unions, unions, st.booleans())
def test_two_ranges_relate_as_their_members_do(
    old: list[Limits], new: list[Limits], whole: bool
) -> None:
    before: JsonValue = [{**each} for each in old]
    after: JsonValue = [{**each} for each in new]
    assert compare(before, after, whole=whole) is tried(old, new, whole=whole)


@given(unions)
def test_no_limit_holds_every_range(union: list[Limits]) -> None:
    stated: JsonValue = [{**each} for each in union]
    assert compare(None, stated, whole=False) is tried([{}], union, whole=False)


@given(unions, st.sampled_from(["KB", "MB", "GB", "cores"]))
def test_a_unit_that_is_the_same_everywhere_changes_nothing(union: list[Limits], unit: str) -> None:
    plain: JsonValue = [{**each} for each in union]
    named: JsonValue = [{key: f"{n} {unit}" for key, n in each.items()} for each in union]
    more: JsonValue = [{"minimum": f"1 {unit}"}]
    assert compare(named, more, whole=False) is compare(plain, [{"minimum": 1}], whole=False)


@pytest.mark.parametrize(
    ("text", "same"),
    [("2 GB", "2048 MB"), ("2GB", "2 GB"), ("0.5 GB", "512 MB"), ("1 TB", "1024 gb")],
)
def test_amounts_of_memory_are_converted(text: str, same: str) -> None:
    assert quantity(text) == quantity(same) is not None


@pytest.mark.parametrize(
    "value",
    ["", "GB", "2", "two GB", True, None, [], {}, float("inf"), float("nan"), "1" * 5000 + " GB"],
)
def test_what_is_no_amount_is_none(value: JsonValue) -> None:
    assert quantity(value) is None


def test_a_tenth_is_a_tenth() -> None:
    assert compare([{"minimum": 0.1}], [{"minimum": "0.1 GB"}], whole=False) is Relation.OTHER
    assert quantity(0.1) == (Fraction(1, 10), "")
