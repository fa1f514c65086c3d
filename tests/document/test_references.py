"""References: each leads to something in the same document, and what is only shown is none."""

from __future__ import annotations

import pytest

from trueup.document.references import merged, resolve, target

from .linting import at, paths, reported, schema


def test_a_reference_to_nothing_is_reported_at_its_ref() -> None:
    spec = schema("properties: {b: {$ref: '#/components/schemas/Nope'}}")
    assert reported(spec) == [at(spec, "$ref", "TU107")]


@pytest.mark.parametrize(
    "reference",
    ["other.yaml#/A", "https://example.org/a.yaml", "file:///etc/passwd", "#A", "", "../x"],
)
def test_a_reference_out_of_the_document_is_reported_and_never_followed(reference: str) -> None:
    spec = schema(f"properties: {{b: {{$ref: {reference!r}}}}}")
    assert at(spec, "$ref", "TU108") in reported(spec)


def test_references_that_only_lead_to_each_other_are_reported() -> None:
    spec = schema("$ref: '#/components/schemas/B'", b="$ref: '#/components/schemas/A'")
    assert [line.split()[1] for line in reported(spec)] == ["TU107", "TU107"]


def test_a_schema_may_refer_to_itself_from_within() -> None:
    assert reported(schema("properties: {next: {$ref: '#/components/schemas/A'}}")) == []


def test_a_reference_that_is_not_text_is_reported() -> None:
    spec = schema("properties: {b: {$ref: 5}}")
    assert at(spec, "$ref", "TU107") in reported(spec)


def test_a_property_named_ref_is_a_property() -> None:
    assert reported(schema("properties: {$ref: {type: string}}")) == []


def test_a_property_named_ref_may_itself_be_a_reference_to_nothing() -> None:
    spec = schema("properties: {$ref: {$ref: '#/nowhere'}}")
    assert reported(spec) == [at(spec, "$ref: '#", "TU107")]


@pytest.mark.parametrize(
    "shown",
    [
        "example: {$ref: '#/nowhere'}",
        "examples: [{$ref: '#/nowhere'}]",
        "default: {$ref: '#/nowhere'}",
        "enum: [{$ref: '#/nowhere'}]",
        "const: {$ref: '#/nowhere'}",
    ],
)
def test_a_ref_within_a_value_that_is_only_shown_is_no_reference(shown: str) -> None:
    assert reported(schema(shown)) == []


def test_a_ref_within_an_example_of_a_body_is_no_reference() -> None:
    spec = paths("""
/a:
  get:
    operationId: readA
    responses:
      "200":
        description: ok
        content:
          application/json:
            schema: {}
            examples: {one: {value: {$ref: "#/nowhere"}}}
""")
    assert reported(spec) == []


def test_a_response_named_default_holds_references() -> None:
    spec = paths("""
/a:
  get:
    operationId: readA
    responses:
      default: {$ref: "#/components/responses/Nope"}
""")
    assert reported(spec) == [at(spec, "$ref", "TU107")]


@pytest.mark.parametrize(
    "name", ["example", "default", "value", "enum", "properties", "responses", "schemas"]
)
def test_a_property_of_any_name_may_hold_a_reference_to_nothing(name: str) -> None:
    spec = schema(f"properties: {{{name}: {{$ref: '#/nowhere'}}}}")
    assert reported(spec) == [at(spec, "$ref", "TU107")]


@pytest.mark.parametrize("name", ["example", "default", "value"])
def test_a_component_of_any_name_may_hold_a_reference_to_nothing(name: str) -> None:
    spec = schema("type: string", more=f"parameters: {{{name}: {{$ref: '#/nowhere'}}}}")
    assert reported(spec) == [at(spec, "$ref", "TU107")]


def test_a_reference_is_resolved_through_others_to_the_end() -> None:
    root = {"a": {"$ref": "#/b"}, "b": {"$ref": "#/c~1d"}, "c/d": {"x": 1}}
    assert resolve(root, root["a"]) == ({"x": 1}, "/c~1d")  # type: ignore[arg-type]


def test_what_stands_beside_a_reference_wins() -> None:
    root = {"a": {"x": 1, "y": 2}}
    assert merged(root, {"$ref": "#/a", "y": 3}) == {"x": 1, "y": 3}  # type: ignore[arg-type]


def test_a_reference_is_percent_decoded() -> None:
    assert target("#/paths/~1a%20b") == "/paths/~1a b"


def test_a_path_that_refers_to_nothing_is_reported() -> None:
    spec = paths("  /a: {$ref: '#/components/pathItems/None'}\n")
    assert at(spec, "$ref", "TU107") in reported(spec)
