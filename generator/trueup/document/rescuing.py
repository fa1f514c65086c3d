"""Keep what references lead to in operations that are taken away: it becomes a component."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Set as AbstractSet
from urllib.parse import unquote

from trueup import names
from trueup.document.json_values import JsonObject, copied, mapping, text_of
from trueup.document.pointers import at, join, split
from trueup.document.source import Document
from trueup.document.walk import SECTIONS, parts, parts_of


def rescued(
    document: Document, root: JsonObject, gone: AbstractSet[str]
) -> dict[str, tuple[Document, str]]:
    """Make components of what the rest refers to within what will go; say where each was read."""
    moved: dict[str, tuple[Document, str]] = {}
    placed: dict[str, str] = {}
    waiting = deque(part for part in parts(root) if not is_within(part.pointer, gone))
    while waiting:
        part = waiting.popleft()
        said = text_of(part.node.get("$ref"))
        there = unquote(said[1:])
        if not said.startswith("#/") or part.kind not in SECTIONS or not is_within(there, gone):
            continue
        if there not in placed:
            try:
                found = at(root, there)
            except KeyError:
                continue
            if not isinstance(found, dict):
                continue
            components = mapping(root.setdefault("components", {}))
            held = mapping(components.setdefault(SECTIONS[part.kind], {}))
            name = names.distinct(_named(root, there), held)
            held[name] = copied(found)
            placed[there] = join("/components", SECTIONS[part.kind], name)
            moved[placed[there]] = document.read_at(there)
            waiting += parts_of(part.kind, placed[there], mapping(held[name]))
        part.node["$ref"] = f"#{placed[there]}"
    return moved


def is_within(pointer: str, units: AbstractSet[str]) -> bool:
    """Say whether a pointer leads to one of several things, or into it.

    >>> is_within("/paths/~1a/get/tags", {"/paths/~1a/get"}), is_within("/paths/~1ab", {"/paths/~1a"})
    (True, False)
    """
    while pointer:
        if pointer in units:
            return True
        pointer = pointer.rpartition("/")[0]
    return False


def _named(root: JsonObject, pointer: str) -> str:
    """Name a component by the operation that it was of, and by what it was there."""
    tokens = split(pointer)[1:]
    operation = mapping(at(root, join("/paths", *tokens[:2]))) if len(tokens) > 1 else {}
    if name := text_of(operation.get("operationId")):
        tokens = [name, *tokens[2:]]
    return re.sub(r"[^A-Za-z0-9._-]+", "_", "_".join(tokens)).strip("_") or "kept"
