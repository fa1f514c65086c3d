"""The differences between models and schemas that are meant to be, each with its reason.

`test_values.py` holds them to it: an allowance has to be right wherever it applies, and needed.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from .edges import Probe
from .spec import judged


class Allowance(NamedTuple):
    """A difference between a model and the schema that is meant to be."""

    name: str
    reason: str
    model_takes: bool
    covers: Callable[[Probe], bool]


def _is_whole_float(probe: Probe) -> bool:
    value = probe.tried
    return isinstance(value, float) and math.isfinite(value) and value.is_integer()


def _taken_by_schema_but_for_its_newline(probe: Probe) -> bool:
    value = probe.tried
    return (
        isinstance(value, str)
        and "pattern" in probe.schema
        and value.endswith("\n")
        and judged(probe.name, _with_text(probe.value, value, value[:-1]))
    )


def _with_text(whole: object, old: str, new: str) -> object:
    if isinstance(whole, dict):
        return {key: _with_text(value, old, new) for key, value in whole.items()}
    return new if whole == old else whole


STRICT_WRITER = [
    Allowance(
        "a whole number with a point",
        "JSON Schema calls 2.0 an integer; a strict model wants an int, which writes 2 and not 2.0.",
        model_takes=False,
        covers=lambda probe: (
            probe.schema["type"] == "integer"
            and _is_whole_float(probe)
            and judged(probe.name, probe.value)
        ),
    ),
    Allowance(
        "a newline at the end of a pattern",
        "Python's $, which jsonschema uses, matches before it; ECMA 262's $, which the spec means, "
        "does not.",
        model_takes=False,
        covers=_taken_by_schema_but_for_its_newline,
    ),
    Allowance(
        "no finite number",
        "NaN and Infinity are Python's; JSON cannot write them.",
        model_takes=False,
        covers=lambda probe: (
            probe.schema["type"] == "number"
            and isinstance(probe.tried, float)
            and (math.isnan(probe.tried) or probe.tried == math.inf)
        ),
    ),
    Allowance(
        "a number that is no double",
        "The format is double; the judge's check of it passes every int, the model holds a float.",
        model_takes=False,
        covers=lambda probe: (
            probe.schema["type"] == "number"
            and isinstance(probe.tried, int)
            and probe.tried > 10**309
        ),
    ),
]
TOLERANT_READER = [
    Allowance(
        "null",
        "No documented value, yet services send it for what they have not.",
        model_takes=True,
        covers=lambda probe: probe.tried is None and probe.place != "",
    ),
    Allowance(
        "a required field is missing",
        "A gateway's error that lacks a field is better read in part than not at all.",
        model_takes=True,
        covers=lambda probe: (
            isinstance(probe.tried, dict)
            and not probe.tried.keys() >= set(probe.schema.get("required", []))
        ),
    ),
    Allowance(
        "a boolean for a text that is documented to come as one",
        "x-reads-also: DLI sends is_success as text or as a boolean.",
        model_takes=True,
        covers=lambda probe: (
            isinstance(probe.tried, bool) and "boolean" in probe.schema.get("x-reads-also", [])
        ),
    ),
    Allowance(
        "a whole number as text",
        'Services quote long integers: "123" is read as 123.',
        model_takes=True,
        covers=lambda probe: probe.schema["type"] == "integer" and probe.tried in ("2", "2.0"),
    ),
    Allowance(
        "a boolean for an integer",
        "Reading is lax about numbers, and true is read as 1.",
        model_takes=True,
        covers=lambda probe: probe.schema["type"] == "integer" and isinstance(probe.tried, bool),
    ),
    Allowance(
        "an integer beyond its format",
        "Python's int holds it; refusing an answer helps nobody.",
        model_takes=True,
        covers=lambda probe: (
            probe.schema["type"] == "integer"
            and type(probe.tried) is int
            and not -(2**63) <= probe.tried < 2**63
        ),
    ),
    Allowance(
        "a whole float beyond the integer's format",
        "The judge's check of int64 passes every float; 1e300 is no int64.",
        model_takes=False,
        covers=lambda probe: (
            probe.schema["type"] == "integer"
            and isinstance(probe.tried, float)
            and 2**63 < probe.tried < math.inf
        ),
    ),
]
