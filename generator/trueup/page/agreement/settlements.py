"""Settlements: which disagreements of page and spec a ruling settles. Reads rulings whose form is judged elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from trueup.document.json_values import JsonValue, mapping, sequence, text_of
from trueup.document.pointers import join
from trueup.document.source import Document


@dataclass(frozen=True, slots=True)
class Settlement:
    """One entry of a ruling's `settles`: a field, what about it, and the value that the page states."""

    ruling: str
    pointer: str
    field: str
    fact: str
    says: JsonValue


def settlements(rulings: Document | None) -> tuple[Settlement, ...]:
    """Give all that rulings settle, in the file's order."""
    if rulings is None:
        return ()
    return tuple(
        Settlement(
            text_of(ruling.get("id")),
            join("/rulings", at, "settles", index),
            text_of(entry.get("field")),
            text_of(entry.get("fact")),
            entry.get("says"),
        )
        for at, ruling in enumerate(map(mapping, sequence(rulings.root.get("rulings"))))
        for index, entry in enumerate(map(mapping, sequence(ruling.get("settles"))))
    )
