"""Actions: changes to a document as values, by the rules of the OpenAPI Overlay Specification."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from trueup.document.json_values import JsonObject, JsonValue, canonical, copied
from trueup.document.pointers import child, join, split


@dataclass(frozen=True, slots=True)
class Action:
    """One change: the object at `pointer` is updated, or whatever stands there is removed.

    `update` is merged: objects key by key, arrays are joined, all else is replaced. An array at
    `pointer` gets `update` as a new item.
    """

    pointer: str
    description: str
    update: JsonObject = field(default_factory=dict)
    remove: bool = False


def setting(
    pointer: str, key: str, value: JsonValue, existing: bool, description: str
) -> tuple[Action, ...]:
    """Set a key of the object at a pointer to just this value; `existing`: the object has the key.

    A merge would add to an array or object that is there, so that one is removed before.
    """
    update = Action(pointer, description, {key: value})
    if existing and isinstance(value, list | dict):
        return Action(join(pointer, key), description, remove=True), update
    return (update,)


def applied(root: JsonObject, actions: Sequence[Action]) -> JsonObject:
    """Give a copy of a document with the actions done, one after the other.

    KeyError, with the pointer, where an action leads nowhere, or to what can't be updated or removed.
    """
    made = copied(root)
    for action in actions:
        _apply(made, action)
    return made


def same(one: JsonValue, other: JsonValue) -> bool:
    """Say whether two values are the same, types included: 1, 1.0 and true are three."""
    return canonical(one) == canonical(other)


def overlay(
    root: JsonObject,
    title: str,
    version: str,
    actions: Sequence[Action],
    extends: str | None = None,
) -> JsonObject:
    """Write actions on a document as an OpenAPI Overlay document, version 1.0.0; KeyError as in `applied`."""
    made = copied(root)
    written: list[JsonValue] = []
    for action in actions:
        written.append(_overlaid(made, action))
        _apply(made, action)
    return {
        "overlay": "1.0.0",
        "info": {"title": title, "version": version},
        **({} if extends is None else {"extends": extends}),
        "actions": written,
    }


def normalized_path(root: JsonObject, pointer: str) -> str:
    """Write a JSON pointer as a Normalized Path of RFC 9535; KeyError where it leads nowhere.

    >>> normalized_path({"a/b": [{}]}, "/a~1b/0")
    "$['a/b'][0]"
    """
    path, value = ["$"], cast(JsonValue, root)
    for token in split(pointer):
        path.append(f"[{token}]" if isinstance(value, list) else f"['{_escaped(token)}']")
        value = child(value, token)
    return "".join(path)


def _escaped(name: str) -> str:
    escaped = json.dumps(name, ensure_ascii=False)[1:-1].replace('\\"', '"')
    return escaped.replace("'", "\\'")


def _overlaid(root: JsonObject, action: Action) -> JsonObject:
    return {
        "target": normalized_path(root, action.pointer),
        **({"description": action.description} if action.description else {}),
        **({"remove": True} if action.remove else {"update": action.update}),
    }


def _apply(root: JsonObject, action: Action) -> None:
    parent: JsonValue = None
    value: JsonValue = root
    token = ""
    try:
        for token in split(action.pointer):
            parent, value = value, child(value, token)
    except KeyError as error:
        raise KeyError(action.pointer) from error
    match parent, value:
        case dict(), _ if action.remove:
            del parent[token]
        case list(), _ if action.remove:
            del parent[int(token)]
        case _, dict() if not action.remove:
            _merge(value, action.update)
        case _, list() if not action.remove:
            value.append(copied(action.update))
        case _:
            raise KeyError(action.pointer)


def _merge(into: JsonObject, update: JsonObject) -> None:
    for key, value in update.items():
        there = into.get(key)
        if isinstance(there, dict) and isinstance(value, dict):
            _merge(there, value)
        elif isinstance(there, list) and isinstance(value, list):
            there.extend(copied(each) for each in value)
        else:
            into[key] = copied(value)
