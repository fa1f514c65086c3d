"""Write JSON values as YAML 1.2, so that a change of one value is a change of one line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from trueup.document.json_values import JsonValue

# Digests are longer, so that all of them are in quotes and not only those that begin with a digit.
_BARE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,62}")
# Words that are no text, to readers of YAML 1.1 too.
_MEANT: Final = frozenset("null true false yes no on off y n".split())


def flow(value: JsonValue) -> str:
    """Write a value on one line.

    >>> flow({"type": "array", "items": {}, "max-size": 1.0})
    '{type: array, items: {}, max-size: 1.0}'
    """
    if isinstance(value, dict):
        held = (f"{scalar(key)}: {flow(each)}" for key, each in value.items())
        return f"{{{', '.join(held)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    return scalar(value)


def block(value: JsonValue, indent: int) -> Iterator[str]:
    """Write an object or a list on a line for each of its values; the rest of a line that ends in a colon."""
    space = " " * indent
    if isinstance(value, dict) and value:
        yield "\n"
        for key, each in value.items():
            yield f"{space}{scalar(key)}:"
            yield from block(each, indent + 2)
    elif isinstance(value, list) and value:
        yield "\n"
        for each in value:
            yield f"{space}- {flow(each)}\n"
    else:
        yield f" {flow(value)}\n"


def scalar(value: JsonValue) -> str:
    """Write a scalar: text bare where nobody could take it for anything else.

    >>> [scalar(each) for each in ("v1", "1.10", "no", "2:x", None, True, 1.0)]
    ['v1', '"1.10"', '"no"', '"2:x"', 'null', 'true', '1.0']
    """
    if isinstance(value, str):
        if _BARE.fullmatch(value) and value.casefold() not in _MEANT:
            return value
        return "".join(map(_escaped, json.dumps(value, ensure_ascii=False)))
    return json.dumps(value)


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    if 0xD800 <= code < 0xE000:
        return "\\ufffd"  # half a surrogate pair is no character
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
