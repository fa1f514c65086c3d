"""The document as it travels with a library: what its stand-in needs to judge and to answer, and no more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from trueup.document.json_values import JsonObject, JsonValue, copied, mapping, text_of
from trueup.document.walk import parts

# What is written for people, in any object, or in those of a kind; the summary of an example may tell its status.
_PROSE: Final = ("description", "externalDocs", "deprecated", "tags", "callbacks", "links")
_OF_KIND: Final = {
    "document": ("webhooks", "jsonSchemaDialect"),
    "operation": ("summary",),
    "path": ("summary",),
    "response": ("summary",),
    "schema": ("title", "xml", "$comment"),
}
_KEPT: Final = "x-success-when"


def compact(root: JsonObject) -> str:
    """Write a document of the 3.1 dialect as short as it can be for a stand-in."""
    made = copied(root)
    made["info"] = {"title": "", "version": ""}
    for part in list(parts(made)):
        sent = "/requestBody/" in part.pointer or part.pointer.startswith(
            "/components/requestBodies/"
        )
        for name in [*part.node]:
            extension = name.startswith("x-") and name != _KEPT and part.kind != "callback"
            shown = name in ("example", "examples") and part.kind in ("media", "parameter")
            if (
                extension
                or name in _PROSE
                or name in _OF_KIND.get(part.kind, ())
                or (shown and (sent or part.kind == "parameter"))
            ):
                del part.node[name]
    components = mapping(made.pop("components", None))
    used = _used(made, components)
    made["components"] = {
        section: {name: each for name, each in mapping(held).items() if (section, name) in used}
        for section, held in components.items()
        if section != "callbacks"
    }
    return f"{json.dumps(made, ensure_ascii=False, separators=(',', ':'))}\n"


def _used(root: JsonObject, components: JsonObject) -> set[tuple[str, str]]:
    """Give the components that a document leads to, by section and name."""
    used = {("securitySchemes", name) for name in mapping(components.get("securitySchemes"))}
    waiting: list[JsonValue] = [root]
    while waiting:
        for reference in _references(waiting.pop()):
            parts = reference.removeprefix("#/components/").split("/")
            unit = (parts[0], _plain(parts[1])) if len(parts) > 1 else ("", "")
            held = mapping(components.get(unit[0]))
            if unit not in used and unit[1] in held:
                used.add(unit)
                waiting.append(held[unit[1]])
    return used


def _plain(part: str) -> str:
    return unquote(part).replace("~1", "/").replace("~0", "~")


def _references(value: JsonValue) -> Iterator[str]:
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            if reference := text_of(each.get("$ref")):
                yield reference
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
