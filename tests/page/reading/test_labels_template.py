"""Rows of the newer template, whose descriptions stand under labels."""

from __future__ import annotations

from trueup.document.json_values import JsonValue
from trueup.page.facts import Kind

from .rows import stated, unread

TEMPO: dict[Kind, JsonValue] = {
    Kind.UNIT: "beat",
    Kind.RANGE: [{"minimum": 40, "maximum": 240}],
    Kind.DEFAULT: 120,
}


def test_every_label_of_an_english_row_is_read() -> None:
    words = [
        "Definition",
        "Tempo of the song. The unit is beat.",
        "Constraints",
        "N/A",
        "Range",
        "40-240",
        "Default Value",
        "120",
    ]
    assert stated(words, "Integer") == TEMPO
    assert unread(words, "Integer") == ["Tempo of the song."]


def test_every_label_of_a_chinese_row_is_read() -> None:
    words = [
        "参数解释：",
        "歌曲速度，单位：beat。",
        "约束限制：",
        "不涉及",
        "取值范围：",
        "40~240",
        "默认取值：",
        "120",
    ]
    assert stated(words, "Integer") == TEMPO


def test_values_under_the_label_range_are_all_there_are() -> None:
    assert stated(["Range", "soft, hard"], "String") == {Kind.ENUM: ["soft", "hard"]}


def test_options_may_be_listed_under_the_label_range() -> None:
    words = ["Range", "- 0: off", "- 1: on", "Default Value", "0"]
    assert stated(words, "Integer") == {Kind.ENUM: [0, 1], Kind.DEFAULT: 0}


def test_a_length_may_stand_under_the_label_range() -> None:
    words = ["Range", "1 to 30 characters", "Default Value", "-"]
    assert stated(words, "String") == {Kind.LENGTH: {"minLength": 1, "maxLength": 30}}


def test_under_the_label_default_nothing_but_a_default_is_read() -> None:
    assert stated(["Default Value", "5 (value range: 1 to 9)"], "Integer") == {Kind.DEFAULT: 5}
