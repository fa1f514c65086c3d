"""What 3.0 says of any document means the same, or it is told that 3.0 can't say it."""

from __future__ import annotations

from typing import Any

import pytest
from openapi_schema_validator import OAS30Validator, OAS31Validator
from openapi_spec_validator import validate

from tests.features.cases import Feature, features
from tests.publish.comparing import edition
from tests.publish.test_release import judge, told_apart_by_dialect
from tests.publish.values import values
from trueup.document import source
from trueup.document.json_values import mapping
from trueup.document.lint import lint
from trueup.document.source import Document
from trueup.findings import any_error
from trueup.publish.release.client_safe import client_safe
from trueup.publish.release.older import in_3_0

# Words by which a value is read otherwise by the judges of the two dialects, though they are the same in both.
READ_BY_SIDE_OR_KIND = ("readOnly", "writeOnly", "discriminator")


def read(feature: Feature) -> Document | None:
    kind = "json" if feature.document.lstrip().startswith("{") else "yaml"
    done = lint(source.parse(f"a.{kind}", feature.document))
    return None if any_error(done.findings) else done.document


@pytest.mark.parametrize("feature", features(), ids=lambda each: each.name)
def test_the_forms_of_a_sound_document_are_sound_and_take_the_same_values(feature: Feature) -> None:
    document = read(feature)
    if document is None:  # no release is made of it
        return
    older, lost = in_3_0(document.root)
    if lost:
        return
    safe = client_safe(document.root)
    validate(safe)
    for each in (older, in_3_0(safe)[0]):
        validate(each)
    if any(word in feature.document for word in READ_BY_SIDE_OR_KIND):
        return
    for name in mapping(mapping(document.root.get("components")).get("schemas")):
        pointer = f"/components/schemas/{name}"
        new = judge(document.root, pointer, OAS31Validator)
        others = judge(older, pointer, OAS30Validator), judge(safe, pointer, OAS31Validator)
        for value in values(document, pointer, new.is_valid, 100, deep=2):
            if not told_apart_by_dialect(value):
                verdicts = {each.is_valid(value) for each in (new, *others)}
                assert len(verdicts) == 1, (name, value)


SAID = {
    "true": ({"properties": {"a": True}}, {"properties": {"a": {}}}),
    "false": ({"properties": {"a": False}}, {"properties": {"a": {"not": {}}}}),
    "true of all": ({"allOf": [True]}, {"allOf": [{}]}),
    "any items": ({"type": "array"}, {"type": "array", "items": {}}),
    "closed": ({"additionalProperties": False}, {"additionalProperties": False}),
    "null": ({"type": "null"}, {"type": "string", "nullable": True, "enum": [None]}),
    "nothing required": ({"required": []}, {}),
    "a reference and more": (
        {"$ref": "#/components/schemas/A", "allOf": [{"maxLength": 2}]},
        {"allOf": [{"$ref": "#/components/schemas/A"}, {"maxLength": 2}]},
    ),
}


@pytest.mark.parametrize(("schema", "said"), SAID.values(), ids=SAID)
def test_what_3_0_writes_otherwise(schema: dict[str, Any], said: dict[str, Any]) -> None:
    parts = {"schemas": {"A": {"type": "string"}, "B": schema}}
    older, lost = in_3_0(edition(components=parts).root)
    validate(older)
    assert (older["components"]["schemas"]["B"], lost) == (said, [])  # type: ignore[call-overload, index]


def test_schemas_within_schemas_become_components() -> None:
    inner = {"type": "string", "$defs": {"A": {"type": "integer"}}}
    outer = {"$defs": {"A": inner}, "properties": {"a": {"$ref": "#/components/schemas/B/$defs/A"}}}
    deeper = {"$ref": "#/components/schemas/B/$defs/A/$defs/A"}
    parts: Any = {"schemas": {"A": {"type": "boolean"}, "B": outer, "C": {"items": deeper}}}
    older, lost = in_3_0(edition(components=parts).root)
    validate(older)
    assert (older["components"], lost) == (
        {
            "schemas": {
                "A": {"type": "boolean"},
                "B": {"properties": {"a": {"$ref": "#/components/schemas/A2"}}},
                "C": {"items": {"$ref": "#/components/schemas/A3"}},
                "A2": {"type": "string"},
                "A3": {"type": "integer"},
            }
        },
        [],
    )


def test_certificates_as_credentials_are_told_as_what_3_0_can_not_say() -> None:
    parts = {"securitySchemes": {"mine": {"type": "mutualTLS"}}}
    _, lost = in_3_0(edition(components=parts).root)
    assert lost == ["/components/securitySchemes/mine/type"]
