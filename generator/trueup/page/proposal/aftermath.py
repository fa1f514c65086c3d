"""What an edited spec refuses of itself: examples, defaults and conditions that were right before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from trueup.document.checks.extensions import check_extensions
from trueup.document.checks.operations import check_operations
from trueup.document.checks.values import check_values
from trueup.document.json_values import JsonObject, sequence
from trueup.document.normalize import normalize
from trueup.document.source import Document
from trueup.findings import Finding
from trueup.page.proposal.sides import levels, schema_layers
from trueup.page.proposal.work import Work
from trueup.standin.schemas import Judge


def prune(work: Work, path: str, why: str) -> None:
    """Take out the examples of a field that its schema refuses now."""
    ours = work.now.field(path)
    if ours is None:
        return
    for layer in schema_layers(ours, levels(work.edits.root, ours)[0]):
        shown = sequence(layer.node.get("examples"))
        if not shown:
            continue
        judge = Judge(normalize(work.edits.root))
        kept = [each for each in shown if not judge.objection(layer.pointer, each)]
        if kept and len(kept) < len(shown):
            work.edits.put(layer.pointer, "examples", kept, why)
        elif not kept:
            work.edits.drop(layer.pointer, ["examples"], why)


def leave_aftermath(work: Work) -> None:
    """Note what the checks of a spec find after the edits, and did not before, at lines of the spec as it is."""
    before = {(each.code, each.message) for each in _found(work.spec, work.spec.root)}
    for each in _found(work.spec, work.edits.root):
        if (each.code, each.message) not in before:
            work.edits.leave(f"{each.place}: {each.message}: {each.fix}")


def _found(spec: Document, root: JsonObject) -> Iterator[Finding]:
    document = replace(spec, root=normalize(root))
    for check in (check_operations, check_values, check_extensions):
        yield from check(document)
