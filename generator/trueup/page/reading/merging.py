"""Merging: one fact of the two bounds that a row states in two sentences."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence

from trueup.document.json_values import JsonObject, mapping, sequence
from trueup.page.blocks import Span
from trueup.page.facts import Fact, Kind

_BOUNDED = (Kind.LENGTH, Kind.COUNT, Kind.RANGE)


def merged(facts: Sequence[Fact]) -> list[Fact]:
    """Make one fact of a least and a greatest bound; leave out a lone bound beside a whole range.

    A lone bound where the row states its whole range is of something else.
    """
    together = _together(facts)
    whole = any(each.kind is Kind.RANGE and not _is_half(each) for each in together)
    return [each for each in together if not (whole and each.kind is Kind.RANGE and _is_half(each))]


def _together(facts: Sequence[Fact]) -> list[Fact]:
    found: list[Fact] = []
    alone: defaultdict[tuple[Kind, bool], deque[int]] = defaultdict(deque)
    for fact in facts:
        lower = _is_lower(fact)
        halves = alone[fact.kind, not lower]
        if _is_half(fact) and halves:
            at = halves.popleft()
            found[at] = _joined(found[at], fact)
            continue
        if _is_half(fact):
            alone[fact.kind, lower].append(len(found))
        found.append(fact)
    return found


def _is_half(fact: Fact) -> bool:
    """Say whether a fact bounds something on one side only."""
    return fact.kind in _BOUNDED and len(_bounds(fact)) == 1


def _is_lower(fact: Fact) -> bool:
    return any("min" in key.casefold() for key in _bounds(fact))


def _bounds(fact: Fact) -> JsonObject:
    intervals = sequence(fact.value)
    return mapping(intervals[0] if len(intervals) == 1 else fact.value)


def _joined(one: Fact, other: Fact) -> Fact:
    bounds = _bounds(one) | _bounds(other)
    words = one.words if one.words == other.words else f"{one.words} {other.words}"
    span = Span(one.span.line, one.span.column, other.span.end_line, other.span.end_column)
    return Fact(one.kind, [bounds] if one.kind is Kind.RANGE else bounds, words, span)
