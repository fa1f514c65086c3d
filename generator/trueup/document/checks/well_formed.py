"""Say fast that a schema is well formed; the meta-schema, twenty times as slow, is asked only about the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue

_TYPES: Final = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})
# Keywords that the meta-schema holds to more than is worth telling here.
_ASK: Final = frozenset(
    "$id $anchor $schema $vocabulary $dynamicRef $dynamicAnchor $recursiveRef $recursiveAnchor"
    " definitions dependencies dependentRequired".split()
)


def plainly_well_formed(schema: JsonObject) -> bool:
    """Say whether a schema, but for those within it, is well formed for sure; False: ask the meta-schema."""
    for keyword, value in schema.items():
        if keyword in _ASK:
            return False
        test = _TESTS.get(keyword)
        if test is not None and not test(value):
            return False
    return True


def _is_text(value: JsonValue) -> bool:
    return isinstance(value, str)


def _is_flag(value: JsonValue) -> bool:
    return isinstance(value, bool)


def _is_number(value: JsonValue) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_positive(value: JsonValue) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def _is_count(value: JsonValue) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_list(value: JsonValue) -> bool:
    return isinstance(value, list)


def _is_schema(value: JsonValue) -> bool:
    return isinstance(value, dict | bool)


def _are_schemas(value: JsonValue) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_schema, value))


def _is_map(value: JsonValue) -> bool:
    return isinstance(value, dict) and all(map(_is_schema, value.values()))


def _are_names(value: JsonValue) -> bool:
    return (
        isinstance(value, list)
        and all(isinstance(each, str) for each in value)
        and len(set(map(str, value))) == len(value)
    )


def _is_type(value: JsonValue) -> bool:
    if isinstance(value, list):
        return bool(value) and _are_names(value) and {*map(str, value)} <= _TYPES
    return isinstance(value, str) and value in _TYPES


_TESTS: Final[Mapping[str, Callable[[JsonValue], bool]]] = {
    **dict.fromkeys("title description format $comment contentMediaType".split(), _is_text),
    **dict.fromkeys("contentEncoding $ref pattern".split(), _is_text),
    **dict.fromkeys("readOnly writeOnly deprecated uniqueItems".split(), _is_flag),
    **dict.fromkeys("minimum maximum exclusiveMinimum exclusiveMaximum".split(), _is_number),
    "multipleOf": _is_positive,
    **dict.fromkeys(
        "minLength maxLength minItems maxItems minProperties maxProperties minContains maxContains".split(),
        _is_count,
    ),
    **dict.fromkeys("enum examples".split(), _is_list),
    **dict.fromkeys("allOf anyOf oneOf prefixItems".split(), _are_schemas),
    **dict.fromkeys("properties patternProperties dependentSchemas $defs".split(), _is_map),
    **dict.fromkeys(
        "items additionalProperties not if then else contains propertyNames unevaluatedItems"
        " unevaluatedProperties contentSchema".split(),
        _is_schema,
    ),
    "required": _are_names,
    "type": _is_type,
}  # fmt: skip
