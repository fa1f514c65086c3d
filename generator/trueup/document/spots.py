"""Spots: where each value of a text stands, as a tree beside the value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from trueup.findings import Code, Finding, Place, Refused

MAX_DEPTH: Final = 200
MAX_NODES: Final = 5_000_000


@dataclass(slots=True)
class Spot:
    """The line and column (from 1) of a value; of an object's keys with the spots of their values."""

    line: int
    column: int
    keys: dict[str, tuple[int, int, Spot]] | None = None
    items: list[Spot] | None = None

    def step(self, token: str) -> tuple[int, int, Spot] | None:
        """Step by one pointer token: line and column to point at, and the spot to go on from."""
        if self.keys is not None:
            return self.keys.get(token)
        if self.items is not None and token.isdecimal() and int(token) < len(self.items):
            item = self.items[int(token)]
            return item.line, item.column, item
        return None


def broken(place: Place, problem: str) -> Refused:
    """Refuse a text whose syntax is broken at a place."""
    fix = "mend the syntax at or just before this place"
    return Refused(Finding(place, Code.BAD_SYNTAX, f"broken syntax: {problem}", fix))


def too_deep(place: Place) -> Refused:
    """Refuse a text that is nested too deep, or whose aliases expand to too much."""
    message = f"nested deeper than {MAX_DEPTH} levels, or expands beyond {MAX_NODES} values"
    fix = "flatten it, or share it through `$ref` instead of aliases"
    return Refused(Finding(place, Code.TOO_DEEP, message, fix))


def given_twice(place: Place, key: str) -> Finding:
    """Report a key that an object has twice."""
    return Finding(
        place, Code.DUPLICATE_KEY, f"the key {key!r} is given twice", "keep one of the two"
    )
