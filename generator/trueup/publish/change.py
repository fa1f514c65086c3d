"""A change from one edition of a document to the next, and what it does to whoever calls the API."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from trueup.document.json_values import JsonObject, JsonValue
from trueup.findings import Place
from trueup.kinds import Side
from trueup.publish.exchange import Request, Response

# A value, or a line of code, or what goes over the wire.
Witness: TypeAlias = "JsonValue | Request | Response"


class Effect(StrEnum):
    """What a change does to a caller who knows the old edition, the worst first."""

    BREAKING = "breaking"
    COMPATIBLE = "compatible"
    DOCUMENTATION = "documentation"


class Turn(StrEnum):
    """What a change does to the values of a place: `NARROWED`, fewer are valid; `WIDENED`, more are."""

    NARROWED = "narrowed"
    WIDENED = "widened"

    def effect(self, side: Side) -> Effect:
        """Judge it: of what is sent, taking less breaks callers; of what is received, promising less does."""
        breaks = Turn.NARROWED if side is Side.REQUEST else Turn.WIDENED
        return Effect.BREAKING if self is breaks else Effect.COMPATIBLE


class Cause(StrEnum):
    """Why a change came about, as far as the facts of both editions' pages tell, the surest news first.

    API_CHANGED     the page states something else now
    SPEC_CORRECTED  the page states the same as before, and only the new edition says it
    SPEC_CHANGED    the page states the same as before, or has no say: the doing of the spec alone
    UNKNOWN         an edition has no facts, or what changed is none of its page's
    """

    API_CHANGED = "api-changed"
    SPEC_CORRECTED = "spec-corrected"
    SPEC_CHANGED = "spec-changed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a row of the page states of a field, of one kind: in the old edition, and in the new one.

    `table` and `row` as the page prints them, 0 where there is none; `line` of the page that stands for it.
    """

    field: str
    what: str
    old: JsonValue
    new: JsonValue
    table: int
    row: int
    line: int
    told: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """What somebody answers for until a day: a rule at a place; no operation: in any of them."""

    rule: str
    operation: str
    field: str
    reason: str
    owner: str
    expires: date
    place: Place


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs, with where it stands in both editions.

    `witness`: of a breaking change, what shows it: a value that was accepted and now isn't, or that can now arrive
    and couldn't, or the request or response that one edition knows and the other doesn't. `since`: the names of the
    editions that it is a change from. `also`: operation and field of the other places that share what changed.
    `evidence`: the rows of the page that its cause is read from. `values`: the keyword that changed, as each edition
    has it; nothing where that has none, or no keyword changed.
    """

    rule: str
    effect: Effect
    operation: str
    field: str
    message: str
    old: Place | None
    new: Place | None
    witness: Witness = None
    since: tuple[str, ...] = ()
    also: tuple[tuple[str, str], ...] = ()
    waived: Waiver | None = None
    cause: Cause = Cause.UNKNOWN
    evidence: tuple[Evidence, ...] = ()
    values: tuple[JsonObject, JsonObject] = ({}, {})

    @property
    def said(self) -> str:
        """Say what changed, and in how many other operations, too."""
        others = len({operation for operation, _ in self.also} - {self.operation})
        return f"{self.message} (and in {others} more)" if others else self.message

    @property
    def weight(self) -> Effect:
        """Say what it counts as: what is waived breaks nobody who was not told."""
        return self.effect if self.waived is None else Effect.DOCUMENTATION

    @property
    def order(self) -> tuple[object, ...]:
        """Sort by what breaks first, then by where it is."""
        rank = [*Effect].index(self.effect)
        return rank, self.operation, self.field, self.rule, self.message
