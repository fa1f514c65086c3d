"""Scores: how what was read compares with what is labelled, kind by kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from trueup.document.json_values import JsonValue, canonical, mapping
from trueup.page.facts import Kind
from trueup.page.statement import normal

Labels: TypeAlias = Mapping[Kind, JsonValue]
Read: TypeAlias = Mapping[Kind, Sequence[JsonValue]]


class Score(NamedTuple):
    """How many facts were read as labelled, read without a label, and labelled but not read."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Give the share of what was read that is right; 1 where nothing was read."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Give the share of what is labelled that was read; 1 where nothing is labelled."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


Scores: TypeAlias = Mapping[Kind, Score]


def score(labels: Labels, read: Read, undecided: Collection[Kind] = ()) -> Scores:
    """Compare the facts read of one field with its labels; undecided kinds and examples don't count.

    Only kinds that either side speaks of have a score. Whether the field is an integer, which decides
    how its bounds compare, is taken from the labelled type.
    """
    integral = mapping(labels.get(Kind.TYPE)).get("type") == "integer"
    found: dict[Kind, Score] = {}
    for kind in Kind:
        if kind is Kind.EXAMPLE or kind in undecided:
            continue
        stated = _forms(kind, [labels[kind]] if kind in labels else [], integral=integral)
        given = _forms(kind, read.get(kind, ()), integral=integral)
        if stated | given:
            found[kind] = Score(len(stated & given), len(given - stated), len(stated - given))
    return found


def total(scores: Iterable[Scores]) -> Scores:
    """Add up the scores of many fields, kind by kind."""
    found: dict[Kind, Score] = {}
    for each in scores:
        for kind, one in each.items():
            found[kind] = _sum(found.get(kind, Score()), one)
    return {kind: found[kind] for kind in Kind if kind in found}


def overall(scores: Scores) -> Score:
    """Add up the scores of all kinds."""
    found = Score()
    for one in scores.values():
        found = _sum(found, one)
    return found


def _sum(one: Score, other: Score) -> Score:
    return Score(one.right + other.right, one.wrong + other.wrong, one.missed + other.missed)


def _forms(kind: Kind, values: Sequence[JsonValue], *, integral: bool) -> set[str]:
    """Write the values in normal form; several conditions of a field are one, that any of them holds."""
    if kind is Kind.CONDITION and len(values) > 1:
        values = [{"any": list(values)}]
    made = [normal(kind, value, integral=integral) for value in values]
    return {canonical(value) for value in made if value != {}}
