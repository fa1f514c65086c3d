"""Checks of decisions: whatever a spec says is still to be decided, at its place."""

from __future__ import annotations

from collections.abc import Iterator

from trueup.document.json_values import sequence
from trueup.document.pointers import join
from trueup.document.source import Document
from trueup.findings import Code, Finding, Severity


def check_decisions(document: Document) -> Iterator[Finding]:
    """Report every decision that is open; a warning, so that a draft can be tried before all are made."""
    for part in document.parts():
        for index, what in enumerate(sequence(part.node.get("x-to-decide"))):
            if isinstance(what, str):
                yield document.finding(
                    join(part.pointer, "x-to-decide", index),
                    Code.UNDECIDED,
                    f"to decide: {what}",
                    "decide, record it in rulings.yaml, and remove the line",
                    Severity.WARNING,
                )
