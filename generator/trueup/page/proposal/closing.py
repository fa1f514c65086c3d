"""The end of a proposal: schemas that nothing leads to any more, and the operation under its new key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, copied, mapping, text_of
from trueup.document.pointers import join, split
from trueup.document.references import target
from trueup.document.walk import METHODS
from trueup.page.difference.terms import What
from trueup.page.proposal.work import Work

_SECTIONS: Final = ("schemas", "parameters", "responses", "requestBodies", "headers", "examples")


def drop_orphans(work: Work) -> None:
    """Take out the components that the spec used, or that were added, and that nothing uses now."""
    before, now = used(work.spec.root), used(work.edits.root)
    had = set(_all(work.spec.root))
    for each in list(_all(work.edits.root)):
        if each not in now and (each in before or each not in had):
            section, name = each
            why = f"nothing refers to {name} any more"
            work.edits.drop(join("/components", section), [name], why)


def used(root: JsonObject) -> set[tuple[str, str]]:
    """Give the components that are used, by section and name."""
    components = mapping(root.get("components"))
    outside = {key: value for key, value in root.items() if key != "components"}
    waiting: list[JsonValue] = [outside, components.get("callbacks"), components.get("pathItems")]
    found: set[tuple[str, str]] = set()
    while waiting:
        for section, name in _referred(waiting.pop()):
            if (section, name) not in found:
                found.add((section, name))
                waiting.append(mapping(components.get(section)).get(name))
    return found


def rename_operation(work: Work) -> None:
    """Bring the operation under the method and path of the new page."""
    stated, aim = work.now.stated, work.goal.side.stated
    for change in work.of(What.OPERATION):
        if change.new is None:
            work.edits.leave(f"{work.why(change)}: say in `x-source` where it comes from")
            continue
        path = aim.path if not _is_filled(stated.path, aim.path) else stated.path
        method, old = aim.method.lower(), stated.method.lower()
        if (path, method) == (stated.path, old):
            continue
        _rename(work, path, method, old, work.why(change))


def _rename(work: Work, path: str, method: str, old: str, why: str) -> None:
    before = work.now.stated.path
    item = copied(work.edits.node(join("/paths", before)))
    others = [key for key in item if key in METHODS and key != old]
    if method in work.edits.node(join("/paths", path)):
        work.edits.leave(f"{why}: the spec has both operations already: take one out")
        return
    kept = {key: value for key, value in item.items() if key not in METHODS}
    if path == before:
        work.edits.put(join("/paths", before), method, item[old], why)
        work.edits.drop(join("/paths", before), [old], why)
        return
    if path in mapping(work.edits.root.get("paths")):
        work.edits.put(join("/paths", path), method, item[old], why)
    else:
        work.edits.put("/paths", path, {**kept, method: item[old]}, why)
    if others:
        work.edits.drop(join("/paths", before), [old], why)
    else:
        work.edits.drop("/paths", [before], why)


def _is_filled(ours: str, theirs: str) -> bool:
    """Say whether a path has values where the spec names parameters, and is the same otherwise."""
    pairs = list(zip(ours.split("/"), theirs.split("/"), strict=False))
    alike = all(one == other or ("{" in one and "{" not in other) for one, other in pairs)
    return ours != theirs and ours.count("/") == theirs.count("/") and alike


def _all(root: JsonObject) -> Iterator[tuple[str, str]]:
    components = mapping(root.get("components"))
    for section in _SECTIONS:
        for name in mapping(components.get(section)):
            yield section, name


def _referred(value: JsonValue) -> Iterator[tuple[str, str]]:
    stack = [value]
    while stack:
        each = stack.pop()
        if isinstance(each, dict):
            stack += each.values()
        elif isinstance(each, list):
            stack += each
        elif text_of(each).startswith("#/components/"):
            tokens = split(target(text_of(each)))
            if len(tokens) > 2:
                yield tokens[1], tokens[2]
