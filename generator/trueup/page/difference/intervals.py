"""Sets of numbers as unions of intervals, and which of two sets holds the other.

A set is kept as cuts of the number line: a cut lies just before a number or just after it, and an interval
reaches from one cut to another. So open and closed ends need no cases of their own.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence


class Relation(StrEnum):
    """How a new set stands to an old one; OTHER: neither holds the other, or it can't be known."""

    SAME = "same"
    NARROWER = "narrower"
    WIDER = "wider"
    OTHER = "other"


class Cut(NamedTuple):
    """Just before the value, or just after it."""

    value: Fraction | float
    after: bool


Interval: TypeAlias = tuple[Cut, Cut]
Numbers: TypeAlias = tuple[Interval, ...]
"""Sorted intervals, with a gap between each and the next."""

_LEAST, _GREATEST = Cut(-math.inf, False), Cut(math.inf, False)
_LOWER = {"minimum": False, "exclusiveMinimum": True}
_UPPER = {"maximum": True, "exclusiveMaximum": False}
_QUANTITY = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?) ?([^0-9\s].*)")
BYTE = "byte"
_BYTES = {"B": 1, "KB": 1024, "MB": 1024**2, "GB": 1024**3, "TB": 1024**4}


class Quantity(NamedTuple):
    """An amount of a unit: bytes where the unit is known, no unit for a plain number."""

    amount: Fraction
    unit: str


def related(old_holds_new: bool, new_holds_old: bool) -> Relation:
    """Name the relation of a new set to an old one."""
    if old_holds_new:
        return Relation.SAME if new_holds_old else Relation.NARROWER
    return Relation.WIDER if new_holds_old else Relation.OTHER


def compare(old: JsonValue, new: JsonValue, *, whole: bool) -> Relation:
    """Relate two ranges, each a list of intervals or None for no limit. `whole`: of integers."""
    before, after = _bounds(old), _bounds(new)
    if before is None or after is None:
        return Relation.OTHER
    units = {each.unit for bounds in (*before, *after) for each in bounds.values()}
    if len(units) > 1:
        return Relation.OTHER
    integral = whole and units <= {""}
    first, second = numbers(before, whole=integral), numbers(after, whole=integral)
    return related(holds(first, second), holds(second, first))


def numbers(intervals: Iterable[dict[str, Quantity]], *, whole: bool) -> Numbers:
    """Give the union of intervals."""
    found: list[Interval] = []
    for low, high in sorted(_interval(each, whole=whole) for each in intervals):
        if low >= high:
            continue
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return tuple(found)


def holds(outer: Numbers, inner: Numbers) -> bool:
    """Say whether every number of `inner` is one of `outer`."""
    at = 0
    for low, high in inner:
        while at < len(outer) and outer[at][1] < high:
            at += 1
        if at == len(outer) or outer[at][0] > low:
            return False
    return True


def quantity(value: JsonValue) -> Quantity | None:
    """Read a number, or text such as `2 GB`; None where it is neither."""
    try:
        if isinstance(value, str):
            found = _QUANTITY.fullmatch(value)
            return _measured(Fraction(found[1]), found[2].strip()) if found else None
        if isinstance(value, int | float) and not isinstance(value, bool):
            # Through its shortest text, so that 0.1 is a tenth here as it is on the page.
            return Quantity(Fraction(value if isinstance(value, int) else repr(value)), "")
    except ValueError:  # an endless number, or one of thousands of digits
        pass
    return None


def _measured(amount: Fraction, unit: str) -> Quantity:
    if unit.upper() in _BYTES:
        return Quantity(amount * _BYTES[unit.upper()], BYTE)
    return Quantity(amount, unit.casefold())


def _bounds(intervals: JsonValue) -> Sequence[dict[str, Quantity]] | None:
    if intervals is None:
        return [{}]
    read = [_bounds_of(mapping(each)) for each in sequence(intervals)]
    known = [each for each in read if each is not None]
    return known if len(known) == len(read) else None


def _bounds_of(interval: JsonObject) -> dict[str, Quantity] | None:
    found: dict[str, Quantity] = {}
    for key, value in interval.items():
        bound = quantity(value)
        if bound is None or key not in (*_LOWER, *_UPPER, "const"):
            return None
        found[key] = bound
    return found


def _interval(bounds: dict[str, Quantity], *, whole: bool) -> Interval:
    low, high = _LEAST, _GREATEST
    for key, (amount, _) in bounds.items():
        if key == "const" or key in _LOWER:
            low = max(low, Cut(amount, _LOWER.get(key, False)))
        if key == "const" or key in _UPPER:
            high = min(high, Cut(amount, _UPPER.get(key, True)))
    return (_at_integer(low), _at_integer(high)) if whole else (low, high)


def _at_integer(cut: Cut) -> Cut:
    """Move a cut up to the next integer, passing none: between two integers all cuts are one."""
    if isinstance(cut.value, float):
        return cut
    return Cut(Fraction(math.floor(cut.value) + 1 if cut.after else math.ceil(cut.value)), False)
