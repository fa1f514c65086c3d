"""The difference between what two pages state: changes of the contract, and changes of prose."""

from __future__ import annotations

from dataclasses import dataclass

from trueup.document.json_values import JsonObject, JsonValue
from trueup.page.blocks import Span
from trueup.page.difference import telling
from trueup.page.difference.terms import Effect, Prose, What


@dataclass(frozen=True, slots=True)
class Change:
    """One thing of the contract that changed.

    `old` and `new` are in normal form; None: not stated. A field that was added or removed gives its
    statement, one that moved its two paths (`path` is the old one). A span is None where there is no row.
    """

    what: What
    path: str
    old: JsonValue
    new: JsonValue
    effect: Effect
    because: str
    old_span: Span | None
    new_span: Span | None

    @property
    def told(self) -> str:
        """Tell the change in one line of plain words."""
        return telling.told(self.what, self.path, self.old, self.new)

    def as_json(self) -> JsonObject:
        """Give the change as a JSON object."""
        return {
            "what": str(self.what),
            "path": self.path,
            "old": self.old,
            "new": self.new,
            "effect": str(self.effect),
            "because": self.because,
            "told": self.told,
            "old_place": _place(self.old_span),
            "new_place": _place(self.new_span),
        }


@dataclass(frozen=True, slots=True)
class ProseChange:
    """One thing that is told otherwise, and means the same.

    `old` and `new` are numbers: of tables, rows or examples; None where there is none.
    """

    what: Prose
    path: str
    old: int | None
    new: int | None
    old_span: Span | None
    new_span: Span | None

    @property
    def told(self) -> str:
        """Tell the change in one line of plain words."""
        return telling.told_prose(self.what, self.path, self.old, self.new)

    def as_json(self) -> JsonObject:
        """Give the change as a JSON object."""
        return {
            "what": str(self.what),
            "path": self.path,
            "old": self.old,
            "new": self.new,
            "told": self.told,
            "old_place": _place(self.old_span),
            "new_place": _place(self.new_span),
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """All that changed: what is agreed on, and what is only told otherwise."""

    contract: tuple[Change, ...]
    prose: tuple[ProseChange, ...]

    def as_json(self) -> JsonObject:
        """Give the difference as a JSON object."""
        return {
            "contract": [each.as_json() for each in self.contract],
            "prose": [each.as_json() for each in self.prose],
        }


def _place(span: Span | None) -> JsonValue:
    return None if span is None else {"line": span.line, "column": span.column}
