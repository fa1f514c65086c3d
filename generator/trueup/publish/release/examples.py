"""The part of a release that has each example of the document in a file of its own, and says what it is one of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from trueup import names
from trueup.document.json_values import JsonObject, JsonValue, text_of
from trueup.document.json_write import indented
from trueup.publish.examples import Example
from trueup.publish.examples import examples as examples_of
from trueup.publish.release.material import Material, Part
from trueup.standin.judging import essence, is_json

_SUFFIXES: Final[Mapping[str, str]] = {
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
    "application/xml": "xml",
    "application/yaml": "yaml",
    "text/csv": "csv",
    "text/html": "html",
    "text/markdown": "md",
    "text/xml": "xml",
}
_LONGEST: Final = 80
# What Windows takes for a device, whatever follows the first point.
_DEVICE: Final = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")


_INDEX: Final = "index.json"
_ROW: Final = (
    "who wants to see requests and answers",
    "`examples/`, by operation; `examples/index.json` says what each is one of",
)


def examples(material: Material) -> Part:
    """Write each example that the operations have, and an index of them."""
    found = list(examples_of(material.document.root))
    if not found:
        return Part({})
    files: dict[str, str] = {}
    index: list[JsonValue] = []
    for path, example in zip(_paths(found), found, strict=True):
        text = _written(example)
        if text is not None:
            files[f"examples/{path}"] = text
        index.append(_told(path if text is not None else "", example))
    return Part({**files, f"examples/{_INDEX}": indented(index)}, (_ROW,))


def _written(example: Example) -> str | None:
    """Write an example: text as it is where its media type is none of JSON, any other value as JSON."""
    said, media_type = example.said, example.subject.media_type
    if "serializedValue" in said and "value" not in said:
        return text_of(said["serializedValue"])
    if "value" not in said:
        return None  # it is elsewhere: the index says where
    value = said["value"]
    is_text = isinstance(value, str) and media_type and not is_json(media_type)
    return text_of(value) if is_text else indented(value)


def _suffix(example: Example) -> str:
    kind = essence(example.subject.media_type)
    value = example.said.get("value", example.said.get("serializedValue"))
    if not kind or is_json(kind) or not isinstance(value, str):
        return "json"
    if kind.endswith(("+xml", "+yaml")):
        return kind.rpartition("+")[2]
    return _SUFFIXES.get(kind, "txt" if kind.startswith("text/") else "bin")


def _told(path: str, example: Example) -> JsonObject:
    """Say what an example is one of: programs find its schema by it."""
    subject = example.subject
    operation = subject.operation
    told: JsonObject = {
        "file": path,
        "externalValue": example.said.get("externalValue"),
        "operation": operation.name,
        "method": operation.method,
        "path": operation.template,
        **subject.said,
        "mediaType": subject.media_type,
        "example": example.name,
        "summary": example.said.get("summary"),
        "description": example.said.get("description"),
        "schema": _at(subject.schema),
        "at": _at(example.pointer),
    }
    return {key: value for key, value in told.items() if value}


def _at(pointer: str) -> str:
    return f"../openapi.json#{quote(pointer, safe='/~!$&()*+,;=:@')}" if pointer else ""


def _paths(found: list[Example]) -> list[str]:
    """Name a file for each example, none of which any file system takes for another."""
    operations = dict.fromkeys(each.subject.operation.name for each in found)
    folders = _distinct({"": _INDEX, **{name: _safe(name) for name in operations}})
    stems: dict[tuple[str, str], dict[str, str]] = {}
    for each in found:
        stem = _safe(f"{each.subject.label}-{each.name}")
        stems.setdefault((folders[each.subject.operation.name], _suffix(each)), {})[_key(each)] = (
            stem
        )
    settled = {
        key: f"{folder}/{stem}.{suffix}"
        for (folder, suffix), wanted in stems.items()
        for key, stem in _distinct(wanted).items()
    }
    return [settled[_key(each)] for each in found]


def _key(example: Example) -> str:
    subject = example.subject
    return f"{subject.operation.pointer} {subject.label} {subject.media_type} {example.name}"


def _distinct(wanted: Mapping[str, str]) -> dict[str, str]:
    """Keep names as they are wanted; of those that differ in capitals only, all but one get a digest."""
    settled = names.settle((key, name, name.lower()) for key, name in wanted.items())
    return {
        key: wanted[key] if name == wanted[key].lower() else name for key, name in settled.items()
    }


def _safe(spelling: str) -> str:
    """Spell a name so that every file system takes it."""
    name = re.sub(r"[^A-Za-z0-9._]+", "-", spelling).strip("-.")[:_LONGEST].rstrip("-.")
    return f"{name}-" if _DEVICE.fullmatch(name) else name or "unnamed"
