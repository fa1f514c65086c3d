"""What a change does to a caller who wrote code against the old page.

The direction counts: of what is sent, accepting less breaks callers; of what is received, promising less does.
"""

from __future__ import annotations

from typing import NamedTuple

from trueup.document.json_values import JsonValue
from trueup.page.difference.intervals import Relation
from trueup.page.difference.relations import relation
from trueup.page.difference.terms import Effect
from trueup.page.facts import Kind
from trueup.page.paths import is_received


class Verdict(NamedTuple):
    """An effect, and in a short clause why."""

    effect: Effect
    because: str


_TOLD = Verdict(Effect.DOCUMENTATION, "the page did not tell it before")
_UNTOLD = Verdict(Effect.DOCUMENTATION, "the page no longer tells it")
_LIMITS_NOTHING = Verdict(Effect.DOCUMENTATION, "it limits no values")
_SENT = {
    Relation.NARROWER: Verdict(Effect.BREAKING, "some values that were accepted no longer are"),
    Relation.WIDER: Verdict(Effect.WIDENING, "all that was accepted still is"),
    Relation.OTHER: Verdict(Effect.BREAKING, "values that were accepted may be refused"),
    Relation.SAME: Verdict(Effect.DOCUMENTATION, "the same values are accepted"),
}
_RECEIVED = {
    Relation.NARROWER: Verdict(Effect.WIDENING, "only values arrive that could before"),
    Relation.WIDER: Verdict(Effect.BREAKING, "values may arrive that could not before"),
    Relation.OTHER: Verdict(Effect.BREAKING, "other values may arrive than before"),
    Relation.SAME: Verdict(Effect.DOCUMENTATION, "the same values arrive"),
}


def of_statement(
    kind: Kind, path: str, old: JsonValue, new: JsonValue, *, whole: bool = False
) -> Verdict:
    """Judge what a field states of a kind, in two values that differ. None: not stated."""
    match kind:
        case Kind.LENGTH | Kind.COUNT | Kind.RANGE | Kind.ENUM:
            return _of_values(path, relation(kind, old, new, whole=whole))
        case Kind.TYPE:
            told = _told(old, new)
            return told or _of_values(path, relation(kind, old, new))
        case Kind.MANDATORY:
            return _of_mandatory(path, old, new)
        case Kind.DEFAULT | Kind.COMPUTED:
            return _of_default(path, old, new)
        case Kind.UNIT:
            told = _told(old, new)
            return told or Verdict(Effect.BREAKING, "the same number means another amount")
        case Kind.CONDITION | Kind.ADVICE | Kind.CONTENT | Kind.EXAMPLE:
            return _LIMITS_NOTHING


def of_exchanged_default(path: str) -> Verdict:
    """Judge a default that was a value and is computed now, or the other way round."""
    return _of_default(path, False, True)


def of_added(path: str, *, mandatory: bool, parent_added: bool) -> Verdict:
    """Judge a field that was added."""
    if is_received(path):
        return Verdict(Effect.WIDENING, "callers that do not know it can ignore it")
    if not mandatory:
        return Verdict(Effect.WIDENING, "it can be left out")
    if parent_added:
        return Verdict(Effect.WIDENING, "it is sent only with its parent, which was added too")
    return Verdict(Effect.BREAKING, "requests that leave it out are refused")


def of_removed(path: str) -> Verdict:
    """Judge a field that was removed."""
    done = "read" if is_received(path) else "send"
    return Verdict(Effect.BREAKING, f"callers may {done} it")


def of_moved(path: str) -> Verdict:
    """Judge a field that stands at another path."""
    done = "read" if is_received(path) else "send"
    return Verdict(Effect.BREAKING, f"callers {done} it at the old place")


def of_operation(old: str | None, new: str | None) -> Verdict:
    """Judge another method or path; None: the page tells none."""
    return _told(old, new) or Verdict(Effect.BREAKING, "callers use the old method and path")


def of_status(code: str) -> Verdict:
    """Judge a status code that was added or removed."""
    if code.startswith("2"):
        return Verdict(Effect.BREAKING, "callers tell success by it")
    return Verdict(Effect.DOCUMENTATION, "it is no success")


def _told(old: JsonValue, new: JsonValue) -> Verdict | None:
    if old is None:
        return _TOLD
    return _UNTOLD if new is None else None


def _of_values(path: str, found: Relation) -> Verdict:
    return (_RECEIVED if is_received(path) else _SENT)[found]


def _of_mandatory(path: str, old: JsonValue, new: JsonValue) -> Verdict:
    """Take a field of which nothing is said as one that may be left out."""
    if bool(old) == bool(new):
        return _TOLD if old is None else _UNTOLD
    if is_received(path):
        if new:
            return Verdict(Effect.WIDENING, "it always arrives")
        return Verdict(Effect.BREAKING, "it may be missing")
    if new:
        return Verdict(Effect.BREAKING, "requests that leave it out are refused")
    return Verdict(Effect.WIDENING, "it can be left out")


def _of_default(path: str, old: JsonValue, new: JsonValue) -> Verdict:
    told = _told(old, new)
    if told:
        return told
    if is_received(path):
        return Verdict(Effect.DOCUMENTATION, "what arrives is what holds")
    return Verdict(Effect.BREAKING, "a request that leaves it out means something else")
