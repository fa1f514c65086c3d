"""What an operation takes and gives: bodies by media type, and headers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from trueup.document.json_values import JsonObject, mapping
from trueup.document.pointers import join
from trueup.kinds import Side
from trueup.publish.change import Change, Effect
from trueup.publish.edition import Edition
from trueup.publish.pair import Pair
from trueup.publish.schemas import compare, content, taken_as_text


class Operation(NamedTuple):
    """One operation of one edition."""

    edition: Edition
    pointer: str
    path: str
    method: str
    node: JsonObject

    @property
    def shown(self) -> str:
        """Say which one it is."""
        return f"{self.method.upper()} {self.path}"


def body_of(operation: Operation) -> tuple[str, JsonObject]:
    """Give the body that an operation takes, and where it stands; nothing where it takes none."""
    pointer = join(operation.pointer, "requestBody")
    return operation.edition.follow(pointer, mapping(operation.node.get("requestBody")))


def compare_contents(
    pair: Pair, field: str, old: tuple[str, JsonObject], new: tuple[str, JsonObject]
) -> Iterator[Change]:
    """Compare what goes one way, by media type."""
    before, after = content(old[1]), content(new[1])
    for name in before.keys() - after.keys():
        message = f"is no longer {'taken' if pair.side is Side.REQUEST else 'given'} as {name}"
        yield pair.change(
            "media-type-removed",
            Effect.BREAKING,
            field,
            message,
            join(old[0], "content", before[name]),
            new[0],
            name,
        )
    for name in after.keys() - before.keys():
        yield pair.change(
            "media-type-added",
            Effect.COMPATIBLE,
            field,
            f"as {name} is new",
            old[0],
            join(new[0], "content", after[name]),
        )
    for name in before.keys() & after.keys():
        media = [
            join(pointer, "content", written[name])
            for (pointer, _), written in ((old, before), (new, after))
        ]
        schemas = [
            mapping(mapping(each[1].get("content")).get(written[name]))
            for each, written in ((old, before), (new, after))
        ]
        if "schema" in schemas[0] and "schema" in schemas[1]:
            yield from compare(pair, field, join(media[0], "schema"), join(media[1], "schema"))


def compare_headers(
    pair: Pair, field: str, old: tuple[str, JsonObject], new: tuple[str, JsonObject]
) -> Iterator[Change]:
    """Compare the headers of an answer."""
    before = {name.lower(): name for name in mapping(old[1].get("headers"))}
    after = {name.lower(): name for name in mapping(new[1].get("headers"))}
    for name in before.keys() - after.keys():
        yield pair.change(
            "header-removed",
            Effect.BREAKING,
            f"{field}.{name}",
            "no longer arrives",
            join(old[0], "headers", before[name]),
            new[0],
            name,
        )
    for name in after.keys() - before.keys():
        yield pair.change(
            "header-added",
            Effect.COMPATIBLE,
            f"{field}.{name}",
            "is new",
            old[0],
            join(new[0], "headers", after[name]),
        )
    for name in before.keys() & after.keys():
        (at_old, first), (at_new, second) = (
            edition.follow(
                join(pointer, "headers", written[name]),
                mapping(mapping(node.get("headers")).get(written[name])),
            )
            for edition, (pointer, node), written in (
                (pair.old, old, before),
                (pair.new, new, after),
            )
        )
        if "schema" in first and "schema" in second:
            yield from compare(
                pair,
                f"{field}.{name}",
                join(at_old, "schema"),
                join(at_new, "schema"),
                taken_as_text,
            )
