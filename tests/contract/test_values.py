"""For every constraint of every schema: the models say of a value what the spec says of it.

The judge is openapi-schema-validator on the spec itself. Where a model may say something else, the
allowance has a name and a reason, and fails as soon as nothing needs it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from pydantic import ValidationError

from .allowances import STRICT_WRITER, TOLERANT_READER, Allowance
from .edges import SAYS_NOTHING_OF_VALUES, TRIED, Probe, keywords_of, probes_of
from .spec import ENUMS, OPERATIONS, REQUESTS, RESPONSES, SCHEMAS, SPEC, judged, model_of, named

BODIES = {named(operation.body["schema"]) for operation in OPERATIONS}
ANSWERS = {named(media["schema"]) for each in OPERATIONS for _, media in each.responses()}
REQUEST_PROBES = [each for name in REQUESTS for each in probes_of(name, nested=name in BODIES)]
RESPONSE_PROBES = [each for name in RESPONSES for each in probes_of(name, nested=name in ANSWERS)]


def test_the_text_true_of_the_success_rule_stays_text() -> None:
    said = SPEC["paths"][OPERATIONS[0].path][OPERATIONS[0].method]["responses"]["200"]
    assert said["x-success-when"]["equals"] == "true"


def test_every_keyword_of_every_schema_is_tried() -> None:
    assert keywords_of(list(SCHEMAS.values())) == TRIED | SAYS_NOTHING_OF_VALUES


def test_every_schema_is_sent_or_received_or_an_enumeration() -> None:
    assert sorted([*REQUESTS, *RESPONSES, *ENUMS]) == sorted(SCHEMAS)


def modelled(probe: Probe) -> bool:
    """Say whether the model takes the value: the same as a Python value and as JSON.

    What text holds as JSON is taken in Python alone: in JSON, an object in its place is no text.
    """
    as_python = _takes(model_of(probe.name).model_validate, probe.value)
    as_json = _takes(model_of(probe.name).model_validate_json, json.dumps(probe.value))
    if "contentSchema" in probe.schema and isinstance(probe.tried, dict | list):
        return as_json
    assert as_python == as_json, "Python and JSON are not judged alike"
    return as_python


def _takes(read: Callable[[Any], object], value: object) -> bool:
    try:
        read(value)
    except ValidationError:
        return False
    return True


def compare(probe: Probe, allowances: list[Allowance]) -> None:
    allowed = [each for each in allowances if each.covers(probe)]
    schema, model = judged(probe.name, probe.value), modelled(probe)
    if allowed:
        assert [each.model_takes for each in allowed] == [model]
        assert schema != model, f"{allowed[0].name}: nothing to allow here"
    else:
        assert model == schema


@pytest.mark.parametrize("probe", REQUEST_PROBES, ids=str)
def test_a_request_is_taken_exactly_when_the_schema_takes_it(probe: Probe) -> None:
    compare(probe, STRICT_WRITER)


@pytest.mark.parametrize("probe", RESPONSE_PROBES, ids=str)
def test_a_response_is_taken_whenever_the_schema_takes_it(probe: Probe) -> None:
    compare(probe, TOLERANT_READER)


@pytest.mark.parametrize("allowance", STRICT_WRITER, ids=lambda each: each.name)
def test_every_allowance_for_requests_is_needed(allowance: Allowance) -> None:
    assert any(allowance.covers(probe) for probe in REQUEST_PROBES)


@pytest.mark.parametrize("allowance", TOLERANT_READER, ids=lambda each: each.name)
def test_every_allowance_for_responses_is_needed(allowance: Allowance) -> None:
    assert any(allowance.covers(probe) for probe in RESPONSE_PROBES)


@pytest.mark.parametrize("name", REQUESTS)
def test_the_json_schema_of_a_model_says_of_every_value_what_the_spec_says(name: str) -> None:
    own = OAS31Validator(model_of(name).model_json_schema(), format_checker=oas31_format_checker)
    probes = [
        probe
        for probe in REQUEST_PROBES
        if probe.name == name and not any(allowed.covers(probe) for allowed in STRICT_WRITER)
    ]

    different = [
        str(probe) for probe in probes if own.is_valid(probe.value) != judged(name, probe.value)
    ]

    assert different == []
