"""Rulings: each must be well-formed, lead somewhere, and still be what the spec says."""

from __future__ import annotations

from textwrap import indent

import pytest

from .linting import HEAD, at, ruled

SPEC = f"""{HEAD}paths: {{}}
components:
  schemas:
    A:
      properties:
        mode: {{$ref: "#/components/schemas/Mode", default: 1}}
        size: {{type: integer, minimum: 1, x-page: {{table: 2, row: 9}}}}
    Mode: {{type: integer, enum: [1, 2]}}
"""
MODE = "/components/schemas/A/properties/mode"
SIZE = "/components/schemas/A/properties/size"


def ruling(claims: str, at: str = SIZE, id_: str = "one") -> str:
    """Give a ruling with claims of its own."""
    return f"""\
  - id: {id_}
    page: {{table: 2, row: 9}}
    at: {at}
    contradiction: The page says two things.
    decision: One of them.
    reason: It is the newer one.
{indent(claims, "    ")}
"""


def rulings(*each: str) -> str:
    """Give a file of rulings."""
    return "rulings:\n" + "".join(each)


@pytest.mark.parametrize(
    "claims",
    [
        "holds: {minimum: 1}",
        "holds: {x-page: {row: 9}}",
        "holds: {type: integer}\nlacks: [maximum]\ntakes: [1, 5]\nrefuses: [0, x, null]",
    ],
)
def test_a_ruling_that_the_spec_follows_is_let_pass(claims: str) -> None:
    assert ruled(rulings(ruling(claims)), SPEC) == []


@pytest.mark.parametrize(
    "entries",
    [
        "[{field: request.size, fact: range, says: [{minimum: 1}]}]",
        "[{field: request.size, fact: pattern}, {field: response.a, fact: type, says: null}]",
    ],
)
def test_what_a_ruling_settles_is_let_pass_and_held_to_the_page_elsewhere(entries: str) -> None:
    claims = f"holds: {{minimum: 1}}\nsettles: {entries}"
    assert ruled(rulings(ruling(claims)), SPEC) == []


def test_a_ruling_about_a_reference_reads_what_is_referred_to_and_what_stands_beside_it() -> None:
    claims = "holds: {enum: [1, 2], default: 1}\ntakes: [2]\nrefuses: [exactly_once]"
    assert ruled(rulings(ruling(claims, MODE)), SPEC) == []


def test_no_ruling_at_all_is_fine() -> None:
    assert ruled("rulings: []\n", SPEC) == []


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ("holds: {minimum: 2}", "minimum"),
        ("holds: {minimum: true}", "minimum"),
        ("holds: {maximum: 5}", "maximum"),
        ("holds: {x-page: {row: 8}}", "x-page"),
        ("holds: {type: integer}\nlacks: [x, minimum]", "minimum"),
        ("holds: {type: integer}\ntakes: [1, 0]", "0]"),
        ("holds: {type: integer}\nrefuses: [0, 7]", "7]"),
    ],
)
def test_a_claim_that_does_not_hold_any_more_is_stale_at_its_place(claims: str, words: str) -> None:
    text = rulings(ruling(claims))
    assert ruled(text, SPEC) == [at(text, words, "TU403")]


def test_every_stale_claim_is_reported() -> None:
    text = rulings(ruling("holds: {minimum: 2}\nlacks: [type]\ntakes: [0]\nrefuses: [1]"))
    assert [line.split()[1] for line in ruled(text, SPEC)] == ["TU403"] * 4


def test_a_ruling_that_leads_nowhere_is_reported_at_its_pointer() -> None:
    text = rulings(ruling("holds: {type: integer}", "/components/schemas/A/properties/gone"))
    assert ruled(text, SPEC) == [at(text, "at: /comp", "TU402")]


def test_an_id_used_twice_is_reported_at_its_second_place() -> None:
    one = ruling("holds: {minimum: 1}")
    text = rulings(one, one)
    assert ruled(text, SPEC) == ["9:5 TU404"]


@pytest.mark.parametrize(
    "broken",
    [
        "id: Not_A_Slug",
        "page: {}",
        "page: {table: two}",
        "at: components/schemas/A",
        "reason: ''",
        "holds: {}",
        "lacks: [5]",
        "unknown: x",
        "settles: []",
        "settles: {field: request.size}",
        "settles: [{field: request.size}]",
        "settles: [{fact: range}]",
        "settles: [{field: '', fact: range}]",
        "settles: [{field: request.size, fact: 5}]",
        "settles: [{field: request.size, fact: range, why: x}]",
    ],
)
def test_a_malformed_ruling_is_reported(broken: str) -> None:
    key = broken.partition(":")[0]
    lines = ruling("holds: {minimum: 1}").replace("- id", "  id").splitlines()
    kept = [line for line in lines if not line.strip().startswith(f"{key}:")]
    text = rulings("  -\n" + "\n".join([*kept, f"    {broken}"]) + "\n")
    codes = {line.split()[1] for line in ruled(text, SPEC)}
    assert codes == {"TU401"}


@pytest.mark.parametrize(
    "key", ["id", "page", "at", "contradiction", "decision", "reason", "holds"]
)
def test_a_ruling_without_one_of_its_parts_is_malformed(key: str) -> None:
    lines = ruling("holds: {minimum: 1}").replace("- id", "  id").splitlines()
    kept = [line for line in lines if not line.strip().startswith(f"{key}:")]
    assert ruled(rulings("  -\n" + "\n".join(kept) + "\n"), SPEC) == ["3:5 TU401"]


@pytest.mark.parametrize("text", ["{}\n", "rulings: 5\n", "ruling: []\n"])
def test_a_file_of_another_form_is_malformed(text: str) -> None:
    assert {line.split()[1] for line in ruled(text, SPEC)} == {"TU401"}
