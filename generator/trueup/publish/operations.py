"""Compare two editions operation by operation: what is asked for, what may be sent, what may come back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence, text_of
from trueup.document.pointers import join
from trueup.document.walk import operations
from trueup.kinds import Side
from trueup.publish.access import compare_access
from trueup.publish.arriving import compare_callbacks, compare_webhooks
from trueup.publish.bodies import Operation, body_of, compare_contents, compare_headers
from trueup.publish.change import Change, Effect
from trueup.publish.edition import Edition
from trueup.publish.pair import Pair
from trueup.publish.schemas import compare, taken_as_text

_NAMES_AN_EDITION = frozenset({"version", "x-released"})  # and says nothing of what it describes


def compare_editions(old: Edition, new: Edition) -> Iterator[Change]:
    """Give every change between two editions."""
    before, after = _operations(old), _operations(new)
    for key in before.keys() - after.keys():
        gone = before[key]
        yield Change(
            "operation-removed", Effect.BREAKING, gone.shown, "", "is gone",
            old.place(gone.pointer), new.place("/paths"), gone.shown,
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
    if not old.node.get("deprecated") and new.node.get("deprecated"):
        yield sent.change(
            "operation-deprecated", Effect.COMPATIBLE, "", "is deprecated", old.pointer, new.pointer
        )
    yield from compare_access(sent, (old.pointer, old.node), (new.pointer, new.node))
    yield from _parameters(sent, old, new)
    yield from _bodies(sent, old, new)
    yield from _answers(received, old, new)
    yield from compare_callbacks(old, new)


def _parameters(pair: Pair, old: Operation, new: Operation) -> Iterator[Change]:
    before, after = _named(old), _named(new)
    for key in before.keys() - after.keys():
        pointer, node = before[key]
        if node.get("in") != "path":
            yield pair.change(
                "parameter-removed", Effect.BREAKING, _field(node),
                "is gone: it would be sent for nothing", pointer, new.pointer, {_name(node): "…"},
            )  # fmt: skip
    for key in after.keys() - before.keys():
        pointer, node = after[key]
        needed = node.get("required") is True
        yield pair.change(
            "parameter-added", Effect.BREAKING if needed else Effect.COMPATIBLE, _field(node),
            "is new, and required" if needed else "is new", old.pointer, pointer, {} if needed else None,
        )  # fmt: skip
    for key in before.keys() & after.keys():
        yield from _parameter(pair, before[key], after[key])


def _parameter(
    pair: Pair, old: tuple[str, JsonObject], new: tuple[str, JsonObject]
) -> Iterator[Change]:
    field = _field(new[1])
    yield from _needed(pair, field, old, new)
    if "schema" in old[1] and "schema" in new[1]:
        at_old, at_new = join(old[0], "schema"), join(new[0], "schema")
        yield from compare(pair, field, at_old, at_new, taken_as_text)
    for key in ("style", "explode", "allowReserved"):
        if old[1].get(key) != new[1].get(key):
            message = f"{key} {old[1].get(key)} → {new[1].get(key)}: it is written another way"
            yield pair.change(
                "parameter-style-changed",
                Effect.BREAKING,
                field,
                message,
                old[0],
                new[0],
                {key: old[1].get(key)},
            )


def _needed(
    pair: Pair, field: str, old: tuple[str, JsonObject], new: tuple[str, JsonObject]
) -> Iterator[Change]:
    was, is_ = old[1].get("required") is True, new[1].get("required") is True
    if is_ and not was:
        yield pair.change(
            "required-narrowed", Effect.BREAKING, field, "is required now", old[0], new[0], {}
        )
    if was and not is_:
        yield pair.change(
            "required-widened", Effect.COMPATIBLE, field, "is no longer required", old[0], new[0]
        )


def _named(operation: Operation) -> dict[tuple[str, str], tuple[str, JsonObject]]:
    """Give the parameters by where and what they are; in a path they are what stands at one place."""
    path_item = operation.pointer.rpartition("/")[0]
    places = re.findall(r"{([^{}]*)}", operation.path)
    found: dict[tuple[str, str], tuple[str, JsonObject]] = {}
    for holder in (path_item, operation.pointer):
        node = operation.node if holder == operation.pointer else _at(operation, holder)
        for index, raw in enumerate(sequence(node.get("parameters"))):
            pointer, parameter = operation.edition.follow(
                join(holder, "parameters", index), mapping(raw)
            )
            name, where = _name(parameter), text_of(parameter.get("in"))
            if where == "path" and name in places:
                name = str(places.index(name))
            found[where, name.lower() if where == "header" else name] = pointer, parameter
    return found


def _at(operation: Operation, pointer: str) -> JsonObject:
    _, node = operation.edition.follow(pointer, {"$ref": f"#{pointer}"})
    return node


def _name(node: JsonObject) -> str:
    return text_of(node.get("name"))


def _field(node: JsonObject) -> str:
    return f"{text_of(node.get('in'))}.{_name(node)}"


def _bodies(pair: Pair, old: Operation, new: Operation) -> Iterator[Change]:
    before, after = body_of(old), body_of(new)
    if before[1] and not after[1]:
        yield pair.change(
            "body-removed", Effect.BREAKING, "body", "is gone", before[0], new.pointer, "…"
        )
    elif after[1] and not before[1]:
        needed = after[1].get("required") is True
        effect = Effect.BREAKING if needed else Effect.COMPATIBLE
        yield pair.change(
            "body-added", effect, "body", "is new", old.pointer, after[0], "" if needed else None
        )
    elif before[1] and after[1]:
        yield from _needed(pair, "body", before, after)
        yield from compare_contents(pair, "request", before, after)


def _answers(pair: Pair, old: Operation, new: Operation) -> Iterator[Change]:
    before, after = mapping(old.node.get("responses")), mapping(new.node.get("responses"))
    for status in before.keys() - after.keys():
        success = status.startswith("2")
        yield pair.change(
            "status-removed", Effect.BREAKING if success else Effect.COMPATIBLE, f"response-{status}",
            "is no longer documented", join(old.pointer, "responses", status), new.pointer,
            status if success else None,
        )  # fmt: skip
    for status in after.keys() - before.keys():
        yield pair.change(
            "status-added", Effect.COMPATIBLE, f"response-{status}", "is documented now",
            old.pointer, join(new.pointer, "responses", status),
        )  # fmt: skip
    for status in before.keys() & after.keys():
        found = [
            each.edition.follow(join(each.pointer, "responses", status), mapping(nodes[status]))
            for each, nodes in ((old, before), (new, after))
        ]
        yield from compare_contents(pair, f"response-{status}", found[0], found[1])
        yield from compare_headers(pair, f"response-{status}", found[0], found[1])


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
