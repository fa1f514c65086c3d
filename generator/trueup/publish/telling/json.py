"""Changes as JSON, for programs."""

from __future__ import annotations

from trueup.document.json_values import JsonObject
from trueup.publish.change import Change
from trueup.publish.difference import Difference
from trueup.publish.telling.words import verdict_of


def as_json(difference: Difference) -> JsonObject:
    """Give all changes with both verdicts, and the least next version that they allow."""
    needed = difference.next_version
    return {
        "next_version": None if needed is None else str(needed),
        "since": [{"edition": name, "version": said} for name, said in difference.since],
        "wire": verdict_of(difference.wire),
        "source": verdict_of(difference.source),
        "changes": [
            {"level": level, **_fields(change)}
            for level, changes in (("wire", difference.wire), ("source", difference.source))
            for change in changes
        ],
    }


def _fields(change: Change) -> JsonObject:
    return {
        "rule": change.rule,
        "effect": str(change.effect),
        "operation": change.operation,
        "field": change.field,
        "message": change.said,
        "old": str(change.old) if change.old else None,
        "new": str(change.new) if change.new else None,
        "witness": change.witness,
        "since": list(change.since),
        "waived": None
        if change.waived is None
        else {
            "reason": change.waived.reason,
            "owner": change.waived.owner,
            "expires": str(change.waived.expires),
        },
    }
