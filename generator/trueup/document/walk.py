"""Find the parts of a document by what they are: operations, parameters, responses, schemas and the rest.

The walk follows OpenAPI's own grammar, so that a property named `default` is a property, and what
stands inside an example is data. Every walk yields JSON pointers. References are not followed: what
a `$ref` leads to is met where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple
from urllib.parse import unquote

from trueup.document.json_values import JsonObject, JsonValue, mapping
from trueup.document.pointers import at, join

STATUS: Final = re.compile(r"[1-5]([0-9]{2}|XX)|default")  # the keys of `responses`
METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
OTHER_METHODS: Final = "additionalOperations"

# What each kind of object holds: one object, a [list] or a {map} of them.
_SCHEMA: Final[Mapping[str, str]] = {
    **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), "[schema]"),
    **dict.fromkeys(("properties", "patternProperties", "dependentSchemas", "$defs"), "{schema}"),
    **dict.fromkeys(
        "items additionalProperties not if then else contains propertyNames unevaluatedItems"
        " unevaluatedProperties contentSchema".split(),
        "schema",
    ),
}
_ENCODINGS: Final[Mapping[str, str]] = {
    "encoding": "{encoding}",
    "prefixEncoding": "[encoding]",
    "itemEncoding": "encoding",
}
_GRAMMAR: Final[Mapping[str, Mapping[str, str]]] = {
    "document": {
        "info": "info",
        "servers": "[server]",
        "paths": "{path}",
        "webhooks": "{path}",
        "components": "components",
        "tags": "[tag]",
    },
    "info": {"contact": "contact", "license": "license"},
    "server": {"variables": "{variable}"},
    "components": {
        "schemas": "{schema}",
        "responses": "{response}",
        "parameters": "{parameter}",
        "examples": "{example}",
        "requestBodies": "{body}",
        "headers": "{header}",
        "securitySchemes": "{security}",
        "links": "{link}",
        "callbacks": "{callback}",
        "pathItems": "{path}",
        "mediaTypes": "{media}",
    },
    "path": {
        **dict.fromkeys(METHODS, "operation"),
        OTHER_METHODS: "{operation}",
        "parameters": "[parameter]",
        "servers": "[server]",
    },
    "operation": {
        "parameters": "[parameter]",
        "requestBody": "body",
        "responses": "{response}",
        "callbacks": "{callback}",
        "servers": "[server]",
    },
    "parameter": {"schema": "schema", "content": "{media}", "examples": "{example}"},
    "header": {"schema": "schema", "content": "{media}", "examples": "{example}"},
    "body": {"content": "{media}"},
    "media": {"schema": "schema", "itemSchema": "schema", "examples": "{example}", **_ENCODINGS},
    "encoding": {"headers": "{header}", **_ENCODINGS},
    "response": {"headers": "{header}", "content": "{media}", "links": "{link}"},
    "schema": _SCHEMA,
}
# The same, taken apart once: what kind is held, and the bracket of its form.
_FORMS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    kind: {
        key: (form.strip("[]{}"), form[0] if form[0] in "[{" else "")
        for key, form in grammar.items()
    }
    for kind, grammar in _GRAMMAR.items()
}


# The section of the components that each kind of object stands in.
SECTIONS: Final[Mapping[str, str]] = {
    form.strip("{}"): section for section, form in _GRAMMAR["components"].items()
}


class Part(NamedTuple):
    """An object of the document: what it is, where it stands, and whether a schema holds it."""

    kind: str
    pointer: str
    node: JsonObject
    inner: bool = False


class Index:
    """The parts of a document as they are at one time, found by their kinds."""

    def __init__(self, root: JsonObject) -> None:
        self.parts: Final = tuple(parts(root))
        self._of: dict[str, list[Part]] = {}
        for part in self.parts:
            self._of.setdefault(part.kind, []).append(part)

    def of(self, kinds: Sequence[str]) -> Sequence[Part]:
        """Give the parts of some kinds in the document's order; of all kinds, where none is named."""
        if len(kinds) == 1:
            return self._of.get(kinds[0], [])
        return [part for part in self.parts if part.kind in kinds] if kinds else self.parts


def parts(root: JsonObject) -> Iterator[Part]:
    """Yield every object that OpenAPI's grammar knows, parents first, in the document's order."""
    yield from _parts("document", "", root, inner=False)


