"""What is recommended, which never becomes a rule."""

from __future__ import annotations

import pytest

from trueup.document.json_values import JsonObject, JsonValue
from trueup.page.facts import Kind

from .rows import stated

ADVICE: list[tuple[str, str, JsonObject]] = [
    ("The recommended value is 8.", "Integer", {"const": 8}),
    (
        "You are advised to set it to a value between 2 and 6.",
        "Integer",
        {"minimum": 2, "maximum": 6},
    ),
    ("It is recommended that the volume be 20 to 40.", "Integer", {"minimum": 20, "maximum": 40}),
    ("The recommended volume is no more than 50.", "Integer", {"maximum": 50}),
    ("You are advised not to set it to a value greater than 70.", "Integer", {"maximum": 70}),
    ("A volume of 12 is recommended.", "Integer", {"const": 12}),
    ("vinyl is recommended.", "String", {"const": "vinyl"}),
    ('You are advised to use "vinyl".', "String", {"const": "vinyl"}),
    ("You are advised to keep the volume low.", "Integer", {}),
    ("You are advised to tune the guitar daily.", "String", {}),
    ("It is recommended that songs be short.", "String", {}),
    ("A record is recommended to be used.", "String", {}),
    ("建议值为8。", "Integer", {"const": 8}),
    ("推荐使用vinyl。", "String", {"const": "vinyl"}),
    ("建议不要超过50。", "Integer", {"maximum": 50}),
    ("建议您定期调音。", "String", {}),
]


@pytest.mark.parametrize(("words", "type_", "advised"), ADVICE)
def test_advice_is_read_as_advice_and_as_nothing_else(
    words: str, type_: str, advised: JsonObject
) -> None:
    assert stated(words, type_) == {Kind.ADVICE: advised}


STATED: list[tuple[str, dict[Kind, JsonValue]]] = [
    (
        "The value ranges from 1 to 99, and the recommended value is 8.",
        {Kind.RANGE: [{"minimum": 1, "maximum": 99}], Kind.ADVICE: {"const": 8}},
    ),
    (
        "The recommended value is 8, and the default value is 5.",
        {Kind.DEFAULT: 5, Kind.ADVICE: {"const": 8}},
    ),
]


@pytest.mark.parametrize(("words", "facts"), STATED)
def test_what_a_sentence_states_beside_its_advice_is_read_too(
    words: str, facts: dict[Kind, JsonValue]
) -> None:
    assert stated(words, "Integer") == facts
