"""Names: good Python, one for each thing, and the same whatever else is in the document."""

from __future__ import annotations

import builtins
import keyword
import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from trueup import names

SPELLINGS = st.text(st.sampled_from("abAB12_-. é你<>"), max_size=6) | st.text(max_size=8)
property_test = settings(derandomize=True, max_examples=500, deadline=None, database=None)


def settled_names(*wanted: tuple[str, str]) -> dict[str, str]:
    """Settle names where each thing is its own spelling."""
    return names.settle((spelling, spelling, name) for spelling, name in wanted)


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("job_id", "job_id"), ("jobId", "job_id"), ("JobID", "job_id"), ("HTTPServer", "http_server"),
        ("a-b", "a_b"), ("a.b", "a_b"), ("class", "class_"), ("2x", "n2_x"), ("", "unnamed"),
        ("_id", "id"), ("$ref", "ref"), ("é", "e"), ("你", "u4f60"), ("None", "none"),
    ],
)  # fmt: skip
def test_a_variable_is_named_in_lower_case_words(spelling: str, name: str) -> None:
    assert names.snake(spelling) == name


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("UpdateSqlJob", "UpdateSqlJob"), ("update_sql_job", "UpdateSqlJob"), ("a-b", "AB"),
        ("none", "NoneModel"), ("2x", "N2X"), ("", "Unnamed"), ("client", "ClientModel"), ("é", "E"),
    ],
)  # fmt: skip
def test_a_class_is_named_in_capitalized_words(spelling: str, name: str) -> None:
    assert names.pascal(spelling, names.MODULE_RESERVED) == name


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("v1", "V1"), ("shared_cluster", "SHARED_CLUSTER"), ("-1", "MINUS_1"), ("7", "VALUE_7"),
        ("", "EMPTY"), ("a b", "A_B"), ("1.15", "VALUE_1_15"), ("你", "U4F60"), ("-", "HYPHEN_MINUS"),
        ("-name", "MINUS_NAME"), ("+name", "PLUS_NAME"), ("größe", "GROSSE"), ("*" * 9, "EMPTY"),
    ],
)  # fmt: skip
def test_a_member_is_named_in_capitals(value: str, name: str) -> None:
    assert names.constant(value) == name


@property_test
@given(SPELLINGS)
@example("<u4f60>")
@example("²")
@example("ª")
@example("__")
def test_every_spelling_gives_a_name_that_python_and_a_reader_can_take(spelling: str) -> None:
    for name in (
        names.snake(spelling, names.MODEL_RESERVED),
        names.pascal(spelling, names.MODULE_RESERVED),
        names.constant(spelling),
    ):
        assert name.isidentifier()
        assert name.isascii()
        assert not name.startswith("_")
        assert not keyword.iskeyword(name)
    assert names.snake(spelling, names.MODEL_RESERVED) not in names.MODEL_RESERVED
    assert names.pascal(spelling, names.MODULE_RESERVED) not in names.MODULE_RESERVED


@property_test
@given(st.lists(SPELLINGS, unique=True, max_size=8), st.randoms(use_true_random=False))
def test_clashes_are_settled_the_same_way_in_any_order(
    spellings: list[str], chance: random.Random
) -> None:
    settled = names.settle((each, each, names.snake(each)) for each in spellings)
    shuffled = chance.sample(spellings, len(spellings))
    assert names.settle((each, each, names.snake(each)) for each in shuffled) == settled
    assert len(set(settled.values())) == len(spellings)


@property_test
@given(st.lists(SPELLINGS, unique=True, max_size=6), SPELLINGS)
def test_a_newcomer_renames_only_what_it_clashes_with(spellings: list[str], newcomer: str) -> None:
    before = names.settle((each, each, names.snake(each)) for each in spellings)
    after = names.settle((each, each, names.snake(each)) for each in {*spellings, newcomer})
    for spelling in spellings:
        if names.snake(spelling) != names.snake(newcomer):
            assert after[spelling] == before[spelling]


def test_what_is_spelled_like_its_python_name_keeps_it() -> None:
    settled = settled_names(("a-b", "a_b"), ("a_b", "a_b"), ("aB", "a_b"))
    assert settled["a_b"] == "a_b"
    assert len(set(settled.values())) == 3


def test_a_name_made_for_a_clash_does_not_take_the_name_of_another() -> None:
    made = settled_names(("a-b", "a_b"), ("a_b", "a_b"))["a-b"]
    settled = settled_names(("a-b", "a_b"), ("a_b", "a_b"), (made, made))
    assert len(set(settled.values())) == 3
    assert settled[made] == made


def test_a_name_that_hides_a_builtin_type_is_not_given_to_a_field() -> None:
    for kind in ("str", "int", "float", "bool", "list", "dict"):
        assert hasattr(builtins, kind)
        assert names.snake(kind, names.MODEL_RESERVED) != kind
