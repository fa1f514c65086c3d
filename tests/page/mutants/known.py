"""Mutants that are known not to be told right, by their cause. Each must fail: one that passes has to go from here."""

from __future__ import annotations

KNOWN: dict[str, tuple[str, ...]] = {
    "a unit that is in no list of units is read only where it is called the unit": (
        "change: request.keep_for unit second to moon",
        "start: response.plan.updated_at unit millisecond to moon",
        "start: response.beds[].left unit second to moon",
    ),
}
CAUSES = {name: cause for cause, names in KNOWN.items() for name in names}
