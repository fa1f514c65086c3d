"""Waivers: breaking changes that somebody answers for until a day, each of which must still be needed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import chain
from types import MappingProxyType

from jsonschema import Draft202012Validator

from trueup.document.json_values import JsonObject, mapping, sequence, text_of
from trueup.document.pointers import join
from trueup.document.source import Document
from trueup.findings import Code, Finding, Refused
from trueup.publish.change import Change, Effect, Waiver
from trueup.publish.difference import Difference
from trueup.publish.versions import version


def waivers_of(document: Document) -> tuple[Waiver, ...]:
    """Read waivers. Raise Refused where one is malformed."""
    check = Draft202012Validator(_form(), format_checker=Draft202012Validator.FORMAT_CHECKER)
    malformed = [
        document.finding(
            join("", *error.absolute_path),
            Code.BAD_WAIVERS,
            error.message,
            "a waiver has rule, operation or field or both, reason, owner and the date that it expires",
        )
        for error in check.iter_errors(document.root)
    ]
    if malformed:
        raise Refused(*malformed)
    entries = map(mapping, sequence(document.root["waivers"]))
    return tuple(_waiver(document, at, entry) for at, entry in enumerate(entries))


@cache
def _form() -> JsonObject:
    return mapping(json.loads((files("trueup.publish") / "waivers.json").read_text("utf-8")))


def _waiver(document: Document, index: int, entry: JsonObject) -> Waiver:
    rule, operation, field, reason, owner = (
        text_of(entry.get(key)) for key in ("rule", "operation", "field", "reason", "owner")
    )
    expires = date.fromisoformat(text_of(entry["expires"]))
    place = document.place(join("/waivers", index))
    return Waiver(rule, operation, field, reason, owner, expires, place)


def waive(
    compared: Difference,
    waivers: Sequence[Waiver],
    today: date,
    published: Mapping[str, Sequence[Waiver]] = MappingProxyType({}),
) -> tuple[Difference, tuple[Finding, ...]]:
    """Mark the breaking changes that are waived; report waivers that expired, and those that nothing needs.

    `published`: the waivers that an edition was published with, by its name. They hold on for what broke then.
    """
    holding = [each for each in waivers if each.expires >= today]
    return marked(compared, holding, published), tuple(_judged(compared, waivers, holding))


def marked(
    compared: Difference,
    waivers: Sequence[Waiver],
    published: Mapping[str, Sequence[Waiver]] = MappingProxyType({}),
) -> Difference:
    """Mark the breaking changes that are waived, on whatever day."""

    def mark(change: Change) -> Change:
        may = chain(waivers, _paid(change, compared, published))
        return replace(change, waived=next((each for each in may if _meets(each, change)), None))

    return replace(
        compared, wire=tuple(map(mark, compared.wire)), source=tuple(map(mark, compared.source))
    )


def _paid(
    change: Change, compared: Difference, published: Mapping[str, Sequence[Waiver]]
) -> Iterator[Waiver]:
    """Give the waivers of editions that came after all those that this is a change from: they made it."""
    order = {name: read.order for name, said in compared.since if (read := version(said))}
    for name, waivers in published.items():
        if name in order and all(
            each in order and order[each] < order[name] for each in change.since
        ):
            yield from waivers


def used(compared: Difference) -> tuple[Waiver, ...]:
    """Give the waivers that something needs, in order."""
    changes = (*compared.wire, *compared.source)
    found = {each.waived for each in changes if each.waived is not None}
    return tuple(
        sorted(found, key=lambda each: (each.rule, each.operation, each.field, each.expires))
    )


def as_json(waivers: Sequence[Waiver]) -> JsonObject:
    """Write waivers as they are read."""
    return {
        "waivers": [
            {
                "rule": each.rule,
                **({"operation": each.operation} if each.operation else {}),
                **({"field": each.field} if each.field else {}),
                "reason": each.reason,
                "owner": each.owner,
                "expires": str(each.expires),
            }
            for each in waivers
        ]
    }


def _meets(waiver: Waiver, change: Change) -> bool:
    """Say whether a waiver is about a change: by what it is and where, never by the order of anything."""
    return (
        change.effect is Effect.BREAKING
        and (waiver.rule, waiver.field) == (change.rule, change.field)
        and waiver.operation in ("", change.operation)
    )


def _judged(
    compared: Difference, waivers: Sequence[Waiver], holding: Sequence[Waiver]
) -> Iterator[Finding]:
    changes = (*compared.wire, *compared.source)
    for waiver in waivers:
        where = " ".join(filter(None, (waiver.operation, waiver.field)))
        named = f"the waiver of {waiver.rule} at {where}"
        if not any(_meets(waiver, each) for each in changes):
            message, fix = f"{named} waives nothing", "remove it, or write what `trueup diff` tells"
            yield Finding(waiver.place, Code.WAIVER_UNNEEDED, message, fix)
        elif waiver not in holding:
            message = f"{named} expired on {waiver.expires}"
            fix = f"take the change back, or let {waiver.owner} decide on it anew"
            yield Finding(waiver.place, Code.WAIVER_EXPIRED, message, fix)
