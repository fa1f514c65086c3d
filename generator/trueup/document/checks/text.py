"""Checks of text that people and programs will read: no characters that hide or reorder what is shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from trueup.document.json_values import JsonValue
from trueup.document.pointers import join
from trueup.document.source import Document
from trueup.findings import Code, Finding


def check_text(document: Document) -> Iterator[Finding]:
    """Report control characters, lone surrogates and direction overrides anywhere in the document."""
    for pointer, text in _texts(document.root, ""):
        bad = next((character for character in text if _unsafe(character)), None)
        if bad is not None:
            name = unicodedata.name(bad, f"U+{ord(bad):04X}")
            yield document.finding(
                pointer,
                Code.UNSAFE_TEXT,
                f"the text holds an unsafe character: {name}",
                "remove it",
            )


def _unsafe(character: str) -> bool:
    if character in "\n\t\r":
        return False
    if unicodedata.category(character) in ("Cc", "Cs"):
        return True
    return "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"


def _texts(value: JsonValue, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield join(pointer, key), key
            yield from _texts(item, join(pointer, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, join(pointer, index))
