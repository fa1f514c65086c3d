"""Computed defaults: names of fields, integers, + - * / and parentheses, and nothing else."""

from __future__ import annotations

import pytest

from trueup.document.expressions import BadExpression, names_in

from .linting import at, reported, schema


@pytest.mark.parametrize(
    ("expression", "names"),
    [("a", ("a",)), ("(b * a) / (c - b)", ("b", "a", "c")), ("2", ()), (" a + 1 ", ("a",))],
)
def test_an_expression_reads_names_in_order(expression: str, names: tuple[str, ...]) -> None:
    assert names_in(expression) == names


@pytest.mark.parametrize(
    "expression",
    [
        "", "a +", "a()", "a.b", "a[0]", "a ** b", "a % b", "a // b", "a if b else c", "a and b", "1.5",
        "'a'", "True", "lambda: a", "(a, b)", "a; b", "a\nb", "a\0", "__import__('os')", "a := 1", "*a",
    ],
)  # fmt: skip
def test_what_is_no_expression_of_the_little_language_is_refused(expression: str) -> None:
    with pytest.raises(BadExpression):
        names_in(expression)


@pytest.mark.parametrize(
    "expression", ["-" * 5000 + "a", "+".join("a" * 5000), "(" * 500 + "a" + ")" * 500]
)
def test_an_expression_without_end_is_refused_and_crashes_nothing(expression: str) -> None:
    with pytest.raises(BadExpression):
        names_in(expression)


def test_an_expression_that_is_none_is_reported_at_its_place() -> None:
    spec = schema("properties: {a: {type: integer, x-default-expression: 'a ** 2'}}")
    assert reported(spec) == [at(spec, "x-default-expression", "TU305")]


def test_a_name_in_an_expression_that_no_field_beside_it_has_is_reported() -> None:
    spec = schema(
        "properties: {a: {type: integer, x-default-expression: b + 1}, c: {type: integer}}"
    )
    assert reported(spec) == [at(spec, "x-default-expression", "TU305")]


def test_an_expression_may_read_every_field_beside_it() -> None:
    spec = schema(
        "properties: {a: {type: integer, x-default-expression: b + 1}, b: {type: integer}}"
    )
    assert reported(spec) == []
