"""The spec as plain data, read by PyYAML alone, and jsonschema as the judge of values.

Nothing in here comes from the toolkit: what a schema means is said by openapi-schema-validator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import dli_flink
import yaml
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from pydantic import BaseModel
from referencing import Registry
from referencing.jsonschema import DRAFT202012

ROOT = Path(__file__).parents[2]
SPEC: dict[str, Any] = yaml.safe_load((ROOT / "spec" / "openapi.yaml").read_text("utf-8"))
SCHEMAS: dict[str, Any] = SPEC["components"]["schemas"]

_PREFIX = "#/components/schemas/"
_SPEC_URI = "urn:spec"
_REGISTRY: Registry[Any] = Registry().with_resource(_SPEC_URI, DRAFT202012.create_resource(SPEC))


class Operation(NamedTuple):
    """One operation of the spec, with where it stands."""

    method: str
    path: str
    said: dict[str, Any]

    @property
    def name(self) -> str:
        """Give the name that the operation's method has in Python."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", self.said["operationId"]).lower()

    @property
    def body(self) -> dict[str, Any]:
        """Give the JSON media type of the body."""
        found: dict[str, Any] = self.said["requestBody"]["content"]["application/json"]
        return found

    def responses(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Give each status with the JSON media type of its answer."""
        for status, response in self.said["responses"].items():
            yield status, response["content"]["application/json"]


OPERATIONS = [
    Operation(method, path, said)
    for path, item in SPEC["paths"].items()
    for method, said in item.items()
    if method in {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
]


def judged(name: str, value: object) -> bool:
    """Say whether the spec's schema of this name takes the value."""
    schema = {"$ref": f"{_SPEC_URI}{_PREFIX}{name}"}
    validator = OAS31Validator(schema, registry=_REGISTRY, format_checker=oas31_format_checker)
    return bool(validator.is_valid(value))


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """Give a schema with its reference, if it has one, replaced by what it points to."""
    if "$ref" not in schema:
        return schema
    beside = {key: value for key, value in schema.items() if key != "$ref"}
    return {**SCHEMAS[named(schema)], **beside}


def named(schema: dict[str, Any]) -> str:
    """Give the name of the schema that a reference points to."""
    reference: str = schema["$ref"]
    return reference.removeprefix(_PREFIX)


def model_of(name: str) -> type[BaseModel]:
    """Give the library's class of a schema."""
    found: type[BaseModel] = getattr(dli_flink, name)
    return found


def objects_under(schema: Any) -> Iterator[str]:
    """Give the names of all objects that a schema reaches by reference, itself first."""
    if isinstance(schema, dict) and "$ref" in schema:
        if resolved(schema)["type"] == "object":
            yield named(schema)
        yield from objects_under(SCHEMAS[named(schema)])
    elif isinstance(schema, dict | list):
        for part in schema.values() if isinstance(schema, dict) else schema:
            yield from objects_under(part)


REQUESTS = list(dict.fromkeys(n for op in OPERATIONS for n in objects_under(op.body["schema"])))
RESPONSES = list(
    dict.fromkeys(
        name
        for operation in OPERATIONS
        for _, media in operation.responses()
        for name in objects_under(media["schema"])
    )
)
ENUMS = [name for name, schema in SCHEMAS.items() if "enum" in schema]

# The values that are known of the variables of the server, those that lead to another server last.
KNOWN: dict[str, list[str]] = {
    name: [
        *said["x-known-values"],
        *(each for other in SPEC["servers"][1:] for each in other["variables"][name]["enum"]),
    ]
    for name, said in SPEC["servers"][0]["variables"].items()
}
