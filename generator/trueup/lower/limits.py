"""Lower the limits of scalars: what JSON Schema's keywords mean for the type they stand on."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Final, assert_never

from pydantic_core import SchemaError, SchemaValidator, core_schema

from trueup.document.json_values import JsonObject, JsonValue, text_of
from trueup.ir import Limits, Scalar

# What Python's regular expressions have and those of pydantic's engine do not: the runtime holds such patterns.
_PYTHON_ONLY: Final = re.compile(r"\(\?[=!<>#(P]|\\[1-9ZA]|[*+?}]\+")
_INTEGER_RANGES: Final[Mapping[str, tuple[int, int]]] = {
    "int32": (-(2**31), 2**31 - 1),
    "int64": (-(2**63), 2**63 - 1),
}


def limits_of(schema: JsonObject, scalar: Scalar) -> Limits:
    """Read the limits that mean something for a scalar; JSON Schema passes over the others."""
    match scalar:
        case Scalar.STRING:
            return Limits(
                min_length=_count(schema.get("minLength")),
                max_length=_count(schema.get("maxLength")),
                pattern=text_of(schema.get("pattern")) or None,
            )
        case Scalar.INTEGER:
            return _whole_limits(schema)
        case Scalar.NUMBER:
            return _number_limits(schema)
        case Scalar.BOOLEAN:
            return Limits()
        case _:
            assert_never(scalar)


def fits_engine(pattern: str) -> bool:
    """Say whether pydantic's engine of regular expressions takes a pattern and means what Python's does."""
    try:
        SchemaValidator(core_schema.str_schema(pattern=pattern))
    except SchemaError:
        return False
    return not _PYTHON_ONLY.search(pattern)


def _number_limits(schema: JsonObject) -> Limits:
    return Limits(
        minimum=_number(schema.get("minimum")),
        maximum=_number(schema.get("maximum")),
        exclusive_minimum=_number(schema.get("exclusiveMinimum")),
        exclusive_maximum=_number(schema.get("exclusiveMaximum")),
        multiple_of=_number(schema.get("multipleOf")),
    )


def _whole_limits(schema: JsonObject) -> Limits:
    """Read the limits of an integer: bounds between integers are those of the next one within."""
    said = _number_limits(schema)
    lows = [
        said.minimum,
        None if said.exclusive_minimum is None else math.floor(said.exclusive_minimum) + 1,
    ]
    highs = [
        said.maximum,
        None if said.exclusive_maximum is None else math.ceil(said.exclusive_maximum) - 1,
    ]
    low, high = _INTEGER_RANGES.get(text_of(schema.get("format")), (None, None))
    whole_lows = [math.ceil(each) for each in (*lows, low) if each is not None]
    whole_highs = [math.floor(each) for each in (*highs, high) if each is not None]
    return Limits(
        minimum=max(whole_lows, default=None),
        maximum=min(whole_highs, default=None),
        multiple_of=said.multiple_of,
    )


def _number(value: JsonValue) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _count(value: JsonValue) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
