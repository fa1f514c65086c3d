"""Which numbers a field may have."""

from __future__ import annotations

import pytest

from trueup.document.json_values import JsonObject
from trueup.page.facts import Kind

from .rows import stated, value_of

RANGES: list[tuple[str, list[JsonObject]]] = [
    ("Value range: 1 to 99.", [{"minimum": 1, "maximum": 99}]),
    ("The value range is 0-59.", [{"minimum": 0, "maximum": 59}]),
    ("The value ranges from -10 to 10.", [{"minimum": -10, "maximum": 10}]),
    ("Range: [1,100]", [{"minimum": 1, "maximum": 100}]),
    ("Range: (0, 1]", [{"exclusiveMinimum": 0, "maximum": 1}]),
    ("The value must be an integer from 5 to 7.", [{"minimum": 5, "maximum": 7}]),
    ("The value is in the range of 1 to 2,147,483,647.", [{"minimum": 1, "maximum": 2147483647}]),
    ("The speed ranges from 0.5 to 2.5.", [{"minimum": 0.5, "maximum": 2.5}]),
    ("Value range: 1 (lowest) to 10 (highest).", [{"minimum": 1, "maximum": 10}]),
    ("Value range: -1 or greater than 0.", [{"const": -1}, {"exclusiveMinimum": 0}]),
    ("Value range: 0 or 60 to 120.", [{"const": 0}, {"minimum": 60, "maximum": 120}]),
    ("The value must be greater than 3.", [{"exclusiveMinimum": 3}]),
    ("The value must be greater than or equal to 3.", [{"minimum": 3}]),
    ("The value cannot be less than 4.", [{"minimum": 4}]),
    ("The value must be 4 or greater.", [{"minimum": 4}]),
    ("The minimum value is 2.", [{"minimum": 2}]),
    ("The value cannot exceed 500.", [{"maximum": 500}]),
    ("The maximum value allowed is 400.", [{"maximum": 400}]),
    ("The value must be less than 8.", [{"exclusiveMaximum": 8}]),
    ("The value must be a positive integer.", [{"exclusiveMinimum": 0}]),
    ("The volume is a non-negative number.", [{"minimum": 0}]),
    ("Maximum: 9223372036854775807", [{"maximum": 9223372036854775807}]),
    ("音量，取值范围为1~99。", [{"minimum": 1, "maximum": 99}]),
    ("取值范围为1~99，0表示静音。", [{"minimum": 1, "maximum": 99}]),
    ("取值范围：[0, 10]", [{"minimum": 0, "maximum": 10}]),
    ("取值范围：大于等于1且小于等于9。", [{"minimum": 1, "maximum": 9}]),
    ("最小值为2。", [{"minimum": 2}]),
    ("最大值：400。", [{"maximum": 400}]),
    ("不能超过500。", [{"maximum": 500}]),
    ("必须为正整数。", [{"exclusiveMinimum": 0}]),
]
QUANTITIES: list[tuple[str, JsonObject]] = [
    ("The minimum value is 2 GB.", {"minimum": "2 GB"}),
    ("The maximum value is 64 GB.", {"maximum": "64 GB"}),
    ("The value cannot exceed 512 MB.", {"maximum": "512 MB"}),
    ("最小值为2GB。", {"minimum": "2 GB"}),
]
NO_RANGES = [
    "If the volume is on, the value ranges from 1 to 5.",
    "When looped, the value must be greater than 3.",
    "For a live song, the value range is 1 to 4.",
    "In a studio, the value range is 1 to 4.",
    "The value must be 2 times the tempo.",
    "The sum of all volumes cannot exceed 100.",
    "max_tempo must be greater than 3.",
    "The value can be 1 or 2.",
    "The song has 3 to 7 parts.",
    "Version 1.12 or later is required.",
    "The value -1 means that the volume is not limited.",
    "如果循环播放，取值范围为1~5。",
    "单个歌曲不能超过3。",
]


@pytest.mark.parametrize(("words", "intervals"), RANGES)
def test_the_range_of_a_number_is_read(words: str, intervals: list[JsonObject]) -> None:
    assert value_of(Kind.RANGE, words, "Double") == intervals


@pytest.mark.parametrize(("words", "interval"), QUANTITIES)
def test_the_range_of_a_quantity_in_text_is_read(words: str, interval: JsonObject) -> None:
    assert value_of(Kind.RANGE, words, "String") == [interval]


@pytest.mark.parametrize("words", NO_RANGES)
def test_what_holds_in_some_cases_or_of_other_things_is_no_range(words: str) -> None:
    assert Kind.RANGE not in stated(words, "Integer")


def test_a_lone_bound_beside_a_whole_range_is_of_something_else() -> None:
    words = "Value range: 1 to 9. The number of all songs cannot exceed 50."
    assert stated(words, "Integer") == {Kind.RANGE: [{"minimum": 1, "maximum": 9}]}


def test_two_sentences_that_bound_a_number_make_one_fact() -> None:
    words = "The minimum value is 2. The maximum value is 7."
    assert stated(words, "Integer") == {Kind.RANGE: [{"minimum": 2, "maximum": 7}]}


def test_what_stands_under_the_label_range_is_a_range_without_more_words() -> None:
    assert stated(["Range", "1-60"], "Integer") == {Kind.RANGE: [{"minimum": 1, "maximum": 60}]}


def test_text_has_no_range_of_numbers() -> None:
    assert Kind.RANGE not in stated("Value range: 1 to 99.", "String")


@pytest.mark.parametrize("digits", [21, 5000])
def test_a_bound_of_too_many_digits_is_not_read(digits: int) -> None:
    assert stated(f"The maximum value is {'9' * digits}.", "Integer") == {}
