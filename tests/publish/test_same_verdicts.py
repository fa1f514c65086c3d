"""Every form of a release says the same of a value: 2,000 of each schema, judged in the dialect of the form."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from openapi_schema_validator import OAS30Validator, OAS31Validator

from tests.publish.comparing import material
from tests.publish.test_release import DOCUMENT, MODELS, judge, told_apart_by_dialect
from tests.publish.values import values
from trueup.publish.release.forms import forms

MANY = 2_000


@cache
def published() -> dict[str, Any]:
    files = forms(material(DOCUMENT)).files
    return {path: json.loads(text) for path, text in files.items() if path.endswith(".json")}


@pytest.mark.parametrize("name", MODELS)
def test_2000_values_of_a_schema_mean_the_same_in_every_form(name: str) -> None:
    """All but 2.0, an integer for JSON Schema 2020-12, which 3.1 is in, and none for draft 5, which 3.0 is in."""
    pointer = f"/components/schemas/{name}"
    judges = {
        path: judge(root, pointer, OAS30Validator if "3.0" in path else OAS31Validator)
        for path, root in published().items()
    }
    assert len(judges) == 4
    tried = values(DOCUMENT, pointer, judges["openapi.json"].is_valid, MANY * 2)
    tried = [each for each in tried if not told_apart_by_dialect(each)][:MANY]
    verdicts = {path: [each.is_valid(value) for value in tried] for path, each in judges.items()}
    expected = verdicts.pop("openapi.json")
    assert len(tried) == MANY
    assert MANY // 4 < sum(expected) < MANY * 3 // 4
    for path, told in verdicts.items():
        other = [value for value, one, two in zip(tried, expected, told, strict=True) if one != two]
        assert other == [], path
