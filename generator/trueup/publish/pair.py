"""The same thing in both editions, and the changes that are told of it."""

from __future__ import annotations

from dataclasses import dataclass

from trueup.document.json_values import JsonObject
from trueup.kinds import Side
from trueup.publish.change import Change, Effect, Witness
from trueup.publish.edition import Edition
from trueup.publish.saying import kebab


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
        keyword: str = "",
    ) -> Change:  # fmt: skip
        """Make a change, with its places of the pointers; the rule gets its side in front.

        `keyword`: the one that changed, where the rule is not named after it.
        """
        word = keyword or kebab(rule.rpartition("-")[0])
        return Change(
            f"{self.side}-{rule}",
            effect,
            self.operation,
            field,
            message,
            None if at_old is None else self.old.place(at_old),
            None if at_new is None else self.new.place(at_new),
            witness,
            values=(_stated(self.old, at_old, word), _stated(self.new, at_new, word)),
        )


def _stated(edition: Edition, pointer: str | None, keyword: str) -> JsonObject:
    """Give a keyword as it is at a pointer: of itself, of its schema, or of what that refers to."""
    if pointer is None or keyword == "required":  # whose list is of other fields, too
        return {}
    holder, _, last = pointer.rpartition("/")
    there = holder if kebab(last) == keyword else pointer
    return {
        key: value for key, value in edition.said(there).items() if keyword in (key, kebab(key))
    }
