"""Types: the words of a Type column as a schema."""

from __future__ import annotations

import re
from typing import Final

from trueup.document.json_values import JsonObject

# The words of each type: its JSON type, and a format if it has one.
_TYPES: Final = {
    "string|strings|str|char|varchar|text|uuid|字符串|字符型": ("string", ""),
    "integer|integers|int|ints|int32|short|整型|整数|整形": ("integer", "int32"),
    "long|longs|int64|bigint|long integer|长整型|长整数": ("integer", "int64"),
    "double|doubles|双精度浮点数": ("number", "double"),
    "float|floats|浮点型|浮点数": ("number", "float"),
    "number|numbers|numeric|bigdecimal|decimal|数字|数值": ("number", ""),
    "boolean|booleans|bool|布尔|布尔型|布尔值": ("boolean", ""),
    "object|objects|json|json object|jsonobject|json objects|dict|dictionary|struct|map|body|对象": (
        "object",
        "",
    ),
    "array|arrays|list|lists|jsonarray|json array|set|collection|数组|列表": ("array", ""),
}
_PLAIN: Final = {word: meaning for words, meaning in _TYPES.items() for word in words.split("|")}
_ARRAYS: Final = "(?:array|list|set|collection|数组|列表)"
_ARRAY: Final = re.compile(
    rf"(?:json\s?)?{_ARRAYS}s?\s*"
    r"(?:of\s+(?P<of>.+)|<(?P<angle>.+)>|\[(?P<square>.+)\]|\((?P<round>.+)\))"
    r"|\[(?P<bare>.+)\]"
    r"|(?P<suffix>.+)\[\]"
    r"|(?P<before>.+?)\s+(?:array|list|数组|列表)"
)
_MAP: Final = re.compile(r"(?:map|dict|object|hashmap)\s*[<\[(]\s*[^,]+,\s*(?P<of>.+?)\s*[>\])]")
_NAMED: Final = re.compile(
    r"[\w.\-]+\s+(?:objects?|structures?|data structures?|structs?|对象)|object\s+of\s+[\w.\-]+"
)
# No type has so many words; what is nested deeper than this is none either.
_LONGEST: Final = 200
_SIZED: Final = re.compile(r"(string|varchar|char)\s*\(\d+\)")


def type_of(words: str) -> JsonObject | None:
    """Read the words of a type as a schema; None: they name no type that is known.

    >>> type_of("Array of Tag objects")
    {'type': 'array', 'items': {'type': 'object'}}
    >>> type_of("Long")
    {'type': 'integer', 'format': 'int64'}
    """
    if len(words) > _LONGEST:
        return None
    plain = " ".join(words.strip(" .,;。，；*`").casefold().split())
    if plain in _PLAIN:
        kind, form = _PLAIN[plain]
        plainly: JsonObject = {"type": kind}
        return {**plainly, "format": form} if form else plainly
    if found := _MAP.fullmatch(plain):
        return _map(found["of"])
    if found := _ARRAY.fullmatch(plain):
        return _array(next(part for part in found.groups() if part))
    if _NAMED.fullmatch(plain):
        return {"type": "object"}
    return {"type": "string"} if _SIZED.fullmatch(plain) else None


def _map(values: str) -> JsonObject:
    inner = type_of(values)
    found: JsonObject = {"type": "object"}
    if inner:
        found["additionalProperties"] = inner
    return found


def _array(items: str) -> JsonObject:
    """Give an array; items of a name that is no known type are objects."""
    inner = type_of(items)
    if inner is None and re.fullmatch(r"[\w.\- ]{1,60}", items):
        inner = type_of("object")
    found: JsonObject = {"type": "array"}
    if inner:
        found["items"] = inner
    return found
