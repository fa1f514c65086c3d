"""Write JSON: anew, or again in the order and with the indentation that its text had."""

from __future__ import annotations

import json
import re

from trueup.document.json_values import JsonValue


def indented(value: JsonValue) -> str:
    """Write a value as a file of JSON that people can read."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def rewritten(text: str, old: JsonValue, new: JsonValue) -> str:
    """Give the text of a new value in the manner of an old text; its keys stay in their order."""
    margin = re.search(r"\n([ \t]+)", text)
    tight = (",", ":") if margin is None and '": ' not in text else None
    value = _ordered(old, new)
    made = json.dumps(
        value, indent=margin[1] if margin else None, separators=tight, ensure_ascii=False
    )
    if not _is_writable(made):
        made = json.dumps(value, indent=margin[1] if margin else None, separators=tight)
    made += text[len(text.rstrip()) :].replace("\r\n", "\n")
    return made.replace("\n", "\r\n") if "\r\n" in text else made


def _is_writable(text: str) -> bool:
    """Say whether UTF-8 can write a text: half a surrogate pair it can't."""
    return not re.search("[\ud800-\udfff]", text)


def _ordered(old: JsonValue, new: JsonValue) -> JsonValue:
    if isinstance(old, dict) and isinstance(new, dict):
        kept = {key: _ordered(old[key], new[key]) for key in old if key in new}
        return {**kept, **new, **kept}
    if isinstance(old, list) and isinstance(new, list):
        paired = [_ordered(one, other) for one, other in zip(old, new, strict=False)]
        return [*paired, *new[len(old) :]]
    return new
