"""When a field has an effect at all."""

from __future__ import annotations

import pytest

from trueup.document.json_values import JsonObject
from trueup.page.facts import Kind

from .rows import stated, value_of

LOOP: JsonObject = {"field": "loop", "equals": True}
LIVE: JsonObject = {"field": "mode", "equals": "live"}
CONDITIONS: list[tuple[str, JsonObject]] = [
    ("This parameter is valid only when loop is set to true.", LOOP),
    ("This parameter is available only if loop is true.", LOOP),
    ("Only valid when loop = true.", LOOP),
    ("When loop is true, this parameter takes effect.", LOOP),
    ("Set this parameter only when mode is live.", LIVE),
    ('It takes effect when "mode" is set to "live".', LIVE),
    ("It is valid only when mode is live or studio.", {"field": "mode", "in": ["live", "studio"]}),
    ("It is valid only when mode is live and loop is true.", {"all": [LIVE, LOOP]}),
    ("It is valid only when mode is live or loop is true.", {"any": [LIVE, LOOP]}),
    (
        "It is valid only when loop or mute is true.",
        {"any": [LOOP, {"field": "mute", "equals": True}]},
    ),
    ("This parameter is ignored. It does not take effect when loop is true.", {"not": LOOP}),
    (
        "This parameter is available only in Player 1.15.",
        {"field": "player_version", "equals": "1.15"},
    ),
    (
        "This parameter is available only for Player 1.12 and 1.15.",
        {"field": "player_version", "in": ["1.12", "1.15"]},
    ),
    (
        "It is valid only when the player version is 1.15.",
        {"field": "player_version", "equals": "1.15"},
    ),
    ("仅当loop为true时，该参数有效。", LOOP),
    ("只有mode设置为live时才生效。", LIVE),
    ("mode为live或studio时有效。", {"field": "mode", "in": ["live", "studio"]}),
    ("当loop为true时，该参数不生效。", {"not": LOOP}),
]
NO_CONDITIONS = [
    "It is valid only when the song is long.",
    "It is valid only when tempo is set to 3.",
    "It is valid only when mode is not empty.",
    "When loop is true, the song repeats.",
    "This parameter is available only in Player 1.15 or later.",
    "It is valid only when my_mode is set to live.",
    "The song is played when loop is true.",
    "仅当歌曲很长时，该参数有效。",
]
FIELDS = ("loop", "mode", "mute", "player_version")


@pytest.mark.parametrize(("words", "condition"), CONDITIONS)
def test_a_condition_on_a_sibling_is_read(words: str, condition: JsonObject) -> None:
    assert value_of(Kind.CONDITION, words, "String", *FIELDS) == condition


@pytest.mark.parametrize("words", NO_CONDITIONS)
def test_conditions_on_other_things_than_siblings_are_not_read(words: str) -> None:
    assert Kind.CONDITION not in stated(words, "String", *FIELDS)
