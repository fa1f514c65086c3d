"""The spec for client generators: what they act on to their users' harm is said so that they only show it."""

from __future__ import annotations

from typing import Final

from trueup.document.json_values import (
    JsonObject,
    JsonValue,
    canonical,
    copied,
    mapping,
    text_of,
)
from trueup.document.walk import parts
from trueup.publish.release.choices import without_choices, without_ranges

_DOCUMENTED: Final = "x-documented-default"


def client_safe(root: JsonObject) -> JsonObject:
    """Give a document that means the same, without a `default` and without a choice between limits in its schemas.

    Most client generators send each default that the caller never set, and an update then changes what nobody asked
    to change. Here it stands in a description that such generators show, and as `x-documented-default`.
    """
    made = copied(root)
    for part in list(parts(made)):
        if part.kind == "schema":
            _told_of_references(part.node)
            _documented(part.node)
        elif part.kind in ("parameter", "header"):
            schema = mapping(part.node.get("schema"))
            if "default" in schema:
                _add(part.node, _sentence(schema["default"]))
    without_ranges(made)
    without_choices(made)
    return made


def _documented(schema: JsonObject) -> None:
    """Move a default to the words."""
    if "default" in schema:
        default = schema.pop("default")
        schema[_DOCUMENTED] = default
        _add(schema, _sentence(default))


def _told_of_references(schema: JsonObject) -> None:
    """Tell the defaults of fields that are references in the words of the object.

    For such a field some generators show the description of what it refers to, and none of its own.
    """
    defaults = {
        name: field["default"]
        for name, field in mapping(schema.get("properties")).items()
        if isinstance(field, dict) and "$ref" in field and "default" in field
    }
    if defaults:
        told = ", ".join(f"`{name}` {canonical(value)}" for name, value in defaults.items())
        _add(schema, f"Defaults, applied by the service: {told}.")


def _sentence(default: JsonValue) -> str:
    return f"Default: {canonical(default)}, applied by the service; leave it out unless you mean to set it."


def _add(node: JsonObject, sentence: str) -> None:
    """Add a sentence to a description."""
    said = text_of(node.get("description")).rstrip()
    node["description"] = " ".join(filter(None, (said, sentence)))
