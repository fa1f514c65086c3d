"""The x- vocabulary: its form, and that what an extension names is there."""

from __future__ import annotations

import pytest

from trueup.findings import Code

from .linting import HEAD, at, findings, paths, reported, schema

OURS = 'info: {x-documented-by: {title: A page, updated: "2025-12-19"}, '


def held(spec: str) -> str:
    """Give a spec that says which page documents it, and so is held to the whole vocabulary."""
    return spec.replace("info: {", OURS)


@pytest.mark.parametrize(
    "extension",
    [
        "x-page: {row: 1}", "x-page: {table: 0}", "x-page: {table: 1, line: 2}", "x-unit: 5", "x-unit: ''",
        "x-source: ''", "x-enum-varnames: A", "x-default-expression: 5", "x-applies-when: {field: a}",
        "x-applies-when: {equals: 1}", "x-applies-when: {any: []}", "x-applies-when: {not: 5}",
        "x-advice: []", "x-advice: [{when: {field: a, equals: 1}}]", "x-reads-also: [date]",
        "x-epoch: 1970", "x-epoch: '1970-01-01'",
        "x-client-parameter: false", "x-caller-chooses: 1", "x-known-values: []", "x-known-values: [1]",
        "x-chosen-by: 1", "x-partial-update: 'yes'",
        "x-idempotent: 'no'",
    ],
)  # fmt: skip
def test_an_extension_of_another_form_is_reported_at_its_line(extension: str) -> None:
    spec = schema(f"properties:\n  a:\n    {extension}\n")
    assert {each.place.line for each in findings(spec)} == {9}
    assert Code.BAD_EXTENSION in {each.code for each in findings(spec)}


@pytest.mark.parametrize(
    "name", ["a", "value", "default", "example", "examples", "enum", "properties"]
)
def test_an_extension_is_checked_whatever_its_field_is_named(name: str) -> None:
    spec = schema(f"properties: {{{name}: {{x-unit: 5}}}}")
    assert reported(spec) == [at(spec, "x-unit", "TU301")]


def test_an_extension_that_is_not_in_the_vocabulary_is_an_error_in_a_spec_of_ours() -> None:
    spec = held(schema("{type: string, x-unti: CU}"))
    assert reported(spec) == [at(spec, "x-unti", "TU302")]


def test_an_extension_of_somebody_else_is_let_pass_elsewhere() -> None:
    assert reported(schema("{type: string, x-ms-client-name: a}")) == []


def test_a_property_whose_name_looks_like_an_extension_is_a_property() -> None:
    assert reported(schema("properties: {x-forwarded-for: {type: string}}")) == []


@pytest.mark.parametrize(
    "field",
    [
        'type: integer, x-epoch: "1970-01-01T00:00:00Z"',  # nobody says what is counted
        'type: integer, x-unit: month, x-epoch: "1970-01-01T00:00:00Z"',
        'type: integer, x-unit: day, x-epoch: "1970-02-30T00:00:00Z"',
        'type: [string, "null"], x-unit: day, x-epoch: "1970-01-01T00:00:00Z"',
    ],
)
def test_a_moment_that_can_not_be_told_is_reported(field: str) -> None:
    spec = schema(f"properties: {{a: {{{field}}}}}")
    assert reported(spec) == [at(spec, "x-epoch", "TU301")]


ZONES = """openapi: 3.1.0
info: {{title: T, version: "1"}}
servers:
  - url: https://{{zone}}.example.com
    variables: {{zone: {{default: a, {first}}}}}
  - url: https://{{zone}}.example.org
    x-chosen-by: {by}
    variables: {{zone: {{default: b, {second}}}}}
paths: {{}}
"""


@pytest.mark.parametrize(
    ("first", "by", "second", "wrong"),
    [
        ("x-known-values: [a]", "zone", "enum: [b]", []),
        ("enum: [a], x-known-values: [a]", "zone", "enum: [b]", ["x-known-values"]),
        ("x-known-values: [a]", "zone", "x-known-values: [b]", ["x-chosen-by"]),
        ("x-known-values: [a]", "site", "enum: [b]", ["x-chosen-by"]),
    ],
)
def test_a_server_that_nothing_leads_to_and_values_said_twice_are_reported(
    first: str, by: str, second: str, wrong: list[str]
) -> None:
    spec = ZONES.format(first=first, by=by, second=second)
    assert reported(spec) == [at(spec, key, "TU301") for key in wrong]


