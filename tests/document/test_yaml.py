"""YAML is read by the core rules of its version 1.2, and what JSON can't say is refused at its place."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trueup.document.source import parse

from .linting import at, refused


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2020-01-01", "2020-01-01"),
        ("on", "on"),
        ("yes", "yes"),
        ("=", "="),
        ("<<", "<<"),
        ("1_000", "1_000"),
        ("0b11", "0b11"),
        ("12:30:45", "12:30:45"),
        ("017", 17),
        ("0o17", 15),
        ("0x1F", 31),
        ("-5", -5),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("~", None),
        ("Null", None),
        ("", None),
        ("TRUE", True),
        ("'true'", "true"),
        ("!!str 5", "5"),
        ('"\\u00e9"', "é"),
        ("|-\n  a\n  b", "a\nb"),
    ],
)
def test_a_scalar_is_what_the_core_rules_say(written: str, value: object) -> None:
    made = parse("a.yaml", f"key: {written}\n").root["key"]
    assert (made, type(made)) == (value, type(value))


@settings(derandomize=True, max_examples=300, deadline=None, database=None)
@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans())
def test_a_number_of_json_reads_as_itself(value: float) -> None:
    made = parse("a.yaml", f"key: {str(value).lower()}\n").root["key"]
    assert isinstance(made, int | float)
    assert math.copysign(1, made) == math.copysign(1, value)
    assert made == value


def test_a_key_given_twice_is_reported_at_its_second_place() -> None:
    assert refused("a: 1\nb: 2\na: 3\n") == ["3:1 TU103"]


def test_every_key_given_twice_is_reported() -> None:
    assert refused("a: {x: 1, x: 2}\nb: 2\nb: 3\nb: 4\n") == [
        "1:11 TU103",
        "3:1 TU103",
        "4:1 TU103",
    ]


def test_a_number_and_its_text_are_the_same_key() -> None:
    assert refused('200: a\n"200": b\n')[-1] == "2:1 TU103"


def test_a_key_that_is_not_text_is_read_as_its_text_with_a_warning() -> None:
    document = parse("a.yaml", "200: a\ntrue: b\n")
    assert document.root == {"200": "a", "true": "b"}
    assert [str(each.place) for each in document.findings] == ["a.yaml:1:1", "a.yaml:2:1"]
    assert {each.code for each in document.findings} == {"TU104"}
    assert {each.severity for each in document.findings} == {"warning"}


def test_a_key_that_is_a_collection_is_refused() -> None:
    assert refused("a: 1\n? [x]\n: 2\n") == ["2:3 TU104"]


@pytest.mark.parametrize("number", [".inf", "-.INF", ".nan", "1e999", "!!int x"])
def test_what_is_no_number_of_json_is_refused(number: str) -> None:
    assert refused(f"a:\n  b: {number}\n") == ["2:6 TU102"]


@pytest.mark.parametrize(
    "tagged",
    ["!custom x", "!!binary aGk=", "!!timestamp 2020-01-01", "!custom {a: b}", "!!set {a}"],
)
def test_a_tag_without_a_meaning_in_json_is_refused(tagged: str) -> None:
    text = f"a:\n  b: {tagged}\n"
    assert refused(text) == [at(text, tagged, "TU102")]


@pytest.mark.parametrize("scalar", ["!!bool maybe", "!!null something"])
def test_a_scalar_that_is_not_of_its_tag_is_refused(scalar: str) -> None:
    text = f"a:\n  b: {scalar}\n"
    assert refused(text) == [at(text, scalar, "TU102")]


def test_an_alias_is_the_value_again() -> None:
    assert parse("a.yaml", "a: &x [1, 2]\nb: *x\n").root == {"a": [1, 2], "b": [1, 2]}


def test_an_anchor_that_is_nowhere_is_refused_at_the_alias() -> None:
    assert refused("a: 1\nb: *x\n") == ["2:4 TU102"]


def test_broken_syntax_is_reported_where_it_breaks() -> None:
    assert refused("a: [1, 2\nb: 3\n") == ["2:2 TU102"]


def test_a_second_document_is_refused_at_its_start() -> None:
    assert refused("a: 1\n---\nb: 2\n") == ["2:1 TU102"]


def test_a_control_character_is_refused_at_its_line_and_column() -> None:
    assert refused("a: 1\nb: éé\x01\n") == ["2:6 TU102"]


def test_a_tab_that_indents_is_refused_at_its_place() -> None:
    assert refused("a:\n\tb: 1\n") == ["2:1 TU102"]
