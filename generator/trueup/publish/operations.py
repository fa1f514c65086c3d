"""Compare two editions operation by operation: what is asked for, what may be sent, what may come back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trueup.document.json_values import JsonValue, mapping, text_of
from trueup.document.walk import operations
from trueup.kinds import Side
from trueup.publish.access import compare_access
from trueup.publish.arriving import compare_callbacks, compare_webhooks
from trueup.publish.bodies import compare_answers, compare_body
from trueup.publish.change import Change, Effect
from trueup.publish.edition import Edition
from trueup.publish.operation import Operation
from trueup.publish.pair import Pair
from trueup.publish.parameters import compare_parameters
from trueup.publish.prose import worded
from trueup.publish.showing import request

_NAMES_AN_EDITION = frozenset({"version", "x-released"})  # and says nothing of what it describes


def compare_editions(old: Edition, new: Edition) -> Iterator[Change]:
    """Give every change between two editions."""
    before, after = _operations(old), _operations(new)
    for key in before.keys() - after.keys():
        gone = before[key]
        yield Change(
            "operation-removed", Effect.BREAKING, gone.shown, "", "is gone",
            old.place(gone.pointer), new.place("/paths"), request(gone),
        )  # fmt: skip
    for key in after.keys() - before.keys():
        come = after[key]
        yield Change(
            "operation-added", Effect.COMPATIBLE, come.shown, "", "is new",
            old.place("/paths"), new.place(come.pointer),
        )  # fmt: skip
    for key in before.keys() & after.keys():
        yield from _compare(before[key], after[key])
    yield from compare_webhooks(old, new)
    yield from _told(old, new)


def _operations(edition: Edition) -> dict[tuple[str, str], Operation]:
    """Give the operations by method and path; what a template calls its parameters is no part of an address."""
    return {
        (method, re.sub(r"{[^{}]*}", "{}", path)): Operation(edition, pointer, path, method, node)
        for pointer, path, method, node in operations(edition.root)
    }


def _compare(old: Operation, new: Operation) -> Iterator[Change]:
    sent = Pair(old.edition, new.edition, Side.REQUEST, new.shown)
    received = Pair(old.edition, new.edition, Side.RESPONSE, new.shown)
    if old.node.get("operationId") != new.node.get("operationId"):
        said = [text_of(each.node.get("operationId")) or "none" for each in (old, new)]
        yield Change(
            "operation-id-changed", Effect.DOCUMENTATION, new.shown, "",
            f"operationId {said[0]} → {said[1]}: on the wire it is nothing, generated code is named after it",
            old.edition.place(old.pointer), new.edition.place(new.pointer),
        )  # fmt: skip
    yield from _sunset(sent, old, new)
    yield from worded(sent, "", (old.pointer, old.node), (new.pointer, new.node))
    yield from compare_access(sent, old, new)
    yield from compare_parameters(sent, old, new)
    yield from compare_body(sent, old, new)
    yield from compare_answers(received, old, new)
    yield from compare_callbacks(old, new)


def _sunset(pair: Pair, old: Operation, new: Operation) -> Iterator[Change]:
    """Tell a day on which an operation ends that was moved; one that comes earlier takes time from who calls it."""
    was, is_ = (text_of(each.node.get("x-sunset")) for each in (old, new))
    if was != is_:
        breaks = bool(was) and bool(is_) and is_ < was  # as days are written, they sort
        message = f"its last day: {was or 'none'} → {is_ or 'none'}"
        yield pair.change(
            "sunset-changed", Effect.BREAKING if breaks else Effect.COMPATIBLE, "", message,
            old.pointer, new.pointer, request(old) if breaks else None,
        )  # fmt: skip


def _told(old: Edition, new: Edition) -> Iterator[Change]:
    """Tell what stands over all operations and is only read."""
    before, after = (mapping(each.root.get("info")) for each in (old, new))
    for key in sorted((before.keys() | after.keys()) - _NAMES_AN_EDITION):
        values: tuple[JsonValue, JsonValue] = before.get(key), after.get(key)
        if values[0] != values[1]:
            yield Change(
                "info-changed", Effect.DOCUMENTATION, "", f"info.{key}", "differs",
                old.place("/info"), new.place("/info"),
            )  # fmt: skip
    for key in ("tags", "externalDocs"):
        if old.root.get(key) != new.root.get(key):
            yield Change(
                "documentation-changed", Effect.DOCUMENTATION, "", key, "differs",
                old.place(f"/{key}"), new.place(f"/{key}"),
            )  # fmt: skip
