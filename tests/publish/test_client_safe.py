"""What client generators trip over is said otherwise in a release, and means the same."""

from __future__ import annotations

from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator

from tests.publish.comparing import with_body
from tests.publish.test_release import judge
from trueup.document.json_values import copied
from trueup.publish.candidates import candidates
from trueup.publish.edition import Edition
from trueup.publish.release.choices import without_choices, without_ranges
from trueup.publish.release.client_safe import client_safe

BODY = "/paths/~1a/put/requestBody/content/application~1json/schema"


def body(root: Any) -> Any:
    return root["paths"]["/a"]["put"]["requestBody"]["content"]["application/json"]["schema"]


RANGES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "a number, or from another on": (
        {"anyOf": [{"const": -1}, {"minimum": 1}]},
        {"minimum": -1, "not": {"const": 0}},
    ),
    "two ranges": (
        {"oneOf": [{"minimum": 1, "maximum": 3}, {"exclusiveMinimum": 9, "exclusiveMaximum": 20}]},
        {"minimum": 1, "maximum": 19, "not": {"minimum": 4, "maximum": 9}},
    ),
    "three": (
        {"anyOf": [{"const": 5}, {"maximum": 1}, {"const": 3}]},
        {"maximum": 5, "not": {"anyOf": [{"const": 2}, {"const": 4}]}},
    ),
    "ranges that touch": (
        {"anyOf": [{"minimum": 4}, {"minimum": 1, "maximum": 3}]},
        {"minimum": 1},
    ),
    "a number alone": ({"anyOf": [{"const": 5}]}, {"const": 5}),
}
KEPT: dict[str, dict[str, Any]] = {
    "ranges that overlap, one of which": {"oneOf": [{"minimum": 1}, {"const": 5}]},
    "an empty range": {"anyOf": [{"minimum": 9, "maximum": 1}, {"const": 5}]},
    "beside another limit": {"minimum": 0, "anyOf": [{"const": -1}, {"minimum": 1}]},
    "steps": {"anyOf": [{"multipleOf": 5}, {"const": 1}]},
}


@pytest.mark.parametrize(("schema", "said"), RANGES.values(), ids=RANGES)
def test_ranges_to_choose_from_are_said_as_one_range_with_gaps(
    schema: dict[str, Any], said: dict[str, Any]
) -> None:
    root = with_body({"type": "integer", **schema}, "request").root
    without_ranges(root)
    assert body(root) == {"type": "integer", **said}


@pytest.mark.parametrize("schema", KEPT.values(), ids=KEPT)
def test_what_is_no_choice_of_ranges_stays(schema: dict[str, Any]) -> None:
    root = with_body({"type": "integer", **schema}, "request").root
    without_ranges(root)
    assert body(root) == {"type": "integer", **schema}


LIMITS = {
    **{name: {"type": "integer", **schema} for name, (schema, _) in RANGES.items()},
    **{name: {"type": "integer", **schema} for name, schema in KEPT.items()},
    "empty, or long": {"type": "string", "anyOf": [{"maxLength": 0}, {"minLength": 5}]},
    "a text, or a pattern": {"type": "string", "oneOf": [{"const": "-"}, {"pattern": "^[a-c]+$"}]},
    "numbers": {"type": "number", "anyOf": [{"maximum": 0.5}, {"minimum": 2.5}]},
}


@pytest.mark.parametrize("schema", LIMITS.values(), ids=LIMITS)
def test_a_choice_said_without_a_choice_takes_the_same_values(schema: dict[str, Any]) -> None:
    document = with_body(schema, "request")
    edition = Edition(document)
    values = [
        *candidates([(edition, edition.facets(BODY))]),
        *range(-3, 25),
        "",
        "-",
        "ab",
        "abcde",
    ]
    old = judge(copied(document.root), BODY, OAS31Validator)
    for made in (without_ranges, without_choices):
        made(document.root)
        new = judge(copied(document.root), BODY, OAS31Validator)
        assert [new.is_valid(each) for each in values] == [old.is_valid(each) for each in values]
    assert not {"anyOf", "oneOf"} & body(document.root).keys()


def test_a_choice_of_types_or_of_models_stays() -> None:
    for schema in (
        {"anyOf": [{"type": "string"}, {"type": "integer"}]},
        {"type": "object", "anyOf": [{"required": ["a"]}, {"required": ["b"]}]},
        {"type": "object", "oneOf": [{"$ref": "#/components/schemas/A"}]},
    ):
        root = with_body(schema, "request").root
        without_ranges(root)
        without_choices(root)
        assert body(root) == schema


def test_a_default_stands_where_generators_show_it_and_nowhere_that_they_send_it() -> None:
    mode = {"$ref": "#/components/schemas/Mode", "default": "a", "description": "How."}
    document = with_body({"type": "object", "properties": {"mode": mode}}, "request")
    parameter = {"name": "limit", "in": "query", "schema": {"type": "integer", "default": 10}}
    root: Any = document.root
    root["paths"]["/a"]["put"]["parameters"] = [{**parameter, "description": "How many."}]
    root["components"] = {"schemas": {"Mode": {"type": "string", "enum": ["a", "b"]}}}
    safe: Any = client_safe(root)
    said = "applied by the service; leave it out unless you mean to set it."
    (limit,) = safe["paths"]["/a"]["put"]["parameters"]
    assert limit["description"] == f"How many. Default: 10, {said}"
    assert limit["schema"]["x-documented-default"] == 10
    made = body(safe)
    assert made["description"] == 'Defaults, applied by the service: `mode` "a".'
    assert made["properties"]["mode"]["description"] == f'How. Default: "a", {said}'
    assert "'default'" not in repr(safe)
