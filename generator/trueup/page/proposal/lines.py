"""The line of the spec that each change is about."""

from __future__ import annotations

from collections.abc import Mapping

from trueup.document.json_values import text_of
from trueup.document.pointers import join
from trueup.page.difference.difference import Change
from trueup.page.difference.terms import What
from trueup.page.facts import Field, Kind
from trueup.page.paths import bare, container
from trueup.page.proposal.sides import Side, is_parameter


def line_of(side: Side, fields: Mapping[str, Field], change: Change) -> str | None:
    """Give the pointer of what a change is about: what says it, or else what it goes under; None: neither is there."""
    match change.what:
        case What.OPERATION:
            return join("/paths", side.stated.path)
        case What.STATUS_ADDED | What.STATUS_REMOVED:
            return _status(side, text_of(change.new or change.old))
        case What.FIELD_REMOVED | What.FIELD_MOVED:
            ours = side.field(change.path)
            return ours.pointer if ours else None
        case _:
            return _field(side, fields[change.path], change)


def _field(side: Side, field: Field, change: Change) -> str:
    ours = side.field(field.path)
    if ours is None:
        return _under(side, container(field))
    if change.what is What.FIELD_ADDED:
        return ours.pointer
    return ours.keywords.get(Kind(str(change.what)), ours.pointer)


def _under(side: Side, holder: str) -> str:
    """Give what a new field goes under, or the nearest thing around it that the spec has."""
    if is_parameter(f"{holder}."):
        return join(side.stated.pointer, "parameters")
    while holder:
        if pointer := side.holder(holder):
            return join(pointer, "properties")
        ours = side.field(bare(holder))
        if ours:
            return ours.pointer
        holder = bare(holder).rpartition(".")[0]
    return side.stated.pointer


def _status(side: Side, code: str) -> str:
    found = next((each.pointer for each in side.stated.statuses if each.code == code), None)
    return found or join(side.stated.pointer, "responses")
