"""Changes as JSON, for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from trueup.document.json_values import JsonObject, JsonValue
from trueup.publish.change import Cause, Change
from trueup.publish.difference import Difference
from trueup.publish.exchange import Request, Response
from trueup.publish.fingerprints import fingerprinted
from trueup.publish.history import Step
from trueup.publish.telling.words import told, verdict_of


def as_json(difference: Difference) -> JsonObject:
    """Give all changes with both verdicts, and the least next version that they allow."""
    needed = difference.next_version
    causes = Counter(each.cause for each in told(difference))
    return {
        "next_version": None if needed is None else str(needed),
        "since": [{"edition": name, "version": said} for name, said in difference.since],
        "wire": verdict_of(difference.wire),
        "source": verdict_of(difference.source),
        "causes": {str(each): causes[each] for each in Cause if causes[each]},
        "changes": _changes(difference),
    }


def as_changelog(title: str, steps: Sequence[Step]) -> JsonObject:
    """Give what each version changed since the one before, the last version first; of the first, null."""
    return {"title": title, "versions": [_step(each) for each in reversed(steps)]}


def _step(step: Step) -> JsonObject:
    return {**as_entry(step), "changes": _changes(step.changes) if step.changes else []}


def as_entry(step: Step) -> JsonObject:
    """Give a version, its day, and both verdicts on what it changed since the one before."""
    changes = step.changes
    return {
        "version": step.version,
        "released": step.released or None,
        "since": changes.since[0][1] if changes else None,
        "wire": verdict_of(changes.wire) if changes else None,
        "source": verdict_of(changes.source) if changes else None,
    }


def _changes(difference: Difference) -> list[JsonValue]:
    wire = len(difference.wire)
    return [
        {"level": "wire" if at < wire else "source", "fingerprint": known, **_fields(change)}
        for at, (known, change) in enumerate(fingerprinted(difference))
    ]


def _fields(change: Change) -> JsonObject:
    return {
        "rule": change.rule,
        "effect": str(change.effect),
        "operation": change.operation,
        "field": change.field,
        "message": change.said,
        "values": {"old": change.values[0], "new": change.values[1]},
        "old": str(change.old) if change.old else None,
        "new": str(change.new) if change.new else None,
        "witness": change.witness.as_json()
        if isinstance(change.witness, Request | Response)
        else change.witness,
        "since": list(change.since),
        "cause": str(change.cause),
        "evidence": [
            {
                "field": each.field,
                "what": each.what,
                "old": each.old,
                "new": each.new,
                "table": each.table,
                "row": each.row,
                "line": each.line,
            }
            for each in change.evidence
        ],
        "waived": None
        if change.waived is None
        else {
            "reason": change.waived.reason,
            "owner": change.waived.owner,
            "expires": str(change.waived.expires),
        },
    }
