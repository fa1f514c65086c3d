"""The spec's facts in words, as docstrings and READMEs say them."""

from __future__ import annotations

import pytest

from trueup.conditions import Advice, AllOf, AnyOf, Condition, FieldIs, Not
from trueup.ir import (
    AnyType,
    CheckedType,
    Enumeration,
    Field,
    Limits,
    ListType,
    MapType,
    Member,
    NamedType,
    NullableType,
    Origin,
    Scalar,
    ScalarType,
    Side,
    Type,
    UnionType,
)
from trueup.render.words import (
    condition_words,
    field_facts,
    limits_words,
    place_words,
    schema_words,
    type_words,
)

TEXT = ScalarType(Scalar.STRING)
MODE = Enumeration(
    "/mode", "Mode", Scalar.INTEGER,
    (Member("1", "FIRST", "The one."), Member("2", "SECOND", "")), "", Origin("/mode"),
)  # fmt: skip
DECLARED = {"/mode": MODE}
A, B = FieldIs("a", ("true",)), FieldIs("b", ('"x"', '"y"'))


@pytest.mark.parametrize(
    ("type_", "words"),
    [
        (TEXT, "string"),
        (ScalarType(Scalar.INTEGER, "int64"), "integer (int64)"),
        (ListType(TEXT), "list of string"),
        (MapType(ListType(TEXT)), "map from string to list of string"),
        (NullableType(TEXT), "string or null"),
        (UnionType((TEXT, ScalarType(Scalar.BOOLEAN))), "string or boolean"),
        (NamedType("/mode"), "`Mode`"),
        (CheckedType(TEXT, "{}"), "string"),
        (AnyType(), "any JSON value"),
    ],
)
def test_a_type_is_named_as_documentation_would(type_: Type, words: str) -> None:
    assert type_words(type_, DECLARED) == words


def scalar(scalar: Scalar, format_: str | None = None, **limits: float | str | None) -> ScalarType:
    """Give a scalar within limits."""
    return ScalarType(scalar, format_, Limits(**limits))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("type_", "words"),
    [
        (TEXT, ""),
        (scalar(Scalar.STRING, min_length=1, max_length=57), "at least 1 characters, at most 57 characters"),
        (scalar(Scalar.STRING, pattern="^a"), "matches `^a`"),
        (scalar(Scalar.NUMBER, minimum=0.5), "at least 0.5"),
        (scalar(Scalar.NUMBER, exclusive_minimum=0, exclusive_maximum=1), "more than 0, less than 1"),
        (scalar(Scalar.INTEGER, multiple_of=3), "a multiple of 3"),
        (scalar(Scalar.INTEGER, "int32", minimum=-(2**31), maximum=2**31 - 1), ""),
        (scalar(Scalar.INTEGER, "int32", minimum=1, maximum=2**31 - 1), "at least 1"),
        (ListType(TEXT, 1, 5), "at least 1 items, at most 5 items"),
        (NullableType(scalar(Scalar.STRING, max_length=5)), "at most 5 characters"),
        (CheckedType(TEXT, '{"anyOf":[{"const":-1},{"minimum":1}]}'), "-1 or at least 1"),
        (CheckedType(scalar(Scalar.STRING, max_length=5), '{"not":{"const":"a"}}'), 'at most 5 characters, not "a"'),
    ],
)  # fmt: skip
def test_limits_are_said_in_words(type_: Type, words: str) -> None:
    assert limits_words(type_) == words


def test_a_schema_without_words_stays_json() -> None:
    assert schema_words({"propertyNames": {}}) == '{"propertyNames": {}}'


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (A, "`a` is true"),
        (B, '`b` is "x" or "y"'),
        (Not(A), "`a` is not true"),
        (AnyOf((A, B)), '`a` is true or `b` is "x" or "y"'),
        (AllOf((A, Not(B))), '`a` is true and `b` is not "x" or "y"'),
        (Not(AllOf((A, B))), 'not (`a` is true and `b` is "x" or "y")'),
    ],
)
def test_a_condition_is_said_in_words(condition: Condition, words: str) -> None:
    assert condition_words(condition) == words


@pytest.mark.parametrize("outer", [AllOf, AnyOf])
def test_a_condition_within_another_can_not_be_misread(outer: type[AllOf | AnyOf]) -> None:
    inner = AnyOf if outer is AllOf else AllOf
    one, other = FieldIs("c", ("1",)), FieldIs("d", ("2",))
    assert condition_words(outer((inner((A, one)), other))) != condition_words(
        inner((A, outer((one, other))))
    )


@pytest.mark.parametrize(
    ("origin", "words"),
    [
        (Origin("/a", 2, 9), "Table 2, row 9"),
        (Origin("/a", 2), "Table 2"),
        (Origin("/a", source="Error Codes page."), "Error Codes page"),
        (Origin("/a"), ""),
    ],
)
def test_a_place_is_said_in_words(origin: Origin, words: str) -> None:
    assert place_words(origin) == words


def test_everything_the_spec_states_of_a_field_is_said() -> None:
    field = Field(
        "f", "f", NamedType("/mode"), False, "", Origin("/f", 2, 9), "1", "a + 1", "second",
        applies_when=A, advice=(Advice("Stay low.", None, B),), deprecated=True,
    )  # fmt: skip
    assert list(field_facts(field, DECLARED, Side.REQUEST)) == [
        "Type: `Mode`.",
        "Values: 1 FIRST (The one); 2 SECOND.",
        "Unit: second.",
        "Default: 1, applied by the server; never sent unless set.",
        "Default: computed by the server as a + 1 (`computed_defaults()` does so too); never sent unless set.",
        "Has an effect only when `a` is true.",
        'Advice (when `b` is "x" or "y"): Stay low.',
        "Deprecated.",
        "Source: Table 2, row 9.",
    ]


def test_a_default_is_nothing_to_say_of_what_is_received() -> None:
    field = Field("f", "f", TEXT, False, "", Origin("/f"), '"x"')
    assert list(field_facts(field, {}, Side.RESPONSE)) == ["Type: string."]
