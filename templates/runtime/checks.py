"""What pydantic has no keyword for: a JSON Schema held on top of a type."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeGuard, get_args

from pydantic import BaseModel, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema, to_jsonable_python

# The keywords that hold schemas: one or a list of them, or many by name.
_HOLDING: Final = frozenset(
    "$ref allOf anyOf oneOf not if then else items prefixItems contains additionalProperties"
    " propertyNames".split()
)
_HOLDING_MANY: Final = frozenset({"$defs", "properties", "patternProperties", "dependentSchemas"})

# A tuple, as a union would be made anew for each value.
_PLAIN: Final = (str, int, float, type(None))

Check = Callable[[Any, Any, Mapping[str, Any]], bool]
Formats = Mapping[str, Callable[[object], bool]]

# How values of types that JSON has none for are written; formats.py tells, where a library has such.
TEXTS: Final[dict[type, Callable[[Any], str]]] = {}


class Matches:
    """Annotates a type with a JSON Schema (as text) that its values must satisfy as well.

    `formats`: what says whether a value is of a format that the schema names.
    """

    def __init__(self, schema: str, formats: Formats | None = None) -> None:
        self.schema: Final = schema
        parsed = json.loads(schema)
        self._parsed: Final = _linked(parsed, parsed.get("$defs", {}), formats or {})

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"allOf": [handler(schema), json.loads(self.schema)]}

    def takes(self, value: object) -> bool:
        """Say whether a value satisfies the schema; models are judged as they are written."""
        plain = isinstance(value, _PLAIN)
        return satisfies(value if plain else _as_written(value), self._parsed)

    def check(self, value: object) -> object:
        """Give the value back where it satisfies the schema."""
        if not self.takes(value):
            raise PydanticCustomError(
                "schema", "Input should satisfy {schema}", {"schema": self.schema}
            )
        return value

    def __repr__(self) -> str:
        return f"Matches({self.schema!r})"


class Exactly:
    """Annotates a Literal of one number or boolean: of its JSON type, so that true is not 1."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        (wanted,) = get_args(source)

        def check(value: object) -> object:
            if type(value) is not type(wanted) or value != wanted:
                context = {"expected": json.dumps(wanted)}
                raise PydanticCustomError("literal_error", "Input should be {expected}", context)
            return value

        return core_schema.no_info_before_validator_function(check, handler(source))