def parts_of(kind: str, pointer: str, node: JsonObject) -> Iterator[Part]:
    """Yield an object of some kind, and all within it."""
    return _parts(kind, pointer, node, inner=False)


def schemas(root: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """Yield every Schema Object of the document."""
    return ((part.pointer, part.node) for part in parts(root) if part.kind == "schema")


def subschemas(pointer: str, schema: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """Yield a Schema Object and every one within it."""
    return ((part.pointer, part.node) for part in _parts("schema", pointer, schema, inner=True))


def operations(root: JsonObject) -> Iterator[tuple[str, str, str, JsonObject]]:
    """Yield (pointer, path, method, operation) for every operation under `paths`, in the document's order."""
    for path in mapping(root.get("paths")):
        for pointer, method, operation in operations_of(*path_item(root, path)):
            yield pointer, path, method, operation


def operations_of(pointer: str, item: JsonObject) -> Iterator[tuple[str, str, JsonObject]]:
    """Yield (pointer, method, operation) for every operation of a Path Item Object."""
    for key, value in item.items():
        if key in METHODS and isinstance(value, dict):
            yield join(pointer, key), key, value
        elif key == OTHER_METHODS:
            for method, operation in mapping(value).items():
                if isinstance(operation, dict) and not method.startswith("x-"):
                    yield join(pointer, key, method), method, operation


def path_item(root: JsonObject, path: str) -> tuple[str, JsonObject]:
    """Give where the operations of a path stand, and what stands there: a path may be a reference."""
    pointer = join("/paths", path)
    item = mapping(mapping(root.get("paths")).get(path))
    seen: set[str] = set()
    while isinstance(reference := item.get("$ref"), str) and reference.startswith("#/"):
        pointer = unquote(reference[1:])
        if pointer in seen:
            return pointer, {}
        seen.add(pointer)
        try:
            item = mapping(at(root, pointer))
        except KeyError:
            return pointer, {}
    return pointer, item


def misfits(found: Iterable[Part]) -> Iterator[tuple[str, str]]:
    """Yield the pointer of every value that is no object, list or map where the grammar wants one, and which."""
    for kind, pointer, node, _ in found:
        forms = _FORMS.get(kind, {})
        for key, value in node.items():
            if key in forms:
                yield from _misfits(*forms[key], pointer, key, value)


def _misfits(
    kind: str, opening: str, pointer: str, name: str, value: JsonValue
) -> Iterator[tuple[str, str]]:
    wanted = list if opening == "[" else dict
    boolean = kind == "schema" and isinstance(value, bool) and not opening
    if not isinstance(value, wanted) and not boolean:
        yield join(pointer, name), "a list" if wanted is list else "an object"
    elif opening:
        held = enumerate(value) if isinstance(value, list) else mapping(value).items()
        for key, each in held:
            if isinstance(each, dict) or (kind == "schema" and isinstance(each, bool)):
                continue
            if not (isinstance(key, str) and key.startswith("x-")):
                yield join(pointer, name, key), "an object"


def _parts(kind: str, pointer: str, node: JsonObject, *, inner: bool) -> Iterator[Part]:
    waiting = [Part(kind, pointer, node, inner)]
    while waiting:
        part = waiting.pop()
        yield part
        waiting += reversed(_held(part))


def _held(part: Part) -> list[Part]:
    """Give what a part holds itself."""
    if part.kind == "callback":
        return list(_members("path", "{", part.pointer, part.node, inner=False))
    forms, inner = _FORMS.get(part.kind), part.kind == "schema"
    held: list[Part] = []
    if forms:
        for key, value in part.node.items():
            if key in forms:
                held += _members(*forms[key], join(part.pointer, key), value, inner=inner)
    return held


def _members(
    kind: str, opening: str, pointer: str, value: JsonValue, *, inner: bool
) -> Iterator[Part]:
    if isinstance(value, list):
        if opening == "[":
            for index, each in enumerate(value):
                if isinstance(each, dict):
                    yield Part(kind, join(pointer, index), each, inner)
    elif isinstance(value, dict) and not opening:
        yield Part(kind, pointer, value, inner)
    elif isinstance(value, dict) and opening == "{":
        named = kind in ("path", "response", "operation")
        for key, each in value.items():
            if isinstance(each, dict) and not (named and key.startswith("x-")):
                yield Part(kind, join(pointer, key), each, inner)
