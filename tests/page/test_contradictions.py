"""Contradictions of a page with itself, on rows and examples of our own."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest

from trueup.document.json_values import JsonValue
from trueup.page.blocks import Span
from trueup.page.contradictions.contradictions import contradictions
from trueup.page.facts import Example, Fact, Facts, Field, Kind, Role, Unread

from .known import FACTS, K

Stated = tuple[tuple[Kind, object], ...]
INTEGER: tuple[Kind, object] = (K.TYPE, {"type": "integer", "format": "int32"})
STRING: tuple[Kind, object] = (K.TYPE, {"type": "string"})


def row(path: str, *stated: tuple[Kind, object], line: int = 10, unread: str = "") -> Field:
    """Give a row; each fact on a line of its own, then the unread sentences."""
    facts = tuple(
        Fact(kind, cast("JsonValue", value), "", Span(line + at, 1, line + at, 9))
        for at, (kind, value) in enumerate(stated)
    )
    after = line + len(stated)
    sentences = tuple(
        Unread(words, Span(after + at, 1, after + at, 9))
        for at, words in enumerate(unread.split("|"))
        if words
    )
    return Field(
        path, path.rpartition(".")[2], 2, line // 10, facts, sentences, "", Span(line, 1, line, 9)
    )


def page(*fields: Field, request: JsonValue = None, response: JsonValue = None) -> Facts:
    """Give a page with these rows and examples."""
    examples = (
        Example(Role.REQUEST, request, Span(900, 1, 901, 1)),
        Example(Role.RESPONSE, response, Span(950, 1, 951, 1)),
    )
    return replace(FACTS, fields=fields, examples=examples)


def found(facts: Facts) -> list[str]:
    """Give what contradicts: line, path and fact."""
    return [f"{each.span.line} {each.path} {each.fact}" for each in contradictions(facts)]


def test_the_page_of_the_project_contradicts_itself_in_six_places() -> None:
    assert {(each.path, str(each.fact)) for each in contradictions(FACTS)} == {
        ("request.checkpoint_mode", "example"),
        ("request.obs_bucket", "condition"),
        ("request.obs_bucket", "wording"),
        ("request.edge_group_ids", "type"),
        ("request.tm_slot_num", "computed"),
        ("response.is_success", "type"),
    }


@pytest.mark.parametrize(
    ("stated", "value"),
    [
        ((INTEGER,), "text"),
        ((INTEGER,), True),
        ((INTEGER,), 1.5),
        ((INTEGER,), 2**31),
        ((INTEGER,), None),
        ((STRING,), 5),
        (((K.TYPE, {"type": "boolean"}),), "true"),
        (((K.TYPE, {"type": "array", "items": {"type": "string"}}),), "a,b"),
        (((K.TYPE, {"type": "array", "items": {"type": "string"}}),), ["a", 1]),
        (((K.TYPE, {"type": "object"}),), []),
        ((STRING, (K.LENGTH, {"maxLength": 2})), "abc"),
        ((STRING, (K.LENGTH, {"minLength": 1})), ""),
        (((K.TYPE, {"type": "array"}), (K.COUNT, {"maxItems": 1})), [1, 2]),
        ((INTEGER, (K.ENUM, [1, 2])), 3),
        ((STRING, (K.ENUM, ["1", "2"])), "3"),
        (((K.TYPE, {"type": "array"}), (K.ENUM, ["a"])), ["a", "b"]),
        ((INTEGER, (K.RANGE, [{"const": -1}, {"exclusiveMinimum": 0}])), 0),
        ((STRING, (K.RANGE, [{"minimum": "2 GB"}])), "2047MB"),
    ],
)
def test_an_example_that_breaks_its_row_is_told(stated: Stated, value: JsonValue) -> None:
    facts = page(row("request.a", *stated), request={"a": value})
    assert found(facts) == ["900 request.a example"]
    assert contradictions(facts)[0].says == value


@pytest.mark.parametrize(
    ("stated", "value"),
    [
        ((INTEGER,), 5),
        ((INTEGER,), 2.0),
        (((K.TYPE, {"type": "number"}),), 2),
        ((STRING, (K.LENGTH, {"minLength": 0, "maxLength": 3})), "äöü"),
        ((INTEGER, (K.ENUM, [1, 2])), 2),
        ((INTEGER, (K.RANGE, [{"const": -1}, {"exclusiveMinimum": 0}])), -1),
        ((STRING, (K.RANGE, [{"minimum": "2 GB"}])), "2048 MB"),
        ((STRING, (K.RANGE, [{"minimum": "2 GB"}])), "2 h"),
        (((K.TYPE, {"type": "unheard of"}),), 5),
        ((), 5),
    ],
)
def test_an_example_that_obeys_its_row_is_none(stated: Stated, value: JsonValue) -> None:
    assert found(page(row("request.a", *stated), request={"a": value})) == []


def test_examples_are_followed_into_lists_and_objects() -> None:
    facts = page(
        row("response.jobs", (K.TYPE, {"type": "array", "items": {"type": "object"}})),
        row("response.jobs[].id", INTEGER),
        row("response.jobs[].more", (K.TYPE, {"type": "object"})),
        row("response.jobs[].more.a", STRING),
        response={"jobs": [{"id": 1}, {"id": "x", "more": {"a": 5}}]},
    )
    assert found(facts) == ["950 response.jobs[].id example", "950 response.jobs[].more.a example"]


def test_a_field_of_an_example_that_no_table_has_is_told() -> None:
    facts = page(row("request.a", INTEGER), request={"a": 1, "b": {"c": 2}})
    assert found(facts) == ["900 request.b example"]


def test_what_is_below_an_object_without_a_table_is_not_judged() -> None:
    facts = page(row("request.a", (K.TYPE, {"type": "object"})), request={"a": {"b": 1}})
    assert found(facts) == []


def test_a_mandatory_field_that_an_example_leaves_out_is_told() -> None:
    facts = page(row("request.a", (K.MANDATORY, True)), row("request.b"), request={})
    assert found(facts) == ["900 request.a example"]


def test_the_same_about_many_items_is_told_once() -> None:
    items: list[JsonValue] = [{"b": ""}, {"b": ""}, {"b": ""}]
    facts = page(row("response.a[].b", INTEGER), row("response.a"), response={"a": items})
    assert found(facts) == ["950 response.a[].b example"]


@pytest.mark.parametrize(
    "stated",
    [
        (INTEGER, (K.DEFAULT, "text")),
        (INTEGER, (K.ENUM, [1, 2]), (K.DEFAULT, 3)),
        (INTEGER, (K.RANGE, [{"minimum": 1}]), (K.DEFAULT, 0)),
        (STRING, (K.RANGE, [{"minimum": "2 GB"}]), (K.DEFAULT, "1 GB")),
        (STRING, (K.LENGTH, {"maxLength": 1}), (K.DEFAULT, "ab")),
        (INTEGER, (K.MANDATORY, True), (K.DEFAULT, 0)),
    ],
)
def test_a_default_that_its_row_does_not_allow_is_told(stated: Stated) -> None:
    (line,) = found(page(row("request.a", *stated)))
    assert line == f"{9 + len(stated)} request.a default"


def test_a_value_that_a_row_shows_and_does_not_allow_is_told() -> None:
    facts = page(row("request.a", INTEGER, (K.EXAMPLE, "x")))
    assert found(facts) == ["11 request.a example"]


def test_json_in_text_may_be_shown_as_json() -> None:
    shown = (STRING, (K.CONTENT, "application/json"), (K.EXAMPLE, {"a": 1}))
    assert found(page(row("request.a", *shown))) == []


def test_a_computed_default_is_told() -> None:
    facts = page(row("request.a", INTEGER, (K.COMPUTED, "b + c")))
    assert found(facts) == ["11 request.a computed"]


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (K.LENGTH, {"maxLength": 5}, {"maxLength": 6}),
        (K.DEFAULT, 1, 2),
        (K.CONDITION, {"field": "b", "equals": 1}, {"field": "c", "equals": 1}),
        (K.UNIT, "second", "hour"),
    ],
)
def test_facts_of_one_kind_that_differ_are_told_with_both(
    kind: Kind, one: JsonValue, other: JsonValue
) -> None:
    facts = page(row("request.a", (kind, one), (kind, other)))
    assert found(facts) == [f"11 request.a {kind}"]
    assert len(contradictions(facts)[0].says) == 2  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (K.LENGTH, {"maxLength": 5}, {"minLength": 0, "maxLength": 5}),
        (K.UNIT, "GB", "gb"),
        (K.ADVICE, {"maximum": 1}, {"const": "a"}),
        (K.EXAMPLE, 1, 2),
    ],
)
def test_facts_of_one_kind_that_mean_the_same_or_add_up_are_none(
    kind: Kind, one: JsonValue, other: JsonValue
) -> None:
    assert found(page(row("request.a", (kind, one), (kind, other)))) == []


def test_a_sentence_that_a_row_has_twice_is_told_at_the_second() -> None:
    words = "Name of the thing.|It is nice to have.|Name of  the thing"
    assert found(page(row("request.a", STRING, unread=words))) == ["13 request.a wording"]


def test_two_rows_of_one_object_that_begin_alike_are_told_at_the_second() -> None:
    words = "What the thing is called."
    first, second = row("request.a", unread=words), row("request.b", line=20, unread=words)
    assert found(page(first, second)) == ["20 request.b wording"]
    assert found(page(first, replace(second, path="request.c.b"))) == []
    other = row("request.b", line=20, unread=f"Not the same.|{words}")
    assert found(page(first, other)) == []


@pytest.mark.parametrize("words", ["Whether it is on.", "是否开启。"])
def test_a_yes_or_no_that_is_text_is_told(words: str) -> None:
    assert found(page(row("request.a", STRING, unread=words))) == ["11 request.a type"]
    boolean = (K.TYPE, {"type": "boolean"})
    assert found(page(row("request.a", boolean, unread=words))) == []


@pytest.mark.parametrize(
    "words", ["Separate them with commas.", "Commas (,) separate them.", "多个ID用逗号分隔。"]
)
def test_an_array_to_be_written_with_commas_is_told(words: str) -> None:
    array = (K.TYPE, {"type": "array"})
    assert found(page(row("request.a", array, unread=words))) == ["11 request.a type"]
    assert found(page(row("request.a", STRING, unread=words))) == []


def test_an_example_nested_without_end_is_no_reason_to_fail() -> None:
    deep: JsonValue = 1
    for _ in range(900):
        deep = {"a": deep}
    assert found(page(row("request.a", INTEGER), request=deep)) == ["900 request.a example"]
