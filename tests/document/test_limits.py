"""Sizes, depth and aliases are bounded: no document takes the process down."""

from __future__ import annotations

import subprocess
import sys

import pytest

from trueup.document.source import parse
from trueup.document.spots import MAX_DEPTH

from .linting import refused, reported, schema

READ = """
import sys
from trueup.document.source import parse
from trueup.findings import Refused
try:
    parse(sys.argv[1], sys.stdin.read(), as_json=sys.argv[1].endswith(".json"))
except Refused as refused:
    print(*(each.code for each in refused.findings))
"""


def read_apart(text: str, file: str) -> tuple[int, str]:
    """Read a text in a process of its own, which may crash."""
    done = subprocess.run(
        [sys.executable, "-c", READ, file], input=text, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout.strip()


def nested(levels: int) -> str:
    """Give a schema of lists in lists."""
    return "{type: array, items: " * levels + "{type: string}" + "}" * levels


@pytest.mark.parametrize("file", ["a.yaml", "a.json"])
@pytest.mark.parametrize("opening", ["[", '{"a":', '[[{"a":'])
def test_a_hundred_thousand_brackets_are_refused_and_crash_nothing(file: str, opening: str) -> None:
    assert read_apart('{"a":' + opening * 100_000, file)[0] == 0
    assert read_apart('{"a":' + opening * 100_000, file)[1] in ("TU105", "TU102")


@pytest.mark.parametrize("unit", ["- ", "? ", "a:\n" + " "])
def test_a_hundred_thousand_block_levels_are_refused_and_crash_nothing(unit: str) -> None:
    assert read_apart(unit * 100_000 + "x", "a.yaml")[0] == 0


@pytest.mark.parametrize(
    "hidden", ["# " + "]" * 100_000 + "\n", "b: '" + "}" * 100_000 + "'\n", "# '\"\n"]
)
def test_brackets_that_only_look_closed_crash_nothing(hidden: str) -> None:
    assert read_apart(hidden + "a: " + "[" * 100_000, "a.yaml") == (0, "TU105")


def test_each_level_of_a_narrow_block_counts() -> None:
    text = "".join(f"{' ' * level}a:\n" for level in range(MAX_DEPTH + 20))
    assert refused(text)[0].endswith("TU105")


@pytest.mark.parametrize("file", ["a.yaml", "a.json"])
def test_nesting_is_refused_from_one_beyond_the_limit_on(file: str) -> None:
    inner = MAX_DEPTH - 1
    assert refused('{"a": ' + "[" * inner + "]" * inner + "}", file) == []
    assert refused('{"a": ' + "[" * (inner + 1) + "]" * (inner + 1) + "}", file) == [
        f"1:{7 + inner} TU105"
    ]


@pytest.mark.parametrize("levels", [20, 60, 90, 150])
def test_a_schema_within_the_depth_limit_is_linted(levels: int) -> None:
    assert reported(schema(nested(levels))) == []


def test_a_cyclic_alias_is_refused_where_it_closes_the_circle() -> None:
    assert refused("a: 1\nb: &x\n  c: [*x]\n") == ["3:7 TU105"]


def test_aliases_that_expand_without_end_are_refused() -> None:
    text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 10)
    )
    assert refused(text) == ["7:5 TU105"]


def test_an_alias_used_often_but_not_within_itself_is_no_bomb() -> None:
    document = parse("a.yaml", "a: &x {b: 1}\nc: [*x, *x, *x]\n")
    assert document.root["c"] == [{"b": 1}] * 3
