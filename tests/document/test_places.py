"""Every finding knows its line and column: of a key, of a list item, of the nearest that is there."""

from __future__ import annotations

import pytest

from trueup.document.pointers import at, child, join, objects, pointers, split
from trueup.document.source import parse
from trueup.findings import Place

TEXT = """\
a:
  b: 1
  "c/d": {e~f: 2, g: [x, y]}
list:
  - p: 1
  -   q: 2
shared: &s {k: 1}
again: *s
é: {u: ü, v: 1}
"""


@pytest.mark.parametrize(
    ("pointer", "place"),
    [
        ("", "1:1"),
        ("/a", "1:1"),
        ("/a/b", "2:3"),
        ("/a/c~1d", "3:3"),
        ("/a/c~1d/e~0f", "3:11"),
        ("/a/c~1d/g/1", "3:26"),
        ("/list/0", "5:5"),
        ("/list/1", "6:7"),
        ("/list/1/q", "6:7"),
        ("/again/k", "7:13"),
        ("/é/v", "9:11"),
    ],
)
def test_a_pointer_leads_to_the_key_or_item(pointer: str, place: str) -> None:
    assert str(parse("a.yaml", TEXT).place(pointer)) == f"a.yaml:{place}"


@pytest.mark.parametrize(
    ("pointer", "place"), [("/a/nope/deeper", "1:1"), ("/list/7", "4:1"), ("/a/b/c", "2:3")]
)
def test_a_pointer_to_nothing_leads_to_the_nearest_that_is_there(pointer: str, place: str) -> None:
    assert str(parse("a.yaml", TEXT).place(pointer)) == f"a.yaml:{place}"


def test_lines_that_end_in_carriage_return_and_newline_count_once() -> None:
    assert parse("a.yaml", "a: 1\r\nb:\r\n  c: 2\r\n").place("/b/c") == Place("a.yaml", 3, 3)


@pytest.mark.parametrize("keys", [("a/b",), ("~",), ("~1",), ("a", "", "0"), ("~01", "/~0/")])
def test_joining_and_splitting_a_pointer_are_inverse(keys: tuple[str, ...]) -> None:
    assert split(pointers(keys)) == list(keys)


def test_a_pointer_steps_through_lists_by_index_only() -> None:
    assert at({"a": [{"b": 1}]}, "/a/0/b") == 1
    for token in ("1", "-1", "x", "²"):
        with pytest.raises(KeyError):
            child([1], token)


def test_every_object_is_met_with_its_pointer_parents_first() -> None:
    met = [pointer for pointer, _ in objects({"a": [{"b/c": {}}], "d": 1})]
    assert met == ["", "/a/0", join("/a/0", "b/c")]
