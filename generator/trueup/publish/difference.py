"""All that changed from one edition of a document to the next, the worst first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from trueup.document.source import Document
from trueup.publish.change import Change, Effect
from trueup.publish.code import compare_code
from trueup.publish.edition import Edition
from trueup.publish.operations import compare_editions
from trueup.publish.surface import Surface


@dataclass(frozen=True, slots=True)
class Difference:
    """The changes from one edition to another: on the wire, and to who writes Python against the library."""

    wire: tuple[Change, ...]
    source: tuple[Change, ...] = ()

    @property
    def breaks(self) -> bool:
        """Say whether any change breaks anybody."""
        return any(each.effect is Effect.BREAKING for each in (*self.wire, *self.source))


def difference(
    old: Document, new: Document, surfaces: tuple[Surface, Surface] | None = None
) -> Difference:
    """Compare two documents of the 3.1 dialect, as `lint` gives them, and what their libraries can be asked for."""
    before, after = Edition(old), Edition(new)
    wire = sorted(compare_editions(before, after), key=lambda each: each.order)
    source = compare_code(before, after, *surfaces) if surfaces else ()
    return Difference(tuple(_once(wire)), tuple(sorted(source, key=lambda each: each.order)))


def verdict(changes: Iterable[Change]) -> Effect | None:
    """Give the worst effect; None: nothing changed."""
    return min((each.effect for each in changes), key=[*Effect].index, default=None)


def _once(changes: Iterable[Change]) -> Iterable[Change]:
    """Tell a change of a component once: for the first operation that it is met in, with how many others."""
    first: dict[tuple[object, ...], list[Change]] = {}
    for each in changes:
        key = each.rule, each.message, each.field.rpartition(".")[2], each.old, each.new
        first.setdefault(key, []).append(each)
    for same in first.values():
        others = len({each.operation for each in same}) - 1
        told = same[0]
        yield replace(told, message=f"{told.message} (and in {others} more)") if others else told
