"""The fields of a body: what its properties state, and theirs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from trueup.document.json_values import JsonObject, mapping, sequence, text_of
from trueup.document.pointers import join
from trueup.document.source import Document
from trueup.document.spots import MAX_DEPTH
from trueup.findings import Code, Refused
from trueup.page.stated.field import StatedField, field_of, source_of, with_mandatory
from trueup.page.stated.layers import Layer, inner_layers, keywords, layers

MAX_FIELDS: Final = 20_000


class _Holder(NamedTuple):
    """An object to be walked: its path, its layers, what it stands in, the source of what it holds."""

    path: str
    layers: tuple[Layer, ...]
    within: frozenset[tuple[str, ...]]
    source: str


def walked(
    document: Document,
    body: StatedField,
    whole: tuple[Layer, ...],
    objects: dict[str, str],
) -> list[StatedField]:
    """Give the fields of a body, parents first, in the document's order. No schema is entered within itself."""
    fields: list[StatedField] = []
    stack: list[_Holder | StatedField] = [_Holder(body.path, whole, frozenset(), body.source)]
    while stack:
        holder = stack.pop()
        if isinstance(holder, StatedField):
            fields.append(holder)
            continue
        opened = _opened(document.root, holder)
        if opened is None:
            continue
        objects[opened.path] = _holding(opened.layers)[0]
        below = list(_properties(document.root, opened))
        if len(fields) + len(stack) + len(below) > MAX_FIELDS or len(opened.within) > MAX_DEPTH:
            raise _too_many(document, body)
        for field, inner in reversed(below):
            stack += (inner, field)
    return fields


def _opened(root: JsonObject, holder: _Holder) -> _Holder | None:
    """Give the object that a holder is, or the items of its lists are; None where there is none, or it was entered."""
    seen: set[str] = set()
    while not (own := _holding(holder.layers)):
        items = inner_layers(root, keywords(holder.layers), "items")
        if not items or items[0].pointer in seen:
            return None
        seen.add(items[0].pointer)
        source = source_of(items) or holder.source
        holder = _Holder(f"{holder.path}[]", items, holder.within, source)
    return None if own in holder.within else holder._replace(within=holder.within | {own})


def _holding(of: tuple[Layer, ...]) -> tuple[str, ...]:
    """Give the pointers of the layers that have properties: what an object is known by."""
    return tuple(each.pointer for each in of if isinstance(each.node.get("properties"), dict))


def _properties(root: JsonObject, holder: _Holder) -> Iterator[tuple[StatedField, _Holder]]:
    required = dict(_required(holder.layers))
    seen: set[str] = set()
    for layer in holder.layers:
        for name, value in mapping(layer.node.get("properties")).items():
            if name in seen:
                continue
            seen.add(name)
            pointer, path = join(layer.pointer, "properties", name), f"{holder.path}.{name}"
            of = layers(root, pointer, mapping(value))
            made = field_of(root, path, pointer, of, holder.source)
            field = with_mandatory(made, name in required, required.get(name, pointer))
            yield field, _Holder(path, of, holder.within, field.source)


def _required(of: tuple[Layer, ...]) -> Iterator[tuple[str, str]]:
    for layer in of:
        for index, name in enumerate(sequence(layer.node.get("required"))):
            yield text_of(name), join(layer.pointer, "required", index)


def _too_many(document: Document, body: StatedField) -> Refused:
    return Refused(
        document.finding(
            body.pointer,
            Code.TOO_DEEP,
            f"the {body.path} expands to more than {MAX_FIELDS} fields",
            "flatten its schemas",
        )
    )
