"""Computed defaults of any API: by the names of the wire, of numbers of every kind, of each other."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from .rendering import library, with_schema

SCHEMA = """
      type: object
      properties:
        Share: {type: number, default: 0.1}
        half: {type: number, x-default-expression: Share / 2}
        quarter: {type: number, x-default-expression: half / 2 + 0}
        told: {type: boolean, default: true}
        untold: {type: integer, x-default-expression: told * 2}
        left: {type: integer, x-default-expression: right + 1}
        right: {type: integer, x-default-expression: left + 1}
        seen: {type: integer, readOnly: true}
        unseen: {type: integer, x-default-expression: seen + 1}
        level: {type: integer, enum: [3, 5]}
        above: {type: integer, x-default-expression: level * (2 + 2) - 1}
"""


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ({}, "half", Fraction(1, 20)),  # of 0.1 as it is written
        ({"share": 3}, "half", Fraction(3, 2)),
        ({}, "quarter", Fraction(1, 40)),
        ({"half": 4}, "quarter", 2),
        ({}, "untold", "UNSET"),  # true is no number
        ({}, "left", "UNSET"),
        ({"right": 7}, "left", 8),
        ({"level": 5}, "above", 19),
        ({}, "above", "UNSET"),
    ],
)
def test_a_computed_default_reads_what_is_set_then_defaults_then_other_expressions(
    fields: dict[str, Any], name: str, value: object, tmp_path: Path
) -> None:
    with library(with_schema("Thing", SCHEMA), tmp_path, "computing") as package:
        found = package.Thing(**fields).computed_defaults()
        assert found[name] == (package.UNSET if value == "UNSET" else value)
        assert "unseen" not in found  # it is made of what only the service sees
