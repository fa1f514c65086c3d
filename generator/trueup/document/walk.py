"""Find the parts of a document by what they are: schemas, operations, parameters, responses.

Every walk yields a JSON pointer with the part. References are not followed: what a `$ref` leads to is
met where it stands. Values inside `default`, `example` and `enum` are never taken for schemas.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence
from trueup.document.pointers import join

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

ONE_SCHEMA: Final = (
    "items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames",
    "unevaluatedItems", "unevaluatedProperties", "contentSchema",
)  # fmt: skip
MANY_SCHEMAS: Final = ("allOf", "anyOf", "oneOf", "prefixItems")
NAMED_SCHEMAS: Final = ("properties", "patternProperties", "dependentSchemas", "$defs")


def operations(root: JsonObject) -> Iterator[tuple[str, str, str, JsonObject]]:
    """Yield (pointer, path, method, operation) for every operation, in the document's order."""
    for path, item in mapping(root.get("paths")).items():
        for method, operation in mapping(item).items():
            if method in METHODS and isinstance(operation, dict):
                yield join("/paths", path, method), path, method, operation


def root_schemas(root: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """Yield every Schema Object that no other Schema Object holds."""
    components = mapping(root.get("components"))
    for name, schema in mapping(components.get("schemas")).items():
        if isinstance(schema, dict):
            yield join("/components/schemas", name), schema
    for pointer, part in _schema_holders(root):
        schema = part.get("schema")
        if isinstance(schema, dict):
            yield join(pointer, "schema"), schema


def subschemas(pointer: str, schema: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """Yield a Schema Object and all within it, parents first."""
    yield pointer, schema
    for where, inner in _children(pointer, schema):
        if isinstance(inner, dict):
            yield from subschemas(where, inner)


def schemas(root: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """Yield every Schema Object of the document."""
    for pointer, schema in root_schemas(root):
        yield from subschemas(pointer, schema)


def parameters(root: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """Yield every Parameter Object that stands in the document itself, references left out."""
    for name, parameter in mapping(mapping(root.get("components")).get("parameters")).items():
        if isinstance(parameter, dict) and "$ref" not in parameter:
            yield join("/components/parameters", name), parameter
    for path, item in mapping(root.get("paths")).items():
        yield from _listed(join("/paths", path), mapping(item))
    for pointer, _, _, operation in operations(root):
        yield from _listed(pointer, operation)


def responses(root: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """Yield every Response Object that stands in the document itself, references left out."""
    for name, response in mapping(mapping(root.get("components")).get("responses")).items():
        if isinstance(response, dict) and "$ref" not in response:
            yield join("/components/responses", name), response
    for pointer, _, _, operation in operations(root):
        for status, response in mapping(operation.get("responses")).items():
            if isinstance(response, dict) and "$ref" not in response:
                yield join(pointer, "responses", status), response


def request_bodies(root: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """Yield every Request Body Object that stands in the document itself, references left out."""
    for name, body in mapping(mapping(root.get("components")).get("requestBodies")).items():
        if isinstance(body, dict) and "$ref" not in body:
            yield join("/components/requestBodies", name), body
    for pointer, _, _, operation in operations(root):
        body = operation.get("requestBody")
        if isinstance(body, dict) and "$ref" not in body:
            yield join(pointer, "requestBody"), body


def media_types(root: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """Yield every Media Type Object of request bodies, responses and parameters."""
    for walk in (request_bodies, responses, parameters):
        for pointer, holder in walk(root):
            for media_type, media in mapping(holder.get("content")).items():
                if isinstance(media, dict):
                    yield join(pointer, "content", media_type), media


def _schema_holders(root: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    yield from parameters(root)
    yield from media_types(root)
    for name, header in mapping(mapping(root.get("components")).get("headers")).items():
        yield join("/components/headers", name), mapping(header)
    for pointer, response in responses(root):
        for name, header in mapping(response.get("headers")).items():
            yield join(pointer, "headers", name), mapping(header)


def _listed(pointer: str, holder: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    for index, parameter in enumerate(sequence(holder.get("parameters"))):
        if isinstance(parameter, dict) and "$ref" not in parameter:
            yield join(pointer, "parameters", index), parameter


def _children(pointer: str, schema: JsonObject) -> Iterator[tuple[str, JsonValue]]:
    for keyword in ONE_SCHEMA:
        if keyword in schema:
            yield join(pointer, keyword), schema[keyword]
    for keyword in MANY_SCHEMAS:
        for index, inner in enumerate(sequence(schema.get(keyword))):
            yield join(pointer, keyword, index), inner
    for keyword in NAMED_SCHEMAS:
        for name, inner in mapping(schema.get(keyword)).items():
            yield join(pointer, keyword, name), inner
