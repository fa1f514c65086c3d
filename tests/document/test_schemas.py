"""Schemas: keywords of the right kind, none mistyped, patterns that compile, enums with names."""

from __future__ import annotations

import pytest

from .linting import at, findings, reported, schema


@pytest.mark.parametrize(
    "keyword",
    [
        "type: strnig", "minimum: a", "required: yes", "maxLength: -1", "properties: [a]", "items: [a]",
        "required: [a, a]", "multipleOf: 0", "description: 5", "deprecated: 'no'", "pattern: 5",
        "$ref: 5", "$id: 5", "$anchor: 5", "$dynamicRef: 5", "enum: 5", "allOf: []", "not: 5",
    ],
)  # fmt: skip
@pytest.mark.parametrize("beside", ["", ", default: 3", ", default: {a: 1}", ", example: [1]"])
def test_a_keyword_with_a_value_of_another_kind_is_reported_at_it(
    keyword: str, beside: str
) -> None:
    spec = schema(f"{{{keyword}{beside}}}")
    places = [line.split()[0] for line in reported(spec)]
    assert at(spec, keyword, "").strip() in places


def test_a_type_that_is_none_is_reported_with_those_there_are() -> None:
    (finding,) = findings(schema("type: strnig"))
    assert finding.message == "'strnig' is not a type"
    assert "string" in finding.fix


@pytest.mark.parametrize(
    ("typo", "meant"),
    [("maxLenght", "maxLength"), ("requierd", "required"), ("descripton", "description")],
)
def test_a_mistyped_keyword_is_reported_with_the_one_that_was_meant(typo: str, meant: str) -> None:
    spec = schema(f"properties: {{a: {{{typo}: 1}}}}")
    (finding,) = findings(spec)
    assert reported(spec) == [at(spec, typo, "TU202")]
    assert meant in finding.fix


def test_a_keyword_of_3_0_is_no_keyword_of_3_1() -> None:
    spec = schema("{type: string, nullable: true}")
    assert reported(spec) == [at(spec, "nullable", "TU202")]


def test_a_mistyped_keyword_is_found_however_deep() -> None:
    spec = schema("anyOf: [{items: {additionalProperties: {not: {minimun: 1}}}}]")
    assert reported(spec) == [at(spec, "minimun", "TU202")]


def test_a_property_may_be_named_like_no_keyword() -> None:
    assert reported(schema("properties: {maxLenght: {type: string}}")) == []


@pytest.mark.parametrize(
    "text",
    [
        "properties: {a: true, b: false}",
        "{type: [string, 'null'], minLength: 1}",
        "{type: object, additionalProperties: {type: array, items: {const: 1}}}",
        "{if: {minimum: 1}, then: {maximum: 5}, else: {not: {const: 0}}}",
        "{x-anything: {maxLenght: 1}}",
    ],
)
def test_a_sound_schema_has_no_findings(text: str) -> None:
    assert reported(schema(text)) == []


def test_a_pattern_that_does_not_compile_is_reported_at_it() -> None:
    spec = schema("{type: string, pattern: '(a'}")
    assert reported(spec) == [at(spec, "pattern", "TU208")]


def test_a_broken_pattern_does_not_hide_a_broken_default() -> None:
    spec = schema("properties: {a: {pattern: '(a', default: b}, b: {type: integer, default: x}}")
    assert reported(spec) == [at(spec, "pattern", "TU208"), at(spec, "default: x", "TU203")]


@pytest.mark.parametrize("keyword", ["x-enum-varnames", "x-enum-descriptions"])
def test_names_or_meanings_that_do_not_match_the_enum_are_reported(keyword: str) -> None:
    spec = schema(f"{{type: string, enum: [a, b], {keyword}: [A, B, C]}}")
    assert reported(spec) == [at(spec, keyword, "TU207")]


@pytest.mark.parametrize(
    "name", ["A", "2x", "a-b", "''", "class", "None", "mro", "_x_", "__init__"]
)
def test_a_name_of_an_enum_value_that_python_cannot_take_is_reported(name: str) -> None:
    spec = schema(f"{{type: string, enum: [a, b], x-enum-varnames: [A, {name}]}}")
    assert reported(spec) == [at(spec, "x-enum-varnames", "TU207")]


def test_a_schema_in_a_header_and_in_a_parameter_is_checked() -> None:
    spec = schema(
        "type: string",
        more="headers: {H: {schema: {maxLenght: 1}}}\n"
        "parameters: {P: {name: p, in: query, schema: {minLenght: 1}}}",
    )
    assert reported(spec) == [at(spec, "maxLenght", "TU202"), at(spec, "minLenght", "TU202")]
