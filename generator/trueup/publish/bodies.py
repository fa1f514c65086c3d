"""What an operation takes and gives: bodies by media type, answers by status, and their headers."""

from __future__ import annotations

from collections.abc import Iterator

from trueup.document.json_values import JsonObject, canonical, mapping
from trueup.document.pointers import join
from trueup.kinds import Side
from trueup.publish.change import Change, Effect, Turn
from trueup.publish.operation import Operation, answer_of, body_of
from trueup.publish.pair import Pair
from trueup.publish.parameters import needed
from trueup.publish.prose import worded
from trueup.publish.schemas import compare, content, taken_as_text
from trueup.publish.showing import request, response
from trueup.standin.judging import described

Owners = tuple[Operation, Operation]
Place = tuple[str, JsonObject]
Met = set[tuple[str | None, str | None]]  # what of both editions belongs together


def compare_body(pair: Pair, old: Operation, new: Operation) -> Iterator[Change]:
    """Compare what is sent."""
    before, after = body_of(old), body_of(new)
    if before[1] and not after[1]:
        name = next(iter(mapping(before[1].get("content"))), "")
        yield pair.change(
            "body-removed", Effect.BREAKING, "body", "is gone", before[0], new.pointer,
            request(old, media=name),
        )  # fmt: skip
    elif after[1] and not before[1]:
        required = after[1].get("required") is True
        yield pair.change(
            "body-added", Effect.BREAKING if required else Effect.COMPATIBLE, "body",
            "is new, and required" if required else "is new", old.pointer, after[0],
            request(old) if required else None,
        )  # fmt: skip
    elif before[1] and after[1]:
        yield from needed(pair, "body", before, after, lambda: request(old))
        yield from compare_contents(pair, "request", before, after, (old, new))
        yield from worded(pair, "body", before, after)


def compare_contents(
    pair: Pair, field: str, old: Place, new: Place, owners: Owners, status: str = ""
) -> Iterator[Change]:
    """Compare what goes one way, by media type; a range stands for all that are of it."""
    before, after = content(old[1]), content(new[1])
    met: Met = {(name, described({**after}, name)) for name in before}
    met |= {(described({**before}, name), name) for name in after}
    for name in sorted(before.keys() - after.keys()):
        held = described({**after}, name)
        # Of a range nothing is promised.
        lost = held is None and (pair.side is Side.REQUEST or "*" not in name)
        witness = (
            request(owners[0], media=before[name])
            if not status
            else response(pair.old, status, old, before[name])
        )
        rather = f" by itself, but as {held}" if held else ""
        yield pair.change(
            "media-type-removed", Effect.BREAKING if lost else Effect.COMPATIBLE, field,
            f"is no longer {'taken' if pair.side is Side.REQUEST else 'given'} as {name}{rather}",
            join(old[0], "content", before[name]), new[0], witness if lost else None,
        )  # fmt: skip
    for name in sorted(after.keys() - before.keys()):
        yield pair.change(
            "media-type-added", Effect.COMPATIBLE, field, f"as {name} is new",
            old[0], join(new[0], "content", after[name]),
        )  # fmt: skip
    for was, is_ in sorted((was, is_) for was, is_ in met if was is not None and is_ is not None):
        places = join(old[0], "content", before[was]), join(new[0], "content", after[is_])
        yield from _media(pair, field, places, owners, before[was])


def _media(
    pair: Pair, field: str, places: tuple[str, str], owners: Owners, name: str
) -> Iterator[Change]:
    said = pair.old.at(places[0]), pair.new.at(places[1])
    for key in ("schema", "itemSchema"):
        if key in said[0] or key in said[1]:
            yield from compare(pair, field, join(places[0], key), join(places[1], key))
    encodings = [mapping(each.get("encoding")) for each in said]
    for part in sorted(encodings[0].keys() | encodings[1].keys()):
        written = [_written(mapping(each.get(part))) for each in encodings]
        if canonical(written[0]) != canonical(written[1]):
            differing = sorted(
                key
                for key in written[0].keys() | written[1].keys()
                if written[0].get(key) != written[1].get(key)
            )
            yield pair.change(
                "encoding-changed", Effect.BREAKING, f"{field}.{part}",
                f"{' and '.join(differing)} of its encoding differ: it is written another way", *places,
                request(owners[0], media=name),
            )  # fmt: skip


