"""Compare where an operation is to be found, and with which credentials it may be called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from trueup.document.json_values import JsonObject, mapping, sequence, text_of
from trueup.publish.change import Change, Effect
from trueup.publish.credentials import alternatives, named, suffices
from trueup.publish.operation import Operation
from trueup.publish.pair import Pair
from trueup.publish.showing import request

_MOST = 200  # addresses that the variables of a server are spelled out to


@dataclass(frozen=True, slots=True)
class _Address:
    """An address: as it is written, and with the variables that nobody sets at their defaults."""

    shown: str
    usual: str


def compare_access(pair: Pair, old: Operation, new: Operation) -> Iterator[Change]:
    """Compare servers and security of an operation."""
    yield from _servers(pair, old, new)
    was, is_ = alternatives(old.edition, old.node), alternatives(new.edition, new.node)
    places = old.pointer, new.pointer
    for each in was:
        if not any(suffices(each, other) for other in is_):
            message = f"can no longer be called with {named(each)}"
            witness = request(old, credentials=each)
            yield pair.change("security-narrowed", Effect.BREAKING, "", message, *places, witness)
    for each in is_:
        if not any(suffices(each, other) for other in was):
            message = f"can be called with {named(each)}"
            yield pair.change("security-widened", Effect.COMPATIBLE, "", message, *places)


def _servers(pair: Pair, old: Operation, new: Operation) -> Iterator[Change]:
    before, after = _addresses(old), _addresses(new)
    places = old.pointer, new.pointer
    for key in sorted(before.keys() - after.keys()):
        message = f"is no longer at {before[key].shown}"
        witness = request(old, server=before[key].usual)
        yield pair.change("server-removed", Effect.BREAKING, "", message, *places, witness)
    for key in sorted(after.keys() - before.keys()):
        message = f"is at {after[key].shown}, too"
        yield pair.change("server-added", Effect.COMPATIBLE, "", message, *places)
    for key in sorted(before.keys() & after.keys()):
        was, is_ = before[key].usual, after[key].usual
        if was != is_:
            message = f"unless said otherwise it is called at {is_}, no longer at {was}"
            witness = request(old, server=was)
            yield pair.change(
                "server-default-changed", Effect.BREAKING, "", message, *places, witness
            )


def _addresses(operation: Operation) -> dict[str, _Address]:
    """Give the addresses, the values of closed variables spelled out; what an open one is called is no part of them."""
    holders = operation.node, operation.path_item, operation.edition.root
    listed = next((sequence(node["servers"]) for node in holders if node.get("servers")), [])
    found: dict[str, _Address] = {}
    for server in listed or [{"url": "/"}]:
        for each in _spelled(mapping(server)):
            found.setdefault(re.sub(r"{[^{}]*}", "{}", each.shown), each)
    return found


def _spelled(server: JsonObject) -> Iterator[_Address]:
    url, variables = text_of(server.get("url")).rstrip("/"), mapping(server.get("variables"))
    closed = {
        name: [text_of(value) for value in sequence(mapping(said).get("enum"))]
        for name, said in variables.items()
    }
    choices = [[(name, value) for value in values] for name, values in closed.items() if values]
    for count, chosen in enumerate(product(*choices)):
        if count == _MOST:
            return
        made = url
        for name, value in chosen:
            made = made.replace(f"{{{name}}}", value)
        usual = made
        for name, said in variables.items():
            usual = usual.replace(f"{{{name}}}", text_of(mapping(said).get("default")))
        yield _Address(made, usual)
