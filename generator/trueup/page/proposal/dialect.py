"""Write schemas of the 3.1 dialect as OpenAPI 3.0 has them, for a spec of that version."""

from __future__ import annotations

from trueup.document.json_values import JsonObject, JsonValue, copied, sequence
from trueup.document.walk import schemas

_LIMITS = (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum"))


def is_older(root: JsonObject) -> bool:
    """Say whether a document is of OpenAPI 3.0."""
    return str(root.get("openapi", "")).startswith("3.0")


def older(kind: str, node: JsonObject) -> JsonObject:
    """Give a node for OpenAPI 3.0; `kind` names the section of the components that it could stand in."""
    made = copied(node)
    for _, schema in list(schemas({"components": {kind: {"made": made}}})):
        _to_30(schema)
    return made


def _to_30(schema: JsonObject) -> None:
    if "$ref" in schema and len(schema) > 1:
        schema["allOf"] = [{"$ref": schema.pop("$ref")}]
    if "const" in schema:
        schema["enum"] = [schema.pop("const")]
    if shown := sequence(schema.pop("examples", None)):
        schema["example"] = shown[0]
    for bound, exclusive in _LIMITS:
        value: JsonValue = schema.get(exclusive)
        if isinstance(value, int | float) and not isinstance(value, bool):
            schema[bound], schema[exclusive] = value, True
    schema.pop("contentMediaType", None)
