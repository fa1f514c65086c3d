"""Every default and every example that a document shows satisfies its own schema."""

from __future__ import annotations

import pytest

from .linting import at, findings, paths, reported, schema


@pytest.mark.parametrize(
    "value",
    [
        "{type: integer, maximum: 5, default: 6}",
        "{type: integer, default: 2.5}",
        "{type: integer, default: true}",
        "{type: string, default: 5}",
        "{type: string, maxLength: 2, default: abc}",
        "{type: string, pattern: '^a', default: b}",
        "{type: string, format: date, default: '2020-13-01'}",
        "{enum: [a, b], default: c}",
        "{type: array, items: {type: string}, default: [1]}",
        "{type: object, additionalProperties: false, default: {a: 1}}",
        "{type: string, default: null}",
    ],
)
def test_a_default_that_its_schema_refuses_is_reported_at_it(value: str) -> None:
    spec = schema(value)
    assert reported(spec) == [at(spec, "default", "TU203")]


@pytest.mark.parametrize(
    "value",
    ["{type: integer, maximum: 5, default: 5}", "{type: number, default: 1}", "{default: {}}"],
)
def test_a_default_that_its_schema_takes_is_let_pass(value: str) -> None:
    assert reported(schema(value)) == []


def test_a_default_beside_a_reference_is_held_to_what_is_referred_to() -> None:
    spec = schema("properties: {b: {$ref: '#/components/schemas/B', default: x}}", b="enum: [y]")
    assert reported(spec) == [at(spec, "default", "TU203")]


def test_every_example_of_a_schema_is_judged() -> None:
    spec = schema("type: integer\nexample: a\nexamples:\n  - 1\n  - b\n")
    assert reported(spec) == [at(spec, "example: a", "TU204"), at(spec, "b\n", "TU204")]


def test_an_example_is_reported_with_the_place_within_it() -> None:
    spec = schema("properties: {a: {items: {type: string}}}\nexample: {a: [x, 5]}")
    (finding,) = findings(spec)
    assert "(at /a/1)" in finding.message


def test_a_long_value_does_not_fill_the_screen() -> None:
    (finding,) = findings(schema(f"{{type: integer, example: '{'x' * 5000}'}}"))
    assert len(finding.message) < 250


BODY = """
/a:
  post:
    operationId: sendA
    requestBody:
      content:
        application/json:
          schema: {type: integer}
          EXAMPLE
    responses: {"204": {description: ok}}
"""


def test_an_example_of_a_body_is_judged() -> None:
    spec = paths(BODY.replace("EXAMPLE", "example: a"))
    assert reported(spec) == [at(spec, "example", "TU204")]


def test_a_named_example_of_a_body_is_judged_at_its_value() -> None:
    spec = paths(BODY.replace("EXAMPLE", "examples: {one: {value: 1}, two: {value: x}}"))
    assert reported(spec) == [at(spec, "value: x", "TU204")]


def test_an_example_that_is_referred_to_is_judged_where_it_stands() -> None:
    spec = paths(
        BODY.replace("EXAMPLE", "examples: {one: {$ref: '#/components/examples/One'}}"),
        "components: {examples: {One: {value: x}}}\n",
    )
    assert reported(spec) == [at(spec, "value: x", "TU204")]


def test_an_example_of_a_parameter_is_judged() -> None:
    spec = paths("""
/a:
  get:
    operationId: readA
    parameters: [{name: q, in: query, schema: {maximum: 1}, example: 2}]
    responses: {"204": {description: ok}}
""")
    assert reported(spec) == [at(spec, "example", "TU204")]


def test_the_example_of_a_response_is_judged() -> None:
    spec = paths("""
/a:
  get:
    operationId: readA
    responses:
      "200":
        description: ok
        content: {application/json: {schema: {required: [b]}, example: {}}}
""")
    assert reported(spec) == [at(spec, "example", "TU204")]