@pytest.mark.parametrize("depth", [1, 3, 8])
def test_what_looks_like_an_extension_within_an_example_is_data(depth: int) -> None:
    value = "{a: " * depth + "{x-unti: 1}" + "}" * depth
    assert reported(held(schema(f"{{type: object, example: {value}}}"))) == []


def test_an_extension_beside_a_response_named_default_is_checked() -> None:
    spec = paths("""
/a:
  get:
    operationId: readA
    responses: {default: {description: error, x-page: {table: zero}}}
""")
    assert reported(spec) == [at(spec, "table", "TU301")]


@pytest.mark.parametrize(
    "place",
    [
        "x-applies-when: {field: c, equals: 1}",
        "x-applies-when: {not: {field: c, equals: 1}}",
        "x-applies-when: {any: [{field: c, equals: 1}, {field: b, equals: 1}]}",
        "x-advice: [{says: s, when: {all: [{field: b, equals: 1}, {field: c, in: [1]}]}}]",
    ],
)
def test_a_condition_on_what_is_no_field_beside_it_is_reported(place: str) -> None:
    spec = schema(f"properties: {{a: {{{place}}}, b: {{type: integer}}}}")
    assert [line.split()[1] for line in reported(spec)] == ["TU304"]


def test_a_condition_that_can_never_hold_is_reported() -> None:
    spec = schema("properties: {a: {x-applies-when: {field: b, in: [1, x]}}, b: {type: integer}}")
    assert reported(spec) == [at(spec, "x-applies-when", "TU304")]


def test_a_condition_on_a_value_that_the_field_takes_is_let_pass() -> None:
    spec = schema("properties: {a: {x-applies-when: {field: b, in: [1, 2]}}, b: {type: integer}}")
    assert reported(spec) == []


RESPONSE = """
/a:
  get:
    operationId: readA
    responses:
      "200":
        description: ok
        x-success-when: {field: FIELD, equals: yes, error: NoError, message: TEXT}
        content: {application/json: {schema: {properties: {ok: {}, text: {}}}}}
"""


def test_a_success_rule_on_fields_that_the_answer_does_not_have_is_reported() -> None:
    spec = paths(RESPONSE.replace("FIELD", "okay").replace("TEXT", "words"))
    assert reported(spec) == [at(spec, "field", "TU304"), at(spec, "message", "TU304")]


@pytest.mark.parametrize("field", ["[1]", "{a: 1}", "5", "null"])
def test_a_success_rule_on_what_is_no_name_is_reported(field: str) -> None:
    spec = paths(RESPONSE.replace("FIELD", field).replace("TEXT", "text"))
    assert at(spec, "field", "TU301") in reported(spec)


def test_a_success_rule_on_fields_of_the_answer_is_let_pass() -> None:
    assert reported(paths(RESPONSE.replace("FIELD", "ok").replace("TEXT", "text"))) == []


def test_a_success_rule_where_no_answer_is_read_is_reported() -> None:
    spec = paths(RESPONSE).replace("content:", "x-content:")
    assert {each.place.line for each in findings(spec)} == {10}


@pytest.mark.parametrize("error", ["notAnError", '"FooError\\n"', "APIError", "NotFoundError"])
def test_an_error_that_the_library_can_not_have_is_reported_at_its_line(error: str) -> None:
    spec = paths(RESPONSE.replace("NoError", error).replace("FIELD", "ok").replace("TEXT", "text"))
    assert {each.place.line for each in findings(spec)} == {10}


def test_a_field_that_says_nothing_of_where_it_comes_from_is_reported() -> None:
    spec = held(schema("properties: {a: {type: string}}"))
    assert reported(spec) == [at(spec, "a: {type", "TU303")]


def test_a_row_that_two_fields_claim_is_reported_at_the_second() -> None:
    spec = held(
        schema("properties: {a: {x-page: {table: 1, row: 2}}, b: {x-page: {row: 2, table: 1}}}")
    )
    assert reported(spec) == [at(spec, "x-page: {row", "TU306")]


@pytest.mark.parametrize(
    "page", ["{table: [1], row: 1}", "{table: {}, row: 1}", "[1]", "5", "null"]
)
def test_a_place_that_is_none_crashes_nothing(page: str) -> None:
    spec = held(schema(f"properties: {{a: {{x-page: {page}}}}}"))
    assert "TU301" in {each.code for each in findings(spec)}


def test_the_date_of_a_page_is_text() -> None:
    spec = f"{HEAD}paths: {{}}\n".replace(
        "info: {", "info: {x-documented-by: {title: A, updated: 5}, "
    )
    assert reported(spec) == [at(spec, "updated", "TU301")]
