"""Which texts tell two patterns apart; Python's own regular expressions judge each of them."""

from __future__ import annotations

import re

import pytest

from trueup.publish.languages import Undecided, telling

APART = [
    ("^[a-z]+$", "^[a-f]+$"),
    ("^[a-z]{1,63}$", "^[a-z]{1,64}$"),
    ("^[a-z]+$", "[a-z]+"),
    (r"^[\u0020-\u2028]+$", r"^[\u0020-\u2027]+$"),
    ("^a|b$", "^(a|b)$"),
    ("^[^x]*$", "^[^xy]*$"),
    (r"^\w+$", r"^[\w-]+$"),
    ("", "."),
    ("^$", "^"),
    (r"^\S+$", r"^[!-~]+$"),
    ("^([a-z]|zebra)$", "^[a-z]$"),
    (r"^[\s\S]{0,2048}$", r"^[\s\S]{0,2047}$"),
]
ALIKE = [
    ("^[a-zA-Z]+$", "^[A-Za-z]+$"),
    (r"^\d$", "^[0-9]$"),
    (r"^\w$", "^[A-Za-z0-9_]$"),
    ("^(ab|ac)$", "^a[bc]$"),
    ("^[a-z][a-z]*$", "^[a-z]+?$"),
    ("[a-z]{1,63}", "[a-z]{1,64}"),
    ("(a*)*b", "a*b"),
    ("^a", "^a.*"),
    ("", "x?"),
]


@pytest.mark.parametrize(("first", "second"), APART)
def test_a_text_tells_patterns_apart(first: str, second: str) -> None:
    for one, other in ((first, second), (second, first)):
        found = telling(one, other)
        assert found
        for text in found:
            assert bool(re.search(one, text)) is not bool(re.search(other, text)), text


@pytest.mark.parametrize(("first", "second"), ALIKE)
def test_patterns_that_mean_the_same_are_not_told_apart(first: str, second: str) -> None:
    assert telling(first, second) == ()


UNREAD = [r"^(?=.*a)b", r"^(a)\1$", r"\bword\b", "(?i)a", "[", "a{7000}"]


@pytest.mark.parametrize("pattern", UNREAD)
def test_what_no_small_automaton_reads_is_undecided(pattern: str) -> None:
    with pytest.raises(Undecided):
        telling(pattern, "a")


def test_what_takes_too_many_steps_is_undecided() -> None:
    with pytest.raises(Undecided):
        telling(r"(.|\n)*(a|b)(.|\n){14}", r"(.|\n)*(a|c)(.|\n){14}")


def test_texts_that_are_too_long_to_be_valid_do_not_count() -> None:
    assert telling("^[a-z]{1,63}$", "^[a-z]{1,64}$", 63) == ()
    assert telling("^[a-z]{1,63}$", "^[a-z]{1,64}$", 64) != ()
