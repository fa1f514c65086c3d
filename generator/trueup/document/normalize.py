"""Bring every document to one dialect: OpenAPI 3.1 with JSON Schema 2020-12. Pointers stay as they are.

From 3.0: `nullable` becomes a type list, or a choice of null where no type is named; boolean exclusive
bounds become numbers; what stands beside a `$ref` is dropped (3.0 gives it no meaning).
"""

from __future__ import annotations

from trueup.document.json_values import JsonObject, JsonValue, copied
from trueup.document.walk import schemas


def normalize(root: JsonObject) -> JsonObject:
    """Give a document of the 3.1 dialect that means the same; the one given is left alone."""
    if not str(root.get("openapi", "")).startswith("3.0"):
        return root
    made: JsonObject = copied(root)
    normalize_here(made)
    return made


def normalize_here(root: JsonObject) -> None:
    """Bring a document that nobody else holds to the 3.1 dialect, where it stands."""
    if str(root.get("openapi", "")).startswith("3.0"):
        for _, schema in list(schemas(root)):
            _to_2020(schema)
        root["openapi"] = "3.1.0"


def _to_2020(schema: JsonObject) -> None:
    if "$ref" in schema:
        for key in [key for key in schema if key != "$ref"]:
            del schema[key]
        return
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if isinstance(schema.get(exclusive), bool) and schema.pop(exclusive) and bound in schema:
            schema[exclusive] = schema.pop(bound)
    if schema.pop("nullable", False) is True:
        make_nullable(schema)


def make_nullable(schema: JsonObject) -> bool:
    """Let a schema take null too, however it says what it takes; say whether it went into `anyOf`."""
    null: JsonValue = {"type": "null"}
    types, enum = schema.get("type"), schema.get("enum")
    if isinstance(enum, list) and None not in enum:
        schema["enum"] = [*enum, None]
    if "properties" in schema and types is None:
        types = "object"
    if isinstance(types, str | list):
        listed: list[JsonValue] = [types] if isinstance(types, str) else types
        schema["type"] = listed if "null" in listed else [*listed, "null"]
        return False
    for keyword in ("$ref", "anyOf", "oneOf", "allOf"):
        if keyword in schema:
            held: JsonObject = {keyword: schema.pop(keyword)}
            if keyword == "anyOf" and isinstance(held["anyOf"], list):
                schema["anyOf"] = [*held["anyOf"], null]
                return False
            schema["anyOf"] = [held, null]
            return True
    return False
