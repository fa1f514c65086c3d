"""Resolve `$ref`s: each must lead to something in the same document.

What other files hold was bundled before, so a reference that leaves the document could not be followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from trueup.document.json_values import JsonObject, JsonValue, mapping
from trueup.document.pointers import at, join
from trueup.document.source import Document
from trueup.findings import Code, Finding


def check_references(document: Document) -> tuple[Finding, ...]:
    """Report every reference that leads nowhere, in a circle, or out of the document."""
    return tuple(_problems(document))


def resolve(root: JsonObject, node: JsonObject) -> tuple[JsonObject, str | None]:
    """Follow a node's `$ref`s to the end; give what stands there and its pointer (None: no reference)."""
    pointer: str | None = None
    seen: set[str] = set()
    while isinstance(reference := node.get("$ref"), str):
        pointer = target(reference)
        if pointer in seen:
            raise KeyError(reference)
        seen.add(pointer)
        there = at(root, pointer)
        if not isinstance(there, dict):
            raise KeyError(reference)
        node = there
    return node, pointer


def found(root: JsonObject, node: JsonObject) -> tuple[JsonObject, str | None]:
    """Follow a node's `$ref`s like `resolve`, but give nothing where they lead nowhere: that is told elsewhere."""
    try:
        return resolve(root, node)
    except KeyError:
        return {}, None


def examples_of(root: JsonObject, media: JsonObject) -> list[JsonValue]:
    """Give the examples of a media type, in order."""
    if "example" in media:
        return [media["example"]]
    shown = (found(root, mapping(entry))[0] for entry in mapping(media.get("examples")).values())
    return [example["value"] for example in shown if "value" in example]


def merged(root: JsonObject, node: JsonObject) -> JsonObject:
    """Give what a node means with its `$ref` followed; what stands beside the `$ref` wins."""
    there, pointer = resolve(root, node)
    if pointer is None:
        return node
    return {**there, **{key: value for key, value in node.items() if key != "$ref"}}


def target(reference: str) -> str:
    """Give the JSON pointer of a local reference; KeyError when it is not local.

    >>> target("#/components/schemas/A%20b")
    '/components/schemas/A b'
    """
    if not reference.startswith("#/"):
        raise KeyError(reference)
    return unquote(reference[1:])


def _problems(document: Document) -> Iterator[Finding]:
    for _, pointer, node, _ in document.parts():
        if "$dynamicRef" in node:
            message = f"`$dynamicRef` leads nowhere: {node['$dynamicRef']}"
            fix = "add a `$dynamicAnchor` of this name to the schema that holds it"
            yield document.finding(
                join(pointer, "$dynamicRef"), Code.DANGLING_REFERENCE, message, fix
            )
        if "$ref" not in node:
            continue
        reference, place = node["$ref"], join(pointer, "$ref")
        if not isinstance(reference, str):
            fix = "write it as '#/components/…'"
            yield document.finding(place, Code.DANGLING_REFERENCE, "`$ref` is not text", fix)
        elif not reference.startswith("#/"):
            fix = "move what it names into this document, under `components`"
            if reference.startswith(("http://", "https://")):
                fix += f"; or let it be read, by `--remote {reference.partition('#')[0]}`"
            elif not reference.startswith("/"):
                fix += "; or say by `--references FOLDER` how far up files may be read"
            message = f"`$ref` leaves the document: {reference}"
            yield document.finding(place, Code.FOREIGN_REFERENCE, message, fix)
        else:
            yield from _unresolved(document, place, node, reference)


def _unresolved(
    document: Document, place: str, node: JsonObject, reference: str
) -> Iterator[Finding]:
    try:
        resolve(document.root, node)
    except KeyError:
        yield document.finding(
            place,
            Code.DANGLING_REFERENCE,
            f"`$ref` leads nowhere: {reference}",
            "name something that exists, or add it",
        )
