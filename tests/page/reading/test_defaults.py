"""Defaults: values, quantities, expressions; and what is none."""

from __future__ import annotations

import pytest

from trueup.document.json_values import JsonValue
from trueup.page.facts import Kind

from .rows import stated, value_of

DEFAULTS: list[tuple[str, str, JsonValue]] = [
    ("The default value is 5.", "Integer", 5),
    ("Default value: 5", "Integer", 5),
    ("The default is 2.5.", "Double", 2.5),
    ("The default value is -1.", "Integer", -1),
    ("The default value is 1,000.", "Integer", 1000),
    ("The default value is false.", "Boolean", False),
    ("The default value is vinyl.", "String", "vinyl"),
    ('The default value is "vinyl record".', "String", "vinyl record"),
    ("The default value is a comma (,).", "String", ","),
    ("The default value is v2.1.", "String", "v2.1"),
    ("The default size is 4 GB.", "String", "4 GB"),
    ("The default retention period is 7 days.", "Integer", 7),
    ("It defaults to 9.", "Integer", 9),
    ("By default, the value is 9.", "Integer", 9),
    ("By default, vinyl is used.", "String", "vinyl"),
    ("vinyl is used by default.", "String", "vinyl"),
    ("The volume is 30 by default.", "Integer", 30),
    ("If this parameter is not specified, 30 is used.", "Integer", 30),
    ("vinyl is the default.", "String", "vinyl"),
    ("The default value is [].", "Array of strings", []),
    ("The default value is {}.", "Object", {}),
    ("默认值为5。", "Integer", 5),
    ("默认为“vinyl”。", "String", "vinyl"),
    ("缺省值：false", "Boolean", False),
    ("不填时默认为30。", "Integer", 30),
]
NO_DEFAULTS = [
    ("The default value is empty.", "String"),
    ("There is no default value.", "String"),
    ("The default value is the name of the album.", "String"),
    ("The default queue is used.", "String"),
    ("The default unit is second.", "String"),
    ("If loop is on, the default value is 5.", "Integer"),
    ("The default value of tempo is 5.", "Integer"),
    ("The default value is None.", "String"),
    ("The default value is loud.", "Integer"),
    ("The recommended value is 5.", "Integer"),
    ("默认值为空。", "String"),
    ("默认与专辑相同。", "String"),
    ("如果循环播放，默认值为5。", "Integer"),
]


@pytest.mark.parametrize(("words", "type_", "value"), DEFAULTS)
def test_the_default_is_read_as_its_type_has_it(words: str, type_: str, value: JsonValue) -> None:
    read = value_of(Kind.DEFAULT, words, type_)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(("words", "type_"), NO_DEFAULTS)
def test_prose_conditions_and_defaults_of_other_fields_are_none(words: str, type_: str) -> None:
    assert Kind.DEFAULT not in stated(words, type_, "tempo")


def test_an_expression_over_siblings_is_a_computed_default() -> None:
    words = "The default value is (tempo*beats)/(bars-rests)."
    read = stated(words, "Integer", "tempo", "beats", "bars", "rests")
    assert read == {Kind.COMPUTED: "(tempo*beats)/(bars-rests)"}


def test_an_expression_over_fields_that_are_not_there_is_none() -> None:
    assert stated("The default value is tempo*beats.", "Integer", "tempo") == {}


def test_the_default_of_this_very_field_may_be_named() -> None:
    assert stated("The default value of it is 5.", "Integer") == {Kind.DEFAULT: 5}


def test_what_stands_under_the_label_default_is_one_without_more_words() -> None:
    assert stated(["Default Value", "vinyl"], "String") == {Kind.DEFAULT: "vinyl"}


@pytest.mark.parametrize("words", ["N/A", "-", "无", "不涉及"])
def test_a_label_with_nothing_under_it_states_nothing(words: str) -> None:
    assert stated(["Default Value", words], "String") == {}


@pytest.mark.parametrize("type_", ["Integer", "Double", "Long"])
@pytest.mark.parametrize("digits", ["9" * 21, "9" * 5000, "0." + "9" * 5000])
def test_a_default_of_too_many_digits_is_not_read(type_: str, digits: str) -> None:
    assert stated(f"The default value is {digits}.", type_) == {}
