"""Apply OpenAPI Overlay 1.0 documents to a document that was read, before anything else looks at it.

What an overlay adds keeps the place it has in the overlay.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import jsonpath

from trueup.document.actions import Action, applied
from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence, text_of
from trueup.document.pointers import at, join, pointers, split
from trueup.document.source import Document
from trueup.findings import Code, Finding, Refused, Severity, any_error

_KEYS: Final = frozenset({"target", "description", "update", "remove"})
_JSONPATH: Final = jsonpath.JSONPathEnvironment(strict=True)


def overlaid(document: Document, overlays: Sequence[Document]) -> Document:
    """Apply overlays in order; an action that meets nothing is a warning. Raise Refused."""
    for overlay in overlays:
        broken = [*_misformed(overlay)]
        if broken:
            raise Refused(*broken)
        for index, action in enumerate(sequence(overlay.root["actions"])):
            document = _acted(document, overlay, join("/actions", index), mapping(action))
        digest = hashlib.sha256(f"{document.sha256}{overlay.sha256}".encode()).hexdigest()
        findings = (*document.findings, *overlay.findings)
        document = replace(document, sha256=digest, findings=findings)
    if any_error(document.findings):
        raise Refused(*document.findings)
    return document


def _misformed(overlay: Document) -> Iterator[Finding]:
    """Report what is no overlay, at its place."""
    root = overlay.root
    if not text_of(root.get("overlay")).startswith("1."):
        yield _bad(
            overlay, "/overlay", "this is no Overlay document", "start with `overlay: 1.0.0`"
        )
    if not isinstance(root.get("actions"), list):
        yield _bad(overlay, "/actions", "`actions` is not a list", "list what is to be done")
    for index, action in enumerate(sequence(root.get("actions"))):
        where, given = join("/actions", index), mapping(action)
        if not isinstance(given.get("target"), str):
            fix = "say by a JSONPath what is meant"
            yield _bad(overlay, where, "the action has no `target` that is text", fix)
        if not isinstance(given.get("remove", False), bool):
            fix = "write `remove: true`, or leave it out"
            yield _bad(overlay, join(where, "remove"), "`remove` is not true or false", fix)
        elif "update" not in given and not given.get("remove"):
            fix = "add `update`, or `remove: true`"
            yield _bad(overlay, where, "the action does nothing", fix)
        for key in given:
            if key not in _KEYS and not key.startswith("x-"):
                fix = f"use {', '.join(sorted(_KEYS))}"
                yield _bad(overlay, join(where, key), f"{key} is no part of an action", fix)


def _acted(document: Document, overlay: Document, where: str, given: JsonObject) -> Document:
    """Do one action of an overlay on all that its target meets."""
    targets = _met(document, overlay, where, text_of(given["target"]))
    if not targets:
        message, fix = (
            f"{given['target']} meets nothing",
            "correct the target, or remove the action",
        )
        place = join(where, "target")
        warning = overlay.finding(place, Code.MEETS_NOTHING, message, fix, Severity.WARNING)
        return replace(document, findings=(*document.findings, warning))
    if given.get(
        "remove"
    ):  # what stands later, or deeper, goes first, so that the pointers of others hold
        actions = [Action(each, "", remove=True) for each in reversed(targets)]
        return document.changed(_done(document, overlay, where, actions), {})
    update, moved = given["update"], {}
    for pointer in targets:
        there = at(document.root, pointer)
        held = at(document.root, pointer.rpartition("/")[0])
        joins = isinstance(update, dict) or isinstance(held, dict)
        if isinstance(there, list) and joins:
            moved[join(pointer, len(there))] = (overlay, join(where, "update"))
        elif not isinstance(update, dict):
            fix = "give an object, or target a list that an object holds"
            message = f"`update` is no object, and can't be merged into {pointer or 'the document'}"
            raise Refused(_bad(overlay, join(where, "update"), message, fix))
        else:
            moved.update(_added(pointer, there, overlay, join(where, "update"), update))
    actions = [_updating(each, update) for each in targets]
    return document.changed(_done(document, overlay, where, actions), moved)


def _updating(pointer: str, update: JsonValue) -> Action:
    """Give the action of an update; an entry of a list that is no object is joined by way of what holds the list."""
    if isinstance(update, dict):
        return Action(pointer, "", update)
    *_, key = split(pointer)
    return Action(pointer.rpartition("/")[0], "", {key: [update]})


def _met(document: Document, overlay: Document, where: str, target: str) -> list[str]:
    try:
        found = [*_JSONPATH.finditer(target, document.root)]
    except (jsonpath.JSONPathError, RecursionError) as error:
        message = f"the target is no JSONPath: {error}"
        fix = "write it as in RFC 9535, like $.paths['/a'].get"
        raise Refused(_bad(overlay, join(where, "target"), message, fix)) from error
    return [*dict.fromkeys(pointers(each.parts) for each in found)]


def _done(
    document: Document, overlay: Document, where: str, actions: Sequence[Action]
) -> JsonObject:
    try:
        return applied(document.root, actions)
    except KeyError as error:
        message = f"{error.args[0] or 'the document'} can't be changed by this action"
        fix = "target objects and lists to update, and what they hold to remove"
        raise Refused(_bad(overlay, join(where, "target"), message, fix)) from error


def _added(
    pointer: str, there: JsonValue, overlay: Document, where: str, update: JsonObject
) -> Iterator[tuple[str, tuple[Document, str]]]:
    """Say where in the overlay stands what a merge adds or replaces."""
    for key, value in update.items():
        old = mapping(there).get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            yield from _added(join(pointer, key), old, overlay, join(where, key), value)
        elif isinstance(old, list) and isinstance(value, list):
            for index in range(len(value)):
                yield join(pointer, key, len(old) + index), (overlay, join(where, key, index))
        else:
            yield join(pointer, key), (overlay, join(where, key))


def _bad(overlay: Document, pointer: str, message: str, fix: str) -> Finding:
    return overlay.finding(pointer, Code.BAD_OVERLAY, message, fix)
