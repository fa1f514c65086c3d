"""What numbers are measured in."""

from __future__ import annotations

import pytest

from trueup.page.facts import Kind

from .rows import stated, value_of

UNITS = [
    ("Time until the song starts. Unit: second", "Integer", "second"),
    ("The unit is minutes.", "Integer", "minute"),
    ("The default unit is MB.", "String", "MB"),
    ("The unit is times/hour.", "Integer", "times/hour"),
    ("Length of the song, in milliseconds.", "Integer", "millisecond"),
    ("Size of the song (GB)", "Integer", "GB"),
    ("Bit rate, measured in Kbit/s.", "Integer", "kbit/s"),
    ("Speed in Mbit/s.", "Integer", "Mbit/s"),
    ("Number of CUs", "Integer", "CU"),
    ("Number of cores", "Integer", "core"),
    ("The unit is beat.", "Integer", "beat"),
    ("Unit: %", "Integer", "%"),
    ("歌曲时长，单位为秒。", "Integer", "second"),
    ("大小，单位：MB", "Integer", "MB"),
    ("以分钟为单位。", "Integer", "minute"),
    ("单位：次/小时。", "Integer", "times/hour"),
]
NO_UNITS = [
    ("The song starts in a minute.", "Integer"),
    ("The unit is not specified.", "Integer"),
    ("The size is given in MB or GB.", "Integer"),
    ("The title is written in bytes.", "String"),
    ("The song is in days/weeks.", "Integer"),
]


@pytest.mark.parametrize(("words", "type_", "unit"), UNITS)
def test_the_unit_is_read_in_one_spelling(words: str, type_: str, unit: str) -> None:
    assert value_of(Kind.UNIT, words, type_) == unit


@pytest.mark.parametrize(("words", "type_"), NO_UNITS)
def test_words_that_only_look_like_a_unit_are_none(words: str, type_: str) -> None:
    assert Kind.UNIT not in stated(words, type_)
