"""JSON values as the document stages pass them: plain dicts, lists and scalars."""

from __future__ import annotations

import json
from typing import TypeAlias, overload

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"
JsonObject: TypeAlias = dict[str, JsonValue]


def canonical(value: JsonValue) -> str:
    """Write a JSON value as its one canonical text: sorted keys, no spaces, nothing but ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


@overload
def copied(value: JsonObject) -> JsonObject: ...
@overload
def copied(value: JsonValue) -> JsonValue: ...
def copied(value: JsonValue) -> JsonValue:
    """Copy a JSON value; in the copy no object is shared, which aliases of YAML may have been."""
    if isinstance(value, dict):
        return {
            key: copied(each) if isinstance(each, dict | list) else each
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [copied(each) if isinstance(each, dict | list) else each for each in value]
    return value


def mapping(value: JsonValue) -> JsonObject:
    """Give an object as it is, and anything else as an empty one."""
    return value if isinstance(value, dict) else {}


def sequence(value: JsonValue) -> list[JsonValue]:
    """Give an array as it is, and anything else as an empty one."""
    return value if isinstance(value, list) else []


def text_of(value: JsonValue) -> str:
    """Give text as it is, and anything else as no text."""
    return value if isinstance(value, str) else ""
