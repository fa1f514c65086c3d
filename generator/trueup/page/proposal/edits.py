"""Edits: actions in the making, each done on a copy of the spec at once, so that the next one sees it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from trueup.document.actions import Action, same, setting
from trueup.document.json_values import JsonObject, JsonValue, copied, mapping, sequence
from trueup.document.pointers import at, join


@dataclass(slots=True)
class Edits:
    """The copy, the actions that made it what it is, and what is left to be done by hand."""

    root: JsonObject
    actions: list[Action] = field(default_factory=list)
    by_hand: dict[str, None] = field(default_factory=dict)

    def node(self, pointer: str) -> JsonObject:
        """Give the object at a pointer; an empty one where there is none."""
        try:
            return mapping(at(self.root, pointer))
        except KeyError:
            return {}

    def put(self, pointer: str, key: str, value: JsonValue, why: str) -> None:
        """Set a key of an object to just this value; nothing is done where it has it."""
        node = self.node(pointer)
        if key in node and same(node[key], value):
            return
        made = copied(value)
        self.actions += setting(pointer, key, made, key in node, why)
        node[key] = copied(value)

    def drop(self, pointer: str, keys: Iterable[str], why: str) -> None:
        """Take keys out of an object, those that it has."""
        node = self.node(pointer)
        for key in keys:
            if key in node:
                del node[key]
                self.actions.append(Action(join(pointer, key), why, remove=True))

    def reform(self, pointer: str, made: JsonObject, why: str) -> None:
        """Make an object into another, key by key."""
        self.drop(pointer, [key for key in self.node(pointer) if key not in made], why)
        for key, value in made.items():
            self.put(pointer, key, value, why)

    def append(self, pointer: str, key: str, value: JsonValue, why: str) -> None:
        """Add an item to a list of an object; the list is made where there is none."""
        node = self.node(pointer)
        items = node.get(key)
        if isinstance(items, list):
            items.append(copied(value))
        else:
            node[key] = [copied(value)]
        # A merge joins lists.
        self.actions.append(Action(pointer, why, {key: [copied(value)]}))

    def take(self, pointer: str, key: str, index: int, why: str) -> None:
        """Take an item out of a list of an object, and the list with the last one."""
        items = sequence(self.node(pointer).get(key))
        if len(items) == 1:
            self.drop(pointer, [key], why)
            return
        del items[index]
        self.actions.append(Action(join(pointer, key, index), why, remove=True))

    def put_schema(self, name: str, schema: JsonObject, why: str) -> None:
        """Add a schema to the components; they are made where there are none."""
        components = self.root.get("components")
        if not isinstance(components, dict):
            self.put("", "components", {"schemas": {name: schema}}, why)
        elif not isinstance(components.get("schemas"), dict):
            self.put("/components", "schemas", {name: schema}, why)
        else:
            self.put("/components/schemas", name, schema, why)

    def leave(self, what: str) -> None:
        """Note what has to be done by hand."""
        self.by_hand[what] = None
