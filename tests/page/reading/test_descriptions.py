"""Whole descriptions: what is left unread, and that no words are too much."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.page.reading_pages import of_words
from trueup.document.json_values import canonical
from trueup.page.facts import Kind

from .rows import stated, unread

TYPES = [
    "String",
    "Integer",
    "Long",
    "Double",
    "Boolean",
    "Object",
    "Array",
    "Array of strings",
    "Array of integers",
    "Array of Song objects",
    "unknown",
]
IDIOMS = [
    "the value can be ",
    "value range: ",
    "the default value is ",
    "by default, ",
    "if it is not specified, ",
    "if a is b, ",
    "it is valid only when a is ",
    "takes effect when ",
    "at most ",
    "up to ",
    "must not exceed ",
    "length of the ",
    "range of the ",
    "characters ",
    "a positive integer ",
    "unit: ",
    "in ",
    "you are advised to use ",
    "not to set it to ",
    "options: ",
    "only ",
    "either ",
    "is used ",
    "1 to 2 ",
    "1,000 ",
    "-1 or greater than ",
    "1 x ",
    "0: a, ",
    "(default) ",
    "a+",
    "(((",
    ")))",
    "[1,",
    '"',
    "'",
    "or ",
    "and ",
    "to ",
    ", ",
    ". ",
    ": ",
    "9" * 30,
    "字",
    "为",
    "当",
    "时",
    "仅当",
    "取值范围为",
    "默认值为",
    "支持",
    "长度",
    "不能超过",
    "单位",
    "建议",
    "有两种",
    "\u200b",
    "²",
    "Ⅷ",
    "٣",
    "🎵",
    "\ud7ff",
]
FIELDS = ("a", "b", "player_version")
WORDS = st.lists(st.sampled_from(IDIOMS) | st.text(max_size=6), max_size=12).map("".join)


def test_sentences_that_state_nothing_are_left_unread() -> None:
    words = ["Title of the song. It is short.", "The default value is vinyl."]
    assert unread(words) == ["Title of the song.", "It is short."]


@pytest.mark.parametrize(
    "words",
    [
        "For details, see Table 3.",
        "The song 1 to 5 is played.",
        "See chapters 1 to 9 of the manual.",
        "Songs of version 2.1 or later are long.",
        "具体请参考表3。",
    ],
)
def test_references_and_prose_with_numbers_state_nothing(words: str) -> None:
    assert stated(words, "Integer") == {}
    assert unread(words, "Integer") == [words]


def test_text_that_holds_json_is_said_to() -> None:
    assert stated("Song list in JSON format.", "String") == {Kind.CONTENT: "application/json"}
    assert stated("歌单，JSON格式。", "String") == {Kind.CONTENT: "application/json"}
    assert stated("Song list in JSON format.", "Object") == {}


def test_a_block_of_code_is_an_example() -> None:
    assert stated(['```{"a": 1}```'], "Object") == {Kind.EXAMPLE: {"a": 1}}
    assert stated(['```{"a": 1}```'], "String") == {Kind.EXAMPLE: '{"a": 1}'}


@pytest.mark.parametrize("code", ["{", "NaN", '{"a": 1e999}', "[" * 100_000, f"[{'9' * 5000}]"])
def test_an_example_that_is_no_json_is_kept_as_text(code: str) -> None:
    assert stated([f"```{code}```"], "Object") == {Kind.EXAMPLE: code}


def test_what_goes_on_for_longer_than_any_sentence_is_not_read() -> None:
    words = "The default value is 5" + ", and so on" * 200
    assert stated(words, "Integer") == {}
    assert unread(words, "Integer") == [words]


@pytest.mark.parametrize("idiom", IDIOMS)
@pytest.mark.parametrize("type_", ["String", "Integer", "Array of strings"])
def test_an_idiom_said_again_and_again_is_no_harm(idiom: str, type_: str) -> None:
    words = (idiom * 2000)[:1900]
    facts, _ = of_words([words, f"{words} 1", words * 20], type_, siblings=FIELDS)
    assert json.loads(canonical([each.value for each in facts])) is not None


@pytest.mark.parametrize("part", ["{}: x", "- {}: x", "- prose {}", "The minimum value is {}."])
def test_a_description_of_a_thousand_parts_is_read_once(part: str) -> None:
    words = [part.format(number) for number in range(1000)]
    facts, rest = of_words([*words, "- and so on"], "Integer")
    assert facts or rest


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["", "", "- ", "```"]), WORDS), max_size=4),
    st.sampled_from(TYPES),
)
def test_any_words_are_read_to_facts_that_json_can_hold(
    parts: list[tuple[str, str]], type_: str
) -> None:
    words = [f"{sign}{text}" for sign, text in parts]
    facts, rest = of_words(words, type_, siblings=FIELDS)
    assert json.loads(canonical([each.value for each in facts])) is not None
    assert all(each.words for each in rest)
