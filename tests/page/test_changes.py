"""What changed between two editions of a page: fields, operation, statuses, and what is only prose."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.page.stating import (
    INTEGER,
    NUMBER,
    OBJECT,
    OBJECTS,
    STRING,
    example,
    facts,
    row,
    table,
)
from trueup.page.difference.changes import Difference, changes
from trueup.page.facts import Facts, Field, Role

B, W, D = "breaking", "widening", "documentation"
OLD = (
    row("path.id", INTEGER, mandatory=True, table=1),
    row("request.name", length={"maxLength": 57}),
    row("request.mode", enum=["a", "b"], default="a"),
    row("request.size", OBJECT),
    row("request.size.cpu", NUMBER, default=1, table=3),
    row("request.size.memory", range=[{"minimum": "2 GB"}], table=3),
    row("response.ok", mandatory=True, table=4),
    row("response.jobs", OBJECTS, table=4),
    row("response.jobs[].id", INTEGER, table=5),
)


def without(*paths: str) -> tuple[Field, ...]:
    """Give the old fields but these, and what they hold."""
    return tuple(each for each in OLD if not each.path.startswith(paths))


def told(found: Difference) -> list[tuple[str, str, str]]:
    """Show what changed in the contract."""
    return [(str(each.what), each.path, str(each.effect)) for each in found.contract]


def prose(found: Difference) -> list[tuple[str, str, int | None, int | None]]:
    """Show what changed in prose; nothing of the contract may."""
    assert found.contract == ()
    return [(str(each.what), each.path, each.old, each.new) for each in found.prose]


def test_a_page_does_not_differ_from_itself() -> None:
    same = facts(*OLD, statuses={"200": "x"}, tables=[table(1)], examples=[example(1)])
    assert changes(same, same) == Difference((), ())


FIELDS = [
    ([row("request.new")], [("field added", "request.new", W)]),
    ([row("query.new", mandatory=True)], [("field added", "query.new", B)]),
    ([row("request.new", mandatory=None)], [("field added", "request.new", W)]),
    ([row("response.new")], [("field added", "response.new", W)]),
    ([row("response.new", mandatory=True)], [("field added", "response.new", W)]),
    ([row("request.size.disk")], [("field added", "request.size.disk", W)]),
    ([row("request.size.disk", mandatory=True)], [("field added", "request.size.disk", B)]),
    (
        [row("request.spec", OBJECT), row("request.spec.x", mandatory=True)],
        [("field added", "request.spec", W), ("field added", "request.spec.x", W)],
    ),
    (
        [row("request.specs", OBJECTS, mandatory=True), row("request.specs[].x", mandatory=True)],
        [("field added", "request.specs", B), ("field added", "request.specs[].x", W)],
    ),
]


@pytest.mark.parametrize(("more", "expected"), FIELDS)
def test_a_field_was_added(more: list[Field], expected: list[tuple[str, str, str]]) -> None:
    assert told(changes(facts(*OLD), facts(*OLD, *more))) == expected


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        ("request.name", [("field removed", "request.name", B)]),
        ("path.id", [("field removed", "path.id", B)]),
        ("response.ok", [("field removed", "response.ok", B)]),
        (
            "request.size",
            [
                ("field removed", "request.size", B),
                ("field removed", "request.size.cpu", B),
                ("field removed", "request.size.memory", B),
            ],
        ),
        (
            "response.jobs",
            [("field removed", "response.jobs", B), ("field removed", "response.jobs[].id", B)],
        ),
    ],
)
def test_a_field_was_removed(gone: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(changes(facts(*OLD), facts(*without(gone)))) == expected


def test_what_was_added_or_removed_is_given_with_its_statement() -> None:
    new = row("request.new", INTEGER, mandatory=True, default=2, example=3)
    says = {"type": INTEGER, "mandatory": True, "default": 2}
    (added,) = changes(facts(), facts(new)).contract
    (removed,) = changes(facts(new), facts()).contract
    assert (added.old, added.new, added.old_span) == (None, says, None)
    assert (removed.old, removed.new, removed.new_span) == (says, None, None)


def test_a_field_moved() -> None:
    new = (*without("request.name"), row("request.size.name", length={"maxLength": 57}))
    found = changes(facts(*OLD), facts(*new))
    assert told(found) == [("field moved", "request.name", B)]
    assert (found.contract[0].old, found.contract[0].new) == ("request.name", "request.size.name")


def test_a_subtree_moves_as_one() -> None:
    new = (
        *without("request.size"),
        row("request.v2", OBJECT),
        row("request.v2.size", OBJECT),
        row("request.v2.size.memory", range=[{"minimum": "2 GB"}]),
        row("request.v2.size.cpu", NUMBER, default=1),
    )
    assert told(changes(facts(*OLD), facts(*new))) == [
        ("field added", "request.v2", W),
        ("field moved", "request.size", B),
    ]


def test_a_twin_of_what_moved_with_its_parent_can_move_alone() -> None:
    old = facts(row("request.a", OBJECT), row("request.a.cpu", NUMBER), row("request.cpu", NUMBER))
    new = facts(
        row("request.b", OBJECT),
        row("request.b.a", OBJECT),
        row("request.b.a.cpu", NUMBER),
        row("request.b.cpu", NUMBER),
    )
    assert [each.new for each in changes(old, new).contract if each.what == "field moved"] == [
        "request.b.a",
        "request.b.cpu",
    ]


@pytest.mark.parametrize(
    "more",
    [
        [row("query.name", length={"maxLength": 58})],
        [row("query.title", length={"maxLength": 57})],
        [row("response.name", length={"maxLength": 57})],
        [row(f"{at}.name", length={"maxLength": 57}) for at in ("query", "header")],
    ],
    ids=["another statement", "another name", "the other direction", "two places"],
)
def test_what_is_not_surely_the_same_field_did_not_move(more: list[Field]) -> None:
    found = changes(facts(*OLD), facts(*without("request.name"), *more))
    assert [each.what for each in found.contract] == [
        *("field added" for _ in more),
        "field removed",
    ]


def test_what_an_object_holds_stays_the_same_when_it_becomes_an_array() -> None:
    old = facts(
        row("response.job", OBJECT), row("response.job.of", OBJECT), row("response.job.of.id")
    )
    new = facts(
        row("response.job", OBJECTS),
        row("response.job[].of", OBJECT),
        row("response.job[].of.id", INTEGER),
    )
    assert told(changes(old, new)) == [
        ("type", "response.job", B),
        ("type", "response.job[].of.id", B),
    ]


def test_brackets_that_no_type_explains_are_told() -> None:
    found = changes(facts(row("response.id")), facts(row("response[].id", name="id")))
    assert told(found) == [("field moved", "response.id", B)]


def test_a_name_may_hold_dots() -> None:
    old = facts(row("request.conf", OBJECT))
    new = facts(row("request.conf", OBJECT), row("request.conf.a.b", name="a.b", mandatory=True))
    assert told(changes(old, new)) == [("field added", "request.conf.a.b", B)]


@pytest.mark.parametrize(
    ("old", "new", "effect"),
    [
        ("PUT /jobs/{id}", "PATCH /jobs/{id}", [B]),
        ("PUT /jobs/{id}", "PUT /v2/jobs/{id}", [B]),
        ("PUT /jobs/{id}", "put /jobs/{id}", []),
        ("", "PUT /jobs/{id}", [D]),
        ("PUT /jobs/{id}", "", [D]),
    ],
)
def test_the_operation_changed(old: str, new: str, effect: list[str]) -> None:
    found = changes(facts(operation=old), facts(operation=new)).contract
    assert [(each.what, each.effect) for each in found] == [("operation", each) for each in effect]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["200"], ["200", "202"], [("status added", "status.202", B)]),
        (["200", "204"], ["204"], [("status removed", "status.200", B)]),
        (["200"], ["200", "400"], [("status added", "status.400", D)]),
        (["200", "400"], ["200"], [("status removed", "status.400", D)]),
        (["200", "400"], ["400", "200"], []),
    ],
)
def test_statuses_changed(
    old: list[str], new: list[str], expected: list[tuple[str, str, str]]
) -> None:
    before, after = (facts(statuses=dict.fromkeys(codes, "x")) for codes in (old, new))
    assert told(changes(before, after)) == expected


def test_renumbered_tables_are_prose() -> None:
    names = [("request.size",), ("response.job",)]
    old = facts(tables=[table(3, *names[0]), table(4, *names[1]), table(5, role=Role.STATUS)])
    new = facts(tables=[table(3, *names[0]), table(6, *names[1]), table(8, role=Role.STATUS)])
    assert prose(changes(old, new)) == [
        ("table renumbered", "response.job", 4, 6),
        ("table renumbered", "status", 5, 8),
    ]


def test_reordered_rows_are_prose() -> None:
    a, b, c = (row(f"request.{name}") for name in "abc")
    other = row("response.x", table=5)
    found = changes(facts(a, b, c, other), facts(other, row("request.new"), b, a, c))
    assert [(str(each.what), each.path, each.old, each.new) for each in found.prose] == [
        ("rows reordered", "request.a", 1, 3)
    ]


def test_a_row_among_others_reorders_nothing() -> None:
    a, b = row("request.a"), row("request.b")
    found = changes(facts(a, b), facts(row("request.new"), a, row("request.more"), b))
    assert found.prose == ()


def test_other_words_are_prose_where_the_row_states_the_same() -> None:
    old = row("request.a", wording="one", default=1)
    assert prose(changes(facts(old), facts(replace(old, wording="two")))) == [
        ("wording", "request.a", None, None)
    ]
    found = changes(facts(old), facts(row("request.a", wording="two", default=2)))
    assert found.prose == ()


def test_words_that_nobody_kept_are_not_compared() -> None:
    old = row("request.a", wording="one")
    assert changes(facts(old), facts(replace(old, wording=""))) == Difference((), ())


def test_words_in_another_language_are_not_compared() -> None:
    old = facts(row("request.a", wording="one"), statuses={"200": "x"})
    new = facts(row("request.a", wording="two"), statuses={"200": "y"}, language="zh")
    assert changes(old, new) == Difference((), ())


def test_another_example_in_a_row_is_prose() -> None:
    old, new = row("request.a", wording="1", example="x"), row("request.a", wording="2")
    assert prose(changes(facts(old), facts(new))) == [("example", "request.a", None, None)]


def test_other_words_for_a_status_are_prose() -> None:
    found = changes(facts(statuses={"200": "x"}), facts(statuses={"200": "y"}))
    assert prose(found) == [("status wording", "status.200", None, None)]


def test_other_examples_are_prose() -> None:
    answer = example({"ok": True}, Role.RESPONSE)
    old = facts(examples=[example({"a": 1}), example(2), answer])
    new = facts(examples=[example({"a": True}), answer, answer])
    assert prose(changes(old, new)) == [
        ("example", "example.request", 1, 1),
        ("example", "example.request", 2, None),
        ("example", "example.response", None, 2),
    ]


def moved_about(old: Facts) -> Facts:
    """Give the same facts in reverse order, in other tables, at other places."""
    fields = [replace(each, table=each.table + 3) for each in reversed(old.fields)]
    return replace(facts(*fields, statuses={"400": "x", "200": "x"}), file="page.rst")


def test_where_a_fact_stands_says_nothing() -> None:
    old = facts(*OLD, statuses={"200": "x", "400": "x"})
    assert changes(old, moved_about(old)).contract == ()


def test_a_change_gives_both_its_places() -> None:
    old = facts(row("request.x"), row("request.a", default=1))
    new = facts(row("request.a", default=2))
    change = changes(old, new).contract[0]
    assert change.old_span is not None
    assert change.new_span is not None
    assert (change.old_span.line, change.new_span.line) == (2, 1)


def test_what_is_no_longer_told_is_placed_at_its_row() -> None:
    old, new = facts(row("request.x"), row("request.a", unit="second")), facts(row("request.a"))
    change = next(each for each in changes(old, new).contract if each.what == "unit")
    assert change.new_span == new.fields[0].span


def test_changes_stand_in_the_order_of_the_new_page_and_what_is_gone_comes_last() -> None:
    old = facts(row("request.gone"), row("request.a"), row("request.b", default=1))
    new = facts(
        row("request.b", STRING, default=2), row("request.new"), row("request.a", unit="GB")
    )
    assert [each.path for each in changes(old, new).contract] == [
        "request.b",
        "request.new",
        "request.a",
        "request.gone",
    ]


def test_of_several_rows_of_one_field_the_first_counts() -> None:
    twice = facts(row("request.a", default=1), row("request.a", default=2))
    assert changes(twice, facts(row("request.a", default=1))).contract == ()


def test_every_field_is_added_where_there_was_none() -> None:
    found = changes(facts(), facts(*OLD))
    assert [each.path for each in found.contract] == [each.path for each in OLD]


def test_a_chain_of_a_thousand_fields_moves_as_one() -> None:
    def chain(root: str) -> list[Field]:
        paths = [".".join([root, "top", *["a"] * depth]) for depth in range(1000)]
        return [row(path, OBJECT) for path in paths]

    assert told(changes(facts(*chain("request")), facts(*chain("query")))) == [
        ("field moved", "request.top", B)
    ]


def test_a_difference_is_json_for_programs() -> None:
    old = facts(row("request.a", wording="1", default=1), row("request.b", wording="1"))
    new = facts(row("request.a", wording="2", default=2), row("request.b", wording="2"))
    written = json.loads(json.dumps(changes(old, new).as_json()))
    assert written == {
        "contract": [
            {
                "what": "default",
                "path": "request.a",
                "old": 1,
                "new": 2,
                "effect": "breaking",
                "because": "a request that leaves it out means something else",
                "told": "request.a: default changed from 1 to 2",
                "old_place": {"line": 1, "column": 1},
                "new_place": {"line": 1, "column": 1},
            }
        ],
        "prose": [
            {
                "what": "wording",
                "path": "request.b",
                "old": None,
                "new": None,
                "told": "request.b: other words, same meaning",
                "old_place": {"line": 2, "column": 1},
                "new_place": {"line": 2, "column": 1},
            }
        ],
    }
