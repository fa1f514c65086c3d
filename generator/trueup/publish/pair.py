"""The same thing in both editions, and the changes that are told of it."""

from __future__ import annotations

from dataclasses import dataclass

from trueup.kinds import Side
from trueup.publish.change import Change, Effect, Witness
from trueup.publish.edition import Edition


@dataclass(frozen=True, slots=True)
class Pair:
    """The same thing in both editions: which operation it is of, what it is called, which way its values go."""

    old: Edition
    new: Edition
    side: Side
    operation: str

    def change(
        self, rule: str, effect: Effect, field: str, message: str,
        at_old: str | None, at_new: str | None, witness: Witness = None,
    ) -> Change:  # fmt: skip
        """Make a change, with its places of the pointers; the rule gets its side in front."""
        return Change(
            f"{self.side}-{rule}",
            effect,
            self.operation,
            field,
            message,
            None if at_old is None else self.old.place(at_old),
            None if at_new is None else self.new.place(at_new),
            witness,
        )
