"""Values are written as block YAML that every reader reads back, in the style of the project's spec."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from trueup.document.actions import same
from trueup.document.json_values import JsonValue
from trueup.document.pointers import at
from trueup.document.yaml_text import read_yaml
from trueup.document.yaml_write import WIDTH, block, entry, flow

from .edits import DOCUMENT, SCHEMAS, SPEC

TRAPS = (
    "", " ", "on", "Off", "y", "N", "yes", "null", "~", "true", "1.10", "0", "017", "0o17", "0x1F", "0b1",
    "1_000", "1e3", "1E+3", ".5", "5.", "+.inf", ".NaN", "nan", "12:30:45", "2025-12-19",
    "2025-12-19T00:00:00Z", "- a", "-", "--- a", "...", "? a", ": a", "a: b", "a:", "a #b", "#a", "a#b", "a:b",
    "&a", "*a", "!a", "|", ">-", "'a", '"a"', "%a", "@a", "`a", "<<", "=", "{a", "}", "[a", "]", ",a", "a, b",
    "a]", "it's", "a\\b", "tab\there", "\n", "a\n", "a\nb", "a\n\nb\n", "a\n\n", "\na", " a\nb", "a \nb",
    "a\n b", "\x00", "\x7f", "\x85", "\u2028", "\ufeff", "\xa0", "é“”", "\U0001f600", "\ue000", "\uffff", "2:a",
    "2:obs/x", "a" * 200, "a b " * 60, "a  b " * 60 + "c", "# " * 80 + "x", "- " * 80 + "x", " a" * 90,
    "a " * 90, "-5d", "2.5GB", "1.2.3", "5e", "$ref", "/v1/{a}", "a\r\nb", "key: |", "\\", "x" * 130 + " y",
    "0.", "1,000", "1.0e+5", "é " * 100 + "b", "!!str", "a\t# b",
)  # fmt: skip
texts = (
    st.text()
    | st.text(st.sampled_from("ab01 -:#\n'\"{}[],.é&|>\t"), max_size=300)
    | st.sampled_from(TRAPS)
)
numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
often = settings(derandomize=True, max_examples=400, deadline=None, database=None)


def read(lines: list[str]) -> JsonValue:
    """Read lines as the value of a key."""
    return at(read_made("\n".join(["key:", *lines, "next: 1", ""])), "/key")


def read_made(text: str) -> Any:
    """Read a text as the toolkit does."""
    return read_yaml("a.yaml", text).value


@often
@given(value=values, indent=st.integers(1, 9))
def test_a_value_reads_back_as_itself(value: JsonValue, indent: int) -> None:
    assert same(read(block(value, indent)), value)


@often
@given(value=values)
def test_a_value_on_one_line_reads_back_as_itself(value: JsonValue) -> None:
    line = flow(value)
    assert "\n" not in line
    assert same(read([f"  {line}"]), value)
    assert same(read([f"  [[{line}, a], {{b: {line}}}]"]), [[value, "a"], {"b": value}])


@often
@given(text=texts)
def test_text_is_the_same_text_for_a_reader_of_yaml_1_1(text: str) -> None:
    for lines in (entry("a", text, 0), entry(text, {text: [text]}, 0), [flow([{text: text}])]):
        made = "\n".join([*lines, ""])
        assert yaml.safe_load(made) == yaml.load(made, yaml.CSafeLoader) == read_made(made)


@pytest.mark.parametrize("text", TRAPS)
def test_no_text_is_mistaken_for_anything_else(text: str) -> None:
    made = "\n".join([*entry("a", text, 0), *entry("b", [text], 0), f"c: [{flow(text)}]", ""])
    assert read_made(made) == {"a": text, "b": [text], "c": [text]}
    assert yaml.safe_load(made) == {"a": text, "b": [text], "c": [text]}


@often
@given(number=numbers)
@example(1e16)
@example(1e-07)
@example(-0.0)
def test_a_number_is_the_same_number_for_a_reader_of_yaml_1_1(number: float) -> None:
    (line,) = entry("a", number, 0)
    found = yaml.safe_load(line)["a"]
    assert (found, type(found), str(found)) == (number, type(number), str(number))


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        ({}, ["  {}"]),
        ([], ["  []"]),
        ({"a": {}, "b": []}, ["  a: {}", "  b: []"]),
        ({"a": [1, "1"]}, ["  a:", "    - 1", '    - "1"']),
        ([{"a": 1, "b": [2]}, [3, [4]]],
         ["  - a: 1", "    b:", "      - 2", "  - - 3", "    - - 4"]),
        ({"x-page": {"table": 2, "row": 5}}, ["  x-page: {table: 2, row: 5}"]),
        ({"not": {"field": "a", "in": ["1.15", "x"]}}, ['  not: {field: a, in: ["1.15", x]}']),
        ({"any": [{"field": "a", "equals": True}]}, ["  any:", "    - {field: a, equals: true}"]),
        ({"holds": {"const": "v2"}}, ["  holds:", "    const: v2"]),
        ({"200": 1.0, "on": None}, ['  "200": 1.0', '  "on": null']),
        ({"a": "one\ntwo\n\nthree"}, ["  a: |-", "    one", "    two", "", "    three"]),
        ({"a": "one\ntwo\n"}, ["  a: |", "    one", "    two"]),
    ],
)  # fmt: skip
def test_a_value_is_written_in_the_style_of_the_spec(value: JsonValue, lines: list[str]) -> None:
    assert block(value, 2) == lines


def test_long_text_is_folded_at_the_width_and_text_that_fits_is_not() -> None:
    fits = "w" * (WIDTH - len("  a: "))
    assert entry("a", fits, 2) == [f"  a: {fits}"]
    words = "word " * 40 + "end"
    first, *rest = entry("a", words, 2)
    assert first == "  a: >-"
    assert [len(line) <= WIDTH for line in rest] == [True, True]
    assert len(rest[0]) + len(" word") > WIDTH


def test_a_long_condition_is_no_longer_on_one_line() -> None:
    values: list[JsonValue] = ["value" * 5] * 5
    made = block({"x-applies-when": {"field": "a", "in": values}}, 0)
    assert made[:3] == ["x-applies-when:", "  field: a", "  in:"]


@pytest.mark.parametrize(
    "name",
    "desc run_mode checkpoint_mode obs_bucket edge_group_ids udf_jar_url resume_max_num"
    " resource_config_version resource_config".split(),
)
def test_a_field_of_the_spec_is_written_as_it_stands_there(name: str) -> None:
    field = at(DOCUMENT.root, f"{SCHEMAS}/UpdateSqlJobRequest/properties/{name}")
    assert "\n".join(["", *entry(name, field, 8), ""]) in SPEC


def test_half_a_surrogate_pair_is_written_as_no_character() -> None:
    assert flow("\ud800") == '"\\ufffd"'