def spelled(value: Any) -> Any:
    """Give a value with the texts of what JSON has no type for, in lists and maps too; models stay."""
    if not TEXTS or isinstance(value, (*_PLAIN, BaseModel)):
        return value
    if isinstance(value, dict):
        return {key: spelled(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [spelled(each) for each in value]
    write = next((TEXTS[kind] for kind in type(value).__mro__ if kind in TEXTS), None)
    return value if write is None else write(value)


def _as_written(value: object) -> object:
    """Give what a value is on the wire: models inside it by their wire names, unset fields left out."""
    value = value if isinstance(value, tuple) else spelled(value)
    wired = getattr(value, "__wired__", None)
    if isinstance(value, BaseModel) and wired is not None:
        return _as_written(wired())
    if isinstance(value, dict):
        return {key: _as_written(each) for key, each in value.items()}
    if _is_file(value):
        return repr(value)  # JSON has no files, and one that was read would be sent empty
    if isinstance(value, list | tuple):
        return [_as_written(each) for each in value]
    return to_jsonable_python(value, by_alias=True)


def _is_file(value: object) -> bool:
    parts = value if isinstance(value, tuple) else (value,)
    return any(isinstance(each, bytes) or hasattr(each, "read") for each in parts)


def _linked(
    schema: Any, shared: Mapping[str, Any], formats: Formats, seen: set[int] | None = None
) -> Any:
    """Put what a `$ref` leads to, and what a format asks, in place of their words, once for each schema.

    A `$ref` may lead in a circle.
    """
    seen = set() if seen is None else seen
    if isinstance(schema, dict) and id(schema) not in seen:
        seen.add(id(schema))
        if isinstance(schema.get("$ref"), str):
            schema["$ref"] = shared[schema["$ref"].removeprefix("#/$defs/")]
        if "format" in schema:
            schema["format"] = formats.get(schema["format"], _takes_all)
        for key, part in schema.items():
            if key in _HOLDING_MANY and isinstance(part, dict):
                held = list(part.values())
            else:
                held = part if key in _HOLDING and isinstance(part, list) else [part]
            for each in held if key in _HOLDING | _HOLDING_MANY else ():
                _linked(each, shared, formats, seen)
    return schema


def _takes_all(value: object) -> bool:
    return True


def satisfies(value: object, schema: object) -> bool:
    """Say whether a value satisfies a JSON Schema of the keywords in CHECKS."""
    if not isinstance(schema, dict):
        return bool(schema)  # true takes everything, false nothing
    for key, wanted in schema.items():
        check = CHECKS.get(key)
        if check is not None and not check(value, wanted, schema):
            return False
    return True


def same(one: object, other: object) -> bool:
    """Say whether two JSON values are equal; true is not 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, _PLAIN):
        return one == other
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
            return _is_number(value) and math.isfinite(value) and value == int(value)
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


def _of_object(test: Callable[[Mapping[str, Any], Any], bool]) -> Check:
    return lambda value, wanted, schema: not isinstance(value, Mapping) or test(value, wanted)


def _all_fit(values: Iterable[object], schema: object) -> bool:
    return all(satisfies(value, schema) for value in values)


def _items(value: Any, wanted: Any, schema: Mapping[str, Any]) -> bool:
    first = len(schema.get("prefixItems", ()))
    return not _is_list(value) or _all_fit(value[first:], wanted)


def _contains(value: Any, wanted: Any, schema: Mapping[str, Any]) -> bool:
    if not _is_list(value):
        return True
    count = sum(satisfies(each, wanted) for each in value)
    return bool(schema.get("minContains", 1) <= count <= schema.get("maxContains", len(value)))


def _additional(value: Any, wanted: Any, schema: Mapping[str, Any]) -> bool:
    if not isinstance(value, Mapping):
        return True
    named, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    return _all_fit(
        (
            each
            for key, each in value.items()
            if key not in named and not any(re.search(pattern, key) for pattern in patterns)
        ),
        wanted,
    )


def _is_unique(values: Sequence[object]) -> bool:
    return not any(same(one, other) for at, one in enumerate(values) for other in values[at + 1 :])


def _conditional(value: Any, condition: Any, schema: Mapping[str, Any]) -> bool:
    branch = "then" if satisfies(value, condition) else "else"
    return satisfies(value, schema.get(branch, True))


def _is_multiple(value: float, of: float) -> bool:
    if isinstance(value, int) and isinstance(of, int):
        return value % of == 0
    quotient = value / of
    return math.isfinite(quotient) and quotient == int(quotient)


CHECKS: Final[Mapping[str, Check]] = {
    "type": lambda value, kinds, schema: any(
        _is_type(value, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)
    ),
    "const": lambda value, wanted, schema: same(value, wanted),
    "enum": lambda value, wanted, schema: any(same(value, each) for each in wanted),
    "minimum": lambda value, limit, schema: not _is_number(value) or value >= limit,
    "maximum": lambda value, limit, schema: not _is_number(value) or value <= limit,
    "exclusiveMinimum": _of_number(lambda value, limit: value > limit),
    "exclusiveMaximum": _of_number(lambda value, limit: value < limit),
    "multipleOf": _of_number(_is_multiple),
    "format": lambda value, holds, schema: bool(holds(value)),
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
    "$ref": lambda value, wanted, schema: satisfies(value, wanted),
    "items": _items,
    "prefixItems": _of_list(
        lambda value, wanted: all(map(satisfies, value, wanted))  # as far as both go
    ),
    "contains": _contains,
    "minProperties": _of_object(lambda value, limit: len(value) >= limit),
    "maxProperties": _of_object(lambda value, limit: len(value) <= limit),
    "required": _of_object(lambda value, wanted: all(key in value for key in wanted)),
    "properties": _of_object(
        lambda value, wanted: all(
            satisfies(value[key], part) for key, part in wanted.items() if key in value
        )
    ),
    "patternProperties": _of_object(
        lambda value, wanted: all(
            satisfies(each, part)
            for pattern, part in wanted.items()
            for key, each in value.items()
            if re.search(pattern, key)
        )
    ),
    "additionalProperties": _additional,
    "propertyNames": _of_object(_all_fit),
    "dependentRequired": _of_object(
        lambda value, wanted: all(
            other in value for key, others in wanted.items() if key in value for other in others
        )
    ),
    "dependentSchemas": _of_object(
        lambda value, wanted: all(
            satisfies(value, part) for key, part in wanted.items() if key in value
        )
    ),
}
