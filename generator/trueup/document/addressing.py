"""Write every reference between schemas as a JSON pointer: what `$id`, `$anchor` and `$dynamicRef` say.

A schema that means something else when it comes from elsewhere, since a `$dynamicRef` in it does, becomes a
component of its own for each meaning, named after itself and what is bound: `Page` of `Pet` is `Page_Pet`.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from trueup import names
from trueup.document.anchors import Anchors
from trueup.document.json_values import JsonObject, canonical, copied, mapping, text_of
from trueup.document.pointers import at, join, split
from trueup.document.source import Document
from trueup.document.walk import subschemas

_KEYWORDS: Final = frozenset({"$id", "$anchor", "$dynamicAnchor", "$dynamicRef"})


def addressed(document: Document) -> Document:
    """Give a document whose references between schemas are pointers; one that leads nowhere stays."""
    if str(document.root.get("openapi")).startswith("3.0") or not any(
        _KEYWORDS & part.node.keys() for part in document.parts("schema")
    ):
        return document
    addressing = _Addressing(document, copied(document.root))
    addressing.run()
    return document.changed(addressing.root, addressing.moved)


@dataclass(slots=True)
class _Addressing:
    document: Document
    root: JsonObject
    moved: dict[str, tuple[Document, str]] = field(default_factory=dict)
    _anchors: Anchors = field(init=False)
    _made: dict[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)
    _sought: dict[str, frozenset[str]] = field(default_factory=dict)
    _dynamic: bool = False  # whether any reference is
    _waiting: deque[tuple[str, JsonObject, Mapping[str, str]]] = field(default_factory=deque)

    def __post_init__(self) -> None:
        schemas = self.document.parts("schema")
        self._anchors = Anchors(self.document.root, schemas)
        self._dynamic = any("$dynamicRef" in part.node for part in schemas)

    def run(self) -> None:
        for part in self.document.parts("schema"):
            if not part.inner:
                node = at(self.root, part.pointer)
                self._waiting.append((part.pointer, mapping(node), {}))
        while self._waiting:
            self._rewrite(*self._waiting.popleft())

    def _rewrite(self, start: str, schema: JsonObject, scope: Mapping[str, str]) -> None:
        """Rewrite the references in a schema that stands (or stood) at a pointer, met in a dynamic scope."""
        for pointer, node in list(subschemas(start, schema)):
            here = self._anchors.entered(scope, start, pointer)
            said, dynamic = node.get("$ref"), node.get("$dynamicRef")
            if isinstance(said, str):
                there = self._anchors.found(pointer, said)
                if there is not None:
                    node["$ref"] = f"#{self._meant(there, here)}"
            if isinstance(dynamic, str):
                self._settle(pointer, node, dynamic, here)
            if isinstance(node.get("$id"), str):
                del node["$id"]

    def _settle(self, pointer: str, node: JsonObject, said: str, scope: Mapping[str, str]) -> None:
        """Write a `$dynamicRef` as the plain reference that it is here."""
        name = self._anchors.dynamic(pointer, said)
        there = self._anchors.found(pointer, said)
        if name is not None:
            there = scope.get(name, there)
        if there is None:
            return
        made: JsonObject = {"$ref": f"#{self._meant(there, scope)}"}
        before = dict(node)
        node.clear()
        for key, value in before.items():
            if key != "$dynamicRef":
                node[key] = value
            elif "$ref" not in before:
                node.update(made)
            else:
                held = before.get("allOf")
                node["allOf"] = [*(held if isinstance(held, list) else ()), made]

    def _meant(self, pointer: str, scope: Mapping[str, str]) -> str:
        """Give where stands what a schema means in a dynamic scope: itself, or a component made for it."""
        pointer = self._plainly(pointer)
        sought = sorted(self._names(pointer))
        alone = self._anchors.entered({}, pointer, pointer)
        bound = self._anchors.entered(scope, pointer, pointer)
        other = [bound[each] for each in sought if bound.get(each) != alone.get(each)]
        if not other:
            return pointer
        key = (pointer, tuple(self._content(bound.get(each, "")) for each in sought))
        if key not in self._made:
            components = mapping(self.root.setdefault("components", {}))
            held = mapping(components.setdefault("schemas", {}))
            name = names.distinct("_".join([_named(pointer), *map(self._bound, other)]), held)
            self._made[key] = join("/components/schemas", name)
            copy = copied(mapping(at(self.document.root, pointer)))
            held[name] = copy
            self.moved[self._made[key]] = self.document.read_at(pointer)
            within = {each: bound[each] for each in sought if each in bound}
            self._waiting.append((pointer, copy, within))
        return self._made[key]

    def _names(self, pointer: str) -> frozenset[str]:
        """Give the names that anything a schema leads to looks for in the dynamic scope."""
        if pointer in self._sought or not self._dynamic:
            return self._sought.get(pointer, frozenset())
        found: set[str] = set()
        waiting, seen = [pointer], {pointer}
        while waiting:
            start = waiting.pop()
            for inner, node in subschemas(start, mapping(at(self.document.root, start))):
                plain, said = node.get("$ref"), node.get("$dynamicRef")
                met = [self._anchors.found(inner, plain)] if isinstance(plain, str) else []
                if isinstance(said, str):
                    name = self._anchors.dynamic(inner, said)
                    met.append(self._anchors.found(inner, said))
                    if name is not None:
                        found.add(name)
                        met += self._anchors.named.get(name, ())
                fresh = [each for each in met if each is not None and each not in seen]
                seen.update(fresh)
                waiting += fresh
        self._sought[pointer] = frozenset(found)
        return self._sought[pointer]

    def _plainly(self, pointer: str) -> str:
        """Give what an anchor stands for that says nothing but where it leads."""
        node = mapping(at(self.document.root, pointer))
        said = node.get("$ref")
        if isinstance(said, str) and node.keys() == {"$dynamicAnchor", "$ref"}:
            return self._anchors.found(pointer, said) or pointer
        return pointer

    def _content(self, pointer: str) -> str:
        """Give what tells one binding from another: which component it is, or what it says."""
        there = self._plainly(pointer)
        if not there or _is_component(there):
            return there
        node = mapping(at(self.document.root, there))
        return canonical({key: value for key, value in node.items() if key != "$dynamicAnchor"})

    def _bound(self, pointer: str) -> str:
        """Name what an anchor is bound to, so that nothing unrelated can change the name."""
        there, content = self._plainly(pointer), self._content(pointer)
        if _is_component(there):
            return _named(there)
        type_ = mapping(at(self.document.root, there)).get("type")
        if content == canonical({"type": type_}):
            return text_of(type_)
        return f"{_named(there)}_{hashlib.sha256(content.encode()).hexdigest()[:4]}"


def _is_component(pointer: str) -> bool:
    return pointer.startswith("/components/schemas/") and pointer.count("/") == 3


def _named(pointer: str) -> str:
    """Name what stands at a pointer by its component, or by its own key."""
    tokens = split(pointer)
    of_component = tokens[:2] == ["components", "schemas"]
    return "_".join([tokens[2], *tokens[4::2]]) if of_component else tokens[-1]
