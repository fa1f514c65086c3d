"""The forms that a spec is handed out in: OpenAPI 3.1 and 3.0, one without defaults, and JSON Schemas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, canonical, copied, mapping, text_of
from trueup.document.walk import schemas

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_LOCAL: Final = "#/components/schemas/"


def without_defaults(root: JsonObject) -> JsonObject:
    """Give a document whose defaults are for people alone.

    Most client generators send each `default` that the caller never set, and an update then changes what nobody asked
    to change. Here it stands in the description, and as `x-documented-default`.
    """
    made = copied(root)
    for _, schema in list(schemas(made)):
        if "default" in schema and "$ref" not in schema:
            default = schema.pop("default")
            schema["x-documented-default"] = default
            said = f"Default: {canonical(default)}, applied by the service; leave the field out to keep what it has."
            schema["description"] = " ".join(
                filter(None, (text_of(schema.get("description")), said))
            )
    return made


def json_schemas(root: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """Give each component as a JSON Schema of 2020-12 in a file of its own; references lead from file to file."""
    for name, schema in mapping(mapping(root.get("components")).get("schemas")).items():
        if isinstance(schema, dict):
            made = _to_files(schema)
            told = made if isinstance(made, dict) else {}
            yield name, {"$schema": _DIALECT, "$id": f"{name}.json", "title": name, **told}


def _to_files(value: JsonValue) -> JsonValue:
    if isinstance(value, list):
        return [_to_files(each) for each in value]
    if not isinstance(value, dict):
        return value
    made = {key: _to_files(each) for key, each in value.items()}
    reference = made.get("$ref")
    if isinstance(reference, str) and reference.startswith(_LOCAL):
        made["$ref"] = f"{reference.removeprefix(_LOCAL)}.json"
    return made
