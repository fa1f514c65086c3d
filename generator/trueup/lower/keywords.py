"""The keywords of Schema Objects: which assert something, about values of which type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from trueup.document.json_values import JsonObject, canonical, sequence

# What a schema may say beside its type without asserting anything about values.
WORDS: Final = frozenset(
    "title description default example examples deprecated readOnly writeOnly externalDocs format xml $comment"
    " contentMediaType contentEncoding contentSchema $schema $id $anchor $defs $dynamicAnchor definitions"
    " discriminator".split()
)
NUMERIC: Final = frozenset("minimum maximum exclusiveMinimum exclusiveMaximum multipleOf".split())
TEXT: Final = frozenset("minLength maxLength pattern".split())
ARRAY: Final = frozenset(
    "items prefixItems contains minContains maxContains minItems maxItems uniqueItems unevaluatedItems".split()
)
OBJECT: Final = frozenset(
    "properties required additionalProperties patternProperties propertyNames minProperties maxProperties"
    " dependentRequired dependentSchemas unevaluatedProperties".split()
)
GENERAL: Final = frozenset("$ref type enum const anyOf oneOf allOf not if then else".split())
# What the runtime enforces on top of a type (CHECKS of templates/runtime/checks.py); `if` reads its
# branches, `contains` its counts, `$ref` the `$defs`; of formats it knows those of formats.HELD.
ENFORCED: Final = (GENERAL | NUMERIC | TEXT | ARRAY | OBJECT | {"format"}) - {
    "unevaluatedItems",
    "unevaluatedProperties",
}
_OF_TYPE: Final[Mapping[str, frozenset[str]]] = {
    "string": TEXT,
    "integer": NUMERIC,
    "number": NUMERIC,
    "boolean": frozenset(),
    "null": frozenset(),
    "array": ARRAY,
    "object": OBJECT,
}
_ELSEWHERE: Final = NUMERIC | TEXT | ARRAY | OBJECT


def asserts(schema: JsonObject) -> bool:
    """Say whether a schema says anything about values at all."""
    return any(is_assertion(key) for key in schema)


def is_assertion(keyword: str) -> bool:
    """Say whether a keyword says something about values; a foreign one is taken to."""
    return keyword not in WORDS and not keyword.startswith("x-")


def example_of(schema: JsonObject) -> str | None:
    """Give the first example of a schema, as canonical JSON."""
    shown = [schema["example"]] if "example" in schema else sequence(schema.get("examples"))
    return next(map(canonical, shown), None)


def applicable(schema: JsonObject, kind: str) -> JsonObject:
    """Leave out what JSON Schema passes over on values of a type."""
    other = _ELSEWHERE - _OF_TYPE.get(kind, _ELSEWHERE)
    return {key: value for key, value in schema.items() if key not in other}


def implied(schema: JsonObject) -> str | None:
    """Say which type a schema means that names none but has keywords of only that type."""
    if "properties" in schema or "additionalProperties" in schema:
        return "object"
    if "items" in schema or "prefixItems" in schema:
        return "array"
    values = sequence(schema.get("enum")) or ([schema["const"]] if "const" in schema else [])
    kinds = {type(value) for value in values}
    known = {str: "string", bool: "boolean", int: "integer", float: "number"}
    return known.get(kinds.pop()) if len(kinds) == 1 else None
