"""What one field states otherwise in a new edition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from trueup.document.json_values import JsonValue, canonical, mapping, sequence
from trueup.page.blocks import Span
from trueup.page.difference import effects
from trueup.page.difference.difference import Change
from trueup.page.difference.intervals import Relation
from trueup.page.difference.relations import relation
from trueup.page.difference.terms import What
from trueup.page.facts import Field, Kind
from trueup.page.statement import Statement, normal, statement


class _Stated(NamedTuple):
    """What both editions state, and whether the field is an integer in both."""

    old: Statement
    new: Statement
    whole: bool


def restated(was: Field, now: Field) -> Iterator[Change]:
    """Give every kind of which a field states something else."""
    if was.wording and was.wording == now.wording:
        return  # what a row states of other fields is not read where those are gone, but it states it still
    stated = _stated(was, now)
    for kind in Kind:
        old, new = stated.old.get(kind), stated.new.get(kind)
        if _means_the_same(kind, old, new, stated):
            continue
        verdict = effects.of_statement(kind, now.path, old, new, whole=stated.whole)
        if kind in (Kind.DEFAULT, Kind.COMPUTED) and _exchanged(stated):
            verdict = effects.of_exchanged_default(now.path)
        spans = _span(was, kind), _span(now, kind)
        yield Change(What(str(kind)), now.path, old, new, *verdict, *spans)


def _stated(was: Field, now: Field) -> _Stated:
    old, new = statement(was), statement(now)
    integral = [mapping(each.get(Kind.TYPE)).get("type") == "integer" for each in (old, new)]
    if integral[0] != integral[1]:
        # "More than 0" is written in another normal form for an integer; the page says the same.
        old, new = _as_number(was, old), _as_number(now, new)
    return _Stated(old, new, all(integral))


def _as_number(field: Field, stated: Statement) -> Statement:
    ranges = [value for value in field.values(Kind.RANGE) if value != {}]
    if Kind.RANGE not in stated or not ranges:
        return stated
    return {**stated, Kind.RANGE: normal(Kind.RANGE, ranges[0], integral=False)}


def _means_the_same(kind: Kind, old: JsonValue, new: JsonValue, stated: _Stated) -> bool:
    if relation(kind, old, new, whole=stated.whole) is Relation.SAME:
        return True
    if old is None or new is None:
        return False
    if kind not in (Kind.ENUM, Kind.DEFAULT):
        return False
    # A value has the type of its field: where that is another one, the change of type tells it.
    types = stated.old.get(Kind.TYPE), stated.new.get(Kind.TYPE)
    return canonical(types[0]) != canonical(types[1]) and _written(old) == _written(new)


def _written(value: JsonValue) -> list[str]:
    values = sequence(value) if isinstance(value, list) else [value]
    return sorted(each if isinstance(each, str) else canonical(each) for each in values)


def _exchanged(stated: _Stated) -> bool:
    kinds = {Kind.DEFAULT, Kind.COMPUTED}
    old, new = kinds & stated.old.keys(), kinds & stated.new.keys()
    return len(old) == len(new) == 1 and old != new


def _span(field: Field, kind: Kind) -> Span:
    """Give the place of what is stated of a kind, or else of the row that no longer states it."""
    return next((fact.span for fact in field.facts if fact.kind is kind), field.span)
