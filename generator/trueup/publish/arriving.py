"""Compare what the API sends of itself: webhooks and callbacks, where who receives and who answers change places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trueup.document.json_values import JsonValue, mapping
from trueup.document.pointers import join
from trueup.document.walk import operations_of
from trueup.kinds import Side
from trueup.publish.bodies import compare_answers, compare_contents
from trueup.publish.change import Change, Effect
from trueup.publish.edition import Edition
from trueup.publish.operation import Operation, body_of
from trueup.publish.pair import Pair
from trueup.publish.parameters import compare_parameters, needed
from trueup.publish.showing import request

Arriving = Mapping[tuple[str, str], Operation]


def compare_webhooks(old: Edition, new: Edition) -> Iterator[Change]:
    """Give the changes of the webhooks."""
    before, after = (
        {**_items(each, "/webhooks", each.root.get("webhooks"), "webhook")} for each in (old, new)
    )
    yield from _compare_all((old, ""), (new, ""), before, after)


def compare_callbacks(old: Operation, new: Operation) -> Iterator[Change]:
    """Give the changes of the callbacks of an operation."""
    before, after = _callbacks(old, new.shown), _callbacks(new, new.shown)
    yield from _compare_all((old.edition, old.pointer), (new.edition, new.pointer), before, after)


def _callbacks(operation: Operation, shown: str) -> Arriving:
    found: dict[tuple[str, str], Operation] = {}
    for name, raw in mapping(operation.node.get("callbacks")).items():
        at = join(operation.pointer, "callbacks", name)
        pointer, node = operation.edition.follow(at, mapping(raw))
        found |= _items(operation.edition, pointer, node, f"callback {name} of {shown} to")
    return found


def _items(
    edition: Edition, at: str, items: JsonValue, said: str
) -> dict[tuple[str, str], Operation]:
    found: dict[tuple[str, str], Operation] = {}
    for name, raw in mapping(items).items():
        pointer, item = edition.follow(join(at, name), mapping(raw))
        for at_, method, node in operations_of(pointer, item):
            path = f"{said} {name}"
            found[method, path] = Operation(edition, at_, path, method, node)
    return found


def _compare_all(
    old: tuple[Edition, str], new: tuple[Edition, str], before: Arriving, after: Arriving
) -> Iterator[Change]:
    for key in before.keys() - after.keys():
        gone = before[key]
        places = old[0].place(gone.pointer), new[0].place(new[1])
        yield Change(
            "webhook-removed",
            Effect.BREAKING,
            gone.shown,
            "",
            "no longer arrives",
            *places,
            request(gone),
        )
    for key in after.keys() - before.keys():
        places = old[0].place(old[1]), new[0].place(after[key].pointer)
        yield Change("webhook-added", Effect.COMPATIBLE, after[key].shown, "", "is new", *places)
    for key in before.keys() & after.keys():
        yield from _compare(before[key], after[key])


def _compare(old: Operation, new: Operation) -> Iterator[Change]:
    arriving = Pair(old.edition, new.edition, Side.RESPONSE, new.shown)
    answering = Pair(old.edition, new.edition, Side.REQUEST, new.shown)
    yield from compare_parameters(arriving, old, new)
    yield from _arrives(arriving, old, new)
    yield from compare_answers(answering, old, new, "answer")


def _arrives(pair: Pair, old: Operation, new: Operation) -> Iterator[Change]:
    """Compare what is received: less than before breaks who reads it."""
    before, after = body_of(old), body_of(new)
    if before[1] and not after[1]:
        message, witness = "no longer arrives", request(new)
        places = before[0], new.pointer
        yield pair.change("body-removed", Effect.BREAKING, "body", message, *places, witness)
    elif after[1] and not before[1]:
        yield pair.change("body-added", Effect.COMPATIBLE, "body", "is new", old.pointer, after[0])
    elif before[1]:
        yield from needed(pair, "body", before, after, lambda: request(new))
        yield from compare_contents(pair, "body", before, after, (old, new))
