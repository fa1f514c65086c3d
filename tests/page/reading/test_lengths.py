"""How long text may be, and how many items an array may have."""

from __future__ import annotations

import pytest

from trueup.document.json_values import JsonValue
from trueup.page.facts import Kind

from .rows import stated, value_of

LENGTHS = [
    ("Title of the song. Length range: 1 to 30 characters.", 1, 30),
    ("The title contains 4 to 12 characters.", 4, 12),
    ("The length of the song title ranges from 2 to 9.", 2, 9),
    ("Enter a title of 3-17 characters.", 3, 17),
    ("Length: 0~200 characters", 0, 200),
    ("The title can contain up to 1,024 characters.", None, 1024),
    ("The title must not exceed 80 characters.", None, 80),
    ("The title cannot be longer than 81 characters.", None, 81),
    ("A maximum of 82 characters is allowed.", None, 82),
    ("Maximum length: 83", None, 83),
    ("84 characters or fewer", None, 84),
    ("Fewer than 85 characters.", None, 84),
    ("At most 1024 x 1024 characters.", None, 1048576),
    ("The title needs at least 6 characters.", 6, None),
    ("Minimum length: 7", 7, None),
    ("The title is a 32-digit number.", 32, 32),
    ("The code consists of 16 characters.", 16, 16),
    ("The code has a fixed length of 8.", 8, 8),
    ("The code must be 36 characters long.", 36, 36),
    ("歌曲名称，长度为1~30个字符。", 1, 30),
    ("歌曲名称，长度限制为2-9个字符。", 2, 9),
    ("最大长度为80。", None, 80),
    ("不能超过81个字符。", None, 81),
    ("最多支持82个字符。", None, 82),
    ("至少6个字符。", 6, None),
    ("少于85个字符。", None, 84),
    ("固定长度32。", 32, 32),
    ("30个字符以内。", None, 30),
]
COUNTS = [
    ("The list contains 1 to 10 songs.", 1, 10),
    ("Up to 20 songs can be listed.", None, 20),
    ("A maximum of 5 custom tags can be added.", None, 5),
    ("Array length: 0 - 50", 0, 50),
    ("The maximum number of songs is 12.", None, 12),
    ("At least one song is required.", 1, None),
    ("At least 2 songs must be given.", 2, None),
    ("数组长度为1~10。", 1, 10),
    ("最多20个。", None, 20),
]
NO_LENGTHS = [
    "The title has a prefix of 3 characters.",
    "The first 4 characters are the year.",
    "At least 3 types of characters must be used.",
    "Each tag contains up to 36 characters.",
    "The title must not exceed 64 bytes.",
    "Maximum length: 64 bytes",
    "The play takes 3 to 5 minutes.",
    "The title must contain at least three of the four kinds of characters.",
    "至少包含以下3种字符。",
]


def bounded(what: str, least: int | None, most: int | None) -> JsonValue:
    """Give bounds as the schema has them."""
    given = {f"min{what}": least, f"max{what}": most}
    return {key: value for key, value in given.items() if value is not None}


@pytest.mark.parametrize(("words", "least", "most"), LENGTHS)
def test_the_length_of_text_is_read(words: str, least: int | None, most: int | None) -> None:
    assert value_of(Kind.LENGTH, words, "String") == bounded("Length", least, most)


@pytest.mark.parametrize(("words", "least", "most"), COUNTS)
def test_the_count_of_items_is_read(words: str, least: int | None, most: int | None) -> None:
    assert stated(words, "Array of strings") == {Kind.COUNT: bounded("Items", least, most)}


@pytest.mark.parametrize("words", NO_LENGTHS)
def test_numbers_of_something_else_are_no_length(words: str) -> None:
    assert Kind.LENGTH not in stated(words, "String")


def test_the_length_of_each_item_is_no_count_of_items() -> None:
    words = "Each song title contains 1 to 30 characters."
    assert Kind.COUNT not in stated(words, "Array of strings")


def test_a_number_field_has_no_length() -> None:
    assert Kind.LENGTH not in stated("Up to 20 characters.", "Integer")


def test_two_sentences_that_bound_a_length_make_one_fact() -> None:
    words = ["Minimum length: 2", "Maximum length: 8"]
    assert stated(words, "String") == {Kind.LENGTH: {"minLength": 2, "maxLength": 8}}


@pytest.mark.parametrize("digits", [21, 5000])
def test_a_number_of_too_many_digits_is_not_read_nor_a_part_of_it(digits: int) -> None:
    assert stated(f"Up to {'9' * digits} characters.", "String") == {}


def test_a_long_product_of_numbers_is_still_a_number() -> None:
    words = f"Up to {' x '.join(['99999999999999999999'] * 400)} characters."
    assert len(str(value_of(Kind.LENGTH, words, "String"))) < 400
