"""The words that a change is told in, whatever it is told as."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from trueup.document.json_values import canonical
from trueup.findings import Place
from trueup.publish.change import Cause, Change, Effect, Evidence, Waiver, Witness
from trueup.publish.difference import Difference, verdict
from trueup.publish.exchange import Request, Response
from trueup.publish.history import Step


def counted(difference: Difference) -> str:
    """Say in one line what callers have to expect."""
    sides = (("wire", difference.wire), ("source", difference.source))
    told = [f"{word}: {counted_of(changes)}" for word, changes in sides]
    needed = difference.next_version
    return "; ".join([*told, *([] if needed is None else [f"next version: {needed}"])])


def counted_of(changes: Sequence[Change]) -> str:
    """Count changes by what they do."""
    effects = Counter(
        str(change.effect) if change.waived is None else "waived" for change in changes
    )
    return (
        ", ".join(f"{effects[each]} {each}" for each in (*Effect, "waived") if effects[each])
        or "no change"
    )


_REASONS: Final = {
    Cause.API_CHANGED: "the API changed",
    Cause.SPEC_CORRECTED: "the spec was corrected, the page stays",
    Cause.SPEC_CHANGED: "the spec changed, the page did not",
    Cause.UNKNOWN: "",
}
_COUNTED: Final = {
    Cause.API_CHANGED: "because the API changed",
    Cause.SPEC_CORRECTED: "because the spec was corrected",
    Cause.SPEC_CHANGED: "by the spec alone",
    Cause.UNKNOWN: "of unknown cause",
}


def reasoned(change: Change) -> str:
    """Say why a change came about, with the rows of the page that tell; empty where nobody knows."""
    said, *rows = grounds(change) or ("",)
    return ": ".join(filter(None, (said, ", ".join(rows))))


def grounds(change: Change) -> tuple[str, ...]:
    """Give why a change came about, then each row of the page that tells it; nothing where nobody knows."""
    said = _REASONS[change.cause]
    return (said, *map(_row, change.evidence)) if said else ()


def _row(evidence: Evidence) -> str:
    if evidence.table:
        return f"{evidence.told} (table {evidence.table}, row {evidence.row})"
    return f"{evidence.told} (line {evidence.line})" if evidence.line else evidence.told


def reasons(difference: Difference) -> str:
    """Say in one line why what callers can notice changed; empty where nothing of it is known."""
    causes = Counter(each.cause for each in told(difference))
    if causes.keys() <= {Cause.UNKNOWN}:
        return ""
    said = [f"{causes[each]} {_COUNTED[each]}" for each in Cause if causes[each]]
    return ", ".join(said)


def summed_up(step: Step) -> str:
    """Say both verdicts on what a version changed since the one before."""
    changes = step.changes
    if changes is None:
        return "The first version."
    return f"On the wire: {verdict_of(changes.wire)}. In Python: {verdict_of(changes.source)}."


def answered(waiver: Waiver) -> str:
    """Say who answers for what is waived, and until when."""
    return " ".join(f"waived until {waiver.expires} by {waiver.owner}: {waiver.reason}".split())


def told(difference: Difference) -> list[Change]:
    """Give the changes that callers can notice, the worst first."""
    both = (*difference.wire, *difference.source)
    return sorted(
        (each for each in both if each.effect is not Effect.DOCUMENTATION),
        key=lambda each: [*Effect].index(each.weight),
    )


def verdict_of(changes: Sequence[Change]) -> str:
    """Say the verdict on some changes."""
    found = verdict(changes)
    return "no change" if found is None else str(found)


def subject(change: Change) -> str:
    """Name the operation and the field that a change is of."""
    return " ".join(filter(None, (change.operation, change.field)))


def places(change: Change) -> list[tuple[str, Place]]:
    """Give where a change stands, by the edition."""
    both = (("old", change.old), ("new", change.new))
    return [(word, place) for word, place in both if place is not None]


def shortened(witness: Witness, most: int = 100) -> str:
    """Write a witness in a line, one of more characters in part."""
    shown = str(witness) if isinstance(witness, Request | Response) else witness
    text = " ".join(shown.split()) if isinstance(shown, str) else canonical(shown)
    return text if len(text) <= most else f"{text[: most * 3 // 5]} … ({len(text)} characters)"
