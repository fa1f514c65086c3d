"""JSON is read as JSON, and its places are as right as those of YAML."""

from __future__ import annotations

import json

import pytest

from trueup.document.source import parse

from .linting import at, refused, reported

HEAD = '"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}'


def test_a_place_behind_tabs_counts_each_as_one_column() -> None:
    document = parse("a.json", '{\n\t"a": {\n\t\t"b":\t[1,\t2]\n\t}\n}', as_json=True)
    assert str(document.place("/a/b")) == "a.json:3:3"
    assert str(document.place("/a/b/1")) == "a.json:3:12"


def test_a_finding_in_a_document_with_tabs_is_at_its_place() -> None:
    text = f'{{\n\t{HEAD},\n\t"components":\t{{"schemas": {{"A": {{"maxLenght": 5}}}}}}\n}}'
    assert reported(text, "openapi.json") == [at(text, '"maxLenght"', "TU202")]


def test_a_repeated_key_is_reported_at_its_second_place() -> None:
    assert refused('{\n\t"a": 1,\n\t"b": {"c": 1,\t"c": 2}\n}', "a.json") == ["3:16 TU103"]


def test_a_repeated_key_behind_an_escaped_slash_is_reported_at_its_second_place() -> None:
    assert refused('{"a\\/b": 1,\n "a/b": 2}', "a.json") == ["2:2 TU103"]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_what_is_no_number_of_json_is_refused_at_its_line(number: str) -> None:
    (said,) = refused(f'{{"a": 1,\n "b": {number}}}', "a.json")
    assert said in ("2:2 TU102", "2:7 TU102")


def test_broken_syntax_is_reported_where_it_breaks() -> None:
    assert refused('{"a": 1,\n "b" 2}', "a.json") == ["2:6 TU102"]


def test_what_follows_the_document_is_refused_at_its_place() -> None:
    assert refused('{"a": 1}\n{}', "a.json") == ["2:1 TU102"]


@pytest.mark.parametrize(
    "text", ["\U0001f600", "é", "a/b", "\u2028", "\x7f", "tab\there", 'quote"\\']
)
def test_a_text_that_only_json_escapes_so_does_not_hide_other_findings(text: str) -> None:
    spec = f'{{{HEAD},\n"x-a": {json.dumps(text)},\n"components": {{"schemas": {{"A": {{"typo": 1}}}}}}}}'
    assert at(spec, '"typo"', "TU202") in reported(spec, "openapi.json")


def test_half_a_surrogate_pair_is_unsafe_text_at_its_place() -> None:
    spec = f'{{{HEAD},\n"x-a": "\\ud83d"}}'
    assert reported(spec, "openapi.json") == ["2:1 TU206"]


def test_a_key_of_any_length_does_not_hide_other_findings() -> None:
    spec = f'{{{HEAD},\n"x-{"k" * 1100}": 1,\n"components": {{"schemas": {{"A": {{"typo": 1}}}}}}}}'
    assert reported(spec, "openapi.json") == [at(spec, '"typo"', "TU202")]


def test_a_property_named_so_that_its_pointer_needs_escapes_is_found() -> None:
    spec = f'{{{HEAD},\n"components": {{"schemas": {{"A": {{"properties": {{\n"a~b/c": {{"type": "strnig"}}}}}}}}}}}}'
    assert reported(spec, "openapi.json") == [at(spec, '"type"', "TU201")]


def test_places_behind_characters_of_several_bytes_count_characters() -> None:
    document = parse(
        "a.json", '{"é": "\U0001f600", "\\u00e9\U0001f600": ["ü", {"b": 1}]}', as_json=True
    )
    assert str(document.place("/é")) == "a.json:1:2"
    assert str(document.place("/é\U0001f600/1/b")) == "a.json:1:30"


def test_places_are_found_in_any_order_and_where_nothing_is() -> None:
    document = parse(
        "a.json", ' {"a": [[], {}, "x,]}", [1, {"b": -2e3}]],\r\n"c": {} }', as_json=True
    )
    asked = ("/c", "/a/3/1/b", "/a/3", "/c/none", "/a/9", "")
    places = [document.place(each) for each in asked]
    assert [(each.line, each.column) for each in places] == [
        (2, 1),
        (1, 30),
        (1, 25),
        (2, 1),
        (1, 3),
        (1, 2),
    ]
