"""Values that are all there are: in lists of options, and named in sentences."""

from __future__ import annotations

import pytest

from tests.page.reading_pages import of_words
from trueup.document.json_values import JsonValue
from trueup.page.facts import Fact, Kind

from .rows import stated, unread, value_of

SENTENCES: list[tuple[str, str, list[JsonValue]]] = [
    ("The value can be LIVE or STUDIO.", "String", ["LIVE", "STUDIO"]),
    ("Options: major, minor, and modal.", "String", ["major", "minor", "modal"]),
    ("Available values are: mp3, ogg", "String", ["mp3", "ogg"]),
    ('The value can be "a1" or "b2".', "String", ["a1", "b2"]),
    ("The status can be PLAYING, PAUSED, or STOPPED.", "String", ["PLAYING", "PAUSED", "STOPPED"]),
    ("Only MP3 and OGG are supported.", "String", ["MP3", "OGG"]),
    ("Player 1.10 and 1.12 are supported.", "String", ["1.10", "1.12"]),
    ("The value is fixed to vinyl.", "String", ["vinyl"]),
    ("Value range: 1, 2, 4", "Integer", [1, 2, 4]),
    ("The value can be 8 or 16, and the default is 8.", "Integer", [8, 16]),
    ("Sorting order, asc or desc.", "String", ["asc", "desc"]),
    ("0: silent; 1: loud", "Integer", [0, 1]),
    ("取值为LIVE或STUDIO。", "String", ["LIVE", "STUDIO"]),
    ("可选值：mp3、ogg。", "String", ["mp3", "ogg"]),
    ("枚举值：1，2", "Integer", [1, 2]),
    ("取值固定为vinyl。", "String", ["vinyl"]),
    ("支持MP3和OGG两种。", "String", ["MP3", "OGG"]),
    ("0表示静音，1表示大声。", "Integer", [0, 1]),
]
NO_ENUMS = [
    ("The value can be a letter or a digit.", "String"),
    ("For example, the value can be LIVE or STUDIO.", "String"),
    ("The value can be LIVE or STUDIO, such as in a hall; recommended.", "String"),
    ("If loop is on, the value can be LIVE or STUDIO.", "String"),
    ("The value cannot be NULL or NONE.", "String"),
    ("The value can be changed or deleted.", "String"),
    ("The title can contain letters, digits, and hyphens (-).", "String"),
    ("The value can be 1-5 or 7-9.", "String"),
    ("The value -1 indicates no limit, and 0 indicates silence.", "Integer"),
    ("如果循环，取值为LIVE或STUDIO。", "String"),
    ("例如取值为LIVE或STUDIO。", "String"),
]


def enum_of(words: list[str], type_: str) -> Fact | None:
    """Give the enumeration that a row states."""
    facts, _ = of_words(words, type_)
    return next((each for each in facts if each.kind is Kind.ENUM), None)


@pytest.mark.parametrize(("words", "type_", "values"), SENTENCES)
def test_values_that_a_sentence_names_are_read(
    words: str, type_: str, values: list[JsonValue]
) -> None:
    assert value_of(Kind.ENUM, words, type_) == values


@pytest.mark.parametrize(("words", "type_"), NO_ENUMS)
def test_examples_prose_and_special_values_are_no_enumeration(words: str, type_: str) -> None:
    assert Kind.ENUM not in stated(words, type_)


@pytest.mark.parametrize(
    "signs",
    [": ", " - ", " = ", " (", "："],
)
def test_a_list_gives_values_with_their_meanings(signs: str) -> None:
    words = ["Mode. Options:", f"- soft{signs}quiet", f"- hard{signs}noisy"]
    fact = enum_of(words, "String")
    assert fact is not None
    assert (fact.value, fact.meanings) == (["soft", "hard"], ("quiet", "noisy"))


@pytest.mark.parametrize(
    "intro",
    [
        "The options are as follows:",
        "Available values:",
        "The value can be one of the following:",
        "The following modes are supported:",
        "There are two modes.",
        "取值如下：",
        "可选值包括：",
        "有两种模式：",
    ],
)
def test_a_list_of_paragraphs_that_a_sentence_introduces_is_one(intro: str) -> None:
    fact = enum_of([intro, "soft: quiet", "hard: noisy"], "String")
    assert fact is not None
    assert fact.value == ["soft", "hard"]


def test_a_list_needs_no_introduction_where_every_item_is_an_option() -> None:
    fact = enum_of(["Mode.", "- 0: off", "- 1: on"], "Integer")
    assert fact is not None
    assert (fact.value, fact.meanings) == ([0, 1], ("off", "on"))


def test_options_may_follow_a_bullet_of_prose() -> None:
    fact = enum_of(["- Mode of the player", "- 0: off", "- 1: on"], "Integer")
    assert fact is not None
    assert fact.value == [0, 1]


def test_options_may_follow_each_other_in_one_paragraph() -> None:
    fact = enum_of(["Mode. 0: off. 1: on."], "Integer")
    assert fact is not None
    assert fact.value == [0, 1]


def test_a_list_of_prose_is_no_list_of_options() -> None:
    assert enum_of(["Note:", "- Songs are short.", "- Songs are long."], "String") is None


def test_a_default_among_the_options_is_no_option() -> None:
    words = ["Options:", "- 0: off", "- 1: on", "- The default value is 0."]
    assert stated(words, "Integer") == {Kind.ENUM: [0, 1], Kind.DEFAULT: 0}


def test_an_option_that_is_marked_is_the_default() -> None:
    words = ["Options:", "- soft (default): quiet", "- hard: noisy"]
    assert stated(words, "String") == {Kind.ENUM: ["soft", "hard"], Kind.DEFAULT: "soft"}


def test_the_options_of_a_boolean_may_be_told_as_cases() -> None:
    fact = enum_of(["Options:", "- If true, the player loops.", "- If false, it stops."], "Boolean")
    assert fact is not None
    assert (fact.value, fact.meanings) == ([True, False], ("the player loops.", "it stops."))


def test_the_options_of_a_boolean_may_stand_after_their_meanings() -> None:
    fact = enum_of(["Options:", "- Loop the song: true", "- Stop after it: false"], "Boolean")
    assert fact is not None
    assert (fact.value, fact.meanings) == ([True, False], ("Loop the song", "Stop after it"))


def test_the_same_values_in_another_order_are_said_once() -> None:
    words = ["Options:", "- soft: quiet", "- hard: noisy", "The value can be hard or soft."]
    facts, _ = of_words(words, "String")
    assert [each.value for each in facts] == [["soft", "hard"]]


def test_a_sentence_that_explains_an_option_is_read() -> None:
    words = ["The value can be soft or hard.", "soft: quiet"]
    assert unread(words) == []