def _written(encoding: JsonObject) -> JsonObject:
    """Give what an encoding says beside what holds anyway."""
    usual: JsonObject = {"style": "form", "explode": True, "allowReserved": False}
    return {
        key: value
        for key, value in encoding.items()
        if key in ("contentType", *usual) and usual.get(key) != value
    }


def compare_answers(
    pair: Pair, old: Operation, new: Operation, said: str = "response"
) -> Iterator[Change]:
    """Compare answers by their status; a range, and the answer for all others, stand for what they hold."""
    before, after = (mapping(each.node.get("responses")) for each in (old, new))
    met: Met = {(status, _holding(after, status)) for status in before}
    met |= {(_holding(before, status), status) for status in after}
    for status in sorted(before.keys() - after.keys()):
        arrives, held = pair.side is Side.RESPONSE, _holding(after, status)
        breaks = held is None and (not arrives or status.startswith("2"))
        message = "is no longer documented" if arrives else "is no longer taken as an answer"
        message = f"{message} by itself, but with {held}" if held else message
        at_old = join(old.pointer, "responses", status)
        yield pair.change(
            "status-removed", Effect.BREAKING if breaks else Effect.COMPATIBLE, f"{said}-{status}", message,
            at_old, new.pointer, response(pair.old, status, answer_of(old, status)) if breaks else None,
        )  # fmt: skip
    for status in sorted(after.keys() - before.keys()):
        message = "is documented now" if pair.side is Side.RESPONSE else "is taken as an answer"
        yield pair.change(
            "status-added", Effect.COMPATIBLE, f"{said}-{status}", message,
            old.pointer, join(new.pointer, "responses", status),
        )  # fmt: skip
    for was, is_ in sorted((was, is_) for was, is_ in met if was is not None and is_ is not None):
        status = is_ if was in ("default", is_) or "X" in was.upper() else was
        there = answer_of(old, was), answer_of(new, is_)
        field = f"{said}-{status}"
        yield from compare_contents(pair, field, *there, (old, new), status)
        yield from compare_headers(pair, field, *there, status)
        if was == is_:
            yield from worded(pair, field, *there)


def _holding(answers: JsonObject, status: str) -> str | None:
    """Give the answer that a status gets: its own, that of its range, that for all others."""
    for key in (status, f"{status[:1]}XX", f"{status[:1]}xx", "default"):
        if key in answers:
            return key
    return None


def compare_headers(
    pair: Pair, field: str, old: Place, new: Place, status: str
) -> Iterator[Change]:
    """Compare the headers of an answer."""
    before = {name.lower(): name for name in mapping(old[1].get("headers"))}
    after = {name.lower(): name for name in mapping(new[1].get("headers"))}
    for name in sorted(before.keys() - after.keys()):
        turn = Turn.WIDENED if pair.side is Side.RESPONSE else Turn.NARROWED
        yield pair.change(
            "header-removed", turn.effect(pair.side), f"{field}.{name}", "no longer arrives",
            join(old[0], "headers", before[name]), new[0],
            response(pair.old, status, old, having=name),
        )  # fmt: skip
    for name in sorted(after.keys() - before.keys()):
        yield pair.change(
            "header-added", Effect.COMPATIBLE, f"{field}.{name}", "is new",
            old[0], join(new[0], "headers", after[name]),
        )  # fmt: skip
    for name in sorted(before.keys() & after.keys()):
        first, second = (
            edition.follow(
                join(pointer, "headers", written[name]),
                mapping(mapping(node.get("headers")).get(written[name])),
            )
            for edition, (pointer, node), written in (
                (pair.old, old, before),
                (pair.new, new, after),
            )
        )
        shown = f"{field}.{name}"
        yield from needed(pair, shown, first, second, lambda: response(pair.new, status, new))
        if "schema" in first[1] or "schema" in second[1]:
            ends = join(first[0], "schema"), join(second[0], "schema")
            yield from compare(pair, shown, *ends, taken_as_text)
        yield from worded(pair, shown, first, second)
