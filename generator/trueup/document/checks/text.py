"""Checks of text that people and programs will read: no characters that hide or reorder what is shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from trueup.document.json_values import JsonValue
from trueup.document.pointers import join
from trueup.document.source import Document
from trueup.findings import Code, Finding

# Control characters but line ends and tabs, lone surrogates, overrides of the direction.
_UNSAFE: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]"
)


def check_text(document: Document) -> Iterator[Finding]:
    """Report control characters, lone surrogates and direction overrides anywhere in the document."""
    for pointer, bad in _unsafe(document.root, ""):
        name = unicodedata.name(bad, f"U+{ord(bad):04X}")
        yield document.finding(
            pointer,
            Code.UNSAFE_TEXT,
            f"the text holds an unsafe character: {name}",
            "remove it",
        )


def _unsafe(value: JsonValue, pointer: str) -> Iterator[tuple[str, str]]:
    """Yield the first unsafe character of each text, and where; most texts have none and need no pointer."""
    held = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value if isinstance(value, list) else ())
    )
    for key, item in held:
        if isinstance(key, str) and (bad := _UNSAFE.search(key)):
            yield join(pointer, key), bad[0]
        if isinstance(item, str):
            if bad := _UNSAFE.search(item):
                yield join(pointer, key), bad[0]
        elif isinstance(item, dict | list):
            yield from _unsafe(item, join(pointer, key))
