"""The fields of two schemas: those that meet, those that only one edition has, those that don't go this way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trueup.document.json_values import JsonValue
from trueup.kinds import Side
from trueup.publish.edition import Edition
from trueup.publish.likeness import word_for_word
from trueup.publish.pair import Pair


@dataclass(frozen=True, slots=True)
class Meeting:
    """A place that both editions speak of: what it is called, the way to it in a value, and the schemas."""

    field: str
    path: tuple[str, ...]
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field that one edition names, and the object of the other that doesn't."""

    field: str
    path: tuple[str, ...]
    pointer: str
    beside: str
    gone: bool


def meetings(pair: Pair, field: str, old: str, new: str) -> Iterator[Meeting]:
    """Give each place that both editions speak of once, the outer ones first; not what is the same to the word."""
    waiting, seen = [Meeting(field, (), old, new)], set[tuple[str, str]]()
    while waiting:
        here = waiting.pop(0)
        if (here.old, here.new) in seen:
            continue
        seen.add((here.old, here.new))
        if "$ref" in pair.old.at(here.old) and word_for_word(
            (pair.old, here.old), (pair.new, here.new)
        ):
            continue
        yield here
        facets = pair.old.facets(here.old), pair.new.facets(here.new)
        named = pair.old.properties(facets[0]), pair.new.properties(facets[1])
        both = sorted(named[0].keys() & named[1].keys())
        waiting += (
            Meeting(
                f"{here.field}.{name}", (*here.path, name), named[0][name][0], named[1][name][0]
            )
            for name in both
        )
        for key, shown, token in (("items", "[]", "[]"), ("additionalProperties", ".*", "*")):
            inner = pair.old.items(facets[0], key), pair.new.items(facets[1], key)
            if inner[0] and inner[1]:
                at = here.field + shown, (*here.path, token)
                waiting.append(Meeting(*at, inner[0][0], inner[1][0]))


def one_sided(pair: Pair, here: Meeting) -> Iterator[Field]:
    """Give the fields of a place that only one edition names; what doesn't go this way is not there."""
    named = _going(pair.old, here.old, pair.side), _going(pair.new, here.new, pair.side)
    if not all(
        edition.properties(edition.facets(pointer))
        for edition, pointer in ((pair.old, here.old), (pair.new, here.new))
    ):
        return  # one of them may hold anything
    for name in sorted(named[0].keys() ^ named[1].keys()):
        gone = name in named[0]
        pointer, beside = (named[0][name], here.new) if gone else (named[1][name], here.old)
        yield Field(f"{here.field}.{name}", (*here.path, name), pointer, beside, gone)


def not_going(pair: Pair, here: Meeting) -> Iterator[str]:
    """Give the fields of a place that some edition names, and that go this way in none."""
    named = [
        edition.properties(edition.facets(pointer))
        for edition, pointer in ((pair.old, here.old), (pair.new, here.new))
    ]
    going = {*_going(pair.old, here.old, pair.side), *_going(pair.new, here.new, pair.side)}
    yield from (f"{here.field}.{name}" for name in {*named[0], *named[1]} - going)


def _going(edition: Edition, pointer: str, side: Side) -> dict[str, str]:
    named = edition.properties(edition.facets(pointer))
    keyword = "readOnly" if side is Side.REQUEST else "writeOnly"
    return {
        name: at[0] for name, at in named.items() if edition.said(at[0]).get(keyword) is not True
    }


def holds(value: JsonValue, path: tuple[str, ...]) -> bool:
    """Say whether there is something in a value at the end of a way."""
    if not path:
        return True
    first, rest = path[0], path[1:]
    if first == "[]":
        return isinstance(value, list) and any(holds(each, rest) for each in value)
    if not isinstance(value, dict):
        return False
    if first == "*":
        return any(holds(each, rest) for each in value.values())
    return first in value and holds(value[first], rest)
