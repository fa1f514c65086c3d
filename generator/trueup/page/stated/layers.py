"""Layers: the schema objects that say together what a field is, nearest first: its own, through `$ref` and `allOf`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple, TypeAlias

from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence
from trueup.document.pointers import at, join
from trueup.document.references import target


class Layer(NamedTuple):
    """A schema object and where it stands."""

    pointer: str
    node: JsonObject


class Keyword(NamedTuple):
    """The value of a keyword and where it stands."""

    value: JsonValue
    pointer: str


Keywords: TypeAlias = Mapping[str, Keyword]


def layers(root: JsonObject, pointer: str, node: JsonObject) -> tuple[Layer, ...]:
    """Give a schema and all that its `$ref`, its `allOf` and a choice between one schema and null add to it.

    References that lead nowhere or in a circle add nothing: that is told elsewhere.
    """
    found: dict[str, Layer] = {}
    stack = [Layer(pointer, node)]
    while stack:
        layer = stack.pop()
        if layer.pointer not in found:
            found[layer.pointer] = layer
            stack.extend(reversed(list(_added(root, layer))))
    return tuple(found.values())


def keywords(of: tuple[Layer, ...]) -> Keywords:
    """Give every keyword of some layers; the nearest layer that has one says it."""
    found: dict[str, Keyword] = {}
    for layer in of:
        for key, value in layer.node.items():
            found.setdefault(key, Keyword(value, join(layer.pointer, key)))
    return found


def inner_layers(root: JsonObject, found: Keywords, key: str) -> tuple[Layer, ...]:
    """Give the layers of the schema that a keyword holds: `items`, say; none where it holds none."""
    schema = found.get(key)
    if schema is None or not isinstance(schema.value, dict):
        return ()
    return layers(root, schema.pointer, schema.value)


def shadowed(of: tuple[Layer, ...], found: Keywords) -> Iterator[tuple[str, Keyword]]:
    """Give the keywords that a nearer layer says with another value."""
    for layer in of:
        for key, value in layer.node.items():
            pointer = join(layer.pointer, key)
            if found[key].pointer != pointer and found[key].value != value:
                yield key, Keyword(value, pointer)


def choices(node: JsonObject, key: str) -> list[tuple[int, JsonObject]]:
    """Give the members of an `anyOf` or `oneOf`, without the one that is null only."""
    members = enumerate(sequence(node.get(key)))
    return [(index, mapping(each)) for index, each in members if each != {"type": "null"}]


def _added(root: JsonObject, layer: Layer) -> Iterator[Layer]:
    reference = layer.node.get("$ref")
    if isinstance(reference, str):
        with suppress(KeyError):
            there = at(root, target(reference))
            if isinstance(there, dict):
                yield Layer(target(reference), there)
    for index, part in enumerate(sequence(layer.node.get("allOf"))):
        if isinstance(part, dict):
            yield Layer(join(layer.pointer, "allOf", index), part)
    for key in ("anyOf", "oneOf"):
        if len(members := choices(layer.node, key)) == 1:
            index, only = members[0]
            yield Layer(join(layer.pointer, key, index), only)
