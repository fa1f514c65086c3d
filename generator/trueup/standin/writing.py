"""Bodies and headers as they are written, by media type, and which media type a request takes."""

from __future__ import annotations

import json
from typing import Final
from urllib.parse import urlencode

from .judging import essence, is_json
from .schemas import Json, JsonObject, found, mapping

_LINES: Final = ("application/jsonl", "application/x-ndjson", "application/json-seq")


def accepted(content: JsonObject, accept: str, example: str | None, root: JsonObject) -> str:
    """Give the media type that fits best what a request accepts; of equals, the first that is named."""
    wanted: list[tuple[float, int, str]] = []
    for part in accept.split(","):
        name, _, rest = part.partition(";")
        quality = rest.partition("q=")[2].strip() or "1"
        weight = float(quality) if quality.replace(".", "", 1).isdecimal() else 0.0
        wanted.append((weight, -len(wanted), name.strip().lower()))

    def fit(key: str) -> tuple[bool, float, int]:
        kind = essence(key)
        named = mapping(found(root, mapping(content[key]))[0].get("examples"))
        ranges = (kind, f"{kind.partition('/')[0]}/*", "*/*")
        fitting = ((weight, at) for weight, at, name in wanted if name in ranges or "*" in kind)
        weight, at = max(fitting, default=(0.0, 0))
        return example in named, weight, at

    return max(content, key=fit)


def written(value: Json, media_type: str, *, several: bool = False) -> bytes:
    """Write a value as a media type has it."""
    kind = essence(media_type)
    items = value if isinstance(value, list) else [value]
    if is_json(kind):
        return json.dumps(value, ensure_ascii=False).encode()
    if isinstance(value, str) and not (several and kind in _LINES):
        return value.encode()
    if kind in _LINES:
        return b"".join(json.dumps(each, ensure_ascii=False).encode() + b"\n" for each in items)
    if kind == "text/event-stream":
        return b"".join(_event(each) for each in items)
    if kind == "application/x-www-form-urlencoded" and isinstance(value, dict):
        return urlencode(value).encode()
    if kind.endswith("xml"):
        return b"<?xml version='1.0'?><answer/>\n"
    return json.dumps(value, ensure_ascii=False).encode()


def _event(value: Json) -> bytes:
    fields = (
        value
        if isinstance(value, dict)
        and "data" in value
        and value.keys() <= {"event", "data", "id", "retry"}
        else {"data": value}
    )
    lines = ""
    for name, each in fields.items():
        text = each if isinstance(each, str) else json.dumps(each, ensure_ascii=False)
        lines += "".join(f"{name}: {line}\n" for line in text.split("\n"))
    return f"{lines}\n".encode()


def in_header(value: Json) -> str:
    """Write a value as a header has it, in the style simple."""
    if isinstance(value, list):
        return ",".join(in_header(each) for each in value)
    if isinstance(value, dict):
        return ",".join(f"{name},{in_header(each)}" for name, each in value.items())
    text = value if isinstance(value, str) else json.dumps(value)
    return text.encode("ascii", "backslashreplace").decode()
