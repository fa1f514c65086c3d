"""Mutants: a page with something changed, and what a caller who wrote code against the old page meets.

The rules stand here a second time, in words of their own: nothing is asked of what is tested.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple, TypeAlias

from tests.page.mutants.source import Source

BREAKING, WIDENING, DOCUMENTATION = "breaking", "widening", "documentation"


class Turn(Enum):
    """Which way a fact turns: fewer values, more, others, or none more and none less."""

    FEWER = auto()
    MORE = auto()
    OTHER = auto()
    NONE = auto()

    def effect(self, path: str) -> str:
        """Give the effect on a caller, who sends the field or receives it."""
        received = path.startswith("response")
        match self:
            case Turn.NONE:
                return DOCUMENTATION
            case Turn.OTHER:
                return BREAKING
            case Turn.FEWER | Turn.MORE:
                return BREAKING if (self is Turn.FEWER) is not received else WIDENING


class Expected(NamedTuple):
    """A change that must be told."""

    what: str
    path: str
    effect: str


@dataclass(frozen=True, repr=False)
class Mutant:
    """A page that was changed, and the changes that must be told: all of them, and no other.

    `follows`: what the field stated that its new type can't have; its end may be told beside. `row`: the path
    of the only row that is changed, if nothing is told of others; `elsewhere`: what is told stands elsewhere.
    """

    name: str
    page: Source
    expected: tuple[Expected, ...]
    follows: frozenset[str] = frozenset()
    row: str = ""
    elsewhere: bool = False


Stated: TypeAlias = Mapping[str, frozenset[str]]
"""The kinds of facts that each field states, by its path."""


def of_row(name: str, page: Source, path: str, *expected: Expected) -> Mutant:
    """Give a mutant of one row."""
    return Mutant(name, page, expected, row=path)


def one(what: str, path: str, turn: Turn) -> Expected:
    """Give what is to be told of a fact."""
    return Expected(
        what,
        path,
        turn.effect(path) if what not in ("default", "computed") else _default(path, turn),
    )


def _default(path: str, turn: Turn) -> str:
    """What arrives is what holds, whatever its default: of what is received, no default breaks."""
    return DOCUMENTATION if path.startswith("response") else turn.effect(path)
