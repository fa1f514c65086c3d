"""Whatever form a YAML text has, its lines are kept that don't have to change, or it is left to be edited by hand."""

from __future__ import annotations

import pytest
from hypothesis import given

from trueup.document.actions import Action, applied, same
from trueup.document.source import parse
from trueup.document.yaml_edit import edited
from trueup.findings import Refused

from .edits import HERE, lines_changed, often, some_actions, update
from .linting import at as place_of
from .linting import shown


def here(*actions: Action, text: str = HERE) -> tuple[list[str], list[str]]:
    """Give the lines that went from an odd text and those that came."""
    return lines_changed(text, edited(parse("a.yaml", text), actions))


@pytest.mark.parametrize(
    ("actions", "went", "came"),
    [
        ([update("", "a", 2)], ["a: 1   # one"], ["a: 2   # one"]),
        ([update("", "a", [2])], ["a: 1   # one"], ["a:   # one", "  - 2"]),
        ([update("", "b", "x: y")], ["""'b' : "two"  # two"""], ["""'b' : "x: y"  # two"""]),
        ([update("/c", "d", "now")], ["  d: text", "    over lines   # three"], ["  d: now   # three"]),
        ([update("/c", "e", 1.0)], ['  e: "double', '    over"  # four'], ["  e: 1.0  # four"]),
        ([update("/c", "f", "x")], ["  f: >-  # five", "    folded", "", "    more"], ["  f: x  # five"]),
        ([update("/c", "f", {"x": 1})], ["  f: >-  # five", "    folded", "", "    more"],
         ["  f:  # five", "    x: 1"]),
        ([update("/c", "g", "x\ny\n")], ["  g: |+", "    keep", ""], ["  g: |", "    x", "    y"]),
        ([update("/c/h", "x", "a, b")], ["""  h: {x: 1, y: [1, 2], 'z': "q}"}  # six"""],
         ["""  h: {x: "a, b", y: [1, 2], 'z': "q}"}  # six"""]),
        ([Action("/c/h/y/0", "", remove=True)], ["""  h: {x: 1, y: [1, 2], 'z': "q}"}  # six"""],
         ["""  h: {x: 1, y: [2], 'z': "q}"}  # six"""]),
        ([update("/c/i", "k", 1)], ["  i: [ a, b,", "    c ]  # seven"], ["  i: [a, b, c, {k: 1}]  # seven"]),
        ([update("/c", "new", 1)], [], ["  new: 1"]),
        ([Action("/c/d", "", remove=True)], ["  # above d", "  d: text", "    over lines   # three"], []),
        ([Action("/j/1/0", "", remove=True)], ["- - x", "  - y  # eight"], ["- - y  # eight"]),
        ([update("/j/1/2", "l", [])], ["    l:"], ["    l: []"]),
        ([Action("/j/2/m", "", remove=True)], ["  m: 1"], []),
        ([update("/j/2/n", "k", [1])], [], ["  - k:", "      - 1"]),
        ([update("", "s", 5)], ["s: !!str 5"], ["s: 5"]),
        ([update("", "t", {"x": []})], [], ["  x: []"]),
        ([update("/u/0", "v", {"a": 1})], ["  - v: 1"], ["  - v:", "      a: 1"]),
        ([Action("/u/0/v", "", remove=True)], ["  - v: 1"], ["  -"]),
        ([Action("/u/1", "", remove=True)], ["  # above item", "  - {}"], []),
        ([update("/u/1", "new", 1)], ["  - {}"], ["  - new: 1"]),
        ([update("", "z", 1)], [], ["z: 1"]),
        ([Action("/end", "", remove=True)], ["end: last"], []),
        ([Action("/end", "", remove=True), update("", "z", 1)], ["end: last"], ["z: 1"]),
        ([Action("/u/2", "", remove=True), Action("/u", "", {"x": 1})], ["  - ''"], ["  - x: 1"]),
    ],
)  # fmt: skip
def test_an_odd_text_is_changed_only_where_it_has_to(
    actions: list[Action], went: list[str], came: list[str]
) -> None:
    assert here(*actions) == (went, came)


@pytest.mark.parametrize("text", [HERE, HERE + "\n"])
@pytest.mark.parametrize("line_break", ["\r\n", "\n"])
def test_a_text_keeps_its_line_breaks(text: str, line_break: str) -> None:
    before = text.replace("\n", line_break)
    actions = [update("/c", "new", ["a\nb"]), update("/c", "e", "x"), update("", "z", "a\nb")]
    made = edited(parse("a.yaml", before), [*actions, Action("/u/0", "", remove=True)])
    assert made.count("\n") == made.count(line_break)
    assert made.replace(line_break, "\n") == edited(
        parse("a.yaml", text), [*actions, Action("/u/0", "", remove=True)]
    )


@pytest.mark.parametrize(
    ("text", "actions", "words"),
    [
        (HERE, [update("/r", "q", 2)], "r: *anchor"),
        (HERE, [update("/p", "q", 2)], "q: 1"),
        (HERE, [update("", "p", 2)], "p: &anchor"),
        (HERE, [Action("/p", "", remove=True)], "p: &anchor"),
        (HERE, [Action("/r", "", remove=True)], "r: *anchor"),
        (HERE, [update("", "x1", 2)], "x1"),
        ("a: [1, # one\n  2]\n", [update("/a", "b", 1)], "a:"),
        ("a: &x {b: 1}\n", [update("/a", "b", 2)], "a:"),
        ("{a: 1,\n b: 2}\n", [update("", "c", "x" * 130)], "{a:"),
        ("# b\na: 1\n", [Action("/a", "", remove=True), update("", "b", 1)], "a: 1"),
        ("a:\n  - &x 1\n  - *x\n", [update("/a", "b", 1)], "a:"),
        ("a: 1\n", [update("", "b", "\ud800")], "a: 1"),
        ("a: 1\n", [update("/b", "b", 1)], "a: 1"),
    ],
)  # fmt: skip
def test_what_can_t_be_edited_safely_is_to_be_edited_by_hand_at_its_place(
    text: str, actions: list[Action], words: str
) -> None:
    with pytest.raises(Refused) as caught:
        edited(parse("a.yaml", text), actions)
    (finding,) = caught.value.findings
    assert shown(finding) == place_of(text, words, "TU211")
    assert "by hand" in finding.fix


PLAIN = parse("a.yaml", HERE.replace("&anchor", "").replace("*anchor", "").replace("? x1\n: y1", "x1: y1"))  # fmt: skip


@often
@given(actions=some_actions(PLAIN))
def test_any_actions_on_an_odd_text_are_carried_out(actions: list[Action]) -> None:
    new = applied(PLAIN.root, actions)
    if not PLAIN.root.keys() & new.keys():
        return
    assert same(parse("a.yaml", edited(PLAIN, actions)).root, new)


@often
@given(actions=some_actions(parse("a.yaml", HERE)))
def test_any_actions_on_a_text_with_anchors_are_carried_out_or_refused(
    actions: list[Action],
) -> None:
    document = parse("a.yaml", HERE)
    try:
        text = edited(document, actions)
    except Refused as refused:
        assert all(finding.place.line for finding in refused.findings)  # noqa: PT017
    else:
        assert same(parse("a.yaml", text).root, applied(document.root, actions))
