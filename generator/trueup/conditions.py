"""Conditions on a record's fields, a part of the IR: when a field has an effect, when advice applies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class FieldIs:
    """The condition that a sibling field holds one of the values (canonical JSON)."""

    wire: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """The condition that at least one of several holds."""

    of: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """The condition that all of several hold."""

    of: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The condition that another does not hold."""

    of: Condition


Condition: TypeAlias = FieldIs | AnyOf | AllOf | Not


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation that is not a rule: words, and a JSON Schema that followed advice satisfies."""

    says: str
    holds: str | None = None
    when: Condition | None = None
