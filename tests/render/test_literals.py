"""The only door from spec text to source: whatever the text, it reads back, and none of it runs."""

from __future__ import annotations

import ast
import inspect
import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from trueup.document.json_values import JsonValue, canonical
from trueup.render.literals import bullets, comment, docstring, from_json, literal, paragraphs

NASTY = st.text(
    st.sampled_from("\"'\\\n\r\t\0\x0b\x7f\x85\u2028\ufeff#{}%N abnx\U0001f600é"), max_size=14
)
# Lone surrogates never come here: lint refuses them.
SAFE = NASTY | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | SAFE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(SAFE, inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
thousands = settings(derandomize=True, max_examples=2000, deadline=None, database=None)


@thousands
@given(SAFE)
@example("\U0001f600")
@example("\x7f")
def test_a_text_reads_back_from_its_literal(text: str) -> None:
    written = literal(text)
    assert ascii(ast.literal_eval(written)) == ascii(text)  # ascii: half a character can't be shown
    assert written.isascii()
    assert written.isprintable()


@settings(derandomize=True, max_examples=500, deadline=None, database=None)
@given(JSON)
def test_every_json_value_reads_back_from_its_literal(value: JsonValue) -> None:
    assert ascii(ast.literal_eval(literal(value))) == ascii(value)
    sorted_ = json.loads(canonical(value))
    assert ascii(ast.literal_eval(from_json(canonical(value)))) == ascii(sorted_)


@thousands
@given(SAFE)
@example('""')
@example('"""')
@example('ends with "quotes""')
@example('\\""')
@example("\\")
@example('a\n""')
@example("\\N{BULLET}")
def test_a_docstring_reads_back_as_the_same_text(text: str) -> None:
    written = docstring(text)
    assert ast.literal_eval(written) == (f"{text}\n" if "\n" in text else text)


@thousands
@given(SAFE)
@example('"""; import os; """')
def test_a_docstring_is_the_only_thing_in_a_class_that_has_it(text: str) -> None:
    source = f"class A:\n    {docstring(text)}\n    end = 1\n"
    ((kind,), *_) = (
        node.body[:1] for node in ast.parse(source).body if isinstance(node, ast.ClassDef)
    )
    assert isinstance(kind, ast.Expr)
    assert len(ast.parse(source).body) == 1
    found = ast.get_docstring(ast.parse(source).body[0], clean=True)  # type: ignore[arg-type]
    assert found == inspect.cleandoc(text if "\n" not in text else f"{text}\n")


@thousands
@given(SAFE)
@example("\u2028x = 1")
@example("\x0cx = 1")
@example("coding: latin-1")
@example("-*- coding: rot13 -*-")
@example("vim: set fileencoding=utf-16 :")
def test_a_comment_stays_on_its_line_and_means_nothing_to_python(text: str) -> None:
    written = comment(text)
    assert len(written.splitlines()) == 1
    found: dict[str, object] = {}
    exec(compile(f"{written}\nx = 'é'\n".encode(), "comment", "exec"), found)
    assert found["x"] == "é"
    assert set(found) == {"__builtins__", "x"}


@pytest.mark.parametrize(
    ("value", "written"), [(1, "1"), (1.5, "1.5"), (True, "True"), (None, "None"), ({}, "{}")]
)
def test_a_literal_is_written_as_a_person_would(value: JsonValue, written: str) -> None:
    assert literal(value) == written


@thousands
@given(SAFE)
def test_wrapping_a_paragraph_changes_nothing_but_its_spaces(text: str) -> None:
    assert paragraphs(text).split() == text.split()


def test_a_list_and_what_is_indented_keep_their_lines() -> None:
    block = "Choose one:\n- this, which is long enough that it would be filled with what follows it\n- that"
    assert paragraphs(block) == block


def test_empty_blocks_leave_no_trace() -> None:
    assert paragraphs("a", "", "  ", "b") == "a\n\nb"
    assert bullets([]) == ""
