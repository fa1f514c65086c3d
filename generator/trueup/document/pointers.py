"""JSON pointers: how the document stages name a place in a value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trueup.document.json_values import JsonObject, JsonValue


def split(pointer: str) -> list[str]:
    """Split a JSON pointer into its tokens.

    >>> split("/paths/~1a~0b/get")
    ['paths', '/a~b', 'get']
    """
    return [
        token.replace("~1", "/").replace("~0", "~")
        for token in pointer.removeprefix("#").split("/")[1:]
    ]


def join(pointer: str, *tokens: str | int) -> str:
    """Extend a JSON pointer.

    >>> join("/paths", "/a~b", "get")
    '/paths/~1a~0b/get'
    """
    for token in tokens:
        text = str(token)
        if "~" in text or "/" in text:
            text = text.replace("~", "~0").replace("/", "~1")
        pointer = f"{pointer}/{text}"
    return pointer


def child(value: JsonValue, token: str) -> JsonValue:
    """Step into an object or an array by one pointer token; KeyError where that isn't possible."""
    if isinstance(value, dict):
        return value[token]
    if isinstance(value, list) and token.isdecimal() and int(token) < len(value):
        return value[int(token)]
    raise KeyError(token)


def at(root: JsonObject, pointer: str) -> JsonValue:
    """Give the value at a JSON pointer; KeyError where there is none."""
    value: JsonValue = root
    for token in split(pointer):
        value = child(value, token)
    return value


def objects(value: JsonValue, pointer: str = "") -> Iterator[tuple[str, JsonObject]]:
    """Walk every object at or below a value, with its pointer, parents first."""
    if isinstance(value, dict):
        yield pointer, value
        for key, item in value.items():
            yield from objects(item, join(pointer, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from objects(item, join(pointer, index))


def pointers(tokens: Sequence[str | int]) -> str:
    """Make a JSON pointer of a path of keys and indexes.

    >>> pointers(["paths", "/a", 0])
    '/paths/~1a/0'
    """
    return join("", *tokens)
