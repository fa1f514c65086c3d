"""What pydantic has no keyword for: a JSON Schema held on top of a type."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeGuard

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

Check = Callable[[Any, Any, Mapping[str, Any]], bool]


class Matches:
    """Annotates a type with a JSON Schema (as text) that its values must satisfy as well."""

    def __init__(self, schema: str) -> None:
        self.schema: Final = schema
        self._parsed: Final = json.loads(schema)

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"allOf": [handler(schema), self._parsed]}

    def _check(self, value: object) -> object:
        if not satisfies(value, self._parsed):
            raise PydanticCustomError(
                "schema", "Input should satisfy {schema}", {"schema": self.schema}
            )
        return value

    def __repr__(self) -> str:
        return f"Matches({self.schema!r})"


def satisfies(value: object, schema: object) -> bool:
    """Say whether a value satisfies a JSON Schema of the keywords in CHECKS."""
    if not isinstance(schema, Mapping):
        return bool(schema)  # true takes everything, false nothing
    return all(
        CHECKS[key](value, wanted, schema) for key, wanted in schema.items() if key in CHECKS
    )


def same(one: object, other: object) -> bool:
    """Say whether two JSON values are equal; true is not 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if _is_list(one) and _is_list(other):
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))
    return one == other


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _is_type(value: object, kind: str) -> bool:
    match kind:
        case "string":
            return isinstance(value, str)
        case "integer":
            return _is_number(value) and value == int(value)
        case "number":
            return _is_number(value)
        case "boolean":
            return isinstance(value, bool)
        case "array":
            return _is_list(value)
        case "object":
            return isinstance(value, Mapping)
        case _:
            return value is None


def _of_number(test: Callable[[Any, Any], bool]) -> Check:
    return lambda value, wanted, schema: not _is_number(value) or test(value, wanted)


def _of_text(test: Callable[[str, Any], bool]) -> Check:
    return lambda value, wanted, schema: not isinstance(value, str) or test(value, wanted)


def _of_list(test: Callable[[Any, Any], bool]) -> Check:
    return lambda value, wanted, schema: not _is_list(value) or test(value, wanted)


def _is_unique(values: Sequence[object]) -> bool:
    return not any(same(one, other) for at, one in enumerate(values) for other in values[at + 1 :])


def _conditional(value: Any, condition: Any, schema: Mapping[str, Any]) -> bool:
    branch = "then" if satisfies(value, condition) else "else"
    return satisfies(value, schema.get(branch, True))


def _is_multiple(value: float, of: float) -> bool:
    quotient = value / of
    return quotient == int(quotient)


CHECKS: Final[Mapping[str, Check]] = {
    "type": lambda value, kinds, schema: any(
        _is_type(value, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)
    ),
    "const": lambda value, wanted, schema: same(value, wanted),
    "enum": lambda value, wanted, schema: any(same(value, each) for each in wanted),
    "minimum": _of_number(lambda value, limit: value >= limit),
    "maximum": _of_number(lambda value, limit: value <= limit),
    "exclusiveMinimum": _of_number(lambda value, limit: value > limit),
    "exclusiveMaximum": _of_number(lambda value, limit: value < limit),
    "multipleOf": _of_number(_is_multiple),
    "minLength": _of_text(lambda value, limit: len(value) >= limit),
    "maxLength": _of_text(lambda value, limit: len(value) <= limit),
    "pattern": _of_text(lambda value, pattern: re.search(pattern, value) is not None),
    "minItems": _of_list(lambda value, limit: len(value) >= limit),
    "maxItems": _of_list(lambda value, limit: len(value) <= limit),
    "uniqueItems": _of_list(lambda value, wanted: not wanted or _is_unique(value)),
    "anyOf": lambda value, options, schema: any(satisfies(value, option) for option in options),
    "oneOf": lambda value, options, schema: sum(satisfies(value, each) for each in options) == 1,
    "allOf": lambda value, options, schema: all(satisfies(value, option) for option in options),
    "not": lambda value, refused, schema: not satisfies(value, refused),
    "if": _conditional,
}
