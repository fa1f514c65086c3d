"""The parts of a release that are the spec itself: OpenAPI 3.1 and 3.0, a form without defaults, and JSON Schemas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, copied, mapping
from trueup.document.json_write import indented
from trueup.document.yaml_write import block
from trueup.findings import Code, Finding, Place, Severity
from trueup.publish.release.choices import without_ranges
from trueup.publish.release.client_safe import client_safe
from trueup.publish.release.material import Material, Part
from trueup.publish.release.older import in_3_0

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_LOCAL: Final = "#/components/schemas/"
_FORMS: Final = (
    ("people and tools that read OpenAPI 3.1", "`openapi.yaml`, `openapi.json`"),
    ("tools that read 3.0", "`openapi-3.0.yaml`, `openapi-3.0.json`"),
    (
        "**client generators** (pyopenapi-gen: the one in 3.1)",
        "`client-safe/openapi.yaml`, `client-safe/openapi-3.0.yaml` and their `.json`",
    ),
)


def forms(material: Material) -> Part:
    """Write the spec in 3.1 and in 3.0, faithful and safe for client generators."""
    root = material.document.root
    older, lost = in_3_0(_without_ranges(root))
    safe = client_safe(root)
    made = {"openapi": root, "client-safe/openapi": safe}
    if not lost:
        made |= {"openapi-3.0": older, "client-safe/openapi-3.0": in_3_0(safe)[0]}
    files = {f"{name}.{kind}": text for name, each in made.items() for kind, text in _written(each)}
    return Part(files, _FORMS, tuple(_not_in_older(material.document.place(at)) for at in lost))


def _without_ranges(root: JsonObject) -> JsonObject:
    made = copied(root)
    without_ranges(made)
    return made


def _written(root: JsonObject) -> Iterator[tuple[str, str]]:
    yield "json", indented(root)
    yield "yaml", "\n".join(block(root, 0)) + "\n"


def _not_in_older(place: Place) -> Finding:
    message = "OpenAPI 3.0 can't say this, so the release has no form in 3.0"
    return Finding(
        place, Code.PASSED_OVER, message, "nothing, or say it in other words", Severity.WARNING
    )


def schemas(material: Material) -> Part:
    """Write each model as a JSON Schema in a file of its own."""
    each = json_schemas(material.document.root)
    row = "validators", "`schemas/`, a JSON Schema (2020-12) for each model"
    return Part({f"schemas/{name}.json": indented(schema) for name, schema in each}, (row,))


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
